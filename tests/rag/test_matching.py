"""The matcher: what counts as said, and what counts as extra."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.matching import Extra, find, grade, says, tokens


@dataclass(frozen=True)
class Mention:
    start: int
    end: int
    written: str
    name: str


class Finder:
    """Finds three agencies under four spellings."""

    names: ClassVar = {
        "Sở Y tế": "Sở Y tế",
        "SYT": "Sở Y tế",
        "Công an huyện": "Công an huyện",
        "Phòng Nội vụ": "Phòng Nội vụ",
    }

    def find_agencies(self, text: str) -> Sequence[Mention]:
        pattern = "|".join(map(re.escape, self.names))
        return [
            Mention(match.start(), match.end(), match.group(), self.names[match.group()])
            for match in re.finditer(pattern, text)
        ]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        pytest.param("do PHÒNG y tế báo cáo", "Phòng Y tế", id="case"),
        pytest.param("Phòng Lao động -Thương binh", "Phòng Lao động - Thương binh", id="hyphen"),
        pytest.param("Sở LĐ-TB&XH", "Sở LĐTB&XH", id="hyphen inside an abbreviation"),
        pytest.param("Phòng Văn hoá và Thông tin", "Phòng Văn hóa và Thông tin", id="hoá = hóa"),
        pytest.param("Uỷ ban nhân dân", "Ủy ban nhân dân", id="uỷ = ủy"),
        pytest.param("sức khoẻ sinh sản", "sức khỏe sinh sản", id="khoẻ = khỏe"),
        pytest.param(unicodedata.normalize("NFD", "Sở Tư pháp"), "Sở Tư pháp", id="NFD text"),
        pytest.param("đạt 60 % dân số", "60%", id="space before percent"),
        pytest.param("đạt 60 phần trăm", "60%", id="percent in words"),
        pytest.param("reaches 60 percent", "60%", id="percent in English"),
        pytest.param("04 chỉ tiêu", "4 chỉ tiêu", id="leading zero"),
        pytest.param("10/100.000 trẻ", "10/100000", id="thousands"),
        pytest.param("1,000 women", "1.000", id="English thousands"),
        pytest.param("chỉ tiêu 1,2 của mục tiêu 5", "chỉ tiêu 1, 2", id="list without a space"),
        pytest.param("giai đoạn 2021 - 2025", "2021-2025", id="period"),
        pytest.param("trước ngày 15 tháng 12", "15/12", id="day in words"),
        pytest.param("(trước ngày 15/12)", "trước ngày 15 tháng 12", id="day in figures"),
        pytest.param("trước 5/6", "ngày 05/6", id="day with leading zero"),
        pytest.param("trước ngày 15/11/2024", "15/11", id="day of a full date"),
        pytest.param("ngày 06 tháng 4 năm 2021", "06/4/2021", id="full date"),
        pytest.param("ngày 08-6-2018", "8/6/2018", id="date with hyphens"),
        pytest.param("by 15 December 2024", "ngày 15/12/2024", id="English date"),
        pytest.param("before November 15, 2024", "15/11/2024", id="American date"),
        pytest.param("2021-04-06", "06 tháng 4 năm 2021", id="ISO date"),
        pytest.param("trong tháng 3/2021", "tháng 3 năm 2021", id="month"),
        pytest.param("by March 2021", "tháng 3 năm 2021", id="English month"),
        pytest.param("trong quý 2 năm 2021", "Quý II năm 2021", id="quarter"),
        pytest.param("Kế hoạch số 175/KH - UBND", "175/KH-UBND", id="document number"),
        pytest.param("Sở Y tế [1], Phòng Y tế", "Sở Y tế", id="before a mark"),
    ],
)
def test_says(text: str, phrase: str) -> None:
    assert says(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        pytest.param("đạt 15%", "5%", id="5% in 15%"),
        pytest.param("đạt 60%", "60", id="60 in 60%"),
        pytest.param("60 tỷ đồng", "60%", id="60% in 60"),
        pytest.param("đạt 99,5%", "5%", id="5% in 99,5%"),
        pytest.param("15/1.000 phụ nữ", "15/1", id="ratio is no date"),
        pytest.param("Thông tư số 10/2019/TT-BKHĐT", "tháng 10 năm 2019", id="number is no date"),
        pytest.param("ngày 15/12/2024", "15/12/2025", id="other year"),
        pytest.param("ngày 25/12", "5/12", id="5/12 in 25/12"),
        pytest.param("trước ngày 15/12", "tháng 12", id="a day is not its month"),
        pytest.param("175/KH-UBND", "75/KH-UBND", id="end of a number"),
        pytest.param("sở hữu y tế", "Sở Y tế", id="a word between"),
        pytest.param("Sở Y tếế", "Sở Y tế", id="inside a longer word"),
        pytest.param("So Y te", "Sở Y tế", id="marks count"),
        pytest.param("anything", "…", id="phrase without a token"),
    ],
)
def test_does_not_say(text: str, phrase: str) -> None:
    assert not says(text, phrase)


def test_find_gives_offsets() -> None:
    text = "Giao Phòng Y tế, phòng y  tế."
    assert [text[start:end] for start, end in find(text, "Phòng Y tế")] == [
        "Phòng Y tế",
        "phòng y  tế",
    ]


@given(st.text(alphabet="aớ15/.,-% ngàytháng\n[]II", max_size=40))
def test_tokens_are_ordered_and_inside(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    spans = [(token.start, token.end) for token in tokens(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)


@given(st.text(max_size=60))
def test_a_text_says_itself(text: str) -> None:
    assert says(text, text) == bool(tokens(unicodedata.normalize("NFC", text)))


@pytest.mark.parametrize(
    ("answer", "extra"),
    [
        pytest.param("Sở Y tế, trước ngày 15/12 [1].", (), id="nothing but what is expected"),
        pytest.param("SYT, trước ngày 15/12.", (), id="other name of the same agency"),
        pytest.param("Sở Y tế và Công an huyện", (Extra("agency", "Công an huyện"),), id="agency"),
        pytest.param("Sở Y tế đạt 45%", (Extra("figure", "45%"),), id="figure"),
        pytest.param("Sở Y tế, 15/12, 10/6", (Extra("date", "10/6"),), id="date"),
        pytest.param("Sở Y tế, 15/12/2024", (Extra("figure", "2024"),), id="year not stated"),
        pytest.param("Theo khoản 6 Mục IV: Sở Y tế", (), id="figure of a place"),
        pytest.param("1. Sở Y tế\n2. Phòng Nội vụ", (), id="list numbers, and an allowed agency"),
        pytest.param("- 2.1. Sở Y tế\n**Kế hoạch**: 9. Sở Y tế", (), id="item numbers"),
        pytest.param("Sở Y tế đạt 9. Hết", (Extra("figure", "9"),), id="figure at a full stop"),
        pytest.param("Mục tiêu 4: Sở Y tế", (), id="figure of the question"),
        pytest.param("Mục tiêu 5: Sở Y tế", (Extra("figure", "5"),), id="another objective"),
        pytest.param("Kế hoạch số 175/KH-UBND: Sở Y tế [1][2, 3]", (), id="name of the plan"),
    ],
)
def test_extra(answer: str, extra: tuple[Extra, ...]) -> None:
    verdict = grade(
        answer,
        expected=[["Sở Y tế"]],
        allowed=["Phòng Nội vụ"],
        context=["Cơ quan nào báo cáo mục tiêu 4?", "(trước ngày 15/12)", "175/KH-UBND"],
        agencies=Finder(),
    )
    assert verdict.extra == extra


def test_missing_group_is_named() -> None:
    verdict = grade("Phòng Y tế", expected=[["Phòng Y tế"], ["Trung tâm Y tế", "TTYT"]])
    assert verdict.missing == (("Trung tâm Y tế", "TTYT"),)
    assert not verdict.correct


@pytest.mark.parametrize(
    ("answer", "forbidden"),
    [
        pytest.param("dưới 30%", (), id="only inside the expected phrase"),
        pytest.param("dưới 30%, tức 30%", ("30%",), id="also alone"),
        pytest.param("dưới 30% ở Sở Y tế", ("Sở Y tế",), id="another agency"),
    ],
)
def test_forbidden(answer: str, forbidden: tuple[str, ...]) -> None:
    verdict = grade(answer, expected=[["dưới 30%"]], forbidden=["30%", "Sở Y tế"])
    assert verdict.forbidden == forbidden
