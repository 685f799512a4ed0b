"""What a plan says of itself: the five plans as printed, and other letterheads of the genre."""

from __future__ import annotations

import pytest

from rag.schema import HeaderField, Plan
from tests.ingest.facts_of import (
    DAK_NONG,
    HUONG_TRA,
    KON_TUM,
    LAM_THAO,
    QUANG_NGAI,
    header_of,
    plan,
)


@pytest.mark.parametrize(
    ("plan_id", "number", "blank", "date", "date_text"),
    [
        pytest.param(
            DAK_NONG, "175/KH-UBND", False, "2021-04-06", "ngày 06 tháng 4 năm 2021", id="printed"
        ),
        pytest.param(LAM_THAO, None, True, None, "ngày tháng 4 năm 2024", id="left blank"),
        pytest.param(HUONG_TRA, None, False, None, None, id="Huong Tra has no letterhead"),
        pytest.param(KON_TUM, None, False, None, None, id="Kon Tum has no letterhead"),
        pytest.param(QUANG_NGAI, None, False, None, None, id="Quang Ngai has no letterhead"),
    ],
)
def test_number_and_date(
    plan_id: str, number: str | None, blank: bool, date: str | None, date_text: str | None
) -> None:
    found = plan(plan_id).plan
    assert (found.number, found.number_blank) == (number, blank)
    assert (found.date, found.date_text) == (date, date_text)


@pytest.mark.parametrize(
    ("plan_id", "issuer", "place", "level", "province", "years"),
    [
        (DAK_NONG, "Ủy ban nhân dân tỉnh Đắk Nông", "Đắk Nông", "tinh", "Đắk Nông", (2021, 2030)),
        (
            HUONG_TRA,
            "Ủy ban nhân dân thị xã Hương Trà",
            "Hương Trà",
            "huyen",
            "Thừa Thiên Huế",
            (2021, 2025),
        ),
        (KON_TUM, "Ủy ban nhân dân tỉnh Kon Tum", "Kon Tum", "tinh", "Kon Tum", (2021, 2021)),
        (LAM_THAO, "Ủy ban nhân dân huyện Lâm Thao", "Lâm Thao", "huyen", "Phú Thọ", (2024, 2024)),
        (
            QUANG_NGAI,
            "Ủy ban nhân dân tỉnh Quảng Ngãi",
            "Quảng Ngãi",
            "tinh",
            "Quảng Ngãi",
            (2025, 2025),
        ),
    ],
)
def test_issuer_place_period(
    plan_id: str, issuer: str, place: str, level: str, province: str, years: tuple[int, int]
) -> None:
    found = plan(plan_id).plan
    assert found.issuer == issuer
    assert (found.place, found.place_level, found.province) == (place, level, province)
    assert (found.year_start, found.year_end) == years


@pytest.mark.parametrize(
    ("plan_id", "signer"),
    [
        (DAK_NONG, "Tôn Thị Ngọc Hạnh"),
        (HUONG_TRA, None),
        (KON_TUM, "Y Ngọc"),
        (LAM_THAO, "Ngô Đức Sáu"),
        (QUANG_NGAI, "Trần Hoàng Tuấn"),
    ],
)
def test_signer(plan_id: str, signer: str | None) -> None:
    found = plan(plan_id).plan
    assert found.signer == signer
    assert found.signer_title == "Phó Chủ tịch"


@pytest.mark.parametrize(
    ("plan_id", "title"),
    [
        (
            DAK_NONG,
            "Triển khai thực hiện Chiến lược quốc gia về bình đẳng giới giai đoạn 2021-2030 trên "
            "địa bàn tỉnh Đắk Nông",
        ),
        (
            HUONG_TRA,
            "Thực hiện Chiến lược quốc gia về bình đẳng giới giai đoạn 2021 - 2025",
        ),
        (KON_TUM, "Triển khai công tác bình đẳng giới năm 2021"),
        (
            LAM_THAO,
            "Thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ huyện Lâm Thao năm 2024",
        ),
        (
            QUANG_NGAI,
            "Triển khai thực hiện công tác bình đẳng giới trên địa bàn tỉnh Quảng Ngãi năm 2025",
        ),
    ],
)
def test_type_and_title(plan_id: str, title: str) -> None:
    found = plan(plan_id).plan
    assert (found.type, found.title) == ("Kế hoạch", title)


def fields(plan_id: str) -> dict[str, HeaderField]:
    return {fact.name: fact for fact in plan(plan_id).facts if isinstance(fact, HeaderField)}


@pytest.mark.parametrize("plan_id", [DAK_NONG, HUONG_TRA, KON_TUM, LAM_THAO, QUANG_NGAI])
def test_each_field_is_told_once_with_its_slice(plan_id: str) -> None:
    one = plan(plan_id)
    named = [fact.name for fact in one.facts if isinstance(fact, HeaderField)]
    named = [name for name in named if name != "recipients"]
    assert len(named) == len(set(named))
    for name, field in fields(plan_id).items():
        assert field.sources, name
        assert all(s.text == one.document.text[s.start : s.end] for s in field.sources), name


