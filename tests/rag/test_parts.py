"""Two questions in one sentence: where it is cut, and where it stays whole."""

from __future__ import annotations

import pytest

from rag.parts import split_question, subject_left_out, two_sentences, with_whom
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
        (
            "Xã ở An Hòa phải lập sổ trước ngày nào và gửi báo cáo năm trước ngày nào?",
            ("Xã ở An Hòa phải lập sổ trước ngày nào", "gửi báo cáo năm trước ngày nào?"),
        ),
        ("Các xã lập kế hoạch và gửi báo cáo trước ngày nào?", ()),
        ("Ai báo cáo mục tiêu 4, còn mục tiêu 5?", ()),
        ("Sở nào chủ trì tập huấn cho 90 giáo viên, và những đơn vị nào PH?", ()),
        ("Sở Y tế và Sở Nội vụ Đắk Nông phải làm gì trong năm nay?", ()),
    ],
)
def test_two_questions_of_one_kind(question: str, halves: tuple[str, ...]) -> None:
    assert two_sentences(question) == halves


@pytest.mark.parametrize(
    ("question", "half"),
    [
        ("Ai mở lớp bơi, bên nào phụ vào?", "bên nào phụ vào?"),
        ("Sở nào mở lớp bơi và những đơn vị nào phối hợp?", "những đơn vị nào phối hợp?"),
        ("Who opens the classes, and which agencies support it?", "which agencies support it?"),
        ("Ai hỗ trợ trẻ em, ai tham gia tập huấn?", ""),
        ("Sở Y tế phối hợp với ai?", ""),
    ],
)
def test_a_half_that_asks_who_takes_part(question: str, half: str) -> None:
    span = with_whom(question)
    assert (question[slice(*span)] if span else "") == half


@pytest.mark.parametrize(
    ("half", "left_out"),
    [
        ("phải nộp mấy bản?", True),
        ("còn phải nộp mấy bản?", True),
        ("có trách nhiệm gì?", True),
        ("gửi báo cáo năm trước ngày nào?", True),
        ("ai phải nộp?", False),
        ("kinh phí phải lấy ở đâu?", False),
    ],
)
def test_a_half_without_a_subject(half: str, left_out: bool) -> None:
    assert subject_left_out(half) == left_out
