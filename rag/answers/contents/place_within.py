"""A place that a plan names within its own: what it is given there, and why it is chosen.

"Vì sao phối hợp với huyện Ngọc Hồi?": a footnote behind the name may tell.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.agencies.rows import SUPPORTS, said, task_words
from rag.answers.shape import MAX_STATEMENTS, Asked, brief, draft, stated
from rag.schema import Draft, DraftClaim
from rag.text import fold, lower

_WHY = re.compile(r"\b(?:vi sao|tai sao|sao lai|ly do|why)\b")
_DOES_WHAT = re.compile(
    r"\b(?:lam|giao|phoi hop|tham gia|phu trach|nhiem vu|trach nhiem|viec)(?: \w+){0,2} "
    r"(?:gi|nao)\b|\b(?:gi|nao) (?:cho|voi) \w|\bwhat (?:does|do|must|should|is|are)\b"
)


def of_place_within(asked: Asked) -> Draft | None:
    """The work that names such a place, with what a footnote says of it.

    None where the question names none that the plan asked does, or asks something else.
    """
    query, question = asked.query, fold(asked.query.question)
    why = _WHY.search(question) is not None
    known = query.objectives or query.items or query.documents or query.agencies
    if not query.narrowed or known or not (why or _DOES_WHAT.search(question)):
        return None
    register, lexicon = asked.book.register, asked.book.lexicon
    listed = lexicon.find_places(query.question, question=True)
    names = [place.name for place in listed if fold(place.name) not in register.of_place]
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        for name in names:
            if lower(name) in lower(asked.book.text(plan_id)):
                claims += _told(asked, plan_id, lower(name), why=why)
    return draft(asked, claims[:MAX_STATEMENTS]) if claims else None


def _told(asked: Asked, plan_id: str, name: str, *, why: bool) -> list[DraftClaim]:
    notes = [
        stated(brief(note.task.text, None, 60), plan_id, note.sources)
        for note in asked.book.statements(plan_id, "note") if name in lower(note.task.text)
    ]  # fmt: skip
    given = []
    for one in asked.book.assignments(plan_id):
        for body in (*one.agencies, *one.partners):
            if name in lower(body.written):
                role = SUPPORTS if body in one.partners else one.role
                hers = replace(one, agencies=(body,), role=role, partners=())
                text = said(asked.phrases, hers, brief(task_words(one), None, 60))
                given.append(stated(text, plan_id, one.sources))
    if why and not notes:
        return []
    return [*notes, *given] if why else [*given, *notes]
