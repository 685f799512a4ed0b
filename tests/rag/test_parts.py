"""Two questions in one sentence: where it is cut, and where it stays whole."""

from __future__ import annotations

import pytest

from rag.answers.documents.document_words import one_document
from rag.schema import Query
from rag.settings import ROOT
from rag.turns.listed_again import listed_again
from rag.understanding.noun_halves import noun_halves
from rag.understanding.parts import (
    put_plainly,
    several_works,
    split_question,
    subject_left_out,
    two_sentences,
    two_workers,
    with_whom,
)
from rag.understanding.questions import Frames

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
        ("Tập huấn xong năm nào, CQ nào làm?", 2),
        ("Cho mình xin địa chỉ trang web báo cáo, và ai xây dựng mẫu biểu?", 2),
        ("Xin báo cáo kinh phí ở đâu?", 1),
        ("năm 2027 An Hòa xây mấy bể bơi, sở nào chủ trì xây", 2),
        ("Trẻ An Hòa được khám miễn phí: mấy em, ai chủ trì, xong lúc nào", 3),
        ("An Hòa mở bao nhiêu lớp dạy bơi, hết bao nhiêu tiền", 2),
        ("Kinh phí An Hòa lấy từ đâu, và ai thẩm định kinh phí", 2),
        ("Tổng kinh phí bao nhiêu, ngân sách tỉnh bao nhiêu tiền", 1),
        ("An Hòa chi bao nhiêu cho hội thi, trong đó ngân sách xã mấy?", 1),
        ("Huyện bố trí bao nhiêu tiền, và mỗi xã phải cân đối tối thiểu bao nhiêu?", 1),
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
        (
            "Tổng KP Đắk Nông 2021-2025 và riêng năm 2023?",
            ("Tổng KP Đắk Nông 2021-2025", "kinh phí năm 2023 là bao nhiêu"),
        ),
        (
            "Tiền của Đắk Nông bao nhiêu, riêng cho tập huấn bao nhiêu?",
            ("Tiền của Đắk Nông bao nhiêu", "kinh phí cho tập huấn là bao nhiêu"),
        ),
        (
            "Tổng tiền 5 năm của Kon Tum bao nhiêu? riêng 2026 tỉnh bố trí bao nhiêu",
            ("Tổng tiền 5 năm của Kon Tum bao nhiêu", "kinh phí năm 2026 tỉnh bố trí là bao nhiêu"),
        ),
        (
            "Tổng kinh phí Kon Tum, riêng cấp xã bao nhiêu?",
            ("Tổng kinh phí Kon Tum", "ngân sách cấp xã là bao nhiêu"),
        ),
        (
            "KH nào có tiếng Mông, KH nào có tiếng Chăm?",
            ("KH nào có tiếng Mông", "KH nào có tiếng Chăm?"),
        ),
        ("KH nào có tiếng Mông, tiếng Chăm?", ()),
        ("Đắk Nông có kinh phí riêng cho tập huấn không?", ()),
        ("Kinh phí riêng của Đắk Nông là bao nhiêu?", ()),
        ("Tổng KP Đắk Nông riêng năm 2030 là bao nhiêu?", ()),
    ],
)
def test_two_questions_of_one_kind(question: str, halves: tuple[str, ...]) -> None:
    assert two_sentences(question) == halves


@pytest.mark.parametrize(
    ("question", "works"),
    [
        ("An Hòa: diễn đàn ngày nào, hội thi ở đâu?", "An Hòa: diễn đàn ngày nào | hội thi ở đâu"),
        ("an hoa mo lop boi ngay nao va kiem tra quy may",
         "an hoa mo lop boi ngay nao | kiem tra quy may"),
        ("Rào ao xong khi nào, ai lo, kiểm tra khi nào, lễ phát động mấy giờ?",
         "Rào ao xong khi nào, ai lo | kiểm tra khi nào | lễ phát động mấy giờ"),
        ("Sơ kết khi nào, còn tổng kết thì sao?", "Sơ kết khi nào | tổng kết khi nào"),
        ("Chủ đề gì, tháng hành động từ ngày nào?", "Chủ đề gì | tháng hành động từ ngày nào"),
        ("Ai chủ trì hội thi, tổng kết ngày nào?", "Ai chủ trì hội thi | tổng kết ngày nào"),
        ("Sơ kết khi nào, tổng kết khi nào?", ""),
        ("Ai chủ trì, kiểm tra khi nào?", ""),
        ("Hội thi ngày nào, ở đâu, ai chủ trì?", ""),
        ("Kiểm tra mấy xã, kiểm tra khi nào?", ""),
        ("Các xã báo cáo Sở Y tế trước ngày nào, báo cáo qua đâu?", ""),
        ("Lễ phát động, hội thi, kiểm tra khi nào?", ""),
    ],
)  # fmt: skip
def test_when_or_where_of_several_works(question: str, works: str) -> None:
    assert " | ".join(several_works(question)) == works


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


