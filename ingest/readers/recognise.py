"""Pages without a text layer, or with one that lies, recognised from their pictures."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from ingest.readers import recognised, straighten, tesseract
from ingest.readers.page_layout import is_speck, rows_of, text_of
from ingest.readers.raw import PageText
from ingest.readers.recognised import Recognised
from ingest.readers.render import DPI, PagePicture, open_pages
from ingest.readers.worker import Tell
from rag.schema import PageReading
from rag.settings import Settings

VERSION = "1"
"""Of the way a picture is made ready and read; another one recognises every page anew."""
_MODE = 3
"""Tesseract's page segmentation; measured against 4, 6 and 11 in docs/decisions.md."""
_MOST_AT_ONCE = 8


def recognise(
    path: Path, page_numbers: Sequence[int], settings: Settings, tell: Tell
) -> dict[int, PageText]:
    """The text of these pages of a PDF, counted from 1, with the recogniser's confidence.

    Told first how many pages there are to recognise, then of each that is done.

    Raises:
        UnreadableFile: Tesseract or its Vietnamese is missing, or a page cannot be drawn.
    """
    tesseract.program()
    count = len(page_numbers)
    tell("recognise", count, count)
    found: dict[int, PageText] = {}
    at_once = max(1, min(_cores(), _MOST_AT_ONCE, count))
    with open_pages(path) as pages, ThreadPoolExecutor(at_once) as pool:
        waiting: list[tuple[int, Future[PageText]]] = []
        for done, number in enumerate(page_numbers, start=1):
            # drawn here, for pdfium knows no threads, and no more pictures than are worked on
            waiting.append((number, pool.submit(_page, pages.picture(number), settings)))
            if len(waiting) > at_once or done == count:
                _collect(waiting, 0 if done == count else at_once, found, tell, count)
    return found


def _collect(
    waiting: list[tuple[int, Future[PageText]]],
    leave: int,
    found: dict[int, PageText],
    tell: Tell,
    count: int,
) -> None:
    while len(waiting) > leave:
        number, future = waiting.pop(0)
        found[number] = future.result()
        tell("page", len(found), count)


def _page(picture: PagePicture, settings: Settings) -> PageText:
    _, seen = words_on(picture, settings)
    words = [word for word in seen.words if not is_speck(word)]
    letters = sum(len(word.text) for word in words)
    confidence = (
        round(sum(word.confidence * len(word.text) for word in words) / letters) if letters else 0
    )
    return PageText(text_of(rows_of(words)), PageReading("recognised", confidence))


def words_on(picture: PagePicture, settings: Settings) -> tuple[str, Recognised]:
    """What is recognised on a picture, and the name it is kept under."""
    image = picture.image
    _, program_version = tesseract.program()
    key = recognised.key_of(image.tobytes(), image.size, f"{VERSION} {program_version} {_MODE}")
    found = recognised.kept(settings.index, key)
    if found is None:
        angle = straighten.skew(image)
        dpi = min(DPI, round(picture.scale * 72))
        words = tesseract.words_of(
            straighten.upright(image, angle), _MODE, dpi, settings.max_seconds_per_page
        )
        found = Recognised(image.width, image.height, angle, words)
        recognised.keep(settings.index, key, found)
    return key, found


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
