"""The cell asked for: when, where, how much, by whom, of the row that says the subject."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.pipeline import ingest_corpus
from rag.answers.events.rounds import asked_round, lacks_round, of_other_round
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import told
from tests.rag.made_plans import plan

CALENDAR = """II. KẾT QUẢ NĂM 2023

Năm 2023 có 9/14 xã duy trì lớp dạy bơi miễn phí cho trẻ em vào mùa hè.

III. CHỈ TIÊU NĂM 2024

1. 12/14 xã có lớp dạy bơi miễn phí cho trẻ em vào mùa hè.

2. Tỷ lệ trẻ em thừa cân không quá 7,5%.

IV. LỊCH HOẠT ĐỘNG

| Thời gian | Hoạt động | Địa điểm | Đơn vị thực hiện |
|---|---|---|---|
| 12/5/2024 | Hội thi "Bé khỏe, bé ngoan" | Nhà văn hóa thôn Đồng Cói | Hội Phụ nữ huyện |
| 01/6/2024 | Ngày hội Tuổi thơ | Sân vận động huyện | Phòng Văn hóa và Thông tin |
| 09/9/2024 | Tẩy giun đợt 2 | Trạm Y tế các xã | Phòng Y tế |

V. DANH MỤC ĐỀ ÁN

| STT | Tên đề án | Cơ quan chủ trì | Cơ quan phối hợp | Kinh phí (triệu đồng) |
|---|---|---|---|---|
| 1 | Đề án bể bơi di động cho học sinh | Phòng Giáo dục và Đào tạo | Huyện đoàn | 1.250 |
| 2 | Mô hình Bữa ăn đủ chất | Phòng Y tế | Phòng Nội vụ | 430 |

VI. PHÂN CÔNG

| STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian thực hiện | Sản phẩm |
|---|---|---|---|---|
| I | Nước sạch | | | |
| 1 | Thau bể nước các trường | Phòng Kinh tế | Tháng 8/2024 | Biên bản |
| 2 | Lọc nước uống cho trường mầm non | Phòng Kinh tế | Quý III/2024 | 15 bình lọc nước |
| II | Đi lại | | | |
| 3 | Kẻ vạch qua đường trước cổng trường | Công an huyện | Tháng 9/2024 | 8 vạch kẻ |
"""
PLAN = "an-hoa-2024"


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("made")
    lines = plan("@@").replace("\n", "\n\n").replace("@@", CALENDAR)
    (folder / f"{PLAN}.md").write_text(lines, encoding="utf-8")
    settings = Settings(corpus=folder, index=tmp_path_factory.mktemp("index") / "index")
    assert not ingest_corpus(settings).failed
    return Asker(settings)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Ngày hội Tuổi thơ ở An Hòa tổ chức hôm nào, ở đâu?", ("01/6/2024", "Sân vận động")),
        ("hội thi bé khỏe bé ngoan của An Hòa diễn ra ở chỗ nào", ("Nhà văn hóa thôn Đồng Cói",)),
        ("Tẩy giun đợt 2 ở An Hòa ngày nào?", ("09/9/2024",)),
        ("Bể bơi di động cho học sinh An Hòa tốn bao nhiêu tiền?", ("triệu đồng", "1.250")),
        ("be boi di dong cho hoc sinh An Hoa kinh phi bao nhieu", ("triệu đồng", "1.250")),
        # what a calendar holds on a day, with its place, and at a place
        (
            "Ngày 01/6 An Hòa có hoạt động gì, ở đâu?",
            ("01/6/2024", "Sân vận động huyện", "Ngày hội Tuổi thơ"),
        ),
        ("ngay 1/6/2024 an hoa co bao nhieu hoat dong", ("1 hoạt động", "Ngày hội Tuổi thơ")),
        ("Hoạt động nào diễn ra ở Nhà văn hóa thôn Đồng Cói của An Hòa?", ("Bé khỏe, bé ngoan",)),
        ("Lịch hoạt động của An Hòa có bao nhiêu hoạt động?", ("3 hoạt động", "Tẩy giun đợt 2")),
        ("Phòng Kinh tế An Hòa chủ trì mấy nhiệm vụ?", ("2 việc", "Thau bể", "Lọc nước")),
        ("An Hòa có bao nhiêu nhiệm vụ về nước sạch?", ("2 nhiệm vụ", "Thau bể", "Lọc nước")),
        ("An Hòa lắp bao nhiêu bình lọc nước?", ("15 bình lọc",)),
        (
            "Từ ngày 10/5 đến ngày 05/6 An Hòa có hoạt động gì?",
            ("Hội thi", "Ngày hội Tuổi thơ"),
        ),
        ("Sau ngày 01/6 An Hòa có hoạt động gì?", ("09/9/2024", "Tẩy giun đợt 2")),
        (
            "Nhiệm vụ nào của An Hòa phải hoàn thành trước ngày 01/9/2024?",
            ("Tháng 8/2024", "Thau bể nước"),
        ),
        (
            "Mô hình Bữa ăn đủ chất ở An Hòa cần bao nhiêu kinh phí, ai phụ trách?",
            ("430", "Phòng Y tế"),
        ),
    ],
)
def test_the_cell_asked_for(asker: Asker, question: str, parts: tuple[str, ...]) -> None:
    answer = told(asker.ask(question), PLAN)
    assert [part for part in parts if part not in answer] == []


def test_the_rows_an_agency_leads_are_counted(asker: Asker) -> None:
    answer = told(asker.ask("Phòng Y tế An Hòa chủ trì mấy việc?"), PLAN)
    assert "Bữa ăn đủ chất" in answer
    assert "bể bơi" not in answer
    assert "2 việc" in answer  # with what its own heading has it lead


@pytest.mark.parametrize(
    "question",
    [
        "Báo cáo Tẩy giun đợt 2 của An Hòa gửi trước ngày nào?",  # the row tells no report
        "Hội thi Bé khéo tay của An Hòa diễn ra ở đâu?",
        "Bể bơi cố định ở An Hòa tốn bao nhiêu tiền?",
        "Ngày 02/6 An Hòa có hoạt động gì?",
        "Ngày 01/6 Công an huyện An Hòa làm gì?",
        "Sau ngày 01/11 An Hòa có hoạt động gì?",
        "Ngày 01/6/2023 An Hòa có hoạt động gì?",
        "An Hòa có bao nhiêu nhiệm vụ về an toàn giao thông?",
    ],
)
def test_no_cell_of_another_row(asker: Asker, question: str) -> None:
    answer = asker.ask(question)
    assert (answer.abstained, told(answer, PLAN)) == (True, "")


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Ngày hội Tuổi thơ của An Hòa tổ chức ngày 02/6/2024 phải không?", "Không phải"),
        ("Ngày hội Tuổi thơ của An Hòa tổ chức ngày 01/6/2024 phải không?", "Đúng."),
    ],
)
def test_the_day_of_a_row_to_confirm(asker: Asker, question: str, lead: str) -> None:
    assert asker.ask(question).answer.startswith(lead)


LINES = """II. HOẠT ĐỘNG
1. Cân, đo trẻ em dưới 2 tuổi tại các thôn.
Chủ trì: Phòng Y tế. Thời gian: ngày 10 của tháng đầu mỗi quý.
2. Tặng sách cho thư viện trường học.
Chủ trì: Huyện đoàn. Thời gian: tháng 9/2024.
"""


def test_half_of_a_question_by_the_item_of_the_other_half(tmp_path: Path) -> None:
    (tmp_path / f"{PLAN}.txt").write_text(plan(LINES), encoding="utf-8")
    settings = Settings(corpus=tmp_path, index=tmp_path / "index")
    assert not ingest_corpus(settings).failed
    asker = Asker(settings)
    for question, parts in (
        ("Cơ quan nào ở An Hòa cân đo cho trẻ, và cân đo lúc nào?", ("Phòng Y tế", "ngày 10")),
        ("Sách cho thư viện ở An Hòa ai tặng, và tặng lúc nào?", ("Huyện đoàn", "tháng 9/2024")),
    ):
        answer = told(asker.ask(question), PLAN)
        assert [part for part in parts if part not in answer] == []


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        # a result of the year before and the aim that repeats it
        (
            "Năm 2023 An Hòa có bao nhiêu xã duy trì lớp dạy bơi miễn phí, 2024 đặt ra bao nhiêu?",
            ("9/14", "12/14"),
        ),
        ("Năm 2023 An Hòa có bao nhiêu xã duy trì lớp dạy bơi miễn phí?", ("9/14",)),
        ("Tỷ lệ trẻ em thừa cân của An Hòa năm 2024 là bao nhiêu?", ("7,5%",)),
        # what is to be reached tells nothing of the year before
        ("Tỷ lệ trẻ em thừa cân năm 2023 của An Hòa là bao nhiêu?", ()),
    ],
)
def test_a_year_gone_by(asker: Asker, question: str, parts: tuple[str, ...]) -> None:
    answer = asker.ask(question)
    assert [part for part in parts if part not in told(answer, PLAN)] == []
    assert answer.abstained == (not parts)


CONTENT = """II. LỊCH HOẠT ĐỘNG

