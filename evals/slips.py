"""``python -m evals.slips``: the slips that ``hoi check`` finds against those read by hand.

``evals/gold/slips.jsonl`` was written by a reader before the rules. A finding matches a row of the
same plan and kind (a rule's name is the kind it finds) when one of its nodes is, holds or lies in
one of the row's; a row without nodes is about the whole document.

Precision is over all findings, against rows of every class. Recall is over the rows in scope: class
A (certain) and the kinds that the specification names (``NAMED``), whatever their class, of which a
rule over structure and printed words can know (``needs`` is "structure"). Out of scope are rows
that need a sentence to be understood ("language") and those that need facts from outside the plan
("outside"). Scope follows from class, kind and need of the row, not from what is found.

Findings that are right though the reader did not list them stand in ``slips_unlisted.jsonl`` with a
reason; they count as wrong in the first figure and are told apart in the second.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

import typer
from pydantic import BaseModel, ConfigDict, Field
from rich.console import Console
from rich.table import Table

from evals.questions import SETS
from ingest.pipeline import ingest_corpus
from rag.book import Book
from rag.checks import Slip, check_plans
from rag.embedding import Embedding
from rag.lexicon import Lexicon
from rag.settings import Settings
from rag.stores.index import open_index

GOLD = SETS / "gold" / "slips.jsonl"
UNLISTED = SETS / "gold" / "slips_unlisted.jsonl"
NAMED = frozenset({
    "indicator-unassigned", "indicator-missing", "indicator-count", "year-mismatch",
    "year-past-period", "header-blank", "header-missing", "duty-twice", "two-leaders",
    "deadline-before-issue", "deadline-near-issue", "numbering-gap", "indicator-unnumbered",
})  # fmt: skip
"""Kinds that the specification names: an indicator nobody was given, one that the plan does not
have, a year that does not fit, a blank number or date, one duty led by two, a deadline before the
issue date, a gap in the numbering."""


class GoldSlip(BaseModel):
    """A slip as a reader wrote it; ``evals/gold/README.md`` tells the fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    plan: str
    sort: Literal["A", "B", "C"] = Field(alias="class")
    kind: str
    needs: Literal["structure", "language", "outside"]
    paths: tuple[str, ...]
    quotes: tuple[str, ...]
    note: str

    @property
    def in_scope(self) -> bool:
        """Whether recall counts it."""
        return self.needs == "structure" and (self.sort == "A" or self.kind in NAMED)


class Unlisted(BaseModel):
    """A finding that is right by reading the plan, and that the reader did not list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    plan: str
    rule: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class SlipScore:
    """The findings matched, right but unlisted, and wrong; the rows in scope found and missed."""

    listed: tuple[Slip, ...]
    unlisted: tuple[Slip, ...]
    wrong: tuple[Slip, ...]
    found: tuple[GoldSlip, ...]
    missed: tuple[GoldSlip, ...]
    beyond: tuple[GoldSlip, ...]
    """Rows out of scope that a finding matches."""

    @property
    def findings(self) -> int:
        """All findings."""
        return len(self.listed) + len(self.unlisted) + len(self.wrong)

    @property
    def precision(self) -> float:
        """Findings that the reader listed, of all; 1 where there is none."""
        return len(self.listed) / self.findings if self.findings else 1.0

    @property
    def precision_read(self) -> float:
        """Findings listed, or right by a later reading, of all."""
        right = len(self.listed) + len(self.unlisted)
        return right / self.findings if self.findings else 1.0

    @property
    def recall(self) -> float:
        """Rows in scope that were found; 1 where there is none."""
        rows = len(self.found) + len(self.missed)
        return len(self.found) / rows if rows else 1.0


def read_gold(file: Path = GOLD) -> tuple[GoldSlip, ...]:
    """The rows of a gold file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(GoldSlip.model_validate(json.loads(line)) for line in lines if line.strip())


def read_unlisted(file: Path = UNLISTED) -> tuple[Unlisted, ...]:
    """The findings judged right after the fact."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(Unlisted.model_validate(json.loads(line)) for line in lines if line.strip())


def overlaps(one: str, other: str) -> bool:
    """Whether one node is the other or lies in it."""
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def matches(slip: Slip, row: GoldSlip) -> bool:
    """Whether a finding is the row's slip."""
    if (slip.plan_id, slip.rule) != (row.plan, row.kind):
        return False
    places = {piece.section for piece in slip.slices}
    return not row.paths or any(overlaps(place, path) for place in places for path in row.paths)


def score(
    slips: Sequence[Slip], gold: Sequence[GoldSlip], unlisted: Sequence[Unlisted]
) -> SlipScore:
    """Findings against rows."""

    def was_read(slip: Slip) -> bool:
        return any(
            (one.plan, one.rule) == (slip.plan_id, slip.rule)
            and any(piece.section == one.path for piece in slip.slices)
            for one in unlisted
        )

    listed = tuple(slip for slip in slips if any(matches(slip, row) for row in gold))
    rest = [slip for slip in slips if slip not in listed]
    hit = [row for row in gold if any(matches(slip, row) for slip in slips)]
    scope = [row for row in gold if row.in_scope]
    return SlipScore(
        listed=listed,
        unlisted=tuple(slip for slip in rest if was_read(slip)),
        wrong=tuple(slip for slip in rest if not was_read(slip)),
        found=tuple(row for row in scope if row in hit),
        missed=tuple(row for row in scope if row not in hit),
        beyond=tuple(row for row in hit if not row.in_scope),
    )


def measure(
    settings: Settings, gold: Sequence[GoldSlip], unlisted: Sequence[Unlisted]
) -> SlipScore:
    """The score over the plans that the gold file speaks of."""
    book = Book(open_index(settings), _no_model, Lexicon.load(settings.prompts))
    plans = {row.plan for row in gold}
    return score([s for s in check_plans(book, None) if s.plan_id in plans], gold, unlisted)


def _no_model() -> Embedding:
    raise AssertionError("slips need no embedding")


def main(
    failures: Annotated[bool, typer.Option("--failures", help="Print each fault.")] = False,
) -> None:
    """Precision and recall of ``hoi check`` on the plans of the gold file."""
    console = Console()
    if not console.is_terminal:
        console.width = 160
    with TemporaryDirectory(prefix="hoi-slips-") as folder:
        settings = Settings(index=Path(folder))
        ingest_corpus(settings)
        result = measure(settings, read_gold(), read_unlisted())
    rows = len(result.found) + len(result.missed)
    table = Table("figure", "value", "of")
    right = len(result.listed) + len(result.unlisted)
    table.add_row("precision, listed alone", f"{result.precision:.3f}",
                  f"{len(result.listed)}/{result.findings}")  # fmt: skip
    table.add_row("precision, with those right but not listed", f"{result.precision_read:.3f}",
                  f"{right}/{result.findings}")  # fmt: skip
    table.add_row("recall, rows in scope", f"{result.recall:.3f}", f"{len(result.found)}/{rows}")
    table.add_row("rows found out of scope", "", str(len(result.beyond)))
    console.print(table)
    if failures:
        for name, slips in (("wrong", result.wrong), ("not listed", result.unlisted)):
            for slip in slips:
                place = slip.slices[0].section
                console.print(f"{name}: {slip.plan_id}/{place} [{slip.rule}] {slip.text}",
                              markup=False, soft_wrap=True)  # fmt: skip
        for row in result.missed:
            console.print(f"missed: {row.id} {row.kind} {row.note}", markup=False, soft_wrap=True)


if __name__ == "__main__":
    typer.run(main)
