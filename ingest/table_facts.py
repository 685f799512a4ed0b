"""Rows of a table -> assignments, deadlines, targets, each with the header cells it rests on."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.dues import dues
from ingest.listed import listed
from ingest.markers import NUMBERED_ITEM
from ingest.reading import Reading
from ingest.statements import EVENT
from ingest.table_money import row_money, shown_unit
from ingest.table_rows import Filled, ReadRow, read_rows
from ingest.targets import FIGURE
from ingest.times import when_phrases
from rag.amounts import UNIT_OF_MONEY
from rag.references import find_references
from rag.schema import Agency, Assignment, Deadline, Fact, Reference, Slice, Statement, Target
from rag.text import fold

_WITH = re.compile(r"phối hợp\s*(?:thực hiện)?\s*:?\s*(?:chặt chẽ\s+)?(?:với|cùng)?\s*", re.I)
_MOST_NAME_WORDS = 12
_MOST_WHEN_WORDS = 12
_SUBJECT_WORDS = 12
_BARE_NUMBERS = re.compile(
    r"\d{1,2}(?:\.\d{1,2})?(?:\s*(?:[,;]|và|-|–)\s*\d{1,2}(?:\.\d{1,2})?)*\s*[;,.]?"
)
_WORDS = {"objective": "mục tiêu", "indicator": "chỉ tiêu"}
_YEAR = re.compile(r"(?:19|20)\d{2}")


def table_facts(reading: Reading, year: int | None = None) -> tuple[Fact, ...]:
    """All facts of a plan's tables, row by row; ``year`` is the plan's, if it is of one."""
    found: list[Fact] = []
    for table in reading.document.tables:
        for row in read_rows(reading, table):
            found += _assignments(reading, row)
            found += _deadlines(reading, row, year)
            found += _events(reading, row)
            found += _targets(reading, row)
            found += row_money(reading, row)
    return tuple(found)


# -- who does it


def _assignments(reading: Reading, row: ReadRow) -> list[Assignment]:
    """One for each column of leaders; nobody leads where that cell is empty."""
    if row.of("held"):
        return _held(reading, row)
    found: list[Assignment] = []
    partner_columns = row.of("partner")
    time = row.one("time")
    leading = row.of("leader")
    for column in leading or partner_columns:
        agencies, joined = _leaders(reading, column)
        if not agencies:
            continue
        if not leading:
            # nobody leads, and who takes part is no leader
            joined, partner_columns = (), []
        partners = (*joined, *(a for one in partner_columns for a in _agencies(reading, one)))
        with_partners = (
            partner_columns if any(_agencies(reading, p) for p in partner_columns) else ()
        )
        task = row.name.cells[0]
        found.append(
            Assignment(
                plan_id=reading.plan_id,
                agencies=agencies,
                role=(column.meaning.role or "thực hiện") if leading else "phối hợp",
                task=task,
                sources=_sources(row, column, *with_partners, *([time] if time else [])),
                references=_references(reading, row),
                deadline=" ".join(_when(time)) or None if time else None,
                partners=partners,
            )
        )
    return found


def _held(reading: Reading, row: ReadRow) -> list[Assignment]:
    """ "Sở Y tế | 3.2; 4.1 | 3.3": what the agency of the row leads and what it takes part in."""
    agencies = _agencies(reading, row.name)
    return [
        Assignment(
            plan_id=reading.plan_id,
            agencies=agencies,
            role=column.meaning.role or "thực hiện",
            task=column.cells[0],
            sources=_unique((*row.name.cells, *row.groups, *column.header, *column.cells)),
            references=tuple(one.reference for one in find_references(_spelt(column))),
            deadline=None,
            partners=(),
        )
        for column in row.of("held") if agencies and row.name.meaning.kind == "leader"
    ]  # fmt: skip


def _leaders(reading: Reading, column: Filled) -> tuple[tuple[Agency, ...], tuple[Agency, ...]]:
    """Leaders of a cell, and those it names behind "phối hợp với"."""
    joined = _WITH.search(column.text)
    if joined is None or len(column.cells) > 1:
        return _agencies(reading, column), ()
    (cell,) = column.cells
    joined = _WITH.search(cell.text)
    if joined is None:
        return _named(reading, cell), ()
    before = cell.start + joined.start()
    return listed(reading, cell.start, before), listed(reading, cell.start + joined.end(), cell.end)


def _agencies(reading: Reading, column: Filled) -> tuple[Agency, ...]:
    """The agencies of a cell; of a wrapped one as its lines read together."""
    if len(column.cells) == 1:
        return _named(reading, column.cells[0])
    mentions = reading.lexicon.find_agencies(column.text)
    return tuple(dict.fromkeys(Agency(m.written, m.name) for m in mentions))


def _named(reading: Reading, cell: Slice) -> tuple[Agency, ...]:
    """The agencies of a cell; a short cell that names none known to us is a name itself."""
    if reading.agencies(cell.start, cell.end):
        return listed(reading, cell.start, cell.end)
    text = cell.text.strip(" .;,-–+*")
    if not text or not text[0].isupper() or len(text.split()) > _MOST_NAME_WORDS:
        return ()
    return (Agency(text, text),) if sum(map(str.isalpha, text)) > 1 else ()


# -- when


def _when(column: Filled) -> tuple[str, ...]:
    """The words of a time cell; of a long one those that give a date or a recurrence."""
    found: list[str] = []
    for cell in column.cells:
        if len(cell.text.split()) <= _MOST_WHEN_WORDS:
            found.append(cell.text.rstrip(" .;,"))
        else:
            found += [cell.text[slice(*span)] for span in when_phrases(cell.text)]
    return tuple(found)


def _deadlines(reading: Reading, row: ReadRow, year: int | None) -> list[Deadline]:
    found: list[Deadline] = []
    # "Đơn vị | Nhiệm vụ chủ trì | Nhiệm vụ phối hợp | Thời gian": of the task that it leads
    led = [one for one in row.of("held") if one.meaning.word == "task"]
    led = [one for one in led if one.meaning.role != "phối hợp"]
    if led:
        row = replace(row, name=led[0])
    for column in row.of("time"):
        when = _when(column)
        if not when:
            continue
        report = "bao cao" in fold(f"{column.header[0].text} {row.name.text}")
        leaders = [cell for one in row.of("leader") for cell in one.cells]
        found.append(
            Deadline(
                plan_id=reading.plan_id,
                when=when,
                kind="report" if report else "task",
                recipient=None,
                through=None,
                task=row.name.cells[0],
                sources=_unique((*leaders, *_sources(row, column))),
                due=tuple(one for words in when for one in dues(words, year)),
            )
        )
    return found


def _events(reading: Reading, row: ReadRow) -> list[Statement]:
    """A row that names an event and tells when it is held; whatever it names, where it is."""
    time, place = row.one("time"), row.one("place")
    name = row.name.cells[0]
    event = EVENT.search(name.text)
    if time is None or (event is None and place is None):
        return []
    subject = event.group() if event is not None else " ".join(name.text.split()[:_SUBJECT_WORDS])
    held_at = (*place.header, *place.cells) if place is not None else ()
    hour = row.one("hour")
    held_on = (*(hour.cells if hour is not None else ()), *time.cells)
    sources = tuple(dict.fromkeys((name, *held_on, *held_at)))
    return [Statement(reading.plan_id, "event", subject, name, sources)]


# -- how much


def _targets(reading: Reading, row: ReadRow) -> list[Target]:
    """A target for each column of figures; without one, the figures in the indicator itself."""
    objective, indicator = _numbers(reading, row)
    name = row.name
    unit = row.one("unit")
    found: list[Target] = []
    for column in row.of("figure"):
        if not any(character.isdigit() for character in column.text):
            continue
        above = _unit_above(row, column) if unit is None else None
        units = unit.cells if unit else (above,) if above else ()
        measure = unit.text if unit else shown_unit(above)
        figure = column.text if not measure or measure in column.text else (
            f"{column.text} {measure}"
        )  # fmt: skip
        heads = (*(unit.header if unit else ()), *column.header)
        # the unit straight behind the figure: "30" and "%" bear out "30 %"
        shown = _unique((*heads, *column.cells, *units, *_sources(row)))
        found.append(
            Target(
                reading.plan_id, objective, indicator, (figure,), column.meaning.year,
                name.cells[0], shown,
            )
        )  # fmt: skip
    if found or name.meaning.kind not in ("indicator", "objective"):
        return found
    figures = tuple(m.group().strip() for m in FIGURE.finditer(name.text))
    if figures:
        said = _YEAR.search(name.text)
        year = said.group() if said else name.meaning.year
        found.append(
            Target(
                reading.plan_id, objective, indicator, figures, year,
                name.cells[0], _unique((*name.header, *_sources(row))),
            )
        )  # fmt: skip
    return found


_BARE = re.compile(r"[\d.,\s\-–]+")
_SHARE = re.compile(r"\bty (?:le|trong|suat|so)\b|\btoc do\b")
_NOT_MONEY = re.compile(r"\b(?:so|khoi) luong\b")


def _unit_above(row: ReadRow, column: Filled) -> Slice | None:
    """The unit printed above the table, where neither cell, header nor what is counted has one."""
    unit = row.unit
    heads = fold(" ".join(piece.text for piece in (*column.header, *row.name.cells)))
    if unit is None or not _BARE.fullmatch(column.text) or re.search(r"%|\([^\d)]", heads):
        return None
    if UNIT_OF_MONEY.search(unit.text):
        counted = _NOT_MONEY.search(heads) or (row.of("money") and column.meaning.year is None)
        return None if counted else unit
    return None if _SHARE.search(heads) and unit.text not in ("%", "‰") else unit


# -- which objective and indicator


def _references(reading: Reading, row: ReadRow) -> tuple[Reference, ...]:
    """The objectives and indicators that the row names, as the plan's own unless it says whose."""
    above = _numbers(reading, row)[0]
    found: list[Reference] = []
    for column in _naming(row):
        for one in find_references(_spelt(column)):
            reference = one.reference
            if not reference.objective and above is not None:
                reference = Reference(
                    above, reference.indicators, reference.qualifier, reference.of_document
                )
            found.append(reference)
    own = reading.by_id[row.name.cells[0].section].indicator
    if not found and own is not None:
        found.append(Reference(above or "", (own,)))
    whole = [r for r in found if not r.indicators]
    parts = {r.objective for r in found if r.indicators}
    # "Mục tiêu 4" beside "Chỉ tiêu 1, 3" is these two, not the whole objective
    return tuple(dict.fromkeys(r for r in found if r not in whole or r.objective not in parts))


