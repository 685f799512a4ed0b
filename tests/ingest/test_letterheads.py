"""Letterheads, titles and feet of other bodies than a People's Committee, and of older days."""

from __future__ import annotations

import pytest

from tests.ingest.facts_of import header_of
from tests.ingest.reading_aloud import ids_of

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
        # of two who sign the second's office is not the first's
        ("GIÁM ĐỐC SỞ Y TẾ\nLê Thị D\nGIÁM ĐỐC CÔNG AN TỈNH\nTrần Văn E", "Giám đốc Sở Y tế"),
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


_PLAN = (
    "ỦY BAN NHÂN DÂN\nTỈNH HÀ CHÂU\n-------\n" + _NATION + "Số: 71/KH-UBND\n"
    "Hà Châu, ngày 29 tháng 4 năm 2021\n"
)
_TITLED = "KẾ HOẠCH\nPHÒNG, CHỐNG ĐUỐI NƯỚC TRẺ EM GIAI ĐOẠN 2021 - 2025\n"


@pytest.mark.parametrize(
    "above",
    [
        pytest.param("Cổng văn bản\nĐang tải, vui lòng chờ...\n", id="the page's own lines"),
        pytest.param("Kế hoạch 71/KH-UBND năm 2021 về phòng, chống đuối nước trẻ em\n"
                     "Số hiệu: 71/KH-UBND Loại văn bản: Văn bản khác\nNgày ban hành: 30/04/2021\n",
                     id="its name for the document"),
        pytest.param("- 1Luật Trẻ em 2016\n- 2Kế hoạch 9/KH-UBND ngày 01 tháng 2 năm 2019 của tỉnh "
                     "Lâm Châu\n- 3Quyết định 5/QĐ-TTg do Thủ tướng Chính phủ ban hành\n",
                     id="documents it calls related"),
        pytest.param("- 1 Luật Trẻ em 2016\n\n", id="one of them"),
        pytest.param("MỤC LỤC\nI. MỤC ĐÍCH, YÊU CẦU .......... 2\nII. NHIỆM VỤ .......... 13\n",
                     id="its table of contents"),
    ],
)  # fmt: skip
def test_a_document_begins_at_its_letterhead(above: str) -> None:
    plan = header_of(f"{above}{_PLAN}{_TITLED}{_BASES}{_BODY}").plan
    assert (plan.type, plan.number, plan.date) == ("Kế hoạch", "71/KH-UBND", "2021-04-29")
    assert plan.issuer == "Ủy ban nhân dân tỉnh Hà Châu"
    assert plan.title == "Phòng, chống đuối nước trẻ em giai đoạn 2021 - 2025"


def test_a_letterhead_of_cells_on_one_line_begins_a_document() -> None:
    plan = header_of(
        "- 1 Luật Trẻ em 2016\n\nỦY BAN NHÂN DÂN TỈNH HÀ CHÂU ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA "
        "VIỆT NAM Độc lập - Tự do - Hạnh phúc ------- |\nSố: 71/KH-UBND | Hà Châu, ngày 29 tháng 4 "
        f"năm 2021 |\n\n{_TITLED}{_BASES}{_BODY}"
    ).plan
    assert (plan.number, plan.date) == ("71/KH-UBND", "2021-04-29")
    assert plan.issuer == "Ủy ban nhân dân tỉnh Hà Châu"


@pytest.mark.parametrize(
    ("below", "title", "years"),
    [
        pytest.param("PHÒNG, CHỐNG ĐUỐI NƯỚC TRẺ EM GIAI ĐOẠN 2021 - 2025\n" + _BASES,
                     "Phòng, chống đuối nước trẻ em giai đoạn 2021 - 2025", (2021, 2025),
                     id="the subject without its type"),
        pytest.param("Căn cứ Luật Trẻ em năm 2016, UBND tỉnh xây dựng Kế hoạch phòng, chống đuối "
                     "nước trẻ em giai đoạn 2021 - 2025 (gọi tắt là Kế hoạch), cụ thể như sau:\n",
                     "Phòng, chống đuối nước trẻ em giai đoạn 2021 - 2025", (2021, 2025),
                     id="neither: the clause that issues it"),
        pytest.param("Thực hiện Luật Trẻ em, UBND tỉnh đã ban hành Kế hoạch số 7/KH-UBND về bơi an "
                     "toàn giai đoạn 2016 - 2020 của các trường học.\n",
                     "Kế hoạch", (None, None), id="an earlier plan tells nothing of this one"),
    ],
)  # fmt: skip
def test_a_copy_without_its_type_line(
    below: str, title: str, years: tuple[int | None, int | None]
) -> None:
    plan = header_of(f"{_PLAN}{below}{_BODY}").plan
    assert (plan.type, plan.title) == ("Kế hoạch", title)
    assert (plan.year_start, plan.year_end) == years
    assert plan.issuer == "Ủy ban nhân dân tỉnh Hà Châu"


@pytest.mark.parametrize(
    "decides",
    [
        pytest.param("ỦY BAN NHÂN DÂN TỈNH HÀ CHÂU", id="one line"),
        pytest.param("ỦY\nBAN NHÂN DÂN\nTỈNH HÀ CHÂU", id="three lines"),
        pytest.param("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", id="the chair"),
    ],
)  # fmt: skip
def test_who_decides_is_no_part_of_a_wrapped_title(decides: str) -> None:
    title = "BAN HÀNH QUY CHẾ\nLÀM VIỆC NĂM 2021"
    wrapped = (
        "Căn cứ Luật\nTổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015 và\ncác nghị định "
        "quy định chi tiết thi hành các điều của luật\nnày về tổ chức bộ máy;\nTheo đề nghị của "
        "Giám đốc Sở Lao động\n- Thương binh và Xã hội,\nQUYẾT ĐỊNH:\nĐiều 1.\nBan hành kèm theo "
        "Quyết định này Quy chế làm việc\ncủa các cơ quan.\nĐiều 2. Chánh\nVăn phòng và các cơ "
        "quan chịu trách nhiệm thi\nhành Quyết định này./.\n"
    )
    header = f"{_PLAN.replace('KH-UBND', 'QĐ-UBND')}QUYẾT ĐỊNH\n{title}\n{decides}\n{wrapped}"
    plan = header_of(header).plan
    assert (plan.type, plan.title) == ("Quyết định", "Ban hành quy chế làm việc năm 2021")
    assert [one for one in ids_of(header) if one.startswith(("mo_dau", "dieu"))] == [
        "mo_dau.1", "mo_dau.2", "mo_dau.3", "mo_dau.4", "dieu.1", "dieu.2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("letterhead", "issuer", "level", "province"),
    [
        ("UBND TỈNH HÀ CHÂU\nỦY BAN NHÂN DÂN HUYỆN YÊN LÃM",
         "Ủy ban nhân dân huyện Yên Lãm", "huyen", "Hà Châu"),
        ("UBND TỈNH HÀ CHÂU\nUBND THÀNH PHỐ YÊN LÃM",
         "Ủy ban nhân dân thành phố Yên Lãm", "huyen", "Hà Châu"),
        ("UBND HUYỆN YÊN LÃM\nUBND XÃ BÌNH KHÊ", "Ủy ban nhân dân xã Bình Khê", "xa", None),
        ("ỦY BAN NHÂN DÂN\nTỈNH HÀ CHÂU", "Ủy ban nhân dân tỉnh Hà Châu", "tinh", "Hà Châu"),
        ("UBND TỈNH HÀ CHÂU - UBND TỈNH LÂM GIANG",
         "Ủy ban nhân dân tỉnh Hà Châu", "tinh", "Hà Châu"),
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
