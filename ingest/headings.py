"""Unnumbered headings and title lines, told from text by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.closing import is_finished, is_heading, leads
from ingest.letters import settle_letters
from ingest.markers import Marker, read_markers
from ingest.runs import Open, rank_of
from ingest.titles import is_annex, is_caps, names_type, opens_annex
from rag.schema import Document

LONGEST_TITLE_LINE = 300
BASIS = ("Căn cứ ", "Theo đề nghị", "Xét đề nghị", "Xét Tờ trình")
"""First words of a legal basis."""
_DECIDES = re.compile(
    r"(?:[UỦ][YỶ] BAN|UBND|HỘI ĐỒNG|CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|THỦ TƯỚNG|CHÍNH PHỦ|QUỐC HỘI|"
    r"BAN CHỈ ĐẠO)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\(?(?:Đơn vị tính|ĐVT|Đơn vị)\s*:", re.IGNORECASE)
_TITLE_LINES = 6
_SHORT = 80
_KHOAN = rank_of("khoan.1")
_PARTS = ("phan", "phan.chu", "chuong", "muc_so")
_LABELLED = frozenset({"phan", "chuong", "muc_so", "muc", "dieu"})
_CAPITALS = frozenset({"phan", "phan.chu", "chuong", "muc_so", "muc", "de_muc.hoa"})


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs with what can be known of each before any is placed.

    ``more`` tells whether a marked paragraph or a table follows before the document's body ends;
    ``rows`` numbers the rows of a table, 0 for its header, None where the paragraph is none.
    """

    texts: tuple[str, ...]
    inside: tuple[bool, ...]
    markers: tuple[tuple[Marker, ...], ...]
    more: tuple[bool, ...]
    rows: tuple[int | None, ...]

    @classmethod
    def of(cls, document: Document) -> Body:
        """Read the markers of all body paragraphs once."""
        texts = tuple(document.text[p.start : p.end] for p in document.paragraphs)
        inside = tuple(p.zone == "than" for p in document.paragraphs)
        starts = {
            row.start: number for table in document.tables for number, row in enumerate(table.rows)
        }
        rows = tuple(starts.get(p.start) for p in document.paragraphs)
        markers = settle_letters(
            [
                read_markers(text) if body and row is None else ()
                for text, body, row in zip(texts, inside, rows, strict=True)
            ]
        )
        more: list[bool] = []
        later = False
        for text, body, own, row in zip(
            reversed(texts), reversed(inside), reversed(markers), reversed(rows), strict=True
        ):
            later = later and body and not (names_type(text) or is_annex(text))
            more.append(later)
            later = later or bool(own) or row is not None
        return cls(texts, inside, markers, tuple(reversed(more)), rows)


def continues_title(body: Body, index: int, title: str) -> bool:
    """A further line of ``title``: its subject, or "(Kèm theo Quyết định …)"."""
    text, before = body.texts[index], body.texts[index - 1]
    if text.startswith("("):
        return True
    quoted = is_caps(text) and text[-1] in '”"'  # "… ĐỀ ÁN “… GIAI ĐOẠN 2018 - 2025”"
    if is_finished(text) and not quoted:
        return False
    if len(text) > LONGEST_TITLE_LINE or title.count("\n") >= _TITLE_LINES:
        return False
    if text.startswith((*BASIS, "Kính gửi", "STT", "TT ")):
        return False
    if _above_basis(body, index) and len(text) < _SHORT and _DECIDES.match(text):
        return False  # "ỦY BAN NHÂN DÂN TỈNH …", "Chính phủ" above the legal bases: who decides
    if is_caps(text):
        return is_caps(before)
    # once the subject stands in capitals or its brackets are closed, small letters are text
    subject = is_caps(before) and not (names_type(before) or is_annex(before))
    return not (subject or before.startswith("("))


