"""Who issues a document: a People's Committee, else the letterhead's second body.

UBND TỈNH LÀO CAI / UBND XÃ CỐC SAN      -> UBND XÃ CỐC SAN
UBND TỈNH LÀO CAI / SỞ Y TẾ             -> Sở Y tế tỉnh Lào Cai
BỘ CÔNG THƯƠNG / CỤC HÓA CHẤT           -> Cục Hóa chất
HỘI ĐỒNG NHÂN DÂN TỈNH PHÚ LÂM          -> Hội đồng nhân dân tỉnh Phú Lâm
"""

from __future__ import annotations

import re

from ingest.places import shaped_place
from ingest.titles import is_caps

COMMITTEE = re.compile(
    r"(?<![/\-&])(?:Ủy ban nhân dân|Uỷ ban nhân dân|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND)"
    r"(?:[ ]+(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|đặc khu|thị trấn|TỈNH|THÀNH PHỐ|HUYỆN|"
    r"THỊ XÃ|QUẬN|XÃ(?!\s+HỘI)|PHƯỜNG|ĐẶC KHU|THỊ TRẤN))?"
    # the two columns of a letterhead may be read across: "… TỈNH LÀO CAI CỘNG HÒA XÃ HỘI …"
    # or its lines be joined: "… HUYỆN LỘC BÌNH Số: 12/KH-UBND"
    # or two stand in one line: "UBND TỈNH LÀO CAI - UBND TỈNH YÊN BÁI"
    r"(?:[ ]+(?!CỘNG\b|Cộng\b|S[ốỐ]\s*:|UBND\b|[ỦU][ỶYỷy]\s+[Bb])"
    r"(?:[A-ZĐÀ-Ỹ][\wÀ-ỹ]*(?:[ ]*-(?![ ]*(?:UBND\b|[ỦU][ỶYỷy]\s+[Bb]))[ ]*)?)){0,4}"
)
_LOCAL = (
    r"SỞ|PHÒNG|BAN(?!\s+NHÂN\s+DÂN)|CHI CỤC|TRUNG TÂM|VĂN PHÒNG|THANH TRA|CÔNG AN|TRƯỜNG|BỆNH VIỆN|"
    r"BỘ CHỈ HUY|ĐÀI|HỘI(?=\s+[A-ZĐ])(?!\s+ĐỒNG|\s+NGHỊ|\s+THI)|LIÊN ĐOÀN"
)
_CENTRAL = r"CHÍNH PHỦ|THỦ TƯỚNG CHÍNH PHỦ|QUỐC HỘI|BỘ(?!\s+CHỈ HUY)|TỔNG CỤC|CỤC"
_OWN_PLACE = r"HỘI ĐỒNG NHÂN DÂN|HĐND"
# "PHÒNG, CHỐNG MẠI DÂM …" is what a plan is about
_BODY = re.compile(
    rf"(?:(?P<local>{_LOCAL})|(?P<central>{_CENTRAL})|{_OWN_PLACE})(?![^\W_]|,)", re.IGNORECASE
)
_NATION = re.compile(r"\s+CỘNG\s+H[OÒ][AÀ]\b")
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
        across = _NATION.search(line.group())
        # the cells of a letterhead read across: "HỘI NÔNG DÂN XÃ HẠ CỘNG HÒA XÃ HỘI …"
        whole = line.group() if across is None else line.group()[: across.start()]
        words = whole.strip()
        begin, stop = start + line.start(), start + line.start() + len(whole)
        if _ENDS.match(words):
            open_name = False
        elif (kind := _BODY.match(words)) and (is_caps(words) or kind.end() == len(words)):
            found, open_name = IssuingBody(begin, stop, kind), True
        elif found is not None and open_name and is_caps(words):
            found.end = stop
        else:
            open_name = False
    return found


def committee(text: str, start: int, end: int, *, letterhead: bool) -> tuple[int, int] | None:
    """The first People's Committee; of a letterhead that of the lower level, which stands below."""
    found = COMMITTEE.search(text, start, end)
    if found is None:
        return None
    above = shaped_place(text, *found.span())
    for lower in COMMITTEE.finditer(text, found.end(), end) if letterhead else ():
        place = shaped_place(text, *lower.span())
        if above is not None and place is not None and place.below(above):
            found, above = lower, place
    return found.span()
