"""Ruled tables of a scan become rows of cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.pipeline import read_plan
from ingest.readers.page_grids import find_grids
from rag.schema import Assignment
from rag.settings import Settings
from rag.text import fold
from tests.ingest.scans import FONTS, askew, needs_recogniser, page, scan, soiled, table

ROWS = (
    ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"),
    ("1", "Tập huấn cho cán bộ y tế/cơ sở", "Sở Y tế", "Quý II năm 2026"),
    ("2", "Tuyên truyền trong/các trường học", "Sở Giáo dục/và Đào tạo", "Tháng 9"),
    ("3", "Báo cáo kết quả", "Sở Nội vụ", "Tháng 12"),
)
HEADING = ("KẾ HOẠCH", "Công tác trẻ em năm 2026", "I. PHÂN CÔNG NHIỆM VỤ")
needs_font = pytest.mark.skipif(not FONTS.is_dir(), reason="needs fonts-dejavu-core")


@needs_font
def test_the_rules_of_a_table_are_found() -> None:
    (grid,) = find_grids(table(page(HEADING), 1000, ROWS))
    assert (len(grid.columns), len(grid.rows)) == (5, 5)
    assert find_grids(page()) == ()


@needs_recogniser
@pytest.mark.parametrize("degrees", [0.0, 1.2])
def test_a_scanned_table_gives_its_duties(tmp_path: Path, degrees: float) -> None:
    image = askew(soiled(table(page(HEADING), 1000, ROWS), specks=100), degrees)
    settings = Settings(index=tmp_path / "index")
    parsed = read_plan(scan(tmp_path / "bang.pdf", image), "bang", settings)
    (found,) = parsed.document.tables
    assert len(found.rows) == len(ROWS)
    duties = {
        (fact.agencies[0].written, " ".join(fact.task.text.split()))
        for fact in parsed.facts
        if isinstance(fact, Assignment)
    }
    assert ("Sở Nội vụ", "Báo cáo kết quả") in duties
    assert len(duties) == len(ROWS) - 1
    assert any(fold(task).startswith("tap huan cho can bo") for _, task in duties)
