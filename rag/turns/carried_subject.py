"""The subject a follow-up carries over: its words, agencies and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rag.schema import Query
from rag.text import fold, lower
from rag.turns.told_before import points_at_item

WORKS = (
    r"(?:lop|hoat dong|hoi thao|hoi nghi|hoi thi|cuoc thi|toa dam|dien dan|tap huan|de an|du an|"
    r"mo hinh|phong trao|cuoc van dong|chien dich|cau lac bo|duong day|dich vu|quy che|quy trinh|"
    r"chuyen muc|dot kiem tra|cuoc kiem tra)"
)
"""Works and events that are pointed at by their kind: "hội thảo đó ở đâu?"."""
_MEANS_BEFORE = re.compile(
    r"\b(?:it|them|this|that|those|these|same|such)\b(?! plans?| agency| year)|"
    r"\b(?:nhu|cung) (?:vay|the)\b(?! nao)|"
    rf"\b(?:muc|diem|viec|khoan|cai|chuyen|noi dung|phan|mon|vu|chi tieu|muc tieu|"
    rf"nhiem vu|{WORKS}) (?:do|nay|ay|tren)\b"
)
"""What was talked of, named by a pronoun: "và ai chủ trì việc đó?"."""
_MEANT = frozenset(
    "khong co toi hoi minh y em anh chi a nhi vay the bao nhieu nhiu bn khac giong nhau "
    "different same no sorry i mean meant asked".split()
)
_PRONOUNS = frozenset({"họ", "nó", "they", "them", "it"})
_LIGHT = frozenset("lam lo xong duoc phai chiu".split())
"""Words of doing beside a subject talked of: "ai làm?" after "ai sơ kết"."""
_AGAIN_WORDS = frozenset(
    "trich doc ghi cho xem nguyen van lai di nhe giup doan noi ro hon cu the chi tiet giai thich "
    "them dum voi ra day du vi tai sao ly cai dieu do nam o trong thuoc muc phan khoan "
    "quote exact words please more detail details in full it me the".split()
)
AGAIN = ("where", "quote", "why")
"""Forms that ask the same again: its place, its words, its reason."""
_SAME_AGAIN = re.compile(
    r"^(?:hay |xin |nho |ban )?(?:noi|giai thich|trinh bay)? ?"
    r"(?:ro|cu the|chi tiet|day du|ky)(?: ra)? (?:hon|them|di)\b|^giai thich them\b|"
    r"^(?:please )?(?:more details?|explain more|say more|be more specific)\b"
)
""" "Nói rõ hơn": the same, or more of it."""
_REPORT = ("báo", "cáo")
_HANDED_IN = frozenset("bao cao nop gui".split())
_REPORTS = re.compile(r"\b(?:bao cao|nop|gui)\b")
_MONEY = ("kinh", "phí")
_DOCUMENTS = frozenset("quyet dinh nghi quyet van ban cong van thong tu can cu theo".split())
_REPORT_DATES = frozenset(
    "bao cao 6 06 thang nam hang dinh ky ket qua han nop gui quy ve den truoc thoi nua cuoi".split()
)
DATE_WORDS = frozenset("ngay thang nam bao nhieu may date dates run runs held".split())
WORK_WORDS = frozenset("tieu chi may bao cao viec nhung cac reports report".split())
THIN = _MEANT | frozenset(
    "giao phan cong vao ai huyen tinh noi cho ben doi tuong hay so lieu cu cung "
    "xong hoan thanh lam thuc hien trien khai to chuc phai tham muu phoi hop chu tri bao cao gui "
    "nop la o cua con thi sao do nay duoc trach nhiem chiu lo phu trach tai dau muc nao trich "
    "nguyen van doan cho xem giup can cu vao theo "
    "den truoc tu bo tri doi huong dan kiem tra don doc giam sat tong hop han chot thoi ho no "
    "ubnd uy ban nhan dan cap chi dao phat dong hang bat dau keo dai dien ra gian nhung "
    "lead leads leading coordinate coordinates do does done finish finished report reports advise "
    "advises on in with to by gets get receives receive".split()
)
"""Words that say nothing without what was talked of: "bao giờ xong?", "ai tham mưu?"."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEW = 4
"""Words up to which who does something is asked of the kind of thing talked of."""
_LEVEL = re.compile(r"(?<! cấp) (?:tỉnh|huyện|thị xã|thành phố|xã|phường|quận)$")


_OWN_LEVEL = {
    "tinh": (" tỉnh",),
    "huyen": (" huyện", " thị xã", " thành phố"),
    "xa": (" xã", " phường"),
}
""" "Công an tỉnh" is called so in any province."""


def asks_again(query: Query, folded: str) -> bool:
    """Whether the same is asked once more, nothing else being named."""
    if _SAME_AGAIN.search(folded):
        return True
    named = query.agencies or query.objectives or query.indicators or query.items
    return query.form in AGAIN and not named and {fold(w) for w in query.terms} <= _AGAIN_WORDS


