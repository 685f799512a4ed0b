"""Answers checked against the plans by eye."""

from __future__ import annotations

import pytest

from rag.ask import Asker
from rag.schema import Answer
from rag.settings import Settings
from tests.rag.asking import (
    ALL,
    DAK_NONG,
    HUONG_TRA,
    KON_TUM,
    LAM_THAO,
    QUANG_NGAI,
    assert_sound,
    lacking,
    quoted,
    told,
)


def wrong(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=reason)


@pytest.fixture(scope="module")
def asker(corpus_index: Settings) -> Asker:
    return Asker(corpus_index)


def ask(asker: Asker, *turns: str) -> Answer:
    answer = asker.ask(turns[-1], turns=turns[:-1])
    assert_sound(asker, answer)
    return answer


# ----------------------------------------------------------- "Cơ quan nào báo cáo mục tiêu 4?"


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Cơ quan nào báo cáo mục tiêu 4?", id="as it is asked"),
        pytest.param("co quan nao bao cao muc tieu 4", id="without marks"),
        pytest.param("CQ nào b/c MT 4", id="abbreviated"),
        pytest.param("Ai chịu trách nhiệm báo cáo mục tiêu số 4?", id="in other words"),
        pytest.param("Cơ quan nào báo cáo mục têu 4?", id="misspelt"),
        pytest.param("Which agency reports on objective 4?", id="English"),
    ],
)
def test_who_reports_objective_4(asker: Asker, question: str) -> None:
    answer = ask(asker, question)
    assert not answer.abstained
    assert "Phòng Y tế, Trung tâm Y tế" in told(answer, HUONG_TRA)
    assert "Sở Y tế" in told(answer, DAK_NONG)
    assert "28/NQ-CP" in told(answer, DAK_NONG)
    assert "Sở Y tế" not in told(answer, HUONG_TRA)
    assert quoted(answer, HUONG_TRA) == {"muc.IV/khoan.3", "muc.IV/khoan.3/diem.b"}
    assert quoted(answer, DAK_NONG) == {"muc.IV/khoan.6", "muc.IV/khoan.6/gach.1"}
    for plan_id in (KON_TUM, LAM_THAO, QUANG_NGAI):
        assert told(answer, plan_id) == ""
        assert lacking(answer, plan_id)


def test_the_heading_and_the_bullet_are_both_cited(asker: Asker) -> None:
    answer = ask(asker, "Cơ quan nào báo cáo mục tiêu 4?")
    by_number = {citation.n: citation for citation in answer.citations}
    (claim,) = [c for c in answer.claims if c.plan_id == HUONG_TRA and c.kind == "stated"]
    bullet, heading = (by_number[n] for n in claim.citations)
    assert heading.quote.endswith("Phòng Y tế, Trung tâm Y tế")
    assert bullet.quote.startswith("Chịu trách nhiệm tổ chức thực hiện")
    assert bullet.reference.startswith("điểm b khoản 3 Mục IV Kế hoạch của Ủy ban nhân dân thị xã")


def test_the_resolution_is_told_to_be_missing(asker: Asker) -> None:
    answer = ask(asker, "Cơ quan nào báo cáo mục tiêu 4 ở Đắk Nông?")
    assert "văn bản chưa có trong kho" in told(answer, DAK_NONG)


# ------------------------------------------------------------------------- who, by indicator


