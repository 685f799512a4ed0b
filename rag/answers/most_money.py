"""Which source gives most, and which work costs most: the sums of a list or a table compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.amounts import AMOUNT, millions
from rag.answers.money_by_year import source_totals, year_sums
from rag.answers.money_source import is_row, money_text
from rag.answers.shape import Asked, absent, draft, narrows, stated, tidy
from rag.schema import Draft, DraftClaim, Slice
from rag.text import fold

_MOST = r"\b(?P<how>nhieu|lon|cao|ton|it|nho|thap)(?: (?:tien|kem|kinh phi(?: hon)?|von))? nhat\b"
_SOURCE_ASKED = re.compile(rf"\bnguon\b.*{_MOST}|\bwhich source\b.*\b(?P<en>most|least)\b")
_COST_ASKED = re.compile(
    r"\b(?P<what>viec|khoang?(?: chi)?|hang muc|noi dung|de an|du an|mo hinh|hoat dong|phan|"
    r"muc(?= chi\b)) (?:chi )?nao\b"
    rf"(?:(?<=\bchi nao)|(?=.*\b(?:ton|chi|kinh phi|tien|von|kem)\b)).*{_MOST}"
)
_YEAR_ASKED = re.compile(
    r"^(?=.*\b(?:du toan|kinh phi|ngan sach|chi(?! tieu)|tien(?! hanh| do)|von)\b)"
    rf"(?=.*\bnam nao\b).*{_MOST}|"
    r"\b(?:which|what) year\b(?=.*\b(?:budget|money|funds?|funding|cost|spen[dt]\w*)\b).*"
    r"\b(?P<en>most|highest|largest|least|lowest|smallest)\b"
)
""" "Dự toán năm nào cao nhất, bao nhiêu triệu": the years of the table compared."""
_BUDGET = re.compile(r"\bngan sach (?:trung uong|tinh|huyen|xa)\b")
""" "Năm nào ngân sách tỉnh cao nhất": of that row, not of the total."""
_YEAR_SUM = re.compile(
    rf"năm 20\d\d\s*(?::|là|khoảng)?\s*(?P<sum>{AMOUNT.pattern})(?: đồng)?\W*$", re.IGNORECASE
)
_OPENS = re.compile(r"^[^:]*: (?=năm 20)", re.IGNORECASE)
_LEAST = frozenset({"it", "nho", "thap", "least", "lowest", "smallest"})
_NAMED_SO = frozenset({"de an", "du an", "mo hinh"})
_SOURCE = re.compile(
    r"\b(?:ngan sach|nguon|von|chuong trinh (?:muc tieu|quoc gia)|du an \d|tai tro|vien tro|"
    r"xa hoi hoa|dong gop|van dong|huy dong|quy|to chuc quoc te)\b"
)
_WHOLE = re.compile(r"^\W*(?:tong|cong)\b|\b(?:tong|du toan nam|kinh phi thuc hien)\b")
_LIST_OPENS = re.compile(r"\b(?:gồm|từ|trong đó|cơ cấu|chi tiết)\s*:\s*", re.IGNORECASE)
_CLAUSE = re.compile(r";\s+|\.\s+(?=[A-ZĐÀ-Ỹ])")
_LINE = re.compile(r"[^.;:]{3,80}: *(?:la |khoang |du kien )?")
""" "Hội thi: ": one thing, and straight behind it what it costs."""
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum in millions of đồng (of a table: in its own unit), in the plan's words."""

    value: float
    text: str
    slices: tuple[Slice, ...]


def most_money(asked: Asked) -> Draft | None:
    """The largest or least sum of each plan asked about; None where it lists no two of them."""
    question = fold(asked.query.question)
    source, cost = _SOURCE_ASKED.search(question), _COST_ASKED.search(question)
    year = None if source or cost else _YEAR_ASKED.search(question)
    found = source or cost or year
    if found is None or not asked.query.narrowed or asked.query.agencies:
        return None
    how = found["how"] or (found.groupdict().get("en") or "")
    claims: list[DraftClaim] = []
    for plan_id in asked.query.plans:
        if source:
            sums = [*_sources(asked, plan_id)]
        else:
            sums = [*_costs(asked, plan_id, cost["what"])] if cost else _years(asked, plan_id)
        if len(sums) < _FEWEST:
            return _no_sums(asked) if year and not claims else None
        both = _BOTH.search(question) if not source else None
        lesser = [how in _LEAST]
        if both is not None:
            lesser = [both["first"] in _LEAST, both["how"] in _LEAST]
        values = [one.value for one in sums]
        bests = [min(values) if least else max(values) for least in lesser]
        claims += [
            stated(one.text, plan_id, one.slices)
            for best in dict.fromkeys(bests)
            for one in sums
            if one.value == best
        ]
    return draft(asked, claims)


