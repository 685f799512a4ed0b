"""Who does what where the item, a bracket, a list or a clause names them, on invented lines."""

from __future__ import annotations

import pytest

from ingest.duties import assignments
from tests.ingest.facts_of import reading_of

Told = tuple[str, str, str, str]


def given(lines: str) -> list[Told]:
    """Agencies, task, partners and deadline of each assignment."""
    reading = reading_of(f"KẾ HOẠCH\nCông tác trẻ em năm 2026\n\n{lines}\n")
    return [
        (
            "; ".join(agency.written for agency in one.agencies),
            one.task.text,
            "; ".join(agency.written for agency in one.partners),
            one.deadline or "",
        )
        for one in assignments(reading)
    ]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param(
            "Mở 02 lớp bơi cho trẻ em xã. Hội Nông dân xã phụ trách, Công an xã phối hợp.",
            [
                ("Công an xã", "Mở 02 lớp bơi cho trẻ em xã.", "", ""),
                ("Hội Nông dân xã", "Mở 02 lớp bơi cho trẻ em xã.", "Công an xã", ""),
            ],
            id="a sentence behind, with who takes part",
        ),
        pytest.param(
            "Mở 02 lớp bơi cho trẻ em. Giao Hội Nông dân xã chủ trì, Công an xã cử báo cáo viên.",
            [
                ("Hội Nông dân xã", "Mở 02 lớp bơi cho trẻ em.", "", ""),
                ("Công an xã", "cử báo cáo viên.", "", ""),
            ],
            id="another with a work of its own",
        ),
        pytest.param(
            "Thi vẽ cho trẻ em lớp 5. Giao Trường Tiểu học Hòa Sơn chủ trì.",
            [("Trường Tiểu học Hòa Sơn", "Thi vẽ cho trẻ em lớp 5.", "", "")],
            id="a primary school leads",
        ),
        pytest.param(
            "Ngày 09 tháng 6: Giải bơi thiếu nhi, hồ Vạn Sen; Công an xã tổ chức, 60 em dự thi.",
            [
                (
                    "Công an xã",
                    "Ngày 09 tháng 6: Giải bơi thiếu nhi, hồ Vạn Sen",
                    "",
                    "Ngày 09 tháng 6",
                )
            ],
            id="a clause names who organises, and then how large it is",
        ),
        pytest.param(
            "Lập quy chế cứu hộ ở hồ; Công an xã chủ trì soạn thảo, trình Ủy ban nhân dân xã trước "
            "ngày 31/8/2026.",
            [("Công an xã", "Lập quy chế cứu hộ ở hồ", "", "trước ngày 31/8/2026")],
            id="what is drafted stands before who drafts it",
        ),
        pytest.param(
            "Lập đội cứu hộ ở bến sông; in 500 áp phích; mở lớp bơi. Đơn vị thực hiện: Công an xã "
            "chủ trì đội cứu hộ; Hội Nông dân xã chủ trì lớp bơi. Tiến độ: tháng 7/2026.",
            [
                ("Công an xã", "Lập đội cứu hộ ở bến sông", "", "tháng 7/2026"),
                ("Hội Nông dân xã", "mở lớp bơi.", "", "tháng 7/2026"),
            ],
            id="each leads a part of the task",
        ),
        pytest.param(
            "Mở 02 lớp bơi cho trẻ em (Hội Nông dân xã chủ trì; Công an xã, Trạm Y tế phối hợp).",
            [("Hội Nông dân xã", "Mở 02 lớp bơi cho trẻ em", "Công an xã; Trạm Y tế", "")],
            id="bracket: they take part",
        ),
        pytest.param(
            "Mở 02 lớp bơi cho trẻ em (Hội Nông dân xã phối hợp Công an xã thực hiện), "
            "xong trước ngày 05/7/2026.",
            [
                (
                    "Hội Nông dân xã",
                    "Mở 02 lớp bơi cho trẻ em",
                    "Công an xã",
                    "xong trước ngày 05/7/2026",
                )
            ],
            id="bracket, then the day",
        ),
        pytest.param(
            "Tổ chức Hội thi vẽ ở nhà văn hóa xã. Giải Nhất 500.000 đồng "
            "(Hội Nông dân xã chủ trì).",
            [
                (
                    "Hội Nông dân xã",
                    "Tổ chức Hội thi vẽ ở nhà văn hóa xã. Giải Nhất 500.000 đồng",
                    "",
                    "",
                )
            ],
            id="bracket behind a detail of the work",
        ),
        pytest.param(
            "Mở lớp bơi. Phát 200 tờ rơi ở chợ xã (Hội Nông dân xã chủ trì).",
            [("Hội Nông dân xã", "Phát 200 tờ rơi ở chợ xã", "", "")],
            id="bracket behind other work",
        ),
        pytest.param(
            "Mở lớp bơi cho trẻ em (Công an xã phụ trách)\n"
            "2. Phát 200 tờ rơi ở chợ (Trạm Y tế xã).",
            [
                ("Công an xã", "Mở lớp bơi cho trẻ em", "", ""),
                ("Trạm Y tế xã", "Phát 200 tờ rơi ở chợ", "", ""),
            ],
            id="a name alone in brackets, where brackets give work",
        ),
        pytest.param(
            "Phát 200 tờ rơi ở chợ xã (Trạm Y tế xã).",
            [],
            id="a name alone in brackets says nothing by itself",
        ),
        pytest.param(
            "Mở 02 lớp bơi cho trẻ em xã. Chủ trì: Hội Nông dân xã. Phối hợp: Công an xã; Trạm "
            "Y tế xã. Thời gian: tháng 7/2026.",
            [
                (
                    "Hội Nông dân xã",
                    "Mở 02 lớp bơi cho trẻ em xã.",
                    "Công an xã; Trạm Y tế xã",
                    "tháng 7/2026",
                )
            ],
            id="short labels behind the task",
        ),
        pytest.param(
            "Dựng 03 tổ trông trẻ ở bến sông; Công đoàn xã phụ trách. Treo biển báo ở bến.",
            [("Công đoàn xã", "Dựng 03 tổ trông trẻ ở bến sông", "", "")],
            id="a clause names who does what stands before it",
        ),
        pytest.param(
            "Khám mắt cho 200 trẻ em; Trạm Y tế xã chủ trì, Hội Nông dân xã phối hợp đưa đón.",
            [
                ("Hội Nông dân xã", "Khám mắt cho 200 trẻ em", "", ""),
                ("Trạm Y tế xã", "Khám mắt cho 200 trẻ em", "Hội Nông dân xã", ""),
            ],
            id="a clause names who leads and who takes part in what",
        ),
        pytest.param(
            "Mở 02 lớp bơi cho trẻ em, do Hội Nông dân xã chủ trì, phối hợp với Công an xã.",
            [("Hội Nông dân xã", "Mở 02 lớp bơi cho trẻ em", "Công an xã", "")],
            id="by whom, with whom",
        ),
        pytest.param(
            "Mở 02 lớp bơi cho trẻ em, giao Hội Nông dân xã chủ trì. "
            "Trạm Y tế xã bố trí người trực.",
            [
                ("Hội Nông dân xã", "Mở 02 lớp bơi cho trẻ em", "", ""),
                ("Trạm Y tế xã", "bố trí người trực.", "", ""),
            ],
            id="given behind a comma, then another's duty",
        ),
        pytest.param(
            "Thăm 20 em có hoàn cảnh khó khăn. Hội Nông dân xã, Công an xã thực hiện.",
            [("Hội Nông dân xã; Công an xã", "Thăm 20 em có hoàn cảnh khó khăn.", "", "")],
            id="a sentence of names and role",
        ),
        pytest.param(
            "Mở 02 lớp bơi cho trẻ em. Giao Hội Nông dân xã chủ trì, Công an xã, Trạm Y tế xã "
            "phối hợp; hoàn thành trước ngày 05 tháng 7 năm 2026.",
            [
                (
                    who,
                    "Mở 02 lớp bơi cho trẻ em.",
                    partners,
                    "hoàn thành trước ngày 05 tháng 7 năm 2026",
                )
                for who, partners in (
                    ("Công an xã; Trạm Y tế xã", ""),
                    ("Hội Nông dân xã", "Công an xã; Trạm Y tế xã"),
                )
            ],
            id="given to one, others take part",
        ),
        pytest.param(
            "Hội Nông dân xã vận động hội viên; Công an xã trang trí hội trường.",
            [
                ("Hội Nông dân xã", "vận động hội viên", "", ""),
                ("Công an xã", "trang trí hội trường.", "", ""),
            ],
            id="each clause its own",
        ),
        pytest.param(
            "Treo băng rôn ở nhà văn hóa (Đơn vị chủ trì: Công an xã; đơn vị phối hợp: Trạm Y tế "
            "xã, Ban quản lý các thôn, bản; hoàn thành trước ngày 14/11/2026).",
            [
                (
                    "Công an xã",
                    "Treo băng rôn ở nhà văn hóa",
                    "",
                    "hoàn thành trước ngày 14/11/2026",
                ),
                (
                    "Trạm Y tế xã; Ban quản lý các thôn, bản",
                    "Treo băng rôn ở nhà văn hóa",
                    "",
                    "hoàn thành trước ngày 14/11/2026",
                ),
            ],
            id="labels in a bracket, with the day behind them",
        ),
        pytest.param(
            "Thăm hỏi các gia đình khó khăn (chủ trì: Hội Nông dân xã; phối hợp: Công an xã), xong "
            "trước ngày 5/6/2026.",
            [
                (
                    "Hội Nông dân xã",
                    "Thăm hỏi các gia đình khó khăn",
                    "Công an xã",
                    "xong trước ngày 5/6/2026",
                )
            ],
            id="who takes part behind the label of who leads is no leader",
        ),
        pytest.param(
            "Mở 03 buổi nói chuyện tại các trường. (Giao Hội Nông dân xã chủ trì, phối hợp với "
            "Công an xã, các trường học; hoàn thành trong tháng 11/2026)",
            [
                (
                    "Hội Nông dân xã",
                    "Mở 03 buổi nói chuyện tại các trường.",
                    "Công an xã; các trường học",
                    "hoàn thành trong tháng 11/2026",
                )
            ],
            id="a bracket behind the full stop gives the sentence before it",
        ),
        pytest.param(
            "Tổ chức Lễ phát động cấp xã (Công an xã chủ trì, phối hợp với Hội Nông dân xã; thời "
            "gian: 8h00 ngày 15/11/2026; địa điểm: Nhà văn hóa xã).",
            [
                (
                    "Công an xã",
                    "Tổ chức Lễ phát động cấp xã",
                    "Hội Nông dân xã",
                    "8h00 ngày 15/11/2026",
                )
            ],
            id="a place in the bracket is nobody who takes part",
        ),
        pytest.param(
            "Tư vấn tiền hôn nhân cho thanh niên: Hội Nông dân xã chủ trì, Công an xã phối hợp; tổ "
            "chức vào tháng 5.",
            [
                (
                    "Hội Nông dân xã",
                    "Tư vấn tiền hôn nhân cho thanh niên",
                    "Công an xã",
                    "vào tháng 5",
                )
            ],
            id="who leads behind a colon",
        ),
        pytest.param(
            "Hỗ trợ 10 phụ nữ khởi nghiệp [Hội Nông dân xã chủ trì, Công an xã phối hợp].",
            [("Hội Nông dân xã", "Hỗ trợ 10 phụ nữ khởi nghiệp", "Công an xã", "")],
            id="a square bracket",
        ),
    ],
)
def test_an_item_that_names_who(item: str, expected: list[Told]) -> None:
    assert given(f"I. NHIỆM VỤ\n1. {item}\n2. Dạy bơi cho trẻ em.") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "Cơ quan chủ trì: Sở Y tế. Cơ quan phối hợp: Công an tỉnh, Sở Nội vụ. "
            "Thời gian: Quý II năm 2026.",
            [("Sở Y tế", "Dạy bơi cho trẻ em.", "Công an tỉnh; Sở Nội vụ", "Quý II năm 2026")],
            id="all in one line",
        ),
        pytest.param(
            "+ Phân công: Sở Y tế chuẩn bị nội dung; Công an tỉnh trang trí hội trường.",
            [
                ("Sở Y tế", "chuẩn bị nội dung", "", ""),
                ("Công an tỉnh", "trang trí hội trường.", "", ""),
            ],
            id="duties of their own",
        ),
    ],
)
def test_a_line_below_an_item(line: str, expected: list[Told]) -> None:
    assert given(f"I. NHIỆM VỤ\n1. Dạy bơi cho trẻ em.\n{line}\n2. Phát áo phao.") == expected


