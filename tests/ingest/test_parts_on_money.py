"""Where a plan's part on money stands, and what it says."""

from __future__ import annotations

from ingest.duties import assignments
from ingest.statements import funding
from tests.ingest.facts_of import reading_of


def test_a_part_on_money_may_have_no_number() -> None:
    reading = reading_of(
        "KẾ HOẠCH\nCông tác trẻ em năm 2026\n\nII. NỘI DUNG\nTập huấn:\n- Mở 02 lớp bơi.\n"
        "Kinh phí thực hiện:\n- Ngân sách xã: 400 triệu đồng.\n- Tài trợ: 220 triệu đồng.\n"
    )
    assert [(one.subject, one.task.text) for one in funding(reading)] == [
        ("Kinh phí thực hiện", "Ngân sách xã: 400 triệu đồng."),
        ("Kinh phí thực hiện", "Tài trợ: 220 triệu đồng."),
    ]


def test_the_whole_sum_above_a_list_is_money() -> None:
    reading = reading_of(
        "KẾ HOẠCH\nCông tác trẻ em năm 2026\n\nIII. KINH PHÍ\n"
        "1. Tổng nhu cầu 620 triệu đồng, gồm:\n- Ngân sách xã: 400 triệu đồng;\n"
        "- Tài trợ: 220 triệu đồng.\n2. Nguồn khác:\n- Nhân dân đóng góp ngày công.\n"
    )
    assert [one.task.text for one in funding(reading)] == [
        "Tổng nhu cầu 620 triệu đồng, gồm:",
        "Ngân sách xã: 400 triệu đồng;",
        "Tài trợ: 220 triệu đồng.",
        "Nhân dân đóng góp ngày công.",
    ]


def test_an_annex_of_money_is_no_part_on_money() -> None:
    reading = reading_of(
        "KẾ HOẠCH\nCông tác trẻ em năm 2026\n\nPhần thứ nhất\nI. KINH PHÍ\n"
        "1. Ngân sách xã: 400 triệu đồng.\n\nPHỤ LỤC I\nDỰ TOÁN KINH PHÍ\n\n"
        "| TT | Nội dung | Năm 2026 |\n|---|---|---|\n| 1 | Lớp bơi | 400 |\n"
    )
    assert [one.task.text for one in funding(reading)] == ["Ngân sách xã: 400 triệu đồng."]


def test_a_part_on_money_and_on_who_does_what() -> None:
    reading = reading_of(
        "KẾ HOẠCH\nCông tác trẻ em năm 2026\n\nPhần thứ tư\nKINH PHÍ VÀ TỔ CHỨC THỰC HIỆN\n\n"
        "I. KINH PHÍ\n1. Ngân sách xã: 400 triệu đồng.\n\nII. TỔ CHỨC THỰC HIỆN\n"
        "1. Hội Nông dân xã: vận động hội viên tập bơi.\n2. Công an xã: tuần tra ven sông.\n"
    )
    assert [one.task.text for one in funding(reading)] == ["Ngân sách xã: 400 triệu đồng."]
    assert [one.agencies[0].name for one in assignments(reading)] == [
        "Hội Nông dân xã",
        "Công an xã",
    ]
