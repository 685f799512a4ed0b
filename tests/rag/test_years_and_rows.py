"""Tables with a column for each year, calendars, sums by row, parts told period by period."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import ask, told
from tests.rag.made_plans import plan

GOALS = """II. CHỈ TIÊU ĐẾN NĂM 2028
2.1. Đến năm 2028, 60% Ủy ban nhân dân cấp xã có tủ sách cho trẻ em.
2.3. Giảm 25% số ca bỏng ở trẻ em so với năm 2023.
2.2. 95% trẻ em vùng sông nước biết bơi; 70% biết sơ cứu đuối nước vào năm 2028.
III. NHIỆM VỤ
1. Khu vui chơi
Dựng 12 cầu trượt ở 12 khu tập thể; Công đoàn huyện phụ trách. Trải thảm cỏ tại các khu tập thể.
2. Mô hình "Bếp ăn xanh"
Mô hình làm tại Trường Tiểu học Hòa Sơn, gồm: vườn rau 200 m2; 04 bếp; tổ giám sát 09 phụ huynh.
3. Khám mắt
Tổ chức 03 đợt khám mắt học đường; Trạm Y tế xã chủ trì. Đợt 1 bắt đầu ngày 14/4/2024.
4. Trình Hội đồng nhân dân huyện nghị quyết hỗ trợ học phí cho trẻ mồ côi trong năm 2025.
5. Chạy tiếp sức "Đường đến trường" cự ly 3 km ngày 10/11/2024; Huyện đoàn tổ chức.
6. Lễ phát động Tháng hành động luân phiên: năm 2024 tại xã Hòa Sơn, năm 2025 tại xã Hòa Lâm.
IV. LỘ TRÌNH
1. Giai đoạn 2024 - 2025
Lập bản đồ sân chơi; thí điểm tủ sách tại 02 xã.
2. Năm 2026
Nhân rộng tủ sách ra 11 xã.
"""
MONEY = """V. KINH PHÍ
Tổng kinh phí: 530 triệu đồng, chi tiết:

| Nội dung chi | Số tiền (triệu đồng) | Nguồn |
|---|---|---|
| In sổ tay | 310 | Ngân sách huyện |
| Hội trại hè | 220 | Công ty Hòa Phát tự bảo đảm |

- Ngân sách huyện 310 triệu đồng (Phòng Y tế 130 triệu đồng, Phòng Tư pháp 80 triệu đồng).

Phân theo nguồn và năm (đơn vị tính: triệu đồng):

| TT | Nguồn vốn | Năm 2024 | Năm 2025 | Năm 2026 | Tổng |
|---|---|---|---|---|---|
| 1 | Ngân sách huyện | 90 | 110 | 110 | 310 |
| 2 | Quỹ Bảo trợ trẻ em | 60 | 75 | 85 | 220 |
| 3 | Câu lạc bộ bơi lội, diều sáo | - | 5 | - | 5 |
|  | Tổng cộng | 150 | 185 | 195 | 530 |
"""
DUTIES = """VI. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế: Chủ trì khám sức khỏe cho trẻ em.
2. Ủy ban nhân dân các xã: Lập sổ trẻ em trước ngày 05/4/2024; báo cáo năm trước ngày 20/11.
3. Công an huyện: Tuần tra bến sông tại 62 thôn, bản; vận hành tổng đài tiếp nhận tin báo xâm hại
trẻ em; mỗi quý gửi số liệu đuối nước về Phòng Y tế trước ngày 10 của tháng cuối quý.
4. Phòng Nội vụ (cơ quan thường trực)
- Tổng hợp, báo cáo Ủy ban nhân dân huyện trước ngày 08/12 hằng năm.
- Cung cấp số liệu cán bộ nữ cho Phòng Y tế trước ngày 12/6 hằng năm.
VII. LỊCH HOẠT ĐỘNG

