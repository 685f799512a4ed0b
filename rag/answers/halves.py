"""The answers to the parts of one question as one: nothing told twice, nothing lacking unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rag.answers.routing import answers, told_already
from rag.answers.shape import absent
from rag.phrasing import Phrases
from rag.schema import Draft, DraftClaim
from rag.text import fold


def together(drafts: Sequence[Draft], parts: Sequence[str], phrases: Phrases) -> Draft:
    """One draft; a part that nothing answers is told to be so beside one that is answered."""
    first = drafts[0]
    kept: list[tuple[str, Draft]] = []
    for part, draft in zip(parts[1:], drafts[1:], strict=True):
        asks_plan = draft.query.intent == "plans" and answers(first)
        if not (told_already(part, first) or asks_plan):
            kept.append((part, draft))
    if not any(answers(draft) for draft in (first, *(draft for _, draft in kept))):
        return first
    told = {claim.plan_id for _, draft in [(parts[0], first), *kept] for claim in draft.claims
            if claim.kind == "stated"}  # fmt: skip
    whole = first if answers(first) else _lacking(first, parts[0], told, phrases)
    halves = tuple(
        draft if answers(draft) else _lacking(draft, part, told, phrases) for part, draft in kept
    )
    return _merged(whole, halves)


def _lacking(draft: Draft, part: str, told: set[str | None], phrases: Phrases) -> Draft:
    """That a part has no answer, in one line: for the plans that answer the other part."""
    of_plans = [c for c in draft.claims if c.plan_id in told and c.plan_id is not None]
    claims = of_plans or [absent(phrases.say("half_unanswered", half=part.strip(" ?.!")), None)]
    return replace(draft, claims=tuple(claims), lead=None, tail=None)


def _merged(whole: Draft, halves: tuple[Draft, ...]) -> Draft:
    """A half without a lead of its own is told with the whole, plan by plan."""
    claims: dict[DraftClaim, None] = dict.fromkeys(whole.claims)
    apart = []
    for half in halves:
        if half.lead and whole.lead != half.lead:
            apart.append(replace(half, claims=tuple(c for c in half.claims if c not in claims)))
        else:
            claims |= {c: None for c in half.claims if not _told_in(c, claims)}
    return replace(whole, claims=tuple(claims), halves=tuple(apart))


def _told_in(claim: DraftClaim, told: Iterable[DraftClaim]) -> bool:
    """Whether a statement of the same plan holds every word of a claim, from the same place."""
    places = {piece.section for piece in claim.slices}
    words = set(re.findall(r"[^\W_]+", fold(claim.text)))
    return claim.kind == "stated" and any(
        one.plan_id == claim.plan_id
        and places & {piece.section for piece in one.slices}
        and words <= set(re.findall(r"[^\W_]+", fold(one.text)))
        for one in told
    )