def with_subject(
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
    # "Lớp cho đại biểu HĐND bao giờ xong? Ai chủ trì?": whom it is for does not lead it
    for_whom = updated.intent == "who" and previous.intent in ("deadline", "event")
    received = "recipients" in updated.header_fields
    updated = replace(
        updated,
        agencies=() if for_whom else _at_level(previous, level, moved=moved and not received),
        objectives=() if more else previous.objectives,
        indicators=() if more or query.form in ("gap", "count") else previous.indicators,
        roles=query.roles or (() if more else previous.roles),
    )
    if updated.intent == "deadline" and _REPORTS.search(f"{folded} {fold(previous.question)}"):
        # "Báo cáo gửi cho ai? Hạn ngày nào?": of the reports, whatever they are on
        updated = replace(updated, objectives=(), indicators=())
    kind = _of_kind(query, previous)
    thin = (is_thin(query) or asks_its_basis(query, previous)) and not more
    if updated.intent == "event" and query.intent == "deadline":
        # "Same dates in …?" after who advises on it: the event alone
        query, previous = without(query, DATE_WORDS | THIN), without(previous, THIN)
    again = asks_again(query, folded)
    meant = _MEANS_BEFORE.search(folded) or points_at_item(query.question)
    if not (joined or thin or again or kind is not None or meant):
        return updated
    if previous.intent == "target" and kind is not None:
        query = replace(query, terms=(), subject=(), search_text="")
    previous = kind or previous
    drop = _MEANT | _AGAIN_WORDS if again else _MEANT | _LIGHT if previous.subject else _MEANT
    if kind is not None and kind.terms == _REPORT:
        drop |= _HANDED_IN
    if query.intent == "who" and "amount" in previous.header_fields:
        previous = without(previous, _SUM_WORDS)  # "hội thi hết bao nhiêu tiền và ai chủ trì"
    kept = tuple(one for one in previous.items if not (moved and "/" in one))
    return replace(
        updated,
        items=query.items or kept,
        terms=(*previous.terms, *_said(query.terms, drop)),
        subject=(*previous.subject, *_said(query.subject, drop)),
        search_text=" ".join((previous.search_text, *_said(query.search_text.split(), drop))),
    )


_SUM_WORDS = frozenset({"het", "ton", "tien", "kinh", "phi"})


def with_others(updated: Query, query: Query, previous: Query) -> Query:
    """Who else has what was talked of: the same subject and numbers, no agency named."""
    return replace(
        updated,
        intent="who",
        form=None,
        agencies=(),
        besides=(*previous.besides, *query.agencies),
        objectives=previous.objectives,
        indicators=previous.indicators,
        items=previous.items,
        roles=query.roles or previous.roles,
        terms=previous.terms,
        subject=previous.subject,
        search_text=previous.search_text,
    )


def is_thin(query: Query, also: frozenset[str] = frozenset()) -> bool:
    """Whether its own words say nothing without what was talked of; a year says little."""
    # "kết thúc ngày nào?": "kết" alone may be of "sơ kết"
    words = set(fold(" ".join(query.terms)).replace("ket thuc", "").split())
    words = {word for word in words if not _YEAR.fullmatch(word)}
    if len(words) < len({fold(word) for word in query.terms}):
        words -= {"nam"}
    return words <= THIN | also


def has_subject(query: Query) -> bool:
    """Whether anything but an agency was talked of."""
    return bool(query.subject or query.objectives or query.indicators or query.items)


def asks_its_basis(query: Query, previous: Query) -> bool:
    """ "Căn cứ quyết định nào?" after who leads a programme: the decision behind that."""
    words = {fold(word) for word in query.terms}
    return query.intent == "basis" and previous.intent == "who" and words <= _DOCUMENTS


def _of_kind(query: Query, previous: Query) -> Query | None:
    """The query before with what its kind is about, where a few words ask who does that.

    "Ai tổng hợp?" after a reporting date, "ai bố trí?" after the money, "ai thống kê?" after a
    figure.
    """
    words = len(query.terms)
    if query.intent != "who" or words > _FEW or query.agencies:
        return None
    of_dates = {fold(word) for word in previous.terms} <= _REPORT_DATES
    if previous.intent == "target" and words <= _FEW // 2 and previous.terms:
        return previous
    about = None
    if previous.intent == "deadline" and of_dates:
        about = _REPORT
    elif previous.intent == "funding":
        about = _MONEY
    return about and replace(previous, terms=about, subject=about, search_text=" ".join(about))


def without(query: Query, drop: frozenset[str]) -> Query:
    return replace(
        query,
        terms=_said(query.terms, drop),
        subject=_said(query.subject, drop),
        search_text=" ".join(_said(query.search_text.split(), drop)),
    )


def _said(words: Iterable[str], drop: frozenset[str] = _MEANT) -> tuple[str, ...]:
    """Without words that only say that something else was meant, and pronouns."""
    return tuple(word for word in words if fold(word) not in drop and lower(word) not in _PRONOUNS)


def _at_level(previous: Query, level: str | None, *, moved: bool) -> tuple[str, ...]:
    """The agencies talked of; in another plan's place those of its level: its Phòng for a Sở."""
    if not moved:
        return previous.agencies
    own = _OWN_LEVEL.get(level or "", ())
    names = (name if name.endswith(own) else _LEVEL.sub("", name) for name in previous.agencies)
    if level == "huyen":
        names = (re.sub(r"^Sở ", "Phòng ", name) for name in names)
    elif level == "tinh":
        names = (re.sub(r"^Phòng ", "Sở ", name) for name in names)
    return tuple(names)
