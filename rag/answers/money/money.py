"""Where the money comes from."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.amounts import AMOUNT
from rag.answers.money.money_source import (
    asks_how_much,
    is_row,
    money_text,
    row_parts,
    without_rows,
)
from rag.answers.money.other_money import (
    of_another_kind,
    of_another_row,
    of_more_years,
    of_unpriced,
)
from rag.answers.plans.which_plans import WHICH_PLANS
from rag.answers.shape import (
    NEAR_BEST,
    SAID_WHOLE,
    TOPIC_FLOOR,
    Asked,
    absent,
    brief,
    draft,
    near_slices,
    stated,
)
from rag.schema import Draft, DraftClaim, Lead, Reason, Statement
from rag.text import fold, lower
from rag.understanding.yes_no import confirms

_MONEY_WORDS = frozenset(
    "kinh phi nguon tien von ngan sach tai chinh lay dau tu bao dam dam thuc hien cho gi nao "
    "co khong bao nhieu het ton may dong ty trieu tong cong muc rieng phan so du chi moi "
    "toi thieu can doi danh mot "
    "duoc cap bo tri chi tra luc money funding budget source sources fund "
    "funds come from where dung rot ve xuong theo gom tung chia each "
    "lam much many total amount cost costs programme chuong trinh".split()
)


_MARKED = frozenset(
    "kinh phí nguồn tiền vốn ngân sách tài chính lấy đâu từ bảo đảm đám thực hiện cho gì nào "
    "có không bao nhiêu hết tốn mấy đồng tỷ tỉ triệu tổng cộng mức mục riêng phần phân số dự du "
    "chi chỉ một mỗi mới tối thiểu cân đối được cấp bố trí trả lúc dùng rót về xuống theo gồm từng "
    "chia chương trình dành làm".split()
)
"""The same with their marks: "tủ" and "chợ" are no "từ" and "cho"."""


def _of_money(word: str, before: str, *, marked: bool) -> bool:
    """Whether a word asks after money; "sách" only of "ngân sách"."""
    if fold(word) == "sach":
        return fold(before) == "ngan"
    own = fold(word) in _MONEY_WORDS
    return own and (not marked or lower(word) in _MARKED or lower(word) == fold(word))


_SOURCE_ASKED = re.compile(
    r"tu (?:nhung |cac )?(?:ai|dau)|o dau|dau ra|nguon|lay (?:tien|kinh phi)|"
    r"where|source|come from|funded"
)
_SOURCE = re.compile(
    r"\bnguồn|ngân sách|tài trợ|viện trợ|huy động|đóng góp|xã hội h[oó][aá]|bố trí|bảo đảm|"
    r"lồng ghép|vận động|ủng hộ|quyên góp",
    re.IGNORECASE,
)
_BESIDES_BUDGET = re.compile(
    r"\b(?:ngoai|ben canh|khong (?:tinh|ke)) (?:nguon |tien |khoan |kinh phi )*(?:tu )?"
    r"(?:ngan sach|nha nuoc)|"
    r"\b(?:besides|apart from|other than|beyond|outside|in addition to) (?:the )?(?:\w+ )?budget"
)
_OTHER_SOURCE = re.compile(
    r"tài trợ|viện trợ|huy động|đóng góp|xã hội h[oó][aá]|hợp pháp|vận động|ủng hộ|doanh nghiệp",
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


_RULED = re.compile(
    r"\b(?:quy dinh|noi|neu|de cap|yeu cau)\b(?: \w+){0,4}? (?:ve|doi voi) (?:viec )?(?:\w+ ){0,2}?"
    r"kinh phi\b(?!.*\b(?:khong|chua)\W*$)|^quy dinh ve kinh phi\b"
)
""" "Kế hoạch quy định thế nào về kinh phí": also who is to find it, in a plan without that part."""
_TOTAL_ROW = re.compile(r"\W*(?:tổng|cộng)\b", re.IGNORECASE)


def is_source(text: str) -> bool:
    """Where money comes from, not how it is spent and accounted for."""
    before = _SPENDING.split(text)[0]
    return _SOURCE.search(before) is not None


_WHOLE_TIME = re.compile(
    r"\b\d{1,2} nam\b|\b(?:ca|toan bo|trong) (?:nam|giai doan|thoi ky|ky)\b|"
    r"\b(?:can |het |ton |chi )?(?:tat ca|ca thay|tong chi)\b(?=\W*$| (?:la |het |ton )?bao nhieu)|"
    r"\b(?:can|het|ton|chi) (?:tat ca|ca thay)\b(?! (?:cac|nhung|moi)\b)|"
    r"\btong chi\b(?! tieu)|\bcan (?=bao nhieu tien (?:tat ca|ca thay)\b)"
)
_LIMIT = re.compile(r"\b(?:it nhat|toi da|nhieu nhat|cao nhat|khong qua|bo ra)\b")
_OF_ONE = re.compile(r"\b(?:moi|mot|tung) [a-z]")
""" "Mỗi xã ít nhất phải bỏ ra bao nhiêu"; "khoản nào chi nhiều nhất" asks for just that."""


_OTHER_TOTALS = frozenset({("tong", "ket"), ("tong", "dai"), ("tong", "hop")})
""" "Tổng kết hết bao nhiêu": no total is asked for."""


def without_money(asked: Asked) -> Asked:
    """What the money is for: the question without its words of asking after money."""
    question = lower(asked.query.question)
    folded = fold(question)
    # "tổng kinh phí 5 năm": of the plan's whole time, no subject
    left_out = (_WHOLE_TIME, _LIMIT) if _OF_ONE.search(folded) else (_WHOLE_TIME,)
    spans = (one.span() for words in left_out for one in words.finditer(folded))  # offsets kept
    named_not = {word for start, end in spans for word in question[start:end].split()}
    asking = asked.query.terms
    marked = not asked.query.unaccented
    terms = tuple(
        word for before, word, behind in zip(("", *asking), asking, (*asking[1:], ""), strict=False)
        if (fold(word), fold(behind)) in _OTHER_TOTALS
        or not (lower(word) in named_not or _of_money(word, before, marked=marked))
    )  # fmt: skip
    query = replace(asked.query, terms=terms, subject=terms, search_text=" ".join(terms))
    if asked.query.lang == "en":
        # "how much money does the programme have": looked up, the same words are left out
        looked_up = asked.query.search_text.split()
        words = [
            word for word, behind in zip(looked_up, (*looked_up[1:], ""), strict=False)
            if fold(word) not in _MONEY_WORDS or (fold(word), fold(behind)) in _OTHER_TOTALS
        ]  # fmt: skip
        said = tuple(w for w in asked.query.subject if fold(w) not in _MONEY_WORDS)
        query = replace(query, subject=said, search_text=" ".join(words))
    return replace(asked, query=query, matcher=asked.book.matcher(query))


_ABROAD = (
    re.compile(r"\b(?:nuoc ngoai|ngoai nuoc|quoc te|foreign|international|abroad)\b"),
    re.compile(r"nước ngoài|ngoài nước|quốc tế|viện trợ", re.IGNORECASE),
)
_BUSINESS = (
    re.compile(r"\b(?:doanh nghiep|cong ty|business\w*|enterprises?|compan\w+)\b"),
    re.compile(r"doanh nghiệp", re.IGNORECASE),
)
_GIVER_SORTS = (_ABROAD, _BUSINESS)
""" "Có huy động tiền nước ngoài không?": a sort of giver, and the plans' words for it."""


