"""A question for plans taken apart: the conditions that a plan must meet, and those it must not.

"Kế hoạch nào giao Sở Tư pháp nhưng không giao Sở Y tế?" asks for two things of each plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from rag.schema import DraftClaim
from rag.text import fold
from rag.understanding.spelt import Spelt

_WHICH = r"(?:(?:nhung|cac|may) )?(?:ban )?ke hoach (?:cap (?:tinh|huyen|xa) )?nao"
_HELD = (
    r"(?:(?:trong|o) )?(?:(?:so|tat ca|cac|nhung|may|hai|ba|bon|nam|\d{1,2}) )+(?:ban )?ke hoach"
    r"(?: (?:nay|kia|tren|o day|hien co|dang co|hien dang co|trong kho|da nap))*,? (?:thi )?"
)
""" "Trong năm kế hoạch này, …"."""
_ASIDE = (
    r"(?: (?:trong (?:so|kho|nam|cac)\b[^,?]{0,30},|trong so (?:nay|do|tren)|trong kho|o day|"
    r"hien nay|nay))?"
    r"(?: (?:ma|thi|cung|da|deu|lai))*"
)
_COUNT = r"(?:co |dang co |hien co |trong kho co )?(?:bao nhieu|may) (?:ban )?ke hoach(?! nao)"
_ASKS_FOR = (
    r"(?:(?:hay|xin|vui long|nho|giup) )*(?:cho (?:toi |minh |em )?(?:biet|hoi) (?:la )?|"
    r"(?:liet ke|ke ten|neu ten|tim|chi ra) )?"
)
_FRONT = re.compile(
    rf"(?:{_HELD})?{_ASKS_FOR}(?:(?:trong kho )?co )?"
    rf"(?:{_WHICH}|(?P<count>{_COUNT})){_ASIDE} (?P<on>.+)"
)
_ALL = re.compile(
    r"(?:(?:co phai|phai chang|co dung) )?(?:la )?(?:trong kho )?"
    r"(?:(?:tat ca|toan bo|moi|ca|hai|ba|bon|nam|sau|bay|tam|\d{1,2}) )+(?:(?:cac|nhung) )?"
    r"(?:ban )?ke hoach(?: (?:nay|tren|o day|trong kho|da nap|cua [^,?]{2,30}?))*,? "
    r"(?:(?:deu|cung) )+(?P<on>.+)|"
    r"(?:(?:co phai|phai chang|co dung) )?(?:la )?ke hoach nao cung (?:deu )?(?P<every>.+)"
)
""" "Tất cả các kế hoạch đều …", "cả hai kế hoạch của … đều …", "kế hoạch nào cũng …"."""
_ALL_EN = re.compile(
    r"(?:is it true that )?(?:do|does|did|have|has)? ?"
    r"(?:all|every|each|both)(?: of)?(?: the| these| those)?(?: \w+)? plans? (?P<on>.+)"
)
_SPOKEN = r"(?:xuất hiện|có mặt|nhắc|nêu|nói|đề cập|ghi|đặt ra|quy định|đến|tới|về|ra)"
_BACK = Spelt(
    rf"(?P<on>.+?),?(?: (?:thì|là|được|có|nằm|{_SPOKEN}))* (?:ở|trong|tại|của|thuộc) "
    r"(?:(?:những|các|mấy) )?(?:bản )?kế hoạch (?:cấp (?:tỉnh|huyện|xã) )?nào\W*"
)
""" "Nhà tạm lánh xuất hiện trong những kế hoạch nào?"."""
_FRONT_EN = re.compile(
    r"(?:(?:which|what)(?: of(?: the| these| those)?(?: \w+)?)? plans?|(?P<count>how many plans))"
    r"(?: (?:here|in (?:the|this) \w+|of these))? (?P<on>.+)"
)
_INSIDE_EN = re.compile(
    r"in (?:which|what) plans? (?:is|are|does|do|can) (?P<on>.+?)"
    r"(?: (?:be|mentioned|appear|appears|found|named|described|spoken of|come up))+"
)
_ANY_EN = re.compile(
    r"^(?:(?:is|are) there (?:any |an? )?plans? (?:that|which)|"
    r"(?:do|does|did) any(?: of (?:the|these))? plans?|any plans? (?:that|which)) ",
    re.IGNORECASE,
)
""" "Do any plans not mention …": which do not."""
_LEVEL = re.compile(r"ke hoach cap (tinh|huyen|xa) nao\b")
_NOTHING = re.compile(
    r"^(?P<no>(?:mà |lại |hề )*(?:không|khong|chưa|chua) (?:giao|phân công|phan cong)\b[^,?;]*?)"
    r"(?: (?:bất kỳ|bat ky|một|mot))?(?: (?:việc|nhiệm vụ|công việc|viec|nhiem vu|cong viec))?"
    r" (?:gì|gi|nào|nao)(?: (?:cả|hết|ca|het))?(?P<to> cho [^,?;]+)?$",
    re.IGNORECASE,
)
""" "… không giao Công an việc gì": gives it nothing."""
_OPEN = Spelt(
    r"\b(?:nào|gì|ai|bao nhiêu|bao giờ|thế nào|ra sao|which|who|whom|when|where|how|what)\b|"
    r"(?<!bắt )\bđâu\b(?! (?:mối|từ|tiên|năm|thầu|tháng|quý|thế))"
)
_TO_WHOM = re.compile(
    r",?(?: va| thi|,)(?: phai)?(?: bao cao| nop| gui)? (?:cho|len|ve|den|toi) "
    r"(?:ai|dau|(?:co quan|noi|so|phong|don vi) nao)\W*$|,? and (?:\w+ )?to whom\W*$"
)
""" "… trước 30/11 và báo cáo cho ai": what meets the condition says it."""
_WHETHER = re.compile(r"(?<!hang) (?:hay )?(?:khong|ko|k)(?: (?:vay|nhi|a|the|ha|nhe))*$|[^\w%]+$")
_NO = (
    r"(?:không(?! (?:gian|khí|quân|phép|chính thức|may)\b)|"
    r"chưa(?! (?:thành niên|cháy|bệnh|trị)\b)|ko|k)"
)
""" "Không gian mạng", "chua chay": no denial."""
_NO_EN = (
    r"(?:do|does|did|is|are|was|were|has|have) not|don't|doesn't|didn't|isn't|aren't|hasn't|"
    r"haven't|cannot|(?:has|have|with|sets?|gives?|contains?|includes?) no|lacks?|without|never|"
    r"say nothing|says nothing"
)
HAS = r"có(?! (?:sở|quan|cấu|chế|giới)\b)"
""" "Co so", "co quan" begin with "cơ"."""
_VERB = (
    rf"(?:{HAS}|giao|do|nêu|nhắc|đề cập|nói|yêu cầu|đặt(?! (?:ở|đai|sản|nông|lâm|rừng)\b)|"
    r"quy định|ban hành|phải|báo cáo)\b"
)
_CUT = Spelt(
    rf",? (?:nhưng|song|mà|còn|chứ|và)(?: (?:lại|là|thì|mà))*(?= {_NO}\b)|"
    rf",? (?:nhưng|song|và)(?: (?:lại|cũng))*(?= {_VERB})|"
    rf"^(?:đều )?vừa (?={_VERB})|,? (?:và )?vừa (?={_VERB})|"
    rf",? (?:but|and|yet)(?: (?:that|which))?(?= (?:{_NO_EN})\b)|,? but(?= \w)"
)
_NEGATED = Spelt(
    rf"(?:mà |lại |hề |đều )*{_NO}(?: (?:hề|được|phải|còn|thấy))*\b ?|"
    r"thiếu(?! (?:nhi|niên|số)\b)\b ?|"
    rf"(?:{_NO_EN}|not)\b(?: (?:any|an?|to)\b)? ?"
)
CARRIES_EN = re.compile(
    r"^(?:(?:do|does|is|are|has|have|to|that|also) )*(?:mention|speak|refer|contain|have|has|"
    r"include|provide|require|call|set|talk|name|cover|keep|address)?(?:s|es|ed)?"
    r"(?: (?:of|to|for|about|on|up|any|the|an?))*(?= |$) ?"
)
"""The verbs with which an English condition opens: "mention", "have any"."""


_NOT_ONLY = re.compile(
    r",? (?:chứ|mà|chu|ma) (?:không|khong) (?:phải |phai )?(?:chỉ|chi)\b"
    r"(?! (?:tiêu|tieu)\b)[^,?;]*$|,? (?:and )?not (?:just|only) [^,?;]*$",
    re.IGNORECASE,
)
""" "… chứ không chỉ cuối năm": what is not all of it is no denial."""
_NAME = re.compile(r'["“][^"“”]{4,80}(?:["”]|$)')
""" "Hội thi "Gia đình không bạo lực"": no denial."""
_INNER_NO = Spelt(rf"\b(?:{_NO}(?<! k)|not|neither|nor|without)\b")


_AT = re.compile(r"\w (?:tại|ở|tai)(?: (?:các|cac))? $", re.IGNORECASE)


def at_its_place(text: str, start: int) -> bool:
    """ "Phòng tạm lánh tại Trạm Y tế": the agency named there is where it is."""
    return _AT.search(text[:start]) is not None


@dataclass(frozen=True, slots=True)
class Condition:
    """What a plan must hold, or must not: its words as typed, without the negation."""

    text: str
    negated: bool
    every: bool = False
    """Whether it is to be confirmed of all plans."""

    @property
    def folded(self) -> str:
        """The words without marks, one space between."""
        return " ".join(fold(self.text).split())

    @property
    def half_read(self) -> bool:
        """Whether a negation stands within it, which was not read; a quoted name is not read."""
        return _INNER_NO.search(_NAME.sub(" ", self.text)) is not None


Told = list[DraftClaim]


@dataclass(frozen=True, slots=True)
class PlanTest:
    """What of each plan tells that it meets a condition, and what is said of one that does not.

    ``told`` gives nothing of a plan that does not; ``lacks`` is "" where nothing better than that
    the plan does not state it can be said; ``instead`` is what of it shows that it does not;
    ``unknown``: why it cannot be told of a plan at all.
    """

    told: Callable[[str], Told]
    lacks: str = ""
    unknown: Callable[[str], str | None] = lambda plan_id: None
    instead: Callable[[str], Told] = lambda plan_id: []
    refused: bool = False
    """Its words cannot be read: nothing is told of any plan."""
    by_words: bool = False
    """Its words are looked for: where none has them a plan may still say it in others."""


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """The conditions of a question for plans; ``counts``: how many there are is asked first.

    ``level``: "tinh", "huyen" or "xa" where only plans of that level are asked for.
    """

    conditions: tuple[Condition, ...]
    counts: bool
    level: str | None = None
    of_all: bool = False
    """Whether all of them meet the conditions is asked."""


def plan_question(question: str) -> PlanQuestion | None:
    """The conditions; None where no plans are asked for, or something else is asked besides."""
    question = _ANY_EN.sub("which plans ", " ".join(question.split()).rstrip(" ?!."))
    folded = fold(question)
    if len(folded) != len(question):
        return None
    if (every := _ALL.fullmatch(folded) or _ALL_EN.fullmatch(folded)) is not None:
        name = "every" if every.groupdict().get("every") else "on"
        text = _ASKS_IF.sub("", question[slice(*every.span(name))])
        named = tuple(_conditions(text))
        asks = not named or any(one.negated or _OPEN.search(one.text) for one in named)
        named = tuple(replace(one, every=True) for one in named)
        return None if asks else PlanQuestion(named, False, of_all=True)
    inside = _INSIDE_EN.fullmatch(folded)
    if inside is not None:
        said = Condition(f"mention {question[slice(*inside.span('on'))]}", False)
        return PlanQuestion((said,), False)
    found = _FRONT.fullmatch(folded) or _BACK.fullmatch(question) or _FRONT_EN.fullmatch(folded)
    if found is None:
        return None
    counts = found.groupdict().get("count") is not None
    start, end = found.span("on")
    text = _NOTHING.sub(r"\g<no>\g<to>", _without_tail(question[start:end]))
    conditions = tuple(_conditions(text))
    if not conditions or any(_OPEN.search(one.text) for one in conditions):
        return None
    level = _LEVEL.search(folded)
    return PlanQuestion(conditions, counts, level[1] if level is not None else None)


def _without_tail(text: str) -> str:
    """Without "cho ai", and without the "không" that only asks whether there is one."""
    for tail in (_TO_WHOM, _WHETHER):
        ends = tail.search(fold(text))
        text = text[: ends.start()] if ends is not None else text
    return text


_ASKS_IF = re.compile(
    r",?(?: (?:có|co))?(?: (?:phải|đúng|phai|dung))?(?: (?:không|khong|ko|chứ|hả|à))"
    r"(?: (?:vậy|nhỉ|ạ|thế|vay|nhi|a|the))*\W*$|,? right\W*$",
    re.IGNORECASE,
)


def _conditions(text: str) -> Iterator[Condition]:
    text = _NOT_ONLY.sub("", text)
    cuts = [cut for cut in _CUT.finditer(text) if cut.end()]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(text)]
    for start, end in zip(starts, ends, strict=True):
        part = text[start:end].strip(" ,")
        negated = _NEGATED.match(part)
        said = part[negated.end() :] if negated is not None else part
        if said.strip():
            yield Condition(said.strip(), negated is not None)