| Thời gian | Nội dung | Địa điểm | Kinh phí (tỷ lệ %) |
|---|---|---|---|
| Tháng 8/2024 | Hội thảo về dinh dưỡng | Khách sạn Sen Hồng | 30 |
| Quý III/2024 | Lễ hội Diều giấy | Sân vận động | 40 |

III. KINH PHÍ

| Nội dung | Kinh phí (triệu đồng) |
|---|---|
| In tờ rơi | 150 |
| Mua máy ảnh | 90 |
"""


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        # the column of what is done is no place, a share is no sum, a row is not the plan
        ("Hội thảo về dinh dưỡng ở An Hòa tổ chức ở đâu?", "Khách sạn Sen Hồng", "150"),
        ("Lễ hội Diều giấy của An Hòa tốn bao nhiêu tiền?", "", "tỷ"),
        ("Kế hoạch của An Hòa tốn bao nhiêu tiền?", "", "150"),
        ("Mua máy ảnh ở An Hòa hết bao nhiêu tiền?", "90 triệu", "150"),
        ("UBND huyện An Hòa làm gì?", "Lễ hội Diều giấy", "Quý III/2024 "),
        # the rows of the table on money, no headings; "khoản chi" is no "khoản gì"
        ("Kế hoạch An Hòa có mấy khoản chi?", "2 mục", "Diều giấy"),
    ],
)
def test_columns_that_look_alike(tmp_path: Path, question: str, says: str, never: str) -> None:
    lines = plan("@@").replace("\n", "\n\n").replace("@@", CONTENT)
    (tmp_path / f"{PLAN}.md").write_text(lines, encoding="utf-8")
    settings = Settings(corpus=tmp_path, index=tmp_path / "index")
    assert not ingest_corpus(settings).failed
    answer = told(Asker(settings).ask(question), PLAN)
    assert says in answer
    assert never not in answer


DAYS = """II. NHIỆM VỤ

| TT | Nhiệm vụ | Đơn vị chủ trì | Sản phẩm |
|---|---|---|---|
| 1 | Sửa sân chơi các thôn | Phòng Kinh tế | 04 sân chơi |
| 2 | Dạy bơi miễn phí | Huyện đoàn | 10 lớp, 300 em |

III. LỊCH CỤ THỂ

| Ngày | Giờ | Nội dung | Địa điểm | Thành phần | Đơn vị phụ trách |
|---|---|---|---|---|---|
| 01/6 | 8h00 | Ngày hội Tuổi thơ | Sân vận động huyện | Học sinh lớp 5 | Huyện đoàn |
| 05/6 | 14h00 | Nói chuyện chuyên đề | Trường Sơn Ca | Phụ huynh | Phòng Y tế |
| 07/6 | 14h00 | Nói chuyện chuyên đề | Trường Họa Mi | Phụ huynh | Phòng Y tế |

IV. HỘI THI BÉ KHỎE

1. Trưởng Ban Giám khảo: Phó Trưởng Phòng Y tế. Thư ký: cán bộ Ban Dân vận.

| Giải | Số lượng | Mức thưởng (đồng/giải) |
|---|---|---|
| Nhất | 01 | 900.000 |
| Nhì | 02 | 500.000 |
| Tiết mục vui nhất | 01 | 300.000 |

V. ĐẦU MỐI LIÊN HỆ

| TT | Họ và tên | Chức vụ | Điện thoại |
|---|---|---|---|
| 1 | Lê Thị Mơ | Phó Trưởng Phòng Y tế | 0900.111.222 |
| 2 | Vũ Văn Tư | Trưởng Ban Dân vận | 0900.111.333 |

VI. CHỈ TIÊU