| Thời gian | Hoạt động | Địa điểm | Đơn vị thực hiện |
|---|---|---|---|
| 14/4/2024 | Khám mắt học đường đợt 1 | Trạm Y tế xã Hòa Sơn | Phòng Y tế |
| 02/6/2024 | Đua thuyền thúng thiếu nhi | Bến Cũ | Huyện đoàn |
| 15/6/2024 | Liên hoan măng non | Nhà văn hóa Hòa Lâm | Huyện đoàn |
| 09/6/2024 | Phiên tòa giả định | Hội trường Hòa Lâm | Phòng Tư pháp |

VIII. KẾT QUẢ GIAI ĐOẠN 2019 - 2023
1. Giai đoạn 2019 - 2023, toàn huyện lắp 340 cột bóng rổ; riêng năm 2023 lắp 52 cột.
Huyện chưa đạt chỉ tiêu về tủ sách. Huyện An Hòa giáp biển; gồm 14 xã, dân số 51.200 người.
Năm 2023, toàn huyện khánh thành 15 bể bơi, tăng 04 bể so với năm 2019.
Căn cứ Nghị định số 76/2023/NĐ-CP ngày 01 tháng 11 năm 2023 về vụ việc lao động trẻ em.
2. Đến hết năm 2023, 41% trẻ em vùng sông nước biết bơi (mục tiêu là 60%).
"""
ANNEX = """
PHỤ LỤC
LỘ TRÌNH MỘT SỐ CHỈ TIÊU

| TT | Chỉ tiêu | Đơn vị | Năm 2024 | 2025 | 2026 | 2027 | 2028 | Cơ quan theo dõi |
|---|---|---|---|---|---|---|---|---|
| 1 | UBND cấp xã có tủ sách cho trẻ em | % | 20 | 31 | 43 | 52 | 60 | Phòng Y tế |
| 3 | Số ca bỏng ở trẻ em | ca | 48 | 45 | 42 | 39 | 36 | Phòng Y tế |
| 4 | Thôn có nhóm phụ nữ tiên phong | thôn | 3 | 5 | 8 | 11 | 14 | Phòng Y tế |
| 2 | Trẻ em mắc tật khúc xạ | ca/1.000 trẻ | 90 | 84 | 77 | 71 | 66 | Phòng Y tế |

PHỤ LỤC II
LỘ TRÌNH

| Năm | Nội dung trọng tâm | Đơn vị chủ trì |
|---|---|---|
| 2025 | Khảo sát 400 hộ; diễn đàn "Tiếng nói măng non" ngày 20/10 tại Nhà văn hóa | Huyện đoàn |
| 2026 | Nghiệm thu 03 bể bơi | Phòng Y tế |

PHỤ LỤC III
PHÂN BỔ CHO CÁC XÃ

| TT | Xã | Số câu lạc bộ "Măng non tiên phong" | Số buổi dạy bơi | Số cộng tác viên |
|---|---|---|---|---|
| 1 | Xã Hòa Sơn | 6 | 14 | 32 |
| 2 | Xã Hòa Lâm | 9 | 18 | 41 |
| 3 | Xã Hòa Bến | 8 | 10 | 38 |

PHỤ LỤC VI
SỐ CẶP TẢO HÔN THEO XÃ

| TT | Xã | Thực hiện 2023 | 2024 | 2025 |
|---|---|---|---|---|
| 1 | Xã Hòa Sơn | 23 | 19 | 11 |
| 2 | Xã Hòa Lâm | 13 | 12 | 10 |
| 3 | Xã Hòa Bến | 21 | 20 | 16 |

PHỤ LỤC IV
KINH PHÍ VẬN ĐỘNG THEO GIAI ĐOẠN

