"""A plan's own slips, found from its facts: what a drafter wants to see before signing."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from rag.book import Book
from rag.errors import UsageError
from rag.output import Json, citation_json
from rag.schema import Assignment, Citation, Section, Slice
from rag.text import even_tones


@dataclass(frozen=True, slots=True)
class Slip:
    """One finding: the rule's name, what is wrong in words, and the slices that show it."""

    rule: str
    plan_id: str
    text: str
    slices: tuple[Slice, ...]


def find_slips(book: Book, plan_id: str) -> tuple[Slip, ...]:
    """All slips of a plan, in the order of the rules."""
    return tuple(slip for rule in RULES for slip in rule(book, plan_id))


def check_plans(book: Book, plan_id: str | None, skip: Collection[str] = ()) -> tuple[Slip, ...]:
    """The slips of one plan or of all, without the rules named in ``skip``.

    Raises:
        UsageError: the plan or a rule to skip does not exist.
    """
    if plan_id is not None and plan_id not in book.by_id:
        raise UsageError(f"không có kế hoạch “{plan_id}”; xem `hoi plans`")
    unknown = sorted(set(skip) - set(NAMES))
    if unknown:
        raise UsageError(f"không có quy tắc “{unknown[0]}”; các quy tắc: {', '.join(NAMES)}")
    wanted = (plan_id,) if plan_id is not None else tuple(book.by_id)
    found = (slip for one in wanted for slip in find_slips(book, one))
    return tuple(slip for slip in found if slip.rule not in skip)


def slip_json(book: Book, slip: Slip) -> dict[str, Json]:
    """A slip with its citations, as ``hoi check --json`` prints it."""
    return {
        "rule": slip.rule,
        "reason": NAMES[slip.rule],
        "plan_id": slip.plan_id,
        "text": slip.text,
        "citations": [citation_json(citation) for citation in _cited(book, slip)],
    }


def slip_lines(book: Book, slips: Collection[Slip]) -> Iterator[str]:
    """One line a slip, then its quotes with their places."""
    for slip in slips:
        yield f"{book.label(slip.plan_id)} [{slip.rule}] {slip.text}"
        for citation in _cited(book, slip):
            quote = " ".join(citation.quote.split())
            shown = quote if len(quote) <= 160 else quote[: quote.rfind(" ", 0, 160)] + "…"
            yield f"    “{shown}” ({citation.passage_id})"
    if not slips:
        yield "Không tìm thấy lỗi nào."


def _cited(book: Book, slip: Slip) -> list[Citation]:
    return [book.cite(piece, n) for n, piece in enumerate(slip.slices, start=1)]


def _blank_header(book: Book, plan_id: str) -> Iterator[Slip]:
    """A number or date whose form is printed and left empty."""
    words = {"number": "Số văn bản để trống", "date": "Ngày ban hành in không đủ"}
    for name, text in words.items():
        field = book.header(plan_id, name)
        if field is not None and field.value is None:
            yield Slip("header-blank", plan_id, text, field.sources)


def _indicator_unassigned(book: Book, plan_id: str) -> Iterator[Slip]:
    """An indicator of the plan's own list that no agency was given, though others were."""
    own = book.own_objectives(plan_id)
    given = _given(book, plan_id)
    if not given:
        return
    for objective, indicators in own.items():
        for section in indicators:
            number = section.indicator or ""
            if not any(o == objective and (not n or number in n) for o, n, _ in given):
                text = f"Chỉ tiêu {number} của mục tiêu {objective} không giao cho cơ quan nào"
                yield Slip("indicator-unassigned", plan_id, text, (_whole(book, plan_id, section),))


