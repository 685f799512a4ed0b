"""What the library holds: each plan with its header, notes and counts, and its text by outline."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rag.book import Book
from rag.checks import Slip, check_plans
from rag.names.now import is_over
from rag.schema import HeaderField, Plan, Section, Slice
from rag.stores.catalog import fact_kind


@dataclass(frozen=True, slots=True)
class Held:
    """A plan in the library; ``facts`` counts them by kind, the header's left out.

    ``pages`` None where the file has none; ``fields`` have the words they were read from.
    """

    plan: Plan
    pages: int | None
    passages: int
    facts: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    fields: tuple[HeaderField, ...]
    over: bool

    def words(self, name: str) -> tuple[Slice, ...]:
        """The words that give a field of the header; () where none does."""
        found = (piece for field in self.fields if field.name == name for piece in field.sources)
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Part:
    """A node of the outline with its own words; ``heading`` "" where it has none of its own."""

    number: int
    depth: int
    heading: str
    text: str
    page: int | None
    section: Section


def held(book: Book, plan_ids: Sequence[str], day: date) -> tuple[Held, ...]:
    """These plans, without those that are no more."""
    found = (book.by_id.get(plan_id) for plan_id in plan_ids)
    return tuple(of_plan(book, plan, day) for plan in found if plan is not None)


def of_plan(book: Book, plan: Plan, day: date) -> Held:
    """One plan as it stands in the library."""
    reader, plan_id = book.reader, plan.plan_id
    facts = reader.facts(plan_id)
    counts = Counter(map(fact_kind, facts))
    del counts["header"]
    pages = reader.pages(plan_id)
    return Held(
        plan,
        None if pages is None else len(pages),
        reader.passage_counts().get(plan_id, 0),
        tuple(sorted(counts.items())),
        reader.quality(plan_id),
        tuple(fact for fact in facts if isinstance(fact, HeaderField)),
        is_over(plan, day),
    )


def parts(book: Book, plan_id: str) -> tuple[Part, ...]:
    """The plan's text, cut at the nodes of its outline: together they are all of it."""
    text, pages = book.text(plan_id), book.reader.pages(plan_id)
    found = []
    for number, section in enumerate(book.sections(plan_id).values()):
        page = bisect_right(pages, section.start) if pages else None
        heading = text[section.start : section.heading_end].strip()
        rest = text[section.heading_end : section.end]
        found.append(Part(number, len(section.path), heading, rest, page, section))
    return tuple(found)


def part_slice(book: Book, plan_id: str, number: int) -> Slice | None:
    """The own words of a node, to open them; None where there is no such node."""
    sections = tuple(book.sections(plan_id).values())
    if number >= len(sections):
        return None
    section = sections[number]
    return book.slice(plan_id, section, section.start, section.end)


@functools.lru_cache(maxsize=32)
def slips(book: Book, plan_id: str) -> tuple[Slip, ...]:
    """What ``hoi check`` finds in a plan: a second's work, so what was found is kept."""
    return check_plans(book, plan_id)