def test_a_line_that_says_what_and_one_that_says_who() -> None:
    found = given(
        "I. NHIỆM VỤ\n1. Phòng đuối nước\n- Nội dung: cắm biển báo.\n"
        "- Thực hiện: Công an xã.\n- Thời gian: Quý II năm 2026.\n2. Phát áo phao."
    )
    assert found == [("Công an xã", "Nội dung: cắm biển báo.", "", "Quý II năm 2026")]


@pytest.mark.parametrize(
    ("heading", "agencies"),
    [
        ("Các Sở: Y tế, Tư pháp", "Sở Y tế; Sở Tư pháp"),
        ("Các Sở Y tế, Nội vụ và Tài chính", "Sở Y tế; Sở Nội vụ; Sở Tài chính"),
        (
            "Các sở: Văn hóa, Thể thao và Du lịch; Khoa học và Công nghệ",
            "Sở Văn hóa, Thể thao và Du lịch; Sở Khoa học và Công nghệ",
        ),
        ("Các phòng: Y tế, Tư pháp, Dân tộc", "Phòng Y tế; Phòng Tư pháp; Phòng Dân tộc"),
        ("Các sở, ban, ngành", "Các sở, ban, ngành"),
    ],
)
def test_a_list_behind_one_head(heading: str, agencies: str) -> None:
    found = given(
        f"II. TỔ CHỨC THỰC HIỆN\n1. {heading}: Rà soát bể bơi.\n2. Công an tỉnh: Mở lớp bơi."
    )
    assert found[0][:2] == (agencies, "Rà soát bể bơi.")


