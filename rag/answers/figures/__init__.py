"""Figures to reach, figures reached, and how many there are of something."""
