"""A few figures on a picture, read several times: what is told is what the readings agree on.

Tesseract's confidence is a whole word's, and low for "27/KH-UBND" whatever its figures; cut off
from the sign behind them they are read with a confidence of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.readers import straighten, tesseract
from ingest.readers.tesseract import Word
from rag.errors import UnreadableFile
from rag.schema import SURE

if TYPE_CHECKING:
    from PIL.Image import Image

_FIGURES = re.compile(r"\d{1,5}")
_NUMBER = re.compile(r"(\d{1,5})(/\S*[A-ZĐƯ]\S*)")
_MODES = (6, 7)
"""Tesseract's page segmentation: a block, a line."""
_PAPER = 60
"""Pixels of paper that a recogniser wants around a figure."""
_TOP = 0.4


def read_figures(crop: Image, dpi: int, seconds: int) -> tuple[str | None, int]:
    """The figures, if the readings that give any agree, and the best confidence among them."""
    from PIL import ImageOps

    framed = ImageOps.expand(crop, _PAPER, 255)
    readings: list[tuple[str, int]] = []
    for image in (framed, straighten.smoothed(framed)):
        for mode in _MODES:
            try:
                words = tesseract.words_of(image, mode, dpi, seconds)
            except UnreadableFile:
                return None, 0
            text = "".join(word.text for word in words)
            if words and _FIGURES.fullmatch(text):
                readings.append((text, int(min(word.confidence for word in words))))
            if len(readings) > 1 and readings[0][0] == readings[-1][0] and _best(readings) >= SURE:
                return readings[0][0], _best(readings)
    if len({text for text, _ in readings}) != 1:
        return None, _best(readings) // 2
    return readings[0][0], _best(readings)


def _best(readings: Sequence[tuple[str, int]]) -> int:
    return max((sure for _, sure in readings), default=0)


def figures_apart(words: Sequence[Word], image: Image, dpi: int, seconds: int) -> tuple[Word, ...]:
    """The first number of a letterhead ("27/KH-UBND") as two words, its figures read again.

    Where the second look does not say the same the word stays as it was.
    """
    for at, word in enumerate(words):
        match = _NUMBER.fullmatch(word.text)
        if match is None or word.top > _TOP * image.height:
            continue
        figures, sign = match.groups()
        border = word.left + round((word.right - word.left) * len(figures) / len(word.text))
        crop = image.crop((word.left - 4, word.top - 4, border, word.bottom + 4))
        again, confidence = read_figures(crop, dpi, seconds)
        if again != figures:
            return tuple(words)
        parts = (
            replace(word, text=figures, right=border, confidence=float(confidence)),
            replace(word, text=sign, left=border),
        )
        return (*words[:at], *parts, *words[at + 1 :])
    return tuple(words)
