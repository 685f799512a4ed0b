"""The tasks of a time: "việc nào phải xong trong tháng 4?", "những việc làm thường xuyên"."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.dates.beside import clause_of, due_text, with_its_item
from rag.answers.shape import MAX_STATEMENTS, Asked, absent, brief, clauses_of, draft, stated
from rag.matching import MONTHS
from rag.references import UNIT_LINE
from rag.schema import Deadline, Draft, DraftClaim, Due
from rag.text import fold
from rag.values import day_in

_TASKS = re.compile(
    r"\b(?:(?:nhung|cac|moi) )?(?:dau viec|viec|nhiem vu|noi dung|hoat dong) (?:nao|gi)\b|"
    r"\b(?:nhung|cac|liet ke (?:cac |nhung )?) ?(?:dau viec|viec|nhiem vu|noi dung|hoat dong)\b|"
    r"\bmuc (?:nao|gi) (?:(?:phai|can|se|duoc) )*(?:xong|hoan thanh|lam xong)\b|"
    r"\b(?:lam|co) (?:nhung )?gi\W*$|^lam (?:nhung )?gi (?:trong |vao )?thang\b"
)
_ENGLISH_TASKS = re.compile(
    r"\b(?:what|which|list|tasks?|activit\w+)\b.*"
    r"\b(?:due|finished|completed?|done|ready|carried out|take place|happens?)\b"
)
_DUES = re.compile(
    r"\b(?:thoi )?han(?: chot| cuoi)?(?: bao cao| nop)? (?:nao|gi)\b|"
    r"\b(?:nhung|cac|co|moi) (?:thoi )?han(?: chot| cuoi)?(?: bao cao| nop)? "
    r"(?=trong|vao|roi|cua|den|o\b|thang|quy)|\bdeadlines?\b|"
    r"\b(?:ke hoach|noi|tinh|huyen|dia phuong|don vi) nao (?:co|den|phai co)? ?(?:thoi )?han\b"
)
_PLANS = 12
"""Plans whose dates are looked through where none is named."""
_ENGLISH_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b,?(?: (?:of )?(\d{{4}}))?(?! \d{{1,2}}\b)")
_VERB = re.compile(
    r"(?<!\bin )(?<!\bby )(?<!\bof )(?<!during )(?<!before )(?<!until )"
    r"\b(?:may|march)\b(?!,? \d{4})"
)
""" "What else may be done": no month."""
_MONTH = re.compile(r"\bthang (\d{1,2})\b(?:(?: nam |/)(\d{4}))?")
_QUARTER = re.compile(r"\bquy (iv|i{1,3}|[1-4])\b(?:(?: nam |/)(\d{4}))?")
_ALWAYS = re.compile(r"\bthuong xuyen\b")
_REPORTS = re.compile(r"\bbao cao\b")
_WORDS = 24
"""Words of a task that are told beside its date."""
_NUMBERS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


def tasks_at(asked: Asked) -> Draft | None:
    """Every task due in the month or quarter, or done always; None where none is asked, or is."""
    query, question = asked.query, fold(asked.query.question)
    question = _in_numbers(question) if query.lang == "en" else question
    named = query.agencies or query.objectives or query.items or query.documents
    tasks = _ENGLISH_TASKS if query.lang == "en" else _TASKS
    dues = _DUES.search(question) is not None and len(query.plans) <= _PLANS
    by_then = None if named or query.lang != "vi" else _due_by(asked, question)
    if by_then is not None:
        return by_then
    if not dues and (not query.narrowed or not tasks.search(question) or _REPORTS.search(question)):
        return None
    if named:
        return None
    # nothing but the time is asked: no part of a task is nearer to the question than another
    silent = replace(query, terms=(), subject=(), search_text="", agencies=())
    asked = replace(asked, matcher=asked.book.matcher(silent))
    month, quarter = _MONTH.search(question), _QUARTER.search(question)
    if month is None and quarter is None and not _ALWAYS.search(question):
        return None

    def fits(due: Due) -> bool:
        words = fold(due.words)
        if month is not None:
            number, year = int(month[1]), month[2]
            last = due.last or ""
            printed = _MONTH.search(words) or re.search(r"/0?(\d{1,2})\b", words)
            ends = last[5:7] == f"{number:02d}" and (year is None or last[:4] == year)
            if dues and printed is not None and int(printed[1]) == number:
                return year is None or last[:4] in (year, "--" + last[2:4])
            return due.kind == "date" and printed is not None and ends
        if quarter is not None:
            printed = _QUARTER.search(words)
            same = printed is not None and _number(printed[1]) == _number(quarter[1])
            return same and (quarter[2] is None or quarter[2] in (due.last or quarter[2]))
        return _ALWAYS.search(words) is not None

    reports = dues and _REPORTS.search(question) is not None
    found: list[tuple[Deadline, str, Due]] = [
        (one, when, due) for plan_id in query.plans for one in asked.book.deadlines(plan_id)
        for when in one.when for due in one.due if due.words in when and fits(due)
        if one.kind == "report" or not reports
    ]  # fmt: skip
    claims = [task_then(asked, *row, dues=dues) for row in found[:MAX_STATEMENTS]]
    told = {claim.plan_id for claim in claims}
    others = [p for p in query.plans if p not in told]
    if month is None or any(_names_month(asked, p, month) for p in others):
        return draft(asked, claims) if claims else None
    if claims and not query.narrowed:
        return draft(asked, claims)
    lacking = [absent(asked.phrases.say("no_task_then"), plan_id) for plan_id in others]
    return draft(asked, [*claims, *lacking], reason="not_stated")


TASKS_BY_DAY = re.compile(
    r"(?:(?:nhung|cac|moi) )?(?:dau viec|viec|nhiem vu|noi dung|hoat dong|cong viec) "
    r"(?:nao|gi)(?P<of>(?: (?:cua|o|tai)(?: \w+){1,6}?)?)(?: (?:phai|can|se|duoc))*"
    r"(?: (?:xong|hoan thanh|lam|thuc hien|lam xong))+"
    r"(?: (?:chua |muon )?(?:truoc|den|cham nhat|muon nhat|han|trong|vao)(?: (?:la|vao|ngay|het))*"
    r"| ngay)(?: ngay)? (?P<day>\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?)"
)


def _due_by(asked: Asked, question: str) -> Draft | None:
    """ "Việc nào phải xong trước ngày 30/4/2024": those due on that day, then those due before.

    None where the question says more than that; a day without a year is the day of any plan.
    """
    found = TASKS_BY_DAY.search(question)
    wanted = day_in(found["day"]) if found is not None else None
    plans = asked.query.plans
    if found is None or wanted is None or wanted.day is None or len(plans) > _PLANS:
        return None
    names = " ".join(f"{asked.book.by_id[p].issuer} {asked.book.by_id[p].place}" for p in plans)
    known = {*_AROUND, *re.findall(r"[^\W_]+", fold(names))} if asked.query.narrowed else _AROUND
    left = re.findall(
        r"[^\W_]+", f"{question[: found.start()]} {found['of']} {question[found.end() :]}"
    )
    if any(word not in known and word != str(wanted.year) for word in left):
        return None
    claims: list[DraftClaim] = []
    for plan_id in plans:
        plan = asked.book.by_id[plan_id]
        year = wanted.year or (plan.year_start if plan.year_start == plan.year_end else None)
        last = f"{year:04d}-{wanted.month:02d}-{wanted.day:02d}" if year else None
        rows = [
            (due.last, one, when, due) for one in asked.book.deadlines(plan_id)
            for when in one.when for due in one.due
            if due.words in when and due.kind == "date" and due.last and last and _is_by(one, due)
            and due.last <= last and due.last[:4] == last[:4]
        ]  # fmt: skip
        exact = [row for row in rows if row[0] == last]
        before = sorted(
            (row for row in rows if row[0] != last), key=lambda row: row[0], reverse=True
        )
        claims += [task_then(asked, *row[1:]) for row in [*exact, *before][:_MOST_BY]]
    if claims:
        return draft(asked, claims)
    lacking = [absent(asked.phrases.say("no_task_then"), p) for p in plans if asked.query.narrowed]
    return draft(asked, lacking, reason="not_stated")


_MOST_BY = 8
_AROUND = frozenset(
    "theo trong o cua tai ke hoach kh nam xa huyen tinh phuong thi tran thanh pho ubnd thi "
    "vay a nhi la nay co phai".split()
)


_BY = re.compile(
    r"\b(?:trước|chậm nhất|muộn nhất|hoàn thành|xong|hạn|tiến độ|thời gian thực hiện)\b",
    re.IGNORECASE,
)


def _is_by(one: Deadline, due: Due) -> bool:
    """Whether it is due by the day, or said so by the head of its column: not held on it."""
    heads = (piece.text for piece in one.sources if piece != one.task)
    return _BY.search(due.words) is not None or any(map(_BY.search, (*heads, one.task.text)))


def _in_numbers(question: str) -> str:
    """ "By April 2021" as a plan writes it: "by thang 4 nam 2021"."""

    def number(found: re.Match[str]) -> str:
        return f"thang {MONTHS[found[1]]}" + (f" nam {found[2]}" if found[2] else "")

    return _ENGLISH_MONTH.sub(number, _VERB.sub("", question))


def task_then(
    asked: Asked, one: Deadline, when: str, due: Due, *, dues: bool = False
) -> DraftClaim:
    """The date with what the item is on, which its last clause alone may not tell."""
    clauses = clauses_of(one.task.text)
    own = clause_of(asked, one, when)
    report = (dues and one.kind == "report") or _says_task(own, when)
    if report or UNIT_LINE.match(one.task.text) or len(clauses) == 1:
        text = due_text(asked, one, own, when, due.words)
        text, sources = with_its_item(asked, one, text)
        return stated(text, one.plan_id, sources)
    task = brief(clauses[0], None, _WORDS)
    text = asked.phrases.say("deadline", when=due.words, task=task)
    return stated(text, one.plan_id, one.sources)


_TIME_ALONE = re.compile(r"^\W*(?:(?:hoàn thành|xong|thời gian|thực hiện|tiến độ)\b\W*)+", re.I)
_FEWEST_WORDS = 4


def _says_task(clause: str, when: str) -> bool:
    """ "Kiện toàn tổ hòa giải trước ngày 30/4", and no bare "hoàn thành trước ngày 30/4".

    "(Hoàn thành trong tháng 4)" behind the last sentence of an item is on all of it.
    """
    before = " ".join(clause.split()).partition(" ".join(when.split()))[0]
    if before.count("(") > before.count(")"):
        return False
    left = _TIME_ALONE.sub("", " ".join(clause.split()).replace(" ".join(when.split()), " "))
    return len(re.findall(r"[^\W\d_]+", left)) >= _FEWEST_WORDS


def _names_month(asked: Asked, plan_id: str, month: re.Match[str]) -> bool:
    """Whether a plan speaks of the month other than in the date of a document."""
    number, year = int(month[1]), month[2]
    named = re.compile(rf"(?<!\d )\bthang 0?{number}\b(?! nam (?!{year or ''})\d)|/0?{number}\b")
    return named.search(fold(asked.book.text(plan_id))) is not None


def _number(quarter: str) -> str:
    return _NUMBERS.get(quarter, quarter)
