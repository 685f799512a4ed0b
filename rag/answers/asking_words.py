"""Words of a question on a date that name no task: of dates and reports, "yêu cầu xây dựng …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answers.shape import Asked
from rag.schema import Query
from rag.text import fold

REPORT_WORDS = frozenset(
    "bao cao nop gui ket qua hang hang nam nam dinh ky ky han thoi han thoi gian ve thang quy "
    "ngay 06 6 01 1 truoc "
    "annual yearly report reports reporting submit result results periodic lan che do lich "
    "hoan thanh gio luc nua cuoi som muon tre hon nhat "
    "tung moi theo lan luot tuong ung ke hoach noi dia phuong tre cham chot cung giong trung khac "
    "deadline due phai khong dung ca cac huyen xa tat moi bao yeu cau require required requires "
    "nhau two three four five six plans".split()
)
_OF_DATES = frozenset({"ban", "hanh"})
""" "by what date" is looked up as "ngày ban hành"."""
_ASKING = re.compile(r"(?<!theo )(?<!co )\b(?:yeu cau|quy dinh|doi hoi)\b")


def due_words(query: Query) -> list[str]:
    """Words of the question that name what is due."""
    words = query.terms if query.lang == "vi" else query.search_text.split()
    known = REPORT_WORDS if query.lang == "vi" else REPORT_WORDS | _OF_DATES
    return [t for t in words if fold(t) not in known and not re.fullmatch(r"20\d\d", t)]


def without_asking(asked: Asked) -> Asked:
    """ "Hương Trà yêu cầu xây dựng kế hoạch …": what a plan does is no word of the task."""
    query = asked.query
    found = _ASKING.search(fold(query.question)) if query.lang == "vi" else None
    if found is None:
        return asked
    said = found.group().split()
    left, text = _drop(query.terms, said), _drop(query.search_text.split(), said)
    if not left or len(left) == len(query.terms):
        return asked
    query = replace(query, terms=left, search_text=" ".join(text))
    return replace(asked, query=query, matcher=asked.book.matcher(query))


def _drop(words: Sequence[str], said: list[str]) -> tuple[str, ...]:
    bare = [fold(word) for word in words]
    for at in range(len(bare) - len(said) + 1):
        if bare[at : at + len(said)] == said:
            return (*words[:at], *words[at + len(said) :])
    return tuple(words)