def test_a_heading_with_a_duty_above_its_items() -> None:
    found = given(
        "II. PHÂN CÔNG\n1. Phòng Y tế chủ trì, phối hợp với Công an huyện thực hiện chỉ tiêu 1, "
        "trong đó:\n- Công an huyện cứu nạn.\n2. Phòng Nội vụ: Mở lớp."
    )
    assert found[0][0] == "Phòng Y tế"
    assert found[0][1].endswith("thực hiện chỉ tiêu 1")
    assert found[0][2] == "Công an huyện"


def test_who_holds_the_office_has_a_duty_of_their_own() -> None:
    found = given(
        "II. TỔ CHỨC THỰC HIỆN\n1. Ủy ban nhân dân các xã: Rà soát bể bơi. "
        "Chủ tịch Ủy ban nhân dân xã quyết định đóng cửa bể bơi.\n2. Công an tỉnh: Mở lớp."
    )
    assert [(who, task) for who, task, _, _ in found[:2]] == [
        ("Ủy ban nhân dân các xã", "Rà soát bể bơi."),
        ("Chủ tịch Ủy ban nhân dân xã", "quyết định đóng cửa bể bơi."),
    ]


_BANNERS = "Treo băng rôn tại chợ, trường học."
_LOUDSPEAKERS = "Phát thanh trên loa của xã."
_HALL = "Địa điểm: Nhà văn hóa xã."


