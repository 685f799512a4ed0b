"""Whether a figure is asked for, and whether an answer tells one."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.amounts import AMOUNT
from rag.answers.shape import Asked, absent, answers, brief, draft, stated, without_marker
from rag.schema import Draft, Query
from rag.text import fold, lower
from rag.values import figures, values

_FIGURE = re.compile(
    r"\b(?:muc|xuong|len|con|dat|tang|giam) (?:la |den |xuong |con )?bao nhieu\b|"
    r"\b(?:bao nhieu|may) (?:%|phan tram)|"
    r"\b(?:bao nhieu|may) (?:lan|tin|bai|lop|cuoc|buoi|dot) (?:mot|moi|trong|/)? ?"
    r"(?:nam|quy|thang|tuan|ky)\b|\b(?:bao nhieu|may) lan\W*$"
)
"""A figure is asked for: a duty without one does not tell it."""
_UNITS_GIVEN = re.compile(
    r"\b(?:bao nhieu|may) (?P<unit>xa|phuong|thi tran|huyen|thon|to dan pho)\b.*"
    r"\b(?:kinh phi|von|ngan sach|tien)\b"
)


_UNITS = {
    fold(unit): re.compile(rf"\b{unit}\b(?! hội)")
    for unit in ("xã", "phường", "thị trấn", "huyện", "thôn", "tổ dân phố")
}
""" "Chuyên mục xã hội" counts no communes."""


def of_its_units(asked: Asked, told: Draft) -> Draft:
    """ "Bao nhiêu xã được cấp kinh phí": no figure of anything but communes."""
    found = _UNITS_GIVEN.search(fold(asked.query.question))
    if found is None or all(
        claim.kind != "stated" or _UNITS[found["unit"]].search(lower(claim.text))
        for claim in told.claims
    ):
        return told
    plan_ids = asked.query.plans if asked.query.narrowed else (None,)
    lacking = [absent(asked.phrases.say("no_target"), plan_id) for plan_id in plan_ids]
    near = [piece for claim in told.claims for piece in claim.slices]
    return draft(asked, lacking, reason="not_stated", nearest=near)


_SHARE = re.compile(
    r"\b(?:bao nhieu|may) (?:%|phan tram)|"
    r"(?:what|which|how many) (?:percentage|percent|per cent|share)"
)

_SUM = re.compile(
    r"\b(?:thuong|tri gia|gia|thu lao|phu cap) (?:la |duoc |len |den )?bao nhieu"
    r"(?: (?:tien|dong|trieu|ty|nghin))*(?: (?:vay|the|a|nhi|ha))*\W*$|"
    r"\b(?:bao nhieu|may) (?:tien|dong|nghin|trieu|ty)(?: dong)?\b"
)
""" "Giải nhất được thưởng bao nhiêu": neither a distance nor a day tells a sum."""

_HOW_MANY = re.compile(
    r"\bbao nhieu (?!(?:nhiem vu|viec|cong viec|co quan|don vi|dau|muc|noi dung|nguon|buoc|nam|"
    r"thang|ngay|lan|chi tieu|ke hoach|giai phap|nhom|phan|so|phong|ban|van ban|can cu|du an|de an|"
    r"chuong trinh|mo hinh|hinh thuc|cap|cuoc van dong|phong trao|khoan|diem|y|tien|kinh phi|"
    r"linh vuc|"
    r"dia phuong|tinh|huyen|cai|hoat dong)\b)\w+|"
    r"\bhow many (?!(?:duties|tasks?|agencies|bodies|departments|objectives|indicators|plans|"
    r"targets|items|documents|program\w*|schemes|models|times|days|years|parts|provinces)\b)\w+"
)
_OTHER_ASKING = re.compile(
    r"\b(?:nao|gi|ai|bao gio|khi nao|o dau|the nao)\b|\b(?:who|which|what|when|where)\b"
)


def _counts_things(query: Query) -> bool:
    """ "Hỗ trợ bao nhiêu hội viên": how many is all that is asked, and of no list of the plan."""
    question = fold(query.question)
    return _HOW_MANY.search(question) is not None and not _OTHER_ASKING.search(question)


_MEASURED = re.compile(
    r"\b(?P<what>lai suat|muc phat|dien tich|do tuoi|hoc phi|thu lao|phu cap|tien luong|gia ve|"
    r"chieu dai|khoang cach|nhiet do|lai vay)\b(?: \w+){0,4}? (?:bao nhieu|may)\b"
)
""" "Vay thì lãi suất bao nhiêu": no other figure of the loan tells it."""


_COUNTED = re.compile(
    r"\b(?:bao nhiêu|mấy) (?P<what>đội|lớp|buổi|cuộc|suất|tờ|cuốn|băng rôn|pano|căn|chiếc|thùng|"
    r"phần quà|giải|chuyến)\b(?! phần)",
    re.IGNORECASE,
)
""" "Bao nhiêu đội tham gia hội thi": no figure of anything else tells it."""


_COUNTED_BY_NAME = re.compile(
    r"\b(?:bao nhieu|may) (?P<what>hoi (?:vien|nghi|thao|thi)|phong (?:vien|hoc)|bao cao vien|"
    r"ban tin)\b"
)
_LENGTHS, _AREAS, _WEIGHTS = r"(?:m|mét|km|cm)", r"(?:m2|m²|mét vuông|ha|héc-?ta)", r"(?:kg|tấn|tạ)"
_UNIT_OF = (
    (re.compile(r"\b(?:bao nhieu|may) (?:met|m|km|cm|cay so)\b(?! vuong| khoi)"), _LENGTHS),
    (
        re.compile(r"(?<!keo )\b(?:dai|rong) (?:la )?(?:bao nhieu|may)(?: (?:vay|the|a))?\W*$"),
        _LENGTHS,
    ),
    (re.compile(r"\b(?:bao nhieu|may) (?:met vuong|m2|ha|hec ?ta)\b"), _AREAS),
    (re.compile(r"\b(?:bao nhieu|may) (?:kg|ky gao|can gao)\b"), _WEIGHTS),
)
""" "Băng rôn phải dài mấy mét": neither a day nor a count tells a length."""


def unit_asked(question: str) -> str | None:
    """What writes the unit that the question asks for; None where it asks for none."""
    folded = fold(question)
    return next((unit for asks, unit in _UNIT_OF if asks.search(folded)), None)


def lacks_measure(asked: Asked, draft: Draft) -> bool:
    """Whether what is measured is named in the question and in nothing that is told."""
    wanted = _MEASURED.search(fold(asked.query.question))
    told = " ".join(piece.text for claim in draft.claims for piece in claim.slices)
    unit = unit_asked(asked.query.question)
    if unit is not None:
        return _in_unit(unit, told) is None
    counted = _COUNTED.search(asked.query.question)
    if counted is not None and asked.query.intent == "target":
        named = re.compile(rf"\b{counted['what']}\b", re.IGNORECASE)
        return named.search(told) is None
    if asked.query.intent == "target" and _counts_others(asked.query, told):
        return True
    return wanted is not None and wanted["what"] not in fold(told)


def _in_unit(unit: str, text: str) -> re.Match[str] | None:
    return re.search(rf"\d\s*{unit}\b", text)


def _counts_others(query: Query, text: str) -> bool:
    """ "Bao nhiêu hội viên được tập huấn": a text that names none of them counts others."""
    counted = _COUNTED_BY_NAME.search(fold(query.question))
    return counted is not None and counted["what"] not in fold(text)


_OF_MEASURING = frozenset("dai rong km m met cm vuong ha kg bao nhieu phai la".split())
_SAID, _HITS, _TWO = 0.6, 10, 2


def _measured(asked: Asked) -> Draft | None:
    """ "Tuyến diễu hành dài mấy km": the passage on it that tells a length; None where none."""
    unit = unit_asked(asked.query.question)
    on = {fold(word) for word in asked.query.subject} - _OF_MEASURING
    if unit is None or len(on) < _TWO:
        return None
    claims = []
    for plan_id in asked.query.plans:
        for hit in asked.book.hits(replace(asked.query, plans=(plan_id,)), _HITS):
            piece = asked.book.passage_slice(hit.passage)
            told = " ".join((piece.text, *asked.book.headings(piece)))
            there = on & set(re.findall(r"[^\W_]+", fold(told)))
            if _in_unit(unit, piece.text) and len(there) >= _SAID * len(on):
                text = brief(without_marker(piece.text), asked.matcher)
                claims.append(stated(text, plan_id, (piece,)))
                break
    return draft(asked, claims) if claims else None


def without_figure(asked: Asked, told: Draft) -> Draft | None:
    """What is said where an answer tells none of the figure asked for; None where it does."""
    query = asked.query
    if not answers(told) and unit_asked(query.question) is not None:
        return _measured(asked)
    unmeasured = answers(told) and lacks_measure(asked, told)
    if not (unmeasured or _lacks_figure(asked, told)):
        return None
    plan_ids = query.plans if query.narrowed else (None,)
    lacking = [absent(asked.phrases.say("no_target"), plan_id) for plan_id in plan_ids]
    near = [piece for claim in told.claims for piece in claim.slices]
    return _measured(asked) or draft(asked, lacking, reason="not_stated", nearest=near)


def _lacks_figure(asked: Asked, draft: Draft) -> bool:
    """ "… xuống mức bao nhiêu": a duty without a figure does not tell it."""
    query = asked.query
    told = [claim.text for claim in draft.claims if claim.kind == "stated"]
    if query.intent in ("who", "duties") and _counts_things(query):
        return not any(figures(text) for text in told)
    return (
        query.intent in ("who", "duties", "general")
        and _FIGURE.search(fold(query.question)) is not None
        and not any(re.search(r"\d", text) for text in told)
    )


def asks_share(query: Query) -> bool:
    """ "Bao nhiêu phần trăm", "what share": neither a number of times nor of people tells it."""
    return _SHARE.search(fold(query.question)) is not None


def tells_figure(query: Query, text: str) -> bool:
    """ "Mở bao nhiêu lớp" is not told by "nhiệm kỳ 2021-2026" nor by "tháng 9 năm 2021"."""
    if _counts_others(query, text):
        return False
    if asks_share(query):
        return "%" in text or "phần trăm" in text
    if (unit := unit_asked(query.question)) is not None:
        return _in_unit(unit, text) is not None
    if _SUM.search(fold(query.question)):
        return AMOUNT.search(text) is not None
    if _YEAR_ASKED.search(fold(query.question)):
        return bool(values(text))
    told = figures(text)
    if _PLACES.search(fold(query.question)) and (sums := [*AMOUNT.finditer(text)]):
        # "ở mấy nơi": what they cost tells no number of them
        told = tuple(f for f in told if not any(a.start() <= f.start < a.end() for a in sums))
    if query.intent == "target" and not _TIME_ASKED.search(fold(query.question)):
        told = tuple(one for one in told if not _OF_TIME.match(text, one.end))
    return bool(told)


_PLACES = re.compile(
    r"\b(?:bao nhieu|may) (?:noi|diem|co so|lop|buoi|cuoc|doi|mo hinh|cau lac bo|xa|phuong|huyen|"
    r"thon|truong)\b(?!.*\b(?:tien|kinh phi|ngan sach|von|trieu|ty dong)\b)"
)
_OF_TIME = re.compile(r"\s*(?:năm|tháng|quý|tuần|ngày)\b", re.IGNORECASE)
""" "Kế hoạch giai đoạn 5 năm" tells no figure to reach."""
_YEAR_ASKED = re.compile(r"\bnam (?:nao|may|bao nhieu)\b|\b(?:which|what) year\b")
_TIME_ASKED = re.compile(r"\b(?:bao nhieu|may) (?:nam|thang|quy|tuan|ngay|lan|dot)\b|\bhow long\b")
_THINGS = re.compile(
    r"\b(?:bao nhieu|may) (?!tien\b|trieu\b|ty\b|ti\b|dong\b|nghin\b|kinh phi\b|von\b|phan tram\b|"
    r"cho\b|la\b|de\b)[a-z]+|\bhow many (?!million|billion|dong)\w+"
)
_MONEY = re.compile(
    r"\b(?:tien|kinh phi|ngan sach|von|du toan|trieu|ty dong|chi phi)\b|\bmoney|\bcost|\bbudget"
)


def counts_things(question: str) -> bool:
    """ "Bao nhiêu suất học bổng": a number of things, whatever they cost."""
    folded = fold(question)
    return _THINGS.search(folded) is not None and _MONEY.search(folded) is None
