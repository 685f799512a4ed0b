"""Recipients, money, and what was left over from another document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.book import Book
from rag.checks.finding import Finding, Rule, at, body, matches, whole, zone
from rag.checks.vocabulary import vocabulary
from rag.schema import Slice
from rag.text import even_tones, fold

_UNION = re.compile(
    r"^(?:Ủy ban Mặt trận|Mặt trận|Hội |Liên đoàn|Đoàn |Tỉnh đoàn|Huyện đoàn|Các hội)"
)
_UNIONS = re.compile(
    r"doan the|chinh tri|\bct\s?-\s?xh|mat tran|mttq|nhu dieu|neu tai|co ten|lien quan|cac hoi|"
    r"nhu (?:tren|kinh gui)|phan cong|to chuc|co quan, don vi"
)
_MONEY = re.compile(r"kinh phi|ngan sach|nguon luc|du toan|tai chinh")
_ORGANISES = re.compile(r"to chuc thuc hien|phan cong")


def _not_told(book: Book, plan_id: str) -> Iterator[Finding]:
    """The Front or a union with a duty of its own, and no recipient that covers it."""
    lines = [
        fact.text
        for section in zone(book, plan_id, "noi_nhan")
        for fact in [whole(book, plan_id, section)]
    ]
    if len(lines) < 2:
        return
    told = fold("\n".join(lines))
    if _UNIONS.search(told):
        return
    signed = fold("\n".join(whole(book, plan_id, s).text for s in zone(book, plan_id, "ky")))
    if "thanh vien" in told and "tm. ban" in signed:
        return  # the unions are members of the board that issues the plan
    named = [one.name for line in lines for one in book.lexicon.find_agencies(line)]
    left: dict[str, Slice] = {}
    for one in book.assignments(plan_id):
        for agency in one.agencies if one.role != "phối hợp" else ():
            known = any(book.lexicon.same_agency(agency.name, name) for name in named)
            if _UNION.match(agency.name) and not known:
                left.setdefault(agency.name, one.sources[0])
    if left:
        heading = whole(book, plan_id, zone(book, plan_id, "noi_nhan")[0])
        text = "Được giao việc nhưng không có trong Nơi nhận: {agencies}"
        values = {"agencies": "; ".join(left)}
        yield Finding(text, (*dict.fromkeys(left.values()), heading), values)


def _nobody(book: Book, plan_id: str) -> Iterator[Finding]:
    sections = zone(book, plan_id, "noi_nhan")
    if len(sections) == 1 and len(whole(book, plan_id, sections[0]).text.split()) <= 3:
        yield Finding("“Nơi nhận” không có nơi nào", (whole(book, plan_id, sections[0]),))


def _no_money(book: Book, plan_id: str) -> Iterator[Finding]:
    """No part on money, where the plan has parts and hands out duties."""
    heads = [s for s in body(book, plan_id) if s.heading_end > s.start and len(s.path) <= 2]
    shown = [book.slice(plan_id, s, s.start, s.heading_end) for s in heads]
    parts = [one for one in shown if _ORGANISES.search(fold(one.text))]
    if not parts or book.statements(plan_id, "funding"):
        return
    if not any(_MONEY.search(fold(one.text)) and "phong" not in fold(one.text) for one in shown):
        yield Finding("Kế hoạch không có mục kinh phí", (parts[-1],))


def _left_over(book: Book, plan_id: str) -> Iterator[Finding]:
    """ "của Chương trình" in a Kế hoạch that is no programme and carries out none by its title."""
    plan = book.by_id[plan_id]
    opening = [*zone(book, plan_id, "tieu_de"), *zone(book, plan_id, "mo_dau")]
    head = "\n".join(book.text(plan_id)[s.start : s.end] for s in opening)
    for other in vocabulary(book.lexicon.prompts).self_names.get(plan.type, ()):
        if even_tones(other) in even_tones(head):
            continue
        bare = re.compile(
            rf"(?:chỉ tiêu|nhiệm vụ|giải pháp|nội dung|mục tiêu|thực hiện) của {other}"
            rf"(?=\s+(?:này|vào|trên địa bàn|đến)\b|\s*[.,;)])"
        )
        for section, match in matches(book, plan_id, bare, body(book, plan_id)):
            text = "Văn bản là {type} mà tự gọi là “{other}”: có thể chép từ văn bản khác"
            values = {"type": str(plan.type), "other": other}
            yield Finding(text, (at(book, plan_id, section, match),), values)


_ABOVE = {"tinh": "(?:Bộ|Trung ương)", "huyen": "tỉnh", "xa": "(?:tỉnh|huyện)"}
_OF_ABOVE = {
    level: re.compile(
        r"(?:(?:thu thập|công bố|xây dựng)[^.;]{0,40}(?:số liệu|cơ sở dữ liệu)[^.;]{0,60}?|"
        r"(?:tình hình|điều kiện)[^.;]{0,30} thực tế )"
        rf"của {above}\b(?!\s+(?-i:[A-ZĐ]))",
        re.IGNORECASE,
    )
    for level, above in _ABOVE.items()
}
"""Work that is another level's: a district plan that has "cơ sở dữ liệu … của tỉnh" built."""

# "trên địa bàn tỉnh Đắk Nông"
_PLACE = re.compile(
    r"trên địa bàn (?P<kind>tỉnh|huyện|thị xã|xã|phường)\s+"
    r"(?P<name>[A-ZĐÀ-Ỹ][\wÀ-ỹ]*(?:[ \-]+[A-ZĐÀ-Ỹ][\wÀ-ỹ]*){0,3})"
)
_LEVELS = {"tỉnh": "tinh", "huyện": "huyen", "thị xã": "huyen", "xã": "xa", "phường": "xa"}


def _other_level(book: Book, plan_id: str) -> Iterator[Finding]:
    pattern = _OF_ABOVE.get(book.by_id[plan_id].place_level or "")
    if pattern is None:
        return
    for section, match in matches(book, plan_id, pattern, body(book, plan_id)):
        text = "Việc của cấp khác: có thể chép từ văn bản của cấp trên"
        yield Finding(text, (at(book, plan_id, section, match),))


def _other_place(book: Book, plan_id: str) -> Iterator[Finding]:
    plan = book.by_id[plan_id]
    for section, match in matches(book, plan_id, _PLACE, body(book, plan_id)):
        level = _LEVELS[match["kind"]]
        own = plan.province if level == "tinh" else plan.place
        if own is None or (level not in ("tinh", plan.place_level)):
            continue
        if fold(own) not in fold(match["name"]) and fold(match["name"]) not in fold(own):
            text = "Nhắc địa bàn {named}, kế hoạch là của {own}"
            values = {"named": f"{match['kind']} {match['name']}", "own": own}
            yield Finding(text, (at(book, plan_id, section, match),), values)


RULES = (
    Rule("recipient-missing", "hỏi lại", "được giao việc mà không có trong Nơi nhận", _not_told),
    Rule("recipients-empty", "lỗi", "“Nơi nhận” bỏ trống", _nobody),
    Rule("funding-missing", "hỏi lại", "không có mục kinh phí", _no_money),
    Rule("left-over", "hỏi lại", "tự gọi bằng tên loại văn bản khác", _left_over),
    Rule("other-level", "hỏi lại", "việc của cấp khác trong kế hoạch", _other_level),
    Rule("other-place", "lỗi", "địa bàn khác với nơi của kế hoạch", _other_place),
)
