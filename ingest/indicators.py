"""Indicators that a plan lists without numbers and still refers to by number.

"2.1. Mục tiêu 1: Trong lĩnh vực chính trị"
"- Phấn đấu đến năm 2025 đạt 55% …"        (chỉ tiêu 1 của mục tiêu 1)
"- Phấn đấu đến năm 2025 đạt từ 25% …"     (chỉ tiêu 2 của mục tiêu 1)

"III. CHỈ TIÊU" over "1. 100% xã …", "2. …": their printed numbers, where a duty speaks of one
("theo dõi chỉ tiêu 2").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.table_columns import Columns, known_columns
from rag.references import find_references
from rag.schema import Document, Path, Section
from rag.table import Table
from rag.text import fold

_LISTED = frozenset({"gach", "diem", "khoan"})
_FIGURE = re.compile(r"\d")
_FIELD = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]\s+"
    r"(?:(?:(?:Về|Trong)\s+)?(?:[Ll]ĩnh vực|Nhóm|Về)|(?:Trong|Về)\s+đời sống)\b[^\d.;]*"
)
_ONE = re.compile(r"Chỉ tiêu\s*:", re.IGNORECASE)
"""The one indicator of an objective, in a line without number or dash."""
_PART = re.compile(r"\W*[ivx\d]+[.)]\s+(?:cac |mot so )?chi tieu\b")


def in_order(sections: Sequence[Section], text: str) -> tuple[Section, ...]:
    """The nodes; items below an objective that numbers none get their place as number.

    "1. Lĩnh vực chính trị" over "a) 55% …" is a field, no indicator of its own; so is "3. Trong đời
    sống gia đình …".
    """
    children: dict[Path, list[Section]] = {}
    for section in sections:
        children.setdefault(section.path[:-1], []).append(section)
    sections = [
        replace(section, indicator=None)
        if section.indicator is not None
        and _FIELD.fullmatch(text[section.start : section.end].strip())
        and any(_FIGURE.search(text[s.start : s.end]) for s in children.get(section.path, ()))
        else section
        for section in sections
    ]
    numbered: dict[Path, Section] = {}
    for section in sections:
        if section.objective is None or section.indicator is not None:
            continue
        items = [s for s in children.get(section.path, []) if s.path[-1].level in _LISTED]
        items = items or [
            s for s in children.get(section.path, [])
            if s.path[-1].level == "doan" and _ONE.match(text[s.start : s.end])
        ]  # fmt: skip
        below = [s for s in sections if s.path[: len(section.path)] == section.path and s.indicator]
        told = any(_FIGURE.search(text[s.start : s.end]) for s in items)
        levels = {s.path[-1].level for s in items}
        if below or not told or len(levels) != 1 or any(s.objective for s in items):
            continue
        for number, item in enumerate(items, 1):
            numbered[item.path] = replace(item, objective=section.objective, indicator=str(number))
    numbered |= {one.path: one for one in _as_printed(sections, text)}
    return tuple(numbered.get(section.path, section) for section in sections)


def _as_printed(sections: Sequence[Section], text: str) -> list[Section]:
    """The numbered items of a part named "chỉ tiêu", where the plan refers to one so."""
    if any(section.indicator for section in sections):
        return []
    named = {n for found in find_references(text) for n in found.reference.indicators
             if not (found.reference.objective or found.reference.of_document)}  # fmt: skip
    parts = {
        section.path for section in sections
        if section.path[-1].level in ("muc", "phan")
        and _PART.match(fold(text[section.start : section.heading_end]))
    }  # fmt: skip
    items = [s for s in sections if s.path[:-1] in parts and s.path[-1].level == "khoan"]
    fields = any(_FIELD.fullmatch(text[item.start : item.end].strip()) for item in items)
    if fields or not named or not named <= {item.path[-1].label for item in items}:
        return []
    return [replace(item, indicator=item.path[-1].label) for item in items]


def of_table(
    sections: Sequence[Section], document: Document, columns: Columns
) -> tuple[Section, ...]:
    """The rows of the one table that numbers the plan's indicators, where nothing else does.

    "STT | Chỉ tiêu | …" over "4 | Tỷ lệ nữ giám đốc …": chỉ tiêu 4.
    """
    if any(section.indicator for section in sections):
        return tuple(sections)
    tables = [numbers for one in document.tables if (numbers := _numbers(one, document, columns))]
    if len(tables) != 1:
        return tuple(sections)
    numbers = tables[0]
    return tuple(
        replace(section, indicator=numbers[section.start])
        if section.path[-1].level == "hang" and section.start in numbers
        else section
        for section in sections
    )


def _numbers(table: Table, document: Document, columns: Columns) -> dict[int, str]:
    """The number of each row by where it begins; {} where they name no indicators in order."""
    known = known_columns(document.text, table, columns)
    kinds = {one.meaning.kind: number for number, one in known.items()}
    if "task" in kinds or "objective" in kinds or not {"number", "indicator"} <= kinds.keys():
        return {}
    found = {
        row.start: document.text[cell.start : cell.end].strip(" .")
        for row in table.rows[1:] for cell in row.cells if cell.column == kinds["number"]
    }  # fmt: skip
    found = {start: number for start, number in found.items() if number.isdigit()}
    ordered = list(found.values()) == [str(n) for n in range(1, len(found) + 1)]
    return found if ordered and len(found) > 1 else {}
