"""Calendars in lines: an event and a date of each clause, with the month of its line."""

from __future__ import annotations

import pytest

from ingest.statements import deadlines, events
from tests.ingest.facts_of import reading_of

CALENDAR = """KẾ HOẠCH
Công tác trẻ em năm 2025

V. LỊCH CÁC HOẠT ĐỘNG
- Tháng 3: Hội trại "Tuổi hồng" tại Công viên Bến Thuyền, ngày 26/3/2025.
- Tháng 5 - 6: phát động tháng an toàn; khai trương thư viện tại Nhà thiếu nhi.
- Trong tháng 9: rước đèn; tổng hợp báo cáo quý III.
- Tháng 12/2025: Gala "Vì bạn"
"""
ONE_LINE = """KẾ HOẠCH
Công tác trẻ em năm 2025

V. NỘI DUNG
- Tháng 3: rà soát danh sách trẻ em, nộp về Phòng Y tế.
- Mở lớp bơi.
"""


def test_events_of_a_calendar() -> None:
    told = [(one.subject, [piece.text for piece in one.sources])
            for one in events(reading_of(CALENDAR))]  # fmt: skip
    assert told == [
        ('Hội trại "Tuổi hồng"',
         ['Tháng 3: Hội trại "Tuổi hồng" tại Công viên Bến Thuyền, ngày 26/3/2025.']),
        ("phát động tháng an toàn", ["Tháng 5 - 6: phát động tháng an toàn;"]),
        ("khai trương thư viện", ["Tháng 5 - 6", "khai trương thư viện tại Nhà thiếu nhi."]),
        ("rước đèn", ["Trong tháng 9: rước đèn;"]),
        ('Gala "Vì bạn"', ['Tháng 12/2025: Gala "Vì bạn"']),
    ]  # fmt: skip


def test_dates_of_a_calendar() -> None:
    told = [(one.task.text, one.when) for one in deadlines(reading_of(CALENDAR), 2025)]
    assert told == [
        ('Hội trại "Tuổi hồng" tại Công viên Bến Thuyền, ngày 26/3/2025.', ("ngày 26/3/2025",)),
        ("phát động tháng an toàn;", ("Tháng 5 - 6",)),
        ("khai trương thư viện tại Nhà thiếu nhi.", ("Tháng 5 - 6",)),
        ("rước đèn;", ("Trong tháng 9",)),
        ('Gala "Vì bạn"', ("Tháng 12/2025",)),
    ]


def test_one_line_is_no_calendar() -> None:
    assert events(reading_of(ONE_LINE)) == ()


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Chuẩn bị Lễ phát động; trình duyệt nội dung trước ngày 20 tháng 4.", False),
        ("Chuẩn bị Lễ phát động; thời gian: ngày 20 tháng 4.", True),
        ("Tổ chức Hội thi vẽ tranh trong tháng 6; kiểm tra các thôn.", True),
        ("Họp giao ban hằng tuần; dự Ngày hội của xã.", False),
    ],
)
def test_an_event_has_its_own_time(sentence: str, held: bool) -> None:
    text = f"KẾ HOẠCH\nCông tác trẻ em năm 2025\n\nI. NỘI DUNG\n1. {sentence}\n2. In tờ gấp.\n"
    assert bool(events(reading_of(text))) == held
