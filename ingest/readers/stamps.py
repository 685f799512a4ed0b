"""Number and date stamped as a picture on a signed PDF, where the text layer leaves them blank.

    layer    "Số:      /QĐ-UBND"    "Lào Cai, ngày      tháng 4 năm 2026"
    stamp          1696                           15        5

What the layer prints is taken from it, only the blanks are read from the picture, each several
times; readings that differ tell nothing. Where stamped ink crowds a printed figure (the 5 over
the 4) the field is not told at all.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.readers.figures import read_figures
from ingest.readers.letterhead import TOP, shares
from ingest.readers.render import POINTS, Box, PagePicture, open_pages
from rag.errors import UnreadableFile
from rag.schema import Letterhead, SeenField
from rag.settings import Settings

if TYPE_CHECKING:
    from PIL.Image import Image

# of a line's characters, a space for each wide gap
_NUMBER = re.compile(
    r"Số\s?:?[.…_\s]*(?P<figures>)(?P<sign>/(?:\d{4}/)?[A-ZĐƯ][A-ZĐƯa-z]*(?:-[A-ZĐƯ&a-z]+)*)"
)
_DATE = re.compile(
    r"ngày[.…_\s]*(?P<day>\d{0,2})[.…_\s]*tháng[.…_\s]*(?P<month>\d{0,2})[.…_\s]*"
    r"năm\s?(?P<year>\d{4})"
)
# the same in letters without white space
_BLANK_NUMBER = re.compile(r"Số:?[.…_]*/(?:\d{4}/)?[A-ZĐƯ]")
_MAYBE_DATE = re.compile(
    r"ngày[.…_]*(?P<day>\d{0,2})[.…_]*tháng[.…_]*(?P<month>\d{0,2})[.…_]*năm\d{4}"
)
_DARK = 140
_INK = 40
"""Dark pixels at 300 dpi that make a figure; a speck of dirt has fewer."""
_AROUND = 0.8
"""Of a line's height: how far a stamp may stand above or below the printed words."""
_CROWDED = 1 / 3
"""Of a line's height: stamped ink this near a printed figure may stand in its place."""
_GAP = 0.6
"""Of a line's height: no two letters of a word are so far apart."""
_SHARE = TOP + 0.1
"""Of the page's height that is drawn: a stamp reaches below the last line of a letterhead."""
_EDGE = 3
"""Pixels around a printed character that its own ragged edge may darken."""


@dataclass(frozen=True, slots=True)
class _Character:
    """A character of the layer: ``box`` in a line's full height, ``ink`` around its own shape."""

    text: str
    box: Box
    ink: Box


_Line = Sequence[_Character]
_Size = tuple[float, float]


def leaves_blanks(letters: str) -> bool:
    """Whether a page's letters, white space left out, may leave its number or date blank."""
    return _BLANK_NUMBER.search(letters) is not None or any(
        not (match["day"] and match["month"]) for match in _MAYBE_DATE.finditer(letters)
    )


def stamped(path: Path, settings: Settings) -> Letterhead | None:
    """Number and date that the first page's layer leaves blank and a picture fills.

    None where the layer prints both, nothing stands in the blanks, or the page cannot be drawn.
    Without Tesseract what stands there is seen and not told.
    """
    try:
        return _stamped(path, settings)
    except UnreadableFile:
        return None  # the text was read; what pdfium makes of the file is no reason to refuse it


def _stamped(path: Path, settings: Settings) -> Letterhead | None:
    with open_pages(path) as pages:
        size, scale = pages.size(1)
        lines = _lines([_Character(*one) for one in pages.characters(1, scale, TOP)])
        texts = ["".join(one.text for one in line) for line in lines]
        numbers = [(line, m) for line, text in zip(lines, texts, strict=True)
                   if (m := _NUMBER.search(text))]  # fmt: skip
        dates = [(line, m) for line, text in zip(lines, texts, strict=True)
                 if (m := _DATE.search(text)) and not (m["day"] and m["month"])]  # fmt: skip
        blanks = [_between(line, m.start("figures")) for line, m in numbers[:1]]
        for line, m in dates[:1]:
            blanks += [_between(line, m.start(name)) for name in ("day", "month") if not m[name]]
        if not any(pages.drawn_on(1, blank, scale) for blank in blanks):
            return None
        picture = pages.picture(1, share=_SHARE)
    number = _number(picture, *numbers[0], size, settings) if numbers else None
    date = _date(picture, *dates[0], size, settings) if dates else None
    return Letterhead(number, date) if number or date else None