def _naming(row: ReadRow) -> list[Filled]:
    columns = row.of("task", "objective", "indicator")
    return columns if row.name in columns else [row.name, *columns]


def _spelt(column: Filled) -> str:
    """ "1, 3" below "Chỉ tiêu" as "chỉ tiêu 1, 3"."""
    kind = column.meaning.kind
    word = _WORDS.get(column.meaning.word or "" if kind == "held" else kind)
    bare = _BARE_NUMBERS.fullmatch(column.text) is not None
    return f"{word} {column.text}" if word and bare else column.text


def _numbers(reading: Reading, row: ReadRow) -> tuple[str | None, str | None]:
    """Objective and indicator number that the row, its groups or the headings above it print."""
    objective: str | None = None
    indicator: str | None = None
    texts = [*(_spelt(column) for column in _naming(row)), *(g.text for g in reversed(row.groups))]
    for text in texts:
        for one in find_references(text):
            if one.reference.of_document is None and not objective:
                objective = one.reference.objective or None
        match = NUMBERED_ITEM.match(re.sub(r"^\S{1,4}[.)]\s+", "", text))
        if match is not None and match.group(1) == "Chỉ tiêu" and indicator is None:
            indicator = match.group(2)
    section = reading.by_id[row.name.cells[0].section]
    indicator = indicator or section.indicator
    if objective is None:
        above = [p.objective for p in reading.parents(section) if p.objective is not None]
        objective = above[-1] if above else None
    return objective, indicator


# -- what it rests on


def _sources(row: ReadRow, *columns: Filled) -> tuple[Slice, ...]:
    """The cells with their headers, the groups above, and what the row is about, last."""
    pieces: list[Slice] = []
    for column in columns:
        pieces += [*column.cells, *column.header]
    others: list[Slice] = []
    for one in _naming(row):
        # "1, 3" says something only below its "Chỉ tiêu"
        others += one.header if _BARE_NUMBERS.fullmatch(one.text) else ()
        others += one.cells if one is not row.name else ()
    name = row.name.cells
    return _unique((*pieces, *row.groups, *others, *name[1:], name[0]))


def _unique(pieces: tuple[Slice, ...]) -> tuple[Slice, ...]:
    """Each once, where it stands last: the task closes the list."""
    return tuple(reversed(dict.fromkeys(reversed(pieces))))
