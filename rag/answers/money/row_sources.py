"""A table of money with a column for its source: which works a source pays for, and which pays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.answers.contents.cells import TableRow, table_rows
from rag.answers.money.money_source import asks_how_much
from rag.answers.shape import SAID_WHOLE, Asked, draft, stated
from rag.schema import Draft, DraftClaim
from rag.table import split_cells
from rag.text import fold

_SOURCE_COLUMN = re.compile(r"(?:co cau )?nguon(?: (?:von|kinh phi|luc|tien))*(?: thuc hien)?")
_WORKS_ASKED = re.compile(
    r"\b(?:noi dung|viec|nhiem vu|hang muc|khoan(?: chi)?|hoat dong|de an|du an|mo hinh|phan)"
    r"(?: (?:chi|cong viec))? (?:nao|gi)\b|\bwhich (?:items|activities|works?|tasks)\b"
)
_WHENCE_ASKED = re.compile(
    r"\bnguon (?:nao|gi|kinh phi nao|von nao)\b|\bngan sach (?:nao|cap nao)\b|"
    r"\b(?:tien(?! hanh| do| si| bo| toi)|kinh phi|von)\b.*\b(?:tu|lay|o) dau\b|"
    r"\b(?:which|what) (?:source|budget)\b|\bwho pays\b|\bwhere\b.*\b(?:money|funds?|funding)\b"
)
_SMALL = frozenset({"nguon", "von", "kinh", "phi", "tu"})


def row_sources(asked: Asked) -> Draft | None:
    """The rows of the source that a question names, or the source of the row; else None."""
    question = fold(asked.query.question)
    if asks_how_much(question):
        return None
    works = _WORKS_ASKED.search(question) is not None
    if not (works or _WHENCE_ASKED.search(question)):
        return None
    told = _paid_by if works else _source_of
    claims = [one for plan_id in asked.query.plans for one in told(asked, plan_id, question)]
    return draft(asked, claims) if claims else None


def _paid_by(asked: Asked, plan_id: str, question: str) -> list[DraftClaim]:
    """Each row whose source is the one named: of "ngân sách" and "ngân sách tỉnh" the longer."""
    rows = list(_with_source(asked, plan_id))
    spaced = f" {_words(question)} "
    named = [name for _, n, name in rows if name and f" {name} " in spaced]
    longest = max(named, key=len, default="")
    return [_claim(row, n) for row, n, name in rows if longest and name == longest]


def _source_of(asked: Asked, plan_id: str, question: str) -> list[DraftClaim]:
    """The source of the one row that the question is on."""
    subject, query = asked.subject, asked.query
    held = set(_words(question).split())
    found = [
        _claim(row, n) for row, n, _ in _with_source(asked, plan_id)
        if (name := _words(fold(row.name)))
        and (
            set(name.split()) <= held
            or (subject.is_rich(query) and subject.share_said(query, row.name) >= SAID_WHOLE)
        )
    ]  # fmt: skip
    return found if len(found) == 1 else []


def _with_source(asked: Asked, plan_id: str) -> Iterator[tuple[TableRow, int, str]]:
    """Each row with the number of its source's column, and the source without its marks."""
    for row in table_rows(asked, plan_id):
        at = [n for n, column in enumerate(row.columns) if _SOURCE_COLUMN.fullmatch(column)]
        if len(at) == 1 and row.cells[at[0]] and row.name:
            words = _words(fold(row.cells[at[0]])).split()
            yield row, at[0], " ".join(word for word in words if word not in _SMALL)


def _words(folded: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", folded))


def _claim(row: TableRow, column: int) -> DraftClaim:
    header = split_cells(row.header.text)[column]
    text = f"{row.name} – {header}: {row.cells[column]}"
    return stated(text, row.row.plan_id, (row.row, row.header))
