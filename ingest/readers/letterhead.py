"""Number and date of a scan's letterhead: told only where every word of them was read surely.

    "Số: ØL /2013/CT-UBND"            a number by hand: seen, not told
    "Cà Mau, ngày    tháng 10 năm"    a day by hand that was taken for dirt

What stands in a stamp on a page with a layer is read in ``stamps.py``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from ingest.readers.page_layout import Row, cells_of
from ingest.readers.render import Box
from ingest.readers.tesseract import Word
from rag.schema import Letterhead, SeenField

TOP = 0.4
"""Share of a page's height within which its letterhead stands."""
_NUMBER = re.compile(
    r"Số\s*:?\s*(?P<figures>\d{1,5})\s*"
    r"(?P<sign>/\s*(?:\d{4}\s*/\s*)?[A-ZĐƯ][A-ZĐƯa-z]*(?:\s?-\s?[A-ZĐƯ&a-z]+)*)[.,]?"
)
_KNOWN_SIGN = re.compile(
    r"/(?:\d{4}/)?(?:KH|QĐ|CT|NQ|BC|TB|CTr|CTR|HD|ĐA|PA|TTr|KL|CV)-(?:UBND|HĐND)[.,_]*"
)
"""A sign that is known is read right, however little a recogniser of words trusts it."""
_DATE = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})")
_OPENS_NUMBER = re.compile(r"Số\b")
_DATED = re.compile(r"[A-ZĐÀ-Ỹ][^\d;:]{0,45}\bngày\b.{0,25}\bnăm\b.{0,8}")
"""A letterhead's date: its place before it, nothing behind it; a line of the body is none."""

_WHOLE = SeenField(None, 0, 1, (0.0, 0.0, 1.0, TOP))
UNSEEN = Letterhead(_WHOLE, _WHOLE)
"""Both stand somewhere at the top of the page."""


def seen_on_scan(rows: Sequence[Row], size: tuple[int, int], page: int) -> Letterhead:
    """Number and date of a recognised first page; where none is seen the top of the page is."""
    number = date = _WHOLE
    for row in rows:
        if row.top > TOP * size[1]:
            break
        for words in _fields(row):
            text = " ".join(word.text for word in words)
            if number is _WHOLE and _OPENS_NUMBER.match(text):
                number = _field(words, _number_in, size, page)
            elif date is _WHOLE and _DATED.fullmatch(text):
                date = _field(words, _date_in, size, page)
    return Letterhead(number, date)


def _fields(row: Row) -> Iterator[Sequence[Word]]:
    """The columns of a row; a gap in a field, where handwriting was taken for dirt, is none."""
    cells = cells_of(row)
    for number, cell in enumerate(cells):
        goes_on = takewhile(lambda words: not words[0].text[0].isupper(), cells[number + 1 :])
        yield (*cell, *(word for words in goes_on for word in words))


Found = tuple[str, int, int]
"""A field's value, and where it stands in the words joined by spaces."""


def _number_in(text: str) -> Found | None:
    match = _NUMBER.search(text)
    if match is None:
        return None
    return re.sub(r"\s", "", match["figures"] + match["sign"]), *match.span()


def _date_in(text: str) -> Found | None:
    match = _DATE.search(text)
    if match is None:
        return None
    day, month, year = map(int, match.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        return None
    return f"ngày {match[1]} tháng {match[2]} năm {match[3]}", *match.span()


def _field(
    words: Sequence[Word], parse: Callable[[str], Found | None], size: tuple[int, int], page: int
) -> SeenField:
    """What the words say, as sure as the least sure of those that say it."""
    found = parse(" ".join(word.text for word in words))
    used = list(words)
    if found is not None:
        _, start, end = found
        used, at = [], 0
        for word in words:
            if at < end and at + len(word.text) > start:
                used.append(word)
            at += len(word.text) + 1
    box = Box(
        min(word.left for word in used), min(word.top for word in used),
        max(word.right for word in used), max(word.bottom for word in used),
    )  # fmt: skip
    doubted = [word for word in used if not _KNOWN_SIGN.fullmatch(word.text)]
    confidence = int(min(word.confidence for word in doubted or used))
    return SeenField(found[0] if found else None, confidence, page, shares(box, size))


def shares(box: Box, size: tuple[float, float]) -> tuple[float, float, float, float]:
    sides = (box.left / size[0], box.top / size[1], box.right / size[0], box.bottom / size[1])
    left, top, right, bottom = (round(min(1.0, max(0.0, side)), 4) for side in sides)
    return left, top, right, bottom
