"""Which part of a document a paragraph stands in: letterhead, body, recipients, signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ingest.lines import TYPE_NAMES

Zone = Literal["dau", "than", "noi_nhan", "ky", "chu_thich"]

_RECIPIENTS = re.compile(r"[\W_]*Nơi\s+nhận\b", re.IGNORECASE)
# "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "TL. GIÁM ĐỐC", "CHỦ TỊCH", "PHÓ CHỦ TỊCH"
_SIGNATURE = re.compile(
    r"(?:T\.?M\.?|TM|KT|TL|TUQ|Q)\s*\.\s*[A-ZĐÀ-Ỹ]|"
    r"(?:PHÓ\s+)?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG PHÒNG|BỘ TRƯỞNG|THỦ TƯỚNG|CHÁNH VĂN PHÒNG)\s*$"
)
_LETTERHEAD = re.compile(
    r"CỘNG\s+H[OÒ][AÀ]\s+XÃ|Độc lập\s*[-–]\s*Tự do|(?:ỦY|UỶ)\s+BAN\s+NHÂN\s+DÂN|UBND\b|HỘI ĐỒNG NHÂN DÂN|"
    r"Số\s*:|.{0,40}\bngày\b.{0,20}\btháng\b.{0,20}\bnăm\b"
)


def zones_of(texts: Sequence[str]) -> list[Zone]:
    """One zone a paragraph; a plan attached behind a decision's signature is body again."""
    zones: list[Zone] = []
    zone: Zone = "dau" if _has_letterhead(texts) else "than"
    for text in texts:
        if TYPE_NAMES.fullmatch(text) or (zone == "dau" and _is_body(text)):
            zone = "than"
        elif _RECIPIENTS.match(text) and zone != "dau":
            zone = "noi_nhan"
        elif zone in ("than", "noi_nhan") and _SIGNATURE.match(text):
            zone = "ky"
        elif zone == "ky" and re.match(r"[-+•]\s", text):
            # the two-column foot read across: recipients go on below the signature's title
            zones.append("noi_nhan")
            continue
        zones.append(zone)
    return zones


def _is_body(text: str) -> bool:
    """A document without a type line (công văn): its body starts with the first real text."""
    return len(text) > 120 or re.match(r"[IVX]+\.\s", text) is not None


def _has_letterhead(texts: Sequence[str]) -> bool:
    """Whether a letterhead stands before the first line that names the document's type."""
    for text in texts[:40]:
        if TYPE_NAMES.fullmatch(text):
            return False
        if _LETTERHEAD.match(text):
            return True
    return False
