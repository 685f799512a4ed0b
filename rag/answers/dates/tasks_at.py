"""The tasks of a time: "việc nào phải xong trong tháng 4?", "những việc làm thường xuyên"."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.contents.table_rows import row_asked
from rag.answers.dates.beside import clause_of, due_text, with_its_item
from rag.answers.shape import (
    MAX_STATEMENTS,
    Asked,
    absent,
    brief,
    clauses_of,
    draft,
    stated,
    without_marker,
)
from rag.matching import MONTHS
from rag.references import UNIT_LINE
from rag.schema import Deadline, Draft, DraftClaim, Due, Slice
from rag.table import is_row_id
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
_MONTHS_PRINTED = re.compile(r"(?:\bthang |(?<=\d)[/.-])0?(\d{1,2})\b(?!%)")
_XONG = re.compile(r"\b(?:xong|hoan thanh|het han|den han)\b")
_NO_WORK = re.compile(
    r"\W*(?:Căn cứ (?:Luật|Bộ luật|Hiến pháp|Nghị|Quyết|Thông tư|Chỉ thị)|"
    r"Thời gian(?: thực hiện)?:\s*(?:từ|trong) )",
    re.I,
)
"""What the plan rests on, and the time of the whole of it: no task."""
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
    by_then = by_then or (None if named else _due_that_day(asked, question))
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

    by = _XONG.search(question) is not None

    def fits(due: Due) -> bool:
        words = fold(due.words)
        months = [int(one) for one in _MONTHS_PRINTED.findall(words)]
        if month is not None:
            number, year = int(month[1]), month[2]
            # what is due is so by the end of its span, what is done falls in the whole of it
            named = number in (months[-1:] if by else months)
            named = named or (not by and bool(months) and _spans(due, number))
            return (dues or due.kind == "date") and named and _of_year(due, year)
        if quarter is not None:
            printed = _QUARTER.search(words)
            at = int(_number(quarter[1]))
            same = printed is not None and int(_number(printed[1])) == at
            within = due.kind == "date" and not dues and _in_quarter(words, at)
            return (same or within) and _of_year(due, quarter[2])
        return _ALWAYS.search(words) is not None

    reports = dues and _REPORTS.search(question) is not None
    found: list[tuple[Deadline, str, Due]] = [
        (one, when, due) for plan_id in query.plans for one in asked.book.deadlines(plan_id)
        for when in one.when for due in one.due if due.words in when and fits(due)
        if (one.kind == "report" or not reports) and not _NO_WORK.match(one.task.text)
        and not _long_since(asked, one, due)
    ]  # fmt: skip
    claims = [task_then(asked, *row, dues=dues) for row in found[:MAX_STATEMENTS]]
    told = {claim.plan_id for claim in claims}
    others = [p for p in query.plans if p not in told]
    if quarter is not None and query.implied and _OF_QUARTER.fullmatch(question) and not claims:
        lacking = [absent(asked.phrases.say("no_task_then"), plan_id) for plan_id in others]
        return draft(asked, lacking, reason="not_stated")
    if month is None or any(_names_month(asked, p, month) for p in others):
        return draft(asked, claims) if claims else None
    if claims and not query.narrowed:
        return draft(asked, claims)
    lacking = [absent(asked.phrases.say("no_task_then"), plan_id) for plan_id in others]
    return draft(asked, [*claims, *lacking], reason="not_stated")


_KIND = r"(?:dau viec|cong viec|viec|nhiem vu|hoat dong|noi dung)"
_ALWAYS_DONE = re.compile(
    rf"(?:nhung |cac )?{_KIND} (?:nao|gi) (?:(?:duoc|phai|can) )*"
    r"(?:lam|thuc hien|trien khai|to chuc)? ?(?P<often>thuong xuyen|hang nam)\W*"
)
_OF_QUARTER = re.compile(
    rf"(?:trong )?quy (?P<quarter>iv|i{{1,3}}|[1-4])(?: nam \d{{4}})? (?:co|lam) "
    rf"(?:nhung |cac )?(?:{_KIND} )?(?:gi|nao)\W*"
)


def of_time_alone(asked: Asked, told: Draft) -> bool:
    """Whether nothing but the time, or the number of a row, is asked, and what is told is of it."""
    question = fold(asked.query.question)
    claims = [claim for claim in told.claims if claim.kind == "stated"]
    if (always := _ALWAYS_DONE.fullmatch(question)) is not None:
        return bool(claims) and all(always["often"] in fold(claim.text) for claim in claims)
    if (quarter := _OF_QUARTER.fullmatch(question)) is not None:
        at = int(_number(quarter["quarter"]))
        return all(_in_quarter(fold(claim.text), at) for claim in claims)
    if row_asked(question) is None:
        return False
    return all(any(is_row_id(piece.section) for piece in claim.slices) for claim in claims)


def _in_quarter(words: str, at: int) -> bool:
    printed = [int(_number(one[0])) for one in _QUARTER.findall(words)]
    return at in (*printed, *((int(one) + 2) // 3 for one in _MONTHS_PRINTED.findall(words)))


_DAY_DUE = re.compile(
    r"(?:ngay )?(?P<day>\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?) la (?:thoi )?han "
    r"(?:chot )?(?:(?:cua |lam |nop )?(?:viec |bao cao )?)(?:gi|nao)\W*"
)


def _due_that_day(asked: Asked, question: str) -> Draft | None:
    """ "Ngày 30/6 là hạn gì?": what is due on that very day, or that nothing is."""
    found = _DAY_DUE.fullmatch(question)
    wanted = day_in(found["day"]) if found is not None and asked.query.narrowed else None
    if wanted is None or wanted.day is None:
        return None
    printed = re.compile(rf"\b0?{wanted.day}(?:[/.-]| thang )0?{wanted.month}\b")
    claims: list[DraftClaim] = []
    for plan_id in asked.query.plans:
        rows = [
            task_then(asked, one, when, due) for one in asked.book.deadlines(plan_id)
            for when in one.when for due in one.due
            if due.words in when and due.kind == "date" and printed.search(fold(due.words))
            and due.first in (None, due.last)
            and _of_year(due, str(wanted.year) if wanted.year else None)
            and not _NO_WORK.match(one.task.text)
        ]  # fmt: skip
        claims += rows or [absent(asked.phrases.say("no_task_then"), plan_id)]
    return draft(asked, claims, reason="not_stated")


def _spans(due: Due, month: int) -> bool:
    """Whether a month falls in a span of one year: "từ tháng 7 đến tháng 11"."""
    first, last = due.first or "", due.last or ""
    return first[:4] == last[:4] != "" and first[5:7] <= f"{month:02d}" <= last[5:7]


def _long_since(asked: Asked, one: Deadline, due: Due) -> bool:
    """ "Xã … được thành lập từ ngày 01 tháng 7 năm 2025" in a plan of 2026."""
    start = asked.book.by_id[one.plan_id].year_start
    return bool(start and due.first and not due.last and int(due.first[:4]) < start)


def _of_year(due: Due, year: str | None) -> bool:
    last = due.last or ""
    return year is None or last[:2] == "--" or year in (last[:4], (due.first or "")[:4])


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
    whole = _whole(asked, one)
    row = is_row_id(one.task.section)
    if not (dues or row) and (printed := _torn(whole.text, own, due)):
        pieces = tuple(whole if piece == one.task else piece for piece in one.sources)
        return stated(printed, one.plan_id, pieces)
    report = (dues and one.kind == "report") or _says_task(own, when)
    if report or UNIT_LINE.match(one.task.text) or len(clauses) == 1:
        text = due_text(asked, one, own, when, due.words)
        text = own if text.count(due.words) > 1 else text
        text, sources = with_its_item(asked, one, text)
        return stated(text, one.plan_id, sources)
    task = brief(clauses[0], None, _WORDS)
    text = asked.phrases.say("deadline", when=due.words, task=task)
    return stated(text, one.plan_id, one.sources)


def _whole(asked: Asked, one: Deadline) -> Slice:
    """The item that a task stands in, where a sentence of it alone was read as the task."""
    section = asked.book.sections(one.plan_id).get(one.task.section)
    if section is None or is_row_id(section.id):
        return one.task
    piece = asked.book.slice(one.plan_id, section, section.start, section.end)
    return piece if one.task.text in piece.text else one.task


_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ\"“])")
_ENDS_OPEN = re.compile(
    r"\b(?:sáng|chiều|tối|trưa|lần|đầu|đợt(?: \d+)?|cuối|giữa kỳ|trong|vào|dịp|khoảng|tuần)\W*$",
    re.I,
)
_WITH_WHOM = re.compile(r"[^.;]{3,90}? (?:chủ trì|phối hợp)\b")
_WHAT_BEFORE = re.compile(r"\W*(?:cung cấp cho|gửi|riêng)\b")
""" "Thu thập số liệu; cung cấp cho Sở Nội vụ trước …": what, the clause before it says."""
_LONG = 70


def _torn(text: str, own: str, due: Due) -> str:
    """The sentence as printed where its date is no end of it: "đợt 1 tháng 4, đợt 2 tháng 9".

    One that says only who does it and when is told with the sentence before. "" elsewhere.
    """
    flat = " ".join(text.split())
    sentences = _SENTENCE.split(flat)
    at = next((n for n, one in enumerate(sentences) if due.words in one), None)
    if at is None:
        return ""
    told = sentences[at]
    before, _, after = told.partition(due.words)
    others = any(one not in due.words for one in _DATED.findall(f"{before} | {after}"))
    open_end = _ENDS_OPEN.search(before) is not None and before.count("(") == before.count(")")
    of_whom = at > 0 and _WITH_WHOM.match(told) is not None
    if not (others or open_end or of_whom or _WHAT_BEFORE.match(own)):
        return ""
    told = f"{sentences[at - 1]} {told}" if of_whom else told
    return brief(without_marker(told), None, _LONG) if len(told.split()) <= _LONG else ""


_DATED = re.compile(r"\btháng \d{1,2}\b|\btrước ngày \d")
_TIME_ALONE = re.compile(r"^\W*(?:(?:hoàn thành|xong|thời gian|thực hiện|tiến độ)\b\W*)+", re.I)
_ITS_TIME = re.compile(r"\W*[Tt]hời gian\b[^:;]{0,20}:")
_FEWEST_WORDS = 4


def _says_task(clause: str, when: str) -> bool:
    """ "Kiện toàn tổ hòa giải trước ngày 30/4", and no bare "hoàn thành trước ngày 30/4".

    "(Hoàn thành trong tháng 4)" behind the last sentence of an item is on all of it.
    """
    before = " ".join(clause.split()).partition(" ".join(when.split()))[0]
    if before.count("(") > before.count(")") or _ITS_TIME.match(before):
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
