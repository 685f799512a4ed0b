"""The objective that a question names by its field: "các chỉ tiêu trong lĩnh vực y tế".

Plans head an objective "Mục tiêu 4: Trong lĩnh vực y tế" and give it out by its number, so what is
asked of the field is what is asked of the number.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.counts import indicators_counted
from rag.answers.shape import Asked
from rag.answers.shape import draft as shaped
from rag.answers.targets import targets
from rag.answers.who import who
from rag.schema import Draft, DraftClaim, Slice
from rag.text import fold

_ASKED = re.compile(
    r"\b(?:chi tieu|muc tieu|con so)(?: (?:gi|nao|cu the|dat ra|dat|de ra))*"
    r"(?: (?:ve|trong|cua|thuoc|linh vuc|cong tac|mang|nhom|mat))+ (?P<field>.+)"
)
""" "Những chỉ tiêu gì trong lĩnh vực lao động, việc làm"."""
_COUNTED = re.compile(r"\b(?:may|bao nhieu) chi tieu\b")
_FIELD_FIRST = re.compile(
    r"\b(?:linh vuc|mang|cong tac) "
    r"(?P<field>.+?\b(?:nhung|cac|may|bao nhieu) (?:chi tieu|muc tieu|con so)\b.*)"
)
""" "Mảng kinh tế với việc làm … đặt ra những con số gì"."""
_AT_ONCE = re.compile(r"^(?:cac |nhung )?muc tieu (?P<field>(?!\d)\w.+)")
""" "Mục tiêu y tế của Hương Trà"."""
_ENDS = (
    r"(?=\W*$|,|\?| (?:va|voi|hay|o|tai|cua|thuoc|trong|do|giao|thi|la|dat|den|nam|gom|co|cho|"
    r"theo|duoc|nao|gi|bao|ben|phai|can|se|ke hoach)\b)"
)
"""What may stand behind a field: "lao động nữ" is not the field of "lao động"."""
_OPENING = re.compile(r"^.*?\bmuc tieu \d+\b\W*|^\W*(?:\w{1,3}[.)])?\s*")
_IN_FIELD = re.compile(r"^(?:(?:trong|ve|thuoc) )?(?:(?:linh vuc|cong tac) )?")
_LONGEST_HEADING = 16


def of_field(asked: Asked) -> Draft | None:
    """Who has the objective of a field, or its figures; None where a plan asked has no such one."""
    query = asked.query
    known = query.objectives or query.indicators or query.items
    if query.intent not in ("who", "target") or known or not query.narrowed or query.lang == "en":
        return None
    question = fold(query.question)
    found = _ASKED.search(question) or _FIELD_FIRST.search(question)
    found = found or _AT_ONCE.match(question)
    if found is None:
        return None
    meant = {plan_id: _meant(asked, plan_id, found["field"]) for plan_id in query.plans}
    claims: list[DraftClaim] = []
    for plan_id, aim in meant.items():
        if aim is None:
            return None
        number, head = aim
        one = replace(asked, query=replace(query, plans=(plan_id,), objectives=(number,)))
        if query.intent == "target" and _COUNTED.search(question):
            own = asked.book.own_objectives(plan_id)
            told = indicators_counted(one, plan_id, own)
        else:
            told = list((who(one) if query.intent == "who" else targets(one)).claims)
        claims += [
            replace(claim, slices=tuple(dict.fromkeys((*claim.slices, head))))
            for claim in told if claim.kind == "stated"
        ]  # fmt: skip
    return shaped(asked, claims) if claims else None


def _meant(asked: Asked, plan_id: str, field: str) -> tuple[str, Slice] | None:
    """The one objective of a plan whose heading has the field, with that heading."""
    found = []
    for number in asked.book.own_objectives(plan_id):
        head = asked.book.objective_heading(plan_id, number)
        if head is not None and any(
            re.match(rf"{re.escape(name)}\b{_ENDS}", field) for name in _fields(head.text)
        ):
            found.append((number, head))
    return found[0] if len(found) == 1 else None


def _fields(heading: str) -> list[str]:
    """ "b) Mục tiêu 2: Trong lĩnh vực kinh tế, lao động" has "kinh te" and "lao dong"."""
    words = _IN_FIELD.sub("", _OPENING.sub("", fold(" ".join(heading.split()))).strip(" .:;"))
    if len(words.split()) > _LONGEST_HEADING:
        return []
    return [part.strip() for part in re.split(r",| va ", words) if " " in part.strip()]
