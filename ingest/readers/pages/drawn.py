"""What a page draws, as pdfium tells it, in points counted from the page's left upper corner."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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
    paths and annotations, ``hidden`` tells whether its text is not seen (what a scanner's
    recogniser lays over or under the picture: invisible, white, or drawn before it).
    """

    width: float
    height: float
    glyphs: list[Glyph]
    fonts: list[str]
    rules: list[Rule] = field(default_factory=list)
    pictured: float = 0.0
    drawn: int = 0
    hidden: bool = False
    turn: int = 0


def turned(found: PageGlyphs) -> PageGlyphs:
    """A page whose text runs up, down or head over: its lines turned as its glyphs are already."""
    width, height = found.width, found.height

    def point(x: float, y: float) -> tuple[float, float]:
        if found.turn == 1:
            return height - y, x
        return (width - x, height - y) if found.turn == 2 else (y, width - x)

    rules = []
    for rule in found.rules:
        (x0, y0), (x1, y1) = point(rule.x0, rule.y0), point(rule.x1, rule.y1)
        rules.append(Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    if found.turn % 2:
        width, height = height, width
    return replace(found, width=width, height=height, rules=rules)