@pytest.mark.parametrize(
    ("plan_id", "name", "where", "printed"),
    [
        (DAK_NONG, "number", "dau", "Số: 175/KH-UBND"),
        (DAK_NONG, "signer", "ky", "Tôn Thị Ngọc Hạnh"),
        (LAM_THAO, "number", "dau", "Số: /KH-UBND"),
        (LAM_THAO, "date", "dau", "ngày tháng 4 năm 2024"),
        (LAM_THAO, "place", "dau", "Lâm Thao"),
        (HUONG_TRA, "issuer", "mo_dau.1", "UBND thị xã Hương Trà"),
        (HUONG_TRA, "signer_title", "ky", "PHÓ CHỦ TỊCH"),
        (KON_TUM, "place", "mo_dau.1", "tỉnh Kon Tum"),
        (QUANG_NGAI, "period", "tieu_de", "năm 2025"),
    ],
)
def test_the_slice_is_what_is_printed(plan_id: str, name: str, where: str, printed: str) -> None:
    (source,) = fields(plan_id)[name].sources
    assert (source.section, source.text) == (where, printed)


def test_what_is_printed_and_blank_has_no_value() -> None:
    assert fields(LAM_THAO)["number"].value is None
    assert fields(LAM_THAO)["date"].value is None


def test_what_is_not_printed_is_no_field() -> None:
    assert not {"number", "date", "signer"} & fields(HUONG_TRA).keys()
    assert not {"number", "date"} & fields(KON_TUM).keys()


# ------------------------------------------------------------------- other plans of the genre


def invented(number: str, dateline: str, issuer: str = "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI") -> Plan:
    text = f"""{issuer}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

{number}
{dateline}

KẾ HOẠCH
Phòng, chống tai nạn thương tích trẻ em năm 2026

Thực hiện Quyết định số 1248/QĐ-TTg ngày 19/7/2021 của Thủ tướng Chính phủ, Ủy ban nhân dân ban \
hành Kế hoạch như sau:

I. MỤC ĐÍCH
1. Mục đích: Giảm số trẻ em bị tai nạn thương tích.
2. Yêu cầu: Thực hiện đồng bộ.

Nơi nhận:
- Bộ Y tế (b/c);
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Hoàng Thị Mẫu
"""
    return header_of(text).plan


@pytest.mark.parametrize(
    ("printed", "number", "blank"),
    [
        pytest.param("Số: 12/KH-UBND", "12/KH-UBND", False, id="number"),
        pytest.param("Số 12/KH-UBND", "12/KH-UBND", False, id="no colon"),
        pytest.param("Số: 12 /KH-UBND", "12/KH-UBND", False, id="space in front of the slash"),
        pytest.param("Số: 12/KH - UBND", "12/KH-UBND", False, id="spaces around the hyphen"),
        pytest.param("Số: 15/2026/QĐ-UBND", "15/2026/QĐ-UBND", False, id="with the year"),
        pytest.param("Số:      /KH-UBND", None, True, id="blank"),
        pytest.param("Số: …/KH-UBND", None, True, id="an ellipsis"),
        pytest.param("Số: ...../KH-UBND", None, True, id="dots"),
        pytest.param("Số: ___/KH-UBND", None, True, id="underlined"),
    ],
)
def test_forms_of_the_number(printed: str, number: str | None, blank: bool) -> None:
    found = invented(printed, "Lào Cai, ngày 06 tháng 4 năm 2026")
    assert (found.number, found.number_blank) == (number, blank)


@pytest.mark.parametrize(
    ("dateline", "date", "date_text"),
    [
        pytest.param(
            "Lào Cai, ngày 6 tháng 4 năm 2026", "2026-04-06", "ngày 6 tháng 4 năm 2026", id="whole"
        ),
        pytest.param(
            "Lào Cai, ngày   tháng 4 năm 2026", None, "ngày tháng 4 năm 2026", id="day blank"
        ),
        pytest.param(
            "Lào Cai, ngày … tháng … năm 2026", None, "ngày … tháng … năm 2026", id="dots"
        ),
        pytest.param(
            "Lào Cai, ngày 31 tháng 02 năm 2026",
            None,
            "ngày 31 tháng 02 năm 2026",
            id="no such day",
        ),
    ],
)
def test_forms_of_the_date(dateline: str, date: str | None, date_text: str) -> None:
    found = invented("Số: 12/KH-UBND", dateline)
    assert (found.date, found.date_text) == (date, date_text)


