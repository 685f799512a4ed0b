"""Every date a plan sets: "liệt kê mọi hạn báo cáo"."""

from __future__ import annotations

import re

from rag.answers.beside import clause_of, due_text
from rag.answers.shape import Asked, absent, draft, narrows, stated
from rag.schema import Deadline, Draft, DraftClaim
from rag.text import fold

_REPORTS = re.compile(r"\bbao cao\b|\bnop\b|\breport")
_ONE_SORT = re.compile(
    r"\bbao cao (?:hang |moi )?(?:nam|quy|thang)\b|\b(?:hang|moi) (?:nam|quy|thang)\b|"
    r"\b0?6 thang\b|\b(?:annual|yearly|quarterly|monthly|six-month|half-year)"
)
""" "Hạn báo cáo năm của các kế hoạch": one date a plan, not all of them."""
_KNOWN = frozenset(
    "han thoi moc gian bao cao nop gui ket qua moi tat ca toan bo cac nhung ke hoach ngay liet ra "
    "het trong phai co nao la gi cua theo tung danh sach deadlines deadline report reports "
    "reporting dates due list every each all plan plans by".split()
)


def listed_deadlines(asked: Asked) -> Draft | None:
    """All dates plan by plan; None where the question asks for some of them."""
    query, question = asked.query, fold(asked.query.question)
    if query.intent != "deadline" or query.agencies or query.objectives or query.items:
        return None
    if _ONE_SORT.search(question) or narrows(asked, _KNOWN):
        return None
    reports = _REPORTS.search(question) is not None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        found = [
            claim for one in asked.book.deadlines(plan_id)
            for claim in _claims(asked, one, reports=reports)
        ]  # fmt: skip
        claims += dict.fromkeys(found) or [absent(asked.phrases.say("no_deadline"), plan_id)]
    return draft(asked, claims, reason="not_stated")


def _claims(asked: Asked, one: Deadline, *, reports: bool) -> list[DraftClaim]:
    """Its dates; of a report also how often it comes back."""
    kinds = ("date", "recurrence") if reports else ("date",)
    sure = [due.words for due in one.due if due.kind in kinds]
    told: dict[str, str] = {}
    for when in one.when:
        clause = clause_of(asked, one, when)
        if any(words in when for words in sure) and not (
            reports and "báo cáo" not in clause.lower()
        ):
            told.setdefault(clause, when)
    return [
        stated(due_text(asked, one, clause, when), one.plan_id, one.sources)
        for clause, when in told.items()
    ]