def _of_giver(asked: Asked) -> Draft | None:
    """What the parts on funding say of the sort of giver asked for; None where none is."""
    query, say = asked.query, asked.phrases.say
    question = fold(query.question)
    written = next((words for asks, words in _GIVER_SORTS if asks.search(question)), None)
    if written is None or not (confirms(query.question) or WHICH_PLANS.match(question)):
        return None
    parts = {plan_id: asked.book.statements(plan_id, "funding") for plan_id in query.plans}
    claims, others = [], []
    for plan_id, found in parts.items():
        hers = [one for one in found if written.search(money_text(one))]
        for one in hers:
            shown = brief(money_text(one), asked.matcher, 60)
            claims.append(stated(shown, plan_id, one.sources))
        if not hers:
            text = say("no_answer" if found else "no_funding")
            others.append(absent(text, plan_id))
    if not claims:
        return None
    lead = Lead(say("yes")) if confirms(query.question) and not others else None
    return draft(asked, [*claims, *others], lead=lead)


_SECTION = re.compile(r"\bmuc\b|section")


def _on_money(purpose: Asked, plan_id: str) -> list[Statement]:
    """The plan's part on money, and what the rows of its tables cost."""
    allotted = [
        one for one in purpose.book.statements(plan_id, "allotment")
        if is_row(one) and not of_another_row(purpose, one)
    ]  # fmt: skip
    return [*purpose.book.statements(plan_id, "funding"), *allotted]


def _on_it(purpose: Asked, plan_id: str, question: str) -> list[Statement]:
    """What the plan says of money; where no source is asked for, of no other activity's."""
    found = _on_money(purpose, plan_id)
    if _SOURCE_ASKED.search(question):
        return found
    kept = [one for one in found if not of_another_kind(purpose, money_text(one))]
    told = len(kept) == len(found) or any(
        purpose.matcher.score(money_text(one)) >= TOPIC_FLOOR for one in kept
    )
    return kept if told else []


