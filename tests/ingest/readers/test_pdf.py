"""PDFs with a text layer: pages reach the passages, and a bad file fails alone with a reason."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest

from ingest.clean import clean
from ingest.outline import outline
from ingest.passages import passages
from ingest.readers import read_raw
from rag.errors import InputError, NotAPlan, UnreadableFile
from rag.settings import Settings
from tests.ingest.readers.tiny_pdf import pdf_bytes

script_as_python = pytest.mark.skipif(
    sys.platform == "win32", reason="a script with #! stands in for the interpreter"
)
HEAD = "UBND TỈNH BẮC SƠN - KẾ HOẠCH NĂM 2026"
PAGES = [
    [
        HEAD,
        "KẾ HOẠCH",
        "Phòng chống thiên tai năm 2026",
        "Thực hiện chỉ đạo của cấp trên, Ủy ban nhân dân tỉnh xây dựng kế hoạch như sau:",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích: Chủ động phòng ngừa, giảm nhẹ thiệt hại do thiên tai gây ra",
        "đối với người và tài sản của Nhân dân trên địa bàn toàn tỉnh, bảo đảm ổn định",
        "1",
    ],
    [
        HEAD,
        "đời sống và sản xuất.",
        "2. Yêu cầu: Thực hiện nghiêm phương châm bốn tại chỗ ở tất cả các xã, phường.",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Sở Nông nghiệp và Môi trường",
        "- Chủ trì, theo dõi, đôn đốc các địa phương triển khai thực hiện kế hoạch này.",
        "- Tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 11 năm 2026.",
        "- 2 -",
    ],
    [
        HEAD,
        "2. Sở Tài chính: Bố trí kinh phí theo quy định.",
        "Trên đây là Kế hoạch phòng chống thiên tai năm 2026 của Ủy ban nhân dân tỉnh./.",
        "Trang 3/3",
    ],
]


def _written(folder: Path, content: bytes, name: str = "ke-hoach.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_pages_reach_the_passages(tmp_path: Path) -> None:
    document = clean(read_raw(_written(tmp_path, pdf_bytes(PAGES)), Settings()))
    found = {
        "/".join(map(str, passage.path)): passage
        for passage in passages("thu", document, outline(document))
    }
    across = found["muc.I/khoan.1"]
    assert across.text.endswith("bảo đảm ổn định đời sống và sản xuất.")
    assert {path: passage.pages for path, passage in found.items()} == {
        "tieu_de": (1, 1),
        "mo_dau.1": (1, 1),
        "muc.I": (1, 1),
        "muc.I/khoan.1": (1, 2),
        "muc.I/khoan.2": (2, 2),
        "muc.II": (2, 2),
        "muc.II/khoan.1": (2, 2),
        "muc.II/khoan.1/gach.1": (2, 2),
        "muc.II/khoan.1/gach.2": (2, 2),
        "muc.II/khoan.2": (3, 3),
        "ket.1": (3, 3),
    }


def test_page_numbers_and_running_heads_are_dropped(tmp_path: Path) -> None:
    document = clean(read_raw(_written(tmp_path, pdf_bytes(PAGES)), Settings()))
    lines = document.text.split("\n")
    assert HEAD not in document.text
    assert not {"1", "- 2 -", "Trang 3/3"} & set(lines)
    assert document.pages is not None
    assert len(document.pages) == 3


def _encrypted(content: bytes) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(content)))
    writer.encrypt("mật khẩu", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


GOOD = pdf_bytes(PAGES)
GARBLED = [
    ["xqz wrtp kjh bvcx mnbq zzt wqq pfj tghn vbnm jklh " * 2 for _ in range(10)] for _ in range(2)
]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(_encrypted(GOOD), "có mật khẩu", id="encrypted"),
        pytest.param(GOOD[: len(GOOD) // 2], "hỏng|không có lớp chữ", id="truncated"),
        pytest.param(b"%PDF-1.7\n", "hỏng", id="nothing but its first line"),
        pytest.param(b"", "tệp rỗng", id="empty"),
        pytest.param(b"PK\x03\x04 a Word file", "không phải tệp PDF", id="wrong extension"),
        pytest.param("KẾ HOẠCH".encode(), "không phải tệp PDF", id="text named .pdf"),
        pytest.param(pdf_bytes([[], [], []]), "không có lớp chữ", id="no text layer"),
        pytest.param(
            pdf_bytes(GARBLED), "lớp chữ hỏng|Tesseract", id="layer that is not Vietnamese"
        ),
        pytest.param(pdf_bytes([]), "không có trang nào", id="no page at all"),
        pytest.param(b"%PDF-1.7\n" + bytes(range(256)) * 40, "hỏng", id="noise behind the head"),
    ],
)
def test_a_bad_file_fails_with_one_clear_line(tmp_path: Path, content: bytes, reason: str) -> None:
    path = _written(tmp_path, content)
    with pytest.raises(InputError, match=reason) as caught:
        read_raw(path, Settings())
    assert str(caught.value).startswith("ke-hoach.pdf: ")
    assert "\n" not in str(caught.value)


LOOP = GOOD.replace(b"/Kids [", b"/Kids [2 0 R ", 1)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(pdf_bytes([["Kế hoạch"], *[[]] * 9_999]), "10,000 trang", id="10,000 pages"),
        pytest.param(GOOD.replace(b"/Count 3", b"/Count 2000000000"), "", id="count that lies"),
        pytest.param(LOOP, "", id="page tree in a loop"),
        pytest.param(GOOD.replace(b"/Contents", b"/Kontents"), "không có lớp chữ", id="no content"),
        pytest.param(GOOD[:-400], "", id="tail cut off"),
    ],
)
def test_a_file_made_to_harm_ends_in_one_line_or_text(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    started = time.monotonic()
    refused = ""
    try:
        raw = read_raw(_written(tmp_path, content), Settings(max_seconds_per_file=30))
    except InputError as error:
        refused = str(error)
    assert "KẾ HOẠCH" in raw.text if not refused else reason in refused
    assert bool(refused) or not reason
    assert "\n" not in refused
    assert time.monotonic() - started < 60


def test_too_many_letters_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="hãy kiểm tra hay tách nhỏ tệp"):
        read_raw(_written(tmp_path, GOOD), Settings(max_text_chars=100))


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    path = _written(tmp_path, GOOD)
    with pytest.raises(UnreadableFile, match="quá giới hạn 2"):
        read_raw(path, Settings(max_pages=2))


@script_as_python
def test_a_child_that_runs_too_long_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow"
    slow.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(slow))
    started = time.monotonic()
    with pytest.raises(UnreadableFile, match="đọc quá 1 giây"):
        read_raw(_written(tmp_path, GOOD), Settings(max_seconds_per_file=1))
    assert time.monotonic() - started < 20


@script_as_python
def test_a_child_that_dies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dying = tmp_path / "dying"
    dying.write_text(f"#!{sys.executable}\nimport os\nos._exit(9)\n", encoding="utf-8")
    dying.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(dying))
    with pytest.raises(UnreadableFile, match=r"dừng giữa chừng \(mã 9\)"):
        read_raw(_written(tmp_path, GOOD), Settings())


def test_a_layer_of_numbers_alone_is_no_plan(tmp_path: Path) -> None:
    with pytest.raises((NotAPlan, UnreadableFile)):
        read_raw(_written(tmp_path, pdf_bytes([["1 2 3 4 5 6 7 8 9 10"] * 20])), Settings())
