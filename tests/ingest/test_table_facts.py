"""Facts read from the columns of tables: who, with whom, when, how much, and what they rest on."""

from __future__ import annotations

import pytest

from ingest.duties import assignments
from ingest.indicators import of_table
from ingest.outline import outline
from ingest.pipeline import read_plan
from ingest.statements import deadlines
from ingest.table_columns import Column, load_columns
from ingest.table_facts import table_facts
from ingest.targets import targets
from rag.schema import Assignment, Deadline, Fact, Statement, Target
from rag.settings import ROOT
from tests.ingest.facts_of import assert_quoted, reading_of
from tests.ingest.reading_aloud import document_of

HEAD = "KẾ HOẠCH\nThử nghiệm\nI. NHIỆM VỤ\n"
COLUMNS = "| STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |\n|-|-|-|-|-|\n"


def facts_of(lines: str) -> tuple[Fact, ...]:
    """The facts of the tables; the readers of running text must find none in them."""
    reading = reading_of(HEAD + lines)
    found = table_facts(reading)
    assert_quoted(found, reading.document.text)
    assert not (*assignments(reading), *deadlines(reading), *targets(reading))
    return found


def given(lines: str) -> list[tuple[str, str, str, str | None]]:
    """Leaders, task, partners and deadline of each assignment."""
    return [
        (
            "; ".join(agency.written for agency in fact.agencies),
            fact.task.text,
            "; ".join(agency.written for agency in fact.partners),
            fact.deadline,
        )
        for fact in facts_of(lines)
        if isinstance(fact, Assignment)
    ]


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("STT", Column("number")),
        ("Tên nhiệm vụ", Column("task")),
        ("Nội dung phối hợp", Column("task")),
        ("CƠ QUAN CHỦ TRÌ THỰC HIỆN", Column("leader", "chủ trì")),
        ("Đơn vị theo dõi, tổng hợp, báo cáo", Column("leader", "theo dõi")),
        ("Đơn vị chịu trách nhiệm", Column("leader", "chịu trách nhiệm")),
        ("Thực hiện", Column("leader", "thực hiện")),
        ("Đơn vị", Column("leader")),
        ("Cơ quan phối hợp thực hiện", Column("partner", "phối hợp")),
        ("Phối hợp", Column("partner", "phối hợp")),
        ("Thời gian thực hiện", Column("time")),
        ("Thời hạn (năm 2025)", Column("time")),
        ("Hoàn thành", Column("time")),
        ("Đơn vị tính", Column("unit")),
        ("Năm 2025", Column("figure", year="2025", word="figure")),
        ("2030", Column("figure", year="2030")),
        ("Chỉ tiêu năm 2025", Column("figure", year="2025", word="indicator")),
        ("Thực hiện năm 2024", Column("figure", year="2024", word="figure")),
        ("Kế hoạch", Column("figure")),
        ("Chỉ tiêu", Column("indicator")),
        ("Kinh phí thực hiện", Column("money")),
        ("Nguồn", Column("money")),
        ("Sản phẩm hoàn thành", Column("product")),
        ("Số tiền (triệu đồng)", Column("money")),
        ("Địa điểm tổ chức", Column("place")),
        ("Ghi chú", Column("other")),
        ("Tuyên truyền", None),
        ("Sở Y tế", None),
        ("", None),
    ],
)
def test_a_header_tells_its_column(header: str, meaning: Column | None) -> None:
    assert load_columns(ROOT / "prompts").read(header) == meaning


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            "| 1 | Họp | Sở Y tế | Sở Nội vụ, Công an tỉnh | Quý II |",
            [("Sở Y tế", "Họp", "Sở Nội vụ; Công an tỉnh", "Quý II")],
            id="a whole row",
        ),
        pytest.param(
            "| 1 | Họp | | Sở Nội vụ | Quý II |\n| 2 | Chợ | Sở Y tế | | |",
            [("Sở Nội vụ", "Họp", "", "Quý II"), ("Sở Y tế", "Chợ", "", None)],
            id="an empty leader: the partner takes part, and does not lead",
        ),
        pytest.param(
            "| 1 | Họp | Sở Y tế chủ trì, phối hợp với Sở Nội vụ | | |",
            [("Sở Y tế", "Họp", "Sở Nội vụ", None)],
            id="both in one cell",
        ),
        pytest.param(
            "| 1 | Họp | Sở Y tế<br>Sở Nội vụ | | |",
            [("Sở Y tế; Sở Nội vụ", "Họp", "", None)],
            id="two leaders",
        ),
        pytest.param(
            "| 1 | Họp | Nhóm Hoa Sen | | |", [("Nhóm Hoa Sen", "Họp", "", None)],
            id="a name that no list has",
        ),
        pytest.param("| 1 | Họp | x | - | |", [], id="ticks and dashes name nobody"),
        pytest.param(
            "| 1 | Họp | Sở Y tế | | Quý I |\n| 2 | Chợ | nt | | nt |",
            [("Sở Y tế", "Họp", "", "Quý I"), ("Sở Y tế", "Chợ", "", "Quý I")],
            id="the same as above",
        ),
        pytest.param(
            "| 1 | Họp | Sở Y tế | | |\n| | | Công an tỉnh | | Quý IV |",
            [("Sở Y tế", "Họp", "", None), ("Công an tỉnh", "Họp", "", "Quý IV")],
            id="a merged task",
        ),
        pytest.param(
            "| 1 | Họp về bình | Sở Văn hóa, | | Quý I |\n"
            "| | đẳng giới | Thể thao và Du lịch | | |",
            [("Sở Văn hóa, Thể thao và Du lịch", "Họp về bình", "", "Quý I")],
            id="a row wrapped over two lines",
        ),
        pytest.param(
            "| 1 | 1. Loa;<br>2. Báo | Sở Y tế | | Năm 2025 |",
            [("Sở Y tế", "1. Loa; 2. Báo", "", "Năm 2025")],
            id="markers inside a cell",
        ),
        pytest.param(
            "| 1 | Họp |\n| 2 | Chợ | Sở Y tế | | Quý I | thừa | thừa |",
            [("Sở Y tế", "Chợ", "", "Quý I")],
            id="ragged rows",
        ),
    ],
)  # fmt: skip
def test_who_does_what(rows: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    assert given(COLUMNS + rows) == expected


def test_every_cell_that_gives_the_meaning_is_a_source() -> None:
    (fact, due) = facts_of(
        COLUMNS + "| I | TUYÊN TRUYỀN | | | |\n| 1 | Họp | Sở Y tế | Sở Nội vụ | Quý II |"
    )
    assert isinstance(fact, Assignment)
    assert fact.role == "chủ trì"
    assert [piece.text for piece in fact.sources] == [
        "Sở Y tế", "Cơ quan chủ trì", "Sở Nội vụ", "Cơ quan phối hợp", "Quý II", "Thời gian",
        "TUYÊN TRUYỀN", "Họp",
    ]  # fmt: skip
    assert {piece.section for piece in fact.sources} == {
        "muc.I/bang.1", "muc.I/bang.1/hang.1", "muc.I/bang.1/hang.2",
    }  # fmt: skip
    assert isinstance(due, Deadline)
    assert (due.when, due.kind, due.task.text) == (("Quý II",), "task", "Họp")


def test_who_takes_part_does_not_lead() -> None:
    (fact, _) = facts_of(COLUMNS + "| 1 | Họp | | Sở Nội vụ | Quý II |")
    assert isinstance(fact, Assignment)
    assert fact.role == "phối hợp"


def test_a_column_of_its_own_for_each_role() -> None:
    found = facts_of(
        "Nhiệm vụ | Cơ quan chủ trì | Cơ quan theo dõi, báo cáo | Đơn vị |\n"
        "Họp | Sở Y tế | Sở Nội vụ | Công an tỉnh |"
    )
    assert [(f.role, f.agencies[0].written) for f in found if isinstance(f, Assignment)] == [
        ("chủ trì", "Sở Y tế"), ("theo dõi", "Sở Nội vụ"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "references"),
    [
        pytest.param(
            "Nội dung | Chủ trì |\nBáo cáo chỉ tiêu 2 của mục tiêu 3 | Sở Y tế |",
            [("3", ("2",))], id="in the task",
        ),
        pytest.param(
            "Nội dung | Chủ trì |\nChỉ tiêu 1, 3 | Sở Y tế |", [("", ("1", "3"))],
            id="without an objective",
        ),
        pytest.param(
            "Mục tiêu | Chỉ tiêu | Chủ trì |\n4 | 1, 2 | Sở Y tế |", [("4", ("1", "2"))],
            id="bare numbers",
        ),
        pytest.param(
            "STT | Chỉ tiêu | Chủ trì |\nI | Mục tiêu 2: Việc làm | |\n"
            "1 | Chỉ tiêu 1: Nữ | Sở Y tế |",
            [("2", ("1",))], id="the objective in a group row",
        ),
    ],
)  # fmt: skip
def test_references(lines: str, references: list[tuple[str, tuple[str, ...]]]) -> None:
    (fact,) = [fact for fact in facts_of(lines) if isinstance(fact, Assignment)]
    assert [(r.objective, r.indicators) for r in fact.references] == references
    assert all(r.of_document is None for r in fact.references)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            "TT | Chỉ tiêu | ĐVT | Năm 2025 | Năm 2030 |\n1 | Nữ cấp ủy | % | 18,5 | 25 |",
            [("Nữ cấp ủy", "18,5 %", "2025"), ("Nữ cấp ủy", "25 %", "2030")],
            id="a column a year",
        ),
        pytest.param(
            "TT | Nội dung | Đơn vị tính | Chỉ tiêu |\n1 | Tập huấn | lớp | 15 |\n2 | Họp | | |",
            [("Tập huấn", "15 lớp", None)], id="the indicator's column holds the figure",
        ),
        pytest.param(
            "Chỉ tiêu năm 2025 | Cơ quan báo cáo |\n100% xã có tổ công tác | |",
            [("100% xã có tổ công tác", "100%", "2025")], id="the figure in the indicator itself",
        ),
        pytest.param(
            "TT | Đơn vị | Năm 2024 | Năm 2025 |\n1 | Xã An Phú | 3 | 5 |",
            [("Xã An Phú", "3", "2024"), ("Xã An Phú", "5", "2025")], id="figures of units",
        ),
    ],
)  # fmt: skip
def test_how_much(lines: str, expected: list[tuple[str, str, str | None]]) -> None:
    found = [fact for fact in facts_of(lines) if isinstance(fact, Target)]
    assert [(f.task.text, *f.figures, f.year) for f in found] == expected


