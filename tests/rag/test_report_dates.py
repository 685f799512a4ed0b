"""Reporting dates told in one sentence after another, and how soon a report is due."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import ask, told
from tests.rag.made_plans import plan

INLINE = """V. CHẾ ĐỘ BÁO CÁO
Các cơ quan, xã, thị trấn báo cáo về Phòng Y tế: báo cáo quý gửi chậm nhất ngày 08 của tháng cuối
quý; sơ kết 6 tháng gửi trước ngày 14 tháng 6; tổng kết năm gửi trước 17 giờ ngày 25 tháng 11 năm
2024. Phòng Y tế dự thảo báo cáo của Ủy ban nhân dân huyện gửi Sở Y tế trước ngày 05 tháng 12 năm
2024. Báo cáo đột xuất: khi có trẻ em bị đuối nước, Ủy ban nhân dân xã báo cáo Phòng Y tế ngay
trong ngày, bằng văn bản không quá 36 giờ.
"""
COMMUNES = """IV. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế: Chủ trì khám sức khỏe định kỳ cho trẻ em dưới 6 tuổi.
2. Ủy ban nhân dân các xã, thị trấn ban hành kế hoạch cấp mình chậm nhất ngày 30 tháng 4 năm 2024,
gửi Phòng Y tế theo dõi; định kỳ báo cáo 6 tháng trước ngày 09 tháng 6, báo cáo năm trước ngày 03
tháng 12.
3. Công an huyện: Thống kê số vụ việc, báo cáo Phòng Y tế trước ngày 21 hằng tháng.
4. Phòng Y tế: Phối hợp với Ủy ban nhân dân các xã tổng hợp, hằng năm báo cáo Sở Y tế và
Bộ Y tế.
5. Phòng Tư pháp: Cung cấp số liệu hòa giải cho Phòng Y tế vào ngày 15 tháng 5 hằng năm.
Các cơ quan, đơn vị, các thôn gửi báo cáo kết quả Tháng hành động về Phòng Y tế trước ngày 18
tháng 7 năm 2024; riêng các trường học gửi trước ngày 17 tháng 7 năm 2024.
"""
LONG = """IV. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế: Ban hành quy trình chăm sóc trẻ em trong quý II năm 2024.
2. Công an huyện: Phát thanh vào sáng thứ Ba và sáng thứ Sáu hằng tuần.
3. Phòng Tư pháp: Phối hợp với Ủy ban nhân dân các xã lập kế hoạch trợ giúp trước ngày 20/4/2024.
4. Ủy ban nhân dân các xã: Ban hành kế hoạch giai đoạn 2024 - 2026 trước ngày 28 tháng 02 năm 2024.
5. Phòng Y tế: Tham mưu ban hành Kế hoạch tổ chức Tháng hành động hàng năm.
6. Các xã còn khó khăn: Xây dựng kế hoạch 5 năm và hàng năm để thực hiện Kế hoạch này.
7. Công an huyện: Lập kế hoạch tuần tra, gửi Phòng Nội vụ trước ngày 27 tháng 02 năm 2024.
8. Phòng Nội vụ: Cụ thể hóa thành kế hoạch của đơn vị mình, ban hành trước ngày 19/3/2024.
9. Phòng Nông nghiệp: Xây dựng kế hoạch của ngành.
Các cơ quan, đơn vị báo cáo kết quả về Phòng Y tế trước ngày 16 tháng 12 năm 2024.
"""
HOA, LAC, LONG_ID = "an-hoa-2024", "yen-lac-2024", "son-tay-2024-2026"


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("made")
    (folder / f"{HOA}.txt").write_text(plan(duties=INLINE), encoding="utf-8")
    other = plan(duties=COMMUNES, number="Số: 9/KH-UBND")
    other = other.replace("AN HÒA", "YÊN LẠC").replace("An Hòa", "Yên Lạc")
    (folder / f"{LAC}.txt").write_text(other, encoding="utf-8")
    title = "Công tác trẻ em giai đoạn 2024 - 2026 trên địa bàn huyện An Hòa"
    other = plan(duties=LONG, number="Số: 10/KH-UBND", title=title)
    other = other.replace("AN HÒA", "SƠN TÂY").replace("An Hòa", "Sơn Tây")
    (folder / "son-tay-2024-2026.txt").write_text(other, encoding="utf-8")
    settings = Settings(corpus=folder, index=tmp_path_factory.mktemp("index") / "index")
    assert not ingest_corpus(settings).failed
    return Asker(settings)


@pytest.mark.parametrize(
    ("question", "plan_id", "says", "never"),
    [
        ("Báo cáo 6 tháng của An Hòa gửi trước ngày nào?", HOA, "14 tháng 6", "25 tháng 11"),
        ("bao cao sau thang o An Hoa nop truoc ngay nao", HOA, "14 tháng 6", "05 tháng 12"),
        ("Báo cáo quý ở An Hòa gửi chậm nhất ngày nào?", HOA, "ngày 08 của tháng cuối quý",
         "14 tháng 6"),
        ("Báo cáo năm của An Hòa trước ngày nào?", HOA, "17 giờ ngày 25 tháng 11", "14 tháng 6"),
        ("Báo cáo 6 tháng ở An Hòa và Yên Lạc gửi trước ngày nào?", HOA, "14 tháng 6", "09"),
        # the report's own clause: not the plan that is due in the clause before
        ("Báo cáo 6 tháng ở An Hòa và Yên Lạc gửi trước ngày nào?", LAC, "09 tháng 6", "30 tháng"),
        ("When must the communes of Yen Lac send their six-month reports?", LAC, "09 tháng 6",
         "30 tháng 4"),
        # to whom: the day of what goes there
        ("An Hòa báo cáo Sở Y tế trước ngày nào?", HOA, "05 tháng 12", "25 tháng 11"),
        ("Các xã ở An Hòa báo cáo năm về Phòng Y tế khi nào?", HOA, "25 tháng 11", "05 tháng 12"),
        # on a day of each month, of the one that has no other
        ("Công an huyện Yên Lạc báo cáo trước ngày nào?", LAC, "trước ngày 21 hằng tháng",
         "03 tháng"),
        ("Các xã ở Yên Lạc báo cáo trước ngày nào?", LAC, "03 tháng 12", "21"),
        # a date of their own, of those that the collective name holds
        ("Trường THCS ở Yên Lạc gửi báo cáo trước ngày nào?", LAC, "17 tháng 7", "18 tháng 7"),
        ("truong mam non o Yen Lac nop bao cao han nao", LAC, "17 tháng 7", "18 tháng 7"),
        # the report on the month of action, not the month's own days; to whom, with its day
        ("Yên Lạc gửi báo cáo kết quả Tháng hành động trước ngày nào?", LAC, "18 tháng 7", "21"),
        ("Yên Lạc gửi báo cáo kết quả cho bộ nào?", LAC, "Gửi Sở Y tế và Bộ Y tế", "18 tháng 7"),
        ("Xã ở Yên Lạc gửi báo cáo năm cho phòng nào?", LAC, "Gửi Phòng Y tế", "Bộ Y tế"),
        # a plan that is sent is no report
        ("Sơn Tây báo cáo cho ai?", LONG_ID, "Gửi Phòng Y tế", "kế hoạch"),
        # its own plan in other words; whether it has to make one, where no day is told
        ("Phòng Nội vụ Sơn Tây ban hành kế hoạch trước ngày nào?", LONG_ID, "19/3/2024", "20/4"),
        ("Phòng Nông nghiệp Sơn Tây có phải lập kế hoạch không, trước ngày nào?", LONG_ID,
         "Xây dựng kế hoạch của ngành", "trước"),
        # those whom no lexicon names; what is given to the one named, no report of another
        ("Các thôn ở Yên Lạc báo cáo trước ngày nào?", LAC, "18 tháng 7", "03 tháng 12"),
        ("cac thon gui bao cao truoc ngay nao", LAC, "18 tháng 7", "03 tháng 12"),
        ("Yên Lạc: cung cấp số liệu cho Phòng Y tế ngày nào?", LAC, "ngày 15 tháng 5", "18 tháng"),
        ("Phòng Tư pháp Yên Lạc gửi số liệu khi nào?", LAC, "ngày 15 tháng 5", "18 tháng"),
        # "định kỳ" is each half-year and year, in whichever words
        ("Các xã ở An Hòa báo cáo định kỳ vào những thời điểm nào?", HOA, "14 tháng 6", "05 tháng"),
        ("Báo cáo định kỳ ở Yên Lạc gửi khi nào?", LAC, "09 tháng 6", "30 tháng 4"),
        # two times of one clause are told together
        ("Sơn Tây phát thanh vào những ngày nào trong tuần?", LONG_ID, "thứ Ba và sáng thứ Sáu",
         "sáng thứ Sáu hằng tuần:"),
        # how soon
        ("Có trẻ đuối nước thì xã ở An Hòa phải báo cáo bằng văn bản trong bao lâu?", HOA,
         "36 giờ", "14 tháng 6"),
    ],
)  # fmt: skip
def test_report_dates(asker: Asker, question: str, plan_id: str, says: str, never: str) -> None:
    answer = told(ask(asker, question), plan_id)
    assert says in answer
    assert never not in answer


@pytest.mark.parametrize(
    "question",
    [
        "Các xã ở Sơn Tây ban hành kế hoạch hằng năm trước ngày nào?",
        "cac xa o Son Tay ban hanh ke hoach hang nam khi nao",
        "Hằng năm các xã của Sơn Tây xây dựng kế hoạch khi nào?",
        # "hàng năm" of the plan to be made is no day, and another agency's plan none of theirs
        "Sơn Tây: xã lập kế hoạch hằng năm trước ngày nào?",
    ],
)
def test_the_date_of_a_plan_for_years_is_not_told(asker: Asker, question: str) -> None:
    long = told(ask(asker, "Các xã ở Sơn Tây ban hành kế hoạch trước ngày nào?"), LONG_ID)
    assert "28 tháng 02" in long
    assert not told(ask(asker, question), LONG_ID)


def test_no_other_report_stands_for_that_on_the_month(asker: Asker) -> None:
    answer = ask(asker, "Báo cáo Tháng hành động ở An Hòa gửi trước ngày nào?")
    assert not told(answer, HOA)


def test_a_sixteenth_is_no_half_year(asker: Asker) -> None:
    assert "16 tháng 12" in told(ask(asker, "Sơn Tây báo cáo trước ngày nào?"), LONG_ID)
    assert not told(ask(asker, "Sơn Tây báo cáo 6 tháng trước ngày nào?"), LONG_ID)


def test_the_report_talked_of_is_carried_over(asker: Asker) -> None:
    before = "Báo cáo 6 tháng ở Yên Lạc gửi trước ngày nào?"
    answer = told(asker.ask("Thế còn huyện An Hòa?", turns=(before,)), HOA)
    assert "14 tháng 6" in answer
    assert "25 tháng 11" not in answer
