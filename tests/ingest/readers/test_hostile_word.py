"""Word and web files made to harm: each fails alone, in one line, within its limits."""

from __future__ import annotations

import shutil
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.readers import docx, html, read_raw
from ingest.readers.web.elements import load
from rag.errors import InputError
from rag.settings import Settings
from tests.ingest.readers.word_files import WordFile, paragraph, run, table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = (
    '<!DOCTYPE w:document [<!ENTITY a "ha ha ha ha ha ha ha ha ha ha">'
    + "".join(f'<!ENTITY {two} "{f"&{one};" * 10}">' for one, two in pairwise("abcdefghi"))
    + "]>"
)
OUTSIDE = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


def _with_doctype(path: Path, doctype: str, entity: str) -> Path:
    WordFile(paragraph("Kế hoạch ", "<w:r><w:t>@</w:t></w:r>", " số 5")).write(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode()
    head, _, rest = text.partition("?>")
    parts["word/document.xml"] = f"{head}?>{doctype}{rest.replace('@', entity)}".encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, blob in parts.items():
            archive.writestr(name, blob)
    return path


def _bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(400):
                part.write(b" " * 1_000_000)
    return path


def _cut(path: Path) -> Path:
    WordFile(paragraph("Kế hoạch") * 500).write(path)
    path.write_bytes(path.read_bytes()[:-40])
    return path


def _deep(path: Path) -> Path:
    body = "sâu"
    for _ in range(300):
        body = f"<w:smartTag>{body}</w:smartTag>"
    return WordFile(f"<w:p>{body}</w:p>").write(path)


def _macros(path: Path) -> Path:
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    return WordFile(paragraph("Kế hoạch"), main_type=kind).write(path)


def _locked(path: Path) -> Path:
    path.write_bytes(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    return path


def _workbook(path: Path) -> Path:
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le")
    )
    return path


def _nothing(path: Path) -> Path:
    path.touch()
    return path


def _no_document(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    return path


def _many_parts(path: Path) -> Path:
    others = {f"word/media/{number}.bin": b"x" for number in range(6_000)}
    return WordFile(paragraph("Kế hoạch"), others=others).write(path)


def _picture(path: Path) -> Path:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    return WordFile(
        "<w:p/>",
        others={"word/media/a.png": b"\x89PNG"},
        relations=f'<Relationship Id="p1" Type="{relation}" Target="media/a.png"/>',
    ).write(path)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(_bomb, "quá giới hạn|không phải tệp", id="an archive that swells"),
        pytest.param(_cut, "không phải tệp Word|hỏng", id="cut short"),
        pytest.param(_deep, "hỏng|lồng quá sâu", id="nested too deep"),
        pytest.param(_macros, "có macro", id="macros"),
        pytest.param(_locked, "có mật khẩu", id="locked with a password"),
        pytest.param(_workbook, "không phải tệp Word", id="a workbook"),
        pytest.param(_no_document, "hỏng|không phải", id="no package"),
        pytest.param(_many_parts, "quá giới hạn", id="thousands of parts"),
        pytest.param(_picture, "chỉ có ảnh", id="pictures alone"),
        pytest.param(_nothing, "tệp rỗng", id="empty"),
        pytest.param(lambda path: _with_doctype(path, LAUGHS, "&i;"), "hỏng|không có chữ",
                     id="entities in entities"),
    ],
)  # fmt: skip
def test_one_line_each(tmp_path: Path, make: Callable[[Path], Path], reason: str) -> None:
    path = make(tmp_path / "ke-hoach.docx")
    with pytest.raises(InputError, match=reason) as caught:
        read_raw(path, Settings(max_seconds_per_file=60))
    assert str(caught.value).startswith("ke-hoach.docx: ")
    assert "\n" not in str(caught.value)


def test_an_entity_of_another_file_is_not_read(tmp_path: Path) -> None:
    path = _with_doctype(tmp_path / "ke-hoach.docx", OUTSIDE, "&x;")
    with pytest.raises(InputError, match="hỏng"):
        read_raw(path, Settings())