@pytest.mark.parametrize(
    ("question", "agency", "node"),
    [
        ("Ai báo cáo mục tiêu 1 ở Hương Trà?", "Phòng Nội vụ", "muc.IV/khoan.5/diem.d"),
        (
            "Ai báo cáo chỉ tiêu 1 của mục tiêu 3 ở Hương Trà?",
            "Chi cục Thống kê",
            "muc.IV/khoan.9/diem.b",
        ),
        (
            "Ai báo cáo chỉ tiêu 4 của mục tiêu 5 ở Hương Trà?",
            "Chi cục Thống kê",
            "muc.IV/khoan.9/diem.b",
        ),
        (
            "Hương Trà giao ai báo cáo chỉ tiêu 2 về bạo lực gia đình của mục tiêu 3?",
            "Phòng Văn hóa và Thông tin",
            "muc.IV/khoan.6/diem.d",
        ),
        pytest.param(
            "Hương Trà giao ai báo cáo chỉ tiêu 2 (số liệu về bạo lực gia đình) của mục tiêu 3?",
            "Phòng Văn hóa và Thông tin",
            "muc.IV/khoan.6/diem.d",
        ),
        (
            "Ai báo cáo chỉ tiêu 3 mục tiêu 6 Hương Trà",
            "Trung tâm Văn hóa - Thông tin và Thể thao",
            "muc.IV/khoan.7/diem.c",
        ),
        (
            "Ai báo cáo chỉ tiêu 3 của mục tiêu 2 ở Đắk Nông?",
            "Sở Kế hoạch và Đầu tư",
            "muc.IV/khoan.2/gach.2",
        ),
        # the indicator meant, not all of its objective, whose heading says nothing of it
        (
            "Ai lo chỉ tiêu nạn nhân mua bán người ở Hương Trà?",
            "Phòng Lao động - Thương binh và Xã hội",
            "muc.IV/khoan.1/diem.b",
        ),
        ("Ở Kon Tum ai chủ trì mục 2.1?", "Sở Thông tin và Truyền thông", "chu_thich.3"),
        (
            "Ở Kon Tum ai chủ trì mục 2.5?",
            "Sở Lao động - Thương binh và Xã hội",
            "chu_thich.4",
        ),
        ("Ở Kon Tum ai chủ trì mục 4.1?", "Sở Kế hoạch và Đầu tư", "chu_thich.6"),
        ("Ở Kon Tum nội dung 4.2 do ai chủ trì?", "Sở Tư pháp", "chu_thich.7"),
        (
            "Ở Kon Tum ai chủ trì mục 4.4?",
            "Sở Lao động - Thương binh và Xã hội",
            "chu_thich.8",
        ),
        (
            "Lâm Thao giao ai bố trí kinh phí?",
            "Phòng Tài chính - Kế hoạch huyện",
            "muc.III/khoan.2/doan.1",
        ),
        (
            "Quảng Ngãi giao ai vận động viện trợ của các tổ chức quốc tế?",
            "Văn phòng UBND tỉnh",
            "muc.IV/khoan.2/doan.1",
        ),
    ],
)
def test_one_agency(asker: Asker, question: str, agency: str, node: str) -> None:
    answer = ask(asker, question)
    (claim,) = {c.text for c in answer.claims if c.kind == "stated" and ":" in c.text}
    assert claim.startswith(agency)
    assert any(citation.passage_id.endswith(f"/{node}") for citation in answer.citations)


def test_a_wrong_agency_is_corrected(asker: Asker) -> None:
    answer = ask(asker, "Hương Trà giao Sở Y tế báo cáo mục tiêu 4 phải không?")
    assert answer.answer.startswith("Kế hoạch không giao việc này cho Sở Y tế")
    assert "Phòng Y tế, Trung tâm Y tế" in told(answer, HUONG_TRA)


# ------------------------------------------------------------------------------- other kinds


@pytest.mark.parametrize(
    ("question", "plan_id", "words", "node"),
    [
        pytest.param(
            "Tỷ số giới tính khi sinh ở Hương Trà là bao nhiêu?",
            HUONG_TRA,
            "110 bé trai/100 bé gái",
            "muc.I/khoan.2/diem.d/gach.1",
            id="target by subject",
        ),
        pytest.param(
            "Chỉ tiêu 2 của mục tiêu 2 ở Hương Trà là gì?",
            HUONG_TRA,
            "dưới 30%",
            "muc.I/khoan.2/diem.b/gach.2",
            id="target by number",
        ),
        pytest.param(
            "Mục tiêu của thị xã Hương Trà đến năm 2025 về khoảng cách giới",
            HUONG_TRA,
            "Tiếp tục thu hẹp khoảng cách giới",
            "muc.I/khoan.1",
            id="an aim in words",
        ),
        pytest.param(
            "Đắk Nông báo cáo hàng năm trước ngày nào?", DAK_NONG, "15/12", "ket.1", id="deadline"
        ),
        pytest.param(
            "Hương Trà báo cáo hàng năm trước ngày nào?",
            HUONG_TRA,
            "30/11",
            "muc.V/doan.1",
            id="yearly",
        ),
        pytest.param(
            "Báo cáo 6 tháng ở Kon Tum nộp trước ngày nào?",
            KON_TUM,
            "10 tháng 6",
            "ket.1",
            id="half-yearly",
        ),
        pytest.param(
            "Lâm Thao báo cáo trước ngày nào?", LAM_THAO, "15/11/2024", "ket.1", id="closing words"
        ),
        pytest.param(
            "Kinh phí của kế hoạch Đắk Nông lấy từ đâu?",
            DAK_NONG,
            "Nguồn tài trợ, viện trợ quốc tế",
            "muc.III/khoan.2",
            id="money",
        ),
        pytest.param(
            "Kế hoạch Lâm Thao căn cứ văn bản nào?",
            LAM_THAO,
            "1405/UBND-KGVX",
            "mo_dau.1",
            id="basis",
        ),
        pytest.param("Ai ký kế hoạch Kon Tum?", KON_TUM, "Y Ngọc", "ky", id="signer"),
        pytest.param(
            "Kế hoạch Đắk Nông số bao nhiêu?", DAK_NONG, "175/KH-UBND", "dau", id="number"
        ),
        pytest.param(
            "Kế hoạch Đắk Nông ban hành ngày nào?",
            DAK_NONG,
            "06 tháng 4 năm 2021",
            "dau",
            id="date",
        ),
        pytest.param(
            "Tháng hành động ở Quảng Ngãi diễn ra khi nào?",
            QUANG_NGAI,
            "15/11",
            "muc.II/khoan.5",
            id="event",
        ),
        pytest.param(
            "Lễ phát động của Kon Tum tổ chức ở đâu?",
            KON_TUM,
            "huyện Ngọc Hồi",
            "chu_thich.2",
            id="place of the launch, in a note",
        ),
        pytest.param(
            "Quảng Ngãi tiếp tục duy trì những mô hình nào?",
            QUANG_NGAI,
            "nhà tạm lánh",
            "muc.II/khoan.1/diem.b",
            id="general",
        ),
        pytest.param(
            "Điểm b khoản 3 Mục IV của Hương Trà nói gì?",
            HUONG_TRA,
            "04 chỉ tiêu của mục tiêu 4",
            "muc.IV/khoan.3/diem.b",
            id="words of an item",
        ),
    ],
)
def test_told_with_its_place(
    asker: Asker, question: str, plan_id: str, words: str, node: str
) -> None:
    answer = ask(asker, question)
    assert words in told(answer, plan_id)
    assert node in quoted(answer, plan_id)
    assert not [c for c in answer.claims if c.kind == "stated" and c.plan_id != plan_id]


