"""Rules that find in a report what can be asked, and word the questions for it."""
