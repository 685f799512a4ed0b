"""Every date a plan sets: "liệt kê mọi hạn báo cáo"."""

from __future__ import annotations

import re

from rag.answers.dates.beside import clause_of, due_text
from rag.answers.dates.doers import doers, is_agencys
from rag.answers.dates.reported_to import reported_to
from rag.answers.shape import Asked, absent, draft, narrows, stated
from rag.schema import Deadline, Draft, DraftClaim
from rag.table import is_row_id
from rag.text import fold

_REPORTS = re.compile(r"\bbao cao\b|\bnop\b|\breport")
_ONE_SORT = re.compile(
    r"\bbao cao (?:hang |moi )?(?:nam|quy|thang)\b|\b(?:hang|moi) (?:nam|quy|thang)\b|"
    r"\b0?6 thang\b|\b(?:annual|yearly|quarterly|monthly|six-month|half-year)"
)
""" "Hạn báo cáo năm của các kế hoạch": one date a plan, not all of them."""
_ONE_TIME = re.compile(r"\bthang \d{1,2}\b|\bquy (?:iv|i{1,3}|[1-4])\b")
_LIST_SENT = re.compile(r"\b(?:gui|nop|lap|lam) (?:\w+ )?danh sach\b")
""" "Trưởng thôn gửi danh sách trước ngày nào": what is sent, no list of dates."""
_KNOWN = frozenset(
    "han thoi moc gian bao cao nop gui ket qua moi tat ca toan bo cac nhung ke hoach ngay liet ra "
    "het trong phai co nao la gi cua theo tung danh sach deadlines deadline report reports "
    "reporting dates due list every each all plan plans by".split()
)


def listed_deadlines(asked: Asked) -> Draft | None:
    """All dates plan by plan, of an agency its own; None where some of them are asked for."""
    query, question = asked.query, fold(asked.query.question)
    if query.intent != "deadline" or query.objectives or query.items or query.documents:
        return None
    if query.agencies and (reported_to(asked) or not doers(asked)):
        return None
    if query.agencies and _LIST_SENT.search(question):
        return None
    if _ONE_SORT.search(question) or _ONE_TIME.search(question) or narrows(asked, _KNOWN):
        return None
    reports = _REPORTS.search(question) is not None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        found = [
            claim for one in asked.book.deadlines(plan_id)
            if not query.agencies or _its_own(asked, one)
            for claim in _claims(asked, one, reports=reports)
        ]  # fmt: skip
        lacks = query.narrowed or not query.agencies
        lacking = [absent(asked.phrases.say("no_deadline"), plan_id)] if lacks else []
        claims += dict.fromkeys(found) or lacking
    return draft(asked, claims, reason="not_stated")


def _its_own(asked: Asked, one: Deadline) -> bool:
    """Whether an agency must do it, and is not only who gets it: "số liệu cho Sở Nội vụ"."""
    same = asked.book.lexicon.same_agency
    names = {agency.name for agency in one.agencies} | {agency.written for agency in one.agencies}
    given = any(same(wanted, name) for wanted in doers(asked) for name in names)
    return given or is_agencys(asked, one, headed=True)


_ENDS = re.compile(
    r"\b(?:viec|nhiem vu|moc|han|(?P<held>hoat dong|su kien)|tasks?|deadlines?)\b.*\b(?:"
    r"(?P<last>(?:muon|tre|cham) nhat|cuoi cung|latest|last)|(?:som|gan) nhat|dau tien|"
    # "chậm nhất là bao giờ" asks for a date by which
    r"earliest|first)\b(?! (?:la(?! (?:gi|hoat|su|viec))|vao|truoc|ngay|den|khi)\b)"
    r"|\b(?:(?P<late>latest|last)|earliest|first) (?:tasks?|deadlines?)\b"
)
_OF_ENDS = _KNOWN | frozenset(
    "viec nhiem vu cong den som muon tre cham nhat dau tien cuoi cung gan phai xong hoan thanh "
    "truoc o tai duoc lam the ra task tasks earliest latest first last which what "
    "comes come must done hoat su kien dien to chuc lich trong bang la gi ngay".split()
)
_BY = re.compile(r"\b(?:truoc|cham nhat|muon nhat|han)\b")
_WITHIN_YEAR = re.compile(r"\d[/.-]\d|\bthang\b|\bquy\b|\bngay \d")
_AT_ONCE = 3
"""Tasks of one day that are told."""


def ends_of_calendar(asked: Asked) -> Draft | None:
    """ "Hoạt động cuối cùng trong lịch là gì": asked for by no date."""
    question = fold(asked.query.question)
    asks = None if re.search(r"\bkhong\b", question) else _ENDS.search(question)
    return first_or_last(asked) if asks is not None and asks["held"] else None


def first_or_last(asked: Asked) -> Draft | None:
    """ "Việc nào đến hạn sớm nhất?": the first or last of the dates of each plan, with its task."""
    query, question = asked.query, fold(asked.query.question)
    asks = _ENDS.search(question)
    if asks is None or _REPORTS.search(question) or query.objectives or query.items:
        return None
    if not query.narrowed or query.agencies or any(
        fold(word) not in _OF_ENDS for word in asked.subject.narrowing(query, _OF_ENDS)
    ):  # fmt: skip
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        days = [
            (due, one, when) for one in asked.book.deadlines(plan_id)
            for when in one.when for due in one.due
            # a day that comes back every year is neither the first nor the last
            if due.kind == "date" and due.last and due.last[0] != "-" and due.words in when
        ]  # fmt: skip
        if asks["held"]:
            # "hoạt động nào diễn ra đầu tiên": of the calendar, before what is due by a day
            rows = [one for one in days if is_row_id(one[1].task.section)]
            on_days = [one for one in days if not _BY.search(fold(one[0].words))]
            days = rows or on_days or days
        # "trong năm 2030" ends no sooner than that year: a day or a month is nearer to a date
        days = [one for one in days if _WITHIN_YEAR.search(fold(one[0].words))] or days
        if not days:
            claims.append(absent(asked.phrases.say("no_deadline"), plan_id))
            continue
        last = asks["last"] or asks["late"]
        at = [(due.first if asks["held"] and not last else None) or due.last for due, _, _ in days]
        end = (max if last else min)(one or "" for one in at)
        told = [found for found, day in zip(days, at, strict=True) if day == end][:_AT_ONCE]
        claims += [
            stated(
                due_text(asked, one, clause_of(asked, one, when), when, due.words),
                plan_id,
                one.sources,
            )
            for due, one, when in told
        ]
    return draft(asked, claims, reason="not_stated")


def _claims(asked: Asked, one: Deadline, *, reports: bool) -> list[DraftClaim]:
    """Its dates; of a report also how often it comes back."""
    kinds = ("date", "recurrence") if reports or asked.query.agencies else ("date",)
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
