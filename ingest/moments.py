"""The days, months, quarters and years that a phrase names: lists, spans and the years they share.

"quý III và quý IV năm 2025" is two quarters of 2025, "từ tháng 3 đến tháng 10" is one span.
"""

from __future__ import annotations

import itertools
import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_MONTH = r"(?:0?[1-9]|1[0-2])(?!\d)"
_QUARTER = r"(?:IV|I{1,3}|[1-4])\b"
_YEAR = r"(?:19|20)\d{2}(?!\d)"
_OF_YEAR = rf"(?:\s*/\s*|,?\s+(?:của\s+)?năm\s+){_YEAR}"
_NEXT_YEAR = r"\s+(?:của\s+)?năm\s+(?:sau|kế tiếp|tiếp theo)\b"
_SEPARATOR = r"\s?[,;]\s*(?:(?:và|hoặc)\s+)?|\s+(?:và|hoặc)\s+"
_LINK = r"(?:,?\s+(?:đến|tới)\s+|\s*[-–—]\s*)"
_HOUR = r"(?:\d{1,2}\s*(?:giờ|h|g)(?![^\W\d_])(?:\s*\d{2}(?:\s*(?:phút|'))?)?,?\s*)?"
_BETWEEN = rf"(?:{_SEPARATOR}(?:(?:trước|vào)\s+)?|{_LINK}(?:(?:hết|trước)\s+)?){_HOUR}"

# "15/6", "15-6-2025", "15 tháng 6 năm 2025", "15 của tháng 6"; not the ratio "10/100.000"
_A_DAY = (
    rf"(?<![\d/.]){_NUMBER}(?:\s*/\s*{_MONTH}|\s*\.\s*{_MONTH}|-{_MONTH}(?!\s*/\s*{_MONTH})|"
    rf"\s+(?:của\s+)?(?:các\s+)?tháng\s+{_MONTH})(?![%‰])(?!\.\d{{3}}(?!\d))"
    rf"(?:{_OF_YEAR}|[-.]{_YEAR}|{_NEXT_YEAR})?"
)
# "6, 9, 12" behind a month, where nothing is counted by them
_CLOSED = r"(?=\s*(?:[,;.:)\-–—]|và\b|hoặc\b|đến\b|hằng\b|hàng\b|năm\b|/\s*(?:19|20)\d{2}|$))"
_ONE_MORE_MONTH = rf"(?:tháng\s+)?{_MONTH}(?!/{_MONTH}){_CLOSED}(?:{_OF_YEAR}|{_NEXT_YEAR})?"
DAYS = (
    rf"(?:(?<![\d/.]){_NUMBER}(?:{_BETWEEN}(?:ngày\s+)?{_NUMBER}){{0,9}}{_BETWEEN}(?:ngày\s+)?)?"
    rf"{_A_DAY}(?:{_BETWEEN}(?:(?:ngày\s+)?{_A_DAY}|{_ONE_MORE_MONTH})){{0,11}}"
)
"""Days with their months: "15/6 và 15/12", "15-25/11/2025", "14, 15 tháng 11", "25 tháng 3, 6"."""
MONTHS = (
    rf"(?<![\d/])tháng\s+{_MONTH}(?![%‰])(?!/{_MONTH})(?:{_OF_YEAR}|{_NEXT_YEAR})?"
    rf"(?:{_BETWEEN}{_ONE_MORE_MONTH}){{0,11}}"
)
QUARTERS = (
    rf"quý\s+{_QUARTER}(?:{_OF_YEAR}|{_NEXT_YEAR})?"
    rf"(?:{_BETWEEN}(?:quý\s+)?{_QUARTER}(?:{_OF_YEAR}|{_NEXT_YEAR})?)*"
)
PART_OF_YEAR = rf"(?:0?[369]|sáu|ba|chín)\s+tháng\s+(?:đầu|cuối)\s+năm(?:\s+{_YEAR})?"
YEARS = rf"năm\s+{_YEAR}(?:{_BETWEEN}(?:năm\s+)?{_YEAR})*"

