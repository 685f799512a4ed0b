"""How often an agency reports, where a table has a column for it.

"Cơ quan | Chỉ tiêu chủ trì | Chỉ tiêu phối hợp | Kỳ báo cáo"
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.answers.doers import doers, is_agencys
from rag.answers.shape import Asked, draft, stated
from rag.schema import Deadline, Draft, DraftClaim
from rag.table import is_row_id
from rag.text import fold

_COLUMN = re.compile(r"(?:dinh )?ky (?:han )?bao cao\b|(?:che do|thoi gian) bao cao\b")
_EVERY = r"(?:(?:hang|moi) (?:nam|quy|thang|tuan)|(?:0?\d|sau|ba) thang|theo nam hoc)"
_HOW_OFTEN = re.compile(
    r"\bbao cao\b.*\b(?:theo ky (?:nao|gi)|ky (?:nao|gi)|dinh ky (?:nao|the nao|ra sao|bao lau)|"
    r"(?:bao lau|may (?:thang|quy|nam)) (?:mot|1) lan)\b|"
    r"\bhow often\b.*\breport|\bky bao cao\b|"
    r"\b(?:bao lau|may (?:thang|quy|nam))\b.*\bbao cao\b.*\b(?:mot|1) lan\b"
)
_WHO = re.compile(
    r"^(?:nhung |cac )?(?:co quan|don vi|so|nganh|ai|ben)(?: (?:nao|gi))?\b.*"
    rf"\bbao cao (?:dinh ky |theo ky )?(?P<every>{_EVERY})\W*$"
)


def report_periods(asked: Asked) -> Draft | None:
    """What the column says of the agency asked about, or whose period is the one named."""
    query, question = asked.query, fold(asked.query.question)
    who = None if query.agencies else _WHO.search(question)
    often = bool(doers(asked)) and _HOW_OFTEN.search(question)
    if not query.narrowed or not (who or often):
        return None
    claims = [
        claim for plan_id in query.plans for one in asked.book.deadlines(plan_id)
        if (often and is_agencys(asked, one, headed=False))
        or (who and any(fold(when) == who["every"] for when in one.when))
        for claim in _told(asked, one)
    ]  # fmt: skip
    return draft(asked, claims) if claims else None


def _told(asked: Asked, one: Deadline) -> Iterator[DraftClaim]:
    """ "Công an tỉnh – Kỳ báo cáo: Hằng quý"."""
    heads = [piece for piece in one.sources if _COLUMN.match(fold(piece.text))]
    named = [
        piece for piece in one.sources
        if piece not in heads and asked.book.lexicon.find_agencies(piece.text)
    ]  # fmt: skip
    if heads and named and is_row_id(one.task.section):
        text = f"{named[0].text} – {heads[0].text}: {', '.join(one.when)}"
        yield stated(text, one.plan_id, one.sources)
