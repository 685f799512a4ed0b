"""Questions from facts: only what one answer fits is asked, and options do not give it away."""

from __future__ import annotations

import random
import re
from types import SimpleNamespace
from typing import Any, cast

import pytest

from rag.book import Book
from rag.lexicon import Lexicon
from rag.quiz import TOPICS, Question, Topic, chosen, questions
from rag.schema import Agency, Assignment, Deadline, Due, Slice, Target
from rag.settings import Settings
from tests.rag.tiny import plan

LEXICON = Lexicon.load(Settings().prompts)
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
        # told in other words elsewhere: neither is a wrong answer to the other
        due("- Tổ chức Tháng hành động vì bình đẳng giới năm 2025 (từ 15/11/2025 - 15/12/2025).",
            "từ 15/11/2025 - 15/12/2025"),
        due("- Xây dựng kế hoạch Tháng hành động vì bình đẳng giới từ ngày 15/11 đến 15/12/2025.",
            "từ ngày 15/11 đến 15/12/2025"),
        due("- Rà soát các mô hình thúc đẩy bình đẳng giới tại cơ sở trong Quý II năm 2025.",
            "trong Quý II năm 2025"),
        due("- Ban hành Kế hoạch thực hiện Nghị quyết của Chính phủ trong tháng 3 năm 2025.",
            "trong tháng 3 năm 2025"),
        due("- Kiện toàn Ban Vì sự tiến bộ của phụ nữ ở các xã, phường vào năm 2025.",
            "vào năm 2025"),
    ],
    "targets": [
        target("- Chỉ tiêu 1: Tỷ lệ lao động nữ làm công hưởng lương đạt 50%.", "đạt 50%"),
        target("- Chỉ tiêu 2: Tỷ lệ nữ giám đốc doanh nghiệp trong tỉnh đạt 30%.", "đạt 30%"),
        target("- Chỉ tiêu 3: Tỷ lệ xã có mô hình phòng ngừa bạo lực đạt 100%.", "đạt 100%"),
        target("- Chỉ tiêu 4: Tỷ trọng lao động nữ làm nông nghiệp xuống dưới 30%.",
               "xuống dưới 30%"),
        target("- Tỷ lệ thạc sĩ là nữ đạt 55%, tỷ lệ tiến sĩ là nữ đạt 35%.", "đạt 55%", "đạt 35%"),
        target("- Chỉ tiêu 5: Mỗi quý mỗi xã có ít nhất 01 tin, bài trên đài.", "ít nhất 01 tin"),
    ],
}  # fmt: skip


def book() -> Book:
    held = SimpleNamespace(by_id={"a": plan("a")}, lexicon=LEXICON)
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
        # two dates in one line: not asked
        ("when", {"trước ngày 15/12 hằng năm", "trước ngày 01/3", "từ 15/11/2025 - 15/12/2025",
                  "từ ngày 15/11 đến 15/12/2025", "trong Quý II năm 2025",
                  "trong tháng 3 năm 2025", "vào năm 2025"}),
        # two figures, no like unit: not asked
        ("figure", {"đạt 50%", "đạt 30%", "đạt 100%", "xuống dưới 30%"}),
    ],
)  # fmt: skip
def test_what_is_blank_stands_nowhere_else(topic: str, answers: set[str]) -> None:
    found = asked(topic)
    assert {one.answers[0] for one in found.values()} == answers
    for text, one in found.items():
        assert "…………" in text
        assert one.answers[0] not in text
        assert len(set(one.options)) == 4


@pytest.mark.parametrize("seed", range(5))
def test_no_option_is_right_as_well_or_told_by_its_form(seed: int) -> None:
    form = re.compile(r"\b(?:I{1,3}|IV)\b|\d+")
    for one in questions(book(), ["a"], seed):
        if one.topic == "who":
            continue
        assert len({form.sub("0", option) for option in one.options}) == 1, one.options
        numbers = {tuple(map(str.lower, form.findall(option))) for option in one.options}
        assert len(numbers) == 4, one.options
        assert "xuống dưới 100%" not in one.options


def test_a_hundred_percent_is_offered_where_it_is_wrong() -> None:
    drawn = [one for seed in range(8) for one in questions(book(), ["a"], seed)]
    assert any("đạt 100%" in set(one.options) - set(one.answers) for one in drawn)