def completes_heading(own: str, style: str, text: str) -> bool:
    """The title of "Chương II" on the next line, or a heading in capitals on two lines."""
    if max(len(text), len(own)) > LONGEST_TITLE_LINE or is_finished(text):
        return False
    markers = read_markers(own)
    if markers and len(own.strip()) <= markers[0].length and style in _LABELLED:
        return not text[0].islower()
    return style in _CAPITALS and is_caps(text) and is_caps(own)


def heading_depth(stack: Sequence[Open], body: Body, index: int) -> int | None:
    """Where an unnumbered heading belongs, None where the paragraph is none.

    A heading stands above a run that starts anew ("1." again), above bullets, or in capitals;
    so does a short line above text that is a sentence ("Sở Y tế" / "Chủ trì …").
    """
    text, following = body.texts[index], index + 1
    if not is_heading(text) or following >= len(body.texts) or not body.inside[following]:
        return None
    if _above_basis(body, index) or body.rows[following] is not None:
        return None
    caps = is_caps(text) and len(text.split()) > 1
    markers = body.markers[following]
    if not markers:
        if caps and not _is_cell(body, following):
            return _caps_depth(stack)
        plain = len(text) < _SHORT and is_finished(body.texts[following])
        return _sibling_depth(stack, "doan") if plain and not _item_waits(stack) else None
    marker = markers[0]
    if caps and (marker.ordinal <= 1 or rank_of(marker.style) >= _KHOAN):
        return _caps_depth(stack)
    if marker.ordinal > 1 or rank_of(marker.style) < _KHOAN:
        return None
    return None if leads(text) else _sibling_depth(stack, marker.style)


def names_table(body: Body, index: int) -> bool:
    """A short line above a table, which is its name ("Bảng 1. Phân công nhiệm vụ").

    "(Đơn vị tính: triệu đồng)" may stand between them; a lead-in names nothing.
    """
    text, following = body.texts[index], index + 1
    if not is_heading(text) or leads(text) or _UNIT.match(text) or text.startswith("("):
        return False
    while following < len(body.texts) and _UNIT.match(body.texts[following]):
        following += 1
    return following < len(body.texts) and body.rows[following] == 0


def name_depth(stack: Sequence[Open], text: str) -> int:
    """Where a table's name belongs: a heading in capitals beside the Mục, else under the item.

    "BẢNG …" and "DANH MỤC …" in capitals stay in the part that is open.
    """
    if is_caps(text) and not opens_annex(text):
        return _caps_depth(stack)
    depth = len(stack)
    while depth and stack[depth - 1].style.startswith(("doan", "gach")):
        depth -= 1
    return depth


def _above_basis(body: Body, index: int) -> bool:
    return index + 1 < len(body.texts) and body.texts[index + 1].startswith(BASIS)


def _is_cell(body: Body, index: int) -> bool:
    """Short lines in a row, no sentence, no marker, no capitals: the cells of a table."""
    for text, markers in zip(body.texts[index : index + 2], body.markers[index:], strict=False):
        if markers or len(text) >= _SHORT or is_finished(text) or is_caps(text):
            return False
    return True


def _item_waits(stack: Sequence[Open]) -> bool:
    """A numbered item without its text is open: the next paragraph is that text."""
    return not stack or (stack[-1].bare and rank_of(stack[-1].style) >= _KHOAN)


def _caps_depth(stack: Sequence[Open]) -> int:
    """A heading in capitals stands beside the Mục, or under the Phần or Chương that is open."""
    for depth, node in enumerate(stack):
        if node.style not in _PARTS:
            return depth
    return len(stack)


def _sibling_depth(stack: Sequence[Open], style: str) -> int:
    """Beside an earlier heading of its kind, else beside the run that it cuts."""
    for depth, node in enumerate(stack):
        if node.style == "de_muc" and (style in node.runs or style == "doan"):
            return depth
    for depth, node in enumerate(stack):
        if node.style == style and style != "doan":
            return depth
    depth = len(stack)
    while depth and (
        stack[depth - 1].style.startswith(("doan", "gach"))
        or (not stack[depth - 1].bare and rank_of(stack[depth - 1].style) > _KHOAN)
    ):
        depth -= 1
    return depth
