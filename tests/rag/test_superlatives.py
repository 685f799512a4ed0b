"""Who has the most or the fewest: counted from the facts, with all that is counted cited."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.answers.agencies.counted_duties import clauses_given
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import DAK_NONG as NONG
from tests.rag.asking import HUONG_TRA as TRA
from tests.rag.asking import KON_TUM as TUM
from tests.rag.asking import LAM_THAO as THAO
from tests.rag.asking import QUANG_NGAI as NGAI
from tests.rag.asking import ask, lacking, told
from tests.rag.made_plans import plan


@pytest.fixture(scope="module")
def asker(corpus_index: Settings) -> Asker:
    return Asker(corpus_index)


@pytest.mark.parametrize(
    ("question", "begins", "says"),
    [
        ("Kế hoạch nào giao nhiều cơ quan nhất?", "Nhiều nhất: Thị xã Hương Trà (17 cơ quan",
         {NONG: "13", NGAI: "16", TRA: "17", THAO: "11", TUM: "7"}),
        ("which plan names the fewest agencies?", "Fewest: Tỉnh Kon Tum (7 agencies)",
         {NONG: "13", NGAI: "16", TRA: "17", THAO: "11", TUM: "7"}),
        ("Đắk Nông và Quảng Ngãi, bên nào giao nhiều cơ quan hơn?",
         "Nhiều hơn: Tỉnh Quảng Ngãi (16", {NONG: "13", NGAI: "16"}),
        ("Kế hoạch cấp tỉnh nào giao nhiều đơn vị nhất?", "Nhiều nhất: Tỉnh Quảng Ngãi (16",
         {NONG: "13", NGAI: "16", TUM: "7"}),
        # Đắk Nông's indicators are those of Nghị quyết 28/NQ-CP: nobody knows how many it has
        ("ke hoach nao nhieu chi tieu nhat", "Trong các kế hoạch đếm được, nhiều nhất: Thị xã",
         {TRA: "18 chỉ tiêu"}),
        ("which plan has the most targets?", "Of the plans that could be counted, most: Thị xã",
         {TRA: "18"}),
        ("Kế hoạch nào ít chỉ tiêu nhất?", "Không đủ để xếp trước sau", {TRA: "18 chỉ tiêu"}),
        ("Kế hoạch cấp huyện nào có nhiều mục tiêu nhất?", "Nhiều nhất: Thị xã Hương Trà (6",
         {TRA: "6 mục tiêu"}),
        ("Kế hoạch nào giao việc cho Sở Y tế nhiều nhất?", "Nhiều nhất: Tỉnh Đắk Nông (3 việc)",
         {NONG: "3 việc", NGAI: "2 việc"}),
        ("Kế hoạch nào giao nhiều chỉ tiêu cho Phòng Y tế nhất?",
         "Trong các kế hoạch đếm được, nhiều nhất: Thị xã Hương Trà (3 chỉ tiêu)", {TRA: "3"}),
        ("Hương Trà có nhiều chỉ tiêu hơn Kon Tum không?", "Nhiều hơn: Thị xã Hương Trà (18",
         {TRA: "18"}),
        ("So sánh số cơ quan được giao của Đắk Nông và Quảng Ngãi, nơi nào nhiều hơn?",
         "Nhiều hơn: Tỉnh Quảng Ngãi (16", {NONG: "13", NGAI: "16"}),
        # agencies of one plan: Kon Tum II and its notes, Hương Trà III, Lâm Thao III
        ("Cơ quan nào được giao nhiều việc nhất ở Kon Tum?",
         "Nhiều nhất: Sở Lao động - Thương binh và Xã hội (16 việc)", {TUM: "4 việc"}),
        ("Phòng nào ở Hương Trà báo cáo nhiều chỉ tiêu nhất?",
         "Nhiều nhất: Phòng Lao động - Thương binh và Xã hội (7 chỉ tiêu)", {TRA: "3 chỉ tiêu"}),
        ("Phòng nào báo cáo chỉ tiêu nhiều nhất?", "**Thị xã Hương Trà**: Phòng Lao động",
         {TRA: "7 chỉ tiêu"}),
        ("Who is given the most work in Lam Thao?", "Most: Phòng Văn hoá và Thông tin (6 task(s)); "
         "Trung tâm Văn hóa", {THAO: "4 task(s)"}),
        ("Sở Y tế hay Sở Nội vụ được giao nhiều việc hơn ở Quảng Ngãi?",
         "Nhiều hơn: Sở Nội vụ (6 việc)", {NGAI: "Sở Y tế: 2 việc"}),
        # whoever heads an item of its own; what the end asks of everybody is nobody's own
        ("Cơ quan nào ở Lâm Thao được giao ít việc nhất?", "Ít nhất: Phòng Tài chính",
         {THAO: "UBND các xã, thị trấn: 1 việc"}),
        # objectives of one plan
        ("Mục tiêu nào của Hương Trà có nhiều chỉ tiêu nhất?",
         "Nhiều nhất: Mục tiêu 5 (4 chỉ tiêu); Mục tiêu 6 (4 chỉ tiêu).", {TRA: "4 chỉ tiêu"}),
        ("Which objective of Huong Tra has the fewest targets?", "Fewest: Objective 1 (1",
         {TRA: "1 indicator(s)"}),
    ],
)  # fmt: skip
def test_the_most_and_the_fewest(
    asker: Asker, question: str, begins: str, says: dict[str, str]
) -> None:
    answer = ask(asker, question)
    assert answer.answer.startswith(begins)
    assert {c.plan_id for c in answer.claims if c.kind == "stated"} == says.keys()
    for plan_id, words in says.items():
        assert words in told(answer, plan_id)
    assert all(claim.counted for claim in answer.claims if claim.kind == "stated")


@pytest.mark.parametrize(
    ("question", "plan_id", "says"),
    [
        # what is on one subject is no fact, and is not counted
        ("Cơ quan nào được giao nhiều việc về truyền thông nhất ở Kon Tum?", TUM, "không nêu"),
        ("Sở nào ở Đắk Nông báo cáo nhiều chỉ tiêu nhất?", NONG, "thuộc 28/NQ-CP"),
        ("Phòng nào ở Lâm Thao báo cáo nhiều chỉ tiêu nhất?", THAO, "không giao mục tiêu"),
    ],
)
def test_what_cannot_be_counted(asker: Asker, question: str, plan_id: str, says: str) -> None:
    answer = ask(asker, question)
    assert answer.abstained
    assert says in lacking(answer, plan_id)


@pytest.fixture(scope="module")
def with_table(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("made")
    text = plan(TABLE, duties=DUTIES)
    (folder / "an-hoa-2024.txt").write_text(text, encoding="utf-8")
    settings = Settings(corpus=folder, index=tmp_path_factory.mktemp("index") / "index")
    assert not ingest_corpus(settings).failed
    return Asker(settings)


TABLE = """II. CHỈ TIÊU NĂM 2024
| TT | Chỉ tiêu | Đơn vị tính | Năm 2024 | Cơ quan theo dõi |
| 1 | Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng | % | 90 | Phòng Y tế |
| 2 | Tỷ lệ học sinh biết bơi | % | 80 | Phòng Giáo dục và Đào tạo |
| 3 | Tỷ lệ trẻ em suy dinh dưỡng | % | 12 | Phòng Y tế |
"""
DUTIES = """IV. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế: Chủ trì khám sức khỏe cho trẻ em.
2. Phòng Tư pháp: Tuyên truyền Luật Trẻ em tại thôn; theo dõi việc đăng ký khai sinh; phối hợp
với Công an huyện lập danh sách trẻ em.
3. Công an huyện
- Phối hợp với Phòng Tư pháp lập danh sách trẻ em.
- Tuần tra, bảo đảm an toàn tại các bể bơi.
4. Các phòng, ban, ngành khác: Treo băng rôn tại trụ sở.
"""


@pytest.mark.parametrize(
    ("question", "begins", "says"),
    [
        ("Cơ quan nào ở An Hòa theo dõi nhiều chỉ tiêu nhất?",
         "Nhiều nhất: Phòng Y tế (2 chỉ tiêu).", "Phòng Giáo dục và Đào tạo: 1 chỉ tiêu"),
        # the clauses of one paragraph; "Phối hợp …" below its own heading
        ("Cơ quan nào ở An Hòa có nhiều việc nhất?",
         "Nhiều nhất: Phòng Y tế (3 việc); Phòng Tư pháp (3 việc).",
         "Công an huyện: 2 việc"),
        ("Công an huyện hay Phòng Tư pháp ở An Hòa nhiều việc hơn?",
         "Nhiều hơn: Phòng Tư pháp (3 việc).", "Công an huyện: 2 việc"),
        ("Cơ quan nào ở An Hòa có ít việc nhất?", "Ít nhất: ",
         "Các phòng, ban, ngành khác: 1 việc"),
    ],
)  # fmt: skip
def test_what_is_counted(with_table: Asker, question: str, begins: str, says: str) -> None:
    answer = ask(with_table, question)
    assert answer.answer.startswith(begins)
    assert says in told(answer, "an-hoa-2024")


@pytest.mark.parametrize(
    ("task", "duties"),
    [
        ("Tham mưu bố trí kinh phí; hướng dẫn việc lập dự toán; kiểm tra việc sử dụng.", 3),
        ("Theo dõi, báo cáo kết quả: 6 tháng trước ngày 10/6; năm trước ngày 10/12.", 1),
        ("Mở lớp dạy bơi (cho học sinh tiểu học; dành cho học sinh nghèo) tại xã.", 1),
        ("Phối hợp với Sở Nội vụ; Sở Tư pháp mở lớp tập huấn.", 1),
        ("Theo dõi chỉ tiêu 1 của mục tiêu 2; chỉ tiêu 3 của mục tiêu 4.", 1),
        ('Phát động phong trào "Vì trẻ em; hướng về tương lai của các em" tại xã.', 1),
    ],
)
def test_duties_of_a_task(task: str, duties: int) -> None:
    assert len(clauses_given(task)) == duties


@pytest.mark.parametrize(
    "question",
    [
        "Chỉ tiêu nào của Hương Trà ít nhất 30%?",
        "Đắk Nông giao ai lo để có nhiều phụ nữ lãnh đạo hơn?",
        "Nhiều việc phải thống nhất với ai ở Kon Tum?",
    ],
)
def test_words_like_them_that_count_nothing(asker: Asker, question: str) -> None:
    assert not any(claim.counted for claim in ask(asker, question).claims)
