"""References in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6, điểm b."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.citation import cite, path_reference, plan_reference
from rag.schema import PageReading, Plan, Section, Slice, Step

FULL = Plan(
    plan_id="dak-nong-2021-2030",
    file="dak-nong-2021-2030.txt",
    sha256="0",
    type="Kế hoạch",
    title="Triển khai thực hiện Chiến lược quốc gia",
    number="175/KH-UBND",
    number_blank=False,
    date="2021-04-06",
    date_text="ngày 06 tháng 4 năm 2021",
    issuer="Ủy ban nhân dân tỉnh Đắk Nông",
    place="Đắk Nông",
    place_level="tinh",
    province="Đắk Nông",
    year_start=2021,
    year_end=2030,
    signer=None,
    signer_title=None,
)
BLANK = replace(
    FULL,
    number=None,
    number_blank=True,
    date=None,
    date_text="ngày tháng 4 năm 2024",
    issuer="Ủy ban nhân dân huyện Lâm Thao",
)


def steps(path_id: str) -> list[Step]:
    return [Step(*step.partition(".")[::2]) for step in path_id.split("/")]


@pytest.mark.parametrize(
    ("plan", "short", "reference"),
    [
        pytest.param(
            FULL,
            False,
            "Kế hoạch số 175/KH-UBND ngày 06 tháng 4 năm 2021 của Ủy ban nhân dân tỉnh Đắk Nông "
            "triển khai thực hiện Chiến lược quốc gia",
            id="first mention",
        ),
        pytest.param(FULL, True, "Kế hoạch số 175/KH-UBND", id="later mention"),
        pytest.param(
            BLANK,
            False,
            "Kế hoạch của Ủy ban nhân dân huyện Lâm Thao triển khai thực hiện Chiến lược quốc gia",
            id="number blank and date partial: both left out",
        ),
        pytest.param(
            BLANK, True, "Kế hoạch của Ủy ban nhân dân huyện Lâm Thao", id="later mention, blank"
        ),
        pytest.param(
            replace(BLANK, issuer=None), False,
            "Kế hoạch triển khai thực hiện Chiến lược quốc gia", id="no issuer",
        ),
        pytest.param(replace(BLANK, issuer=None), True, "Kế hoạch", id="nothing but the type"),
        pytest.param(
            replace(FULL, type="Quyết định", number="15/2026/QĐ-UBND", title=""),
            False,
            "Quyết định số 15/2026/QĐ-UBND ngày 06 tháng 4 năm 2021 của Ủy ban nhân dân tỉnh Đắk "
            "Nông",
            id="another type",
        ),
    ],
)  # fmt: skip
def test_the_plan(plan: Plan, short: bool, reference: str) -> None:
    assert plan_reference(plan, short=short) == reference


@pytest.mark.parametrize(
    ("path", "reference"),
    [
        ("muc.IV", "Mục IV"),
        ("muc.IV/khoan.6", "khoản 6 Mục IV"),
        ("muc.IV/khoan.6/gach.1", "gạch đầu dòng thứ nhất, khoản 6 Mục IV"),
        ("muc.IV/khoan.3/diem.b", "điểm b khoản 3 Mục IV"),
        ("muc.IV/khoan.1/diem.đ", "điểm đ khoản 1 Mục IV"),
        ("muc.I/khoan.2/diem.d/gach.3", "gạch đầu dòng thứ ba, điểm d khoản 2 Mục I"),
        ("muc.II/khoan.2/khoan.2.4", "khoản 2.4 Mục II"),
        (
            "muc.II/khoan.2/khoan.2.5/gach.1",
            "gạch đầu dòng thứ nhất, khoản 2.5 Mục II",
        ),
        ("muc.IV/khoan.2/doan.1", "đoạn thứ nhất, khoản 2 Mục IV"),
        ("muc.V/doan.10", "đoạn thứ mười, Mục V"),
        ("muc.V/gach.11", "gạch đầu dòng thứ 11, Mục V"),
        (
            "muc.V/gach.2/gach.1",
            "gạch đầu dòng thứ nhất, gạch đầu dòng thứ hai, Mục V",
        ),
        ("phan.A/muc.II/khoan.1", "khoản 1 Mục II Phần A"),
        ("chuong.I/dieu.5/khoan.2/diem.a", "điểm a khoản 2 Điều 5 Chương I"),
        ("chu_thich.7", "chú thích 7"),
        ("ket.1", "đoạn kết thứ 1"),
        ("mo_dau.1", "đoạn mở đầu thứ 1"),
        ("dau", "phần đầu văn bản"),
        ("tieu_de", "tên văn bản"),
        ("ky", "phần ký"),
        ("noi_nhan/gach.2", "gạch đầu dòng thứ hai, nơi nhận"),
        ("muc.II/khoan.2~2", "khoản 2 Mục II"),
        ("muc.II/khoan.2/cau.3", "khoản 2 Mục II"),
        ("muc.II/khoan.2/bang.1/hang.3", "hàng 3 bảng 1 khoản 2 Mục II"),
        ("kem_theo.1/bang.2", "bảng 2 văn bản kèm theo thứ 1"),
    ],
)
def test_the_place_in_it(path: str, reference: str) -> None:
    assert path_reference(steps(path)) == reference


@pytest.mark.parametrize(
    ("path", "headings", "reference"),
    [
        pytest.param(
            "muc.II/de_muc.1/bang.1/hang.3",
            ("II. NHIỆM VỤ", "Bảng 2: Kinh phí (Đơn vị tính: đồng)", "STT | Nội dung", "3 | Họp"),
            "hàng 3 bảng “Kinh phí”, Mục II",
            id="named by the line above it",
        ),
        pytest.param(
            "kem_theo.1/bang.1/hang.1", ("PHỤ LỤC I PHÂN CÔNG", "STT | Nội dung", "1 | Họp"),
            "hàng 1 bảng “PHỤ LỤC I PHÂN CÔNG”, văn bản kèm theo thứ 1",
            id="named by its annex",
        ),
        pytest.param(
            "muc.II/bang.1/hang.1", ("II. NHIỆM VỤ", "STT | Nội dung", "1 | Họp"),
            "hàng 1 bảng 1 Mục II", id="without a name",
        ),
        pytest.param(
            "kem_theo.1/bang.2/hang.1", ("", "STT | Nội dung", "1 | Họp"),
            "hàng 1 bảng 2 văn bản kèm theo thứ 1", id="an empty heading",
        ),
    ],
)  # fmt: skip
def test_a_row_of_a_named_table(path: str, headings: tuple[str, ...], reference: str) -> None:
    assert path_reference(steps(path), headings) == reference


def section(path_id: str) -> dict[str, Section]:
    return {path_id: Section(tuple(steps(path_id)), 0, 40, 40, 0)}


@pytest.mark.parametrize(
    ("pages", "start", "page"),
    [
        (None, 10, None),
        ((0,), 0, 1),
        ((0, 40, 80), 39, 1),
        ((0, 40, 80), 40, 2),
        ((0, 40, 80), 500, 3),
        ((5, 40), 2, 1),
    ],
)
def test_the_page(pages: tuple[int, ...] | None, start: int, page: int | None) -> None:
    piece = Slice(FULL.plan_id, "ky", start, start + 4, "abcd")
    assert cite(1, piece, FULL, section("ky"), (), None, pages).page == page


def test_the_whole_citation() -> None:
    path = "muc.IV/khoan.6/gach.1"
    piece = Slice(FULL.plan_id, path, 12, 16, "abcd")
    found = cite(3, piece, FULL, section(path), ("IV. TỔ CHỨC", "6. Sở Y tế"), None, None)
    assert (found.n, found.quote, found.start, found.end) == (3, "abcd", 12, 16)
    assert (found.plan_number, found.file) == ("175/KH-UBND", "dak-nong-2021-2030.txt")
    assert found.path == ("IV. TỔ CHỨC", "6. Sở Y tế")
    assert found.passage_id == f"{FULL.plan_id}/{path}"
    assert found.reference == (
        "gạch đầu dòng thứ nhất, khoản 6 Mục IV Kế hoạch số 175/KH-UBND ngày 06 tháng 4 năm 2021 "
        "của Ủy ban nhân dân tỉnh Đắk Nông triển khai thực hiện Chiến lược quốc gia"
    )


@pytest.mark.parametrize(
    ("start", "end", "recognised"),
    [
        pytest.param(0, 5, None, id="a page with a layer"),
        pytest.param(10, 15, 91, id="a recognised page"),
        pytest.param(15, 25, 84, id="two recognised pages: the less sure"),
        pytest.param(5, 12, 91, id="partly recognised"),
    ],
)
def test_a_citation_says_how_surely_its_page_was_recognised(
    start: int, end: int, recognised: int | None
) -> None:
    piece = Slice("ke-hoach", "ky", start, end, "x" * (end - start))
    readings = (
        PageReading("layer"),
        PageReading("recognised", 91),
        PageReading("recognised", 84),
    )
    found = cite(1, piece, FULL, section("ky"), (), None, (0, 10, 20), readings)
    assert found.recognised == recognised
