"""Which plans meet a condition: those that do by what says so, of those that do not nothing."""

from __future__ import annotations

import pytest

from rag.answers.plans.plan_question import plan_question
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import DAK_NONG as NONG
from tests.rag.asking import HUONG_TRA as TRA
from tests.rag.asking import KON_TUM as TUM
from tests.rag.asking import LAM_THAO as THAO
from tests.rag.asking import QUANG_NGAI as NGAI
from tests.rag.asking import assert_sound

ALL = {NONG, TRA, TUM, THAO, NGAI}


@pytest.fixture(scope="module")
def asker(corpus_index: Settings) -> Asker:
    return Asker(corpus_index)


@pytest.mark.parametrize(
    ("question", "plans", "says"),
    [
        # the day itself, behind it, in its month: the closings and Quảng Ngãi V.1
        ("Kế hoạch nào yêu cầu báo cáo trước ngày 15/11?", {THAO}, "15/11/2024"),
        ("ke hoach nao phai bao cao truoc ngay 10/12", {NGAI, TUM}, "10/12"),
        ("Hạn 15/11 là của kế hoạch nào?", {THAO}, "15/11/2024"),
        ("Which plan has a deadline of 30 November?", {TRA}, "30/11"),
        ("Kế hoạch nào có hạn báo cáo sau ngày 1/12?", {NONG, NGAI, TUM}, "15/12"),
        ("Which plans have a reporting deadline in December?", {NONG, NGAI, TUM}, "15/12"),
        ("Kế hoạch nào có hạn báo cáo năm trước tháng 12?", {TRA, THAO}, "30/11"),
        ("Which plans set a target on women in leadership?", {TRA}, "60%"),
        ("Kế hoạch nào nhắc đến Liên đoàn Lao động?", {NGAI, TRA}, "Liên đoàn Lao động tỉnh"),
        # as it is typed: Lâm Thao II.4 alone has the word, both the deed in their own words
        ("Kế hoạch nào có nhắc đến quấy rối?", {THAO}, "quấy rối"),
        ("Kế hoạch của những địa phương nào có đề cập đến hành vi môi giới hôn nhân?",
         {THAO, NGAI}, "môi giới hôn nhân"),
        ("Những địa phương nào có nói tới mạng xã hội trong kế hoạch?", {NONG, TRA},
         "mạng xã hội"),
        ("ke hoach nao co nhac den mang xa hoi", {NONG, TRA}, "mạng xã hội"),
        ("Kế hoạch nào phải báo cáo trước 30/11 và báo cáo cho ai?", {TRA},
         "Ủy ban nhân dân thị xã"),
        ("Kế hoạch nào yêu cầu Công an báo cáo trước ngày 15/11?", set(), "Không kế hoạch nào"),
        ("Kế hoạch nào không do UBND tỉnh ban hành?", {TRA, THAO}, "Hương Trà"),
        # only Đắk Nông and Lâm Thao print when they were issued, Lâm Thao no day
        ("Kế hoạch nào ban hành tháng 4 năm 2024?", {THAO}, "tháng 4 năm 2024"),
        ("Which plan was issued in April 2021?", {NONG}, "06 tháng 4 năm 2021"),
        # who leads: Quảng Ngãi IV.1.a, Đắk Nông IV.10, Lâm Thao III.5
        ("Kế hoạch nào do Sở Nội vụ đầu mối chứ không phải ngành lao động?", {NGAI}, "Chủ trì"),
        ("Những kế hoạch nào giao Công an chủ trì phòng chống mua bán người?", {NONG, THAO},
         "Chủ trì"),
        ("Kế hoạch nào giao Sở Tư pháp nhưng không giao Sở Y tế?", {TUM}, "Sở Tư pháp"),
        # all that is named, in one passage
        ("Nhà tạm lánh xuất hiện trong những kế hoạch nào?", {NGAI, TRA}, "nhà tạm lánh"),
        # the year of a law's name is not the year of the work
        ("Kế hoạch nào tuyên truyền nội dung mới trong Bộ luật Lao động năm 2019?", {TUM}, "2019"),
        ("Kế hoạch nào tuyên truyền nội dung mới trong Bộ luật Lao động năm 2012?", set(),
         "Không kế hoạch nào"),
        ("Which plan mentions shelters for victims?", {NGAI, TRA}, "nhà tạm lánh"),
        ("Tuyen truyen tieng dan toc thieu so o ke hoach nao", {NGAI, TUM},
         "tiếng dân tộc thiểu số"),
        ("Tập huấn cho phóng viên ở kế hoạch nào?", {TUM}, "phóng viên"),
        ("Kế hoạch nào nêu Chương trình truyền thông về bình đẳng giới đến năm 2030?",
         {NGAI, THAO}, "Chương trình truyền thông về bình đẳng giới đến năm 2030"),
        ("Báo cáo đột xuất được nói tới ở kế hoạch nào?", {NGAI, TUM}, "đột xuất"),
        ("Kế hoạch nào có tổng kết vào năm 2030?", {NONG}, "tổng kết Kế hoạch vào năm 2030"),
        # with what is asked beside of those plans alone, and of one whose title says it
        ("Kế hoạch nào thực hiện Chiến lược quốc gia, số mấy?", {NONG, TRA}, "175/KH-UBND"),
        ("Kế hoạch về Chiến lược quốc gia số mấy?", {NONG}, "175/KH-UBND"),
        # on it as a whole: by its title, and not by any duty
        ("Kế hoạch nào nói về bình đẳng giới năm 2024?", {NONG, TRA, THAO},
         "Thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ huyện Lâm Thao"),
        ("Kế hoạch nào ghi tên người ký?", {NONG, NGAI, THAO, TUM}, "Y Ngọc"),
        ("Kế hoạch nào về bình đẳng giới?", ALL, "Triển khai công tác bình đẳng giới năm 2021"),
        ("Có mấy kế hoạch cấp tỉnh?", {NONG, NGAI, TUM}, "3 kế hoạch"),
        ("How many plans mention a shelter?", {NGAI, TRA}, "2 plans"),
        ("Kế hoạch nào có sơ kết vào năm 2030?", set(), "Không kế hoạch nào trong kho như vậy"),
        ("Which plans mention robots?", set(), "Nothing on this was found"),
        # typed with marks "định kỳ" is not signed, "chữa" no denial, "phân" no part, "vệ" no "về"
        ("Kế hoạch nào yêu cầu báo cáo định kỳ trước ngày 15/11?", {THAO}, "15/11/2024"),
        ("ke hoach nao yeu cau bao cao dinh ky truoc ngay 15/11", {THAO}, "15/11/2024"),
        ("Kế hoạch nào phải báo cáo sau tháng 6?", {NONG, NGAI, TRA, TUM, THAO}, "15/12"),
        ("Kế hoạch nào nhắc đến 35%?", set(), "Không kế hoạch nào"),
        ("Kế hoạch nào nhắc đến 99%?", {TRA}, "99%"),
        ("Kế hoạch nào nhắc đến phòng cháy và chữa cháy?", set(), "Không tìm thấy"),
        ("Kế hoạch nào có phân loại rác tại nguồn?", set(), "Không tìm thấy"),
        ("Kế hoạch nào nhắc đến cơ sở trợ giúp xã hội?", {TRA}, "cơ sở trợ giúp xã hội"),
        # a denial of "all" is none; the office alone; no "về"; a share that only bounds
        ("Kế hoạch nào báo cáo cả 6 tháng chứ không chỉ cuối năm?", {NGAI, TUM}, "06 tháng"),
        ("Kế hoạch nào do Phó Chủ tịch ký?", ALL, "Phó Chủ tịch"),
        ("Kế hoạch nào đặt chỉ tiêu nữ tiến sĩ?", {TRA}, "30%"),
        ("Kế hoạch nào đặt chỉ tiêu nữ tiến sĩ trên 40%?", set(), "Không"),
        ("Kế hoạch nào có 6 mục tiêu?", {TRA}, "6 mục tiêu"),
        ("Những kế hoạch nào nêu Tháng hành động diễn ra từ 15/11 đến 15/12?", {NONG, TRA, NGAI},
         "15/12"),
        # words that no test reads, as they stand and by no syllable of them
        ("Kế hoạch nào có quan điểm?", set(), "Không"),
        ("Trong các kế hoạch, nơi nào xây cầu?", set(), "Không"),
        ("Kế hoạch nào cho năm 2024?", {THAO}, "Lâm Thao"),
        ("Trong các kế hoạch này, nơi nào có nhà tạm lánh?", {TRA, NGAI}, "nhà tạm lánh"),
        # all of them: by the same tests
        ("Có phải kế hoạch nào cũng giao việc cho Sở Y tế không?", {NONG, NGAI},
         "Không phải tất cả"),
        ("Tất cả các kế hoạch đều có chỉ tiêu cụ thể đúng không?", {TRA}, "Không phải tất cả"),
        ("Tất cả các kế hoạch đều là của cấp tỉnh phải không?", {NONG, NGAI, TUM},
         "Không phải tất cả"),
        ("Do all plans mention trafficking?", {NONG, NGAI, TRA, THAO}, "Not all"),
        # of both, that one comes first says no
        ("Kon Tum và Quảng Ngãi có cùng hạn báo cáo 6 tháng không?", {NGAI, TUM}, "Không. Sớm hơn"),
    ],
)  # fmt: skip
def test_which_plans_do(asker: Asker, question: str, plans: set[str], says: str) -> None:
    answer = asker.ask(question)
    assert {c.plan_id for c in answer.claims if c.kind == "stated"} == plans
    assert says in answer.answer
    assert_sound(asker, answer)


