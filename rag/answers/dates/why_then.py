"""Why something is put at a time, "sao tổng kết lại để tới tháng 12", where a plan puts it earlier.

A plan gives no reasons; but a time that it does not give is set right.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.dates.deadlines import deadlines
from rag.answers.shape import Asked, answers
from rag.schema import Draft, Lead
from rag.text import fold

_WHY = re.compile(r"^(?:(?:vay|the) )?(?:vi |tai )?sao\b")
_THEN = re.compile(
    r"\b(?:lai )?(?:(?:de|keo|doi|cho|don) )?(?:(?:toi|den|vao|truoc|trong|tan) )+"
    r"(?P<then>(?:ngay \d{1,2}(?: thang \d{1,2}|/\d{1,2})?|thang \d{1,2}|quy (?:[ivx]+|\d))"
    r"(?:(?: nam |/)20\d\d)?)\b"
)


def why_then(asked: Asked) -> Draft | None:
    """The time that the plan gives, where it is another; None where it is not known to be."""
    query = asked.query
    question = fold(query.question)
    then = _THEN.search(question)
    if not (_WHY.match(question) and then and query.narrowed) or query.objectives:
        return None
    known = set(re.findall(r"[^\W_]+", f"sao vi tai lai vay the {then.group()}"))

    def left(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(word for word in words if fold(word) not in known)

    terms = left(query.terms)
    text = query.question[: then.start()] + query.question[then.end() :]
    when = replace(
        query,
        question=f"{text} khi nào",
        intent="deadline",
        terms=terms,
        subject=left(query.subject),
        search_text=" ".join(terms),
        years=(),
    )
    asked = replace(asked, query=when, matcher=asked.book.matcher(when))
    told = deadlines(asked)
    texts = [piece.text for claim in told.claims for piece in claim.slices]
    if not answers(told) or asked.unsaid(*texts) or _is_told(then["then"], " ".join(texts)):
        return None
    value = query.question[slice(*then.span("then"))]
    lead = Lead(asked.phrases.say("not_that_value", value=value))
    return replace(told, query=query, lead=lead)


def _is_told(then: str, text: str) -> bool:
    """Whether a text holds the time, however it writes it: "tháng 12" is in "31/12/2025"."""
    time, told = _plain(re.split(r" nam |/20", then)[0]), f"{_plain(text)} "
    day_or_month = time.removeprefix("ngay ").removeprefix("thang ")
    if time.startswith("thang "):
        return re.search(rf"(?:thang |/){day_or_month}\D", told) is not None
    return re.search(rf"(?<!\d){re.escape(day_or_month)}(?!\d)", told) is not None


def _plain(text: str) -> str:
    """Days as "5/12", quarters as "quy 4"."""
    plain = re.sub(r"(?<=\d) thang (?=\d)", "/", fold(text))
    plain = re.sub(r"(?<!\d)0(?=\d)", "", plain)
    return re.sub(r"\bquy ([ivx]+)\b", lambda m: f"quy {_QUARTERS.get(m[1], m[1])}", plain)


_QUARTERS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
