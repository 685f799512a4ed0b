"""When and where an event is held: in a calendar, in one clause of several, told in two places."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.answers.events.event_years import of_other_years
from rag.ask import Asker
from rag.schema import Query
from rag.settings import Settings
from rag.understanding.years_asked import years_in
from tests.rag.asking import ask, lacking, told
from tests.rag.made_plans import plan

TASKS = """II. NHIỆM VỤ
1. Ngày hội Tuổi thơ huyện An Hòa diễn ra trong hai ngày 15 và 16 tháng 6 năm 2024 tại Nhà văn hóa
trung tâm huyện.
2. Tuần lễ sách mở ngày 20/4/2024 tại Thư viện huyện; sau đó, Tọa đàm "Đọc cùng con" họp ngày
27/4/2024.
3. Mít tinh, diễu hành bằng xe đạp vì trẻ em sáng ngày 01/6/2024 tại Sân vận động huyện.
4. Giao Phòng Y tế biên soạn tờ gấp; chuẩn bị Ngày hội Tuổi thơ; trình duyệt trước ngày 02/5/2024.
5. Triển khai Tuần lễ dinh dưỡng. Phòng Y tế chủ trì, tham mưu ban hành kế hoạch (hoàn thành trước
ngày 10/5/2024).
6. Hưởng ứng Tháng hành động vì trẻ em
Hội thi cấp xã lúc 6 giờ 30 ngày 22/6/2024 tại sân UBND xã.
7. Tổ chức toạ đàm kỷ niệm Ngày Quốc tế Phụ nữ vào ngày 07 tháng 3 năm 2024 tại Hội trường huyện.
8. Rà soát sổ theo dõi trẻ em; giao Phòng Nội vụ chủ trì, tham mưu xong trước ngày 31/7/2024.
"""
CALENDAR = """IV. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế: Chủ trì khám sức khỏe định kỳ cho trẻ em dưới 6 tuổi.
2. Công an huyện: Chỉ đạo Công an xã, thị trấn tiếp nhận tin báo xâm hại trong vòng 12 giờ.
V. LỊCH MỘT SỐ HOẠT ĐỘNG
- Tháng 4: Tọa đàm "Đọc cùng con" tại hội trường Thư viện huyện.
- Tháng 9: Tết Trung thu tại sân vận động xã Hòa Sơn, ngày 17/9/2024; trao học bổng.
- Tháng 11: Hội thi "Bé khỏe, bé ngoan", ngày 20/11/2024, Nhà thiếu nhi huyện.
"""
MONTH = """II. NHIỆM VỤ
1. Tháng hành động vì trẻ em
a) Chủ đề: "Mùa hè an toàn".
b) Thời gian: từ ngày 01 tháng 6 đến ngày 30 tháng 6 năm 2024; cao điểm từ ngày 20 đến ngày 28
tháng 6 năm 2024.
c) Sau Lễ phát động, các xã tổ chức mít tinh từ ngày 03 đến ngày 07 tháng 6 năm 2024.
2. Tham mưu tổ chức Lễ phát động Tháng hành động; tổ chức các lớp tập huấn trước ngày 25/5/2024.
3. Từ ngày 21/6 đến ngày 22/6/2024: Kiểm tra việc tổ chức Tháng hành động tại xã Hòa Sơn. Phòng Y
tế chủ trì.
"""
HOA, LAC = "an-hoa-2024", "yen-lac-2024"


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder = tmp_path_factory.mktemp("made")
    (folder / f"{HOA}.txt").write_text(plan(TASKS, duties=CALENDAR), encoding="utf-8")
    other = plan(MONTH, duties=CALENDAR, number="Số: 9/KH-UBND")
    other = other.replace("AN HÒA", "YÊN LẠC").replace("An Hòa", "Yên Lạc")
    (folder / f"{LAC}.txt").write_text(other, encoding="utf-8")
    settings = Settings(corpus=folder, index=tmp_path_factory.mktemp("index") / "index")
    assert not ingest_corpus(settings).failed
    return Asker(settings)


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        # "Ngày hội" is no association, and has its own days
        ("Ngày hội Tuổi thơ An Hòa tổ chức khi nào, ở đâu?", "15 và 16 tháng 6", "02/5"),
        ("ngay hoi tuoi tho an hoa to chuc ngay nao, tai dau", "Nhà văn hóa", "02/5"),
        ("mít tinh diễu hành xe đạp ở An Hòa ngày nào, ở đâu", "01/6/2024 tại Sân vận", "15 và"),
        # its heading says of which month it is
        ("Hội thi Tháng hành động An Hòa lúc mấy giờ, ở đâu?", "6 giờ 30 ngày 22/6", "01/6"),
        ("Hội thi cấp xã ở An Hòa ngày nào?", "Hội thi cấp xã tại sân", "lúc tại"),
        # told in two places: the day in one, the place in the other; no other event's day
        ("Tọa đàm Đọc cùng con diễn ra ngày nào, ở đâu?", "họp ngày 27/4/2024", "20/4"),
        ("Tọa đàm Đọc cùng con diễn ra ngày nào, ở đâu?", "hội trường Thư viện huyện", "20/4"),
        # the lines of a calendar
        ("When and where is the Mid-Autumn Festival held in An Hoa?", "17/9/2024", "học bổng"),
        ("Hội thi Bé khỏe bé ngoan tổ chức nagỳ nào, ở đâu?", "20/11/2024, Nhà thiếu nhi", "17/9"),
        ("Trao học bổng ở An Hòa vào tháng mấy?", "Tháng 9: trao học bổng", "Trung thu"),
        # by the date of the day that it is for; the tone written on either vowel
        ("Tọa đàm 8/3 ở An Hòa tổ chức ngày nào, ở đâu?", "07 tháng 3 năm 2024 tại Hội", "27/4"),
        # the leader's item says when
        ("Đề nghị cho biết cơ quan chủ trì rà soát sổ theo dõi trẻ em của An Hòa và thời hạn hoàn "
         "thành.", "xong trước ngày 31/7/2024", "10/5"),
        ("Cơ quan chủ trì rà soát sổ theo dõi trẻ em ở An Hòa và thời gian thực hiện?",
         "xong trước ngày 31/7/2024", "10/5"),
        # who is to act by another's duty
        ("Công an xã ở An Hòa phải tiếp nhận tin báo trong mấy giờ?", "trong vòng 12 giờ", "ngày"),
    ],
)  # fmt: skip
def test_when_and_where(asker: Asker, question: str, says: str, never: str) -> None:
    answer = told(ask(asker, question), HOA)
    assert says in answer
    assert never not in answer


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("Tháng hành động huyện Yên Lạc từ ngày nào đến ngày nào?", ["01 tháng 6"], "03 đến"),
        ("thang hanh dong yen lac dien ra khi nao", ["01 tháng 6"], "25/5"),
        ("Tháng hành động ở Yên Lạc chủ đề gì, từ ngày nào đến ngày nào?",
         ["Mùa hè an toàn", "01 tháng 6"], "21/6"),
        ("thang hanh dong yen lac to chuc khi nao, chu de la gi", ["Mùa hè", "01 tháng 6"], "21/6"),
        ("Tháng hành động ở Yên Lạc từ ngày nào đến ngày nào, cao điểm khi nào?",
         ["01 tháng 6", "20 đến"], "03 đến"),
        # the check's days are none of the month's, and the month's none of the check's
        ("Tháng hành động ở Yên Lạc từ ngày nào, ai kiểm tra?",
         ["01 tháng 6", "Phòng Y tế"], "03 đến"),
        ("Kiểm tra việc tổ chức Tháng hành động ở Yên Lạc từ ngày nào?", ["21/6"], "01 tháng 6"),
        # each kind of event has its own days; those of the training are not the launch's
        ("Mít tinh ở Yên Lạc từ ngày nào đến ngày nào?", ["03 đến"], "01 tháng 6"),
        ("Lễ phát động ở Yên Lạc ngày nào?", [], "25/5"),
    ],
)  # fmt: skip
def test_of_the_month(asker: Asker, question: str, says: list[str], never: str) -> None:
    answer = told(ask(asker, question), LAC)
    assert all(one in answer for one in says)
    assert never not in answer


@pytest.mark.parametrize(
    "question",
    ["Ngày hội Tuổi thơ An Hòa khai mạc lúc mấy giờ?", "Tết Trung thu ở An Hòa mấy giờ bắt đầu?"],
)
def test_no_hour_is_told(asker: Asker, question: str) -> None:
    answer = ask(asker, question)
    assert not told(answer, HOA)
    assert lacking(answer, HOA) == "kế hoạch không ghi giờ của việc được hỏi"
    assert answer.nearest


@pytest.mark.parametrize(
    ("question", "of_event", "other"),
    [
        ("Lễ phát động năm 2027 ở đâu?", "Lễ phát động năm 2026 sáng ngày 14/11/2026", True),
        ("Lễ phát động năm 2026 ở đâu?", "Lễ phát động sáng ngày 14/11/2026", False),
        ("Lễ phát động năm 2027 ở đâu?", "Hằng năm, từ năm 2026, phát động ngày 15/11", False),
        ("Lễ phát động năm 2027 ở đâu?", "Liên hoan hai năm một lần, lần đầu năm 2025", False),
        ("Hội thi năm 2025 ở đâu?", "theo Kế hoạch số 5/KH-UBND năm 2024, hội thi ngày 2/6", False),
        ("Hội thi theo kế hoạch năm 2025 ở đâu?", "Hội thi ngày 2/6/2026", False),
        ("Hội thi năm 2026 ở đâu?", "Hằng năm: năm 2024 tại xã A, năm 2025 tại xã B", True),
    ],
)
def test_an_event_of_another_year(question: str, of_event: str, other: bool) -> None:
    query = Query(question=question, lang="vi", intent="event", plans=(), years=years_in(question))
    assert of_other_years(query, of_event) is other


def test_another_month_of_action_is_none(asker: Asker) -> None:
    question = "Tháng hành động vì bình đẳng giới ở Yên Lạc từ ngày nào đến ngày nào?"
    assert not told(ask(asker, question), LAC)


def test_the_day_its_plan_is_due_is_not_told(asker: Asker) -> None:
    answer = ask(asker, "Tuần lễ dinh dưỡng ở An Hòa từ ngày nào đến ngày nào?")
    assert not told(answer, HOA)
    assert answer.nearest
