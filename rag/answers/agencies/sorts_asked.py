"""Of the tasks on a subject those of the sort that a question asks about.

Of a kind of body, of a field of work, of the month of action, of one of the places named.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.answers.agencies.rows import all_generic
from rag.answers.agencies.scoring import Scored
from rag.answers.events.month_of_action import names_month
from rag.answers.shape import SAID_PART, Asked
from rag.schema import Assignment, Query
from rag.text import fold, lower

_FIELD = re.compile(
    r"\b(?:co quan|cq|so|phong|don vi|nganh|ben) (?P<field>\w+ \w+) (?:nao|gi)\b|"
    r"\bwhich (?P<english>\w+) (?:offices?|departments?|divisions?|agenc\w+|bod\w+)\b"
)


_SORTS = (
    r"(?<!cơ )(?<!co )(?<!môi )(?<!moi )"
    r"\b((?:(?:{0}),? (?:(?:hay|hoặc|hay là|hoac|va|và) )?)*(?:{0}))"
    r" (?:nào|gì|nao|gi)\b"
)
_MARKED = {
    "so": "sở", "phong": "phòng", "hoi": "hội", "ban": "ban", "chi cuc": "chi cục",
    "trung tam": "trung tâm", "truong hoc": "trường", "truong": "trường", "tram": "trạm",
}  # fmt: skip
_SORT = re.compile(_SORTS.format("|".join(("trường học", *_MARKED.values()))))
_BARE_SORT = re.compile(_SORTS.format("so|phong|chi cuc|trung tam|truong hoc|truong|tram"))
"""Without marks "hoi nao" may be "hồi nào", "ban nao" "bạn nào"."""
SORT_WORDS = frozenset(word for sort in _MARKED for word in sort.split())


def sort_asked(query: Query) -> Callable[[str], bool] | None:
    """Whether an agency's name is of the kind asked for: "phòng nào"; None where none is."""
    question = query.question
    found = _BARE_SORT.search(fold(question)) if query.unaccented else _SORT.search(lower(question))
    if found is None:
        return None
    named = re.findall("|".join(_MARKED), fold(found[1]))
    # "Trưởng các thôn" is no school; "Các trường học" are some
    sorts = tuple(f"{_MARKED[sort]} " for sort in named)
    sorts += tuple(f"các {sort}" for sort in sorts if sort in ("trường ", "trạm "))
    return lambda name: lower(name).startswith(sorts)


def of_sort(asked: Asked, scored: Scored) -> Scored:
    """ "Phòng nào", "sở, phòng nào": what such are given, before what all are given together."""
    fits = sort_asked(asked.query)
    if fits is None:
        return scored
    found = {
        plan_id: [row for row in rows if any(fits(agency.name) for agency in row[1].agencies)]
        or [row for row in rows if not all_generic(row[1])]
        for plan_id, rows in scored.items()
    }
    return {plan_id: rows for plan_id, rows in found.items() if rows}


def of_field(asked: Asked, scored: Scored) -> Scored:
    """ "Cơ quan tài chính nào lo kinh phí": only those whose name holds that field of work."""
    asked_for = _FIELD.search(fold(asked.query.question))
    if asked_for is None:
        return scored
    word = f" {asked_for['english']}"
    names = {
        fold(entry.name) for entry in asked.book.lexicon.agencies.names
        if asked_for["english"] and any(word in f" {name.lower()}" for name in entry.english)
    }  # fmt: skip
    fields = [asked_for["field"]] if asked_for["field"] else sorted(names)

    def fits(one: Assignment) -> bool:
        return any(field in fold(agency.name) for field in fields for agency in one.agencies)

    kept = {plan_id: [row for row in rows if fits(row[1])] for plan_id, rows in scored.items()}
    return {plan_id: rows for plan_id, rows in kept.items() if rows} or scored


CEREMONY = re.compile(r"\ble (?:phat dong|ra quan|khai mac|be mac|mit tinh)\b|\blaunch")