def test_a_plan_with_tables_is_read_whole() -> None:
    plan = read_plan(ROOT / "tests" / "data" / "shapes" / "bang.md", "thu")
    found = [
        (fact.agencies[0].written, fact.task.section)
        for fact in plan.facts
        if isinstance(fact, Assignment)
    ]
    assert found == [
        ("Sở Nội vụ", "muc.II/khoan.2"),
        ("Sở Văn hóa, Thể thao và Du lịch", "muc.II/khoan.1/bang.1/hang.2"),
        ("Sở Y tế", "muc.II/khoan.1/bang.1/hang.3"),
        ("UBND các xã", "muc.II/khoan.1/bang.1/hang.5"),
        ("Sở Nội vụ", "kem_theo.1/bang.1/hang.1"),
        ("Công an tỉnh", "kem_theo.1/bang.1/hang.2"),
    ]


def statements(lines: str, kind: str) -> list[tuple[str, list[str]]]:
    """Subject and quotes of each statement of a kind."""
    return [
        (fact.subject, [piece.text for piece in fact.sources])
        for fact in facts_of(lines)
        if isinstance(fact, Statement) and fact.kind == kind
    ]


def test_a_calendar_tells_where_whatever_its_rows_name() -> None:
    head = "| Ngày | Hoạt động | Địa điểm | Đơn vị thực hiện |\n|-|-|-|-|\n"
    head = head.replace("Ngày", "Thời gian")
    rows = "| 12/6/2026 | Đua thuyền thúng | Bến Cũ | Đoàn xã |\n| Tháng 7 | Dọn kênh | | Đoàn xã |"
    assert statements(head + rows, "event") == [
        ("Đua thuyền thúng", ["Đua thuyền thúng", "12/6/2026", "Địa điểm", "Bến Cũ"])
    ]


