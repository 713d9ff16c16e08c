"""Evaluation sets, metrics, runs and their comparison."""
