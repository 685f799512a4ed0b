"""Who gathers everybody's reports: "ai làm đầu mối tổng hợp báo cáo?".

Plans say it in two ways: "Sở A tổng hợp, báo cáo kết quả …", or of those who report: "báo cáo
Ủy ban nhân dân (qua Sở A) để tổng hợp", where A gathers and not who reports.
"""

from __future__ import annotations

import re

from rag.answers.agencies.rows import is_collective
from rag.answers.agencies.subject import subject_claim
from rag.answers.dates.asking_words import REPORT_WORDS
from rag.answers.shape import Asked, draft, stated
from rag.schema import Assignment, Draft, DraftClaim
from rag.text import fold

_ASKED = re.compile(r"\btong hop\b.*\bbao cao\b|\bbao cao\b.*\btong hop\b")
_WORDS = REPORT_WORDS | frozenset(
    "tong hop lam la dau moi chung thuc hien trien khai cua tu cho toan bo giup uy ban nhan dan "
    "ubnd tinh huyen cac noi don vi co quan so nganh dia phuong trach nhiem chiu duoc giao nhan "
    "gom thu cong tac viec nay o tai".split()
)
_GATHERS = re.compile(
    r"\btong hop\b(?:(?!vao bao cao)[^;.]){0,60}?\bbao cao\b|\bbao cao\b,? tong hop\b"
)
_RESULTS = re.compile(r"\btong hop\b[^;.]{0,40}?\bket qua\b")
_FOR_ANOTHER = re.compile(r"\bde (?:[\w,]+ ){0,4}?tong hop\b")
""" "… về Sở A để theo dõi, tổng hợp": A gathers."""
_MOST = 2
_BEFORE = re.compile(r"[;.:]\s")
_REPORTS = re.compile(r"báo cáo", re.IGNORECASE)


def collectors(asked: Asked) -> Draft | None:
    """Who gathers the reports, plan by plan; None where more is asked, or a plan does not say."""
    query = asked.query
    if query.lang != "vi" or query.agencies or not _ASKED.search(fold(query.question)):
        return None
    if any(fold(word) not in _WORDS for word in query.subject):
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        found = _own(asked, plan_id) or _received(asked, plan_id)
        if not found and query.narrowed:
            return None
        claims += found
    return draft(asked, claims) if claims else None


def _own(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """Of those who are to gather what others report, the duties nearest to the question."""
    found = [one for one in asked.book.assignments(plan_id) if _gathers(one)]
    of_results = [one for one in found if _RESULTS.search(fold(one.task.text))] or found
    best = sorted(of_results, key=lambda one: -asked.matcher.score(one.task.text))[:_MOST]
    names = {agency.name for one in best[:1] for agency in one.agencies}
    return [
        subject_claim(asked, one) for one in best
        if one is best[0] or not names & {agency.name for agency in one.agencies}
    ]  # fmt: skip


def _gathers(one: Assignment) -> bool:
    text = fold(one.task.text)
    if not _GATHERS.search(text) or _FOR_ANOTHER.search(text):
        return False
    return not any(is_collective(agency.name) for agency in one.agencies)


def _received(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """ "… báo cáo UBND tỉnh thông qua Sở Nội vụ để tổng hợp": that department, in these words."""
    tasks = (
        *(one.task for one in asked.book.deadlines(plan_id)),
        *(one.task for one in asked.book.assignments(plan_id)),
    )
    found: dict[str, DraftClaim] = {}
    for task in dict.fromkeys(tasks):
        said = _FOR_ANOTHER.search(fold(task.text))
        if said is None:
            continue
        sentence = max((m.end() for m in _BEFORE.finditer(task.text, 0, said.start())), default=0)
        named = asked.book.lexicon.find_agencies(task.text[sentence : said.start()])
        if not named:
            continue
        at = slice(sentence + named[-1].start, sentence + named[-1].end)
        reports = [m.start() for m in _REPORTS.finditer(task.text, sentence, at.start)]
        if not reports:
            continue
        section = asked.book.sections(plan_id)[task.section]
        start, end = task.start + reports[-1], task.start + said.end()
        piece = asked.book.slice(plan_id, section, start, end)
        who = " ".join(task.text[at].split())
        text = asked.phrases.say("who", agencies=who[0].upper() + who[1:], task=piece.text)
        found.setdefault(named[-1].name, stated(text, plan_id, (piece,)))
    return list(found.values())[:_MOST]
