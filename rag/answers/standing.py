"""Which agency is a body's standing one ("cơ quan thường trực Ban … là ai?")."""

from __future__ import annotations

import re

from rag.answers.shape import Asked, absent, draft, stated, without_marker
from rag.answers.subject import subject_claim
from rag.schema import Assignment, Draft, DraftClaim
from rag.text import fold

_STANDING = re.compile(
    r"\b(?:co quan|don vi|bo phan|phong|so) (?:nao )?(?:(?:la|lam|co quan|don vi) )*thuong truc\b|"
    r"\bstanding (?:body|agency|office|unit)\b"
)
_IS_STANDING = re.compile(
    r"\b(?:co quan|don vi|bo phan) thuong truc\b|\bthuong truc (?:ban|giup)\b"
)


def standing_body(asked: Asked) -> Draft | None:
    """The agency whose heading or duty says so; a plan that says it of nobody does not tell it."""
    query = asked.query
    if query.intent != "who" or not _STANDING.search(fold(query.question)):
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        told = [one for one in asked.book.assignments(plan_id) if _says_so(one)]
        if told:
            claims.append(_claim(asked, told[0]))
        elif query.narrowed:
            claims.append(absent(asked.phrases.say("no_answer"), plan_id))
    if not claims:
        claims = [absent(asked.phrases.say("no_answer"), None)]
    return draft(asked, claims, reason="not_stated")


def _says_so(one: Assignment) -> bool:
    return any(_IS_STANDING.search(fold(piece.text)) for piece in one.sources)


def _claim(asked: Asked, one: Assignment) -> DraftClaim:
    """Its heading, where that says so; else its duty."""
    head = one.sources[0]
    if head != one.task and _IS_STANDING.search(fold(head.text)):
        return stated(without_marker(head.text), one.plan_id, (head,))
    return subject_claim(asked, one)
