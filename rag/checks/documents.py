"""Documents and programmes that a plan cites, and how it names them."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from rag.book import Book
from rag.checks.finding import Finding, Rule, body, date_in, matches, words
from rag.schema import Section, Slice
from rag.text import document_numbers

_DATED = re.compile(
    r"\s*,?\s*ngày\s+(\d{1,2}\s*(?:/|-|\.|tháng)\s*\d{1,2}\s*(?:/|-|\.|năm)\s*\d{4})"
)
_OF = re.compile(
    r"\s*,?\s*của\s+([A-ZĐÀ-Ỹ][^.,;()]{2,60}?)(?=\s+(?:về|ban hành|phê duyệt|hướng)|[.,;)])"
)
_SPACED = re.compile(r"[-/] | [-/]")
_ALIKE = 78
"""Likeness in percent from which two symbols of letters are one with a slip in it."""
_LONG_SYMBOL = 8
# symbols that any office uses: they tell the type and the issuer, not one office's own file
_TYPE = re.compile(r"^(?:KH|QĐ|CT|CTr|NQ|NĐ|TT|TTLT|TTr|BC|HD|CV|TB|ĐA|GM)\b")
_PERIOD = re.compile(
    r"(?P<name>(?:Chiến lược|Chương trình|Đề án)\s+[^.;,:()“”\"\n]{6,110}?),?\s+"
    r"giai đoạn\s+(?P<start>\d{4})\s*[-–]\s*(?P<end>\d{4})"
)
_EVENT_NAME = re.compile(
    r"Tháng hành động\s+(?P<name>(?:(?!năm \d|hằng năm|hàng năm|từ ngày|từ \d|trên địa bàn|"
    r"\bcấp\b|\btại\b|sau khi|\bthiết thực|\btheo\b|\bvới chủ đề|hiệu quả)[^.;:()“”\"\n]){20,110})"
)
_SAME_EVENT = 70
_FULL_NAME = 8
"""Words from which an event's name is its full one; "vì bình đẳng giới" is only shorter."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as cited at one place of a plan."""

    number: str
    date: datetime.date | None
    issuer: str | None
    subject: str
    piece: Slice
    printed: str


def cited_documents(book: Book, plan_id: str) -> list[Cited]:
    """Every numbered document that the body names, in reading order."""
    text = book.text(plan_id)
    found: list[Cited] = []
    for section in body(book, plan_id):
        own = text[section.start : section.end]
        for start, end in document_numbers(own):
            if not own[start].isdigit():
                continue
            day = _DATED.match(own, end)
            at = day.end() if day else end
            issuer = _OF.match(own, at)
            printed = own[start:end]
            found.append(
                Cited(
                    re.sub(r"\s", "", printed), date_in(day[1]) if day else None,
                    issuer[1] if issuer else None,
                    " ".join(words(own[issuer.end() if issuer else at :])[:10]),
                    _piece(book, plan_id, section, start, issuer.end() if issuer else at), printed,
                )
            )  # fmt: skip
    return found


def _piece(book: Book, plan_id: str, section: Section, start: int, end: int) -> Slice:
    return book.slice(plan_id, section, section.start + start, section.start + end)


def _two_ways(book: Book, plan_id: str) -> Iterator[Finding]:
    """One number with two dates in a year, or with one date and two issuers.

    Numbers start anew each year and in each office: another year or another office is another
    document, unless its subject is the same.
    """
    by_number: dict[str, list[Cited]] = defaultdict(list)
    for one in cited_documents(book, plan_id):
        by_number[one.number.casefold()].append(one)
    for same in by_number.values():
        for one, other in combinations(same, 2):
            if _differ(one, other):
                text = "Văn bản {number} ghi hai cách: ngày hoặc nơi ban hành khác nhau"
                yield Finding(text, (one.piece, other.piece), {"number": one.number})
                break


