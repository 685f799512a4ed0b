"""What an English question asks of a statement: its place, its day or its figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from rag.text import collapse, syllables

_WHERE_ALONE = re.compile(r"^(?!.*\b(?:when|date|day)\b).*\bwhere\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"\b(?:how|many|much|percent\w*|share|rate|ratio|number of|figure|target|amount|proportion)\b",
    re.IGNORECASE,
)
_LAUNCH = re.compile(r"\blaunch", re.IGNORECASE)
# "Tháng hành động từ ngày … đến ngày …; lễ phát động tại …"
_OF_THE_MONTH = re.compile(
    r"Tháng hành động(?:(?!phát động)[^;])*\d(?:(?!phát động)[^;])*;(?=[^;]*phát động)[^;\d]*$",
    re.IGNORECASE,
)
_ATTEND = re.compile(r"(?<=\d),? (?:khoảng|hơn|trên|ít nhất) \d[\d.]*$")
_MINUTES = re.compile(r"^\d{1,2}, ?(?=ngày )")


def asks_where_alone(question: str) -> bool:
    """Whether a place is asked for, and no time."""
    return _WHERE_ALONE.search(question) is not None


def asks_figure(question: str) -> bool:
    """Whether a question asks how many or how much of something."""
    return _FIGURE.search(question) is not None


def is_of_the_month(question: str, text: str) -> bool:
    """Whether the days of a text are the Action Month's, where its launch is asked for."""
    return _LAUNCH.search(question) is not None and _OF_THE_MONTH.search(text) is not None


def without_attendance(written: str) -> str:
    """ "ngày 24 tháng 5 năm 2026, khoảng 400" (người): how many attend is no part of the day.

    Nor are the minutes before it: "(7 giờ) 30, ngày 30/5/2026".
    """
    return _MINUTES.sub("", _ATTEND.sub("", written))


def doubles(text: str) -> set[tuple[str, str]]:
    """The pairs of syllables side by side, by which a text says what a question asks."""
    return set(pairwise(syllables(text)))


def same_time(head: str, when: Iterable[str]) -> bool:
    """Whether what opens a statement is the time of a fact, or a part of it."""
    told = collapse(head)
    return any(part in told or told in part for part in map(collapse, when))


_ENDS = re.compile(r"[.;] +(?=[A-ZĐÀ-Ỹ])")


def parts_of(text: str, written: Sequence[str]) -> list[str]:
    """The part of a text that each figure tells of: up to it, and no farther back than another.

    "Phấn đấu 65% cơ quan có lãnh đạo nữ. Tỷ lệ nữ đảng viên đạt 45%": the last figure of a
    text of several sentences has all the rest.
    """
    out: list[str] = []
    at = 0
    for n, one in enumerate(written):
        end = text.index(one, at) + len(one)
        after = text.find(written[n + 1], end) if n + 1 < len(written) else len(text)
        stop = _ENDS.search(text, end, after)
        opens = n + 1 == len(written) and _ENDS.search(text, at, end) is not None
        last = stop.start() if stop else after if opens else end
        out.append(text[at:last])
        at = last
    return out
