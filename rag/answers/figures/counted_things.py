"""How many of a thing that a duty counts and no target does: "in bao nhiêu tờ rơi?"."""

from __future__ import annotations

import re

from rag.answers.contents.table_rows import without_cells
from rag.answers.figures.neighbours import of_neighbour
from rag.answers.shape import TOPIC_FLOOR, Asked, clauses_of, stated, tidy, without_marker
from rag.schema import DraftClaim
from rag.table import split_cells
from rag.text import fold

_ASKED = re.compile(r"\b(?:bao nhieu|may) (?P<thing>[a-z]+)")
_MORE = re.compile(r"\b(?:bao nhieu|o dau|tai dau)\b")
""" "duy trì bao nhiêu và xây mới bao nhiêu, ở đâu": one clause does not tell all of it."""
_NO_THING = frozenset(
    "phan tram muc chi ngay thang nam quy lan gio tien dong trieu ty nguoi nhieu loai thi la thoi "
    "cap nhom khoan dieu diem viec".split()
)
_NUMBER = r"\d[\d.,]*"


def counted_things(asked: Asked) -> list[DraftClaim]:
    """The clause that counts what is asked for, plan by plan; [] where a target counts it too."""
    question = fold(asked.query.question)
    found = _ASKED.search(question)
    if (
        found is None
        or len(_MORE.findall(question)) > 1
        or found["thing"] in _NO_THING
        or not asked.query.narrowed
    ):
        return []
    counts = re.compile(rf"{_NUMBER} [\"“]?{found['thing']}\b")
    claims: list[DraftClaim] = []
    for plan_id in asked.query.plans:
        targets = asked.book.targets(plan_id)
        # "xây mới bao nhiêu bể bơi năm 2027", where a row of the annex gives each year its own
        of_year = [figure for one in targets if one.year in asked.query.years
                   for figure in one.figures]  # fmt: skip
        if any(counts.search(fold(told)) for told in (*of_year, *(t.task.text for t in targets))):
            continue
        rows: list[tuple[float, int, DraftClaim]] = []
        for hit in asked.book.hits(asked.query, _HITS):
            piece = asked.book.passage_slice(hit.passage)
            if piece.plan_id != plan_id or piece.section.startswith(("noi_nhan", "ky", "dau")):
                continue
            for clause in clauses_of(piece.text):
                score = asked.matcher.score(clause)
                if score >= TOPIC_FLOOR and counts.search(fold(clause)):
                    named = without_marker(without_cells(tidy(clause)))
                    if not counts.search(fold(named)):
                        named = _cell(clause, counts) or without_marker(tidy(clause))
                    claim = stated(named, plan_id, (piece,))
                    rows.append((score, -piece.start, claim))
        if not rows:
            continue
        score, _, told = max(rows, key=lambda row: row[:2])
        # "bao nhiêu phụ nữ được khám thai": the 450 of another examination are not those, where a
        # target says it better
        better = any(asked.matcher.score(one.task.text) > score for one in targets)
        if not (better and of_neighbour(asked, told.slices)):
            claims.append(told)
    return claims


_HITS = 12


def _cell(row: str, counts: re.Pattern[str]) -> str:
    """ "1 | 01/11 - 14/11/2026 | Treo 30 băng rôn | …": the cell that counts; "" of no row."""
    cells = split_cells(row) if "|" in row else ()
    return next((tidy(cell) for cell in cells if counts.search(fold(cell))), "")
