"""What an event is told by where no event is found, and a deadline: the facts of another kind."""

from __future__ import annotations

from dataclasses import replace

from rag.answers.agencies.numbers import is_agency
from rag.answers.dates.deadlines import deadlines, whose_alone
from rag.answers.dates.doers import doers
from rag.answers.dates.reached import with_year
from rag.answers.dates.report_dates import asks_years_plan
from rag.answers.dates.sent import sends
from rag.answers.events.events import asks_day, asks_place, events, tells_when_held
from rag.answers.figures.targets import targets
from rag.answers.shape import Asked, answers
from rag.schema import Draft
from rag.text import fold


def by_other_kind(asked: Asked, draft: Draft) -> Draft:
    """An event may be told as a deadline, a deadline as an event or a target."""
    query = asked.query
    if answers(draft) or query.intent not in ("event", "deadline") or whose_alone(asked):
        return draft
    if asks_years_plan(query.question):
        return draft  # a plan that is to be made is no event
    folded = fold(query.question)
    reports = query.intent == "deadline" and ("bao cao" in folded or sends(folded))
    if not (asks_place(query) or reports):
        other = deadlines(asked) if query.intent == "event" else _of_the_doer(asked, events(asked))
        told = " ".join(p.text for c in other.claims for p in c.slices)
        fits = query.intent != "event" or tells_when_held(query, told)
        draft = other if fits and answers(other) else draft
    if not answers(draft) and query.intent == "deadline" and query.narrowed and not asks_day(query):
        other = targets(asked)
        dated = with_year(asked, other)
        draft = dated if answers(dated) else other if answers(other) else draft
    return draft


def _of_the_doer(asked: Asked, told: Draft) -> Draft:
    """ "Phòng Kinh tế tập huấn khi nào": no training of a plan that names no Phòng Kinh tế."""
    wanted = doers(asked)

    def named(plan_id: str | None) -> bool:
        given = asked.book.assignments(plan_id) if plan_id is not None else ()
        return any(is_agency(asked, name, one) for one in given for name in wanted)

    if not wanted or asked.query.narrowed:
        return told
    kept = tuple(c for c in told.claims if c.kind != "stated" or named(c.plan_id))
    return replace(told, claims=kept)
