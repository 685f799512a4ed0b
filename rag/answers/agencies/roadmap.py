"""A part told period by period: "1. Giai đoạn 2026 - 2027", "2. Năm 2028" with their content."""

from __future__ import annotations

import re

from rag.answers.shape import Asked, brief, stated, tidy, without_marker
from rag.schema import DraftClaim, Section
from rag.text import fold
from rag.understanding.years_asked import years_in

_PERIOD = re.compile(
    r"(?:(?:tu |den |trong )?nam|giai doan(?: \d)?:?|thoi ky) (?P<first>20\d\d)"
    r"(?:\s*[-–]\s*(?:nam )?(?P<last>20\d\d)| den (?:nam )?(?P<until>20\d\d))?\W*$"
)
_LONGEST = 90


def of_periods(asked: Asked, plan_id: str, section: Section) -> list[DraftClaim]:
    """What stands below headings that are periods; of those asked for where a year is named.

    Empty where the part is not told so.
    """
    book = asked.book
    every = list(book.sections(plan_id).values())
    found: list[tuple[Section, int, int]] = []
    for one in every:
        if one.path[:-1] != section.path:
            continue
        heading = book.slice(plan_id, one, one.start, one.heading_end).text
        period = _PERIOD.match(fold(without_marker(heading)))
        if period is None:
            return []
        first = int(period["first"])
        found.append((one, first, int(period["last"] or period["until"] or first)))
    years = {int(year) for year in years_in(asked.query.question)}
    named = [row for row in found if any(row[1] <= year <= row[2] for year in years)]
    claims = []
    for one, _, _ in named or found:
        below = [s for s in every if s.path[:-1] == one.path]
        head = book.slice(plan_id, one, one.start, one.heading_end)
        pieces = [book.slice(plan_id, s, s.start, s.end) for s in below]
        text = "; ".join(tidy(without_marker(piece.text)) for piece in pieces)
        told = f"{tidy(without_marker(head.text))}: {text}" if text else head.text
        claims.append(stated(brief(told, asked.matcher, _LONGEST), plan_id, (head, *pieces)))
    return claims
