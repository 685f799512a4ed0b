"""What a figure is of, where the question names the figure: "con số 40% hộ dân nói về việc gì?"."""

from __future__ import annotations

import re

from rag.answers.figures.indicators import indicator_claim
from rag.answers.shape import Asked, absent, brief, clauses_of, draft, stated, without_marker
from rag.schema import Draft, DraftClaim, Target
from rag.text import fold
from rag.understanding.figures_meant import figures_meant
from rag.values import Value, values

_HEADERS = ("dau", "noi_nhan", "ky", "tieu_de", "mo_dau")


def meaning_of_figure(asked: Asked) -> Draft | None:
    """The indicators with the figure, else the sentences that hold it; None where none is asked."""
    figures = figures_meant(asked.query.question)
    if not figures:
        return None
    wanted = frozenset(key for one in figures for key in one.keys)
    claims: list[DraftClaim] = []
    for plan_id in asked.query.plans:
        found = [one for one in asked.book.targets(plan_id) if wanted <= _keys(one.figures)]
        told = [indicator_claim(asked, one) for one in _of_same_words(asked, found)]
        claims += told or _sentences(asked, plan_id, wanted)
    if not claims:
        claims = _lacking(asked, figures)
    return draft(asked, claims, reason="not_stated")


def _keys(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key for value in values(" ".join(texts)) for key in value.keys)


def _of_same_words(asked: Asked, found: list[Target]) -> list[Target]:
    """ "60% dân số": of several indicators with the figure those that say it of the same thing."""
    question = asked.query.question
    behind = [question[one.end :] for one in figures_meant(question)]
    things = [" ".join(re.findall(r"[^\W_]+", fold(text))[:2]) for text in behind]
    same = [
        one for one in found
        if any(thing in " ".join(re.findall(r"[^\W_]+", fold(one.task.text))) for thing in things)
    ]  # fmt: skip
    return same or found


def _sentences(asked: Asked, plan_id: str, wanted: frozenset[str]) -> list[DraftClaim]:
    """The clauses that hold the figure, where no indicator does."""
    claims = []
    for section in asked.book.sections(plan_id).values():
        if section.path[0].level in _HEADERS:
            continue
        piece = asked.book.slice(plan_id, section, section.start, section.end)
        if not wanted <= _keys((piece.text,)):
            continue
        clauses = [one for one in clauses_of(piece.text) if wanted <= _keys((one,))]
        text = " ".join(clauses) or piece.text
        claims.append(stated(brief(without_marker(text), asked.matcher, 60), plan_id, (piece,)))
    return claims[:3]


def _lacking(asked: Asked, figures: tuple[Value, ...]) -> list[DraftClaim]:
    text = asked.phrases.say("no_figure", value=", ".join(one.written for one in figures))
    plan_ids = asked.query.plans if asked.query.narrowed else (None,)
    return [absent(text, plan_id) for plan_id in plan_ids]
