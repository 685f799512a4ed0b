"""Question rows: the model, the split and the check against a plan."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from evals.questions import (
    SETS,
    Evidence,
    OutlinedPlan,
    Question,
    QuestionFileError,
    doubts,
    load_questions,
    problems,
    quote_span,
    read_corpus_plans,
)
from rag.schema import Section, Step

TEXT = "IV. TỔ CHỨC THỰC HIỆN\n6. Sở Y tế\n- Báo cáo mục tiêu 4.\n- Kiểm soát mất cân bằng.\n"


def section(path: str, words: str, tree_words: str | None = None) -> Section:
    steps = tuple(Step(*step.split(".", 1)) for step in path.split("/"))
    start = TEXT.index(words)
    end = start + len(words)
    last = tree_words or words
    return Section(steps, start, end, TEXT.index(last) + len(last), end)


PLANS = {
    "ke-hoach": OutlinedPlan(
        TEXT,
        (
            section("muc.IV", "IV. TỔ CHỨC THỰC HIỆN", "- Kiểm soát mất cân bằng."),
            section("muc.IV/khoan.6", "6. Sở Y tế", "- Kiểm soát mất cân bằng."),
            section("muc.IV/khoan.6/gach.1", "- Báo cáo mục tiêu 4."),
            section("muc.IV/khoan.6/gach.2", "- Kiểm soát mất cân bằng."),
        ),
    )
}


def row(**changes: object) -> dict[str, object]:
    return {
        "id": "t1",
        "question": "Ai báo cáo mục tiêu 4?",
        "kind": "who",
        "style": "formal",
        "user": "officer",
        "expected": [["Sở Y tế"]],
        "forbidden": [],
        "allowed": [],
        "plans": ["ke-hoach"],
        "evidence": [
            {"plan": "ke-hoach", "path": "muc.IV/khoan.6", "quote": "Sở Y tế"},
            {"plan": "ke-hoach", "path": "muc.IV/khoan.6/gach.1", "quote": "Báo cáo mục tiêu 4."},
        ],
        "reason": None,
        **changes,
    }


def write(folder: Path, *rows: dict[str, object]) -> Path:
    file = folder / "set.jsonl"
    file.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in rows), "utf-8")
    return file


def evidence(path: str, quote: str) -> list[dict[str, str]]:
    return [{"plan": "ke-hoach", "path": path, "quote": quote}]


def test_a_good_row_loads(tmp_path: Path) -> None:
    (question,) = load_questions(write(tmp_path, row()), PLANS)
    assert question.expected == (("Sở Y tế",),)
    assert not doubts(question)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param(
            {"evidence": evidence("muc.IV/khoan.6/gach.1", "Báo cáo mục tiêu 5.")},
            "nowhere",
            id="wrong quote",
        ),
        pytest.param(
            {"evidence": evidence("muc.IV/khoan.6/gach.2", "Báo cáo mục tiêu 4.")},
            "stands at muc.IV/khoan.6/gach.1",
            id="quote of another section",
        ),
        pytest.param({"evidence": evidence("muc.V", "Sở Y tế")}, "no such path", id="path"),
        pytest.param({"plans": ["ke-hoach", "khac"]}, "no plan khac", id="plan"),
        pytest.param({"extra": 1}, "extra", id="unknown field"),
        pytest.param({"kind": "whom"}, "kind", id="unknown kind"),
        pytest.param({"reason": "not_stated"}, "reason", id="reason of an answer"),
        pytest.param({"kind": "refuse"}, "reason", id="refusal without reason"),
        pytest.param({"expected": []}, "expected", id="nothing expected"),
        pytest.param({"expected": [["…"]]}, "no word", id="expected without a word"),
        pytest.param({"forbidden": ["Sở Y tế"]}, "forbidden", id="expected and forbidden"),
        pytest.param({"evidence": []}, "evidence", id="no evidence"),
        pytest.param({"plans": []}, "not listed", id="evidence of an unlisted plan"),
    ],
)
def test_a_bad_row_fails(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    file = write(tmp_path, row(**changes))
    found = problems(file, PLANS)
    assert any(said in line for line in found), found
    assert all("\n" not in line for line in found)
    with pytest.raises(QuestionFileError, match=r"set\.jsonl:1"):
        load_questions(file, PLANS)


def test_an_id_is_used_once(tmp_path: Path) -> None:
    (line,) = problems(write(tmp_path, row(), row()), PLANS)
    assert "twice" in line


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match=r"none\.jsonl"):
        load_questions(tmp_path / "none.jsonl", PLANS)


def test_a_quote_may_run_over_lines() -> None:
    one = Evidence(plan="ke-hoach", path="muc.IV/khoan.6", quote="Sở Y tế - Báo cáo")
    span = quote_span(one, PLANS)
    assert span is not None
    assert TEXT[slice(*span)] == "Sở Y tế\n- Báo cáo"


def test_split_follows_the_id() -> None:
    questions = [Question.model_validate(row(id=f"t{number}")) for number in range(200)]
    tests = sum(question.split == "test" for question in questions)
    assert 70 < tests < 130
    first = hashlib.sha256(b"t0").digest()[0]
    assert questions[0].split == ("test" if first % 2 else "dev")


def test_doubtful_expectation_is_named() -> None:
    question = Question.model_validate(row(expected=[["Sở Tư pháp"]]))
    assert "Sở Tư pháp" in doubts(question)[0]


@pytest.mark.parametrize(
    "folder", sorted(f for f in (SETS / "unseen").iterdir() if f.is_dir()), ids=lambda f: f.name
)
def test_sets_with_their_own_plans_hold_their_quotes(folder: Path) -> None:
    assert problems(folder / "questions.jsonl", read_corpus_plans(folder)) == ()
