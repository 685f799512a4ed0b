"""Ruled tables of a scan become rows of cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.pipeline import read_plan
from ingest.readers.page_grids import find_grids, pages_text
from ingest.readers.table_shares import Share
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


HEAD = ("TT", "Nhiệm vụ", "Cơ quan", "Thời hạn")
ONE = ("1", "Tập huấn", "Sở Y tế", "Quý I")


def share(*rows: tuple[str, ...], heads: int = 0, left: int = 100, wide: float = 1.0) -> Share:
    edges = [0, 100, 800, 1300, 1800][: len(rows[0]) + 1]
    return Share(tuple(left + wide * edge for edge in edges), rows, heads)


@pytest.mark.parametrize(
    ("below", "rows"),
    [
        pytest.param(
            share(HEAD, ("2", "Diễn tập", "", ""), heads=1), [ONE, ("2", "Diễn tập", "", "")],
            id="its head again",
        ),
        pytest.param(
            share(("TT", "Nhiệm vu", "Cơ quan", "Thời hạn:"), ("2", "Diễn tập", "", ""), heads=1),
            [ONE, ("2", "Diễn tập", "", "")], id="its head read otherwise",
        ),
        pytest.param(
            share(("", "cho cán bộ", "và Sở Nội vụ", ""), heads=1),
            [("1", "Tập huấn cho cán bộ", "Sở Y tế và Sở Nội vụ", "Quý I")], id="a row cut in two",
        ),
        pytest.param(
            share(("", "cho cán bộ", "", ""), ("2", "Diễn tập", "", ""), heads=1, left=130,
                  wide=1.01),
            [("1", "Tập huấn cho cán bộ", "Sở Y tế", "Quý I"), ("2", "Diễn tập", "", "")],
            id="a sheet that lay otherwise",
        ),
        pytest.param(
            share(("2", "diễn tập", "", "")), [ONE, ("2", "diễn tập", "", "")], id="its own row"
        ),
    ],
)  # fmt: skip
def test_a_table_over_a_page_break_is_one(below: Share, rows: list[tuple[str, ...]]) -> None:
    above: list[str | Share] = ["Phụ lục", share(HEAD, ONE, heads=1), "- 1 -"]
    texts = pages_text([above, ["2", below, "Nơi nhận:"]])
    found = [line for text in texts for line in text.split("\n") if line.startswith("| ")]
    assert found == [f"| {' | '.join(row)} |" for row in (HEAD, *rows)]


def test_without_numbers_a_row_goes_on_in_mid_sentence() -> None:
    above = share(("Nhiệm vụ", "Cơ quan"), ("Tập huấn cho cán bộ", "Sở Y tế"), heads=1)
    rest, own = ("y tế cơ sở", ""), ("Diễn tập", "Sở Y tế")
    first, second = pages_text([[above], [share(rest, own, heads=1)]])
    assert "| Tập huấn cho cán bộ y tế cơ sở | Sở Y tế |" in first
    assert second == "| Diễn tập | Sở Y tế |"


def test_another_table_is_another() -> None:
    two = share(("TT", "Chỉ tiêu", "Số"), ("1", "Tỷ lệ", "95%"), heads=1)
    _, second = pages_text([[share(HEAD, ONE, heads=1)], [two]])
    assert second.split("\n")[1] == "|---|---|---|"


@needs_recogniser
def test_a_scanned_table_over_two_pages_is_one(tmp_path: Path) -> None:
    first = table(page(HEADING), 2600, ROWS[:3])
    cut = ("", "tại các xã, phường", "", "")
    second = table(page((), ()), 300, (ROWS[0], cut, *ROWS[3:]))
    settings = Settings(index=tmp_path / "index")
    parsed = read_plan(scan(tmp_path / "bang.pdf", first, askew(second, 0.8)), "bang", settings)
    (found,) = parsed.document.tables
    assert len(found.rows) == len(ROWS)
    tasks = {" ".join(one.task.text.split()) for one in parsed.facts if isinstance(one, Assignment)}
    assert "Tuyên truyền trong các trường học tại các xã, phường" in tasks
