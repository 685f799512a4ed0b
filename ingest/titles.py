"""Lines that name a document or one attached to it."""

from __future__ import annotations

import re

from ingest.lines import TYPE_NAMES

_LONGEST_TITLE = 400
_FIRST_LINE = 300
# "PHỤ LỤC II", "Phụ lục 1: Danh mục nhiệm vụ", "PHỤ LỤC"
_ANNEX = re.compile(
    r"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+|SỐ\s+)?(?:[IVX]+|\d{1,2})[A-Za-z]?)?\s*(?:[:.\-–(].*)?"
)
# "Phụ lục phân công nhiệm vụ", "DANH MỤC ĐỀ ÁN", "Biểu 02": behind a foot they open an annex
_BEHIND_FOOT = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|BIỂU|Biểu|BẢNG|Bảng|DANH MỤC|Danh mục|DANH SÁCH)\b"
)
# "II. CHỈ TIÊU NĂM 2024", "2. Các chỉ tiêu cụ thể"
_INDICATORS = re.compile(
    r"\W*(?:[IVX]+|\d{1,2}|[a-zđA-ZĐ])\s*[.)/-]\s*(?:(?:các|một số|những|hệ thống)\s+)?chỉ tiêu\b"
    r"(?!\s*\d)",
    re.IGNORECASE,
)
_END = re.compile(r"[.;:!?…](?:\s*/\.?)?$")


def names_type(text: str) -> bool:
    """Whether the line is a document type and nothing else ("KẾ HOẠCH", "QUYẾT ĐỊNH:")."""
    return TYPE_NAMES.fullmatch(text) is not None


def is_title(text: str) -> bool:
    """Whether one line in capitals holds type and subject ("KẾ HOẠCH TRIỂN KHAI … NĂM 2026")."""
    return len(text) <= _LONGEST_TITLE and text.isupper() and TYPE_NAMES.match(text) is not None


def is_plain_title(text: str) -> bool:
    """Type and subject as an ordinary line ("Kế hoạch triển khai công tác … năm 2026")."""
    return (
        len(text) <= _FIRST_LINE
        and TYPE_NAMES.match(text) is not None
        and _END.search(text) is None
        and len(text.split()) > 3
    )


def is_annex(text: str) -> bool:
    """Whether the line opens an annex ("PHỤ LỤC II", "Phụ lục 1: Danh mục nhiệm vụ")."""
    return len(text) <= _FIRST_LINE and _ANNEX.fullmatch(text) is not None and text[-1] not in ".;"


def opens_annex(text: str) -> bool:
    """Whether a line behind the signature opens an annex that it does not number or name so."""
    return (
        len(text) <= _FIRST_LINE
        and _BEHIND_FOOT.match(text) is not None
        and _END.search(text) is None
    )


def is_caps(text: str) -> bool:
    """All letters are capitals, and there are at least two."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 2 and all(map(str.isupper, letters))


def lists_indicators(heading: str) -> bool:
    """Whether the numbered items below a heading are the plan's indicators."""
    return _INDICATORS.match(heading) is not None
