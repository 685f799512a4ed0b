"""Where each printed marker hangs: tables of markers, then small plans of other shapes."""

from __future__ import annotations

import pytest

from ingest.outline import outline
from tests.ingest.reading_aloud import document_of, ids_of, own_text

PRINTED = {"I": ".", "1": ".", "a": ")"}


def _line(marker: str) -> str:
    """A line for a marker of a table: "a" as "a) Việc a.", "1" as "1. Việc 1."."""
    if marker in "-+*":
        return f"{marker} Việc."
    closing = ")" if marker.isalpha() and marker.islower() else "."
    return f"{marker}{closing} Việc {marker}."


def _depths(markers: str) -> list[int]:
    text = "KẾ HOẠCH\nThử nghiệm\n" + "\n".join(_line(marker) for marker in markers.split())
    return [len(s.path) - 1 for s in outline(document_of(text))[1:]]


@pytest.mark.parametrize(
    ("markers", "depths"),
    [
        pytest.param("I 1 a b 2 II", [0, 1, 2, 2, 1, 0], id="muc-khoan-diem"),
        pytest.param("I 1 2 3 II 1 2 III 1", [0, 1, 1, 1, 0, 1, 1, 0, 1], id="numbers restart"),
        pytest.param("I 1 a b 2 a b c", [0, 1, 2, 2, 1, 2, 2, 2], id="letters restart"),
        pytest.param("I 1 2 4 5 II", [0, 1, 1, 1, 1, 0], id="a skipped label"),
        pytest.param("I 1 a b d đ e", [0, 1, 2, 2, 2, 2, 2], id="c skipped, then đ after d"),
        pytest.param("1 a b c d e g h", [0] + [1] * 7, id="e after d without đ"),
        pytest.param(
            "1 a b c d đ e g h i k", [0] + [1] * 10, id="i after h is a letter, not a Roman one"
        ),
        pytest.param("1 a i ii iii b", [0, 1, 2, 2, 2, 1], id="i after a is a Roman one"),
        pytest.param("A I 1 II B I", [0, 1, 2, 1, 0, 1], id="I after a heading is Roman"),
        pytest.param(
            "A B C D E G H I", [0] * 8, id="I after H is a letter where capitals run"
        ),
        pytest.param("I 1 - - 2 -", [0, 1, 2, 2, 1, 2], id="bullets under khoản"),
        pytest.param("I 1 - + + - +", [0, 1, 2, 3, 3, 2, 3], id="plus under dash"),
        pytest.param("1 1.1 1.2 2 2.1 2.1.1 2.2", [0, 1, 1, 0, 1, 2, 1], id="nested numbers"),
        pytest.param("1 1.1 * 1.2 *", [0, 1, 2, 1, 2], id="star under a nested number"),
        pytest.param("1 a - b - - c", [0, 1, 2, 1, 2, 2, 1], id="bullets under letters"),
        pytest.param("1 2 2 3", [0, 0, 0, 0], id="a label printed twice"),
        pytest.param("I II IV V", [0, 0, 0, 0], id="a Roman number skipped"),
    ],
)  # fmt: skip
def test_depths(markers: str, depths: list[int]) -> None:
    assert _depths(markers) == depths