def _no_sums(asked: Asked) -> Draft:
    """ "Năm nào chi cho tập huấn nhiều nhất": a year told of the work would be no answer."""
    lacking = [absent(asked.phrases.say("no_amount"), plan_id) for plan_id in asked.query.plans]
    return draft(asked, lacking, reason="not_stated")


_BOTH = re.compile(
    r"\b(?P<first>nhieu|lon|cao|ton|it|nho|thap) nhat\b[\s,;]+"
    r"(?:va |con )?(?:[a-z]+ nao )?(?:chi )?(?P<how>nhieu|lon|cao|ton|it|nho|thap) nhat\b"
)
""" "Năm nào chi nhiều nhất, năm nào ít nhất"."""

_OF_YEARS = frozenset(
    "du toan kinh phi ngan sach chi tien von cho cao nhieu lon it nho thap nhat bo tri danh cap "
    "phan can huy dong duoc giao".split()
)

_OF_COSTS = frozenset("khoan viec hang muc noi dung hoat dong ton kem trong nao".split())


def _years(asked: Asked, plan_id: str) -> list[_Sum]:
    """What each year is given as a whole, or for the one thing that the question names."""
    on = frozenset(map(fold, asked.query.subject)) - _OF_YEARS
    on = on if narrows(asked, _OF_YEARS) else frozenset()
    budget = _BUDGET.search(fold(asked.query.question))
    on |= frozenset(budget.group().split()) if budget else frozenset()
    sums = [_Sum(value, text, slices) for value, text, slices in year_sums(asked, plan_id, on)]
    return sums or ([] if on else _years_listed(asked, plan_id))


def _years_listed(asked: Asked, plan_id: str) -> list[_Sum]:
    """ "Năm 2026: 3.100 triệu đồng; năm 2027: 4.700 …": of the one statement that has it."""
    found = []
    for one in asked.book.statements(plan_id, "funding"):
        clauses = [] if is_row(one) else _CLAUSE.split(" ".join(one.task.text.split()))
        parts = [_OPENS.sub("", clause) for clause in clauses]
        sums = [
            _Sum(millions(sum_of["sum"]), tidy(part), one.sources)
            for part in parts if (sum_of := _YEAR_SUM.match(part))
        ]  # fmt: skip
        if len(sums) >= _FEWEST:
            found.append(sums)
    return found[0] if len(found) == 1 else []


def _sources(asked: Asked, plan_id: str) -> Iterator[_Sum]:
    """What each source gives: of a table with years its total, else of a list its sum."""
    totals = source_totals(asked, plan_id)
    if totals:
        yield from (_Sum(value, text, slices) for value, text, slices in totals)
        return
    for one in asked.book.statements(plan_id, "funding"):
        if is_row(one):
            continue
        listed = _LIST_OPENS.split(" ".join(one.task.text.split()))[-1]
        for clause in _CLAUSE.split(listed):
            amount = AMOUNT.search(clause)
            label = fold(clause[: amount.start()]) if amount else ""
            if amount and _SOURCE.search(label) and not _WHOLE.search(label):
                yield _Sum(millions(amount.group()), tidy(clause), one.sources)


def _listed(asked: Asked, plan_id: str) -> Iterator[_Sum]:
    """What each line of a list costs: "- Tập huấn (03 lớp): 84.000.000 đồng, mỗi lớp …"."""
    if {*map(fold, asked.query.subject)} - _OF_YEARS - _OF_COSTS:
        return  # "khoản nào cho trẻ em": of some of them alone
    for one in asked.book.statements(plan_id, "funding"):
        text = " ".join(one.task.text.split())
        amount = AMOUNT.search(text)
        label = fold(text[: amount.start()]) if amount and not is_row(one) else ""
        if (
            amount
            and _LINE.fullmatch(label)
            and not (_SOURCE.search(label) or _WHOLE.search(label))
        ):
            yield _Sum(millions(amount.group()), tidy(text), one.sources)


def _costs(asked: Asked, plan_id: str, what: str) -> Iterator[_Sum]:
    """What each row of a table of works costs; of models alone where such are asked after."""
    statements = (
        *asked.book.statements(plan_id, "funding"), *asked.book.statements(plan_id, "allotment")
    )  # fmt: skip
    rows = [one for one in statements if is_row(one) and AMOUNT.search(one.subject)]
    named = [one for one in rows if what in _NAMED_SO and fold(one.task.text).startswith(what)]
    if not rows:
        yield from _listed(asked, plan_id)
    for one in named if len(named) >= _FEWEST else rows:
        amount = AMOUNT.search(one.subject)
        if amount and not _WHOLE.search(fold(one.task.text)):
            yield _Sum(millions(amount.group()), money_text(one), one.sources)
