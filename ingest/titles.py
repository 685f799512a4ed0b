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
_OF = (
    r"của\s+(?P<by>(?:[uủ][ỷy] ban|ubnd|chính phủ|thủ tướng|bộ|chủ tịch|hội đồng|hđnd|sở|"
    r"quốc hội)\b[^\d,;:.]{0,60}?)"
)
_OF_BODY = re.compile(rf"\s*{_OF}\s*:?", re.IGNORECASE)
"""“QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN TỈNH HÀ CHÂU”: who decides, no subject."""
_SUBJECT_BEGINS = r"(?:về|v/v|quy định|ban hành|phê duyệt|hướng dẫn|sửa đổi|triển khai|thực hiện)\b"
_OWN_RECORD = re.compile(
    rf"\s*(?:{_OF}\s+)?số\s*:?\s*(?P<number>\d{{1,5}}[a-z]?\s*/[\w/&-]*[^\W\d_])"
    r"(?:,?\s+(?P<date_text>ngày\s+(?P<day>\d{1,2})\s*(?:[/.-]|tháng)\s*(?P<month>\d{1,2})\s*"
    r"(?:[/.-]|năm)\s*(?P<year>\d{4})))?"
    rf"(?:\s+của\s+(?P<by_too>[^\d,;:.]{{3,60}}?)(?=\s+{_SUBJECT_BEGINS}))?\W*|"
    rf"\s*{_OF.replace('<by>', '<by_alone>')}\s+(?={_SUBJECT_BEGINS})",
    re.IGNORECASE,
)
_END = re.compile(r"[.;:!?…](?:\s*/\.?)?$")


def names_type(text: str) -> bool:
    """Whether the line is a document type and nothing else ("KẾ HOẠCH", "QUYẾT ĐỊNH:")."""
    found = TYPE_NAMES.match(text)
    return found is not None and (
        found.end() == len(text)
        or (_OF_BODY.fullmatch(text, found.end()) is not None and not _has_subject(text))
    )


def _has_subject(text: str) -> bool:
    return re.search(rf"\s{_SUBJECT_BEGINS}", text, re.IGNORECASE) is not None


def own_record(text: str, start: int, end: int) -> re.Match[str] | None:
    """What a title says of its own document behind the type: "số 43/2026/NĐ-CP ngày …".

    Groups ``by``, ``by_too`` or ``by_alone``, ``number``, ``date_text``, ``day``, ``month``,
    ``year``; the subject begins where the match ends.
    """
    return _OWN_RECORD.match(text, start, end)


def is_title(text: str) -> bool:
    """Whether one line in capitals holds type and subject ("KẾ HOẠCH TRIỂN KHAI … NĂM 2026")."""
    return len(text) <= _LONGEST_TITLE and text.isupper() and TYPE_NAMES.match(text) is not None


def is_plain_title(text: str) -> bool:
    """Type and subject as an ordinary line ("Kế hoạch triển khai công tác … năm 2026").

    One that tells its own number may end as a sentence: "Nghị định số … về việc …".
    """
    return tells_number(text) or (
        len(text) <= _FIRST_LINE
        and TYPE_NAMES.match(text) is not None
        and _END.search(text) is None
        and len(text.split()) > 3
    )


def tells_number(text: str) -> bool:
    """Whether a title tells its own number: "Nghị định số 61/2026/NĐ-CP ngày … về việc …"."""
    named = TYPE_NAMES.match(text) if len(text) <= _LONGEST_TITLE else None
    own = named and own_record(text, named.end(), len(text))
    return own is not None and own["number"] is not None


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
