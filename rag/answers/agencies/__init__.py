"""Who does it, and what an agency has to do: assignments by subject, number, role and agency."""
