"""How long a scheme runs that a plan names, as its name says: "… giai đoạn 2017 - 2025".

The plan's own dates tell nothing of it.
"""

from __future__ import annotations

import re

from rag.answers.shape import Asked, brief, stated, without_marker
from rag.answers.shape import draft as shaped
from rag.schema import Draft, DraftClaim
from rag.text import fold

_ASKED = re.compile(
    r"\b(?:de an|du an|chuong trinh|chien luoc) (?P<name>[^,.?]+?) (?:o [^,.?]+? )?"
    r"(?:(?:duoc )?(?:keo dai|thuc hien|trien khai|ap dung|ket thuc|chay)(?: trong| tu| vao)*"
    r"(?: (?:den|toi)(?: het)?)?|(?:den|toi|trong)(?: het)?) (?:giai doan|thoi ky|nam) "
    r"(?:nao|may|bao nhieu)\b"
)
_PERIOD = re.compile(r"\b(?:giai doan \d{4}\s*[-–]\s*\d{4}|den (?:het )?nam \d{4})")
_NAMES = re.compile(r"[“”\";]")
_MORE = re.compile(r"\b(?:nao|gi|ai|may|bao nhieu)\b")
_BETWEEN = frozenset({"o", "cua", "tinh", "ve"})
_HITS = 12
_ANYWHERE = 4
_LEAST = 2
"""Syllables that name a scheme: "chương trình của tỉnh" names none."""


def scheme_period(asked: Asked) -> Draft | None:
    """The passage that names the scheme with its years; None where none does, or none is asked."""
    query = asked.query
    question = " ".join(fold(query.question).split())
    found = _ASKED.search(question)
    if found is None or query.documents or query.intent not in ("deadline", "general"):
        return None
    held = asked.book.register.part(query.plans).of_place
    places = {word for place in held for word in place.split()}
    words = {word for word in found["name"].split() if word not in places} - {
        "o",
        "cua",
        "tinh",
        "ve",
    }
    if len(words) < (_LEAST if query.narrowed else _ANYWHERE):
        return None
    claims: list[DraftClaim] = []
    for hit in asked.book.hits(query, _HITS):
        piece = asked.book.passage_slice(hit.passage)
        told = [
            name for name in _NAMES.split(piece.text)
            if _PERIOD.search(fold(name)) and words <= set(re.findall(r"[^\W_]+", fold(name)))
        ]  # fmt: skip
        if told and not any(claim.plan_id == piece.plan_id for claim in claims):
            quoted = f"“{told[0].strip()}”" if f"“{told[0]}”" in piece.text else told[0]
            if _MORE.search(question[: found.start()]):
                quoted = piece.text  # "… mấy đề án gì, đề án khởi nghiệp kéo dài đến năm nào?"
            shown = brief(without_marker(quoted), asked.matcher, 60)
            claims.append(stated(shown, piece.plan_id, (piece,)))
    return shaped(asked, claims) if claims else None