@pytest.mark.parametrize(
    ("lines", "ids"),
    [
        pytest.param(
            ["I. TỔ CHỨC THỰC HIỆN", "1. Phòng Tài chính - Kế hoạch", "Tham mưu kinh phí."],
            ["muc.I", "muc.I/khoan.1", "muc.I/khoan.1/doan.1"],
            id="the text of a heading on the next line",
        ),
        pytest.param(
            ["I. KINH PHÍ", "Ngân sách nhà nước.", "Nguồn khác."],
            ["muc.I", "muc.I/doan.1", "muc.I/doan.2"],
            id="a Mục with text alone",
        ),
        pytest.param(
            ["I. MỤC TIÊU", "Mục tiêu 1: Tăng trưởng", "Chỉ tiêu 1: Đạt 60%.", "Chỉ tiêu 2: 70%.",
             "Mục tiêu 2: Nhân lực", "Chỉ tiêu 1: Đạt 80%."],
            ["muc.I", "muc.I/muc_tieu.1", "muc.I/muc_tieu.1/chi_tieu.1",
             "muc.I/muc_tieu.1/chi_tieu.2", "muc.I/muc_tieu.2", "muc.I/muc_tieu.2/chi_tieu.1"],
            id="objectives without other markers",
        ),
        pytest.param(
            ["I. CÔNG VIỆC", "Công tác phòng ngừa", "1. Một.", "2. Hai.", "Công tác ứng phó",
             "1. Ba.", "2. Bốn."],
            ["muc.I", "muc.I/de_muc.1", "muc.I/de_muc.1/khoan.1", "muc.I/de_muc.1/khoan.2",
             "muc.I/de_muc.2", "muc.I/de_muc.2/khoan.1", "muc.I/de_muc.2/khoan.2"],
            id="headings in small letters above a restarting run",
        ),
        pytest.param(
            ["MỤC ĐÍCH", "1. Một.", "2. Hai.", "NHIỆM VỤ", "1. Ba.", "TỔ CHỨC THỰC HIỆN",
             "1. Bốn."],
            ["de_muc.1", "de_muc.1/khoan.1", "de_muc.1/khoan.2", "de_muc.2", "de_muc.2/khoan.1",
             "de_muc.3", "de_muc.3/khoan.1"],
            id="headings in capitals above a restarting run",
        ),
        pytest.param(
            ["NHIỆM VỤ CHUNG", "1. Một.", "2. Hai.", "NHIỆM VỤ RIÊNG", "3. Ba."],
            ["de_muc.1", "de_muc.1/khoan.1", "de_muc.1/khoan.2", "de_muc.2", "de_muc.2/khoan.3"],
            id="numbers that go on below a heading",
        ),
        pytest.param(
            ["I. TỔ CHỨC THỰC HIỆN", "Sở Y tế", "- Chủ trì.", "- Báo cáo.", "Sở Tài chính",
             "- Cấp kinh phí."],
            ["muc.I", "muc.I/de_muc.1", "muc.I/de_muc.1/gach.1", "muc.I/de_muc.1/gach.2",
             "muc.I/de_muc.2", "muc.I/de_muc.2/gach.1"],
            id="agencies without numbers above bullets",
        ),
        pytest.param(
            ["I. NỘI DUNG", "Tập huấn:", "- Mở lớp.", "Thống kê và kiểm tra:", "- Rà soát.",
             "- Kiểm tra."],
            ["muc.I", "muc.I/doan.1", "muc.I/doan.1/gach.1", "muc.I/doan.2", "muc.I/doan.2/gach.1",
             "muc.I/doan.2/gach.2"],
            id="one lead-in beside another",
        ),
        pytest.param(
            ["I. MỘT", "1. Chủ đề", "Vì trẻ em.", "2. Khẩu hiệu", "1. Hãy lên tiếng.",
             "2. Chung tay hành động.", "3. Thời gian", "Cả năm."],
            ["muc.I", "muc.I/khoan.1", "muc.I/khoan.1/doan.1", "muc.I/khoan.2",
             "muc.I/khoan.2/khoan.1", "muc.I/khoan.2/khoan.2", "muc.I/khoan.3",
             "muc.I/khoan.3/doan.1"],
            id="a list numbered as the headings are",
        ),
        pytest.param(
            ["I. DỰ ÁN", "1. Các dự án thành phần", "Dự án 1: Đường ven biển", "- Dài 5 km.",
             "Dự án 2: Chợ đêm", "- Rộng 2 ha.", "2. Kinh phí"],
            ["muc.I", "muc.I/khoan.1", "muc.I/khoan.1/de_muc.1",
             "muc.I/khoan.1/de_muc.1/gach.1", "muc.I/khoan.1/de_muc.2",
             "muc.I/khoan.1/de_muc.2/gach.1", "muc.I/khoan.2"],
            id="numbered projects",
        ),
        pytest.param(
            ["I. MỘT", "1. Các nhóm như sau:", "- Nhóm đầu:", "+ Xã A;", "+ Xã B.", "- Nhóm sau.",
             "2. Hai."],
            ["muc.I", "muc.I/khoan.1", "muc.I/khoan.1/gach.1", "muc.I/khoan.1/gach.1/gach.1",
             "muc.I/khoan.1/gach.1/gach.2", "muc.I/khoan.1/gach.2", "muc.I/khoan.2"],
            id="plus under a leading dash",
        ),
        pytest.param(
            ["I. MỘT", "1. Nội dung:", "(1) Một;", "(2) Hai.", "2. Thời gian:", "(1) Ba."],
            ["muc.I", "muc.I/khoan.1", "muc.I/khoan.1/ngoac.1", "muc.I/khoan.1/ngoac.2",
             "muc.I/khoan.2", "muc.I/khoan.2/ngoac.1"],
            id="numbers in brackets",
        ),
        pytest.param(
            ["I/ MỤC ĐÍCH", "1/ Một", "a/ Hai", "b/ Ba", "2/ Bốn", "II/ NỘI DUNG"],
            ["muc.I", "muc.I/khoan.1", "muc.I/khoan.1/diem.a", "muc.I/khoan.1/diem.b",
             "muc.I/khoan.2", "muc.II"],
            id="slashes",
        ),
        pytest.param(
            ["PHẦN THỨ NHẤT", "ĐÁNH GIÁ", "Chương I", "Những quy định chung", "Mục 1", "KẾT QUẢ",
             "1. Một.", "PHẦN THỨ HAI", "NHIỆM VỤ", "I. MỘT"],
            ["phan.NHẤT", "phan.NHẤT/chuong.I", "phan.NHẤT/chuong.I/muc.1",
             "phan.NHẤT/chuong.I/muc.1/khoan.1", "phan.HAI", "phan.HAI/muc.I"],
            id="a heading whose title stands on the next line",
        ),
        pytest.param(
            ["I. NỘI DUNG", "A. Năm 2025", "1. Một.", "B. Năm 2026", "1. Hai.", "II. KINH PHÍ"],
            ["muc.I", "muc.I/phan.A", "muc.I/phan.A/khoan.1", "muc.I/phan.B",
             "muc.I/phan.B/khoan.1", "muc.II"],
            id="capital letters under a Roman number",
        ),
        pytest.param(
            ["Điều 1. Sửa đổi Điều 9 như sau:", "“3. Một.", "4. Hai.”", "Điều 2. Hiệu lực"],
            ["dieu.1", "dieu.1/khoan.3", "dieu.1/khoan.4", "dieu.2"],
            id="a quoted provision keeps its own number",
        ),
    ],
)  # fmt: skip
def test_paths(lines: list[str], ids: list[str]) -> None:
    document = document_of("KẾ HOẠCH\nThử nghiệm\n" + "\n".join(lines))
    sections = outline(document)
    assert [section.id for section in sections[1:]] == ids
    assert [section.note for section in sections] == [None] * len(sections)


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        pytest.param("3. Sở Tài chính: Chủ trì việc này.", "3. Sở Tài chính", id="with a colon"),
        pytest.param(
            "11. Các Sở, Ban, ngành liên quan căn cứ chức năng thực hiện.", "", id="no colon at all"
        ),
        pytest.param("5. Sở Nội vụ", "", id="a leaf without text names nothing further"),
        pytest.param(
            "12. Đề nghị Mặt trận Tổ quốc, Hội Phụ nữ, Hội Nông dân: Tham gia.",
            "12. Đề nghị Mặt trận Tổ quốc, Hội Phụ nữ, Hội Nông dân",
            id="a list of agencies",
        ),
        pytest.param(
            "2. Kiểm tra. Đề nghị các đơn vị: Thực hiện.", "", id="the colon is not the heading's"
        ),
    ],
)
def test_headings_on_the_line_of_their_text(line: str, heading: str) -> None:
    document = document_of(f"KẾ HOẠCH\nThử\nIV. TỔ CHỨC\n1. Một.\n{line}\n")
    section = outline(document)[-1]
    assert document.text[section.start : section.heading_end].strip() == heading


