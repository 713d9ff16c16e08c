"""Metrics, one idea a module; each is a pure function whose docstring is its definition."""
