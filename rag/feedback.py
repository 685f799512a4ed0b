"""What readers think of answers, kept beside the index in ``feedback.sqlite``.

Nothing tells who the reader was: no name, no address, no hour, only the day. ``hoi feedback
--export`` makes of it candidates for the evaluation questions.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from rag.console import complain, say
from rag.errors import InputError
from rag.output import Json, answer_json, dumps
from rag.schema import Answer
from rag.text import has_marks, nfc

Fault = Literal["wrong", "lacking", "citation", "misread", "silent", "other"]
"""Why an answer is not good: what it says, what it leaves out, its quote, how the question was
read, that it says nothing where the plan does, anything else."""
FAULTS: tuple[Fault, ...] = get_args(Fault)
LONGEST_NOTE = 500

_KINDS = frozenset(
    ("who", "duties", "deadline", "target", "funding", "basis", "header", "plans", "event")
)
"""Intents that are kinds of evaluation questions as they are."""
_TABLE = """
CREATE TABLE IF NOT EXISTS rating (
    id INTEGER PRIMARY KEY, day TEXT NOT NULL, good INTEGER NOT NULL, fault TEXT, note TEXT,
    turns TEXT NOT NULL, plans TEXT NOT NULL, answer TEXT NOT NULL
) STRICT
"""


@dataclass(frozen=True, slots=True)
class Rating:
    """What one reader thinks of one answer.

    ``turns`` are the questions asked before it in the same talk, ``plans`` those it was narrowed
    to by choice, ``note`` the reader's own words.
    """

    answer: Answer
    good: bool
    turns: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    fault: Fault | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A rating as it was kept; ``answer`` is the object of ``hoi ask --json``."""

    id: int
    day: str
    good: bool
    fault: str | None
    note: str | None
    turns: tuple[str, ...]
    plans: tuple[str, ...]
    answer: dict[str, Any]


def keep(file: Path, rating: Rating, day: date, row: int | None = None) -> int:
    """Write a rating, in the place of ``row`` where the reader thought again; its row.

    Raises:
        InputError: the file cannot be written.
    """
    answer = answer_json(rating.answer)
    del answer["timing_ms"], answer["suggestions"]
    note = nfc(rating.note or "").strip()[:LONGEST_NOTE] or None
    values = (
        row, day.isoformat(), int(rating.good), rating.fault, note,
        dumps(rating.turns, one_line=True), dumps(rating.plans, one_line=True),
        dumps(answer, one_line=True),
    )  # fmt: skip
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with _opened(file) as store:
            store.execute(_TABLE)
            return int(
                store.execute(
                    "INSERT OR REPLACE INTO rating VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values
                ).lastrowid
                or 0
            )
    except (OSError, sqlite3.Error) as error:
        raise InputError(f"{file}: không ghi được ý kiến ({error}).") from error


def kept(file: Path) -> tuple[Kept, ...]:
    """The ratings in the order they were given; none where there is no file yet.

    Raises:
        InputError: the file is no store of ratings.
    """
    if not file.exists():
        return ()
    try:
        with _opened(file) as store:
            rows = store.execute("SELECT * FROM rating ORDER BY id").fetchall()
    except sqlite3.Error as error:
        raise InputError(f"{file}: không đọc được ý kiến ({error}).") from error
    return tuple(
        Kept(
            id_, day, bool(good), fault, note,
            tuple(json.loads(turns)), tuple(json.loads(plans)), json.loads(answer),
        )
        for id_, day, good, fault, note, turns, plans, answer in rows
    )  # fmt: skip


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, timeout=5)) as store, store:
        yield store


# ------------------------------------------------------------------ candidates


def candidate(one: Kept) -> dict[str, Json]:
    """A row of a question file (``evals/questions.py``).

    A good answer makes a whole row: it expects what was stated. A bad one expects nothing yet,
    which the loader refuses until a person has written what a right answer says; ``note`` tells
    what the reader missed.
    """
    answer = one.answer
    read = answer["understood"]
    refused = one.good and answer["abstained"]
    kind = "refuse" if refused else read["intent"] if read["intent"] in _KINDS else "general"
    stated = [claim for claim in answer["claims"] if claim["kind"] == "stated"]
    resting = {n for claim in stated for n in claim["citations"]}
    cited = [c for c in answer["citations"] if c["n"] in resting] if not refused else []
    said = [[claim["text"]] for claim in stated] if one.good and not refused else []
    words = "; ".join(part for part in (one.fault, one.note) if part)
    return {
        "id": f"feedback-{one.id:04d}",
        "question": answer["question"],
        "turns": list(one.turns),
        "kind": kind,
        "style": _style(answer["question"], read["lang"]),
        "user": "officer",
        "expected": said,
        "forbidden": [],
        "allowed": [],
        "plans": list(dict.fromkeys(c["plan_id"] for c in cited)),
        "evidence": [
            {"plan": c["plan_id"], "path": _section(c["passage_id"]), "quote": c["quote"]}
            for c in cited
        ],
        "reason": answer["reason"] if refused else None,
        "note": words or None,
    }


def _style(question: str, lang: str) -> str:
    if lang == "en":
        return "english"
    return "colloquial" if has_marks(question) else "no_marks"


def _section(passage_id: str) -> str:
    """ "dak-nong-2021-2030/muc.IV/khoan.6/cau.2": the section "muc.IV/khoan.6" holds the quote."""
    steps = passage_id.split("/")[1:]
    return "/".join(step for step in steps if not step.startswith("cau."))


def export(file: Path, target: Path) -> int:
    """Write the candidates as JSON lines; how many there are.

    Raises:
        InputError: one of the files cannot be read or written.
    """
    lines = [dumps(candidate(one), one_line=True) for one in kept(file)]
    try:
        target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{target}: không ghi được ({error.strerror}).") from error
    return len(lines)


def summary(one: Kept) -> str:
    """One line: day, verdict, question, what the reader said."""
    verdict = "đúng" if one.good else "chưa đúng"
    parts = (one.day, verdict, one.answer["question"], one.fault, one.note)
    return "\t".join(" ".join(str(part).split()) for part in parts if part)


def show_or_export(file: Path, target: Path | None) -> None:
    """``hoi feedback``: a line a rating, or the candidates written to ``target``.

    Raises:
        InputError: one of the files cannot be read or written.
    """
    if target is not None:
        complain(f"Đã ghi {export(file, target)} câu hỏi vào {target}.")
        return
    for one in kept(file):
        say(summary(one))
