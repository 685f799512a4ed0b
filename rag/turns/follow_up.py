"""What a follow-up takes over from the turn before it ("thế còn Hương Trà?")."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace

from rag.schema import Intent, Query
from rag.text import fold
from rag.turns.carried_subject import (
    DATE_WORDS,
    THIN,
    WORK_WORDS,
    WORKS,
    asks_again,
    asks_its_basis,
    has_subject,
    is_thin,
    with_others,
    with_subject,
    without,
)
from rag.turns.told_before import (
    agency_span,
    asks_who_else,
    asks_who_must,
    names_kind,
    partners_span,
    points_at_document,
    points_at_item,
    points_at_number,
    points_at_plan_above,
)
from rag.understanding.yes_no import confirms

_FOLLOW_UP = re.compile(
    r"^(?:the\s+)?(?:con|vay con|the con|the\b|o do|vay thi|ay|thi sao)\b|"
    r"^(?:co |vay |the )?(?:som|muon|tre|nhieu|it) hon\b|"
    r"^(?:a )?(?:khong|nham)\b.{0,12}\b(?:hoi|noi|la|o|cua|y)\b|^y (?:toi|minh|em|anh|chi|la)\b|"
    r"^(?:trich|doc|ghi|cho xem)\b.{0,12}\b(?:nguyen van|lai)\b|^ho\b|^(?:a )?(?:sai|nham) roi\b|"
    r"^(?:a )?(?:toi|minh|em|anh|chi) (?:muon |dang |can )*hoi\b|"
    r"\b(?:ong|ba|vi|nguoi) (?:ay|do|nay)\b|"
    r"\b(?:thi sao|(?:so|co quan|don vi|phong|ban|hoi) (?:do|ay|kia|nay)|"
    rf"ke hoach (?:do|nay|ay|kia)|(?:chi tieu|muc tieu|viec|nhiem vu|{WORKS}) (?:do|nay|ay)|nua)\b|"
    r"\b(?:nhu|cung) (?:vay|the)\b(?! nao)|^(?:the |con )?so (?:voi|sanh)\b|"
    r"^(?:the |va |vay )?trong (?:do|so do|cac viec do|so ay)\b"
)
_ENGLISH = re.compile(
    r"^(?:and|what about|how about|then|so|same|no|sorry|i mean|i meant)\b|"
    r"\b(?:that|this|those|these) (?:plan|agency|one)\b|"
    r"\b(?:it|them|they|its|their|his|her|such)\b"
)
_MORE = re.compile(r"\b(?:nua|khac|else|other|more|besides)\b")
""" "Còn việc gì nữa": other things than those talked of."""
_ITS_OTHERS = re.compile(r"\bcon\b.*\b(?:gi|nao)\b")
""" "Phòng ấy còn hướng dẫn gì?"."""
_ALL = re.compile(
    r"\b(?:tat ca|moi|tung|cac|toan bo|ca nam) (?:cac )?(?:ke hoach|tinh|dia phuong|noi)\b"
    r"(?! (?:khac|kia|con lai)\b)|"
    r"\b(?:all|every|each|any)(?: the| of the)? plans?\b|\b(?:the|other|these) plans\b"
)
_WORK = re.compile(
    r"\b(?:viec|nhiem vu|lam) (?:nhung |cac |may )?(?:viec )?(?:gi|nao)\b|"
    r"\b(?:dut(?:y|ies)|tasks?|responsibilit\w+)\b|"
    r"\bwhat (?:else )?(?:do|does|must|should) (?:they|it)\b"
)
_AMONG = re.compile(r"(?:the |va |vay )?trong (?:do|so do|cac viec do|so ay)\b")
""" "Trong đó việc nào liên quan tới báo chí?": of the duties told."""
_EVENT = re.compile(r"\b(?:thang hanh dong|le phat dong|ngay hoi)\b")
_DUE = re.compile(
    r"\b(?:xong|hoan thanh|bao cao|nop|gui|han|so ket|tong ket|report\w*|due|deadlines?)\b"
)
_VERB_FIRST = re.compile(
    r"(?:va |the |con |vay )?(?:co phai |phai |duoc )*(?:phu trach|chu tri|phoi hop|theo doi|"
    r"tham muu|duoc giao|lam (?:gi|nhung)|bao cao (?:muc|chi) tieu)\b"
)
""" "Phụ trách mục tiêu mấy?": who, was said before."""
_CORRECTS = re.compile(
    r"(?:no|sorry|i mean|i meant|(?:a )?(?:sai|nham|khong phai)|"
    r"(?:a )?(?:y )?(?:toi|minh|em|anh|chi) (?:la |muon |dang |can )*(?:hoi|noi)?)\b"
)
_CORRECTING = frozenset(
    "khong toi hoi noi minh y em anh chi a the sai nham roi muon dang can co ma phai la "
    "no sorry i mean meant asked".split()
)
_OF_PLACE = re.compile(
    r"(?:con |the con |o |ben |nam \d{4},? (?:o )?)*(?:(?:tinh|huyen|thi xa) )?\w+ \w+"
    r"(?: nam \d{4})? thi\b"
)
""" "Kon Tum thì gửi ai?": asked before of another place."""
_OWN_PLAN = re.compile(r"\b(?:ke hoach|kh|plans?|bao nhieu|may|how many)\b")
_OF_ALL = ("count", "list", "gap", "overview")
"""Forms that ask for all there is: nothing is left out of them."""
_BARE_TO = re.compile(
    r"(?:the |va |roi |con )*(?:cho|ve|qua|den|toi|len) "
    r"(?:ai|dau|(?:noi|co quan|so|phong|don vi) nao)\W*$"
)
_WHERE_ALONE = re.compile(
    rf"(?:the |va |con |vay |no |(?:{WORKS}|viec|buoi) (?:do|nay|ay) )*"
    r"(?:lam |dien ra |to chuc |trien khai |duoc |dat |hoc |hop |mo )*(?:o|tai) "
    r"(?:nhung |cac |may )?(?:dau|(?:noi|cho|thon|ban|xa|phuong|huyen|truong|dia ban|dia diem|"
    r"to dan pho|tinh) nao)\W*$"
)
""" "Ở những thôn nào?" after who does something: where that is done, not who."""
_HELD = re.compile(
    r"\b(?:lop|tap huan|hoi thi|cuoc thi|ngay hoi|hoi nghi|hoi thao|toa dam|dien dan|mit tinh|"
    r"le phat dong|phien (?:toa|cho)|giai (?:bong|chay))\b"
)
_OF_WORK = ("who", "duties", "deadline", "general")
_SUM_ALONE = re.compile(r"\bbao nhieu(?: tien| trieu(?: dong)?)?\W*$")
""" "Trong đó tập huấn bao nhiêu?" after what a plan costs: money too."""
_OF_SIGNER = re.compile(
    r"\b(?:ong|ba|vi|nguoi|dong chi) (?:ay|do|nay)\b.*\bchuc\b|"
    r"\b(?:his|her|their) (?:position|title|office)\b"
)
""" "Bà ấy giữ chức gì?" after who signs."""
_SENT = re.compile(r"\b(?:gui|chuyen|nhan|sent|copied|receives?|gets?)\b")
_SENT_WORDS = frozenset("nhung chuyen nhan vu sent copied plan".split())
_REPORTED = re.compile(r"\b(?:bao cao|nop|gui|report\w*|han)\b")
""" "Có phải báo cáo không? Cho ai?"."""
_BARE_ISSUED = re.compile(
    r"(?:the |va |con |no )*(?:duoc )?(?:ban hanh|ky) (?:vao |hom )?"
    r"(?:(?:ngay|nam) nao|khi nao|bao gio|hoi nao)\W*$|"
    r"(?:the |va |con )*ngay (?:thang )?(?:nam )?(?:ban hanh|ky)(?: la (?:ngay )?nao)?\W*$|"
    r"(?:the |va )*(?:la )?(?:cua|do) (?:ai|co quan nao)(?: ban hanh| ky)?\W*$"
)
_ELSE = frozenset("khac cung nua ngoai anyone anybody else other agency".split())
_POINTING = frozenset("viec khoan chuyen phan".split())
_SHORT = 4
_KEEPS_PLAN = 14
"""Words up to which a question that names no plan stays with the plan talked of."""
_BARE_NUMBER = re.compile(
    r"^(?:the |con |the con |vay con )?(?:muc )?(?P<number>\d{1,2}(?:\.\d{1,2})+)"
    r"(?: (?:thi|la|do|cua|giao|giao cho|sao|the nao|ai|lo|lam|chu tri|"
    r"(?:so|phong|ban|co quan|don vi|ben) nao))*\W*$"
)
""" "4.2?", "thế 4.3 là sở nào?"."""


def inherit(
    query: Query,
    previous: Query,
    text: str,
    *,
    plain: bool,
    joined: bool,
    level: str | None = None,
    own: Set[str] = frozenset(),
) -> Query:
    """A follow-up takes over what it leaves out; a question with its own subject does not.

    ``plain``: it holds no words of asking of its own ("còn mục tiêu 5?"); ``level``: that of the
    plans it is about; ``own``: the plans' own numbers.
    """
    folded = fold(text)
    query = _corrected(query, folded)
    words = len(text.split())
    follows = joined or words <= _SHORT or _opens(query, text, folded)
    follows = follows or asks_its_basis(query, previous) or _asks_receivers(query, previous, folded)
    updated = query
    keeps = not (query.narrowed or query.missing or _ALL.search(folded)) and previous.narrowed
    keeps = keeps and query.intent != "plans"
    if keeps and (follows or words <= _KEEPS_PLAN):
        updated = replace(updated, plans=previous.plans, narrowed=True, from_talk=not joined)
    if query.indicators and not query.objectives and (follows or updated is not query):
        updated = replace(updated, objectives=previous.objectives)
    if not follows:
        return updated
    moved = query.narrowed and query.plans != previous.plans
    if query.form == "compare" and query.narrowed and previous.narrowed:
        # "khác Đắk Nông không?": beside the plan talked of
        both = tuple(dict.fromkeys((*previous.plans, *query.plans)))
        updated = replace(updated, plans=both)
    updated = _with_intent(updated, query, previous, text, plain=plain)
    if asks_who_must(text):
        updated = replace(updated, form=None)  # "những đơn vị nào phối hợp?" lists no plan's all
    if _asks_where(previous, folded):
        query = replace(query, terms=(), subject=(), search_text="")
    document = _of_document(updated, query, previous, text, own)
    if document is not None:
        return document
    if asks_who_else(text) and has_subject(previous) and is_thin(query, _ELSE) and not moved:
        return with_others(updated, query, previous)
    items = _next_items(query, previous, folded)
    if items:
        return replace(updated, items=items, roles=query.roles or previous.roles)
    if query.agencies or query.objectives or query.indicators:
        return _of_another(updated, query, previous, plain=plain)
    other = _MORE.search(folded) is not None or (
        agency_span(text) is not None and _ITS_OTHERS.search(folded) is not None
    )
    more = query.form != "compare" and other and not moved
    if more and query.intent == "who" and asks_who_else(text) and is_thin(query, _ELSE):
        # "Sở Y tế làm gì? Còn sở nào khác?": all that are given something
        return replace(updated, form="list")
    return with_subject(
        updated, query, previous, folded, joined=joined, more=more,
        moved=moved, level=level,
    )  # fmt: skip


def _of_another(updated: Query, query: Query, previous: Query, *, plain: bool) -> Query:
    """ "Sở Tư pháp thì sao?" after who spreads the law: what that agency does about it."""
    numbered = query.objectives or query.indicators or previous.objectives or previous.items
    asked = previous.intent in ("who", "duties", "deadline") and previous.subject
    # "sở đó có phối hợp với Sở Nội vụ không?": of the first, and no more of the second
    beside = agency_span(query.question) is not None or confirms(query.question)
    if not (plain and asked and is_thin(query)) or numbered or query.form or beside:
        return updated
    return replace(
        updated,
        intent="duties" if previous.intent == "who" else previous.intent,
        terms=previous.terms,
        subject=previous.subject,
        search_text=previous.search_text,
    )


def _opens(query: Query, text: str, folded: str) -> bool:
    """Whether its words show that a question goes on from the one before."""
    opens = _ENGLISH if query.lang == "en" else _FOLLOW_UP
    of_place = query.narrowed and _OF_PLACE.match(folded) is not None
    named = query.agencies or query.objectives or query.indicators
    lacks_who = not named and _VERB_FIRST.match(folded) is not None
    bare = {fold(word) for word in query.terms} <= THIN | WORK_WORDS and not (
        named or query.items or query.documents or query.narrowed or _OWN_PLAN.search(folded)
    )
    bare = bare and query.intent in ("who", "deadline", "target") and query.form not in _OF_ALL
    return (
        opens.search(folded) is not None
        or of_place
        or lacks_who
        or bare
        or asks_again(query, folded)
        or points_at_item(text)
        or points_at_number(text)
        or points_at_document(text)
        or (asks_who_else(text) and is_thin(query, _ELSE))
        or asks_who_must(text)
        or _WHERE_ALONE.match(folded) is not None
    )


def _asks_receivers(query: Query, previous: Query, folded: str) -> bool:
    """ "Lâm Thao thì gửi sở nào?", "có gửi Bộ … không?" after who receives a plan."""
    sent = previous.intent == "header" and _SENT.search(folded) is not None
    return sent and is_thin(query, _SENT_WORDS)


def _with_intent(updated: Query, query: Query, previous: Query, text: str, *, plain: bool) -> Query:
    """What is asked, where the words leave it to the question before."""
    folded = fold(text)
    named = query.agencies or query.objectives or query.indicators or query.items
    own_subject = (previous.intent in ("header", "basis") and len(query.terms) > _SHORT) or (
        previous.intent == "general" and query.objectives
    )
    # "sở đó còn thanh tra, xử lý chuyện gì" names work of its own: not who, as was asked before
    of_hers = plain and agency_span(text) is not None and query.form is None
    of_hers = of_hers and not (is_thin(query) and previous.intent in _OF_WORK)
    if _asks_receivers(query, previous, folded):
        return replace(updated, intent="header", header_fields=("recipients",))
    if _asks_where(previous, folded):
        # "lớp đó học ở đâu": an event has a place or none is told, a work may be told by any words
        held = _HELD.search(fold(" ".join(previous.terms))) is not None
        intent: Intent = "event" if held else "general"
        return replace(updated, intent=intent, header_fields=(), form=None)
    if (plain and not own_subject and not of_hers) or asks_again(query, folded):
        form = query.form or (previous.form if plain and not named else None)
        updated = replace(
            updated, intent=previous.intent, header_fields=previous.header_fields, form=form
        )
    elif query.intent == "funding" and "amount" in previous.header_fields:
        # "riêng ngân sách huyện thì sao?"
        updated = replace(updated, intent="header", header_fields=("amount",))
    elif query.intent == "target" and _asks_sum(previous) and _SUM_ALONE.search(folded):
        updated = replace(updated, intent=previous.intent, header_fields=previous.header_fields)
    elif "signer" in previous.header_fields and _OF_SIGNER.search(folded):
        updated = replace(updated, intent="header", header_fields=previous.header_fields)
    elif query.intent == "deadline":
        updated = _dated(updated, query, previous, folded)
    if _BARE_TO.match(folded) and _REPORTED.search(fold(previous.question)):
        updated = replace(updated, intent="deadline", header_fields=())
    of_number = plain or query.intent == "general"
    if of_number and points_at_number(text) and (previous.objectives or previous.indicators):
        updated = replace(updated, intent="target")
    if query.agencies or query.objectives or not previous.agencies:
        return updated
    return _of_agency(updated, query, previous, folded, plain=plain)


def _asks_where(previous: Query, folded: str) -> bool:
    """Whether nothing but the place is asked of a work talked of."""
    of_work = previous.intent in _OF_WORK and bool(previous.subject)
    return of_work and _WHERE_ALONE.match(folded) is not None


def _asks_sum(previous: Query) -> bool:
    """Whether money was asked for."""
    return previous.intent == "funding" or "amount" in previous.header_fields


def _dated(updated: Query, query: Query, previous: Query, folded: str) -> Query:
    """ "Ngày nào?": of the plan, of the document or of the event that was talked of."""
    bare = {fold(word) for word in query.terms} <= DATE_WORDS
    if previous.intent == "header" and bare:
        return replace(updated, intent="header", header_fields=("date",))
    if previous.intent == "basis" and bare:
        return replace(updated, intent="basis", documents=previous.documents)
    before = fold(" ".join((*previous.terms, previous.search_text)))
    if _EVENT.search(before) and not _DUE.search(folded):
        return replace(updated, intent="event")
    return updated


def _of_agency(updated: Query, query: Query, previous: Query, folded: str, *, plain: bool) -> Query:
    """What is asked of the agency talked of is about its duties."""
    words = {fold(word) for word in query.terms}
    work = query.intent == "general" and not plain and _WORK.search(folded)
    among = _AMONG.match(folded) and previous.intent == "duties"
    # "sở đó báo cáo mục tiêu nào": as it is read where the agency is named
    number = query.intent == "target" and not previous.objectives and words <= THIN | WORK_WORDS
    # "Sở Tài chính Đắk Nông làm gì? Lâm Thao thì phòng nào lo khoản đó?": its counterpart's
    there = query.intent == "who" and previous.intent == "duties" and not previous.subject
    counterpart = there and query.narrowed and not query.items and is_thin(query, _POINTING)
    if work or among or number or counterpart or partners_span(query.question):
        return replace(updated, intent="duties")
    return updated


def _of_document(
    updated: Query, query: Query, previous: Query, text: str, own: Set[str]
) -> Query | None:
    """ "Văn bản đó ban hành ngày nào?": asked of the document talked of, not of the plan."""
    others = tuple(one for one in previous.documents if one.casefold() not in own)
    of_it = (
        points_at_document(text)
        or names_kind(text)
        or points_at_plan_above(text, previous)
        or _BARE_ISSUED.match(fold(text)) is not None
    )
    if not (others and of_it) or query.documents or query.narrowed:
        return None
    return replace(updated, intent="basis", header_fields=(), documents=others)


def _corrected(query: Query, folded: str) -> Query:
    """ "Sorry, I meant the six-month one": only what is meant is asked."""
    if not _CORRECTS.match(folded):
        return query
    return without(query, _CORRECTING)


def _next_items(query: Query, previous: Query, folded: str) -> tuple[str, ...]:
    """ "thế 4.2?" after "mục 4.1"; "khoản 5?" after "khoản 3 Mục IV" stays in Mục IV."""
    if not previous.items:
        return ()
    bare = _BARE_NUMBER.match(folded)
    if bare and not query.items:
        return (f"khoan.{bare['number']}",)
    parent, _, last = previous.items[-1].rpartition("/")
    level = last.partition(".")[0]
    if parent and len(query.items) == 1 and query.items[0].partition(".")[0] == level:
        return (f"{parent}/{query.items[0]}",)
    return ()
