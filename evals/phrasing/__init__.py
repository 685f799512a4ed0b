"""Answers with and without a language model, side by side: ``python -m evals.phrasing``."""
