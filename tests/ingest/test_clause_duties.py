"""Duties clause by clause, and who does them where no lexicon or heading says it plainly."""

from __future__ import annotations

import pytest

from ingest.duties import assignments
from ingest.listed import listed
from rag.schema import Assignment
from rag.sentences import by_sentence
from tests.ingest.facts_of import reading_of

HEAD = "KẾ HOẠCH\nThử nghiệm\nI. MỤC ĐÍCH\n1. Nâng cao nhận thức.\n"
ORGANISED = HEAD + "II. TỔ CHỨC THỰC HIỆN\n"


def told(text: str) -> list[tuple[tuple[str, ...], str, str]]:
    return [
        (tuple(agency.written for agency in one.agencies), one.role, one.task.text)
        for one in assignments(reading_of(text))
    ]


@pytest.mark.parametrize(
    ("duty", "tasks"),
    [
        pytest.param(
            "Chủ trì rà soát văn bản; đưa tin trên loa; nộp hồ sơ trước ngày 5/3.",
            ["Chủ trì rà soát văn bản", "đưa tin trên loa", "nộp hồ sơ trước ngày 5/3."],
            id="three",
        ),
        pytest.param(
            "Theo dõi chỉ tiêu 1 của mục tiêu 2; chỉ tiêu 3 của mục tiêu 4.",
            ["Theo dõi chỉ tiêu 1 của mục tiêu 2; chỉ tiêu 3 của mục tiêu 4."],
            id="a list of items",
        ),
        pytest.param(
            "Phối hợp với Phòng Tư pháp; Phòng Nội vụ mở lớp cho cán bộ.",
            ["Phối hợp với Phòng Tư pháp; Phòng Nội vụ mở lớp cho cán bộ."],
            id="a list of partners",
        ),
        pytest.param(
            "Triển khai theo Thông tư số 5/TT-BTC; Hướng dẫn lập dự toán.",
            ["Triển khai theo Thông tư số 5/TT-BTC; Hướng dẫn lập dự toán."],
            id="a list of documents",
        ),
    ],
)
def test_each_clause_of_duty_is_one(duty: str, tasks: list[str]) -> None:
    found = told(ORGANISED + f"1. Phòng Y tế: {duty}\n2. Phòng Nội vụ: Mở lớp.\n")
    assert [task for agencies, _, task in found if agencies == ("Phòng Y tế",)] == tasks


def test_a_clause_has_its_own_role_and_date() -> None:
    text = (
        ORGANISED + "1. Phòng Y tế: Chủ trì khám bệnh trước ngày 5/3/2026; "
        "báo cáo kết quả trước ngày 9/9/2026.\n2. Phòng Nội vụ: Mở lớp.\n"
    )
    reading = reading_of(text)
    first, second, _ = assignments(reading)
    assert (first.role, first.deadline) == ("chủ trì", "trước ngày 5/3/2026")
    assert (second.role, second.deadline) == ("báo cáo", "trước ngày 9/9/2026")
    whole, _ = by_sentence((first, second, assignments(reading)[2]), reading.document.text)
    assert whole.task.text == f"{first.task.text}; {second.task.text}"
    assert whole.task in whole.sources


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "1. Phòng Y tế: Mở lớp.\n2. Đội cơ động các thôn: Tuần tra ban đêm.\n"
            "3. Công an xã: Tuần tra.\n",
            (("Đội cơ động các thôn",), "thực hiện", "Tuần tra ban đêm."),
            id="a name no lexicon knows, between agencies",
        ),
        pytest.param(
            "1. Rà soát các hộ; mỗi thôn cử 02 người tham gia.\n",
            (("mỗi thôn",), "tham gia", "cử 02 người tham gia."),
            id="each of many",
        ),
        pytest.param(
            "Chế độ báo cáo: Các cơ quan, đơn vị gửi báo cáo trước ngày 5/5.\n",
            (("Các cơ quan, đơn vị",), "báo cáo", "gửi báo cáo trước ngày 5/5."),
            id="behind a label",
        ),
        pytest.param(
            "1. Mở lớp dạy nghề cho 40 phụ nữ. Đơn vị chủ trì: Phòng Nội vụ. "
            "Thời gian thực hiện: Quý II năm 2026.\n",
            (("Phòng Nội vụ",), "chủ trì", "Mở lớp dạy nghề cho 40 phụ nữ."),
            id="labels behind the task",
        ),
        pytest.param(
            "1. Tổ chức hội thi nấu ăn cấp xã (Phòng Tư pháp chủ trì).\n",
            (("Phòng Tư pháp",), "chủ trì", "Tổ chức hội thi nấu ăn cấp xã"),
            id="in brackets",
        ),
        pytest.param(
            "1. Khảo sát nhu cầu tại 12 thôn\n- Chủ trì: Phòng Y tế.\n- Thời gian: Quý I.\n",
            (("Phòng Y tế",), "chủ trì", "Khảo sát nhu cầu tại 12 thôn"),
            id="a short label below",
        ),
        pytest.param(
            "1. Phòng Y tế\n- Chủ trì:\n+ Khám bệnh cho trẻ em;\n+ Cấp thuốc.\n",
            (("Phòng Y tế",), "chủ trì", "Khám bệnh cho trẻ em;"),
            id="the role stands above",
        ),
    ],
)
def test_who_does_it(text: str, found: tuple[tuple[str, ...], str, str]) -> None:
    assert found in told(ORGANISED + text)


