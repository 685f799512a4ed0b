"""The one door to icalendar: deadlines as a file that Outlook and Google Calendar open."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rag.due_days import DueDay, first_fall
from rag.errors import InputError

if TYPE_CHECKING:
    from icalendar import Calendar, Event

REMIND = timedelta(days=-7)
"""When a calendar reminds of a deadline to come: a week before."""
_WIDTH, _ESCAPE = 75, 0x5C
_ALL_DAY = {"VALUE": "DATE"}
_PRODUCT = "-//Hoi Ke hoach//Thoi han//VI"


def write_ics(
    days: Iterable[DueDay],
    file: Path,
    *,
    title: Callable[[DueDay], str],
    words: Callable[[DueDay], str],
    from_year: Callable[[DueDay], int | None],
    on: date,
) -> None:
    """One event for each date, all day long; what comes back every year is one event that repeats.

    Args:
        days: The dates.
        file: Where the calendar is written.
        title: The event's name.
        words: Its description: the plan's own words and the reference to them.
        from_year: The first year of what repeats, None where the plan does not tell.
        on: The day it is written: of what passed before it nobody is reminded.

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
        made.add_component(
            _event(day, title(day), words(day), from_year(day), ahead=day.left(on) >= 0)
        )
    try:
        file.write_bytes(_written(made))
    except OSError as error:
        raise InputError(f"{file}: không ghi được ({error.strerror})") from error


def _event(day: DueDay, title: str, words: str, from_year: int | None, *, ahead: bool) -> Event:
    from icalendar import Alarm, Event, vDate, vRecur, vText

    first, last = day.first, day.last
    event, usual = Event(), _usual()
    if day.yearly:
        first, last = first_fall(day, from_year or last.year)
        rule: dict[str, object] = {"freq": "yearly"}
        if day.until is not None:
            rule["until"] = day.until
        event["rrule"] = vRecur(rule)
    told = vText(title)
    event["uid"] = vText(_uid(day))
    event["dtstamp"] = usual["dtstamp"]
    # RFC 5545: a day must say that it is no moment, and the end is the day after the last
    event["dtstart"] = vDate(first or last, params=_ALL_DAY)
    event["dtend"] = vDate(last + timedelta(days=1), params=_ALL_DAY)
    event["summary"], event["description"] = told, vText(words)
    event["transp"] = usual["transp"]
    if ahead:
        alarm = Alarm()
        alarm["action"], alarm["description"] = usual["action"], told
        alarm["trigger"] = usual["trigger"]
        event.add_component(alarm)
    return event


@functools.cache
def _usual() -> dict[str, object]:
    """What is the same in every event."""
    from icalendar import vDatetime, vDuration, vText

    return {
        # the same deadline gives the same bytes: an importer updates the event and adds no second
        "dtstamp": vDatetime(datetime(2000, 1, 1, tzinfo=UTC)),
        "transp": vText("TRANSPARENT"),
        "action": vText("DISPLAY"),
        "trigger": vDuration(REMIND),
    }


def _written(made: Calendar) -> bytes:
    """The file's bytes: lines of 75 at most, no letter cut in two (RFC 5545, 3.1).

    Not by ``to_ical``, which reads every letter by itself: it took three quarters of the time.
    """
    lines = []
    for name, value in made.property_items(sorted=False):
        held = value if isinstance(value, bytes) else value.to_ical()  # type: ignore[attr-defined]
        params = getattr(value, "params", None)
        named = f"{name};{params.to_ical().decode()}" if params else name
        lines.append(_folded(named.encode() + b":" + held))
    return b"\r\n".join((*lines, b""))


def _folded(line: bytes) -> bytes:
    """The line in pieces, each begun anew by a space."""
    pieces, start, room = [], 0, _WIDTH
    while len(line) - start > room:
        end = start + room
        # within a letter, or behind the sign that escapes the next one
        while line[end] & 0xC0 == 0x80 or line[end - 1] == _ESCAPE:
            end -= 1
        pieces.append(line[start:end])
        start, room = end, _WIDTH - 1
    return b"\r\n ".join((*pieces, line[start:]))


def _uid(day: DueDay) -> str:
    """The same for the same deadline, so that an import made again changes and does not double."""
    told = f"{day.fact.plan_id}\n{day.fact.task.section}\n{day.fact.task.start}\n{day.due.words}"
    return f"{hashlib.sha256(told.encode()).hexdigest()[:24]}@hoi-ke-hoach"
