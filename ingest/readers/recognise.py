"""Pages without a text layer, or with one that lies, recognised from their pictures."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.readers import recognised, straighten, tesseract
from ingest.readers.figures import figures_apart
from ingest.readers.letterhead import seen_on_scan
from ingest.readers.page_grids import Part, find_grids, page_parts, pages_text, without_rules
from ingest.readers.page_layout import rows_of
from ingest.readers.page_noise import confidence_of, without_noise
from ingest.readers.page_words import Formulas, load_formulas, mended
from ingest.readers.raw import UNREAD, PageText
from ingest.readers.recognised import Recognised
from ingest.readers.render import POINTS, PagePicture, open_pages
from ingest.readers.romans import romans_counted
from ingest.readers.syllables import known
from ingest.readers.worker import Tell
from rag.errors import UnreadableFile
from rag.schema import PageReading
from rag.settings import Settings

VERSION = "4"
"""Of the way a picture is made ready and read; another one recognises every page anew."""
_MODE = 3
"""Tesseract's page segmentation; measured against 4, 6 and 11 in docs/decisions.md."""
_MOST_AT_ONCE = 8
_TURNS = (0, 2, 1, 3)
"""Quarters by which a page is turned until it reads: most are upright, some upside down."""
_LIES_RIGHT = 70.0
"""Confidence of a page that lies right: upright samples 91 to 96, one upside down 44."""
_SHORT = 2
"""Letters of a word that may be higher than wide."""
_FEW_WORDS = 15
"""A page of fewer words is not turned: a seal or a photograph."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as recognised, its tables not yet joined to those of the next."""

    parts: list[Part]
    read: PageText


def recognise(
    path: Path, page_numbers: Sequence[int], settings: Settings, tell: Tell
) -> dict[int, PageText]:
    """The text of these pages of a PDF, counted from 1, with the recogniser's confidence.

    A page that cannot be drawn, or takes too long, is ``UNREAD`` and says so; the others stand.
    Told first how many pages there are to recognise, then of each that is done.

    Raises:
        UnreadableFile: Tesseract or its Vietnamese is missing, or the file cannot be opened.
    """
    tesseract.program()
    formulas = load_formulas(settings.prompts)
    count = len(page_numbers)
    tell("recognise", count, count)
    found: dict[int, _Page] = {}
    at_once = max(1, min(_cores(), _MOST_AT_ONCE, count))
    with open_pages(path) as pages, ThreadPoolExecutor(at_once) as pool:
        waiting: list[tuple[int, Future[_Page]]] = []
        for number in page_numbers:
            # drawn here, for pdfium knows no threads, and no more pictures than are worked on
            try:
                picture = pages.picture(number, stamps=False)
            except UnreadableFile as error:
                found[number] = _unread(number, error)
                continue
            waiting.append((number, pool.submit(_page, number, picture, formulas, settings)))
            if len(waiting) > at_once:
                _collect(waiting, at_once, found, tell, count)
        _collect(waiting, 0, found, tell, count)
    return _written(found)


def _collect(
    waiting: list[tuple[int, Future[_Page]]],
    leave: int,
    found: dict[int, _Page],
    tell: Tell,
    count: int,
) -> None:
    while len(waiting) > leave:
        number, future = waiting.pop(0)
        found[number] = future.result()
        tell("page", len(found), count)


def _written(found: Mapping[int, _Page]) -> dict[int, PageText]:
    """The pages' texts; only pages that follow each other share a table."""
    last = max(found, default=0)
    texts = pages_text([found[n].parts if n in found else [] for n in range(1, last + 1)])
    return {number: replace(page.read, text=texts[number - 1]) for number, page in found.items()}


def _unread(number: int, error: UnreadableFile) -> _Page:
    why = str(error).removeprefix(f"trang {number}: ")
    return _Page([], PageText("", UNREAD, (f"trang {number} không đọc được: {why}",)))


def _page(number: int, picture: PagePicture, formulas: Formulas, settings: Settings) -> _Page:
    try:
        key, seen = words_on(picture, settings, first=number == 1)
    except UnreadableFile as error:
        return _unread(number, error)
    size = picture.image.size if seen.quarters % 2 == 0 else picture.image.size[::-1]
    rows = without_noise(rows_of(seen.words))
    page = mended(rows, formulas, known())
    words = [word for row in page.rows for word in row.words]
    confidence = round(confidence_of(words)) if words else None  # an empty page
    notes = [f"trang {number}: “{read}” sửa thành “{now}”" for read, now in page.changes]
    reading = PageReading("recognised", confidence, key)
    head = seen_on_scan(page.rows, size, number) if number == 1 else None
    return _Page(page_parts(page.rows, seen.grids), PageText("", reading, tuple(notes), head))


def words_on(picture: PagePicture, settings: Settings, *, first: bool) -> tuple[str, Recognised]:
    """What is recognised on a picture, and the name it is kept under; the first has a number."""
    image = picture.image
    _, program_version = tesseract.program()
    key = recognised.key_of(
        image.tobytes(), image.size, f"{VERSION} {program_version} {_MODE} {first}"
    )
    found = recognised.kept(settings.index, key)
    if found is None:
        found = _look(picture, settings, first=first)
        recognised.keep(settings.index, key, found)
    return key, found


def _look(picture: PagePicture, settings: Settings, *, first: bool) -> Recognised:
    """The page as it lies, else turned: a sheet fed upside down reads as rubbish."""
    best: Recognised | None = None
    for quarters in _TURNS:
        angle = straighten.skew(straighten.upright(picture.image, 0.0, quarters))
        image = straighten.upright(picture.image, angle, quarters)
        grids = find_grids(image)
        image = straighten.smoothed(without_rules(image, grids))
        dpi = round(picture.scale * POINTS)
        words = tesseract.words_of(image, _MODE, dpi, settings.max_seconds_per_page)
        words = romans_counted(words, image)
        if first:
            words = figures_apart(words, image, dpi, settings.max_seconds_per_page)
        turned = Recognised(quarters, angle, words, grids)
        if best is None or _sure(turned) > _sure(best):
            best = turned
        if len(words) < _FEW_WORDS or _sure(best) >= _LIES_RIGHT:
            return best
    assert best is not None  # noqa: S101 - there is more than one turn
    return best


def _sure(found: Recognised) -> float:
    """The mean confidence; 0 where most words stand upright, as on a page that lies on its side."""
    long = [word for word in found.words if len(word.text) > _SHORT]
    standing = sum(word.bottom - word.top > word.right - word.left for word in long)
    return 0.0 if standing > len(long) / 2 else confidence_of(found.words)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
