"""What a calendar holds on a day or at a place: "ngày 25/11 có hoạt động gì, ở đâu?"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from rag.answers.agencies.numbers import is_agency
from rag.answers.contents.cells import TableRow, row_told, table_rows
from rag.answers.dates.tasks_at import task_then
from rag.answers.shape import (
    Asked,
    absent,
    counted,
    draft,
    near_slices,
    stated,
    without_marker,
)
from rag.matching import MONTHS
from rag.schema import Deadline, Draft, DraftClaim, Due
from rag.text import fold, lower, nfc
from rag.values import Day, day_in, values

_DOES = re.compile(
    r"\b(?:hoat dong|viec|su kien|chuong trinh) (?:nao|gi)\b|\b(?:co|lam|dien ra) (?:nhung )?gi\b|"
    r"\b(?:nhung|cac) (?:hoat dong|su kien|viec)\b|\b(?:what|which)\b.*\b(?:activit|event|happen)"
)
_HOW_MANY = re.compile(
    r"\b(?:bao nhieu|may) (?:hoat dong|su kien|viec)\b|\bhow many (?:activities|events)\b"
)
_OF_ASKING = frozenset(
    "ngày hôm tháng năm hoạt động việc sự kiện làm gì nào có những các lịch chương trình diễn ra "
    "tổ chức được sẽ trong vào ở đâu địa điểm tại nơi chỗ mấy giờ lúc ai phụ trách do đơn vị "
    "bao nhiêu thì là và của xã phường huyện tỉnh what which activities activity events event "
    "take takes place happen happens on scheduled held where who how many are is the in".split()
)
_EDGE = re.compile(
    r"\b(?:truoc|sau|tu|den|toi|cham nhat|muon nhat|ke tu|qua|before|after|until|by|from)"
    r"(?: (?:ngay|hom))?\W*$"
)
_BY = re.compile(r"\b(?:truoc|cham nhat|muon nhat|hoan thanh|xong|han)\b")
_DAYS_OF_ONE, _DAYS_OF_SPAN = timedelta(days=10), timedelta(days=62)
"""A match of two days is held on each; the Month of Action is told where nothing else is."""
_FEWEST_WORDS = 3
_PLANS = 12
"""Plans whose days are looked through where none is named."""


def on_day(asked: Asked) -> Draft | None:
    """Everything held on the day named, with its place; None where anything more is asked."""
    query, question = asked.query, nfc(asked.query.question)
    days = [one for one in values(question) if one.kind == "date"]
    wanted = day_in(days[0].written) if len(days) == 1 else None
    counting = _HOW_MANY.search(fold(question)) is not None
    if wanted is None or wanted.day is None or not (counting or _DOES.search(fold(question))):
        return None
    named = query.objectives or query.items or query.documents
    if named or (not query.narrowed and len(query.plans) > _PLANS):
        return None
    if _EDGE.search(fold(question[: days[0].start])) or any(map(_says_more(asked), query.subject)):
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        held = _held_on(asked, plan_id, wanted)
        if held and counting:
            text = how_many(asked, len(held), rows=True)
            pieces = [claim.slices[-1] for claim in held]
            claims.append(counted(text, plan_id, [piece.text for piece in pieces], pieces))
        if not held and query.narrowed and _may_hold(asked, plan_id, wanted):
            return None
        claims += held
        if not held and query.narrowed:
            claims.append(absent(asked.phrases.say("no_task_then"), plan_id))
    if not claims:
        return None
    return draft(asked, claims, reason="not_stated", nearest=near_slices(asked))


def _may_hold(asked: Asked, plan_id: str, wanted: Day) -> bool:
    """Whether a plan speaks of the day in words that no fact tells, or tells of nobody."""
    given = {one.task.section for one in asked.book.assignments(plan_id)}
    bare = replace(asked, query=replace(asked.query, agencies=()))
    others = _held_on(bare, plan_id, wanted) if asked.query.agencies else []
    if others:
        return not all(given & {piece.section for piece in claim.slices} for claim in others)
    return _names_day(asked, plan_id, wanted)


_THROUGH = re.compile(r"\W*(?:den|toi)(?: het)?(?: ngay)?\W*")
_FROM = re.compile(r"\b(?:tu|trong khoang)(?: ngay)?\W*$")
_AFTER, _BEFORE = re.compile(r"\bsau(?: ngay)?\W*$"), re.compile(r"\btruoc(?: ngay)?\W*$")
_DUTY = re.compile(r"\b(?:xong|hoan thanh|han|nop|phai|viec|nhiem vu|bao cao)\b")
""" "Việc gì phải xong trước …": what is due then, and not what is held."""
_OF_SPAN = frozenset("từ đến tới hết sau trước khoảng kể".split())


def within_days(asked: Asked) -> Draft | None:
    """ "Từ ngày 18/11 đến ngày 25/11 có hoạt động gì", "sau ngày 25/11": all held then."""
    query, question = asked.query, nfc(asked.query.question)
    days = [one for one in values(question) if one.kind == "date"]
    read = [day_in(one.written) for one in days]
    if not days or not query.narrowed or query.agencies or query.objectives or query.items:
        return None
    if not _DOES.search(fold(question)) or _DUTY.search(fold(question)):
        return None
    if any(map(_says_more(asked, _OF_SPAN), query.subject)):
        return None
    before = fold(question[: days[0].start])
    between = fold(question[days[0].end : days[1].start]) if len(days) == 2 else ""
    span = between and _FROM.search(before) and _THROUGH.fullmatch(between)
    alone = len(days) == 1 and (_AFTER.search(before) or _BEFORE.search(before))
    if not (span or alone):
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        year = next((one.year for one in read if one and one.year), _its_year(asked, plan_id))
        ends = [_date_of(one, year) for one in read]
        first, last = ends[0], ends[-1]
        if first is None or last is None:
            return None
        if alone and _AFTER.search(before):
            first, last = first + timedelta(1), date.max
        elif alone:
            first, last = date.min, last - timedelta(1)
        held = _held_between(asked, plan_id, first, last)
        if not held and _any_due(asked, plan_id, first, last):
            return None
        claims += held or [absent(asked.phrases.say("no_task_then"), plan_id)]
    return draft(asked, claims, reason="not_stated", nearest=near_slices(asked))


def _any_due(asked: Asked, plan_id: str, first: date, last: date) -> bool:
    """Whether anything at all is due in a span, of this year or of every year."""
    ends = (due.last for one in asked.book.deadlines(plan_id) for due in one.due if due.last)
    read = (_as_date(end.replace("--", f"{_its_year(asked, plan_id) or 0}-")) for end in ends)
    return any(end is not None and first <= end <= last for end in read)


def _date_of(day: Day | None, year: int | None) -> date | None:
    if day is None or day.day is None or year is None:
        return None
    return _as_date(f"{year}-{day.month:02d}-{day.day:02d}")


def _held_between(asked: Asked, plan_id: str, first: date, last: date) -> list[DraftClaim]:
    rows = {row.row.section: row for row in table_rows(asked, plan_id)}
    held: dict[str, tuple[date, DraftClaim]] = {}
    for one in asked.book.deadlines(plan_id):
        for when in one.when:
            for due in (due for due in one.due if due.words in when):
                end = _as_date(due.last)
                begin = _as_date(due.first) or end
                if (
                    due.kind != "date"
                    or end is None
                    or begin is None
                    or _BY.search(fold(due.words))
                ):
                    continue
                day = day_in(due.words)
                if day is not None and day.day and first <= begin and end <= last:
                    claim = _told(asked, rows.get(one.task.section), one, when, due)
                    held.setdefault(one.task.section, (begin, claim))
    return [claim for _, claim in sorted(held.values(), key=lambda one: one[0])]


def _its_year(asked: Asked, plan_id: str) -> int | None:
    plan = asked.book.by_id[plan_id]
    return plan.year_start if plan.year_start == plan.year_end else None


_CALLED = re.compile(r"\b(?:bao nhieu|may) (?P<what>hoat dong|nhiem vu|su kien|noi dung|viec)\b")
_WRITTEN = {
    "hoat dong": "hoạt động", "nhiem vu": "nhiệm vụ", "su kien": "sự kiện", "noi dung": "nội dung",
    "viec": "việc",
}  # fmt: skip


def how_many(asked: Asked, count: int, *, rows: bool, duties: bool = False) -> str:
    """ "8 hoạt động": rows of a table are counted in the question's own word."""
    called = _CALLED.search(fold(asked.query.question))
    if duties or not rows or called is None or asked.query.lang == "en":
        return asked.phrases.say("count_duties" if duties else "count_items", count=str(count))
    return f"{count} {_WRITTEN[called['what']]}"


