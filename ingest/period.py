"""A plan's period as its title tells it, and what recurs ends with it.

"hằng năm" in a plan of 2021 to 2025 is due until 31/12/2025.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.schema import Deadline, Due, Fact, Plan

_YEARS = re.compile(
    r"(?:giai đoạn|thời kỳ)\s*(?:năm\s+)?(\d{4})\s*(?:[-–]|đến(?: năm)?)\s*(\d{4})", re.I
)
_YEAR = re.compile(r"\bnăm\s*(\d{4})\b", re.I)
_DOCUMENT_DATE = re.compile(r"\d/[\w/&-]+,?\s+ngày\s+\d+\s+tháng\s+\d+\s+năm\s+\d{4}", re.I)
""" "… kèm theo Quyết định số 193/2001/QĐ-TTg ngày 20 tháng 12 năm 2001": a year of no plan."""


def period_in(text: str, start: int, end: int) -> re.Match[str] | None:
    """ "giai đoạn 2021 - 2025", else the first "năm 2025" that is not in a document's date."""
    dates = [one.span() for one in _DOCUMENT_DATE.finditer(text, start, end)]
    for pattern in (_YEARS, _YEAR):
        for match in pattern.finditer(text, start, end):
            if not any(first <= match.start() < last for first, last in dates):
                return match
    return None


def bounded(facts: tuple[Fact, ...], plan: Plan) -> tuple[Fact, ...]:
    """The facts, each recurrence with the last day of the plan's period, where that is known."""
    if plan.year_end is None:
        return facts
    until = f"{plan.year_end}-12-31"
    return tuple(
        replace(fact, due=tuple(_until(due, until) for due in fact.due))
        if isinstance(fact, Deadline)
        else fact
        for fact in facts
    )


def _until(due: Due, last: str) -> Due:
    if due.kind == "recurrence" and due.last and not due.last.startswith("-"):
        return replace(due, until=min(due.last, last))  # "hằng quý trong năm 2025"
    recurs = due.every is not None or due.kind == "recurrence"
    return replace(due, until=last) if recurs else due
