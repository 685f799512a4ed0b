"""Which plans there are, what they speak of, and plans side by side."""
