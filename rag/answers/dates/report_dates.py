"""Reporting dates: which sentences are on reports, and which report is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answers.agencies.numbers import held_by
from rag.answers.agencies.rows import is_collective
from rag.answers.dates.beside import HALF, YEARLY, asked_in
from rag.answers.dates.doers import TO_THEM, doers, given_to, names_agency
from rag.answers.dates.reported_to import reported_to
from rag.answers.events.month_of_action import names_month
from rag.answers.shape import Asked
from rag.names.agencies import AgencyMention
from rag.schema import Deadline
from rag.text import fold, lower

QUARTER = re.compile(r"\b(?:hang|moi|tung|theo|bao cao) quy\b|\bquy [iv1-4]+\b|quarter")
MONTHLY = re.compile(
    r"\bbao cao (?:hang )?thang\b(?! \d| hanh dong)|\b(?:moi|hang|tung|theo) thang\b|monthly"
)

OFTEN = (HALF, YEARLY, QUARTER, MONTHLY)
_SUDDEN = re.compile(r"\bdot xuat\b")
_DATED = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date of a plan with its clause, and how well that is on the question."""

    deadline: Deadline
    when: str
    clause: str
    score: float


def reports_of(asked: Asked, rows: list[Candidate]) -> list[Candidate]:
    """The plan's reporting dates: dated, and in a sentence on reporting."""
    dated = [
        row for row in rows
        if is_report(asked, row) and re.search(r"\d\s*(?:/|tháng)\s*\d", row.when)
    ]  # fmt: skip
    dated = _of_the_month(asked, as_often(asked, dated))
    agency = [row for row in dated if names_agency(asked, row.deadline)]
    general = [row for row in dated if not row.deadline.task.section.startswith("muc.")
               or len(row.deadline.sources) == 1]  # fmt: skip
    if asked.query.agencies and agency:
        return agency
    return general or dated


_REPORTED = re.compile(r"\b(?:bao cao|gui|nop|tong hop|so ket|tong ket|ket qua|danh gia|trinh)\b")


def of_reports(asked: Asked, rows: list[Candidate]) -> list[Candidate]:
    """As often as asked; without the days of the work itself, where reports on it are asked."""
    if re.search(r"\bbao cao\b", fold(asked.query.question)):
        told = ((fold(f"{row.clause} {row.deadline.task.text}"), row) for row in rows)
        rows = _of_the_month(asked, [row for text, row in told if _REPORTED.search(text)])
        rows = _of_its_turn(asked, rows)
    return as_often(asked, rows)


def _of_its_turn(asked: Asked, rows: list[Candidate]) -> list[Candidate]:
    """ "Báo cáo định kỳ": without "báo cáo những vụ việc đột xuất", where another comes back."""
    question = fold(asked.query.question)
    if not re.search(r"\bdinh ky\b", question) or _SUDDEN.search(question):
        return rows
    kept = [
        row for row in rows
        if not _SUDDEN.search(fold(row.clause))
        or any(often.search(fold(f"{row.when} {row.clause}")) for often in OFTEN)
    ]  # fmt: skip
    return kept or rows


def _of_the_month(asked: Asked, rows: list[Candidate]) -> list[Candidate]:
    """Those on the month of action, where that is asked; else none but of a plan on it alone."""
    if not names_month(asked.query.question):
        return rows
    named = [row for row in rows if names_month(f"{row.clause} {row.deadline.task.text}")]
    titles = {row.deadline.plan_id: asked.book.by_id[row.deadline.plan_id].title for row in rows}
    return named or [row for row in rows if names_month(titles[row.deadline.plan_id] or "")]


_SENT = re.compile(r"\b(?:gửi|nộp|sơ kết|tổng kết)\b", re.IGNORECASE)
_ON_REPORTS = re.compile(r"\bbáo cáo\b[^;.:]{0,80}:", re.IGNORECASE)
""" "Các đơn vị báo cáo về Phòng …: quý gửi …; sơ kết 6 tháng gửi …": each is a report."""


def is_report(asked: Asked, row: Candidate) -> bool:
    """Whether a date is a report's: its clause says so, or what its sentence or part opens with."""
    if "báo cáo" in row.clause.lower():
        return True
    task = row.deadline.task
    opens = _ON_REPORTS.search(task.text.partition(row.when)[0])
    headed = any("bao cao" in fold(heading) for heading in asked.book.headings(task)[:-1])
    apart_there = _APART.search(fold(row.clause)) and "báo cáo" in task.text.lower()
    told = opens or headed or apart_there
    return bool(row.deadline.kind == "report" and _SENT.search(row.clause) and told)


_ON_A_DAY = re.compile(r"\d|\bthứ |\btuần\b", re.IGNORECASE)


