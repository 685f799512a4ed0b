"""Where the names of a clause end, and what is a duty at all, on invented lines."""

from __future__ import annotations

import pytest

from tests.ingest.test_named_within import given


@pytest.mark.parametrize(
    ("sentence", "who", "task"),
    [
        (
            "Trung tâm Y tế huyện, các trạm y tế tiếp nhận trẻ đuối nước.",
            "Trung tâm Y tế huyện; các trạm y tế",
            "tiếp nhận trẻ đuối nước.",
        ),
        (
            "Đề nghị Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam huyện vận động người dân.",
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam huyện",
            "vận động người dân.",
        ),
        ("Giao Trưởng Công an xã trực tiếp cứu nạn.", "Trưởng Công an xã", "trực tiếp cứu nạn."),
        ("Công an xã cụ thể hóa kế hoạch.", "Công an xã", "cụ thể hóa kế hoạch."),
        (
            "Hội Nông dân và Công an các phường, xã treo ít nhất 03 băng rôn.",
            "Hội Nông dân; Công an các phường, xã",
            "treo ít nhất 03 băng rôn.",
        ),
        (
            "Hiệu trưởng các trường tiểu học, trung học cơ sở: Dạy bơi.",
            "Hiệu trưởng các trường tiểu học, trung học cơ sở",
            "Dạy bơi.",
        ),
    ],
)
def test_names_as_they_are_written(sentence: str, who: str, task: str) -> None:
    found = given(f"II. TỔ CHỨC THỰC HIỆN\n1. {sentence}\n2. Phòng Nội vụ: Mở lớp.")
    assert found[0][:2] == (who, task)


@pytest.mark.parametrize(
    ("sentence", "who", "task", "partners"),
    [
        (
            "Công an huyện, Ủy ban nhân dân các xã, thị trấn: Rà soát bể bơi.",
            "Công an huyện; Ủy ban nhân dân các xã, thị trấn",
            "Rà soát bể bơi.",
            "",
        ),
        (
            "Các cơ quan, đơn vị được giao nhiệm vụ lập dự toán gửi Phòng Y tế.",
            "Các cơ quan, đơn vị được giao nhiệm vụ",
            "lập dự toán gửi Phòng Y tế.",
            "",
        ),
        (
            "Chánh Văn phòng Ủy ban nhân dân huyện, Thủ trưởng các phòng, ban và các tổ chức, cá "
            "nhân có liên quan chịu trách nhiệm thi hành.",
            "Chánh Văn phòng Ủy ban nhân dân huyện; Thủ trưởng các phòng, ban; "
            "các tổ chức, cá nhân có liên quan",
            "chịu trách nhiệm thi hành.",
            "",
        ),
        (
            "Giao Phòng Y tế làm đầu mối tiếp nhận tin báo.",
            "Phòng Y tế",
            "làm đầu mối tiếp nhận tin báo.",
            "",
        ),
        (
            "Hội Nông dân huyện: Phối hợp với các thôn hòa giải mâu thuẫn.",
            "Hội Nông dân huyện",
            "Phối hợp với các thôn hòa giải mâu thuẫn.",
            "các thôn",
        ),
    ],
)
def test_where_names_end(sentence: str, who: str, task: str, partners: str) -> None:
    found = given(f"II. TỔ CHỨC THỰC HIỆN\n1. {sentence}\n2. Phòng Nội vụ: Mở lớp.")
    assert found[0][:3] == (who, task, partners)


def test_what_was_done_is_no_duty() -> None:
    found = given("I. TÌNH HÌNH\nPhòng Y tế đã tham mưu mở 12 lớp.\nII. VIỆC\n1. Dạy bơi.")
    assert found == []


def test_another_s_clause_of_the_closing() -> None:
    found = given(
        "II. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: Rà soát bể bơi.\n2. Công an tỉnh: Mở lớp.\n\n"
        "Trong quá trình thực hiện, các cơ quan gửi ý kiến về Sở Y tế; trường hợp vượt thẩm quyền, "
        "Sở Y tế trình Ủy ban nhân dân tỉnh./."
    )
    assert ("Sở Y tế", "trình Ủy ban nhân dân tỉnh./.") in [one[:2] for one in found]


def test_the_closing_asks_in_its_last_clause() -> None:
    found = given(
        "II. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: Rà soát bể bơi.\n2. Công an tỉnh: Mở lớp.\n\n"
        "Trên đây là Kế hoạch công tác trẻ em, yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện./."
    )
    assert found[-1][:2] == ("các cơ quan, đơn vị", "nghiêm túc thực hiện./.")


def test_the_day_behind_who_leads() -> None:
    work = "Mở 02 lớp bơi cho trẻ em."
    leads = f"{work} Phòng Y tế chủ trì; hoàn thành trong quý III/2026."
    assert given(f"II. NHIỆM VỤ\n1. {leads}\n2. Xong.") == [
        ("Phòng Y tế", work, "", "hoàn thành trong quý III/2026")
    ]
