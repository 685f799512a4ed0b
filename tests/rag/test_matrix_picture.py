"""A heat map as a picture: of a size that prints, whatever a plan's words hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from rag.matrix.duty_roles import Wording
from rag.matrix.matrix import Cell, Duty, Group, Matrix, Row
from rag.matrix.picture import Titled, write_png
from rag.schema import Slice
from rag.settings import Settings

A4, A3 = (1753, 1240), (2481, 1753)
"""Pixels of a page across at 150 a inch."""
HOSTILE = "Sở $\\frac{1}{0}$ <b>\u202e \U0001f9ea & Thương binh và Xã hội"


def matrix(agencies: int, rows: int) -> Matrix:
    words = Slice("a", "muc.I", 0, len(HOSTILE), HOSTILE)
    duty = Duty(("chủ trì", "báo cáo"), "một phần", (words,))
    held = tuple(
        Row("1", str(n), words, (Cell(n % agencies, (duty,)),) if n else (), gap=not n)
        for n in range(rows)
    )
    names = tuple(f"{HOSTILE} {n}" for n in range(agencies))
    return Matrix("a", names, (Group("1", None, words, held),), True)


@pytest.mark.parametrize(
    ("agencies", "rows", "size"),
    [
        pytest.param(4, 6, A4, id="a small table on A4"),
        pytest.param(12, 20, A3, id="a wide one on A3"),
        pytest.param(4, 80, None, id="a long one grows longer, not smaller"),
    ],
)
def test_a_picture_has_the_size_of_a_page(
    tmp_path: Path, agencies: int, rows: int, size: tuple[int, int] | None
) -> None:
    file = tmp_path / "map.png"
    wording = Wording.load(Settings().prompts)
    write_png([Titled(matrix(agencies, rows), HOSTILE)], wording, "vi", file)
    with Image.open(file) as picture:
        if size is None:
            assert picture.width == A3[0]
            assert picture.height > A3[1]
        else:
            assert all(abs(a - b) <= 2 for a, b in zip(picture.size, size, strict=True))
        colours = picture.convert("RGB").getcolors(10_000_000) or []
    assert (0x0E, 0x58, 0x72) in {colour for _, colour in colours}
