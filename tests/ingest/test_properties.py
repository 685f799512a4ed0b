"""What must hold for every text: nothing lost, nothing twice, every passage a slice."""

from __future__ import annotations

import itertools
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.outline import outline
from ingest.passages import MAX_CHARACTERS, passages, split_sentences
from rag.schema import Document, Section
from tests.ingest.reading_aloud import PLANS, TEXTS, document_of, read_document


def _assert_tree(document: Document, sections: tuple[Section, ...]) -> None:
    """Own spans partition the text; paths are unique; children lie inside their parents."""
    assert "".join(document.text[s.start : s.end] for s in sections) == document.text
    position = 0
    for section in sections:
        assert section.start == position
        position = section.end
        assert section.start <= section.heading_end <= section.end <= section.tree_end
    by_path = {section.path: section for section in sections}
    assert len(by_path) == len({section.id for section in sections}) == len(sections)
    for section in sections:
        if len(section.path) > 1:
            parent = by_path[section.path[:-1]]
            assert parent.end <= section.start
            assert section.tree_end <= parent.tree_end


def _assert_passages(document: Document, sections: tuple[Section, ...]) -> None:
    """Exact slices inside their section; all letters of the text stand in one of them."""
    found = passages("thu", document, sections)
    by_path = {section.path: section for section in sections}
    for passage in found:
        assert passage.text == document.text[passage.start : passage.end]
        assert passage.text.strip() == passage.text != ""
        path = passage.path[:-1] if passage.path[-1].level == "cau" else passage.path
        section = by_path[path]
        assert section.start <= passage.start < passage.end <= section.end
    assert len({passage.id for passage in found}) == len(found)
    for one, two in itertools.pairwise(found):
        assert one.end <= two.start
    held = sum(sum(map(str.isalpha, passage.text)) for passage in found)
    assert held == sum(map(str.isalpha, document.text))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_the_corpus_is_cut_without_loss(plan: Path) -> None:
    document = read_document(plan)
    sections = outline(document)
    _assert_tree(document, sections)
    _assert_passages(document, sections)


@given(TEXTS)
def test_any_text_is_cut_without_loss(raw: str) -> None:
    document = document_of(raw)
    sections = outline(document)
    _assert_tree(document, sections)
    _assert_passages(document, sections)


LINES = st.lists(
    st.sampled_from(
        ["I. A", "II. B:", "A. C", "B. D", "1. E", "2. F:", "3. G.", "1.1. H", "2.1. I", "a) K:",
         "b) L.", "i) M", "đ) N.", "(1) O", "- P.", "- Q:", "+ R", "* S.", "Mục tiêu 1: T",
         "Chỉ tiêu 2: U", "NHIỆM VỤ CHUNG", "Sở Y tế", "Một câu văn xuôi.", "Như sau:", "KẾ HOẠCH",
         "QUYẾT ĐỊNH:", "Điều 1. V", "Điều 2. X", "Chương I", "TÊN CHƯƠNG", "Phụ lục 1: Y",
         "Nơi nhận:", "KT. CHỦ TỊCH", "Nguyễn Văn A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
         "Số: 1/KH-UBND", "Trên đây là Kế hoạch./.", "9. Z", "y) AA", "Dự án 2: BB"]
    ),
    max_size=40,
)  # fmt: skip


@given(LINES)
def test_any_order_of_lines_is_cut_without_loss(lines: list[str]) -> None:
    document = document_of("\n".join(lines))
    sections = outline(document)
    _assert_tree(document, sections)
    _assert_passages(document, sections)
    assert sorted(document.text.split()) == sorted(" ".join(lines).split())


@given(st.text(alphabet="ab .;!?…”)\n", max_size=400), st.integers(1, 60))
def test_splitting_at_sentence_ends_loses_only_white_space(text: str, limit: int) -> None:
    pieces = split_sentences(text, 0, len(text), limit)
    rest = text
    for start, end in reversed(pieces):
        assert start <= end
        rest = rest[:start] + rest[end:]
    assert not rest.strip()
    assert [*pieces] == sorted(pieces)


def test_a_long_leaf_is_cut_at_sentence_ends() -> None:
    sentence = "Chủ trì, phối hợp với các cơ quan liên quan triển khai kế hoạch. "
    text = "I. MỘT\n1. " + sentence * 60
    document = document_of(text)
    found = [p for p in passages("thu", document, outline(document)) if "khoan.1" in p.id]
    assert [p.id.rsplit("/", 1)[1] for p in found] == [f"cau.{n}" for n in range(1, len(found) + 1)]
    assert len(found) > 3
    assert all(len(p.text) <= MAX_CHARACTERS and p.text.endswith(".") for p in found)
    assert all(p.headings == ("I. MỘT",) for p in found)


def test_a_short_leaf_is_retrieved_with_its_lead_in() -> None:
    document = document_of("I. MỘT\n1. Các đơn vị sau báo cáo hằng quý:\n- Sở Y tế;\n- Sở Nội vụ.")
    last = passages("thu", document, outline(document))[-1]
    assert last.text == "- Sở Nội vụ."
    assert last.lead_in == "1. Các đơn vị sau báo cáo hằng quý:"
    assert last.headings == ("I. MỘT", "1. Các đơn vị sau báo cáo hằng quý")
    assert last.indexed_text.endswith(last.text)


def test_every_text_is_composed() -> None:
    for plan in PLANS:
        assert unicodedata.is_normalized("NFC", read_document(plan).text)
