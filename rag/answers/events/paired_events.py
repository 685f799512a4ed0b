"""Of two events that one clause names, "sơ kết … và tổng kết … vào năm 2025", the one asked."""

from __future__ import annotations

import re

from rag.answers.dates.beside import clause_of
from rag.answers.shape import Asked
from rag.schema import Deadline
from rag.text import fold

_PAIRED = re.compile(r"\b(?P<first>so ket|khai mac|phat dong)\b|\b(?:tong ket|be mac|ket thuc)\b")
""" "Sơ kết … và tổng kết … vào năm 2025": the date is that of the word it follows."""
_TOGETHER = re.compile(r"\W*(?:va|hoac)?\W*")


def _of_the_other(asked: Asked, clause: str, when: str) -> bool:
    """Whether a date is the other's of two events that a clause names, one of which is asked."""
    wanted = {match["first"] is not None for match in _PAIRED.finditer(fold(asked.query.question))}
    if wanted and "bao cao" not in fold(asked.query.question) and not _PAIRED.search(fold(clause)):
        return True  # "tổng hợp … kết quả" is no "tổng kết"
    before = fold(clause.partition(when)[0])
    named = list(_PAIRED.finditer(before))
    if len(wanted) != 1 or not named:
        return False
    shared = [named[-1]]
    if len(named) > 1 and _TOGETHER.fullmatch(before[named[-2].end() : named[-1].start()]):
        shared.append(named[-2])  # "sơ kết, tổng kết vào năm 2025"
    return not wanted & {match["first"] is not None for match in shared}


def names_other(question: str, name: str) -> bool:
    """Whether what a table's row is called names the other of two events alone, one is asked."""
    asked, named = (
        {match["first"] is not None for match in _PAIRED.finditer(fold(text))}
        for text in (question, name)
    )
    return bool(asked and named) and not asked & named


def _own_time(asked: Asked, clause: str) -> tuple[str, str] | None:
    """Of "tổ chức sơ kết 02 năm giữa kỳ và tổng kết … vào năm 2025" the words on the one asked."""
    asks = _PAIRED.search(fold(asked.query.question))
    at = fold(clause).find(asks.group()) if asks else -1
    behind = _PAIRED.search(fold(clause), at + 1) if at >= 0 else None
    if asks is None or behind is None:
        return None
    part = re.sub(r"\s+(?:và|,|;)\s+(?:\w+\s+)?$", "", clause[: behind.start()])
    when = part[at + len(asks.group()) :].strip()
    return (when, part) if _TIMED.search(fold(when)) else None


_TIMED = re.compile(r"\d|\bgiua (?:ky|nam)\b|\b(?:hang|moi) (?:nam|quy)\b")


def dated_clauses(asked: Asked, one: Deadline, told_at: tuple[str, ...]) -> list[tuple[str, str]]:
    """Its times, each with its clause; of two events that one clause names the one asked."""
    told = [(when, clause_of(asked, one, when)) for when in told_at]
    kept = [(when, clause) for when, clause in told if not _of_the_other(asked, clause, when)]
    if kept or not told:
        return kept
    own = (_own_time(asked, clause) for _, clause in told)
    return [found for found in own if found is not None]
