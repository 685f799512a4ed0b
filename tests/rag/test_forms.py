"""How an answer is wanted: gaps, counts, lists, overviews, definitions, comparisons, yes or no."""

from __future__ import annotations

from datetime import date

import pytest

from rag.ask import Asker
from rag.settings import Settings
from rag.understanding.yes_no import confirms, denies
from tests.rag.asking import DAK_NONG as NONG
from tests.rag.asking import HUONG_TRA as TRA
from tests.rag.asking import KON_TUM as TUM
from tests.rag.asking import LAM_THAO as THAO
from tests.rag.asking import QUANG_NGAI as NGAI
from tests.rag.asking import ask


@pytest.fixture(scope="module")
def asker(corpus_index: Settings) -> Asker:
    return Asker(corpus_index)


@pytest.mark.parametrize(
    ("question", "form", "says", "plans"),
    [
        # Hương Trà I.2.b: three indicators; IV.1.b gives 1 and 2, nobody has the third
        ("Chỉ tiêu nào của Hương Trà chưa giao cho ai?", "gap",
         "Mục tiêu 2, Chỉ tiêu 3: Đạt ít nhất 30% nữ giám đốc", {TRA}),
        ("Which indicators in Huong Tra have no agency?", "gap", "ít nhất 30% nữ giám đốc", {TRA}),
        ("Chỉ tiêu nào của mục tiêu 4 Hương Trà chưa giao?", "gap",
         "Các chỉ tiêu đã nêu của mục tiêu 4 đều có cơ quan được giao", {TRA}),
        # I.2.a to I.2.e: six objectives; 1 + 3 + 3 + 3 + 4 + 4 indicators
        ("Hương Trà có bao nhiêu chỉ tiêu?", "count", "18 chỉ tiêu", {TRA}),
        ("Hương Trà có mấy mục tiêu?", "count", "6 mục tiêu", {TRA}),
        ("mục tiêu 3 của hương trà có mấy chỉ tiêu", "count", "3 chỉ tiêu", {TRA}),
        ("Phần giải pháp thực hiện của Hương Trà chia mấy nhóm?", "count", "5 mục", {TRA}),
        ("Kế hoạch Hương Trà gồm mấy phần?", "count", "5 mục", {TRA}),
        # Quảng Ngãi IV.1: points a to d
        ("Quảng Ngãi giao cho Sở Nội vụ bao nhiêu nhiệm vụ?", "count", "4 việc", {NGAI}),
        # Lâm Thao: "chủ trì" in III.2 (Tài chính - Kế hoạch), III.3, III.4 …
        ("Danh sách cơ quan chủ trì ở Kon Tum", "list", "4 cơ quan, đơn vị: Sở Lao động", {TUM}),
        ("Những cơ quan nào phải báo cáo ở Đắk Nông?", "list", "Sở Giáo dục và Đào tạo", {NONG}),
        ("Tóm tắt kế hoạch của Lâm Thao", "overview", "trước ngày 15/11/2024", {THAO}),
        ("What are the main tasks in the Kon Tum plan?", "overview", "các mô hình", {TUM}),
        ("So sánh hạn báo cáo năm của Hương Trà và Đắk Nông", "compare", "15/12", {TRA, NONG}),
    ],
)  # fmt: skip
def test_a_form(asker: Asker, question: str, form: str, says: str, plans: set[str]) -> None:
    answer = ask(asker, question)
    assert answer.understood.form == form
    assert says in answer.answer
    assert {claim.plan_id for claim in answer.claims if claim.kind == "stated"} == plans


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Kế hoạch Đắk Nông có mấy mục tiêu?", "no_such_item"),
        ("Đắk Nông có chỉ tiêu nào chưa giao cho cơ quan nào không?", "no_such_item"),
        ("Bình đẳng giới là gì?", "not_stated"),
        ("Kế hoạch Đắk Nông định nghĩa “định kiến giới” như thế nào?", "not_stated"),
        ("Cơ quan nào không phải báo cáo ở Đắk Nông?", "not_stated"),
    ],
)
def test_what_cannot_be_counted_or_told(asker: Asker, question: str, reason: str) -> None:
    answer = ask(asker, question)
    assert (answer.abstained, answer.reason) == (True, reason)


