"""How often an agency reports, where a table has a column for it.

"Cơ quan | Chỉ tiêu chủ trì | Chỉ tiêu phối hợp | Kỳ báo cáo"
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.answers.dates.doers import doers, is_agencys
from rag.answers.shape import Asked, draft, stated
from rag.schema import Deadline, Draft, DraftClaim, Lead
from rag.table import is_row_id
from rag.text import fold
from rag.understanding.yes_no import denies

_COLUMN = re.compile(r"(?:dinh )?ky (?:han )?bao cao\b|(?:che do|thoi gian) bao cao\b")
_EVERY = r"(?:(?:hang|moi) (?:nam|quy|thang|tuan)|(?:0?\d|sau|ba) thang|theo nam hoc|\d+ nam)"
_HOW_OFTEN = re.compile(
    r"\bbao cao\b.*\b(?:theo ky (?:nao|gi)|ky (?:nao|gi)|dinh ky (?:nao|the nao|ra sao|bao lau)|"
    r"(?:bao lau|may (?:thang|quy|nam)) (?:mot|1) lan)\b|"
    r"\bhow often\b.*\breport|\bky bao cao\b|"
    r"\b(?:bao lau|may (?:thang|quy|nam))\b.*\bbao cao\b.*\b(?:mot|1) lan\b"
)
_MORE = re.compile(r"\b(?:ngay nao|(?:khi|luc) nao|ai|noi nao|dau|gui|bao gio)\b")
""" "… bao lâu một lần, trước ngày nào": a period alone is half of it."""
_WHO = re.compile(
    r"^(?:[^:]{2,40}: )?(?:nhung |cac )?(?:co quan|don vi|so|nganh|ai|ben)(?: (?:nao|gi))?\b.*"
    rf"\bbao cao (?:dinh ky |theo ky )?(?P<every>{_EVERY})(?: (?:mot|1) lan)?\W*$"
)
_WHETHER = re.compile(
    r"\bbao cao (?:(?:cac )?chi tieu |so lieu |ket qua )?(?:dinh ky |theo ky )?"
    rf"(?P<every>{_EVERY})(?: (?:mot|1) lan)?"
    r"(?: (?:dung|phai|co dung|co phai))? (?:khong|ko)\W*$"
)
_OF_ASKING = frozenset(
    "bao cao dinh ky theo hang moi nam quy thang tuan hoc mot lan sau ba dung phai co cac chi tieu "
    "so lieu ket qua".split()
)


def report_periods(asked: Asked) -> Draft | None:
    """What the column says of the agency asked about, or whose period is the one named."""
    query, question = asked.query, _put(fold(asked.query.question))
    if (told := _whether(asked, question)) is not None:
        return told
    who = None if query.agencies else _WHO.search(question)
    often = bool(doers(asked)) and _HOW_OFTEN.search(question)
    if not query.narrowed or not (who or often):
        return None
    if often and _MORE.search(question, often.end()):
        return None
    claims = [
        claim for plan_id in query.plans for one in asked.book.deadlines(plan_id)
        if (often and is_agencys(asked, one, headed=False))
        or (who and any(_period(when) == _period(who["every"]) for when in one.when))
        for claim in _told(asked, one)
    ]  # fmt: skip
    return draft(asked, claims) if claims else None


_WHO_EN = re.compile(
    r"^(?:[^:]{2,40}: )?(?:who|(?:which|what) (?:agenc\w+|departments?|bod\w+|units?))\b"
    r"(?: must| should| has to| have to)? reports? "
    r"(?P<every>quarterly|monthly|weekly|annually|yearly|every (?:quarter|month|week|year))"
    r"(?: in .*)?\W*$"
)
_EVERY_EN = {"quarter": "quy", "month": "thang", "week": "tuan", "year": "nam", "annual": "nam"}


def _put(question: str) -> str:
    """ "Who reports quarterly?" as it is asked in Vietnamese."""
    found = _WHO_EN.match(question)
    if found is None:
        return question
    every = next(period for word, period in _EVERY_EN.items() if word in found["every"])
    return f"co quan nao bao cao hang {every}"


def _whether(asked: Asked, question: str) -> Draft | None:
    """ "Công an báo cáo hằng năm đúng không": the row of the agency, and whether it says so."""
    query = asked.query
    match = _WHETHER.search(question)
    left = {fold(word) for word in query.subject if not word.isdigit()} - _OF_ASKING
    if match is None or left or len(query.agencies) != 1 or not query.narrowed:
        return None
    if denies(query.question):
        return None
    rows = [
        (one, claim) for plan_id in query.plans for one in asked.book.deadlines(plan_id)
        if is_agencys(asked, one, headed=False) for claim in _told(asked, one)
    ]  # fmt: skip
    if len(rows) != 1:
        return None
    ((row, claim),) = rows
    every = _period(match["every"])
    said = any(_period(when) == every for when in row.when)
    # another report of the agency may be due so
    if not said and any(
        one is not row
        and is_agencys(asked, one, headed=False)
        and "bao cao" in fold(one.task.text)
        and match["every"] in fold(f"{one.task.text} {' '.join(one.when)}")
        for one in asked.book.deadlines(row.plan_id)
    ):
        return None
    return draft(asked, [claim], lead=Lead(asked.phrases.say("confirmed" if said else "not_so")))


_WORDED = {"sau": "6", "ba": "3", "moi": "hang"}


def _period(text: str) -> str:
    """ "06 tháng một lần" as "6 thang"; "mỗi quý" as "hang quy"."""
    words = [_WORDED.get(word, word.lstrip("0")) for word in re.findall(r"\w+", fold(text))]
    told = re.sub(r" (?:mot|1) lan$", "", " ".join(words))
    return {"3 thang": "hang quy", "12 thang": "hang nam", "1 nam": "hang nam"}.get(told, told)


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
