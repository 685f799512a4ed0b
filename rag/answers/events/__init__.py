"""When and where something takes place: the month of action, launches, rounds, calendars."""
