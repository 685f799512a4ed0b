"""Questions from facts: only what one answer fits is asked, and options do not give it away."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any, cast

import pytest

from rag.book import Book
from rag.lexicon import Lexicon
from rag.quiz import TOPICS, Question, chosen, questions
from rag.schema import Agency, Assignment, Deadline, Due, Slice, Target
from rag.settings import Settings
from tests.rag.tiny import plan

AGENCIES = ("Sở Y tế", "Sở Nội vụ", "Sở Tư pháp", "Công an tỉnh", "Sở Tài chính")


def piece(text: str) -> Slice:
    return Slice("a", "muc.IV", 0, len(text), text)


def given(text: str, *names: str, partners: tuple[str, ...] = ()) -> Assignment:
    return Assignment(
        "a", tuple(Agency(n, n) for n in names), "chủ trì", piece(text), (piece(text),),
        partners=tuple(Agency(n, n) for n in partners),
    )  # fmt: skip


def due(text: str, *words: str) -> Deadline:
    days = tuple(Due(one, "date", "year", None, "--12-14") for one in words)
    return Deadline("a", words, "report", None, None, piece(text), (piece(text),), days)


def target(text: str, *figures: str) -> Target:
    return Target("a", "1", "1", figures, "2025", piece(text), (piece(text),))


HELD = {
    "assignments": [
        given("- Tổ chức khám sức khỏe sinh sản cho phụ nữ vùng sâu.", "Sở Y tế"),
        # shared: one question with two right answers, the partner no option
        given("- Thẩm định việc lồng ghép giới trong văn bản của tỉnh.", "Sở Tư pháp", "Sở Nội vụ",
              partners=("Công an tỉnh",)),
        # told twice in other words by two agencies: not asked
        given("- Tuyên truyền về phòng, chống bạo lực gia đình tại cơ sở.", "Công an tỉnh"),
        given("- Tuyên truyền phòng, chống bạo lực gia đình ở các cơ sở.", "Sở Tài chính"),
        # names the agency, too short, nobody in particular: not asked
        given("- Sở Tài chính bố trí kinh phí thực hiện Kế hoạch hằng năm.", "Sở Tài chính"),
        given("- Bố trí kinh phí.", "Sở Tài chính"),
        given("- Báo cáo kết quả thực hiện nhiệm vụ được giao cho Ủy ban.", "các cơ quan, đơn vị"),
    ],
    "deadlines": [
        due("- Gửi báo cáo năm về Ủy ban nhân dân tỉnh trước ngày 15/12 hằng năm.",
            "trước ngày 15/12 hằng năm"),
        due("- Gửi kế hoạch của đơn vị về Sở Nội vụ trước ngày 01/3.", "trước ngày 01/3"),
        due("- Báo cáo 6 tháng trước ngày 05/6 và báo cáo năm trước ngày 10/12 về tỉnh.",
            "trước ngày 05/6", "trước ngày 10/12"),
    ],
    "targets": [
        target("- Chỉ tiêu 1: Tỷ lệ lao động nữ làm công hưởng lương đạt 50%.", "đạt 50%"),
        target("- Chỉ tiêu 2: Tỷ lệ nữ giám đốc doanh nghiệp trong tỉnh đạt 30%.", "đạt 30%"),
        target("- Chỉ tiêu 3: Tỷ lệ xã có mô hình phòng ngừa bạo lực đạt 100%.", "đạt 100%"),
        target("- Tỷ lệ thạc sĩ là nữ đạt 55%, tỷ lệ tiến sĩ là nữ đạt 35%.", "đạt 55%", "đạt 35%"),
        target("- Chỉ tiêu 5: Mỗi quý mỗi xã có ít nhất 01 tin, bài trên đài.", "ít nhất 01 tin"),
    ],
}  # fmt: skip


def book() -> Book:
    held = SimpleNamespace(by_id={"a": plan("a")})
    for name, facts in HELD.items():
        setattr(held, name, lambda _, facts=facts: facts)
    return cast("Book", cast("Any", held))


def asked(topic: str) -> dict[str, Question]:
    return {one.text: one for one in questions(book(), ["a"], 7) if one.topic == topic}


def test_who_is_asked_where_one_fact_answers() -> None:
    found = asked("who")
    assert {text: set(one.answers) for text, one in found.items()} == {
        "Tổ chức khám sức khỏe sinh sản cho phụ nữ vùng sâu": {"Sở Y tế"},
        "Thẩm định việc lồng ghép giới trong văn bản của tỉnh": {"Sở Tư pháp", "Sở Nội vụ"},
    }
    assert (
        "Công an tỉnh" not in found["Thẩm định việc lồng ghép giới trong văn bản của tỉnh"].options
    )
    assert all(set(one.options) <= set(AGENCIES) for one in found.values())


@pytest.mark.parametrize(
    ("topic", "answers"),
    [
        ("when", {"trước ngày 15/12 hằng năm", "trước ngày 01/3"}),  # two dates: not asked
        ("figure", {"đạt 50%", "đạt 30%", "đạt 100%"}),  # two figures, no like unit: not asked
    ],
)
def test_what_is_blank_stands_nowhere_else(topic: str, answers: set[str]) -> None:
    found = asked(topic)
    assert {one.answers[0] for one in found.values()} == answers
    for text, one in found.items():
        assert "…………" in text
        assert one.answers[0] not in text
        assert len(set(one.options)) == 4
        assert "đạt 100%" not in set(one.options) - set(one.answers)


def test_the_same_seed_draws_the_same_round() -> None:
    assert questions(book(), ["a"], 7) == questions(book(), ["a"], 7)
    taken = chosen(questions(book(), ["a"], 7), TOPICS, 5)
    assert [one.topic for one in taken] == ["who", "when", "figure", "who", "when"]


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("Sở Tư pháp và Sở Nội vụ", True),
        ("so noi vu, so tu phap", True),
        ("so noi vu, so tu phap, so y te", False),
        ("Sở Tư pháp", False),
        ("Sở Tư pháp, Sở Nội vụ, Sở Y tế", False),
    ],
)
def test_a_typed_answer_is_graded_by_the_matcher(said: str, right: bool) -> None:
    lexicon = Lexicon.load(Settings().prompts)
    one = next(q for q in asked("who").values() if len(q.right) == 2)
    assert one.said_right(said, lexicon) is right
    options = list(one.options)
    random.Random(1).shuffle(options)
    assert one.chosen_right([o for o in options if o in one.answers])
    assert not one.chosen_right(options)
