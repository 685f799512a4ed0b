"""A folder to carry to an office without internet: ``make bundle``."""
