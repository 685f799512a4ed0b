"""What a question to confirm says beside its date or sum: an hour, a count, a place, a purpose.

"Lễ phát động ngày 15/11 lúc 9 giờ đúng không?": the day alone confirms nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.amounts import AMOUNT
from rag.answers.agencies.rows import all_generic, of_everybody
from rag.answers.money.money_source import source_words, sources_asked
from rag.answers.shape import SAID_WHOLE, Asked, clauses_of
from rag.schema import DraftClaim
from rag.table import is_row_id
from rag.text import fold, has_marks, lower, nfc
from rag.values import SPAN_OF_YEARS, figures

_HOUR = re.compile(r"\b(\d{1,2})(?: ?(?:gio|g|h) ?(\d{2}\b|ruoi\b)?|:(\d{2}))(?![a-z\d/])")
_AT = re.compile(
    r"\b(?:ở|tại) (?P<place>[^,?.;:]{2,50}?)"
    r"(?= (?:vào|lúc|ngày|từ|trong|có|phải|đúng|không|ko|à|ạ|hả|nhỉ|là|đạt|đến|được|chiếm|"
    r"bắt đầu|kết thúc|diễn ra|tổ chức)\b|\W*$)"
)
_AT_BARE = re.compile(
    r"\b(?:o|tai(?! (?:lieu|nan|khoan|san|tro|chinh|nang)\b)) (?P<place>[^,?.;:]{2,50}?)"
    r"(?= (?:vao|luc|ngay|tu|trong|co|phai|dung|khong|ko|a|ha|nhi|la|dat|den|duoc|chiem|"
    r"bat dau|ket thuc|dien ra|to chuc)\b|\W*$)"
)
_VENUE = re.compile(
    r"\b(?:hoi truong|quang truong|cong vien|nha van hoa|san van dong|khu cong nghiep|tram y te|"
    r"bao tang|nha thi dau|san (?:ubnd|truong))\b"
)
_NUMBERED = re.compile(
    r"\b(?:nghi (?:quyet|dinh)|quyet dinh|ke hoach|kh|thong tu|cong van|chi thi|du an|muc|muc tieu|"
    r"chi tieu|khoan|dieu|phan|chuong|nhiem vu|so|thu)(?: so)? $|\d(?: \w+){1,3} tren $"
)
_NO_PLACE = frozenset(
    "tinh huyen quan xa phuong thanh pho thi tran dac khu ubnd uy ban nhan dan ke hoach nay do day "
    "cap dia ban van cua".split()
)
_NO_SPOT = re.compile(r"(?:muc|tren|duoi|phan|dieu|khoan|diem|do tuoi|lua tuoi)\b")


def says_the_rest(asked: Asked, claim: DraftClaim) -> bool:
    """Whether a statement says each hour, count, year, agency and place of the question."""
    if not (_by_the_agency(asked, claim) and _of_the_years(asked, claim)):
        return False
    question, rows = nfc(asked.query.question), [
        re.sub(r"^\W*\d+\W*\|", "", piece.text) for piece in claim.slices
        if is_row_id(piece.section)
    ]  # fmt: skip
    text = nfc(" | ".join((claim.text, *rows)))
    folded = fold(text)
    if not _hours(question) <= _hours(text):
        return False
    told = {key for one in figures(_bare(text)) for key in one.keys}
    if not _counts(question) <= told:
        return False
    return all(one in folded for one in spots(asked, claim.plan_id))


def _by_the_agency(asked: Asked, claim: DraftClaim) -> bool:
    """Whether a duty told is that of the agency asked about, or names it."""
    names, lexicon = asked.query.agencies, asked.book.lexicon
    if not names or claim.plan_id is None:
        return True
    rows = [
        one for one in asked.book.assignments(claim.plan_id)
        if any(piece.section == one.task.section and piece.start <= one.task.start
               and one.task.end <= piece.end for piece in claim.slices)
    ]  # fmt: skip
    if not rows or any(of_everybody(one) or all_generic(one) for one in rows):
        return True
    named = {a.name for one in rows for a in (*one.agencies, *one.partners)}
    texts = (claim.text, *(piece.text for piece in claim.slices))
    named |= {one.name for text in texts for one in lexicon.find_agencies_in_question(nfc(text))}
    return any(lexicon.same_agency(name, one) for name in names for one in named)


def unsure(asked: Asked, claims: list[DraftClaim]) -> bool:
    """Whether what a general question was told says only part of what it is on."""
    query = asked.query
    if query.intent != "general" or not asked.subject.names_one(query):
        return query.intent == "general"
    return not any(
        asked.subject.share_said(query, one.text, *(p.text for p in one.slices)) >= SAID_WHOLE
        for one in claims
    )


_PRINTED_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _of_the_years(asked: Asked, claim: DraftClaim) -> bool:
    """ "Sơ kết vào quý III năm 2027": not so where the plan has it in 2028."""
    if claim.plan_id is None:
        return True
    plan = asked.book.by_id[claim.plan_id]
    told = {
        year for text in (claim.text, *(piece.text for piece in claim.slices))
        for year in _PRINTED_YEAR.findall(text)
    }  # fmt: skip
    period = {str(year) for year in range(plan.year_start or 0, (plan.year_end or -1) + 1)}
    known = told or period
    return not known or set(asked.query.years) <= known | {*_PRINTED_YEAR.findall(plan.title)}


def spots(asked: Asked, plan_id: str | None) -> list[str]:
    """The places, but for the plan's own, where the question says that it is."""
    return [*_VENUE.findall(fold(nfc(asked.query.question))), *_places(asked, plan_id)]


