"""What stands in a part, a row, a label or a definition of a plan."""
