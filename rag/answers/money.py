"""Where the money comes from."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.shape import (
    NEAR_BEST,
    TOPIC_FLOOR,
    Asked,
    absent,
    brief,
    draft,
    near_slices,
    stated,
)
from rag.schema import Draft, DraftClaim, Reason
from rag.text import fold

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
