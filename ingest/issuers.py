"""Who issues a document, where that is no People's Committee: the letterhead's second body.

UBND TỈNH LÀO CAI / SỞ Y TẾ             -> Sở Y tế tỉnh Lào Cai
BỘ CÔNG THƯƠNG / CỤC HÓA CHẤT           -> Cục Hóa chất
HỘI ĐỒNG NHÂN DÂN TỈNH PHÚ LÂM          -> Hội đồng nhân dân tỉnh Phú Lâm
"""

from __future__ import annotations

import re

from ingest.titles import is_caps

_LOCAL = (
    r"SỞ|PHÒNG|BAN(?!\s+NHÂN\s+DÂN)|CHI CỤC|TRUNG TÂM|VĂN PHÒNG|THANH TRA|CÔNG AN|TRƯỜNG|BỆNH VIỆN|"
    r"BỘ CHỈ HUY|ĐÀI"
)
_CENTRAL = r"CHÍNH PHỦ|THỦ TƯỚNG CHÍNH PHỦ|QUỐC HỘI|BỘ(?!\s+CHỈ HUY)|TỔNG CỤC|CỤC"
_OWN_PLACE = r"HỘI ĐỒNG NHÂN DÂN|HĐND"
# "PHÒNG, CHỐNG MẠI DÂM …" is what a plan is about
_BODY = re.compile(
    rf"(?:(?P<local>{_LOCAL})|(?P<central>{_CENTRAL})|{_OWN_PLACE})(?![^\W_]|,)", re.IGNORECASE
)
_ENDS = re.compile(r"(?i:số\s*[:\d./…]|v/v\b|cộng\s+h[oò][aà]\b|độc lập\b)|.*\bngày\b")


def names_body(line: str) -> bool:
    """Whether a line begins with what is no People's Committee: "SỞ Y TẾ", "Bộ Tư pháp"."""
    return _BODY.match(line) is not None


class IssuingBody:
    """A body named in a letterhead, at [start, end) of the text."""

    def __init__(self, start: int, end: int, kind: re.Match[str]) -> None:
        self.start, self.end = start, end
        self.local = kind["local"] is not None
        self.central = kind["central"] is not None


def issuing_body(text: str, start: int, end: int) -> IssuingBody | None:
    """The last body that the lines of a letterhead name; its name may go on in the next lines."""
    found: IssuingBody | None = None
    open_name = False
    for line in re.finditer(r"[^\n]+", text[start:end]):
        words = line.group().strip()
        begin, stop = start + line.start(), start + line.end()
        if _ENDS.match(words):
            open_name = False
        elif (kind := _BODY.match(words)) and (is_caps(words) or kind.end() == len(words)):
            found, open_name = IssuingBody(begin, stop, kind), True
        elif found is not None and open_name and is_caps(words):
            found.end = stop
        else:
            open_name = False
    return found