@pytest.mark.parametrize(
    ("question", "begins", "says"),
    [
        ("Sở Y tế có báo cáo mục tiêu 4 không?", "Có.", "Sở Y tế"),
        ("Sở Nội vụ báo cáo mục tiêu 4 khi nào?",
         "Kế hoạch không giao việc này cho Sở Nội vụ", "Phòng Y tế, Trung tâm Y tế"),
        ("Phòng Y tế Hương Trà có phải báo cáo mục tiêu 5 không?",
         "Kế hoạch không giao việc này cho Phòng Y tế", "Phòng Giáo dục và Đào tạo"),
        ("Sở Y tế Đắk Nông không báo cáo mục tiêu 4 phải không?", "Không đúng", "Sở Y tế"),
        # Quảng Ngãi IV.2: Sở Tài chính "Phối hợp với các cơ quan …"
        ("Sở Tài chính Quảng Ngãi chủ trì bố trí kinh phí phải không?",
         "Không phải với vai trò được hỏi", "Phối hợp"),
        ("Phòng Nội vụ huyện Lâm Thao bố trí kinh phí vào lúc nào?",
         "Kế hoạch không giao việc này cho Phòng Nội vụ", "Phòng Tài chính - Kế hoạch"),
        ("Kế hoạch Kon Tum do Tôn Thị Ngọc Hạnh ký phải không?", "Không phải; người ký", "Y Ngọc"),
        ("Kế hoạch của thị xã Hương Trà có căn cứ Quyết định số 254/QĐ-UBND không?",
         "Kế hoạch không dẫn 254/QĐ-UBND", "212/KH-UBND"),
        # a body that is named nowhere reports with all the others
        ("Sở Khoa học và Công nghệ Quảng Ngãi có phải báo cáo không?",
         "Kế hoạch không giao riêng việc này cho Sở Khoa học và Công nghệ",
         "thành viên của Ban Vì sự tiến bộ của phụ nữ tỉnh"),
    ],
)  # fmt: skip
def test_a_premise(asker: Asker, question: str, begins: str, says: str) -> None:
    answer = ask(asker, question)
    assert answer.answer.startswith(begins)
    assert says in answer.answer


@pytest.mark.parametrize(
    ("turns", "says", "plans"),
    [
        (("Cơ quan nào báo cáo mục tiêu 4 ở Hương Trà?", "thế còn Đắk Nông?"), "Sở Y tế", {NONG}),
        (("Sở Y tế Đắk Nông báo cáo mục tiêu mấy?", "sở đó còn việc gì nữa?"),
         "mất cân bằng giới tính", {NONG}),
        (("Tháng hành động ở Quảng Ngãi khi nào?", "lễ phát động ở đâu?", "ai tham mưu?"),
         "Sở Nội vụ", {NGAI}),
        (("Sở Tư pháp Đắk Nông làm gì?", "Sở Nội vụ?", "Y tế?"), "mục tiêu 4", {NONG}),
        (("Ở Đắk Nông cơ quan nào chủ trì chống mua bán người?", "hôm nay mưa to quá",
          "còn Hương Trà?"), "Công an thị xã", {TRA}),
        (("Sở Lao động Đắk Nông làm gì về Tháng hành động?", "còn Hương Trà?"),
         "Phòng Lao động - Thương binh và Xã hội", {TRA}),
        (("Hạn báo cáo năm của Hương Trà?", "khác Đắk Nông không?"), "15/12", {TRA, NONG}),
        (("Ai ký kế hoạch Lâm Thao?", "hạn?"), "15/11/2024", {THAO}),
        # the indicator that was told, not all of its objective
        (("Hương Trà đặt chỉ tiêu gì về nữ thạc sĩ?", "Ai báo cáo số liệu đó?"),
         "**Thị xã Hương Trà**: Chi cục Thống kê", {TRA}),
    ],
)  # fmt: skip
def test_a_talk(asker: Asker, turns: tuple[str, ...], says: str, plans: set[str]) -> None:
    answer = asker.ask(turns[-1], turns=turns[:-1])
    assert says in answer.answer
    assert {claim.plan_id for claim in answer.claims if claim.kind == "stated"} == plans


