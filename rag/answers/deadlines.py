"""When something is due."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.answers.beside import clause_of, due_text, sure_part
from rag.answers.shape import (
    NEAR_BEST,
    NEAR_BEST_PLAN,
    TOPIC_FLOOR,
    Asked,
    absent,
    draft,
    near_slices,
    stated,
)
from rag.answers.targets import reached_by
from rag.answers.who import items_of
from rag.schema import Deadline, Draft, DraftClaim
from rag.text import fold

_REPORT = re.compile(r"bao cao|nop|gui|report|submit|send|tong hop")
REPORT_WORDS = frozenset(
    "bao cao nop gui ket qua hang hang nam nam dinh ky ky han thoi han thoi gian ve thang quy "
    "ngay 06 6 01 1 truoc "
    "annual yearly report reports reporting submit result results periodic lan che do lich "
    "hoan thanh gio luc nua cuoi som muon tre hon nhat "
    "tung moi theo lan luot tuong ung ke hoach noi dia phuong tre cham chot cung giong trung khac "
    "deadline due phai khong dung ca cac huyen xa tat moi bao yeu cau require required requires "
    "nhau two three four five six plans".split()
)
_OF_DATES = frozenset({"ban", "hanh"})
""" "by what date" is looked up as "ngày ban hành"."""
_PARTS = re.compile(r",\s+|\s+và\s+")
_YEARLY = re.compile(
    r"hang nam|hằng nam|ca nam|mot nam|moi nam|bao cao nam|"
    r"(?<!semi-)(?<!semi)annual|(?<!mid-)(?<!mid )(?<!mid)(?<!half-)(?<!half )year|cuoi nam|"
    r"(?<!nua )(?<!dau )(?<!giua )nam\b"
)
_QUARTER = re.compile(r"\b(?:hang|moi|tung|bao cao) quy\b|\bquy [iv1-4]+\b|quarter")
_HALF = re.compile(
    r"0?6 thang|\b6t\b|sau thang|nua (?:dau )?nam|giua nam|ban nien|half|six|semi|mid-?\s?year"
)
_MONTHLY = re.compile(r"\bbao cao (?:hang )?thang\b(?! \d)|\b(?:moi|hang|tung) thang\b|monthly")
_HOW_OFTEN = re.compile(r"\blan (?:mot|trong|moi) nam\b|how often|how many times")
_FIRST = 60
"""Characters within which a sentence names who must do it."""
_OWN_ITEM = 0.05
"""What its own item adds to the score of an agency's date."""
_TO = re.compile(r"\b(?:ve|cho|toi|den|qua|len|voi|to|gui|nop)\s+(?:the\s+)?$")
_DATED = re.compile(r"\d")
_SUDDEN = re.compile(r"(?:báo cáo )?đột xuất(?: khác)?\s*\(?khi [^;.,()]+\)?")
_DATED_WORDS = re.compile(r"\d{1,2}\s*(?:/|tháng)\s*\d{1,2}|năm \d{4}|quý [ivx\d]+")


@dataclass(frozen=True, slots=True)
class _Candidate:
    deadline: Deadline
    when: str
    clause: str
    score: float


