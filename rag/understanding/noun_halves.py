"""Two facts asked for as nouns: "chỉ tiêu … và cơ quan theo dõi", "… và hạn báo cáo năm?".

The half without a word of asking is put as the question it stands for.
"""

from __future__ import annotations

import re

from rag.schema import Intent
from rag.text import fold, has_marks, lower
from rag.understanding.questions import Frames

_BODY = r"(?:co quan|don vi|dau moi|phong|so|nganh|ben|noi)"
_DOES = (
    r"(?:theo doi|bao cao|phu trach|chu tri|chiu trach nhiem|thuc hien|tham muu|giam sat|"
    r"trien khai|dam nhan|dam nhiem|lo|duoc giao|phoi hop|bo tri|tap huan|to chuc|huong dan|"
    r"kiem tra|tong hop|don doc|xay dung|nhan(?= bao cao)|thu thap|cung cap)"
)
_NOUNS: tuple[tuple[Intent, re.Pattern[str]], ...] = (
    ("who", re.compile(rf"(?P<noun>{_BODY})(?P<does> {_DOES}(?:,? (?:va )?{_DOES})*)\b")),
    ("who", re.compile(
        r"(?:the )?(?P<noun>agency|body|department|office|unit)(?: (?:that|which))?"
        r"(?P<does> (?:monitors?|reports?|tracks?|leads?|implements?|responsible(?: for)?|"
        r"in charge(?: of)?|reporting|monitoring|leading))\b")),
    ("deadline", re.compile(
        r"(?P<noun>(?:thoi )?han(?! (?:muc|che|han|man)\b)"
        r"(?: chot| cuoi| nop| gui| hoan thanh| thuc hien| bao cao)*|moc thoi gian|"
        r"thoi gian(?: thuc hien| hoan thanh| trien khai)*(?! to chuc| dien ra| va\b))"
        r"(?P<does>)\b")),
    ("deadline", re.compile(r"(?P<noun>(?:the |its )?(?:deadline|due date))(?P<does>)\b")),
    ("funding", re.compile(r"(?P<noun>nguon (?:kinh phi|von|tien))(?P<does>)\b")),
    ("target", re.compile(
        r"(?P<noun>chi tieu|muc (?:phan dau|tieu|dat)|ty le|ti le|con so(?! sinh\b))"
        r"(?! \d)(?P<does>)\b")),
    ("target", re.compile(r"(?:the )?(?P<noun>target|figure|percentage)(?P<does>)\b")),
    ("duties", re.compile(r"(?P<noun>nhiem vu|trach nhiem)(?= (?:cua|chinh)\b)(?P<does>)")),
)  # fmt: skip
_WRITTEN = re.compile(
    r"cơ quan|đơn vị|đầu mối|phòng|sở|nơi|ngành|bên|(?:thời )?hạn|mốc|thời gian|nguồn|chỉ tiêu|mức|"
    r"t[ỷỉ] lệ|con số|nhiệm vụ|trách nhiệm|[a-z ]+$"
)
""" "Hạn" is a deadline; "hàn", "hán", "bến", "con sơ sinh" are none of these nouns."""
_ASKING: dict[Intent, tuple[str, str]] = {
    "deadline": ("là khi nào", "when is "), "funding": ("lấy từ đâu", ""),
    "target": ("là bao nhiêu", "what is "), "duties": ("là gì", ""),
}  # fmt: skip
_JOINT = re.compile(r",?\s+(?:và|va|cùng|kèm(?: theo)?|and)\s+|[,;]\s+", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:nao|gi|ai|may|bao nhieu|bao gio|(?:o|tu|ve|vao|den|len) dau|the nao|ra sao|khong|"
    r"who|whom|which|when|what|"
    r"where|how)\b"
)
_THAT = re.compile(
    r"^(?:\s*(?:(?:cac|nhung) )?(?:chi tieu|muc tieu|viec|nhiem vu|noi dung|con so|muc) "
    r"(?:do|ay|nay|tren|kia)\b|\s*(?:no|it|them|that|this)\b)"
)
_OF = re.compile(r"\s*(?:cua|o|ve|cho|trong|doi voi|noi dung|muc|viec|of|for|in|on) ")
_LEADS = re.compile(
    r"^(?:[^:?]{2,40}:\s*|(?:(?:tran trong |kinh )*de nghi |xin |vui long )?"
    r"(?:cho (?:biet|hoi|toi hoi|toi biet)|xin hoi|hay cho biet|neu|tell me|"
    r"give)\s+)?"
)
_SHARE: frozenset[Intent] = frozenset({"who", "deadline", "target", "duties", "funding"})


