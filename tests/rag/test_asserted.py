"""Questions that ask to confirm a date, a figure, a document, a signer."""

from __future__ import annotations

from datetime import date

import pytest

from rag.alignment import VALUES, align, pieces
from rag.ask import Asker
from rag.settings import Settings
from rag.understanding.yes_no import confirms
from rag.values import Day, day_in, earlier, values
from tests.rag.asking import ask


@pytest.fixture(scope="module")
def asker(corpus_index: Settings) -> Asker:
    return Asker(corpus_index)


@pytest.mark.parametrize(
    ("question", "begins", "says"),
    [
        # Đắk Nông: ngày 06 tháng 4 năm 2021, số 175/KH-UBND; báo cáo trước ngày 15/12
        ("Kế hoạch Đắk Nông ký ngày 6/4/2021 phải không?", "Đúng.", "06 tháng 4 năm 2021"),
        ("Kế hoạch Đắk Nông ký ngày 6/4/2022 phải không?", "Không phải ngày 6/4/2022",
         "06 tháng 4 năm 2021"),
        ("ke hoach dak nong ban hanh ngay 5 thang 3 phai khong", "Không phải ngày 5 tháng 3",
         "06 tháng 4"),
        ("Kế hoạch Đắk Nông mang số 175/KH-UBND đúng không?", "Đúng.", "175/KH-UBND"),
        ("Kế hoạch Đắk Nông mang số 176/KH-UBND đúng không?", "Không phải 176/KH-UBND",
         "175/KH-UBND"),
        ("Có phải kế hoạch của Đắk Nông ban hành ngày 6/4/2021 không?", "Đúng.", "06 tháng 4"),
        ("Kế hoạch số 176 của Đắk Nông đúng không?", "Không phải 176", "175/KH-UBND"),
        ("Kế hoạch số 175 ngày 6/4/2022 do ai ký?", "Không phải ngày 6/4/2022", "06 tháng 4"),
        ("Đắk Nông: Nghị quyết 28 ký năm 2020 phải không?", "Không phải năm 2020", "03/3/2021"),
        ("Đắk Nông: Nghị quyết 28 của Thủ tướng Chính phủ phải không?",
         "Không phải Thủ tướng Chính phủ", "Chính phủ"),
        ("Đắk Nông báo cáo năm trước ngày 10/12 phải không?", "Không phải ngày 10/12", "15/12"),
        ("Kế hoạch Hương Trà giai đoạn 2021-2025 phải không?", "Đúng.", "2021 - 2025"),
        # Lâm Thao signs "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"
        ("Kế hoạch Lâm Thao do Phó Chủ tịch ký à?", "Đúng.", "Phó Chủ tịch"),
        ("Kế hoạch Lâm Thao do Chủ tịch ký hả?", "Không phải; người ký", "Phó Chủ tịch"),
        ("Chủ tịch UBND tỉnh Quảng Ngãi ký phải không?", "Không phải; người ký",
         "Trần Hoàng Tuấn, Phó Chủ tịch, KT. Chủ tịch"),
        ("Phó Chủ tịch ký kế hoạch Đắk Nông phải không?", "Đúng.", "KT. Chủ tịch"),
        ("Is the Lâm Thao plan signed by the chairman, right?", "No;", "Phó Chủ tịch"),
        # Hương Trà I.2.c: nữ thạc sĩ trên 50%, nữ tiến sĩ 30%, in one indicator
        ("Nữ tiến sĩ ở Hương Trà đạt 30% phải không?", "Đúng.", "30%"),
        ("Nữ tiến sĩ ở Hương Trà đạt 50% phải không?", "Không phải 50%", "30%"),
        ("Có phải mục tiêu của Hương Trà là 60% không?", "Đúng.", "60%"),
        # "chỉ tiêu 70%" is no number of an indicator
        ("Hương Trà có đặt chỉ tiêu 70% lao động nữ làm công hưởng lương không?",
         "Không phải 70%", "50%"),
        # one plan of five has that day
        ("Hạn báo cáo năm là 15/12 phải không?", "Chỉ đúng với: Tỉnh Đắk Nông.", "30/11"),
        # item II.1.1 of Kon Tum implements it; the preamble rests on the ministry's letter alone
        ("Kế hoạch Kon Tum căn cứ Nghị quyết 28/NQ-CP phải không?", "Không nêu trong phần căn cứ",
         "28/NQ-CP"),
        ("Các kế hoạch có căn cứ Nghị quyết 28 không?", "Chỉ đúng với: Tỉnh Đắk Nông.",
         "28/NQ-CP"),
        ("Hương Trà có căn cứ Quyết định 254 không?", "Kế hoạch không dẫn số 254", "212/KH-UBND"),
        # bases by their names and issuers: the preambles; Kon Tum names the law, and not as a basis
        ("Kon Tum có căn cứ Luật Bình đẳng giới không?", "Không; các căn cứ", "356/LĐTBXH"),
        ("ke hoach kon tum co can cu luat tre em khong", "Không; các căn cứ", "356/LĐTBXH"),
        ("Đắk Nông có căn cứ nghị quyết của Chính phủ không?", "Có.", "28/NQ-CP"),
        ("Đắk Nông có dựa vào Chiến lược quốc gia về bình đẳng giới không?", "Có.", "28/NQ-CP"),
        ("Hương Trà có căn cứ kế hoạch của tỉnh không?", "Có.", "212/KH-UBND"),
        ("Kế hoạch Quảng Ngãi có theo công văn của Bộ Nội vụ không?", "Có.", "739/BNV"),
        ("Quảng Ngãi có căn cứ công văn của Bộ Y tế không?", "Không; các căn cứ", "739/BNV"),
        ("Lâm Thao căn cứ công văn của UBND tỉnh, phải không?", "Có.", "1405/UBND"),
        ("Các kế hoạch có căn cứ nghị quyết của Chính phủ không?", "Chỉ đúng với: Tỉnh Đắk Nông.",
         "28/NQ-CP"),
        ("Is the Kon Tum plan based on the Law on Gender Equality?", "No; the legal", "356/"),
        ("Is the Quang Ngai plan based on a letter of the Ministry of Home Affairs?", "Yes.",
         "739/BNV"),
        ("Kế hoạch Hương Trà không căn cứ Luật Bình đẳng giới phải không?", "Đúng.", "212/KH"),
        # an agency's duty, and no basis of the plan
        ("UBND huyện ở Đắk Nông có phải căn cứ Kế hoạch này xây dựng kế hoạch không?", "Có.",
         "Ủy ban nhân dân các huyện"),
        # what an agency is given: "Có." only where its duty says the whole
        ("Hội Phụ nữ Quảng Ngãi có chủ trì Dự án 8 không?", "Có.", "Dự án 8"),
        ("Sở Tư pháp Quảng Ngãi có chủ trì trợ giúp pháp lý không?", "Không phải với vai trò",
         "trợ giúp pháp lý"),
        ("Mặt trận Kon Tum có giám sát không?", "Có.", "giám sát"),
        ("Is the Health Division of Huong Tra responsible for the sex ratio at birth?", "Yes.",
         "Phòng Y tế"),
        ("Tiền làm bình đẳng giới ở Lâm Thao có phải do Phòng Lao động bố trí không?",
         "Kế hoạch không", "Phòng"),
        ("Kế hoạch Quảng Ngãi có gửi cho Tỉnh đoàn không?", "Có.", "Tỉnh đoàn Quảng Ngãi"),
        # the year of one act of two, a year that no plan is of, the ends of a span of days
        ("Đắk Nông tổng kết năm 2025 phải không?", "Không phải năm 2025", "vào năm 2030"),
        ("Đắk Nông sơ kết năm 2025 đúng không?", "Đúng.", "vào năm 2025"),
        ("Hương Trà tổng kết năm 2030 đúng không?", "Không phải năm 2030", "2025"),
        ("huong tra tong ket nam 2030 dung khong", "Không phải năm 2030", "2025"),
        ("Kế hoạch Hương Trà đến năm 2030 phải không?", "Không phải năm 2030", "2021 - 2025"),
        ("Tháng hành động ở Đắk Nông bắt đầu ngày 1/11 phải không?", "Không phải ngày 1/11",
         "15 tháng 11"),
        ("Tháng hành động ở Đắk Nông bắt đầu ngày 15/11 phải không?", "Đúng.", "15 tháng 11"),
        ("Tháng hành động ở Đắk Nông kết thúc ngày 15/11 phải không?", "Không phải ngày 15/11",
         "15 tháng 12"),
        ("Tháng hành động Quảng Ngãi từ 10/11 đến 15/12 phải không?", "Không phải 10/11 - 15/12",
         "15/11"),
        # the date of a document, a month where the day is left blank
        ("Nghị quyết 28 được ban hành ngày 4/3/2021 phải không?", "Không phải ngày 4/3/2021",
         "03/3/2021"),
        ("Đắk Nông căn cứ Nghị quyết 28 ngày 3/3/2021 phải không?", "Đúng.", "03/3/2021"),
        ("Kế hoạch Lâm Thao ký tháng 5 phải không?", "Không phải tháng 5", "tháng 4 năm 2024"),
        # "100% xã, phường mỗi quý có ít nhất 01 tin, bài": how often, and how many
        ("Có đúng là các xã, phường của Hương Trà mỗi tháng phải đăng một tin, bài về bình đẳng "
         "giới không?", "Không phải mỗi tháng", "mỗi quý"),
        ("cac xa phuong huong tra moi quy phai co mot tin bai dung khong", "Đúng.", "mỗi quý"),
        ("Các xã, phường Hương Trà mỗi quý phải có 3 tin, bài phải không?",
         "Kế hoạch không nêu rõ", "01 tin, bài"),
        # how many, and all plans at once
        ("Hương Trà có 6 mục tiêu phải không?", "Đúng.", "6 mục tiêu"),
        ("Mục tiêu 5 của Hương Trà có 3 chỉ tiêu phải không?", "Không phải 3", "4 chỉ tiêu"),
        # Hương Trà prints the office alone
        ("Tất cả các kế hoạch đều do phó chủ tịch ký phải không?", "Có",
         "**Thị xã Hương Trà**: Phó Chủ tịch"),
        ("Tất cả các kế hoạch đều báo cáo trước 15/12 phải không?", "Không phải tất cả",
         "**Tỉnh Đắk Nông**: hàng năm (trước ngày 15/12)"),
        ("Tất cả các kế hoạch đều do Chủ tịch ký phải không?", "Không phải", "Phó Chủ tịch"),
        # the figures of a number, a number of times, a share of 100.000
        ("Số kế hoạch Đắk Nông là 157 phải không?", "Không phải 157", "175/KH-UBND"),
        ("Kế hoạch Đắk Nông số 175 đúng không?", "Đúng.", "175/KH-UBND"),
        ("Thời gian làm việc nhà giảm còn 1,7 lần phải không?", "Không phải 1,7", "2 lần"),
        ("so gio noi tro huong tra giam con 2 lan phai khong", "Đúng.", "2 lần"),
        ("Tử vong bà mẹ Hương Trà giảm xuống 20/100.000 phải không?", "Không phải 20/100.000",
         "10/100.000"),
        ("Tỷ số giới tính khi sinh Hương Trà là 110 bé trai trên 100 bé gái phải không?", "Đúng.",
         "110"),
    ],
)  # fmt: skip
def test_what_is_asserted(asker: Asker, question: str, begins: str, says: str) -> None:
    answer = ask(asker, question)
    assert answer.answer.startswith(begins)
    assert says in answer.answer


