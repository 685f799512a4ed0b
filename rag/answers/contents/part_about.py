"""A part of the plan asked for by what it is about: "phần truyền thông gồm những gì"."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.general import BARE_HEADING, general, told_of
from rag.answers.money.money import funding
from rag.answers.shape import Asked, absent, answers, brief, draft, stated, without_marker
from rag.schema import Draft, DraftClaim, Section
from rag.table import is_row_id
from rag.text import fold, lower

_PART = (
    r"(?:phan(?! tram)|muc(?! tieu| dich)|chuong(?! trinh)|"
    r"nhom (?:nhiem vu|giai phap|noi dung|viec|hoat dong))"
)
_ABOUT = re.compile(
    rf"(?:^|\b(?:trong|o|cua|noi dung|ke hoach) )(?:cac |nhung )?{_PART} (?:(?:noi |viet )?ve )?"
    r"(?P<about>\w.*?)"
    r"(?: (?:cua|trong|o|tai|thuoc|ke hoach)\b.*?)?"
    r" (?:bao gom|gom|co|noi|viet|neu|ghi|quy dinh|yeu cau)(?: co| len)?"
    r"(?: nhung| cac)?(?: noi dung| viec| hoat dong| nhiem vu| giai phap)?(?: cu the)? "
    r"(?:gi|nao|the nao|ra sao|nhu the nao)(?: vay| the| a)?$"
)
_LEADING = frozenset(
    "tang cuong day manh nang cao to chuc trien khai thuc hien tiep tuc xay dung cong tac hoat "
    "dong cac nhung ve chi dao chu trong quan tam va nhiem vu giai phap noi dung cung cap "
    "hoan thien".split()
)
"""Words that open a heading and are not what it is about."""
_MOST_BETWEEN = 6
_MANY = 3
_MOST_PARTS = 2
_LONGEST = 130


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def _written(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", lower(text))


def _opens_with(heading: list[str], about: list[str]) -> bool:
    """Whether a heading says the words in their order, nothing telling before them."""
    for start, word in enumerate(heading):
        if word == about[0]:
            at, left = start, list(about)
            while left and at < len(heading):
                if heading[at] == left[0]:
                    left.pop(0)
                at += 1
            if not left and at - start <= len(about) + _MOST_BETWEEN:
                return True
        if word not in _LEADING:
            return False
    return False


_NUMBERED = re.compile(r"^(?:Phần|Điều|Chương)\s+(?:thứ\s+\w+|[IVXLC]+|\d+)\b\W*", re.IGNORECASE)
_TEXTS = frozenset({"phan", "chuong", "dieu", "muc", "de_muc", "khoan"})
"""Levels whose item may be a part that is one paragraph."""


def _heading(text: str, section: Section) -> list[str]:
    heading = without_marker(text[section.start : section.heading_end].strip())
    return _words(_NUMBERED.sub("", heading))


def _parts(asked: Asked, plan_id: str, about: list[str]) -> list[Section]:
    """The highest sections whose heading opens with what is asked about; those with items first."""
    text = asked.book.text(plan_id)
    found: list[Section] = []
    for one in asked.book.sections(plan_id).values():
        opened = _opens_with(_heading(text, one), about)
        agencies = asked.book.lexicon.find_agencies(text[one.start : one.heading_end])
        if opened and not agencies:
            found.append(one)
    found = [one for one in found if one.tree_end != one.end] or [
        one for one in found if one.path[-1].level in _TEXTS
    ]
    called = [one for one in found if _heading(text, one) == about]
    highest = min((len(one.path) for one in called or found), default=0)
    return [one for one in called or found if len(one.path) == highest]


def _opened(asked: Asked, plan_id: str, told: DraftClaim) -> list[DraftClaim]:
    """An item whole; of a bare heading ("1. Mục đích") what stands below it."""
    piece = told.slices[0]
    section = asked.book.sections(plan_id)[piece.section]
    if section.tree_end != section.end and len(piece.text.split()) <= BARE_HEADING:
        return told_of(asked, plan_id, section, headings_only=False)
    return [
        stated(brief(without_marker(piece.text), asked.matcher, _LONGEST), plan_id, told.slices)
    ]


def _items(asked: Asked, plan_id: str, part: Section) -> list[DraftClaim]:
    told = told_of(asked, plan_id, part, headings_only=True)
    if part.tree_end == part.end or any(is_row_id(p.section) for c in told for p in c.slices):
        return told_of(asked, plan_id, part, headings_only=False)
    if len(told) <= _MANY:
        return [claim for one in told for claim in _opened(asked, plan_id, one)]
    # what each item is about, and not what of it the question says
    texts = [without_marker(one.slices[0].text) for one in told]
    return [replace(one, text=brief(text, None, 40)) for one, text in zip(told, texts, strict=True)]


_AIMS = re.compile(r"(?:cac |nhung )?(?:chi|muc) tieu\b")


def part_about(asked: Asked) -> Draft | None:
    """The items below the one heading that opens with what is asked about.

    Where no heading does, what the passages tell, and not the whole plan. None where no part is
    asked for, an agency or item is named, or the plans asked about are not named.
    """
    query = asked.query
    found = _ABOUT.search(" ".join(_words(query.question)))
    if not found or not query.narrowed or query.agencies or query.items or query.lang == "en":
        return None
    if _AIMS.match(found["about"]):
        return None  # told by their numbers and figures
    if found["about"].startswith("kinh phi"):
        money = funding(asked)
        return money if answers(money) else None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        place = " ".join(_words(asked.book.by_id[plan_id].place or ""))
        parts = _parts(asked, plan_id, found["about"].removesuffix(f" {place}").split())
        if len(parts) > _MOST_PARTS:
            return None
        claims += [claim for part in parts for claim in _items(asked, plan_id, part)]
    if claims:
        return draft(asked, claims)
    if query.form != "overview" or query.intent == "deadline":
        return None  # "phần chế độ báo cáo": no such heading, and its dates tell it
    told = general(asked, listing=False).claims
    about = found["about"].split()
    said = _words(query.question)
    at = next(n for n in range(len(said)) if said[n:][: len(about)] == about)
    wanted = set(_written(query.question)[at : at + len(about)])
    words = _words
    if not query.unaccented and len(_written(query.question)) == len(said):
        words = _written  # "phụ lục" is not "phụ nữ bị bạo lực"
    else:
        wanted = set(about)
    kept = [
        claim for claim in told
        if wanted <= {
            word for piece in claim.slices
            for text in (piece.text, *asked.book.headings(piece)) for word in words(text)
        }
    ]  # fmt: skip
    lacking = asked.phrases.say("no_answer")
    return draft(asked, kept or [absent(lacking, plan_id) for plan_id in query.plans])