def _says_more(asked: Asked, besides: frozenset[str] = frozenset()) -> Callable[[str], bool]:
    """Whether a word asks for more than what a day holds, when, where and by whom."""
    same = fold if asked.query.unaccented else lower
    known = {*map(same, _OF_ASKING), *map(same, besides), *MONTHS}
    return lambda word: not word.isdigit() and same(word) not in known


def _held_on(asked: Asked, plan_id: str, wanted: Day) -> list[DraftClaim]:
    """Each thing of that day as its row or sentence tells it; else the span it falls in."""
    rows = {row.row.section: row for row in table_rows(asked, plan_id)}
    held: dict[str, DraftClaim] = {}
    spans: dict[str, DraftClaim] = {}
    due_by: dict[str, DraftClaim] = {}
    found = sorted(asked.book.deadlines(plan_id), key=lambda one: one.task.start)
    for one in found:
        for when in one.when:
            for due in (due for due in one.due if due.words in when):
                if _is_due_by(due, wanted) and _is_hers(asked, one):
                    due_by.setdefault(one.task.section, task_then(asked, one, when, due))
                apart = _span(due, wanted)
                if apart is None or not _is_hers(asked, one):
                    continue
                claim = _told(asked, rows.get(one.task.section), one, when, due)
                if apart <= _DAYS_OF_ONE:
                    held.setdefault(one.task.section, claim)
                elif apart <= _DAYS_OF_SPAN and _names_thing(one, when):
                    spans.setdefault(one.task.section, claim)
    if _DUTY.search(fold(asked.query.question)):
        held = due_by | held
    return list((held or due_by or spans).values())