_EVENT = re.compile(
    r"\b(?:hoi (?:cho|thi|nghi|thao|trai|trien lam|dien)|ngay hoi|cuoc thi|toa dam|mit tinh|"
    r"dien dan|lien hoan|trien lam|le (?:phat dong|ra quan|hoi|ky niem)|giai (?:chay|bong|dua))\b"
)


def _for_event(purpose: Asked, plan_id: str, found: list[Statement]) -> bool:
    """ "Kinh phí cho hội chợ đó?": the plan has the event, and sums for other things alone."""
    return (
        _EVENT.search(fold(" ".join(purpose.query.terms))) is not None
        and any(AMOUNT.search(money_text(one)) for one in found)
        and any(
            purpose.matcher.score(passage.text) >= SAID_WHOLE
            for held in purpose.book.passages(plan_id).values() for passage in held
        )
    )  # fmt: skip


_MONEY_FOR = re.compile(
    r"(?:nguon )?(?:kinh phi|tien)(?: cho| de| chi)? (?!thuc hien|trien khai|ke hoach|nay\b)"
    r"(?P<what>[\w ]{3,50}?) (?:do|tu|duoc|lay|trich|su dung|bao dam)\b"
)


def _named(question: str, found: list[Statement]) -> list[Statement]:
    """ "Kinh phí tặng quà do …": a sentence on one thing's money, where the question names it."""
    words = set(re.findall(r"\w+", question))
    opened = [(_MONEY_FOR.match(fold(money_text(one))), one) for one in found]
    return [one for match, one in opened if match and words.issuperset(match["what"].split())]


_SPAN = re.compile(r"\b(20\d\d)\s*(?:-|–|den)\s*(20\d\d)\b")


def _of_span(question: str, found: list[Statement]) -> list[Statement]:
    """ "Giai đoạn 2026-2030 đã có kinh phí chưa": what is said of it first, where another is told.

    All that is found where the question names no such span or nothing tells of it.
    """
    wanted = set(_SPAN.findall(question))
    first = [set(_SPAN.findall(fold(money_text(one)))[:1]) for one in found]
    of_it = [one for spans, one in zip(first, found, strict=True) if spans and spans <= wanted]
    return of_it if any(spans and not spans <= wanted for spans in first) and of_it else found


def funding(asked: Asked) -> Draft:
    """What each plan's part on funding says; that a plan has none is said."""
    of_giver = _of_giver(asked)
    if of_giver is not None:
        return of_giver
    claims: list[DraftClaim] = []
    question = fold(asked.book.lexicon.expand(asked.query.question))
    besides = _BESIDES_BUDGET.search(question) is not None
    if besides or "payer" in asked.query.header_fields:
        # the plan itself is paid for: all that it says of money
        asked = replace(asked, query=replace(asked.query, terms=(), subject=(), search_text=""))
        asked = replace(asked, matcher=asked.book.matcher(asked.query))
    purpose = without_money(asked)
    matcher = purpose.matcher
    every = {plan_id: _on_it(purpose, plan_id, question) for plan_id in asked.query.plans}
    best = max((matcher.score(money_text(s)) for found in every.values() for s in found), default=0)
    for plan_id in asked.query.plans:
        found = every[plan_id]
        own = _named(question, found)
        if own:
            found = own
        elif best >= TOPIC_FLOOR:
            on_subject = [s for s in found if matcher.score(money_text(s)) >= NEAR_BEST * best]
            if not on_subject and found:
                continue
            found = on_subject
        elif not _SOURCE_ASKED.search(question) and (
            _for_event(purpose, plan_id, found)
            or of_unpriced(purpose, plan_id, found)
            or (asks_how_much(question) and _priced_apart(purpose, plan_id, found))
        ):
            claims.append(absent(asked.phrases.say("no_amount"), plan_id))
            continue
        else:
            found = _parted_alone([one for one in found if one.kind == "funding"])
            found = without_rows(found) if asks_how_much(asked.query.question) else found
        sources = [one for one in found if is_source(money_text(one))]
        if sources and _SOURCE_ASKED.search(question):
            found = _with_those_beside(sources, found)
        if besides:
            found = [one for one in found if _OTHER_SOURCE.search(one.task.text)] or found
        if _GIVERS_ASKED.search(question):
            found = [one for one in found if _GIVERS.search(one.task.text)] or found
        for one in _of_span(question, found):
            claims.append(stated(brief(money_text(one), asked.matcher, 60), plan_id, one.sources))
        if not found:
            claims += _lacking(asked, purpose, plan_id, question)
    if (lacking := _no_sum(asked, purpose, claims)) is not None:
        return lacking
    reason: Reason = "no_such_item" if _SECTION.search(question) else "not_stated"
    asks = any(one.search(question) for one, _ in _GIVER_SORTS) and confirms(asked.query.question)
    said = any(claim.kind == "stated" for claim in claims)
    lead = Lead(asked.phrases.say("not_said")) if asks and said else None
    # a plan without that part may still say who is to find the money
    told = [one.task for p, found in every.items() if not found for one in _allotted(asked, p)]
    near = [*told, *near_slices(asked)]
    return draft(asked, claims, reason=reason, nearest=near, lead=lead)


