"""Sums of money: the whole, of each source, of one source, for one agency."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import ask, lacking, told
from tests.rag.made_plans import plan

ONE_SENTENCE = """III. KINH PHÍ THỰC HIỆN
Kinh phí thực hiện Kế hoạch trong 4 năm dự kiến 6,5 tỷ đồng, gồm: ngân sách huyện 3,25 tỷ đồng; ngân
sách xã 0,75 tỷ đồng; ngân sách tỉnh hỗ trợ 1,5 tỷ đồng; tài trợ của doanh nghiệp 1.0 tỷ đồng. Các
cơ quan lập dự toán, gửi Phòng Tài chính - Kế hoạch chậm nhất ngày 15 tháng 7 hằng năm.
Phân kỳ: năm 2024: 1.600 triệu đồng; năm 2025: 2.100 triệu đồng; năm 2026: 1.300 triệu đồng; năm
2027: 1.500 triệu đồng.
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
4. Huyện đoàn: Tổ chức hội thi; cơ cấu giải: 01 giải nhất 3 triệu đồng; 02 giải nhì, mỗi giải 2
triệu đồng; mở lớp tập huấn, định mức 5 triệu đồng/lớp. Kinh phí thực hiện năm 2023 là 410 triệu
đồng.
5. Các trường học: Trích quỹ mua áo phao, tối thiểu 4 triệu đồng mỗi đơn vị.
"""
OF_A_SO = """UBND TỈNH LÂM CHÂU
SỞ Y TẾ
-------
Số: 11/KH-SYT
Lâm Châu, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Chăm sóc trẻ em năm 2026

Căn cứ Luật Trẻ em năm 2016; Kế hoạch số 33/KH-UBND ngày 15/01/2026 của Ủy ban nhân dân tỉnh Lâm
Châu về công tác trẻ em, Sở Y tế ban hành Kế hoạch như sau:

I. NHIỆM VỤ
Bảng 1. Nhiệm vụ

| TT | Nhiệm vụ | Đơn vị chủ trì | Thời gian |
|---|---|---|---|
| 1 | Khám mắt cho học sinh | Phòng Nghiệp vụ, dược | Tháng 8/2026 |
| 2 | Cân, đo trẻ em | Trung tâm Tư vấn và Chăm sóc trẻ em | Quý II/2026 |

II. KINH PHÍ
Kinh phí thực hiện năm 2026 là 640 triệu đồng, chia ra:

| TT | Khoản chi | Số tiền (triệu đồng) | Đơn vị sử dụng |
|---|---|---|---|
| 1 | Khám mắt | 210 | Phòng Nghiệp vụ, dược |
| 2 | Cân, đo | 430 | Trung tâm Tư vấn và Chăm sóc trẻ em |

Ngân sách tỉnh hỗ trợ khám mắt: 90 triệu đồng.

III. TỔ CHỨC THỰC HIỆN
1. Phòng Nghiệp vụ, dược: Tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 10/12/2026.
2. Văn phòng Sở: Đăng tải Kế hoạch.

GIÁM ĐỐC

