"""A door to pdfium: the glyphs of a page with where each stands."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.readers.pages.drawn import Glyph, Handle, PageGlyphs, turned
from ingest.readers.pages.paths import BOX, take_objects
from rag.errors import UnreadableFile

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

_NOTHING = frozenset({0, 10, 13})
_SPACE = 32
_BELIEVED = (0.6, 1.05)
"""Of a letter's box: an advance that can be its own."""
_MOST_CLIPS = 8
_SLACK = 3.0
"""Points that a baseline may lie outside its clip: letters reach below it."""
_INVISIBLE = 3
_WHITE = 250
"""Of 255 in red, green and blue."""
_LONGEST_NAME = 256


class BrokenFile(Exception):
    """pdfium cannot open the file."""


class Layer:
    """An open PDF."""

    def __init__(self, document: PdfDocument) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def page(self, number: int, most: int) -> PageGlyphs | None:
        """Page ``number``, counted from 1; None where it is broken.

        Raises:
            UnreadableFile: it holds more than ``most`` characters.
        """
        from pypdfium2 import PdfiumError

        try:
            page = self._document[number - 1]
        except PdfiumError:
            return None
        try:
            return _read(page, most)
        except PdfiumError:
            return None
        finally:
            page.close()


@contextmanager
def opened(path: Path) -> Iterator[Layer]:
    """The file's text layer.

    Raises:
        UnreadableFile: it has a password.
        BrokenFile: it cannot be opened.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(path)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile("tệp PDF có mật khẩu; hãy lưu bản không mật khẩu") from error
        raise BrokenFile(str(error)) from error
    try:
        yield Layer(document)
    finally:
        document.close()


def _read(page: Handle, most: int) -> PageGlyphs:
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    left, bottom, right, top = page.get_bbox()
    found = PageGlyphs(right - left, top - bottom, [], [])
    text_page = page.get_textpage()
    try:
        count = pdfium.FPDFText_CountChars(text_page)
        if count > most:
            raise UnreadableFile(f"một trang có {count:,} ký tự; hãy kiểm tra hay tách nhỏ tệp")
        _take_glyphs(text_page, count, found, (left, top))
    finally:
        text_page.close()
    take_objects(page, found, (left, top))
    return turned(found) if found.turn else found


@dataclass(slots=True)
class _Run:
    """A text object: what its characters have in common; ``turn`` counts quarters to the left."""

    size: float
    stretch: float
    font: int
    handle: Handle
    turn: int
    clipped: bool


_POINTER, _INT, _UINT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint


def _bare(function: Handle, result: Handle, *arguments: Handle) -> Handle:
    """A function of pdfium's that takes and gives plain numbers: asked for every letter."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address or 0)


