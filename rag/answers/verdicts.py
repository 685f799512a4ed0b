"""Whether an agency is given what a question asks to confirm, where no answerer has said so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rag.answers.numbers import confirmed, is_agency
from rag.answers.shape import SAID_WHOLE, Asked
from rag.schema import Assignment, Draft, DraftClaim, Lead
from rag.text import fold
from rag.yes_no import confirms, denies


def with_verdict(asked: Asked, draft: Draft) -> Draft:
    """ "Có.", or that the plan does not say it so, before what the agency is given.

    "Mặt trận Kon Tum có giám sát không?"; "Có." only where one of its duties says the whole.
    """
    query = asked.query
    asks = confirms(query.question) and not denies(query.question)
    if draft.lead is not None or not (query.agencies and asks):
        return draft
    if query.intent not in ("who", "duties") or query.documents:
        return draft
    told = [claim for claim in draft.claims if claim.kind == "stated"]
    if not told:
        return draft
    hers = [one for claim in told if _says(asked, claim) for one in _hers(asked, claim)]
    lead = confirmed(asked, hers) if hers else Lead(asked.phrases.say("not_said"))
    return replace(draft, lead=lead)


def _hers(asked: Asked, claim: DraftClaim) -> Iterator[Assignment]:
    """The agency's assignments that a statement rests on."""
    if claim.plan_id is None:
        return
    for one in asked.book.assignments(claim.plan_id):
        if one.task in claim.slices and any(is_agency(asked, n, one) for n in asked.query.agencies):
            yield one


def _says(asked: Asked, claim: DraftClaim) -> bool:
    """Whether a statement's quotes say all that is asked, a few plain words as they are."""
    texts = [piece.text for piece in claim.slices]
    if asked.subject.names_one(asked.query):
        return asked.subject.share_said(asked.query, *texts) >= SAID_WHOLE
    words = " ".join(fold(word) for word in asked.query.subject)
    spaced = " ".join(re.findall(r"[^\W_]+", fold(" ".join(texts))))
    return bool(words) and f" {words} " in f" {spaced} "
