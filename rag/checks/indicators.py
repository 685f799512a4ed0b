"""Objectives and indicators: listed but given to nobody, given but not listed, counted wrong."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rag.book import Book
from rag.checks.finding import Finding, Rule, at, body, matches, whole
from rag.references import find_references
from rag.schema import Assignment, Section, Slice

# "góp phần thực hiện tốt chỉ tiêu về phòng ngừa …": a duty on an indicator without a number
_UNNAMED = re.compile(
    r"(?:thực hiện|hoàn thành)\s+(?:tốt|đạt|thành công)\s+(?:các\s+)?chỉ tiêu\s+về\s+"
    r"[^.;\d]{0,60}(?!\w)"
)
_UNNUMBERED = re.compile(r"^\s*[-+*•]?\s*Chỉ tiêu\s*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Given:
    """A duty on indicators of the plan's own list; () is the whole objective."""

    objective: str
    indicators: tuple[str, ...]
    qualifier: str | None
    duty: Assignment


def _given(book: Book, plan_id: str) -> list[_Given]:
    return [
        _Given(reference.objective, reference.indicators, reference.qualifier, one)
        for one in book.assignments(plan_id)
        for reference in one.references
        if reference.of_document is None and reference.objective
    ]


def named_beside_agencies(book: Book, plan_id: str) -> dict[tuple[str, str], tuple[Slice, ...]]:
    """(objective, indicator or "") that stand in one item with an agency, whatever its verb."""
    found: dict[tuple[str, str], tuple[Slice, ...]] = defaultdict(tuple)
    for section in body(book, plan_id):
        piece = whole(book, plan_id, section)
        if section.objective is None and book.lexicon.find_agencies(piece.text):
            for one in find_references(piece.text):
                for number in one.reference.indicators or ("",):
                    found[one.reference.objective, number] += (piece,)
    return dict(found)


def listed_objectives(book: Book, plan_id: str) -> dict[str, list[Section]]:
    """The plan's own list, also where an item "1.1. Mục tiêu 1: …" was read without its number."""
    own = book.own_objectives(plan_id)
    headings = re.compile(r"\bMục tiêu (\d{1,2})\s*:")
    for _, match in matches(book, plan_id, headings, body(book, plan_id)):
        own.setdefault(match[1], [])
    return own


def _unassigned(book: Book, plan_id: str) -> Iterator[Finding]:
    """An indicator that no agency was given, though others were; an objective's are one finding."""
    given = {(g.objective, n) for g in _given(book, plan_id) for n in g.indicators or ("",)}
    if not given:
        return
    given |= named_beside_agencies(book, plan_id).keys()
    for objective, indicators in book.own_objectives(plan_id).items():
        if (objective, "") in given:
            continue
        left = [s for s in indicators if (objective, s.indicator or "") not in given]
        if not left:
            continue
        numbers = ", ".join(section.indicator or "" for section in left)
        text = "Chỉ tiêu {numbers} của mục tiêu {objective} không giao đích danh cho cơ quan nào"
        values = {"numbers": numbers, "objective": str(objective)}
        yield Finding(text, tuple(whole(book, plan_id, section) for section in left), values)


def _not_listed(book: Book, plan_id: str) -> Iterator[Finding]:
    own = listed_objectives(book, plan_id)
    if not own:
        return
    for one in _given(book, plan_id):
        if one.objective not in own:
            text = "Giao mục tiêu {objective}, nhưng kế hoạch không có mục tiêu này"
            yield Finding(text, (one.duty.task,), {"objective": one.objective})
            continue
        listed = {section.indicator for section in own[one.objective]}
        for number in one.indicators:
            if listed and number not in listed:
                text = (
                    "Giao chỉ tiêu {number} của mục tiêu {objective}, nhưng kế hoạch chỉ có {count}"
                )
                values = {"number": number, "objective": one.objective, "count": str(len(listed))}
                yield Finding(text, (one.duty.task,), values)


_NUMBER_WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
# "04 chỉ tiêu", "bốn chỉ tiêu", "05 (năm) chỉ tiêu"; not the year of "hằng năm, chỉ tiêu"
_COUNT = (
    r"(?<![\d/.,])(?P<count>\d{1,2}(?:\s*\((?:" + "|".join(_NUMBER_WORDS) + r")\))?|"
    r"(?<!hằng )(?<!hàng )(?<!trong )(?<!từng )(?<!mỗi )(?<!đầu )(?<!cuối )(?<!giữa )(?<!nửa )"
    r"\b(?:" + "|".join(_NUMBER_WORDS) + r"))\s+chỉ tiêu"
)


