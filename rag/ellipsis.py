"""A follow-up with what it leaves out filled in before it is read: "tỉnh này", "Y tế?"."""

from __future__ import annotations

import re

from rag.narrowing import Context
from rag.own_places import own_places
from rag.schema import Query
from rag.text import fold


def filled_in(text: str, previous: Query | None, context: Context) -> str:
    """The question with the place and the sort of agency talked of in its own words."""
    text = _numbered_named(text, previous)
    return _agency_whole(_place_named(text, previous, context), previous, context)


_BARE_FIELD = 5
"""Words within which a question may be a field of work alone."""
_THAT_PLACE = re.compile(
    r"\b(?:tỉnh|huyện|thị xã|thành phố|nơi|địa phương|chỗ) (?:này|đó|ấy|đấy|mình|nhà|ta)\b|"
    r"\b(?:tinh|huyen|thi xa|dia phuong) (?:nay|do|ay|minh)\b|"
    r"\b(?:that|this|the same) (?:province|district|town|place)\b",
    re.IGNORECASE,
)


def _place_named(text: str, previous: Query | None, context: Context) -> str:
    """ "Thế kế hoạch năm 2024 của tỉnh này?": the place talked of by its name."""
    if previous is None or not previous.narrowed or len(previous.plans) != 1:
        return text
    (place,) = (plan.place for plan in context.plans if plan.plan_id == previous.plans[0])
    return _THAT_PLACE.sub(place or r"\g<0>", text)


_WHICH_ONE = re.compile(
    r"^(?P<opens>(?:thế |còn |the |con )*)(?:cái|cai) (?:nào|nao)\b", re.IGNORECASE
)
_NOT_GIVEN = re.compile(r"\b(?:chua|khong)\b.*\b(?:giao|phan cong|ai)\b")


def _numbered_named(text: str, previous: Query | None) -> str:
    """ "Cái nào chưa giao?" after "mục tiêu 6": which indicator of it."""
    if previous is None or len(previous.objectives) != 1 or not _NOT_GIVEN.search(fold(text)):
        return text
    number = previous.objectives[0]
    return _WHICH_ONE.sub(rf"\g<opens>chỉ tiêu nào của mục tiêu {number}", text)


_SORTS = ("Sở", "Phòng", "Ban", "Hội")


def _agency_whole(text: str, previous: Query | None, context: Context) -> str:
    """ "Y tế?" after "Sở Nội vụ?": the agency of that sort in that field."""
    if previous is None or not previous.agencies or len(text.split()) > _BARE_FIELD:
        return text
    sort = previous.agencies[0].split()[0]
    bare = re.sub(r"^(?:còn|thế|thế còn|and)\s+|\W+$", "", text, flags=re.IGNORECASE)
    if sort not in _SORTS or not bare or context.lexicon.find_agencies_in_question(text):
        return text
    if context.lexicon.find_places(bare, question=True) or own_places(bare, context.plans):
        return text  # "còn Hương Trà?"
    named = context.lexicon.find_agencies(f"{sort} {bare}")
    whole = named and named[0].start == 0 and named[0].end >= len(sort) + 1 + len(bare)
    return f"{sort} {bare}" if whole else text