_ATOM = re.compile(
    rf"(?<![\d/.])(?P<day>{_NUMBER})(?:\s*/\s*|\s*\.\s*|-|\s+(?:của\s+)?(?:các\s+)?tháng\s+)"
    rf"(?P<of>{_MONTH})(?![%‰])(?!\.\d{{3}}(?!\d))(?!\s*/\s*{_MONTH})(?:[-.](?P<dotted>{_YEAR}))?"
    rf"|tháng\s+(?P<month>{_MONTH})(?!/{_MONTH})"
    rf"|quý\s+(?P<quarter>{_QUARTER})"
    r"|(?P<length>0?[369]|sáu|ba|chín)\s+tháng\s+(?P<half>đầu|cuối)\s+năm"
    rf"|(?:năm\s+)?(?<![\d/.])(?P<year>{_YEAR})(?!\s*/)"
    rf"|(?<![\d/.%])(?P<bare>{_NUMBER}|(?:IV|I{{1,3}})\b)(?!\s*[%‰]|\.\d)",
    re.IGNORECASE,
)
_ITS_YEAR = re.compile(
    rf"(?:\s*/\s*|,?\s+(?:của\s+)?(?:năm\s+)?)(?P<year>{_YEAR})(?!\s*[-–]\s*{_YEAR})"
    rf"|(?P<next>{_NEXT_YEAR})",
    re.IGNORECASE,
)
_APART = re.compile(rf"(?:{_SEPARATOR})(?:(?:trước|vào|ngày|tháng|quý|năm)\s+)*", re.IGNORECASE)
_JOINED = re.compile(
    rf"{_LINK}(?:(?P<until>trước)\s+|hết\s+|cuối\s+)?{_HOUR}(?:(?:ngày|tháng|quý|năm)\s+)*",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"(?!{_CLOSED})", re.IGNORECASE)
_YEARLY = re.compile(r"(?:hằng|hàng|mỗi)\s+năm", re.IGNORECASE)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_LENGTHS = {"sáu": 6, "ba": 3, "chín": 9}
_ANY_YEAR = 2023
"""Stands for a year that is not known; without a 29 February."""

Unit = Literal["day", "month", "quarter", "part", "year"]


