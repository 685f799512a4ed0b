"""Questions that ask to confirm: "Sở Y tế có báo cáo mục tiêu 4 không?"."""

from __future__ import annotations

import re

from rag.schema import Query
from rag.text import fold, has_marks, lower

_CONFIRM = re.compile(
    r"\bco\b.*\b(?:khong|ko|hong)(?: (?:vay|nhi|a|the|ha|ta|day))*\W*$|"
    r"\b(?:phai|dung) (?:khong|ko|k|hong|chu)\b|^co phai\b|"
    r", right\W*$|"
    r"^(?:is|are|does|do|did|must|should|has|have|will)\b"
)
_TAG = re.compile(r"\w (?:à|hả|nhỉ)\W*$")
""" "Do Phó Chủ tịch ký à?"; not "ạ", which is polite and asks nothing."""
WHETHER = re.compile(
    r"(?<= )(?:(?:co )?(?:phai|dung) )?(?:khong|ko|hong)(?: (?:vay|nhi|a|the|ha))*\W*$"
)
""" "Có chủ trì Dự án 8 không", "… đúng không": the words that only ask."""
TAG = re.compile(
    r"\W*(?:co )?(?:(?:phai|dung) (?:khong|ko|k|hong|chu)|khong|ko|a|ha|nhi|right)\b[^\d]*$"
)
""" "[năm 2030] phải không": what stands right before it is to be confirmed."""
_OPEN = re.compile(
    r"\b(?:nao|gi|ai|bao nhieu|bao gio|the nao|ra sao|which|what|who|whom|when|where|how)\b"
)
_OPEN_MARKED = re.compile(r"\b(?:đâu|mấy)\b")
_OPEN_BARE = re.compile(r"(?<!bat )(?<!ban )(?<!lan )\bdau\b(?! (?:tu|moi|tien|nam|thau))|\bmay\b")
""" "Bắt đầu ngày 1/11 phải không" asks no "ở đâu"."""


_OR_OTHER = re.compile(
    r",? (?:hay|hoac)(?: la)? (?:\w+ ){0,3}?(?:khac|ai)\W*$|,? or (?:\w+ ){0,3}?else\W*$"
)
""" "… không, hay là sở khác?": still asks to confirm."""


_WITH_WHOM = re.compile(
    r"(?<=khong),? (?:va |thi |roi )?(?:phoi hop|lam chung|lam)(?: \w+){0,2}? (?:voi|cung)"
    r"(?: voi)? (?:nhung |cac )?(?:ai|(?:co quan|don vi|ben|so|phong|nganh|to chuc) nao)\W*$"
)
""" "… có phải Hội Phụ nữ chủ trì không, phối hợp với ai?": still asks to confirm."""


def or_other(text: str) -> re.Match[str] | None:
    """The tail "hay là sở khác" of a question."""
    return _OR_OTHER.search(fold(text))


def confirms(text: str) -> bool:
    """Whether "có" or "không" answers the question: "Sở Y tế có báo cáo mục tiêu 4 không?"."""
    question = _WITH_WHOM.sub("", _OR_OTHER.sub("", fold(text).strip()))
    question = question.replace("ke hoach nao cung ", "moi ke hoach deu ")
    asks = _CONFIRM.search(question) is not None or _TAG.search(lower(text)) is not None
    if not asks or _OPEN.search(question):
        return False
    where = _OPEN_MARKED.search(lower(text)) if has_marks(text) else _OPEN_BARE.search(question)
    return where is None


_DENIES = re.compile(
    r"\b(?:khong|chua)\b(?= \w+ \w+).*\b(?:phai|dung) (?:khong|ko|hong)\b|"
    r"^(?:isn't|aren't|doesn't|don't|didn't)\b"
)


def denies(text: str) -> bool:
    """Whether what is to be confirmed is a negation: "Sở Y tế không báo cáo …, phải không?"."""
    return _DENIES.search(fold(text).strip()) is not None


_ALL_PLANS = re.compile(
    r"\b(?:tat ca|toan bo|moi|het|deu|ca (?:hai|ba|bon|nam|sau|bay|tam|\d+))(?: cac| nhung)?"
    r" (?:ban )?ke hoach\b|\bke hoach nao cung\b|"
    r"\b(?:all|every|each)(?: of)?(?: the)?(?: \w+)? plans?\b"
)


def of_all_plans(text: str) -> bool:
    """ "Có ở tất cả các kế hoạch không?": what is to be confirmed is that all have it."""
    return confirms(text) and not denies(text) and _ALL_PLANS.search(fold(text)) is not None


_EXCLUDES = re.compile(
    r"\b(?:co quan|don vi|so|phong|ban|nganh|hoi|to chuc|ai|ben)(?: nao| gi)? (?:ma )?"
    r"(?:khong|chua)(?: phai| duoc| bi| co| can| he)* "
    r"(?:giao|phan cong|bao cao|chu tri|phoi hop|tham gia|nhiem vu|trach nhiem|lam|"
    r"(?:ra|lap|ban hanh|xay dung) ke hoach)\b|"
    r"\b(?:agencies|departments|bodies|offices|units) (?:are|do|does|is|have|has)(?: not|n't| no) "
    r"(?:assigned|given|required|asked|report|lead|have|tasks?|dut)"
)


def excludes(query: Query) -> bool:
    """Whether those are asked for who are given nothing: "cơ quan nào không phải báo cáo?"."""
    if query.form == "gap" or confirms(query.question):
        return False
    return query.intent in ("who", "duties", "general") and (
        _EXCLUDES.search(fold(query.question)) is not None
    )
