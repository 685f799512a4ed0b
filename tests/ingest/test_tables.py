"""Tables: which lines are rows, where their cells stand, and which node each row becomes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.verbatim import is_verbatim, read_raw
from ingest.outline import outline
from ingest.passages import passages
from rag.settings import ROOT
from tests.ingest.reading_aloud import document_of, ids_of, own_text, read_document

SHAPES = ROOT / "tests" / "data" / "shapes"
HEAD = "KẾ HOẠCH\nThử nghiệm\nI. NHIỆM VỤ\n"
TABLE = (
    "| STT | Nhiệm vụ | Cơ quan chủ trì |\n|---|---|---|\n| 1 | Tuyên truyền | Sở Y tế |\n"
    "| 2 | Kiểm tra | Sở Nội vụ |\n"
)
TITLE = ["tieu_de", "muc.I"]


def cells_of(text: str) -> list[list[list[str]]]:
    """The words of each table's cells, a list a row, "" for an empty one."""
    document = document_of(text)
    found = []
    for table in document.tables:
        width = max((cell.column for row in table.rows for cell in row.cells), default=0) + 1
        rows = [[""] * width for _ in table.rows]
        for row in table.rows:
            for cell in row.cells:
                said = document.text[cell.start : cell.end]
                held = rows[cell.row][cell.column]
                rows[cell.row][cell.column] = f"{held} ⏎ {said}" if held else said
        found.append(rows)
    return found


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        pytest.param(
            "| STT | Nhiệm vụ |\n|---|:-:|\n| 1 | Họp |", [["STT", "Nhiệm vụ"], ["1", "Họp"]],
            id="bars at both edges",
        ),
        pytest.param(
            "STT | Nhiệm vụ\n--- | ---\n1 | Họp", [["STT", "Nhiệm vụ"], ["1", "Họp"]],
            id="no bars at the edges",
        ),
        pytest.param(
            "STT | Nhiệm vụ | Đơn vị |\n1 | Họp | |\n | tiếp | |",
            [["STT", "Nhiệm vụ", "Đơn vị"], ["1", "Họp ⏎ tiếp", ""]],
            id="a web copy: a bar at the end alone, no rule, an empty first cell",
        ),
        pytest.param(
            "STT | Nhiệm vụ | Đơn vị |\n\n1 | Họp | Sở Y tế |\n\n2 | Chợ | Sở Nội vụ |",
            [["STT", "Nhiệm vụ", "Đơn vị"], ["1", "Họp", "Sở Y tế"], ["2", "Chợ", "Sở Nội vụ"]],
            id="empty lines between rows",
        ),
        pytest.param(
            "| **STT** | **Nhiệm vụ** |\n|---|---|\n| **1** | *Họp*<br>**hai** |",
            [["STT", "Nhiệm vụ"], ["1", "Họp hai"]],
            id="bold cells and line breaks",
        ),
        pytest.param(
            "| STT | Nhiệm vụ |\n|---|---|\n| 1 | Báo \\| đài |",
            [["STT", "Nhiệm vụ"], ["1", "Báo | đài"]],
            id="an escaped bar is printed",
        ),
        pytest.param(
            "| STT | Nhiệm vụ | Đơn vị |\n|---|---|---|\n| 1 | Họp |\n| 2 | Chợ | Sở Y tế | Thừa |",
            [
                ["STT", "Nhiệm vụ", "Đơn vị", ""], ["1", "Họp", "", ""],
                ["2", "Chợ", "Sở Y tế", "Thừa"],
            ],
            id="ragged rows",
        ),
        pytest.param(
            "| Nhiệm vụ |\n|---|\n| Họp |\n| Chợ |", [["Nhiệm vụ"], ["Họp"], ["Chợ"]],
            id="one column",
        ),
        pytest.param(
            "| STT | Nhiệm vụ |\n|---|---|\n|   |   |\n| 1 | \u00a0 |",
            [["STT", "Nhiệm vụ"], ["1", ""]],
            id="cells of spaces only, a row of them is none",
        ),
        pytest.param(
            "| | | |\n|---|---|---|\n| TT | Nội dung | Thời gian |\n| 1 | Họp | Quý I |",
            [["TT", "Nội dung", "Thời gian"], ["1", "Họp", "Quý I"]],
            id="an empty markdown header above the printed one",
        ),
        pytest.param(
            "| TT | Nội dung | Đơn vị | |\n|---|---|---|---|\n| | | Chủ trì | Phối hợp |\n"
            "| (1) | (2) | (3) | (4) |\n| 1 | Họp | Sở Y tế | Sở Nội vụ |",
            [
                ["TT ⏎ (1)", "Nội dung ⏎ (2)", "Đơn vị ⏎ Chủ trì ⏎ (3)", "Phối hợp ⏎ (4)"],
                ["1", "Họp", "Sở Y tế", "Sở Nội vụ"],
            ],
            id="a header of three lines",
        ),
        pytest.param(
            "| TT | Chỉ tiêu | 2026 |\n|---|---|---|\n| | Mục tiêu 1 | |\n| 1.1 | Số lớp | 4 |",
            [["TT", "Chỉ tiêu", "2026"], ["", "Mục tiêu 1", ""], ["1.1", "Số lớp", "4"]],
            id="a first group is no header",
        ),
        pytest.param(
            "TT\tNội dung\tThời hạn\n1\tHọp\tQuý I\n\tliên ngành\t\n2\t\tQuý II",
            [["TT", "Nội dung", "Thời hạn"], ["1", "Họp ⏎ liên ngành", "Quý I"],
             ["2", "", "Quý II"]],
            id="tabs",
        ),
        pytest.param(
            "| STT | Nhiệm vụ |\n|---|---|\n| 1 | Họp |\n\n- 3 -\n\n| STT | Nhiệm vụ |\n|---|---|\n"
            "| 2 | Chợ |",
            [["STT", "Nhiệm vụ"], ["1", "Họp"], ["2", "Chợ"]],
            id="the header again behind a page break is no row",
        ),
        pytest.param(
            "| Nhiệm vụ | Đơn vị |\n|---|---|\n| Họp | Sở Y tế |\n| | Sở Nội vụ |\n| | và các xã |",
            [["Nhiệm vụ", "Đơn vị"], ["Họp", "Sở Y tế"], ["", "Sở Nội vụ ⏎ và các xã"]],
            id="a merged cell is a row, a wrapped one is not",
        ),
        pytest.param("TT | Huyện | Số buổi mỗi năm |\n1 | Nà Phong | 8 |\n2 | Tân Khê | 6 |\n",
                     [["TT", "Huyện", "Số buổi mỗi năm"], ["1", "Nà Phong", "8"],
                      ["2", "Tân Khê", "6"]], id="even rows without a rule or known columns"),
    ],
)  # fmt: skip
def test_cells(lines: str, rows: list[list[str]]) -> None:
    assert cells_of(HEAD + lines) == [rows]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("Tổng đài 111 | 18001567 hoạt động 24/24.", id="one line"),
        pytest.param("Email: a | Điện thoại: b\nTrực ngày | Trực đêm", id="two lines"),
        pytest.param("| 1 | Tuyên truyền | Sở Y tế |\n| 2 | Họp | Sở Nội vụ |", id="no header"),
        pytest.param("| Nhiệm vụ | Cơ quan |\n|---|---|", id="a header without rows"),
        pytest.param("1.\tMột việc\n2.\tHai việc", id="tabs behind markers"),
        pytest.param(
            "| UBND TỈNH HÀ TRUNG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|---|---|\n"
            "| Số: 1/KH-UBND | Hà Trung, ngày 1 tháng 2 năm 2025 |",
            id="a letterhead",
        ),
        pytest.param(
            "| | |\n|---|---|\n| **Nơi nhận:**<br>- Lưu: VT. | **TM. ỦY BAN NHÂN DÂN** |",
            id="a foot",
        ),
    ],
)
def test_bars_that_make_no_table(lines: str) -> None:
    assert cells_of(HEAD + lines) == []
    assert not any("bang" in one for one in ids_of(HEAD + lines))


