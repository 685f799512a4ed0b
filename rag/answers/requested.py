"""Whom a plan asks to join in without ordering it: "Đề nghị Ủy ban Mặt trận Tổ quốc …"."""

from __future__ import annotations

import re

from rag.answers.shape import Asked, absent, draft, stated, without_marker
from rag.schema import Assignment, Draft
from rag.text import fold

_WHOM = re.compile(
    r"\b(?:de nghi|moi) (?:nhung |cac |su tham gia cua )?(?:to chuc|co quan|don vi|"
    r"doan the|hoi|ai|ben)\b(?! [a-z ]*\b(?:lam|gi)\b)|"
    r"\b(?:to chuc|co quan|don vi|doan the|hoi|ai|ben)(?: nao)? (?:duoc|do)? ?(?:ke hoach )?"
    r"(?:de nghi|moi)\b.*\b(?:tham gia|phoi hop|thuc hien)\b|"
    r"\b(?:which|what|who)\b.*\b(?:ask(?:s|ed)?|request(?:s|ed)?|invite[sd]?)\b.*"
    r"\b(?:join|take part|participate|cooperate|help)\b"
)
_REQUEST = re.compile(r"đề nghị\b", re.IGNORECASE)


def requested(asked: Asked) -> Draft | None:
    """The bodies a plan asks to take part; None where something else is asked."""
    query = asked.query
    if query.agencies or _WHOM.search(fold(query.question)) is None:
        return None
    claims = []
    for plan_id in query.plans:
        rows = [one for one in asked.book.assignments(plan_id) if _is_request(asked, one)]
        names = dict.fromkeys(" ".join(a.written.split()) for one in rows for a in one.agencies)
        if names:
            text = asked.phrases.say("requested", names="; ".join(names))
            claims.append(stated(text, plan_id, dict.fromkeys(one.sources[0] for one in rows)))
        elif query.narrowed:
            claims.append(absent(asked.phrases.say("no_answer"), plan_id))
    return draft(asked, claims, reason="not_stated") if claims else None


def _is_request(asked: Asked, one: Assignment) -> bool:
    """Whether what names the agencies begins with the request."""
    section = asked.book.sections(one.plan_id).get(one.sources[0].section)
    if section is None:
        return False
    text = asked.book.text(one.plan_id)[section.start : section.end]
    return _REQUEST.match(without_marker(text.strip().lstrip("*# "))) is not None