def test_names_that_climb_are_no_paths(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.docx"
    WordFile(paragraph("Kế hoạch"), others={"../../ra-ngoai.txt": b"x"}).write(path)
    assert docx.parse(path, Settings(), lambda *_: None).pages[0].text == "Kế hoạch"
    assert not (tmp_path.parent / "ra-ngoai.txt").exists()


def test_a_style_that_is_based_on_itself(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = paragraph("Kế hoạch", properties='<w:pStyle w:val="A"/>')
    path = WordFile(body, {"styles": styles}).write(tmp_path / "a.docx")
    assert docx.parse(path, Settings(), lambda *_: None).pages[0].text == "Kế hoạch"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            '<w:p><w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="y"/></w:numPr></w:pPr>'
            "<w:r><w:t>Kế hoạch</w:t></w:r></w:p>", id="numbers that are none",
        ),
        pytest.param(
            '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="99999999"/></w:trPr><w:tc><w:tcPr>'
            '<w:gridSpan w:val="99999999"/></w:tcPr><w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p>'
            "</w:tc></w:tr></w:tbl>", id="a cell over millions of columns",
        ),
        pytest.param(
            '<w:p><w:r><w:sym w:font="Symbol" w:char="D800"/><w:sym w:char="zz"/>'
            '<w:fldChar w:fldCharType="end"/><w:t>Kế hoạch</w:t></w:r></w:p>', id="odd codes",
        ),
        pytest.param(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="²"/></w:tcPr><w:p><w:r><w:t>Kế hoạch'
            '</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:gridBefore w:val="a"/></w:trPr>'
            "</w:tr></w:tbl>", id="a span that is no number",
        ),
    ],
)  # fmt: skip
def test_odd_values_are_read_over(tmp_path: Path, body: str) -> None:
    path = WordFile(body).write(tmp_path / "a.docx")
    assert "Kế hoạch" in docx.parse(path, Settings(), lambda *_: None).pages[0].text


def test_many_runs_are_read_in_time(tmp_path: Path) -> None:
    body = paragraph(*[run("chữ ", "<w:b/>")] * 500) * 100
    path = WordFile(body).write(tmp_path / "a.docx")
    text = docx.parse(path, Settings(), lambda *_: None).pages[0].text
    assert len(text) > 150_000


def test_many_rows_are_read_in_time(tmp_path: Path) -> None:
    path = WordFile(table(*[("1", "Rà soát", "Sở Y tế")] * 3_000)).write(tmp_path / "a.docx")
    assert docx.parse(path, Settings(), lambda *_: None).pages[0].text.count("\n|") > 2_999


@pytest.fixture
def listener() -> Iterator[tuple[int, list[int]]]:
    """A port that counts who calls."""
    calls: list[int] = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    ended = threading.Event()

    def listen() -> None:
        while not ended.is_set():
            try:
                server.accept()[0].close()
                calls.append(1)
            except TimeoutError:
                continue

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield server.getsockname()[1], calls
    ended.set()
    thread.join()
    server.close()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.enable_socket
def test_nothing_is_fetched(tmp_path: Path, listener: tuple[int, list[int]]) -> None:
    port, calls = listener
    path = tmp_path / "ke-hoach.rtf"
    url = f"http://127.0.0.1:{port}/a.png"
    path.write_text(
        r"{\rtf1\ansi Ke hoach so 5 {\field{\*\fldinst INCLUDEPICTURE "
        rf'"{url}" \\d \\* MERGEFORMAT}}{{\fldrslt anh}}}}'
        r"{\*\template " + url + "}}",
        encoding="ascii",
    )
    assert "Ke hoach so 5" in read_raw(path, Settings()).text
    page = tmp_path / "ke-hoach.html"
    page.write_text(
        f'<html><link rel=stylesheet href="{url}"><img src="{url}"><iframe src="{url}"></iframe>'
        "<p>Kế hoạch số 5</p></html>",
        encoding="utf-8",
    )
    assert read_raw(page, Settings()).text == "Kế hoạch số 5"
    assert calls == []


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<div>" * 100_000 + "Kế hoạch", id="nested deep"),
        pytest.param("<p>Kế hoạch" + "<b" * 50_000, id="open tags"),
        pytest.param("<p>Kế hoạch</p>" + "<!--" * 50_000, id="open comments"),
        pytest.param("<p>Kế hoạch</p><table>" + "<tr><td rowspan=99999 colspan=99999>x" * 300,
                     id="cells that reach far"),
        pytest.param("<style>" + "a{" * 50_000 + "</style><p>Kế hoạch</p>", id="a style sheet"),
        pytest.param("<p style='" + "font-family:" * 50_000 + "'>Kế hoạch</p>", id="a style"),
        pytest.param("<table>" * 120 + "<tr><td>Kế hoạch" * 120, id="tables in tables"),
        pytest.param("<p>Kế hoạch</p>" + "<p>" + "&#x10ffff;&#0;&bogus;" * 1_000, id="entities"),
        pytest.param("<ol start=99999999999 type=i><li>Kế hoạch" * 200, id="lists"),
    ],
)  # fmt: skip
def test_pages_made_to_harm(tmp_path: Path, page: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><body>{page}", encoding="utf-8")
    with suppress(InputError, RecursionError):
        html.parse(path, Settings(), lambda *_: None)


def test_an_empty_page() -> None:
    assert load(" \n") is None
