"""Where the money comes from, and when and where an event takes place."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.plans_time import plans_time
from rag.answers.shape import (
    NEAR_BEST,
    TOPIC_FLOOR,
    Asked,
    absent,
    brief,
    draft,
    near_slices,
    stated,
    tidy,
    without_marker,
)
from rag.schema import Draft, DraftClaim, Query, Reason, Statement
from rag.text import fold

_TIME_ASKED = re.compile(
    r"khi nao|bao gio|ngay|thoi gian|tu .* den|when|date|dien ra|keo dai|bat dau|ket thuc|luc nao"
)
_PLACE_ASKED = re.compile(
    r"o dau|tai dau|dia diem|huyen nao|noi nao|xa nao|cho nao|phuong nao|thanh pho nao|where|"
    r"(?:which|what) (?:district|province|place|town|city|commune|venue|hall)\b"
)
_TIME = re.compile(r"\d\s*(?:/|tháng)\s*\d|\btháng\s+\d|\bquý\s+[IVX\d]", re.IGNORECASE)
# "sau khi có hướng dẫn": tells when, but not on which day
_ONCE_ASKED = re.compile(r"khi nao|bao gio|luc nao|when")
_ONCE = re.compile(r"\b(?:sau|ngay) khi (?:có|được|nhận)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\bĐịa điểm\b|"
    r"\btại\s+(?:(?:huyện|thành phố|thị xã|xã|phường|tỉnh|trung tâm|hội trường|trường|nhà|sân|"
    r"quảng trường|trụ sở|công viên|khuôn viên)\b|[A-ZĐÀ-Ỹ])"
)


_STANDING = re.compile(r"thường xuyên|hằng|hàng|định kỳ|khi có|sau khi|năm \d{4}", re.IGNORECASE)


def tells_time(told: Draft) -> bool:
    """Whether any statement holds a time of any kind."""
    texts = [claim.text for claim in told.claims if claim.kind == "stated"]
    return any(_TIME.search(text) or _STANDING.search(text) for text in texts)


def asks_place(query: Query) -> bool:
    """Whether the question asks where."""
    return _PLACE_ASKED.search(fold(query.question)) is not None


def _tells(asked: Asked, text: str) -> bool:
    """Whether the sentence holds a time, or a place, where one is asked."""
    question = fold(asked.query.question)
    wanted = [
        told
        for ask, told in ((_PLACE_ASKED, _PLACE), (_TIME_ASKED, _TIME), (_ONCE_ASKED, _ONCE))
        if ask.search(question)
    ]
    return names_event(question, text) and (not wanted or any(told.search(text) for told in wanted))


def _of_the_month(query: Query, one: Statement) -> bool:
    """Whether an event is of the month of action, where that is asked: no training is."""
    asked_for = names_month(" ".join((query.question, *query.terms)))
    return not asked_for or names_month(f"{one.subject} {_told(one)}")


def names_month(text: str) -> bool:
    """Whether a text speaks of the month of action or its launch."""
    return _MONTH.search(fold(text)) is not None


_MONTH = re.compile(r"thang hanh dong|phat dong|month of action|action month|launch")
_HELD = re.compile(
    r"le phat dong|ngay hoi|hoi thi|cuoc thi|toa dam|mit tinh|dien dan|hoi nghi|hoi thao|gap mat|"
    r"ra mat|giai chay|tap huan"
)


def names_event(question: str, text: str) -> bool:
    """Whether a text is on the kind of event asked for: a launch is not the month it opens."""
    kinds = set(_HELD.findall(question))
    return not kinds or bool(kinds & set(_HELD.findall(fold(text))))


_MONEY_WORDS = frozenset(
    "kinh phi nguon tien von ngan sach tai chinh lay dau tu bao dam dam thuc hien cho gi nao "
    "co khong bao nhieu het ton may dong ty trieu tong cong muc rieng phan so du chi moi "
    "toi thieu can doi "
    "duoc cap bo tri chi tra luc money funding budget source sources fund "
    "funds come from where dung rot ve xuong theo gom tung chia each "
    "much many total amount cost costs programme chuong trinh".split()
)


_SOURCE_ASKED = re.compile(
    r"tu (?:nhung |cac )?(?:ai|dau)|o dau|dau ra|nguon|lay (?:tien|kinh phi)|"
    r"where|source|come from|funded"
)
_SOURCE = re.compile(
    r"\bnguồn|ngân sách|tài trợ|viện trợ|huy động|đóng góp|xã hội hóa|bố trí|bảo đảm|lồng ghép",
    re.IGNORECASE,
)
_BESIDES_BUDGET = re.compile(
    r"\b(?:ngoai|ben canh|khong (?:tinh|ke)) (?:nguon |tien |khoan |kinh phi )*(?:tu )?"
    r"(?:ngan sach|nha nuoc)|"
    r"\b(?:besides|apart from|other than|beyond|outside|in addition to) (?:the )?(?:\w+ )?budget"
)
_OTHER_SOURCE = re.compile(
    r"tài trợ|viện trợ|huy động|đóng góp|xã hội hóa|hợp pháp|vận động|ủng hộ|doanh nghiệp",
    re.IGNORECASE,
)
""" "Ngoài ngân sách nhà nước, còn lấy tiền ở đâu": what is not the budget alone."""
_GIVERS_ASKED = re.compile(
    r"\b(?:huy dong|van dong|keu goi|tai tro|dong gop)\b.*\b(?:tu |cua )?(?:nhung )?ai\b"
)
_GIVERS = re.compile(
    r"(?:huy động|vận động|đóng góp|tài trợ|ủng hộ|kêu gọi)[^.;]*"
    r"(?:tổ chức|doanh nghiệp|cá nhân|cộng đồng|nhân dân)",
    re.IGNORECASE,
)
""" "Huy động từ những ai": who gives, not the budgets."""
_SPENDING = re.compile(r"quản lý, sử dụng|quyết toán|lập dự toán", re.IGNORECASE)


def _is_source(text: str) -> bool:
    """Where money comes from, not how it is spent and accounted for."""
    before = _SPENDING.split(text)[0]
    return _SOURCE.search(before) is not None


_WHOLE_TIME = re.compile(r"\b\d{1,2} nam\b|\b(?:ca|toan bo|trong) (?:nam|giai doan|thoi ky|ky)\b")


def without_money(asked: Asked) -> Asked:
    """What the money is for: the question without its words of asking after money."""
    # "tổng kinh phí 5 năm": of the plan's whole time, no subject
    known = _MONEY_WORDS | frozenset(
        " ".join(_WHOLE_TIME.findall(fold(asked.query.question))).split()
    )
    terms = tuple(word for word in asked.query.terms if fold(word) not in known)
    query = replace(asked.query, terms=terms, subject=terms, search_text=" ".join(terms))
    if asked.query.lang == "en":
        # "how much money does the programme have": looked up, the same words are left out
        words = [w for w in asked.query.search_text.split() if fold(w) not in _MONEY_WORDS]
        said = tuple(w for w in asked.query.subject if fold(w) not in _MONEY_WORDS)
        query = replace(query, subject=said, search_text=" ".join(words))
    return replace(asked, query=query, matcher=asked.book.matcher(query))


def funding(asked: Asked) -> Draft:
    """What each plan's part on funding says; that a plan has none is said."""
    claims: list[DraftClaim] = []
    question = fold(asked.book.lexicon.expand(asked.query.question))
    besides = _BESIDES_BUDGET.search(question) is not None
    if besides or "payer" in asked.query.header_fields:
        # the plan itself is paid for: all that it says of money
        asked = replace(asked, query=replace(asked.query, terms=(), subject=(), search_text=""))
        asked = replace(asked, matcher=asked.book.matcher(asked.query))
    matcher = without_money(asked).matcher
    every = [s for p in asked.query.plans for s in asked.book.statements(p, "funding")]
    best = max((matcher.score(s.task.text) for s in every), default=0.0)
    for plan_id in asked.query.plans:
        found = asked.book.statements(plan_id, "funding")
        if best >= TOPIC_FLOOR:
            on_subject = [s for s in found if matcher.score(s.task.text) >= NEAR_BEST * best]
            if not on_subject and found:
                continue
            found = on_subject
        sources = [one for one in found if _is_source(one.task.text)]
        if sources and _SOURCE_ASKED.search(question):
            found = sources
        if besides:
            found = [one for one in found if _OTHER_SOURCE.search(one.task.text)] or found
        if _GIVERS_ASKED.search(question):
            found = [one for one in found if _GIVERS.search(one.task.text)] or found
        for one in found:
            claims.append(stated(brief(one.task.text, asked.matcher, 60), plan_id, one.sources))
        if not found:
            claims.append(absent(asked.phrases.say("no_funding"), plan_id))
    named = re.search(r"\bmuc\b|section", fold(asked.query.question)) is not None
    reason: Reason = "no_such_item" if named else "not_stated"
    return draft(asked, claims, reason=reason, nearest=near_slices(asked))


