"""A question that found no answer, in the plans' words: its everyday words replaced, its story cut.

"Hôm bữa thấy …. Sở nào phạt?": who tells a story asks in the last sentence; of the others only
what has an official term is kept.
"""

from __future__ import annotations

import re

from rag.lexicon import Lexicon
from rag.schema import Query
from rag.text import collapse, fold, has_marks, lower, nfc
from rag.understanding.questions import Frames

_COSTS = re.compile(
    r"\bbao nhieu tien\b|\b(?:het|ton|chi) (?:bao nhieu|may)\b|\bmay (?:trieu|ty)\b"
)
"""What one thing costs, another of its sort does not tell."""
RATE = re.compile(
    r"\b(?:mức (?:xử )?phạt|mức (?:chi(?! tiêu)|hỗ trợ|thưởng|phụ cấp)|muc (?:xu )?phat)\b"
)
""" "Mức phạt …": how much, which no word for the deed tells."""
_MONEY_ASKED = re.compile(
    r"\b(?:mấy|may|bao nhiêu|bao nhieu) (?:tiền|tien)\b|\b(?:xã hội h[oó][aá]|xa hoi hoa)\b"
)
""" "Xã hội hóa mấy tiền": a source of money, and no other word for it."""
MOST = 3
"""Readings that are tried: a word's meanings stand in the glossary with the likeliest first."""
_MEN = re.compile(r"\b(?<!việt )(?:nam(?: giới)?|đàn ông|con trai)\b")
_WOMEN = re.compile(r"\b(?:nữ|phụ nữ|chị em|con gái)\b")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[^\W\d_])")
_OWN_SUBJECT = 2
"""Everyday phrases from which a last sentence names its subject itself; "Ở đó ai phạt?" asks of
the sentence before it."""


_PAPERS = r"(?:giay to|ho so|thu tuc|trinh tu)"
_PAPERS_ASKED = re.compile(
    rf"\b{_PAPERS} (?:gi|nao|the nao|nhu the nao|ra sao)\b|"
    rf"^(?:\W*(?:cac|nhung|trinh tu|cho hoi|xin hoi|muon biet))*\W*{_PAPERS}\b(?! hanh chinh)"
    r"[^?;:]*\b(?:(?:gom|can(?! bo| cu)|giay|buoc|nop|giai quyet)\b[^?;:]*\b(?:gi|nao|dau|ai)|"
    r"the nao|ra sao)\b"
)


_MENTION = re.compile(r"\b(?:nhac|de cap|noi) (?:\w+ )?(?:den|toi|ve)\b")


def asks_papers(question: str) -> bool:
    """ "Thủ tục … cần giấy tờ gì", "Hồ sơ … gồm những gì": what to hand in, and how."""
    return _PAPERS_ASKED.search(fold(question)) is not None


def reworded(question: str, lexicon: Lexicon, frames: Frames) -> tuple[str, ...]:
    """The question in official words, the likeliest reading first; () where it holds none."""
    if asks_papers(question):
        return ()  # what helps in that trouble tells no papers
    if _MENTION.search(fold(question)) and lexicon.names_as_written(question):
        return ()  # "có nhắc đến Zalo không": social networks are no mention of it
    text = lexicon.dialect.common(collapse(nfc(question)))
    written = nfc if has_marks(text) else fold
    *told, asks = _SENTENCE.split(text)
    if told and not (frames.cues(asks) and len(lexicon.everyday_spans(asks)) >= _OWN_SUBJECT):
        told, asks = [], text
    story = [name for one in told for name in _kept(one, lexicon)]
    readings = _readings(asks, lexicon, frames)
    if story:
        readings = tuple(f"{', '.join(story)}. {one}" for one in readings or (asks,))
    elif told:
        readings = readings or (asks,)
    if _MEN.search(lower(text)) and not _WOMEN.search(lower(text)):
        # "nam vào Đảng" is not "kết nạp đảng viên nữ"
        readings = tuple(one for one in readings if not _WOMEN.search(lower(one)))
    return tuple(dict.fromkeys(written(one) for one in readings if one != text))[:MOST]


def _kept(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What is kept of a story: agencies named, and the likeliest term of each everyday word."""
    names = [one.written for one in lexicon.find_agencies_in_question(text)]
    return tuple(dict.fromkeys((*names, *(m[0] for _, _, m in lexicon.everyday_spans(text)))))


def _is_of_them(phrase: str, means: tuple[str, ...]) -> bool:
    """ "Băng rôn" is one of the plans' own words: "tờ rơi" is another thing of its sort."""
    return any(re.search(rf"\b{re.escape(fold(phrase))}\b", fold(one)) for one in means[1:])


def _readings(text: str, lexicon: Lexicon, frames: Frames) -> tuple[str, ...]:
    """The text with its everyday words in their first, second, … meaning; words of asking stay."""
    asking = [(cue.start, cue.end) for cue in frames.cues(text)]
    asking += [one.span() for words in (RATE, _MONEY_ASKED) for one in words.finditer(lower(text))]
    costs = _COSTS.search(fold(text)) is not None
    found = [
        (start, end, means) for start, end, means in reversed(lexicon.everyday_spans(text))
        if not any(start < b and a < end for a, b in asking)
        # "phụ nữ khởi nghiệp" says what "khởi nghiệp" means: nothing is to be put for it
        and fold(means[0]) not in fold(text)
        and not (costs and _is_of_them(text[start:end], means))
    ]  # fmt: skip
    readings = []
    for rank in range(max((len(means) for _, _, means in found), default=0)):
        read = text
        for start, end, means in found:
            read = f"{read[:start]}{means[min(rank, len(means) - 1)]}{read[end:]}"
        readings.append(read)
    return tuple(readings)


_HOW_MANY_WHICH = re.compile(
    r"\b(?:mấy|bao nhiêu|may|bao nhieu) (?P<thing>[^\W\d_]+(?: [^\W\d_]+){0,2}?)"
    r"(?P<of>(?: [^,;?]*)?),? (?:(?:và|đó|va|do) )?(?:(?:là|gồm|la|gom|tên|ten) )?"
    r"(?:(?:những|các|nhung|cac) )?(?P=thing) (?:nào|gì|nao|gi)\b",
    re.IGNORECASE,
)


def asks_which(question: str) -> tuple[str, ...]:
    """ "… mấy mô hình, là mô hình gì": the question for them alone, where none counts them."""
    found = _HOW_MANY_WHICH.search(question)
    if found is None:
        return ()
    some = ("những", "nào") if has_marks(question) else ("nhung", "nao")
    asks = f"{some[0]} {found['thing']}{found['of']} {some[1]}"
    return (f"{question[: found.start()]}{asks}{question[found.end() :]}",)


def asks_the_same(typed: Query, reworded: Query) -> bool:
    """Whether official words left what is asked as it was: who, when, how many."""
    return (
        typed.form == reworded.form != "definition"
        and (
            typed.intent in (reworded.intent, "general")
            or {typed.intent, reworded.intent} <= _DATED
        )
        and (not typed.header_fields or typed.intent == "header")
        # "nữ đại biểu Quốc hội": put in other words the assembly is not asked about either
        and (
            typed.agencies == reworded.agencies or not (typed.agencies or typed.intent == "target")
        )
    )


_DATED = frozenset({"deadline", "event"})
""" "Đợt cao điểm từ ngày mấy" asks when; in official words it is the Month of Action."""