def test_a_list_of_agencies_is_the_heading_of_what_follows() -> None:
    document = document_of("I. MỘT\n3. Phòng Y tế, Trung tâm Y tế\na) Lồng ghép.\nb) Báo cáo.")
    section = next(s for s in outline(document) if s.id == "muc.I/khoan.3")
    assert document.text[section.start : section.heading_end] == "3. Phòng Y tế, Trung tâm Y tế"
    assert own_text(document, section) == "3. Phòng Y tế, Trung tâm Y tế"
    assert document.text[section.end : section.tree_end].split("\n") == [
        "a) Lồng ghép.",
        "b) Báo cáo.",
    ]


def test_objective_and_indicator_numbers() -> None:
    text = (
        "I. MỤC TIÊU\n1. Cụ thể\n"
        "a) Mục tiêu 1: Cán bộ:\n- Chỉ tiêu: Đạt 60%.\nb) Mục tiêu 2: Y tế\n"
        "- Chỉ tiêu 1: Một.\n- Chỉ tiêu 2: Hai.\n- Giải pháp khác.\n"
        "c) Mục tiêu 3: Giáo dục\nChỉ tiêu: Đạt 70%.\n2. Yêu cầu"
    )
    found = {
        section.id.removeprefix("muc.I/khoan.1/"): (section.objective, section.indicator)
        for section in outline(document_of(text))
        if section.objective or section.indicator
    }
    assert found == {
        "diem.a": ("1", None),
        "diem.a/gach.1": ("1", "1"),
        "diem.b": ("2", None),
        "diem.b/gach.1": ("2", "1"),
        "diem.b/gach.2": ("2", "2"),
        "diem.c": ("3", None),
        "diem.c/doan.1": ("3", "1"),
    }


