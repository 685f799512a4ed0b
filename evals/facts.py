"""``python -m evals.facts``: the facts read out of the plans against those read by hand.

A gold assignment is found where a fact of the same section holds its words and all its agencies
(the leaders, and for "phối hợp" the partners too). A fact is right where a gold row of its
section shares its words and names its agencies. Role, references and deadline are counted among
the assignments found. The other kinds are compared by section and value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from evals.questions import SETS
from ingest.pipeline import ingest_corpus
from rag.book import Book
from rag.lexicon import Lexicon
from rag.names.phrases import letters
from rag.schema import Assignment, Deadline, HeaderField, Statement, Target
from rag.settings import Settings
from rag.stores.index import open_index

GOLD = SETS / "gold" / "facts.jsonl"
Row = dict[str, object]
"""A gold row: what a reader wrote, see ``evals/gold/README.md``."""
SAME_ROLE = {
    "đôn đốc": "kiểm tra", "giám sát": "kiểm tra", "khác": "thực hiện", "tham gia": "thực hiện",
    "xây dựng": "thực hiện", "tổ chức": "thực hiện",
}  # fmt: skip
"""Roles that a reader and a program may call either way."""


@dataclass
class Score:
    """Counts of one kind, and the rows behind each fault."""

    kind: str
    gold: int = 0
    found: int = 0
    facts: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Gold rows found, of all; 1 where there is none."""
        return self.found / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        """Facts that are right, of all; 1 where there is none."""
        return self.right / self.facts if self.facts else 1.0

    def add_gold(self, name: str, *, found: bool) -> None:
        """Count a gold row."""
        self.gold += 1
        self.found += found
        if not found:
            self.missed.append(name)

    def add_fact(self, name: str, *, right: bool) -> None:
        """Count a fact of the program."""
        self.facts += 1
        self.right += right
        if not right:
            self.wrong.append(name)


def text_of(row: Row, key: str) -> str:
    """A text of a gold row; "" where it is null."""
    value = row.get(key)
    return value if isinstance(value, str) else ""


def texts_of(row: Row, key: str) -> tuple[str, ...]:
    """The texts of a list in a gold row."""
    value = row.get(key)
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def shares(one: str, other: str) -> bool:
    """Whether one text holds the other, by their letters."""
    a, b = letters(one), letters(other)
    return bool(a and b) and (a in b or b in a)


def score_assignments(
    gold: Sequence[Row], facts: Sequence[Assignment], same: Callable[[str, str], bool]
) -> tuple[Score, Score, Score, Score]:
    """Assignments, and among those found: roles, references, deadlines."""
    whole = Score("assignment")
    roles, items, times = Score("… role"), Score("… references"), Score("… deadline")
    for row in gold:
        there = [one for one in facts if _same_task(row, one)]
        names = texts_of(row, "agency")
        match = next((one for one in there if _named(names, row, one, same)), None)
        whole.add_gold(_said(row), found=match is not None)
        if match is None:
            continue
        role = text_of(row, "role")
        said = {match.role, *_roles_in(match.task.text)}
        right = SAME_ROLE.get(role, role) in {SAME_ROLE.get(r, r) for r in said} or (
            role == "phối hợp" and not _leads(names, match, same)
        )
        roles.add_gold(f"{_said(row)} [{role} / {match.role}]", found=right)
        wanted, read = _items(row), _references(match)
        if wanted:
            items.add_gold(f"{_said(row)} {wanted ^ read}", found=wanted <= read)
        if row.get("deadline"):
            times.add_gold(
                f"{_said(row)} [{row['deadline']} / {match.deadline}]",
                found=shares(text_of(row, "deadline"), match.deadline or ""),
            )
    for one in facts:
        rows = [row for row in gold if _same_task(row, one)]
        known = [name for row in rows for name in texts_of(row, "agency")]
        right = bool(rows) and all(
            any(_same(a.written, n, same) or _same(a.name, n, same) for n in known)
            for a in one.agencies
        )
        agencies = ", ".join(a.written for a in one.agencies)
        whole.add_fact(f"{one.plan_id}/{one.task.section} {agencies}: {one.task.text}", right=right)
    return whole, roles, items, times


_ROLE = re.compile(
    r"chủ trì|chịu trách nhiệm|phối hợp|tham mưu|hướng dẫn|theo dõi|kiểm tra|báo cáo|đôn đốc|"
    r"giám sát|đề nghị|tổng hợp|thực hiện",
    re.IGNORECASE,
)


def _roles_in(text: str) -> set[str]:
    return {match.group().lower() for match in _ROLE.finditer(text)} or {"thực hiện"}


