"""Who does what, checked against the plans by eye and on lines of the same shape."""

from __future__ import annotations

import pytest

from ingest.duties import assignments
from rag.schema import Assignment, Reference
from rag.sentences import by_sentence
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

SLD = "Sở Lao động - Thương binh và Xã hội"
STTTT = "Sở Thông tin và Truyền thông"
PLD = "Phòng Lao động - Thương binh và Xã hội"
OF_28 = "28/NQ-CP"


def given(plan_id: str, section: str = "") -> list[Assignment]:
    """The plan's assignments at or below a node, a sentence's clauses together."""
    parsed = plan(plan_id)
    facts = [one for one in parsed.facts if isinstance(one, Assignment)]
    told = by_sentence(facts, parsed.document.text)
    return [one for one in told if f"{one.task.section}/".startswith(section)]


def names(one: Assignment) -> tuple[str, ...]:
    return tuple(agency.name for agency in one.agencies)


# ------------------------------------------------ "* Đơn vị thực hiện: …" with its footnotes


@pytest.mark.parametrize(
    ("item", "agency", "note", "deadline"),
    [
        ("1.1", SLD, None, None),
        ("1.2", SLD, None, "hoàn thành trong tháng 3 năm 2021"),
        ("1.3", SLD, None, "hoàn thành trước ngày 15 tháng 10 năm 2021"),
        ("2.1", STTTT, "3", "hoàn thành trong tháng 4 năm 2021"),
        ("2.2", STTTT, "3", "thực hiện thường xuyên trong năm"),
        ("2.3", STTTT, "3", "thực hiện thường xuyên trong năm"),
        ("2.4", SLD, "4", "thực hiện thường xuyên trong năm"),
        ("2.5", SLD, "4", "thực hiện thường xuyên trong năm"),
        ("3.1", SLD, None, "hoàn thành trong Quý II năm 2021"),
        ("3.2", SLD, None, "thực hiện thường xuyên trong năm"),
        (
            "4.1",
            "Sở Kế hoạch và Đầu tư",
            "6",
            "thực hiện định kỳ theo hướng dẫn của các Bộ, ngành Trung ương",
        ),
        ("4.2", "Sở Tư pháp", "7", "thực hiện thường xuyên trong năm"),
        ("4.3", SLD, "8", "hoàn thành trong tháng 4 năm 2021"),
        ("4.4", SLD, "8", "hoàn thành trong tháng 9 năm 2021"),
        ("4.5", SLD, "8", "thực hiện theo quy định của trung ương"),
    ],
)
def test_kon_tum_items_are_led_as_the_line_and_its_notes_say(
    item: str, agency: str, note: str | None, deadline: str | None
) -> None:
    section = f"muc.II/khoan.{item[0]}/khoan.{item}/"
    (one,) = given(KON_TUM, section)
    assert names(one) == (agency,)
    assert (one.role, one.deadline) == ("chủ trì", deadline)
    sources = [piece.section for piece in one.sources]
    assert [s for s in sources if s.startswith("chu_thich")] == (
        [f"chu_thich.{note}"] if note else []
    )
    line = next(piece for piece in one.sources if piece.section.endswith("gach.1"))
    assert "Đơn vị thực hiện" in line.text
    assert one.task in one.sources


def test_kon_tum_names_no_other_leader_in_its_activities() -> None:
    assert len(given(KON_TUM, "muc.II/")) == 15


def test_the_notes_are_quoted_as_printed() -> None:
    (one,) = given(KON_TUM, "muc.II/khoan.4/khoan.4.2/")
    note = next(piece for piece in one.sources if piece.section == "chu_thich.7")
    assert "Chủ trì thực hiện nội dung tại mục 4.2" in note.text


def test_partners_take_part() -> None:
    (one,) = given(KON_TUM, "muc.II/khoan.1/khoan.1.1/")
    assert [partner.name for partner in one.partners] == [
        "Các cơ quan thành viên Ban Vì sự tiến bộ của phụ nữ",
        "Ủy ban nhân dân cấp huyện",
    ]


# ------------------------------------------------------- headings with their bullets and points