@dataclass(frozen=True, slots=True)
class _Atom:
    """One printed day, month, quarter or year; ``number`` is its month, quarter or months."""

    start: int
    end: int
    unit: Unit | None
    number: int = 0
    day: int = 0
    year: int | None = None
    next_year: bool = False
    in_words: bool = False  # "10 tháng 6", behind which "và tháng 12" is a day too


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that words name: its days, and the offsets of the words.

    ``dated`` is False where no year is known: then the year of the days means nothing.
    """

    start: int
    end: int
    unit: Unit
    first: date
    last: date
    dated: bool
    span: bool = False


def moments(words: str, year: int | None) -> tuple[Moment, ...] | None:
    """Every time that the words name, in order; None where one is no day ("ngày 31/02").

    ``year`` is taken where none is printed for a time or for its list.
    """
    atoms = _with_years(words, _numbered(words, _atoms(words)), year)
    found: list[Moment] = []
    at = 0
    try:
        while at < len(atoms):
            one = atoms[at]
            first, last = _days(one)
            follower = atoms[at + 1] if at + 1 < len(atoms) else None
            link = follower and _JOINED.fullmatch(words, one.end, follower.start)
            if follower is None or not link:
                span = one.unit == "part"
                found.append(_moment(one, one, first, last, span=span))
                at += 1
                continue
            last = _days(follower)[0 if link["until"] else 1]
            if link["until"]:
                last -= timedelta(days=1)
            if last < first and follower.year is not None:
                last = _later(last)
            found.append(_moment(one, follower, first, last, span=True))
            at += 2
    except ValueError:
        return None
    return tuple(found)


def _moment(one: _Atom, other: _Atom, first: date, last: date, *, span: bool) -> Moment:
    unit = other.unit or "day"
    return Moment(one.start, other.end, unit, first, last, other.year is not None, span)


def _later(day: date) -> date:
    """The same day a year later: "từ tháng 11 đến tháng 02" runs into the next year."""
    return date(day.year + 1, day.month, min(day.day, monthrange(day.year + 1, day.month)[1]))


def _atoms(words: str) -> list[_Atom]:
    found: list[_Atom] = []
    at = 0
    while match := _ATOM.search(words, at):
        at = match.end()
        its = None
        printed = match["year"] or match["dotted"]
        if not printed and not match["bare"]:
            its = _ITS_YEAR.match(words, at)
            at = its.end() if its else at
        year = printed or (its["year"] if its else None)
        unit, number = _unit(match)
        found.append(
            _Atom(
                start=match.start(),
                end=at,
                unit=unit,
                number=number,
                day=int(match["day"] or 0),
                year=int(year) if year else None,
                next_year=bool(its and its["next"]),
                in_words=bool(match["day"]) and "tháng" in match[0].lower(),
            )
        )
    return found


def _unit(match: re.Match[str]) -> tuple[Unit | None, int]:
    """What an atom is, and its number: of a part of a year the months, those of its end below 0."""
    if match["day"]:
        return "day", int(match["of"])
    if match["month"]:
        return "month", int(match["month"])
    if match["quarter"]:
        return "quarter", _QUARTERS[match["quarter"].lower()]
    if match["length"]:
        length = _LENGTHS.get(match["length"].lower()) or int(match["length"])
        return "part", length if match["half"].lower() == "đầu" else -length
    if match["year"]:
        return "year", 0
    bare = match["bare"].lower()
    return None, int(bare) if bare.isdigit() else _QUARTERS[bare]


def _numbered(words: str, atoms: Sequence[_Atom]) -> list[_Atom]:
    """Bare numbers read by their neighbours, the others left out.

    "tháng 3, 6, 9" and "quý I, II" go on with what is before them, "14 và 15/11" with what follows.
    """
    found: list[_Atom] = []
    for index, one in enumerate(atoms):
        if found and one.start < found[-1].end:
            continue  # the year that a bare number took: "quý I, II năm 2025"
        read: _Atom | None = one
        if one.unit is None:
            follower = next((a for a in atoms[index + 1 :] if a.unit is not None), None)
            read = _behind(words, found[-1] if found else None, one) or _before(
                words, one, atoms[index + 1 :], follower
            )
        elif one.unit == "month" and found and found[-1].in_words and _near(words, found[-1], one):
            # "ngày 10 tháng 6 và tháng 12"
            read = replace(one, unit="day", day=found[-1].day, in_words=True)
        if read is not None:
            found.append(read)
    return found


def _near(words: str, one: _Atom, other: _Atom) -> bool:
    gap = words[one.end : other.start]
    return bool(_APART.fullmatch(gap) or _JOINED.fullmatch(gap))


def _behind(words: str, previous: _Atom | None, bare: _Atom) -> _Atom | None:
    """The number as one more month or quarter, or as one more month of the same day."""
    if previous is None or not _near(words, previous, bare) or _COUNTED.match(words, bare.end):
        return None
    its = _ITS_YEAR.match(words, bare.end)
    end = its.end() if its else bare.end
    year = int(its["year"]) if its and its["year"] else None
    most = 4 if previous.unit == "quarter" else 12
    if previous.unit not in ("month", "quarter") and not previous.in_words:
        return None
    return replace(previous, start=bare.start, end=end, number=bare.number, year=year) if (
        bare.number <= most
    ) else None  # fmt: skip


def _before(words: str, bare: _Atom, rest: Sequence[_Atom], day: _Atom | None) -> _Atom | None:
    """The number as a day of the month that the next day names: "14, 15/11", "15-25/11"."""
    if day is None or day.unit != "day":
        return None
    chain = [bare, *rest[: rest.index(day) + 1]]
    if not all(_near(words, a, b) for a, b in itertools.pairwise(chain)):
        return None
    return replace(bare, unit="day", day=bare.number, number=day.number, year=day.year)


def _with_years(words: str, atoms: Sequence[_Atom], year: int | None) -> list[_Atom]:
    """Each with the year of its list, of its span, or of what follows; else the plan's."""
    found: list[_Atom] = []
    following: int | None = None
    until = len(words)
    for one in reversed(atoms):
        if _YEARLY.search(words, one.end, until):
            following = None
        its = one.year or following
        # "trước ngày 15/12, tổng kết vào năm 2025": the year is no list's
        following, until = (None if one.unit == "year" else its), one.start
        found.append(replace(one, year=its))
    found.reverse()
    previous: _Atom | None = None
    for index, one in enumerate(found):
        its = one.year
        if its is None and previous is not None and _near(words, previous, one):
            its = None if _YEARLY.search(words, one.end) else previous.year
        if its is None:
            its = year
        if one.next_year and its is not None:
            its += 1
        previous = found[index] = replace(one, year=its)
    return found


def _days(atom: _Atom) -> tuple[date, date]:
    """The first and the last day.

    Raises:
        ValueError: there is no such day.
    """
    year = atom.year or _ANY_YEAR
    if atom.unit == "day":
        return (date(year, atom.number, atom.day),) * 2
    if atom.unit == "month":
        one, other = atom.number, atom.number
    elif atom.unit == "quarter":
        one, other = atom.number * 3 - 2, atom.number * 3
    elif atom.unit == "part":
        one, other = (1, atom.number) if atom.number > 0 else (13 + atom.number, 12)
    else:
        one, other = 1, 12
    return date(year, one, 1), date(year, other, monthrange(year, other)[1])