def _one(text: str, task: str) -> Assignment:
    return next(one for one in assignments(reading_of(text)) if one.task.text.startswith(task))


def test_partners_of_a_heading_are_its_items() -> None:
    text = (
        ORGANISED + "1. Phòng Nội vụ chủ trì, phối hợp với Ban Tổ chức Huyện ủy:\n"
        "- Rà soát quy hoạch.\n- Mở lớp.\n2. Phòng Y tế: Khám bệnh.\n"
    )
    assert [a.written for a in _one(text, "Mở lớp").partners] == ["Ban Tổ chức Huyện ủy"]


def test_lines_below_an_item_are_on_it_and_on_its_bullets() -> None:
    text = (
        HEAD + "II. NỘI DUNG\n1. Trang trí trụ sở\n- Thời gian: 7 giờ, ngày 5/3/2026, tại chợ.\n"
        "- Treo 20 cờ dọc đường.\n- Đơn vị chủ trì: Phòng Y tế.\n"
        "- Đơn vị phối hợp: Công an xã, các tổ liên gia.\n"
    )
    found = assignments(reading_of(text))
    assert [(one.role, one.task.text) for one in found] == [
        ("chủ trì", "Trang trí trụ sở"),
        ("phối hợp", "Trang trí trụ sở"),
        ("chủ trì", "Treo 20 cờ dọc đường."),
        ("phối hợp", "Treo 20 cờ dọc đường."),
    ]
    assert [a.written for a in found[0].partners] == ["Công an xã", "các tổ liên gia"]
    assert found[0].deadline == "7 giờ, ngày 5/3/2026"


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (
            "Công an xã, Ban Giám hiệu các trường và các tổ liên gia",
            ["Công an xã", "Ban Giám hiệu các trường", "các tổ liên gia"],
        ),
        ("các đội dân phòng xã, phường", ["các đội dân phòng xã, phường"]),
        ("Phòng Y tế và đơn vị liên quan", ["Phòng Y tế", "đơn vị liên quan"]),
        ("các hợp tác xã mở gian hàng", ["các hợp tác xã"]),
    ],
)
def test_a_list_also_holds_names_no_lexicon_knows(names: str, wanted: list[str]) -> None:
    reading = reading_of(HEAD + f"2. {names}\n")
    start = reading.document.text.index(names)
    assert [a.written for a in listed(reading, start, start + len(names))] == wanted


