"""A layer that lies is found out; what has one right letter is mended, the rest stays."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.readers.mend import Mender, plain
from ingest.readers.syllables import is_syllable, judge, known

GOOD = (
    "Ủy ban nhân dân tỉnh giao Sở Nông nghiệp và Môi trường chủ trì, phối hợp với các sở, ngành "
    "rà soát phương án ứng phó thiên tai trên địa bàn."
)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        pytest.param(GOOD, True, id="prose"),
        pytest.param(GOOD.upper(), True, id="capitals"),
        pytest.param(unicodedata.normalize("NFD", GOOD), True, id="decomposed"),
        pytest.param(f"{GOOD} SXKD, GTVT, Đắk Glei, Ea H'leo, Krông Pa", True, id="names"),
        pytest.param("STT 1 2 3 Chi tiêu 500 600", True, id="too few words"),
        pytest.param("Uy ban nhan dan tinh giao So Nong nghiep va Moi truong chu tri phoi hop " * 3,
                     False, id="no marks"),
        pytest.param(" ".join(f"{w[:1]} {w[1:]}" for w in GOOD.split()), False, id="in two"),
        pytest.param("Uy ban nhân dân tinh giao Sơ Nông nghiêp va Môi trương chu tri, phôi hơp vơi "
                     "cac sơ, nganh ra soat phương an ưng pho thiên tai trên đia ban. " * 2,
                     False, id="tones lost"),
        pytest.param("N i dungộ Đ n v chơ ị ủ trì th cự hi nệ k ho chế ạ nhi mệ " * 3,
                     False, id="letters of a second font at the end"),
        pytest.param("Uû ban nh©n d©n tØnh giao Së N«ng nghiÖp vµ M«i tr−êng chñ tr× " * 2,
                     False, id="an old encoding"),
    ],
)  # fmt: skip
def test_a_layer_is_judged_by_its_syllables(text: str, good: bool) -> None:
    assert judge(text).good is good


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        pytest.param("BỘ CÔNG THƢƠNG", "BỘ CÔNG THƯƠNG", id="Ƣ"),
        pytest.param("nhƣ sau, văn phõng", "như sau, văn phòng", id="ƣ, and õ for ò"),
        pytest.param("Lƣu: nói rõ", "Lưu: nói rõ", id="õ that is a word stays"),
        pytest.param("nói rõ, phõng", "nói rõ, phõng", id="õ alone proves nothing"),
        pytest.param("Ðiều 1, ðơn vị", "Điều 1, đơn vị", id="eth"),
        pytest.param("nǎm 2026", "năm 2026", id="caron"),
        pytest.param("tổ chư ́c", "tổ chức", id="a mark apart"),
        pytest.param("ĐIỀ U 1", "ĐIỀU 1", id="a word in two"),
        pytest.param("thự c hiệ n;", "thực hiện;", id="words in two"),
        pytest.param("mục lô c và điểm c", "mục lô c và điểm c", id="labels"),
        pytest.param("Sở Y tế, y tá", "Sở Y tế, y tá", id="one letter that is a word"),
        pytest.param("Ea Pô, Đắk Nông", "Ea Pô, Đắk Nông", id="names"),
        pytest.param(GOOD, GOOD, id="prose"),
    ],
)
def test_only_what_is_surely_wrong_is_mended(text: str, mended: str) -> None:
    mender = Mender([text])
    assert mender.mend(text) == mended
    assert bool(mender.wrong) is (text != mended)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("\uf0b7 Sở Y tế", "• Sở Y tế", id="Symbol's bullet"),
        pytest.param("\uf02d Sở Y tế", "- Sở Y tế", id="Symbol's dash"),
        pytest.param("45\u212a", "45K", id="Kelvin sign"),
        pytest.param("tài chính\u00a0\ufb01", "tài chính fi", id="ligature"),
        pytest.param("2021\u20112030", "2021-2030", id="hyphen that does not break"),
    ],
)
def test_letters_that_only_look_otherwise(text: str, read: str) -> None:
    assert plain(text) == read


@pytest.mark.parametrize(
    ("word", "real"),
    [
        ("nghiêng", True), ("quốc", True), ("giếng", True), ("Đỉnh", True), ("thuở", True),
        ("hòa", True), ("hoà", True), ("khuỷu", True), ("các", True), ("càc", False),
        ("tiết", True), ("tièt", False), ("hoßa", False), ("ĐIỀ", False), ("THƢƠNG", False),
        ("quyền", True), ("yêu", True), ("hõa", False), ("bcd", False), ("of", False),
    ],
)  # fmt: skip
def test_syllables(word: str, real: bool) -> None:
    assert is_syllable(word) is real


def test_the_list_of_syllables_is_clean() -> None:
    assert all(word == word.lower() and word.isalpha() for word in known())


def test_words_are_counted_without_punctuation_and_abbreviations() -> None:
    found = judge("“Kế hoạch” – của Sở; ho¹ch… 2009 • QĐ-UBND")
    assert (found.words, found.real, found.marked, found.real_marked) == (5, 4, 5, 4)