def noun_halves(text: str, frames: Frames) -> tuple[tuple[str, ...], bool]:
    """The two questions of a sentence whose second half, or both, only name what is asked; or ().

    Both must ask for things of different kinds. With it, whether the second says of what.
    """
    folded = fold(text)
    for joint in reversed(list(_JOINT.finditer(text))):
        second = _noun(text, joint.end())
        if _WHO_REPORTS.match(folded, joint.end()) and (figure := _figure(text[: joint.start()])):
            return (figure, text[joint.end() :]), False
        if second is None or _ASKS.search(folded, joint.end()):
            continue
        kind, found = second
        rest = text[found.end() :].rstrip(" ?.!")
        first = text[: joint.start()].strip()
        bare = _bare(first)
        kinds = {bare[0]} if bare else _kinds(first, frames)
        if not kinds or kind in kinds or _goes_on(kind, fold(first), fold(rest), joint.group()):
            continue
        if bare is not None:
            if not _OF.match(fold(rest)):
                continue  # "cơ quan chủ trì và thời hạn": of nothing that is named
            lead, of, noun = first[: bare[1].start()], bare[0], bare[1]
            first = lead + _asked(of, noun, first, rest)
        elif kinds == {"who"} and not _ASKS.search(fold(first)):
            named = _named(first)
            if named is not None:
                lead = first[: named[1].start()]
                first = lead + _asked("who", named[1], first, first[named[1].end() :])
        own = "bao cao" in found["noun"] or bool(rest[_end(rest) :].strip())
        if kind == "deadline" and kinds == {"target"} and not own:
            # a figure is to be reached by a year
            return (first, "by what year" if fold(text).isascii() and _EN.search(first) else
                    "đến năm nào"), own  # fmt: skip
        return (first, _asked(kind, found, text, rest)), own
    return (), False


_WHO_REPORTS = re.compile(
    r"(?:do )?(?:ai|(?:co quan|don vi|phong|so|nganh|ben) nao) (?:phai |duoc giao )?"
    r"(?:bao cao|theo doi|phu trach|chiu trach nhiem)\W*$"
)


def _figure(first: str) -> str | None:
    """ "Tỷ lệ tử vong mẹ" before "và ai báo cáo?" as a question; None where it is none."""
    named = _named(first)
    if named is None or named[0] != "target" or _ASKS.search(fold(first)):
        return None
    lead, noun = first[: named[1].start()], named[1]
    return lead + _asked("target", noun, first, first[noun.end() :])


_LISTED = re.compile(
    r"\b(?:co quan|don vi|dau moi|to chuc|ca nhan|dia phuong|nganh|cap|so|phong|ban|xa|huyen|"
    r"phuong|tinh|doan the|truong|agenc\w+|bodies|units?|departments?)\W*$"
)
_OF_LIST: dict[Intent, re.Pattern[str]] = {
    "target": re.compile(r"\b(?:chi tieu|muc tieu|ty le|ti le|ty so|con so|so lieu|targets?)\b"),
    "duties": re.compile(r"\b(?:nhiem vu|trach nhiem|quyen han|chuc nang)\b"),
}
_WHOLE = re.compile(r"(?: (?:dat ra|de ra|phai dat|can dat|tuong ung|cu the))?\W*")


def _goes_on(kind: Intent, first: str, rest: str, joint: str) -> bool:
    """Whether the noun only goes on a list: "mục tiêu, chỉ tiêu về …", "địa phương và đơn vị …"."""
    if kind == "who":
        return _LISTED.search(first) is not None
    if _ASKS.search(first) is None or kind not in ("target", "duties"):
        return False
    listed = _OF_LIST[kind].search(first) is not None
    whole = kind == "duties" or _WHOLE.fullmatch(rest) is not None
    return listed or not whole or joint.strip() == ","


