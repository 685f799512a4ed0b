"""Sums, sources and years of money, in sentences and in tables."""
