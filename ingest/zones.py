"""Which part of a document a paragraph stands in: letterhead, body, recipients, signature."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal

from ingest.beginning import letterhead_at
from ingest.markers import read_markers
from ingest.titles import is_annex, is_title, names_type, opens_annex, tells_number
from rag.text import SMALL

Zone = Literal["dau", "than", "noi_nhan", "ky", "chu_thich"]

_RECIPIENTS = re.compile(r"[\W_]*Nơi\s+nhận\b(?:\s*:|\s*$|\s+[A-ZĐ-])", re.IGNORECASE)
OFFICE = (
    r"(?:PHÓ\s+)?(?:CHỦ TỊCH|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|TRƯỞNG PHÒNG|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|"
    r"CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|TRƯỞNG BAN|(?:CHI |TỔNG )?CỤC TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG)"
)
"""The signer's office as a signature prints it."""
# "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "TL. GIÁM ĐỐC", "CHỦ TỊCH", "PHÓ CHỦ TỊCH"
SIGNATURE = re.compile(
    r"(?:T\.?M|KT|TL|TUQ|Q)\s*\.\s*[A-ZĐÀ-Ỹ]|(?:TM|KT|TL|TUQ)\.$|"
    r"(?i:t\.?m|kt|tl|tuq)\s*\.\s*(?i:[uủ][yỷ] ban|ubnd|chủ tịch|giám đốc|bộ trưởng|chính phủ)|"
    rf"{OFFICE}\s*$"
)
NAME = rf"[A-ZĐÀ-Ỹ][{SMALL}]*(?:\s+[A-ZĐÀ-Ỹ][{SMALL}]*){{1,4}}"
"""A person's name alone on its line; its last word may be one letter."""
SIGNED_BESIDE = re.compile(
    r"(?P<office>[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ ,.\-–]{5,80})\s\((?i:đã ký)\)\s+"
    rf"(?P<name>[A-ZĐÀ-Ỹ][{SMALL}]*(?:\s+[A-ZĐÀ-Ỹ][{SMALL}]*(?![A-ZĐÀ-Ỹ])){{1,4}})(?:\s+|$)"
)
""" "CÔNG AN XÃ TRƯỞNG CÔNG AN (Đã ký) Lê An HỘI NÔNG DÂN XÃ CHỦ TỊCH (Đã ký) Vũ Ba"."""
SUBJECT = re.compile(r"V/v\b[.:]?\s+(?P<subject>[^\n]*[^\n.;\s])", re.IGNORECASE)
"""A letter's subject, below its number: "V/v hướng dẫn tổ chức Ngày hội đọc sách"."""
_NATION = re.compile(r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI", re.IGNORECASE)
_LETTERHEAD = re.compile(
    r".{0,60}CỘNG\s+H[OÒ][AÀ]\s+XÃ|Độc lập\s*[-–]\s*Tự do|"
    r"(?:ỦY|UỶ|Ủy|Uỷ|ủy)\s+(?i:BAN\s+NHÂN\s+DÂN)|"
    r"UBND\b|HỘI ĐỒNG NHÂN DÂN|Số\s*(?::|\d+/|/)|.{0,40}\bngày\b.{0,20}\btháng\b.{0,20}\bnăm\b"
)
_COMMITTEE = re.compile(r"(?:ỦY|UỶ) BAN\s+NHÂN DÂN\b|UBND\b")
_HEAD_LINES = 40
_LONG = 120
_NO_RECIPIENT = 300
"""A recipient or a signature is shorter; what is longer is text again."""
_NO_SIGNATURE = 200


def zones_of(texts: Sequence[str], tabled: Collection[int] = ()) -> list[Zone]:
    """One zone a paragraph; a plan attached behind a decision's signature is body again.

    ``tabled`` are the paragraphs that are rows of a table: they are body wherever they stand.
    """
    above = letterhead_at(texts)
    zones: list[Zone] = ["dau"] * above
    listed = False
    zone: Zone = "dau" if above or _has_letterhead(texts) else "than"
    for number, text in enumerate(texts[above:], above):
        if number in tabled or _names_document(texts, number, zone):
            zone = "than"
        elif zone in ("noi_nhan", "ky") and _starts_letterhead(texts, number):
            zone = "dau"
        elif zone == "dau" and _is_body(text):
            zone = "than"
        elif _RECIPIENTS.match(text) and zone != "dau" and len(text) < _NO_RECIPIENT:
            zone = "noi_nhan"
            listed = True
        elif zone in ("than", "noi_nhan") and _is_signature(text):
            zone = "ky"
        elif zone == "noi_nhan" and listed and re.fullmatch(NAME, text):
            zone = "ky"  # the signer's name, once the columns of the foot were parted
        elif zone == "ky" and re.match(r"[-+•]\s", text) and listed:
            # the two-column foot read across: recipients go on below the signature's title
            zones.append("noi_nhan")
            continue
        elif zone in ("noi_nhan", "ky") and _is_body_again(text, zone):
            zone = "than"
        zones.append(zone)
    return zones


def _is_signature(text: str) -> bool:
    signs = SIGNATURE.match(text) is not None and len(text) < _NO_SIGNATURE
    return signs or signed_beside(text)


def signed_beside(text: str) -> bool:
    """Whether a line is the foot of a document that several sign, its columns read across."""
    signed = list(SIGNED_BESIDE.finditer(text))
    return len(signed) > 1 and "".join(one.group() for one in signed) == text


def _is_body(text: str) -> bool:
    """A document without a type line (công văn): its body starts with the first real text."""
    if SUBJECT.match(text):
        return False
    if len(text) > _LONG or text.startswith(("Căn cứ ", "Kính gửi")):
        return True
    markers = read_markers(text)
    return bool(markers) and markers[0].level in ("phan", "chuong", "dieu", "muc")


def _is_body_again(text: str, zone: Zone) -> bool:
    """Text behind the foot that opens no attached document by a title of its own."""
    markers = read_markers(text)
    if markers and markers[0].level != "gach":
        marker = markers[0]
        if marker.level in ("chuong", "dieu") or (
            marker.level in ("phan", "muc") and marker.ordinal == 1
        ):
            return True
        return zone == "ky" and marker.level == "khoan" and marker.ordinal == 1
    return len(text) > (_NO_RECIPIENT if zone == "noi_nhan" else _NO_SIGNATURE)


def _has_letterhead(texts: Sequence[str]) -> bool:
    """Whether a letterhead stands before the first line that names the document's type."""
    for text in texts[:_HEAD_LINES]:
        if names_type(text) or is_title(text) or tells_number(text) or _RECIPIENTS.match(text):
            return False
        if _LETTERHEAD.match(text):
            return True
    return False


def _starts_letterhead(texts: Sequence[str], number: int) -> bool:
    """The letterhead of an attached document, straight above the nation's name or its title.

    One attached to a decision may print the committee alone: "ỦY BAN NHÂN DÂN", "TỈNH …", then
    "KẾ HOẠCH".
    """
    if _LETTERHEAD.match(texts[number]) is None:
        return False
    below = texts[number : number + 4]
    if any(_NATION.search(text) for text in below):
        return True
    committee = _COMMITTEE.match(texts[number]) is not None
    return committee and any(text.isupper() and names_type(text) for text in below[1:])


def _names_document(texts: Sequence[str], number: int, zone: Zone) -> bool:
    """A title or annex line; a type in small letters counts only straight below a letterhead."""
    text = texts[number]
    if names_type(text):
        return zone == "dau" or text.isupper() or _follows_head(texts, number)
    if zone in ("noi_nhan", "ky") and opens_annex(text):
        return True
    return is_annex(text) or (zone != "than" and is_title(text))


def _follows_head(texts: Sequence[str], number: int) -> bool:
    """Whether nothing but the short lines of a letterhead stands before it."""
    return number < _HEAD_LINES and all(len(text) <= _LONG for text in texts[:number])