@pytest.mark.parametrize(
    ("plan_id", "section", "agencies", "tasks"),
    [
        (DAK_NONG, "muc.IV/khoan.1/", (SLD,), 7),
        (DAK_NONG, "muc.IV/khoan.2/", ("Sở Kế hoạch và Đầu tư",), 2),
        (DAK_NONG, "muc.IV/khoan.3/", ("Sở Tài chính",), 1),
        (DAK_NONG, "muc.IV/khoan.4/", ("Sở Tư pháp",), 2),
        (DAK_NONG, "muc.IV/khoan.5/", ("Sở Nội vụ",), 3),
        (DAK_NONG, "muc.IV/khoan.6/", ("Sở Y tế",), 3),
        (DAK_NONG, "muc.IV/khoan.7/", ("Sở Giáo dục và Đào tạo",), 2),
        (DAK_NONG, "muc.IV/khoan.8/", (STTTT,), 2),
        (DAK_NONG, "muc.IV/khoan.9/", ("Sở Văn hóa, Thể thao và Du lịch",), 4),
        (DAK_NONG, "muc.IV/khoan.10/", ("Công an tỉnh",), 1),
        (DAK_NONG, "muc.IV/khoan.11/", ("Các sở, ban, ngành",), 1),
        (DAK_NONG, "muc.IV/khoan.12/", ("Ủy ban nhân dân cấp huyện",), 4),
        (HUONG_TRA, "muc.IV/khoan.2/", ("Phòng Tài chính - Kế hoạch",), 2),
        (HUONG_TRA, "muc.IV/khoan.3/", ("Phòng Y tế", "Trung tâm Y tế"), 2),
        (HUONG_TRA, "muc.IV/khoan.6/", ("Phòng Văn hóa và Thông tin",), 4),
        (HUONG_TRA, "muc.IV/khoan.7/", ("Trung tâm Văn hóa - Thông tin và Thể thao",), 3),
        (HUONG_TRA, "muc.IV/khoan.9/", ("Chi cục Thống kê",), 2),
        (HUONG_TRA, "muc.IV/khoan.10/", ("Công an thị xã",), 2),
        (HUONG_TRA, "muc.IV/khoan.11/", ("Ủy ban nhân dân cấp xã",), 1),
        (
            HUONG_TRA,
            "muc.IV/khoan.12/",
            (
                "Ủy ban Mặt trận Tổ quốc Việt Nam thị xã",
                "Hội Liên hiệp Phụ nữ thị xã",
                "Hội Nông dân thị xã",
                "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
                "Liên đoàn Lao động thị xã",
            ),
            1,
        ),
        (LAM_THAO, "muc.III/khoan.1/", (PLD,), 4),
        (LAM_THAO, "muc.III/khoan.2/", ("Phòng Tài chính - Kế hoạch",), 1),
        (
            LAM_THAO,
            "muc.III/khoan.3/",
            (
                "Phòng Văn hóa và Thông tin",
                "Trung tâm Văn hóa - Thể thao - Du lịch và Truyền thông",
            ),
            6,
        ),
        (LAM_THAO, "muc.III/khoan.4/", ("Phòng Nội vụ",), 1),
        (LAM_THAO, "muc.III/khoan.5/", ("Công an huyện",), 1),
        (LAM_THAO, "muc.III/khoan.8/", ("Ủy ban nhân dân cấp xã",), 1),
        (QUANG_NGAI, "muc.IV/khoan.1/", ("Sở Nội vụ",), 6),
        (QUANG_NGAI, "muc.IV/khoan.2/", ("Văn phòng Ủy ban nhân dân tỉnh",), 1),
        (QUANG_NGAI, "muc.IV/khoan.8/", ("Sở Dân tộc và Tôn giáo",), 2),
        (QUANG_NGAI, "muc.IV/khoan.10/", ("Hội Liên hiệp Phụ nữ tỉnh",), 3),
        (
            QUANG_NGAI,
            "muc.IV/khoan.12/",
            ("Báo Quảng Ngãi", "Đài Phát thanh và Truyền hình"),
            1,
        ),
        (QUANG_NGAI, "muc.IV/khoan.13/", ("Ủy ban nhân dân cấp huyện",), 3),
    ],
)
def test_a_heading_gives_all_that_stands_below_it(
    plan_id: str, section: str, agencies: tuple[str, ...], tasks: int
) -> None:
    found = given(plan_id, section)
    assert {names(one) for one in found} == {agencies}
    assert len(found) == tasks
    heading = section.rstrip("/")
    assert all(one.sources[0].section == heading for one in found)


