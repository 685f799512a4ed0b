"""An answer as text, Markdown and Word: the same words, with the list of what it rests on."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest

from rag.answer_files import answer_docx, answer_markdown, answer_text
from rag.schema import Answer, Citation, Note, Query

QUOTE = "- Giao *Sở A* <b>\n1. Làm_việc"
CITED = Citation(
    1, "a", "Kế hoạch", None, "UBND tỉnh A", "a.pdf", ("I",), "a/muc.I", 3, QUOTE, 0, len(QUOTE),
    "khoản 6 Mục IV Kế hoạch số 1/KH-UBND", 91,
)  # fmt: skip
ANSWER = Answer(
    "ai?", "**Tỉnh A**:\n- Sở A làm [1]\nKhông nêu: B.", False, None, "extractive", (), (CITED,),
    (), ("gợi ý",), Query("ai?", "vi", "who", ()), notes=(Note("Sở A nay là Sở B", None),),
)  # fmt: skip


def test_text() -> None:
    assert answer_text("ai?", ANSWER).split("\n") == [
        "ai?", "",
        "Tỉnh A:", "- Sở A làm [1]", "Không nêu: B.", "",
        "Lưu ý:", "  Sở A nay là Sở B", "",
        "Căn cứ:",
        "[1] khoản 6 Mục IV Kế hoạch số 1/KH-UBND, trang 3 (văn bản nhận dạng, 91%)",
        "    - Giao *Sở A* <b>", "    1. Làm_việc",
    ]  # fmt: skip


def test_markdown_holds_no_markup_of_a_plan() -> None:
    assert answer_markdown("ai?", ANSWER).split("\n\n") == [
        "**ai?**",
        "**Tỉnh A**:",
        "- Sở A làm [1]",
        "Không nêu: B.",
        "**Lưu ý:**",
        "- Sở A nay là Sở B",
        "**Căn cứ:**",
        "\\[1\\] khoản 6 Mục IV Kế hoạch số 1/KH-UBND, trang 3 (văn bản nhận dạng, 91%)",
        "> \\- Giao \\*Sở A\\* \\<b\\>\n>\n> 1\\. Làm\\_việc\n",
    ]


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\x9f"])
def test_word_file(sign: str) -> None:
    made = docx.Document(io.BytesIO(answer_docx(f"ai{sign}?", ANSWER)))
    said = [one.text for one in made.paragraphs]
    assert said == [
        "ai\ufffd?", "Tỉnh A:", "Sở A làm [1]", "Không nêu: B.", "Lưu ý:", "Sở A nay là Sở B",
        "Căn cứ:",
        "[1] khoản 6 Mục IV Kế hoạch số 1/KH-UBND, trang 3 (văn bản nhận dạng, 91%)",
        "- Giao *Sở A* <b>", "1. Làm_việc",
    ]  # fmt: skip
    assert made.core_properties.author == ""
    assert made.paragraphs[2].style is not None
    assert made.paragraphs[2].style.name == "List Bullet"


def test_near_passages_are_told_apart() -> None:
    refused = replace(ANSWER, citations=(), nearest=(CITED,), abstained=True)
    assert "Gần nhất (không phải câu trả lời):" in answer_text("ai?", refused)
