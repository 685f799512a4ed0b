"""Who does what an item names and gives to nobody, where a duty elsewhere speaks of the same work.

"7. Kiểm tra công tác … tại 03 xã trong tháng 12" among the activities, "9. Thanh tra huyện: Chủ
trì kiểm tra công tác … tại các xã" in the part on who does what.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.agencies.rows import all_generic
from rag.answers.agencies.subject import subject_claim
from rag.answers.shape import (
    ELSEWHERE_FLOOR,
    ELSEWHERE_HITS,
    Asked,
    clauses_of,
    stated,
    without_marker,
)
from rag.schema import Assignment, DraftClaim, Slice
from rag.text import fold

_ENDS = re.compile(
    r"\s(?:tại|trong|từ ngày|trước ngày|vào|cho|ở|trên địa bàn|hoàn thành|nhân dịp)\s|[:;,.\"“(]"
)
_FEWEST_WORDS = 4
_SURE = 0.9
"""Share of the question that an item must hold where no plan is named."""
_NAMED = 0.6
"""Share of the words of the work that the question itself must hold."""
_SAME_WORK = 0.85
"""Share of the words of the work that a duty must hold to be on it."""


def through_item(asked: Asked) -> list[DraftClaim]:
    """The duties on the work of the item that the question means; [] where no item is meant."""
    if asked.matcher.empty or asked.query.agencies:
        return []
    floor = ELSEWHERE_FLOOR if asked.query.narrowed else _SURE
    claims: list[DraftClaim] = []
    for hit in asked.book.hits(asked.query, ELSEWHERE_HITS):
        piece = asked.book.passage_slice(hit.passage)
        if asked.matcher.score(piece.text) < floor or _is_given(asked, piece):
            continue
        duty = _on_work(asked, piece)
        if duty is not None:
            claim = subject_claim(asked, duty)
            claims.append(stated(claim.text, piece.plan_id, (*claim.slices, piece)))
    return claims[:1]


def _is_given(asked: Asked, piece: Slice) -> bool:
    assignments = asked.book.assignments(piece.plan_id)
    return any(piece.section in (a.task.section, a.sources[0].section) for a in assignments)


def _on_work(asked: Asked, piece: Slice) -> Assignment | None:
    """The duty that holds the words with which the item begins, up to its place and time."""
    work = _ENDS.split(without_marker(" ".join(piece.text.split())), maxsplit=1)[0]
    words = tuple(re.findall(r"[^\W\d_]+", work))
    asked_words = set(re.findall(r"[^\W\d_]+", fold(asked.query.question)))
    named = sum(fold(word) in asked_words for word in words)
    if len(words) < _FEWEST_WORDS or named < _NAMED * len(words):
        return None
    query = replace(
        asked.query,
        terms=words,
        search_text=" ".join(words),
        agencies=(),
        lang="vi",
        unaccented=False,
    )
    about = asked.book.matcher(query)
    rows = [
        (max(map(about.score, clauses_of(one.task.text))), -one.task.start, one)
        for one in asked.book.assignments(piece.plan_id)
        if not all_generic(one)
    ]
    score, _, best = max(rows, key=lambda row: row[:2], default=(0.0, 0, None))
    return best if score >= _SAME_WORK else None
