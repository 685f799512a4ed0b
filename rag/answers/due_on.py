"""Who must by a day that the question names: "cơ quan nào nộp số liệu trước 5/12?"."""

from __future__ import annotations

import re

from rag.answers.beside import clause_of
from rag.answers.shape import TOPIC_FLOOR, Asked, draft, gist, stated
from rag.schema import Draft, DraftClaim
from rag.text import fold
from rag.values import Day, day_in

_BY = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|han|den|before|by)(?: (?:la|vao|ngay|het))*(?= \d{1,2}\b)"
)
_SENDS = re.compile(r"\b(?:nop|gui|trinh|cung cap|bao cao|send|submit|report)\b")
_WORDS = 25
_AGENCIES = 3


def due_on(asked: Asked) -> Draft | None:
    """The agencies whose task is due on that very day; None where no day is named, or none is."""
    query = asked.query
    question = query.question
    by = _BY.search(fold(question))
    wanted = day_in(question[by.end() :]) if by and len(fold(question)) == len(question) else None
    if wanted is None or wanted.day is None or query.agencies or query.objectives or query.items:
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        for one in asked.book.deadlines(plan_id):
            for when in one.when:
                clause = clause_of(asked, one, when)
                names = ", ".join(agency.written for agency in one.agencies[:_AGENCIES])
                if not names or not _same(wanted, day_in(when)):
                    continue
                sent = _SENDS.search(fold(question)) and _SENDS.search(fold(clause))
                if sent or asked.matcher.score(clause) >= TOPIC_FLOOR:
                    task = gist(clause, asked.matcher, _WORDS)
                    claims.append(stated(f"{names}: {task}", plan_id, one.sources))
    return draft(asked, claims) if claims else None


def _same(wanted: Day, printed: Day | None) -> bool:
    if printed is None or (wanted.day, wanted.month) != (printed.day, printed.month):
        return False
    return wanted.year is None or printed.year in (None, wanted.year)
