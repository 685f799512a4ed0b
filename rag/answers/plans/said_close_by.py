"""Whether a text says all words of a question, in their order and close by."""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.answers.shape import Asked, clauses_of
from rag.schema import Passage
from rag.text import fold, lower

_LINKS = frozenset(
    "các những một mọi nhiều về cho của ở tại trong với và có được là bằng cac nhung mot moi nhieu "
    "ve cua o tai trong voi va co duoc la bang".split()
)
_APART = 4
"""Words that may stand between two words of what is asked: "trao 80 suất quà và 35 suất …"."""
_APART_OF_NUMBER = 10
""" "Tổng đài điện thoại quốc gia bảo vệ trẻ em 111"."""
_HEAD = 2
"""Words of which the first may stand in the heading alone."""
_OUTSIDE = ("dau", "noi_nhan", "ky", "tieu_de")


def written_so(asked: Asked, text: str) -> Callable[[Passage], str | None]:
    """Reads the clause of a passage that says all words of a text, in their order and close by.

    What stands above a passage may open it: "kỷ nguyên số" below "1. Chủ đề".
    """
    read = fold if asked.query.unaccented else lower
    units = _units(asked, text)
    pattern, rest = _close_by(units), _close_by(units[1:])

    def clause(one: Passage) -> str | None:
        if not units or one.path[0].level in _OUTSIDE:
            return None
        found = [c for c in clauses_of(one.text) if pattern.search(spaced(read(c)))]
        above = read(one.headings[-1]) if one.headings else ""
        if not found and f" {units[0]} " in spaced(above) and len(units) > _HEAD:
            found = [c for c in clauses_of(one.text) if rest.search(spaced(read(c)))]
        return min(found, key=len) if found else None

    return clause


def words_close_by(asked: Asked, text: str) -> re.Pattern[str]:
    """The words of a text in their order, a word of two syllables as it is."""
    return _close_by(_units(asked, text))


def spaced(text: str) -> str:
    """A text with one space around each word."""
    words = re.findall(r"[^\W_]+", text)
    return f" {' '.join(words)} "


def _units(asked: Asked, text: str) -> list[str]:
    read = fold if asked.query.unaccented else lower
    typed = re.findall(r"[^\W_]+", read(text))
    pairs = {w.written for w in asked.subject.table().words(" ".join(typed)) if " " in w.written}
    units: list[str] = []
    at = 0
    while at < len(typed):
        both = " ".join(typed[at : at + 2])
        units.append(both if both in pairs else typed[at])
        at += 2 if both in pairs else 1
    return [unit for unit in units if unit not in _LINKS]


def _close_by(units: list[str]) -> re.Pattern[str]:
    gaps = (_APART_OF_NUMBER if unit.isdigit() else _APART for unit in units)
    return re.compile(
        "".join(
            rf"(?: \w+){{0,{gap}}}? {re.escape(unit)}(?= )"
            for gap, unit in zip(gaps, units, strict=True)
        )
    )
