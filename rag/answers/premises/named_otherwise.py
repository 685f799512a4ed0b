"""A place or a name that a question says, and another one that a line of the plan has instead.

"Ở ấp Bình Phú" is not told by what is held "tại ấp Kinh Mới", nor "Người mẹ tuyệt vời" by "Người
cha tuyệt vời".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from rag.answers.shape import Asked
from rag.text import SMALL, even_tones, fold, nfc
from rag.understanding.own_places import near_names
from rag.understanding.spelt import is_syllable


@dataclass(frozen=True, slots=True)
class Other:
    """What a line is on, and what the question asks for in its place; "" where it has no name."""

    asked: str
    told: str = ""


def bare_question(asked: Asked) -> str:
    """The question without the plans' places and the agencies that it names."""
    text = asked.query.question
    for mention in asked.book.lexicon.find_agencies_in_question(text):
        text = text.replace(mention.written, " , ")
    return text


_CAPITAL = "".join(filter(str.isupper, map(chr, range(ord("À"), ord("Ỹ")))))
CALLED = rf"[A-Z{_CAPITAL}][{SMALL}]*(?:['’-][{SMALL}]+)?(?![^\W_])"
_UNITS = (
    "thôn|bản|ấp|buôn|làng|khóm|xóm|khu phố|tổ dân phố|tiểu khu",
    "xã|phường|thị trấn|đặc khu",
    "huyện|quận|thị xã",
)
_ANY_UNIT = "|".join(_UNITS)
_PLACE = re.compile(
    rf"\b(?P<unit>{_ANY_UNIT}) (?P<name>{CALLED}(?: {CALLED}){{0,3}})"
    rf"(?P<more>(?:(?:,| và|, và| hoặc) (?:(?:{_ANY_UNIT}) )?{CALLED}(?: {CALLED}){{1,3}})*)"
)
_AT = re.compile(rf"\b(?:ở|tại|Ở|Tại) (?P<name>{CALLED}(?: {CALLED}){{1,3}})")
_BARE_PLACE = re.compile(
    rf"\b(?:o|tai) (?P<unit>{fold(_ANY_UNIT)}) (?P<name>[a-z]{{2,}} [a-z]{{2,}})"
    r"(?=\W*$| (?:khi|luc|bao|vao|ngay|thang|ai|do|co quan|don vi|hom|thi|la|gio)\b)"
)
_NO_NAME = frozenset("nao gi khac minh toi do nay kia ban dia tren duoi co cua may".split())


def at_other_place(asked: Asked, own: str, above: str) -> Other | None:
    """ "Ở ấp Bình Phú" is not told by what is held "tại ấp Kinh Mới và ấp Cái Sơn"."""
    question = nfc(bare_question(asked))
    found = [
        (match["unit"].lower(), match["name"], match["unit"] + " " + match["name"])
        for match in _PLACE.finditer(question)
    ]  # fmt: skip
    found += [("", match["name"], match["name"]) for match in _AT.finditer(question)]
    if question == question.lower():
        found += [
            (match["unit"], match["name"], question[match.start("unit") : match.end()])
            for match in _BARE_PLACE.finditer(fold(question))
            if not _NO_NAME & set(match["name"].split())
        ]  # fmt: skip
    whole = " ".join(re.findall(r"[^\W_]+", fold(f"{own} ; {above}")))
    known = _own_names(asked)
    # "Kom Tum" may be the plan's own place
    found = [
        one
        for one in found
        if fold(one[1]) not in known and not near_names(fold(one[1]), asked.book.register)
    ]
    if not found or any(f" {fold(name)} " in f" {whole} " for _, name, _ in found):
        return None
    told = [
        match for match in _PLACE.finditer(own)
        if fold(match["name"]) not in known
        and any(not unit or _level(unit) == _level(match["unit"]) for unit, _, _ in found)
    ]  # fmt: skip
    if not told:
        return None
    return Other(found[0][2], told[0].group())


