"""Who is given what: a plan's indicators by objective, the agencies beside them, and the gaps.

Rows are the plan's own indicators in order; where its duties name the objectives of another
document ("mục tiêu 4 tại Nghị quyết số 28/NQ-CP"), the numbers named. What a cell says rests on the
slices of its duties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rag.book import Book, unique
from rag.checks.indicators import listed_objectives, named_beside_agencies
from rag.errors import UsageError
from rag.lexicon import Lexicon
from rag.matrix.duty_roles import PARTNER, Wording
from rag.schema import Agency, Reference, Section, Slice


@dataclass(frozen=True, slots=True)
class Duty:
    """What one assignment gives an agency; ``qualifier`` is the part it is given, if not all."""

    roles: tuple[str, ...]
    qualifier: str | None
    sources: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """An agency's duties on a row; ``column`` counts from 0."""

    column: int
    duties: tuple[Duty, ...]

    @property
    def sources(self) -> tuple[Slice, ...]:
        """The assignment's own words first, then what names the agency."""
        return unique(piece for duty in self.duties for piece in duty.sources)


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator, or with ``indicator`` None the whole objective.

    ``words`` are the plan's own (None where it is only named in a duty); ``listed`` is false where
    the plan has a list and this is not in it; ``named`` are the words that name an indicator of
    nobody's beside an agency without a duty that was read.
    """

    objective: str
    indicator: str | None
    words: Slice | None
    cells: tuple[Cell, ...]
    listed: bool = True
    gap: bool = False
    named: tuple[Slice, ...] = ()

    def cell(self, column: int) -> Cell | None:
        return next((one for one in self.cells if one.column == column), None)


@dataclass(frozen=True, slots=True)
class Group:
    """An objective: the plan's own, or with ``document`` ("28/NQ-CP") that document's."""

    objective: str
    document: str | None
    words: Slice | None
    rows: tuple[Row, ...]
    listed: bool = True


@dataclass(frozen=True, slots=True)
class OtherDocument:
    """A document whose numbers the plan uses: ``name`` as its legal bases have it, else None.

    ``held`` tells whether it is a plan of the index.
    """

    number: str
    name: str | None
    held: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """A plan's table; ``own`` tells whether it lists objectives itself.

    Gaps are looked for only where it does and gives duties by their numbers.
    """

    plan_id: str
    columns: tuple[str, ...]
    groups: tuple[Group, ...]
    own: bool
    documents: tuple[OtherDocument, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, as they are numbered in a reference of the page."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def gaps(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.gap)

    @property
    def unlisted(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.listed)


@dataclass(frozen=True, slots=True)
class _Given:
    """An agency, what it is given and by which assignment."""

    column: int
    reference: Reference
    duty: Duty


@dataclass(slots=True)
class _Columns:
    """Agencies in the order of the plan, each once however it is written."""

    lexicon: Lexicon
    found: list[Agency] = field(default_factory=list)

    def place(self, agency: Agency) -> int:
        for number, known in enumerate(self.found):
            if known.name == agency.name or self.lexicon.same_agency(known.name, agency.name):
                return number
        self.found.append(agency)
        return len(self.found) - 1


def make_matrix(book: Book, plan_id: str, wording: Wording) -> Matrix:
    """The table of a plan.

    Raises:
        UsageError: no plan has this id.
    """
    if plan_id not in book.by_id:
        raise UsageError(f"không có kế hoạch “{plan_id}”; xem `hoi plans`")
    columns = _Columns(book.lexicon)
    own = book.own_objectives(plan_id)
    given = list(_given(book, plan_id, wording, columns, own))
    documents = tuple(dict.fromkeys(r for g in given if (r := g.reference.of_document)))
    mine = [one for one in given if one.reference.of_document is None]
    groups = [*_own_groups(book, plan_id, own, mine), *_named_groups(book, plan_id, own, mine)]
    groups.sort(key=lambda group: _natural(group.objective))
    for document in documents:
        theirs = [one for one in given if one.reference.of_document == document]
        groups += _groups_by_number(theirs, document)
    written = tuple(agency.written for agency in columns.found)
    others = tuple(_other(book, plan_id, number) for number in documents)
    return Matrix(plan_id, written, tuple(groups), bool(own), others)


def _given(
    book: Book, plan_id: str, wording: Wording, columns: _Columns, own: dict[str, list[Section]]
) -> Iterator[_Given]:
    for one in book.assignments(plan_id):
        for reference in one.references:
            placed = _placed(reference, own)
            if placed is None:
                continue
            sources = unique((one.task, *one.sources))
            duty = Duty(wording.roles(one, reference), reference.qualifier, sources)
            for agency in one.agencies:
                yield _Given(columns.place(agency), placed, duty)
            helping = Duty((PARTNER,), reference.qualifier, sources)
            for agency in one.partners:
                yield _Given(columns.place(agency), placed, helping)


def _placed(reference: Reference, own: dict[str, list[Section]]) -> Reference | None:
    """ "chỉ tiêu 7" without an objective is that of the only objective that lists a seventh."""
    if reference.objective or reference.of_document is not None:
        return reference if reference.objective else None
    holding = [
        number for number, sections in own.items()
        if set(reference.indicators) <= {s.indicator for s in sections}
    ]  # fmt: skip
    if len(holding) != 1:
        return None
    return Reference(holding[0], reference.indicators, reference.qualifier)


def _own_groups(
    book: Book, plan_id: str, own: dict[str, list[Section]], given: list[_Given]
) -> Iterator[Group]:
    """The plan's own list, with what is given beyond it."""
    named = named_beside_agencies(book, plan_id) if given else {}
    nodes = book.sections(plan_id).values()
    for number, indicators in own.items():
        heading = next((s for s in nodes if s.objective == number and s.indicator is None), None)
        mine = [one for one in given if one.reference.objective == number]
        rows = []
        for section in indicators or ([heading] if heading else []):
            words = book.slice(plan_id, section, section.start, section.end)
            cells = _cells(mine, section.indicator)
            beside = named.get((number, section.indicator or ""), ()) or named.get((number, ""), ())
            open_ = bool(given) and not (cells if section.indicator else mine)
            rows.append(
                Row(
                    number, section.indicator, words, cells,
                    gap=open_ and not beside, named=beside if open_ else (),
                )
            )  # fmt: skip
        known = {section.indicator for section in indicators}
        rows += [
            Row(number, extra, None, _cells(mine, extra, alone=True), listed=not indicators)
            for extra in _numbers(mine)
            if extra not in known
        ]
        name = book.slice(plan_id, heading, heading.start, heading.end) if heading else None
        yield Group(number, None, name, tuple(rows))


