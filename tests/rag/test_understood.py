"""What was understood of a question, and the question without a part of it."""

from __future__ import annotations

import pytest

from rag.schema import Query
from rag.understanding.understood import Part, parts


def read(question: str, **told: object) -> dict[str, str | None]:
    """The parts of a question about plan "a" of Bắc Hà: name to the question without it."""
    query = Query(question, "vi", "who", ("a",), narrowed=True, **told)  # type: ignore[arg-type]
    return {part.name: part.without for part in parts(query, {"a": "Bắc Hà", "b": "Nam Hà"})}


@pytest.mark.parametrize(
    ("question", "without"),
    [
        ("Ở tỉnh Bắc Hà, ai báo cáo mục tiêu 4?", "ai báo cáo mục tiêu 4?"),
        ("ai báo cáo mục tiêu 4 ở Bắc Hà?", "ai báo cáo mục tiêu 4?"),
        ("Kế hoạch Bắc Hà ai lo mục tiêu 4", "ai lo mục tiêu 4"),
        ("ke hoach cua bac ha ai lo muc tieu 4", "ai lo muc tieu 4"),
        ("Sở Y tế Bắc Hà làm gì?", "Sở Y tế làm gì?"),
        pytest.param("ai ký Kế hoạch số 5/KH-UBND của Bắc Hà?", None, id="a number names it too"),
        pytest.param("UBND tỉnh Bắc Hà giao ai làm?", None, id="part of a name"),
        pytest.param("so sánh Nam Hà và Bắc Hà về hạn", None, id="one of several"),
        pytest.param("Bắc Hà và tỉnh Nam Hà giao ai?", None, id="the first of several"),
        pytest.param("Bắc Hà có gì mà Bắc Hà không làm?", None, id="named twice"),
        pytest.param("thế còn Bắc Hà?", None, id="nothing would be left"),
    ],
)
def test_a_question_without_its_place(question: str, without: str | None) -> None:
    assert read(question)["a"] == without


@pytest.mark.parametrize(
    ("question", "without"),
    [
        ("cơ quan nào báo cáo mục tiêu 4?", "cơ quan nào báo cáo?"),
        ("ai lo các việc của mục tiêu số 4, hạn nào?", "ai lo các việc, hạn nào?"),
        pytest.param("which agency reports objective 4?", "which agency reports?", id="English"),
        pytest.param("ai báo cáo mục tiêu 4 và 5?", None, id="one of several"),
        pytest.param("ai báo cáo mục tiêu 4 tại Nghị quyết 28?", None, id="of a document"),
        pytest.param("ai báo cáo MT4 của huyện?", None, id="not spelt out"),
    ],
)
def test_a_question_without_its_objective(question: str, without: str | None) -> None:
    assert read(question, objectives=("4",))["4"] == without


def test_what_cannot_be_left_out_is_still_told() -> None:
    query = Query("Sở A báo cáo ai?", "vi", "who", (), agencies=("Sở A",), roles=("bao cao",))
    assert list(parts(query, {})) == [
        Part("agency", "Sở A"),
        Part("role", "bao cao"),
        Part("intent", "who"),
    ]