def test_a_year_of_an_event_is_no_year_of_the_plan(asker: Asker) -> None:
    answer = ask(asker, "Chiến lược 2021-2030 có được nhắc ở kế hoạch Lâm Thao 2024 không?")
    assert not answer.answer.startswith("Không phải")
    assert "2021-2030" in answer.answer
    answer = ask(asker, "Tháng hành động năm 2023 được nhắc ở đâu trong kế hoạch Lâm Thao?")
    assert "II. NHIỆM VỤ" in answer.answer
    answer = ask(asker, "Vì sao kế hoạch Lâm Thao 2024 lại nói Tháng hành động năm 2023?")
    assert "lý do" in answer.answer
    answer = ask(asker, "Tháng hành động năm 2023 ở Kon Tum diễn ra khi nào?")
    assert answer.reason == "not_in_corpus"


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch Kon Tum ký ngày 5/3 phải không?",  # it prints no date
        "Có phải mục tiêu của Hương Trà là 61% không?",
    ],
)
def test_what_a_plan_does_not_print_is_refused(asker: Asker, question: str) -> None:
    assert ask(asker, question).abstained


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Do Phó Chủ tịch ký à?", True),
        ("Hạn là 15/12 nhỉ?", True),
        ("Cho em xin nơi nhận với ạ", False),
        ("Hạn nào ấy nhỉ?", False),
        ("Bắt đầu ngày 1/11 phải không?", True),
        ("bat dau ngay 1/11 phai khong", True),
        ("Ở đâu, phải không?", False),
        ("The report is due in June, right?", True),
    ],
)
def test_a_tag_asks_to_confirm(text: str, asks: bool) -> None:
    assert confirms(text) == asks


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("trước ngày 15/11/2024", ["ngày 15/11/2024"]),
        ("ngay 5 thang 3 phai khong", ["ngày 5 tháng 3"]),
        ("đạt 60 phần trăm, năm 2030", ["60 phần trăm", "năm 2030"]),
        ("Sở Y tế", []),
    ],
)
def test_values_of_a_text(text: str, written: list[str]) -> None:
    assert [value.written for value in values(text)] == written


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("ngày 06 tháng 4 năm 2021", "12/3/2022", -1),
        ("15/11/2024", "trước ngày 30/11", -1),
        ("trước 10/12", "ngày 10 tháng 12", 0),
        ("tháng 4 năm 2024", "15/4/2024", None),
        ("20/4/2024", "tháng 3 năm 2024", 1),
    ],
)
def test_days_in_order(one: str, other: str, sign: int | None) -> None:
    days = day_in(one), day_in(other)
    assert isinstance(days[0], Day)
    assert isinstance(days[1], Day)
    apart = earlier(days[0], days[1])
    assert (apart if apart is None else (apart > 0) - (apart < 0)) == sign


