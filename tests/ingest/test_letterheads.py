"""Letterheads, titles and feet of other bodies than a People's Committee, and of older days."""

from __future__ import annotations

import pytest

from tests.ingest.facts_of import header_of

_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
_BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;\n"
    "Theo đề nghị của Giám đốc Sở Nội vụ,\n"
)
_ARTICLES = (
    "QUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.\n"
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.\n"
)
_BODY = "I. MỤC ĐÍCH\n1. Mục đích: Nâng cao chất lượng phục vụ.\n2. Yêu cầu: Đồng bộ.\n"


@pytest.mark.parametrize(
    ("title", "kind", "subject"),
    [
        pytest.param("QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN TỈNH HÀ CHÂU\n"
                     "Về việc ban hành Quy chế làm việc",
                     "Quyết định", "Về việc ban hành Quy chế làm việc", id="who decides"),
        pytest.param("QUYẾT ĐỊNH\nVề việc ban hành Quy chế làm việc",
                     "Quyết định", "Về việc ban hành Quy chế làm việc", id="the type alone"),
        pytest.param("QUYẾT ĐỊNH VỀ VIỆC BAN HÀNH QUY CHẾ",
                     "Quyết định", "Về việc ban hành quy chế", id="one line in capitals"),
        pytest.param("QUYẾT ĐỊNH CỦA CHỦ TỊCH UBND TỈNH VỀ VIỆC BAN HÀNH QUY CHẾ",
                     "Quyết định", "Về việc ban hành quy chế", id="all on one line"),
    ],
)  # fmt: skip
def test_the_type_is_no_more_than_the_type(title: str, kind: str, subject: str) -> None:
    text = (
        f"ỦY BAN NHÂN DÂN\nTỈNH HÀ CHÂU\n{_NATION}Số: 25/2026/QĐ-UBND\n"
        f"Hà Châu, ngày 05 tháng 3 năm 2026\n{title}\n"
        f"ỦY BAN NHÂN DÂN TỈNH HÀ CHÂU\n{_BASES}{_ARTICLES}"
    )
    plan = header_of(text).plan
    assert (plan.type, plan.title) == (kind, subject)
    assert (plan.number, plan.issuer) == ("25/2026/QĐ-UBND", "Ủy ban nhân dân tỉnh Hà Châu")
    assert plan.year_start is None  # 2015 is the law's


@pytest.mark.parametrize(
    ("title", "number", "date", "issuer", "subject"),
    [
        pytest.param("Nghị định của Chính phủ số 61/2026/NĐ-CP ngày 10/2/2026 về việc tuyển dụng "
                     "viên chức.\nChính phủ",
                     "61/2026/NĐ-CP", "2026-02-10", "Chính phủ", "Về việc tuyển dụng viên chức",
                     id="one sentence"),
        pytest.param("NGHỊ ĐỊNH\nCỦA CHÍNH PHỦ SỐ 61/2026/NĐ-CP NGÀY 10 THÁNG 02 NĂM 2026 QUY ĐỊNH "
                     "CHI TIẾT LUẬT NHÀ GIÁO\nCHÍNH PHỦ",
                     "61/2026/NĐ-CP", "2026-02-10", "Chính phủ",
                     "Quy định chi tiết luật nhà giáo", id="a gazette's capitals"),
        pytest.param("Quyết định số 8/2026/QĐ-TTg ngày 10 tháng 02 năm 2026 của Thủ tướng Chính "
                     "phủ về khuyến công\nTHỦ TƯỚNG CHÍNH PHỦ",
                     "8/2026/QĐ-TTg", "2026-02-10", "Thủ tướng Chính phủ", "Về khuyến công",
                     id="a portal's"),
    ],
)  # fmt: skip
def test_a_title_tells_number_date_and_issuer(
    title: str, number: str, date: str, issuer: str, subject: str
) -> None:
    plan = header_of(f"{title}\n{_BASES}Điều 1. Phạm vi\nVăn bản này của Chính phủ.\n").plan
    assert (plan.number, plan.date, plan.issuer) == (number, date, issuer)
    assert plan.title == subject


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Về việc sửa đổi Quy chế kèm theo Quyết định số 19/2021/QĐ-UBND ngày 20 tháng 12 năm 2021",
         None),
        ("Tổ chức Ngày hội đọc sách ngày 21 tháng 4 năm 2026", 2026),
        ("Triển khai Nghị quyết số 8/NQ-HĐND ngày 20 tháng 12 năm 2021 trong năm 2026", 2026),
    ],
)  # fmt: skip
def test_a_year_of_a_documents_date_is_no_period(title: str, year: int | None) -> None:
    text = (
        f"ỦY BAN NHÂN DÂN\nTỈNH HÀ CHÂU\n{_NATION}Số: 25/QĐ-UBND\n"
        f"Hà Châu, ngày 05 tháng 3 năm 2026\nQUYẾT ĐỊNH\n{title}\n{_BASES}{_ARTICLES}"
    )
    assert header_of(text).plan.year_end == year