def _told(one: Statement) -> str:
    """The event with the lines that give its time and place."""
    return " ".join(piece.text for piece in one.sources)


_RANGE_ASKED = re.compile(
    r"\btu (?:ngay|hom|bua)\b.*\b(?:den|toi)\b|keo dai|\bfrom\b.*\bto\b|"
    r"which day .* which day"
)
_RANGE = re.compile(r"từ\b.{0,40}\bđến\b|\d\s*[-–]\s*\d{1,2}/", re.IGNORECASE)


_DAY_ASKED = re.compile(
    r"\b(?:ngay|mung|hom|bua|thang) (?:nao|may)|\b(?:khi|luc|hoi|chung) nao|bao gio|\bwhen\b|"
    r"\bdates?\b|which day"
)
_DAY = re.compile(r"\d{1,2}\s*(?:/|tháng)\s*\d|tháng \d", re.IGNORECASE)


def _event_score(asked: Asked, one: Statement, *, dated: bool) -> float:
    """How well an event fits: the month is not its launch, and a span of days has two ends."""
    question = fold(asked.query.question)
    score = asked.matcher.score(one.task.text, one.subject)
    if "phat dong" in fold(one.task.text) and "phat dong" not in question:
        score -= 0.1
    if dated and _DAY_ASKED.search(question) and not _DAY.search(_told(one)):
        score -= 0.2
    if _RANGE_ASKED.search(question) and not _RANGE.search(_told(one)):
        score -= 0.2
    return score


