"""How a paragraph reads: a heading that waits, a lead-in, a finished sentence, a closing."""

from __future__ import annotations

import re

from rag.schema import Section

LONGEST_HEADING = 160
_HEADING_WORDS = 14
_KHOAN_HEADING_WORDS = 45
_WHOLE_HEADING = 400
_SENTENCE_END = re.compile(r"[.;:!?…”](?:\s*/\.?)?$")
_NEW_SENTENCE = re.compile(r"[.;](?=\s+[A-ZĐ])")
_LAST = re.compile(r"\./\.?$")
_LEAD = re.compile(r"(?::|\bsau(?: đây)?[:.]?)$")
# "Trên đây là Kế hoạch …", "Trong quá trình thực hiện, nếu có vướng mắc …", "Căn cứ nhiệm vụ …,
# yêu cầu các đơn vị …": paragraphs that close a document
_CLOSING = re.compile(
    r"(?:Trên đây là|Trong quá trình|Quá trình (?:triển khai|thực hiện)|Yêu cầu (?:các|Thủ trưởng)|"
    r"Đề nghị các|Căn cứ [^.]{0,80}yêu cầu|(?:Ủy ban nhân dân|UBND) [^.]{0,60}yêu cầu|"
    r"Nhận được|Kế hoạch này (?:có hiệu lực|thay thế))"
)
# those that close a document also below a Mục of mere text
_CLOSING_ALWAYS = re.compile(
    r"Trên đây là (?:toàn bộ |nội dung |các nội dung )?"
    r"(?:Kế hoạch|Chương trình|Đề án|Phương án|Quy chế|Quy định|kế hoạch|chương trình)\b|"
    r"Yêu cầu (?:các|Thủ trưởng)\s[^.]{0,300}\bthực hiện\b[^.]{0,60}\./\.?$|"
    r"Trong quá trình [^.]{0,80}\b(?:vướng mắc|khó khăn|phát sinh|vấn đề)"
)
_NO_HEADING = frozenset({"mo_dau", "ket", "doan", "chu_thich", "ky", "dau", "noi_nhan", "hang"})


def leads(text: str) -> bool:
    """Whether a list is announced: "… như sau:", "các nhóm sau"."""
    return _LEAD.search(text) is not None


def is_bare(text: str) -> bool:
    """A heading that still waits for its text."""
    return not _SENTENCE_END.search(text) or text.endswith(":")


def is_finished(text: str) -> bool:
    """Whether the text ends as a sentence does, a colon included."""
    return _SENTENCE_END.search(text) is not None


def is_heading(text: str) -> bool:
    """Whether an unmarked paragraph may be a heading."""
    return len(text) <= LONGEST_HEADING and not is_finished(text) and not text[0].islower()


def closes(text: str, *, item_waits: bool) -> bool:
    """Whether an unmarked paragraph behind the last item closes the document.

    ``item_waits``: the item before it is a heading without its text, so that only the fixed
    phrases tell a closing paragraph from that text.
    """
    if _CLOSING.match(text) is not None:
        return True
    return not item_waits and _LAST.search(text) is not None


def closes_always(text: str) -> bool:
    """Whether a paragraph at the body's end closes the document wherever it stands."""
    return _CLOSING_ALWAYS.match(text) is not None


def heading_end(text: str, section: Section, *, has_children: bool) -> int:
    """Where the part of the own span that names the node ends.

    "3. Sở Tài chính: Chủ trì …" ends at the colon; a node with children is a heading as a whole
    unless a colon parts it; running text has none.
    """
    level = section.path[-1].level
    if level == "doan" and has_children:
        own = text[section.start : section.end].rstrip()
        # "Kinh phí thực hiện:" above bullets names them as a heading would
        named = own.endswith(":") and len(own.split()) <= _HEADING_WORDS
        return section.start + len(own) - 1 if named else section.start
    if level in _NO_HEADING or section.path[0].level == "noi_nhan":
        return section.start
    own = text[section.start : section.end].rstrip()
    if level == "bang":
        return section.start + len(own) if len(own) <= _WHOLE_HEADING else section.start
    colon = re.search(r":(?=\s|$)", own[: 4 * _WHOLE_HEADING])
    limit = _KHOAN_HEADING_WORDS if level == "khoan" else _HEADING_WORDS
    if colon and len(own[: colon.start()].split()) <= limit:
        behind_marker = re.sub(r"^\S+\s", "", own[: colon.start()])
        if not _NEW_SENTENCE.search(behind_marker):
            return section.start + colon.start()
    if has_children and len(own) <= _WHOLE_HEADING:
        return section.start + len(own)
    return section.start
