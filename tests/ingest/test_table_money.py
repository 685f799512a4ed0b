"""Columns of a table by source of money and by role, and what the rows give by them."""

from __future__ import annotations

import pytest

from rag.schema import Assignment, Deadline
from tests.ingest.test_table_facts import facts_of, statements

MONEY_ABOVE = "ĐVT: triệu đồng\n\n"


@pytest.mark.parametrize(
    ("lines", "sums"),
    [
        pytest.param(
            MONEY_ABOVE + "| TT | Nội dung | Ngân sách xã | Xã hội hóa | Cộng |\n|-|-|-|-|-|\n"
            "| 1 | In áp phích | 0 | 15 | 15 |\n| | Tổng cộng | 56 | 53 | 109 |",
            ["15 triệu đồng (Ngân sách xã: 0 triệu đồng; Xã hội hóa: 15 triệu đồng)",
             "109 triệu đồng (Ngân sách xã: 56 triệu đồng; Xã hội hóa: 53 triệu đồng)"],
            id="the whole last",
        ),
        pytest.param(
            MONEY_ABOVE + "| TT | Nội dung | Tổng số | NSTW | NS tỉnh |\n|-|-|-|-|-|\n"
            "| 1 | Tủ sách | 90 | | 90 |\n| 2 | Sân chơi | 30 | 30 | - |",
            ["90 triệu đồng (NS tỉnh: 90 triệu đồng)", "30 triệu đồng (NSTW: 30 triệu đồng)"],
            id="the whole first, empty cells and dashes",
        ),
        pytest.param(
            "| TT | Nội dung | Kinh phí | Trong đó | |\n|-|-|-|-|-|\n| | | | Tỉnh | Xã |\n"
            "| 1 | Sân chơi | 5.000.000 | 2.000.000 | 3.000.000 |\n\nĐơn vị tính: đồng.",
            ["5.000.000 đồng (Tỉnh: 2.000.000 đồng; Xã: 3.000.000 đồng)"],
            id="levels below a merged cell, the unit below the table",
        ),
        pytest.param(
            "| Hạng mục | NSĐP | Vốn khác | Thành tiền |\n|-|-|-|-|\n"
            "| Mua xe | 1,5 tỷ đồng | 500 triệu đồng | 2 tỷ đồng |",
            ["2 tỷ đồng (NSĐP: 1,5 tỷ đồng; Vốn khác: 500 triệu đồng)"],
            id="each cell with its unit",
        ),
        pytest.param(
            MONEY_ABOVE + "| TT | Nội dung | Ngân sách huyện | Xã hội hóa |\n|-|-|-|-|\n"
            "| 1 | Tủ sách | 20 | 7 |",
            ["Ngân sách huyện: 20 triệu đồng; Xã hội hóa: 7 triệu đồng"],
            id="no column of the whole",
        ),
        pytest.param(
            "| TT | Nội dung | Tổng số | Huyện | Xã | Kinh phí (triệu đồng) |\n|-|-|-|-|-|-|\n"
            "| 1 | Lớp làm cha mẹ | 9 | 3 | 6 | 27 |",
            ["27 triệu đồng"],
            id="numbers of lessons",
        ),
        pytest.param(
            "| TT | Nội dung | Tổng số (người) | Kinh phí (triệu đồng) |\n|-|-|-|-|\n"
            "| 1 | Tập huấn | 120 | 24 |",
            ["24 triệu đồng"],
            id="numbers of people",
        ),
    ],
)  # fmt: skip
def test_what_each_source_gives(lines: str, sums: list[str]) -> None:
    assert [one[0] for one in statements(lines, "allotment")] == sums


def test_what_each_agency_leads_and_takes_part_in() -> None:
    head = "| TT | Cơ quan | Chỉ tiêu chủ trì | Chỉ tiêu phối hợp | Kỳ báo cáo |\n|-|-|-|-|-|\n"
    rows = "| 1 | Sở Y tế | 3.2; 4.1 | 3.3 | 6 tháng |\n| 2 | Sở Nội vụ | - | Tất cả | Hằng năm |"
    found = facts_of(head + rows)
    held = [one for one in found if isinstance(one, Assignment)]
    assert [(one.agencies[0].name, one.role, one.task.text) for one in held] == [
        ("Sở Y tế", "chủ trì", "3.2; 4.1"), ("Sở Y tế", "phối hợp", "3.3"),
        ("Sở Nội vụ", "phối hợp", "Tất cả"),
    ]  # fmt: skip
    assert [one.indicators for one in held[0].references] == [("3.2",), ("4.1",)]
    due = [one for one in found if isinstance(one, Deadline)]
    assert [(one.task.text, one.when) for one in due] == [
        ("Sở Y tế", ("6 tháng",)), ("Sở Nội vụ", ("Hằng năm",)),
    ]  # fmt: skip


def test_the_time_is_that_of_the_task_an_agency_leads() -> None:
    head = "| Đơn vị | Nhiệm vụ chủ trì | Nhiệm vụ phối hợp | Thời gian |\n|-|-|-|-|\n"
    found = facts_of(head + "| Sở Y tế | Khám mắt | Đo mắt kính | Quý II |")
    assert [(one.task.text, one.when) for one in found if isinstance(one, Deadline)] == [
        ("Khám mắt", ("Quý II",))
    ]
