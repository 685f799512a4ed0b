"""What to ask next: questions that the plans at hand can answer."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from rag.answers.events.month_of_action import tells_span
from rag.answers.refusals import merged_into, taken_in_by
from rag.book import Book
from rag.names.agencies import LEVEL_WORD
from rag.phrasing import Phrases
from rag.register import place_label, within
from rag.schema import Draft, Intent
from rag.text import fold

MAX_SUGGESTIONS = 3


def suggestions(draft: Draft, book: Book, phrases: Phrases, *, alone: bool) -> tuple[str, ...]:
    """Up to three further questions on the plan that answered first, none of the same kind.

    ``alone``: the question is whole without the turns before it, and may be asked again.
    """
    plan_id = next((c.plan_id for c in draft.claims if c.plan_id and c.kind == "stated"), None)
    plan_id = plan_id or next((c.plan_id for c in draft.claims if c.plan_id), None)
    if plan_id is None:
        asked_again = _of_places_taken_in(draft, book)
        return (*asked_again, phrases.say("suggest_plans"))[:MAX_SUGGESTIONS]
    found = (text[0].upper() + text[1:] for intent, text in _offers(draft, plan_id, book, phrases)
             if intent != draft.query.intent)  # fmt: skip
    again = _of_one_plan(draft, plan_id, book, phrases) if alone else ()
    several: dict[str, None] = {}
    for text in itertools.chain(again, found):  # each looks into the plan: no more than are shown
        several[text] = None
        if len(several) == MAX_SUGGESTIONS:
            break
    return tuple(several)


def _of_one_plan(draft: Draft, plan_id: str, book: Book, phrases: Phrases) -> Iterator[str]:
    """The same question asked of one plan by its place and year, where it fits many plans."""
    plan, query = book.by_id[plan_id], draft.query
    label = place_label(plan)
    if query.among is None or label is None:
        return
    place = within(label)
    if plan.province and plan.place_level != "tinh":
        place = f"{place}, {plan.province}"
    year = str(plan.year_start) if plan.year_start == plan.year_end else None
    if year is not None and year not in query.years:
        place = f"{place} {phrases.say('note_year', year=year)}"
    text = phrases.say("suggest_narrowed", question=query.question.rstrip(" ?.!"), place=place)
    yield fold(text) if query.unaccented else text


def _of_places_taken_in(draft: Draft, book: Book) -> Iterator[str]:
    """The same question asked of the plans held of places that the one named has taken in.

    "Lâm Đồng báo cáo trước ngày nào?" becomes "Tỉnh Đắk Nông báo cáo trước ngày nào?".
    """
    question, wanted = draft.query.question, set(map(fold, draft.query.missing))
    named = [
        place for place in book.lexicon.find_places(question, question=True)
        if fold(place.name) in wanted
    ]  # fmt: skip
    for plan in taken_in_by(book, (place.name for place in named), MAX_SUGGESTIONS):
        into = merged_into(book, plan)
        spans = [place for place in named if into is not None and fold(place.name) == fold(into)]
        text = question
        for place in reversed(spans):
            opens = not text[: place.start].strip()
            label = book.label(plan.plan_id)
            behind = _NEW.sub("", text[place.end :])
            text = text[: place.start] + (label if opens else within(label)) + behind
        if spans:
            yield text[0].upper() + text[1:]


_NEW = re.compile(r"^\s*\(?(?:mới|moi)(?:\)|\b)", re.IGNORECASE)
""" "Phú Thọ mới", "Phú Thọ (mới)": the province as it is now."""


def _offers(
    draft: Draft, plan_id: str, book: Book, phrases: Phrases
) -> Iterator[tuple[Intent, str]]:
    place = within(book.label(plan_id))
    own = book.own_objectives(plan_id)
    if own and not draft.query.objectives:
        yield "who", phrases.say("suggest_who", place=place, objective=next(iter(own)))
    assignments = book.assignments(plan_id)
    told = {piece.section for claim in draft.claims for piece in claim.slices}
    for one in assignments:
        if one.task.section in told or not told:
            agency = _without_level(one.agencies[0].written, place)
            yield "duties", phrases.say("suggest_duties", agency=agency, place=place)
            break
    if any(deadline.kind == "report" for deadline in book.deadlines(plan_id)):
        yield "deadline", phrases.say("suggest_deadline", place=place)
    if book.statements(plan_id, "funding"):
        yield "funding", phrases.say("suggest_funding", place=place)
    if book.statements(plan_id, "basis"):
        yield "basis", phrases.say("suggest_basis", place=place)
    if any(tells_span(one.task.text) for one in book.statements(plan_id, "event")):
        yield "event", phrases.say("suggest_event", place=place)


def _without_level(written: str, place: str) -> str:
    """ "Phòng … huyện" before "huyện Lâm Thao": the level is said once."""
    for tail in LEVEL_WORD.finditer(written):
        if tail.end() == len(written) and place.startswith(f"{tail[1]} "):
            return written[: tail.start()]
    return written
