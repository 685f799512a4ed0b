"""What is asked of another document than the plans: its number, its date, what it holds."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.asserted import asserts_number
from rag.answers.bases import (
    describes_another,
    not_cited,
    noted_beside,
    proposed,
    proposed_by,
)
from rag.answers.documents import documents
from rag.answers.issued_under import issued_under
from rag.answers.named_documents import asks_sort, documents_within, ministries
from rag.answers.refusals import not_in_corpus
from rag.answers.shape import Asked, absent, answers
from rag.answers.shape import draft as shaped
from rag.answers.who import who
from rag.schema import Draft, Query
from rag.text import fold
from rag.yes_no import confirms

_OVER = re.compile(r"\bhet hieu luc\b|\bhieu luc (?:den|toi)\b|\b(?:expires?|in force until)\b")

_TASKED = re.compile(r"\b(?:trach nhiem|nhiem vu|lam) (?:gi|nao)\b|\bhave to do\b|\bduties\b")


def on_documents(asked: Asked) -> Draft | None:
    """What is asked of another document than the plans: its number, its date, what it holds."""
    query = asked.query
    own = asked.book.register.numbers
    others = [number for number in query.documents if fold(number) not in own]
    if asserts_number(query):
        return None
    if others and confirms(query.question) and query.narrowed:
        denied = not_cited(asked, others)
        if denied is not None:
            return denied
    if others and _contents_of_another(query):
        return not_in_corpus(replace(asked, query=replace(query, missing=tuple(others))))
    if others and query.narrowed and _OVER.search(fold(query.question)):
        # its date does not tell how long it is in force
        lacking = [absent(asked.phrases.say("no_answer"), plan_id) for plan_id in query.plans]
        return shaped(asked, lacking, reason="not_stated")
    # "các sở có trách nhiệm gì đối với Nghị quyết 28": what they do, not the document
    tasked = _TASKED.search(fold(query.question)) is not None
    hers = query.intent == "duties" and bool(query.agencies) and tasked
    if (
        others
        and not hers
        and not query.objectives
        and (query.intent != "deadline" or _asks_its_date(query))
    ):
        found = documents(asked)
        if found.claims and not (query.intent == "who" and query.agencies):
            asked_who = who(asked) if query.intent == "who" and not _whose(query) else None
            if asked_who is None or not answers(asked_who):
                return found
    under = issued_under(asked)
    if under is not None:
        return under
    by_whom = proposed_by(asked)
    if by_whom is not None:
        return by_whom
    if query.intent in ("who", "basis") and query.narrowed and not query.agencies:
        by = proposed(asked)
        if by is not None:
            return by
    if query.intent == "who" and "ministry" in query.header_fields:
        named = ministries(asked)
        if answers(named):
            return named
    told = query.narrowed or asks_sort(query.question)
    if query.intent == "basis" and told and describes_another(asked):
        other = noted_beside(asked) or documents_within(asked)
        if answers(other):
            return other
    return None


_OPENS = re.compile(
    r"(?:theo |trong |the )?(?:cai )?(?:ban |so )?(?:\d+/|ke hoach|quyet dinh|nghi quyet|"
    r"chuong trinh|chi thi|cong van|decision|resolution|plan)\b"
)

_ISSUED = re.compile(r"\b(?:ngay|thang|nam) (?:nao|may|bao nhieu)\b|\bwhen\b")
_DUE = re.compile(r"\b(?:phai|bao cao|trien khai|hoan thanh|thuc hien|xong|nop|gui|han)\b")

_ITS_DATE = re.compile(
    r"\bwhen was (?:that|this|the|it)\b(?: \w+){0,3} (?:made|issued|signed|adopted|dated)\b|"
    r"\b(?:van ban|quyet dinh|nghi quyet|chuong trinh|cong van|thong tu) (?:do|nay|ay)\b"
    r"(?: \w+){0,3}? (?:ngay|khi|nam|thang) (?:nao|may)"
)


def _asks_its_date(query: Query) -> bool:
    """ "Chương trình 2456 ra ngày nào?": the date of the document itself."""
    question = fold(query.question)
    if _ITS_DATE.search(question):
        return True
    opens = _OPENS.match(question) is not None
    return opens and _ISSUED.search(question) is not None and _DUE.search(question) is None


_WHOSE = re.compile(
    r"(?:la |do )?(?:cua|do) (?:ai|co quan nao|cap nao|bo nao|noi nao|don vi nao)\b"
    r"(?! (?:chu tri|thuc hien|trien khai|phu trach))"
)


def _whose(query: Query) -> bool:
    """ "Nghị quyết 11-NQ/TW … là của cơ quan nào": whose document it is, not whose task."""
    question = fold(query.question)
    at = min((question.find(fold(number)) for number in query.documents), default=-1)
    return 0 <= at <= 40 and _WHOSE.search(question, max(at, 0)) is not None


_GIVES = re.compile(
    r"\b(?:giao|phan cong|quy dinh|dat (?:ra|chi tieu|muc tieu|ty le|con so)|de ra|yeu cau|"
    r"assigns?|requires?|sets?)\b"
)


def _contents_of_another(query: Query) -> bool:
    """ "Kế hoạch số 36/KH-UBND của tỉnh … giao sở nào": what a document that is not here says."""
    question = fold(query.question)
    at = min((question.find(fold(number)) for number in query.documents), default=-1)
    given = _GIVES.search(question, max(at, 0))
    content = query.intent in ("duties", "who", "target")
    figure = query.intent == "target" and question.startswith(("theo ", "under ", "according "))
    opens = 0 <= at <= 40 and _OPENS.match(question) is not None
    return content and opens and (given is not None or figure)