def _is_due_by(due: Due, wanted: Day) -> bool:
    """ "Trước ngày 10/12/2026" for "ngày 10/12": the day it is due by."""
    printed = day_in(due.words)
    if due.kind != "date" or printed is None or not _BY.search(fold(due.words)):
        return False
    same = (printed.day, printed.month) == (wanted.day, wanted.month)
    return same and (None in (wanted.year, printed.year) or wanted.year == printed.year)


def _told(asked: Asked, row: TableRow | None, one: Deadline, when: str, due: Due) -> DraftClaim:
    """The row, or a short sentence whole: it tells the place and who with it."""
    told = row_told(row) if row is not None else None
    dated = " ".join(when.split()) in " ".join(one.task.text.split())
    if told is None and dated and len(one.task.text.split()) <= _SHORT:
        told = stated(without_marker(one.task.text), one.plan_id, (one.task,))
    return told or task_then(asked, one, when, due)


_SHORT = 45
"""Words of a sentence that is told uncut."""


def _names_thing(one: Deadline, when: str) -> bool:
    """Whether a sentence says what goes on then: "Thời gian: từ … đến …" alone does not."""
    left = re.findall(r"[^\W\d_]+", one.task.text.replace(when, " "))
    return len(left) >= _FEWEST_WORDS


def _is_hers(asked: Asked, one: Deadline) -> bool:
    given = asked.book.assignments(one.plan_id)
    return not asked.query.agencies or any(
        other.task.section == one.task.section and is_agency(asked, name, other)
        for other in given for name in asked.query.agencies
    )  # fmt: skip


def _span(due: Due, wanted: Day) -> timedelta | None:
    """How long what is due goes on, where the day named is in it; None where it is not."""
    last = _as_date(due.last)
    if due.kind != "date" or last is None or wanted.day is None:
        return None
    try:
        day = date(wanted.year or last.year, wanted.month, wanted.day)
        if due.first is not None and (first := _as_date(due.first)) is not None:
            return last - first if first <= day <= last else None
    except ValueError:
        return None
    printed = day_in(due.words)
    same = printed is not None and (printed.day, printed.month) == (day.day, day.month)
    return timedelta() if same and day == last and not _BY.search(fold(due.words)) else None


def _as_date(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written is not None else None
    except ValueError:
        return None  # "--11-25": of every year


def _names_day(asked: Asked, plan_id: str, wanted: Day) -> bool:
    """Whether a plan speaks of the day at all."""
    text = fold(asked.book.text(plan_id))
    day = rf"(?<!\d)0?{wanted.day}\s*(?:[/.-]|thang)\s*0?{wanted.month}(?!\d)"
    other = rf"(?!{wanted.year})20\d\d" if wanted.year else r"(?:19|20)\d\d (?:cua|ve)\b"
    apart = re.compile(rf"{day}\s*(?:[/.-]|nam)\s*{other}")
    return len(re.findall(day, text)) > len(apart.findall(text))
