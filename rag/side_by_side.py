"""A comparison as columns, one a plan: for the page's table and the terminal's."""

from __future__ import annotations

import io
from dataclasses import dataclass

from rag.schema import Answer, Claim

_SIDES = 2
_NARROW = 30
"""Columns of a terminal that a plan needs; where they are fewer each plan is a row."""


@dataclass(frozen=True, slots=True)
class Side:
    """What is stated of one plan, under its issuer."""

    head: str
    claims: tuple[Claim, ...]


def sides(answer: Answer) -> tuple[Side, ...]:
    """The plans of a comparison that say something; () where the answer is none, or one does."""
    told: dict[str, list[Claim]] = {}
    for claim in answer.claims:
        if claim.kind == "stated" and claim.plan_id is not None:
            told.setdefault(claim.plan_id, []).append(claim)
    if answer.understood.form != "compare" or len(told) < _SIDES:
        return ()
    issuers = {c.plan_id: c.issuer or c.plan_title for c in answer.citations}
    return tuple(Side(issuers.get(plan, plan), tuple(claims)) for plan, claims in told.items())


def table_lines(columns: tuple[Side, ...], width: int) -> tuple[str, ...]:
    """The table for a terminal that is ``width`` wide, line by line."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # words of a document are never read as rich's own marks
    heads = [Text(side.head) for side in columns]
    cells = [Text("\n".join(one.marked for one in side.claims)) for side in columns]
    table = Table(box=box.SQUARE, show_lines=True)
    if width >= _NARROW * len(columns):
        for head in heads:
            table.add_column(head, ratio=1)
        table.add_row(*cells)
    else:
        table.show_header = False
        table.add_column(min_width=_NARROW // 2)
        table.add_column(ratio=1)
        for head, cell in zip(heads, cells, strict=True):
            table.add_row(head, cell)
    page = io.StringIO()
    Console(file=page, width=width, highlight=False, color_system=None).print(table)
    return tuple(page.getvalue().rstrip("\n").split("\n"))