def _hours(text: str) -> frozenset[tuple[int, int]]:
    return frozenset(
        (int(hour), 30 if minute == "ruoi" else int(minute or of_clock or 0))
        for hour, minute, of_clock in _HOUR.findall(fold(text))
    )


def _counts(question: str) -> frozenset[str]:
    """The figures of a question that count or measure, no number of a document or an item."""
    bare = _bare(question)
    return frozenset(
        key for one in figures(bare) for key in one.keys
        if not _NUMBERED.search(fold(bare[: one.start]))
    )  # fmt: skip


def _bare(text: str) -> str:
    """A text without its hours and sums."""
    folded = fold(text)
    for one in reversed([*_HOUR.finditer(folded)]):
        text = text[: one.start()] + " " * len(one[0]) + text[one.end() :]
    return AMOUNT.sub(" ", text)


def _places(asked: Asked, plan_id: str | None) -> list[str]:
    """Where the question says that it is, but for the plan's own place."""
    question = nfc(asked.query.question)
    marked = has_marks(question)
    found = _AT.finditer(lower(question)) if marked else _AT_BARE.finditer(fold(question))
    plan = asked.book.by_id[plan_id] if plan_id else None
    own = fold(plan.place or "") if plan else ""
    named = [fold(one["place"]).strip() for one in found]
    return [one for one in named if not _NO_SPOT.match(one) and not _is_own(one, own)]


def _is_own(spot: str, place: str) -> bool:
    """ "Ở phường Bến Lụa" of that ward's plan, "ở địa bàn xã"."""
    words = spot.split()
    while words and words[0] in _NO_PLACE:
        words = words[1:]
    return not words or (bool(place) and f"{' '.join(words)} ".startswith(f"{place} "))


_OF_SUMS = frozenset(
    "kinh phi tien chi het ton mat can khoang so tong cong ca toan bo la trieu ty ti dong nghin "
    "du thuc hien ke hoach nam nay von muc cho cua".split()
)
_OF_WHOLE = frozenset(
    "tong cong so kinh phi du toan von nguon luc muc thuc hien trien khai to chuc ke hoach chuong "
    "trinh de an nay la nam kien khoang cua giai doan bo nhu sau".split()
)
_OF_TOTAL = frozenset(
    "tu ngan sach tinh huyen xa phuong thanh pho nha nuoc cho tren dia ban".split()
)


def sums_of_purpose(asked: Asked, plan_id: str | None, text: str) -> str:
    """The parts of a statement, a sum in each, that say what the sum asked for is for.

    A question that names no purpose is on the whole sum; of one year, what tells a span of years
    says nothing.
    """
    query = asked.query
    spans = SPAN_OF_YEARS.sub(" ", text)
    if len(query.years) == 1 and spans != text and query.years[0] not in spans:
        return ""
    purpose = replace(query, subject=tuple(
        word for word in query.subject if fold(word) not in _OF_SUMS and not word[:1].isdigit()
    ))  # fmt: skip
    plan = asked.book.by_id[plan_id] if plan_id else None
    title = f"{plan.title} {plan.place}" if plan else ""
    named = bool(purpose.subject) and asked.subject.names_one(purpose)
    sources = sources_asked(query.question)
    kept = []
    for before, part in _by_sum(text):
        if sources and not any(one.told.search(source_words(part)) for one in sources):
            continue  # "ngân sách tỉnh bố trí 5.200 triệu": not what all sources give
        whole = _is_whole(before, title)
        texts = (part, title) if whole else (part,)
        if asked.subject.share_said(purpose, *texts) >= SAID_WHOLE if named else whole:
            kept.append(part)
    return "; ".join(kept)


def _by_sum(text: str) -> list[tuple[str, str]]:
    """Each sum with what stands before it, and with all that is said of it."""
    found = []
    for clause in clauses_of(text):
        sums = [*AMOUNT.finditer(clause)]
        starts = [0, *(one.end() for one in sums[:-1])]
        ends = [*(one.end() for one in sums[:-1]), len(clause)]
        found += [
            (clause[start : one.start()], clause[start:end])
            for start, one, end in zip(starts, sums, ends, strict=False)
        ]
    return found


def _is_whole(before: str, title: str) -> bool:
    """ "Tổng kinh phí thực hiện Kế hoạch …", "Kinh phí thực hiện": no one purpose."""
    words = [one for one in re.findall(r"\w+", fold(before)) if not one.isdigit()]
    if "tong" in words:
        return {*words} <= _OF_WHOLE | _OF_TOTAL | {*re.findall(r"\w+", fold(title))}
    return "kinh phi" in " ".join(words) and {*words} <= _OF_WHOLE


def one_sum(asked: Asked) -> str:
    """The one sum that a question on money is to confirm; "" where it has none, or more."""
    query = asked.query
    of_money = query.intent == "funding" or (
        query.intent == "header" and query.header_fields[:1] == ("amount",)
    )
    sums = AMOUNT.findall(nfc(query.question)) if of_money else []
    return sums[0] if len(sums) == 1 else ""


def on_header(asked: Asked) -> bool:
    """Whether it is on the letterhead or the signature, and not on money."""
    return asked.query.intent == "header" and "amount" not in asked.query.header_fields
