"""What to ask next: questions that the plans at hand can answer."""

from __future__ import annotations

from collections.abc import Iterator

from rag.book import Book
from rag.phrasing import Phrases
from rag.schema import Draft, Intent

MAX_SUGGESTIONS = 3


def suggestions(draft: Draft, book: Book, phrases: Phrases) -> tuple[str, ...]:
    """Up to three further questions on the plan that answered first, none of the same kind."""
    plan_id = next((c.plan_id for c in draft.claims if c.plan_id and c.kind == "stated"), None)
    plan_id = plan_id or next((c.plan_id for c in draft.claims if c.plan_id), None)
    if plan_id is None:
        return (phrases.say("suggest_plans"),)
    found = (text[0].upper() + text[1:] for intent, text in _offers(draft, plan_id, book, phrases)
             if intent != draft.query.intent)  # fmt: skip
    return tuple(dict.fromkeys(found))[:MAX_SUGGESTIONS]


def _offers(
    draft: Draft, plan_id: str, book: Book, phrases: Phrases
) -> Iterator[tuple[Intent, str]]:
    label = book.label(plan_id)
    place = label[0].lower() + label[1:] if " " in label else label
    own = book.own_objectives(plan_id)
    if own and not draft.query.objectives:
        yield "who", phrases.say("suggest_who", place=place, objective=next(iter(own)))
    assignments = book.assignments(plan_id)
    told = {piece.section for claim in draft.claims for piece in claim.slices}
    for one in assignments:
        if one.task.section in told or not told:
            agency = one.agencies[0].written
            yield "duties", phrases.say("suggest_duties", agency=agency, place=place)
            break
    if any(deadline.kind == "report" for deadline in book.deadlines(plan_id)):
        yield "deadline", phrases.say("suggest_deadline", place=place)
    if book.statements(plan_id, "funding"):
        yield "funding", phrases.say("suggest_funding", place=place)
    if book.statements(plan_id, "basis"):
        yield "basis", phrases.say("suggest_basis", place=place)
    if book.statements(plan_id, "event"):
        yield "event", phrases.say("suggest_event", place=place)