def test_running_text_straight_below_a_table_is_none_of_its_rows() -> None:
    text = HEAD + TABLE + "Số máy 111 | 112 | 113 | 114 trực cả ngày.\n1. Một."
    assert [row[1] for row in cells_of(text)[0]] == ["Nhiệm vụ", "Tuyên truyền", "Kiểm tra"]


@pytest.mark.parametrize(
    ("lines", "ids"),
    [
        pytest.param(
            TABLE, ["muc.I/bang.1", "muc.I/bang.1/hang.1", "muc.I/bang.1/hang.2"], id="in a Mục"
        ),
        pytest.param(
            f"1. Như sau:\n{TABLE}2. Khác.",
            ["muc.I/khoan.1", "muc.I/khoan.1/bang.1", "muc.I/khoan.1/bang.1/hang.1",
             "muc.I/khoan.1/bang.1/hang.2", "muc.I/khoan.2"],
            id="in a khoản",
        ),
        pytest.param(
            f"1. Một.\n{TABLE}- Gạch.\nLời sau bảng.",
            ["muc.I/khoan.1", "muc.I/khoan.1/bang.1", "muc.I/khoan.1/bang.1/hang.1",
             "muc.I/khoan.1/bang.1/hang.2", "muc.I/khoan.1/gach.1", "muc.I/khoan.1/doan.1"],
            id="what follows stands beside the table",
        ),
        pytest.param(
            f"Bảng 1. Phân công\n{TABLE}{TABLE.replace('Nhiệm vụ', 'Nội dung')}II. HAI",
            ["muc.I/de_muc.1", "muc.I/de_muc.1/bang.1", "muc.I/de_muc.1/bang.1/hang.1",
             "muc.I/de_muc.1/bang.1/hang.2", "muc.I/bang.1", "muc.I/bang.1/hang.1",
             "muc.I/bang.1/hang.2", "muc.II"],
            id="a name holds one table; another header opens the next",
        ),
        pytest.param(
            f"BẢNG PHÂN CÔNG\n{TABLE}TỔ CHỨC THỰC HIỆN\n{TABLE}",
            ["muc.I/de_muc.1", "muc.I/de_muc.1/bang.1", "muc.I/de_muc.1/bang.1/hang.1",
             "muc.I/de_muc.1/bang.1/hang.2", "de_muc.1", "de_muc.1/bang.1",
             "de_muc.1/bang.1/hang.1", "de_muc.1/bang.1/hang.2"],
            id="a name in capitals stays in the Mục, a heading stands beside it",
        ),
    ],
)  # fmt: skip
def test_nodes(lines: str, ids: list[str]) -> None:
    assert ids_of(HEAD + lines) == [*TITLE, *ids]


