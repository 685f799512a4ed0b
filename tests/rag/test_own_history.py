"""What a plan says of itself: number with date, what it replaces, what its place was formed of."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.settings import Settings
from tests.rag.asking import ask, lacking, told
from tests.rag.made_plans import plan

BASIS = """Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;
Thực hiện Kế hoạch số 31/KH-UBND ngày 02 tháng 02 năm 2024 của Ủy ban nhân dân tỉnh Hòa Trung;
Thực hiện Chỉ thị số 20-CT/TW ngày 05 tháng 11 năm 2012 của Bộ Chính trị;"""
TASKS = """II. NHIỆM VỤ
1. Huyện An Hòa được thành lập từ ngày 01 tháng 4 năm 1990 trên cơ sở thị trấn Hòa Sơn, xã Hòa Lâm
và xã Hòa Thủy. Năm 2023 huyện có 40 thôn.
2. Rà soát, thay thế các biển báo cũ theo Quyết định số 5/QĐ-UBND.
3. Kế hoạch này thay thế Kế hoạch số 44/KH-UBND ngày 03 tháng 5 năm 2022 của Ủy ban nhân dân huyện.
"""
DUTIES = """IV. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế: thường trực, tham mưu toàn diện việc thực hiện Kế hoạch; tổng hợp báo cáo.
2. Trạm Y tế xã: Khám sức khỏe cho trẻ em.
3. Phòng Nội vụ: Chủ trì, phối hợp với các phòng, ban tổ chức triển khai Kế hoạch.
"""
HOA, LAC = "an-hoa-2024", "yen-lac-2024"


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("made")
    text = plan(TASKS, duties=DUTIES, basis=BASIS)
    head, _, foot = text.rpartition("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n")
    signed = f"{head}TUQ. CHỦ TỊCH\nTRƯỞNG PHÒNG LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI\n{foot}"
    (folder / f"{HOA}.txt").write_text(signed, encoding="utf-8")
    focal = DUTIES.replace("thường trực, tham mưu", "Là cơ quan đầu mối, giúp")
    other = plan(duties=focal, number="Số: 9/KH-UBND")
    other = other.replace("AN HÒA", "YÊN LẠC").replace("An Hòa", "Yên Lạc")
    (folder / f"{LAC}.txt").write_text(other, encoding="utf-8")
    settings = Settings(corpus=folder, index=tmp_path_factory.mktemp("index") / "index")
    assert not ingest_corpus(settings).failed
    return Asker(settings)


@pytest.mark.parametrize(
    ("question", "plan_id", "says", "never"),
    [
        ("cho xin số với ngày ký kế hoạch của An Hòa", HOA, "12/KH-UBND", "!"),
        ("cho xin số với ngày ký kế hoạch của An Hòa", HOA, "10 tháng 3 năm 2024", "!"),
        ("Kế hoạch An Hòa thay cho văn bản nào trước đó?", HOA, "44/KH-UBND", "20-CT/TW"),
        ("Kế hoạch An Hòa ký ngày nào và thay thế văn bản nào?", HOA, "10 tháng 3 năm 2024", "!"),
        ("Which plan does the An Hoa plan replace?", HOA, "44/KH-UBND", "5/QĐ-UBND"),
        ("Huyện An Hòa mới lập từ những xã nào?", HOA, "xã Hòa Lâm và xã Hòa Thủy", "40 thôn"),
        ("An Hòa theo Kế hoạch nào của tỉnh, Chỉ thị nào của Bộ Chính trị?", HOA, "31/KH-UBND",
         "Luật Trẻ em"),
        ("An Hòa theo Kế hoạch nào của tỉnh, Chỉ thị nào của Bộ Chính trị?", HOA, "20-CT/TW", "!"),
        ("Kế hoạch An Hòa do ai ký, chức vụ gì?", HOA,
         "Trưởng phòng Lao động - Thương binh và Xã hội", "Trưởng phòng,"),
        ("Cơ quan thường trực hoặc đầu mối của từng kế hoạch?", HOA, "Phòng Y tế", "Trạm"),
        ("Cơ quan thường trực hoặc đầu mối của từng kế hoạch?", LAC, "Phòng Y tế", "Trạm"),
    ],
)  # fmt: skip
def test_of_itself(asker: Asker, question: str, plan_id: str, says: str, never: str) -> None:
    answer = told(ask(asker, question), plan_id)
    assert says in answer
    assert never not in answer


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Phòng Y tế An Hòa có phải cơ quan thường trực không?", "Có."),
        ("Phòng Y tế An Hòa có phải đầu mối không?", "Kế hoạch không nêu rõ như vậy"),
        ("Phòng Tư pháp An Hòa có phải cơ quan thường trực không?", "Kế hoạch không giao việc này"),
        ("Cơ quan chủ trì Kế hoạch ở An Hòa có phải Phòng Nội vụ không?", "Có."),
        ("Cơ quan chủ trì Kế hoạch ở An Hòa có phải Phòng Y tế không?", "Kế hoạch không giao"),
        ("Phòng Nội vụ Yên Lạc có phải là đầu mối không?", "Kế hoạch không giao việc này cho"),
    ],
)
def test_whether_it_is_said_of_it(asker: Asker, question: str, begins: str) -> None:
    assert ask(asker, question).answer.startswith(begins)


def test_what_replaces_nothing_is_told_so(asker: Asker) -> None:
    answer = ask(asker, "Kế hoạch Yên Lạc thay thế văn bản nào?")
    assert not told(answer, LAC)
    assert lacking(answer, LAC)
