"""Figures, dates, bases, money and events, checked against the five plans by eye."""

from __future__ import annotations

from typing import Literal

import pytest

from ingest.bases import bases
from ingest.statements import deadlines, events, funding
from ingest.targets import targets
from rag.schema import Deadline, Statement, Target
from tests.ingest.facts_of import (
    DAK_NONG,
    HUONG_TRA,
    KON_TUM,
    LAM_THAO,
    QUANG_NGAI,
    assert_quoted,
    plan,
    reading_of,
)

ALL = (DAK_NONG, HUONG_TRA, KON_TUM, LAM_THAO, QUANG_NGAI)


def due(plan_id: str) -> list[Deadline]:
    return [fact for fact in plan(plan_id).facts if isinstance(fact, Deadline)]


def told(plan_id: str, kind: Literal["basis", "funding", "event"]) -> list[Statement]:
    return [
        fact for fact in plan(plan_id).facts if isinstance(fact, Statement) and fact.kind == kind
    ]


# ---------------------------------------------------------------------------------- targets


@pytest.mark.parametrize(
    ("objective", "indicator", "figures"),
    [
        ("1", "1", ("60%",)),
        ("2", "1", ("50%",)),
        ("2", "2", ("dưới 30%",)),
        ("2", "3", ("ít nhất 30%",)),
        ("3", "1", ("còn 2 lần",)),
        ("3", "2", ("80%", "50%")),
        ("3", "3", ("100%",)),
        ("4", "1", ("110 bé trai/100 bé gái",)),
        ("4", "2", ("dưới 10/100.000 trẻ sinh",)),
        ("4", "3", ("thấp hơn 15/1.000 phụ nữ",)),
        ("5", "1", ()),
        ("5", "2", ("trên 99%", "khoảng 95%")),
        ("5", "3", ("trên 30%",)),
        ("5", "4", ("trên 50%", "30%")),
        ("6", "1", ("60%",)),
        ("6", "2", ("100%",)),
        ("6", "3", ("100%", "ít nhất 01 tin")),
        ("6", "4", ()),
    ],
)
def test_huong_tra_targets(objective: str, indicator: str, figures: tuple[str, ...]) -> None:
    (one,) = [
        fact
        for fact in plan(HUONG_TRA).facts
        if isinstance(fact, Target) and (fact.objective, fact.indicator) == (objective, indicator)
    ]
    assert len(one.figures) == len(figures)
    for printed, expected in zip(one.figures, figures, strict=True):
        assert expected in printed
        assert printed in one.task.text
    assert one.year == "2025"
    assert one.sources[0].text.startswith("Mục tiêu cụ thể đến năm 2025")
    assert f"Mục tiêu {objective}" in one.sources[1].text
    assert one.sources[-1] == one.task


def test_huong_tra_has_eighteen_targets() -> None:
    assert len([f for f in plan(HUONG_TRA).facts if isinstance(f, Target)]) == 18


@pytest.mark.parametrize("plan_id", [DAK_NONG, KON_TUM, LAM_THAO, QUANG_NGAI])
def test_the_others_print_no_targets(plan_id: str) -> None:
    assert not [fact for fact in plan(plan_id).facts if isinstance(fact, Target)]


def test_targets_without_numbers_under_their_heading() -> None:
    reading = reading_of(
        "KẾ HOẠCH\nCông tác trẻ em năm 2026\n\nI. MỤC TIÊU\n1. Mục tiêu chung: Giảm tai nạn.\n"
        "2. Chỉ tiêu đến hết năm 2026\n- Giảm 5% số trẻ em bị đuối nước.\n"
        "- Ít nhất 50% trẻ em biết bơi.\nII. NHIỆM VỤ\n- Tổ chức 02 lớp tập huấn."
    )
    assert [(one.figures, one.year) for one in targets(reading)] == [
        (("Giảm 5%",), "2026"),
        (("Ít nhất 50%",), "2026"),
    ]


# -------------------------------------------------------------------------------- deadlines


