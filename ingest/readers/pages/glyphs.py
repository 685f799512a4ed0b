"""A door to pdfium: the glyphs of a page with where each stands, and the page's ruling lines."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rag.errors import UnreadableFile

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

_NOTHING = frozenset({0, 10, 13})
_SPACE = 32
_BELIEVED = (0.6, 1.05)
"""Of a letter's box: an advance that can be its own."""
_MOST_RULES = 2_000
"""Lines of a drawing or a map: no table has as many."""
_DEEPEST_FORM = 4
_THIN = 2.5
"""Points; a filled rectangle that is thinner is a ruling line (Word draws them so)."""
_BOX = (4, 5)
"""Segments of a rectangle's path."""
_MOST_CLIPS = 8
_SLACK = 3.0
"""Points that a baseline may lie outside its clip: letters reach below it."""
_INVISIBLE = 3
_LONGEST_NAME = 256


class Glyph(NamedTuple):
    """A drawn character; ``y`` is its baseline counted from the page's top, all in points.

    ``font`` indexes ``PageGlyphs.fonts``; a space has a width as any other.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: int


class Rule(NamedTuple):
    """A horizontal or vertical line from (x0, y0) to (x1, y1), counted from the page's top."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class PageGlyphs:
    """What a page draws, in the order in which it is drawn.

    ``pictured`` is the share of the page that its largest picture covers, ``drawn`` counts its
    paths, ``hidden`` tells whether its text is invisible (what a scanner's recogniser lays over
    the picture).
    """

    width: float
    height: float
    glyphs: list[Glyph]
    fonts: list[str]
    rules: list[Rule] = field(default_factory=list)
    pictured: float = 0.0
    drawn: int = 0
    hidden: bool = False


class Layer:
    """An open PDF."""

    def __init__(self, document: PdfDocument) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def page(self, number: int, most: int) -> PageGlyphs:
        """Page ``number``, counted from 1.

        Raises:
            UnreadableFile: it holds more than ``most`` characters.
        """
        page = self._document[number - 1]
        try:
            return _read(page, most)
        finally:
            page.close()


@contextmanager
def opened(path: Path) -> Iterator[Layer]:
    """The file's text layer.

    Raises:
        UnreadableFile: it has a password.
        PdfiumError: it cannot be opened (a ``RuntimeError``).
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(path)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile("tệp PDF có mật khẩu; hãy lưu bản không mật khẩu") from error
        raise
    try:
        yield Layer(document)
    finally:
        document.close()


def _read(page: Any, most: int) -> PageGlyphs:  # noqa: ANN401 - pypdfium2 has no types
    import pypdfium2.raw as pdfium

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
    _take_objects(page, found, (left, top))
    turned = page.get_rotation()
    return _turned(found, turned) if turned else found


@dataclass(slots=True)
class _Run:
    """A text object: what its characters have in common."""

    size: float
    stretch: float
    font: int
    handle: Any
    upright: bool
    clipped: bool


def _take_glyphs(
    text_page: Any, count: int, found: PageGlyphs, corner: tuple[float, float]
) -> None:  # noqa: ANN401
    """All characters; fonts and sizes are asked once a text object, widths once a letter."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_double(), ctypes.c_double()
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    unicode_of, origin_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharOrigin
    object_of = pdfium.FPDFText_GetTextObject
    left, top = corner
    names: dict[str, int] = {}
    runs: dict[int, _Run] = {}
    widths: dict[tuple[int, int], float] = {}
    hidden = 0
    add = found.glyphs.append
    for index in range(count):
        code = unicode_of(text_page, index)
        if code in _NOTHING or (code == _SPACE and pdfium.FPDFText_IsGenerated(text_page, index)):
            continue
        handle = object_of(text_page, index)
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        run = runs.get(address)
        if run is None:
            origin_of(text_page, index, at_x, at_y)
            run = runs[address] = _run(text_page, index, handle, names, (x.value, y.value))
            hidden += pdfium.FPDFTextObj_GetTextRenderMode(handle) == _INVISIBLE
        if run.clipped:
            continue
        origin_of(text_page, index, at_x, at_y)
        start = x.value - left
        if run.upright:
            key = (run.font, code)
            if (width := widths.get(key)) is None:
                width = widths[key] = _width(text_page, index, run, code)
            end = start + width * run.stretch
        else:
            start, end = _sides(text_page, index, left)
        add(Glyph(chr(code), start, end, top - y.value, run.size, run.font))
    found.fonts = list(names)
    found.hidden = hidden > len(runs) / 2


def _run(
    text_page: Any,  # noqa: ANN401
    index: int,
    handle: Any,  # noqa: ANN401
    names: dict[str, int],
    origin: tuple[float, float],
) -> _Run:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix))
    size = abs(pdfium.FPDFText_GetFontSize(text_page, index))
    font = names.setdefault(_font_name(handle), len(names))
    upright = matrix.a > 0 and abs(matrix.b) < 0.01 * matrix.a
    return _Run(
        size * math.hypot(matrix.c, matrix.d), size * math.hypot(matrix.a, matrix.b), font, handle,
        upright, _is_clipped(handle, origin),
    )  # fmt: skip


def _is_clipped(handle: Any, origin: tuple[float, float]) -> bool:  # noqa: ANN401
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
        if not _BOX[0] <= segments <= _BOX[1]:
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


