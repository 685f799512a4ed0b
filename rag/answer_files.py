"""An answer as text, as Markdown and as a Word file, each with the list of what it rests on.

The one door to python-docx for writing; plans are read through ``ingest/readers/word``.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from rag.console import visible
from rag.output import Line, answer_lines, plain
from rag.schema import Answer

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

Block = Literal["paragraph", "item", "quote"]

_BETWEEN: dict[Block, str] = {"paragraph": "\n\n", "item": "\n", "quote": "\n>\n"}
_MARKDOWN = re.compile(r"([\\`*_<>|~])")
# "- Sở Y tế …", "+ …", "# …" and "1. …" at the start of a line would open a list or a heading
_OPENS_BLOCK = re.compile(r"^(\s*)([-+#]|\d+(?=[.)]\s))")
_LISTED = re.compile(r"^\s*-\s+")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_NUMBERED = re.compile(r"^\[(\d+)\] ")
_FONT, _SIZE = "Times New Roman", 13
"""What Nghị định 30/2020/NĐ-CP asks of a document's body: Times New Roman, 13 to 14 points."""


def _lines(question: str, answer: Answer) -> tuple[Line, ...]:
    """The question, then the answer as in a terminal; what else may be asked is left out."""
    held = answer_lines(replace(answer, suggestions=()))
    return (Line("label", visible(question)), Line("answer", ""), *held)


def answer_text(question: str, answer: Answer) -> str:
    """Plain text: "[1] khoản 6 Mục IV Kế hoạch số …" with the words below it."""
    return visible(plain(_lines(question, answer)))


def answer_markdown(question: str, answer: Answer) -> str:
    """Markdown, in which no sign of a plan's own words becomes markup."""
    lines = [line for line in _lines(question, answer) if line.text.strip()]
    blocks: list[str] = []
    for block, run in groupby(lines, key=_block_of):
        blocks.append(_BETWEEN[block].join(_markdown(line) for line in run))
    return "\n\n".join(blocks) + "\n"


def _block_of(line: Line) -> Block:
    if line.style == "quote":
        return "quote"
    return "item" if line.style == "note" or _is_listed(line) else "paragraph"


def _is_listed(line: Line) -> bool:
    return line.style == "answer" and _LISTED.match(line.text) is not None


def _markdown(line: Line) -> str:
    text = visible(line.text).strip()
    if line.style == "label":
        return f"**{_escaped(text)}**"
    if line.style == "reference":
        return _NUMBERED.sub(r"\\[\1\\] ", _escaped(text))
    lead = {"quote": "> ", "item": "- ", "paragraph": ""}[_block_of(line)]
    if _is_listed(line):
        text = _LISTED.sub("", text)
    if line.style != "answer":
        return lead + _inert(_escaped(text))
    # "**Tỉnh Kon Tum**: Sở Y tế …": every second piece stands between two marks
    said = (f"**{_escaped(part)}**" if place % 2 else _escaped(part)
            for place, part in enumerate(_STRONG.split(text)))  # fmt: skip
    return lead + _inert("".join(said))


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def _inert(text: str) -> str:
    return _OPENS_BLOCK.sub(
        lambda m: f"{m[1]}{m[2]}\\" if m[2].isdigit() else f"{m[1]}\\{m[2]}", text
    )


def answer_docx(question: str, answer: Answer) -> bytes:
    """A Word file: the question, the answer, and its evidence as a numbered list."""
    import docx
    from docx.shared import Pt

    made = docx.Document()
    style = made.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_SIZE)
    made.core_properties.author = ""
    made.core_properties.comments = ""
    made.core_properties.title = visible(question)[:200]
    for line in _lines(visible(question), answer):
        if line.text.strip():
            _write(made, line)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def _write(made: Document, line: Line) -> None:
    from docx.shared import Pt

    text = visible(line.text).strip()
    listed = _block_of(line) == "item"
    paragraph = made.add_paragraph(style="List Bullet" if listed else None)
    space = paragraph.paragraph_format
    space.space_after = Pt(6)
    match line.style:
        case "label":
            space.space_before, space.keep_with_next = Pt(6), True
            paragraph.add_run(text).bold = True
        case "reference":
            space.keep_with_next = True
            paragraph.add_run(text)
        case "quote":
            space.left_indent = Pt(28)
            paragraph.add_run(text).italic = True
        case _:
            _emphasised(paragraph, _LISTED.sub("", text) if _is_listed(line) else text)


def _emphasised(paragraph: Paragraph, text: str) -> None:
    """ "**Tỉnh Kon Tum**: Sở Y tế …": every second piece stands between two marks."""
    for place, piece in enumerate(_STRONG.split(text)):
        paragraph.add_run(piece).bold = bool(place % 2)