def _no_sum(asked: Asked, purpose: Asked, claims: list[DraftClaim]) -> Draft | None:
    """Where a sum is asked: that none is told of it, or none of its one year alone."""
    query = asked.query
    if not (asks_how_much(fold(query.question)) and query.narrowed):
        return None
    of_others = of_more_years(asked, claims)
    rich = purpose.subject.is_rich(purpose.query)
    # money is spoken of beside what is asked about, and no sum of it
    without = [c for c in claims if c.kind == "stated" and not re.search(r"\d", c.text)]
    if not of_others and not (rich and len(without) == len(claims)):
        return None
    text = asked.phrases.say("no_amount")
    if of_others:
        text = asked.phrases.say("no_amount_of_time", time=query.years[0])
    near = [piece for claim in claims for piece in claim.slices]
    lacking = [absent(text, plan_id) for plan_id in query.plans]
    return draft(asked, lacking, reason="not_stated", nearest=near)


def _parted_alone(found: list[Statement]) -> list[Statement]:
    """Of a table that parts each sum by source the total, without its rows and its lead-in."""
    totals = [
        one for one in found if is_row(one) and row_parts(one) and _TOTAL_ROW.match(one.task.text)
    ]
    tables = {one.task.section.rpartition("/")[0] for one in totals}
    return [
        one for one in found
        if one in totals
        or (is_row(one) and one.task.section.rpartition("/")[0] not in tables)
        or not (is_row(one) or (totals and _LEADS_IN.search(one.task.text)))
    ]  # fmt: skip


def _priced_apart(purpose: Asked, plan_id: str, found: list[Statement]) -> bool:
    """ "Kinh phí tuyên truyền trên loa": of no row of a table that tells what each work costs."""
    title = purpose.book.by_id[plan_id].title
    return (
        any(is_row(one) and row_parts(one) for one in found)
        and purpose.subject.names_one(purpose.query)
        and purpose.subject.share_said(purpose.query, title) < SAID_WHOLE
    )


_LEADS_IN = re.compile(r"^(?!.*\d[\d.]* (?:đồng|nghìn|triệu|tỷ)).*\bnhư sau\b", re.IGNORECASE)


def _with_those_beside(sources: list[Statement], found: list[Statement]) -> list[Statement]:
    """The sources with the others of their list or table, without its total."""
    lists = {
        one.task.section.rpartition("/")[0] for one in sources
        if is_row(one) or one.task.section.rpartition("/")[2].startswith("gach")
    }  # fmt: skip
    return [
        one for one in found
        if one in sources
        or (one.task.section.rpartition("/")[0] in lists and not _TOTAL_ROW.match(one.task.text))
    ]  # fmt: skip


def _lacking(asked: Asked, purpose: Asked, plan_id: str, question: str) -> list[DraftClaim]:
    """That a plan has no sum or no part on money.

    Where its rules on money are asked for, what it says of money outside such a part.
    """
    if _on_money(purpose, plan_id):
        return [absent(asked.phrases.say("no_amount"), plan_id)]
    told = [
        stated(brief(one.task.text, None, 60), plan_id, one.sources)
        for one in _allotted(asked, plan_id) if "kinh phí" in lower(one.task.text)
    ]  # fmt: skip
    ruled = _RULED.search(question) and not _SOURCE_ASKED.search(question)
    return (told if ruled else []) or [absent(asked.phrases.say("no_funding"), plan_id)]


def _allotted(asked: Asked, plan_id: str) -> list[Statement]:
    """The tasks of finding money that a plan gives outside a part on money."""
    found = asked.book.statements(plan_id, "allotment")
    return [one for one in found if is_source(one.task.text)]


def names_alone(purpose: Asked, one: Statement) -> bool:
    """Whether a row is on all that the money is asked for, and on nothing else."""
    asked_for = {fold(word) for word in purpose.query.terms}
    return is_row(one) and asked_for == {*re.findall(r"[^\W\d_]+", fold(one.task.text))}
