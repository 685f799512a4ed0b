"""What a prize is worth: "Giải nhất hội thi được bao nhiêu tiền?"."""

from __future__ import annotations

import re

from rag.answers.shape import NEAR_BEST, Asked, absent, clauses_of, draft, stated, without_marker
from rag.schema import Draft, DraftClaim, Passage
from rag.text import fold

_RANKS = "nhat|nhi|ba|tu|khuyen khich|dac biet"
_ASKS = re.compile(
    rf"\bgiai (?P<rank>{_RANKS})\b(?! (?:nguoi|dan|trinh|toan))[^,;?]{{0,60}}?"
    r"\b(?:bao nhieu|may)(?: (?:tien|dong|trieu))?\W*$|"
    # "cho biết kinh phí thưởng cho giải nhất cuộc thi …": of that prize, and not of the contest
    r"\b(?:kinh phi|tien|muc|tri gia|gia tri)\b(?: (?:thuong|trao|cho|cua|moi|mot|chi|la)){0,4} "
    r"giai (?P<of>nhat|nhi|ba|khuyen khich|dac biet)\b(?! (?:nguoi|dan|trinh|toan))|"
    r"\bhow much (?:\w+ ){0,4}?(?P<en>first|second|third|consolation) prize\b"
)
_ENGLISH = {"first": "nhat", "second": "nhi", "third": "ba", "consolation": "khuyen khich"}
_WORTH = r"\b[^.;]{0,60}?\d[\d.]*\s*(?:dong|trieu|nghin|ngan|ty)\b"


_OF_ASKING = frozenset(
    f"{_RANKS.replace('|', ' ')} giai thuong duoc la co tri gia gia muc tien bao nhieu may dong "
    "kinh phi so trao chi trieu cua trong o tai cho cuoc hoi thi moi nhan thi thi lanh tong".split()
)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def prizes(asked: Asked) -> Draft | None:
    """The sentence that gives the prize its sum; that no plan does; None where none is asked."""
    query = asked.query
    found = _ASKS.search(fold(query.question))
    if found is None:
        return None
    rank = found["rank"] or found["of"] or _ENGLISH[found["en"]]
    told = re.compile(rf"\bgiai {rank}{_WORTH}")
    own = query.search_text if query.lang == "en" else " ".join(query.subject)
    left = {*_words(own)} - _OF_ASKING
    rows = [
        (asked.matcher.score(passage.indexed_text), plan_id, passage)
        for plan_id in query.plans
        for parts in asked.book.passages(plan_id).values() for passage in parts
        if told.search(fold(passage.text)) and left <= {*_words(passage.indexed_text)}
    ]  # fmt: skip
    best = max((score for score, _, _ in rows), default=0.0)
    claims = [_claim(asked, one, told) for s, _, one in rows if s >= NEAR_BEST * best]
    lacking = [absent(asked.phrases.say("no_amount"), plan_id) for plan_id in query.plans]
    return draft(asked, claims or lacking, reason="not_stated")


def _claim(asked: Asked, passage: Passage, told: re.Pattern[str]) -> DraftClaim:
    clauses = clauses_of(" ".join(passage.text.split()))
    text = next((one for one in clauses if told.search(fold(one))), passage.text)
    piece = asked.book.passage_slice(passage)
    return stated(without_marker(text), passage.plan_id, (piece,))
