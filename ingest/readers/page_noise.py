"""What a recogniser makes of dirt, stamps and signatures, told from the page's own words.

Only what cannot be a word goes: signs that no text needs, rows too short and doubtful to be any,
and, beside the text, what a stamp of receipt across the margin was taken for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingest.readers.page_layout import Row, letter_width
from ingest.readers.tesseract import Word

_SIGNS = frozenset("`´ˆ^~‹›<>|¦[]{}_'\"“”‘’«»¬°©®¢£¥§\\⁄=¡!?#*·…")  # noqa: RUF001 - dirt looks so
"""Alone between two spaces these are no text (the bars are rules of a table, or dirt)."""
_BARS = frozenset("|¦")
_POINTS = frozenset(".,;:")
_DASHES = frozenset("-–—")
_SPECK = 0.12
"""Of a word's usual height: a sign smaller than this both ways is dirt; a hyphen is thrice that."""
_LOW = 0.6
"""Of a word's usual height: a scratch that was taken for a letter."""
_DOUBTFUL = 60.0
"""Confidence below which a word is as likely wrong as right (samples: 46 of 54 wrong)."""
_FEW = 3
"""Letters and figures of a row that may be a scratch."""
_MARGIN_ROWS = 5
"""Rows that must begin at one place before it is taken for the text's margin."""
_STAMP_ROWS = 2
_OUTSIDE = 2.0
"""Letters' widths left of the margin from which a row begins outside the text."""


def without_noise(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows without what is no text; a row of which nothing is left goes."""
    if not rows:
        return ()
    height = median(word.bottom - word.top for row in rows for word in row.words)
    stamp = _stamp(rows, height)
    found = []
    for row in rows:
        words = [
            replace(word, text=word.text.strip("_") or word.text)
            for word in row.words
            if word not in stamp and not _is_dirt(word, height)
        ]
        while words and _is_dash(words[-1]) and words[-1].confidence < _DOUBTFUL:
            words.pop()
        if words and not _is_scratch(words):
            found.append(Row(tuple(words)))
    return tuple(found)


def _stamp(rows: Sequence[Row], height: float) -> frozenset[Word]:
    """The words within a stamp that stands across the margin, rows high."""
    width, margin = letter_width(rows), _margin(rows)
    if margin is None:
        return frozenset()
    doubtful = [
        row.words[: _stamped(row.words)]
        for row in rows
        if row.words[0].left < margin - _OUTSIDE * width
    ]
    doubtful = [words for words in doubtful if words]
    if len(doubtful) < _STAMP_ROWS:
        return frozenset()
    inside = [word for words in doubtful for word in words]
    top, bottom = min(word.top for word in inside) - height, max(w.bottom for w in inside) + height
    right = _frame(rows, (top, bottom), max(word.right for word in inside), width)
    return frozenset(
        word
        for row in rows
        for word in row.words
        if word.left + word.right < 2 * right and top < (row.top + row.bottom) / 2 < bottom
    )


def _frame(rows: Sequence[Row], sides: tuple[float, float], right: float, width: float) -> float:
    """Where the stamp ends: at its frame, where that was taken for bars one below the other."""
    bars = [
        word.right for row in rows if sides[0] < row.top < sides[1]
        for word in row.words if word.text in _BARS and word.left > right
    ]  # fmt: skip
    below = [bar for bar in bars if sum(abs(bar - other) < width for other in bars) >= _STAMP_ROWS]
    return min(below, default=right)


def _is_dirt(word: Word, height: float) -> bool:
    if letters := sum(character.isalnum() for character in word.text):
        # "r,": half a letter's height, hardly trusted
        low = word.bottom - word.top < _LOW * height
        return letters == 1 and low and word.confidence < _DOUBTFUL / 2
    if max(word.right - word.left, word.bottom - word.top) < _SPECK * height:
        return True
    if set(word.text) <= _SIGNS:
        return True
    # a full stop of its own, a space behind the word: seldom one
    doubtful = _DOUBTFUL if set(word.text) <= _POINTS else _DOUBTFUL / 2
    return word.confidence < doubtful and not _is_dash(word)


def _is_dash(word: Word) -> bool:
    return set(word.text) <= _DASHES


def _is_scratch(words: Sequence[Word]) -> bool:
    """A row of one or two doubtful signs: "_t", "w À"; a page's number is read with confidence."""
    letters = sum(character.isalnum() for word in words for character in word.text)
    return letters <= _FEW and confidence_of(words) < _DOUBTFUL + 10


def _margin(rows: Sequence[Row]) -> float | None:
    """The leftmost place where several rows begin; None where too few begin at one."""
    width = letter_width(rows)
    lefts = Counter(round(row.words[0].left / width) for row in rows if len(row.words) > _FEW)
    for place in sorted(lefts):
        if sum(lefts[place + step] for step in (-1, 0, 1)) >= _MARGIN_ROWS:
            return (place - 1) * width
    return None


def _stamped(words: Sequence[Word]) -> int:
    """Words at a row's beginning that are a stamp's: to the last doubtful one, if most are."""
    last = 0
    for number, word in enumerate(words, start=1):
        if word.confidence < _DOUBTFUL and confidence_of(words[:number]) < _DOUBTFUL + 5:
            last = number
    return last


def confidence_of(words: Sequence[Word]) -> float:
    """The mean, each word weighing its letters."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
