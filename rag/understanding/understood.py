"""What was understood of a question, part by part, and the question without a part.

"cơ quan nào báo cáo mục tiêu 4 ở Đắk Nông?" is understood as who, báo cáo, mục tiêu 4, Đắk Nông;
without "mục tiêu 4" it reads "cơ quan nào báo cáo ở Đắk Nông?". A part is taken out only where it
stands once and alone, so that what is left is sure to be the same question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rag.schema import Query
from rag.text import fold

PartKind = Literal["place", "plan", "objective", "indicator", "agency", "role", "intent"]

_PLACE = (
    r"(?:\b(?:o|tai|cua|trong|cho|theo|tren dia ban) )?(?:\bke hoach (?:(?:cua|o|tai) )?)?"
    r"(?:\b(?:tinh|huyen|thi xa|thanh pho|tp|quan|xa|phuong) )?\b{name}\b"
)
_NOT_BEFORE = re.compile(r"\b(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|va|voi|hay|hoac|,)\s*$")
_NOT_BEHIND = re.compile(
    r"\s*(?:,|va|voi|hay|hoac|den|toi|-|–|/|and|or|to)\s*(?:\d|tinh|huyen|thi xa)|"
    r"\s*(?:tai|cua|theo|of|in|under) (?:nghi quyet|quyet dinh|chien luoc|resolution|decision)"
)
_NUMBERED: dict[PartKind, str] = {
    "objective": r"(?:\b(?:cua|ve|cho|thuoc|trong|of|for|on) )?\b(?:muc tieu|objective)"
    r" (?:so )?{name}\b",
    "indicator": r"(?:\b(?:cua|ve|cho|trong|of|for|on) )?\b(?:chi tieu|indicator) (?:so )?{name}\b",
}
_NUMBER = re.compile(r"\d/[A-ZĐ]")
"""Of "175/KH-UBND"."""
_FEWEST = 3
"""Words that must be left of a question."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing understood: ``name`` is a plan id, a number, a name or a word of the program's.

    A place is none of the question's: it is chosen beside it.

    ``without`` is the question that leaves it out, None where that cannot be told for sure.
    """

    kind: PartKind
    name: str
    without: str | None = None


def parts(query: Query, places: Mapping[str, str | None]) -> Iterator[Part]:
    """The parts of a question; ``places`` gives the place of each plan that may be named."""
    question = query.question
    if query.narrowed:
        # a year or a number names the plan as well
        alone = len(query.plans) == 1 and not (query.years or _NUMBER.search(question))
        for plan_id in query.plans:
            place = places.get(plan_id)
            rest = _without(question, _PLACE, place) if alone and place else None
            yield Part("plan", plan_id, rest)
    numbered: tuple[tuple[PartKind, tuple[str, ...]], ...] = (
        ("objective", query.objectives),
        ("indicator", query.indicators),
    )
    for kind, names in numbered:
        for name in names:
            alone = len(names) == 1
            rest = _without(question, _NUMBERED[kind], name) if alone else None
            yield Part(kind, name, rest)
    for name in query.agencies:
        yield Part("agency", name)
    for name in query.roles:
        yield Part("role", name)
    if query.intent not in ("general", "out_of_scope"):
        # a plan's sums are read as a field of its own, and are money to who asks
        yield Part("intent", "funding" if "amount" in query.header_fields else query.intent)


def _without(question: str, pattern: str, name: str) -> str | None:
    """The question less the one place where the pattern stands."""
    folded = fold(question)  # a character for a character: offsets hold
    found = list(re.finditer(pattern.format(name=re.escape(fold(name))), folded))
    if len(found) != 1 or len(re.findall(rf"\b{re.escape(fold(name))}\b", folded)) != 1:
        return None
    start, end = found[0].span()
    if _NOT_BEFORE.search(folded[:start]) or _NOT_BEHIND.match(folded[end:]):
        return None
    before, behind = question[:start].rstrip(), question[end:].lstrip()
    if not before or before.endswith((",", ";", ":")):
        behind = behind.lstrip(",;: ")
    rest = f"{before} {behind}" if behind[:1].isalnum() and before else f"{before}{behind}"
    rest = rest.strip(" ,;:")
    return rest if len(rest.split()) >= _FEWEST else None
