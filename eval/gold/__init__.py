"""Outlines and metadata of real reports, annotated by hand, and the score of parsing on them."""
