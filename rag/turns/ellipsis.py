"""A follow-up with what it leaves out filled in before it is read: "tỉnh này", "Y tế?"."""

from __future__ import annotations

import re

from rag.schema import Query
from rag.text import fold, has_marks
from rag.turns.told_before import place_told_named
from rag.understanding.context import Context
from rag.understanding.own_places import own_places


def filled_in(text: str, previous: Query | None, context: Context) -> str:
    """The question with the place, the event and the sort of agency talked of in its own words."""
    if previous is None:
        return text
    text = place_told_named(_numbered_named(meant(text), previous), previous)
    text = _event_named(text, previous)
    text = _year_of_plan(text, previous, context)
    text = _level_named(text, previous)
    return _agency_whole(_place_named(text, previous, context), previous, context)


_OF_PLACE_ALONE = re.compile(
    r"(?:the |con |vay |va |o |ben |cua |tinh |huyen |thi xa |and |for |what about |"
    r"how about )*·(?:,? (?:thi|co|la|duoc|sao|"
    r"bao nhieu|may|the nao))*\W*"
)
_KIND_BEFORE = re.compile(r"(?:thị xã|huyện|tỉnh|thành phố|thi xa|huyen|tinh)\s+$", re.IGNORECASE)


def counted_again(text: str, previous: Query | None, context: Context) -> str | None:
    """ "Còn Lâm Thao?" after "Hương Trà có bao nhiêu mục tiêu?": that question of Lâm Thao.

    None where nothing was counted before, or more than a place is named.
    """
    if previous is None or previous.form != "count":
        return None
    before = own_places(previous.question, context.register)
    now = own_places(text, context.register)
    if len(before) != 1 or len(now) != 1:
        return None
    place, other = before[0], now[0]
    folded = fold(text)
    if not _OF_PLACE_ALONE.fullmatch(f"{folded[: other.start]}·{folded[other.end :]}"):
        return None
    opens = _KIND_BEFORE.sub("", previous.question[: place.start])
    return f"{opens}{text[other.start : other.end]}{previous.question[place.end :]}"


_LEVEL_ALONE = re.compile(
    r"^(?:vay |the |con |va |roi |neu )*(?:(?:o|tai|duoi|cap|ben|cho|doi voi|den|cac|nhung|may) )*"
    r"(?P<levels>(?:xa|phuong|huyen|thi tran|thi xa|thanh pho|co so)"
    r"(?:(?:, | va |, va | )(?:cac |cap )?(?:xa|phuong|huyen|thi tran|thi xa|thanh pho))*)"
    r"(?: (?:thi|phai|can|lo|lam|sao|the nao|gi|nhung|viec|nhiem vu|duoc|giao))*\W*$"
)
_OF_AGENCIES = ("who", "duties", "deadline")


def _level_named(text: str, previous: Query) -> str:
    """ "Vậy ở xã thì sao?" after what an agency does: what that level's committees do."""
    found = _LEVEL_ALONE.match(fold(text))
    if found is None or previous.intent not in _OF_AGENCIES:
        return text
    of_districts = re.search(r"\b(?:huyen|thi xa|thanh pho)\b", found["levels"])
    return f"còn UBND cấp {'huyện' if of_districts else 'xã'} thì sao?"


_OPENING = re.compile(r"(?:(?:thế|vậy|còn|và|thì)\s+)+", re.IGNORECASE)
_OPENING_BARE = re.compile(
    r"(?:(?:vay|va)\s+|the\s+(?!che|thao|gioi|chat)|thi\s+(?!dua|xa|tran|hanh|diem)|"
    r"con\s+(?!gai|trai|nguoi|em|chau|nuoi|dau|so (?:nay|do|ay|cu|la|bao)))+",
    re.IGNORECASE,
)
""" "con bao cao nam": "còn báo cáo năm", no child's report."""


