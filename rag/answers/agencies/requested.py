"""Whom a plan asks to join in without ordering it: "Đề nghị Ủy ban Mặt trận Tổ quốc …"."""

from __future__ import annotations

import re

from rag.answers.shape import Asked, absent, draft, stated, without_marker
from rag.schema import Assignment, Draft
from rag.text import fold, lower

_BODIES = r"(?:tổ chức|cơ quan|đơn vị|đoàn thể|hội|ai|bên)(?: nào)?"
_JOIN = r"(?:tham gia|phối hợp)\b"
_WHOM = re.compile(
    rf"\b(?:đề nghị|mời) (?:những |các |sự tham gia của )?{_BODIES}"
    rf"(?: (?:cùng )?{_JOIN}.*| (?:ở|tại|trong|của) .{{2,40}})?\W*$|"
    rf"\b{_BODIES} được (?:kế hoạch )?(?:đề nghị|mời)\b.{{0,40}}\b{_JOIN}"
)
_UNMARKED = re.compile(fold(_WHOM.pattern).replace("(?:de nghi|moi)", "de nghi"))
"""Without marks "mời" may be "mỗi" or "mới"."""
_ENGLISH = re.compile(
    r"\b(?:which|what|who)\b.*\bplan (?:ask|request|invite)s?\b.*"
    r"\b(?:join|take part|participate|cooperate)\b"
)
_REQUEST = re.compile(r"đề nghị\b", re.IGNORECASE)


def requested(asked: Asked) -> Draft | None:
    """The bodies a plan asks to take part; None where something else is asked."""
    query = asked.query
    question = query.question
    whom = (
        _ENGLISH.search(lower(question)) if query.lang == "en"
        else _UNMARKED.search(fold(question)) if query.unaccented
        else _WHOM.search(lower(question))
    )  # fmt: skip
    if query.agencies or whom is None:
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