Lê Văn Bảy
"""
COUNTED = """I. ĐẶC ĐIỂM TÌNH HÌNH
Đến ngày 31/12/2023, toàn xã có 4.126 trẻ em dưới 16 tuổi; có 63 trẻ em có hoàn cảnh đặc biệt.
Toàn xã có 12.480 nhân khẩu, trong đó nữ 6.310 người. Hộ nghèo do phụ nữ làm chủ là 41 hộ.
II. CHỈ TIÊU
1. 60% trẻ em từ 6 đến dưới 16 tuổi biết bơi an toàn.
2. 95% trẻ em có hoàn cảnh đặc biệt được trợ giúp.
3. Giảm 07 hộ nghèo do phụ nữ làm chủ hộ.
4. Giảm ít nhất 20% số vụ xâm hại trẻ em so với năm 2023 (năm 2023 có 05 vụ).
"""
COUNTED_DUTIES = """IV. TỔ CHỨC THỰC HIỆN
1. Trạm Y tế: Khám sức khỏe cho 58 trẻ em có hoàn cảnh đặc biệt trong quý III năm 2024.
"""
HOA, LAC, CHAU, LAO = "an-hoa-2024", "yen-lac-2024", "so-y-te-lam-chau-2026", "cu-lao-ha-2024"


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("made")
    (folder / f"{HOA}.txt").write_text(plan(money=ONE_SENTENCE, duties=DUTIES), encoding="utf-8")
    commune = plan(money=IN_POINTS, number="Số: 9/KH-UBND").replace("An Hòa", "Yên Lạc")
    commune = commune.replace("HUYỆN AN HÒA", "XÃ YÊN LẠC").replace("huyện", "xã")
    (folder / f"{LAC}.txt").write_text(commune, encoding="utf-8")
    (folder / f"{CHAU}.txt").write_text(OF_A_SO, encoding="utf-8")
    counted = plan(COUNTED, duties=COUNTED_DUTIES, number="Số: 7/KH-UBND")
    for old, new in (
        ("I. MỤC", "A. MỤC"), ("HUYỆN AN HÒA", "XÃ CÙ LAO HẠ"), ("An Hòa", "Cù Lao Hạ"),
        ("huyện", "xã"),
    ):  # fmt: skip
        counted = counted.replace(old, new)
    (folder / f"{LAO}.txt").write_text(counted, encoding="utf-8")
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
        ("Ngân sách xã Yên Lạc bao nhiêu, xã hội hóa bao nhiêu?", LAC, "Xã hội hóa: 12", "75"),
        ("Sở Y tế Lâm Châu: khoản chi thấp nhất là khoản nào?", CHAU, "Khám mắt: 210", "430"),
        ("Sở Y tế Lâm Châu: ai được giao 210 triệu đồng?", CHAU, "Khám mắt: 210 triệu", "430"),
        ("Sở Y tế Lâm Châu: khoản nào trên 300 triệu đồng?", CHAU, "Cân, đo: 430 triệu", "210"),
        # one source: the province's money is not the commune's own
        ("tỉnh rót về Yên Lạc bao nhiêu triệu, để làm gì?", LAC, "75 triệu đồng cho lớp học bơi",
         "90 triệu"),
        ("Ngân sách tỉnh hỗ trợ An Hòa bao nhiêu?", HOA, "1,5 tỷ đồng", "3,25"),
        ("ngan sach cac xa o An Hoa gop bao nhieu", HOA, "0,75 tỷ đồng", "3,25"),
        ("Doanh nghiệp tài trợ cho An Hòa bao nhiêu tiền?", HOA, "1.0 tỷ đồng", "3,25"),
        ("How much does the province give Yen Lac?", LAC, "75 triệu đồng", "90 triệu"),
        ("Tổng kinh phí 4 năm của An Hòa bao nhiêu, trong đó ngân sách xã bao nhiêu?", HOA,
         "dự kiến 6,5 tỷ đồng, gồm", "lập dự toán"),
        ("Tổng kinh phí của An Hòa là bao nhiêu?", HOA, "dự kiến 6,5 tỷ đồng, gồm", "!"),
        ("Kinh phí An Hòa tổng mấy đồng, ngân sách xã mấy đồng?", HOA, "dự kiến 6,5 tỷ đồng", "!"),
        ("Tổng kinh phí An Hòa, doanh nghiệp tài trợ bao nhiêu?", HOA, "dự kiến 6,5 tỷ đồng", "!"),
        ("An Hòa dành bao nhiêu tiền cho công tác trẻ em, ngân sách xã bao nhiêu?", HOA,
         "dự kiến 6,5 tỷ đồng", "!"),
        # by which rules, of one thing
        ("Tiền làm kế hoạch Yên Lạc quản lý theo thông tư nào?", LAC, "40/2017/TT-BTC", "triệu"),
        ("Quà tặng trẻ em nghèo ở Yên Lạc tiền lấy ở đâu ra, có tính vào 90 triệu không?", LAC,
         "do Hội Nông dân xã vận động, không tính", "triệu"),
        # which gives most, least
        ("Nguồn nào góp nhiều nhất cho An Hòa?", HOA, "ngân sách huyện 3,25 tỷ", "0,75"),
        ("Năm nào An Hòa chi nhiều nhất?", HOA, "năm 2025: 2.100 triệu đồng", "1.600"),
        ("Kinh phí năm nào của An Hòa thấp nhất?", HOA, "năm 2026: 1.300 triệu đồng", "2.100"),
        ("nguon nao gop it nhat o Yen Lac", LAC, "12 triệu đồng", "90 triệu"),
        # the whole and where it comes from; a plan without a sum has sources too
        ("Sở Y tế Lâm Châu: tổng kinh phí bao nhiêu, lấy từ nguồn nào?", CHAU,
         "Ngân sách tỉnh hỗ trợ khám mắt", "!"),
        ("tong kinh phi cua Yen Lac bao nhieu, lay tu nguon nao", LAC, "Xã hội hóa: 12", "!"),
        # for one agency
        ("Hội Chữ thập đỏ huyện An Hòa hỗ trợ trẻ mồ côi bao nhiêu tiền?", HOA, "300.000 đồng",
         "tỷ"),
        # of each, of one prize
        ("Mỗi trẻ mồ côi ở An Hòa được bao nhiêu tiền?", HOA, "mỗi em 300.000 đồng", "tỷ"),
        ("Giải nhì hội thi ở An Hòa bao nhiêu tiền?", HOA, "02 giải nhì, mỗi giải 2 triệu",
         "3 triệu"),
        ("Đề nghị cho biết kinh phí thưởng cho giải nhì hội thi ở An Hòa.", HOA, "mỗi giải 2 triệu",
         "3 triệu"),
        ("Mỗi trường ở An Hòa ít nhất phải bỏ ra bao nhiêu tiền?", HOA, "4 triệu đồng mỗi đơn vị",
         "tỷ"),
        ("Trẻ mồ côi ở An Hòa được hỗ trợ tối đa bao nhiêu một em?", HOA, "300.000 đồng", "tỷ"),
        ("moi lop tap huan o An Hoa bao nhieu tien", HOA, "5 triệu đồng/lớp", "tỷ"),
        # a row's own thing, before a source that gives a part of it
        ("Tiền khám mắt của Sở Y tế Lâm Châu là bao nhiêu?", CHAU, "Khám mắt: 210 triệu", "90"),
        ("tien kham mat cua So Y te Lam Chau bao nhieu", CHAU, "Khám mắt: 210 triệu", "90"),
        # a sum to be confirmed, told beside what it is for
        ("An Hòa hỗ trợ trẻ mồ côi bao nhiêu một em?", HOA, "mỗi em 300.000 đồng", "tỷ"),
        ("Giải nhất hội thi ở An Hòa là 3 triệu phải không?", HOA, "01 giải nhất 3 triệu", "tỷ"),
        # the most and the least, of a list and of one sentence
        ("An Hòa: nguồn nào nhiều nhất, nguồn nào ít nhất?", HOA, "ngân sách xã 0,75 tỷ", "1,5 tỷ"),
        # a source beside the one named, and "xã hội hóa" is no budget of the xã
        ("Ngoài ngân sách xã, Yên Lạc còn nguồn nào, bao nhiêu?", LAC, "Xã hội hóa: 12", "90"),
        ("Nguồn xã hội hóa của Yên Lạc được mấy tiền?", LAC, "12 triệu đồng", "90 triệu"),
        # what another source pays of the work
        ("Ngân sách xã Yên Lạc chi bao nhiêu cho lớp học bơi?", LAC, "75 triệu đồng", "90 triệu"),
        # the work of a month by the row of its name
        ("Sở Y tế Lâm Châu: tháng 8 làm gì, hết bao nhiêu?", CHAU, "Khám mắt: 210 triệu", "430"),
        # of the time before the plan
        ("Kinh phí năm 2023 của An Hòa là bao nhiêu?", HOA, "năm 2023 là 410 triệu", "tỷ"),
    ],
)  # fmt: skip
def test_sums(asker: Asker, question: str, plan_id: str, says: str, never: str) -> None:
    answer = told(ask(asker, question), plan_id)
    assert says in answer
    assert never not in answer


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        # "Cù" is no "cử", and "cho 58 trẻ em" is not how many there are
        ("Xã Cù Lao Hạ có bao nhiêu trẻ em dưới 16 tuổi?", "4.126 trẻ em", "60%"),
        ("xa cu lao ha co bao nhieu tre em duoi 16 tuoi", "4.126 trẻ em", "60%"),
        ("How many children in special circumstances does Cu Lao Ha commune have?", "63 trẻ", "58"),
        ("Cù Lao Hạ có bao nhiêu trẻ em biết bơi?", "60%", "4.126"),
        ("Xã Cù Lao Hạ dân số bao nhiêu?", "12.480 nhân khẩu", "60%"),
        ("Xã Cù Lao Hạ có bao nhiêu hộ nghèo do phụ nữ làm chủ?", "41 hộ", "Giảm"),
        # what a target notes of the year before
        ("Năm trước Cù Lao Hạ có bao nhiêu vụ xâm hại trẻ em?", "năm 2023 có 05 vụ", "60%"),
    ],
)
def test_how_many_there_are(asker: Asker, question: str, says: str, never: str) -> None:
    answer = told(ask(asker, question), LAO)
    assert says in answer
    assert never not in answer


def test_a_target_that_no_plan_sets(asker: Asker) -> None:
    # "hát" is nowhere in the plan: no other figure on children tells it
    assert ask(asker, "Cù Lao Hạ đặt chỉ tiêu bao nhiêu trẻ em biết hát?").abstained


@pytest.mark.parametrize(
    ("question", "plan_id"),
    [
        ("Trung ương cấp cho Yên Lạc bao nhiêu tiền?", LAC),
        ("Kinh phí cho Hội Nông dân huyện An Hòa là bao nhiêu?", HOA),
        ("An Hòa dành bao nhiêu tiền cho khám sức khỏe định kỳ cho trẻ em?", HOA),
        # "tủ sách" is no "từ" and no "ngân sách"
        ("An Hòa dành bao nhiêu tiền cho tủ sách?", HOA),
        ("Giải ba hội thi ở An Hòa bao nhiêu tiền?", HOA),
        # another examination than the one that is paid for
        ("Tiền khám răng của Sở Y tế Lâm Châu là bao nhiêu?", CHAU),
        # what the contest costs is no prize of it
        ("Cho biết kinh phí trao giải ba hội thi của Huyện đoàn An Hòa", HOA),
        # a work of the plan, and all that the plan costs or an agency is given
        ("Kinh phí sân chơi ở An Hòa?", HOA),
        # and one that it does not have
        ("Kinh phí dạy nghề ở An Hòa?", HOA),
        ("kinh phi day nghe o An Hoa bao nhieu", HOA),
        ("Huyện đoàn An Hòa chi cho sân chơi bao nhiêu?", HOA),
        # sources that the plan does not name
        ("Ngân sách trung ương của An Hòa là bao nhiêu?", HOA),
        ("Chương trình mục tiêu quốc gia cấp cho Yên Lạc bao nhiêu tiền?", LAC),
        ("Dự án 6 cấp cho Yên Lạc bao nhiêu tiền?", LAC),
        # works that nothing prices one by one
        ("Yên Lạc: khoản nào chi nhiều nhất, khoản nào ít nhất?", LAC),
    ],
)
def test_no_sum(asker: Asker, question: str, plan_id: str) -> None:
    answer = ask(asker, question)
    assert not told(answer, plan_id)
    assert "không nêu số tiền" in lacking(answer, plan_id)


def test_unlike_sums_have_no_order(asker: Asker) -> None:
    answer = ask(asker, "Kế hoạch nào nhiều tiền nhất?")
    assert answer.answer.startswith("Các số tiền không cùng thời gian")
    assert "6,5 tỷ" in told(answer, HOA)
    assert "640 triệu" in told(answer, CHAU)


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


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        # the Sở that issues the plan names it; its offices are asked after
        ("Sở Y tế Lâm Châu chi bao nhiêu để khám mắt?",
         "Khám mắt: 210 triệu đồng (Phòng Nghiệp vụ, dược)", "430"),
        ("Trung tâm Tư vấn và Chăm sóc trẻ em Lâm Châu được bao nhiêu tiền?", "430 triệu", "210"),
        ("phòng nào của Sở Y tế Lâm Châu khám mắt cho học sinh", "Phòng Nghiệp vụ, dược", "640"),
        ("phong nghiep vu duoc lam chau lam gi", "Khám mắt cho học sinh", "Cân, đo"),
        ("Văn phòng Sở Y tế Lâm Châu làm gì?", "Đăng tải Kế hoạch", "Khám"),
        ("Kế hoạch của Sở Y tế Lâm Châu căn cứ kế hoạch nào của tỉnh?", "33/KH-UBND", "Luật"),
        ("nhiệm vụ 2 trong Bảng 1 của Sở Y tế Lâm Châu ai chủ trì, bao giờ?", "Quý II/2026",
         "Khám"),
        ("Thanh tra Sở Y tế Lâm Châu được giao việc gì?", "", "!"),
        ("nhiệm vụ số 3 trong Bảng 1 của Sở Y tế Lâm Châu là gì?", "", "!"),
        ("Kế hoạch của Sở Tư pháp tỉnh Lâm Châu có nhiệm vụ gì?", "", "!"),
    ],
)  # fmt: skip
def test_the_plan_of_a_so(asker: Asker, question: str, says: str, never: str) -> None:
    answer = told(ask(asker, question), CHAU)
    assert (says in answer) if says else not answer
    assert never not in answer


@pytest.mark.parametrize(
    ("question", "plans"),
    [
        ("Kế hoạch nào có tổng kinh phí trên 1 tỷ đồng?", {HOA}),
        ("ke hoach nao kinh phi duoi 700 trieu", {CHAU}),
        ("Which plans cost more than 600 million dong?", {HOA, CHAU}),
        ("Kế hoạch nào có kinh phí từ 600 đến 700 triệu đồng?", {CHAU}),
        ("Kế hoạch nào chi trên 200 triệu đồng cho khám mắt?", {CHAU}),
        ("Kế hoạch nào chi trên 300 triệu đồng cho khám mắt?", set()),
        ("Kế hoạch nào đặt chỉ tiêu trên 50% trẻ em biết bơi?", {LAO}),
        ("Kế hoạch nào đặt chỉ tiêu trên 70% trẻ em biết bơi?", set()),
        ("Kế hoạch nào báo cáo UBND tỉnh?", {CHAU}),
        ("Kế hoạch nào khám mắt trong tháng 8?", {CHAU}),
        ("Kế hoạch nào khám mắt trong tháng 9?", set()),
    ],
)
def test_which_plans_by_their_sums_and_days(asker: Asker, question: str, plans: set[str]) -> None:
    answer = asker.ask(question)
    assert {c.plan_id for c in answer.claims if c.kind == "stated"} == plans
