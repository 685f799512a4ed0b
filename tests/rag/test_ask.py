"""What holds of every answer, and how a question is put."""

from __future__ import annotations

import threading
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.errors import IndexMissing, UsageError
from rag.schema import Timing
from rag.settings import Settings
from rag.stores.writer import IndexWriter
from tests.rag.asking import (
    ALL,
    DAK_NONG,
    HUONG_TRA,
    KON_TUM,
    LAM_THAO,
    QUANG_NGAI,
    assert_sound,
)

QUESTIONS = """
Cơ quan nào báo cáo mục tiêu 4?
co quan nao bao cao muc tieu 4
Which agency reports on objective 4?
Cơ quan nào báo cáo mục tiêu 1, 2 và 3?
Ai báo cáo mục tiêu 5 ở Đắk Nông?
Ai báo cáo chỉ tiêu 2 của mục tiêu 3?
Ai báo cáo chỉ tiêu 3 của mục tiêu 2 ở Hương Trà?
Mục tiêu 9 do ai báo cáo?
Ở Kon Tum ai chủ trì mục 2.1?
Kon Tum: ai chủ trì nội dung 4.3?
Khoản 14 Mục IV Đắk Nông giao ai?
Điểm b khoản 3 Mục IV Hương Trà nói gì?
Mục III của các kế hoạch nói gì?
Ai phòng, chống mua bán người?
Sở nào phối hợp với Ủy ban nhân dân huyện Ngọc Hồi?
Ai duy trì mô hình địa chỉ tin cậy, nhà tạm lánh?
Cơ quan nào bố trí kinh phí?
Ai thanh tra sản phẩm quảng cáo có định kiến giới?
Sở Y tế Đắk Nông làm gì?
Sở Lao động - Thương binh và Xã hội có nhiệm vụ gì?
SLĐTBXH Kon Tum làm gì?
Công an làm gì?
Các xã phải làm gì?
Hội LHPN Quảng Ngãi làm gì?
Sở Y tế Kon Tum có nhiệm vụ gì?
Hạn báo cáo năm của các kế hoạch là ngày nào?
Báo cáo 6 tháng ở Quảng Ngãi nộp khi nào?
Kon Tum phải xong việc rà soát mô hình khi nào?
Báo cáo gửi qua đơn vị nào ở Lâm Thao?
Bao giờ sơ kết kế hoạch Đắk Nông?
Tỷ số giới tính khi sinh là bao nhiêu?
Mục tiêu 4 là gì?
Chỉ tiêu 4 của mục tiêu 4 Hương Trà?
Kế hoạch Hương Trà có bao nhiêu mục tiêu?
Bao nhiêu phần trăm nữ lãnh đạo?
Quảng Ngãi đặt chỉ tiêu bao nhiêu phần trăm?
Kinh phí lấy từ đâu?
Kinh phí Kon Tum lấy từ đâu?
Tổng kinh phí là bao nhiêu tiền?
Kế hoạch Quảng Ngãi căn cứ văn bản nào?
Các kế hoạch căn cứ văn bản nào?
Quyết định 1719 nói về gì?
Nghị quyết 28/NQ-CP ngày nào?
Chương trình 2456 của Kon Tum thực hiện kế hoạch nào của Tỉnh ủy?
Ai ký các kế hoạch?
Số và ngày ban hành của các kế hoạch?
Nơi nhận của kế hoạch Kon Tum?
Lâm Thao thuộc tỉnh nào?
Có những kế hoạch nào?
Tháng hành động diễn ra khi nào?
Lễ phát động tổ chức ở đâu?
Mục đích của kế hoạch Kon Tum là gì?
Quảng Ngãi truyền thông bằng tiếng dân tộc thiểu số thế nào?
What does Lâm Thao say about people with disabilities?
Kế hoạch của Gia Lai giao ai?
Kế hoạch năm 2019 của Kon Tum?
Số điện thoại Sở Nội vụ Quảng Ngãi?
Trẻ em được học bơi miễn phí ở đâu?
Viết cho tôi một bài thơ
Xin chào
?
4
asdf qwer
Sở Y tế $agencies {0} <script>alert(1)</script> [1]
""".strip().splitlines()


@pytest.fixture(scope="module")
def asker(corpus_index: Settings) -> Asker:
    return Asker(corpus_index)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_statement_rests_on_the_plans_own_words(asker: Asker, question: str) -> None:
    answer = asker.ask(question)
    assert answer.question == question
    assert_sound(asker, answer)


@pytest.mark.parametrize(
    "question", ["Trẻ em được học bơi miễn phí ở đâu?", "asdf qwer", "?", "😀", "mục tiêu 999"]
)
def test_something_is_said_where_nothing_is_found(asker: Asker, question: str) -> None:
    assert asker.ask(question).answer.strip()


