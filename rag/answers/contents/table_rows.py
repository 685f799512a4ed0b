"""The numbered rows of a table that a question names: "nhiệm vụ số 12 trong Biểu 2"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from rag.answers.shape import Asked
from rag.schema import Assignment, Section
from rag.table import is_row_id, split_cells
from rag.text import fold
from rag.understanding.spelt import Spelt

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


_ANNEX = re.compile(
    r"\b(?:trong|o|tai|theo|cua|thuoc|(?<!.)) ?phu luc\b(?! (?:so )?(?:\d|[ivx]+\b))"
)
_A_ROW = re.compile(
    r"\b(?P<label>(?:(?:(?:cong |dau )?viec|nhiem vu|noi dung|hoat dong|su kien|hang|dong|muc|"
    r"chi tieu)(?: thu| so)|(?<!\d )dong|stt|so thu tu)(?: so)? 0?(?P<number>\d{1,3}))"
    r"(?![\d%/]|[.,]\d)"
    r"(?=.*\b(?P<where>phu luc|bang|bieu|lich(?! su))\b(?! (?:so )?(?:\d|[ivx]+\b)))"
)
""" "Công việc số 21 trong phụ lục", whose table the question does not number."""


def row_asked(question: str) -> tuple[str, str, str] | None:
    """The words for a row, its number and where it is to stand, in the folded question."""
    named = _A_ROW.search(question)
    return (named["label"], named["number"], named["where"]) if named is not None else None


def tables_of_rows(asked: Asked, plan_id: str, where: str) -> dict[str, dict[str, Section]]:
    """The plan's tables whose rows are numbered, those of its annexes where they are meant."""
    text = asked.book.text(plan_id)
    found: dict[str, dict[str, Section]] = {}
    for section in asked.book.sections(plan_id).values():
        row = _ROW.match(text, section.start, section.end) if is_row_id(section.id) else None
        if row is not None:
            rows = found.setdefault(section.id.rpartition("/")[0], {})
            rows.setdefault(row["number"].lstrip("0"), section)
    annexed = {one: rows for one, rows in found.items() if one.startswith("kem_theo")}
    return annexed if where == "phu luc" else found


def rows_by_number(asked: Asked, plan_id: str) -> dict[str, Section]:
    """The rows of the table, or the one annex, that is named, by their numbers; else {}."""
    head = named_table(asked, plan_id)
    if head is None:
        if _OF_DUTIES.search(fold(asked.query.question)):
            return _rows_of_duties(asked, plan_id)
        bare = _ANNEX.search(fold(asked.query.question)) is not None
        tables = tables_of_rows(asked, plan_id, "phu luc") if bare else {}
        one = len(tables) == 1 and next(iter(tables)).startswith("kem_theo")
        return next(iter(tables.values())) if one else {}
    text = asked.book.text(plan_id)
    found: dict[str, Section] = {}
    for section in asked.book.sections(plan_id).values():
        if section.path[-1].level != "hang" or not section.id.startswith(f"{head.id}/"):
            continue
        row = _ROW.match(text, section.start, section.end)
        if row is not None:
            found.setdefault(row["number"], section)
    return found


_OF_DUTIES = re.compile(
    r"\bbang (?:phan cong|nhiem vu|cong viec)\b|"
    r"\btrong (?:cai )?bang(?=,| [^?]*\b(?:chu tri|viec)\b)"
)


def asks_of_duties(question: str) -> bool:
    """Whether a folded question is on the table that says who does what: "bảng phân công"."""
    return _OF_DUTIES.search(question) is not None


_WHO = re.compile(r"\b(?:chu tri|thuc hien|phu trach|dau moi)\b")


def _rows_of_duties(asked: Asked, plan_id: str) -> dict[str, Section]:
    """The rows of the one table with a column for who does it; {} where there is no one such."""
    text, sections = asked.book.text(plan_id), asked.book.sections(plan_id)
    tables = [
        rows for table, rows in tables_of_rows(asked, plan_id, "bang").items()
        if _WHO.search(fold(text[sections[table].start : next(iter(rows.values())).start]))
    ]  # fmt: skip
    return tables[0] if len(tables) == 1 else {}


def _is_group(cells: tuple[str, ...], columns: int) -> bool:
    """ "II | Truyền thông | | |": a row that says what those below it are on."""
    filled = [cell for cell in cells if cell.strip()]
    told = columns > _OF_GROUP >= len(filled) >= 1
    return told and any(map(str.isalpha, filled[-1])) and cells.index(filled[-1]) <= 1


_OF_GROUP = 2
"""Cells that such a row fills, of a table that has more."""


def in_annex(asked: Asked, plan_id: str, given: list[Assignment]) -> list[Assignment]:
    """ "Trong phụ lục, Công an huyện chủ trì việc gì": what stands there alone, of a plan with one.

    All where no annex is asked about, or the plan has none.
    """
    if not _ANNEX.search(fold(asked.query.question)):
        return given
    annexed = any(one.startswith("kem_theo") for one in asked.book.sections(plan_id))
    return [one for one in given if one.task.section.startswith("kem_theo") or not annexed]


_IN_TABLE = Spelt(
    r"\b(?:trong|ở|tại|theo) (?:cái )?(?:bảng|biểu|lịch)\b(?! (?:số )?[\dix])(?! sử\b)(?! biểu\b)"
    r"(?: (?:phân công|công việc|nhiệm vụ|hoạt động|tổ chức|cụ thể|trên|này|đó|kèm theo|"
    r"của kế hoạch))*"
)


def of_table(asked: Asked) -> Asked:
    """The question without "trong bảng phân công": where to look is nothing asked about."""
    query = asked.query
    found = _IN_TABLE.search(query.question)
    if found is None:
        return asked
    words = {*fold(found[0]).split()}
    left = replace(
        query,
        terms=tuple(one for one in query.terms if not {*fold(one).split()} <= words),
        subject=tuple(one for one in query.subject if not {*fold(one).split()} <= words),
    )
    return replace(asked, query=left, matcher=asked.book.matcher(left))


def in_table(asked: Asked, given: list[Assignment]) -> list[Assignment]:
    """ "Phòng A chủ trì việc nào trong bảng": what the rows give; all where none gives anything."""
    if _IN_TABLE.search(asked.query.question) is None:
        return given
    return [one for one in given if is_row_id(one.task.section)] or given


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