def test_what_a_row_costs_has_the_unit_of_its_header() -> None:
    head = "| STT | Mô hình | Cơ quan chủ trì | Kinh phí (triệu đồng) |\n|-|-|-|-|\n"
    rows = "| 1 | Vườn rau trường học | Sở Y tế | 1.350 |\n| 2 | Nhà vòm | Sở Y tế | |"
    assert statements(head + rows, "allotment") == [
        ("1.350 triệu đồng", ["Vườn rau trường học", "Kinh phí (triệu đồng)", "1.350"])
    ]


def test_who_uses_a_sum_is_given_nothing() -> None:
    head = "| TT | Khoản chi | Số tiền (triệu đồng) | Đơn vị sử dụng |\n|-|-|-|-|\n"
    rows = "| 1 | In sổ tay | 45 | Sở Y tế |"
    assert [one[0] for one in statements(head + rows, "allotment")] == ["45 triệu đồng (Sở Y tế)"]
    assert not given(head + rows)


def test_a_total_below_an_empty_task_is_none_of_the_task_above() -> None:
    head = "| TT | Đơn vị | Nội dung | Kinh phí (triệu đồng) |\n|-|-|-|-|\n"
    rows = "| 1 | Sở Y tế | Khám mắt | 45 |\n| 2 | Sở Tư pháp | In sổ tay | 30 |\n"
    found = statements(head + rows + "| | **Tổng cộng** | | **75** |", "allotment")
    assert [one[1][0] for one in found] == ["Khám mắt", "In sổ tay", "Tổng cộng"]


