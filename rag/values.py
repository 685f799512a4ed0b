"""Dates and figures of a text as values: looked for in another text, or put in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.matching import Token, day_and_month, tokens
from rag.text import document_numbers, has_marks, nfc

_MARKS = (
    (r"\bthang(?= \d)", "tháng"),
    (r"\bnam(?= \d{4})", "năm"),
    (r"\bphan tram\b", "phần trăm"),
    (r"\bngay(?= \d)", "ngày"),
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMED_YEAR = re.compile(r"(?:năm\s+)?(?:19|20)\d\d", re.IGNORECASE)
SPAN_OF_YEARS = re.compile(r"\b20\d\d\s*(?:[-–]|đến)\s*(?:năm )?20\d\d\b")


@dataclass(frozen=True, slots=True)
class Value:
    """A date or figure as written in [start, end); equal keys mean the same.

    ``keys`` of a date with its year are two: "15/12" is found in "15/12/2025", not the other way.
    """

    kind: str
    keys: frozenset[str]
    written: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is printed."""

    year: int | None
    month: int
    day: int | None


def values(text: str) -> tuple[Value, ...]:
    """Every date and figure of a text, in order; also where it is typed without marks."""
    return tuple(_values(as_marked(nfc(text))))


def figures(text: str) -> tuple[Value, ...]:
    """The figures that count or measure: no date, no year, no number of a document."""
    numbers = document_numbers(text)
    return tuple(
        one for one in values(text)
        if one.kind == "figure" and not _NAMED_YEAR.fullmatch(one.written)
        and not any(start <= one.start < end for start, end in numbers)
    )  # fmt: skip


def as_marked(text: str) -> str:
    """ "ngay 15 thang 11": the words that a date is known by, as long as before."""
    if has_marks(text):
        return text
    for bare, marked in _MARKS:
        text = re.sub(bare, marked, text)
    return text


def _values(text: str) -> Iterator[Value]:
    found = [token for token in tokens(text) if token.kind != "word"]
    at = 0
    while at < len(found):
        first = found[at]
        end, keys = first.end, {first.key}
        if first.kind == "date" and at + 1 < len(found) and _is_year_of(first, found[at + 1]):
            at += 1
            end, keys = found[at].end, keys | {found[at].key}
        at += 1
        yield Value(first.kind, frozenset(keys), text[first.start : end].strip(), first.start, end)


def _is_year_of(date: Token, figure: Token) -> bool:
    """ "15/12/2025" is read as its day and its year, one right behind the other."""
    return figure.kind == "figure" and figure.start == date.end


def day_in(text: str) -> Day | None:
    """The first date of a text: "trước ngày 15/11/2024", "tháng 4 năm 2024"."""
    for value in values(text):
        if value.kind != "date":
            continue
        first = tokens(value.written)[0]
        read = day_and_month(first)
        if read is not None:
            year = _YEAR.search(value.written[first.end - first.start :])
            return Day(int(year.group()) if year else None, read[1], read[0])
    return None


def earlier(one: Day, other: Day) -> int | None:
    """Below 0 where ``one`` comes first, 0 on the same day, None where what is printed leaves it.

    A day without its year comes back every year, and is held against the other's day and month.
    """
    if one.year and other.year and one.year != other.year:
        return one.year - other.year
    if one.month != other.month:
        return one.month - other.month
    if one.day is None or other.day is None:
        return None
    return one.day - other.day
