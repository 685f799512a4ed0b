"""A door to pdfium: the glyphs of a page with where each stands."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.readers.pages.calls import plain_call
from ingest.readers.pages.drawn import Glyph, Handle, PageGlyphs, turned
from ingest.readers.pages.paths import BOX, take_objects
from rag.errors import UnreadableFile

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

_NOTHING = frozenset("\0\n\r")
_ONE = ctypes.c_float(1.0)
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
    """A text object: what its characters have in common; ``turn`` counts quarters to the left.

    ``widths`` are those of its font's letters, shared with other runs of the font ``face``.
    """

    size: float
    stretch: float
    font: int
    widths: dict[str, float]
    face: Handle
    turn: int
    clipped: bool


def _take_glyphs(
    text_page: Handle, count: int, found: PageGlyphs, corner: tuple[float, float]
) -> None:
    """All characters; fonts and sizes are asked once a text object, widths once a letter."""
    import pypdfium2.raw as pdfium

    is_generated = plain_call(pdfium.FPDFText_IsGenerated)
    object_of = plain_call(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
    origin_of = plain_call(pdfium.FPDFText_GetCharOrigin)
    page = ctypes.cast(text_page.raw, ctypes.c_void_p)
    x, y = ctypes.c_double(), ctypes.c_double()
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    left, top = corner
    runs = _Runs(text_page)
    by_turn: tuple[list[Glyph], ...] = ([], [], [], [])
    address, run = -1, None
    for index, letter in enumerate(_letters(text_page, count)):
        if letter in _NOTHING or (letter == " " and is_generated(page, index)):
            continue
        origin_of(page, index, at_x, at_y)
        start, base = x.value, y.value
        own = object_of(page, index) or 0
        if run is None or own != address:
            address, run = own, runs.of(own, index, (start, base))
        if run.clipped:
            continue
        if (width := run.widths.get(letter)) is None:
            width = run.widths[letter] = runs.width(run, index, letter)
        start, base = start - left, top - base
        if run.turn:
            start, base = _seen(start, base, run.turn, found)
        glyph = (letter, start, start + width * run.stretch, base, run.size, run.font)
        by_turn[run.turn].append(tuple.__new__(Glyph, glyph))
    found.turn = max(range(4), key=lambda turn: len(by_turn[turn]))
    found.glyphs = by_turn[found.turn]
    found.fonts = list(runs.fonts)
    found.hidden = runs.hidden > runs.count / 2


def _letters(text_page: Handle, count: int) -> Sequence[str]:
    """All characters, told at once where that gives one for each, else one by one."""
    import pypdfium2.raw as pdfium

    buffer = (ctypes.c_ushort * (count + 1))()
    told = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
    if told == count + 1 and len(text) == count:
        return text
    return [chr(pdfium.FPDFText_GetUnicode(text_page, index)) for index in range(count)]


class _Runs:
    """The text objects of a page, each asked for once."""

    def __init__(self, text_page: Handle) -> None:
        import pypdfium2.raw as pdfium

        self._text_page = text_page
        self._runs: dict[int, _Run] = {}
        self._names: dict[int | None, str] = {}
        self._widths: list[dict[str, float]] = []
        self.fonts: dict[str, int] = {}
        self.hidden = 0
        self._page = ctypes.cast(text_page.raw, ctypes.c_void_p)
        self._box, self._advance = pdfium.FS_RECTF(), ctypes.c_float()
        self._at_box, self._at_advance = ctypes.byref(self._box), ctypes.byref(self._advance)
        self._box_of = plain_call(pdfium.FPDFText_GetLooseCharBox)
        self._advance_of = plain_call(pdfium.FPDFFont_GetGlyphWidth)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._runs)

    def of(self, address: int, index: int, origin: tuple[float, float]) -> _Run:
        """The object at an address, whose first character is ``index``."""
        import pypdfium2.raw as pdfium

        if (run := self._runs.get(address)) is not None:
            return run
        handle = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text_page, index, ctypes.byref(matrix))
        size = abs(pdfium.FPDFText_GetFontSize(self._text_page, index))
        face = pdfium.FPDFTextObj_GetFont(handle)
        font = self._number(face)
        self._runs[address] = run = _Run(
            size * math.hypot(matrix.c, matrix.d), size * math.hypot(matrix.a, matrix.b), font,
            self._widths[font], face, round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4,
            _is_clipped(handle, origin),
        )  # fmt: skip
        self.hidden += _is_unseen(handle)
        return run

    def _number(self, face: Handle) -> int:
        """The font's number on the page; two of one name are one."""
        address = ctypes.cast(face, ctypes.c_void_p).value
        if (name := self._names.get(address)) is None:
            name = self._names[address] = _font_name(face)
        if name not in self.fonts:
            self.fonts[name] = len(self.fonts)
            self._widths.append({})
        return self.fonts[name]

    def width(self, run: _Run, index: int, letter: str) -> float:
        """A letter's advance where its size is 1.

        The box that pdfium gives holds the ink as well, which is wider in italics; a font that
        does not know its letters' codes gives widths of other letters.
        """
        self._box_of(self._page, index, self._at_box)
        box, width = self._box, self._advance
        room = box.top - box.bottom if run.turn % 2 else box.right - box.left
        room /= run.stretch or 1.0
        if run.face and self._advance_of(run.face, ord(letter), _ONE, self._at_advance):
            low, high = _BELIEVED
            if low * room <= width.value <= high * room:
                return float(width.value)
        return float(room)


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


def _seen(x: float, y: float, turn: int, page: PageGlyphs) -> tuple[float, float]:
    """A point of the page as it is for who reads text turned by ``turn`` quarters."""
    if turn == 0:
        return x, y
    if turn == 1:
        return page.height - y, x
    return (page.width - x, page.height - y) if turn == 2 else (y, page.width - x)


def _font_name(font: Handle) -> str:
    import pypdfium2.raw as pdfium

    if not font:
        return ""
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, _LONGEST_NAME)
    return buffer.value.decode("utf-8", "replace")