@pytest.mark.parametrize(
    ("numbers", "indicators"), [(("1", "2"), ["1", "2"]), (("1", "3"), [None, None])]
)
def test_a_table_numbers_its_indicators(
    numbers: tuple[str, str], indicators: list[str | None]
) -> None:
    rows = "".join(f"| {n} | Xã có sân chơi {n} | 4{n} | Sở Y tế |\n" for n in numbers)
    text = f"{HEAD}| TT | Chỉ tiêu | 2026 | Cơ quan theo dõi |\n|-|-|-|-|\n{rows}"
    document = document_of(text)
    sections = of_table(outline(document), document, load_columns(ROOT / "prompts"))
    assert [one.indicator for one in sections if one.path[-1].level == "hang"] == indicators


def test_a_unit_stands_below_a_header_that_names_bodies_elsewhere() -> None:
    head = "| TT | Chỉ tiêu | Đơn vị | 2026 | 2027 | Cơ quan theo dõi |\n|-|-|-|-|-|-|\n"
    rows = "| 1 | Xã có sân chơi | % | 41 | 49 | Sở Y tế |\n"
    # a unit that begins with a capital is no agency where others are shares
    clubs = "| 2 | Đội bơi (lũy kế) | Đội | 3 | 7 | Hội Nông dân |\n"
    found = [fact for fact in facts_of(head + rows + clubs) if isinstance(fact, Target)]
    assert [(one.figures, one.year) for one in found] == [
        (("41 %",), "2026"), (("49 %",), "2027"), (("3 Đội",), "2026"), (("7 Đội",), "2027"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("above", "header", "cells", "figure"),
    [
        ("(Đơn vị tính: %)", "Năm 2025", "Xã có sân chơi | 55", "55 %"),
        ("Bảng 1. Chỉ tiêu (Đơn vị: người)", "Năm 2025", "Nữ được tập huấn | 140", "140 người"),
        ("ĐVT: Triệu đồng", "Năm 2025", "Sửa sân chơi | 200", "200 triệu đồng"),
        ("ĐVT: 1.000 đồng", "Năm 2025", "Sửa sân chơi | 200", "200 (1.000 đồng)"),
        ("ĐVT: người\nBảng 2. Chỉ tiêu", "Năm 2025", "Nữ được tập huấn | 140", "140 người"),
        # a unit of their own, none of the table's, no unit at all
        ("ĐVT: người", "Năm 2025", "Nữ được tập huấn | 30%", "30%"),
        ("ĐVT: người", "Năm 2025 (%)", "Nữ được tập huấn | 30", "30"),
        ("ĐVT: người", "Năm 2025", "Tỷ lệ nữ cấp ủy | 30", "30"),
        ("ĐVT: triệu đồng", "Số lượng", "Sân chơi | 2", "2"),
        ("(Đơn vị tính: như cột 3)", "Năm 2025", "Sân chơi | 2", "2"),
        ("Số liệu của đơn vị: tính như sau", "Năm 2025", "Sân chơi | 2", "2"),
        ("Đơn vị: Sở Y tế", "Năm 2025", "Sân chơi | 2", "2"),
    ],
)
def test_a_unit_printed_above_the_table(above: str, header: str, cells: str, figure: str) -> None:
    lines = f"{above}\n\n| TT | Chỉ tiêu | {header} |\n|-|-|-|\n| 1 | {cells} |"
    found = [fact for fact in facts_of(lines) if isinstance(fact, Target)]
    assert [one.figures for one in found] == [(figure,)]
    unit = figure.partition(" ")[2].strip("()")
    assert unit in " ".join(piece.text for piece in found[0].sources).lower()


def test_money_has_the_unit_printed_above_the_table() -> None:
    lines = "ĐVT: triệu đồng\n\n| TT | Nội dung | Kinh phí |\n|-|-|-|\n| 1 | In sổ tay | 310 |"
    assert statements(lines, "allotment") == [
        ("310 triệu đồng", ["In sổ tay", "Kinh phí", "310", "triệu đồng"])
    ]
