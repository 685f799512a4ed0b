"""Coverage of evidence by spans, and the LangChain peer on a tiny corpus."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from evals.questions import Evidence, OutlinedPlan, Question
from evals.search import Found, Wanted, measure, plain_rag, wanted_of
from rag.schema import Section, Step

FIRST = "1. Sở Y tế báo cáo mục tiêu 4. " * 40
SECOND = "2. Sở Tư pháp thẩm định văn bản. " * 40
TEXT = f"{FIRST}\n\n{SECOND}"
PLANS = {
    "ke-hoach": OutlinedPlan(
        TEXT,
        (
            Section((Step("khoan", "1"),), 0, len(FIRST), len(FIRST), 0),
            Section((Step("khoan", "2"),), len(FIRST) + 2, len(TEXT), len(TEXT), 0),
        ),
    )
}


def question(key: str, text: str, *evidence: tuple[str, str]) -> Question:
    return Question(
        id=key,
        question=text,
        kind="who",
        style="formal",
        user="officer",
        expected=(("Sở",),),
        plans=("ke-hoach",),
        evidence=tuple(Evidence(plan="ke-hoach", path=p, quote=q) for p, q in evidence),
    )


@pytest.mark.parametrize(
    ("found", "covered"),
    [
        pytest.param(Found("a", 10, 30), True, id="whole quote"),
        pytest.param(Found("a", 15, 100), True, id="half of it"),
        pytest.param(Found("a", 16, 100), False, id="less than half"),
        pytest.param(Found("a", 30, 60), False, id="next to it"),
        pytest.param(Found("b", 10, 30), False, id="another plan"),
    ],
)
def test_coverage(found: Found, covered: bool) -> None:
    assert Wanted(("a", "khoan.1"), ((10, 20),)).covered_by(found) is covered


def test_wanted_leaves_the_heading_out() -> None:
    one = question("q", "?", ("khoan.1", "Sở Y tế"), ("khoan.2", "Sở Tư pháp"))
    assert [part.place[1] for part in wanted_of(one, PLANS)] == ["khoan.1", "khoan.2"]
    assert TEXT[slice(*wanted_of(one, PLANS)[1].spans[0])] == "Sở Tư pháp"


class Letters:
    """Counts which of two words a text holds."""

    id = "letters"
    dimension = 2

    def encode_passages(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        rows = [[text.count("Y tế") + 0.01, text.count("Tư pháp") + 0.01] for text in texts]
        vectors = np.array(rows, dtype=np.float32)
        normalised: npt.NDArray[np.float32] = vectors / np.linalg.norm(
            vectors, axis=1, keepdims=True
        )
        return normalised

    encode_queries = encode_passages


def test_plain_rag_is_measured_by_what_its_chunks_hold() -> None:
    questions = [
        question("q1", "Y tế làm gì?", ("khoan.1", FIRST[:60].strip())),
        question("q2", "Tư pháp làm gì?", ("khoan.2", SECOND[:60].strip())),
    ]
    ranker = plain_rag(PLANS, Letters())
    best = ranker("Tư pháp làm gì?")[0]
    assert "Tư pháp" in TEXT[best.start : best.end]
    figures = measure({"plain": ranker}, questions, PLANS)
    assert figures["plain"]["hit@4"] == 1.0
    assert 0 < figures["plain"]["nDCG@10"] <= 1.0
