"""Deadlines as days: what falls next on a day, and the calendar file that holds it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.calendar_file import write_ics
from rag.due_days import due_days, undated
from rag.schema import Deadline, Due, Slice

DAY = date(2026, 11, 27)


def deadline(due: Due, plan: str = "a", start: int = 0) -> Deadline:
    words = Slice(plan, "muc.IV", start, start + len(due.words), due.words)
    return Deadline(plan, (due.words,), "report", None, None, words, (words,), (due,))


BEFORE_15 = Due("hằng năm (trước ngày 15/12)", "date", "year", None, "--12-14", "2030-12-31")
MONTH = Due("từ 15/11 đến 15/12", "date", "year", "--11-15", "--12-15", "2025-12-31")
NEW_YEAR = Due("từ 25/12 đến 05/01", "date", "year", "--12-25", "--01-05")
ONCE = Due("trước ngày 15/11/2024", "date", None, None, "2024-11-14")
LEAP = Due("trước ngày 01/3 hằng năm", "date", "year", None, "--02-29")
ALWAYS = Due("thường xuyên", "standing")


@pytest.mark.parametrize(
    ("due", "day", "first", "last"),
    [
        (BEFORE_15, DAY, None, date(2026, 12, 14)),
        (BEFORE_15, date(2026, 12, 14), None, date(2026, 12, 14)),
        (BEFORE_15, date(2026, 12, 15), None, date(2027, 12, 14)),
        (BEFORE_15, date(2031, 1, 1), None, date(2030, 12, 14)),
        (MONTH, DAY, date(2025, 11, 15), date(2025, 12, 15)),
        (NEW_YEAR, DAY, date(2026, 12, 25), date(2027, 1, 5)),
        (ONCE, DAY, None, date(2024, 11, 14)),
        (LEAP, DAY, None, date(2027, 2, 28)),
    ],
)
def test_when_it_falls(due: Due, day: date, first: date | None, last: date) -> None:
    (found,) = due_days([deadline(due)], day)
    assert (found.first, found.last) == (first, last)


def test_what_comes_stands_before_what_has_passed_and_no_day_is_none() -> None:
    facts = [deadline(due) for due in (ONCE, MONTH, LEAP, BEFORE_15, ALWAYS)]
    assert [one.last.isoformat() for one in due_days(facts, DAY)] == [
        "2026-12-14", "2027-02-28", "2025-12-15", "2024-11-14",
    ]  # fmt: skip
    assert undated(facts) == (facts[-1],)


def test_a_calendar_holds_one_event_a_date(tmp_path: Path) -> None:
    days = due_days([deadline(due) for due in (BEFORE_15, MONTH, ONCE)], DAY)
    file = tmp_path / "thoi-han.ics"
    write_ics(
        days, file, title=lambda one: f"Sở Y tế: {one.due.words}", words=lambda one: "“lời”\n(dẫn)",
        from_year=lambda one: 2021, on=DAY,
    )  # fmt: skip
    read = icalendar.Calendar.from_ical(file.read_bytes())
    told = [
        (e.decoded("dtstart"), e.decoded("dtend"), (e.get("rrule") or {}).get("until"))
        for e in read.walk("VEVENT")
    ]
    assert told == [
        # "trước ngày 15/12" ends on the 14th; an all-day event ends the day after
        (date(2021, 12, 14), date(2021, 12, 15), [date(2030, 12, 31)]),
        (date(2021, 11, 15), date(2021, 12, 16), [date(2025, 12, 31)]),
        (date(2024, 11, 14), date(2024, 11, 15), None),
    ]
    # RFC 5545, 3.3.4: a bare day is no value of DTSTART unless it says so; the reader forgives it
    written = file.read_bytes().decode()
    assert written.count("DTSTART;VALUE=DATE:") == written.count("DTEND;VALUE=DATE:") == 3
    # nobody is reminded of what has passed: of the month's and of 2024's day
    assert [len(e.walk("VALARM")) for e in read.walk("VEVENT")] == [1, 0, 0]
    first = read.walk("VEVENT")[0]
    assert str(first["summary"]) == "Sở Y tế: hằng năm (trước ngày 15/12)"
    assert str(first["description"]) == "“lời”\n(dẫn)"
    assert len({str(e["uid"]) for e in read.walk("VEVENT")}) == 3


WORDS = st.text(st.sampled_from("aạ ,;:\\\n“đ\u0301😀"), max_size=200)


@given(WORDS)
def test_any_words_come_back_from_a_calendar(words: str) -> None:
    days = due_days([deadline(BEFORE_15)], DAY)
    with TemporaryDirectory() as place:
        file = Path(place) / "thoi-han.ics"
        write_ics(
            days,
            file,
            title=lambda _: "Hạn",
            words=lambda _: words,
            from_year=lambda _: 2021,
            on=DAY,
        )
        written = file.read_bytes()
    (event,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert str(event["description"]) == words
    # no letter is cut in two
    assert all(len(line) <= 75 and line.decode() is not None for line in written.split(b"\r\n"))
