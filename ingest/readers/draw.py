"""The child that draws a page with a quote boxed, or a field of it; a crafted PDF harms it alone.

python -m ingest.readers.draw PDF PAGE SETTINGS READING FIELD < the words to box
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from ingest.readers import recognised, straighten
from ingest.readers.page_letters import Letter, letters_read
from ingest.readers.render import Box, open_pages
from ingest.readers.worker import limit_memory
from rag.errors import InputError
from rag.schema import PageReading, Shares
from rag.settings import Settings
from rag.stores.codec import decode
from rag.text import fold

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 150
_FIELD_DPI = 300
_AROUND = (0.015, 0.01)
"""Of a page's width and height: what is shown around a field."""
_LEAST = 85.0
"""Likeness, of 100, from which a quote is found on a page: mending changed a letter or two."""
_MARGIN = 5
"""Pixels between the words and their box."""
_LINE = 3
_COLOUR = (200, 30, 30)


def draw(
    pdf: Path,
    number: int,
    quote: str,
    reading: PageReading,
    settings: Settings,
    field: Shares | None = None,
) -> tuple[bytes, bool]:
    """The page, or a ``field`` of it, as PNG, and whether the quote was found on it."""
    orders: list[list[Letter]] = []
    with open_pages(pdf) as pages:
        seen = recognised.kept(settings.index, reading.picture) if reading.picture else None
        picture = pages.picture(number, _FIELD_DPI if field else DPI, colour=True, stamps=True)
        image = picture.image
        if seen is not None:
            # a recognised page is shown as it was read: upright
            image = straighten.upright(image, seen.angle, seen.quarters)
            whole = pages.size(number)[1]
            shrunk = picture.scale / whole
            orders = [[
                (letter, Box(*(shrunk * side for side in word.box)))
                for word in seen.words
                for letter in word.text
            ]]  # fmt: skip
        elif quote.strip():
            scale = picture.scale
            orders = [
                letters_read(pdf, number, pages.quarters(number), scale, settings.max_text_chars),
                [(one[0], one[1]) for one in pages.characters(number, scale)],
            ]
    boxes = boxes_of(quote, orders) if quote.strip() else ()
    _mark(image, boxes)
    if field is not None:
        image = _cut(image, field)
    png = io.BytesIO()
    image.save(png, "PNG")
    return png.getvalue(), bool(boxes)


def _cut(image: Image, field: Shares) -> Image:
    across, down = _AROUND
    left, top, right, bottom = field
    return image.crop((
        round(max(0.0, left - across) * image.width), round(max(0.0, top - down) * image.height),
        round(min(1.0, right + across) * image.width),
        round(min(1.0, bottom + down) * image.height),
    ))  # fmt: skip


def boxes_of(quote: str, orders: Sequence[Sequence[Letter]]) -> tuple[Box, ...]:
    """A box for each line of the quote; () where the page does not hold it.

    ``orders`` are the page's letters as they are read and as they were drawn: one of them holds
    a quote in one piece (of a letterhead's column, or of a line in two fonts).

    Letters and figures alone are compared, without marks: white space, hyphens and what was
    mended in them differ between a file and its clean text.
    """
    wanted = "".join(fold(one) for one in quote if one.isalnum())
    pages = [
        [(fold(letter[0]), box) for letter, box in letters if letter and letter[0].isalnum()]
        for letters in orders
    ]
    if not wanted:
        return ()
    best: list[Box] = []
    sure = 0.0
    for page in pages:
        score, start, end = _found(wanted, "".join(letter for letter, _ in page))
        if score > sure:
            best, sure = [box for _, box in page[start:end]], score
    lines: list[list[Box]] = []
    for box in best:
        if lines and box.left >= lines[-1][-1].left and box.top < lines[-1][-1].bottom:
            lines[-1].append(box)
        else:
            lines.append([box])
    return _apart([_line_box(line) for line in lines])


def _found(wanted: str, held: str) -> tuple[float, int, int]:
    """How like the likest stretch of ``held`` is, of 100, and where it stands; 0 where none is."""
    from rapidfuzz import fuzz

    start = held.find(wanted)
    if start >= 0:
        return 100.0, start, start + len(wanted)
    if len(wanted) > len(held):
        return 0.0, 0, 0
    found = fuzz.partial_ratio_alignment(wanted, held, score_cutoff=_LEAST)
    return (found.score, found.dest_start, found.dest_end) if found else (0.0, 0, 0)


def _line_box(line: Sequence[Box]) -> Box:
    """A letter or two may reach far: the line's height is the usual one."""
    top, bottom = median(box.top for box in line), median(box.bottom for box in line)
    return Box(line[0].left, top, line[-1].right, bottom)


def _apart(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Boxes of lines that follow each other meet between the lines, not across the letters."""
    found = list(boxes)
    for at in range(1, len(found)):
        one, two = found[at - 1], found[at]
        if one.top < two.top < one.bottom + 2 * _MARGIN:
            middle = (one.bottom + two.top) / 2
            found[at - 1] = replace(one, bottom=middle - _MARGIN)
            found[at] = replace(two, top=middle + _MARGIN)
    return tuple(found)


def _mark(image: Image, boxes: Sequence[Box]) -> None:
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image)
    for box in boxes:
        pen.rectangle(
            (box.left - _MARGIN, box.top - _MARGIN, box.right + _MARGIN, box.bottom + _MARGIN),
            outline=_COLOUR,
            width=_LINE,
        )


def main(arguments: Sequence[str]) -> None:
    """One line on stdout, {"boxed": true} or {"problem": "…"}, and behind the first the PNG."""
    pdf, number, settings_json, reading_json, field_json = arguments
    settings = Settings.model_validate_json(settings_json)
    limit_memory(settings.max_memory_bytes)
    quote = sys.stdin.buffer.read().decode("utf-8")
    reading = decode(PageReading, reading_json)
    png = b""
    try:
        field = json.loads(field_json)
        png, boxed = draw(Path(pdf), int(number), quote, reading, settings, field)
        reply: dict[str, object] = {"boxed": boxed}
    except InputError as error:
        reply = {"problem": str(error)}
    except Exception:  # noqa: BLE001 - a crafted file may raise anything
        reply = {"problem": "không vẽ được trang"}
    sys.stdout.buffer.write(json.dumps(reply).encode("ascii") + b"\n" + png)


if __name__ == "__main__":
    main(sys.argv[1:])