@pytest.mark.parametrize(
    ("issuer", "level", "expected"),
    [
        pytest.param(
            "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", "tinh", "Ủy ban nhân dân tỉnh Lào Cai", id="province"
        ),
        pytest.param(
            "UỶ BAN NHÂN DÂN\nTỈNH LÀO CAI", "tinh", "Ủy ban nhân dân tỉnh Lào Cai", id="UỶ"
        ),
        pytest.param(
            "ỦY BAN NHÂN DÂN\nHUYỆN BẮC HÀ", "huyen", "Ủy ban nhân dân huyện Bắc Hà", id="district"
        ),
        pytest.param(
            "ỦY BAN NHÂN DÂN THỊ XÃ SA PA",
            "huyen",
            "Ủy ban nhân dân thị xã Sa Pa",
            id="town on one line",
        ),
        pytest.param(
            "ỦY BAN NHÂN DÂN\nTHỊ XÃ SA PA",
            "huyen",
            "Ủy ban nhân dân thị xã Sa Pa",
            id="town",
        ),
        pytest.param(
            "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ",
            "tinh",
            "Ủy ban nhân dân thành phố Huế",
            id="city",
        ),
        pytest.param(
            "ỦY BAN NHÂN DÂN\nXÃ BẮC HÀ",
            "xa",
            "Ủy ban nhân dân xã Bắc Hà",
            id="commune",
        ),
    ],
)
def test_forms_of_the_issuer(issuer: str, level: str, expected: str) -> None:
    found = invented("Số: 12/KH-UBND", "ngày 06 tháng 4 năm 2026", issuer)
    assert (found.issuer, found.place_level) == (expected, level)


def test_the_chair_signs_herself() -> None:
    found = invented("Số: 12/KH-UBND", "Lào Cai, ngày 06 tháng 4 năm 2026")
    assert (found.signer, found.signer_title) == ("Hoàng Thị Mẫu", "Chủ tịch")
    assert (found.year_start, found.year_end) == (2026, 2026)


def test_two_who_issue_and_sign_together() -> None:
    plan = header_of(
        "HỘI NÔNG DÂN - CÔNG AN XÃ BẮC HÀ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM "
        "Độc lập - Tự do - Hạnh phúc\n\n"
        "Số: 12/KHPH-HND-CAX Bắc Hà, ngày 06 tháng 4 năm 2026\n\nKẾ HOẠCH PHỐI HỢP\n"
        "Giữ bình yên xóm làng năm 2026\n\nI. MỤC ĐÍCH\n1. Hội Nông dân xã vận động nhân dân.\n"
        "CÔNG AN XÃ PHÓ TRƯỞNG CÔNG AN (Đã ký) Đỗ Văn Hải HỘI NÔNG DÂN XÃ CHỦ TỊCH (Đã ký) "
        "Vũ Thị Kim\n\nNơi nhận:\n- Lưu: VT.\n"
    ).plan
    assert plan.issuer == "Hội Nông dân - Công an xã Bắc Hà"
    assert (plan.signer, plan.signer_title) == (
        "Đỗ Văn Hải; Vũ Thị Kim",
        "Phó trưởng công an (Công an xã); Chủ tịch (Hội Nông dân xã)",
    )


def test_a_text_without_a_header_says_nothing() -> None:
    found = header_of("Vài dòng ghi chép về bình đẳng giới.\n").plan
    assert (found.type, found.number, found.number_blank) == ("Văn bản", None, False)
    assert (found.issuer, found.place, found.signer, found.year_start) == (None, None, None, None)


@pytest.mark.parametrize(
    ("below", "title"),
    [
        pytest.param("V/v tổ chức Ngày hội đọc sách", "tổ chức Ngày hội đọc sách", id="one line"),
        pytest.param("V/v: rà soát, báo cáo kết quả thực hiện công tác trẻ em và phòng, chống tai "
                     "nạn, thương tích, đuối nước trẻ em trên địa bàn tỉnh trong năm 2026.",
                     "rà soát, báo cáo kết quả thực hiện công tác trẻ em và phòng, chống tai "
                     "nạn, thương tích, đuối nước trẻ em trên địa bàn tỉnh trong năm 2026",
                     id="longer than a letterhead's lines"),
    ],
)  # fmt: skip
def test_a_letter_is_named_by_its_subject(below: str, title: str) -> None:
    text = (
        f"UBND TỈNH LÀO CAI\nSỞ Y TẾ\nSố: 32/SYT-NV\n{below}\nLào Cai, ngày 01 tháng 4 năm 2026\n"
        "Kính gửi: Các Trung tâm Y tế\nThực hiện kế hoạch, Sở Y tế đề nghị:\n1. Rà soát.\n"
    )
    plan = header_of(text).plan
    assert (plan.type, plan.title, plan.number) == ("Công văn", title, "32/SYT-NV")


def test_a_first_line_in_capitals_is_not_shouted() -> None:
    assert header_of("ỦY BAN NHÂN DÂN TỈNH LÀO CAI\nThông tin của tỉnh Lào Cai\n").plan.title == (
        "Ủy ban nhân dân tỉnh Lào Cai"
    )