def _noun(text: str, at: int) -> tuple[Intent, re.Match[str]] | None:
    """What a text names at a place, with its kind."""
    folded, written = fold(text), lower(text)
    for kind, pattern in _NOUNS:
        found = pattern.match(folded, at)
        if found is None:
            continue
        noun = written[slice(*found.span("noun"))]
        if not has_marks(text) or _WRITTEN.match(noun):
            return kind, found
    return None


def _bare(first: str) -> tuple[Intent, re.Match[str]] | None:
    """The noun that is all a first half asks: "Kon Tum: cơ quan chủ trì"."""
    named = _named(first)
    return named if named is not None and named[1].end() == len(fold(first)) else None


def _named(first: str) -> tuple[Intent, re.Match[str]] | None:
    """What a first half opens with, behind "cho biết" or the plan's name."""
    folded = fold(first)
    opening = _LEADS.match(folded)
    return _noun(first, opening.end() if opening else 0)


def _kinds(first: str, frames: Frames) -> set[Intent]:
    """The kinds that a first half asks for, by its words of asking or by what it names."""
    folded = fold(first)
    asked = {cue.intent for cue in frames.cues(first)} & _SHARE
    if _ASKS.search(folded):
        return asked
    named = _named(first)
    return {named[0]} if named is not None else set()


def _asked(kind: Intent, noun: re.Match[str], text: str, rest: str) -> str:
    """ "Cơ quan theo dõi": "cơ quan nào theo dõi"; "hạn của mục 2.1": "… là khi nào"."""
    name, does = text[slice(*noun.span("noun"))], text[slice(*noun.span("does"))]
    english = re.search(r"[a-z]", noun["noun"]) is not None and noun["noun"].split()[-1] in _ENGLISH
    rest = rest[_end(rest) :]
    if kind == "who":
        return f"which {name} {does.strip()}{rest}" if english else f"{name} nào{does}{rest}"
    behind, before = _ASKING[kind]
    return f"{before}{name}{rest}" if english else f"{name}{rest} {behind}"


_EN = re.compile(r"\b(?:the|of|for|target|is)\b", re.IGNORECASE)
_ENGLISH = frozenset(
    "agency body department office unit deadline date target figure percentage".split()
)


def _end(rest: str) -> int:
    """Where a pointing object ends: "cơ quan theo dõi chỉ tiêu đó" is who follows it."""
    that = _THAT.match(fold(rest))
    return that.end() if that is not None else 0


_HEADING = (
    r"(?:chủ đề|chu de|phạm vi|pham vi|đối tượng|doi tuong|khẩu hiệu|khau hieu|thông điệp|"
    r"thong diep|mục đích|muc dich)"
)
_OF_HEADING = re.compile(
    rf"(?:(?:và|va|còn|con) )?(?P<name>{_HEADING})"
    r"(?: (?:là|la|gồm|gom|thế|the|ra|ở|o|những|nhung|gì|gi|ai|nào|nao|đâu|dau|sao|tại|tai))*",
    re.IGNORECASE,
)
_ITS_TIME = re.compile(
    r"(?:(?:và|va|còn|con) )?(?P<name>thời gian|thoi gian)(?: (?:thực hiện|thuc hien|tổ chức|"
    r"to chuc))?(?: (?:từ|tu|đến|den|là|la|ngày|ngay|khi|nào|nao|tháng|thang|bao giờ|bao gio))*",
    re.IGNORECASE,
)


def headings_asked(text: str) -> tuple[str, ...]:
    """ "Chủ đề là gì, thời gian từ ngày nào, phạm vi ở đâu": each part of the plan by its name."""
    plan, colon, asked = text.partition(": ")
    if not colon or len(plan) > _LONGEST_PLAN:
        plan, asked = "", text
    parts = []
    for part in re.split(r"[,;]\s+|\s+(?:và|va)\s+", asked.strip(" ?.!")):
        heading, time = _OF_HEADING.fullmatch(part), _ITS_TIME.fullmatch(part)
        if heading is None and time is None:
            return ()
        marked = has_marks(part)
        if time is not None:
            asks = " từ ngày nào đến ngày nào" if marked else " tu ngay nao den ngay nao"
            parts.append(f"{plan}{colon}{time['name']}{asks}?")
        elif heading is not None:
            parts.append(f"{plan}{colon}{heading['name']} {'là gì' if marked else 'la gi'}?")
    return tuple(parts) if colon and _ASKS.search(fold(asked)) else ()


_LONGEST_PLAN = 40
