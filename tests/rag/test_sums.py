"""Sums of money: the whole, of each source, of one source, for one agency."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import ask, lacking, told
from tests.rag.made_plans import plan

ONE_SENTENCE = """III. KINH PHÍ THỰC HIỆN
Kinh phí thực hiện Kế hoạch trong 4 năm là 6,5 tỷ đồng, gồm: ngân sách huyện 3,25 tỷ đồng; ngân
sách xã 0,75 tỷ đồng; ngân sách tỉnh hỗ trợ 1,5 tỷ đồng; tài trợ của doanh nghiệp 1.0 tỷ đồng. Các
cơ quan lập dự toán, gửi Phòng Tài chính - Kế hoạch chậm nhất ngày 15 tháng 7 hằng năm.
"""
IN_POINTS = """III. KINH PHÍ THỰC HIỆN
a) Ngân sách xã: 90 triệu đồng, trong đó tuyên truyền 40 triệu đồng.
b) Ngân sách tỉnh hỗ trợ: 75 triệu đồng cho lớp học bơi.
c) Xã hội hóa: 12 triệu đồng.
d) Việc quản lý, sử dụng kinh phí theo Thông tư số 40/2017/TT-BTC ngày 28 tháng 4 năm 2017.
đ) Kinh phí tặng quà do Hội Nông dân xã vận động, không tính vào số kinh phí nêu trên.
"""
DUTIES = """IV. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế: Chủ trì khám sức khỏe định kỳ cho trẻ em dưới 6 tuổi.
2. Hội Chữ thập đỏ huyện: Hỗ trợ 15 trẻ mồ côi, mỗi em 300.000 đồng/tháng.
3. Hội Nông dân huyện: Vận động hội viên làm sân chơi.
"""
HOA, LAC = "an-hoa-2024", "yen-lac-2024"


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("made")
    (folder / f"{HOA}.txt").write_text(plan(money=ONE_SENTENCE, duties=DUTIES), encoding="utf-8")
    commune = plan(money=IN_POINTS, number="Số: 9/KH-UBND").replace("An Hòa", "Yên Lạc")
    commune = commune.replace("HUYỆN AN HÒA", "XÃ YÊN LẠC").replace("huyện", "xã")
    (folder / f"{LAC}.txt").write_text(commune, encoding="utf-8")
    settings = Settings(corpus=folder, index=tmp_path_factory.mktemp("index") / "index")
    assert not ingest_corpus(settings).failed
    return Asker(settings)


@pytest.mark.parametrize(
    ("question", "plan_id", "says", "never"),
    [
        ("Tổng kinh phí 4 năm của An Hòa bao nhiêu, chia theo nguồn thế nào?", HOA,
         "6,5 tỷ đồng, gồm: ngân sách huyện 3,25 tỷ", "!"),
        ("Kinh phí ở An Hòa gồm những nguồn nào, mỗi nguồn bao nhiêu?", HOA, "1.0 tỷ đồng", "!"),
        ("cơ cấu nguồn vốn của kế hoạch An Hòa", HOA, "0,75 tỷ đồng", "!"),
        ("Kinh phí xã Yên Lạc chia theo từng nguồn ra sao?", LAC, "12 triệu đồng", "!"),
        ("What is the breakdown of the budget by source in An Hoa?", HOA, "1.0 tỷ đồng", "!"),
        # one source: the province's money is not the commune's own
        ("tỉnh rót về Yên Lạc bao nhiêu triệu, để làm gì?", LAC, "75 triệu đồng cho lớp học bơi",
         "90 triệu"),
        ("Ngân sách tỉnh hỗ trợ An Hòa bao nhiêu?", HOA, "1,5 tỷ đồng", "3,25"),
        ("ngan sach cac xa o An Hoa gop bao nhieu", HOA, "0,75 tỷ đồng", "3,25"),
        ("Doanh nghiệp tài trợ cho An Hòa bao nhiêu tiền?", HOA, "1.0 tỷ đồng", "3,25"),
        ("How much does the province give Yen Lac?", LAC, "75 triệu đồng", "90 triệu"),
        ("Tổng kinh phí 4 năm của An Hòa bao nhiêu, trong đó ngân sách xã bao nhiêu?", HOA,
         "là 6,5 tỷ đồng, gồm", "lập dự toán"),
        # by which rules, of one thing
        ("Tiền làm kế hoạch Yên Lạc quản lý theo thông tư nào?", LAC, "40/2017/TT-BTC", "triệu"),
        ("Quà tặng trẻ em nghèo ở Yên Lạc tiền lấy ở đâu ra, có tính vào 90 triệu không?", LAC,
         "do Hội Nông dân xã vận động, không tính", "triệu"),
        # which gives most, least
        ("Nguồn nào góp nhiều nhất cho An Hòa?", HOA, "ngân sách huyện 3,25 tỷ", "0,75"),
        ("nguon nao gop it nhat o Yen Lac", LAC, "12 triệu đồng", "90 triệu"),
        # for one agency
        ("Hội Chữ thập đỏ huyện An Hòa hỗ trợ trẻ mồ côi bao nhiêu tiền?", HOA, "300.000 đồng",
         "tỷ"),
    ],
)  # fmt: skip
def test_sums(asker: Asker, question: str, plan_id: str, says: str, never: str) -> None:
    answer = told(ask(asker, question), plan_id)
    assert says in answer
    assert never not in answer


@pytest.mark.parametrize(
    ("question", "plan_id"),
    [
        ("Trung ương cấp cho Yên Lạc bao nhiêu tiền?", LAC),
        ("Kinh phí cho Hội Nông dân huyện An Hòa là bao nhiêu?", HOA),
        ("An Hòa dành bao nhiêu tiền cho khám sức khỏe định kỳ cho trẻ em?", HOA),
        # "tủ sách" is no "từ" and no "ngân sách"
        ("An Hòa dành bao nhiêu tiền cho tủ sách?", HOA),
    ],
)
def test_no_sum(asker: Asker, question: str, plan_id: str) -> None:
    answer = ask(asker, question)
    assert not told(answer, plan_id)
    assert "không nêu số tiền" in lacking(answer, plan_id)


@pytest.mark.parametrize(
    ("before", "question", "says"),
    [
        ("Huyện An Hòa chi bao nhiêu tiền cho kế hoạch?", "riêng ngân sách cấp xã thì sao?",
         "… ngân sách xã 0,75 tỷ đồng…"),
        ("Hội Nông dân huyện An Hòa làm gì?", "kinh phí cho hội làm việc đó bao nhiêu?", ""),
    ],
)  # fmt: skip
def test_sums_in_a_talk(asker: Asker, before: str, question: str, says: str) -> None:
    assert told(asker.ask(question, turns=(before,)), HOA) == says
