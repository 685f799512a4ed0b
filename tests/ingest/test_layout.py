"""Layouts that files in text form have: page numbers, two columns, notes, broken names."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.verbatim import decode, is_verbatim, read_raw
from ingest.outline import outline
from rag.settings import ROOT
from tests.ingest.reading_aloud import document_of, ids_of, own_text, read_document

SHAPES = tuple(
    ROOT / "tests" / "data" / "shapes" / name
    for name in ("hai-cot.txt", "chu-thich.md", "trang-mang.txt")
)
FILL = "Các cơ quan, đơn vị tổ chức thực hiện nghiêm túc nhiệm vụ được giao. " * 12
START = "1. Nâng cao nhận thức của cán bộ, công chức, viên chức và phụ"


def _lines(text: str) -> list[str]:
    return document_of(text).text.split("\n")


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_each_paragraph_stands_in_the_file(path: Path) -> None:
    """As the checker of the evaluation reads it, which shares no code with ours."""
    raw = read_raw(decode(path.read_bytes()))
    missing = [p for p in read_document(path).text.split("\n") if not is_verbatim(p, raw)]
    assert missing == []


@pytest.mark.parametrize(
    "number", ["2", "- 3 -", "Trang 4", "4/7", "– 12 –", "**5**", "trang số 6"]
)
def test_a_page_number_does_not_cut_its_sentence(number: str) -> None:
    text = f"{START}\n\n{number}\n\nnữ các cấp.\n2. Hai."
    assert _lines(text) == [f"{START} nữ các cấp.", "2. Hai."]


def test_page_numbers_between_paragraphs_go_with_those_that_cut() -> None:
    text = f"{START}\n\n2\n\nnữ. {FILL}\n\n3\n\n2. Hai. {FILL}\n\n5\n\n3. Ba."
    assert [line[:6] for line in _lines(text)] == ["1. Nân", "2. Hai", "3. Ba."]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("STT\n\nViệc\n\n1\n\nTuyên truyền\n\n2\n\nTập huấn", id="cells"),
        pytest.param("Số lớp\n2\nlớp ghép\n3\nlớp đơn", id="short cells in lower case"),
        pytest.param(f"1\nTuyên truyền.\n{FILL}\n2\nTập huấn.\n{FILL}", id="above their items"),
        pytest.param("Kinh phí:\n- 500\n- 700", id="figures behind a dash"),
        pytest.param("Thời gian\n15/7\nĐịa điểm", id="a date"),
    ],
)
def test_a_list_s_own_numbers_stay(text: str) -> None:
    assert document_of(text).text.split() == text.split()


FOOT = "Nơi nhận: | - Bộ Nội vụ; | - Lưu: VT. | TM. ỦY BAN NHÂN DÂN | KT. CHỦ TỊCH | (Đã ký) | "


@pytest.mark.parametrize(
    "foot",
    [
        pytest.param(
            "Nơi nhận:                     TM. ỦY BAN NHÂN DÂN\n"
            "- Bộ Nội vụ;                     KT. CHỦ TỊCH\n"
            "- Lưu: VT.                         (Đã ký)\n"
            "                                 Trần Văn A",
            id="spaces",
        ),
        pytest.param(
            "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Bộ Nội vụ;\tKT. CHỦ TỊCH\n- Lưu: VT.\t(Đã ký)\n"
            "\t\t\t\tTrần Văn A",
            id="tabs",
        ),
        pytest.param(
            "| **Nơi nhận:**<br>- Bộ Nội vụ;<br>- Lưu: VT. | **TM. ỦY BAN NHÂN DÂN**<br>"
            "**KT. CHỦ TỊCH**<br>(Đã ký)<br>Trần Văn A |",
            id="one table row",
        ),
        pytest.param(
            "| Nơi nhận: | TM. ỦY BAN NHÂN DÂN |\n|---|---|\n| - Bộ Nội vụ; | KT. CHỦ TỊCH |\n"
            "| - Lưu: VT. | (Đã ký)<br>Trần Văn A |",
            id="table rows",
        ),
        pytest.param(
            "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Bộ Nội vụ; KT. CHỦ TỊCH\n(Đã ký)\n"
            "- Lưu: VT. Trần Văn A",
            id="one space",
        ),
        pytest.param(
            "Nơi nhận:\n- Bộ Nội vụ;\n- Lưu: VT.TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\n(Đã ký)\n"
            "Trần Văn A",
            id="no space between two cells",
        ),
    ],
)
def test_a_foot_in_two_columns(foot: str) -> None:
    document = document_of(f"I. MỘT\n1. Hai.\n\n{foot}")
    assert document.text.split("\n")[2:] == [*FOOT.split(" | ")[:-1], "Trần Văn A"]
    assert [p.zone for p in document.paragraphs][2:] == ["noi_nhan"] * 3 + ["ky"] * 4


HEAD = [
    "ỦY BAN NHÂN DÂN TỈNH HÀ CHÂU", "Số: /KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc", "Hà Châu, ngày tháng 3 năm 2025",
]  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(
            "ỦY BAN NHÂN DÂN       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "TỈNH HÀ CHÂU             Độc lập - Tự do - Hạnh phúc\n"
            "Số:     /KH-UBND       Hà Châu, ngày     tháng 3 năm 2025",
            id="spaces",
        ),
        pytest.param(
            "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "TỈNH HÀ CHÂU\tĐộc lập - Tự do - Hạnh phúc\n"
            "Số: /KH-UBND\tHà Châu, ngày  tháng 3 năm 2025",
            id="tabs",
        ),
        pytest.param(
            "| ỦY BAN NHÂN DÂN<br>TỈNH HÀ CHÂU<br>Số: /KH-UBND | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT "
            "NAM<br>Độc lập - Tự do - Hạnh phúc<br>*Hà Châu, ngày tháng 3 năm 2025* |",
            id="table",
        ),
    ],
)
def test_a_letterhead_in_two_columns(head: str) -> None:
    lines = _lines(f"{head}\n\nKẾ HOẠCH\nNăm 2025")
    joined = "\n".join(lines).replace("DÂN\nTỈNH", "DÂN TỈNH").split("\n")
    assert joined == [*HEAD, "KẾ HOẠCH", "Năm 2025"]


def test_an_office_in_capitals_is_no_name_of_the_right_column() -> None:
    head = (
        "UBND TỈNH HÀ CHÂU          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "      SỞ Y TẾ                    Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/KH-SYT              Hà Châu, ngày 3 tháng 3 năm 2025"
    )
    assert _lines(f"{head}\n\nKẾ HOẠCH\nNăm 2025")[:3] == [
        "UBND TỈNH HÀ CHÂU", "SỞ Y TẾ", "Số: 12/KH-SYT",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        pytest.param("[1]", "[1] Luật số 5.", id="square"),
        pytest.param(" [1]", "\n[1] Luật số 5.\n", id="square behind a space"),
        pytest.param("(1)", "_____\n(1) Luật số 5.", id="round below a rule"),
        pytest.param("¹", "¹ Luật số 5.", id="raised"),
        pytest.param("[1]", "-----\n1 Luật số 5.", id="a figure below a rule"),
        pytest.param("1", "\n-----\n1 Luật số 5.\n", id="figures both"),
        pytest.param("[^1]", "\n[^1]: Luật số 5.\n", id="markdown"),
        pytest.param("[[1]](#_ftn1)", "[[1]](#_ftnref1) Luật số 5.", id="links"),
    ],
)
def test_notes_of_every_print(mark: str, note: str) -> None:
    document = document_of(f"1. Theo quy định{mark} của pháp luật và các\n{note}\nvăn bản khác.")
    assert document.text.split("\n") == [
        "1. Theo quy định của pháp luật và các văn bản khác.", "1 Luật số 5.",
    ]  # fmt: skip
    (found,) = document.note_marks
    assert document.text[: found.offset].endswith("quy định")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1. Gồm: (1) Một; (2) Hai.\n(1) Một.\n(2) Hai.", id="a list in brackets"),
        pytest.param("1. Diện tích 120 m² và 5 km².", id="units"),
        pytest.param("[1] Văn bản thứ nhất.\n[2] Văn bản thứ hai.", id="no mark before"),
    ],
)
def test_what_only_looks_like_notes_stays(text: str) -> None:
    document = document_of(text)
    assert document.text.split() == text.split()
    assert document.note_marks == ()


def test_notes_counted_anew_on_each_page() -> None:
    document = document_of(
        "1. Theo Luật[1] này.\n[1] Luật số 5.\n\n2. Theo Nghị định[1] này.\n[1] Nghị định số 6.\n"
    )
    assert [mark.label for mark in document.note_marks] == ["1", "1~2"]
    assert ids_of("1. Luật[1] a.\n[1] Số 5.\n\n2. Luật[1] b.\n[1] Số 6.\n")[-2:] == [
        "chu_thich.1", "chu_thich.1~2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("markers", "ids"),
    [
        pytest.param("D I II", "phan.D phan.D/muc.I phan.D/muc.II", id="below D"),
        pytest.param("H I II", "phan.H phan.H/muc.I phan.H/muc.II", id="below H, II after it"),
        pytest.param("G H I K", "phan.G phan.H phan.I phan.K", id="a letter before K"),
        pytest.param("E I II III IV V", "phan.E " + " ".join(
            f"phan.E/muc.{n}" for n in ("I", "II", "III", "IV", "V")), id="V is Roman"),
        pytest.param("C D I Đ I II", "phan.C phan.D phan.D/muc.I phan.Đ phan.Đ/muc.I phan.Đ/muc.II",
                     id="Roman numbers start anew"),
    ],
)  # fmt: skip
def test_letters_that_are_roman_numbers(markers: str, ids: str) -> None:
    text = "KẾ HOẠCH\nThử\n" + "\n".join(f"{m}. NỘI DUNG" for m in markers.split())
    assert ids_of(text)[1:] == ids.split()


WRAPPED = [
    "Thực hiện Quyết định số 5/QĐ-UBND của Ủy ban nhân dân tỉnh về việc triển khai",
    "Chương trình truyền thông về bình đẳng giới, Ủy ban nhân dân xã ban hành kế",
    "hoạch thực hiện trên địa bàn như sau:",
    "1. Phòng Lao động - Thương",
    "binh và Xã hội chủ trì, phối hợp với các cơ quan, đơn vị có liên quan tham",
    "mưu cho Ủy ban nhân dân.",
    "2. Ủy ban nhân dân các xã, phường",
    "Căn cứ chức năng, nhiệm vụ được giao, xây dựng kế hoạch và tổ chức thực",
    "hiện tại địa phương.",
    "3. Đề nghị Hội Liên hiệp Phụ nữ thành phố và Huyện đoàn",
    "Thái Sơn tuyên truyền cho hội viên, đoàn viên.",
    "4. Đề nghị Trung tâm Văn hóa, Thông tin và Thể thao huyện",
    "Kết nối 100 nữ doanh nhân làm người hướng dẫn cho các dự án khởi",
    "nghiệp của phụ nữ.",
]


def test_a_continuation_with_a_capital() -> None:
    assert [line.split()[0] for line in _lines("\n".join(WRAPPED))] == [
        "Thực", "1.", "2.", "Căn", "3.", "4.", "Kết",
    ]  # fmt: skip


def test_names_seen_together_elsewhere_are_one() -> None:
    text = (
        "1. Báo Hà Châu đưa tin.\n2. Đài Hà Châu đưa tin.\n3. Giao Công an tỉnh Hà\nChâu chủ trì."
    )
    assert _lines(text)[-1] == "3. Giao Công an tỉnh Hà Châu chủ trì."


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_letterhead_broken_by_the_web(gap: str) -> None:
    parts = ["ỦY", "BAN NHÂN DÂN", "TỈNH HÀ CHÂU", "CỘNG", "HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
             "Hà", "Châu, ngày 23 tháng 02 năm 2022", "KẾ HOẠCH", "Năm 2022"]  # fmt: skip
    assert _lines(gap.join(parts))[:3] == [
        "ỦY BAN NHÂN DÂN TỈNH HÀ CHÂU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Hà Châu, ngày 23 tháng 02 năm 2022",
    ]  # fmt: skip


def test_the_closing_below_a_muc_of_mere_text() -> None:
    text = (
        "I. MỘT\n1. Hai.\nII. CHẾ ĐỘ BÁO CÁO\nCác cơ quan báo cáo hằng quý.\n"
        "Trên đây là Kế hoạch năm 2025.\nTrong quá trình thực hiện, nếu có vướng mắc, báo cáo./.\n"
        "Nơi nhận:\n- Lưu: VT."
    )
    assert ids_of(text)[2:6] == ["muc.II", "muc.II/doan.1", "ket.1", "ket.2"]


def test_the_signer_of_a_foot_in_two_columns_is_named() -> None:
    document = read_document(SHAPES[0])
    (ky,) = (s for s in outline(document) if s.id == "ky")
    assert own_text(document, ky).split("\n")[-1] == "Nguyễn Thị Minh"
