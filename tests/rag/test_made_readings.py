"""Kinds of question by their wording, on a made-up plan of a district: what each is answered."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import ask, told
from tests.rag.made_plans import GOALS, plan

MONEY = """III. KINH PHÍ THỰC HIỆN
1. Ngân sách huyện bố trí trong dự toán hằng năm của các phòng, ban.
2. Huy động các tổ chức, doanh nghiệp, cá nhân theo quy định.
"""
DUTIES = """IV. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế
a) Theo dõi, báo cáo kết quả thực hiện chỉ tiêu 2 của mục tiêu 1.
b) Phối hợp với Hội Nông dân huyện thực hiện Dự án 3 của Quyết định số 77/QĐ-TTg ngày 05 tháng 3
năm 2020 của Thủ tướng Chính phủ về bữa ăn học đường.
c) Kiểm tra các trạm y tế về việc cân, đo trẻ em.
2. Phòng Văn hóa và Thông tin: Đưa trò chơi dân gian vào sinh hoạt của nhà văn hóa thôn.
3. Phòng Tư pháp: Góp ý dự thảo nghị quyết về trẻ em; tuyên truyền Luật Trẻ em năm 2016.
4. Đề nghị Hội Nông dân huyện: Chủ trì thực hiện Dự án 3 của Quyết định số 77/QĐ-TTg.
5. Ủy ban nhân dân các xã, thị trấn: Xây dựng kế hoạch 3 năm và hằng năm; bố trí kinh phí, nhân lực
cho công tác trẻ em.
6. Huyện đoàn: Tổ chức Lễ phát động Tháng hành động vì trẻ em tại xã Hòa Sơn trong tháng 6 năm 2024.
V. CHẾ ĐỘ BÁO CÁO
Các phòng, ban báo cáo 06 tháng trước ngày 10 tháng 6, báo cáo năm trước ngày 05 tháng 12.
"""
HOA = "an-hoa-2024"


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("made")
    (folder / f"{HOA}.txt").write_text(plan(GOALS, MONEY, DUTIES), encoding="utf-8")
    settings = Settings(corpus=folder, index=tmp_path_factory.mktemp("index") / "index")
    assert not ingest_corpus(settings).failed
    return Asker(settings)


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        # the indicators an agency has, and the figures of an objective
        ("Phòng Y tế An Hòa theo dõi chỉ tiêu nào của mục tiêu 1?", "chỉ tiêu 2 của mục tiêu 1",
         "tiêm chủng"),
        ("Which indicators of objective 1 does An Hòa's Phòng Y tế report?",
         "chỉ tiêu 2 của mục tiêu 1", "tiêm chủng"),
        # a figure whose meaning is asked
        ("Con số 95% trẻ em ở An Hòa nói về việc gì?", "mẫu giáo", "tiêm chủng"),
        ("80% trong kế hoạch An Hòa là chỉ tiêu gì", "sân chơi", "mẫu giáo"),
        ("What does the figure 90% refer to in An Hòa's plan?", "tiêm chủng", "mẫu giáo"),
        # whose work a document is
        ("Ai chủ trì Dự án 3 của Quyết định 77/QĐ-TTg ở An Hòa?", "Hội Nông dân", "Phòng Y tế"),
        ("Who leads item 2 of Project 3 of Decision 77/QĐ-TTg in An Hòa?", "Hội Nông dân",
         "Phòng Y tế"),
        # the year of a law is no year of the plan
        ("An Hòa: phòng nào tuyên truyền Luật Trẻ em 2016?", "Phòng Tư pháp", "chưa có"),
        # whom the work is on, what it works on, what it makes
        ("Đối với các trạm y tế, Phòng Y tế An Hòa phải làm gì?", "cân, đo", "Dự án 3"),
        ("Phòng Tư pháp An Hòa góp ý loại văn bản nào?", "dự thảo nghị quyết", "Căn cứ"),
        ("Các xã ở An Hòa phải lập kế hoạch theo mấy năm?", "3 năm và hằng năm", "năm 2024"),
        ("Các xã ở An Hòa có phải tự lo tiền với người không, và phải lập kế hoạch theo mấy năm?",
         "kế hoạch 3 năm", "không nêu"),
        ("UBND các xã ở An Hòa được giao xây dựng kế hoạch nào?", "3 năm và hằng năm", "năm 2024"),
        # a field of work, at whatever level
        ("Bên văn hóa An Hòa phải làm gì?", "nhà văn hóa thôn", "cân, đo"),
        # half a year
        ("Báo cáo 6 tháng đầu năm của An Hòa nộp trước ngày nào?", "10 tháng 6", "05 tháng 12"),
        ("an hoa: bao cao sau thang dau nam nop ngay nao", "10 tháng 6", "05 tháng 12"),
        # money besides the budget
        ("Ngoài ngân sách, An Hòa còn huy động kinh phí từ những ai?", "doanh nghiệp",
         "Ngân sách huyện"),
        ("Besides the budget, where does An Hòa's money come from?", "doanh nghiệp",
         "Ngân sách huyện"),
        # what the answer is for
        ("Báo cáo năm của An Hòa nộp ngày nào, để tôi ghi vào lịch?", "05 tháng 12", "10 tháng 6"),
        ("Để soạn giấy mời, ở An Hòa ai góp ý dự thảo nghị quyết?", "Phòng Tư pháp", "Không nêu"),
    ],
)  # fmt: skip
def test_what_is_said(asker: Asker, question: str, says: str, never: str) -> None:
    answer = ask(asker, question)
    assert says in told(answer, HOA)
    assert never not in answer.answer


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Con số 47% ở An Hòa nói về việc gì?", "not_stated"),
        ("Mục IX của Kế hoạch số 12/KH-UBND huyện An Hòa quy định gì?", "no_such_item"),
        ("Phần II mục 2.7 của An Hòa nói về nội dung gì", "no_such_item"),
        ("Mục VIII của An Hòa giao Phòng Y tế làm gì?", "no_such_item"),
        ("Ngày mai An Hòa có mưa không để Phòng Y tế đi khám?", "out_of_scope"),
        ("Will it rain in An Hòa tomorrow?", "out_of_scope"),
        ("Soạn giúp tôi giấy mời Phòng Y tế An Hòa", "out_of_scope"),
    ],
)
def test_what_is_refused(asker: Asker, question: str, reason: str) -> None:
    answer = ask(asker, question)
    assert answer.abstained
    assert answer.reason == reason


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Lễ phát động ở An Hòa tổ chức tại xã Hòa Lâm phải không?", "Không phải xã Hòa Lâm"),
        ("Lễ phát động ở An Hòa tổ chức tại xã Hòa Sơn phải không, để tôi in giấy mời?", "Đúng."),
        ("Lễ phát động của An Hòa có tổ chức ở xã Hòa Lâm không?", "Không phải xã Hòa Lâm"),
    ],
)
def test_a_place_that_is_asserted(asker: Asker, question: str, says: str) -> None:
    answer = ask(asker, question)
    assert answer.answer.startswith(says)
    assert "Hòa Sơn" in told(answer, HOA)