def events(asked: Asked) -> Draft:
    """Time and place of the event asked for."""
    claims: list[DraftClaim] = []
    lacking: list[str] = []
    question = fold(asked.query.question)
    for plan_id in asked.query.plans:
        found = [
            one
            for one in (*asked.book.statements(plan_id, "event"), *plans_time(asked, plan_id))
            if _tells(asked, _told(one)) and _of_the_month(asked.query, one)
        ]  # fmt: skip
        if _DAY_ASKED.search(question):
            # "hằng năm", "năm 2025" tell no day
            found = [one for one in found if _DAY.search(_told(one)) or _ONCE.search(_told(one))]
        dated = any(_DAY.search(_told(one)) for one in found)
        scores = [_event_score(asked, one, dated=dated) for one in found]
        best = max(scores, default=0.0)
        kept = [
            one
            for one, score in zip(found, scores, strict=True)
            if score >= max(0.3, NEAR_BEST * best)
        ]
        for one in kept[:1]:
            pieces = (without_marker(tidy(piece.text)) for piece in one.sources)
            text = "; ".join(brief(piece, asked.matcher, 90) for piece in pieces)
            claims.append(stated(text, plan_id, one.sources))
        if not kept:
            lacking.append(plan_id)
    claims += [absent(asked.phrases.say("no_event"), plan_id) for plan_id in lacking]
    return draft(asked, claims, reason="not_stated", nearest=near_slices(asked))
