"""What the user sees: the command line and the web chat, both thin over `qa`."""