def test_what_cannot_be_placed_is_kept_and_noted() -> None:
    document = document_of("I. MỘT\n1. Hai.\na) Ba.\nq) Bốn.\n9. Năm.")
    found = {section.id: section.note for section in outline(document) if section.note}
    assert set(found) == {"muc.I/khoan.1/diem.q", "muc.I/khoan.9"}
    assert all(note and "\n" not in note for note in found.values())


# --- whole documents

DECISION = """ỦY BAN NHÂN DÂN
TỈNH HÀ TRUNG
Số: 1234/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

QUYẾT ĐỊNH
Về việc ban hành Kế hoạch phát triển giáo dục nghề nghiệp

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH

Căn cứ Luật Tổ chức chính quyền địa phương;
Theo đề nghị của Giám đốc Sở Nội vụ.

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.
1. Nội dung thứ nhất gồm:
a) Một.
b) Hai.
2. Nội dung thứ hai.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Phạm Thị E

ỦY BAN NHÂN DÂN
TỈNH HÀ TRUNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

KẾ HOẠCH
Phát triển giáo dục nghề nghiệp
(Ban hành kèm theo Quyết định số 1234/QĐ-UBND)

Để triển khai Quyết định, Ủy ban nhân dân tỉnh đề ra kế hoạch sau.
I. MỤC TIÊU
1. Tuyển sinh 20.000 người.
II. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ: Chủ trì.
Trên đây là Kế hoạch phát triển giáo dục nghề nghiệp./.
Phụ lục 1: Danh mục nghề
1. Điện công nghiệp
2. Hàn
"""


def test_a_plan_attached_behind_a_decision() -> None:
    assert ids_of(DECISION) == [
        "dau", "tieu_de", "mo_dau.1", "mo_dau.2", "mo_dau.3", "mo_dau.4",
        "dieu.1", "dieu.1/khoan.1", "dieu.1/khoan.1/diem.a", "dieu.1/khoan.1/diem.b",
        "dieu.1/khoan.2", "dieu.2", "noi_nhan", "noi_nhan/gach.1", "noi_nhan/gach.2", "ky",
        "kem_theo.1", "kem_theo.1/mo_dau.1", "kem_theo.1/muc.I", "kem_theo.1/muc.I/khoan.1",
        "kem_theo.1/muc.II", "kem_theo.1/muc.II/khoan.1", "kem_theo.1/ket.1",
        "kem_theo.2", "kem_theo.2/khoan.1", "kem_theo.2/khoan.2",
    ]  # fmt: skip


def test_a_second_letterhead_without_the_nation_is_the_attached_plan_s() -> None:
    text = (
        "ỦY BAN NHÂN DÂN TỈNH BẮC SƠN\nSố: 5/QĐ-UBND\nQUYẾT ĐỊNH\nBan hành Kế hoạch dạy nghề\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch dạy nghề.\nNơi nhận:\n- Lưu: VT.\n"
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nỦY BAN NHÂN DÂN\nTỈNH BẮC SƠN\n\nKẾ HOẠCH\n"
        "Dạy nghề năm 2025\n\nI. MỤC ĐÍCH\n1. Mở lớp.\n2. Dạy nghề.\n"
    )
    document = document_of(text)
    parts = {section.id: own_text(document, section) for section in outline(document)}
    assert "TỈNH BẮC SƠN" not in parts["ky"]
    assert parts["kem_theo.1"].startswith("ỦY BAN NHÂN DÂN")
    assert "kem_theo.1/muc.I/khoan.2" in parts