def opening(text: str) -> tuple[int, int] | None:
    """The span of the words that only show that a talk goes on: "thế còn …"; else None."""
    found = (_OPENING if has_marks(text) else _OPENING_BARE).match(text)
    return found.span() if found is not None else None


_THAT_TIME = re.compile(
    r"\b(?P<head>tháng|lễ|dịp|đợt|thang|dip|dot)(?: (?:hành động|hanh dong|phát động|phat dong))? "
    r"(?:này|đó|ấy|đấy|kia|nay|do|ay)\b",
    re.IGNORECASE,
)
_EVENTS = re.compile(r"\b(?:le phat dong(?: thang hanh dong)?|thang hanh dong)\b")


def _event_named(text: str, previous: Query) -> str:
    """ "Tháng đó kéo dài đến ngày nào?": the event talked of by its name."""
    before = " ".join((previous.question, *previous.terms, previous.search_text))
    named = [before[slice(*found.span())] for found in _EVENTS.finditer(fold(before))]

    def by_name(found: re.Match[str]) -> str:
        head = fold(found["head"])
        own = [name for name in named if fold(name).startswith(head)] or (
            ["Tháng hành động"] if head == "thang" and named else []
        )
        return (own or named or [found.group()])[0]

    return _THAT_TIME.sub(by_name, text)


_BARE_FIELD = 5
"""Words within which a question may be a field of work alone."""
_THAT_PLACE = re.compile(
    r"(?<!các )(?<!những )(?<!mấy )"
    r"\b(?:tỉnh|huyện|thị xã|thành phố|nơi|địa phương|chỗ) (?:này|đó|ấy|đấy|mình|nhà|ta)\b|"
    r"(?<!cac )(?<!nhung )(?<!may )\b(?:tinh|huyen|thi xa|dia phuong) (?:nay|do|ay|minh)\b|"
    r"\b(?:that|this|the same) (?:province|district|town|place)\b",
    re.IGNORECASE,
)


def _place_named(text: str, previous: Query, context: Context) -> str:
    """ "Thế kế hoạch năm 2024 của tỉnh này?": the place talked of by its name."""
    if not previous.narrowed or len(previous.plans) != 1:
        return text
    place = context.register.by_id[previous.plans[0]].place
    return _THAT_PLACE.sub(place or r"\g<0>", text)


_YEAR_ALONE = re.compile(
    r"^(?:thế |còn |vậy |the |con )*(?:năm|nam) (?P<year>\d{4})(?: (?:thì|thi))?(?: (?:có|co|sao))?"
    r"(?: (?:không|khong|chưa|chua|ko))?\W*$",
    re.IGNORECASE,
)


def _year_of_plan(text: str, previous: Query, context: Context) -> str:
    """ "Năm 2025 có không?" after what year a place's plan is of: its plan of that year."""
    found = _YEAR_ALONE.match(text)
    if found is None or previous.intent not in ("header", "plans") or len(previous.plans) != 1:
        return text
    place = context.register.by_id[previous.plans[0]].place
    return f"có kế hoạch năm {found['year']} của {place} không?" if place else text


_WHICH_ONE = re.compile(
    r"^(?P<opens>(?:thế |còn |the |con )*)(?:cái|cai) (?:nào|nao)\b", re.IGNORECASE
)
_NOT_GIVEN = re.compile(r"\b(?:chua|khong)\b.*\b(?:giao|phan cong|ai)\b")


def _numbered_named(text: str, previous: Query) -> str:
    """ "Cái nào chưa giao?" after "mục tiêu 6": which indicator of it."""
    if len(previous.objectives) != 1 or not _NOT_GIVEN.search(fold(text)):
        return text
    number = previous.objectives[0]
    return _WHICH_ONE.sub(rf"\g<opens>chỉ tiêu nào của mục tiêu {number}", text)


_SORTS = ("Sở", "Phòng", "Ban", "Hội")


