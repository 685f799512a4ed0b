"""Slips of the keyboard: mended where the plans leave one reading, left alone otherwise."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text import fold, lower
from rag.understanding.spelling import Speller


class Counted:
    """The syllables of some texts and their neighbours, as an index tells them of its plans."""

    def __init__(self, *texts: str) -> None:
        tokens = [re.findall(r"[^\W\d_]+", lower(text)) for text in texts]
        self._words = Counter(itertools.chain(*tokens))
        self._pairs = Counter(itertools.chain(*map(itertools.pairwise, tokens)))

    def word_counts(self, words: Iterable[str]) -> dict[str, int]:
        return {word: self._words[word] for word in words if word in self._words}

    def pair_counts(self, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        return {pair: self._pairs[pair] for pair in pairs if pair in self._pairs}

    def marked_forms(self, folded: str) -> tuple[str, ...]:
        return tuple(sorted(word for word in self._words if fold(word) == folded))


TEXTS = (
    "Chịu trách nhiệm báo cáo kết quả triển khai các chỉ tiêu của mục tiêu 4. "
    "Báo cáo kết quả mục tiêu 5. Tiếp tục nhân rộng mô hình, nhân rộng mô hình mới. "
    "Sở Y tế chủ trì, phối hợp với các đơn vị; Sở Tư pháp chủ trì, phối hợp.",
)
SPELLER = Speller(Counted(*TEXTS), ["cơ quan nào", "Đắk Nông", "Phòng Nội vụ", "ngày nào"])


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        pytest.param("ai báo cáo mục têu 4", "ai báo cáo mục tiêu 4", id="a letter dropped"),
        pytest.param("nhân rộng mô hìn", "nhân rộng mô hình", id="the last letter dropped"),
        pytest.param("báo cáo kết qảu", "báo cáo kết quả", id="two letters swapped"),
        pytest.param("cơ quan nàoo báo cáo", "cơ quan nào báo cáo", id="a letter doubled"),
        pytest.param("phối hợpp với ai", "phối hợp với ai", id="a letter added"),
        pytest.param("Phòng Nộy vụ", "Phòng Nội vụ", id="a capital is kept"),
        pytest.param("Dắk Nông", "Đắk Nông", id="d for đ"),
        pytest.param("báo caó kết quả", "báo cáo kết quả", id="the tone on the other vowel"),
        pytest.param("muc têu 4, mục tiêuu", "muc têu 4, mục tiêu", id="by its neighbours only"),
    ],
)
def test_a_sure_slip_is_mended(typed: str, mended: str) -> None:
    assert SPELLER.mend(typed) == mended


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("lễ phát đông", "lễ phát động"),
        ("mùa đông", "mùa đông"),
        ("phát đồng", "phát đồng"),
    ],
)
def test_a_tone_left_out_is_told_by_the_neighbours(typed: str, mended: str) -> None:
    speller = Speller(Counted("Lễ phát động. " * 9 + "Mùa đông, đồng bào"), [])
    assert speller.mend(typed) == mended


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("mục tiêu 4 của Sở Y tế", id="no slip"),
        pytest.param("phải báo cáo sau tháng 6?", id="no sáu"),
        pytest.param("muc teu 4 ai bao cao", id="typed without marks"),
        pytest.param("SLĐTBXH báo cáo kết quả", id="an abbreviation"),
        pytest.param("kế hoạch của Gia Lai", id="words that no plan has"),
        pytest.param("cán bộ nam của xã", id="men, and no year"),
        pytest.param("ở ý Á", id="single letters"),
        pytest.param("", id="nothing"),
        pytest.param("…?! 4/2021", id="no word"),
    ],
)
def test_everything_else_is_left_alone(typed: str) -> None:
    assert SPELLER.mend(typed) == typed


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_digits_and_punctuation_are_never_touched(text: str) -> None:
    def rest(words: str) -> str:
        return "".join(c for c in words if not c.isalpha())

    assert rest(SPELLER.mend(text)) == rest(text)


@given(st.lists(st.sampled_from(TEXTS[0].replace(".", " ").split()), max_size=12))
def test_words_of_the_plans_stand(words: list[str]) -> None:
    text = " ".join(words)
    assert SPELLER.mend(text) == text
