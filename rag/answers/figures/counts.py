"""How many and which: objectives, indicators, agencies and items, counted with what is counted."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from rag.answers.agencies.counted_agencies import (
    INDICATORS,
    KINDS,
    OBJECTIVES,
    gives_to_how_many,
    listed_agencies,
)
from rag.answers.agencies.counted_duties import sections_given
from rag.answers.agencies.who import items_of
from rag.answers.contents.cells import TableRow, row_told, table_rows
from rag.answers.contents.numbered_parts import called_parts
from rag.answers.contents.outlines import below, main_work, top
from rag.answers.contents.table_rows import (
    asks_of_duties,
    rows_by_number,
    rows_of_group,
    table_sections,
    tables_of_rows,
    without_cells,
)
from rag.answers.events.schedule import how_many
from rag.answers.figures.counted_goals import figures_in, indicators_counted, objectives_counted
from rag.answers.general import named_sections
from rag.answers.refusals import not_in_corpus
from rag.answers.shape import (
    Asked,
    absent,
    brief,
    counted,
    draft,
    narrows,
    near_slices,
    stated,
    without_marker,
)
from rag.schema import Draft, DraftClaim, Section, Slice
from rag.table import is_row_id, split_cells
from rag.text import fold

_BOTH = re.compile(
    r"\b(?:may|bao nhieu|luong) muc tieu\b(?: cu the)?(?:,| va|,? (?:may|bao nhieu))+ "
    r"(?:(?:may|bao nhieu) )?chi tieu\b|"
    r"\b(?:may|bao nhieu) (?P<one>muc|chi) tieu\b[^.?;]{0,40}?"
    r"\b(?:may|bao nhieu) (?!(?P=one))(?:muc|chi) tieu\b|"
    r"\bhow many objectives and (?:how many )?(?:indic|targ)"
)
""" "Mấy mục tiêu và bao nhiêu chỉ tiêu": both are counted."""
_IN_WHICH = re.compile(
    r"\b(?:may|bao nhieu) muc tieu\b.*"
    r"\b(?:gom|la|thuoc|trong|o|ve) (?:nhung |cac )?linh vuc (?:nao|gi)\W*$"
)
_FIELDS = frozenset({"linh", "vuc", "gom", "thuoc"})
""" "Mấy mục tiêu cụ thể, gồm những lĩnh vực nào": each objective's heading names its field."""
_FILTERED = re.compile(
    r"\d ?%|\b(?:tren|duoi|it nhat|toi thieu) \d|\bchi tieu (?:da |chua )?duoc giao\b"
)
_TOP = re.compile(
    r"\b(?:may|bao nhieu|how many) (?:phan(?! tram)|chuong|muc lon|(?:muc|dieu)(?=\W*$)|"
    r"parts|chapters|articles)\b"
)
_NUMBERED = re.compile(
    r"\b(?:may|bao nhieu|luong) (?:\w+ )?(?:muc(?! tieu)|khoan|diem|nhom|noi dung|nhiem vu|"
    r"viec(?=\W*$| (?:trong|o|tai) (?:phu luc|bang))|giai phap|hoat dong|"
    r"dau viec|dau muc|mang|phan viec|su kien(?= (?:trong|o|cua) lich))\b|"
    r"\bhow many (?:\w+ ){0,2}?(?:items|points|tasks|sections|measures|solutions|groups)\b"
)


_OF_DOCUMENT = re.compile(
    r"(?:theo |trong |thi )?(?:nghi quyet|quyet dinh|chuong trinh|chien luoc|luat|nghi dinh|"
    r"chi thi|thong tu|cong van)\b(?!.*\bke hoach\b)"
)


def counts(asked: Asked) -> Draft | None:
    """The number, with what it counts; None where the question narrows what is counted."""
    query = asked.query
    question = fold(query.question)
    if query.indicators or _FILTERED.search(question):
        return None
    held = asked.book.register.numbers
    others = tuple(number for number in query.documents if fold(number) not in held)
    if others and _OF_DOCUMENT.match(question):
        # what another document holds is not what a plan that carries it out does
        return not_in_corpus(replace(asked, query=replace(query, missing=others)))
    if _NUMBERED.search(question) or _TOP.search(question) or _groups_of_bodies(asked):
        return _items(asked) or _not_counted(asked)
    if query.agencies:
        return None
    if query.intent == "who" or gives_to_how_many(query.question):
        return listed_agencies(asked)
    named = OBJECTIVES.search(question) or INDICATORS.search(question)
    if named is None:
        return None
    if query.items and not OBJECTIVES.search(question):
        return _indicators_within(asked)
    rows = [rows_by_number(asked, p) for p in query.plans if query.narrowed]
    known = KINDS | _FIELDS if _IN_WHICH.search(question) else KINDS
    if narrows(asked, known) or any(rows):
        return None if OBJECTIVES.search(question) else _indicators_of_group(asked)
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        own = asked.book.own_objectives(plan_id)
        if _BOTH.search(question) and not query.objectives:
            found = (
                objectives_counted(asked, plan_id, own)[0],
                indicators_counted(asked, plan_id, own)[0],
            )
            claims += dict.fromkeys(found)
        elif OBJECTIVES.search(question) and not query.objectives:
            claims += objectives_counted(asked, plan_id, own)
        else:
            claims += indicators_counted(asked, plan_id, own)
    if not query.narrowed and any(claim.kind == "stated" for claim in claims):
        claims = [claim for claim in claims if claim.kind == "stated"]
    return draft(asked, claims, reason="no_such_item")