def _level(unit: str) -> int:
    return next((n for n, units in enumerate(_UNITS) if fold(unit) in fold(units).split("|")), -1)


def _own_names(asked: Asked) -> set[str]:
    """The places of the plans asked, and those around them."""
    plans = [asked.book.by_id[plan_id] for plan_id in asked.query.plans]
    names = [one for plan in plans for one in (plan.place, plan.province) if one]
    return {fold(one) for one in names}


_QUOTED = re.compile(r"[\"“«”]([^\"“”«»]{4,90})[\"”»“]")
_LEAST_OF_NAME = 3


def of_other_name(asked: Asked, own: str, above: str) -> Other | None:
    """ "Người mẹ tuyệt vời" is not told by the contest "Người cha tuyệt vời"."""
    names = list(dict.fromkeys(match[1].strip() for match in _QUOTED.finditer(own)))
    if not names:
        return None
    question = nfc(asked.query.question)
    read = fold if asked.query.unaccented else even_tones
    whole = " ".join(re.findall(r"[^\W_]+", read(f"{own} ; {above}")))
    typed = re.findall(r"[^\W_]+", question)
    words = [read(word) for word in typed]
    quoted = [match[1].strip() for match in _QUOTED.finditer(question)]
    for one in quoted:
        wanted = re.findall(r"[^\W_]+", read(one))
        if f" {' '.join(wanted)} " in f" {whole} ":
            return None
        for name in names:
            there = re.findall(r"[^\W_]+", read(name))
            shared = sum(word in there for word in wanted)
            if all(_near(word, there) for word in wanted) or not wanted:
                return None
            if shared * 3 >= len(wanted) or _behind(question, one) == _behind(own, name):
                return Other(f"“{one}”"[1:-1], name)
    if quoted:
        return None
    for name in names:
        there = re.findall(r"[^\W_]+", read(name))
        before = re.findall(r"[^\W_]+", read(own[: own.find(name)]))[-1:]
        other = _window(asked, there, words, typed, before)
        if other is not None and f" {read(other)} " not in f" {whole} ":
            return Other(other, name)
    return None


def _behind(text: str, name: str) -> tuple[str, ...]:
    """The two words before a quotation: "mô hình", "cuộc thi"."""
    return tuple(re.findall(r"[^\W_]+", fold(text[: text.find(name)]))[-2:])


def _near(word: str, words: list[str]) -> bool:
    """Whether a word is there, its marks or a slip of the hand apart."""
    return any(
        fold(word) == fold(one) or (OSA.distance(word, one) == 1 and not is_syllable(word))
        for one in words
    )


def _window(
    asked: Asked, name: list[str], words: list[str], typed: list[str], before: list[str]
) -> str | None:
    """The words of a question that stand as a name's do, one or two of them others.

    They begin with a capital, or behind the word that is ``before`` the name: "cuộc thi".
    """
    size = len(name)
    if size < _LEAST_OF_NAME:
        return None
    for at in range(len(words) - size + 1):
        window = words[at : at + size]
        apart = [n for n in range(size) if not _near(window[n], [name[n]])]
        if not apart or len(apart) > max(1, size // _LEAST_OF_NAME):
            continue
        called = at > 0 and typed[at][0].isupper()
        if not (called or (apart[0] > 0 and words[max(0, at - 1) : at] == before)):
            continue
        bare = asked.query.unaccented  # "me" is a word of talk, and "mẹ" is none
        small = any(
            fold(window[n]) in _JOINS or (not bare and asked.subject.is_small(window[n]))
            for n in apart
        )
        if not small and not any(word in name for word in (window[n] for n in apart)):
            return " ".join(typed[at : at + size])
    return None


_JOINS = frozenset(
    "cap tai o cua cho do trong nam thang ngay danh ai khi theo voi va nao gi may bao co la se "
    "duoc dau luc thi so phong hoi ban".split()
)