| TT | Chỉ tiêu | ĐVT | 2024 | 2025 |
|---|---|---|---|---|
| 1 | Sân chơi của thôn (lũy kế) | sân chơi | 14 | 18 |
"""


def test_a_calendar_of_days_and_hours(tmp_path: Path) -> None:
    lines = plan("@@").replace("\n", "\n\n").replace("@@", DAYS)
    (tmp_path / f"{PLAN}.md").write_text(lines, encoding="utf-8")
    settings = Settings(corpus=tmp_path, index=tmp_path / "index")
    assert not ingest_corpus(settings).failed
    asker = Asker(settings)
    for question, parts in (
        ("Ngày 05/6/2024 An Hòa làm gì, ở đâu?", ("05/6", "14h00", "Trường Sơn Ca")),
        ("Ngày hội Tuổi thơ An Hòa lúc mấy giờ, ở đâu?", ("8h00", "Sân vận động huyện")),
        ("Nói chuyện chuyên đề ở An Hòa ngày nào, ở đâu?", ("Trường Sơn Ca", "Trường Họa Mi")),
        ("Thành phần dự Ngày hội Tuổi thơ của An Hòa gồm ai?", ("Học sinh lớp 5",)),
        ("Lịch của An Hòa có mấy hoạt động?", ("3 hoạt động", "Ngày hội Tuổi thơ")),
        ("An Hòa có bao nhiêu nhiệm vụ?", ("2 nhiệm vụ", "Sửa sân chơi", "Dạy bơi")),
        ("An Hòa dạy bơi miễn phí cho bao nhiêu em?", ("10 lớp, 300 em",)),
        # prizes, holders of a part, contacts and counts by year
        ("Giải nhì hội thi ở An Hòa được bao nhiêu tiền?", ("500.000",)),
        ("Tiết mục vui nhất ở An Hòa thưởng bao nhiêu?", ("300.000",)),
        ("Hội thi ở An Hòa có mấy giải nhì?", ("Số lượng", "02")),
        ("Ai làm trưởng ban giám khảo hội thi bé khỏe?", ("Phó Trưởng Phòng Y tế",)),
        ("ai lam thu ky ban giam khao hoi thi", ("cán bộ Ban Dân vận",)),
        ("Ai là Trưởng Ban Dân vận của An Hòa?", ("Vũ Văn Tư",)),
        ("Cần liên hệ ai của Phòng Y tế An Hòa?", ("Lê Thị Mơ", "0900.111.222")),
        ("Năm 2025 An Hòa có bao nhiêu sân chơi của thôn?", ("18",)),
    ):
        answer = told(asker.ask(question), PLAN)
        assert [part for part in parts if part not in answer] == [], question


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("đợt 2 khi nào", "Đợt 1 từ ngày 15/11", True),
        ("đợt thứ tư ngày nào", "Đợt 1 từ ngày 15/11", True),
        ("Phát động đợt năm 2026 khi nào?", "Đợt 1 từ ngày 15/11", False),
        ("Hội thi vòng tư vấn ngày nào", "vòng 1 ngày 3/3", False),
        ("Giảm tử vong 20 ca", "tử vong 3%", False),
        # a day of the year, by its date or its name, the tone on either vowel
        ("Toạ đàm 8/3 ở đâu?", "toạ đàm Ngày Quốc tế Phụ nữ ngày 07/3", False),
        ("Tọa đàm 20/10 ở đâu?", "toạ đàm Ngày Quốc tế Phụ nữ ngày 07/3", True),
        ("Mít tinh nhân ngày 25/11 ở đâu?", "Ngày 25/11/2023: mít tinh", False),
        ("Gửi trước ngày 20/11 cho ai?", "gửi trước ngày 05/6", False),
    ],
)
def test_rounds(question: str, text: str, other: bool) -> None:
    assert of_other_round(question, text) is other


@pytest.mark.parametrize(
    ("question", "says", "lacks"),
    [
        ("Trao quà đợt 2 khi nào?", "Trao … đợt 2 trong tháng 10", False),
        ("Trao quà đợt 1 khi nào?", "Trao đợt 1 trong tháng 6", False),
        ("When is the second round of gifts?", "Trao … đợt 2 trong tháng 10", False),
        ("Trao quà đợt 3 khi nào?", "Trao đợt 1 trong tháng 6, đợt 2 trong tháng 10", True),
        ("Trao quà khi nào?", "Trao đợt 1 trong tháng 6, đợt 2 trong tháng 10", False),
    ],
)
def test_what_is_told_of_a_round(question: str, says: str, lacks: bool) -> None:
    text = "Trao đợt 1 trong tháng 6, đợt 2 trong tháng 10"
    assert asked_round(question, text) == says
    assert lacks_round(question, text) is lacks