@pytest.mark.parametrize(
    ("items", "line", "expected"),
    [
        pytest.param(
            (_LOUDSPEAKERS, _BANNERS),
            "Giao Hội Nông dân xã chủ trì, Công an xã phối hợp thực hiện.",
            [
                ("Công an xã", _LOUDSPEAKERS, "", ""),
                ("Hội Nông dân xã", _LOUDSPEAKERS, "Công an xã", ""),
                ("Công an xã", _BANNERS, "", ""),
                ("Hội Nông dân xã", _BANNERS, "Công an xã", ""),
            ],
            id="the line below the last item is on each",
        ),
        pytest.param(
            (_HALL, _BANNERS),
            "Giao Hội Nông dân xã chủ trì.",
            [
                ("Hội Nông dân xã", "Lễ phát động", "", ""),
                ("Hội Nông dân xã", _BANNERS, "", ""),
            ],
            id="an item that says where is no task: its heading is",
        ),
        pytest.param(
            (f"{_LOUDSPEAKERS} Giao Trạm Y tế xã chủ trì.", _BANNERS),
            "Giao Hội Nông dân xã chủ trì.",
            [("Trạm Y tế xã", _LOUDSPEAKERS, "", ""), ("Hội Nông dân xã", _BANNERS, "", "")],
            id="an item that says it itself leaves the line to the last",
        ),
    ],
)
def test_the_line_below_a_list_gives_its_items(
    items: tuple[str, str], line: str, expected: list[Told]
) -> None:
    listed = f"a) {items[0]}\nb) {items[1]}"
    assert given(f"I. NHIỆM VỤ\n1. Lễ phát động\n{listed}\n{line}\n2. Kiểm tra") == expected