@pytest.mark.parametrize(
    ("plan_id", "section"),
    [
        pytest.param(DAK_NONG, "muc.I/", id="aims"),
        pytest.param(DAK_NONG, "muc.II/", id="tasks of everybody"),
        pytest.param(HUONG_TRA, "muc.I/", id="objectives"),
        pytest.param(HUONG_TRA, "muc.II/", id="solutions"),
        pytest.param(LAM_THAO, "muc.II/", id="solutions without agencies"),
        pytest.param(QUANG_NGAI, "muc.III/", id="money in items"),
        pytest.param(KON_TUM, "chu_thich", id="notes"),
        pytest.param(KON_TUM, "noi_nhan", id="recipients"),
    ],
)
def test_nothing_is_given_there(plan_id: str, section: str) -> None:
    assert given(plan_id, section) == []


@pytest.mark.parametrize(
    ("plan_id", "section", "agency", "task"),
    [
        (DAK_NONG, "muc.III/", "các cơ quan, đơn vị", "có trách nhiệm lập dự toán ngân sách"),
        (HUONG_TRA, "muc.III/", "các cơ quan, ban ngành, đoàn thể", "tích cực vận động kinh phí"),
        (QUANG_NGAI, "ket", "các cơ quan, tổ chức, địa phương", "kịp thời báo cáo về UBND tỉnh"),
        (
            DAK_NONG, "ket", "Các Sở, Ban, ngành, cơ quan, đơn vị, địa phương",
            "tổ chức triển khai thực hiện",
        ),
    ],
)  # fmt: skip
def test_a_sentence_gives_what_its_subject_must_do(
    plan_id: str, section: str, agency: str, task: str
) -> None:
    found = given(plan_id, section)
    assert [(a.written, one.task.text[: len(task)]) for one in found for a in one.agencies] == [
        (agency, task)
    ]


def test_in_the_closing_a_sentence_may_lack_its_subject() -> None:
    written = "Thủ trưởng các cơ quan, đơn vị liên quan", "UBND các xã, thị trấn"
    found = given(LAM_THAO, "ket")
    assert [tuple(a.written for a in one.agencies) for one in found] == [written, written]
    assert found[1].task.text.startswith("Báo cáo kết quả thực hiện với UBND huyện")


# ------------------------------------------------------------- objectives given by their number


@pytest.mark.parametrize(
    ("section", "agencies", "references"),
    [
        (
            "muc.IV/khoan.1/diem.b/",
            (PLD,),
            {
                Reference("2", ("1", "2")),
                Reference("3", ("2",), "số liệu về bạo lực trên cơ sở giới"),
                Reference("3", ("3", "4")),
                Reference("5", ("3",)),
                Reference("6", ("1", "2")),
            },
        ),
        ("muc.IV/khoan.3/diem.b/", ("Phòng Y tế", "Trung tâm Y tế"), {Reference("4")}),
        ("muc.IV/khoan.5/diem.d/", ("Phòng Nội vụ",), {Reference("1")}),
        (
            "muc.IV/khoan.6/diem.d/",
            ("Phòng Văn hóa và Thông tin",),
            {Reference("3", ("2",), "số liệu về bạo lực gia đình")},
        ),
        (
            "muc.IV/khoan.7/diem.c/",
            ("Trung tâm Văn hóa - Thông tin và Thể thao",),
            {Reference("6", ("3", "4"))},
        ),
        ("muc.IV/khoan.8/diem.b/", ("Phòng Giáo dục và Đào tạo",), {Reference("5", ("1", "2"))}),
        (
            "muc.IV/khoan.9/diem.b/",
            ("Chi cục Thống kê",),
            {Reference("3", ("1",)), Reference("5", ("4",))},
        ),
    ],
)
def test_huong_tra_indicators(
    section: str, agencies: tuple[str, ...], references: set[Reference]
) -> None:
    (one,) = given(HUONG_TRA, section)
    assert names(one) == agencies
    assert set(one.references) == references


@pytest.mark.parametrize(
    ("section", "references"),
    [
        (
            "muc.IV/khoan.1/gach.2/",
            {
                Reference("2", ("1", "2"), None, OF_28),
                Reference("3", ("2",), "số liệu về bạo lực trên cơ sở giới", OF_28),
                Reference("3", ("3", "4"), None, OF_28),
                Reference("5", ("3",), None, OF_28),
                Reference("6", ("1", "2"), None, OF_28),
            },
        ),
        (
            "muc.IV/khoan.2/gach.2/",
            {
                Reference("2", ("3",), None, OF_28),
                Reference("3", ("1",), None, OF_28),
                Reference("5", ("4",), None, OF_28),
            },
        ),
        ("muc.IV/khoan.5/gach.1/", {Reference("1", (), None, OF_28)}),
        ("muc.IV/khoan.6/gach.1/", {Reference("4", (), None, OF_28)}),
        ("muc.IV/khoan.7/gach.1/", {Reference("5", ("1", "2"), None, OF_28)}),
        ("muc.IV/khoan.8/gach.1/", {Reference("6", ("3", "4"), None, OF_28)}),
        (
            "muc.IV/khoan.9/gach.1/",
            {Reference("3", ("2",), "số liệu về bạo lực gia đình", OF_28)},
        ),
    ],
)
def test_dak_nong_indicators_are_those_of_the_resolution(
    section: str, references: set[Reference]
) -> None:
    (one,) = given(DAK_NONG, section)
    assert set(one.references) == references


