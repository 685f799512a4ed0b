"""The pure text functions: folding keeps offsets, syllables keep numbers."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text import (
    collapse,
    document_numbers,
    even_tones,
    fold,
    has_marks,
    lower,
    nfc,
    syllables,
)

ANY = st.text() | st.text(alphabet="aăâbcdđeêioôơuưyáàảãạắấếốớứýỳỷỹỵÂĐƠ \u0301\u0323\u0309İß")


@given(ANY)
def test_fold_keeps_offsets(s: str) -> None:
    assert len(fold(s)) == len(nfc(s))
    assert len(lower(s)) == len(nfc(s))
    assert len(even_tones(s)) == len(nfc(s))


def test_letters_change_one_for_one_wherever_they_stand() -> None:
    letters = [chr(code) for code in range(0x3000)]
    for letter in letters:
        assert fold(f"Ế{letter}") == fold("Ế") + fold(letter) or nfc(f"Ế{letter}") != f"Ế{letter}"
        assert lower(f"A{letter}") == f"a{lower(letter)}" or nfc(f"A{letter}") != f"A{letter}"
    assert [one for one in "ĐÂẤƠỨỲ–“…Σİ" if fold(one) != fold(lower(one))] == []


@given(ANY)
def test_fold_is_stable(s: str) -> None:
    assert fold(fold(s)) == fold(s)
    assert even_tones(even_tones(s)) == even_tones(s)


@given(ANY)
def test_composed_and_decomposed_are_one(s: str) -> None:
    decomposed = unicodedata.normalize("NFD", s)
    assert fold(decomposed) == fold(s)
    assert syllables(decomposed) == syllables(s)


@given(ANY)
def test_collapse_leaves_single_spaces(s: str) -> None:
    assert collapse(s) == collapse(collapse(s))
    assert "  " not in collapse(s)
    assert collapse(s).split() == s.split()


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz 0123456789/-."))
def test_plain_text_has_no_marks(s: str) -> None:
    assert not has_marks(s)
    assert fold(s) == s


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đắk Nông", "dak nong"),
        ("ỦY BAN NHÂN DÂN", "uy ban nhan dan"),
        ("Số: 175/KH-UBND", "so: 175/kh-ubnd"),
        ("Sở Lao động - Thương binh và Xã hội", "so lao dong - thuong binh va xa hoi"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert has_marks(text) is (folded != text.lower())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Văn hoá", "Văn hóa"),
        ("Uỷ ban", "Ủy ban"),
        ("sức khoẻ", "sức khỏe"),
        ("thuỷ lợi", "thủy lợi"),
        ("TOÀ ÁN", "TÒA ÁN"),
    ],
)
def test_tones_are_placed_alike(one: str, other: str) -> None:
    assert even_tones(one) == even_tones(other)


@pytest.mark.parametrize("word", ["quý", "hoàn", "toán", "xoáy", "quỹ", "quỳnh"])
def test_tones_that_stay(word: str) -> None:
    assert even_tones(word) == word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Y tế", ("sở", "y", "tế")),
        ("Nghị quyết 28/NQ-CP", ("nghị", "quyết", "28/nq-cp", "28", "nq", "cp")),
        ("số 1719/QĐ- TTg", ("số", "1719/qđ-ttg", "1719", "qđ", "ttg")),
        ("60-KH/TU", ("60-kh/tu", "60", "kh", "tu")),
        ("10/2019/TT-BKHĐT", ("10/2019/tt-bkhđt", "10", "2019", "tt", "bkhđt")),
        ("trước ngày 15/12", ("trước", "ngày", "15", "12")),
        ("giai đoạn 2021-2030", ("giai", "đoạn", "2021", "2030")),
        ("10/100.000 trẻ", ("10", "100", "000", "trẻ")),
        ("", ()),
    ],
)
def test_syllables(text: str, expected: tuple[str, ...]) -> None:
    assert syllables(text) == expected


def test_document_numbers_are_spans() -> None:
    text = "Kế hoạch số 175/KH-UBND và Công văn số 739/BNV-CTTN&BĐG, hạn 15/12/2025"
    found = [text[start:end] for start, end in document_numbers(text)]
    assert found == ["175/KH-UBND", "739/BNV-CTTN&BĐG"]