def _agency_whole(text: str, previous: Query, context: Context) -> str:
    """ "Y tế?" after "Sở Nội vụ?": the agency of that sort in that field."""
    if not previous.agencies or len(text.split()) > _BARE_FIELD:
        return text
    sort = previous.agencies[0].split()[0]
    bare = re.sub(r"^(?:còn|thế|thế còn|and)\s+|\W+$", "", text, flags=re.IGNORECASE)
    if sort not in _SORTS or not bare or context.lexicon.find_agencies_in_question(text):
        return text
    if context.lexicon.find_places(bare, question=True) or own_places(bare, context.register):
        return text  # "còn Hương Trà?"
    named = context.lexicon.find_agencies(f"{sort} {bare}")
    whole = named and named[0].start == 0 and named[0].end >= len(sort) + 1 + len(bare)
    return f"{sort} {bare}" if whole else text


_ME = r"(?:tôi|mình|em|anh|chị|tui|tớ|toi|minh)"
_WRONG = r"(?:nhầm|lộn|lầm|nham|lon)"
_SORRY = re.compile(
    r"^(?:(?:dạ|à|ơ|ấy|ờ|ôi|ối|chết|thôi|ủa|vâng|ừ|a|o|da|thoi|chet)[,.!]?\s+)*"
    # "cho tôi xin lỗi nhé,"
    r"(?P<said>(?:(?:cho \w+ )?(?:xin lỗi|xin loi)(?: (?:bạn|anh|chị|em|nhé|nha|ạ|nhe|ban|chi))*"
    r"[,.!;]?\s+)?"
    # "tôi gõ nhầm tên huyện:"
    rf"(?:(?:{_ME} )?(?:(?:hỏi|gõ|ghi|viết|nói|bị|hoi|go|noi) )?{_WRONG}"
    r"(?: (?:rồi|mất|tên|chỗ|tỉnh|huyện|nơi|năm|roi|mat|ten|cho))*[,.!;:]?\s+)?)",
    re.IGNORECASE,
)
_SORRY_ENGLISH = re.compile(
    r"^(?:(?:oops|sorry|my (?:mistake|bad)|wrong (?:place|plan|province|district|one)|"
    r"i was wrong)\b[,.!]?\s+)+",
    re.IGNORECASE,
)
_MEANT = re.compile(r"(?:ý|y) (?:tôi|mình|em|anh|chị|toi|minh|chi|là|la)\b", re.IGNORECASE)
_MEANT_ENGLISH = re.compile(r"i mean|no\b", re.IGNORECASE)
_NOT_THAT = re.compile(
    # "Hương Trà chứ không phải Đắk Nông"
    r"^(?P<yes>.+?),? (?:chứ|chu) (?:không|ko|khong) (?:phải|phai)(?: (?:là|của|la|cua))? .+$|"
    # "không phải Đắk Nông mà là Hương Trà"
    r"^(?:không|ko|khong) (?:phải|phai) [^,]+?,? (?:mà|ma)(?: (?:là|la))? (?P<but>.+)$",
    re.IGNORECASE,
)


_RATHER = re.compile(r"^(?P<rest>(?:\S+ ){1,7}?\S+) cơ(?: mà)?\W*$", re.IGNORECASE)
""" "Báo cáo năm cơ": that, not what was typed before."""


def meant(text: str) -> str:
    """ "Xin lỗi, tôi nhầm, Hương Trà": "ý tôi là Hương Trà"; any other text as it is."""
    denied, said = _NOT_THAT.match(text), _SORRY.match(text)
    if denied is not None:
        text = denied["yes"] or denied["but"]
    elif said is not None and said["said"]:
        text = text[said.end() :]
    elif rather := _RATHER.match(text):
        text = rather["rest"]
    elif sorry := _SORRY_ENGLISH.match(text):
        text = text[sorry.end() :]
        return text if _MEANT_ENGLISH.match(text) else f"I meant {text}"
    else:
        return text
    return text if _MEANT.match(text) else f"ý tôi là {text}"