@pytest.mark.parametrize(
    ("plan_id", "section", "when", "kind"),
    [
        (
            DAK_NONG,
            "muc.II/khoan.4",
            ("Hàng năm", "từ ngày 15 tháng 11 đến ngày 15 tháng 12"),
            "task",
        ),
        (DAK_NONG, "muc.IV/khoan.12/gach.3", ("vào năm 2025", "vào năm 2030"), "task"),
        (DAK_NONG, "ket.1", ("hàng năm (trước ngày 15/12)",), "report"),
        (HUONG_TRA, "muc.II/khoan.4", ("từ 15/11 đến 15/12",), "task"),
        (
            HUONG_TRA,
            "muc.V/doan.1",
            ("trước ngày 15/7/2021", "định kỳ hàng năm (trước ngày 30/11)"),
            "report",
        ),
        (
            KON_TUM,
            "muc.II/khoan.1/khoan.1.2/gach.1",
            ("hoàn thành trong tháng 3 năm 2021",),
            "task",
        ),
        (KON_TUM, "muc.II/khoan.3/khoan.3.1", ("hoàn thành trong Quý II năm 2021",), "task"),
        (KON_TUM, "muc.II/khoan.4/khoan.4.4", ("hoàn thành trong tháng 9 năm 2021",), "task"),
        (
            KON_TUM,
            "ket.1",
            (
                "định kỳ 06 tháng (trước ngày 10 tháng 6), hàng năm (trước ngày 10 tháng 12) và "
                "đột xuất (khi có yêu cầu)",
                "theo quy định",
            ),
            "report",
        ),
        (LAM_THAO, "ket.1", ("trước ngày 15/11/2024", "theo quy định"), "report"),
        (QUANG_NGAI, "muc.II/khoan.5", ("từ ngày 15/11 đến 15/12/2025",), "task"),
        (QUANG_NGAI, "muc.IV/khoan.13/diem.b", ("từ 15/11/2025 - 15/12/2025",), "task"),
    ],
)
def test_deadlines(plan_id: str, section: str, when: tuple[str, ...], kind: str) -> None:
    there = [fact for fact in due(plan_id) if fact.task.section == section]
    (one,) = [fact for fact in there if any(moment.last for moment in fact.due)]
    assert (one.when, one.kind) == (when, kind)
    assert all(words in one.task.text for words in one.when)


def test_quang_ngai_reports_twice_a_year() -> None:
    reports = [fact for fact in due(QUANG_NGAI) if fact.kind == "report"]
    (one,) = [fact for fact in reports if any(moment.last for moment in fact.due)]
    assert one.task.section == "muc.V/khoan.1"
    assert [moment.last for moment in one.due if moment.last] == ["2025-06-04", "2025-12-09"]
    assert "trước ngày 05/6" in " ".join(one.when)
    assert "trước 10/12" in " ".join(one.when)


@pytest.mark.parametrize(
    ("plan_id", "section", "recipient", "through"),
    [
        (DAK_NONG, "ket.1", "Ủy ban nhân dân tỉnh", "Sở Lao động - Thương binh và Xã hội"),
        (
            HUONG_TRA,
            "muc.V/doan.1",
            "Ủy ban nhân dân thị xã",
            "Phòng Lao động - Thương binh và Xã hội",
        ),
        (KON_TUM, "ket.1", "Sở Lao động - Thương binh và Xã hội", None),
        (LAM_THAO, "ket.1", "UBND huyện", "phòng Lao động - Thương binh và Xã hội"),
        pytest.param(
            HUONG_TRA,
            "muc.V/doan.2",
            "Chủ tịch Ủy ban nhân dân thị xã",
            None,
        ),
        pytest.param(
            KON_TUM,
            "muc.II/khoan.1/khoan.1.3/gach.1",
            None,
            None,
        ),
    ],
)
def test_recipients(plan_id: str, section: str, recipient: str | None, through: str | None) -> None:
    (one,) = [fact for fact in due(plan_id) if fact.task.section == section]
    assert (one.recipient.strip() if one.recipient else None) == recipient
    assert one.through == through


@pytest.mark.parametrize("plan_id", [DAK_NONG, LAM_THAO])
def test_a_recipient_has_no_space_at_its_end(plan_id: str) -> None:
    (one,) = [fact for fact in due(plan_id) if fact.task.section == "ket.1"]
    assert one.recipient is not None
    assert one.recipient == one.recipient.strip()