def of_month(asked: Asked, scored: Scored) -> Scored:
    """ "Ai tham mưu tổ chức Tháng hành động": advising on something else is no answer."""
    query = asked.query
    if not names_month(" ".join((*query.terms, query.search_text))):
        return scored
    ceremony = CEREMONY.search(fold(query.question)) is not None

    def speaks(text: str) -> bool:
        return names_month(text) and (not ceremony or CEREMONY.search(fold(text)) is not None)

    found = {
        plan_id: [
            row for row in rows
            if speaks(" ".join((row[1].task.text, *asked.book.headings(row[1].task))))
        ]
        for plan_id, rows in scored.items()
    }  # fmt: skip
    return {plan_id: rows for plan_id, rows in found.items() if rows}


_PAID = re.compile(
    r"\W*(?:(?:chu dong|tu|can doi|uu tien)[, ]+)*"
    r"(?:bao dam|dam bao|bo tri|can doi|ho tro|su dung) (?:\w+ ){0,3}?(?:kinh phi|ngan sach)\b"
)
_MONEY_ASKED = re.compile(
    r"\b(?:kinh phi|tien|ngan sach|von|nguon|du toan|chi|tra|bo tri|dam bao|bao dam|tai tro|"
    r"thanh toan|quyet toan|ho tro)\b|\b(?:pa(?:y|id)|fund|cost|money|budget|financ|support)"
)


_WHO_PAYS = re.compile(r"\b(?:tra|bo|xuat) tien\b|\bwho (?:\w+ )?pays?\b")
_OF_MONEY = re.compile(r"\b(?:kinh phi|ngan sach|du toan|chi phi|(?:trieu|ty) dong)\b")


def asks_payer(question: str) -> bool:
    """ "Ai bỏ tiền …", "who pays …"."""
    return _WHO_PAYS.search(fold(question)) is not None


def of_the_work(asked: Asked, scored: Scored) -> Scored:
    """ "Ai lo treo băng rôn": not also who finds the money for it, where a plan gives the work.

    "Ai trả tiền băng rôn": nobody but who is to find money.
    """
    if asks_payer(asked.query.question):
        paid = {
            plan_id: [row for row in rows if _OF_MONEY.search(fold(row[1].task.text))]
            for plan_id, rows in scored.items()
        }
        return {plan_id: rows for plan_id, rows in paid.items() if rows}
    if _MONEY_ASKED.search(fold(asked.query.question)):
        return scored
    return {
        plan_id: [row for row in rows if not _PAID.match(fold(row[1].task.text))] or rows
        for plan_id, rows in scored.items()
    }


def outdone(asked: Asked, one: Assignment, given: list[Assignment]) -> bool:
    """Whether another task of the same agency says what this one says of the question, and more.

    "Ai thẩm định lồng ghép giới?": not also to train people for it.
    """
    text = one.task.text
    loses = asked.matcher.loses
    return any(
        loses(other.task.text, text) and not loses(text, other.task.text)
        for other in given
        if other is not one and other.agencies == one.agencies
    )


_OF_TWO = re.compile(
    r"\b(?:ben|noi|tinh|huyen|dia phuong|cho|so|phong|ke hoach) nao\b|"
    r"\bwhich (?:one|of|plan|place|province|district)\b"
)


def of_those_named(asked: Asked, scored: Scored) -> Scored:
    """ "Sở … của A với của B, bên nào lo …?": not the one whose task is on something else."""
    query = asked.query
    several = query.narrowed and len(query.plans) > 1 and query.agencies
    if not several or _OF_TWO.search(fold(query.question)) is None:
        return scored

    def share(one: Assignment) -> float:
        return asked.subject.share_said(query, one.task.text)

    shares = {p: max((share(one) for _, one in rows), default=0.0) for p, rows in scored.items()}
    best = max(shares.values(), default=0.0)
    return {p: rows for p, rows in scored.items() if shares[p] >= SAID_PART * best}
