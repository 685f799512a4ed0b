"""Which answerer takes a question by its form, whatever kind of thing it asks for."""

from __future__ import annotations

from collections.abc import Callable

from rag.answers.agencies.counted_agencies import listed_agencies
from rag.answers.agencies.focal import focal_body
from rag.answers.agencies.gaps import gaps
from rag.answers.agencies.own_work import own_work
from rag.answers.agencies.partners import requested
from rag.answers.contents.abbreviations import short_forms
from rag.answers.contents.definitions import definitions
from rag.answers.contents.labelled import labelled
from rag.answers.contents.numbered_parts import no_such_part, nth_of_part
from rag.answers.contents.part_about import part_about
from rag.answers.dates.deadline_list import ends_of_calendar, listed_deadlines
from rag.answers.dates.how_often import each_period
from rag.answers.dates.receivers import plans_through
from rag.answers.dates.report_periods import report_periods
from rag.answers.dates.why_then import why_then
from rag.answers.documents.articles import numbered_note
from rag.answers.documents.rests_on import rests_on
from rag.answers.events.schedule import on_day, within_days
from rag.answers.figures.counts import counts
from rag.answers.figures.meaning_of_figure import meaning_of_figure
from rag.answers.figures.shared_out import in_quarter, shared_out
from rag.answers.figures.superlatives import superlative
from rag.answers.general import of_the_month
from rag.answers.money.most_money import most_money, of_sum
from rag.answers.money.source_columns import source_columns
from rag.answers.plans.compare import comparison, richest
from rag.answers.plans.held_by_plans import has_part, in_all
from rag.answers.plans.mentioned import mentioned
from rag.answers.plans.overview import overview
from rag.answers.plans.plans_meeting import plans_meeting
from rag.answers.shape import Asked
from rag.schema import Draft, Form

_FORMS: dict[Form, Callable[[Asked], Draft | None]] = {
    "gap": gaps,
    "overview": overview,
    "definition": definitions,
    "count": counts,
    "list": lambda asked: listed_agencies(asked) or listed_deadlines(asked),
    "compare": comparison,
}

_FIRST: tuple[Callable[[Asked], Draft | None], ...] = (
    mentioned, labelled, report_periods, each_period, no_such_part, nth_of_part, part_about,
    of_the_month, in_quarter, shared_out, why_then, short_forms, has_part, in_all, numbered_note,
    source_columns, most_money, of_sum, richest, superlative, rests_on, meaning_of_figure,
    requested, plans_through, plans_meeting, focal_body, own_work, ends_of_calendar, on_day,
    within_days,
)  # fmt: skip


def by_form(asked: Asked) -> Draft | None:
    """The answerer of the form asked for; None where the question is one like any other."""
    for first in _FIRST:
        whole = first(asked)
        if whole is not None:
            return whole
    answerer = _FORMS.get(asked.query.form) if asked.query.form is not None else None
    return answerer(asked) if answerer is not None else None
