""" "Liệt kê ra", "kể từng nhiệm vụ": what was counted or told before is asked to be listed."""

from __future__ import annotations

import re

from rag.schema import Query
from rag.text import fold

_THINGS = (
    r"(?:nhiem vu|viec|cong viec|chi tieu|muc tieu|co quan|don vi|dau moi|phong ban|so nganh|"
    r"moc|han|noi dung|giai phap|can cu|van ban|hoat dong|muc|cai|phan|thu|"
    r"duties|tasks?|items?|ones?|indicators?|targets|objectives|agencies|documents|bodies)"
)
_LIST = re.compile(
    r"(?:(?:the|vay|va|thi|hay|ban|xin|nho|giup|please|and|ok|roi|can you|could you) )*"
    r"(?:(?:liet ke|ke|neu|doc|list|name|show|tell)"
    r"(?: (?:ra|het|cu the|chi tiet|ro|ten|giup|cho|toi|em|minh|day du|tung|cac|nhung|moi|tat ca|"
    r"toan bo|me|all|the|of|each|every|lan luot|luon|xem|di|nhe|voi|a))*"
    rf"(?: {_THINGS}| them| those)?(?: (?:do|ay|nay|mot|ra|trong do|cu the|nhe|di|one by one))*|"
    r"(?:do |cu the )?(?:la|gom|bao gom|cu the la|do la|gom co) (?:nhung |cac )?"
    rf"(?:(?:{_THINGS})(?: (?:gi|nao))|gi)(?: (?:vay|the|a|nhi))*|"
    r"what are (?:they|these|those)|which (?:are they|ones))\W*"
)
_COUNT = re.compile(
    rf"\b(?:(?P<has>co |gom )?(?:tat ca |tong cong |ca thay )?(?:may|bao nhieu)) "
    rf"(?P<what>{_THINGS})"
    rf"|\bhow many (?P<en>{_THINGS})\b"
)
_VERB = re.compile(r"\b(?:liet ke|ke|list|name)\b")


def listed_again(text: str, previous: Query | None) -> str:
    """ "… có mấy nhiệm vụ?", then "liệt kê ra": "… có những nhiệm vụ nào?".

    A question that is more than a wish to see the list stays as it is.
    """
    if previous is None or _LIST.fullmatch(fold(text).strip()) is None:
        return text
    asked = previous.question
    found = _COUNT.search(fold(asked))
    if found is None:  # "… làm gì?", then "liệt kê ra": the same again
        again = _VERB.search(fold(text)) and previous.intent in ("duties", "target")
        return asked if again else text
    start, end = found.span()
    if found["en"]:
        return f"{asked[:start]}which {asked[found.start('en') :]}"
    has = asked[slice(*found.span("has"))] if found["has"] else "có "
    what = asked[slice(*found.span("what"))]
    return f"{asked[:start]}{has}những {what} nào{asked[end:]}"
