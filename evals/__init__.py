"""Questions with expected answers, measures, and the command that runs them."""