def test_a_foot_laid_out_as_a_table_straight_below_another() -> None:
    document = document_of(
        f"{HEAD}{TABLE}\n"
        "| Nơi nhận:<br>- Lưu: VT. | TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br>Lê Thị D |\n"
    )
    assert len(document.tables[0].rows) == 3
    zones = {document.text[p.start : p.end]: p.zone for p in document.paragraphs}
    assert (zones["- Lưu: VT."], zones["Lê Thị D"]) == ("noi_nhan", "ky")


def test_a_closing_paragraph_behind_a_table_closes_the_plan() -> None:
    assert ids_of(f"{HEAD}{TABLE}Trên đây là Kế hoạch./.")[-1] == "ket.1"


FEET = {
    "one column": "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn C\n",
    "read across": "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\nLÊ VĂN C\n",
    "a table": "| **Nơi nhận:**<br>- Lưu: VT. | **KT. CHỦ TỊCH**<br>**Lê Văn C** |\n|---|---|\n",
    "no name yet": "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\n",
}
ANNEXES = [
    "PHỤ LỤC", "PHỤ LỤC II", "Phụ lục I Phân công nhiệm vụ", "## PHỤ LỤC PHÂN CÔNG NHIỆM VỤ",
    "**Phụ lục 01**", "**PHỤ LỤC SỐ 1: DANH MỤC**", "### Phụ lục I. Phân công", "PHỤ LỤC 1A",
    "Phụ lục phân công nhiệm vụ", "BIỂU PHÂN CÔNG", "Danh mục nhiệm vụ năm 2025",
    "PHỤ LỤC I\nPHÂN CÔNG NHIỆM VỤ\n(Kèm theo Kế hoạch số 1/KH-UBND)",
]  # fmt: skip


