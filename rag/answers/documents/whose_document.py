"""Questions on a document by its number: where they name it, whose it is, what it says."""

from __future__ import annotations

import re

from rag.answers.documents.named_documents import SORTS
from rag.answers.figures.figures_asked import counts_things
from rag.answers.shape import Asked
from rag.schema import Query
from rag.text import fold

_OPENS = re.compile(
    rf"(?:theo |trong |the )?(?:cai )?(?:ban |so )?(?:\d+/|{SORTS}|decision|resolution|plan)\b"
)
_ISSUED = re.compile(r"\b(?:ngay|thang|nam) (?:nao|may|bao nhieu)\b|\bwhen\b")
_DUE = re.compile(r"\b(?:phai|bao cao|trien khai|hoan thanh|thuc hien|xong|nop|gui|han)\b")

_ITS_DATE = re.compile(
    r"\bwhen was (?:that|this|the|it)\b(?: \w+){0,3} (?:made|issued|signed|adopted|dated)\b|"
    r"\b(?:van ban|quyet dinh|nghi quyet|chuong trinh|cong van|thong tu) (?:do|nay|ay)\b"
    r"(?: \w+){0,3}? (?:ngay|khi|nam|thang) (?:nao|may)"
)


def asks_its_date(query: Query) -> bool:
    """ "Chương trình 2456 ra ngày nào?": the date of the document itself."""
    question = fold(query.question)
    if _ITS_DATE.search(question):
        return True
    opens = _OPENS.match(question) is not None
    return opens and _ISSUED.search(question) is not None and _DUE.search(question) is None


NEAR_START = 20
"""Letters before the number of a document that a question opens with: "Nghị quyết số …"."""
_WHOSE = re.compile(
    r"(?:la |do )?(?:cua|do) (?:ai|co quan nao|cap nao|bo nao|noi nao|don vi nao)\b"
    r"(?! (?:chu tri|thuc hien|trien khai|phu trach|tham muu|theo doi|lam|lo|bao cao))"
)


def named_at(query: Query) -> int:
    """Where the question names the document, by its number or its figures alone; else -1."""
    named = "|".join(re.escape(fold(one).partition("/")[0]) for one in query.documents)
    found = re.search(rf"(?<![\w/])(?:{named})(?!\w)", fold(query.question)) if named else None
    return found.start() if found is not None else -1


def asks_whose(query: Query) -> bool:
    """ "Nghị quyết 11-NQ/TW … là của cơ quan nào": whose document it is, not whose task."""
    question = fold(query.question)
    at = named_at(query)
    return 0 <= at <= 40 and _WHOSE.search(question, max(at, 0)) is not None


_WHOSE_NUMBER = re.compile(
    rf"^(?!ke hoach )(?:{SORTS}) (?:so )?(?P<figures>\d+)(?:/\d+)? {_WHOSE.pattern}"
)


def of_unknown_number(asked: Asked) -> bool:
    """ "Văn bản 9999 của ai?": a document by a number that no plan has or names."""
    match = _WHOSE_NUMBER.match(fold(asked.query.question))
    return match is not None and match["figures"] not in asked.book.register.of_figures


_GIVES = re.compile(
    r"\b(?:giao|phan cong|quy dinh|dat (?:ra|chi tieu|muc tieu|ty le|con so)|de ra|yeu cau|"
    r"assigns?|requires?|sets?)\b"
)


def contents_of_another(query: Query) -> bool:
    """ "Kế hoạch số 36/KH-UBND của tỉnh … giao sở nào": what a document that is not here says."""
    question = fold(query.question)
    at = named_at(query)
    given = _GIVES.search(question, max(at, 0))
    content = query.intent in ("duties", "who", "target")
    figure = query.intent == "target" and (
        question.startswith(("theo ", "under ", "according ")) or counts_things(question)
    )
    # "Nội dung Kế hoạch số … đặt chỉ tiêu bao nhiêu"
    target = query.intent == "target" and question.startswith("noi dung ")
    opens = 0 <= at <= 40 and _OPENS.match(question, 9 if target else 0) is not None
    return content and opens and (given is not None or figure)