def _lines(characters: Sequence[_Character]) -> list[list[_Character]]:
    """The layer's characters by printed line, from left to right, a space for each wide gap."""
    lines: list[list[_Character]] = []
    for one in characters:
        last = lines[-1][-1].box if lines else None
        height = last.bottom - last.top if last is not None else 0.0
        if (
            last is None
            or abs(last.bottom - one.box.bottom) > height / 2
            or one.box.left < last.left - height
        ):
            lines.append([one])
            continue
        if one.box.left - last.right > _GAP * height:
            gap = Box(last.right, last.top, one.box.left, last.bottom)
            lines[-1].append(_Character(" ", gap, Box(0, 0, 0, 0)))
        lines[-1].append(one)
    return lines


def _number(
    picture: PagePicture, line: _Line, match: re.Match[str], size: _Size, settings: Settings
) -> SeenField | None:
    blank = _between(line, match.start("figures"))
    seen = _read(picture, line, blank, settings)
    if seen is None:
        return None
    field = _around(line, match)
    figures, confidence = seen
    text = None if figures is None else f"{figures}{match['sign']}"
    return SeenField(text, confidence, 1, shares(field, size))


def _date(
    picture: PagePicture, line: _Line, match: re.Match[str], size: _Size, settings: Settings
) -> SeenField | None:
    values = {name: match[name] for name in ("day", "month")}
    confidence = 100
    where = shares(_around(line, match), size)
    seen_any = False
    for name, value in values.items():
        if value:
            continue
        seen = _read(picture, line, _between(line, match.start(name)), settings)
        if seen is None:
            continue
        seen_any = True
        values[name] = seen[0] or ""
        confidence = min(confidence, seen[1])
    if not seen_any:
        return None
    printed = [at for name in ("day", "month") for at in range(*match.span(name))]
    if any(_crowded(picture.image, line, at) for at in printed):
        return SeenField(None, 0, 1, where)
    try:
        datetime.date(int(match["year"]), int(values["month"] or 0), int(values["day"] or 0))
    except ValueError:
        return SeenField(None, min(confidence, 50), 1, where)
    text = f"ngày {values['day']} tháng {values['month']} năm {match['year']}"
    return SeenField(text, confidence, 1, where)


def _around(line: _Line, match: re.Match[str]) -> Box:
    boxes = [one.box for one in line[slice(*match.span())]]
    height = max(box.bottom - box.top for box in boxes)
    return Box(
        boxes[0].left - height / 4, min(box.top for box in boxes) - _AROUND * height,
        boxes[-1].right + height / 4, max(box.bottom for box in boxes) + _AROUND * height,
    )  # fmt: skip


def _between(line: _Line, at: int) -> Box:
    """The blank before the character ``at`` of a line."""
    before = next(one.box for one in reversed(line[:at]) if one.text != " ")
    behind = next(one.box for one in line[at:] if one.text != " ")
    height = before.bottom - before.top
    return Box(
        before.right + _EDGE,
        min(before.top, behind.top) - _AROUND * height,
        behind.left - _EDGE,
        max(before.bottom, behind.bottom) + _AROUND * height,
    )


def _read(
    picture: PagePicture, line: _Line, blank: Box, settings: Settings
) -> tuple[str | None, int] | None:
    """The figures in a blank, if the readings that give any agree; None where no ink stands."""
    if blank.right <= blank.left or _ink(picture.image, line, blank) < _INK:
        return None
    crop = picture.image.crop(_corners(blank))
    return read_figures(crop, round(picture.scale * POINTS), settings.max_seconds_per_page)


def _crowded(image: Image, line: _Line, at: int) -> bool:
    """Whether ink that is no character's stands so near a printed figure as to replace it."""
    box = line[at].ink
    reach = _CROWDED * (line[at].box.bottom - line[at].box.top)
    near = Box(box.left - reach, box.top - reach, box.right + reach, box.bottom + reach)
    return _ink(image, line, near) >= _INK / 2


def _ink(image: Image, line: _Line, field: Box) -> int:
    """Dark pixels of the field that no printed character accounts for."""
    left, top, _, _ = _corners(field)
    crop = image.crop(_corners(field)).point(lambda value: 255 * (value < _DARK))
    for one in line:
        box = one.ink
        sides = (box.left - left - _EDGE, box.top - top - _EDGE,
                 box.right - left + _EDGE, box.bottom - top + _EDGE)  # fmt: skip
        crop.paste(0, _corners(Box(*sides)))
    return crop.histogram()[255]


def _corners(box: Box) -> tuple[int, int, int, int]:
    left, top = max(0, round(box.left)), max(0, round(box.top))
    return left, top, max(left, round(box.right)), max(top, round(box.bottom))