@pytest.mark.parametrize("plan_id", ALL)
def test_answers_stay_in_the_plans_chosen(asker: Asker, plan_id: str) -> None:
    for question in QUESTIONS[::4]:
        answer = asker.ask(question, plans=(plan_id,))
        assert_sound(asker, answer)
        used = {c.plan_id for c in (*answer.citations, *answer.nearest)}
        assert used <= {plan_id}, question


def test_what_is_held_beside_the_chosen_plans_is_not_said_to_be_lacking(asker: Asker) -> None:
    told = [asker.ask(question, plans=(LAM_THAO,)).answer for question in (
        "Kon Tum ai ký?", "Kế hoạch của Cà Mau ai ký?",
    )]  # fmt: skip
    assert "Kế hoạch của Kon Tum có trong kho nhưng nằm ngoài phạm vi đã chọn." in told[0]
    assert "Trong kho chưa có kế hoạch của Cà Mau." in told[1]


_WORDS = st.sampled_from(
    "ai cơ quan nào báo cáo mục tiêu chỉ 4 9 của ở Hương Trà Kon Tum Đắk Nông Sở Y tế hạn ngày nộp "
    "kinh phí 2025 số 175/KH-UBND mục IV khoản 2.1 điểm b (, ? ) [1] who reports $task {x}".split()
)


@examples(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_WORDS, min_size=1, max_size=12).map(" ".join))
def test_no_order_of_words_breaks_it(asker: Asker, question: str) -> None:
    assert_sound(asker, asker.ask(question))


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("\x00\x1b[31m", id="control characters"),
        pytest.param("😀" * 50, id="emoji"),
        pytest.param(
            unicodedata.normalize("NFD", "Cơ quan nào báo cáo mục tiêu 4?"), id="decomposed"
        ),
        pytest.param("mục tiêu " + "9" * 500, id="a long number"),
        pytest.param("(" * 500, id="brackets"),
        pytest.param("\ud800 ai báo cáo mục tiêu 4?", id="half a letter"),
        pytest.param("Sở Y tế " * 200, id="repeated"),
    ],
)
def test_odd_questions(asker: Asker, question: str) -> None:
    assert_sound(asker, asker.ask(question))


def test_the_same_question_has_the_same_answer(asker: Asker, corpus_index: Settings) -> None:
    other = Asker(corpus_index)
    for question in QUESTIONS[::7]:
        one, two = asker.ask(question), other.ask(question)
        assert replace(one, timing_ms=Timing()) == replace(two, timing_ms=Timing())


def test_the_time_is_told(asker: Asker) -> None:
    timing = asker.ask("Cơ quan nào báo cáo mục tiêu 4?").timing_ms
    assert 0 < timing.understand <= timing.total
    assert 0 < timing.answer <= timing.total


def test_suggestions_can_be_answered(asker: Asker) -> None:
    """Each suggested question, asked, has an answer."""
    for question in QUESTIONS[::6]:
        for suggested in asker.ask(question).suggestions:
            answer = asker.ask(suggested)
            assert_sound(asker, answer)
            assert not answer.abstained, suggested


def test_a_plan_that_is_not_there_is_wrong_use(asker: Asker) -> None:
    with pytest.raises(UsageError, match="khong-co"):
        asker.ask("Ai ký?", plans=(KON_TUM, "khong-co"))


def test_a_question_too_long_is_wrong_use(asker: Asker) -> None:
    limit = asker.settings.max_question_chars
    asker.ask("a" * limit)
    with pytest.raises(UsageError, match="quá"):
        asker.ask("a" * (limit + 1))