def deadlines(asked: Asked) -> Draft:
    """Reporting dates, or the date of the task asked for, plan by plan."""
    query = asked.query
    if query.objectives and not _REPORT.search(fold(query.question)):
        reached = reached_by(asked)
        if reached is not None:
            return reached
    words = query.terms if query.lang == "vi" else query.search_text.split()
    known = REPORT_WORDS if query.lang == "vi" else REPORT_WORDS | _OF_DATES
    subject = [t for t in words if fold(t) not in known and not re.fullmatch(r"20\d\d", t)]
    reports = bool(_REPORT.search(fold(query.question))) or not subject
    scored = {plan_id: _candidates(asked, plan_id, bool(subject)) for plan_id in query.plans}
    best_of_all = max((c.score for rows in scored.values() for c in rows), default=0.0)
    claims: list[DraftClaim] = []
    lacking: list[str] = []
    topical = bool(subject) and best_of_all >= TOPIC_FLOOR and not query.items
    for plan_id in query.plans:
        rows = scored[plan_id]
        mine = [row for row in rows if is_agencys(asked, row.deadline, headed=False)]
        rows = mine or _to_named(asked, rows) or rows
        sent = _sent(asked, rows)
        if query.items:
            rows = _of_items(asked, plan_id, rows)
        elif sent:
            rows = sent
        elif topical:
            best = max((c.score for c in rows), default=0.0)
            rows = [c for c in rows if c.score >= max(TOPIC_FLOOR, NEAR_BEST * best)]
            rows = _as_often(asked, rows) if _REPORT.search(fold(query.question)) else rows
            if not query.narrowed and best < NEAR_BEST_PLAN * best_of_all:
                rows = []
            elif not rows and reports:
                rows = _reports(asked, scored[plan_id])
        elif reports:
            rows = _reports(asked, rows)
        else:
            rows = []
        if topical and not reports:
            rows = _without_reports(rows)
        rows = _one_a_clause(sorted(rows, key=lambda c: _order(asked, c)))[:3]
        for row in rows:
            # "báo cáo đột xuất gửi khi nào?": it has no date, but a when
            sudden = _SUDDEN.search(" ".join(row.clause.split()))
            part = (
                sudden.group() if sudden and "dot xuat" in fold(asked.query.question)
                else _part_asked(asked, sure_part(row.deadline, row.when))
            )  # fmt: skip
            text = due_text(asked, row.deadline, row.clause, row.when, part)
            claims.append(stated(text, plan_id, row.deadline.sources))
        if not rows:
            lacking.append(plan_id)
    if query.narrowed or not topical:
        claims += [absent(asked.phrases.say("no_deadline"), plan_id) for plan_id in lacking]
    return draft(asked, claims, reason="not_stated", nearest=near_slices(asked))


def _order(asked: Asked, row: _Candidate) -> tuple[float, int]:
    """The best first; an agency's own item before another's that names it as a partner."""
    own = is_agencys(asked, row.deadline, headed=True)
    return -(row.score + (_OWN_ITEM if own else 0)), row.deadline.task.start


def _without_reports(rows: list[_Candidate]) -> list[_Candidate]:
    """Without the report that a sentence has due beside a task: no report is asked for.

    "Các xã xây dựng kế hoạch trước ngày …; hằng năm (trước ngày …) báo cáo …".
    """
    tasks = {row.deadline.task for row in rows if "báo cáo" not in row.clause.lower()}
    return [
        row for row in rows
        if row.deadline.task not in tasks or "báo cáo" not in row.clause.lower()
    ]  # fmt: skip


def _one_a_clause(rows: list[_Candidate]) -> list[_Candidate]:
    """The best date of each clause; a clause that says the same elsewhere is left out."""
    seen: dict[str, _Candidate] = {}
    told: set[tuple[str, ...]] = set()
    for row in rows:
        if row.clause in seen:
            continue
        dates = tuple(sorted(set(_DATED_WORDS.findall(row.clause.lower()))))
        if dates and dates in told and len(dates) > 1:
            continue
        if any(_same_due(row, other) for other in seen.values()):
            continue
        told.add(dates)
        seen[row.clause] = row
    return list(seen.values())


_ALIKE = 0.75
"""Share of the words of the shorter from which two tasks due on one day are the same."""


def _same_due(one: _Candidate, other: _Candidate) -> bool:
    """Whether a table's row and a sentence tell the same task with the same last day."""
    days = [{due.last for due in c.deadline.due if due.last} for c in (one, other)]
    if not days[0] & days[1] or one.deadline.task.section == other.deadline.task.section:
        return False
    words = [set(re.findall(r"[^\W\d_]+", fold(c.clause))) for c in (one, other)]
    least = min(len(found) for found in words)
    return least > 0 and len(words[0] & words[1]) >= _ALIKE * least


def _part_asked(asked: Asked, when: str) -> str:
    """Of "định kỳ 06 tháng (…), hàng năm (…)" the part of the recurrence asked for."""
    question = fold(asked.query.question)
    parts = [part for part in _PARTS.split(when) if re.search(r"\d", part)]
    if len(parts) < 2:
        return when
    yearly = _YEARLY.search(question) is not None
    half = _HALF.search(question) is not None
    if yearly == half or _HOW_OFTEN.search(question):
        return when
    wanted = [
        p
        for p in parts
        if bool(re.search(r"năm", p)) == yearly and bool(_HALF.search(fold(p))) == half
    ]
    if len(wanted) != 1:
        return when
    part = wanted[0].strip()
    return part.rstrip(")") if part.count(")") > part.count("(") else part


