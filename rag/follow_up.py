"""What a follow-up takes over from the turn before it ("thế còn Hương Trà?")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rag.schema import Query
from rag.text import fold

_FOLLOW_UP = re.compile(
    r"^(?:the\s+)?(?:con|vay con|the con|the\b|o do|vay thi|ay|thi sao)\b|"
    r"^(?:co |vay |the )?(?:som|muon|tre|nhieu|it) hon\b|"
    r"^(?:a )?(?:khong|nham)\b.{0,12}\b(?:hoi|noi|la|o|cua|y)\b|^y (?:toi|minh|em|anh|chi|la)\b|"
    r"^(?:trich|doc|ghi|cho xem)\b.{0,12}\b(?:nguyen van|lai)\b|^ho\b|"
    r"\b(?:thi sao|(?:so|co quan|don vi|phong|ban|hoi) (?:do|ay|kia|nay)|ke hoach do|ke hoach nay|"
    r"(?:chi tieu|muc tieu|viec|nhiem vu) (?:do|nay|ay)|nua)\b"
)
_ENGLISH = re.compile(
    r"^(?:and|what about|how about|then|so|same|no|sorry|i mean|i meant)\b|"
    r"\b(?:that|this|those|these) (?:plan|agency|one)\b|"
    r"\b(?:it|them|they|its|their)\b"
)
_MEANS_BEFORE = re.compile(
    r"\b(?:it|them|this|that|those|these|same)\b(?! plans?| agency| year)|"
    r"\b(?:muc|diem|viec|khoan|cai|chuyen|lop|noi dung|hoat dong|phan|mon|vu|chi tieu|muc tieu|"
    r"nhiem vu) (?:do|nay|ay|tren)\b"
)
"""What was talked of, named by a pronoun: "và ai chủ trì việc đó?"."""
_MEANT = frozenset(
    "khong co toi hoi minh y em anh chi a nhi vay the bao nhieu nhiu bn khac giong nhau "
    "different same no i mean meant asked".split()
)
_THIN = _MEANT | frozenset(
    "xong hoan thanh lam thuc hien trien khai to chuc phai tham muu phoi hop chu tri bao cao gui "
    "nop la o cua con thi sao do nay duoc trach nhiem chiu lo phu trach tai dau muc nao trich "
    "nguyen van doan cho xem giup can cu vao theo "
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
_WORK = re.compile(r"\b(?:viec|nhiem vu|lam) (?:gi|nao)\b")
_SAME_AGAIN = re.compile(
    r"(?:trich|doc|ghi|cho xem)\b.{0,12}\bnguyen van\b|"
    r"(?:o |tai )?(?:muc|phan|khoan|trang|doan) nao\b|"
    r"(?:which|what) (?:section|part|page)\b|where does it say|quote\b"
)
"""The words themselves are wanted: the same answer, which quotes them with their place."""
_SHORT = 4
_KEEPS_PLAN = 14
"""Words up to which a question that names no plan stays with the plan talked of."""
_BARE_NUMBER = re.compile(
    r"^(?:the |con |the con |vay con )?(?:muc )?(?P<number>\d{1,2}(?:\.\d{1,2})+)\W*$"
)
_LEVEL = re.compile(r" (?:tỉnh|huyện|thị xã|thành phố|xã|phường|quận)$")


def inherit(
    query: Query, previous: Query, text: str, *, plain: bool, joined: bool, level: str | None = None
) -> Query:
    """A follow-up takes over what it leaves out; a question with its own subject does not.

    ``plain``: it holds no words of asking of its own ("còn mục tiêu 5?"); ``level``: that of the
    plans it is about.
    """
    folded = fold(text)
    opens = _ENGLISH if query.lang == "en" else _FOLLOW_UP
    words = len(text.split())
    follows = joined or opens.search(folded) is not None or words <= _SHORT
    of_all = _ALL.search(folded) is not None
    updated = query
    keeps = not (query.narrowed or query.missing or of_all) and previous.narrowed
    keeps = keeps and query.intent != "plans"
    if keeps and (follows or words <= _KEEPS_PLAN):
        updated = replace(updated, plans=previous.plans, narrowed=True, from_talk=not joined)
    if query.indicators and not query.objectives and (follows or updated is not query):
        updated = replace(updated, objectives=previous.objectives)
    if not follows:
        return updated
    if query.form == "compare" and query.narrowed and previous.narrowed:
        # "khác Đắk Nông không?": beside the plan talked of
        both = tuple(dict.fromkeys((*previous.plans, *query.plans)))
        updated = replace(updated, plans=both)
    if plain or _SAME_AGAIN.match(folded):
        updated = replace(updated, intent=previous.intent, header_fields=previous.header_fields)
    elif previous.intent == "header" and query.intent == "deadline" and not query.terms:
        updated = replace(updated, intent="header", header_fields=("date",))
    if query.intent == "general" and not plain and _WORK.search(folded) and previous.agencies:
        updated = replace(updated, intent="duties")
    items = _next_items(query, previous, folded)
    if items:
        return replace(updated, items=items, roles=query.roles or previous.roles)
    subject = bool(query.agencies or query.objectives or query.indicators)
    more = query.form != "compare" and _MORE.search(folded) is not None
    if not subject:
        updated = replace(
            updated,
            agencies=_at_level(
                previous, level, moved=query.narrowed and query.plans != previous.plans
            ),
            objectives=() if more else previous.objectives,
            indicators=() if more else previous.indicators,
            roles=query.roles or (() if more else previous.roles),
        )
        thin = {fold(word) for word in query.terms} <= _THIN and not more
        if joined or thin or _MEANS_BEFORE.search(folded):
            updated = replace(
                updated,
                items=query.items or previous.items,
                terms=(*previous.terms, *_said(query.terms)),
                subject=(*previous.subject, *_said(query.subject)),
                search_text=" ".join((previous.search_text, *_said(query.search_text.split()))),
            )
    return updated


def _said(words: Iterable[str]) -> tuple[str, ...]:
    """Without words that only say that something else was meant."""
    return tuple(word for word in words if fold(word) not in _MEANT)


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