def _indicator_missing(book: Book, plan_id: str) -> Iterator[Slip]:
    """A duty on an indicator, or a count of indicators, that the plan's own list does not have."""
    own = book.own_objectives(plan_id)
    if not own:
        return
    for objective, numbers, one in _given(book, plan_id):
        listed = {section.indicator for section in own.get(objective, ())}
        if objective not in own:
            text = f"Giao mục tiêu {objective}, nhưng kế hoạch không có mục tiêu này"
            yield Slip("indicator-missing", plan_id, text, (one.task,))
            continue
        for number in numbers:
            if number not in listed:
                text = (
                    f"Giao chỉ tiêu {number} của mục tiêu {objective}, "
                    f"nhưng kế hoạch chỉ có {len(listed)}"
                )
                yield Slip("indicator-missing", plan_id, text, (one.task,))
        counted = re.search(rf"(\d{{1,2}}) chỉ tiêu của mục tiêu {objective}\b", one.task.text)
        if counted and int(counted.group(1)) != len(listed):
            text = (
                f"Ghi {counted.group(1)} chỉ tiêu của mục tiêu {objective}, "
                f"nhưng kế hoạch có {len(listed)}"
            )
            yield Slip("indicator-count", plan_id, text, (one.task,))


def _same_duty(book: Book, plan_id: str) -> Iterator[Slip]:
    """The same duty, word for word, led by two agencies."""
    seen: dict[str, Assignment] = {}
    for one in book.assignments(plan_id):
        words = re.findall(r"[^\W_]+", even_tones(one.task.text))
        if one.role != "chủ trì" or len(words) < 12:
            continue
        key = " ".join(words)
        first = seen.setdefault(key, one)
        if first.agencies != one.agencies and first.task != one.task:
            text = "Cùng một nhiệm vụ giao hai nơi chủ trì"
            yield Slip("duty-twice", plan_id, text, (first.task, one.task))


def _year_beside_period(book: Book, plan_id: str) -> Iterator[Slip]:
    """An annual plan whose yearly event carries another year."""
    plan = book.by_id[plan_id]
    if plan.year_start is None or plan.year_start != plan.year_end:
        return
    pattern = re.compile(r"Tháng hành động[^.;]{0,120}?năm (\d{4})")
    text = book.text(plan_id)
    for section in book.sections(plan_id).values():
        for match in pattern.finditer(text, section.start, section.end):
            if int(match.group(1)) != plan.year_start:
                piece = book.slice(plan_id, section, match.start(), match.end())
                said = f"Kế hoạch năm {plan.year_start} nhắc Tháng hành động năm {match.group(1)}"
                yield Slip("year-mismatch", plan_id, said, (piece,))


def _numbering(book: Book, plan_id: str) -> Iterator[Slip]:
    """A label that is skipped, or that continues no run."""
    for section in book.sections(plan_id).values():
        if section.note is not None:
            text = f"Đánh số: {section.note}"
            yield Slip("numbering-gap", plan_id, text, (_whole(book, plan_id, section),))


def _given(book: Book, plan_id: str) -> list[tuple[str, tuple[str, ...], Assignment]]:
    """Objective and indicator numbers of the plan's own list that duties name."""
    return [
        (reference.objective, reference.indicators, one)
        for one in book.assignments(plan_id)
        for reference in one.references
        if reference.of_document is None and reference.objective
    ]


def _whole(book: Book, plan_id: str, section: Section) -> Slice:
    return book.slice(plan_id, section, section.start, section.end)


RULES: tuple[Callable[[Book, str], Iterator[Slip]], ...] = (
    _blank_header,
    _indicator_unassigned,
    _indicator_missing,
    _same_duty,
    _year_beside_period,
    _numbering,
)

NAMES = {
    "header-blank": "số hoặc ngày in sẵn mà để trống",
    "indicator-unassigned": "chỉ tiêu của kế hoạch không giao cho cơ quan nào",
    "indicator-missing": "giao một chỉ tiêu, mục tiêu mà kế hoạch không có",
    "indicator-count": "số chỉ tiêu ghi khi giao khác số chỉ tiêu đã nêu",
    "duty-twice": "một nhiệm vụ giao hai nơi cùng chủ trì",
    "year-mismatch": "năm nhắc đến không khớp năm của kế hoạch",
    "numbering-gap": "đánh số nhảy hoặc không nối tiếp",
}
"""What each rule finds; a rule is silenced by its name with ``--skip``."""
