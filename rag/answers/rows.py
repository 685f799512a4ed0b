"""Rows of a table whose task cell holds numbers alone, told in words."""

from __future__ import annotations

from rag.schema import Assignment


def task_words(one: Assignment) -> str:
    """The task as printed; "1, 3" below "Chỉ tiêu" as "chỉ tiêu 1, 3"."""
    text = one.task.text
    if any(map(str.isalpha, text)) or not one.references:
        return text
    told: list[str] = []
    for reference in one.references:
        objective = f"mục tiêu {reference.objective}" if reference.objective else ""
        listed = ", ".join(reference.indicators)
        indicators = f"chỉ tiêu {listed}" if listed else ""
        told.append(", ".join(part for part in (objective, indicators) if part))
    return "; ".join(told)