def reports_told(asked: Asked, rows: list[Candidate], undated: list[Candidate]) -> list[Candidate]:
    """The reporting dates, with what comes back on a day of each quarter or month.

    "Ngày 10 của tháng cuối quý" is told where such a report is asked for, or where the agency
    asked about has no other: "Công an báo cáo trước ngày nào?".
    """
    question = fold(asked.query.question)
    dated = reports_of(asked, rows)
    found = [row for row in undated if is_report(asked, row) and _DATED.search(row.when)]
    if QUARTER.search(question) or MONTHLY.search(question):
        return [*dated, *as_often(asked, found)]
    other = HALF.search(question) or YEARLY.search(question) or not asked.query.agencies
    if other or any(names_agency(asked, row.deadline) for row in dated):
        return dated
    own = [
        row for row in undated
        if (row.deadline.kind == "report" or is_report(asked, row))
        and _ON_A_DAY.search(row.when) and given_to(asked, row.deadline)
    ]  # fmt: skip
    return own or dated


def as_often(asked: Asked, rows: list[Candidate]) -> list[Candidate]:
    """Those of the half-year, the quarter or the month, where that report is asked for."""
    question = asked_in(asked.query.question)
    often = [one for one in (QUARTER, MONTHLY) if one.search(question)]
    half, yearly = HALF.search(question), YEARLY.search(question)
    if half and not yearly:
        often.append(HALF)
    kept = [
        row for row in rows if all(one.search(fold(f"{row.when} {row.clause}")) for one in often)
    ]
    if yearly and not half:
        # a plan that is due beside the report stays
        kept = [row for row in kept if _of_year(row) or not is_report(asked, row)] or kept
    return kept


_OF_YEAR = re.compile(r"\b(?:báo cáo|tổng kết|kết quả|hằng|hàng|cả|cuối) năm\b", re.IGNORECASE)


def _of_year(row: Candidate) -> bool:
    """Whether its clause, or the label its sentence opens with, says the year's report."""
    label = row.deadline.task.text.partition(":")[0]
    return any(_OF_YEAR.search(text) for text in (row.when, row.clause, label))


def not_told(asked: Asked, rows: Sequence[Candidate]) -> str | None:
    """Of two that reports go to as asked the one that none of the dates told is for; else None."""
    all_of = reported_to(asked)
    lacks = [
        to.name or to.written for to in all_of
        if not any(to.tells(asked, row.deadline, row.when, row.clause) for row in rows)
    ]  # fmt: skip
    return lacks[0] if rows and len(all_of) > 1 and len(lacks) == 1 else None


_APART = re.compile(
    r"\brieng (?:doi voi )?(?:cac |nhung )?"
    r"(?!(?:nam|thang|quy|ngay|viec|bao cao|ke hoach|ve)\b)(?P<who>\w+(?: \w+){0,6}?) "
    r"(?:thi )?(?:gui|nop|bao cao|truoc|cham nhat|hoan thanh)\b"
)


def apart(asked: Asked, rows: list[Candidate]) -> list[Candidate]:
    """ "…; riêng các trường học gửi trước ngày …": that date is theirs, and theirs no other.

    Both stay where nobody is asked about.
    """
    found = [(row, _APART.search(fold(row.clause))) for row in rows]
    theirs = [row for row, who in found if who is not None and _is_asked(asked, who["who"])]
    if theirs:
        tasks = {row.deadline.task for row in theirs}
        others = [row for row, _ in found if row not in theirs and row.deadline.task not in tasks]
        reports = re.search(r"\bbao cao\b|\bket qua\b", fold(asked.query.question))
        return theirs if reports else [*others, *theirs]
    return [row for row, who in found if who is None] if doers(asked) else rows


_MAKES = r"(?:ban hanh|xay dung|lap|lam|ra)"
_YEARS_PLAN = re.compile(
    rf"\b{_MAKES} (?:ban |cac )?ke hoach(?: (?:cong tac|hoat dong))? "
    r"(?:hang|tung|moi) nam\b|"
    rf"\b(?:hang|moi) nam\b[^?]*\b{_MAKES} (?:ban )?ke hoach\b"
)
_FOR_YEARS = re.compile(r"\bkế hoạch (?:giai đoạn|0?5 năm|năm năm|trung hạn)\b", re.IGNORECASE)
_IN_YEAR = re.compile(
    r"\d\s*(?:/|tháng)\s*\d|\b(?:tháng|quý|ngày) [\divx]|\b(?:đầu|cuối|giữa) (?:năm|tháng|quý)|"
    r"\b(?:sau|trước) khi\b|\bngay\b",
    re.IGNORECASE,
)
_EVERY_YEAR = re.compile(r"\b(?:hằng|hàng|mỗi|từng) năm\b", re.IGNORECASE)


