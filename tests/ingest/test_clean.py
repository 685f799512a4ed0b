"""Cleaning: lines to paragraphs, residue out, notes behind the body, and the map to the file."""

from __future__ import annotations

import textwrap
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.readers import read_raw
from ingest.traced import Traced
from rag.schema import Document
from rag.settings import Settings
from tests.ingest.reading_aloud import CORPUS, PLANS, TEXTS, document_of, read_document

LONG = (
    "Chủ trì, phối hợp với các sở, ban, ngành và địa phương chủ động tham mưu Ủy ban nhân dân tỉnh "
    "ban hành kế hoạch thực hiện cho từng giai đoạn và hằng năm; đồng thời triển khai thực hiện "
    "các nhiệm vụ, giải pháp theo chức năng, nhiệm vụ được giao nhằm đạt các mục tiêu đề ra."
)


def _paragraphs(text: str) -> list[str]:
    return document_of(text).text.split("\n")


def _wrapped(paragraphs: list[str], width: int, first: int) -> str:
    """Hard wraps; a paragraph's first line breaks ``first`` characters earlier (Word's indent)."""
    return "\n".join(
        line.strip()
        for paragraph in paragraphs
        for line in textwrap.wrap(
            paragraph, width, initial_indent=" " * first, break_on_hyphens=False
        )
    )


@pytest.mark.parametrize(("width", "first"), [(80, 0), (80, 44), (95, 6)])
def test_hard_wraps_are_joined(width: int, first: int) -> None:
    paragraphs = [
        "I. NHIỆM VỤ",
        *(f"{number}. Về nội dung thứ {number}: {LONG}" for number in range(1, 8)),
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Sở Nội vụ",
        *(f"- {LONG}" for _ in range(3)),
    ]
    assert _paragraphs(_wrapped(paragraphs, width, first)) == paragraphs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "a) Tăng cường tuyên\n\ntruyền về bình đẳng giới.\n\nb) Kiểm tra.",
            ["a) Tăng cường tuyên truyền về bình đẳng giới.", "b) Kiểm tra."],
            id="page break in mid-sentence",
        ),
        pytest.param(
            "Theo Quyết định của\n\nỦy ban nhân dân tỉnh.",
            ["Theo Quyết định của Ủy ban nhân dân tỉnh."],
            id="page break before a capital, behind a word that cannot end",
        ),
        pytest.param(
            "1. Sở Y tế\n\nChủ trì thực hiện.",
            ["1. Sở Y tế", "Chủ trì thực hiện."],
            id="a heading and its text stay two paragraphs",
        ),
        pytest.param(
            "### **III. TỔ CHỨC**\n\n**1.** Sở *Y tế*: \\- chủ trì \\(b/c\\)",
            ["III. TỔ CHỨC", "1. Sở Y tế: - chủ trì (b/c)"],
            id="markdown",
        ),
        pytest.param(
            "\\* *Đơn vị thực hiện:* Sở Y tế\n\n*\\* Đơn vị phối hợp:* Sở Tài chính",
            ["* Đơn vị thực hiện: Sở Y tế", "* Đơn vị phối hợp: Sở Tài chính"],
            id="an escaped star is printed",
        ),
        pytest.param(
            "* Mục một\n  * Mục *hai* ba",
            ["* Mục một", "* Mục hai ba"],
            id="star bullets of markdown",
        ),
        pytest.param(
            "[bookmark: _GoBack]1. Mục tiêu [bookmark: _Hlk573]chung",
            ["1. Mục tiêu chung"],
            id="Word's bookmarks",
        ),
        pytest.param(
            "| STT | Nhiệm vụ | Cơ quan |\n|---|:---:|---|\n| 1 | Tập huấn | Sở Nội vụ |",
            ["STT | Nhiệm vụ | Cơ quan", "1 | Tập huấn | Sở Nội vụ"],
            id="a table's row is a line, its inner bars stay",
        ),
        pytest.param(
            "| 1 | Tập huấn<br>nghiệp vụ | Sở Nội vụ |",
            ["1 Tập huấn nghiệp vụ Sở Nội vụ"],
            id="a row without a header is running text",
        ),
        pytest.param("Số 186/KH\ufffeUBND", ["Số 186/KH-UBND"], id="a code's broken hyphen"),
        pytest.param(
            "Sở\u00a0Y\u2009tế \t  chủ\u200b trì\u00ad", ["Sở Y tế chủ trì"], id="odd spaces"
        ),
        pytest.param("Một\x13 PAGE \x14hai\x15", ["Một PAGE hai"], id="Word's field codes"),
        pytest.param(
            "-------\nSố: 1/KH-UBND\n=====\n|\nĐiều 1. Một", ["Số: 1/KH-UBND", "Điều 1. Một"],
            id="rules",
        ),
        pytest.param(
            "1.\nSở Y tế\n-\nChủ trì.\n•\nPhối hợp.\n2.\n-\nHai.",
            ["1. Sở Y tế", "- Chủ trì.", "• Phối hợp.", "2.", "- Hai."],
            id="markers alone on their line",
        ),
        pytest.param("Một<br/>\nhai <u>ba</u> <sub>2</sub>", ["Một hai ba 2"], id="html"),
    ],
)  # fmt: skip
def test_residue_goes_and_words_stay(text: str, expected: list[str]) -> None:
    assert _paragraphs(text) == expected