def _named_groups(
    book: Book, plan_id: str, own: dict[str, list[Section]], given: list[_Given]
) -> Iterator[Group]:
    """Objectives that duties name and the plan does not list, or lists in a way not read."""
    left = [one for one in given if one.reference.objective not in own]
    seen = listed_objectives(book, plan_id)
    for group in _groups_by_number(left, None):
        listed = not own or group.objective in seen
        rows = tuple(
            Row(row.objective, row.indicator, None, row.cells, listed=listed) for row in group.rows
        )
        yield Group(group.objective, None, None, rows, listed=listed)


def _groups_by_number(given: list[_Given], document: str | None) -> Iterator[Group]:
    """The numbers that duties name, in order; first the whole objective where it is given."""
    for objective in sorted({one.reference.objective for one in given}, key=_natural):
        mine = [one for one in given if one.reference.objective == objective]
        wholes = [one for one in mine if not one.reference.indicators]
        rows = [Row(objective, None, None, _cells(wholes, None))] if wholes else []
        rows += [Row(objective, n, None, _cells(mine, n)) for n in _numbers(mine)]
        yield Group(objective, document, None, tuple(rows))


def _cells(given: list[_Given], indicator: str | None, *, alone: bool = False) -> tuple[Cell, ...]:
    """What stands beside an indicator; a whole objective fills it too, unless ``alone``."""
    found: dict[int, list[Duty]] = {}
    for one in given:
        numbers = one.reference.indicators
        if indicator in numbers or (not numbers and not alone):
            duties = found.setdefault(one.column, [])
            if one.duty not in duties:
                duties.append(one.duty)
    return tuple(Cell(column, tuple(found[column])) for column in sorted(found))


def _numbers(given: list[_Given]) -> list[str]:
    return sorted({n for one in given for n in one.reference.indicators}, key=_natural)


def _natural(number: str) -> tuple[tuple[int, str], ...]:
    """ "2" before "10", "1.2" before "1.10"."""
    return tuple((int(p) if p.isdigit() else 0, p) for p in re.split(r"[.\-]", number))


def _other(book: Book, plan_id: str, number: str) -> OtherDocument:
    """ "Nghị quyết số 28/NQ-CP" of the plan's legal bases."""
    bases = (one.document for one in book.statements(plan_id, "basis"))
    kinds = (one.type for one in bases if one is not None and one.number == number)
    kind = next(kinds, None)
    held = any(plan.number == number for plan in book.register.of_number.get(number.casefold(), ()))
    return OtherDocument(number, f"{kind} số {number}" if kind else None, held)
