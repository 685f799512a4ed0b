"""Markers as printed at the start of a line."""

from __future__ import annotations

import pytest

from ingest.markers import missing_between, read_markers


@pytest.mark.parametrize(
    ("line", "readings"),
    [
        pytest.param("PHẦN THỨ HAI", ["phan.HAI"], id="Phần in words"),
        pytest.param("Phần II. NỘI DUNG", ["phan.II"], id="Phần in Roman"),
        pytest.param("Phần lớn các xã", [], id="phần in a sentence"),
        pytest.param("A. ĐÁNH GIÁ", ["phan.A"], id="a capital letter"),
        pytest.param("C. MỤC TIÊU", ["phan.C"], id="C is no Roman number of a plan"),
        pytest.param("I. MỤC TIÊU", ["muc.I", "phan.I"], id="Roman one or the letter I"),
        pytest.param("Mục III. KINH PHÍ", ["muc.III"], id="Mục spelled out"),
        pytest.param("II- NHIỆM VỤ", ["muc.II"], id="Roman and dash"),
        pytest.param("V/v hướng dẫn", [], id="V/v is about, not five"),
        pytest.param("X-quang phổi", [], id="X-quang"),
        pytest.param("IIII. Sai", [], id="no such Roman number"),
        pytest.param("Chương IV", ["chuong.IV"], id="Chương alone"),
        pytest.param("Mục 2", ["muc.2"], id="Mục of a Chương"),
        pytest.param("Mục 2.1 và 2.2", [], id="a reference"),
        pytest.param("Điều 5. Hiệu lực", ["dieu.5"], id="Điều"),
        pytest.param("Điều 44 Nghị định", [], id="a reference to a Điều"),
        pytest.param("“Điều 7. Kinh phí", ["dieu.7"], id="quoted"),
        pytest.param("1. Sở Y tế", ["khoan.1"], id="khoản"),
        pytest.param("4.Phòng Tư pháp", ["khoan.4"], id="no space"),
        pytest.param("3/ Các thôn", ["khoan.3"], id="slash"),
        pytest.param("1a. Bổ sung", ["khoan.1a"], id="with a letter"),
        pytest.param("2.4. Tăng cường", ["khoan.2.4"], id="nested"),
        pytest.param("2.4 Tăng cường", ["khoan.2.4"], id="nested, no stop"),
        pytest.param("I.1. Mục tiêu", ["khoan.I.1"], id="under a Roman number"),
        pytest.param("2.5 triệu đồng", [], id="an amount"),
        pytest.param("1.250 người", [], id="a number"),
        pytest.param("15.11.2025 là hạn", [], id="a date"),
        pytest.param("2030. Tầm nhìn", [], id="a year"),
        pytest.param("đ) Theo dõi", ["diem.đ"], id="điểm đ"),
        pytest.param("i) Hỗ trợ", ["diem.i", "diem.i"], id="letter or small Roman"),
        pytest.param("iii) Bãi đỗ", ["diem.iii"], id="small Roman"),
        pytest.param("a.1) Một", ["diem.a.1"], id="under a letter"),
        pytest.param("(2) Hồ sơ", ["ngoac.2"], id="number in brackets"),
        pytest.param("(số liệu về giới)", [], id="words in brackets"),
        pytest.param("- Chủ trì", ["gach.-"], id="dash"),
        pytest.param("+ Phối hợp", ["gach.+"], id="plus"),
        pytest.param("* Đơn vị", ["gach.*"], id="star"),
        pytest.param("\uf0b7 Tập huấn", ["gach.\uf0b7"], id="Word's symbol font"),
        pytest.param("-5% so với", [], id="a negative number"),
        pytest.param("- 5% kinh phí", ["gach.-"], id="a figure behind a dash"),
        pytest.param("Mục tiêu 2: Nhân lực", ["muc_tieu.2"], id="objective"),
        pytest.param("Chỉ tiêu 1.2: 15%", ["chi_tieu.1.2"], id="indicator"),
        pytest.param("Mục tiêu chung: Một", [], id="the general objective has no number"),
        pytest.param("Dự án 3: Chợ đêm", ["de_muc.3"], id="project"),
        pytest.param("Giai đoạn 2021 - 2025", [], id="a period"),
    ],
)
def test_readings(line: str, readings: list[str]) -> None:
    assert [f"{m.level}.{m.label}" for m in read_markers(line)] == readings


@pytest.mark.parametrize(
    ("style", "before", "after", "missing"),
    [
        pytest.param("diem", "d", "đ", 0, id="đ follows d"),
        pytest.param("diem", "d", "e", 0, id="and may be left out"),
        pytest.param("diem", "e", "g", 0, id="no f"),
        pytest.param("diem", "i", "k", 0, id="no j"),
        pytest.param("diem", "b", "d", 1, id="c is missing"),
        pytest.param("khoan.1", "2", "5", 2, id="numbers"),
    ],
)
def test_labels_left_out(style: str, before: str, after: str, missing: int) -> None:
    bracket = ")" if style == "diem" else "."
    one, two = (read_markers(f"{label}{bracket} Một")[0] for label in (before, after))
    assert (one.style, two.style) == (style, style)
    assert missing_between(style, one.ordinal, two.ordinal) == missing


def test_a_long_line_is_read_by_its_start() -> None:
    assert [m.label for m in read_markers("1. " + "x" * 2_000_000)] == ["1"]
