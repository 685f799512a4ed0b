"""Whether something is held at the place that a question names: "… có làm ở ấp Bình Phú không?"."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.general import general
from rag.answers.shape import SAID_WHOLE, Asked, answers, draft
from rag.schema import Draft, DraftClaim, Lead
from rag.text import fold, nfc
from rag.understanding.yes_no import confirms, denies

_AT = re.compile(
    r"\b(?:co |duoc )*(?:lam|to chuc|dien ra|trien khai|thuc hien|mo|dat|xay dung|xay|ra mat|"
    r"phat dong|dien)\s+(?:o|tai)\s+(?P<place>[^?,;]+?)"
    r"(?:\s+(?:khong|ko|hong|hay khong|chua|phai khong|dung khong|a|ha|vay|the))+\W*$"
)
_TOLD_AT = re.compile(r"\b(?:tại|ở)\s+[^;.]*?[A-ZĐÁÀÂĂẤẦÊẾÍÓÔỐƠÚƯÝ]")
_SEVERAL = re.compile(
    r"\b(?:các|những|mọi|mỗi|từng|tất cả|toàn|khắp|một số|địa bàn|cụm)\s+(?:\w+\s+)?"
    r"(?:xã|phường|thị trấn|huyện|thôn|ấp|bản|tỉnh|địa phương|trường|cơ sở|điểm|khu)\b",
    re.IGNORECASE,
)
_SORTS = frozenset(
    "ap thon ban buon lang khom xom to dan pho khu xa phuong thi tran huyen thanh quan tinh dac o "
    "tai nha truong tram hoi san trung tam cua va cap dia ban vung mien nui sau xa tat ca cac moi "
    "nhieu may noi khac dau day do nay".split()
)
"""Words of a place that are its sort, not its name."""
_MOST = 3


def at_asked_place(asked: Asked) -> Draft | None:
    """What is told of the thing with its place, after "Đúng." or that it is not that place.

    None where the question asks otherwise, or no statement on the thing tells a place.
    """
    query, question = asked.query, nfc(asked.query.question)
    named = _AT.search(fold(question))
    if named is None or not query.narrowed or not confirms(question) or denies(question):
        return None
    place = question[slice(*named.span("place"))]
    words = fold(place).split()
    names = [word for word in words if word not in _SORTS]
    tail = fold(question[named.start() :]).split()
    rest = tuple(word for word in query.subject if fold(word) not in tail)
    named_one = place != place.lower() or words[0] in _SORTS
    if not named_one or not names or len(rest) == len(query.subject) or len(rest) < 2:
        return None
    left = question[: named.start()]
    thing = replace(
        query, subject=rest, terms=tuple(w for w in query.terms if fold(w) not in tail),
        search_text=" ".join(rest), question=f"{left.strip()}?", intent="general",
    )  # fmt: skip
    of_thing = replace(asked, query=thing, matcher=asked.book.matcher(thing))
    told = [claim for claim in general(of_thing).claims if _is_told(of_thing, claim)]
    if not told:
        return None
    name = re.compile(rf"\b{re.escape(' '.join(names))}\b")
    there = [claim for claim in told if any(_names(name, one.text) for one in claim.slices)]
    quoted = [one.text for claim in told for one in claim.slices]
    # "Bình" of "Bình Phú", a place among "các xã vùng cao": neither yes nor no
    unsure = any(name.search(fold(text)) or _SEVERAL.search(text) for text in quoted)
    if not there and (unsure or any(_also_there(of_thing, p, name) for p in query.plans)):
        return None
    lead = (
        asked.phrases.say("confirmed")
        if there
        else asked.phrases.say("not_that_value", value=place)
    )
    found = draft(asked, (there or told)[:_MOST], lead=Lead(lead))
    return found if answers(found) else None


def _is_told(asked: Asked, claim: DraftClaim) -> bool:
    """Whether a statement says all of the thing, and at which place."""
    if claim.kind != "stated" or not any(_TOLD_AT.search(one.text) for one in claim.slices):
        return False
    texts = [text for one in claim.slices for text in (one.text, *asked.book.headings(one))]
    return asked.subject.share_said(asked.query, *texts) >= SAID_WHOLE


def _names(name: re.Pattern[str], text: str) -> bool:
    """Whether a text has the name, and not as the beginning or end of a longer one."""
    text = nfc(text)
    for found in name.finditer(fold(text)):
        behind, before = text[found.end() :], text[: found.start()].split(" ")[-2:-1]
        longer = behind[:1] == " " and behind[1:2].isupper()
        # "Hòa Sơn, Hòa Lâm": a comma parts the names
        called = any(w[:1].isupper() and w.isalpha() and fold(w) not in _SORTS for w in before)
        if not longer and not called:
            return True
    return False


def _also_there(asked: Asked, plan_id: str, name: re.Pattern[str]) -> bool:
    """Whether another passage of the plan has the thing and the place."""
    return any(
        name.search(fold(passage.text)) is not None
        and asked.subject.share_said(asked.query, passage.text) >= SAID_WHOLE
        for parts in asked.book.passages(plan_id).values()
        for passage in parts
    )
