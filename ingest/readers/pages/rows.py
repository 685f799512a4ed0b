"""Glyphs -> rows of text: letters in the order they stand in, spaces where there are gaps.

glyphs  "N", "i dung" and then, from a second font, "ộ"   -> "Nội dung"
raised  "3", smaller than what it stands behind           -> "<sup>3</sup>", "m2" -> "m²"
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

from ingest.readers.pages.drawn import Glyph

_SAME_LINE = 0.25
"""Of the letters' size: how far baselines of one line lie apart."""
_SMALL = 0.88
_RAISED = (0.08, 0.8)
"""Of the size beside it: how far a raised mark stands above the baseline."""
_WORD_GAP = 0.14
"""Of the size: a gap that parts words, beyond the usual one between the letters of the line."""
_FEW = 5
_COVERED = 0.35
"""A space of which less is seen is none: the next letter was moved back over it."""
WIDE = 0.9
"""Of the size: a gap that may part columns."""
_UNIT = re.compile(r"(?:^|[\d\s(/.])[kcdm]?m$")
_POWERS = {"2": "²", "3": "³"}
_LONGEST_MARK = 5
_MARK = re.compile(r"\(?(\d{1,3})\)?([.,;:]?)")
_SOFT_HYPHEN = "\u00ad"
"""A letter of the old encodings' ("ư" in TCVN3), which pdfium takes for a hyphen."""
_HYPHENS = "\x02\u00ad\ufffe"
"""A hyphen at a line's end as pdfium tells it, or one that a font maps to the soft hyphen."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one row without a wide gap between them.

    ``style`` tells apart bold, italic and plain letters of one typeface, by the font's name.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    style: str = ""

    @property
    def top(self) -> float:
        """Upper edge of its capitals."""
        return self.y - 0.75 * self.size


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces on one baseline, from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def y(self) -> float:
        """The baseline of its first piece."""
        return self.pieces[0].y

    @property
    def size(self) -> float:
        """Of its largest letters."""
        return max(piece.size for piece in self.pieces)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.pieces[-1].x1


_TEXT, _X0, _X1, _Y_AND_SIZE = itemgetter(0), itemgetter(1), itemgetter(2), itemgetter(3, 4)
"""Of a glyph: faster than its names, and asked of every letter."""

Decode = Callable[[str], str]
"""Letters as a font's own encoding has them, to Unicode."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """A page's fonts by number: their names, and how those with codes of their own are read."""

    names: Sequence[str]
    decoders: Sequence[Decode | None]

    def style(self, number: int) -> str:
        """ "b", "i", "bi" or nothing."""
        name = self.names[number].lower()
        return ("b" if "bold" in name else "") + ("i" if "ital" in name or "obli" in name else "")


def rows_of(glyphs: Sequence[Glyph], fonts: Fonts) -> list[Row]:
    """The rows of a page or a cell, from the top down."""
    lines = _with_raised(_lines(_runs(glyphs)))
    found = []
    for line in lines:
        pieces = tuple(_pieces(line, fonts))
        if pieces:
            found.append(Row(pieces))
    return found


@dataclass(slots=True)
class _Line:
    """Glyphs on one baseline; ``raised`` are those of marks that were merged into it."""

    y: float
    size: float
    glyphs: list[Glyph]
    x0: float
    x1: float


def _runs(glyphs: Sequence[Glyph]) -> list[_Line]:
    """Glyphs drawn one after the other on one baseline."""
    runs: list[_Line] = []
    last: _Line | None = None
    for (y, size), together in groupby(glyphs, key=_Y_AND_SIZE):
        own = list(together)
        while last is not None and own and unicodedata.combining(own[0].text):
            last.glyphs.append(own.pop(0))  # a mark apart belongs to the letter drawn before it
        if not own:
            continue
        x0, x1 = min(map(_X0, own)), max(map(_X1, own))
        if last is not None and last.y == y and last.size == size:
            last.glyphs += own
            last.x0, last.x1 = min(last.x0, x0), max(last.x1, x1)
        else:
            last = _Line(y, size, own, x0, x1)
            runs.append(last)
    return runs


def _lines(runs: list[_Line]) -> list[_Line]:
    lines: list[_Line] = []
    for run in sorted(runs, key=lambda one: one.y):
        last = lines[-1] if lines else None
        if last is not None and run.y - last.y <= _SAME_LINE * max(1.0, min(run.size, last.size)):
            if len(run.glyphs) > len(last.glyphs):
                last.y, last.size = run.y, run.size
            last.glyphs += run.glyphs
            last.x0, last.x1 = min(last.x0, run.x0), max(last.x1, run.x1)
        else:
            lines.append(_Line(run.y, run.size, list(run.glyphs), run.x0, run.x1))
    return lines


def _with_raised(lines: list[_Line]) -> list[_Line]:
    """Raised marks go into the line they stand above."""
    found: list[_Line] = []
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else None
        if below is not None and _is_raised(line, below):
            below.glyphs += line.glyphs
        else:
            found.append(line)
    return found


def _is_raised(line: _Line, below: _Line) -> bool:
    low, high = _RAISED
    if not (
        line.size < _SMALL * below.size
        and low * below.size <= below.y - line.y <= high * below.size
    ):
        return False
    letters = "".join(glyph.text for glyph in line.glyphs).split()
    return (
        all(len(mark) <= _LONGEST_MARK for mark in letters)
        and below.x0 - 3 * below.size <= line.x0
        and line.x1 <= below.x1 + 2 * below.size
    )


def _pieces(line: _Line, fonts: Fonts) -> list[Piece]:
    """The line's letters put in order and parted at wide gaps."""
    clusters = _clusters(line.glyphs)
    gap = _letter_gap(clusters) + _WORD_GAP * line.size
    found: list[Piece] = []
    group: list[Glyph] = []
    edge = 0.0
    least = WIDE * 0.7 * line.size
    for glyph in clusters:
        text, x0, x1, _, size, _ = glyph
        if text.isspace():
            if group:
                group.append(glyph)
            continue
        if group and x0 - edge > least and x0 - edge > WIDE * size:
            found.append(_piece(group, line, fonts, gap))
            group = []
        group.append(glyph)
        edge = x1
    if any(not glyph.text.isspace() for glyph in group):
        found.append(_piece(group, line, fonts, gap))
    return found


