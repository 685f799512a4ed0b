"""What nobody was given: the indicators and objectives of a plan's own list that no duty names."""

from __future__ import annotations

from rag.answers.agencies.counted_agencies import INDICATORS
from rag.answers.agencies.numbers import lacks_indicator
from rag.answers.shape import (
    MAX_STATEMENTS,
    Asked,
    absent,
    brief,
    draft,
    stated,
    tidy,
    without_marker,
)
from rag.schema import Assignment, Draft, DraftClaim, Section
from rag.text import fold


def gaps(asked: Asked) -> Draft | None:
    """The gaps, plan by plan; None where the question is on one indicator or one agency."""
    query = asked.query
    if query.indicators or query.agencies:
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        claims += _of_plan(asked, plan_id)
    told = any(claim.kind == "stated" for claim in claims)
    if told and not query.narrowed:
        claims = [claim for claim in claims if claim.kind == "stated"]
    return draft(asked, claims, reason="no_such_item")


def _of_plan(asked: Asked, plan_id: str) -> list[DraftClaim]:
    query, book, say = asked.query, asked.book, asked.phrases.say
    own = book.own_objectives(plan_id)
    given = [one for one in book.assignments(plan_id) if one.references]
    lone = [s for s in book.sections(plan_id).values() if s.indicator and s.objective is None]
    if not own and lone and given:
        return _of_lone(asked, plan_id, lone, given)
    if not own and lone:
        return [absent(say("none_by_number"), plan_id)]
    if not own:
        others = [r.of_document for one in given for r in one.references if r.of_document]
        if others:
            return [absent(say("gaps_of_document", document=others[0]), plan_id)]
        asks = INDICATORS.search(fold(query.question))
        text = lacks_indicator(asked, plan_id) if asks else say("no_objectives")
        return [absent(text, plan_id)]
    if not given:
        return [absent(say("none_by_number"), plan_id)]
    numbers = [number for number in query.objectives if number in own] or list(own)
    if query.objectives and not set(query.objectives) & set(own):
        return [absent(say("no_objective", objective=", ".join(query.objectives)), plan_id)]
    claims: list[DraftClaim] = []
    for number in numbers:
        claims += _of_objective(asked, plan_id, number, own[number], given)
    if claims:
        return claims
    tasks = [one.task for one in given if any(r.objective in numbers for r in one.references)]
    if query.objectives:
        objectives = ", ".join(numbers)
        return [stated(say("none_left_out_of", objective=objectives), plan_id, tasks)]
    return [stated(say("none_left_out"), plan_id, tasks)]


def _of_lone(
    asked: Asked, plan_id: str, listed: list[Section], given: list[Assignment]
) -> list[DraftClaim]:
    """The numbered indicators of a plan without objectives that no duty names."""
    named = {n for one in given for r in one.references if not r.objective for n in r.indicators}
    claims: list[DraftClaim] = []
    for section in listed[:MAX_STATEMENTS]:
        if section.indicator not in named:
            piece = asked.book.slice(plan_id, section, section.start, section.end)
            item = tidy(brief(without_marker(piece.text), None, 40))
            claims.append(stated(asked.phrases.say("gap", item=item), plan_id, (piece,)))
    tasks = [one.task for one in given]
    return claims or [stated(asked.phrases.say("none_left_out"), plan_id, tasks)]


def _of_objective(
    asked: Asked, plan_id: str, number: str, listed: list[Section], given: list[Assignment]
) -> list[DraftClaim]:
    """The indicators of an objective that no duty names, then who has the others."""
    named = [
        (reference.indicators, one)
        for one in given for reference in one.references
        if reference.objective == number and reference.of_document is None
    ]  # fmt: skip
    heading = asked.book.objective_heading(plan_id, number)
    if not named and heading is not None:
        text = asked.phrases.say("gap", item=tidy(brief(without_marker(heading.text), None, 40)))
        return [stated(text, plan_id, (heading,))]
    claims = []
    for section in listed[:MAX_STATEMENTS]:
        if any(not numbers or section.indicator in numbers for numbers, _ in named):
            continue
        piece = asked.book.slice(plan_id, section, section.start, section.end)
        item = tidy(brief(without_marker(piece.text), None, 40))
        if heading is not None:
            item = asked.phrases.say("of_objective", objective=number, text=item)
        slices = (piece,) if heading is None else (heading, piece)
        claims.append(stated(asked.phrases.say("gap", item=item), plan_id, slices))
    return claims
