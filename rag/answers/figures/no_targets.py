"""Indicators asked for of plans that have none of their own."""

from __future__ import annotations

import re

from rag.answers.shape import Asked, absent, draft
from rag.references import find_references
from rag.schema import Draft, DraftClaim, Slice
from rag.text import fold


def about_indicators(asked: Asked) -> bool:
    """Whether indicators are asked for by that name."""
    return re.search(r"chi tieu|indicator", fold(asked.query.question)) is not None


def none_of_its_own(asked: Asked) -> Draft | None:
    """ "Có những chỉ tiêu nào?" of plans without any: whose list they give out, where they do."""
    query, say = asked.query, asked.phrases.say
    every = about_indicators(asked) and query.narrowed and not asked.subject.names_one(query)
    if not every or any(asked.book.targets(plan_id) for plan_id in query.plans):
        return None
    claims: list[DraftClaim] = []
    nearest: list[Slice] = []
    for plan_id in query.plans:
        document, given = _given_out(asked, plan_id)
        nearest += given
        key = "no_target_of_document" if document else "no_indicators"
        claims.append(absent(say(key, document=document or ""), plan_id))
    return draft(asked, claims, reason="not_stated", nearest=nearest)


def _given_out(asked: Asked, plan_id: str) -> tuple[str | None, list[Slice]]:
    """The document whose indicators a plan gives out by their number, and where it does."""
    given = [
        (found.reference.of_document, one.task)
        for one in asked.book.assignments(plan_id)
        for found in find_references(one.task.text) if found.reference.of_document
    ]  # fmt: skip
    return (given[0][0] if given else None), [task for _, task in given]