def test_the_duty_itself_is_opened_first() -> None:
    task, heading = (
        piece("- Hướng dẫn các trạm ghi chép sổ sách theo mẫu mới."),
        piece("6. Sở Y tế"),
    )
    held = book()
    fact = Assignment("a", (Agency("Sở Y tế", "Sở Y tế"),), "chủ trì", task, (heading, task))
    others = cast("list[Assignment]", HELD["assignments"])
    cast("Any", held).assignments = lambda _: [*others, fact]
    one = next(q for q in questions(held, ["a"], 7) if q.text.startswith("Hướng"))
    assert one.sources == (task, heading)


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
        ("Phòng Tư pháp, Sở Nội vụ", False),
        ("không phải Sở Tư pháp, Sở Nội vụ", False),
    ],
)
def test_a_typed_answer_is_graded_by_the_matcher(said: str, right: bool) -> None:
    one = next(q for q in asked("who").values() if len(q.right) == 2)
    assert one.said_right(said, LEXICON) is right
    options = list(one.options)
    random.Random(1).shuffle(options)
    assert one.chosen_right([o for o in options if o in one.answers])
    assert not one.chosen_right(options)


@pytest.mark.parametrize(
    ("topic", "answer", "rights", "wrongs"),
    [
        ("figure", "đạt 60%", "60% | 60 % | 60 | Đạt 60 phần trăm | dat 60%",
         "6% | 50% | trên 60% | duoi 60% | 60%, 70% | không đạt 60% | giảm 60% | 60 xã | "
         "60% trở lên"),
        ("figure", "xuống dưới 30%", "dưới 30% | duoi 30% | <30% | 30% | giảm xuống dưới 30%",
         "trên 30% | ít nhất 30% | tối đa 30% | giảm 30% | dưới 31%"),
        ("figure", "Đạt ít nhất 30%", "tối thiểu 30% | từ 30% trở lên | ≥ 30% | không dưới 30%",
         "trên 30% | dưới 30% | không quá 30%"),
        ("figure", "ít nhất 01 tin", "1 tin | 01 | ít nhất 1", "1 xã | 1% | 2 tin"),
        ("when", "hàng năm (trước ngày 15/12)",
         "trước 15/12 | 15/12 | trước ngày 15 tháng 12 hằng năm | truoc 15/12 | "
         "hang nam truoc 15/12",
         "sau 15/12 | đến 15/12 | 15/11 | trước 15/12/2025 | hằng quý trước 15/12 | hằng năm | "
         "15/11, 15/12 | trước tháng 12"),
        ("when", "hoàn thành trong tháng 3 năm 2021",
         "tháng 3 năm 2021 | tháng 3/2021 | 3/2021 | thang 3 nam 2021 | tháng 3",
         "tháng 4 năm 2021 | tháng 3 năm 2022 | trước tháng 3 năm 2021 | năm 2021"),
        ("when", "hoàn thành trước ngày 15 tháng 10 năm 2021",
         "15/10/2021 | trước 15/10 | truoc ngay 15 thang 10 nam 2021 | 15-10-2021",
         "sau 15/10/2021 | chậm nhất 15/10/2021 | 15/10/2020 | 14/10/2021"),
        ("when", "từ ngày 15/11 đến 15/12/2021", "15/11 - 15/12 | từ 15/11/2021 đến 15/12/2021",
         "15/11 | từ 15/12 đến 15/11 | trước 15/12/2021 | 15/11 - 15/12/2022"),
        ("when", "hoàn thành trong Quý II năm 2021", "quý 2/2021 | quy II | Quý II năm 2021",
         "Quý III năm 2021 | tháng 2 năm 2021 | quý II năm 2020"),
        ("when", "vào năm 2025", "2025 | năm 2025 | nam 2025", "2030 | sau năm 2025 | 15/12/2025"),
        ("who", "Sở Lao động - Thương binh và Xã hội",
         "Sở LĐTBXH | sở lđ-tb&xh | so lao dong thuong binh va xa hoi",
         "Phòng LĐTBXH | Sở Y tế | Sở LĐTBXH, Sở Y tế | lao động"),
        ("who", "Ủy ban nhân dân huyện Ngọc Hồi", "UBND huyện Ngọc Hồi | ubnd huyen ngoc hoi",
         "UBND huyện Đắk Hà | UBND tỉnh"),
    ],
)  # fmt: skip
def test_a_typed_answer_is_read_by_its_value(
    topic: Topic, answer: str, rights: str, wrongs: str
) -> None:
    one = Question(topic, "a", "Việc này …………", (answer, "Sở Y tế"), frozenset({0}), (), "2021")
    assert [said for said in rights.split(" | ") if not one.said_right(said, LEXICON)] == []
    assert [said for said in wrongs.split(" | ") if one.said_right(said, LEXICON)] == []