def test_a_line_of_its_own_tells_when_the_item_above_is_due() -> None:
    reading = reading_of(
        "KẾ HOẠCH\nCông tác trẻ em năm 2026\n\nI. NHIỆM VỤ\n1. Rà soát các điểm nguy hiểm.\n"
        "- Đơn vị thực hiện: Phòng Kinh tế.\n- Thời gian hoàn thành: Quý II năm 2026.\n"
        "2. Tập huấn theo Quyết định số 12/QĐ-UBND ngày 02/3/2026."
    )
    (one,) = deadlines(reading)
    assert one.when == ("Quý II năm 2026",)
    assert one.task.text == "Rà soát các điểm nguy hiểm."
    assert one.task in one.sources


# ------------------------------------------------------------------------------------ bases


@pytest.mark.parametrize(
    ("plan_id", "numbers"),
    [
        (DAK_NONG, ["28/NQ-CP"]),
        (HUONG_TRA, ["212/KH-UBND"]),
        (KON_TUM, ["356/LĐTBXH-BĐG"]),
        (LAM_THAO, ["1405/UBND-KGVX", "1647/KH-BVSTBPN"]),
        (QUANG_NGAI, ["739/BNV-CTTN&BĐG", "254/QĐ-UBND", "80/TTr-SNV"]),
    ],
)
def test_each_document_of_the_preamble_is_a_basis(plan_id: str, numbers: list[str]) -> None:
    found = told(plan_id, "basis")
    subjects = "\n".join(one.subject for one in found)
    quoted = "\n".join(one.task.text for one in found)
    assert all(number in subjects and number in quoted for number in numbers)
    assert len(found) == len(numbers)


def test_laws_and_requests_are_bases() -> None:
    reading = reading_of(
        "KẾ HOẠCH\nCông tác trẻ em năm 2026\n\n"
        "Căn cứ Luật Trẻ em số 102/2016/QH13 ngày 05 tháng 4 năm 2016;\n"
        "Căn cứ Quyết định số 1248/QĐ-TTg ngày 19 tháng 7 năm 2021 của Thủ tướng Chính phủ;\n"
        "Theo đề nghị của Sở Y tế tại Tờ trình số 15/TTr-SYT ngày 02/3/2026,\n"
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\nI. MỤC ĐÍCH\n1. Bảo vệ trẻ em."
    )
    told_here = "\n".join(one.task.text for one in bases(reading))
    for number in ("102/2016/QH13", "1248/QĐ-TTg", "15/TTr-SYT"):
        assert number in told_here


def test_laws_of_one_paragraph_are_apart() -> None:
    reading = reading_of(
        "KẾ HOẠCH\nCông tác trẻ em năm 2026\n\n"
        "Căn cứ Luật Trẻ em năm 2016; Luật Phòng, chống ma túy năm 2021;\n"
        "Ủy ban nhân dân xã ban hành Kế hoạch như sau:\nI. MỤC ĐÍCH\n1. Bảo vệ trẻ em."
    )
    found = bases(reading)
    assert [one.document and (one.document.subject, one.document.date) for one in found] == [
        ("Trẻ em", "2016"),
        ("Phòng, chống ma túy", "2021"),
    ]
    assert_quoted(found, reading.document.text)


# ------------------------------------------------------------------------------------ money


@pytest.mark.parametrize(
    ("plan_id", "beginnings"),
    [
        (
            DAK_NONG,
            ["Từ ngân sách Trung ương", "Nguồn tài trợ, viện trợ quốc tế", "Trên cơ sở chức năng"],
        ),
        (HUONG_TRA, ["Ngoài nguồn ngân sách nhà nước"]),
        (KON_TUM, []),
        (LAM_THAO, []),
        (QUANG_NGAI, ["Từ nguồn ngân sách nhà nước", "Huy động các tổ chức, doanh nghiệp"]),
    ],
)
def test_money_is_what_the_part_on_money_says(plan_id: str, beginnings: list[str]) -> None:
    found = told(plan_id, "funding")
    assert len(found) == len(beginnings)
    for one, beginning in zip(found, beginnings, strict=True):
        assert one.task.text.startswith(beginning)
        assert "KINH PHÍ" in one.subject


def test_a_department_of_finance_is_no_part_on_money() -> None:
    reading = reading_of(
        "KẾ HOẠCH\nCông tác trẻ em năm 2026\n\nI. TỔ CHỨC THỰC HIỆN\n"
        "1. Phòng Tài chính - Kế hoạch\n- Tham mưu bố trí kinh phí.\n2. Phòng Nội vụ\n- Theo dõi."
    )
    assert funding(reading) == ()


