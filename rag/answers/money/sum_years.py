"""Sums of the year asked for, where a plan of several years tells its money year by year or whole.

"Tổng kinh phí giai đoạn 2026 - 2030 là 21,5 tỷ đồng. Riêng năm 2026, ngân sách tỉnh bố trí 2,4 tỷ
đồng": of 2026 the second alone, of 2027 none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from rag.amounts import AMOUNT
from rag.answers.money.money import without_money
from rag.answers.money.money_source import (
    TOTAL,
    asks_how_much,
    is_row,
    money_text,
    of_sources,
    sources_asked,
)
from rag.answers.money.other_money import is_of_year, of_more_years
from rag.answers.shape import Asked, absent, brief, clauses_of, stated, without_marker
from rag.schema import DraftClaim, Plan, Slice, Statement
from rag.text import fold
from rag.understanding.years_asked import PERIOD, YEAR, years_of_figure_asked

_SENTENCE = re.compile(r"[.…]\s+(?=[A-ZĐÀ-Ỹ])")
_EACH = re.compile(r"\b(?:hằng|hàng|mỗi|từng|các) năm\b", re.IGNORECASE)
_OF_DAY = re.compile(r"(?:tháng\s+\d{1,2}\s+năm|năm\s+học)\s+$", re.IGNORECASE)


def of_year(asked: Asked, plan_id: str, found: Iterable[Statement]) -> list[Statement]:
    """What is said of the year asked for, cut to it; all where the question names none."""
    listed = list(found)
    years = own_years(asked, plan_id)
    if not years:
        return listed
    own = [part for one in listed if not is_row(one) for part in _of(one, years)]
    return own or [
        one for one in listed
        if (_below_year(asked, one, years) if is_row(one) else not _of_more(one))
    ]  # fmt: skip


def with_sum(asked: Asked, plan_id: str) -> Iterator[Statement]:
    """What a plan says of money with a sum in it, of the year asked for."""
    held = asked.book.statements
    found = (*held(plan_id, "funding"), *held(plan_id, "allotment"))
    for statement in of_year(asked, plan_id, found):
        if AMOUNT.search(money_text(statement)):
            yield statement


_MONEY = re.compile(
    r"\b(?:kinh phi|ngan sach|(?<!vay )von|du toan|tong chi|tong muc dau tu|chi phi)\b"
)
_NAMED = re.compile(
    r"\b(?:chuong trinh|chien luoc|de an|du an|nghi quyet|quyet dinh|ke hoach)\b[^,;]{0,60}$"
)
_MEASURED = re.compile(r"\b(?:tang|giam|so voi|hon|chenh|lan|ty le|phan tram)\b|%")
_COMPARES = re.compile(r"\b(?:so sanh|doi chieu|compare)\b")
_SAID = 0.65
"""Share of what the money is for that its sentence, the heading or the title must say."""
_OF_ONE = re.compile(
    r"\b(?:ca|toan) (?:giai doan|thoi ky|nhiem ky)\b|\bnam 20\d\d,? (?:va|con|voi|hay)\b"
)
""" "Của tỉnh năm 2026 và của huyện cả giai đoạn": the year is one plan's alone."""
OPEN = re.compile(r"\b(?:nao|gi|ai|dau|the nao|ra sao|khong|chua)\b|\b(?:which|who|where|how)\b")
""" "Kinh phí năm 2024?" asks for the sum, with no word of asking."""
Span = tuple[int, int]


def of_other_time(asked: Asked) -> dict[str, list[DraftClaim]]:
    """Of each plan that ends before or begins after the time asked for, what it says of that time.

    "Kinh phí giai đoạn 2016 - 2020" of a plan for 2021 - 2025: the sum of its part on results, or
    that it states none; never its own.
    """
    query, book = asked.query, asked.book
    on_money = query.intent == "funding" or "amount" in query.header_fields
    question = fold(query.question)
    asks = (
        asks_how_much(question)
        or _COMPARES.search(question)
        or AMOUNT.search(query.question)
        or not OPEN.search(question)
    )
    if not (on_money and query.narrowed and asks) or query.agencies:
        return {}
    spans = _times(question)
    if not spans or _MEASURED.search(question):
        return {}
    if len(query.plans) > 1 and _OF_ONE.search(question):
        return {}
    beside = {p: [one for one in spans if _is_beside(book.by_id[p], one)] for p in query.plans}
    if len(query.plans) > 1:
        # "của Cẩm Vân 2024 và của Thạch Giang 2026": each plan's own year
        beside = {p: found for p, found in beside.items() if len(found) == len(spans)}
    return {
        plan_id: [_told_of(asked, plan_id, one) for one in found]
        for plan_id, found in beside.items() if found
    }  # fmt: skip


def of_own_time(asked: Asked, plan_id: str) -> bool:
    """Whether a time of the plan's own is asked for beside another: "năm 2024 và năm 2025"."""
    plan = asked.book.by_id[plan_id]
    return any(not _is_beside(plan, one) for one in _times(fold(asked.query.question)))


def _times(question: str) -> list[Span]:
    """The years and periods that a sum is asked for: not those of a document's name."""
    found = [
        (int(one[1]), int(one[2])) for one in PERIOD.finditer(question)
        if not _NAMED.search(question[: one.start()])
    ]  # fmt: skip
    return [*found, *((int(year), int(year)) for year in years_of_figure_asked(question))]


def _is_beside(plan: Plan, span: Span) -> bool:
    """Whether a time has no year of the plan."""
    first, last = plan.year_start, plan.year_end
    return first is not None and last is not None and (span[1] < first or span[0] > last)


