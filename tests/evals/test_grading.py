"""A hand-made answer against its row, and the figures, floors and tables of a few."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from rich.console import Console

from evals.grading import Result, figures_of, judge
from evals.measures import CitationCounts
from evals.questions import Question
from evals.record import Record, below_floor, read_floors
from evals.report import print_failures, print_record
from evals.runner import ask_all, figures_by_kind, figures_by_split
from evals.verbatim import RawText, read_raw
from rag.schema import Answer, Citation, Claim, Plan, Query, Reason

FILE = "ke-hoach.txt"
RAW: dict[str, RawText] = {FILE: read_raw("6. Sở Y tế\n- Báo cáo mục tiêu 4\nđúng hạn.\n")}
PLAN = Plan(
    "ke-hoach", FILE, "0", "Kế hoạch", "Kế hoạch bình đẳng giới năm 2021", "9/KH-UBND", False,
    "2021-04-06", "06 tháng 4 năm 2021", "UBND tỉnh", "tỉnh A", "tinh",
    None, 2021, 2021, None, None,
)  # fmt: skip


@dataclass(frozen=True)
class Mention:
    start: int
    end: int
    written: str
    name: str


class Finder:
    def find_agencies(self, text: str) -> Sequence[Mention]:
        return [
            Mention(match.start(), match.end(), match.group(), match.group())
            for match in re.finditer("Sở Y tế|Sở Tư pháp|UBND tỉnh", text)
        ]


def question(**changes: object) -> Question:
    return Question.model_validate(
        {
            "id": "q1",
            "question": "Cơ quan nào báo cáo mục tiêu 4?",
            "kind": "who",
            "style": "formal",
            "user": "officer",
            "expected": [["Sở Y tế"]],
            "forbidden": ["Phòng Y tế"],
            "plans": ["ke-hoach"],
            "evidence": [
                {"plan": "ke-hoach", "path": "muc.IV/khoan.6", "quote": "Sở Y tế"},
                {
                    "plan": "ke-hoach",
                    "path": "muc.IV/khoan.6/gach.1",
                    "quote": "Báo cáo mục tiêu 4 đúng hạn.",
                },
            ],
            **changes,
        }
    )


REFUSE = question(id="q2", kind="refuse", reason="not_stated", expected=[], evidence=[])


def citation(n: int, path: str, quote: str) -> Citation:
    passage = f"ke-hoach/{path}"
    return Citation(n, "ke-hoach", PLAN.title, PLAN.number, PLAN.issuer, FILE, (), passage, None,
                    quote, 0, len(quote), "")  # fmt: skip


HEADING = citation(1, "muc.IV/khoan.6", "6. Sở Y tế")
BULLET = citation(2, "muc.IV/khoan.6/gach.1", "- Báo cáo mục tiêu 4 đúng hạn.")


def answer(
    text: str, *citations: Citation, abstained: bool = False, reason: Reason | None = None
) -> Answer:
    claims = (Claim("stated", text, "ke-hoach", tuple(one.n for one in citations)),)
    query = Query("", "vi", "who", ("ke-hoach",))
    return Answer("", text, abstained, reason, "extractive", claims, citations, (), (), query)


def judged(row: Question, given: Answer) -> Result:
    return judge(row, given, plans={"ke-hoach": PLAN}, agencies=Finder(), raw=RAW, milliseconds=2.0)


GOOD = answer(
    "Kế hoạch số 9/KH-UBND ngày 06/4/2021 của UBND tỉnh: Sở Y tế [1][2].", HEADING, BULLET
)


def test_a_good_answer_has_no_fault() -> None:
    result = judged(question(), GOOD)
    assert result.correct
    assert result.faults == ()
    assert result.citations == CitationCounts(2, 2, 2, 2)
    assert (result.slices_found, result.quotes_verbatim, result.quotes) == (2, 2, 2)


@pytest.mark.parametrize(
    ("row", "given", "fault"),
    [
        pytest.param(question(), answer("Có.", HEADING, BULLET), "missing: Sở Y tế", id="missing"),
        pytest.param(
            question(),
            answer("Sở Y tế và Phòng Y tế [1][2].", HEADING, BULLET),
            "forbidden: Phòng Y tế",
            id="forbidden",
        ),
        pytest.param(
            question(),
            answer("Sở Y tế và Sở Tư pháp [1][2].", HEADING, BULLET),
            "extra agency: Sở Tư pháp",
            id="extra agency",
        ),
        pytest.param(
            question(),
            answer("Sở Y tế, đạt 60% [1][2].", HEADING, BULLET),
            "extra figure: 60%",
            id="extra figure",
        ),
        pytest.param(
            question(),
            answer("Sở Y tế [1][2].", HEADING, BULLET, citation(3, "muc.I/khoan.1", "đúng hạn.")),
            "wrong citation: ke-hoach/muc.I/khoan.1",
            id="wrong citation",
        ),
        pytest.param(
            question(), answer("Sở Y tế."), "not cited: ke-hoach/muc.IV/khoan.6", id="not cited"
        ),
        pytest.param(
            question(),
            answer("Sở Y tế [1].", replace(HEADING, quote="6. Sở Y tế.")),
            "not verbatim: 1 quotes",
            id="altered quote",
        ),
        pytest.param(
            question(),
            answer("Sở Y tế", HEADING, BULLET, abstained=True, reason="not_stated"),
            "wrong refusal: refused (not_stated), should answer",
            id="refused wrongly",
        ),
        pytest.param(
            REFUSE,
            answer("Sở Y tế"),
            "wrong refusal: answered, should refuse (not_stated)",
            id="answered wrongly",
        ),
        pytest.param(
            REFUSE,
            answer("Không nêu.", abstained=True, reason="no_such_item"),
            "wrong reason: no_such_item, should be not_stated",
            id="reason",
        ),
    ],
)
def test_faults_are_named(row: Question, given: Answer, fault: str) -> None:
    assert fault in judged(row, given).faults


def test_a_refusal_may_show_what_is_near() -> None:
    near = answer(
        "Không nêu. Gần nhất: Sở Tư pháp, 60% [1].", HEADING, abstained=True, reason="not_stated"
    )
    result = judged(REFUSE, near)
    assert result.correct
    assert result.faults == ()


@pytest.fixture
def results() -> tuple[Result, ...]:
    wrong = answer("Sở Tư pháp [1].", HEADING)
    refused = answer("Không nêu.", abstained=True, reason="not_stated")
    return (
        judged(question(id="q1"), GOOD),
        judged(question(id="q3", kind="duties"), wrong),
        judged(REFUSE, refused),
        judged(question(id="q5", kind="refuse", reason="not_stated"), wrong),
    )


def test_figures(results: tuple[Result, ...]) -> None:
    figures = figures_of(results)
    assert figures.correctness.value == 0.5
    assert figures.citation_precision.value == 1.0
    assert (figures.slice_recall.part, figures.slice_recall.whole) == (3, 4)
    assert figures.verbatim.value == 1.0
    assert figures.refusal_precision.value == 1.0
    assert figures.refusal_recall.value == 0.5
    assert figures.reason_accuracy.value == 1.0
    assert figures.p50_ms == 2.0
    assert list(figures_by_kind(results)) == ["who", "duties", "refuse"]
    splits = figures_by_split(results, "all")
    assert splits["all"].questions == sum(splits[one].questions for one in splits if one != "all")


def test_floors(results: tuple[Result, ...], tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    file.write_text(
        "[all]\ncorrectness = 0.92\nverbatim = 1.0\np95_ms = 1\n[dev]\ncorrectness = 1.0\n", "utf-8"
    )
    assert below_floor({"all": figures_of(results)}, read_floors(file)) == (
        "correctness on all is 0.5, below its floor 0.92",
        "p95_ms on all is 2, over its ceiling 1",
    )


def test_a_figure_that_was_not_counted_does_not_pass() -> None:
    (line,) = below_floor({"all": figures_of([])}, {"all": {"verbatim": 1.0}})
    assert "not counted" in line


def test_an_unknown_floor_is_an_error(results: tuple[Result, ...]) -> None:
    with pytest.raises(KeyError, match="corectness"):
        below_floor({"all": figures_of(results)}, {"all": {"corectness": 0.9}})


def test_record_and_tables(results: tuple[Result, ...]) -> None:
    record = Record(
        date="2021-01-01",
        set="questions",
        settings={},
        shas={},
        model="none",
        figures=figures_by_split(results, "all"),
        kinds=figures_by_kind(results),
        search={"hybrid": {"hit@1": 0.5}},
        rows=results,
    )
    assert json.loads(record.to_json())["rows"][1]["verdict"]["missing"] == [["Sở Y tế"]]
    printed = io.StringIO()
    console = Console(file=printed, width=200)
    print_record(record, console)
    print_failures(record.rows, console)
    text = printed.getvalue()
    assert "0.500 1/2" in text
    assert "hybrid" in text
    assert "missing: Sở Y tế" in text
    assert "2 of 4 rows have a fault" in text


def test_every_question_is_asked_in_order() -> None:
    class Asker:
        def ask(self, question: str, /, *, turns: Sequence[str] = ()) -> Answer:
            return replace(GOOD, question=question)

    rows = [question(id=str(number), question=f"câu {number}") for number in range(5)]
    asked = ask_all(Asker(), rows)
    assert [one.answer.question for one in asked] == [row.question for row in rows]
    assert all(one.milliseconds >= 0 for one in asked)
