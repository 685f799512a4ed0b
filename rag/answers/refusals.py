"""What is said when the question is not for these plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rag.answers.plans.plan_order import in_order, newest_first
from rag.answers.shape import Asked, absent, draft, near_slices
from rag.book import Book
from rag.names.now import period
from rag.schema import Draft, DraftClaim, Plan, Slice
from rag.text import fold
from rag.understanding.own_places import near_names

_MOST_TOLD = 8
"""Plans told at most where a place is not there."""


def out_of_scope(asked: Asked) -> Draft:
    """Small talk, poems, orders to the program."""
    text = asked.phrases.say("out_of_scope", plans=_labels(asked))
    return draft(asked, [absent(text, None)], reason="out_of_scope")


def not_in_corpus(asked: Asked) -> Draft:
    """A place, year or document that no plan here is of."""
    text = asked.phrases.say("missing", what=missing(asked), plans=_labels(asked))
    held, periods = _held(asked)
    claims = [absent(line, None) for line in (text, *_near(asked), *held, *_merged(asked))]
    nearest = (*periods, *near_slices(asked, 2))
    return draft(asked, claims, reason="not_in_corpus", nearest=nearest)


def _near(asked: Asked) -> list[str]:
    """ "Gần nhất: Tỉnh Vân Hải", where "Vân Hà" was asked for, a letter off it."""
    register = asked.book.register
    names = [place for one in asked.query.missing for place in near_names(fold(one), register)]
    plans = [plan for name in dict.fromkeys(names) for plan in register.of_place.get(name, ())]
    labels = dict.fromkeys(asked.book.label(plan.plan_id) for plan in plans)
    return [asked.phrases.say("near_place", names="; ".join(labels))] if labels else []


def _held(asked: Asked) -> tuple[list[str], list[Slice]]:
    """Of a place asked for in a year that its plan does not cover: the plan's period."""
    lines: list[str] = []
    pieces: list[Slice] = []
    names = [
        name for one in asked.query.missing if one.endswith(")")
        for name in fold(one).partition(" (")[0].split(", ")
    ]  # fmt: skip
    of_place = asked.book.register.of_place
    held = {p.plan_id for name in names for p in of_place.get(name, ()) if period(p) is not None}
    for plan_id in sorted(in_order(asked.book.by_id, held)[:_MOST_TOLD]):
        years = period(asked.book.by_id[plan_id]) or ""
        label = asked.book.label(plan_id)
        lines.append(asked.phrases.say("held_period", label=label, period=years))
        found = asked.book.header(plan_id, "period")
        pieces += found.sources if found else ()
    return lines, pieces


def _merged(asked: Asked) -> list[str]:
    """ "Đắk Nông nay thuộc Lâm Đồng": plans held of places that the one asked for has taken in."""
    lines = []
    for plan in taken_in_by(asked.book, asked.query.missing):
        label, place = asked.book.label(plan.plan_id), merged_into(asked.book, plan) or ""
        lines.append(asked.phrases.say("merged", label=label, place=place))
    return lines


def taken_in_by(book: Book, names: Iterable[str], most: int = _MOST_TOLD) -> list[Plan]:
    """Plans of places whose province one of these has taken in: ``most`` of them, the newest."""
    wanted = {fold(name) for name in names}
    provinces = [
        one for one, into in book.merged_into.items()
        if into is not None and fold(into) in wanted
    ]  # fmt: skip
    found = [plan for one in provinces for plan in book.register.of_province.get(one, ())]
    found.sort(key=newest_first)
    return sorted(found[:most], key=lambda plan: plan.plan_id)


def merged_into(book: Book, plan: Plan) -> str | None:
    """The province that has taken in the plan's own; None where it still stands."""
    return book.merged_into.get(fold(plan.province or ""))


def lacking_places(asked: Asked) -> Iterator[DraftClaim]:
    """What was named in vain: no plan is of it, or none of the plans that are chosen."""
    outside = asked.query.outside
    absences = {
        "missing_short": [one for one in asked.query.missing if one not in outside],
        "outside_chosen": outside,
    }
    for key, names in absences.items():
        if names:
            yield absent(asked.phrases.say(key, what=_told(asked, names)), None)


def missing(asked: Asked) -> str:
    """What was asked for in vain: a place by its name, a year as "năm 2019"."""
    return _told(asked, asked.query.missing)


def _told(asked: Asked, names: Iterable[str]) -> str:
    word = "the year " if asked.query.lang == "en" else "năm "
    return ", ".join(word + one if one.isdigit() else one for one in names)


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
    """The plans there are; of many how many they are, and of how many places."""
    register = asked.book.register
    if register.many:
        count, places = str(len(register.plans)), str(len(register.of_label))
        return asked.phrases.say("plans_of_places", count=count, places=places)
    labels = [asked.book.label(plan_id) for plan_id in register.ids]
    more = len(labels) - _MOST_TOLD
    return "; ".join(labels[:_MOST_TOLD]) + (f" (+{more})" if more > 0 else "")
