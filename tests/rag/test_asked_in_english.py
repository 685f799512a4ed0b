"""What is understood of a question asked in English."""

from __future__ import annotations

import pytest

from rag.ask import Asker
from rag.settings import Settings
from rag.understanding.context import Context
from rag.understanding.language import language_of
from rag.understanding.understand import understand

COMMUNES, DISTRICTS = "Ủy ban nhân dân cấp xã", "Ủy ban nhân dân cấp huyện"


@pytest.fixture(scope="module")
def context(corpus_index: Settings) -> Context:
    return Asker(corpus_index)._state()[1]


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("Does Quảng Ngãi hold a singing contest?", "en"),
        ('Who leads the "Người cha tuyệt vời" contest?', "en"),
        ("When does Decision 415/QĐ-CT take effect?", "en"),
        ("Compare Kon Tum and Quảng Ngãi", "en"),
        ('Ai chủ trì cuộc thi "Happy family"?', "vi"),
        ("Kế hoạch của Đắk Nông có report không?", "vi"),
        ("so sanh Kon Tum va Quảng Ngãi", "vi"),
    ],
)
def test_language(question: str, lang: str) -> None:
    assert language_of(question, None) == lang


@pytest.mark.parametrize(
    ("question", "agencies"),
    [
        pytest.param("Who inspects 12 communes and wards in Hương Trà?", (), id="so many"),
        pytest.param("Which communes are inspected in Hương Trà?", (), id="which"),
        ("What must communes and wards do in Hương Trà?", (COMMUNES,)),
        (
            "When do communes report to the Department of Home Affairs in Quảng Ngãi?",
            (COMMUNES, "Sở Nội vụ"),
        ),
        pytest.param("Năm 2025 ủy ban huyện ở Quảng Ngãi phải lo gì?", (DISTRICTS,), id="a year"),
    ],
)
def test_agencies(context: Context, question: str, agencies: tuple[str, ...]) -> None:
    assert understand(question, context).agencies == agencies


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("How soon must violence be reported to the Department of Health?", "deadline"),
        ("Which agencies receive the reports in Kon Tum?", "deadline"),
        ("In which month and year was the Lam Thao plan issued?", "header"),
        ("In what year did Lam Thao sign its plan?", "header"),
        ("In which month will the report under the Lam Thao plan be issued?", "general"),
        ("Which office collects and reports the figures in Hương Trà?", "who"),
        ("Which unit receives reports of violence in Hương Trà?", "who"),
        ("Does the Kon Tum plan require a quarterly report?", "deadline"),
        ("What was achieved in 2024 for the sex ratio at birth?", "target"),
        ("Who is Trần Văn Khánh?", "header"),
    ],
)
def test_intents(context: Context, question: str, intent: str) -> None:
    assert understand(question, context).intent == intent


@pytest.mark.parametrize(
    ("question", "roles"),
    [
        ("Who coordinates the launch in Kon Tum?", ("phoi hop",)),
        ("Which agencies take part in the launch in Kon Tum?", ("phoi hop",)),
        ("What does the Women's Union take part in in Quảng Ngãi?", ()),
    ],
)
def test_roles(context: Context, question: str, roles: tuple[str, ...]) -> None:
    assert understand(question, context).roles == roles


def test_a_decision_by_its_figures_alone(context: Context) -> None:
    assert understand("Which plan is based on Decision 254?", context).documents == ("254/QĐ-UBND",)
