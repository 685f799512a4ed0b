"""Bytes of a file to text: the encodings that are read, and those refused in one line."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

import pytest

from ingest.clean import clean
from ingest.readers import read_raw
from rag.errors import InputError, NotAPlan, UnreadableFile
from rag.settings import Settings

TEXT = "KẾ HOẠCH\nPhòng chống thiên tai\n\nI. MỤC TIÊU\n1. Sở Y tế: Chủ trì đợt 1, ở xã Ea Pô.\n"


def _read(folder: Path, content: bytes, name: str = "ke-hoach.txt") -> str:
    path = folder / name
    path.write_bytes(content)
    return clean(read_raw(path, Settings())).text


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TEXT.encode(), id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), id="utf-8 with BOM"),
        pytest.param(TEXT.encode("utf-16"), id="utf-16 with BOM"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), id="utf-16 BE with BOM"),
        pytest.param(TEXT.encode("utf-16-le"), id="utf-16 LE without BOM"),
        pytest.param(TEXT.encode("utf-16-be"), id="utf-16 BE without BOM"),
        pytest.param(unicodedata.normalize("NFD", TEXT).encode(), id="decomposed"),
        pytest.param(
            (TEXT[:30] + unicodedata.normalize("NFD", TEXT[30:])).encode(),
            id="composed and decomposed in one file",
        ),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(TEXT.replace("\n", "\r").encode(), id="CR alone"),
    ],
)
def test_each_form_gives_the_same_text(tmp_path: Path, content: bytes) -> None:
    assert _read(tmp_path, content) == (
        "KẾ HOẠCH\nPhòng chống thiên tai\nI. MỤC TIÊU\n1. Sở Y tế: Chủ trì đợt 1, ở xã Ea Pô."
    )


TCVN3 = "KÕ ho¹ch phßng chèng thiªn tai".encode("latin-1")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param("Phòng à é".encode("latin-1", "ignore"), "không phải UTF-8", id="latin-1"),
        pytest.param(TCVN3, "không phải UTF-8", id="TCVN3"),
        pytest.param("KẾ HOẠCH".encode("cp1258", "ignore") + b"\xd0\xe3", "không phải UTF-8",
                     id="windows-1258"),
        pytest.param(b"", "tệp rỗng", id="empty"),
        pytest.param(b"\xef\xbb\xbf", "không có chữ nào", id="a mark alone"),
        pytest.param(b" \r\n\t\n", "không có chữ nào", id="blank"),
        pytest.param(b"1. 2. 3) - + *\n---\n", "không có chữ nào", id="only numbers and rules"),
        pytest.param(TEXT.encode() + b"\x00", "byte 0", id="a zero byte"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "không phải", id="picture"),
        pytest.param(b"{\\rtf1 K hoch}", "mà là RTF", id="RTF"),
        pytest.param(b"<html><p>Trang</p></html>", "mà là HTML", id="a web page"),
        pytest.param(b"%PDF-1.7 a", "mà là PDF", id="PDF"),
        pytest.param(b"PK\x03\x04" + b"\x00\x01\x02\x03" * 400, "không phải|byte 0", id="archive"),
        pytest.param(bytes(range(1, 32)) * 40, "nhị phân", id="control characters"),
        pytest.param(TEXT.encode("utf-16-le")[:-1], "không phải", id="half a utf-16 letter"),
        pytest.param(TEXT.encode("utf-32"), "byte 0|không phải", id="utf-32"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_one_line(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        _read(tmp_path, content)
    assert str(caught.value).startswith("ke-hoach.txt: ")
    assert "\n" not in str(caught.value)


def test_an_unknown_form_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(
        UnreadableFile, match=r"chưa đọc được dạng tệp “\.abc”.*\.md, .*\.pdf, .*\.txt"
    ):
        _read(tmp_path, TEXT.encode(), "ke-hoach.abc")


def test_the_ending_is_read_in_any_case(tmp_path: Path) -> None:
    assert _read(tmp_path, TEXT.encode(), "KE-HOACH.TXT").startswith("KẾ HOẠCH")


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lon.txt"
    path.write_bytes(b"a" * 2_000)
    with pytest.raises(UnreadableFile, match=r"2,000 byte, quá giới hạn 1,000"):
        read_raw(path, Settings(max_file_bytes=1_000))


def test_a_text_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dai.txt"
    path.write_text("kế hoạch " * 200, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"1,800 ký tự, quá giới hạn 1,000"):
        read_raw(path, Settings(max_text_chars=1_000))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="không có tệp"):
        read_raw(tmp_path / "mat.txt", Settings())


def test_markers_alone_with_a_word_are_kept(tmp_path: Path) -> None:
    assert _read(tmp_path, b"I.\n1.\na)\n- x\n") == "I.\n1.\na)\n- x"


def test_not_a_plan_is_its_own_error(tmp_path: Path) -> None:
    with pytest.raises(NotAPlan):
        _read(tmp_path, b"12345\n")
