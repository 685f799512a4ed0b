"""The numbered rows of a table that a question names: "nhiệm vụ số 12 trong Biểu 2"."""

from __future__ import annotations

import re

from rag.answers.shape import Asked
from rag.schema import Section
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


def without_cells(text: str) -> str:
    """What a numbered row is about: its cell behind the number; any other text as it is."""
    row = _ROW.match(text)
    return text[row.end() :].partition("|")[0].strip() if row is not None else text
