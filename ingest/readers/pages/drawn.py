"""What a page draws, as pdfium tells it, in points counted from the page's left upper corner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

Handle: TypeAlias = Any
"""Something of pdfium's: pypdfium2 has no types."""


class Glyph(NamedTuple):
    """A drawn character; ``y`` is its baseline counted from the page's top, all in points.

    ``font`` indexes ``PageGlyphs.fonts``; a space has a width as any other.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: int


class Rule(NamedTuple):
    """A horizontal or vertical line from (x0, y0) to (x1, y1), counted from the page's top."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class PageGlyphs:
    """What a page draws, in the order in which it is drawn.

    ``pictured`` is the share of the page that its largest picture covers, ``drawn`` counts its
    paths, ``hidden`` tells whether its text is invisible (what a scanner's recogniser lays over
    the picture).
    """

    width: float
    height: float
    glyphs: list[Glyph]
    fonts: list[str]
    rules: list[Rule] = field(default_factory=list)
    pictured: float = 0.0
    drawn: int = 0
    hidden: bool = False


def turned(found: PageGlyphs, degrees: int) -> PageGlyphs:
    """A page that is shown turned, as it is shown."""
    width, height = found.width, found.height

    def point(x: float, y: float) -> tuple[float, float]:
        if degrees == 90:
            return height - y, x
        return (width - x, height - y) if degrees == 180 else (y, width - x)

    rules = []
    for rule in found.rules:
        (x0, y0), (x1, y1) = point(rule.x0, rule.y0), point(rule.x1, rule.y1)
        rules.append(Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    glyphs = []
    for glyph in found.glyphs:
        (x0, y0), (x1, _) = point(glyph.x0, glyph.y), point(glyph.x1, glyph.y)
        glyphs.append(glyph._replace(x0=min(x0, x1), x1=max(x0, x1), y=y0))
    if degrees in (90, 270):
        width, height = height, width
    return PageGlyphs(
        width, height, glyphs, found.fonts, rules, found.pictured, found.drawn,
        found.hidden,
    )  # fmt: skip
