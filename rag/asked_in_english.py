"""What an English question asks of a statement: its place, its day or its figure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from rag.text import collapse, syllables

_WHERE_ALONE = re.compile(r"^(?!.*\b(?:when|date|day)\b).*\bwhere\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"\b(?:how|many|much|percent\w*|share|rate|ratio|number|figure|target|amount|proportion)\b",
    re.IGNORECASE,
)
_LAUNCH = re.compile(r"\blaunch", re.IGNORECASE)
# "Tháng hành động từ ngày … đến ngày …; lễ phát động tại …"
_OF_THE_MONTH = re.compile(
    r"Tháng hành động(?:(?!phát động)[^;])*\d(?:(?!phát động)[^;])*;(?=[^;]*phát động)[^;\d]*$",
    re.IGNORECASE,
)
_ATTEND = re.compile(r"(?<=\d),? (?:khoảng|hơn|trên|ít nhất) \d[\d.]*$")


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
    """ "ngày 24 tháng 5 năm 2026, khoảng 400" (người): how many attend is no part of the day."""
    return _ATTEND.sub("", written)


def doubles(text: str) -> set[tuple[str, str]]:
    """The pairs of syllables side by side, by which a text says what a question asks."""
    return set(pairwise(syllables(text)))


def same_time(head: str, when: Iterable[str]) -> bool:
    """Whether what opens a statement is the time of a fact, or a part of it."""
    told = collapse(head)
    return any(part in told or told in part for part in map(collapse, when))