@pytest.mark.parametrize("annex", ANNEXES)
@pytest.mark.parametrize("foot", FEET.values(), ids=FEET)
def test_an_annex_behind_the_signature(foot: str, annex: str) -> None:
    text = f"{HEAD}1. Việc.\nTrên đây là Kế hoạch./.\n\n{foot}{annex}\n\n"
    assert ids_of(text + TABLE)[-4:] == [
        "kem_theo.1", "kem_theo.1/bang.1", "kem_theo.1/bang.1/hang.1", "kem_theo.1/bang.1/hang.2",
    ]  # fmt: skip
    assert ids_of(text + "1. Việc một\n2. Việc hai")[-3:] == [
        "kem_theo.1", "kem_theo.1/khoan.1", "kem_theo.1/khoan.2",
    ]  # fmt: skip


def test_a_table_behind_the_signature_without_a_name_is_no_signature() -> None:
    text = f"{HEAD}1. Việc.\nKT. CHỦ TỊCH\nLê Văn C\n{TABLE}"
    assert ids_of(text)[-4:] == ["ky", "bang.1", "bang.1/hang.1", "bang.1/hang.2"]


@pytest.mark.parametrize("path", sorted(SHAPES.glob("bang*")), ids=lambda path: path.name)
def test_every_row_is_a_verbatim_passage(path: Path) -> None:
    document = read_document(path)
    sections = outline(document)
    raw = read_raw(path.read_text(encoding="utf-8"))
    rows = [p for p in passages("thu", document, sections) if p.path[-1].level == "hang"]
    assert len(rows) == sum(len(table.rows) - 1 for table in document.tables) > 0
    for passage in rows:
        assert is_verbatim(passage.text, raw)
        assert passage.headings[-1].split() == own_text(
            document, next(s for s in sections if s.path == passage.path[:-1])
        ).split()  # fmt: skip
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                assert is_verbatim(document.text[cell.start : cell.end], raw)
                assert row.start <= cell.start < cell.end <= row.end


LINES = st.lists(
    st.sampled_from(
        ["| STT | Nhiệm vụ | Đơn vị |", "|---|---|---|", "| 1 | Họp | Sở Y tế |", "| | tiếp | |",
         "| I | TUYÊN TRUYỀN |", "STT | Nội dung |", "2 | a | b | c", "TT\tNội dung\tThời hạn",
         "3\tViệc\tQuý I", "\tthụt vào", "Văn xuôi.", "", "- 2 -", "1. Một.", "PHỤ LỤC I",
         "Bảng 1. Tên", "KT. CHỦ TỊCH", "|", "| **a** | b\\|c<br>d |", "Nơi nhận: | x"]
    ),
    max_size=30,
)  # fmt: skip


@given(LINES)
def test_any_order_of_rows_is_cut_without_loss(lines: list[str]) -> None:
    document = document_of("\n".join(lines))
    sections = outline(document)
    assert "".join(document.text[s.start : s.end] for s in sections) == document.text
    assert len({section.id for section in sections}) == len(sections)
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                assert document.text[cell.start : cell.end].strip()


def test_a_long_table_is_read_in_seconds() -> None:
    rows = "\n".join(f"| {n} | Việc {n} | Sở Y tế |" for n in range(1, 5_001))
    started = time.perf_counter()
    ids = ids_of(f"{HEAD}| STT | Nhiệm vụ | Đơn vị |\n|---|---|---|\n{rows}")
    assert time.perf_counter() - started < 10
    assert ids[-1] == "muc.I/bang.1/hang.5000"
