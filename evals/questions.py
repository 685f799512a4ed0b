"""Question rows and their loader, which fails when a quote is not in the corpus at its path.

Run ``python -m evals.questions --check [FILE…]`` to print every failing row in one line.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from rag.errors import InputError
from rag.matching import says, tokens
from rag.schema import Reason, Section
from rag.settings import ROOT, Settings

SETS = ROOT / "evals"
"""Folder of the question sets: ``--set NAME`` reads ``NAME.jsonl``."""

Kind = Literal[
    "who", "duties", "deadline", "target", "funding", "basis", "header", "plans", "event",
    "across", "general", "refuse",
]  # fmt: skip
Style = Literal["formal", "colloquial", "no_marks", "typo", "abbrev", "english"]
User = Literal["officer", "trainer", "drafter"]
Split = Literal["dev", "test"]


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _comparable(text: str) -> str:
    if not tokens(_nfc(text)):
        raise ValueError(f"no word or figure to look for in {text!r}")
    return _nfc(text)


Text = Annotated[str, Field(min_length=1), AfterValidator(_nfc)]
Phrase = Annotated[str, AfterValidator(_comparable)]


class Row(BaseModel):
    """Base of what question writers write."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(Row):
    """A slice the answer rests on: verbatim words of the clean text at a path of a plan."""

    plan: Text
    path: Text
    quote: Text


class Question(Row):
    """One question with the facts a right answer says and the slices it must cite.

    ``turns`` are the questions asked before it in the same talk; the row is on the last one.
    ``note`` is what a reader said of an answer (``hoi feedback --export``); it grades nothing.
    """

    id: Text
    question: Text
    turns: tuple[Text, ...] = ()
    kind: Kind
    style: Style
    user: User
    expected: tuple[Annotated[tuple[Phrase, ...], Field(min_length=1)], ...]
    forbidden: tuple[Phrase, ...] = ()
    allowed: tuple[Phrase, ...] = ()
    plans: tuple[Text, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    reason: Reason | None = None
    note: Text | None = None

    @property
    def split(self) -> Split:
        """Dev where the first byte of the id's sha256 is even, else test."""
        return "test" if hashlib.sha256(self.id.encode()).digest()[0] % 2 else "dev"

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.kind == "refuse") != (self.reason is not None):
            raise ValueError("a reason stands where, and only where, kind is refuse")
        if self.kind != "refuse" and not self.expected:
            raise ValueError("a question to answer needs expected facts")
        if self.kind != "refuse" and not self.evidence:
            raise ValueError("a question to answer needs evidence")
        if stray := {slice_.plan for slice_ in self.evidence} - set(self.plans):
            raise ValueError(f"evidence of plans that are not listed: {sorted(stray)}")
        good = {phrase for group in self.expected for phrase in group} | set(self.allowed)
        if both := sorted(good & set(self.forbidden)):
            raise ValueError(f"both expected or allowed and forbidden: {both}")
        return self


@dataclass(frozen=True, slots=True)
class OutlinedPlan:
    """What evidence points into: a plan's clean text and its sections."""

    text: str
    sections: tuple[Section, ...]

    def section(self, path: str) -> Section | None:
        """The section of a path id."""
        return next((one for one in self.sections if one.id == path), None)


Plans = Mapping[str, OutlinedPlan]
"""The corpus by plan id."""


class QuestionFileError(InputError):
    """A question file that is not as its model or the corpus says; names row and fault."""


def squeeze(text: str) -> str:
    """NFC with every run of white space one space."""
    return " ".join(_nfc(text).split())


def evidence_fault(evidence: Evidence, plans: Plans) -> str | None:
    """Why the quote does not stand in the section's tree span, or None."""
    plan = plans.get(evidence.plan)
    if plan is None:
        return f"no plan {evidence.plan}"
    if quote_span(evidence, plans) is not None:
        return None
    text, quote = plan.text, squeeze(evidence.quote)
    homes = [one for one in plan.sections if quote in squeeze(text[one.start : one.tree_end])]
    deepest = max(homes, key=lambda one: (len(one.path), -one.start), default=None)
    where = f"stands at {deepest.id}" if deepest else "stands nowhere in the plan"
    what = "quote not there" if plan.section(evidence.path) else "no such path"
    return f"{evidence.plan}/{evidence.path}: {what}; it {where}: {evidence.quote[:60]!r}"


