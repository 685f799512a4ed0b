"""Which answerer takes a question by its form, whatever kind of thing it asks for."""

from __future__ import annotations

from collections.abc import Callable

from rag.answers.abbreviations import short_forms
from rag.answers.compare import comparison, richest
from rag.answers.counted_agencies import listed_agencies
from rag.answers.counts import counts
from rag.answers.deadline_list import listed_deadlines
from rag.answers.definitions import definitions
from rag.answers.focal import focal_body
from rag.answers.footnotes import numbered_note
from rag.answers.gaps import gaps
from rag.answers.general import of_the_month
from rag.answers.held_by_plans import has_part, in_all
from rag.answers.labelled import labelled
from rag.answers.meaning_of_figure import meaning_of_figure
from rag.answers.mentioned import mentioned
from rag.answers.most_money import most_money
from rag.answers.numbered_parts import no_such_part, nth_of_part
from rag.answers.overview import overview
from rag.answers.own_work import own_work
from rag.answers.part_about import part_about
from rag.answers.plans_meeting import plans_meeting
from rag.answers.receivers import plans_through
from rag.answers.report_periods import report_periods
from rag.answers.requested import requested
from rag.answers.rests_on import rests_on
from rag.answers.schedule import at_place, on_day, within_days
from rag.answers.shape import Asked
from rag.answers.shared_out import shared_out
from rag.answers.source_columns import source_columns
from rag.answers.superlatives import superlative
from rag.answers.why_then import why_then
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
    mentioned, labelled, report_periods, no_such_part, nth_of_part, part_about, of_the_month,
    shared_out, why_then, short_forms, has_part, in_all, numbered_note, source_columns,
    most_money, richest, superlative, rests_on, meaning_of_figure, requested, plans_through,
    plans_meeting, focal_body, own_work, on_day, within_days, at_place,
)  # fmt: skip


def by_form(asked: Asked) -> Draft | None:
    """The answerer of the form asked for; None where the question is one like any other."""
    for first in _FIRST:
        whole = first(asked)
        if whole is not None:
            return whole
    answerer = _FORMS.get(asked.query.form) if asked.query.form is not None else None
    return answerer(asked) if answerer is not None else None
