"""Years and days that do not fit: the issue date, the period, the yearly event."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from rag.book import Book
from rag.checks.documents import cited_documents
from rag.checks.finding import Finding, Rule, at, body, matches, whole, zone
from rag.names.now import day_text
from rag.schema import Deadline, Plan
from rag.text import fold

_NEAR = datetime.timedelta(days=45)
"""A day within this of the newest document cited may have passed when an undated plan goes out."""
_EVENT_YEAR = re.compile(
    r"(?:Tháng hành động|Lễ phát động|Tuần lễ|Ngày hội)"
    r"(?:(?!\bnăm\b|\bLuật\b|\bKế hoạch\b|\btháng \d)[^.;\n]){0,120}?\bnăm (\d{4})(?!\s*[-–])"
)
# "ban hành Kế hoạch công tác … năm 2023", "Trên đây là Kế hoạch … năm 2023"
_OWN_YEAR = re.compile(
    r"(?:ban hành|xây dựng|Trên đây là)\s+Kế hoạch(?:(?!\bsố\b|\btháng \d|\bLuật\b|\bđến năm)"
    r"[^.;:]){0,200}?\bnăm (\d{4})(?!\s*[-–])"
)
_PAST_PART = re.compile(r"ket qua|danh gia tinh hinh|thuc trang|ton tai|han che|boi canh")
_DONE = re.compile(r"\bđã\b|\b(?:có|đạt)\s+(?:được\s+)?\d", re.IGNORECASE)
_ONWARD = re.compile(r"\btừ năm (\d{4}) trở đi|\bsau năm (\d{4})\b", re.IGNORECASE)
_MONTH_OF_ACTION = re.compile(r"Tháng hành động|Tháng cao điểm", re.IGNORECASE)
_BY_A_DAY = re.compile(r"trước\s+(?:ngày\s+)?\d|chậm nhất", re.IGNORECASE)
_REPORTS = re.compile(r"báo cáo", re.IGNORECASE)
_EVENT_MONTHS = 60
"""Days before the end of a yearly event within which a yearly report is at odds with it."""


def _issued(plan: Plan) -> datetime.date | None:
    return datetime.date.fromisoformat(plan.date) if plan.date else None


def _last_days(one: Deadline) -> list[datetime.date]:
    """The last days of a deadline that carry a year of their own or of the plan."""
    return [
        datetime.date.fromisoformat(due.last)
        for due in one.due
        if due.kind == "date" and due.last is not None and due.last[0] != "-"
    ]


def _words(one: Deadline) -> str:
    """When it is due, as the plan writes it."""
    return " ".join(", ".join(one.when).split())


_BACK = re.compile(r"kết quả|phát huy|kinh nghiệm|tổng kết|đã tổ chức", re.IGNORECASE)
""" "Phát huy kết quả Tháng hành động năm 2022": what was, not a slip."""


def _before_issue(book: Book, plan_id: str) -> Iterator[Finding]:
    issued = _issued(book.by_id[plan_id])
    if issued is None:
        return
    for one in book.deadlines(plan_id):
        days = _last_days(one)
        if days and max(days) < issued and not _looks_back(book, one):
            text = "Hạn “{due}” trước ngày ban hành {issued}"
            yield Finding(text, (one.task,), {"due": _words(one), "issued": day_text(issued)})


def _looks_back(book: Book, one: Deadline) -> bool:
    """ "Đến tháng 10 năm 2025, có 19/24 sở …" in the part on what was reached: no deadline."""
    above = " ".join(fold(heading) for heading in book.headings(one.task)[:-1])
    return bool(_PAST_PART.search(above) or _DONE.search(one.task.text))


def _near_issue(book: Book, plan_id: str) -> Iterator[Finding]:
    """An undated plan whose first deadline falls right behind the newest document it cites."""
    if _issued(book.by_id[plan_id]) is not None:
        return
    known = [one for one in cited_documents(book, plan_id) if one.date is not None]
    if not known:
        return
    newest = max(known, key=lambda one: one.date or datetime.date.min)
    assert newest.date is not None  # noqa: S101 - only dated ones are kept
    for one in book.deadlines(plan_id):
        days = [day for day in _last_days(one) if day >= newest.date - _NEAR]
        if days and min(days) <= newest.date + _NEAR:
            text = (
                "Hạn “{due}” sát văn bản viện dẫn ngày {cited}, "
                "mà kế hoạch không ghi đủ ngày ban hành nên không rõ hạn có trước ngày ban hành"
            )
            values = {"due": _words(one), "cited": day_text(newest.date)}
            yield Finding(text, (one.task, newest.piece), values)


def _past_period(book: Book, plan_id: str) -> Iterator[Finding]:
    plan = book.by_id[plan_id]
    start, end = plan.year_start, plan.year_end
    if start is None or end is None:
        return
    for one in book.deadlines(plan_id):
        days = _last_days(one)
        # the report on the last year is due in the next
        if days and min(days).year > end + 1:
            text = "Hạn “{due}” sau kỳ kế hoạch ({period})"
            yield Finding(text, (one.task,), {"due": _words(one), "period": f"{start}-{end}"})
    if start == end:
        return
    for section, match in matches(book, plan_id, _ONWARD, body(book, plan_id)):
        if int(match[1] or match[2]) >= end:
            values = {"words": match[0], "period": f"{start}-{end}"}
            piece = whole(book, plan_id, section)
            yield Finding("“{words}” vượt kỳ kế hoạch ({period})", (piece,), values)


def _other_year(book: Book, plan_id: str) -> Iterator[Finding]:
    """An annual plan that speaks of itself or of its yearly event under another year."""
    plan = book.by_id[plan_id]
    year = plan.year_start
    if year is None or year != plan.year_end:
        return
    for section, match in matches(book, plan_id, _EVENT_YEAR, body(book, plan_id)):
        if int(match[1]) != year:
            if _BACK.search(book.text(plan_id)[max(0, match.start() - 60) : match.start()]):
                continue
            values = {"year": str(year), "words": " ".join(match[0].split())}
            piece = at(book, plan_id, section, match)
            yield Finding("Kế hoạch năm {year} nhắc “{words}”", (piece,), values)
    ends = [*zone(book, plan_id, "mo_dau"), *zone(book, plan_id, "ket")]
    for section, match in matches(book, plan_id, _OWN_YEAR, ends):
        if int(match[1]) != year:
            text = "Tên kế hoạch ghi năm {year}, trong văn bản lại ghi năm {other}"
            values = {"year": str(year), "other": match[1]}
            yield Finding(text, (at(book, plan_id, section, match),), values)
    issued = book.header(plan_id, "date")
    day = _issued(plan)
    if issued is not None and day is not None and day.year not in (year - 1, year):
        values = {"year": str(year), "issued": day_text(day)}
        yield Finding("Kế hoạch năm {year} ban hành ngày {issued}", issued.sources, values)


def _basis_after(book: Book, plan_id: str) -> Iterator[Finding]:
    issued = _issued(book.by_id[plan_id])
    for one in cited_documents(book, plan_id):
        if issued is not None and one.date is not None and one.date > issued:
            text = "Viện dẫn {number} ngày {cited}, sau ngày ban hành {issued}"
            values = {
                "number": one.number, "cited": day_text(one.date), "issued": day_text(issued),
            }  # fmt: skip
            yield Finding(text, (one.piece,), values)


def _report_before_event(book: Book, plan_id: str) -> Iterator[Finding]:
    """The yearly report is due before the yearly event, printed in the same plan, is over."""
    spans = [
        (one, due.last[-5:])
        for one in book.deadlines(plan_id)
        for due in one.due
        if due.first and due.last and _MONTH_OF_ACTION.search(one.task.text)
    ]
    if not spans:
        return
    event, last = max(spans, key=lambda span: span[1])
    early = [
        one
        for one in book.deadlines(plan_id)
        if one.kind == "report"
        and one.task != event.task
        and not _MONTH_OF_ACTION.search(one.task.text)
        and any(
            due.kind == "date" and due.first is None and due.last is not None
            and 0 < _days_apart(due.last[-5:], last) <= _EVENT_MONTHS and _by_a_day(one, due.words)
            for due in one.due
        )
    ]  # fmt: skip
    if early:
        text = "Hạn báo cáo năm rơi trước khi Tháng hành động kết thúc"
        yield Finding(text, (event.task, *dict.fromkeys(one.task for one in early)))


def _by_a_day(one: Deadline, words: str) -> bool:
    return bool(_BY_A_DAY.search(words)) and bool(_REPORTS.search(one.task.text))


def _days_apart(one: str, other: str) -> int:
    """Days from one "12-14" to another within a year; a 29 February counts as the 28th."""
    first, last = (
        datetime.date(2023, int(day[:2]), min(int(day[3:]), 28 if day[:2] == "02" else 31))
        for day in (one, other)
    )
    return (last - first).days


def _no_recipient(book: Book, plan_id: str) -> Iterator[Finding]:
    """A report with a day and nobody to send it to, neither here nor in the same item."""
    for one in book.deadlines(plan_id):
        if one.kind != "report" or one.recipient is not None or one.through is not None:
            continue
        told = [w for w in one.when if _BY_A_DAY.search(w) and _REPORTS.search(w)]
        if told:
            yield Finding("Có hạn báo cáo mà không nói gửi cho ai", (one.task,))


# "ngày 31/02", "30/2/2024", "ngày 31 tháng 11", "đến 31/9"; "31/45 xã" and "31/11/QĐ" are no dates
_A_DAY = re.compile(
    r"(?<![\d/.,-])(?P<before>(?:ngày|đến|trước|từ|sau)\s+)?(?P<day>\d{1,2})"
    r"(?:\s*/\s*|(?P<word>\s+tháng\s+))(?P<month>\d{1,2})(?!\d|/\D|[.,]\d|\s*%)"
    r"(?:(?:\s*/\s*|\s+năm\s+)(?P<year>\d{4})(?!\d))?(?!\s*/)",
    re.IGNORECASE,
)
_MONTHS = 12
_LEAP = 2024
"""The year of a day that is printed without one: 29/02 may be meant."""


def _impossible(book: Book, plan_id: str) -> Iterator[Finding]:
    """A day that no calendar has: 31/02, 31 tháng 4, 29/02 of a common year."""
    for section, match in matches(book, plan_id, _A_DAY, list(book.sections(plan_id).values())):
        sure = match["word"] or match["year"] or (match["before"] or "").lower().startswith("ngày")
        if not (sure or (match["before"] and int(match["month"]) <= _MONTHS)):
            continue  # "lên đến 16/63 xã"
        try:
            year = int(match["year"] or _LEAP)
            datetime.date(year, int(match["month"]), int(match["day"]))
        except ValueError:
            written = " ".join(match[0].split())
            piece = at(book, plan_id, section, match)
            yield Finding("Không có ngày “{day}”", (piece,), {"day": written})


RULES = (
    Rule("date-impossible", "lỗi", "ngày không có trong lịch", _impossible),
    Rule("year-mismatch", "lỗi", "năm nhắc đến không khớp năm của kế hoạch", _other_year),
    Rule("year-past-period", "hỏi lại", "thời hạn vượt ra ngoài kỳ kế hoạch", _past_period),
    Rule("deadline-before-issue", "lỗi", "thời hạn trước ngày ban hành", _before_issue),
    Rule(
        "deadline-near-issue", "hỏi lại",
        "thời hạn sát văn bản viện dẫn mới nhất, kế hoạch lại không ghi ngày", _near_issue,
    ),
    Rule("basis-after-issue", "lỗi", "căn cứ ban hành sau kế hoạch", _basis_after),
    Rule(
        "report-before-event", "hỏi lại", "báo cáo năm trước khi sự kiện trong năm kết thúc",
        _report_before_event,
    ),
    Rule("report-recipient", "hỏi lại", "hạn báo cáo không nói gửi cho ai", _no_recipient),
)  # fmt: skip
