"""The letters of a page's layer in the order in which they are read, each with its box.

A file's own order is that in which it was drawn: LibreOffice draws "Nội dung" as "N i dung" and
an "ộ" at the end of the line. Cells of tables come one after the other, as in the clean text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from ingest.readers.pages.drawn import Glyph, PageGlyphs
from ingest.readers.pages.glyphs import BrokenFile, opened
from ingest.readers.pages.grid import grids_of
from ingest.readers.pages.rows import Decode, lines_of
from ingest.readers.pdf import fonts_of
from ingest.readers.render import Box

_ABOVE, _BELOW = 0.9, 0.2
"""Of a letter's size: what its box takes above the baseline and below it."""

Letter = tuple[str, Box]


def letters_read(path: Path, number: int, quarters: int, scale: float, most: int) -> list[Letter]:
    """The letters of page ``number`` in a picture of ``scale``, shown turned by ``quarters``.

    None are told where the text is not upright in the picture, or pdfium does not read it.
    """
    try:
        with opened(path) as layer:
            page = layer.page(number, most)
    except BrokenFile:
        return []
    if page is None or page.turn != quarters:
        return []
    decoders = fonts_of(page).decoders
    return [
        (text, Box(scale * one.x0, scale * (one.y - _ABOVE * one.size),
                   scale * one.x1, scale * (one.y + _BELOW * one.size)))
        for part in _parts(page)
        for line in lines_of(part)
        for text, one in _in_unicode(line, decoders)
    ]  # fmt: skip


def _parts(page: PageGlyphs) -> Iterator[Sequence[Glyph]]:
    grids, rest = grids_of(page.rules, page.glyphs)
    yield rest
    for grid in grids:
        for cell in grid.cells:
            yield cell.glyphs


def _in_unicode(
    line: Sequence[Glyph], decoders: Sequence[Decode | None]
) -> Iterator[tuple[str, Glyph]]:
    """The line's letters; those of old fonts are read word by word."""
    for (decode, _), word in groupby(line, lambda one: (decoders[one.font], one.text.isspace())):
        if decode is None:
            yield from ((glyph.text, glyph) for glyph in word)
        else:
            yield from _decoded(list(word), decode)


def _decoded(word: Sequence[Glyph], decode: Decode) -> Iterator[tuple[str, Glyph]]:
    """TCVN3 has a code for each letter; VNI may have two, the letter's and its mark's."""
    whole = decode("".join(glyph.text for glyph in word))
    if len(whole) == len(word):
        yield from zip(whole, word, strict=True)
        return
    held: Glyph | None = None
    for glyph in word:
        if held is not None:
            both = decode(held.text + glyph.text)
            yield (
                (both, held._replace(x1=glyph.x1)) if len(both) == 1 else (decode(held.text), held)
            )
            held = None if len(both) == 1 else glyph
        else:
            held = glyph
    if held is not None:
        yield decode(held.text), held
