"""Two questions in one sentence: where it is cut, and where it stays whole."""

from __future__ import annotations

import pytest

from rag.parts import split_question, two_sentences
from rag.questions import Frames
from rag.settings import ROOT

FRAMES = Frames.load(ROOT / "prompts")


@pytest.mark.parametrize(
    ("question", "halves"),
    [
        ("Ai chủ trì lễ phát động và phải xong khi nào?", 2),
        ("Ai chủ trì Tháng hành động, và kinh phí lấy từ đâu?", 2),
        ("Kế hoạch này ai ký, căn cứ vào đâu?", 2),
        ("Cơ quan nào và đơn vị nào báo cáo mục tiêu 4?", 1),
        ("Ở Đắk Nông, Kon Tum ai chủ trì?", 1),
        ("Mấy lớp tập huấn cho cán bộ cấp huyện, xã phải xong vào tháng mấy?", 1),
    ],
)
def test_where_a_question_is_cut(question: str, halves: int) -> None:
    assert len(split_question(question, FRAMES)) == halves


@pytest.mark.parametrize(
    ("question", "halves"),
    [
        (
            "Đắk Nông gửi báo cáo qua sở nào, còn Quảng Ngãi gặp vướng mắc thì báo ai?",
            (
                "Đắk Nông gửi báo cáo qua sở nào",
                "Quảng Ngãi gặp vướng mắc thì báo ai?",
            ),
        ),
        ("Ai báo cáo mục tiêu 4, còn mục tiêu 5?", ()),
        ("Sở Y tế và Sở Nội vụ Đắk Nông phải làm gì trong năm nay?", ()),
    ],
)
def test_two_questions_of_one_kind(question: str, halves: tuple[str, ...]) -> None:
    assert two_sentences(question) == halves
