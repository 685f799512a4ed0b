"""The figures, dates and places of a question that asks to confirm, held against a plan's row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.answers.shape import Asked
from rag.references import find_references
from rag.text import document_numbers, fold, nfc
from rag.values import values

_YEAR = re.compile(r"(?:năm\s+)?((?:19|20)\d\d)")
_QUARTER = re.compile(r"\bquy (iv|i{1,3}|[1-4])\b")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_PLACE = re.compile(
    r"\b(?:ở|tại|thôn|bản|làng|buôn|ấp|xóm|khu|xã|phường|thị trấn|huyện)\s+"
    r"((?:[^\W\d_]+\s*)+)",
    re.IGNORECASE,
)
_LATE = re.compile(r"\b(?:tre|muon|qua|kip) han\b|\b(?:tre|muon|kip) (?:khong|ko)\b|\blate\b")
""" "Tới 20/7 mới làm thì có trễ hạn không?": the date is the asker's, not the plan's."""


def holds_details(asked: Asked, plan_id: str | None, texts: Sequence[str]) -> bool:
    """Whether texts hold every figure, date, document and place that the question names."""
    question = nfc(asked.query.question)
    whole = " ".join(texts)
    unspaced = fold(re.sub(r"\s", "", whole))
    words = " ".join(re.findall(r"[^\W_]+", fold(whole)))
    dated = _LATE.search(fold(question)) or _holds_values(asked, plan_id, question, whole)
    return (
        bool(dated)
        and all(fold(number) in unspaced for number in asked.query.documents)
        and _quarters(question) <= _quarters(whole)
        and all(f" {fold(place)} " in f" {words} " for place in _places(asked, question))
    )


def _holds_values(asked: Asked, plan_id: str | None, question: str, whole: str) -> bool:
    said = values(whole)
    return all(
        any(one.kind == other.kind and one.keys <= other.keys for other in said)
        for one in values(question)
        if not _names_something(asked, plan_id, question, one.start, one.written)
    )


def _names_something(
    asked: Asked, plan_id: str | None, question: str, start: int, written: str
) -> bool:
    """Whether a figure is a plan's year, or the number of an item, a document or a name."""
    year = _YEAR.fullmatch(written)
    if year is not None:
        plan = asked.book.by_id.get(plan_id or "")
        first, last = (plan.year_start, plan.year_end) if plan else (None, None)
        within = first is not None and first <= int(year[1]) <= (last or first)
        return within or (plan is not None and year[1] in plan.title)
    spans = [(found.start, found.end) for found in find_references(question)]
    return any(a <= start < b for a, b in (*spans, *document_numbers(question)))


def _quarters(text: str) -> frozenset[str]:
    """ "Quý II, Quý 3" as "2" and "3"."""
    return frozenset(_ROMAN.get(one, one) for one in _QUARTER.findall(fold(text)))


def _places(asked: Asked, question: str) -> Iterator[str]:
    """Names of places in the question that are neither a plan's nor an agency's own."""
    subject = set(asked.query.subject)
    for found in _PLACE.finditer(question):
        words: list[str] = []
        for word in found[1].split():
            if not word[0].isupper():
                break
            words.append(word)
        if words and subject.issuperset(words):
            yield " ".join(words)
