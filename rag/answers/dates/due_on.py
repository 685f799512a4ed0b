"""Who must by a day that the question names: "cơ quan nào nộp số liệu trước 5/12?"."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.dates.beside import clause_of
from rag.answers.shape import TOPIC_FLOOR, Asked, absent, draft, gist, stated
from rag.schema import Draft, DraftClaim
from rag.text import fold
from rag.understanding.yes_no import confirms
from rag.values import Day, day_in, values

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
                    # whose it is may stand in a heading of the duty: "Yêu cầu Thủ trưởng các …"
                    duty = (a for a in asked.book.assignments(plan_id) if a.task == one.task)
                    beside = [piece for a in duty for piece in a.sources]
                    pieces = dict.fromkeys((*one.sources, *beside))
                    # "Riêng các trường học gửi …" names by itself whom it is of
                    text = task if fold(clause).startswith("rieng ") else f"{names}: {task}"
                    claims.append(stated(text, plan_id, pieces))
    return draft(asked, claims) if claims else None


def _same(wanted: Day, printed: Day | None) -> bool:
    if printed is None or (wanted.day, wanted.month) != (printed.day, printed.month):
        return False
    return wanted.year is None or printed.year in (None, wanted.year)


def none_later(asked: Asked, told: Draft) -> Draft:
    """Without what is due later than the day that the question names: "trước ngày 30/4/2024".

    A date to be confirmed is no such day, nor is one without its year.
    """
    query, question = asked.query, asked.query.question
    by = _BY.search(fold(question))
    wanted = day_in(question[by.end() :]) if by and len(fold(question)) == len(question) else None
    if wanted is None or not (wanted.day and wanted.year) or confirms(question):
        return told
    if query.intent not in ("who", "deadline", "duties", "general"):
        return told
    kept = tuple(claim for claim in told.claims if not _all_later(claim, wanted))
    if len(kept) == len(told.claims):
        return told
    if any(claim.kind == "stated" for claim in kept):
        return replace(told, claims=kept)
    lacking = [absent(asked.phrases.say("no_task_then"), p) for p in query.plans if query.narrowed]
    near = [piece for claim in told.claims for piece in claim.slices]
    return draft(asked, lacking, reason="not_stated", nearest=near)


def _all_later(claim: DraftClaim, wanted: Day) -> bool:
    days = [day_in(one.written) for one in values(claim.text) if one.kind == "date"]
    dated = [day for day in days if day is not None and day.day and day.year]
    return bool(dated) and all(
        (day.year, day.month, day.day) > (wanted.year, wanted.month, wanted.day) for day in dated
    )
