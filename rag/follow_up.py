"""What a follow-up takes over from the turn before it ("thế còn Hương Trà?")."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.schema import Query
from rag.text import fold

_FOLLOW_UP = re.compile(
    r"^(?:the\s+)?(?:con|vay con|the con|and|what about|how about|the\b|o do|vay thi|ay|"
    r"thi sao)\b|\b(?:thi sao|so do|co quan do|don vi do|phong do|ke hoach do|ke hoach nay|"
    r"(?:chi tieu|muc tieu|viec|nhiem vu) (?:do|nay|ay)|nua)\b"
)


def inherit(query: Query, previous: Query, text: str, *, plain: bool, joined: bool) -> Query:
    """A follow-up takes over what it leaves out; a question with its own subject does not.

    ``plain``: it holds no words of asking of its own ("còn mục tiêu 5?").
    """
    folded = fold(text)
    follows = joined or _FOLLOW_UP.search(folded) is not None or len(text.split()) <= 4
    if not follows:
        return query
    subject = bool(query.agencies or query.objectives or query.indicators)
    updated = query
    if not query.narrowed and previous.narrowed and not query.missing:
        updated = replace(updated, plans=previous.plans, narrowed=True)
    if plain:
        updated = replace(updated, intent=previous.intent, header_fields=previous.header_fields)
    if not subject:
        updated = replace(
            updated,
            agencies=previous.agencies,
            objectives=previous.objectives,
            indicators=previous.indicators,
            roles=query.roles or previous.roles,
        )
        if joined:
            updated = replace(
                updated,
                terms=(*previous.terms, *query.terms),
                subject=(*previous.subject, *query.subject),
                search_text=f"{previous.search_text} {query.search_text}".strip(),
            )
        elif not query.terms or query.intent == "general":
            updated = replace(
                updated,
                terms=previous.terms,
                subject=previous.subject,
                search_text=previous.search_text,
            )
    elif query.indicators and not query.objectives:
        updated = replace(updated, objectives=previous.objectives)
    return updated
