"""A scanned page made fit to be recognised: turned upright by the degree it was laid askew."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_WIDEST = 4.0
"""Degrees that a sheet lies askew in a feeder at most; more is no skew but a picture's own."""
_LEAST = 0.15
"""Degrees below which turning blurs more than it mends."""
_SMALL = 800
"""Pixels of the longer side at which the angle is looked for."""
_SOFT = 1
"""Pixels at 300 dpi; measured in docs/decisions.md."""


def skew(image: Image) -> float:
    """Degrees by which the lines of text run askew, counter-clockwise; 0.0 where none is seen.

    Upright lines make rows of ink and rows of paper: the angle that tells them apart best.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # memory of the child is bounded
    import numpy
    from PIL import Image as Images

    factor = _SMALL / max(image.size)
    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    small = image.resize(size, Images.Resampling.BOX) if factor < 1 else image
    ink = Images.fromarray((255 - numpy.asarray(small)).astype("uint8"))

    def contrast(angle: float) -> float:
        turned = numpy.asarray(ink.rotate(angle, Images.Resampling.BILINEAR), dtype=numpy.float64)
        rows = turned.sum(axis=1)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    best = 0.0
    for step, reach in ((1.0, _WIDEST), (0.25, 0.75), (0.05, 0.2)):
        steps = round(reach / step)
        best = max(
            (best + step * n for n in range(-steps, steps + 1)),
            key=lambda angle: (contrast(angle), -abs(angle)),
        )
    return 0.0 if abs(best) < _LEAST or abs(best) > _WIDEST else -best


def upright(image: Image, angle: float, quarters: int = 0) -> Image:
    """The picture turned by quarters, then back by ``angle`` in its own size; corners are paper."""
    from PIL import Image as Images

    for _ in range(quarters):
        image = image.transpose(Images.Transpose.ROTATE_90)
    return image.rotate(-angle, Images.Resampling.BICUBIC, fillcolor="white") if angle else image


def smoothed(image: Image) -> Image:
    """The picture a little softened: most scans are black and white, with ragged edges."""
    from PIL import ImageFilter

    return image.filter(ImageFilter.GaussianBlur(_SOFT))