@pytest.mark.parametrize(
    ("question", "plans"),
    [
        ("Những kế hoạch nào không có mục kinh phí?", {THAO, TUM}),
        ("Which plans have no funding section?", {THAO, TUM}),
        ("Kế hoạch nào không nhắc tới Tháng hành động?", {None}),
        ("Which plans have no annual report deadline?", {None}),
        ("ke hoach nao khong yeu cau bao cao 6 thang", {NONG, TRA, THAO}),
        ("Which plan does not set numerical targets?", ALL - {TRA}),
        ("Kế hoạch nào không giao Công an chủ trì?", {NGAI, TRA, TUM}),
        ("Kế hoạch nào không giao cả Sở Y tế lẫn Phòng Y tế?", {THAO, TUM}),
        ("Kế hoạch nào không gửi Tỉnh ủy?", {TRA, THAO}),
        ("Kế hoạch nào do phụ nữ ký?", ALL),
        ("Kế hoạch nào không hay?", {None}),
        ("Which plans do not require reports?", {None}),
        # its recipients name it; only the others do not
        ("Kế hoạch nào không nhắc đến Liên đoàn Lao động?", {NONG, THAO, TUM}),
        ("Kế hoạch nào không giao Công an việc gì?", {TUM}),
        ("Có kế hoạch nào không giao gì cho Hội Liên hiệp Phụ nữ không?", {NONG, TUM}),
        ("Kế hoạch nào không có xã hội hóa?", {NONG, NGAI, TRA, THAO}),
        ("Do any plans not mention trafficking?", {TUM}),
        ("Is there any plan that mentions TikTok?", {None}),
        ("Kế hoạch nào không có tổng kinh phí?", ALL),
        ("Kế hoạch nào không đặt chỉ tiêu về y tế?", ALL - {TRA}),
    ],
)
def test_which_plans_do_not(asker: Asker, question: str, plans: set[str | None]) -> None:
    answer = asker.ask(question)
    assert {claim.plan_id for claim in answer.claims} == plans
    assert answer.abstained
    assert answer.answer.strip()


