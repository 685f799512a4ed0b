"""A door to pdfium: the ruling lines of a page, and how much of it is a picture."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import islice

from ingest.readers.pages.drawn import Handle, PageGlyphs, Rule

_MOST_RULES = 2_000
"""Lines of a drawing or a map: no table has as many."""
_DEEPEST_FORM = 4
_THIN = 2.5
"""Points; a filled rectangle that is thinner is a ruling line (Word draws them so)."""
BOX = (4, 5)
"""Segments of a rectangle's path."""
_MOST_OBJECTS = 200_000
_COVERS = 0.5
"""Share of the page from which a picture hides the text that was drawn before it."""


_Matrix = tuple[float, float, float, float, float, float]


def take_objects(page: Handle, found: PageGlyphs, corner: tuple[float, float]) -> None:
    """Ruling lines, and how much of the page is a picture."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    found.drawn = pdfium.FPDFPage_GetAnnotCount(page)
    area = max(1.0, found.width * found.height)
    texts = covered = 0
    for handle, matrix in islice(_objects(page), _MOST_OBJECTS):
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = _bounds(handle, matrix)
            share = max(0.0, x1 - x0) * max(0.0, y1 - y0) / area
            found.pictured = max(found.pictured, min(1.0, share))
            if share >= _COVERS and not pdfium.FPDFPageObj_HasTransparency(handle):
                covered = texts
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            texts += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            found.drawn += 1
            if len(found.rules) <= _MOST_RULES:
                found.rules += _rules(handle, matrix, corner)
    found.hidden |= covered > texts / 2
    if len(found.rules) > _MOST_RULES:
        found.rules.clear()


def _objects(page: Handle) -> Iterator[tuple[Handle, _Matrix]]:
    """Every object of the page, those inside forms with the form's matrix."""
    import pypdfium2.raw as pdfium

    def inside(form: Handle, matrix: _Matrix, depth: int) -> Iterator[tuple[Handle, _Matrix]]:
        for index in range(pdfium.FPDFFormObj_CountObjects(form)):
            yield from one(pdfium.FPDFFormObj_GetObject(form, index), matrix, depth)

    def one(handle: Handle, matrix: _Matrix, depth: int) -> Iterator[tuple[Handle, _Matrix]]:
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


def _bounds(handle: Handle, matrix: _Matrix) -> tuple[float, float, float, float]:
    import pypdfium2.raw as pdfium

    box = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(handle, *map(ctypes.byref, box))
    x0, y0, x1, y1 = (side.value for side in box)
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    return min(xs), min(ys), max(xs), max(ys)


def _rules(handle: Handle, matrix: _Matrix, corner: tuple[float, float]) -> Iterator[Rule]:
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


def _is_box(handle: Handle) -> bool:
    import pypdfium2.raw as pdfium

    return bool(BOX[0] <= pdfium.FPDFPath_CountSegments(handle) <= BOX[1])