def asks_years_plan(question: str) -> bool:
    """Whether the plan of each year is asked for: "ban hành kế hoạch hằng năm"."""
    return _YEARS_PLAN.search(fold(question)) is not None


def of_longer_plan(asked: Asked, one: Deadline, when: str, clause: str) -> bool:
    """Whether a date is for a plan of several years, where that of each year is asked.

    "Ban hành kế hoạch giai đoạn 2026 - 2030 trước ngày …" says nothing of "kế hoạch hằng năm".
    """
    if not asks_years_plan(asked.query.question):
        return False
    if "kế hoạch" not in clause.lower():
        return True  # "ban hành quy trình …": no plan at all
    if not _IN_YEAR.search(when):
        return True  # "kế hoạch 5 năm và hàng năm": asked so, and no time in the year
    # "kế hoạch 5 năm trước ngày …/2021 và kế hoạch hằng năm trước ngày …": each has its date
    before = clause.partition(when)[0]
    said = before[max(before.lower().rfind("kế hoạch"), 0) :]
    if _EVERY_YEAR.search(f"{said} {when}"):
        return False
    plan = asked.book.by_id[one.plan_id]
    long = plan.year_start != plan.year_end and re.search(r"20\d\d", when) is not None
    return long or _FOR_YEARS.search(f"{said} {when}") is not None


_SENDER = re.compile(
    r"\b(?P<who>thon|ap|to dan pho|khu pho|khu dan cu|buon|khom|ban|chi hoi|doanh nghiep|"
    r"hop tac xa)"
    r"(?: (?:o|cua|tai|xa|phuong|thuoc)(?: \w+){1,4}?)? (?:phai |can |se |can phai )?"
    r"(?:gui|nop|bao cao|lam bao cao)\b"
)


_NO_LIST = re.compile(r"\bbao cao\b|\bket qua\b")


def of_sender(asked: Asked, rows: list[Candidate]) -> list[Candidate]:
    """ "Các thôn gửi báo cáo …": the reports that name them, else those of all together.

    They are no agency of the lexicon; the date of another's report is none of theirs.
    """
    sender = _SENDER.search(fold(asked.query.question))
    if sender is None or doers(asked) or "bao cao" not in fold(asked.query.question):
        return rows
    if sender["who"] == "ban" and not re.search(r"\bbản\b", lower(asked.query.question)):
        return rows  # "các ban": bodies, and no villages
    who = re.compile(rf"(?<!gui cac )(?<!gui )\b{sender['who']}\b")
    reports = [row for row in rows if row.deadline.kind == "report" or is_report(asked, row)]
    own = [row for row in reports if who.search(_of_whom(row)) and _NO_LIST.search(_of_whom(row))]
    of_all = [
        row for row in reports if any(is_collective(a.written) for a in row.deadline.agencies)
    ]
    left = own or of_all
    return [row for row in rows if row in left]


def _of_whom(row: Candidate) -> str:
    given = " ".join(a.written for a in row.deadline.agencies)
    return fold(f"{row.clause} {given}")


def _is_asked(asked: Asked, who: str) -> bool:
    """Whether those that a clause sets apart are asked about, by their words or their name."""
    lexicon = asked.book.lexicon
    named = [m.name for m in lexicon.find_agencies_in_question(f"cac {who}")]
    # "Trường THCS" is one of "các trường học"
    held = [fold(one).strip() for name in named for one in held_by(lexicon, name)]
    question = asked.query.question
    words = " ".join(re.findall(r"[^\W_]+", fold(f"{question} | {lexicon.expand(question)}")))
    if any(f" {one} " in f" {words} " for one in (who, *held)):
        return True
    return any(lexicon.same_agency(one, name) for one in named for name in doers(asked))


def to_named(asked: Asked, rows: list[Candidate]) -> list[Candidate]:
    """Those that go to the agency the question names as the one to report to."""
    lexicon, question = asked.book.lexicon, asked.query.question
    named = [
        m for m in lexicon.find_agencies_in_question(question)
        if TO_THEM.search(fold(question[: m.start]))
    ]  # fmt: skip
    return [
        row for row in rows
        if any(
            lexicon.same_agency(m.name, one.name) for m in _receivers(asked, row) for one in named
        )
    ]  # fmt: skip


def _receivers(asked: Asked, row: Candidate) -> list[AgencyMention]:
    """The one a report goes to, and those that a clause gives things to: "cung cấp … cho Phòng"."""
    find, clause = asked.book.lexicon.find_agencies, row.clause
    given = [m for m in find(clause) if TO_THEM.search(fold(clause[: m.start]))]
    return [*find(row.deadline.recipient or "")[:1], *given]
