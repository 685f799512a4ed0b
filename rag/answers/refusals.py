"""What is said when the question is not for these plans."""

from __future__ import annotations

from rag.answers.shape import Asked, absent, draft, near_slices
from rag.book import Book
from rag.now import period
from rag.schema import Draft, Plan, Slice
from rag.text import fold


def out_of_scope(asked: Asked) -> Draft:
    """Small talk, poems, orders to the program."""
    text = asked.phrases.say("out_of_scope", plans=_labels(asked))
    return draft(asked, [absent(text, None)], reason="out_of_scope")


def not_in_corpus(asked: Asked) -> Draft:
    """A place, year or document that no plan here is of."""
    text = asked.phrases.say("missing", what=missing(asked), plans=_labels(asked))
    held, periods = _held(asked)
    claims = [absent(line, None) for line in (text, *held, *_merged(asked))]
    nearest = (*periods, *near_slices(asked, 2))
    return draft(asked, claims, reason="not_in_corpus", nearest=nearest)


def _held(asked: Asked) -> tuple[list[str], list[Slice]]:
    """Of a place asked for in a year that its plan does not cover: the plan's period."""
    lines: list[str] = []
    pieces: list[Slice] = []
    for plan in asked.book.plans:
        years = period(plan)
        named = [one for one in asked.query.missing
                 if plan.place and fold(plan.place) in fold(one).partition(" (")[0].split(", ")
                 and one.endswith(")")]  # fmt: skip
        if years is None or not named:
            continue
        label = asked.book.label(plan.plan_id)
        lines.append(asked.phrases.say("held_period", label=label, period=years))
        found = asked.book.header(plan.plan_id, "period")
        pieces += found.sources if found else ()
    return lines, pieces


def _merged(asked: Asked) -> list[str]:
    """ "Đắk Nông nay thuộc Lâm Đồng": plans held of places that the one asked for has taken in."""
    wanted = {fold(name) for name in asked.query.missing}
    lines = []
    for plan in asked.book.plans:
        taken_in = merged_into(asked.book, plan)
        if taken_in is not None and fold(taken_in) in wanted:
            label = asked.book.label(plan.plan_id)
            lines.append(asked.phrases.say("merged", label=label, place=taken_in))
    return lines


def merged_into(book: Book, plan: Plan) -> str | None:
    """The province that has taken in the plan's own; None where it still stands."""
    for place in book.lexicon.gazetteer.provinces_before:
        if fold(place.name) == fold(plan.province or ""):
            return place.merged_into
    return None


def missing(asked: Asked) -> str:
    """What was asked for in vain: a place by its name, a year as "năm 2019"."""
    word = "the year " if asked.query.lang == "en" else "năm "
    return ", ".join(word + one if one.isdigit() else one for one in asked.query.missing)


def not_assigned(asked: Asked, found: Draft) -> Draft:
    """The plan names the work and gives it to nobody; ``found`` holds the passages that name it."""
    plan_ids = dict.fromkeys(c.plan_id for c in found.claims if c.kind == "stated" and c.plan_id)
    text = asked.phrases.say("named_not_assigned")
    slices = [piece for claim in found.claims for piece in claim.slices]
    return draft(
        asked,
        [absent(text, plan_id) for plan_id in plan_ids],
        reason="not_assigned",
        nearest=slices,
    )


def _labels(asked: Asked) -> str:
    labels = [asked.book.label(plan.plan_id) for plan in asked.book.plans]
    shown = labels[:8]
    return "; ".join(shown) + (f" (+{len(labels) - 8})" if len(labels) > 8 else "")
