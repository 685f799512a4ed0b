"""The one door to pdfium: a page of a PDF as a picture, and where its characters stand on it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.readers.pages.calls import plain_call
from rag.errors import UnreadableFile

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage  # type: ignore[import-untyped]

DPI = 300
MAX_PIXELS = 40_000_000
"""Of one picture: A3 at 300 dpi has 17 million; a larger page is drawn more coarsely."""
POINTS = 72
_SPACE = 32
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


class _Place:
    """Where what a page draws stands in its picture, which may be cut and turned."""

    def __init__(self, page: PdfPage, scale: float) -> None:
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        self._quarters = int(page.get_rotation()) // 90
        self._scale = scale

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of the page, in points from its left lower corner, in pixels."""
        across = left - self._left, right - self._left
        back = self._right - right, self._right - left
        down = self._top - top, self._top - bottom
        up = bottom - self._bottom, top - self._bottom
        (x0, x1), (y0, y1) = ((across, down), (up, across), (back, up), (down, back))[
            self._quarters
        ]
        return Box(*(self._scale * side for side in (x0, y0, x1, y1)))


class Pages:
    """A PDF open for drawing; pdfium knows no threads, so one thread at a time may ask."""

    def __init__(self, document: PdfDocument) -> None:
        self._document = document
        self._open: tuple[int, PdfPage] | None = None

    def __len__(self) -> int:
        return len(self._document)

    def _page(self, number: int) -> PdfPage:
        """The page; it is kept open until another is asked for."""
        if self._open is None or self._open[0] != number:
            self._open = number, self._document[number - 1]
        return self._open[1]

    def picture(
        self,
        number: int,
        dpi: int = DPI,
        *,
        stamps: bool = True,
        colour: bool = False,
        share: float = 1.0,
    ) -> PagePicture:
        """Page ``number``, counted from 1, or the upper ``share`` of it.

        ``stamps`` are its signatures, fields and annotations.

        Raises:
            UnreadableFile: the page has no size that can be drawn, or is broken.
        """
        from pypdfium2 import PdfiumError

        try:
            page = self._page(number)
            _, scale = self.size(number, dpi)
            bitmap = page.render(
                scale=scale, grayscale=not colour, may_draw_forms=stamps, draw_annots=stamps,
                crop=(0, (1 - share) * page.get_height(), 0, 0),
            )  # fmt: skip
            image = bitmap.to_pil()
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
            width, height = self._page(number).get_size()
        except (PdfiumError, IndexError) as error:
            raise UnreadableFile(f"không có trang {number}; hãy kiểm tra tệp") from error
        if not all(_EDGE[0] <= side <= _EDGE[1] for side in (width, height)):
            raise UnreadableFile(f"trang {number}: khổ giấy không hợp lệ; hãy kiểm tra tệp")
        scale = min(dpi / POINTS, (MAX_PIXELS / (width * height)) ** 0.5)
        return (width * scale, height * scale), scale

    def quarters(self, number: int) -> int:
        """By how many quarters to the right a page is turned in its picture."""
        return int(self._page(number).get_rotation()) // 90

    def characters(
        self, number: int, scale: float, share: float = 1.0
    ) -> tuple[tuple[str, Box, Box], ...]:
        """The characters of a page's text layer: each with its box, in a picture of ``scale``.

        The first box has a line's full height, the second ends where the character's shape does.
        What pdfium puts in between (spaces, line ends) has none and is left out, as are
        characters that begin below the page's upper ``share``.
        """
        import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
        from pypdfium2 import PdfiumError

        try:
            page = self._page(number)
            height = page.get_height() * scale
            place = _Place(page, scale)
            layer = page.get_textpage()
        except (PdfiumError, IndexError) as error:
            raise UnreadableFile(f"trang {number}: không đọc được; hãy lưu lại tệp") from error

        code_of = plain_call(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
        loose_of = plain_call(pdfium.FPDFText_GetLooseCharBox)
        box_of = plain_call(pdfium.FPDFText_GetCharBox)
        text_page = ctypes.cast(layer.raw, ctypes.c_void_p)
        loose = pdfium.FS_RECTF()
        left, right, bottom, top = sides = tuple(ctypes.c_double() for _ in range(4))
        to_loose, to_sides = ctypes.byref(loose), tuple(map(ctypes.byref, sides))
        found: list[tuple[str, Box, Box]] = []
        for at in range(layer.count_chars()):
            code = code_of(text_page, at)
            if code <= _SPACE or not (character := chr(code)).strip():
                continue
            loose_of(text_page, at, to_loose)
            box = place.box(loose.left, loose.bottom, loose.right, loose.top)
            if box.top >= share * height:
                continue
            box_of(text_page, at, *to_sides)
            ink = place.box(left.value, bottom.value, right.value, top.value)
            found.append((character, box, ink))
        return tuple(found)

    def drawn_on(self, number: int, box: Box, scale: float) -> bool:
        """Whether a picture of ``scale`` may show more than characters in a box of it."""
        import pypdfium2.raw as pdfium

        page = self._page(number)
        if pdfium.FPDFPage_GetAnnotCount(page):
            return True
        place = _Place(page, scale)
        sides = [ctypes.c_float() for _ in range(4)]
        for at in range(pdfium.FPDFPage_CountObjects(page)):
            handle = pdfium.FPDFPage_GetObject(page, at)
            if pdfium.FPDFPageObj_GetType(handle) == pdfium.FPDF_PAGEOBJ_TEXT:
                continue
            pdfium.FPDFPageObj_GetBounds(handle, *map(ctypes.byref, sides))
            own = place.box(*(side.value for side in sides))
            if (
                own.left < box.right and box.left < own.right
                and own.top < box.bottom and box.top < own.bottom
            ):  # fmt: skip
                return True
        return False


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