def test_without_an_index_there_is_nothing_to_ask(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        Asker(Settings(index=tmp_path / "index"))


def test_english_is_answered_in_english(asker: Asker) -> None:
    answer = asker.ask("Which agency reports on objective 9?")
    assert "the plan has no" in answer.answer
    assert asker.ask("mục tiêu 9", lang="en").answer != asker.ask("mục tiêu 9", lang="vi").answer


def test_search_gives_passages(asker: Asker) -> None:
    hits = asker.search("mua bán người", k=5)
    assert 0 < len(hits) <= 5
    assert "mua bán người" in hits[0].passage.text
    narrowed = asker.search("mua bán người", plans=(LAM_THAO,))
    assert {hit.passage.plan_id for hit in narrowed} == {LAM_THAO}


def test_turns_are_read_in_order(asker: Asker) -> None:
    turns = ["Cơ quan nào ở Hương Trà báo cáo mục tiêu 4?", "Còn Đắk Nông thì sao?"]
    answer = asker.ask("Còn mục tiêu 1?", turns=turns)
    assert answer.understood.plans == (DAK_NONG,)
    assert "Sở Nội vụ" in answer.answer
    assert_sound(asker, answer)


@pytest.mark.parametrize(
    ("before", "question", "plans", "words"),
    [
        ("Ai chủ trì mục 4.1 Kon Tum?", "thế 4.2?", {KON_TUM}, "Sở Tư pháp"),
        ("Khoản 3 Mục IV Quảng Ngãi nói gì?", "khoản 5?", {QUANG_NGAI}, "Sở Y tế"),
        ("Hương Trà mục tiêu 2 có mấy chỉ tiêu?", "mục tiêu 4 ai báo cáo?", {HUONG_TRA},
         "Phòng Y tế"),
        ("Công an tỉnh Đắk Nông làm gì?", "ở Lâm Thao thì sao?", {LAM_THAO}, "Công an huyện"),
        ("Công an tỉnh Quảng Ngãi làm gì?", "Hương Trà?", {HUONG_TRA}, "Công an thị xã"),
        ("Sở Y tế Đắk Nông làm gì?", "Tất cả kế hoạch thì sao?", {DAK_NONG, QUANG_NGAI}, "Sở Y tế"),
        ("Sở Y tế Đắk Nông làm gì?", "The deadline for annual reports in every plan?",
         {DAK_NONG, QUANG_NGAI, HUONG_TRA, LAM_THAO, KON_TUM}, "15/12"),
    ],
)  # fmt: skip
def test_follow_ups(asker: Asker, before: str, question: str, plans: set[str], words: str) -> None:
    answer = asker.ask(question, turns=[before])
    assert {c.plan_id for c in answer.citations} == plans
    assert words in answer.answer
    assert_sound(asker, answer)


@pytest.mark.parametrize(
    ("question", "plans"),
    [
        ("Nhà tạm lánh được nhắc trong những kế hoạch nào?", {QUANG_NGAI, HUONG_TRA}),
        ("Những kế hoạch nào nhắc tới mua bán người?",
         {DAK_NONG, QUANG_NGAI, HUONG_TRA, LAM_THAO}),
        ("which plans mention human trafficking?", {DAK_NONG, QUANG_NGAI, HUONG_TRA, LAM_THAO}),
        ("Tháng hành động năm 2023 được nhắc ở kế hoạch nào?", {LAM_THAO}),
        ("Kế hoạch nào nhắc đến chuyển giới?", set()),
        # of which sort it is no text need say; each word without marks may be one of talk
        ("Kế hoạch nào nhắc đến hành vi môi giới hôn nhân?", {LAM_THAO, QUANG_NGAI}),
        ("ke hoach nao nhac den hanh vi moi gioi hon nhan", {LAM_THAO, QUANG_NGAI}),
        # what plans say in other words they do not mention
        ("Kế hoạch nào nhắc đến mạng xã hội?", {DAK_NONG, HUONG_TRA}),
        ("ke hoach nao nhac den mang xa hoi", {DAK_NONG, HUONG_TRA}),
        ("Kế hoạch nào đề cập đến trẻ mồ côi?", set()),
    ],
)  # fmt: skip
def test_which_plans_speak_of_something(asker: Asker, question: str, plans: set[str]) -> None:
    answer = asker.ask(question)
    assert {c.plan_id for c in answer.citations} == plans
    assert answer.abstained == (not plans)
    assert_sound(asker, answer)


def test_a_new_plan_is_asked_at_once(tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index")
    corpus = settings.corpus
    ingest_corpus(settings, (corpus / f"{KON_TUM}.md",))
    asker = Asker(settings)
    assert {c.plan_id for c in asker.ask("Ai ký các kế hoạch?").citations} == {KON_TUM}
    ingest_corpus(settings, (corpus / f"{LAM_THAO}.md",))
    assert {c.plan_id for c in asker.ask("Ai ký các kế hoạch?").citations} == {KON_TUM, LAM_THAO}
    with IndexWriter(settings, asker._load) as writer:
        writer.remove(KON_TUM)
        writer.commit()
    assert {c.plan_id for c in asker.ask("Ai ký các kế hoạch?").citations} == {LAM_THAO}
    assert asker.ask("Ai ký kế hoạch Kon Tum?").reason == "not_in_corpus"


def test_many_may_ask_at_once(asker: Asker) -> None:
    expected = {q: asker.ask(q).answer for q in QUESTIONS[:6]}
    found: dict[str, str] = {}

    def put(question: str) -> None:
        found[question] = asker.ask(question).answer

    threads = [threading.Thread(target=put, args=(question,)) for question in expected]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == expected
