"""Whether an event is told of another year than the one asked for."""

from __future__ import annotations

import re

from rag.schema import Deadline, Plan, Query
from rag.text import fold
from rag.understanding.years_asked import of_document
from rag.understanding.yes_no import confirms

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


_BY_THEN = re.compile(r"\b(?:den|toi|truoc|sau|tu|het)(?: het)?(?: nam)? $")


def due_in_other_years(query: Query, one: Deadline, plan: Plan) -> bool:
    """ "Báo cáo năm 2023 trước ngày nào" where the plan is for 2024 and dates nothing so.

    Not where a date is to be confirmed, nor of "đến năm 2025": that is a time and no year asked.
    """
    question = fold(query.question)
    if not query.years or confirms(query.question):
        return False
    if any(_BY_THEN.search(question.partition(year)[0]) for year in query.years):
        return False
    start, end = plan.year_start, plan.year_end
    own = "" if start is None or end is None else " ".join(map(str, range(start, end + 1)))
    if any(year in own for year in query.years):
        return False
    told = " ".join(one.task.text.split())
    return of_other_years(query, told if _YEAR.search(told) or not own else f"{told} năm {own}")
