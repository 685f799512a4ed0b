"""A made-up plan of a district, each part of which may be another."""

from __future__ import annotations

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN AN HÒA
-------
{number}
{date}

KẾ HOẠCH
{title}

{basis}
Ủy ban nhân dân huyện An Hòa ban hành Kế hoạch với các nội dung sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao chất lượng công tác trẻ em trên địa bàn huyện An Hòa.
2. Phân công rõ trách nhiệm của từng cơ quan.
"""
MONEY = """III. KINH PHÍ THỰC HIỆN
1. Ngân sách huyện bố trí trong dự toán năm.
2. Huy động các nguồn hợp pháp khác.
"""
FOOT = """
Nơi nhận:
{recipients}
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

{signer}
"""
DUTIES = """IV. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế: Chủ trì khám sức khỏe định kỳ cho trẻ em dưới 6 tuổi.
2. Phòng Tư pháp: Chủ trì tuyên truyền Luật Trẻ em đến các thôn, bản.
"""
TASKS = """II. NHIỆM VỤ
1. Xây dựng sân chơi cho trẻ em tại các thôn.
2. Dạy bơi cho học sinh tiểu học.
"""


def plan(
    tasks: str = TASKS,
    money: str = MONEY,
    duties: str = DUTIES,
    *,
    number: str = "Số: 12/KH-UBND",
    date: str = "An Hòa, ngày 10 tháng 3 năm 2024",
    title: str = "Công tác trẻ em năm 2024 trên địa bàn huyện An Hòa",
    basis: str = "Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;",
    recipients: str = "- Sở Y tế;\n- Các phòng, ban, đoàn thể huyện;",
    signer: str = "Nguyễn Văn An",
) -> str:
    """A district's plan, each part of which may be another."""
    head = HEAD.format(number=number, date=date, title=title, basis=basis)
    return head + tasks + money + duties + FOOT.format(recipients=recipients, signer=signer)


def task(words: str) -> str:
    """A plan with one more task in these words."""
    return plan(tasks=TASKS + f"3. {words}\n")


def duty(*words: str) -> str:
    """A plan with further agencies and their duties."""
    items = "".join(f"{n}. {one}\n" for n, one in enumerate(words, 3))
    return plan(duties=DUTIES + items)


GOALS = """II. MỤC TIÊU
1. Mục tiêu 1: Trong lĩnh vực y tế
- Chỉ tiêu 1: 90% trẻ em được tiêm chủng đầy đủ.
- Chỉ tiêu 2: Giảm tỷ lệ suy dinh dưỡng xuống dưới 10%.
2. Mục tiêu 2: Trong lĩnh vực giáo dục
- Chỉ tiêu 1: 95% trẻ em 5 tuổi học mẫu giáo.
- Chỉ tiêu 2: 80% trường học có sân chơi.
"""


def goals(*given: str, listed: str = GOALS, title: str | None = None) -> str:
    """A plan with objectives of its own, and who reports them."""
    agencies = ("Phòng Y tế", "Phòng Giáo dục và Đào tạo", "Phòng Tư pháp")
    items = "".join(
        f"{n}. {agency}\n- {one}\n"
        for n, (agency, one) in enumerate(zip(agencies, given, strict=False), 1)
    )
    duties = f"IV. TỔ CHỨC THỰC HIỆN\n{items}"
    return plan(listed, duties=duties, title=title) if title else plan(listed, duties=duties)