def _of_items(asked: Asked, plan_id: str, rows: list[_Candidate]) -> list[_Candidate]:
    ids = [s.id for s in items_of(asked, plan_id)]
    return [
        row for row in rows
        if any(f"{row.deadline.task.section}/".startswith(i + "/") for i in ids)
    ]  # fmt: skip


def _candidates(asked: Asked, plan_id: str, subject: bool) -> list[_Candidate]:
    found: list[_Candidate] = []
    for one in asked.book.deadlines(plan_id):
        headings = asked.book.headings(one.task)
        for when, clause in _dated_clauses(asked, one):
            score = 0.0
            if subject:
                share = 0.95 if len(_told(one)) == 1 else 0.8
                whole = share * asked.matcher.score(one.task.text, *headings)
                score = max(asked.matcher.score(clause), whole)
                score += 0.02 * (_DATED.search(when) is not None)
                score += 0.2 * asked.matcher.score(_before(clause, when))
            if asked.query.agencies and _names_agency(asked, one):
                score += 0.1
            found.append(_Candidate(one, when, clause, score))
    return found


def _dated_clauses(asked: Asked, one: Deadline) -> list[tuple[str, str]]:
    """Its times, each with its clause; of two events that one clause names the one asked."""
    told = [(when, clause_of(asked, one, when)) for when in _told(one)]
    kept = [(when, clause) for when, clause in told if not _of_the_other(asked, clause, when)]
    if kept or not told:
        return kept
    own = (_own_time(asked, clause) for _, clause in told)
    return [found for found in own if found is not None]


_PAIRED = re.compile(r"\b(?P<first>so ket|khai mac|phat dong)\b|\b(?:tong ket|be mac|ket thuc)\b")
""" "Sơ kết … và tổng kết … vào năm 2025": the date is that of the word it follows."""
_TOGETHER = re.compile(r"\W*(?:va|hoac)?\W*")


def _of_the_other(asked: Asked, clause: str, when: str) -> bool:
    """Whether a date is the other's of two events that a clause names, one of which is asked."""
    wanted = {match["first"] is not None for match in _PAIRED.finditer(fold(asked.query.question))}
    if wanted and "bao cao" not in fold(asked.query.question) and not _PAIRED.search(fold(clause)):
        return True  # "tổng hợp … kết quả" is no "tổng kết"
    before = fold(clause.partition(when)[0])
    named = list(_PAIRED.finditer(before))
    if len(wanted) != 1 or not named:
        return False
    shared = [named[-1]]
    if len(named) > 1 and _TOGETHER.fullmatch(before[named[-2].end() : named[-1].start()]):
        shared.append(named[-2])  # "sơ kết, tổng kết vào năm 2025"
    return not wanted & {match["first"] is not None for match in shared}


def _own_time(asked: Asked, clause: str) -> tuple[str, str] | None:
    """Of "tổ chức sơ kết 02 năm giữa kỳ và tổng kết … vào năm 2025" the words on the one asked."""
    asks = _PAIRED.search(fold(asked.query.question))
    at = fold(clause).find(asks.group()) if asks else -1
    behind = _PAIRED.search(fold(clause), at + 1) if at >= 0 else None
    if asks is None or behind is None:
        return None
    part = re.sub(r"\s+(?:và|,|;)\s+(?:\w+\s+)?$", "", clause[: behind.start()])
    when = part[at + len(asks.group()) :].strip()
    return (when, part) if _TIMED.search(fold(when)) else None


_TIMED = re.compile(r"\d|\bgiua (?:ky|nam)\b|\b(?:hang|moi) (?:nam|quy)\b")


def _told(one: Deadline) -> tuple[str, ...]:
    """Its dates and standing times; "định kỳ", "khi có yêu cầu" answer no "khi nào"."""
    sure = [due.words for due in one.due if due.kind in ("date", "standing")]
    return tuple(when for when in one.when if any(words in when for words in sure))


