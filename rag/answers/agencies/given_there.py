"""Who is given the work that a found passage names, or the item a found footnote stands at."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.agencies.elsewhere import named_beside
from rag.answers.agencies.rows import only_joins
from rag.answers.agencies.scoring import tells
from rag.answers.agencies.subject import subject_claim
from rag.answers.shape import Asked
from rag.schema import Draft, DraftClaim


def given_there(asked: Asked, found: Draft) -> tuple[DraftClaim, ...]:
    """Who is given the work that the found passages name; () where nobody is."""
    claims: list[DraftClaim] = []
    for claim in found.claims:
        sections = {piece.section for piece in claim.slices}
        if claim.plan_id is None or not sections:
            continue
        given = [
            a for a in asked.book.assignments(claim.plan_id)
            if a.task.section in sections and tells(asked, a)
            and not (asked.query.roles == ("chu tri",) and only_joins(a))
            and not named_beside(asked, a)
        ]  # fmt: skip
        claims += [subject_claim(asked, one) for one in given[:2]]
        claims += _of_the_noted(asked, claim.plan_id, sections)
    return tuple(dict.fromkeys(claims))


def _of_the_noted(asked: Asked, plan_id: str, sections: set[str]) -> list[DraftClaim]:
    """Who is given the item that a footnote stands at: "² Tổ chức Lễ phát động tại huyện …"."""
    notes = [
        note for note in asked.book.statements(plan_id, "note")
        if note.task.section in sections and not _GIVES.match(note.task.text)
    ]  # fmt: skip
    claims = []
    for note in notes:
        at = {piece.section for piece in note.sources[:-1]}
        given = [a for a in asked.book.assignments(plan_id)
                 if at & {piece.section for piece in a.sources}]  # fmt: skip
        if len(given) == 1:
            told = subject_claim(asked, given[0])
            claims.append(replace(told, slices=(*told.slices, note.task)))
    return claims


_GIVES = re.compile(r"\W*\d*\s*(?:Chủ trì|Phối hợp|Giao)\b", re.IGNORECASE)


def told_in(asked: Asked, found: Draft) -> Draft:
    """Only the passages found that hold the question's rarest word."""
    claims = [c for c in found.claims if c.kind == "stated"
              and asked.matcher.tells(*(piece.text for piece in c.slices))]  # fmt: skip
    return replace(found, claims=tuple(claims))