def _miscounted(book: Book, plan_id: str) -> Iterator[Finding]:
    for objective, indicators in book.own_objectives(plan_id).items():
        if not indicators:
            continue
        of_it = re.compile(rf"{_COUNT} của mục tiêu {re.escape(objective)}\b", re.IGNORECASE)
        heads = [section for section in body(book, plan_id)
                 if section.objective == objective and section.indicator is None]  # fmt: skip
        found = [
            *matches(book, plan_id, of_it, body(book, plan_id)),
            # "Mục tiêu 2: … (gồm ba chỉ tiêu)"
            *matches(book, plan_id, re.compile(_COUNT, re.IGNORECASE), heads),
        ]
        for section, match in found:
            if _number(match["count"]) != len(indicators):
                text = "Ghi {told} chỉ tiêu của mục tiêu {objective}, nhưng kế hoạch có {count}"
                values = {
                    "told": " ".join(match["count"].split()),
                    "objective": objective,
                    "count": str(len(indicators)),
                }
                yield Finding(text, (at(book, plan_id, section, match),), values)


def _number(written: str) -> int:
    """ "04", "bốn", "04 (bốn)"."""
    digits = re.match(r"\d+", written)
    return int(digits.group()) if digits else _NUMBER_WORDS.index(written.lower()) + 1


def _shared(book: Book, plan_id: str) -> Iterator[Finding]:
    """One indicator reported by two agencies, nobody being told to put the two together."""
    holders: dict[tuple[str, str], list[tuple[str | None, Assignment]]] = defaultdict(list)
    for one in book.assignments(plan_id):
        for reference in one.references:
            for number in reference.indicators:
                key = (reference.objective, number)
                if one.role not in ("phối hợp", "đề nghị"):
                    holders[key].append((reference.qualifier, one))
    for (objective, number), duties in holders.items():
        agencies = {tuple(a.name for a in duty.agencies) for _, duty in duties}
        slices: dict[Slice, None] = {duty.task: None for _, duty in duties}
        if objective and len(agencies) > 1 and len(slices) > 1:
            text = "Chỉ tiêu {number} của mục tiêu {objective} giao hai nơi"
            if any(qualifier for qualifier, _ in duties):
                text = (
                    "Chỉ tiêu {number} của mục tiêu {objective} giao hai nơi "
                    "theo từng loại số liệu, không nói nơi nào tổng hợp chung"
                )
            yield Finding(text, tuple(slices), {"number": number, "objective": objective})


def _unnamed(book: Book, plan_id: str) -> Iterator[Finding]:
    if any(book.own_objectives(plan_id).values()):
        return
    for section, match in matches(book, plan_id, _UNNAMED, body(book, plan_id)):
        text = "Giao thực hiện chỉ tiêu mà không nêu số nào; kế hoạch không có chỉ tiêu đánh số"
        yield Finding(text, (at(book, plan_id, section, match),))


def _unnumbered(book: Book, plan_id: str) -> Iterator[Finding]:
    own = [s for sections in book.own_objectives(plan_id).values() for s in sections]
    bare = list(matches(book, plan_id, _UNNUMBERED, own))
    if len(bare) < len(own):
        for section, _ in bare:
            text = "Chỉ tiêu không đánh số, các chỉ tiêu khác đều có số"
            yield Finding(text, (whole(book, plan_id, section),))


def _gap(book: Book, plan_id: str) -> Iterator[Finding]:
    """ "Chỉ tiêu 1", "Chỉ tiêu 3"; numbers may start anew under each objective or run on."""
    last = 0
    for objective, sections in book.own_objectives(plan_id).items():
        for section in sections:
            if not (section.indicator or "").isdigit():
                continue
            number = int(section.indicator or 0)
            if number > last + 1:
                text = "Mục tiêu {objective}: đánh số nhảy đến chỉ tiêu {number}"
                values = {"objective": str(objective), "number": str(number)}
                yield Finding(text, (whole(book, plan_id, section),), values)
            last = number


RULES = (
    Rule(
        "indicator-unassigned", "hỏi lại", "chỉ tiêu của kế hoạch không giao cho cơ quan nào",
        _unassigned,
    ),
    Rule("indicator-gap", "lỗi", "chỉ tiêu đánh số nhảy", _gap),
    Rule(
        "indicator-missing", "lỗi", "giao một chỉ tiêu, mục tiêu mà kế hoạch không có",
        _not_listed,
    ),
    Rule(
        "indicator-count", "lỗi", "số chỉ tiêu ghi khi giao khác số chỉ tiêu đã nêu", _miscounted
    ),
    Rule("indicator-shared", "hỏi lại", "một chỉ tiêu giao hai nơi báo cáo", _shared),
    Rule("indicator-none", "hỏi lại", "giao chỉ tiêu mà không nêu là chỉ tiêu nào", _unnamed),
    Rule("indicator-unnumbered", "hỏi lại", "chỉ tiêu không đánh số giữa các chỉ tiêu có số",
         _unnumbered),
)  # fmt: skip