@pytest.mark.parametrize(
    ("question", "day", "begins"),
    [
        ("Kế hoạch Hương Trà còn hiệu lực không?", date(2026, 11, 27), "Thời kỳ của kế hoạch đã"),
        ("Kế hoạch Hương Trà còn hiệu lực không?", date(2025, 12, 31), "Còn trong thời kỳ"),
        ("Kế hoạch Kon Tum hết giá trị chưa?", date(2026, 11, 27), "Thời kỳ của kế hoạch đã hết"),
        ("Is the Dak Nong plan still in force?", date(2026, 11, 27), "The plan's period is not"),
    ],
)
def test_whether_a_plan_still_runs(asker: Asker, question: str, day: date, begins: str) -> None:
    assert asker.ask(question, day=day).answer.startswith(begins)


SUMS = (
    "Tổng kinh phí là 18.600 triệu đồng, gồm: ngân sách tỉnh 13.200 triệu đồng; ngân sách xã "
    "3.900 triệu đồng"
)


@pytest.mark.parametrize(
    ("asked", "said", "wrong"),
    [
        pytest.param("ngân sách tỉnh 13.200 triệu", SUMS, [], id="its own sum"),
        pytest.param("ngân sách tỉnh 18.600 triệu", SUMS, ["13200.0"], id="the sum of all"),
        pytest.param("ngân sách tỉnh 3.900 triệu", SUMS, ["13200.0"], id="the next source's"),
        pytest.param("ngân sách huyện 13.200 triệu", SUMS, None, id="a source not there"),
        pytest.param("sơ kết quý III năm 2027", "Sơ kết vào quý III năm 2028", ["2028"],
                     id="the year beside a quarter"),
        pytest.param("báo cáo trước ngày 15/12", "báo cáo kết quả trước ngày 15/12/2025", [],
                     id="a day without its year"),
        pytest.param("tổ chức hội thi", "không tổ chức hội thi", None, id="denied in the plan"),
        pytest.param("không tổ chức hội thi", "tổ chức hội thi", None, id="denied in the question"),
        pytest.param("Nghị quyết 28 của", "Nghị quyết số 28/NQ-CP ngày 03/3/2021 của", [],
                     id="a number without its letters"),
    ],
)  # fmt: skip
def test_words_laid_beside_the_plans(asked: str, said: str, wrong: list[str] | None) -> None:
    found = align(pieces(asked, ()), pieces(said, ()), frozenset(), str.__eq__, otherwise=VALUES)
    told = [other.key for _, other in found.wrong] if found is not None else None
    assert told == wrong


def test_a_figure_told_of_two_years_is_left_open() -> None:
    said = pieces("Tỷ lệ nữ đạt 50% vào năm 2025 và 60% vào năm 2030", ())
    found = align(
        pieces("tỷ lệ nữ đạt 60%", ()), said, frozenset({"vao"}), str.__eq__, otherwise=VALUES
    )
    assert found is not None
    assert found.open