def quote_span(evidence: Evidence, plans: Plans) -> tuple[int, int] | None:
    """Where the quote stands in the clean text, within its section's tree span."""
    plan = plans[evidence.plan]
    section = plan.section(evidence.path)
    if section is None:
        return None
    words = r"\s+".join(re.escape(word) for word in _nfc(evidence.quote).split())
    match = re.compile(words).search(plan.text, section.start, section.tree_end)
    return match.span() if match else None


def faults(question: Question, plans: Plans) -> tuple[str, ...]:
    """What is wrong with a row against the corpus."""
    found = [f"no plan {plan}" for plan in question.plans if plan not in plans]
    found += [
        fault
        for fault in (evidence_fault(evidence, plans) for evidence in question.evidence)
        if fault
    ]
    return tuple(found)


def doubts(question: Question) -> tuple[str, ...]:
    """What a reader should look at again: an expected fact that no evidence quote says."""
    if question.kind == "refuse":
        return ()
    quotes = " ¶ ".join(evidence.quote for evidence in question.evidence)
    return tuple(
        f"expected {list(group)} stands in no evidence quote"
        for group in question.expected
        if not any(says(quotes, phrase) for phrase in group)
    )


def parse(file: Path) -> Iterator[tuple[int, Question | str]]:
    """Line number with the row, or with what is wrong with it."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise QuestionFileError(f"{file}: cannot be read ({error.strerror})") from error
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            question = Question.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            yield number, f"{where}: {first['msg']}" if where else first["msg"]
            continue
        if question.id in seen:
            yield number, f"{question.id}: id used twice"
            continue
        seen.add(question.id)
        yield number, question


def problems(file: Path, plans: Plans) -> tuple[str, ...]:
    """One line for each fault of each row: file, line, id, fault."""
    found = []
    for number, row in parse(file):
        if isinstance(row, str):
            found.append(f"{file.name}:{number}: {row}")
        else:
            found += [f"{file.name}:{number}: {row.id}: {one}" for one in faults(row, plans)]
    return tuple(found)


def load_questions(file: Path, plans: Plans) -> tuple[Question, ...]:
    """Rows of a file in order.

    Raises:
        QuestionFileError: A row is malformed, or a quote is not in the corpus at its path.
    """
    if found := problems(file, plans):
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise QuestionFileError(f"{found[0]}{more}; python -m evals.questions --check lists all")
    return tuple(row for _, row in parse(file) if isinstance(row, Question))


def read_corpus_plans(folder: Path) -> dict[str, OutlinedPlan]:
    """Every plan of a folder as the project reads it, by plan id (the file's stem)."""
    from ingest.pipeline import read_plan

    files = sorted(file for file in folder.iterdir() if file.suffix in {".txt", ".md", ".pdf"})
    parsed = ((file.stem, read_plan(file, file.stem)) for file in files)
    return {key: OutlinedPlan(one.document.text, one.sections) for key, one in parsed}


def main(arguments: Sequence[str] | None = None) -> int:
    """Check question files against the corpus; 1 when a row fails."""
    parser = argparse.ArgumentParser(prog="python -m evals.questions", description=main.__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[SETS / "questions.jsonl"])
    parser.add_argument("--check", action="store_true", help="print every failing row (default)")
    parser.add_argument("--doubts", action="store_true", help="also print rows worth a second look")
    options = parser.parse_args(arguments)
    failed = 0
    for file in options.files:
        # a set in a folder of its own stands beside its plans
        own = file.name == "questions.jsonl" and file.resolve().parent != SETS
        plans = read_corpus_plans(file.parent if own else Settings().corpus)
        found = problems(file, plans)
        failed += len(found)
        rows = [row for _, row in parse(file) if isinstance(row, Question)]
        for line in found:
            print(line)
        if options.doubts:
            for row in rows:
                for doubt in doubts(row):
                    print(f"{file.name}: {row.id}: {doubt}")
        tests = sum(row.split == "test" for row in rows)
        print(f"{file.name}: {len(rows)} rows read, {tests} of them test, {len(found)} faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
