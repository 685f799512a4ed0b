""" "Còn ai nữa không?": the agencies besides those that the answer before told."""

from __future__ import annotations

from dataclasses import replace

from rag.answers.shape import Asked, absent
from rag.answers.shape import draft as shaped
from rag.schema import Draft, DraftClaim


def besides_told(asked: Asked, draft: Draft) -> Draft:
    """Only the statements on other agencies; where there are none, that is said."""
    told = asked.query.besides
    stated = [claim for claim in draft.claims if claim.kind == "stated"]
    if not (told and stated):
        return draft
    named = [(claim, _leading(asked, claim)) for claim in stated]
    left = tuple(claim for claim, agencies in named if agencies - _known(asked, agencies))
    if left:
        return replace(draft, claims=left, lead=None)
    plans = dict.fromkeys(claim.plan_id for claim in stated)
    lacking = [absent(asked.phrases.say("no_other_agency"), plan_id) for plan_id in plans]
    near = [piece for claim in stated for piece in claim.slices]
    return shaped(asked, lacking, reason="not_assigned", nearest=near)


def _leading(asked: Asked, claim: DraftClaim) -> frozenset[str]:
    """The agencies a statement begins with; none in a note beside the answer."""
    head = claim.text.partition(":")[0]
    return frozenset(mention.name for mention in asked.book.lexicon.find_agencies(head))


def _known(asked: Asked, agencies: frozenset[str]) -> frozenset[str]:
    same = asked.book.lexicon.same_agency
    told = asked.query.besides
    return frozenset(one for one in agencies if any(same(one, other) for other in told))
