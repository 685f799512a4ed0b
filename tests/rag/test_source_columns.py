"""Tables with a column for each source of money, or for each role of an agency."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import ask, told
from tests.rag.made_plans import plan

MONEY = """III. KINH PHÍ THỰC HIỆN
Dự toán như sau (ĐVT: triệu đồng):

| TT | Nội dung chi | NS huyện | Xã hội hóa | Cộng |
|---|---|---|---|---|
| 1 | Diễn đàn trẻ em | 30 | 10 | 40 |
| 2 | Dạy bơi an toàn | 100 | | 100 |
| 3 | Tặng tủ sách thôn | 0 | 70 | 70 |
| | Tổng cộng | 130 | 80 | 210 |
"""
DUTIES = """IV. PHÂN CÔNG

| TT | Cơ quan | Chỉ tiêu chủ trì | Chỉ tiêu phối hợp | Kỳ báo cáo |
|---|---|---|---|---|
| 1 | Phòng Y tế | 1.1; 2.1 | 2.2 | Hằng quý |
| 2 | Công an huyện | 2.2 | 1.1 | 6 tháng |
| 3 | Hội Nông dân huyện | - | 1.1; 2.1 | Hằng năm |
| 4 | Trạm Y tế các xã | - | Tất cả các chỉ tiêu | Hằng năm |

V. TỔ CHỨC THỰC HIỆN
1. Phòng Tư pháp: Tổng hợp, báo cáo Ủy ban nhân dân huyện trước ngày 10/12/2024.

VI. LỊCH TỔ CHỨC

| STT | Hoạt động | Thời gian | Địa điểm | Đơn vị chủ trì |
|---|---|---|---|---|
| 1 | Diễn đàn trẻ em cấp huyện | 12/6/2024 | Hội trường huyện | Huyện đoàn |
| 2 | Liên hoan măng non | 20/8/2024 | Nhà văn hóa | Phòng Y tế |
"""
HOA = "an-hoa-2024"


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("made")
    (folder / f"{HOA}.txt").write_text(plan(money=MONEY, duties=DUTIES), encoding="utf-8")
    settings = Settings(corpus=folder, index=tmp_path_factory.mktemp("index") / "index")
    assert not ingest_corpus(settings).failed
    return Asker(settings)


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        # a row, the whole, one source of either
        ("Diễn đàn trẻ em ở An Hòa hết bao nhiêu tiền?", "Diễn đàn trẻ em: 40 triệu", "210"),
        ("tong kinh phi cua An Hoa bao nhieu", "Tổng cộng: 210 triệu", "Dạy bơi"),
        ("An Hòa cần bao nhiêu tiền tất cả?", "Tổng cộng: 210 triệu", "Dạy bơi"),
        ("Tổng kinh phí dạy bơi ở An Hòa là bao nhiêu?", "Dạy bơi an toàn: 100 triệu", "210"),
        ("Xã hội hóa ở An Hòa được bao nhiêu?", "Tổng cộng – Xã hội hóa: 80 triệu", "210"),
        ("ns huyen An Hoa chi dien dan tre em het bao nhieu", "NS huyện: 30 triệu", "130"),
        ("An Hòa chi tổng cộng bao nhiêu, trong đó ngân sách huyện mấy?",
         "Tổng cộng: 210 triệu đồng (NS huyện: 130 triệu", "Dạy bơi"),
        ("Mỗi nguồn bao nhiêu trong dự toán của An Hòa?", "Xã hội hóa: 80 triệu", "Dạy bơi"),
        ("Tủ sách thôn ở An Hòa lấy tiền từ đâu?", "Xã hội hóa: 70 triệu", "210"),
        # which rows a source pays for
        ("An Hòa khoản nào xã hội hóa nhiều nhất?", "Tặng tủ sách thôn: 70", "Dạy bơi"),
        ("Khoản nào của An Hòa không dùng ngân sách huyện?", "Tặng tủ sách thôn", "Diễn đàn"),
        ("An Hòa khoản nào dùng xã hội hóa?", "Diễn đàn trẻ em: 40", "Dạy bơi"),
        ("Dạy bơi ở An Hòa có dùng ngân sách huyện không?", "NS huyện: 100 triệu", "210"),
        ("How much does the district budget give for swimming lessons in An Hoa?",
         "NS huyện: 100 triệu", "210"),
        ("An Hòa: tổng xã hội hóa bao nhiêu và mục nào xã hội hóa nhiều nhất?", "tủ sách", "Dạy"),
        # what the work told costs: its own row, or none
        ("An Hòa: ngày 12/6 có việc gì, hết bao nhiêu?", "Diễn đàn trẻ em: 40 triệu", "Dạy bơi"),
        ("An Hòa: việc nào ngày 20/8, ai lo, hết bao nhiêu?", "Phòng Y tế: Liên hoan", "triệu"),
        ("An Hòa: liên hoan măng non khi nào, hết bao nhiêu?", "20/8/2024", "triệu"),
        ("An Hòa: diễn đàn trẻ em hết bao nhiêu tiền và ai chủ trì?", "Huyện đoàn", "Dạy bơi"),
        # a sum to be confirmed
        ("Xã hội hóa của An Hòa là 80 triệu đúng không?", "Tổng cộng – Xã hội hóa: 80", "Dạy bơi"),
        ("Có phải An Hòa chi 210 triệu cho công tác trẻ em không?", "Tổng cộng: 210", "Dạy bơi"),
        # another source, another work, the sum of one
        ("Ngân sách tỉnh hỗ trợ An Hòa bao nhiêu?", "", "!"),
        ("Ngân sách huyện An Hòa chi bao nhiêu cho người cao tuổi?", "", "!"),
        ("Mỗi lớp dạy bơi ở An Hòa bao nhiêu tiền?", "", "!"),
        # what each agency has, in the role asked for
        ("Chỉ tiêu 1.1 ở An Hòa cơ quan nào chủ trì?", "Phòng Y tế: chỉ tiêu 1.1", "Công an"),
        ("ai phoi hop chi tieu 2.1 o An Hoa", "Hội Nông dân huyện (phối hợp)", "Phòng Y tế"),
        ("An Hòa: ngoài Hội Nông dân, ai phối hợp chỉ tiêu 1.1?", "Công an huyện", "Nông dân"),
        ("Ai phối hợp chỉ tiêu 2.2 ở An Hòa?", "Trạm Y tế các xã (phối hợp): Tất cả", "Tư pháp"),
        ("Công an huyện An Hòa chủ trì những chỉ tiêu nào?", "chỉ tiêu 2.2", "1.1"),
        ("Hội Nông dân huyện An Hòa phối hợp chỉ tiêu nào?", "chỉ tiêu 1.1, 2.1", "2.2"),
        # how often it reports, no other's day
        ("Công an huyện An Hòa bao lâu báo cáo một lần?", "Kỳ báo cáo: 6 tháng", "10/12"),
        ("An Hòa: Công an huyện báo cáo hằng năm đúng không?", "6 tháng", "10/12"),
        ("Cơ quan nào ở An Hòa báo cáo hằng quý?", "Phòng Y tế – Kỳ báo cáo", "Công an"),
    ],
)  # fmt: skip
def test_a_table_by_columns(asker: Asker, question: str, says: str, never: str) -> None:
    answer = told(ask(asker, question), HOA)
    assert (says in answer) if says else not answer
    assert never not in answer