def _width(text_page: Any, index: int, run: _Run, code: int) -> float:  # noqa: ANN401
    """A letter's advance where its size is 1.

    The box that pdfium gives holds the ink as well, which is wider in italics; a font that does
    not know its letters' codes gives widths of other letters.
    """
    import pypdfium2.raw as pdfium

    start, end = _sides(text_page, index, 0.0)
    box = (end - start) / (run.stretch or 1.0)
    width = ctypes.c_float()
    font = pdfium.FPDFTextObj_GetFont(run.handle)
    if font and pdfium.FPDFFont_GetGlyphWidth(font, code, 1.0, ctypes.byref(width)):
        low, high = _BELIEVED
        if low * box <= width.value <= high * box:
            return width.value
    return box


def _sides(text_page: Any, index: int, left: float) -> tuple[float, float]:  # noqa: ANN401
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
    return box.left - left, box.right - left


def _font_name(handle: Any) -> str:  # noqa: ANN401
    import pypdfium2.raw as pdfium

    font = pdfium.FPDFTextObj_GetFont(handle)
    if not font:
        return ""
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, _LONGEST_NAME)
    return buffer.value.decode("utf-8", "replace")


_Matrix = tuple[float, float, float, float, float, float]


def _take_objects(page: Any, found: PageGlyphs, corner: tuple[float, float]) -> None:  # noqa: ANN401
    """Ruling lines, and how much of the page is a picture."""
    import pypdfium2.raw as pdfium

    area = max(1.0, found.width * found.height)
    for handle, matrix in _objects(page):
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = _bounds(handle, matrix)
            share = max(0.0, x1 - x0) * max(0.0, y1 - y0) / area
            found.pictured = max(found.pictured, min(1.0, share))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            found.drawn += 1
            if len(found.rules) <= _MOST_RULES:
                found.rules += _rules(handle, matrix, corner)
    if len(found.rules) > _MOST_RULES:
        found.rules.clear()


def _objects(page: Any) -> Iterator[tuple[Any, _Matrix]]:  # noqa: ANN401
    """Every object of the page, those inside forms with the form's matrix."""
    import pypdfium2.raw as pdfium

    def inside(form: Any, matrix: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:  # noqa: ANN401
        for index in range(pdfium.FPDFFormObj_CountObjects(form)):
            yield from one(pdfium.FPDFFormObj_GetObject(form, index), matrix, depth)

    def one(handle: Any, matrix: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:  # noqa: ANN401
        if pdfium.FPDFPageObj_GetType(handle) != pdfium.FPDF_PAGEOBJ_FORM:
            yield handle, matrix
        elif depth < _DEEPEST_FORM:
            own = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(handle, ctypes.byref(own))
            values = (own.a, own.b, own.c, own.d, own.e, own.f)
            yield from inside(handle, _times(values, matrix), depth + 1)

    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from one(pdfium.FPDFPage_GetObject(page, index), _SAME, 0)


_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k,
        e * h + f * j + m,
    )  # fmt: skip


def _bounds(handle: Any, matrix: _Matrix) -> tuple[float, float, float, float]:  # noqa: ANN401
    import pypdfium2.raw as pdfium

    box = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(handle, *map(ctypes.byref, box))
    x0, y0, x1, y1 = (side.value for side in box)
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    return min(xs), min(ys), max(xs), max(ys)


def _rules(handle: Any, matrix: _Matrix, corner: tuple[float, float]) -> Iterator[Rule]:  # noqa: ANN401
    """A thin or stroked path as lines; a stroked rectangle is its four sides."""
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, ctypes.byref(fill), ctypes.byref(stroke))
    if not (fill.value or stroke.value):
        return
    x0, low, x1, high = _bounds(handle, matrix)
    left, top = corner
    x0, x1, y0, y1 = x0 - left, x1 - left, top - high, top - low
    across, down = (x0 + x1) / 2, (y0 + y1) / 2
    if y1 - y0 <= _THIN < x1 - x0:
        yield Rule(x0, down, x1, down)
    elif x1 - x0 <= _THIN < y1 - y0:
        yield Rule(across, y0, across, y1)
    elif stroke.value and x1 - x0 > _THIN < y1 - y0 and _is_box(handle):
        # what is stroked stands half its width outside the path
        yield Rule(x0, y0, x1, y0)
        yield Rule(x0, y1, x1, y1)
        yield Rule(x0, y0, x0, y1)
        yield Rule(x1, y0, x1, y1)


def _is_box(handle: Any) -> bool:  # noqa: ANN401
    import pypdfium2.raw as pdfium

    return _BOX[0] <= pdfium.FPDFPath_CountSegments(handle) <= _BOX[1]


def _turned(found: PageGlyphs, degrees: int) -> PageGlyphs:
    """A page that is shown turned, as it is shown."""
    width, height = found.width, found.height

    def point(x: float, y: float) -> tuple[float, float]:
        if degrees == 90:
            return height - y, x
        return (width - x, height - y) if degrees == 180 else (y, width - x)

    rules = []
    for rule in found.rules:
        (x0, y0), (x1, y1) = point(rule.x0, rule.y0), point(rule.x1, rule.y1)
        rules.append(Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    glyphs = []
    for glyph in found.glyphs:
        (x0, y0), (x1, _) = point(glyph.x0, glyph.y), point(glyph.x1, glyph.y)
        glyphs.append(glyph._replace(x0=min(x0, x1), x1=max(x0, x1), y=y0))
    if degrees in (90, 270):
        width, height = height, width
    return PageGlyphs(
        width, height, glyphs, found.fonts, rules, found.pictured, found.drawn,
        found.hidden,
    )  # fmt: skip
