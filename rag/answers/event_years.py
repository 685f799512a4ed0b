"""Whether an event is told of another year than the one asked for."""

from __future__ import annotations

import re

from rag.schema import Query
from rag.text import fold
from rag.years_asked import of_document

_EACH_YEAR = re.compile(r"\bnam (20\d\d) (?:tai|o|to chuc tai)\b")
_YEARS_LISTED = 2
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_ITS_YEAR = re.compile(
    r"(?:\d[/-]|\bthang \d{1,2} |(?<!tu )(?<!sau )(?<!truoc )(?<!den )(?<!den het )\bnam )"
    r"(20\d\d)\b(?!\s*[-–]\s*20\d\d)"
)
_REPEATED = re.compile(r"\b(?:hang|moi|cac|tung) nam\b|\bthuong nien\b|\bnam mot lan\b")


def of_other_years(query: Query, told: str) -> bool:
    """ "Năm 2024 tại huyện …, năm 2025 tại …", "ngày 14/11/2026": none is the year asked for.

    An event that comes back each year is of that year too; a year in which the text names a
    document is not the event's.
    """
    question, text = fold(query.question), " ".join(fold(told).split())
    wanted = {year for year in query.years if not of_document(question.partition(year)[0])}
    listed = set(_EACH_YEAR.findall(text))
    if len(listed) >= _YEARS_LISTED:
        return bool(wanted) and not wanted & listed
    if not wanted or wanted & set(_YEAR.findall(text)) or _REPEATED.search(text):
        return False
    return any(not of_document(text[: year.start()]) for year in _ITS_YEAR.finditer(text))
