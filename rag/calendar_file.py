"""The one door to icalendar: deadlines as a file that Outlook and Google Calendar open."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rag.due_days import DueDay, first_fall
from rag.errors import InputError

if TYPE_CHECKING:
    from icalendar import Event

REMIND = timedelta(days=-7)
"""When a calendar reminds of a deadline: a week before."""
_PRODUCT = "-//Hoi Ke hoach//Thoi han//VI"


def write_ics(
    days: Iterable[DueDay],
    file: Path,
    *,
    title: Callable[[DueDay], str],
    words: Callable[[DueDay], str],
    from_year: Callable[[DueDay], int | None],
) -> None:
    """One event for each date, all day long; what comes back every year is one event that repeats.

    Args:
        days: The dates.
        file: Where the calendar is written.
        title: The event's name.
        words: Its description: the plan's own words and the reference to them.
        from_year: The first year of what repeats, None where the plan does not tell.

    Raises:
        InputError: the file cannot be written.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    for day in days:
        made.add_component(_event(day, title(day), words(day), from_year(day)))
    try:
        file.write_bytes(made.to_ical())
    except OSError as error:
        raise InputError(f"{file}: không ghi được ({error.strerror})") from error


def _event(day: DueDay, title: str, words: str, from_year: int | None) -> Event:
    from icalendar import Alarm, Event

    first, last = day.first, day.last
    event = Event()
    if day.yearly:
        first, last = first_fall(day, from_year or last.year)
        rule: dict[str, object] = {"freq": "yearly"}
        if day.until is not None:
            rule["until"] = day.until
        event.add("rrule", rule)
    event.add("uid", _uid(day))
    # the same deadline gives the same bytes: an importer updates the event and adds no second one
    event.add("dtstamp", datetime(2000, 1, 1, tzinfo=UTC))
    event.add("dtstart", first or last)
    event.add("dtend", last + timedelta(days=1))  # RFC 5545: the day after the last
    event.add("summary", title)
    event.add("description", words)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", REMIND)
    event.add_component(alarm)
    return event


def _uid(day: DueDay) -> str:
    """The same for the same deadline, so that an import made again changes and does not double."""
    told = f"{day.fact.plan_id}\n{day.fact.task.section}\n{day.fact.task.start}\n{day.due.words}"
    return f"{hashlib.sha256(told.encode()).hexdigest()[:24]}@hoi-ke-hoach"