@pytest.mark.parametrize(
    ("question", "conditions"),
    [
        ("Kế hoạch nào giao A nhưng không giao B?", [("giao A", False), ("giao B", True)]),
        ("Trong năm kế hoạch này, kế hoạch nào thiếu kinh phí?", [("kinh phí", True)]),
        ("Có kế hoạch nào nhắc đến trường học không?", [("nhắc đến trường học", False)]),
        ("Which of these plans do not have an annex?", [("have an annex", True)]),
        ("Which plans have no annex but mention schools?",
         [("annex", True), ("mention schools", False)]),
        ("Kế hoạch nào nhắc đến nhà ở và đất sản xuất, không gian mạng?",
         [("nhắc đến nhà ở và đất sản xuất, không gian mạng", False)]),
        ("Kế hoạch nào có cơ sở và chưa có đất?", [("có cơ sở", False), ("có đất", True)]),
        ("ke hoach nao co phong chay va chua chay", [("co phong chay va chua chay", False)]),
        ("Trẻ em được bảo vệ ở kế hoạch nào?", [("Trẻ em được bảo vệ", False)]),
        ("Kế hoạch nào giao cho ai?", None),
        ("Kế hoạch của Sở nào?", None),
    ],
)  # fmt: skip
def test_conditions(question: str, conditions: list[tuple[str, bool]] | None) -> None:
    read = plan_question(question)
    assert (read and [(one.text, one.negated) for one in read.conditions]) == conditions


@pytest.mark.parametrize(
    ("question", "half_read"),
    [
        ('Kế hoạch nào có hội thi "Gia đình không bạo lực"?', False),
        ("Kế hoạch nào nhắc đến đơn vị không chuyên trách?", True),
    ],
)
def test_a_denial_in_a_quoted_name_is_none(question: str, half_read: bool) -> None:
    read = plan_question(question)
    assert (read is not None and any(one.half_read for one in read.conditions)) == half_read
