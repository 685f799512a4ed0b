"""What a rule finds, what a rule is, and how rules read a plan."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from rag.book import Book
from rag.schema import OUTSIDE, Section, Slice
from rag.text import even_tones

Severity = Literal["lỗi", "hỏi lại"]
""" "lỗi": certain from the plan's own words; "hỏi lại": the drafter is asked to look again."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and the slices that show it.

    ``sentence`` is Vietnamese, with fields in braces for the ``values`` of this plan, so that a
    page in another language can put its own sentence in its place.
    """

    sentence: str
    slices: tuple[Slice, ...]
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name silences it (``--skip``), its reason says what it looks for."""

    name: str
    severity: Severity
    reason: str
    find: Callable[[Book, str], Iterator[Finding]]


# ------------------------------------------------------------------ reading a plan

_REACH = 50
_WORD = re.compile(r"[^\W_]+")


def whole(book: Book, plan_id: str, section: Section) -> Slice:
    """A node's own words."""
    return book.slice(plan_id, section, section.start, section.end)


def zone(book: Book, plan_id: str, level: str) -> list[Section]:
    """The nodes of one part of the document: ``tieu_de``, ``ky``, ``noi_nhan``."""
    return [s for s in book.sections(plan_id).values() if s.path[0].level == level]


def body(book: Book, plan_id: str) -> list[Section]:
    """Every node but letterhead, title, recipients and signature."""
    return [s for s in book.sections(plan_id).values() if s.path[0].level not in OUTSIDE]


def matches(
    book: Book, plan_id: str, pattern: re.Pattern[str], sections: list[Section]
) -> Iterator[tuple[Section, re.Match[str]]]:
    """Each match inside a node's own words."""
    text = book.text(plan_id)
    for section in sections:
        for match in pattern.finditer(text, section.start, section.end):
            yield section, match


def at(book: Book, plan_id: str, section: Section, match: re.Match[str]) -> Slice:
    """The slice of a match."""
    return book.slice(plan_id, section, match.start(), match.end())


def near(book: Book, plan_id: str, section: Section, start: int, end: int) -> Slice:
    """A place with the words around it, cut between words."""
    text = book.text(plan_id)
    start, end = max(section.start, start - _REACH), min(section.end, end + _REACH)
    while section.start < start and text[start - 1].isalnum():
        start -= 1
    while end < section.end and text[end].isalnum():
        end += 1
    return book.slice(plan_id, section, start, end)


def words(text: str) -> list[str]:
    """The words of a text in lower case, spelt alike."""
    return _WORD.findall(even_tones(text))


# ------------------------------------------------------------------ dates

_DATE = re.compile(r"(\d{1,2})\s*(?:/|-|\.|tháng)\s*(\d{1,2})\s*(?:/|-|\.|năm)\s*(\d{4})")


def date_in(printed: str | None) -> datetime.date | None:
    """ "03 tháng 3 năm 2021", "11/4/2024"; None where there is no whole, real date."""
    match = _DATE.search(printed or "")
    if match is None:
        return None
    try:
        return datetime.date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
