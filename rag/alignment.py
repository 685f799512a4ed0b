"""A question's words laid beside a plan's, in order: what is said so, and which value is another.

"ngân sách tỉnh 18.600 triệu" beside "… ngân sách tỉnh 13.200 triệu đồng": all of it but the sum.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.amounts import AMOUNT, millions
from rag.matching import tokens
from rag.text import document_numbers, fold

Kind = Literal["word", "stop", "agency", "sum", "share", "figure", "year", "day"]
VALUES: frozenset[Kind] = frozenset({"sum", "share", "figure", "year", "day"})
_COUNTS: frozenset[Kind] = frozenset({"sum", "share", "figure"})
_YEAR = re.compile(r"\ue000((?:19|20)\d\d)\ue001")
_LEADING = re.compile(r"\d{1,6}")
_MARKED = "\ue000\ue001"
_STOP = re.compile(r"[;.](?=\s|$)|\n")
_GAP, _GAPS = 3, 7
"""Words of the plan that one step may pass over, and all steps together."""
_TITLE = 14
""" "Luật Phòng, chống bạo lực gia đình số 13/2022/QH15": words before a document's number."""
_BETWEEN = frozenset({"va", "tu", "len", "con", "xuong", "tren", "duoi", "dat", "giai", "doan"})
_DENIES = frozenset({"khong", "chua", "tru", "ngoai"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, value, name of an agency or end of a clause; equal keys of a kind mean the same."""

    kind: Kind
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """Where a text says it, [start, end), and the asked values that it says otherwise.

    ``open``: it may say the asked value as well, of another year or with another qualifier.
    """

    start: int
    end: int
    wrong: tuple[tuple[Piece, Piece], ...] = ()
    open: bool = False


def pieces(text: str, agencies: Iterable[tuple[int, int, str]]) -> tuple[Piece, ...]:
    """An NFC text as pieces, words without marks; ``agencies`` are spans and names in it."""
    found: list[Piece] = []
    taken: list[tuple[int, int]] = []
    for start, end, name in agencies:
        found.append(Piece("agency", name, start, end))
        taken.append((start, end))
    for start, end in document_numbers(text):
        if figures := _LEADING.match(text, start):
            found.append(Piece("figure", _number(figures[0]), start, end))
            taken.append((start, end))
    for match in AMOUNT.finditer(text):
        if not _within(match.start(), taken):
            end = match.end() + (7 if text[match.end() :].startswith((" đồng", " dong")) else 0)
            end = min(end, len(text))
            found.append(Piece("sum", str(millions(match[0])), match.start(), end))
            taken.append((match.start(), end))
    for token in tokens(text):
        if _within(token.start, taken):
            continue
        if token.kind == "word":
            key = fold(text[token.start : token.end])
            found.append(Piece("word", key, token.start, token.end))
        elif token.kind == "date":
            found.append(Piece("day", token.key, token.start, token.end))
        else:
            year = _YEAR.fullmatch(token.key)
            kind: Kind = "year" if year else "share" if "%" in token.key else "figure"
            found.append(Piece(kind, token.key.strip(_MARKED), token.start, token.end))
    for match in _STOP.finditer(text):
        if not _within(match.start(), taken):
            found.append(Piece("stop", match[0], match.start(), match.end()))
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _number(figures: str) -> str:
    return str(int(figures))


def _within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def align(
    asked: Sequence[Piece],
    said: Sequence[Piece],
    small: frozenset[str],
    same: Callable[[str, str], bool],
    *,
    otherwise: frozenset[Kind] = frozenset(),
) -> Aligned | None:
    """Where all that is asked stands in order; values of ``otherwise`` may be others.

    ``small`` are words that the text need not have, ``same`` tells two names of one agency.
    """
    if not asked:
        return None

    def equal(one: Piece, other: Piece) -> bool:
        if one.kind != other.kind:
            return False
        return one.key == other.key or (one.kind == "agency" and same(one.key, other.key))

    best: Aligned | None = None
    for at, first in enumerate(said):
        if not (
            equal(asked[0], first) or (first.kind == asked[0].kind and first.kind in otherwise)
        ):
            continue
        found = _from(asked, said, at, small, equal, otherwise)
        if found is not None and (best is None or len(found.wrong) < len(best.wrong)):
            best = found
    return best


def _from(
    asked: Sequence[Piece],
    said: Sequence[Piece],
    at: int,
    small: frozenset[str],
    equal: Callable[[Piece, Piece], bool],
    otherwise: frozenset[Kind],
) -> Aligned | None:
    wrong: list[tuple[Piece, Piece]] = []
    begin, end, passed, is_open = at, at, 0, False
    for n, one in enumerate(asked):
        found = _next(one, said, at, equal, first=n == 0)
        if found is None and one.kind in otherwise:
            found = _next(one, said, at, lambda a, b: a.kind == b.kind, first=n == 0)
            if found is not None:
                wrong.append((one, said[found]))
                is_open |= _also(one, said, at, found, small)
        if found is None:
            if one.kind == "word" and one.key in small:
                continue
            return None
        if not _numbered(said, found):
            passed += sum(piece.kind in ("word", "agency") for piece in said[at:found])
        if passed > _GAPS:
            return None
        end, at = found, found + 1
    before = said[max(0, begin - 3) : begin]
    if any(piece.key in _DENIES for piece in before if piece.kind == "word"):
        return None
    return Aligned(said[begin].start, said[end].end, tuple(wrong), is_open)


def _also(one: Piece, said: Sequence[Piece], last: int, found: int, small: frozenset[str]) -> bool:
    """ "Tỷ lệ … đạt 50% vào năm 2025 và 60% vào năm 2030", "cấp tỉnh 50%, cấp xã 60%"."""
    qualified = any(p.kind == "word" and p.key not in small for p in said[last:found])
    for piece in said[found + 1 :]:
        if (piece.kind, piece.key) == (one.kind, one.key):
            return True
        new = piece.kind == "agency" or (piece.kind == "word" and piece.key not in small | _BETWEEN)
        if piece.kind == "stop" or (new and not qualified):
            return False
    return False


def _next(
    one: Piece,
    said: Sequence[Piece],
    at: int,
    equal: Callable[[Piece, Piece], bool],
    *,
    first: bool,
) -> int | None:
    """The next piece that is the same, with nothing of weight before it."""
    words = 0
    for n in range(at, len(said)):
        piece = said[n]
        if equal(one, piece):
            return n if words <= _GAP or _numbered(said, n) else None
        words += piece.kind == "word"
        bars = piece.kind in _COUNTS or piece.kind == one.kind in VALUES or piece.key in _DENIES
        # the end of a clause is passed where nothing else is
        stops = piece.kind == "stop" and not (
            n == at and n + 1 < len(said) and equal(one, said[n + 1])
        )
        if first or bars or stops or words > (_TITLE if one.kind == "figure" else _GAP):
            return None
    return None


def _numbered(said: Sequence[Piece], at: int) -> bool:
    """ "số 13/2022/QH15"."""
    return said[at].kind == "figure" and at > 0 and said[at - 1].key == "so"