_GROUPS = re.compile(r"\bnhom (?:co quan|don vi)\b")


def _groups_of_bodies(asked: Asked) -> bool:
    """ "Bao nhiêu nhóm cơ quan ở phần tổ chức thực hiện": its items, one a body or a group."""
    query = asked.query
    if not query.narrowed or query.agencies or not _GROUPS.search(fold(query.question)):
        return False
    return all(query.items or named_sections(asked, plan_id) for plan_id in query.plans)


def counted_goals(asked: Asked) -> Draft:
    """How many objectives and indicators each plan lists, as a comparison tells it."""
    claims: list[DraftClaim] = []
    for plan_id in asked.query.plans:
        own = asked.book.own_objectives(plan_id)
        objectives = OBJECTIVES.search(fold(asked.query.question)) is not None
        found = [
            objectives_counted(asked, plan_id, own)[0],
            indicators_counted(asked, plan_id, own)[0],
        ]
        claims += found if found[0].kind == "stated" and objectives else found[1:]
    return draft(asked, claims, reason="no_such_item")


_POINTS = re.compile(r"\b(?:muc|khoan|diem|items?|points?|sections?)\b")
""" "Có mấy điểm dưới Sở Nội vụ": what is counted is asked for as points."""


def _items(asked: Asked) -> Draft | None:
    """ "Phần giải pháp có mấy nhóm?": the items of that part, of the agency, or of the plan."""
    query = asked.query
    if not query.narrowed:
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        sections = _counted_sections(asked, plan_id)
        pieces = [asked.book.slice(plan_id, one, one.start, one.end) for one in sections]
        pieces = [piece for piece in pieces if piece.text]
        of_one = query.agencies or asks_of_duties(fold(query.question))
        if not pieces and of_one and len(query.plans) > 1:
            claims.append(absent(asked.phrases.say("no_answer"), plan_id))
            continue
        if not pieces:
            return None
        duties = bool(query.agencies) and not _POINTS.search(fold(query.question))
        articles = all(section.path[-1].level == "dieu" for section in sections)
        text = how_many(asked, len(pieces), rows=is_row_id(pieces[0].section), duties=duties)
        if articles:
            text = asked.phrases.say("count_articles", count=str(len(pieces)))
        claims.append(counted(text, plan_id, [piece.text for piece in pieces], pieces))
        rows = {row.row.section: row for row in table_rows(asked, plan_id)}
        claims += [_told(piece, rows.get(piece.section)) for piece in pieces]
    return draft(asked, claims) if any(claim.kind == "stated" for claim in claims) else None


def _told(piece: Slice, row: TableRow | None) -> DraftClaim:
    """What is counted, in short: of a calendar's row when and where, of any other its name."""
    of_row = row_told(row) if row is not None and row.place else None
    name = row.name if row is not None else ""
    text = name or without_cells(without_marker(piece.text))
    return of_row or stated(brief(text, None, 30), piece.plan_id, (piece,))