@pytest.mark.parametrize(
    ("question", "plan_id", "nodes"),
    [
        pytest.param(
            "Sở Nội vụ Đắk Nông có nhiệm vụ gì?",
            DAK_NONG,
            {f"muc.IV/khoan.5/gach.{n}" for n in (1, 2, 3)},
            id="nhiệm vụ",
        ),
        pytest.param(
            "Sở Y tế Đắk Nông làm gì?",
            DAK_NONG,
            {f"muc.IV/khoan.6/gach.{n}" for n in (1, 2, 3)},
            id="làm gì",
        ),
        pytest.param(
            "so tai chinh quang ngai lam gi",
            QUANG_NGAI,
            {f"muc.IV/khoan.7/diem.{n}" for n in "ab"},
            id="lam gi",
        ),
        pytest.param(
            "What must the Department of Finance of Quảng Ngãi do?",
            QUANG_NGAI,
            {f"muc.IV/khoan.7/diem.{n}" for n in "ab"},
            id="English",
        ),
    ],
)
def test_all_duties_of_an_agency(
    asker: Asker, question: str, plan_id: str, nodes: set[str]
) -> None:
    assert nodes <= quoted(ask(asker, question), plan_id)


@pytest.mark.parametrize(
    "question",
    [
        "So sánh hạn báo cáo năm của các kế hoạch",
        pytest.param(
            "Hạn báo cáo năm của từng kế hoạch là ngày nào?",
        ),
    ],
)
def test_the_yearly_date_of_each_plan(asker: Asker, question: str) -> None:
    answer = ask(asker, question)
    dates = {
        DAK_NONG: "15/12",
        HUONG_TRA: "30/11",
        KON_TUM: "10 tháng 12",
        LAM_THAO: "15/11/2024",
        QUANG_NGAI: "10/12",
    }
    assert {plan_id: date in told(answer, plan_id) for plan_id, date in dates.items()} == (
        dict.fromkeys(ALL, True)
    )


def test_a_date_has_no_stray_bracket(asker: Asker) -> None:
    answer = ask(asker, "Quảng Ngãi báo cáo năm trước ngày nào?")
    (claim,) = [c for c in answer.claims if c.kind == "stated"]
    assert claim.text.count("(") == claim.text.count(")")


def test_all_plans_are_listed(asker: Asker) -> None:
    answer = ask(asker, "Có những kế hoạch nào?")
    assert {c.plan_id for c in answer.claims if c.kind == "stated"} == set(ALL)


def test_a_follow_up_is_answered_for_the_plan_before(asker: Asker) -> None:
    answer = ask(asker, "Cơ quan nào ở Hương Trà báo cáo mục tiêu 4?", "Còn mục tiêu 1?")
    assert "Phòng Nội vụ" in told(answer, HUONG_TRA)
    assert {c.plan_id for c in answer.claims} == {HUONG_TRA}


