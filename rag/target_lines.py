"""Targets of several plans in lines: one line where plans speak of the same measure.

Plans number their own indicators, so a number says nothing across plans: the words do
(``rag.matrix.same_items``), and the unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from rag.matrix.same_items import Amount, amount, field_of_work, subject, units
from rag.matrix.words import content
from rag.schema import Plan, Slice, Target


@dataclass(frozen=True, slots=True)
class Row:
    """A target of a plan; ``number`` is its place among the plan's."""

    plan: str
    number: int
    fact: Target

    @property
    def words(self) -> str:
        """The target in one line, without its marker and number."""
        return content(self.fact.task)

    @property
    def onward(self) -> bool:
        """Whether it is to hold from its year on ("từ năm 2025 trở đi"), not by it."""
        year, text = self.fact.year, self.fact.task.text
        # "60% vào năm 2025 và duy trì từ năm 2025 trở đi" is to be reached by it
        return (
            year is not None
            and text.count(f"năm {year}") == 1
            and re.search(rf"\btừ năm {year} trở đi\b", text, re.IGNORECASE) is not None
        )

    @property
    def amounts(self) -> tuple[Amount | None, ...]:
        return tuple(amount(figure) for figure in self.fact.figures)

    @property
    def percents(self) -> tuple[float, ...]:
        """The figures that are shares, in per cent."""
        return tuple(
            one.value for one in self.amounts if one and one.unit == "%" and one.value <= 100
        )


@dataclass(slots=True)
class Line:
    """A measure and the plans' targets for it; ``words`` are those of the first plan."""

    words: str
    rows: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def shared(self) -> bool:
        return len(self.rows) > 1

    @property
    def measure(self) -> str:
        """What the line is about: of several plans without the first one's figures."""
        if not self.shared:
            return self.words
        figures = {figure for row in self.all_rows for figure in row.fact.figures}
        said = self.words
        for figure in sorted(figures, key=len, reverse=True):
            said = said.replace(" ".join(figure.split()), "…")
        return said.removesuffix("…").strip() or self.words

    @property
    def all_rows(self) -> tuple[Row, ...]:
        return tuple(row for rows in self.rows.values() for row in rows)


@dataclass(slots=True)
class Aim:
    """An objective, by its words: ``number`` None where the plans number it otherwise.

    ``heading`` is the slice of the first plan that names it, None where none does.
    """

    number: str | None
    heading: Slice | None
    lines: list[Line] = field(default_factory=list)

    def plans(self, order: Iterable[str]) -> tuple[str, ...]:
        """The plans with a target here, in the order given."""
        held = {plan for line in self.lines for plan in line.rows}
        return tuple(plan for plan in order if plan in held)


def aims(
    rows: Sequence[Row],
    plans: Sequence[Plan],
    heading: Callable[[str, str], Slice | None],
) -> tuple[Aim, ...]:
    """The rows by objective and measure, each in the order in which it is first met."""
    places = {plan.plan_id: plan.place for plan in plans}
    found: dict[str, Aim] = {}
    lines: dict[tuple[str, ...], Line] = {}
    for row in rows:
        number = row.fact.objective
        head = heading(row.plan, number) if number is not None else None
        said = field_of_work(content(head))
        # an objective without words is its plan's own
        key = said or (f"{row.plan} {number}" if number is not None else "")
        about = subject(row.words, row.fact.figures, places.get(row.plan))
        measure = (about or f"{row.plan} {row.number}", *units(row.fact.figures))
        line = lines.get(measure)
        if line is not None and (row.plan not in line.rows or _later(row, line.rows[row.plan])):
            line.rows.setdefault(row.plan, []).append(row)
            continue
        aim = found.setdefault(key, Aim(number, head))
        if aim.number != number:
            aim.number = None
        line = Line(row.words, {row.plan: [row]})
        lines.setdefault(measure, line)
        aim.lines.append(line)
    return tuple(found.values())


def _later(row: Row, before: Sequence[Row]) -> bool:
    """Whether a plan sets the same measure for another year, and not the same thing twice."""
    return all(row.fact.year != one.fact.year for one in before)