# ----------------------------------------------------------------------------------- events


@pytest.mark.parametrize(
    ("plan_id", "section", "words"),
    [
        (DAK_NONG, "muc.II/khoan.4", "từ ngày 15 tháng 11 đến ngày 15 tháng 12"),
        (HUONG_TRA, "muc.II/khoan.4", "từ 15/11 đến 15/12"),
        (KON_TUM, "chu_thich.2", "tại huyện Ngọc Hồi"),
        (QUANG_NGAI, "muc.II/khoan.5", "từ ngày 15/11 đến 15/12/2025"),
    ],
)
def test_the_month_of_action_and_where_it_opens(plan_id: str, section: str, words: str) -> None:
    (one,) = [fact for fact in told(plan_id, "event") if fact.task.section == section]
    assert words in one.task.text
    assert one.subject in one.task.text


def test_lam_thao_dates_its_events_by_the_year_alone() -> None:
    found = told(LAM_THAO, "event")
    assert ["năm 2023" in one.task.text or "năm 2024" in one.task.text for one in found] == [
        True,
        True,
    ]


def test_a_launch_with_its_place_is_an_event() -> None:
    reading = reading_of(
        "KẾ HOẠCH\nCông tác trẻ em năm 2026\n\nI. NHIỆM VỤ\n"
        "1. Tổ chức Lễ phát động toàn dân học bơi tại huyện Bắc Hà.\n2. Tổ chức Ngày hội đọc sách."
    )
    assert [one.subject for one in events(reading)] == ["Lễ phát động"]


def test_a_label_behind_the_event_tells_its_time() -> None:
    reading = reading_of(
        "KẾ HOẠCH\nCông tác trẻ em năm 2026\n\nI. NHIỆM VỤ\n"
        "1. Tổ chức Ngày hội đọc sách. Cơ quan chủ trì: Sở Nội vụ; Thời gian: tháng 6 hằng năm.\n"
        "2. Dạy bơi."
    )
    assert ["tháng 6 hằng năm" in one.task.text for one in events(reading)] == [True]


LABELS = """KẾ HOẠCH
Công tác trẻ em năm 2026

II. HOẠT ĐỘNG
1. Giải bóng rổ học sinh xã, 06 đội.
Chủ trì: Đoàn xã. Phối hợp: Trường Tiểu học. Thời gian: 8 giờ ngày 12/6/2026. Địa điểm: Sân chợ.
2. Lập sổ theo dõi trẻ em của xã. Chủ trì: Trạm Y tế. Thời gian: Quý II/2026.
"""


def test_labels_behind_who_does_it_tell_when_and_where() -> None:
    reading = reading_of(LABELS)
    (event,) = events(reading)
    assert [piece.text for piece in event.sources] == [
        "Giải bóng rổ học sinh xã, 06 đội.",
        "Thời gian: 8 giờ ngày 12/6/2026.",
        "Địa điểm: Sân chợ.",
    ]
    assert [(one.task.text, one.when) for one in deadlines(reading)] == [
        ("Giải bóng rổ học sinh xã, 06 đội.", ("8 giờ ngày 12/6/2026",)),
        ("Lập sổ theo dõi trẻ em của xã.", ("Quý II/2026",)),
    ]


@pytest.mark.parametrize("plan_id", ALL)
def test_every_fact_is_quoted(plan_id: str) -> None:
    one = plan(plan_id)
    assert_quoted(one.facts, one.document.text)
    assert {fact.plan_id for fact in one.facts} == {plan_id}


@pytest.mark.parametrize(
    ("plan_id", "section", "agency"),
    [
        (KON_TUM, "muc.II/khoan.1/khoan.1.2/gach.1", "Sở Lao động - Thương binh và Xã hội"),
        (KON_TUM, "muc.II/khoan.1/khoan.1.3/gach.1", "Sở Lao động - Thương binh và Xã hội"),
        (KON_TUM, "muc.II/khoan.2/khoan.2.1", "Sở Thông tin và Truyền thông"),
    ],
)
def test_a_date_in_the_line_of_who_does_it_binds_them(
    plan_id: str, section: str, agency: str
) -> None:
    found = [one for one in due(plan_id) if one.task.section == section]
    assert [[name.written for name in one.agencies] for one in found] == [[agency]]
