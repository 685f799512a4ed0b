"""What recurs ends with the plan: "hằng năm" in a plan of 2021 to 2025 is due until 31/12/2025."""

from __future__ import annotations

from dataclasses import replace

from rag.schema import Deadline, Due, Fact, Plan


def bounded(facts: tuple[Fact, ...], plan: Plan) -> tuple[Fact, ...]:
    """The facts, each recurrence with the last day of the plan's period, where that is known."""
    if plan.year_end is None:
        return facts
    until = f"{plan.year_end}-12-31"
    return tuple(
        replace(fact, due=tuple(_until(due, until) for due in fact.due))
        if isinstance(fact, Deadline)
        else fact
        for fact in facts
    )


def _until(due: Due, last: str) -> Due:
    if due.kind == "recurrence" and due.last and not due.last.startswith("-"):
        return replace(due, until=min(due.last, last))  # "hằng quý trong năm 2025"
    recurs = due.every is not None or due.kind == "recurrence"
    return replace(due, until=last) if recurs else due
