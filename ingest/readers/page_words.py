"""Recognised words mended where they are sure: formulas, capitals in a syllable, lost spaces.

    "KÉ HOẠCH"   a line that is a formula of prompts/formulas.txt but for its marks
    "cẦm"        no Vietnamese syllable has a capital behind a small letter
    "SởTưpháp"   no syllable itself, and syllables in one way only

Nothing else is guessed at: "tông hợp" may be a word, and what is quoted must be what was read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from ingest.readers.page_layout import Row, cells_of
from ingest.readers.tesseract import Word
from rag.text import even_tones, fold, nfc

Formulas = dict[tuple[str, ...], tuple[str, ...]]
FILE = "formulas.txt"
_LABEL = re.compile(r"(?:[IVX]{1,5}|\d{1,2})[.)]")
""" "3. TÓ CHỨC THỰC HIỆN": a heading's label stands before the formula."""

_CLOSING = ".,;:"
_SHORTEST = 5
_LONGEST = 7
""" "nghiêng": letters of a syllable."""
_LETTER_WORDS = frozenset("yYýÝởỞ")
"""Words of one letter: "y tế", "ý kiến"; the other vowels are none in such texts."""
_BETWEEN = 0.2
"""Of a letter's width: what is taken for a lost space."""


@dataclass(frozen=True, slots=True)
class Mended:
    """The rows with what was mended in them, and each mending: as read, as it is now."""

    rows: tuple[Row, ...]
    changes: tuple[tuple[str, str], ...]


def load_formulas(prompts: Path) -> Formulas:
    """The words of each formula by the same words without marks."""
    lines = (prompts / FILE).read_text(encoding="utf-8").splitlines()
    formulas = [nfc(line).split() for line in lines if line.strip() and not line.startswith("#")]
    return {tuple(map(fold, words)): tuple(words) for words in formulas}


def mended(rows: Sequence[Row], formulas: Formulas, known: frozenset[str]) -> Mended:
    """Every row with its sure slips mended; ``known`` are the syllables there are."""
    found: list[Row] = []
    changes: list[tuple[str, str]] = []
    for row in rows:
        words: list[Word] = []
        for cell in cells_of(_spaced(row, known)):
            words += _cell(cell, formulas, changes)
        found.append(Row(tuple(words)))
    return Mended(tuple(found), tuple(changes))


def _cell(
    cell: Sequence[Word],
    formulas: Formulas,
    changes: list[tuple[str, str]],
) -> list[Word]:
    label = 1 if len(cell) > 1 and _LABEL.fullmatch(cell[0].text) else 0
    printed = [word.text for word in cell[label:]]
    right = formulas.get(tuple(map(fold, printed)))
    if right is not None and _same_case(printed, right):
        if all(even_tones(one) == even_tones(two) for one, two in zip(printed, right, strict=True)):
            return list(cell)
        changes.append((" ".join(printed), " ".join(right)))
        said = zip(cell[label:], right, strict=True)
        return [*cell[:label], *(replace(word, text=one) for word, one in said)]
    words = []
    for word in cell:
        lowered = word.text[0] + word.text[1:].lower()
        if _inner_capital(word.text):
            changes.append((word.text, lowered))
            word = replace(word, text=lowered)  # noqa: PLW2901 - the mended one takes its place
        words.append(word)
    return words


def _same_case(printed: Sequence[str], right: Sequence[str]) -> bool:
    return all(one.isupper() == two.isupper() for one, two in zip(printed, right, strict=True))


def _inner_capital(text: str) -> bool:
    """A marked capital behind a small letter; "KtVB" and "NCbd" are names of units."""
    return any(one.islower() and two.isupper() and not two.isascii() for one, two in pairwise(text))


def _spaced(row: Row, known: frozenset[str]) -> Row:
    """The row with lost spaces between its words; boxes that touch are those of one word."""
    words = [one for word in row.words for one in _apart(word, known)]
    for at, (one, two) in enumerate(pairwise(words)):
        bare = two.text.rstrip(_CLOSING).lower()
        both = {one.text.lower(), bare} <= known and f"{one.text.lower()}{bare}" not in known
        if both and two.left <= one.right:
            words[at] = replace(one, right=two.left - 1)
    return Row(tuple(words))


def _apart(word: Word, known: frozenset[str]) -> list[Word]:
    """ "SởTưpháp" as three words; "chưong" stays, for it is one that was misread."""
    bare = word.text.rstrip(_CLOSING)
    if (
        len(bare) < _SHORTEST
        or bare.isascii()
        or not bare.isalpha()
        or fold(bare) in _folded(known)
    ):
        return [word]
    ways = _ways(bare, known)
    if len(ways) != 1:
        return [word]
    pieces = [*ways[0][:-1], ways[0][-1] + word.text[len(bare) :]]
    width, at = (word.right - word.left) / len(word.text), 0
    found = []
    for piece in pieces:
        left = word.left + round(at * width)
        at += len(piece)
        right = word.left + round((at - _BETWEEN * (at < len(word.text))) * width)
        found.append(replace(word, text=piece, left=left, right=right))
    return found


@cache
def _folded(known: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, known))


def _ways(text: str, known: frozenset[str]) -> list[list[str]]:
    """How a text can be parted into syllables; a capital only begins one."""
    if not text:
        return [[]]
    return [
        [piece, *rest]
        for end in range(1, min(len(text), _LONGEST) + 1)
        if (piece := text[:end]).lower() in known
        and (end > 1 or piece in _LETTER_WORDS)
        and piece[1:].lower() == piece[1:]
        for rest in _ways(text[end:], known)
    ]
