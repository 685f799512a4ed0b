"""Turns of a talk that ask nothing: "cảm ơn nhé", "hôm nay mưa to quá"."""

from __future__ import annotations

import itertools

from rag.schema import Query
from rag.text import fold
from rag.understanding.context import Context


def names_something(query: Query) -> bool:
    """Whether an agency, a number, an item or a document is named."""
    named = query.agencies or query.objectives or query.indicators or query.items
    return bool(named or query.documents)


def is_talk(query: Query, context: Context) -> bool:
    """ "Hôm nay mưa to quá": no question, and nothing that a plan holds is named."""
    asks = query.intent != "general" or query.form is not None
    if asks or names_something(query) or query.narrowed:
        return False
    words = fold(" ".join(query.terms)).split()
    pairs = [f" {a} {b} " for a, b in itertools.pairwise(words)] or [f" {w} " for w in words]
    return not any(context.texts.say(pair, context.register) for pair in pairs)


def names_anew(read: Query, before: Query | None) -> bool:
    """ "4.2 thì sao?", "còn cấp huyện?": read after the turn before, it names something else."""
    return not _named(read) <= (_named(before) if before is not None else set())


def _named(query: Query) -> set[str]:
    return {*query.items, *query.agencies, *query.objectives, *query.indicators}
