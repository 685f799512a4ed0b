"""What a calendar needs of the words that say when, and a table of phrases of the genre."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dues import dues
from ingest.times import loose_phrases, when_phrases
from rag.schema import Due


@pytest.mark.parametrize(
    ("words", "year", "expected"),
    [
        ("trước ngày 15/12", None, [("date", "year", None, "--12-14")]),
        ("trước ngày 15/12", 2025, [("date", None, None, "2025-12-14")]),
        ("trước ngày 01/3/2024", None, [("date", None, None, "2024-02-29")]),
        ("ngày 20/10", 2025, [("date", None, None, "2025-10-20")]),
        ("từ ngày 15/11 đến 15/12/2025", None, [("date", None, "2025-11-15", "2025-12-15")]),
        ("hoàn thành trong Quý II năm 2021", None, [("date", None, None, "2021-06-30")]),
        ("trong tháng 2 năm 2024", None, [("date", None, None, "2024-02-29")]),
        ("vào năm 2030", None, [("date", None, None, "2030-12-31")]),
        (
            "định kỳ 06 tháng (trước ngày 10 tháng 6), hàng năm (trước ngày 10 tháng 12)",
            2021,
            [("date", None, None, "2021-06-09"), ("date", None, None, "2021-12-09")],
        ),
        ("hằng năm", None, [("recurrence", "year", None, None)]),
        ("thường xuyên trong năm", 2021, [("standing", None, None, None)]),
        ("sau khi có hướng dẫn", None, [("condition", None, None, None)]),
        ("ngày 31/02", 2025, [("condition", None, None, None)]),
        ("giai đoạn 2021 - 2025", None, [("date", None, "2021-01-01", "2025-12-31")]),
        ("2022 - 2023", None, [("date", None, "2022-01-01", "2023-12-31")]),
        ("2025", None, [("date", None, None, "2025-12-31")]),
        ("Tháng 3,12", 2025, [("date", None, None, f"2025-{day}") for day in ("03-31", "12-31")]),
        ("Quý IV/2025 - Quý I/2026", None, [("date", None, "2025-10-01", "2026-03-31")]),
        ("từ tháng 11 đến tháng 02", 2025, [("date", None, "2025-11-01", "2026-02-28")]),
        ("6 tháng cuối năm", 2025, [("date", None, "2025-07-01", "2025-12-31")]),
        ("Cuối năm", 2025, [("date", None, None, "2025-12-31")]),
        ("Cuối năm", None, [("date", "year", None, "--12-31")]),
        ("trước ngày 25 của tháng", 2025, [("recurrence", "month", None, None)]),
        ("01 lần/quý", 2025, [("recurrence", "quarter", None, None)]),
        ("6 tháng một lần", None, [("recurrence", "half-year", None, None)]),
        ("định kỳ hằng quý", 2025, [("recurrence", "quarter", None, None)]),
        (
            "định kỳ hằng tháng, quý, 6 tháng và năm",
            2025,
            [
                ("recurrence", "month", None, None),
                ("recurrence", "quarter", None, None),
                ("recurrence", "half-year", None, None),
                ("recurrence", "year", None, None),
            ],
        ),
        ("hằng quý trong năm 2025", None, [("recurrence", "quarter", "2025-01-01", "2025-12-31")]),
        ("định kỳ 6 tháng (trước ngày 15/6)", 2025, [("date", "half-year", None, "2025-06-14")]),
        ("định kỳ hằng quý (trước ngày 20/3)", None, [("date", "quarter", None, "--03-19")]),
        ("hằng năm (trước ngày 15/12)", 2025, [("date", None, None, "2025-12-14")]),
        (
            "trước 10/12 và báo cáo đột xuất",
            2025,
            [("date", None, None, "2025-12-09"), ("condition", None, None, None)],
        ),
    ],
)
def test_what_a_calendar_needs(
    words: str, year: int | None, expected: list[tuple[str | None, ...]]
) -> None:
    found = dues(words, year)
    assert [(one.kind, one.every, one.first, one.last) for one in found] == expected
    assert all(one.words in words for one in found)


def told(one: Due) -> str:
    """A due in short: "2025-06-14", "year --06-14", "2025-03-01..2025-10-31", "condition"."""
    days = f"{one.first}..{one.last or ''}" if one.first else one.last
    return " ".join(x for x in (one.kind if one.kind != "date" else None, one.every, days) if x)


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        (
            "Hoàn thành xây dựng tài liệu [trong quý III và quý IV năm 2025].",
            None,
            "2025-09-30; 2025-12-31",
        ),
        ("Tổ chức các lớp bơi [từ tháng 3 đến tháng 10 năm 2025].", None, "2025-03-01..2025-10-31"),
        ("Tổng hợp số liệu [vào tháng 6, tháng 12 hằng năm].", None, "year --06-30; year --12-31"),
        ("Rà soát xong [trước tháng 11/2025] để trình duyệt.", None, "2025-10-31"),
        ("Trình phê duyệt [trước quý III năm 2024].", None, "2024-06-30"),
        ("Xóa các điểm nguy hiểm [trước năm 2027].", None, "2026-12-31"),
        (
            "Gửi báo cáo về Phòng Nội vụ [trước ngày 15/6 và 15/12].",
            None,
            "year --06-14; year --12-14",
        ),
        (
            "Gửi báo cáo [trước ngày 15/6 và ngày 15/12 hằng năm] để tổng hợp.",
            None,
            "year --06-14; year --12-14",
        ),
        ("Tổ chức hội chợ [ngày 15-25/11/2025] tại nhà văn hóa.", None, "2025-11-15..2025-11-25"),
        ("Chiến dịch diễn ra [từ 15/11 - 15/12/2025] tại các xã.", None, "2025-11-15..2025-12-15"),
        ("Báo cáo [định kỳ hằng quý] về Ủy ban nhân dân huyện.", 2025, "recurrence quarter"),
        ("Gửi số liệu [trước ngày 20 tháng cuối quý] để tổng hợp.", 2025, "recurrence quarter"),
        ("Báo cáo kết quả [chậm nhất ngày 05 của tháng đầu quý sau].", 2025, "recurrence quarter"),
        ("Giao ban [vào ngày 15 hàng tháng].", 2025, "recurrence month"),
        ("Rà soát đối tượng [trong 6 tháng đầu năm 2025].", None, "2025-01-01..2025-06-30"),
        ("[Báo cáo 6 tháng đầu năm trước ngày 10/6/2025].", None, "2025-06-09"),
        (
            "Sơ kết [giữa kỳ vào năm 2023] và tổng kết [vào năm 2025].",
            None,
            "2023-12-31 | 2025-12-31",
        ),
        ("Tổ chức ngày hội [trong tháng 10 hằng năm].", None, "year --10-31"),
        ("Triển khai [ngay sau khi Kế hoạch được ban hành].", 2025, "condition"),
        ("Báo cáo đột xuất [theo yêu cầu của cấp trên].", 2025, "condition"),
        ("Trả lời [trong 03 ngày làm việc kể từ ngày nhận được đề nghị].", 2025, "condition"),
        ("Duy trì mô hình [đến hết năm 2025].", None, "2025-12-31"),
        ("[Hoàn thành trong quý II năm 2021].", None, "2021-06-30"),
        ("Lập danh sách [xong trước 30/11].", 2025, "2025-11-29"),
        ("Sửa chữa lớp học [hoàn thành trước ngày 20/8/2025].", None, "2025-08-19"),
        ("Nộp hồ sơ [trước 17 giờ ngày 15/11/2025].", None, "2025-11-15"),
        ("Khai mạc lúc [7 giờ 30 phút ngày 16/11/2025].", None, "2025-11-16"),
        (
            "Trưng bày [các ngày 14, 15 và 16 tháng 11 năm 2025].",
            None,
            "2025-11-14; 2025-11-15; 2025-11-16",
        ),
        ("Tập huấn [trong tháng 3, 6 và 9/2025].", None, "2025-03-31; 2025-06-30; 2025-09-30"),
        ("Kiểm tra [vào quý II, IV hằng năm].", None, "year --06-30; year --12-31"),
        ("Kiểm tra [vào quý II - III/2025].", None, "2025-04-01..2025-09-30"),
        (
            "Gửi báo cáo [trước ngày 25 tháng 3, 6, 9, 12].",
            2025,
            "2025-03-24; 2025-06-24; 2025-09-24; 2025-12-24",
        ),
        (
            "Gửi báo cáo [trước ngày 10 tháng 6 và tháng 12 hằng năm].",
            None,
            "year --06-09; year --12-09",
        ),
        ("Trồng cây [từ tháng 11/2025 đến tháng 02/2026].", None, "2025-11-01..2026-02-28"),
        ("Gửi [báo cáo năm trước ngày 10/01 năm sau].", 2025, "2026-01-09"),
        (
            "Báo cáo [hằng quý và báo cáo năm trước ngày 15/12].",
            2025,
            "recurrence quarter; 2025-12-14",
        ),
        (
            "Báo cáo [định kỳ 6 tháng, hằng năm] về Sở Y tế.",
            None,
            "recurrence half-year; recurrence year",
        ),
        (
            "Giao ban [hằng tuần trong tháng 11/2025].",
            None,
            "recurrence week 2025-11-01..2025-11-30",
        ),
        ("Thực hiện [từ quý III năm 2024].", None, "2024-07-01.."),
        ("Áp dụng mẫu mới [từ ngày 01/7/2025].", None, "2025-07-01.."),
        ("[Thực hiện thường xuyên, báo cáo trước ngày 05/12].", 2025, "standing; 2025-12-04"),
        ("Tuyên truyền Luật Trẻ em [trước ngày 01/6/2025].", None, "2025-05-31"),
        ("Thực hiện Luật Trẻ em ngày 05 tháng 4 năm 2016.", None, ""),
        ("Theo Thông báo ngày 12/3/2025 của Văn phòng.", None, ""),
        ("Luật có hiệu lực từ ngày 01/7/2025.", None, ""),
        ("Tính đến ngày 31/12/2024, toàn xã có 20 hộ.", 2025, ""),
        ("Kính gửi quý vị đại biểu.", 2025, ""),
        ("Báo cáo [trong vòng 05 ngày sau khi kết thúc đợt kiểm tra].", 2025, "condition"),
        ("Gửi danh sách [chậm nhất là ngày 10/9/2025].", None, "2025-09-10"),
        ("Gửi danh sách về Sở, [hạn chót 10/9/2025].", None, "2025-09-10"),
        ("Gửi danh sách về Sở, [hạn chót là ngày 10/9/2025].", None, "2025-09-10"),
        ("[Hoàn thành trước ngày 01/3/2025].", None, "2025-02-28"),
        (
            "[Từ ngày 20 đến hết ngày 30 tháng 6 năm 2025], các xã tự kiểm tra.",
            None,
            "2025-06-20..2025-06-30",
        ),
        ("Báo cáo [trước ngày 20 hằng tháng].", 2025, "recurrence month"),
        (
            "[Báo cáo quý trước ngày 20 của tháng cuối quý, báo cáo năm trước ngày 10/12].",
            2025,
            "recurrence quarter; 2025-12-09",
        ),
        ("Họp 02 lần [vào tháng 5 và tháng 11/2025].", None, "2025-05-31; 2025-11-30"),
        ("Khen thưởng nhân dịp tổng kết vào [cuối năm 2025].", None, "2025-12-31"),
        ("Tổng kết [vào quý IV năm 2025, tháng 01 năm 2026].", None, "2025-12-31; 2026-01-31"),
        ("Nghiệm thu [ngày 31/02/2025].", None, "condition"),
        ("Rà soát [khi có thay đổi nhân sự].", 2025, "condition"),
        ("Từ nay [đến ngày 30/9/2025] hoàn thành việc cấp thẻ.", None, "2025-09-30"),
        ("Thời gian: [ngày 15.11.2025].", None, "2025-11-15"),
        ("Kiểm tra [vào các tháng 4, 8, 12].", 2025, "2025-04-30; 2025-08-31; 2025-12-31"),
        ("Xây dựng kế hoạch tháng, quý, năm.", 2025, ""),
        ("Hỗ trợ phụ nữ sau khi sinh con.", 2025, ""),
        (
            "Tổ chức 02 đợt: đợt 1 [trong tháng 4/2025], đợt 2 [trong tháng 9/2025].",
            None,
            "2025-04-30 | 2025-09-30",
        ),
        ("[Hằng năm, trước ngày 15/12], báo cáo kết quả.", None, "year --12-14"),
        (
            "[Chậm nhất sau 05 ngày làm việc kể từ ngày kết thúc hội nghị] phải có báo cáo.",
            2025,
            "condition",
        ),
        ("Giảm 10/100.000 ca [trước năm 2030].", None, "2029-12-31"),
        ("Tuyên truyền nhân [các ngày 8/3, 20/10].", 2025, "2025-03-08; 2025-10-20"),
        ("Tổ chức vào dịp hè ([tháng 6, 7, 8]).", 2025, "2025-06-30; 2025-07-31; 2025-08-31"),
        ("Tổ chức [vào tháng 6], 12 hội nghị trong năm.", 2025, "2025-06-30"),
        ("Duyệt [trước ngày 30 tháng 6 hàng năm].", None, "year --06-29"),
        ("[Từ 01/6 đến 30/6 hằng năm].", None, "year --06-01..--06-30"),
        ("Tổ chức [vào ngày 20 tháng 10].", 2025, "2025-10-20"),
        ("Giảm nghèo [mỗi năm] 1% trong giai đoạn 2021 - 2025.", None, "recurrence year"),
        ("Gửi báo cáo [trước ngày 05 của tháng sau].", 2025, "recurrence month"),
        ("Báo cáo [trước ngày 25/6, ngày 25/12 hàng năm].", None, "year --06-24; year --12-24"),
        ("Trao giải [ngày 20 và ngày 21/11/2025].", None, "2025-11-20; 2025-11-21"),
        ("Khảo sát [từ tháng 8 - 10/2025].", None, "2025-08-01..2025-10-31"),
        (
            "Tổ chức Tết Trung thu [từ ngày 01/10 đến trước ngày 06/10/2025].",
            None,
            "2025-10-01..2025-10-05",
        ),
        ("Bổ sung dự toán [trong quý 1/2025].", None, "2025-03-31"),
        ("[Hoàn thành trong năm 2025 và năm 2026].", None, "2025-12-31; 2026-12-31"),
        (
            "Sơ kết [vào tháng 12/2023], tổng kết [vào tháng 9/2025].",
            None,
            "2023-12-31 | 2025-09-30",
        ),
        (
            "Báo cáo [trước ngày 15/12 hằng năm và trước ngày 30/9/2025].",
            None,
            "year --12-14; 2025-09-29",
        ),
        ("Phát bản tin [02 kỳ/tháng] trên loa.", 2025, "recurrence month"),
        ("Đăng [ít nhất 02 tin, bài/tháng] trên trang.", 2025, "recurrence month"),
        ("Phát [tối thiểu 03 lần/tuần].", 2025, "recurrence week"),
        ("Giảm ít nhất 05 vụ/năm.", 2025, ""),
        ("Thống kê [02 năm/lần]; thi [02 năm một lần].", None, "recurrence | recurrence"),
        ("Sinh hoạt ngoại khóa [mỗi học kỳ ít nhất 02 buổi].", None, "recurrence"),
        ("Phát [vào 17 giờ các ngày thứ Ba, thứ Sáu hằng tuần].", 2025, "recurrence week"),
        ("Phát [lúc 5 giờ 30 và 17 giờ hằng ngày].", 2025, "recurrence"),
        ("Lồng ghép vào giờ chào cờ [hằng tuần].", 2025, "recurrence week"),
        ("Liên hoan [vào dịp 28/6 các năm 2026, 2028].", None, "2026-06-28; 2028-06-28"),
        ("Giảng dạy [từ năm học 2025 - 2026].", None, "condition"),
        ("Tặng quà [nhân dịp Ngày Phụ nữ Việt Nam].", 2025, "condition"),
        ("Nhân rộng mô hình tại 20 xã [đến năm 2027].", None, "2027-12-31"),
        ("Thực hiện Chiến lược bình đẳng giới đến năm 2030.", None, ""),
        ("Ra thông báo [chậm nhất sau 15 ngày].", 2025, "condition"),
        ("Nếu vướng mắc, [kịp thời] phản ánh về Phòng Nội vụ.", 2025, "condition"),
        ("Xử lý kịp thời vụ việc; bố trí nguồn chi thường xuyên.", 2025, ""),
        ("Báo ngay cho Công an xã [khi phát hiện bạo lực].", 2025, "condition"),
        ("Báo cáo [tại kỳ họp cuối năm].", 2025, "condition"),
        ("[Báo cáo tháng trước ngày 25].", 2025, "recurrence month"),
        ("Thông báo cho Công an [trong thời hạn 24 giờ].", 2025, "condition"),
        ("Phát sách [trước khai giảng năm học 2026 - 2027].", None, "condition"),
        ("Nhắn tin [nhân Ngày Gia đình Việt Nam].", 2025, "condition"),
    ],
)
def test_phrases_of_plans(text: str, year: int | None, expected: str) -> None:
    """Brackets mark the phrases to be found; their dues are parted by ";", the phrases by "|"."""
    sentence = re.sub(r"[\[\]]", "", text)
    spans = sorted((*when_phrases(sentence), *loose_phrases(sentence)))
    assert [sentence[a:b] for a, b in spans] == re.findall(r"\[(.*?)\]", text)
    found = ["; ".join(told(one) for one in dues(sentence[a:b], year)) for a, b in spans]
    assert " | ".join(found) == expected


_WORDS = st.sampled_from(
    ["trước ", "từ ", "đến ", "ngày ", "tháng ", "quý ", "năm ", "hằng năm", "6 tháng ", "15/6",
     "15", "12", "III", "2025", "/2025", " - ", ", ", " và ", "(", ")", "31/02", "đột xuất "]
)  # fmt: skip


@given(st.lists(_WORDS, max_size=10).map("".join), st.sampled_from([None, 2025]))
def test_each_due_is_of_the_words(words: str, year: int | None) -> None:
    for one in dues(words, year):
        assert one.words in words
        if one.first and one.last and not one.last.startswith("--"):
            assert one.first <= one.last
        assert one.kind != "date" or one.first or one.last


@pytest.mark.parametrize("text", ["ngày 15, " * 700, "ngày" + " " * 3000 + "x", "6 tháng " * 500])
def test_long_runs_are_read_quickly(text: str) -> None:
    """A pattern that tries each way through such a text took minutes."""
    started = time.process_time()
    when_phrases(text)
    dues(text, None)
    assert time.process_time() - started < 5
