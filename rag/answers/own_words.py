"""An indicator asked for in its own words: "Bao nhiêu thôn có nữ giữ chức danh Trưởng thôn?".

The words name agencies, offices and works that are no duty here, so they are compared as they
stand: nearly all of the indicator's must be in the question, and nearly all of the question's in
it.
"""

from __future__ import annotations

import re

from rag.answers.figures_asked import asks_share
from rag.answers.indicators import indicator_claim
from rag.answers.reached import with_year
from rag.answers.shape import Asked, draft
from rag.schema import Draft, Target
from rag.table import is_row_id
from rag.text import fold
from rag.years_asked import years_in

_HOW_MANY = re.compile(r"\b(?:bao nhieu|may)\b|\bt[iy] le\b(?!.*\b(?:ai|nao|gi|dau|bao gio)\b)")
_SAID = 0.75
"""Share of its words that the indicator must have in the question, and the question in it."""
_LEAST = 4
"""Words both have."""
_FEW = 12
"""Plans whose indicators are compared."""
_NUMBER = re.compile(r"^\W*chi tieu [\d.]+\s*:")
_WORD = re.compile(r"[^\W\d_]+")
_ASKING = frozenset(
    "bao nhieu may phan tram la dat duoc co theo ke hoach cua o tai trong va hoac cac nhung so ty "
    "le ti phai se dat ra muc tieu chi thi vay the nao den nam it nhat tren duoi phan dau toi "
    "thieu tro len xuong con tu chiem dua giam tang nang khoang hang moi trong".split()
)
"""Words of asking, of comparing and between others: they say nothing of what is counted."""


def in_own_words(asked: Asked) -> Draft | None:
    """The indicators whose words the question repeats; None where none is asked so."""
    query = asked.query
    question = fold(query.question)
    few = 0 < len(query.plans) <= _FEW
    if query.lang != "vi" or not few or not _HOW_MANY.search(question) or query.items:
        return None
    if query.objectives or query.indicators or years_in(question):
        return None
    places = {word for plan_id in query.plans for word in fold(asked.book.label(plan_id)).split()}
    wanted = {word for word in _WORD.findall(question) if word not in _ASKING}
    scored = [
        (share, one)
        for plan_id in query.plans for one in asked.book.targets(plan_id)
        if not is_row_id(one.task.section)
        and (share := _share(wanted, places, one)) >= _SAID
        and (not asks_share(query) or any("%" in figure for figure in one.figures))
    ]  # fmt: skip
    if not scored:
        return None
    best = max(share for share, _ in scored)
    kept = {(one.plan_id, one.year, one.figures): one for share, one in scored if share == best}
    claims = [indicator_claim(asked, one, numbered=False) for one in kept.values()]
    told = draft(asked, claims, reason="not_stated")
    if len({one.year for one in kept.values()}) < len(kept):
        return told
    # the same indicator by 2025 and by 2030: each below its year
    dated = with_year(asked, told)
    return dated if len(dated.claims) == len(claims) > 1 else told


def _share(wanted: set[str], places: set[str], one: Target) -> float:
    """The smaller of the shares in which the question and the indicator say each other."""
    text = _NUMBER.sub("", fold(one.task.text))
    best = 0.0
    for part in (text, *text.split(";")):
        said = {word for word in _WORD.findall(part) if word not in _ASKING}
        asked_for = wanted - (places - said)
        both = len(asked_for & said)
        if both >= _LEAST:
            best = max(best, min(both / len(said), both / len(asked_for)))
    return best
