"""What a prize is worth: "Giải nhất hội thi được bao nhiêu tiền?"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.answers.contents.cells import TableRow, table_rows
from rag.answers.shape import (
    NEAR_BEST,
    Asked,
    absent,
    clauses_of,
    draft,
    stated,
    tidy,
    without_marker,
)
from rag.schema import Draft, DraftClaim, Passage
from rag.table import split_cells
from rag.text import fold

_RANKS = "nhat|nhi|ba|tu|khuyen khich|dac biet"
_ASKS = re.compile(
    rf"\bgiai (?P<rank>{_RANKS})\b(?! (?:nguoi|dan|trinh|toan))[^,;?]{{0,60}}?"
    r"\b(?:bao nhieu|may)(?: (?:tien|dong|trieu))?(?:\W*$|, (?:co )?may giai\W*$)|"
    # "cho biết kinh phí thưởng cho giải nhất cuộc thi …": of that prize, and not of the contest
    r"\b(?:kinh phi|tien|muc|tri gia|gia tri)\b(?: (?:thuong|trao|cho|cua|moi|mot|chi|la)){0,4} "
    r"giai (?P<of>nhat|nhi|ba|khuyen khich|dac biet)\b(?! (?:nguoi|dan|trinh|toan))|"
    r"\bhow much (?:\w+ ){0,4}?(?P<en>first|second|third|consolation) prize\b"
)
_ENGLISH = {"first": "nhat", "second": "nhi", "third": "ba", "consolation": "khuyen khich"}
_WORTH = r"\b[^.;]{0,60}?\d[\d.]*\s*(?:dong|trieu|nghin|ngan|ty)\b"


_OF_ASKING = frozenset(
    f"{_RANKS.replace('|', ' ')} giai thuong duoc la co tri gia gia muc tien bao nhieu may dong "
    "kinh phi so trao chi trieu cua trong o tai cho cuoc hoi thi moi nhan thi thi lanh tong".split()
)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def prizes(asked: Asked) -> Draft | None:
    """The sentence that gives the prize its sum; that no plan does; None where none is asked."""
    query = asked.query
    found = _ASKS.search(fold(query.question))
    if found is None:
        in_rows = [one for plan_id in query.plans for one in _row_asked(asked, plan_id)]
        return draft(asked, in_rows) if in_rows else None
    rank = found["rank"] or found["of"] or _ENGLISH[found["en"]]
    told = re.compile(rf"\bgiai {rank}{_WORTH}")
    own = query.search_text if query.lang == "en" else " ".join(query.subject)
    left = {*_words(own)} - _OF_ASKING
    rows = [
        (asked.matcher.score(passage.indexed_text), plan_id, passage)
        for plan_id in query.plans
        for parts in asked.book.passages(plan_id).values() for passage in parts
        if told.search(fold(passage.text)) and left <= {*_words(passage.indexed_text)}
    ]  # fmt: skip
    best = max((score for score, _, _ in rows), default=0.0)
    claims = [_claim(asked, one, told) for s, _, one in rows if s >= NEAR_BEST * best]
    claims = claims or [
        one for plan_id in query.plans for one in _in_table(asked, plan_id, rank, left)
    ]
    lacking = [absent(asked.phrases.say("no_amount"), plan_id) for plan_id in query.plans]
    return draft(asked, claims or lacking, reason="not_stated")


_PRIZE = re.compile(r"^(?:(?:co cau|ten|loai|hang) )?giai(?: thuong)?$|^danh hieu$")
_SUM = re.compile(r"\b(?:muc (?:thuong|tien|chi)|tien thuong|tri gia|gia tri|so tien|kinh phi)\b")


def _in_table(asked: Asked, plan_id: str, rank: str, left: set[str]) -> Iterator[DraftClaim]:
    """ "| Giải | Số lượng | Mức thưởng (đồng/giải) |": the row of the prize asked for."""
    for row, name in _prize_rows(asked, plan_id):
        above = " ".join((row.row.text, row.header.text, *asked.book.headings(row.row)))
        if fold(name).removeprefix("giai ") == rank and left <= {*_words(above)}:
            yield from _cell_told(row, name, _SUM)


_WORTH_ASKED = re.compile(r"\b(?:muc|tien) thuong\b|\bthuong (?:bao nhieu|may)\b")
_COUNT_ASKED = re.compile(rf"\b(?:may|bao nhieu) giai (?P<rank>{_RANKS})\b")
_COUNT = re.compile(r"\bso (?:luong|giai)\b")
_ASKING = _OF_ASKING | frozenset("nhieu hang phan thuong ke hoach".split())


def _row_asked(asked: Asked, plan_id: str) -> Iterator[DraftClaim]:
    """ "Tiểu phẩm hay nhất thưởng bao nhiêu?", "Có mấy giải ba?", of a table of prizes alone."""
    question = fold(asked.query.question)
    counted, worth = _COUNT_ASKED.search(question), _WORTH_ASKED.search(question)
    if counted is None and worth is None:
        return
    if counted is not None:
        yield from _in_sentence(asked, plan_id, counted["rank"])
    for row, name in _prize_rows(asked, plan_id):
        called = fold(name).removeprefix("giai ")
        if counted is not None:
            meant = called == counted["rank"]
        else:
            said_whole = re.search(rf"\b{re.escape(called)}\b", question) is not None
            meant = len(called.split()) > 1 and said_whole
        plan = asked.book.by_id[plan_id]
        above = (row.row.text, row.header.text, plan.title, plan.place or "")
        said = {*_words(" ".join((*above, *asked.book.headings(row.row))))}
        if meant and {*_words(question)} - _ASKING <= said:
            yield from _cell_told(row, name, _COUNT if counted is not None else _SUM)


def _in_sentence(asked: Asked, plan_id: str, rank: str) -> Iterator[DraftClaim]:
    """ "…; trao 01 giải nhất, 02 giải nhì": of a passage that says all that is asked."""
    told = re.compile(rf"\b\d{{1,3}} giai {rank}\b")
    plan = asked.book.by_id[plan_id]
    for parts in asked.book.passages(plan_id).values():
        for passage in parts:
            said = {*_words(" ".join((passage.indexed_text, plan.title, plan.place or "")))}
            asks = {*_words(fold(asked.query.question))} - _ASKING
            if told.search(fold(passage.text)) and asks <= said:
                yield _claim(asked, passage, told)


def _prize_rows(asked: Asked, plan_id: str) -> Iterator[tuple[TableRow, str]]:
    for row in table_rows(asked, plan_id):
        named = [n for n, column in enumerate(row.columns) if _PRIZE.match(column)]
        if named and row.cells[named[0]]:
            yield row, row.cells[named[0]]


def _cell_told(row: TableRow, name: str, column: re.Pattern[str]) -> Iterator[DraftClaim]:
    told = [n for n, one in enumerate(row.columns) if column.search(one)]
    if told and re.search(r"\d", row.cells[told[0]]):
        printed = split_cells(row.header.text)[told[0]]
        name = name if "giai" in fold(name) else f"Giải {name}"
        text = f"{name}: {printed} {row.cells[told[0]]}"
        yield stated(tidy(text), row.row.plan_id, (row.header, row.row))


def _claim(asked: Asked, passage: Passage, told: re.Pattern[str]) -> DraftClaim:
    clauses = clauses_of(" ".join(passage.text.split()))
    text = next((one for one in clauses if told.search(fold(one))), passage.text)
    piece = asked.book.passage_slice(passage)
    return stated(without_marker(text), passage.plan_id, (piece,))