def test_a_foot_in_a_table_row_becomes_lines() -> None:
    text = (
        "I. MỤC TIÊU\n1. Một.\n\n"
        "| **Nơi nhận:**<br>- UBND tỉnh;<br>- Lưu: VT. | **KT. CHỦ TỊCH**<br>**Lê Văn C** |"
    )
    document = document_of(text)
    assert document.text.split("\n")[2:] == [
        "Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.", "KT. CHỦ TỊCH", "Lê Văn C",
    ]  # fmt: skip
    assert [p.zone for p in document.paragraphs] == [
        "than", "than", "noi_nhan", "noi_nhan", "noi_nhan", "ky", "ky",
    ]  # fmt: skip


def test_a_foot_read_across_is_put_in_order() -> None:
    text = "I. MỘT\n1. Hai.\nNơi nhận:\nTM. ỦY BAN NHÂN DÂN\n- Bộ Nội vụ;\nKT. CHỦ TỊCH\n- Lưu: VT."
    assert _paragraphs(text)[2:] == [
        "Nơi nhận:", "- Bộ Nội vụ;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH",
    ]  # fmt: skip


# --- notes at the foot of a page


def test_a_note_does_not_cut_its_sentence() -> None:
    text = (
        "1. Tăng cường truyền thông trong Nhân dân<sup>1</sup>;\n\n"
        "<sup>1</sup> Theo hướng dẫn của Bộ.\n\n<sup>2</sup> Tại huyện Ngọc Hồi.\n\n"
        "tuyên truyền về các mô hình<sup>(2)</sup> tại địa phương.\n\n2. Kiểm tra."
    )
    document = document_of(text)
    assert document.text.split("\n") == [
        "1. Tăng cường truyền thông trong Nhân dân; tuyên truyền về các mô hình tại địa phương.",
        "2. Kiểm tra.",
        "1 Theo hướng dẫn của Bộ.",
        "2 Tại huyện Ngọc Hồi.",
    ]
    before = [document.text[: mark.offset] for mark in document.note_marks]
    assert [text.split()[-1] for text in before] == ["dân", "hình"]
    assert [mark.label for mark in document.note_marks] == ["1", "2"]


def test_a_mark_between_spaces_leaves_one() -> None:
    document = document_of("1. Sở Y tế <sup>1</sup> chủ trì <sup>2</sup><sup>3</sup> việc này.")
    assert document.text == "1. Sở Y tế chủ trì việc này."
    assert [document.text[: m.offset] for m in document.note_marks] == [
        "1. Sở Y tế", "1. Sở Y tế chủ trì", "1. Sở Y tế chủ trì",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        pytest.param(
            "2.4.", "trong Nhân dân; tuyên truyền giới thiệu về các mô hình", id="2.4"
        ),
        pytest.param("4.3.", "của Ủy ban nhân dân tỉnh; đề cao vai trò", id="4.3"),
    ],
)  # fmt: skip
def test_sentences_cut_by_notes_are_whole_in_the_corpus(item: str, sentence: str) -> None:
    paragraphs = read_document(CORPUS / "kon-tum-2021.md").text.split("\n")
    (paragraph,) = (p for p in paragraphs if p.startswith(item))
    assert sentence in paragraph


