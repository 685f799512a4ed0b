"""Who draws up the plans of lower levels: "Ai ban hành kế hoạch của các huyện?"."""

from __future__ import annotations

import re

from rag.answers.agencies.rows import said, task_words
from rag.answers.shape import Asked, absent, draft, stated
from rag.schema import Draft, DraftClaim
from rag.text import fold

_OF_THOSE_BELOW = re.compile(
    r"\bke hoach (?:rieng )?(?:cua|o|tai) (?:cac|nhung|tung|moi) "
    r"(?P<unit>xa|phuong|huyen|thi xa|thi tran|thanh pho|so|phong|nganh|don vi|dia phuong)\b"
)


def of_those_below(question: str) -> bool:
    """Whether the plans of lower levels are meant; the question without marks."""
    return _OF_THOSE_BELOW.search(question) is not None


def those_below(asked: Asked) -> Draft:
    """ "Ai ban hành kế hoạch của các huyện?": who is to draw up plans of their own, or nobody."""
    unit = _OF_THOSE_BELOW.search(fold(asked.query.question))
    kind = unit["unit"] if unit is not None else ""
    claims: list[DraftClaim] = []
    for plan_id in asked.query.plans:
        told = [
            stated(said(asked.phrases, one, task_words(one)), plan_id, (*one.sources, one.task))
            for one in asked.book.assignments(plan_id)
            if _DRAWS_UP.match(one.task.text)
            and any(f" {kind}" in f" {fold(agency.written)}" for agency in one.agencies)
        ]
        claims += told or [absent(asked.phrases.say("no_answer"), plan_id)]
    return draft(asked, claims, reason="not_stated")


_DRAWS_UP = re.compile(
    r"(?:căn cứ [^;.]{0,160}?)?\s*(?:(?:khẩn trương|chủ động|kịp thời) )?(?:xây dựng|ban hành|lập)"
    r"(?:(?:,| và) [\w ]{3,30}?)?\s+(?:\w+ ){0,2}kế hoạch\b",
    re.IGNORECASE,
)
