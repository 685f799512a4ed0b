"""Which models, schemes or campaigns a plan names: "còn duy trì mô hình nào?"."""

from __future__ import annotations

import re

from rag.answers.contents.table_rows import without_cells
from rag.answers.shape import Asked, brief, draft, stated, without_marker
from rag.schema import Draft
from rag.text import fold

_THINGS = {
    "mo hinh": "mo hinh", "model": "mo hinh", "models": "mo hinh",
    "de an": "de an", "scheme": "de an", "schemes": "de an",
    "cuoc van dong": "cuoc van dong", "campaign": "cuoc van dong", "campaigns": "cuoc van dong",
    "phong trao": "phong trao",
}  # fmt: skip
_NAMES = "|".join(_THINGS)
_WHICH = re.compile(
    rf"\b(?:nhung|cac|may|hai|ba)? ?({_NAMES})\b[\w ,]{{0,60}}?"
    r"(?<! thon)(?<! ban)(?<! ap)(?<! xa)(?<! phuong)(?<! huyen)(?<! pho)(?<! truong)(?<! noi)"
    r"(?<! cho)(?<! dia ban)(?<! khi)(?<! ngay)(?<! thang)(?<! nam)(?<! quy) (?:nao|gi)\b|"
    rf"\b(?:which|what)(?: \w+)? ({_NAMES})\b"
)
""" "Mô hình X làm ở những thôn nào": the hamlets are asked for."""
_HOLDS = re.compile(rf"\b(?:{_NAMES}) \w+ \w+.* (?:co|gom|bao gom) (?:nhung |cac )?gi\b")
""" "Mô hình Chợ xanh có những gì": what it holds, not which models there are."""
_QUOTED = re.compile(r"[“\"]\s*\w[^”\"]{6,}")
_SENTENCE = re.compile(r"(?<=\.)\s+(?=[A-ZĐÀ-Ỹ])")
_HITS = 20


def names(asked: Asked) -> Draft | None:
    """The clauses that call such things by their names; None where no plan asked does."""
    query = asked.query
    found = _WHICH.search(fold(query.question))
    if found is None or not query.narrowed or query.agencies or _HOLDS.search(fold(query.question)):
        return None
    if query.intent not in ("general", "target"):
        return None
    thing = _THINGS[found[1] or found[2]]
    claims = []
    for hit in asked.book.hits(query, _HITS):
        piece = asked.book.passage_slice(hit.passage)
        named = [
            sentence for sentence in _SENTENCE.split(piece.text)
            if thing in fold(sentence) and _QUOTED.search(sentence)
        ]  # fmt: skip
        if named and not asked.unsaid(piece.text, *asked.book.headings(piece)):
            text = without_marker(without_cells(" ".join(named)))
            claims.append(stated(brief(text, asked.matcher), piece.plan_id, (piece,)))
    return draft(asked, claims[:1]) if claims else None
