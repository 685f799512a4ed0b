"""``python -m evals.slips``: the slips that ``hoi check`` finds against those read by hand.

``evals/gold/slips.jsonl`` was written by a reader before the rules. A finding matches a row of the
same plan and kind (a rule's name is the kind it finds) when one of its nodes is, holds or lies in
one of the row's; a row without nodes is about the whole document.

Precision is over all findings, against rows of every class. Recall is over the rows in scope: class
A (certain) and the kinds that the specification names (``NAMED``), whatever their class, of which a
rule over structure and printed words can know (``needs`` is "structure"). Out of scope are rows
that need a sentence to be understood ("language") and those that need facts from outside the plan
("outside"). Scope follows from class, kind and need of the row, not from what is found.

Findings that were judged one by one after the fact stand in ``slips_read.jsonl`` with a reason. On
the plans of the gold file one that is right was not listed: it counts as wrong in the first figure
and is told apart in the second. ``--unseen`` measures the plans of ``evals/unseen`` in this way
alone: nobody listed their slips, so there is a precision by reading and no recall.
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
READ = SETS / "gold" / "slips_read.jsonl"
UNSEEN = tuple(SETS / "unseen" / name for name in ("1", "2", "3", "4", "6"))
"""Plans whose findings were read; set 5 stays unread."""
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


class Judged(BaseModel):
    """A finding that the gold file does not list, judged by reading the plan."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    plan: str
    rule: str
    path: str
    right: bool
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


def read_judged(file: Path = READ) -> tuple[Judged, ...]:
    """The findings judged after the fact."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(Judged.model_validate(json.loads(line)) for line in lines if line.strip())


def overlaps(one: str, other: str) -> bool:
    """Whether one node is the other or lies in it."""
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def matches(slip: Slip, row: GoldSlip) -> bool:
    """Whether a finding is the row's slip."""
    if (slip.plan_id, slip.rule) != (row.plan, row.kind):
        return False
    places = {piece.section for piece in slip.slices}
    return not row.paths or any(overlaps(place, path) for place in places for path in row.paths)


def score(slips: Sequence[Slip], gold: Sequence[GoldSlip], judged: Sequence[Judged]) -> SlipScore:
    """Findings against rows; what is neither listed nor judged right is wrong."""

    def was_read(slip: Slip) -> bool:
        return any(
            (one.plan, one.rule) == (slip.plan_id, slip.rule) and slip.slices[0].section == one.path
            for one in judged
            if one.right
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


def measure(settings: Settings, gold: Sequence[GoldSlip], judged: Sequence[Judged]) -> SlipScore:
    """The score over the plans of an index."""
    book = Book(open_index(settings), _no_model, Lexicon.load(settings.prompts))
    return score(check_plans(book, None), gold, judged)


def _no_model() -> Embedding:
    raise AssertionError("slips need no embedding")


def main(
    unseen: Annotated[bool, typer.Option("--unseen", help="The plans of evals/unseen.")] = False,
    failures: Annotated[bool, typer.Option("--failures", help="Print each fault.")] = False,
) -> None:
    """Precision and recall of ``hoi check`` on the plans of the gold file."""
    console = Console()
    if not console.is_terminal:
        console.width = 160
    with TemporaryDirectory(prefix="hoi-slips-") as folder:
        settings = Settings(index=Path(folder))
        plans = (f for s in UNSEEN for f in sorted(s.iterdir()) if f.suffix in (".txt", ".md"))
        ingest_corpus(settings, tuple(plans) if unseen else ())
        result = measure(settings, () if unseen else read_gold(), read_judged())
    rows = len(result.found) + len(result.missed)
    table = Table("figure", "value", "of")
    right = len(result.listed) + len(result.unlisted)
    if not unseen:
        table.add_row("precision, listed alone", f"{result.precision:.3f}",
                      f"{len(result.listed)}/{result.findings}")  # fmt: skip
    table.add_row("precision, with those right by reading", f"{result.precision_read:.3f}",
                  f"{right}/{result.findings}")  # fmt: skip
    if not unseen:
        table.add_row("recall, rows in scope", f"{result.recall:.3f}",
                      f"{len(result.found)}/{rows}")  # fmt: skip
        table.add_row("rows found out of scope", "", str(len(result.beyond)))
    console.print(table)
    if failures:
        for name, slips in (("wrong", result.wrong), ("right by reading", result.unlisted)):
            for slip in slips:
                place = slip.slices[0].section
                console.print(f"{name}: {slip.plan_id}/{place} [{slip.rule}] {slip.text}",
                              markup=False, soft_wrap=True)  # fmt: skip
        for row in result.missed:
            console.print(f"missed: {row.id} {row.kind} {row.note}", markup=False, soft_wrap=True)


if __name__ == "__main__":
    typer.run(main)