PROVINCE = """ỦY BAN NHÂN DÂN
TỈNH BẮC SƠN
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 45/KH-UBND
Bắc Sơn, ngày 12 tháng 3 năm 2025

KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2025 TRÊN ĐỊA BÀN TỈNH

Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;
Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

A. MỤC TIÊU
I. CHUNG
1. Hạ tầng số
1.1. Mạng truyền số liệu
Phủ sóng đạt 99,8%.
B. TỔ CHỨC THỰC HIỆN
1. Sở Khoa học và Công nghệ
- Chủ trì, đôn đốc.
2. Sở Tài chính: Bố trí kinh phí.
Yêu cầu các cơ quan, đơn vị triển khai thực hiện.
Trong quá trình thực hiện, nếu có vướng mắc, báo cáo về Sở Khoa học và Công nghệ./.

Nơi nhận:\tTM. ỦY BAN NHÂN DÂN
- Bộ Khoa học và Công nghệ;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Văn B

PHỤ LỤC I
DANH MỤC NHIỆM VỤ
(Kèm theo Kế hoạch số 45/KH-UBND)
| STT | Nhiệm vụ | Cơ quan chủ trì |
|---|---|---|
| 1 | Tuyên truyền | Sở Khoa học và Công nghệ |
"""


def test_a_province_plan_with_letters_above_roman_numbers() -> None:
    document = document_of(PROVINCE)
    sections = {section.id: own_text(document, section) for section in outline(document)}
    assert list(sections) == [
        "dau", "tieu_de", "mo_dau.1", "mo_dau.2", "phan.A", "phan.A/muc.I", "phan.A/muc.I/khoan.1",
        "phan.A/muc.I/khoan.1/khoan.1.1", "phan.A/muc.I/khoan.1/khoan.1.1/doan.1", "phan.B",
        "phan.B/khoan.1", "phan.B/khoan.1/gach.1", "phan.B/khoan.2", "ket.1", "ket.2",
        "noi_nhan", "noi_nhan/gach.1", "noi_nhan/gach.2", "ky",
        "kem_theo.1", "kem_theo.1/bang.1", "kem_theo.1/bang.1/hang.1",
    ]  # fmt: skip
    assert sections["tieu_de"] == "KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2025 TRÊN ĐỊA BÀN TỈNH"
    assert sections["ky"] == "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn B"
    assert sections["kem_theo.1/bang.1/hang.1"] == "1 | Tuyên truyền | Sở Khoa học và Công nghệ"


def test_a_letter_without_a_type_line() -> None:
    text = (
        "UBND TỈNH MINH HẢI\nSỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 321/SGDĐT-GDTrH\n"
        "V/v hướng dẫn Ngày hội đọc sách\nKính gửi: Các trường học\n"
        "Thực hiện Kế hoạch số 55/KH-UBND, Sở hướng dẫn như sau:\n1. Nội dung\nThi kể chuyện.\n"
        "2. Thời gian: tháng 4.\nNhận được công văn này, đề nghị các đơn vị thực hiện./.\n"
        "Nơi nhận:\n- Như trên;\nGIÁM ĐỐC\nHoàng F\n"
    )
    assert ids_of(text) == [
        "dau", "mo_dau.1", "mo_dau.2", "khoan.1", "khoan.1/doan.1", "khoan.2", "ket.1",
        "noi_nhan", "noi_nhan/gach.1", "ky",
    ]  # fmt: skip


def test_closing_paragraphs_stay_under_a_muc_without_items() -> None:
    text = (
        "I. MỘT\n1. Hai.\nV. CHẾ ĐỘ BÁO CÁO\nBáo cáo trước ngày 30/11.\n"
        "Quá trình thực hiện, nếu có vướng mắc kịp thời báo cáo./.\nNơi nhận:\n- Lưu: VT."
    )
    assert ids_of(text)[2:5] == ["muc.V", "muc.V/doan.1", "muc.V/doan.2"]


def test_notes_come_last_under_their_own_labels() -> None:
    text = (
        "I. MỘT\n1. Sở Y tế<sup>1</sup> chủ trì;\n\n<sup>1</sup> Mục 2.1.\n\n"
        "phối hợp với Sở Nội vụ<sup>2</sup>.\n\n<sup>2</sup> Mục 2.2.\n"
    )
    assert ids_of(text) == ["muc.I", "muc.I/khoan.1", "chu_thich.1", "chu_thich.2"]
