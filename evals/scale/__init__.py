"""How answers and the index fare as the archive grows: ``python -m evals.scale``."""
