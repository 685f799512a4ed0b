"""The numbered rows of a table that a question names: "nhiệm vụ số 12 trong Biểu 2"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rag.answers.shape import Asked
from rag.schema import Section
from rag.table import is_row_id, split_cells
from rag.text import fold

_TABLE = re.compile(
    r"\b(?P<word>bieu|bang|phu luc|table|annex)(?: so)? 0?(?P<number>\d{1,2}|[ivx]{1,5})\b"
)
_ROW = re.compile(r"\W*(?P<number>\d{1,3}(?:\.\d{1,2})?)[.)]?\s*\|")
_WORDS = {"table": "bieu", "annex": "phu luc"}


def named_table(asked: Asked, plan_id: str) -> Section | None:
    """The heading "Biểu 2. Phân công …" of a table that the question names."""
    named = _TABLE.search(fold(asked.query.question))
    if named is None:
        return None
    wanted = _WORDS.get(named["word"], named["word"]), named["number"]
    text = asked.book.text(plan_id)
    for section in asked.book.sections(plan_id).values():
        begins = _TABLE.match(fold(text[section.start : section.start + 30].lstrip(" *#")))
        if begins is not None and begins.groups() == wanted:
            return section
    return None


def rows_by_number(asked: Asked, plan_id: str) -> dict[str, Section]:
    """The rows of the named table by their printed numbers; {} where none is named."""
    head = named_table(asked, plan_id)
    if head is None:
        return {}
    text = asked.book.text(plan_id)
    found: dict[str, Section] = {}
    for section in asked.book.sections(plan_id).values():
        if section.path[-1].level != "hang" or not section.id.startswith(f"{head.id}/"):
            continue
        row = _ROW.match(text, section.start, section.end)
        if row is not None:
            found.setdefault(row["number"], section)
    return found


def _is_group(cells: tuple[str, ...], columns: int) -> bool:
    """ "II | Truyền thông | | |": a row that says what those below it are on."""
    filled = [cell for cell in cells if cell.strip()]
    told = columns > _OF_GROUP >= len(filled) >= 1
    return told and any(map(str.isalpha, filled[-1])) and cells.index(filled[-1]) <= 1


_OF_GROUP = 2
"""Cells that such a row fills, of a table that has more."""


def table_sections(asked: Asked, plan_id: str, table_id: str) -> list[Section]:
    """The rows of a table that are no group of others."""
    return [row for _, row in _rows_in_groups(asked, plan_id) if row.id.startswith(f"{table_id}/")]


def rows_of_group(asked: Asked, plan_id: str, is_meant: Callable[[str], bool]) -> list[Section]:
    """The rows below the one group of a plan's tables that is meant; [] where there is none."""
    groups: dict[str, list[Section]] = {}
    for group, row in _rows_in_groups(asked, plan_id):
        groups.setdefault(group, []).append(row)
    return next((rows for group, rows in groups.items() if group and is_meant(group)), [])


def _rows_in_groups(asked: Asked, plan_id: str) -> Iterator[tuple[str, Section]]:
    text, sections = asked.book.text(plan_id), asked.book.sections(plan_id)
    group = above = ""
    columns = 0
    for section in sections.values():
        if not is_row_id(section.id):
            continue
        table = sections[section.id.rpartition("/")[0]]
        if table.id != above:
            group, above = "", table.id
            columns = len(split_cells(text[table.start : table.end]))
        cells = split_cells(text[section.start : section.end])
        if _is_group(cells, columns):
            group = [cell for cell in cells if cell.strip()][-1]
        else:
            yield group, section


def without_cells(text: str) -> str:
    """What a numbered row is about: its cell behind the number; any other text as it is."""
    row = _ROW.match(text)
    return text[row.end() :].partition("|")[0].strip() if row is not None else text
