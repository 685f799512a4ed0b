"""What a calendar needs of the words that say when something is due."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ingest.moments import DAYS, Moment, Unit, moments
from rag.schema import Due, Every

_EVERY: tuple[tuple[re.Pattern[str], Every], ...] = (
    (re.compile(r"(?:hằng|hàng|mỗi|từng) năm|báo cáo năm(?!\s*\d)|/\s*năm\b", re.I), "year"),
    (
        re.compile(r"(?<![\d/])0?6 tháng(?!\s+(?:đầu|cuối)\s+năm|\s*\d)|nửa năm một", re.I),
        "half-year",
    ),
    # "tháng cuối quý", "tháng đầu của quý sau", "01 lần/quý", "báo cáo quý"
    (
        re.compile(
            r"(?:hằng|hàng|mỗi|từng|cuối|đầu|định kỳ|báo cáo)\s+\(?(?:của\s+)?(?:mỗi\s+)?quý"
            r"(?!\s*(?:[IV]+\b|\d))|/\s*quý\b|(?<![\d/])0?3 tháng(?!\s+(?:đầu|cuối)\s+năm|\s*\d)",
            re.I,
        ),
        "quarter",
    ),
    (
        re.compile(
            r"(?:hằng|hàng|mỗi|từng|định kỳ|báo cáo)\s+\(?tháng(?!\s*\d)|/\s*tháng\b|"
            r"^tháng\s+(?:trước|chậm nhất)|"
            r"ngày\s+\d{1,2}\s+(?:của\s+)?tháng\s+(?:sau|kế tiếp|tiếp theo|liền kề|báo cáo)"
            r"|ngày\s+\d{1,2}\s+của\s+tháng(?!\s*(?:\d|cuối|đầu|giữa))"
            r"|ngày cuối\s+(?:cùng\s+)?(?:của\s+)?(?:mỗi\s+)?tháng(?!\s*\d)",
            re.I,
        ),
        "month",
    ),
    (
        re.compile(r"(?:hằng|hàng|mỗi|từng|định kỳ|báo cáo)\s+\(?tuần|/\s*tuần\b", re.I),
        "week",
    ),
)
# "định kỳ hằng tháng, quý, năm": the short members of such a list
_BARE_EVERY = re.compile(r"(?:báo cáo\s+|theo\s+)?(?P<unit>năm|quý|tháng|tuần)\)?$", re.IGNORECASE)
_BARE: dict[str, Every] = {"năm": "year", "quý": "quarter", "tháng": "month", "tuần": "week"}
_FINER: tuple[Every | Unit, ...] = (
    "day", "week", "month", "quarter", "half-year", "part", "year",
)  # fmt: skip
"""From the shortest to the longest."""
_STANDING = re.compile(
    r"thường xuyên|thực hiện theo quy định|thực hiện định kỳ|cả năm|liên tục", re.IGNORECASE
)
_RECURS = re.compile(r"định kỳ|\d+ năm|học kỳ|(?:hằng|hàng|mỗi) ngày|/\s*ngày", re.IGNORECASE)
_CONDITION = re.compile(r"đột xuất|khi có|khi được|khi cần|theo yêu cầu", re.IGNORECASE)
_EVERY_HALF = re.compile(
    r"(?:định kỳ|mỗi)\s*[(:]?\s*0?6 tháng|6 tháng\s*(?:/|một|01|1)\s*lần", re.I
)
_BEFORE = re.compile(r"trước\s+(?:ngày\s+)?$", re.IGNORECASE)
_AFTER = re.compile(r"(?P<how>\btừ|\bsau)\s+(?:đầu\s+)?(?:ngày\s+)?$", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?:các\s+)?(?:ngày\s+)?", re.IGNORECASE)
"""What stands before a time that shares the "trước" of the one in front of it."""
_CUT = re.compile(r"\s?[,;]\s*(?:(?:và|hoặc)\s+)?|\s+(?:và|hoặc)\s+", re.IGNORECASE)
# "Cuối năm", "trong năm" of a cell: the plan's year, or each
_IN_THE_YEAR = re.compile(
    r"(?:(?:vào|trong|đến|hết|dịp|hoàn thành)\s+)*(?:cuối|trong|hết)\s+năm$", re.IGNORECASE
)

# "dịp 28/6 các năm 2026, 2028 và 2030": a day of each
_DAY_OF_YEARS = re.compile(
    rf"(?P<day>{DAYS}),?\s+(?:trong\s+|của\s+)?các\s+năm\s+(?P<years>20\d\d.*)", re.IGNORECASE
)
# "từ năm học 2025 - 2026": the day on which it begins is told elsewhere
_SCHOOL_YEAR = re.compile(r"năm học\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """Words between two separators, with the times that they name."""

    words: str
    start: int
    moments: tuple[Moment, ...]

    @property
    def every(self) -> Every | None:
        """The longest recurrence that is named."""
        bare = _BARE_EVERY.match(self.words)
        if bare:
            return _BARE[bare["unit"].lower()]
        return next((name for pattern, name in _EVERY if pattern.search(self.words)), None)


def dues(words: str, year: int | None) -> tuple[Due, ...]:
    """What a calendar needs of a phrase; ``year`` is the plan's where it covers one year.

    "trước ngày 15/12" ends on 14/12; a date without a year in a plan of several comes back every
    year; "06 tháng (trước ngày 10/6), năm (trước ngày 10/12)" is two. A recurrence without a day
    stays one in a plan of one year; one with a day is that year's date.
    """
    years = _DAY_OF_YEARS.search(words)
    if years is not None:
        each = [dues(years["day"], int(one)) for one in re.findall(r"\d{4}", years["years"])]
        return tuple(replace(one, words=words) for found in each for one in found)
    named = moments(words, year)
    if named is None or _SCHOOL_YEAR.search(words):
        return (Due(words, "condition"),)
    parts = _parts(words, named)
    if not any(part.moments for part in parts):
        return _undated(words, parts, year)
    found: list[Due] = []
    before = False
    for part in parts:
        if not part.moments:
            found += _beside_dates(part, parts)
            continue
        for moment in _that_count(part.moments):
            prefix = part.words[: moment.start - part.start]
            before = bool(_BEFORE.search(prefix)) or (before and bool(_GOES_ON.fullmatch(prefix)))
            found.append(_due(part, moment, before=before, alone=len(named) == 1))
    return tuple(found)


def _parts(words: str, named: Sequence[Moment]) -> list[_Part]:
    cuts = [
        match.span()
        for match in _CUT.finditer(words)
        if not any(one.start < match.end() and match.start() < one.end for one in named)
    ]
    edges = [0, *(edge for cut in cuts for edge in cut), len(words)]
    return [
        _Part(
            _balanced(words[start:end]),
            start,
            tuple(m for m in named if start <= m.start and m.end <= end),
        )
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if start < end
    ]


def _balanced(words: str) -> str:
    """Without the bracket that an earlier part opened."""
    return words if words.count("(") >= words.count(")") else words.rstrip(") ")


def _that_count(named: Sequence[Moment]) -> Sequence[Moment]:
    """The days alone where there are days: "báo cáo quý I trước ngày 20/3" is due on one day."""
    return [one for one in named if one.unit == "day"] or named


def _undated(words: str, parts: Sequence[_Part], year: int | None) -> tuple[Due, ...]:
    """A phrase that names no time: a recurrence or several, what always is, a condition."""
    if _STANDING.search(words):
        return (Due(words, "standing"),)
    recurring = [part for part in parts if part.every]
    if len({part.every for part in recurring}) > 1:
        return tuple(Due(part.words, "recurrence", part.every) for part in recurring)
    if recurring:
        return (Due(words, "recurrence", recurring[0].every),)
    if _IN_THE_YEAR.match(words):
        last = _text(date(year or 1, 12, 31), dated=year is not None)
        return (Due(words, "date", None if year else "year", None, last),)
    return (Due(words, "recurrence" if _RECURS.search(words) else "condition"),)


def _beside_dates(part: _Part, parts: Sequence[_Part]) -> list[Due]:
    """A recurrence or a condition that the dates of the same phrase do not tell the days of.

    "báo cáo hằng quý và báo cáo năm trước ngày 15/12" keeps its quarters; of "hằng năm, trước ngày
    15/12" and "6 tháng và hằng năm trước ngày 15/6 và 15/12" the dates say all.
    """
    if _STANDING.search(part.words):
        return [Due(part.words, "standing")]
    if part.every is not None:
        bare = {one.every for one in parts if not one.moments and one.every}
        days = sum(m.unit != "year" for one in parts for m in _that_count(one.moments))
        told = days > (0 if part.every == "year" else len(bare))
        return [] if told else [Due(part.words, "recurrence", part.every)]
    return [Due(part.words, "condition")] if _CONDITION.search(part.words) else []


def _due(part: _Part, moment: Moment, *, before: bool, alone: bool) -> Due:
    """One time as the calendar's days; of a recurrence within a longer time, its bounds."""
    prefix = part.words[: moment.start - part.start]
    first, last = moment.first, moment.last
    after = _AFTER.search(prefix)
    dated = moment.dated
    if after and not moment.span:
        # "từ quý III năm 2021", "sau ngày 15/11": a beginning without an end
        first = last + timedelta(days=1) if after["how"].lower() == "sau" else first
        return Due(part.words, "date", _every(part, moment, alone=alone), _text(first, dated=dated))
    if before:
        last = (last if moment.span else first) - timedelta(days=1)
    span = moment.span
    every = part.every
    if every and first < last and _is_finer(every, moment) and not before:
        return Due(
            part.words, "recurrence", every, _text(first, dated=dated), _text(last, dated=dated)
        )
    return Due(
        part.words,
        "date",
        _every(part, moment, alone=alone),
        _text(first, dated=dated) if span else None,
        _text(last, dated=dated),
    )


def _is_finer(every: Every, moment: Moment) -> bool:
    """Whether it comes back within the time: "hằng tuần trong tháng 11", "hằng năm đến 2030"."""
    if moment.unit == "year":
        return every != "year" or moment.span
    return _FINER.index(every) < _FINER.index(moment.unit) or (
        moment.unit == "day" and moment.span and every in ("week", "month")
    )


def _every(part: _Part, moment: Moment, *, alone: bool) -> Every | None:
    """How often a day comes back: as is said where it is the only one, yearly without a year."""
    said = part.every
    if alone and said in ("quarter", "month", "week"):
        return said
    if alone and said == "half-year" and _EVERY_HALF.search(part.words):
        return said
    return None if moment.dated else "year"


def _text(day: date, *, dated: bool) -> str:
    return f"{day.year if dated else '-'}-{day.month:02d}-{day.day:02d}"
