"""Where a sum comes from, asked beside it: "tổng kinh phí bao nhiêu, lấy từ nguồn nào?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answers.money import is_source, without_money
from rag.answers.money_source import is_row, money_text
from rag.answers.shape import Asked, absent, brief, stated
from rag.schema import DraftClaim
from rag.text import fold, lower

_WHENCE = re.compile(
    r"\b(?:tu|lay|o) (?:nhung |cac )?(?:nguon|dau)\b|"
    r"\bnguon (?:kinh phi |von |tien )?(?:nao|gi|o dau|tu dau|ra sao|the nao)\b|"
    r"\b(?:do )?(?:dau|ai|cap nao|ngan sach nao) (?:cap|chi tra|chi|bo tri|rot)\W*$|"
    r"(?:,| va) (?:cac |nhung )?nguon(?: kinh phi| von| tien)?\W*$|"
    r"\bwhere\b.*\b(?:from|come)\b|\b(?:and|,) (?:its |the )?(?:funding )?sources?\b"
)
_OF_PLAN = frozenset(
    "ke hoach nay do cua trien khai thuc hien nam toan bo "
    "xa phuong huyen tinh thi tran nhung cac".split()
)
_WORDS = 60


def its_sources(asked: Asked, plan_id: str, told: Sequence[DraftClaim]) -> list[DraftClaim]:
    """The sources that a plan names, where they are asked beside its sum and not told with it.

    Those of the list below the sum, else every sentence on where money comes from. None where the
    money of one thing is asked for, or the sum's own sentence parts it.
    """
    if asked.query.agencies or not _WHENCE.search(fold(asked.query.question)):
        return []
    if not {fold(word) for word in without_money(asked).query.terms} <= _OF_PLAN:
        return []
    wholes = [piece for claim in told if claim.kind == "stated" for piece in claim.slices]
    if any(is_source(claim.text) for claim in told if claim.kind == "stated"):
        return []
    found = [
        one for one in asked.book.statements(plan_id, "funding")
        if not is_row(one) and is_source(money_text(one)) and one.task not in wholes
    ]  # fmt: skip
    sections = tuple(f"{piece.section}/" for piece in wholes)
    below = [one for one in found if sections and one.task.section.startswith(sections)]
    return [
        stated(brief(money_text(one), None, _WORDS), plan_id, one.sources) for one in below or found
    ]


def given_to_others(asked: Asked, told: Sequence[DraftClaim]) -> bool:
    """ "Ngân sách tỉnh cấp bao nhiêu cho Sở Y tế": whether all that is told names other bodies."""
    lexicon = asked.book.lexicon
    found = [
        [one.name for one in lexicon.find_agencies(claim.text) if one.kind != "ubnd"]
        for claim in told if claim.kind == "stated"
    ]  # fmt: skip
    hers = any(lexicon.same_agency(n, a) for names in found for n in names
               for a in asked.query.agencies)  # fmt: skip
    return bool(found) and all(found) and not hers


def is_generic(asked: Asked, name: str) -> bool:
    """Whether a name stands for many bodies ("các sở"): none of them is given a sum by it."""
    row = asked.book.lexicon.agencies.in_questions.get(name)
    return row is not None and row.entry.generic


_PURPOSE = re.compile(
    r"\b(?:chi|danh|bo ra|kinh phi|tien) cho (?:viec )?(?P<what>[^,;?]{3,60}?)"
    r"(?: (?:het|la|thi|duoc))*(?: (?:bao nhieu|may)\b|\W*$)"
)
_ON_PURPOSE = 0.6
"""Share of what an agency's money is asked for that the statement of its sum must say."""


def for_purpose(asked: Asked, plan_id: str, hers: list[DraftClaim]) -> list[DraftClaim]:
    """ "Sở Nội vụ chi cho lễ phát động bao nhiêu": all of an agency's money does not tell it."""
    question = asked.query.question
    found = _PURPOSE.search(fold(question))
    what = question[slice(*found.span("what"))] if found else ""
    if not (hers and what) or asked.book.lexicon.find_agencies_in_question(what):
        return hers
    words = [one for one in re.findall(r"[^\W\d_]+", lower(what)) if fold(one) not in _OF_PLAN]
    words = [one for one in words if not asked.subject.is_small(one)]
    read = fold if asked.query.unaccented else lower
    title = asked.book.by_id[plan_id].title

    def says(claim: DraftClaim) -> bool:
        above = [text for piece in claim.slices for text in asked.book.headings(piece)]
        texts = (claim.text, title, *(piece.text for piece in claim.slices), *above)
        held = set(re.findall(r"[^\W\d_]+", read(" ".join(texts))))
        return sum(one in held for one in words) >= _ON_PURPOSE * len(words)

    kept = [one for one in hers if one.kind != "stated" or says(one)]
    return kept or [absent(asked.phrases.say("no_amount"), plan_id)]