def _take_glyphs(
    text_page: Handle, count: int, found: PageGlyphs, corner: tuple[float, float]
) -> None:
    """All characters; fonts and sizes are asked once a text object, widths once a letter."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_double(), ctypes.c_double()
    at_x, at_y = ctypes.addressof(x), ctypes.addressof(y)
    unicode_of = _bare(pdfium.FPDFText_GetUnicode, _UINT, _POINTER, _INT)
    object_of = _bare(pdfium.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
    origin_of = _bare(pdfium.FPDFText_GetCharOrigin, _INT, _POINTER, _INT, _POINTER, _POINTER)
    page = ctypes.cast(text_page.raw, _POINTER).value
    left, top = corner
    names: dict[str, int] = {}
    runs: dict[int, _Run] = {}
    widths: dict[tuple[int, int], float] = {}
    hidden = 0
    by_turn: tuple[list[Glyph], ...] = ([], [], [], [])
    for index in range(count):
        code = unicode_of(page, index)
        if code in _NOTHING or (code == _SPACE and pdfium.FPDFText_IsGenerated(text_page, index)):
            continue
        address = object_of(page, index) or 0
        run = runs.get(address)
        if run is None:
            origin_of(page, index, at_x, at_y)
            handle = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
            run = runs[address] = _run(text_page, index, handle, names, (x.value, y.value))
            hidden += _is_unseen(handle)
        if run.clipped:
            continue
        origin_of(page, index, at_x, at_y)
        key = (run.font, code)
        if (width := widths.get(key)) is None:
            width = widths[key] = _width(text_page, index, run, code)
        start, base = _seen(x.value - left, top - y.value, run.turn, found)
        end = start + width * run.stretch
        by_turn[run.turn].append(Glyph(chr(code), start, end, base, run.size, run.font))
    found.turn = max(range(4), key=lambda turn: len(by_turn[turn]))
    found.glyphs = by_turn[found.turn]
    found.fonts = list(names)
    found.hidden = hidden > len(runs) / 2


def _run(
    text_page: Handle,
    index: int,
    handle: Handle,
    names: dict[str, int],
    origin: tuple[float, float],
) -> _Run:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix))
    size = abs(pdfium.FPDFText_GetFontSize(text_page, index))
    font = names.setdefault(_font_name(handle), len(names))
    turn = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
    return _Run(
        size * math.hypot(matrix.c, matrix.d), size * math.hypot(matrix.a, matrix.b), font, handle,
        turn, _is_clipped(handle, origin),
    )  # fmt: skip


def _is_unseen(handle: Handle) -> bool:
    """Whether a text object draws nothing, or white."""
    import pypdfium2.raw as pdfium

    if pdfium.FPDFTextObj_GetTextRenderMode(handle) == _INVISIBLE:
        return True
    parts = [ctypes.c_uint() for _ in range(4)]
    told = pdfium.FPDFPageObj_GetFillColor(handle, *map(ctypes.byref, parts))
    *colours, alpha = (part.value for part in parts)
    return bool(told) and (not alpha or min(colours) >= _WHITE)


def _is_clipped(handle: Handle, origin: tuple[float, float]) -> bool:
    """Whether a text object begins outside what it may draw on.

    Chromium draws the accented letter of a line that the page break cuts on both pages.
    """
    import pypdfium2.raw as pdfium

    path = pdfium.FPDFPageObj_GetClipPath(handle)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
    if not 0 < count <= _MOST_CLIPS:
        return False
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(count):
        segments = pdfium.FPDFClipPath_CountPathSegments(path, number)
        if not BOX[0] <= segments <= BOX[1]:
            continue
        xs, ys = [], []
        for index in range(segments):
            segment = pdfium.FPDFClipPath_GetPathSegment(path, number, index)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            xs.append(x.value)
            ys.append(y.value)
        across = min(xs) - _SLACK <= origin[0] <= max(xs) + _SLACK
        if not (across and min(ys) - _SLACK <= origin[1] <= max(ys) + _SLACK):
            return True
    return False


def _width(text_page: Handle, index: int, run: _Run, code: int) -> float:
    """A letter's advance where its size is 1.

    The box that pdfium gives holds the ink as well, which is wider in italics; a font that does
    not know its letters' codes gives widths of other letters.
    """
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
    room = box.top - box.bottom if run.turn % 2 else box.right - box.left
    room /= run.stretch or 1.0
    width = ctypes.c_float()
    font = pdfium.FPDFTextObj_GetFont(run.handle)
    if font and pdfium.FPDFFont_GetGlyphWidth(font, code, 1.0, ctypes.byref(width)):
        low, high = _BELIEVED
        if low * room <= width.value <= high * room:
            return float(width.value)
    return float(room)


def _seen(x: float, y: float, turn: int, page: PageGlyphs) -> tuple[float, float]:
    """A point of the page as it is for who reads text turned by ``turn`` quarters."""
    if turn == 0:
        return x, y
    if turn == 1:
        return page.height - y, x
    return (page.width - x, page.height - y) if turn == 2 else (y, page.width - x)


def _font_name(handle: Handle) -> str:
    import pypdfium2.raw as pdfium

    font = pdfium.FPDFTextObj_GetFont(handle)
    if not font:
        return ""
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, _LONGEST_NAME)
    return buffer.value.decode("utf-8", "replace")
