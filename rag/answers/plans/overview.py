"""A plan in short: what it is, its main work, when it is reported and who pays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answers.contents.outlines import main_work, top, works
from rag.answers.contents.table_rows import without_cells
from rag.answers.dates.deadlines import deadlines
from rag.answers.events.event_kinds import names_kind
from rag.answers.money.money import funding
from rag.answers.shape import Asked, absent, brief, draft, narrows, stated, without_marker
from rag.schema import Draft, DraftClaim, Section
from rag.table import split_cells
from rag.text import fold

_MOST_PLANS = 3
_MOST_TASKS = 12
_KINDS = frozenset(
    "ke hoach noi dung chinh diem y viec nhiem vu trong tam mang lon phan chu yeu van giai phap "
    "hoat dong nhom dau tom tat gon luoc khai quat tong quan giup ban bang vai may dong cau".split()
)
_ITS_WORK = re.compile(
    r"\b(?:noi dung|nhiem vu|giai phap|viec|mang|hoat dong|nhom)(?: \w+){0,3}? "
    r"(?:trong tam|chinh|lon|chu yeu)\b|\b(?:main|key) (?:tasks?|contents?)\b"
)
""" "Các nội dung trọng tâm gồm những gì?": the work alone."""


_OF_TIME = re.compile(
    r"\bthang \d{1,2}\b|\bquy (?:iv|i{1,3}|[1-4])\b|\b(?:ngay |hom )?\d{1,2}[/.-]\d{1,2}\b|"
    r"\b(?:tuan|thang|quy) (?:nay|sau|toi|truoc)\b|\bnam (?:sau|toi|truoc)\b"
)


def overview(asked: Asked) -> Draft | None:
    """The plan in short; None where the question names an agency, an item or a subject."""
    query = asked.query
    if not query.narrowed or len(query.plans) > _MOST_PLANS or narrows(asked, _KINDS):
        return None
    if query.agencies or query.objectives or query.indicators or query.items or query.documents:
        return None
    if query.intent not in ("general", "header", "duties") or query.missing:
        return None
    if (time := _OF_TIME.search(fold(query.question))) is not None:
        if not re.search(r"\d", time.group()) and not time.group().startswith("quy i"):
            return draft(asked, [absent(asked.phrases.say("unclear"), None)], reason="not_stated")
        return None  # "Tháng 7 có gì": what is done then
    if names_kind(query.question):
        return None  # "Ngày hội Gia đình gồm những gì": the event, not the plan on families
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        its_work = work(asked, plan_id) or _top(asked, plan_id)
        whole = _ITS_WORK.search(fold(query.question)) is None
        claims += _whole(asked, plan_id, its_work) if whole else its_work
    return draft(asked, claims, reason="not_stated")


def _whole(asked: Asked, plan_id: str, work: list[DraftClaim]) -> list[DraftClaim]:
    title = asked.book.header(plan_id, "title")
    named = title is not None and title.value
    claims = [stated(title.value or "", plan_id, title.sources)] if title and named else []
    alone = replace(asked.query, plans=(plan_id,), narrowed=True, terms=(), subject=())
    due = deadlines(replace(asked, query=replace(alone, intent="deadline")))
    money = funding(replace(asked, query=replace(alone, intent="funding")))
    told = [[c for c in one.claims if c.kind == "stated"][:1] for one in (due, money)]
    return [*claims, *work, *told[0], *told[1]]


def work(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """The items of the plan's parts on its work; [] where none is so named."""
    return _told(asked, plan_id, main_work(asked, plan_id))


def work_alone(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """The same without aims, money, who does what and bare periods; [] where little is left."""
    return _told(asked, plan_id, works(asked, plan_id))


def _top(asked: Asked, plan_id: str) -> list[DraftClaim]:
    return _told(asked, plan_id, top(asked, plan_id))


def _told(asked: Asked, plan_id: str, sections: Sequence[Section]) -> list[DraftClaim]:
    claims = []
    for section in sections[:_MOST_TASKS]:
        piece = asked.book.slice(plan_id, section, section.start, section.end)
        name = _named_in_row(asked, plan_id, section) if section.path[-1].level == "hang" else ""
        told = brief(name or _first(without_cells(without_marker(piece.text))), None, 30)
        claims.append(stated(told, plan_id, (piece,)))
    return claims


_OF_WORK = re.compile(r"\b(?:noi dung|hoat dong|nhiem vu|cong viec|viec|su kien)\b")


def _named_in_row(asked: Asked, plan_id: str, row: Section) -> str:
    """The cell of a row in the column on the work, whatever stands before it; "" without one."""
    text, sections = asked.book.text(plan_id), asked.book.sections(plan_id)
    table = sections[row.id.rpartition("/")[0]]
    columns = split_cells(text[table.start : table.heading_end] or text[table.start : table.end])
    at = next((n for n, cell in enumerate(columns) if _OF_WORK.search(fold(cell))), None)
    cells = split_cells(text[row.start : row.end])
    return cells[at] if at is not None and at < len(cells) else ""


def _first(text: str) -> str:
    """The first sentence of an item: its heading, or what it begins with."""
    return re.split(r"(?<=[.:;])\s+(?=[A-ZĐÀ-Ỹ\-+*])|\n", text.strip(), maxsplit=1)[0]