@pytest.mark.parametrize(
    ("head", "issuer", "place"),
    [
        ("UBND TỈNH LÀO CAI\nSỞ Y TẾ", "Sở Y tế tỉnh Lào Cai", "Lào Cai"),
        ("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSỞ GIÁO DỤC VÀ ĐÀO TẠO",
         "Sở Giáo dục và Đào tạo tỉnh Lào Cai", "Lào Cai"),
        ("BỘ Y TẾ", "Bộ Y tế", None),
        ("BỘ Y TẾ\nCỤC AN TOÀN\nTHỰC PHẨM", "Cục An toàn thực phẩm", None),
        ("HỘI ĐỒNG NHÂN DÂN\nTỈNH LÀO CAI", "Hội đồng nhân dân tỉnh Lào Cai", "Lào Cai"),
        ("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", "Ủy ban nhân dân tỉnh Lào Cai", "Lào Cai"),
    ],
)  # fmt: skip
def test_the_letterheads_last_body_issues(head: str, issuer: str, place: str | None) -> None:
    text = (
        f"{head}\nSố: 32/KH-ABC\n{_NATION}Hà Nội, ngày 01 tháng 4 năm 2026\nKẾ HOẠCH\n"
        f"Phòng, chống HIV/AIDS năm 2026\n{_BODY}Cục An toàn thực phẩm và Sở Y tế theo dõi.\n"
    )
    plan = header_of(text).plan
    assert (plan.issuer, plan.place) == (issuer, place)


def test_both_bodies_of_a_letterhead_are_told_apart_in_a_wrapped_file() -> None:
    sentence = "Các cơ quan, đơn vị và địa phương tổ chức thực hiện nghiêm túc nhiệm vụ được\ngiao "
    text = (
        f"UBND TỈNH LÀO CAI\nSỞ Y TẾ\nSố: 32/KH-SYT\n{_NATION}Lào Cai, ngày 01 tháng 4 năm 2026\n"
        f"KẾ HOẠCH\nPhòng, chống HIV/AIDS\n{sentence * 6}tại Kế hoạch này.\n"
    )
    assert header_of(text).plan.issuer == "Sở Y tế tỉnh Lào Cai"


@pytest.mark.parametrize(
    ("foot", "office"),
    [
        ("KT. CỤC TRƯỞNG\nPHÓ CỤC TRƯỞNG", "Phó Cục trưởng"),
        ("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG", "Thứ trưởng"),
        ("TM. Chính phủ\nThủ tướng", "Thủ tướng"),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG", "Chánh văn phòng"),
        ("TỔNG GIÁM ĐỐC", "Tổng giám đốc"),
    ],
)
def test_the_signers_office(foot: str, office: str) -> None:
    text = f"KẾ HOẠCH\nKhuyến công năm 2026\n{_BODY}Nơi nhận:\n- Lưu: VT.\n{foot}\nLê Thị D\n"
    plan = header_of(text).plan
    assert (plan.signer, plan.signer_title) == ("Lê Thị D", office)


def test_lines_of_a_cell_read_as_one() -> None:
    header = header_of(
        f"ỦY BAN NHÂN DÂN HUYỆN LỘC THẠCH Số: 31/KH-UBND\n{_NATION}"
        "Lộc Thạch, ngày 05 tháng 3 năm 2026\n"
        f"KẾ HOẠCH\nBảo vệ trẻ em năm 2026\n{_BODY}"
        "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Phạm Thị E\n"
    )
    plan = header.plan
    assert (plan.issuer, plan.place) == ("Ủy ban nhân dân huyện Lộc Thạch", "Lộc Thạch")
    assert (plan.number, plan.signer, plan.signer_title) == ("31/KH-UBND", "Phạm Thị E", "Chủ tịch")


@pytest.mark.parametrize(
    ("letterhead", "issuer", "level", "province"),
    [
        ("UBND TỈNH HÀ CHÂU\nỦY BAN NHÂN DÂN HUYỆN YÊN LÃM",
         "Ủy ban nhân dân huyện Yên Lãm", "huyen", "Hà Châu"),
        ("UBND TỈNH HÀ CHÂU\nUBND THÀNH PHỐ YÊN LÃM",
         "Ủy ban nhân dân thành phố Yên Lãm", "huyen", "Hà Châu"),
        ("UBND HUYỆN YÊN LÃM\nUBND XÃ BÌNH KHÊ", "Ủy ban nhân dân xã Bình Khê", "xa", None),
        ("ỦY BAN NHÂN DÂN\nTỈNH HÀ CHÂU", "Ủy ban nhân dân tỉnh Hà Châu", "tinh", "Hà Châu"),
        ("UBND TỈNH HÀ CHÂU\nUBND HUYỆN YÊN LÃM\nBAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ",
         "Ban Vì sự tiến bộ của phụ nữ huyện Yên Lãm", "huyen", "Hà Châu"),
    ],
)  # fmt: skip
def test_the_lower_of_two_committees_issues(
    letterhead: str, issuer: str, level: str, province: str | None
) -> None:
    text = f"{letterhead}\nSố: 64/KH-UBND\n{_NATION}Ngày 11 tháng 3 năm 2024\nKẾ HOẠCH\n{_BODY}"
    plan = header_of(text).plan
    assert (plan.issuer, plan.place_level, plan.province) == (issuer, level, province)
