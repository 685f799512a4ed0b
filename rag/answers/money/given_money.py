"""Whose a sum is: what a plan gives an agency by name, and what each commune sets aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rag.amounts import AMOUNT, millions
from rag.answers.agencies.rows import SUPPORTS
from rag.answers.money.money_source import asks_how_much, money_text
from rag.answers.shape import Asked, clauses_of, draft, stated, tidy
from rag.schema import Draft, DraftClaim, Lead, Slice
from rag.text import fold, nfc
from rag.understanding.yes_no import confirms, denies

_KINDS: tuple[Literal["funding", "allotment"], ...] = ("funding", "allotment")
_NEAR = 25
"""Characters between a sum and the one it is given: "400 triệu đồng giao Sở Y tế"."""
_SHORT = 25
"""Words up to which a text is told whole."""
_APART = re.compile(r"[;,.|]")
_GETS = re.compile(r"\b(?:duoc|nhan|giao|cap|bo tri|phan bo|huong)\b")
_UNIT_GIVES = re.compile(
    r"\b(?<!ngan sach )(?<!cap )(?P<unit>(?<!thi )xa|phuong|thi tran|huyen|thi xa|thanh pho)\b"
    r"(?:(?! hoi\b| doan\b)[^,;?]){0,40}?\b(?P<act>bo tri|danh|trich|chi)\b(?! tieu)"
)
_BELOW = {
    "tinh": frozenset({"huyen", "thi xa", "thanh pho", "xa", "phuong", "thi tran"}),
    "huyen": frozenset({"xa", "phuong", "thi tran"}),
}
_SETS_ASIDE = r"\b(?:bo tri|danh|trich|chi)\b"


@dataclass(frozen=True, slots=True)
class _Told:
    """A text with a sum in it; ``owner`` is whose duty it is, "" where it is nobody's."""

    owner: str
    text: str
    sources: tuple[Slice, ...]


def given_money(asked: Asked) -> Draft | None:
    """Whether an agency is given the sum, or what each commune sets aside; None where neither."""
    return _given(asked) or _set_aside(asked)


def _given(asked: Asked) -> Draft | None:
    """ "Sở Y tế được giao 400 triệu phải không?": the sum that stands by its name."""
    query = asked.query
    question = nfc(query.question)
    sums = [millions(one) for one in AMOUNT.findall(question)]
    gets = _GETS.search(fold(question)) is not None
    if len(sums) != 1 or len(query.agencies) != 1 or not gets or not confirms(question):
        return None
    told = {
        plan_id: [one for told in _texts(asked, plan_id) for one in _by_name(asked, plan_id, told)]
        for plan_id in query.plans
    }
    right = [claim for found in told.values() for one, claim in found if one == sums[0]]
    if right:
        key = "not_so" if denies(question) else "confirmed"
        return draft(asked, right, lead=Lead(asked.phrases.say(key)))
    others = [found[0][1] for found in told.values() if len({one for one, _ in found}) == 1]
    if not others or denies(question):
        return None
    written = AMOUNT.findall(question)[0]
    return draft(asked, others, lead=Lead(asked.phrases.say("not_that_value", value=written)))


def _by_name(asked: Asked, plan_id: str, told: _Told) -> Iterator[tuple[float, DraftClaim]]:
    """Each sum in millions that stands right by the agency, with the words of both."""
    lexicon, wanted, text = asked.book.lexicon, asked.query.agencies[0], told.text
    amounts = list(AMOUNT.finditer(text))
    for mention in lexicon.find_agencies(text):
        if not lexicon.same_agency(wanted, mention.name):
            continue
        gaps = [
            (end - start, one) for one in amounts
            for start, end in [sorted((mention.start, mention.end, one.start(), one.end()))[1:3]]
            if not _APART.search(text[start:end])
        ]  # fmt: skip
        gap, nearest = min(gaps, key=lambda pair: pair[0], default=(_NEAR + 1, None))
        if nearest is None or gap > _NEAR:
            continue
        start, end = min(nearest.start(), mention.start), max(nearest.end(), mention.end)
        # a row of a table is short; of a sentence with several sums only the one
        shown = text if len(text.split()) <= _SHORT else text[start:end]
        yield millions(nearest.group()), stated(tidy(shown), plan_id, told.sources)


def _set_aside(asked: Asked) -> Draft | None:
    """ "Mỗi xã bố trí tối thiểu bao nhiêu tiền?": the sum that the communes set aside."""
    query, question = asked.query, fold(nfc(asked.query.question))
    found = _UNIT_GIVES.search(question)
    if found is None or not query.narrowed or not asks_how_much(question):
        return None
    sets = re.compile(rf"\b{found['unit']}\b[^;]*?{_SETS_ASIDE}[^;]*?\d")
    claims = []
    for plan_id in query.plans:
        level = asked.book.by_id[plan_id].place_level
        if found["unit"] not in _BELOW.get(level or "", ()):
            return None
        said: set[str] = set()
        for told in _texts(asked, plan_id):
            for clause in map(tidy, clauses_of(told.text)):
                whole = f"{told.owner}: {clause}" if told.owner else clause
                if AMOUNT.search(clause) and sets.search(fold(whole)) and not _told(clause, said):
                    said.add(clause)
                    claims.append(stated(whole, plan_id, told.sources))
    return draft(asked, claims) if claims else None


def _told(clause: str, said: set[str]) -> bool:
    """Whether a sentence on money already says what an agency's duty says again."""
    return any(clause.lower() in one.lower() for one in said)


def _texts(asked: Asked, plan_id: str) -> Iterator[_Told]:
    """What the plan says of money, and what it has its agencies do."""
    book = asked.book
    money = [one for kind in _KINDS for one in book.statements(plan_id, kind)]
    found = [_Told("", " ".join(money_text(one).split()), one.sources) for one in money]
    found += [
        _Told(
            ", ".join(agency.written for agency in one.agencies),
            " ".join(one.task.text.split()), one.sources,
        )
        for one in book.assignments(plan_id) if one.role != SUPPORTS
    ]  # fmt: skip
    yield from (one for one in dict.fromkeys(found) if AMOUNT.search(one.text))