def _same_task(row: Row, one: Assignment) -> bool:
    if row["plan"] != one.plan_id or text_of(row, "task_path") != one.task.section:
        return False
    return shares(text_of(row, "task"), one.task.text)


def _named(
    names: Sequence[str], row: Row, one: Assignment, same: Callable[[str, str], bool]
) -> bool:
    told = [*one.agencies, *(one.partners if text_of(row, "role") == "phối hợp" else ())]
    return all(
        any(_same(name, w, same) for a in told for w in (a.written, a.name)) for name in names
    )


def _leads(names: Sequence[str], one: Assignment, same: Callable[[str, str], bool]) -> bool:
    return any(_same(name, a.written, same) for name in names for a in one.agencies)


_BESIDE = re.compile(r"^(?:Thủ trưởng|Lãnh đạo)\s+|\s*\([^()]*\)", re.IGNORECASE)
"""What a reader may or may not count to an agency's name."""


def _same(one: str, other: str, same: Callable[[str, str], bool]) -> bool:
    one, other = _BESIDE.sub("", one), _BESIDE.sub("", other)
    return letters(one) == letters(other) or same(one, other)


def _items(row: Row) -> set[tuple[str, str]]:
    listed = row.get("items")
    rows = listed if isinstance(listed, list) else []
    return {(str(one["objective"]), str(one["indicator"] or "")) for one in rows}


def _references(one: Assignment) -> set[tuple[str, str]]:
    return {
        (reference.objective, indicator)
        for reference in one.references
        for indicator in (reference.indicators or ("",))
    }


def score_deadlines(gold: Sequence[Row], facts: Sequence[Deadline]) -> Score:
    """By the words that say when, and the section of the task or of the line that tells them."""
    score = Score("deadline")

    def same(row: Row, one: Deadline) -> bool:
        return (
            row["plan"] == one.plan_id
            and text_of(row, "path") in {one.task.section, *(s.section for s in one.sources)}
            and any(shares(text_of(row, "when"), when) for when in one.when)
        )

    for row in gold:
        score.add_gold(f"{row['id']} {row['when']}", found=any(same(row, one) for one in facts))
    for one in facts:
        name = f"{one.plan_id}/{one.task.section} {'; '.join(one.when)}"
        score.add_fact(name, right=any(same(row, one) for row in gold))
    return score


def score_targets(gold: Sequence[Row], facts: Sequence[Target]) -> Score:
    """By indicator, section, figure and year."""
    score = Score("target")

    def same(row: Row, one: Target) -> bool:
        numbered = (str(row["objective"]), str(row["indicator"]))
        figure, year = text_of(row, "figure"), text_of(row, "year")
        return (
            row["plan"] == one.plan_id
            and text_of(row, "path") == one.task.section
            and (row["objective"] is None or numbered == (one.objective, one.indicator))
            and (any(shares(figure, told) for told in one.figures) if figure else not one.figures)
            and (not year or (one.year or "") in year)
        )

    for row in gold:
        name = f"{row['id']} {row['subject']}: {row['figure']} {row['year']}"
        score.add_gold(name, found=any(same(row, one) for one in facts))
    for one in facts:
        name = f"{one.plan_id}/{one.task.section} {'; '.join(one.figures)} {one.year}"
        score.add_fact(name, right=any(same(row, one) for row in gold))
    return score


def score_header(gold: Sequence[Row], facts: Sequence[HeaderField]) -> Score:
    """By field and value; a field that is blank or missing in the plan has none."""
    score = Score("header")
    for row in gold:
        name, value = text_of(row, "field"), text_of(row, "value")
        mine = [one for one in facts if one.plan_id == row["plan"] and one.name == name]
        if value:
            found = any(_is_value(value, one) for one in mine)
        else:
            # a place that the letterhead does not print is read from the issuer
            found = name == "place" or all(one.value is None for one in mine)
        score.add_gold(f"{row['id']} {name} {value}", found=found)
    for one in facts:
        rows = [r for r in gold if r["plan"] == one.plan_id and r["field"] == one.name]
        values = [text_of(row, "value") for row in rows if row["value"]]
        if one.value is None or not rows or (one.name == "place" and not values):
            continue
        right = any(_is_value(value, one) for value in values)
        score.add_fact(f"{one.plan_id} {one.name} {one.value}", right=right)
    return score


def _is_value(value: str, one: HeaderField) -> bool:
    return any(shares(value, text) for text in (one.value or "", *(p.text for p in one.sources)))