def test_a_half_without_an_answer_is_told(asker: Asker) -> None:
    answer = ask(asker, "Ai ký kế hoạch Quảng Ngãi và Sở Xây dựng Quảng Ngãi phải làm gì?")
    assert "Trần Hoàng Tuấn" in answer.answer
    assert "không giao nhiệm vụ nào cho Sở Xây dựng" in answer.answer


@pytest.mark.parametrize(
    ("text", "asks", "negated"),
    [
        ("Sở Y tế có báo cáo mục tiêu 4 không?", True, False),
        ("Sở Y tế không báo cáo mục tiêu 4 phải không?", True, True),
        ("Is the report due in June?", True, False),
        ("Sở nào có báo cáo không?", False, False),
        ("Sở Y tế làm gì?", False, False),
    ],
)
def test_yes_or_no(text: str, asks: bool, negated: bool) -> None:
    assert (confirms(text), denies(text)) == (asks, negated)


@pytest.mark.parametrize(
    ("question", "plans"),
    [
        ("Kế hoạch nào còn hiệu lực?", {NONG}),
        ("Kế hoạch cấp tỉnh nào còn hạn?", {NONG}),
        ("Kế hoạch nào hết hạn sớm nhất?", {TUM}),
        ("Kế hoạch nào kết thúc muộn nhất?", {NONG}),
        ("Kế hoạch tỉnh nào còn trong thời hạn?", {NONG}),
        ("Kế hoạch cấp huyện nào đã hết hạn?", {TRA, THAO}),
        ("which district plans have expired?", {TRA, THAO}),
        ("Which plans are still valid?", {NONG}),
        ("Bao nhiêu kế hoạch đã hết thời kỳ?", {TRA, NGAI, THAO, TUM}),
        ("Kế hoạch nào hết thời kỳ rồi?", {TRA, NGAI, THAO, TUM}),
    ],
)
def test_plans_by_their_period(asker: Asker, question: str, plans: set[str]) -> None:
    answer = asker.ask(question, day=date(2026, 11, 27))
    assert {claim.plan_id for claim in answer.claims if claim.kind == "stated"} == plans


@pytest.mark.parametrize(
    "question",
    [
        "Năm 2022 Hương Trà đã đạt bao nhiêu % lao động nữ làm công hưởng lương?",
        "Kết quả thực hiện mục tiêu 4 của Hương Trà đến nay?",
    ],
)
def test_a_target_is_no_result(asker: Asker, question: str) -> None:
    answer = ask(asker, question)
    assert answer.abstained
    assert "không ghi kết quả đã đạt" in answer.answer


@pytest.mark.parametrize(
    ("question", "says"),
    [
        # the plan named behind the second half is that of the first
        (
            "Ai xử lý quảng cáo định kiến giới và hạn báo cáo năm là ngày nào ở Đắk Nông?",
            "Sở Văn hóa",
        ),
        ("Ở Đắk Nông ai kiểm tra quảng cáo định kiến giới?", "Sở Văn hóa, Thể thao và Du lịch"),
    ],
)
def test_a_work_that_a_plan_has(asker: Asker, question: str, says: str) -> None:
    answer = ask(asker, question)
    assert says in answer.answer
    assert {one.plan_id for one in answer.citations} == {"dak-nong-2021-2030"}
