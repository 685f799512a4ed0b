"""Bodies and people that a question counts: nobody who is asked of a duty."""

from __future__ import annotations

import re

from rag.names.agencies import AgencyMention
from rag.text import fold

_AT_HOW_MANY = re.compile(
    r"\b(?:o|tai|kiem tra|giam sat|khao sat|thi diem|di)(?: (?:tai|o|it nhat|toi thieu))* "
    r"(?:bao nhieu|may) (?:co quan|don vi|so|phong|ban|xa|huyen|thi tran|thi xa|quan|thon|truong)\b"
    r"(?! (?:nao|gi|phai|duoc|lam|can)\b)"
)


def counts_places(text: str) -> bool:
    """ "Kiểm tra tại bao nhiêu sở và bao nhiêu huyện": how many, nobody asked of a duty."""
    return _AT_HOW_MANY.search(fold(text)) is not None


_SHARE_OF = re.compile(
    r"\b(?:(?:ty|ti) le|phan tram|%)(?: so)? "
    r"(?:(?P<sex>nu|nam|phu nu) )?(?:(?:cac|giam doc|lanh dao|pho) )*$"
)
_OF_SEX = re.compile(r" (?:la )?(?:nu|nam|phu nu)\b")


def is_counted(text: str, mention: AgencyMention) -> bool:
    """ "Tỷ lệ trưởng thôn nữ", "tỷ lệ nữ hiệu trưởng": who is counted, nobody asked of a duty."""
    folded = fold(text)
    before = _SHARE_OF.search(folded[: mention.start])
    behind = _OF_SEX.match(folded, mention.end)
    person = mention.generic or mention.kind in ("khac", "ban", "truong")
    return bool(person and before and (before["sex"] or behind))