@pytest.mark.parametrize("plan_id", [KON_TUM, LAM_THAO, QUANG_NGAI])
def test_the_other_plans_give_no_numbers(plan_id: str) -> None:
    assert not any(one.references for one in given(plan_id))


@pytest.mark.parametrize("plan_id", [DAK_NONG, HUONG_TRA, KON_TUM, LAM_THAO, QUANG_NGAI])
def test_every_assignment_quotes_its_task_and_its_agencies(plan_id: str) -> None:
    found = given(plan_id)
    assert_quoted(tuple(found), plan(plan_id).document.text)
    for one in found:
        assert one.agencies
        assert one.sources[-1] == one.task
        quoted = " ".join(piece.text for piece in one.sources)
        assert all(agency.written in quoted for agency in one.agencies)


# ------------------------------------------------------------------------ lines of the same shape


def made(lines: str) -> list[tuple[tuple[str, ...], str, str]]:
    reading = reading_of(f"KẾ HOẠCH\nCông tác trẻ em năm 2026\n\n{lines}\n")
    return [(names(one), one.role, one.task.text) for one in assignments(reading)]


def test_a_name_with_a_colon() -> None:
    assert made(
        "II. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính: Chủ trì bố trí kinh phí.\n"
        "2. Công an tỉnh: Phối hợp với Sở Y tế kiểm tra các cơ sở."
    ) == [
        (("Sở Tài chính",), "chủ trì", "Chủ trì bố trí kinh phí."),
        (("Công an tỉnh",), "phối hợp", "Phối hợp với Sở Y tế kiểm tra các cơ sở."),
    ]


def test_a_unit_line_covers_the_items_since_the_line_before() -> None:
    found = made(
        "I. NỘI DUNG\n1. Truyền thông\n1.1. Phát tờ rơi.\n- Đơn vị thực hiện: Sở Y tế chủ trì.\n"
        "1.2. Tập huấn giáo viên.\n1.3. Thi tìm hiểu.\n"
        "- Đơn vị thực hiện: Sở Giáo dục và Đào tạo chủ trì, phối hợp với Sở Y tế."
    )
    assert [(who, task) for who, _, task in found] == [
        (("Sở Y tế",), "Phát tờ rơi."),
        (("Sở Giáo dục và Đào tạo",), "Tập huấn giáo viên."),
        (("Sở Giáo dục và Đào tạo",), "Thi tìm hiểu."),
    ]


def test_an_item_that_is_given_in_its_last_sentence() -> None:
    assert made(
        "I. NHIỆM VỤ\n1. Cắm biển cảnh báo tại các điểm sông, suối. Giao Phòng Kinh tế chủ trì.\n"
        "2. Dạy bơi cho trẻ em."
    ) == [(("Phòng Kinh tế",), "chủ trì", "Cắm biển cảnh báo tại các điểm sông, suối.")]


def test_a_sentence_that_ends_with_who_does_it() -> None:
    task = "Mở 02 lớp bồi dưỡng kỹ năng cho 90 cán bộ nữ"
    assert made(f"I. NHIỆM VỤ\n1. {task}, do Sở Nội vụ chủ trì.\n2. Dạy bơi cho trẻ em.") == [
        (("Sở Nội vụ",), "chủ trì", task)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Cử cán bộ y tế tham gia các lớp tập huấn chuyên sâu do Bộ Y tế tổ chức.",
        "Tham dự các hội nghị sơ kết hằng năm do Bộ Nội vụ tổ chức.",
        "Hướng dẫn theo mẫu biểu do Bộ Nội vụ ban hành hằng năm.",
    ],
)
def test_the_host_is_not_who_does_it(sentence: str) -> None:
    assert made(f"I. NHIỆM VỤ\n1. {sentence}\n2. Dạy bơi cho trẻ em.") == []


def test_money_is_given_no_duty() -> None:
    assert made("III. KINH PHÍ THỰC HIỆN\n1. Quỹ Bảo trợ trẻ em: Thực hiện theo quy định.") == []