def _told_of(asked: Asked, plan_id: str, span: Span) -> DraftClaim:
    sources = sources_asked(asked.query.question)
    purpose, title = without_money(asked), asked.book.by_id[plan_id].title
    for passage in (one for held in asked.book.passages(plan_id).values() for one in held):
        piece = asked.book.passage_slice(passage)
        above = " ".join(asked.book.headings(piece))
        for clause in _sentences(piece.text):
            told = _spans_in(clause) or _spans_in(above)
            if not (_MONEY.search(fold(clause)) and AMOUNT.search(clause) and span in told):
                continue
            text = of_sources(clause, sources) if sources else brief(clause, asked.matcher, 60)
            said = purpose.subject.share_said(purpose.query, clause, above, title) >= _SAID
            said = said or not purpose.subject.names_one(purpose.query)
            if text is not None and AMOUNT.search(text) and said:
                return stated(without_marker(text), plan_id, (piece,))
    named = str(span[0]) if span[0] == span[1] else f"{span[0]} - {span[1]}"
    return absent(asked.phrases.say("no_amount_of_time", time=named), plan_id)


def _sentences(text: str) -> Iterator[str]:
    """The clauses with what follows "trong đó" of each, and each alone."""
    yield from re.split(r"(?<=[.!?…])\s+(?=[A-ZĐÀ-Ỹ])", text)
    yield from clauses_of(text)


def _spans_in(text: str) -> set[Span]:
    years = {(int(one.group()), int(one.group())) for one in _single(text, 0, len(text))}
    return years | {(int(one[1]), int(one[2])) for one in PERIOD.finditer(text)}


def _below_year(asked: Asked, one: Statement, years: frozenset[str]) -> bool:
    """Whether a row stands below one of the years: a table without them is of the whole time."""
    above = (*asked.book.headings(one.task), *(piece.text for piece in one.sources))
    return any(year.group() in years for text in above for year in _single(text, 0, len(text)))


def own_years(asked: Asked, plan_id: str) -> frozenset[str]:
    """The years asked for of those that the plan covers, where these are several."""
    plan = asked.book.by_id[plan_id]
    if plan.year_start is None or plan.year_end is None or plan.year_start == plan.year_end:
        return frozenset()
    if PERIOD.search(asked.query.question):
        return frozenset()
    question = fold(asked.query.question)
    if re.search(rf"\b(?:den|toi|het) (?:het )?(?:nam )?{plan.year_end}\b", question):
        return frozenset()  # "tổng kinh phí đến năm 2030" of a plan that ends then
    years = [year for year in years_of_figure_asked(question) if not is_of_year(plan, year)]
    return frozenset(year for year in years if plan.year_start <= int(year) <= plan.year_end)


_YEARS_LISTED = re.compile(
    r"\b(?:năm|nam)\s+20\d\d(?:\s*(?:,|và|va|với|voi|rồi|roi)\s*(?:(?:năm|nam)\s+)?20\d\d)+\b",
    re.IGNORECASE,
)


def in_year(asked: Asked, year: str) -> Asked | None:
    """ "Kinh phí năm 2026 và năm 2030": the question for one; None where it is not put so."""
    question = asked.query.question
    if not _YEARS_LISTED.search(question):
        return None
    alone = _YEARS_LISTED.sub(f"năm {year}", question)
    return replace(asked, query=replace(asked.query, question=alone, years=(year,)))


def of_time(asked: Asked, plan_id: str, found: list[DraftClaim], year: str) -> list[DraftClaim]:
    """What is told of a year, or that it has no sum."""
    alone = replace(asked, query=replace(asked.query, years=(year,)))
    told = [claim for claim in found if claim.kind == "stated"]
    told = [] if of_more_years(alone, told) else told
    return told or [absent(asked.phrases.say("no_amount_of_time", time=year), plan_id)]


def _of(one: Statement, years: frozenset[str]) -> Iterator[Statement]:
    """The parts of a statement with a sum of one of the years: each from its year to the next."""
    text = one.task.text
    ends = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    for start, end in pairwise(ends):
        named = [
            (max(text.rfind(mark, start, year.start()) for mark in ";:,") + 1, year.group())
            for year in _single(text, start, end)
        ]
        cuts = sorted({max(at, start) for at, _ in named})
        for a, b in pairwise([*cuts, end]):
            mine = {year for at, year in named if max(at, start) == a}
            if mine & years and AMOUNT.search(text, a, b):
                yield _cut(one, a, b)


_OPENS = re.compile(r"(?:[^\W\d_]+ ){0,2}?[Nn]ăm\s+20\d\d\b")


def with_its_year(asked: Asked, plan_id: str, one: Statement, told: str) -> str:
    """ "Năm 2026 … ngân sách tỉnh 14 tỷ đồng…": of the year's sums one, with the year."""
    opening = _OPENS.match(one.task.text)
    if opening is None or not own_years(asked, plan_id) or opening.group() in told:
        return told
    return f"{opening.group()} {told}"


def _single(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Years that stand for themselves: of no period, date or school year."""
    spans = [match.span() for match in PERIOD.finditer(text, start, end)]
    for year in YEAR.finditer(text, start, end):
        within = any(a <= year.start() < b for a, b in spans)
        if not (within or _OF_DAY.search(text[start : year.start()])):
            yield year


def _cut(one: Statement, start: int, end: int) -> Statement:
    text = one.task.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    at = one.task.start + start
    piece = Slice(one.task.plan_id, one.task.section, at, at + len(text), text)
    return replace(one, task=piece, sources=(piece,))


def _of_more(one: Statement) -> bool:
    """Whether a sum is that of several years, of another one, or the whole."""
    with_sum = [text for text in _SENTENCE.split(money_text(one)) if AMOUNT.search(text)]
    return any(
        not _EACH.search(text)
        and (PERIOD.search(text) or TOTAL.search(text) or any(_single(text, 0, len(text))))
        for text in with_sum
    )
