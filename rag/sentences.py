"""Duties as a plan prints them: the clauses of one sentence together.

A fact is one clause, with its own role and date; who asks is told the sentence, whose clauses
explain each other ("rà soát …; báo cáo kết quả").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rag.schema import Assignment, Slice

_BETWEEN = re.compile(r"\s*;\s*")


def by_sentence(given: Iterable[Assignment], text: str) -> list[Assignment]:
    """Assignments in their order, clauses of one sentence and the same agencies joined."""
    found: list[Assignment] = []
    for one in given:
        before = found[-1] if found else None
        if before is not None and _goes_on(before, one, text):
            found[-1] = _joined(before, one, text)
        else:
            found.append(one)
    return found


def _goes_on(before: Assignment, one: Assignment, text: str) -> bool:
    return (
        before.task.section == one.task.section
        and before.agencies == one.agencies
        and before.sources[:-1] == one.sources[:-1]
        and _BETWEEN.fullmatch(text, before.task.end, one.task.start) is not None
    )


def _joined(before: Assignment, one: Assignment, text: str) -> Assignment:
    start, end = before.task.start, one.task.end
    task = Slice(one.plan_id, one.task.section, start, end, text[start:end])
    return replace(
        before,
        task=task,
        sources=(*before.sources[:-1], task),
        references=tuple(dict.fromkeys((*before.references, *one.references))),
        deadline=before.deadline or one.deadline,
        partners=tuple(dict.fromkeys((*before.partners, *one.partners))),
    )
