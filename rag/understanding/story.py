"""Why somebody asks, told before the question: "Tôi đang soạn văn bản về …. Ai chủ trì mảng này?".

The story is no part of what is asked: of it only what the question points at is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.text import collapse, fold, has_marks, lower, nfc
from rag.understanding.context import Context
from rag.understanding.own_places import own_places

_WORK = (
    r"(?:soan|viet|thao|lap|lam|chuan bi|hoan (?:thien|tat|chinh)|tong hop|ra soat|tham dinh|trinh|"
    r"doc|tra|nghien cuu|doi chieu|nhan|phu trach|giao|can|tim|hop|bao cao|trinh bay|kiem|xem|"
    r"dien|tap huan|bien soan|bien tap|xay dung)"
)
"""What an officer, a trainer or a reader does when he asks."""
_ASKER = (
    r"(?:toi|minh|em|tui|chung (?:toi|em)|bon (?:toi|em|minh)|tui minh|"
    r"(?:ben|co quan|don vi|phong|ban|so|xa|huyen|to|hoi|nhom|lop|truong) (?:toi|em|minh)|"
    r"sep|lanh dao|thu truong|truong phong)"
)
_BEFORE = (
    r"(?:(?:hien(?: nay| tai)?|hom nay|(?:tuan|thang|sang|chieu) (?:nay|sau|toi)|ngay mai|sap toi|"
    r"vua roi|chao (?:ban|anh|chi|em)(?: chi)?|xin chao|da|thua)[, ]+)*"
)
_TOLD = re.compile(
    rf"{_BEFORE}{_ASKER}\b(?: \w+){{0,4}}? {_WORK}\b[^.?!:]*[.!:]\s+|"
    r"(?:i|we|my \w+|our \w+)\b(?:['’]\w+)?(?: \w+){0,4}? "
    r"(?:draft|writ|prepar|compil|review|check|work|need|ask|brief|present|train|put|plan)\w*\b"
    r"[^.?!:]*[.!:]\s+"
)
""" "Tôi cần con số cho báo cáo: …", "I am drafting a letter on …. …"."""
_PURPOSE = re.compile(
    r"(?:(?:de|nham|khi|trong luc|truoc khi) (?:phuc vu|co|kip|tien|tra loi|"
    rf"{_WORK})|phuc vu|chuan bi|nhan (?:dip|dot))\b[^.?!:]{{0,90}}?,\s+"
    r"(?=(?:xin|cho|de nghi|nho|mong|vui long|lam on|kinh|toi|em|minh)\b(?: \w+){0,4}? "
    r"(?:hoi|biet|xem|tra|kiem tra|chi|giup|cung cap|neu|liet ke)\b)|"
    r"(?:for (?:a|an|my|our) (?!annual|year|month|periodic|six)(?:\w+ ){0,3}?(?:report|briefing|"
    r"note|meeting|presentation|slides?|letter|training|review|article|thesis|summary|file|table|"
    r"memo|audit|inspection|workshop|course)|(?:to|while|before) (?:prepar|draft|writ|complet|"
    r"finish|finali[sz]|compil)\w* [^,.?!:]{3,60}|before (?:our|my|the|this) (?:\w+ ){0,2}?"
    r"(?:meeting|session|visit|briefing|workshop)),\s+(?=[a-z]+ )"
)
""" "Để chuẩn bị cho đợt rà soát, xin hỏi …", "For a briefing, which office …"."""
_WHO_ASKS = re.compile(
    rf"{_BEFORE}(?:toi|minh|em|tui|chung (?:toi|em)) (?:dang )?"
    r"(?:la|lam(?: viec)? (?:o|tai)|cong tac (?:o|tai)|den tu|song o)\b[^.?!:,]{3,60}[.,]\s+"
    r"(?=(?:xin|cho|de nghi|nho|mong|vui long)\b(?: (?:toi|em|minh|anh|chi|ban|phep))*"
    r"(?: (?:hoi|biet))+\b(?!.*\b(?:toi|em|minh|chung toi)\b))"
)
""" "Tôi là giáo viên ở Hương Trà, cho hỏi …", where nothing is asked of the asker himself."""
_WHY_BEHIND = re.compile(
    r"(?:[,.?]|(?<=khong)|(?<=nao)|(?<=gi)|(?<=dau)|(?<=chua)|(?<=vay))\s+(?:de|cho)\s+"
    r"(?:(?:con|tien|kip)\b|(?:toi|minh|em|tui|chung (?:toi|em|minh)|"
    r"(?:ben|co quan|don vi|phong|so|xa|hoi|to) (?:toi|em|minh))\b)[^?,]{3,80}\W*$|"
    rf",\s+de {_WORK}\b[^?,]{{3,80}}\W*$"
)
""" "…, để tôi điền vào giấy mời": what the answer is for, told behind the question."""
_MADE = r"(?:(?:mot|ban|cac|nhung) )*"
_OUTGOING = (
    r"(?:giay moi|thu moi|cong van|to trinh|slide|bai (?:trinh bay|giang|phat bieu|viet)|phieu)"
)
_FOR_WHOM = (
    r"(?: (?:moi|hop|du|khach|dai bieu|trinh|lanh dao|gui|nhac viec|tong hop|theo doi))*"
    r"(?: (?:cho|ve))?[ ,]+"
)
_ASKED_BEHIND = r"\b(?:nao|gi|ai|dau|bao nhieu|may|bao gio)\b"
_FOR_PAPER = re.compile(
    r"(?:de|phuc vu|nham|khi) "
    r"(?:soan|lap|viet|thao|lam|len|chuan bi|in|gui|hoan thien|dien|ghi) "
    rf"{_MADE}(?:{_OUTGOING}|danh sach|bao cao|tai lieu|bang|chuong trinh hop|lich)"
    rf"{_FOR_WHOM}(?=.*{_ASKED_BEHIND})|"
    rf"(?:soan|viet|thao|in|dien) {_MADE}{_OUTGOING}{_FOR_WHOM}(?=.*\bthi\b.*{_ASKED_BEHIND})|"
    rf"(?:{_ASKER} )?(?:muon|dinh|tinh) (?:lam|to chuc|mo)\b[^,?]{{2,40}}? "
    r"(?:(?:ma|cho|van|theo) )+dung (?:theo )?(?:ke hoach|quy dinh)(?:,| thi)+ "
    r"(?=.*\b(?:kieu|loai|co|nhung|cac) (?!hinh|kieu|cach|loai|viec)\w+ \w+ (?:nao|gi)\b)"
)
""" "Để lập danh sách mời họp …": a paper of the asker's, no work of the plan's; "muốn làm … cho vui
mà đúng kế hoạch thì": what it is for, where what is asked behind names its own subject."""
_OF_WHAT = re.compile(
    r"\b(?:(?:ve|lien quan (?:den|toi)|phu trach|mang|phan viec|linh vuc)|about|on|regarding|"
    r"concerning) "
    r"(?:(?:viec|mang|chuyen|van de|noi dung|chu de|cong tac|linh vuc)(?= ) )?(?P<topic>[^,;:]+)"
)
_WORKED_ON = re.compile(r"\b(?:ra soat|theo doi|phu trach|lam) (?P<topic>[^,;:]+)")
_POINTS = (
    r"\b(?:mảng|việc|nội dung|phần|lĩnh vực|vấn đề|chuyện|nhiệm vụ|công tác|công việc|hoạt động|"
    r"phần việc|chủ đề|nạn|tình trạng) (?:này|đó|ấy|trên|nói trên)\b"
)
_POINTS_BARE = re.compile(
    fold(_POINTS).replace(r")\b", r")\b(?! (?:ai|co quan|so|phong|don vi|ben|noi|ban|bo)\b)")
)
""" "viec do ai" without marks is "việc do ai"."""
_POINTS_ENGLISH = re.compile(
    r"\b(?:this|that) (?:area|task|work|field|topic|issue|matter|subject|activity|duty)\b|"
    r"\b(?:it|this|that)(?=\W*$)"
)
_VIETNAMESE = re.compile(r"\b(?:nao|gi|ai|may|bao|dau|co|cua|khong)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:nao|gi|ai|dau|bao nhieu|may|bao gio|ra sao|khong|chua|ha|who|what|when|where|which)\b"
)
_SHORTEST_TOPIC = 4


