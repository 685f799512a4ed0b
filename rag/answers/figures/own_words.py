"""An indicator asked for in its own words: "Bao nhiêu thôn có nữ giữ chức danh Trưởng thôn?".

The words name agencies, offices and works that are no duty here, so they are compared as they
stand: nearly all of the indicator's must be in the question, and all of the question's in it.
"""

from __future__ import annotations

import re

from rag.answers.dates.reached import with_year
from rag.answers.figures.figures_asked import asks_share
from rag.answers.figures.indicators import asks_its_number, indicator_claim
from rag.answers.figures.neighbours import another_school
from rag.answers.shape import Asked, draft
from rag.schema import Draft, Target
from rag.table import is_row_id
from rag.text import fold, lower

_HOW_MANY = re.compile(r"\b(?:bao nhieu|may)\b|\bt[iy] le\b(?!.*\b(?:ai|nao|gi|dau|bao gio)\b)")
_SAID = 0.75
"""Share of the indicator's words that the question must say; it may say no other."""
_LEAST = 4
"""Words both have."""
_FEW = 12
"""Plans whose indicators are compared."""
_NUMBER = re.compile(r"^\W*chi tieu [\d.]+\s*:")
_COMPARING = frozenset("tren duoi tu tro len".split())
"""Words before a figure, which need not be repeated."""
_NOW = re.compile(r"\bhien (?:nay|tai|co|dang)\b|\bdang (?:co|la)\b|\bbay gio\b|\bthuc te\b")
_NUMERAL = re.compile(r"\d[\d.,]*\d|\d")
_WORD = re.compile(r"[^\W\d_]+")
_ASKING = frozenset(
    "bao nhieu may phan tram la dat duoc co theo ke hoach cua o tai trong va hoac cac nhung so ty "
    "le ti phai se dat ra muc tieu chi thi vay the nao den it nhat phan dau toi thieu con chiem "
    "xuong khoang cho".split()
)
"""Words of asking, of comparing and between others: they say nothing of what is counted."""


def in_own_words(asked: Asked) -> Draft | None:
    """The indicators whose words the question repeats; None where none is asked so."""
    query = asked.query
    question = fold(query.question)
    few = 0 < len(query.plans) <= _FEW
    if query.lang != "vi" or not few or not _HOW_MANY.search(question) or query.items:
        return None
    if _NOW.search(question):
        return None
    if query.objectives or query.indicators or query.years or "amount" in query.header_fields:
        return None
    for plan_id in query.plans:
        # "ở huyện An Hòa" says where; "cấp huyện" says whose
        for name in (asked.book.label(plan_id), asked.book.by_id[plan_id].place or ""):
            question = question.replace(fold(name), " ") if name else question
    wanted = {word for word in _WORD.findall(question) if word not in _ASKING}
    wanted |= {*_NUMERAL.findall(question)}
    scored = [
        (share, one)
        for plan_id in query.plans for one in asked.book.targets(plan_id)
        if not is_row_id(one.task.section)
        and (share := _share(wanted, one)) >= _SAID
        and (not asks_share(query) or any("%" in figure for figure in one.figures))
        and not any(another_school(lower(query.question), lower(one.task.text)))
    ]  # fmt: skip
    if not scored:
        return None
    best = max(share for share, _ in scored)
    kept = {(one.plan_id, one.year, one.figures): one for share, one in scored if share == best}
    if query.narrowed and {one.plan_id for one in kept.values()} < set(query.plans):
        return None
    numbered = asks_its_number(query)
    claims = [indicator_claim(asked, one, numbered=numbered) for one in kept.values()]
    told = draft(asked, claims, reason="not_stated")
    if len({one.year for one in kept.values()}) < len(kept):
        return told
    # the same indicator by 2025 and by 2030: each below its year
    dated = with_year(asked, told)
    return dated if len(dated.claims) == len(claims) > 1 else told


def _share(wanted: set[str], one: Target) -> float:
    """The share of the indicator, or of a clause of it, that the question says; 0 where less.

    What the question says besides ("nam", "không", "từ 16 tuổi") makes it another's.
    """
    text = _NUMBER.sub("", fold(one.task.text))
    best = 0.0
    for part in (text, *text.split(";")):
        said = {word for word in _WORD.findall(part) if word not in _ASKING}
        if len(wanted) >= _LEAST and wanted <= {*said, *_NUMERAL.findall(part)}:
            best = max(best, len(wanted & said) / len(said - _COMPARING))
    return best
