"""When it is due: deadlines and reports, whose they are, to whom and how often."""
