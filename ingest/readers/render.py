"""The one door to pdfium: a page of a PDF as a picture, and where its characters stand on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import UnreadableFile

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

DPI = 300
MAX_PIXELS = 40_000_000
"""Of one picture: A3 at 300 dpi has 17 million; a larger page is drawn more coarsely."""
POINTS = 72
_EDGE = (1.0, 20_000.0)
"""Points between which a page's side is believed."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in a picture's pixels, counted from its left upper corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page drawn in grey (or colour), ``scale`` pixels a point."""

    image: Image
    scale: float


class Pages:
    """A PDF open for drawing; pdfium knows no threads, so one thread at a time may ask."""

    def __init__(self, document: PdfDocument) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def picture(
        self, number: int, dpi: int = DPI, *, stamps: bool = True, colour: bool = False
    ) -> PagePicture:
        """Page ``number``, counted from 1; ``stamps`` are its signatures, fields and annotations.

        Raises:
            UnreadableFile: the page has no size that can be drawn, or is broken.
        """
        from pypdfium2 import PdfiumError

        try:
            page = self._document[number - 1]
            _, scale = self.size(number, dpi)
            bitmap = page.render(
                scale=scale, grayscale=not colour, may_draw_forms=stamps, draw_annots=stamps
            )
            image = bitmap.to_pil()
            page.close()
        except PdfiumError as error:
            raise UnreadableFile(f"trang {number}: không vẽ được; hãy lưu lại tệp") from error
        return PagePicture(image.convert("RGB" if colour else "L"), scale)

    def size(self, number: int, dpi: int = DPI) -> tuple[tuple[float, float], float]:
        """Width and height of a page's picture in pixels, and the pixels a point.

        Raises:
            UnreadableFile: no such page, or no size that can be drawn.
        """
        from pypdfium2 import PdfiumError

        try:
            width, height = self._document[number - 1].get_size()
        except (PdfiumError, IndexError) as error:
            raise UnreadableFile(f"không có trang {number}; hãy kiểm tra tệp") from error
        if not all(_EDGE[0] <= side <= _EDGE[1] for side in (width, height)):
            raise UnreadableFile(f"trang {number}: khổ giấy không hợp lệ; hãy kiểm tra tệp")
        scale = min(dpi / POINTS, (MAX_PIXELS / (width * height)) ** 0.5)
        return (width * scale, height * scale), scale

    def characters(self, number: int, scale: float) -> tuple[tuple[str, Box, Box], ...]:
        """The characters of a page's text layer: each with its box, in a picture of ``scale``.

        The first box has a line's full height, the second ends where the character's shape does.
        What pdfium puts in between (spaces, line ends) has none and is left out.
        """
        page = self._document[number - 1]
        height = page.get_height() * scale
        layer = page.get_textpage()

        def box(at: int, *, loose: bool) -> Box:
            sides = layer.get_charbox(at, loose=loose)
            left, bottom, right, top = (side * scale for side in sides)
            return Box(left, height - top, right, height - bottom)

        return tuple(
            (character, box(at, loose=True), box(at, loose=False))
            for at in range(layer.count_chars())
            if (character := layer.get_text_range(at, 1)).strip()
        )


@contextmanager
def open_pages(path: Path) -> Iterator[Pages]:
    """Open a PDF for drawing.

    Raises:
        UnreadableFile: pdfium cannot open it.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(path)
    except PdfiumError as error:
        raise UnreadableFile("không mở được để vẽ trang; hãy lưu lại tệp PDF") from error
    try:
        document.init_forms()  # signatures and their stamps are fields of a form
        yield Pages(document)
    finally:
        document.close()