@pytest.mark.parametrize(
    ("question", "halves"),
    [
        ("Chỉ tiêu bể bơi ở An Hòa và cơ quan theo dõi chỉ tiêu đó",
         "Chỉ tiêu bể bơi ở An Hòa | cơ quan nào theo dõi"),
        ("chi tieu be boi o an hoa va don vi bao cao",
         "chi tieu be boi o an hoa | don vi nào bao cao"),
        ("An Hòa: ai dạy bơi và hạn báo cáo năm?",
         "An Hòa: ai dạy bơi | hạn báo cáo năm là khi nào | own"),
        ("An Hòa: cơ quan chủ trì và thời hạn của mục 2.1?",
         "An Hòa: cơ quan nào chủ trì của mục 2.1 | thời hạn của mục 2.1 là khi nào | own"),
        ("The target for pools in An Hoa and the agency that reports it",
         "The target for pools in An Hoa | which agency reports"),
        ("Số hiệu, ngày ban hành và người ký kế hoạch An Hòa", ""),
        ("Cơ quan chủ trì và cơ quan phối hợp dạy bơi", ""),
        ("Ai chủ trì và cơ quan nào báo cáo?", ""),
        ("Chỉ tiêu giảm thiệt hại do lũ và hạn hán", ""),
        ("Cơ quan nào theo dõi dạy nghề mộc và hàn", ""),
        ("Cơ quan theo dõi mẹ và con sơ sinh", ""),
        ("Ở An Hòa ai báo cáo mục tiêu, chỉ tiêu bình đẳng giới?", ""),
        ("Ai theo dõi tỷ lệ trẻ bơi và tỷ lệ trẻ đuối nước?", ""),
        ("Hạn nào cho địa phương và đơn vị thực hiện báo cáo?", ""),
    ],
)  # fmt: skip
def test_two_facts_as_nouns(question: str, halves: str) -> None:
    parts, own = noun_halves(question, FRAMES)
    assert " | ".join((*parts, *(["own"] if own else []))) == halves


@pytest.mark.parametrize(
    ("question", "half"),
    [
        ("Thẩm định văn bản giao cho cơ quan nào, và ai tập huấn?", "ai tập huấn"),
        ("Tham dinh van ban giao co quan nao va ai tap huan", "ai tap huan"),
        ("Ai chủ trì và ai phối hợp?", None),
        ("Ai mở lớp bơi, và ai báo cáo?", None),
    ],
)
def test_two_works_on_one_thing(question: str, half: str | None) -> None:
    found = two_workers(question)
    assert (found[1] if found else None) == half


@pytest.mark.parametrize(
    ("before", "text", "meant"),
    [
        ("Phòng Y tế có mấy nhiệm vụ?", "liệt kê ra", "Phòng Y tế có những nhiệm vụ nào?"),
        ("An Hòa có bao nhiêu chỉ tiêu?", "kể hết ra", "An Hòa có những chỉ tiêu nào?"),
        ("phong y te co may nhiem vu", "ke ra tung nhiem vu",
         "phong y te co những nhiem vu nào"),
        ("How many duties does it have?", "list them", "which duties does it have?"),
        ("Phòng Y tế có mấy nhiệm vụ?", "liệt kê các xã", "liệt kê các xã"),
        ("Ai ký kế hoạch?", "liệt kê ra", "liệt kê ra"),
    ],
)  # fmt: skip
def test_a_list_of_what_was_counted(before: str, text: str, meant: str) -> None:
    assert listed_again(text, Query(before, "vi", "general", ())) == meant


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Kế hoạch số 45/KH-UBND ngày 09/01/2024 của UBND tỉnh Hòa Trung về trẻ em, UBND huyện An "
         "Hòa ban hành Kế hoạch thực hiện với những nội dung sau",
         "Kế hoạch số 45/KH-UBND ngày 09/01/2024 của UBND tỉnh Hòa Trung về trẻ em"),
        ("Công văn số 7/SYT ngày 02/3/2024 của Sở Y tế về bơi và Quyết định số 8/QĐ-UBND của tỉnh",
         "Công văn số 7/SYT ngày 02/3/2024 của Sở Y tế về bơi"),
        ("Quyết định số 7/QĐ-UBND và Quyết định số 8/QĐ-UBND của UBND tỉnh",
         "Quyết định số 7/QĐ-UBND và Quyết định số 8/QĐ-UBND của UBND tỉnh"),
        ("Nghị quyết số 28/NQ-CP của Chính phủ ban hành Chiến lược quốc gia về trẻ em",
         "Nghị quyết số 28/NQ-CP của Chính phủ ban hành Chiến lược quốc gia về trẻ em"),
    ],
)  # fmt: skip
def test_where_a_cited_document_ends(text: str, own: str) -> None:
    assert one_document(text) == own


@pytest.mark.parametrize(
    ("question", "plainly"),
    [
        ("Mở lớp bơi quý mấy, sở nào lo (An Hòa 2024)",
         "An Hòa 2024: Mở lớp bơi quý mấy, sở nào lo"),
        ("Sở nào lo bán hàng trên mạng (TMĐT)", "Sở nào lo bán hàng trên mạng (TMĐT)"),
        ("Dựng sân chơi ở mấy xã, xã nào?", "Dựng sân chơi ở những xã nào?"),
        ("dung san choi tai bao nhieu thon, va cac thon nao", "dung san choi tai những thon nao"),
        ("Dựng sân chơi ở mấy xã, huyện nào?", "Dựng sân chơi ở mấy xã, huyện nào?"),
        ("Xã mỗi quý mấy tin về bơi, ai lo?", "Xã bao nhiêu tin về bơi mỗi quý, ai lo?"),
        ("Mỗi quý mấy lần báo cáo?", "Mỗi quý mấy lần báo cáo?"),
        ("Có kế hoạch nào dựng sân chơi không ạ?", "kế hoạch nào dựng sân chơi"),
        ("Có kế hoạch nào không, ai ký?", "Có kế hoạch nào không, ai ký?"),
    ],
)  # fmt: skip
def test_a_question_put_plainly(question: str, plainly: str) -> None:
    assert put_plainly(question, lambda name: name.startswith("An Hòa")) == plainly


def test_an_event_is_no_word_of_asking() -> None:
    assert "hoi thi" in FRAMES.without_stop_words("an hoa chi cho hoi thi bao nhieu")
    assert "hoi" not in FRAMES.without_stop_words("cho hoi thi dua o an hoa").split()
