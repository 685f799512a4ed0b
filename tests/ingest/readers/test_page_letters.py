"""Quotes are boxed on a page whatever order and letters its layer has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from ingest.readers.draw import boxes_of
from ingest.readers.page_letters import letters_read
from ingest.readers.render import open_pages
from ingest.readers.stamps import stamped
from rag.settings import Settings
from tests.ingest.readers.old_letters import in_tcvn3, in_vni
from tests.ingest.readers.tiny_pdf import Item, Put, Rule, placed_pdf

_SENTENCE = "Chủ trì, phối hợp với Sở Nội vụ báo cáo kết quả trước ngày 15 tháng 6 hằng năm"
_QUOTE = "phối hợp với Sở Nội vụ báo cáo kết quả"


def _out_of_order(text: str) -> list[Item]:
    """Every other word behind the rest, as LibreOffice draws what is in a second font."""
    words = [Put(85 + 5 * m.start(), 100, m.group(), 10) for m in re.finditer(r"\S+", text)]
    return [*words[::2], *words[1::2]]


_GRID = [*(Rule(x, 80, x, 140) for x in (80, 300, 520)),
         *(Rule(80, y, 520, y) for y in (80, 110, 140))]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "quote", "lines"),
    [
        pytest.param(_out_of_order(_SENTENCE), _QUOTE, 1, id="out of order"),
        pytest.param([Put(85, 100, in_tcvn3(_SENTENCE), 10, ".VnTime")], _QUOTE, 1, id="TCVN3"),
        pytest.param([Put(85, 100, in_vni(_SENTENCE), 10, "VNI-Times")], _QUOTE, 1, id="VNI"),
        pytest.param(
            [Put(85, 92, "Tổ chức tập huấn", 10), Put(305, 92, "Sở Nội vụ", 10),
             Put(85, 104, "cho cán bộ", 10), Put(305, 104, "chủ trì", 10), *_GRID],
            "Tổ chức tập huấn cho cán bộ", 2, id="cells side by side"),
        pytest.param(_out_of_order(_SENTENCE), "Ngân sách nhà nước bảo đảm", 0, id="elsewhere"),
    ],
)  # fmt: skip
def test_a_quote_is_boxed(page: list[Item], quote: str, lines: int, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(placed_pdf([page]))
    with open_pages(file) as pages:
        turned = pages.quarters(1)
    boxes = boxes_of(quote, [letters_read(file, 1, turned, 1.0, 10_000)])
    assert len(boxes) == lines
    if lines == 1:
        share = (boxes[0].right - boxes[0].left) / (5 * len(_SENTENCE))
        assert share == pytest.approx(len(_QUOTE) / len(_SENTENCE), abs=0.15)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_and_cut_page_is_measured_as_it_is_shown(degrees: int, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(placed_pdf([[Put(85, 100, _SENTENCE, 10)]]))
    writer = PdfWriter(clone_from=PdfReader(file))
    page = writer.pages[0]
    page.cropbox.upper_right = (570, 800)
    if degrees:
        page.rotate(degrees)
        page.transfer_rotation_to_content()
        page.rotate(360 - degrees)
    writer.write(file)
    with open_pages(file) as pages:
        orders = [letters_read(file, 1, pages.quarters(1), 1.0, 10_000),
                  [one[:2] for one in pages.characters(1, 1.0)]]  # fmt: skip
        width, height = pages.picture(1, 72).image.size
    assert (width, height) == pytest.approx((570, 800), abs=1)
    for order in orders:
        (box,) = boxes_of("Chủ trì, phối hợp", [order])
        assert (box.left, (box.top + box.bottom) / 2) == pytest.approx((85, 56), abs=5)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_shown_lying_has_no_stamps_to_read(degrees: int, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(placed_pdf([[Put(85, 100, "Số:      /KH-UBND", 10), Rule(100, 98, 120, 98)]]))
    writer = PdfWriter(clone_from=PdfReader(file))
    writer.pages[0].rotate(degrees)
    writer.write(file)
    assert stamped(file, Settings()) is None