@dataclass(frozen=True, slots=True)
class Told:
    """A question cut in two: why it is asked, and what is asked."""

    story: str
    asks: str

    def pointed_at(self) -> str | None:
        """What is asked with the subject of the story where it points: "mảng này"; or None."""
        told = fold(self.story)
        topic = _OF_WHAT.search(told) or _WORKED_ON.search(told)
        points = _points(self.asks)
        if topic is None or points is None:
            return None
        named = self.story[slice(*topic.span("topic"))].strip(" .!")
        if len(named) < _SHORTEST_TOPIC:
            return None
        return f"{self.asks[: points.start()]}{named}{self.asks[points.end() :]}"

    def placed(self, asks: str, context: Context) -> str | None:
        """What is asked with the one place that only the story names; None without one."""
        own = [self.story[p.start : p.end] for p in own_places(self.story, context.register)]
        listed = [p.written for p in context.lexicon.find_places(self.story, question=True)]
        places = own or listed
        if len(places) != 1:
            return None
        at = "ở" if has_marks(self.story + asks) else "o" if _VIETNAMESE.search(asks) else "in"
        return f"{asks.rstrip(' ?.!')} {at} {places[0]}?"


def told_before_asking(question: str) -> Told | None:
    """The story and the question, where a question opens with why it is asked."""
    text = collapse(nfc(question))
    folded = fold(text)
    match = _TOLD.match(folded) or _PURPOSE.match(folded) or _WHO_ASKS.match(folded)
    if match is None or match.end() >= len(text):
        return None
    return Told(text[: match.end()].strip(), text[match.end() :])


def without_purpose(question: str) -> str:
    """The question without what its answer is for: "… phải không, để mình ghi giấy mời"."""
    text = collapse(nfc(question))
    before = _FOR_PAPER.match(fold(text))
    text = question = text[before.end() :] if before else question
    behind = _WHY_BEHIND.search(fold(text))
    if behind is None or not _ASKS.search(fold(text[: behind.start()])):
        return question
    return text[: behind.start()].rstrip(" ,.?") + "?"


def _points(asks: str) -> re.Match[str] | None:
    if has_marks(asks):
        return re.search(_POINTS, lower(asks))
    return _POINTS_BARE.search(fold(asks)) or _POINTS_ENGLISH.search(fold(asks))
