"""How many objectives and indicators a plan lists, with what is counted; counts compared."""

from __future__ import annotations

import re

from rag.answers.agencies.numbers import lacks_indicator
from rag.answers.shape import Asked, absent, brief, counted, stated, without_marker
from rag.schema import DraftClaim, Query, Section
from rag.text import fold


def objective_count(asked: Asked, plan_id: str) -> DraftClaim:
    """How many objectives a plan lists, or that it lists none."""
    return objectives_counted(asked, plan_id, asked.book.own_objectives(plan_id))[0]


def indicator_count(asked: Asked, plan_id: str) -> DraftClaim:
    """How many numbered indicators a plan lists, or why they are not counted."""
    return indicators_counted(asked, plan_id, asked.book.own_objectives(plan_id))[0]


def objectives_counted(
    asked: Asked, plan_id: str, own: dict[str, list[Section]]
) -> list[DraftClaim]:
    say = asked.phrases.say
    found = (asked.book.objective_heading(plan_id, number) for number in own)
    heads = [piece for piece in found if piece is not None]
    if not heads:
        return [absent(say("no_objectives"), plan_id)]
    text = say("count_objectives", count=str(len(heads)))
    lines = [stated(brief(without_marker(p.text), None, 40), plan_id, (p,)) for p in heads]
    return [counted(text, plan_id, [p.text for p in heads], heads), *lines]


def indicators_counted(
    asked: Asked, plan_id: str, own: dict[str, list[Section]]
) -> list[DraftClaim]:
    """How many indicators a plan lists; those of an objective that is asked for with them."""
    say, query = asked.phrases.say, asked.query
    if query.objectives and own and not set(query.objectives) & set(own):
        text = say("no_objective", objective=", ".join(query.objectives))
        return [absent(text, plan_id)]
    sections = [
        section for number, listed in own.items() for section in listed
        if not query.objectives or number in query.objectives
    ]  # fmt: skip
    if not own and not query.objectives:
        sections = [s for s in asked.book.sections(plan_id).values() if s.indicator is not None]
        sections = sections if len(sections) > 1 else []  # one alone is no list that was read
    if not sections and not query.objectives:
        sections = _without_numbers(asked, plan_id)
        told = bool(sections)
    else:
        told = bool(query.objectives)
    if not sections:
        foreign = [r.of_document for one in asked.book.assignments(plan_id)
                   for r in one.references if r.of_document]  # fmt: skip
        if foreign:
            return [absent(say("gaps_of_document", document=foreign[0]), plan_id)]
        lacking = say("no_objectives") if query.objectives else lacks_indicator(asked, plan_id)
        return [absent(lacking, plan_id)]
    pieces = [asked.book.slice(plan_id, one, one.start, one.end) for one in sections]
    text = say("count_indicators", count=str(len(pieces)))
    claims = [counted(text, plan_id, [p.text for p in pieces], pieces)]
    if told:
        lines = [brief(without_marker(piece.text), None, 60) for piece in pieces]
        claims += [stated(one, plan_id, (p,)) for one, p in zip(lines, pieces, strict=True)]
    return claims


_INDICATORS_HEAD = re.compile(
    r"\W*(?:[\divx]+(?:\.\d+)*[.)]\s*|[a-zd]\)\s*)?(?:cac |mot so |muc tieu(?:,| va) )?chi tieu\b"
)


_SENTENCES = re.compile(r"\w{2}\.\s+[A-ZĐÀ-Ỹ]")


def _without_numbers(asked: Asked, plan_id: str) -> list[Section]:
    """What stands below the one heading "Chỉ tiêu cụ thể", where each of it tells a figure."""
    text, held = asked.book.text(plan_id), asked.book.sections(plan_id)
    heads = [
        one.id for one in held.values()
        if _INDICATORS_HEAD.match(fold(text[one.start : one.heading_end]))
    ]  # fmt: skip
    inner = [one for one in heads if not any(other.startswith(f"{one}/") for other in heads)]
    return figures_in(asked, plan_id, inner[0]) if len(inner) == 1 else []


def figures_in(asked: Asked, plan_id: str, part: str) -> list[Section]:
    """The lowest items of a part, where each of them tells a figure; of one alone none.

    None either where one holds several sentences: they may be as many indicators.
    """
    text = asked.book.text(plan_id)
    figures = {one.task.section for one in asked.book.targets(plan_id)}
    inside = [s for s in asked.book.sections(plan_id).values() if s.id.startswith(f"{part}/")]
    leaves = [
        one for one in inside if not any(other.id.startswith(f"{one.id}/") for other in inside)
    ]
    several = any(_SENTENCES.search(text[one.start : one.end]) for one in leaves)
    told = len(leaves) > 1 and not several and all(one.id in figures for one in leaves)
    return leaves if told else []


_NUMBER_OF = re.compile(
    r"\bso (?:luong )?(?:cac )?(co quan|don vi|dau moi|muc tieu|nhiem vu|dau viec|can cu)\b"
)


def as_most(query: Query) -> str:
    """The question without marks; one that compares how many there are asks for the most."""
    question = fold(query.question)
    if query.form != "compare":
        return question
    return _NUMBER_OF.sub(r"nhieu \1 hon", question)
