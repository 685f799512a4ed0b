"""Names of agencies and places: as written, by their shape, and what they are now."""