def test_a_closing_request_closes() -> None:
    text = (
        HEAD + "II. CHẾ ĐỘ BÁO CÁO\nPhòng Y tế báo cáo trước ngày 5/5.\n\n"
        "Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện Kế hoạch này./.\n"
    )
    assert _one(text, "nghiêm túc").task.section == "ket.1"


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        pytest.param(
            "1. Mặt trận Tổ quốc xã và các đoàn thể (đề nghị): Mặt trận Tổ quốc xã vận động quỹ; "
            "Hội Nông dân xã đứng ra lập tổ hòa giải; Hội Chữ thập đỏ xã hỗ trợ 05 trẻ mồ côi.\n",
            [
                (("Mặt trận Tổ quốc xã",), "đề nghị", "vận động quỹ"),
                (("Hội Nông dân xã",), "đề nghị", "đứng ra lập tổ hòa giải"),
                (("Hội Chữ thập đỏ xã",), "đề nghị", "hỗ trợ 05 trẻ mồ côi."),
            ],
            id="each of those a joint heading asks",
        ),
        pytest.param(
            "1. Công an xã: Trực ban; xử lý vi phạm.\n"
            "Đồng chí Phó Chủ tịch Ủy ban nhân dân xã trực tiếp chỉ đạo.\n",
            [
                (("Công an xã",), "thực hiện", "Trực ban; xử lý vi phạm."),
                (("Phó Chủ tịch Ủy ban nhân dân xã",), "thực hiện", "trực tiếp chỉ đạo."),
            ],
            id="an officer below the last item",
        ),
        pytest.param(
            "Đề nghị Hội Phụ nữ xã nhận đỡ đầu mô hình ở thôn Đông; mở lớp. "
            "Đề nghị Hội Nông dân xã nhận đỡ đầu mô hình ở thôn Đoài.\n",
            [
                (("Hội Phụ nữ xã",), "đề nghị", "nhận đỡ đầu mô hình ở thôn Đông; mở lớp."),
                (("Hội Nông dân xã",), "đề nghị", "nhận đỡ đầu mô hình ở thôn Đoài."),
            ],
            id="one after the other in a paragraph",
        ),
        pytest.param(
            "Phòng Văn hóa xã là cơ quan đầu mối, giúp Ủy ban nhân dân xã triển khai Kế hoạch.\n"
            "Phòng Kinh tế xã dự thảo báo cáo năm.\n",
            [
                (
                    ("Phòng Văn hóa xã",),
                    "thực hiện",
                    "là cơ quan đầu mối, giúp Ủy ban nhân dân xã triển khai Kế hoạch.",
                ),
                (("Phòng Kinh tế xã",), "báo cáo", "dự thảo báo cáo năm."),
            ],
            id="a focal point, a draft",
        ),
    ],
)
def test_those_who_are_named_within(
    items: str, expected: list[tuple[tuple[str, ...], str, str]]
) -> None:
    text = ORGANISED + items
    joined = by_sentence(assignments(reading_of(text)), text)
    assert [
        (tuple(a.written for a in one.agencies), one.role, one.task.text) for one in joined
    ] == expected


def test_what_a_body_is_given_is_no_part_of_its_name() -> None:
    text = HEAD + "2. Cập nhật số liệu; Cục Thống kê được giao công bố sách số liệu hằng năm.\n"
    (one,) = [a for a in assignments(reading_of(text)) if "công bố" in a.task.text]
    assert [agency.written for agency in one.agencies] == ["Cục Thống kê"]
    assert one.task.text == "công bố sách số liệu hằng năm."


@pytest.mark.parametrize(
    ("line", "agency", "role"),
    [
        ("Đẩy mạnh phối hợp liên ngành trong công tác trẻ em.", "Phòng Y tế", "thực hiện"),
        ("Xây dựng quy chế phối hợp trong công tác trẻ em.", "Phòng Y tế", "xây dựng"),
        ("Phối hợp với Phòng Nội vụ mở lớp.", "Phòng Y tế", "phối hợp"),
    ],
)
def test_working_together_as_the_matter_is_no_part_in_it(line: str, agency: str, role: str) -> None:
    found = told(ORGANISED + f"1. Phòng Y tế: {line}\n2. Phòng Nội vụ: Mở lớp.\n")
    assert (found[0][0], found[0][1]) == ((agency,), role)


@pytest.mark.parametrize(
    "line",
    [
        "Các phòng, đơn vị thuộc Sở báo cáo kết quả trước ngày 05/6, gửi Văn phòng Sở tổng hợp.",
        "Trưởng các phòng, đơn vị thuộc Sở chịu trách nhiệm trước Giám đốc Sở về kết quả.",
        "Các đơn vị trực thuộc Sở xây dựng kế hoạch của đơn vị mình.",
    ],
)
def test_a_body_s_own_divisions_together_are_given_duties(line: str) -> None:
    found = told(ORGANISED + f"1. Văn phòng Sở: Mở lớp.\n2. Thanh tra Sở: Kiểm tra.\n{line}\n")
    assert any("thuộc" in " ".join(names) or "trực thuộc" in task for names, _, task in found)
