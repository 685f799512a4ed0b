"""What readers think of answers: kept without a person, exported as evaluation candidates."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.questions import Question
from rag.cli import app
from rag.errors import InputError
from rag.feedback import Rating, candidate, export, keep, kept
from rag.schema import Answer, Citation, Claim, Query

DAY = date(2026, 3, 2)
CITED = Citation(
    1, "a", "Kế hoạch", None, "UBND", "a.txt", ("I",), "a/muc.I/khoan.2/cau.1", None, "Giao Sở A",
    0, 9, "Mục I",
)  # fmt: skip
ANSWER = Answer(
    "Ai làm?", "Sở A [1]", False, None, "extractive", (Claim("stated", "Sở A làm", "a", (1,)),),
    (CITED,), (), ("gợi ý",), Query("Ai làm?", "vi", "who", ("a",)),
)  # fmt: skip
REFUSED = replace(ANSWER, abstained=True, reason="not_stated", claims=(), citations=())


def candidates(folder: Path, *ratings: Rating) -> list[dict[str, object]]:
    file, target = folder / "feedback.sqlite", folder / "out.jsonl"
    for rating in ratings:
        keep(file, rating, DAY)
    assert export(file, target) == len(ratings)
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def test_a_good_answer_makes_a_whole_question(tmp_path: Path) -> None:
    row, refused = candidates(tmp_path, Rating(ANSWER, True, ("câu trước",)), Rating(REFUSED, True))
    question = Question.model_validate(row)
    assert (question.id, question.kind, question.turns) == ("feedback-0001", "who", ("câu trước",))
    assert question.expected == (("Sở A làm",),)
    assert [(e.plan, e.path, e.quote) for e in question.evidence] == [
        ("a", "muc.I/khoan.2", "Giao Sở A")
    ]
    assert Question.model_validate(refused).reason == "not_stated"


def test_a_bad_answer_waits_for_a_person(tmp_path: Path) -> None:
    (row,) = candidates(tmp_path, Rating(ANSWER, False, fault="lacking", note=" thiếu Sở B "))
    assert (row["note"], row["expected"], row["reason"]) == ("lacking; thiếu Sở B", [], None)
    with pytest.raises(ValueError, match="needs expected facts"):
        Question.model_validate(row)
    whole = Question.model_validate({**row, "expected": [["Sở B"]]})
    assert whole.note == "lacking; thiếu Sở B"


def test_a_second_thought_takes_the_place_of_the_first(tmp_path: Path) -> None:
    file = tmp_path / "new" / "feedback.sqlite"
    row = keep(file, Rating(ANSWER, True), DAY)
    assert keep(file, Rating(ANSWER, False, note="x" * 900), DAY, row) == row
    (one,) = kept(file)
    assert (one.good, len(one.note or "")) == (False, 500)


def test_nothing_tells_who_the_reader_was(tmp_path: Path) -> None:
    file = tmp_path / "feedback.sqlite"
    keep(file, Rating(ANSWER, True, plans=("a",)), DAY)
    with sqlite3.connect(file) as store:
        names = [row[1] for row in store.execute("PRAGMA table_info(rating)")]
    store.close()
    assert names == ["id", "day", "good", "fault", "note", "turns", "plans", "answer"]
    assert kept(file)[0].day == "2026-03-02"
    assert "timing_ms" not in kept(file)[0].answer


@pytest.mark.parametrize(
    ("question", "lang", "style"),
    [("ai làm", "vi", "colloquial"), ("ai lam", "vi", "no_marks"), ("who", "en", "english")],
)
def test_the_style_is_read_from_the_question(
    tmp_path: Path, question: str, lang: str, style: str
) -> None:
    asked = replace(ANSWER.understood, lang=lang)  # type: ignore[arg-type]
    keep(tmp_path / "f", Rating(replace(ANSWER, question=question, understood=asked), True), DAY)
    assert candidate(kept(tmp_path / "f")[0])["style"] == style


def test_a_file_that_is_no_store_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "feedback.sqlite"
    file.write_text("không phải", encoding="utf-8")
    with pytest.raises(InputError, match="không đọc được ý kiến"):
        kept(file)
    with pytest.raises(InputError, match="không ghi được ý kiến"):
        keep(file, Rating(ANSWER, True), DAY)


def test_the_command_shows_and_exports(tmp_path: Path) -> None:
    keep(tmp_path / "feedback.sqlite", Rating(ANSWER, False, fault="wrong"), DAY)
    index = ["--index", str(tmp_path / "index")]
    shown = CliRunner().invoke(app, ["feedback", *index])
    assert shown.stdout == "2026-03-02\tchưa đúng\tAi làm?\twrong\n"
    target = tmp_path / "out.jsonl"
    told = CliRunner().invoke(app, ["feedback", *index, "--export", str(target)])
    assert told.exit_code == 0
    assert json.loads(target.read_text(encoding="utf-8"))["question"] == "Ai làm?"