def test_marks_are_tied_to_the_words_before_them() -> None:
    document = read_document(CORPUS / "kon-tum-2021.md")
    assert {
        mark.label: document.text[: mark.offset].split()[-1] for mark in document.note_marks
    } == {
        "1": "2021)", "2": "Hồi", "3": "thông", "4": "hội", "5": "tỉnh",
        "6": "tư", "7": "pháp", "8": "hội", "9": "VSTBCPN",
    }  # fmt: skip


# --- the letterhead


def test_a_wrapped_letterhead_is_read() -> None:
    lines = read_document(CORPUS / "dak-nong-2021-2030.txt").text.split("\n")
    assert lines[:3] == [
        "ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]


def test_an_issuer_on_two_lines_is_one_name() -> None:
    text = "ỦY BAN NHÂN DÂN\nTHỊ XÃ SA PA\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKẾ HOẠCH\nNăm 2026"
    assert _paragraphs(text)[0] == "ỦY BAN NHÂN DÂN THỊ XÃ SA PA"


def test_the_nation_named_in_a_sentence_is_no_letterhead() -> None:
    paragraphs = [
        f"{n}. Công dân của nước Cộng hòa xã hội chủ nghĩa Việt Nam: {LONG}" for n in range(1, 7)
    ]
    assert _paragraphs(_wrapped(paragraphs, 60, 0)) == paragraphs


# --- the map to the file


def _base(text: str) -> str:
    return unicodedata.normalize("NFD", text)[0]


def _assert_map_holds(document: Document, raw: str) -> None:
    """Each clean character that is no white space is the same character in the file."""
    text = document.text
    covered = 0
    for span in document.spans:
        assert span.start == covered
        covered += span.length
        for step in range(span.length):
            clean, offset = text[span.start + step], span.raw_start + step
            if clean.isspace():
                continue
            if unicodedata.combining(clean):
                # marks that found no letter to join may change places among themselves
                assert unicodedata.combining(raw[offset])
                continue
            # a decomposed letter is one character here and several in the file
            end = offset + 1
            while end < len(raw) and (unicodedata.combining(raw[end]) or raw[end] > "\u0900"):
                end += 1
            # or its base letter, where residue stood between the letter and its mark
            letter = unicodedata.normalize("NFC", raw[offset:end])
            if clean.isdigit() and letter in "¹²³":
                continue  # a raised note's label stands level
            assert letter.startswith(clean) or _base(letter) == _base(clean)
    assert covered == len(text)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_the_map_holds_over_the_corpus(plan: Path) -> None:
    raw = read_raw(plan, Settings())
    _assert_map_holds(read_document(plan), raw.text)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_no_word_of_the_corpus_is_lost(plan: Path) -> None:
    """The letters of the file, less the listed residue, are the letters of the clean text."""
    raw = unicodedata.normalize("NFC", read_raw(plan, Settings()).text)
    for residue in ("[bookmark: _GoBack]", "[bookmark: _Hlk57383152]", "[bookmark: _Hlk57383222]",
                    "<sup>", "</sup>"):  # fmt: skip
        raw = raw.replace(residue, " ")
    kept = sorted(letter for letter in read_document(plan).text if letter.isalpha())
    assert kept == sorted(letter for letter in raw if letter.isalpha())


@given(TEXTS)
@example(raw="a\\|")
@example(raw="a\\*b")
def test_the_map_holds_over_any_text(raw: str) -> None:
    document = document_of(raw)
    _assert_map_holds(document, raw)


@given(TEXTS)
def test_clean_text_is_composed_and_tidy(raw: str) -> None:
    document = document_of(raw)
    assert unicodedata.is_normalized("NFC", document.text)
    for line in document.text.split("\n") if document.text else ():
        assert "  " not in line
        assert line.strip() == line != ""
    for paragraph in document.paragraphs:
        assert document.text[paragraph.start : paragraph.end].strip()


@given(st.text())
def test_composing_keeps_the_whole_text(raw: str) -> None:
    traced = Traced.of(raw)
    assert traced.text == unicodedata.normalize("NFC", raw)
    assert len(traced.origins) == len(traced.text)