def _clusters(glyphs: list[Glyph]) -> list[Glyph]:
    """Letters with the marks drawn apart from them, by where they stand."""
    clusters = glyphs
    if any(map(unicodedata.combining, map(_TEXT, glyphs))):
        clusters = []
        for glyph in glyphs:
            if clusters and unicodedata.combining(glyph.text):
                clusters[-1] = clusters[-1]._replace(text=clusters[-1].text + glyph.text)
            else:
                clusters.append(glyph)
    return sorted(clusters, key=_X0)


def _letter_gap(clusters: list[Glyph]) -> float:
    """What stands between two letters of a line: nothing, or more where it is letter-spaced.

    Where no spaces are drawn three or four gaps in ten are those of words.
    """
    gaps = sorted(two.x0 - one.x1 for one, two in pairwise(clusters) if one.text != " " != two.text)
    return gaps[len(gaps) // 4] if len(gaps) > _FEW else 0.0


def _piece(group: list[Glyph], line: _Line, fonts: Fonts, gap: float) -> Piece:
    while group[-1].text.isspace():
        group.pop()
    parts = _Parts(fonts)
    edge = group[0].x0
    space = False
    small, high = _SMALL * line.size, line.y - _RAISED[0] * line.size
    for number, (text, x0, x1, y, size, font) in enumerate(group):
        if text.isspace():
            seen = group[number + 1].x0 - x0
            space = space or seen > _COVERED * max(x1 - x0, 0.1 * size)
            continue
        space = space or x0 - edge > gap
        parts.add(text, font, space=space, raised=size < small and y < high)
        space = False
        edge = x1
    first = group[0]  # no space: a piece begins with a letter
    return Piece(parts.text(), first.x0, edge, line.y, line.size, fonts.style(first.font))


class _Parts:
    """The text of a piece while it is put together."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._parts: list[str] = []
        self._run: list[str] = []
        self._decode: Decode | None = None
        self._raised = False

    def add(self, text: str, font: int, *, space: bool, raised: bool) -> None:
        decode = self._fonts.decoders[font]
        if raised != self._raised or decode is not self._decode or (raised and space):
            self._close()
        self._raised, self._decode = raised, decode
        if space and (self._parts or self._run):
            (self._parts if raised else self._run).append(" ")
        if text in _HYPHENS:
            text = "-" if decode is None else _SOFT_HYPHEN
        self._run.append(text)

    def text(self) -> str:
        self._close()
        return unicodedata.normalize("NFC", "".join(self._parts))

    def _close(self) -> None:
        run = "".join(self._run)
        self._run = []
        if run and self._decode is not None:
            run = self._decode(run)
        if run and self._raised:
            run = _mark(run, "".join(self._parts[-2:])[-6:])
        self._parts.append(run)


def _mark(raised: str, before: str) -> str:
    """A raised figure: a note's mark, or a power behind a unit."""
    if raised in _POWERS and _UNIT.search(before):
        return _POWERS[raised]
    match = _MARK.fullmatch(raised)
    return f"<sup>{match.group(1)}</sup>{match.group(2)}" if match else raised
