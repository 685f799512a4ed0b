"""Dates: all of them where all are asked, and of two events in a clause the one that is asked."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import DAK_NONG as NONG
from tests.rag.asking import HUONG_TRA as TRA
from tests.rag.asking import KON_TUM as TUM
from tests.rag.asking import LAM_THAO as THAO
from tests.rag.asking import QUANG_NGAI as NGAI
from tests.rag.asking import ask, told


@pytest.fixture(scope="module")
def asker(corpus_index: Settings) -> Asker:
    return Asker(corpus_index)


@pytest.mark.parametrize(
    ("question", "lines", "says"),
    [
        ("Kể ra tất cả thời hạn báo cáo giúp em", {NONG: 3, NGAI: 3, TRA: 1, THAO: 1, TUM: 4},
         "trước ngày 15/12"),
        # the month of action, the wards' own plans, the yearly report, the final review
        ("Những mốc thời gian nào có trong kế hoạch Hương Trà?", {TRA: 4}, "15/7/2021"),
        ("List all deadlines of the Kon Tum plan", {TUM: 7}, "Quý II năm 2021"),
        # one sort of date asked: one a plan
        ("Liệt kê hạn báo cáo năm của Hương Trà và Đắk Nông", {TRA: 1, NONG: 1}, "30/11"),
    ],
)  # fmt: skip
def test_all_dates_are_listed(
    asker: Asker, question: str, lines: dict[str, int], says: str
) -> None:
    answer = ask(asker, question)
    found = {plan_id: told(answer, plan_id).splitlines() for plan_id in lines}
    assert {plan_id: len(claims) for plan_id, claims in found.items()} == lines
    assert says in answer.answer


@pytest.mark.parametrize(
    ("question", "plan_id", "says", "never"),
    [
        # "tổ chức sơ kết 02 năm giữa kỳ và tổng kết … vào năm 2025"
        ("Hương Trà sơ kết kế hoạch lúc nào?", TRA, "02 năm giữa kỳ", "2025"),
        ("Hương Trà tổng kết kế hoạch lúc nào?", TRA, "vào năm 2025", ""),
        # "tổ chức sơ kết vào năm 2025 và tổng kết Kế hoạch vào năm 2030"
        ("Hương Trà sơ kết giữa kỳ sau mấy năm?", TRA, "02 năm giữa kỳ", "ngày ban hành"),
        # "tham mưu … ban hành Kế hoạch" stands below two items: the one on the month
        ("Tại Kon Tum, việc tham mưu UBND tỉnh ban hành Kế hoạch Tháng hành động do ai chủ trì "
         "và phải hoàn thành trước ngày nào?", TUM, "15 tháng 10 năm 2021", "tháng 3"),
        ("Năm nào Đắk Nông sơ kết?", NONG, "vào năm 2025: ", "vào năm 2030: "),
        ("Đắk Nông năm nào họp giữa kỳ?", NONG, "vào năm 2025: ", "vào năm 2030: "),
        ("Đắk Nông năm nào kết thúc đánh giá?", NONG, "vào năm 2030", ""),
        ("Năm nào Đắk Nông tổng kết?", NONG, "vào năm 2030: ", "vào năm 2025: "),
    ],
)  # fmt: skip
def test_of_two_events_the_one_asked(
    asker: Asker, question: str, plan_id: str, says: str, never: str
) -> None:
    text = told(ask(asker, question), plan_id)
    assert says in text
    assert not (never and never in text)


@pytest.mark.parametrize(
    ("question", "plan_id", "begins", "never"),
    [
        # what the plan does is no word of the task
        ("Hương Trà yêu cầu xây dựng kế hoạch trước ngày nào?", TRA, "trước ngày 15/7", "2025"),
        # an agency without a date of its own: how soon it must, not what others must
        ("Khi nào UBND các huyện Kon Tum phải xây dựng kế hoạch?", TUM, "khẩn trương", "tháng 3"),
        # a report's date is of the one that it goes to, also through an office
        ("Các xã Hương Trà báo cáo Phòng LĐTBXH lúc nào?", TRA, "hàng năm (trước ngày 30/11)", ""),
        ("Hương Trà báo cáo tỉnh khi nào?", TRA, "", "30/11"),
        ("Sở LĐTBXH Kon Tum báo cáo Bộ trước ngày nào?", TUM, "", "2021"),
        # an agency that is not named has the report that is due from all
        ("Sở Y tế Kon Tum báo cáo khi nào?", TUM, "định kỳ 06 tháng (trước ngày 10 tháng 6)", ""),
        # the first and the last date of a plan, with its task
        ("Việc nào đến hạn sớm nhất ở Kon Tum?", TUM, "hoàn thành trong tháng 3 năm 2021: Sở", ""),
        ("Việc nào đến hạn muộn nhất ở Kon Tum?", TUM, "hàng năm (trước ngày 10 tháng 12): ", ""),
    ],
)  # fmt: skip
def test_the_date_of_what_is_asked(
    asker: Asker, question: str, plan_id: str, begins: str, never: str
) -> None:
    text = told(ask(asker, question), plan_id)
    assert text.startswith(begins)
    assert not (never and never in text)


_PLAN = """ỦY BAN NHÂN DÂN
TỈNH SƠN HẠ
Số: 12/KH-UBND
Sơn Hạ, ngày 10 tháng 01 năm 2027
KẾ HOẠCH
Thực hiện công tác bình đẳng giới năm 2027 trên địa bàn tỉnh Sơn Hạ
II. NHIỆM VỤ
1. Phát bản tin về chăm sóc người mẹ trên sóng truyền thanh vào thứ Hai, thứ Năm hằng tuần.
2. Tổ chức hội diễn văn nghệ. Cơ quan chủ trì: Sở Nội vụ; Cơ quan phối hợp: Tỉnh đoàn; \
Thời gian: tháng 9 năm 2027.
III. TỔ CHỨC THỰC HIỆN
1. Sở Y tế
- Cung cấp danh mục thuốc cho Sở Tài chính định kỳ hằng quý.
2. Công an tỉnh
- Giải quyết tố giác về mua bán người trong vòng 36 giờ kể từ khi nhận tin.
- Thống kê số vụ việc gửi Sở Tư pháp trước ngày 07 tháng 12 năm 2027.
3. Sở Tài chính
- Thẩm định dự toán.
"""


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "son-ha-2027.txt").write_text(_PLAN, encoding="utf-8")
    settings = Settings(corpus=folder, index=tmp_path_factory.mktemp("index"))
    ingest_corpus(settings)
    return Asker(settings)


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("Bản tin về chăm sóc người mẹ phát ngày nào?", "vào thứ Hai, thứ Năm hằng tuần: ", ""),
        ("Hội diễn văn nghệ tổ chức khi nào?", "tháng 9 năm 2027: Tổ chức hội diễn", "phối hợp:"),
        ("Sở Y tế hạn bao giờ?", "hằng quý: Cung cấp danh mục thuốc", "07 tháng 12"),
        ("Sở Tài chính hạn bao giờ?", "", "07 tháng 12"),
        ("Công an tỉnh giải quyết tố giác trong bao lâu?", "trong vòng 36 giờ", "07 tháng 12"),
        ("Cơ quan nào nộp số liệu trước 7/12?", "Công an tỉnh: Thống kê", "Sở Y tế"),
    ],
)  # fmt: skip
def test_what_is_due_and_whose(other: Asker, question: str, says: str, never: str) -> None:
    answer = other.ask(question)
    assert says in answer.answer
    assert not (never and never in answer.answer)
