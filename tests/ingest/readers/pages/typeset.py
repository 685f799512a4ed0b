"""Glyphs as a page draws them: every letter half as wide as it is high."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.pages.drawn import Glyph, Rule
from ingest.readers.pages.rows import Fonts, Row, rows_of

PLAIN = Fonts(("Times", "Times,Bold"), (None, None))
WIDTH = 0.5
LEFT, RIGHT = 85.0, 550.0


def glyphs(
    text: str,
    x: float = LEFT,
    y: float = 100.0,
    size: float = 14.0,
    *,
    font: int = 0,
    spaces: bool = True,
    tracking: float = 0.0,
) -> list[Glyph]:
    """A line of text; without ``spaces`` they are left out and only their room stays."""
    found: list[Glyph] = []
    for letter in text:
        end = x + WIDTH * size
        if spaces or letter != " ":
            found.append(Glyph(letter, x, end, y, size, font))
        x = end + tracking
    return found


def rows(*lines: tuple[float, float, str]) -> list[Row]:
    """Rows of (x, y, text) in letters of 10 points: 5 points a letter."""
    return rows_of([g for x, y, text in lines for g in glyphs(text, x, y, 10.0)], PLAIN)


def texts(found: Sequence[Row]) -> list[str]:
    """The pieces of each row, a bar between two."""
    return ["|".join(piece.text for piece in row.pieces) for row in found]


def box(x0: float, y0: float, x1: float, y1: float) -> list[Rule]:
    """The four sides of a rectangle."""
    return [
        Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1),
    ]  # fmt: skip


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """A full grid of ruling lines."""
    return [
        *(Rule(xs[0], y, xs[-1], y) for y in ys),
        *(Rule(x, ys[0], x, ys[-1]) for x in xs),
    ]
