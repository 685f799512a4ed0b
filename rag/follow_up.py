"""What a follow-up takes over from the turn before it ("thế còn Hương Trà?")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rag.schema import Query
from rag.text import fold, lower
from rag.told_before import (
    names_kind,
    points_at_document,
    points_at_item,
    points_at_number,
)

_FOLLOW_UP = re.compile(
    r"^(?:the\s+)?(?:con|vay con|the con|the\b|o do|vay thi|ay|thi sao)\b|"
    r"^(?:co |vay |the )?(?:som|muon|tre|nhieu|it) hon\b|"
    r"^(?:a )?(?:khong|nham)\b.{0,12}\b(?:hoi|noi|la|o|cua|y)\b|^y (?:toi|minh|em|anh|chi|la)\b|"
    r"^(?:trich|doc|ghi|cho xem)\b.{0,12}\b(?:nguyen van|lai)\b|^ho\b|^(?:a )?(?:sai|nham) roi\b|"
    r"^(?:a )?(?:toi|minh|em|anh|chi) (?:muon |dang |can )*hoi\b|"
    r"\b(?:ong|ba|vi|nguoi) (?:ay|do|nay)\b|"
    r"\b(?:thi sao|(?:so|co quan|don vi|phong|ban|hoi) (?:do|ay|kia|nay)|ke hoach do|ke hoach nay|"
    r"(?:chi tieu|muc tieu|viec|nhiem vu) (?:do|nay|ay)|nua)\b"
)
_ENGLISH = re.compile(
    r"^(?:and|what about|how about|then|so|same|no|sorry|i mean|i meant)\b|"
    r"\b(?:that|this|those|these) (?:plan|agency|one)\b|"
    r"\b(?:it|them|they|its|their|his|her)\b"
)
_MEANS_BEFORE = re.compile(
    r"\b(?:it|them|this|that|those|these|same)\b(?! plans?| agency| year)|"
    r"\b(?:muc|diem|viec|khoan|cai|chuyen|lop|noi dung|hoat dong|phan|mon|vu|chi tieu|muc tieu|"
    r"nhiem vu) (?:do|nay|ay|tren)\b"
)
"""What was talked of, named by a pronoun: "và ai chủ trì việc đó?"."""
_MEANT = frozenset(
    "khong co toi hoi minh y em anh chi a nhi vay the bao nhieu nhiu bn khac giong nhau "
    "different same no sorry i mean meant asked".split()
)
_PRONOUNS = frozenset({"họ", "nó", "they", "them", "it"})
_LIGHT = frozenset("lam lo xong duoc phai chiu".split())
"""Words of doing beside a subject talked of: "ai làm?" after "ai sơ kết"."""
_AGAIN = frozenset(
    "trich doc ghi cho xem nguyen van lai di nhe giup doan noi ro hon cu the chi tiet giai thich "
    "them dum voi ra day du vi tai sao ly cai dieu do nam o trong thuoc muc phan khoan "
    "quote exact words please more detail details in full it me the".split()
)
_REPORT = ("báo", "cáo")
_MONEY = ("kinh", "phí")
_REPORT_DATES = frozenset(
    "bao cao 6 06 thang nam hang dinh ky ket qua han nop gui quy ve den truoc thoi nua cuoi".split()
)
_DATE_WORDS = frozenset("ngay thang nam bao nhieu may".split())
_WORK_WORDS = frozenset("tieu chi may bao cao viec nhung cac reports report".split())
_THIN = _MEANT | frozenset(
    "xong hoan thanh lam thuc hien trien khai to chuc phai tham muu phoi hop chu tri bao cao gui "
    "nop la o cua con thi sao do nay duoc trach nhiem chiu lo phu trach tai dau muc nao trich "
    "nguyen van doan cho xem giup can cu vao theo "
    "den truoc tu bo tri doi huong dan kiem tra don doc giam sat tong hop han chot thoi ho no "
    "lead leads leading coordinate coordinates do does done finish finished report reports advise "
    "advises on in with to by gets get receives receive".split()
)
"""Words that say nothing without what was talked of: "bao giờ xong?", "ai tham mưu?"."""
_MORE = re.compile(r"\b(?:nua|khac|else|other|more|besides)\b")
""" "Còn việc gì nữa": other things than those talked of."""
_ALL = re.compile(
    r"\b(?:tat ca|moi|tung|cac|toan bo|ca nam) (?:cac )?(?:ke hoach|tinh|dia phuong|noi)\b|"
    r"\b(?:all|every|each|any)(?: the| of the)? plans?\b|\b(?:the|other|these) plans\b"
)
_WORK = re.compile(
    r"\b(?:viec|nhiem vu|lam) (?:gi|nao)\b|\b(?:dut(?:y|ies)|tasks?|responsibilit\w+)\b|"
    r"\bwhat (?:else )?(?:do|does|must|should) (?:they|it)\b"
)
_PARTNER = re.compile(
    r"(?:va |the |ho |thi |con )*(?:phai )?phoi hop (?:voi|cung) (?:nhung |cac )?"
    r"(?:ai|(?:co quan|don vi|so|phong|ben) nao)\b|"
    r"(?:and )?(?:with whom|whom? (?:do|does|must|should) (?:they|it) (?:\w+ )?with)\b"
)
""" "Phối hợp với ai?" of an agency: its duties say with whom."""
_EVENT = re.compile(r"\b(?:thang hanh dong|le phat dong|ngay hoi)\b")
_DUE = re.compile(r"\b(?:xong|hoan thanh|bao cao|nop|gui|han|report\w*|due|deadlines?)\b")
_VERB_FIRST = re.compile(
    r"(?:va |the |con |vay )?(?:co phai |phai |duoc )*(?:phu trach|chu tri|phoi hop|theo doi|"
    r"tham muu|duoc giao|lam (?:gi|nhung)|bao cao (?:muc|chi) tieu)\b"
)
""" "Phụ trách mục tiêu mấy?": who, was said before."""
AGAIN = ("where", "quote", "why")
"""Forms that ask the same again: its place, its words, its reason."""
_SAME_AGAIN = re.compile(
    r"^(?:hay |xin |nho |ban )?(?:noi|giai thich|trinh bay)? ?"
    r"(?:ro|cu the|chi tiet|day du|ky)(?: ra)? (?:hon|them|di)\b|^giai thich them\b|"
    r"^(?:please )?(?:more details?|explain more|say more|be more specific)\b"
)
""" "Nói rõ hơn": the same, or more of it."""
_CORRECTS = re.compile(
    r"(?:no|sorry|i mean|i meant|(?:a )?(?:sai|nham|khong phai)|"
    r"(?:a )?(?:y )?(?:toi|minh|em|anh|chi) (?:la |muon |dang |can )*(?:hoi|noi)?)\b"
)
_CORRECTING = frozenset(
    "khong toi hoi noi minh y em anh chi a the sai nham roi muon dang can co ma phai la "
    "no sorry i mean meant asked".split()
)
_OF_PLACE = re.compile(r"(?:con |the con |o |ben )*(?:(?:tinh|huyen|thi xa) )?\w+ \w+ thi\b")
""" "Kon Tum thì gửi ai?": asked before of another place."""
_OWN_PLAN = re.compile(r"\b(?:ke hoach|kh|plans?|bao nhieu|may|how many)\b")
_OF_ALL = ("count", "list", "gap", "overview")
"""Forms that ask for all there is: nothing is left out of them."""
_BARE_TO = re.compile(
    r"(?:the |va |roi |con )*(?:cho|ve|qua|den|toi|len) "
    r"(?:ai|dau|(?:noi|co quan|so|phong|don vi) nao)\W*$"
)
_OF_SIGNER = re.compile(
    r"\b(?:ong|ba|vi|nguoi|dong chi) (?:ay|do|nay)\b.*\bchuc\b|"
    r"\b(?:his|her|their) (?:position|title|office)\b"
)
""" "Bà ấy giữ chức gì?" after who signs."""
_REPORTED = re.compile(r"\b(?:bao cao|nop|gui|report\w*|han)\b")
""" "Có phải báo cáo không? Cho ai?"."""
_BARE_ISSUED = re.compile(
    r"(?:the |va |con |no )*(?:duoc )?(?:ban hanh|ky) (?:vao |hom )?"
    r"(?:(?:ngay|nam) nao|khi nao|bao gio|hoi nao)\W*$|"
    r"(?:the |va )*(?:la )?(?:cua|do) (?:ai|co quan nao)(?: ban hanh| ky)?\W*$"
)
_SHORT = 4
_KEEPS_PLAN = 14
"""Words up to which a question that names no plan stays with the plan talked of."""
_BARE_NUMBER = re.compile(
    r"^(?:the |con |the con |vay con )?(?:muc )?(?P<number>\d{1,2}(?:\.\d{1,2})+)\W*$"
)
_LEVEL = re.compile(r"(?<! cấp) (?:tỉnh|huyện|thị xã|thành phố|xã|phường|quận)$")


def inherit(
    query: Query,
    previous: Query,
    text: str,
    *,
    plain: bool,
    joined: bool,
    level: str | None = None,
    own: frozenset[str] = frozenset(),
) -> Query:
    """A follow-up takes over what it leaves out; a question with its own subject does not.

    ``plain``: it holds no words of asking of its own ("còn mục tiêu 5?"); ``level``: that of the
    plans it is about; ``own``: the plans' own numbers.
    """
    folded = fold(text)
    query = _corrected(query, folded)
    words = len(text.split())
    follows = joined or words <= _SHORT or _opens(query, text, folded)
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
    document = _of_document(updated, query, previous, text, own)
    if document is not None:
        return document
    items = _next_items(query, previous, folded)
    if items:
        return replace(updated, items=items, roles=query.roles or previous.roles)
    if query.agencies or query.objectives or query.indicators:
        return updated
    more = query.form != "compare" and _MORE.search(folded) is not None and not moved
    return _with_subject(
        updated, query, previous, folded, joined=joined, more=more, moved=moved, level=level
    )


def _opens(query: Query, text: str, folded: str) -> bool:
    """Whether its words show that a question goes on from the one before."""
    opens = _ENGLISH if query.lang == "en" else _FOLLOW_UP
    of_place = query.narrowed and _OF_PLACE.match(folded) is not None
    named = query.agencies or query.objectives or query.indicators
    lacks_who = not named and _VERB_FIRST.match(folded) is not None
    bare = {fold(word) for word in query.terms} <= _THIN | _WORK_WORDS and not (
        named or query.items or query.documents or query.narrowed or _OWN_PLAN.search(folded)
    )
    bare = bare and query.intent in ("who", "deadline", "target") and query.form not in _OF_ALL
    return (
        opens.search(folded) is not None
        or of_place
        or lacks_who
        or bare
        or _again(query, folded)
        or points_at_item(text)
    )


def _again(query: Query, folded: str) -> bool:
    """Whether the same is asked once more, nothing else being named."""
    if _SAME_AGAIN.search(folded):
        return True
    named = query.agencies or query.objectives or query.indicators or query.items
    return query.form in AGAIN and not named and {fold(w) for w in query.terms} <= _AGAIN


def _with_intent(updated: Query, query: Query, previous: Query, text: str, *, plain: bool) -> Query:
    """What is asked, where the words leave it to the question before."""
    folded = fold(text)
    named = query.agencies or query.objectives or query.indicators or query.items
    own_subject = (previous.intent in ("header", "basis") and len(query.terms) > _SHORT) or (
        previous.intent == "general" and query.objectives
    )
    if (plain and not own_subject) or _again(query, folded):
        form = query.form or (previous.form if plain and not named else None)
        updated = replace(
            updated, intent=previous.intent, header_fields=previous.header_fields, form=form
        )
    elif "signer" in previous.header_fields and _OF_SIGNER.search(folded):
        updated = replace(updated, intent="header", header_fields=previous.header_fields)
    elif query.intent == "deadline":
        updated = _dated(updated, query, previous, folded)
    if _BARE_TO.match(folded) and _REPORTED.search(fold(previous.question)):
        updated = replace(updated, intent="deadline", header_fields=())
    of_number = plain or query.intent == "general"
    if of_number and points_at_number(text) and previous.objectives:
        updated = replace(updated, intent="target")
    if query.agencies or query.objectives or not previous.agencies:
        return updated
    return _of_agency(updated, query, previous, folded, plain=plain)


def _dated(updated: Query, query: Query, previous: Query, folded: str) -> Query:
    """ "Ngày nào?": of the plan, of the document or of the event that was talked of."""
    bare = {fold(word) for word in query.terms} <= _DATE_WORDS
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
    # "sở đó báo cáo mục tiêu nào": as it is read where the agency is named
    number = query.intent == "target" and not previous.objectives and words <= _THIN | _WORK_WORDS
    if work or number or _PARTNER.match(folded):
        return replace(updated, intent="duties")
    return updated


def _of_document(
    updated: Query, query: Query, previous: Query, text: str, own: frozenset[str]
) -> Query | None:
    """ "Văn bản đó ban hành ngày nào?": asked of the document talked of, not of the plan."""
    others = tuple(one for one in previous.documents if one.casefold() not in own)
    of_it = (
        points_at_document(text) or names_kind(text) or _BARE_ISSUED.match(fold(text)) is not None
    )
    if not (others and of_it) or query.documents or query.narrowed:
        return None
    return replace(updated, intent="basis", header_fields=(), documents=others)


def _with_subject(
    updated: Query,
    query: Query,
    previous: Query,
    folded: str,
    *,
    joined: bool,
    more: bool,
    moved: bool,
    level: str | None,
) -> Query:
    """With the agencies, the numbers and, where its own words say little, the subject before."""
    updated = replace(
        updated,
        agencies=_at_level(previous, level, moved=moved),
        objectives=() if more else previous.objectives,
        indicators=() if more or query.form == "gap" else previous.indicators,
        roles=query.roles or (() if more else previous.roles),
    )
    kind = _of_kind(query, previous)
    thin = {fold(word) for word in query.terms} <= _THIN and not more
    again = _again(query, folded)
    if not (joined or thin or again or kind is not None or _MEANS_BEFORE.search(folded)):
        return updated
    if previous.intent == "target" and kind is not None:
        query = replace(query, terms=(), subject=(), search_text="")
    previous = kind or previous
    drop = _MEANT | _AGAIN if again else _MEANT | _LIGHT if previous.subject else _MEANT
    kept = tuple(one for one in previous.items if not (moved and "/" in one))
    return replace(
        updated,
        items=query.items or kept,
        terms=(*previous.terms, *_said(query.terms, drop)),
        subject=(*previous.subject, *_said(query.subject, drop)),
        search_text=" ".join((previous.search_text, *_said(query.search_text.split(), drop))),
    )


def _of_kind(query: Query, previous: Query) -> Query | None:
    """The query before with what its kind is about, where a few words ask who does that.

    "Ai tổng hợp?" after a reporting date, "ai bố trí?" after the money, "ai thống kê?" after a
    figure.
    """
    words = len(query.terms)
    if query.intent != "who" or words > _SHORT or query.agencies:
        return None
    of_dates = {fold(word) for word in previous.terms} <= _REPORT_DATES
    if previous.intent == "target" and words <= _SHORT // 2 and previous.terms:
        return previous
    about = None
    if previous.intent == "deadline" and of_dates:
        about = _REPORT
    elif previous.intent == "funding":
        about = _MONEY
    return about and replace(previous, terms=about, subject=about, search_text=" ".join(about))


def _corrected(query: Query, folded: str) -> Query:
    """ "Sorry, I meant the six-month one": only what is meant is asked."""
    if not _CORRECTS.match(folded):
        return query
    return replace(
        query,
        terms=_said(query.terms, _CORRECTING),
        subject=_said(query.subject, _CORRECTING),
        search_text=" ".join(_said(query.search_text.split(), _CORRECTING)),
    )


def _said(words: Iterable[str], drop: frozenset[str] = _MEANT) -> tuple[str, ...]:
    """Without words that only say that something else was meant, and pronouns."""
    return tuple(word for word in words if fold(word) not in drop and lower(word) not in _PRONOUNS)


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


def _at_level(previous: Query, level: str | None, *, moved: bool) -> tuple[str, ...]:
    """The agencies talked of; in another plan's place those of its level: its Phòng for a Sở."""
    if not moved:
        return previous.agencies
    names = (_LEVEL.sub("", name) for name in previous.agencies)
    if level == "huyen":
        names = (re.sub(r"^Sở ", "Phòng ", name) for name in names)
    elif level == "tinh":
        names = (re.sub(r"^Phòng ", "Sở ", name) for name in names)
    return tuple(names)
