"""What a footnote says, by its number: "Chú thích số 3 ghi gì?"."""

from __future__ import annotations

import re

from rag.answers.shape import Asked, absent, brief, stated
from rag.answers.shape import draft as shaped
from rag.schema import Draft, DraftClaim
from rag.text import fold

_BY_NUMBER = re.compile(
    r"\b(?:chu thich|ghi chu|footnote|note)(?: so| thu| number| no\.?)? (\d{1,2})\b"
)
_SAYS_WHAT = re.compile(
    r"\b(?:ghi|viet|noi|neu|quy dinh|la|co|noi dung)(?: \w+){0,3}? (?:gi|nao|sao)\b|\bnoi dung\b|"
    r"\bwhat\b.*\b(?:says?|states?|reads?|is|about|contains?)\b"
)


def numbered_note(asked: Asked) -> Draft | None:
    """The footnote of that number, or that the plan has none; None where no such one is asked."""
    query = asked.query
    question = fold(query.question)
    found = _BY_NUMBER.search(question)
    plain = query.intent in ("general", "header", "basis") and not query.agencies
    if found is None or not (plain and query.narrowed and _SAYS_WHAT.search(question)):
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        section = asked.book.sections(plan_id).get(f"chu_thich.{found[1]}")
        if section is None:
            item = query.question[found.start() : found.end()]
            claims.append(absent(asked.phrases.say("no_item", item=item), plan_id))
            continue
        note = asked.book.slice(plan_id, section, section.start, section.end)
        words = re.sub(r"^\d+\s+", "", note.text)
        claims.append(stated(brief(words, None, 60), plan_id, (note,)))
    return shaped(asked, claims, reason="no_such_item")