def _counted_sections(asked: Asked, plan_id: str) -> list[Section]:
    query, question = asked.query, fold(asked.query.question)
    rows = rows_by_number(asked, plan_id)
    if query.agencies:
        if asks_of_duties(question) and not tables_of_rows(asked, plan_id, "bang"):
            return []
        more = narrows(asked, KINDS, _BESIDES)
        given = [] if more else sections_given(asked, plan_id, rows)
        parts = items_of(replace(asked, query=replace(query, agencies=())), plan_id)
        return [s for s in given if _within(s, parts)] if query.items else given
    if _CALENDAR.search(question) and not narrows(asked, KINDS, _BESIDES):
        # "lịch có mấy hoạt động": the rows of the part that is called so
        text = asked.book.text(plan_id)
        for part in top(asked, plan_id):
            if _CALENDAR.search(fold(text[part.start : part.heading_end])):
                return _within_tables(asked, plan_id, below(asked, plan_id, part.id))
    if narrows(asked, KINDS, _BESIDES) and not query.items:
        # "bao nhiêu nhiệm vụ về y tế": the rows below "Y tế", never all there are
        meant = rows_of_group(asked, plan_id, functools.partial(_is_group_meant, asked))
        inside = {row.id for row in rows.values()}
        found = [row for row in meant if row.indicator is None and (not rows or row.id in inside)]
        if found or rows:
            return found
    if _EXPENSES.search(question):
        return _expense_rows(asked, plan_id)
    if rows and not query.items:
        # an indicator is no task
        return [row for row in rows.values() if row.indicator is None]
    called = called_parts(asked, plan_id)
    named = items_of(asked, plan_id) if query.items else called or named_sections(asked, plan_id)
    if (query.items or (named and not called)) and _narrows_part(asked, plan_id, named):
        # "Phần III có mấy nhiệm vụ về truyền thông": the item of it that is called so
        inner = [s for s in named_sections(asked, plan_id) if _within(s, named)]
        if not inner or _narrows_part(asked, plan_id, [*named, *inner]):
            return []
        named = inner
    if named or query.items:
        return [
            s
            for one in named[:1]
            for s in _within_tables(asked, plan_id, below(asked, plan_id, one.id))
        ]
    if narrows(asked, KINDS) or asks_of_duties(question):
        return []
    if _TOP.search(question):
        return top(asked, plan_id)
    return _works_as_headed(asked, plan_id)


_EXPENSES = re.compile(
    r"\b(?:may|bao nhieu) khoan (?:chi|tien|kinh phi)\b|"
    r"\b(?:kinh phi|du toan)\b.*\b(?:may|bao nhieu) khoan\b"
)
_BARE_EXPENSES = re.compile(r"\b(?:may|bao nhieu) khoan chi\W*$")
_TOTAL = re.compile(r"\W*(?:tong|cong)\b(?! (?:tac|doan|an|nhan|nghiep|dong|ket)\b)")


def _expense_rows(asked: Asked, plan_id: str) -> list[Section]:
    """ "Có mấy khoản chi?": the rows of the one table on money but its total; else []."""
    text = asked.book.text(plan_id)
    tables = [
        one
        for part in top(asked, plan_id)
        if re.search(r"\b(?:kinh phi|du toan)\b", fold(text[part.start : part.heading_end]))
        for one in below(asked, plan_id, part.id)
        if one.path[-1].level == "bang"
    ]
    rows = table_sections(asked, plan_id, tables[0].id) if len(tables) == 1 else []
    names = (split_cells(text[row.start : row.end]) for row in rows)
    lettered = (next((c for c in cells if any(map(str.isalpha, c))), "") for cells in names)
    return [
        row
        for row, name in zip(rows, lettered, strict=True)
        if name and not _TOTAL.match(fold(name))
    ]


_KIND = re.compile(r"\b(?:may|bao nhieu|how many) (?P<kind>nhiem vu|hoat dong|viec)\b")
_TABLE_HEAD = re.compile(r"(?:cac |nhung )?(?:bang|bieu|hoat dong|nhiem vu)\b")


def _works_as_headed(asked: Asked, plan_id: str) -> list[Section]:
    """The items of the main work; of activities those of the part that is called so.

    [] where an item is but the heading of a table or of a list of them: it is no activity.
    """
    found, text = main_work(asked, plan_id), asked.book.text(plan_id)
    kind = _KIND.search(fold(asked.query.question))
    if kind is None:
        return found
    sections = asked.book.sections(plan_id)
    parts = {section.id.rpartition("/")[0] for section in found}
    if len(parts) > 1:
        heads = {p: fold(text[sections[p].start : sections[p].heading_end]) for p in parts}
        parts = {p for p, head in heads.items() if kind["kind"] in head}
        found = [s for s in found if s.id.rpartition("/")[0] in parts] if len(parts) == 1 else []
    named = (fold(without_marker(text[s.start : s.heading_end].strip())) for s in found)
    return [] if any(_TABLE_HEAD.match(head) for head in named) else found


def _within(section: Section, parts: list[Section]) -> bool:
    return any(section.id.startswith(f"{one.id}/") for one in parts)


_OF_PARTS = frozenset("chia thanh lam tach ra duoc bai ban".split())


def _narrows_part(asked: Asked, plan_id: str, parts: list[Section]) -> bool:
    """Whether more is said than the part's number and heading: "Phần III … về truyền thông"."""
    text = asked.book.text(plan_id)
    heads = " ".join(text[one.start : one.heading_end] for one in parts)
    labels = re.findall(r"[^\W_]+", " ".join(asked.query.items))
    words = re.findall(r"[^\W_]+", fold(" ".join((heads, *labels))))
    return narrows(asked, KINDS | _OF_PARTS | {*words})