def _differ(one: Cited, other: Cited) -> bool:
    if one.date is None or other.date is None:
        return False
    alike = len(one.subject) > 20 and fuzz.ratio(one.subject, other.subject) >= 90
    issuers = {" ".join(words(i)) for i in (one.issuer, other.issuer) if i}
    if one.date == other.date:
        return len(issuers) == 2 and fuzz.partial_ratio(*sorted(issuers)) < 60
    return alike or (one.date.year == other.date.year and len(issuers) < 2)


def _symbol(book: Book, plan_id: str) -> Iterator[Finding]:
    """ "356/LĐTBXH-BĐG" beside "212/LĐTĐ-BHXH-BĐG": one office's symbol with a slip."""
    symbols: dict[str, Cited] = {}
    for one in cited_documents(book, plan_id):
        symbol = one.number.partition("/")[2]
        letters = re.sub(r"[^\w]", "", symbol)
        if len(letters) >= _LONG_SYMBOL and not _TYPE.match(symbol) and not symbol[0].isdigit():
            symbols.setdefault(letters, one)
    for (letters, one), (others, other) in combinations(symbols.items(), 2):
        if fuzz.ratio(letters, others) >= _ALIKE:
            text = "Ký hiệu {one} và {other} gần giống nhau: có thể sai một"
            values = {"one": one.number, "other": other.number}
            yield Finding(text, (one.piece, other.piece), values)


def _spaced(book: Book, plan_id: str) -> Iterator[Finding]:
    for one in cited_documents(book, plan_id):
        if _SPACED.search(one.printed) and "\n" not in one.printed:
            text = "Thừa dấu cách trong ký hiệu “{number}”"
            yield Finding(text, (one.piece,), {"number": one.printed})


def _two_periods(book: Book, plan_id: str) -> Iterator[Finding]:
    """One strategy under two periods that overlap; one after the other they would be two.

    "Thực hiện Chiến lược … giai đoạn 2021-2025" in a plan of these years tells the plan's part.
    """
    plan = book.by_id[plan_id]
    told: dict[str, dict[tuple[int, int], Slice]] = defaultdict(dict)
    sections = list(book.sections(plan_id).values())
    for section, match in matches(book, plan_id, _PERIOD, sections):
        name = " ".join(words(match["name"]))
        period = (int(match["start"]), int(match["end"]))
        if period == (plan.year_start, plan.year_end):
            continue
        piece = book.slice(plan_id, section, match.start(), match.end())
        told[name].setdefault(period, piece)
    for periods in told.values():
        overlapping = [(a, b) for a, b in combinations(periods, 2) if a[0] <= b[1] and b[0] <= a[1]]
        if overlapping:
            text = "Một chiến lược, chương trình ghi hai giai đoạn: {periods}"
            values = {"periods": ", ".join(f"{a}-{b}" for a, b in periods)}
            yield Finding(text, tuple(periods.values()), values)


def _two_names(book: Book, plan_id: str) -> Iterator[Finding]:
    names: dict[str, tuple[str, Slice]] = {}
    sections = list(book.sections(plan_id).values())
    for section, match in matches(book, plan_id, _EVENT_NAME, sections):
        name = words(match["name"])
        if len(name) >= _FULL_NAME:
            piece = book.slice(plan_id, section, match.start(), match.end())
            names.setdefault(" ".join(name), (match["name"], piece))
    kept = list(names)
    for one, other in combinations(kept, 2):
        if fuzz.token_sort_ratio(one, other) >= _SAME_EVENT and not _begins(one, other):
            text = "Một Tháng hành động gọi bằng nhiều tên"
            yield Finding(text, tuple(piece for _, piece in names.values()))
            return


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


RULES = (
    Rule("document-two-ways", "lỗi", "một văn bản viện dẫn hai cách", _two_ways),
    Rule("document-symbol", "hỏi lại", "hai ký hiệu văn bản gần giống nhau", _symbol),
    Rule("number-spacing", "lỗi", "thừa dấu cách trong số, ký hiệu văn bản", _spaced),
    Rule("period-two-ways", "hỏi lại", "một chiến lược, chương trình ghi hai giai đoạn",
         _two_periods),
    Rule("event-two-names", "hỏi lại", "một sự kiện gọi bằng nhiều tên", _two_names),
)  # fmt: skip