def score_bases(gold: Sequence[Row], facts: Sequence[Statement]) -> Score:
    """The bases of the preamble by number, date, issuer and subject."""
    score = Score("basis")
    rows = [row for row in gold if row["where"] == "preamble"]

    def same(row: Row, one: Statement) -> bool:
        told = one.document
        if told is None or row["plan"] != one.plan_id:
            return False
        parts = {
            "number": told.number, "date": told.date, "issuer": told.issuer,
            "subject": told.subject,
        }  # fmt: skip
        return all(
            not text_of(row, key) or shares(text_of(row, key), value or "")
            for key, value in parts.items()
        )

    for row in rows:
        found = any(same(row, one) for one in facts)
        parts = " | ".join(text_of(row, key) for key in ("number", "date", "issuer", "subject"))
        score.add_gold(f"{row['id']} {parts}", found=found)
    for one in facts:
        right = any(same(row, one) for row in rows)
        score.add_fact(f"{one.plan_id} {one.subject} {one.document}", right=right)
    return score


def score_statements(kind: str, key: str, gold: Sequence[Row], facts: Sequence[Statement]) -> Score:
    """Bases, money and events: by section and words."""
    score = Score(kind)

    def same(row: Row, one: Statement) -> bool:
        sections = {piece.section for piece in one.sources} | {one.task.section}
        text = " ".join((one.subject, *(piece.text for piece in one.sources)))
        return (
            row["plan"] == one.plan_id
            and text_of(row, "path") in sections
            and shares(text_of(row, key) or text_of(row, "subject"), text)
        )

    for row in gold:
        name = f"{row['id']} {row[key] or row.get('subject')}"
        score.add_gold(name, found=any(same(row, one) for one in facts))
    for one in facts:
        name = f"{one.plan_id}/{one.task.section} {one.task.text}"
        score.add_fact(name, right=any(same(row, one) for row in gold))
    return score


def _said(row: Row) -> str:
    return f"{row['id']} {', '.join(texts_of(row, 'agency'))}: {row['task']}"


def measure(settings: Settings, gold: Sequence[Row], lexicon: Lexicon) -> list[Score]:
    """Every kind, over the plans that the gold file speaks of."""

    def model() -> None:
        raise AssertionError("facts need no embedding")

    reader = open_index(settings)
    book = Book(reader, model, lexicon)  # type: ignore[arg-type]
    plans = sorted({str(row["plan"]) for row in gold})
    kinds = ("assignment", "target", "deadline", "header", "basis", "funding", "event")
    rows = {kind: [row for row in gold if row["kind"] == kind] for kind in kinds}
    # an event is a fact where the plan tells when or where
    rows["event"] = [row for row in rows["event"] if row["when"] or row["where"]]
    facts = [fact for plan in plans for fact in reader.facts(plan)]
    statements = [one for one in facts if isinstance(one, Statement)]
    return [
        *score_assignments(
            rows["assignment"],
            [one for one in facts if isinstance(one, Assignment)],
            book.lexicon.same_agency,
        ),
        score_targets(rows["target"], [one for one in facts if isinstance(one, Target)]),
        score_deadlines(rows["deadline"], [one for one in facts if isinstance(one, Deadline)]),
        score_header(rows["header"], [one for one in facts if isinstance(one, HeaderField)]),
        score_bases(rows["basis"], [s for s in statements if s.kind == "basis"]),
        *(
            score_statements(kind, key, rows[kind], [s for s in statements if s.kind in told])
            for kind, key, told in (
                ("funding", "source", ("funding", "allotment")),
                ("event", "name", ("event",)),
            )
        ),
    ]


def main(
    gold: Annotated[Path, typer.Option(help="The facts read by hand.")] = GOLD,
    corpus: Annotated[Path | None, typer.Option(help="Folder of the plans.")] = None,
    failures: Annotated[bool, typer.Option("--failures", help="Print each fault.")] = False,
) -> None:
    """Precision and recall of every kind of fact."""
    console = Console()
    if not console.is_terminal:
        console.width = 160
    rows: list[Row] = [
        json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    with TemporaryDirectory(prefix="hoi-facts-") as folder:
        settings = Settings(index=Path(folder))
        settings = Settings(corpus=corpus, index=Path(folder)) if corpus else settings
        ingest_corpus(settings)
        scores = measure(settings, rows, Lexicon.load(settings.prompts))
    table = Table("kind", "precision", "recall")
    for one in scores:
        precision = f"{one.precision:.3f} {one.right}/{one.facts}" if one.facts else "–"
        table.add_row(one.kind, precision, f"{one.recall:.3f} {one.found}/{one.gold}")
    console.print(table)
    if failures:
        for one in scores:
            for name in one.missed:
                console.print(f"{one.kind}: missed {name}", markup=False, soft_wrap=True)
            for name in one.wrong:
                console.print(f"{one.kind}: wrong {name}", markup=False, soft_wrap=True)


if __name__ == "__main__":
    typer.run(main)