def _indicators_within(asked: Asked) -> Draft | None:
    """ "Phần III có mấy chỉ tiêu": those that stand in it; None where more is asked."""
    claims: list[DraftClaim] = []
    for plan_id in asked.query.plans if asked.query.narrowed else ():
        parts = items_of(asked, plan_id)
        found = figures_in(asked, plan_id, parts[0].id) if len(parts) == 1 else []
        if not found or _narrows_part(asked, plan_id, parts):
            return None
        pieces = [asked.book.slice(plan_id, one, one.start, one.end) for one in found]
        text = asked.phrases.say("count_indicators", count=str(len(pieces)))
        claims.append(counted(text, plan_id, [piece.text for piece in pieces], pieces))
        lines = [brief(without_marker(piece.text), None, 60) for piece in pieces]
        claims += [stated(one, plan_id, (p,)) for one, p in zip(lines, pieces, strict=True)]
    return draft(asked, claims) if claims else None


def _within_tables(asked: Asked, plan_id: str, sections: list[Section]) -> list[Section]:
    """A part that is one table stands for the rows of it."""
    if len(sections) != 1 or sections[0].path[-1].level != "bang":
        return sections
    return table_sections(asked, plan_id, sections[0].id) or sections


_CALENDAR = re.compile(r"(?<!du )\blich\b(?! su)")
_BESIDES = (
    "phu luc",
    "bieu",
    "bang",
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "phoi hop",
    "khong",
    "lich",
    "su kien",
)
""" "Trong Phụ lục II", "phối hợp": no subject."""
_OF_GROUPS = frozenset("linh vuc nhom mang ve va thuoc trong cac cua cong tac".split())


def _is_group_meant(asked: Asked, group: str) -> bool:
    """Whether the question names a group of rows, and no more than it."""
    query = asked.query
    words = set(re.findall(r"[^\W\d_]+", fold(group))) - _OF_GROUPS
    titles = " ".join(asked.book.by_id[plan_id].title for plan_id in query.plans)
    known = {*re.findall(r"[^\W_]+", fold(titles)), *KINDS, *words, *_OF_GROUPS}
    asks = set(re.findall(r"[^\W\d_]+", fold(query.question)))
    more = set(asked.subject.narrowing(query, frozenset(known))) - set(_BESIDES)
    return bool(words) and words <= asks and not more


def _indicators_of_group(asked: Asked) -> Draft | None:
    """ "Lĩnh vực y tế có mấy chỉ tiêu": those of the table's rows below that name."""
    claims: list[DraftClaim] = []
    for plan_id in asked.query.plans if asked.query.narrowed else ():
        named = rows_by_number(asked, plan_id)
        rows = rows_of_group(asked, plan_id, functools.partial(_is_group_meant, asked))
        if named and not narrows(asked, KINDS, _BESIDES):
            rows = list(named.values())  # "Phụ lục I có mấy chỉ tiêu"
        pieces = [
            asked.book.slice(plan_id, one, one.start, one.end) for one in rows
            if one.indicator is not None
        ]  # fmt: skip
        if not pieces:
            return None
        text = asked.phrases.say("count_indicators", count=str(len(pieces)))
        claims.append(counted(text, plan_id, [piece.text for piece in pieces], pieces))
        claims += [stated(without_cells(piece.text), plan_id, (piece,)) for piece in pieces]
    return draft(asked, claims) if claims else None


_TASKS = re.compile(r"\b(?:bao nhieu|may) (?:nhiem vu|giai phap|dau viec)\b")


def _not_counted(asked: Asked) -> Draft | None:
    """Tasks on a subject that no part is called by: no target of like words tells how many."""
    query = asked.query
    if _BARE_EXPENSES.search(fold(query.question)) and query.narrowed:
        none = [absent(asked.phrases.say("no_answer"), plan_id) for plan_id in query.plans]
        return draft(asked, none, reason="not_stated", nearest=near_slices(asked))
    if not _TASKS.search(fold(query.question)) or not query.narrowed or query.agencies:
        return None
    if not narrows(asked, KINDS):
        return None
    texts = [fold(asked.book.text(plan_id)) for plan_id in query.plans]
    if any(re.search(r"\d (?:nhiem vu|giai phap|dau viec)\b", text) for text in texts):
        return None
    lacking = [absent(asked.phrases.say("no_target"), plan_id) for plan_id in query.plans]
    return draft(asked, lacking, reason="not_stated", nearest=near_slices(asked))