@pytest.mark.parametrize(
    ("question", "plan_id", "words"),
    [
        ("Ngô Đức Sáu là ai?", LAM_THAO, "Phó Chủ tịch"),
        ("Ai ở Lâm Thao phải báo cáo trước ngày 15/11?", LAM_THAO, "Thủ trưởng các cơ quan"),
        ("What is the deadline for the mid-year report of Quang Ngai?", QUANG_NGAI, "05/6"),
        ("UBND xã ở Lâm Thao làm gì?", LAM_THAO, "UBND các xã, thị trấn"),
        ("Hương Trà giao UBND xã làm gì?", HUONG_TRA, "kế hoạch 5 năm và hàng năm"),
        ("Kế hoạch nào mới nhất?", QUANG_NGAI, "năm 2025"),
        ("Kế hoạch mới nhất trong kho là của ai?", QUANG_NGAI, "năm 2025"),
        ("Trần Hoàng Tuấn ký kế hoạch nào?", QUANG_NGAI, "Phó Chủ tịch"),
        ("Văn bản 1405 của ai", LAM_THAO, "của UBND tỉnh Phú Thọ"),
        ("Thông tư 10/2019 của ai?", QUANG_NGAI, "Bộ trưởng Bộ Kế hoạch và Đầu tư"),
        ("Kế hoạch nào dài nhất?", DAK_NONG, "giai đoạn 2021-2030"),
        ("ke hoach cua huong tra la gi", HUONG_TRA, "Chiến lược quốc gia về bình đẳng giới"),
        ("Kế hoạch Kon Tum hết hiệu lực khi nào?", KON_TUM, "năm 2021"),
        ("có cái nào thuộc Phú Thọ không?", LAM_THAO, "huyện Lâm Thao năm 2024"),
        ("kh đắk nông số mấy, ra ngày nào?", DAK_NONG, "06 tháng 4 năm 2021"),
        ("Kế hoạch 2025 của Quảng Ngãi gửi lên bộ nào để báo cáo?", QUANG_NGAI, "Bộ Nội vụ (b/c)"),
        ("Tờ trình nêu ở căn cứ của Quảng Ngãi là của ai?", QUANG_NGAI, "80/TTr-SNV"),
        ("Nghị quyết 11-NQ/TW mà Kon Tum nhắc là của cơ quan nào?", KON_TUM, "Bộ Chính trị"),
        ("Phần yêu cầu của Đắk Nông xác định trách nhiệm của ai?", DAK_NONG, "người đứng đầu"),
        ("Sở TC Quảng Ngãi có mấy nhiệm vụ?", QUANG_NGAI, "bố trí kinh phí"),
        ("quảng ngãi báo cao 6 thang nộp trứơc ngày nào", QUANG_NGAI, "05/6"),
        ("Dự án 8 QĐ 1719 ở Q.Ngãi: sở DT&TG hay hội PN chủ trì?", QUANG_NGAI, "Hội Liên hiệp"),
        ("Kế hoạch nào có mục riêng về kinh phí?", HUONG_TRA, "KINH PHÍ THỰC HIỆN"),
        ("Kế hoạch nào có chỉ tiêu bằng con số?", HUONG_TRA, "60%"),
        ("Kế hoạch nào có chỉ tiêu cụ thể về lao động nữ hưởng lương?", HUONG_TRA, "50%"),
        ("Kế hoạch nào đặt mục tiêu 80 phần trăm người bị bạo lực?", HUONG_TRA, "80%"),
        ("Kế hoạch nào không phải của tỉnh?", LAM_THAO, "huyện Lâm Thao"),
        (
            "Những sở nào của Kon Tum chủ trì nhóm nhiệm vụ nâng cao năng lực và hiệu quả quản lý "
            "nhà nước về bình đẳng giới?",
            KON_TUM,
            "Sở Kế hoạch và Đầu tư, Sở Tư pháp, Sở Lao động - Thương binh và Xã hội",
        ),
    ],
)
def test_in_the_words_of_an_office(asker: Asker, question: str, plan_id: str, words: str) -> None:
    assert words in told(ask(asker, question), plan_id)


def test_a_wrong_date_is_denied_first(asker: Asker) -> None:
    answer = ask(asker, "Hạn báo cáo Đắk Nông là 15/11 đúng không?")
    assert answer.answer.startswith("Không phải 15/11")
    assert "15/12" in told(answer, DAK_NONG)


def test_a_turn_out_of_scope_is_passed_over(asker: Asker) -> None:
    answer = ask(asker, "Hạn báo cáo Kon Tum?", "Thời tiết hôm nay?", "còn Lâm Thao?")
    assert "15/11/2024" in told(answer, LAM_THAO)
