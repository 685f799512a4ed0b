"""How long something may take, where a plan says it of no day: "kéo dài … tối đa 12 tháng"."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.agencies.numbers import by_asked_agency
from rag.answers.agencies.rows import said
from rag.answers.shape import Asked, brief, clauses_of, draft, stated, without_marker
from rag.schema import Draft, DraftClaim
from rag.text import fold, lower

_HOW_LONG = re.compile(
    r"\b(?:(?:trong |keo dai |mat |thoi gian |toi da |nhieu nhat |lau nhat |khong qua |"
    r"them )+(?:la )?)(?:bao lau|"
    r"(?:may|bao nhieu) (?:thang|tuan|nam|ngay|gio|phut))\b|\bbao lau\W*$|\bfor how long\b|"
    r"^how long\b|^bao lau\b(?!.*\b(?:mot|1) lan\b)"
)
_LENGTH = re.compile(
    r"(?<![\d/])\b\d{1,3}\s+(?:tháng(?!\s*(?:\d|tuổi))|tuần|năm(?!\s*\d)|ngày(?!\s*\d)|giờ|phút)\b"
)
_OF_ASKING = frozenset(
    "kéo dài thời gian hạn tối đa thiểu được không bao lâu trong mất la là "
    "keo dai thoi gian han toi thieu duoc khong lau mat".split()
)
_SAID = 0.7
"""Share of what is asked about that a clause with its heading must say."""
_HITS = 10


_AT_MOST = re.compile(
    r"\b(?:toi da|nhieu nhat|lau nhat|khong qua) (?:la )?(?:bao lau|may|bao nhieu)\b|"
    r"\bhow long (?:at most|at the longest)\b|\bmaximum (?:time|stay|period)\b"
)
_LIMIT = re.compile(r"\b(?:tối đa|không quá)\s+(?:là\s+)?\d", re.IGNORECASE)


def _of_agency(asked: Asked, on: tuple[str, ...]) -> list[DraftClaim]:
    """ "Trạm Y tế phải báo trong bao lâu": the duty of hers that gives a length and says all."""
    if not asked.query.agencies or not on:
        return []
    claims = []
    for plan_id in asked.query.plans:
        for one in asked.book.assignments(plan_id):
            clauses = [c for c in clauses_of(one.task.text) if _LENGTH.search(c)]
            said_there = [c for c in clauses if all(_says(word, c) for word in on)]
            if said_there and by_asked_agency(asked, one):
                text = brief(one.task.text, asked.matcher)
                claims.append(stated(said(asked.phrases, one, text), plan_id, one.sources))
    return claims


def _says(word: str, clause: str) -> bool:
    return re.search(rf"\b{re.escape(fold(word))}\b", fold(clause)) is not None


def longest_told(asked: Asked) -> Draft | None:
    """ "Được ở tối đa bao lâu?": a clause that sets a limit; no day that something is due."""
    if not _AT_MOST.search(fold(asked.query.question)):
        return None
    told = length_told(asked)
    limits = told is not None and all(
        _LIMIT.search(piece.text) for claim in told.claims for piece in claim.slices
    )
    return told if limits else None


def length_told(asked: Asked) -> Draft | None:
    """The clause that gives a length of time and says what is asked about; else None."""
    query = asked.query
    question = fold(asked.book.lexicon.expand(query.question))
    if not _HOW_LONG.search(question):
        return None
    on = tuple(word for word in query.subject if lower(word) not in _OF_ASKING)
    about = replace(query, subject=on)
    hers = _of_agency(asked, on)
    if hers:
        return draft(asked, hers)
    if not on or not asked.subject.names_one(about):
        return None
    claims = []
    for plan_id in query.plans:
        found = []
        for hit in asked.book.hits(replace(query, plans=(plan_id,)), _HITS):
            piece = asked.book.passage_slice(hit.passage)
            above = asked.book.headings(piece)
            share = max(
                (
                    asked.subject.share_said(about, clause, *above)
                    for clause in clauses_of(piece.text) if _LENGTH.search(clause)
                ),
                default=0.0,
            )  # fmt: skip
            if share >= _SAID:
                found.append((share, piece))
        if found:
            piece = max(found, key=lambda row: row[0])[1]
            text = brief(without_marker(piece.text), asked.matcher)
            claims.append(stated(text, plan_id, (piece,)))
    return draft(asked, claims) if claims else None
