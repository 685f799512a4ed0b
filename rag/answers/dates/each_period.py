"""How many issues come out in each period: "mỗi quý phát hành mấy số", "mỗi tháng mấy kỳ"."""

from __future__ import annotations

import re

from rag.answers.shape import SAID_WHOLE, Asked, brief, clauses_of, draft, stated, without_marker
from rag.schema import Draft, Passage
from rag.text import lower
from rag.understanding.spelt import Spelt

_ASKED = Spelt(
    r"\b(?:mỗi|hằng|hàng|một|1) (?P<period>quý|tháng|tuần|năm)\b[^,;?]*?\b(?:mấy|bao nhiêu)"
    r" (?P<unit>số|kỳ)\b(?! (?:tiền|liệu|hiệu|lượng|người|vụ|lớp|xã|điện))"
)
_OF_ASKING = frozenset("mỗi hằng hàng một quý tháng tuần năm phát hành có ra sóng đăng in".split())


def each_period(asked: Asked) -> Draft | None:
    """The clause with that many in that period; of several those that say the subject."""
    query = asked.query
    found = _ASKED.search(query.question) if query.lang == "vi" else None
    if found is None or not query.narrowed or query.unaccented:
        return None
    period, unit = found["period"], found["unit"]
    tells = re.compile(
        rf"\b(?:mỗi|hằng|hàng|một) {period},? (?:ít nhất )?\d+ {unit}\b|"
        rf"\b\d+ {unit} ?(?:/|mỗi |một |hằng |hàng ){period}\b"
    )
    named = [w for w in query.subject if lower(w) not in _OF_ASKING]
    claims = []
    for plan_id in query.plans:
        passages: list[Passage] = [
            one for parts in asked.book.passages(plan_id).values() for one in parts
            if tells.search(lower(one.text))
        ]  # fmt: skip
        on_it = [one for one in passages if asked.subject.share_said(query, one.text) >= SAID_WHOLE]
        for one in (on_it if named else passages)[:_MOST]:
            clause = next((c for c in clauses_of(one.text) if tells.search(lower(c))), one.text)
            text = brief(without_marker(clause), None, _WORDS)
            claims.append(stated(text, plan_id, (asked.book.passage_slice(one),)))
    return draft(asked, claims) if claims else None


_MOST, _WORDS = 3, 45