| Nguồn vận động (triệu đồng) | Giai đoạn 2024 - 2025 | Giai đoạn 2026 - 2028 | Cộng |
|---|---|---|---|
| Quỹ Vì em thơ (thành phố) | 12 | 33 | 45 |
| Hội đồng hương | 8 | 9 | 17 |
"""
HOA = "an-hoa-2024-2028"


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("made")
    title = "Công tác trẻ em giai đoạn 2024 - 2028 trên địa bàn huyện An Hòa"
    text = plan(GOALS, MONEY, DUTIES, title=title) + ANNEX
    (folder / f"{HOA}.md").write_text(text, encoding="utf-8")
    settings = Settings(corpus=folder, index=tmp_path_factory.mktemp("index") / "index")
    assert not ingest_corpus(settings).failed
    return Asker(settings)


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        # the cell of the year asked, before the last year's in a sentence
        ("Năm 2026 An Hòa phấn đấu bao nhiêu % UBND cấp xã có tủ sách cho trẻ em?", "43 %", "60"),
        ("Đến năm 2028 bao nhiêu % UBND cấp xã ở An Hòa có tủ sách?", "60", "43"),
        ("Năm 2025 tỷ lệ trẻ em mắc tật khúc xạ ở An Hòa?", "84 ca/1.000 trẻ", "66"),
        ("Sau năm 2026 tỷ lệ trẻ em mắc tật khúc xạ ở An Hòa?", "66 ca", "84"),
        ("Trẻ em mắc tật khúc xạ ở An Hòa năm 2024 được bao nhiêu, tới 2028 còn mấy?", "90", "84"),
        ("Trẻ em mắc tật khúc xạ ở An Hòa năm 2024 được bao nhiêu, tới 2028 còn mấy?", "66", "77"),
        # by how much it falls is not to how many; the second year without its word
        ("số ca bỏng ở trẻ em An Hòa năm 2024 là bao nhiêu và 2028 còn bao nhiêu", "48 ca", "45"),
        ("số ca bỏng ở trẻ em An Hòa năm 2024 là bao nhiêu và 2028 còn bao nhiêu", "36 ca", "42"),
        ("How many villages in An Hoa need a pioneer women's group in 2026?", "8 thôn", "14"),
        # an item numbered "2.2." below the heading of targets
        ("Chỉ tiêu 2.2 của An Hòa nói gì?", "70% biết sơ cứu", "tủ sách"),
        # the column of a year before the plan
        ("Năm 2023 xã Hòa Lâm có bao nhiêu cặp tảo hôn?", "2023: 13", "12"),
        ("Năm 2023 xã nào ở An Hòa nhiều cặp tảo hôn nhất?", "Xã Hòa Sơn – Thực hiện 2023: 23",
         "Hòa Bến"),
        # a row named without "bao nhiêu", under the year or under all of them
        ("Chỉ tiêu tảo hôn ở xã Hòa Lâm của An Hòa năm 2024?", "2024: 12", "13"),
        ("so cap tao hon xa hoa ben", "2023: 21; 2024: 20; 2025: 16", "12"),
        # a calendar's row
        ("Đua thuyền thúng ở An Hòa diễn ra hôm nào, chỗ nào?", "Bến Cũ", "Hòa Lâm"),
        ("When and where will the mock trial take place in An Hoa?", "Hội trường Hòa Lâm", "Bến"),
        ("Đợt 1 khám mắt học đường ở An Hòa ngày nào?", "14/4/2024", "02/6"),
        # money: by row, and the whole
        ("Hội trại hè ở An Hòa tốn bao nhiêu tiền?", "220 triệu đồng (Công ty Hòa Phát", "310"),
        ("Kinh phí cho hội trại hè ở An Hòa?", "220 triệu đồng (Công ty Hòa Phát", "310"),
        ("Kinh phí của An Hòa bao nhiêu?", "530 triệu đồng", "220"),
        # an agency's part of the money is no duty of its
        ("Trong dự toán của An Hòa, Phòng Y tế được bao nhiêu?", "Phòng Y tế 130 triệu", "khám"),
        ("Phòng Tư pháp An Hòa được phân bổ bao nhiêu?", "Phòng Tư pháp 80", "Phiên tòa"),
        ("Ngân sách cho Phòng Tư pháp huyện An Hòa là bao nhiêu?", "Phòng Tư pháp 80", "Phiên tòa"),
        # a source's row under the year asked, under the total; the total row of a year
        ("Quỹ Bảo trợ trẻ em góp bao nhiêu cho An Hòa năm 2025?", "Năm 2025: 75", "220"),
        ("Cả 5 năm Quỹ Bảo trợ trẻ em góp bao nhiêu cho An Hòa?", "Tổng: 220", "530"),
        ("Năm 2026 An Hòa cần bao nhiêu kinh phí?", "Năm 2026: 195", "85"),
        ("Mỗi năm An Hòa chi bao nhiêu kinh phí?", "Năm 2024: 150; Năm 2025: 185", "530"),
        ("How much money does An Hoa need in 2025?", "Năm 2025: 185", "110"),
        ("nam 2024 an hoa can bao nhieu kinh phi", "Năm 2024: 150", "90"),
        # a column for each of two periods
        ("Quỹ Vì em thơ góp bao nhiêu cho An Hòa giai đoạn 2026-2028?", "2026 - 2028: 33", "45"),
        # part of a row's name, a cell that gives nothing, the years compared
        ("Năm 2025 chi cho câu lạc bộ bơi lội ở An Hòa bao nhiêu?", "Năm 2025: 5", "185"),
        ("Năm 2026 An Hòa có kinh phí cho câu lạc bộ bơi lội không?", "Năm 2026: -", "195"),
        ("kinh phi cua An Hoa nam nao cao nhat, bao nhieu trieu", "Năm 2026: 195", "150"),
        ("Năm nào An Hòa chi cho câu lạc bộ bơi lội nhiều nhất?", "Năm 2025: 5", "195"),
        # what was reached before the plan, not what it aims at
        ("Năm 2023 An Hòa lắp bao nhiêu cột bóng rổ?", "riêng năm 2023 lắp 52 cột", "340"),
        # "41% … biết bơi" counts no pools
        ("Năm 2023 huyện An Hòa có bao nhiêu bể bơi?", "15 bể bơi", "41%"),
        ("Giai đoạn 2019 - 2023 An Hòa lắp bao nhiêu cột bóng rổ?", "340 cột bóng rổ", "ít nhất"),
        ("giai doan truoc an hoa lap bao nhieu cot bong ro", "340 cột bóng rổ", "ít nhất"),
        ("Năm 2023 bao nhiêu phần trăm trẻ em vùng sông nước ở An Hòa biết bơi?", "41%", "95%"),
        # and both, where both are asked
        ("Tỷ lệ trẻ em vùng sông nước An Hòa biết bơi bao nhiêu, năm trước đạt mấy?", "41%", "!"),
        ("Tỷ lệ trẻ em vùng sông nước An Hòa biết bơi bao nhiêu, năm trước đạt mấy?", "95%", "!"),
        ("Tỷ lệ trẻ em vùng sông nước An Hòa biết bơi thực tế đạt bao nhiêu?", "41%", "95%"),
        # which row has most, and what is to be confirmed of one
        ("Xã nào ở An Hòa được giao nhiều cộng tác viên nhất?", "Xã Hòa Lâm – Số cộng tác viên: 41",
         "32"),
        ("Số cộng tác viên của xã Hòa Bến ở An Hòa là 40 đúng không?", "Hòa Bến", "41"),
        # the rows within a bound, two held against each other, the whole of them
        ("Những xã nào ở An Hòa có trên 35 cộng tác viên?", "Xã Hòa Bến – Số cộng tác viên: 38",
         "32"),
        ("Xã Hòa Sơn và xã Hòa Bến của An Hòa, xã nào có nhiều cộng tác viên hơn?", "38", "41"),
        ("Ngân sách huyện của An Hòa năm 2025?", "Năm 2025: 110", "310"),
        ("Chỉ tiêu nào ở An Hòa chưa đạt?", "chưa đạt chỉ tiêu về tủ sách", "60%"),
        # how many communes there are, not those of a task
        ("An Hòa có bao nhiêu xã?", "gồm 14 xã", "11 xã"),
        ("Huyện An Hòa có bao nhiêu thôn, bản?", "tại 62 thôn, bản", "không ghi"),
        ("Chỉ tiêu của An Hòa về trẻ em biết bơi?", "95%", "ca/1.000"),
        # two columns of a table by place; one year of several that are listed
        ("xã Hòa Lâm ở An Hòa được giao mấy câu lạc bộ Măng non tiên phong với mấy cộng tác viên",
         "tiên phong\": 9; Số cộng tác viên: 41", "18"),
        ("Lễ phát động năm 2025 của An Hòa tổ chức ở xã nào?", "Hòa Lâm", "triệu"),
        ("Diễn đàn \"Tiếng nói măng non\" của An Hòa ngày nào, năm nào và ở đâu?",
         "Năm 2025: diễn đàn \"Tiếng nói măng non\" ngày 20/10 tại Nhà văn hóa", "Khảo sát"),
        # what a model holds, which period does what
        ("Mô hình Bếp ăn xanh ở An Hòa có những gì?", "04 bếp", "triệu"),
        ("Theo lộ trình, năm 2026 An Hòa làm những gì?", "11 xã", "bản đồ"),
        ("Theo lộ trình, năm 2025 An Hòa làm những gì?", "bản đồ sân chơi", "11 xã"),
        # two days of one agency
        ("Xã ở An Hòa phải lập sổ trước ngày nào và gửi báo cáo năm ngày nào?", "20/11", "02/6"),
        ("Xã ở An Hòa phải lập sổ trước ngày nào và gửi báo cáo năm ngày nào?", "05/4/2024", "Đua"),
        # to whom, and by which day
        ("Công an huyện An Hòa gửi số liệu đuối nước cho ai, trước ngày nào?",
         "Phòng Y tế trước ngày 10", "Tuần tra"),
        ("Phòng Nội vụ An Hòa gửi số liệu cho ai, ngày nào?", "Phòng Y tế", "08/12"),
        ("Cơ quan thường trực ở An Hòa phải báo cáo năm trước ngày nào?", "08/12", "20/11"),
        # how often
        ("Công an huyện An Hòa bao lâu gửi số liệu đuối nước một lần?", "mỗi quý", "70%"),
        # who, named in a clause behind the work; without marks
        ("Ai dựng cầu trượt ở các khu tập thể của An Hòa?", "Công đoàn huyện", "thảm cỏ"),
        ("co quan nao truc tong dai nhan tin bao xam hai o an hoa", "Công an huyện", "mắt"),
    ],
)  # fmt: skip
def test_what_is_told(asker: Asker, question: str, says: str, never: str) -> None:
    answer = told(ask(asker, question), HOA)
    assert says in answer
    assert never not in answer


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Đến năm 2026 bao nhiêu % trẻ em An Hòa biết sơ cứu đuối nước?", "not_stated"),
        ("Lễ phát động năm 2026 của An Hòa tổ chức ở xã nào?", "not_stated"),
        ("Giai đoạn 2019-2023 An Hòa có bao nhiêu ca bỏng ở trẻ em?", "not_stated"),
        ("Chỉ tiêu tảo hôn cho nam giới ở xã Hòa Lâm năm 2024?", "not_stated"),
        # the date and the number of a basis are no figures
        ("Năm 2023 An Hòa có bao nhiêu vụ lao động trẻ em?", "not_stated"),
        ("Giai đoạn 2019-2023 kinh phí của An Hòa là bao nhiêu?", "not_stated"),
        ("Những xã nào ở An Hòa có trên 90 cộng tác viên?", "not_stated"),
        # an event told without any money
        ("Kinh phí cho Liên hoan măng non ở An Hòa?", "not_stated"),
        ("Giải nhất chạy tiếp sức Đường đến trường ở An Hòa được thưởng bao nhiêu?", "not_stated"),
        # what it is spent on has no row of its own
        ("Năm 2025 khám mắt ở An Hòa cần bao nhiêu kinh phí?", "not_stated"),
        ("dot 2 kham mat hoc duong o an hoa to chuc ngay nao", "not_stated"),
        ("Ai trải thảm cỏ ở các khu tập thể của An Hòa?", "not_assigned"),
        ("Nghị quyết hỗ trợ học phí cho trẻ mồ côi của An Hòa do phòng nào tham mưu?",
         "not_assigned"),
    ],
)  # fmt: skip
def test_what_is_not_told(asker: Asker, question: str, reason: str) -> None:
    answer = ask(asker, question)
    assert (answer.abstained, answer.reason) == (True, reason)


def test_a_year_with_a_capital_is_a_year(asker: Asker) -> None:
    answer = ask(asker, "An Hòa có khánh thành 15 bể bơi năm 2023 đúng không?")
    assert "Năm 2023" in told(answer, HOA)
    assert "Không phải" not in answer.answer


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        # the day is right: no "Đúng." of another hour or place
        ("Phiên tòa giả định ngày 09/6/2024 tại Hội trường Hòa Lâm phải không?", "Đúng."),
        ("Phiên tòa giả định ngày 09/6/2024 tại Bến Cũ phải không?", "**Huyện"),
        ("phien toa gia dinh an hoa ngay 9/6/2024 tai ben cu phai khong", "**Huyện"),
        ("Đua thuyền thúng ngày 02/6/2024 lúc 9 giờ đúng không?", "**Huyện"),
        # a sum of one purpose is not the whole sum, nor that of another
        ("Kinh phí An Hòa là 530 triệu đúng không?", "Đúng."),
        ("Kinh phí An Hòa là 220 triệu đúng không?", "Không phải 220 triệu"),
        ("In sổ tay hết 310 triệu ở An Hòa đúng không?", "Đúng."),
        # before a day is not after it
        ("Xã ở An Hòa lập sổ trẻ em trước ngày 05/4/2024 đúng không?", "Đúng."),
        ("Xã ở An Hòa lập sổ trẻ em sau ngày 05/4/2024 đúng không?", "Kế hoạch không nêu rõ"),
        ("Phòng Y tế An Hòa phối hợp với ai?", "Không nêu: Huyện An Hòa — kế hoạch không ghi"),
        # the date of another document, by its number's first figures
        ("Nghị định 76 ký năm 2022 phải không?", "Không phải năm 2022"),
        ("nghi dinh 76 ban hanh ngay 1/11/2023 dung khong", "Đúng."),
        ("Nghị định 99 ký năm 2022 phải không?", "Không nêu: Huyện An Hòa"),
        # a figure of a year before the plan is no question of that year's plan
        ("Năm 2023 An Hòa khánh thành 15 bể bơi đúng không?", "Đúng."),
        ("nam 2023 an hoa khanh thanh 4 be boi dung khong", "Không phải 4"),
        ("Giai đoạn 2019 - 2023 An Hòa lắp 52 cột bóng rổ phải không?", "Không phải 52"),
        ("Năm 2023 An Hòa khánh thành 15 lớp học đúng không?", "Trong kho chưa có"),
    ],
)
def test_confirmed_as_a_whole(asker: Asker, question: str, begins: str) -> None:
    assert ask(asker, question).answer.startswith(begins)


def test_where_an_event_talked_of_is_held(asker: Asker) -> None:
    before = ["Ai chủ trì Phiên tòa giả định ở An Hòa?"]
    assert "Hội trường Hòa Lâm" in asker.ask("tổ chức ở đâu?", turns=before).answer