def _before(clause: str, when: str) -> str:
    """The few words that a date follows: of two dates in a clause each has its own."""
    before = clause.partition(when)[0]
    return " ".join(before.split()[-6:])


def _reports(asked: Asked, rows: list[_Candidate]) -> list[_Candidate]:
    """The plan's reporting dates: dated, and in a sentence on reporting."""
    dated = [
        row for row in rows
        if "báo cáo" in row.clause.lower() and re.search(r"\d\s*(?:/|tháng)\s*\d", row.when)
    ]  # fmt: skip
    dated = _as_often(asked, dated)
    agency = [row for row in dated if _names_agency(asked, row.deadline)]
    general = [row for row in dated if not row.deadline.task.section.startswith("muc.")
               or len(row.deadline.sources) == 1]  # fmt: skip
    if asked.query.agencies and agency:
        return agency
    return general or dated


def _as_often(asked: Asked, rows: list[_Candidate]) -> list[_Candidate]:
    """Those of the half-year, the quarter or the month, where that report is asked for."""
    question = fold(asked.query.question)
    often = [one for one in (_QUARTER, _MONTHLY) if one.search(question)]
    if _HALF.search(question) and not _YEARLY.search(question):
        often.append(_HALF)
    return [
        row for row in rows if all(one.search(fold(f"{row.when} {row.clause}")) for one in often)
    ]


_SENT = re.compile(
    r"\b(?:gui|nop|trinh|chuyen|send|submit)\w*\b (?:\w+ ){0,3}?"
    r"(ke hoach|danh sach|du toan|so lieu|san pham|bai du thi|plans?|lists?|entries)\b"
)
_THINGS = {"plan": "ke hoach", "plans": "ke hoach", "list": "danh sach", "lists": "danh sach",
           "entries": "san pham"}  # fmt: skip


def _sent(asked: Asked, rows: list[_Candidate]) -> list[_Candidate]:
    """ "Gửi kế hoạch về … trước ngày nào": when that is sent, not when results are reported."""
    question = fold(asked.query.question)
    asks = _SENT.search(question)
    if asks is None or "bao cao" in question or "report" in question:
        return []
    thing = _THINGS.get(asks[1], asks[1])
    sends = re.compile(rf"\b(?:gui|nop|trinh|chuyen)\b(?: \w+){{0,3}}? {thing}\b")
    return [row for row in rows if sends.search(fold(row.clause))]


def _to_named(asked: Asked, rows: list[_Candidate]) -> list[_Candidate]:
    """Those that go to the agency the question names as the one to report to."""
    lexicon, question = asked.book.lexicon, asked.query.question
    named = [
        m for m in lexicon.find_agencies_in_question(question)
        if _TO.search(fold(question[: m.start]))
    ]  # fmt: skip
    return [
        row for row in rows
        for m in lexicon.find_agencies(row.deadline.recipient or "")[:1]
        if any(lexicon.same_agency(m.name, one.name) for one in named)
    ]  # fmt: skip


def is_agencys(asked: Asked, one: Deadline, *, headed: bool) -> bool:
    """Whether the agency asked about is who must: named by the heading, or first in the sentence.

    ``headed``: by the heading alone; another's duty may begin with the agency as its partner.
    """
    lexicon = asked.book.lexicon
    question = asked.query.question
    receives = {
        m.name for m in lexicon.find_agencies_in_question(question)
        if _TO.search(fold(question[: m.start]))
    }  # fmt: skip
    heads = [piece.text for piece in one.sources if piece != one.task]
    named = [m for text in heads for m in lexicon.find_agencies(text)]
    if not headed:
        named += [m for m in lexicon.find_agencies(one.task.text) if m.start < _FIRST]
    return any(
        lexicon.same_agency(wanted, m.name) or lexicon.same_agency(wanted, m.written)
        for wanted in asked.query.agencies if wanted not in receives for m in named
    )  # fmt: skip


def _names_agency(asked: Asked, one: Deadline) -> bool:
    text = fold(" ".join(piece.text for piece in one.sources))
    return any(fold(name) in text for name in asked.query.agencies)
