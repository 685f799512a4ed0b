"""Questions in everyday words: dialect, the plans' words for them, a story before the question."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.lexicon import Lexicon
from rag.understanding.questions import Frames
from rag.understanding.rewording import asks_papers, asks_which, reworded

PROMPTS = Path(__file__).parents[2] / "prompts"
LEXICON, FRAMES = Lexicon.load(PROMPTS), Frames.load(PROMPTS)


@pytest.mark.parametrize(
    ("said", "common"),
    [
        ("Khi mô thì nộp?", "Khi nào thì nộp?"),
        ("Làm lễ ở mô?", "Làm lễ ở đâu?"),
        ("Phòng mô lo rứa?", "Phòng nào lo vậy?"),
        ("Sở Y tế phải làm những chi?", "Sở Y tế phải làm những gì?"),
        ("Năm ni làm răng?", "Năm này làm sao?"),
        ("Ai nói mấy chuyện nớ?", "Ai nói mấy chuyện đó?"),
        ("Trễ nhứt là bữa mô?", "Trễ nhất là bữa nào?"),
        ("Gặp khó khăn thì báo cơ quan nào?", "Gặp khó khăn thì báo cáo ai?"),
        ("Nơi nhận báo cáo là đâu?", "báo cáo gửi cho ai là đâu?"),
        ("Xây nhìu sân chơi, hết bao nhiu?", "Xây nhiều sân chơi, hết bao nhiêu?"),
        ("Văn phòng ủy ban huyện lo gì?", "Văn phòng UBND huyện lo gì?"),
        ("Ở đó giao xã bố trí gì?", "Ở đó giao các xã bố trí gì?"),
        ("Ai kí, theo qui định nào?", "Ai ký, theo quy định nào?"),
        ("Sơ kết giữa kì, tỉ lệ bao nhiêu?", "Sơ kết giữa kỳ, tỷ lệ bao nhiêu?"),
    ],
)
def test_dialect(said: str, common: str) -> None:
    assert LEXICON.dialect.common(said) == common


@pytest.mark.parametrize(
    "text",
    [
        "Những chi cục nào phối hợp?", "Mô hình nào được nhân rộng?", "Tiền chi cho việc gì?",
        "Khám răng cho trẻ ở đâu?", "Ni cô tham gia không?",
        "Phát hiện bạo lực thì báo ai?", "Nơi nhận gồm ai?", "Văn phòng ủy ban mặt trận lo gì?",
        "Mua mấy kí gạo?",
    ],
)  # fmt: skip
def test_words_that_only_look_like_dialect(text: str) -> None:
    assert LEXICON.dialect.common(text) == text


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("Ai lo chuyện nam nữ ở huyện?", "Ai lo bình đẳng giới ở huyện?"),
        ("Sở nào tìm thầy cãi cho chị em?", "Sở nào tìm trợ giúp pháp lý cho phụ nữ?"),
        ("ai chan viec buon nguoi", "ai chan viec mua ban nguoi"),
    ],
)
def test_everyday_words_give_way_to_the_plans_own(asked: str, read: str) -> None:
    assert reworded(asked, LEXICON, FRAMES)[0] == read


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("Thủ tục ly hôn cần giấy tờ gì?", True),
        ("Trình tự, thủ tục tiếp nhận nạn nhân như thế nào?", True),
        ("ho so du thi gom nhung gi", True),
        ("Nạn nhân cần giấy tờ gì để được hỗ trợ?", True),
        ("Ai hướng dẫn thủ tục hành chính?", False),
        ("Hồ sơ cán bộ nữ do phòng nào quản lý?", False),
        ("Kế hoạch gồm những nội dung gì?", False),
    ],
)
def test_papers_are_asked_for(question: str, papers: bool) -> None:
    assert asks_papers(question) is papers


def test_what_a_thing_costs_is_not_asked_of_another_of_its_sort() -> None:
    assert reworded("20 tờ rơi ở huyện hết bao nhiêu tiền thế?", LEXICON, FRAMES) == ()
    assert reworded("Huyện có giăng băng rôn không?", LEXICON, FRAMES)


def test_words_of_asking_stay() -> None:
    assert all("Ai lo" in one for one in reworded("Ai lo phần thầy cãi?", LEXICON, FRAMES))


def test_a_question_in_official_words_is_not_read_again() -> None:
    assert reworded("Sở Y tế được giao nhiệm vụ gì?", LEXICON, FRAMES) == ()


def test_of_a_story_the_official_terms_are_kept() -> None:
    read = reworded(
        "Bữa kia đi chợ gặp bà bán rau bị chồng uýnh vợ. Phòng nào lo thầy cãi với chỗ nương thân?",
        LEXICON, FRAMES,
    )[0]  # fmt: skip
    assert "bạo lực gia đình" in read
    assert "trợ giúp pháp lý" in read
    assert "rau" not in read


def test_a_last_sentence_without_a_subject_asks_of_the_one_before() -> None:
    read = reworded("Đàn bà con gái đi xe không đội nón. Ai phạt?", LEXICON, FRAMES)
    assert all("đội nón" in one for one in read)


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("An Hòa mở mấy sân chơi, là sân chơi nào?", ("An Hòa mở những sân chơi nào?",)),
        ("an hoa co may lop boi cho tre, gom nhung lop boi gi",
         ("an hoa co nhung lop boi cho tre nao",)),
        ("An Hòa mở mấy sân chơi, xã nào?", ()),
    ],
)  # fmt: skip
def test_how_many_and_which_of_them(asked: str, read: tuple[str, ...]) -> None:
    assert asks_which(asked) == read


def test_no_deed_is_a_rate() -> None:
    assert reworded("Mức phạt buôn người ở huyện?", LEXICON, FRAMES)[0].startswith("Mức phạt mua")
