"""Web pages: the document and nothing around it, as paragraphs, tables and notes."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.readers import FileText, read_raw
from ingest.readers.html import parse
from rag.errors import UnreadableFile
from rag.settings import Settings
from tests.ingest.readers.old_letters import in_tcvn3, in_vni, in_windows_1258
from tests.tools.web_pages import PAGES, page


def _read(folder: Path, content: bytes) -> FileText:
    path = folder / "ke-hoach.html"
    path.write_bytes(content)
    return parse(path, Settings(), lambda *_: None)


def _text(folder: Path, body: str, head: str = "") -> str:
    source = f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return _read(folder, source.encode()).pages[0].text.strip("\n")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("<p>Kế hoạch\n  năm\r\n2025</p>", "Kế hoạch năm 2025", id="source line ends"),
        pytest.param("<p>Một<p>Hai", "Một\nHai", id="open paragraphs"),
        pytest.param("<p>Một<br>hai<br/>ba</p>", "Một\nhai\nba", id="line breaks"),
        pytest.param("<p>Một <b>đậm</b>, <i>nghiêng</i></p>", "Một đậm, nghiêng", id="inline"),
        pytest.param("Trần<div>Khối</div>cuối", "Trần\nKhối\ncuối", id="text beside blocks"),
        pytest.param("<p>A &amp; B &lt; C&nbsp;D &#7871;</p>", "A & B < C\xa0D ế", id="entities"),
        pytest.param("<p>Ke\u0302\u0301 hoa\u0323ch</p>", "Kế hoạch", id="decomposed letters"),
        pytest.param("<p>Sở Y tế<!-- ẩn --> xã</p>", "Sở Y tế xã", id="a comment"),
        pytest.param(
            "<p>Còn<span style='display: none'>ẩn</span><del>bỏ</del></p>", "Còn", id="hidden",
        ),
        pytest.param("<p style='text-transform:uppercase'>ủy ban</p>", "ỦY BAN", id="capitals"),
        pytest.param("<p>100 m<sup>2</sup></p>", "100 m²", id="raised"),
        pytest.param("<p>a*b|c</p>", r"a\*b\|c", id="signs of the markup"),
        pytest.param(
            "<ol type=I><li>Một<li>Hai</ol><ol start=3><li>Ba<li value=7>Bảy</ol>",
            "I. Một\nII. Hai\n3. Ba\n7. Bảy", id="numbered lists",
        ),
        pytest.param("<ul><li>Một<li>- Hai</ul>", "• Một\n- Hai", id="bullets"),
        pytest.param(
            "<p>Chiến lược<a href='#_ftn1' name='_ftnref1'><sup>[1]</sup></a> xã</p>"
            "<div id=ftn1><p><a href='#_ftnref1' name='_ftn1'>[1]</a> Quyết định số 5</p></div>",
            "Chiến lược<sup>1</sup> xã\n<sup>1</sup> Quyết định số 5", id="Word's notes",
        ),
        pytest.param(
            "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1."
            "<span style='font:7pt'>&nbsp;&nbsp; </span></span><![endif]>Sở\nY tế</p>",
            "1. Sở Y tế", id="Word's list labels",
        ),
        pytest.param(
            "<p><span style='font-family:Symbol;mso-list:Ignore'>·<i>&nbsp; </i></span>Sở</p>",
            "• Sở", id="Word's bullets",
        ),
        pytest.param(
            "<table border=1><tr><th>TT<th>Việc<th>Ai<tr><td>1<td>Rà<br>soát<td>Sở A</table>",
            "| TT | Việc | Ai |\n|---|---|---|\n| 1 | Rà<br>soát | Sở A |", id="a table",
        ),
        pytest.param(
            "<table border=1><tr><td>TT<td>Việc<td>Ai<tr><td>1<td>Rà<td rowspan=2>Sở A"
            "<tr><td>2<td>Xét</table>",
            "| TT | Việc | Ai |\n|---|---|---|\n| 1 | Rà | Sở A |\n| 2 | Xét | Sở A |",
            id="a cell over two rows",
        ),
        pytest.param(
            "<table><tr><td>UBND XÃ A<br>Số: 1<td>CỘNG HÒA XÃ HỘI<br>Độc lập</table>",
            "| UBND XÃ A<br>Số: 1 | CỘNG HÒA XÃ HỘI<br>Độc lập |", id="a letterhead",
        ),
        pytest.param("<pre>Một\n  hai</pre>", "Một\n  hai", id="pre"),
        pytest.param(
            f"<p><font face='.VnTime'>{in_tcvn3('Kế hoạch')}</font> số</p>", "Kế hoạch số",
            id="TCVN3 by its font",
        ),
        pytest.param(
            f"<p style='font-family:\"VNI-Times\"'>{in_vni('Kế hoạch')}</p>", "Kế hoạch",
            id="VNI by its font",
        ),
    ],
)  # fmt: skip
def test_what_a_reader_sees(tmp_path: Path, body: str, text: str) -> None:
    lines = _text(tmp_path, body).split("\n")
    assert [line for line in lines if line] == text.split("\n")


def test_fonts_of_a_style_sheet(tmp_path: Path) -> None:
    head = '<style><!-- p.MsoNormal, li.MsoNormal {font-family:".VnTimeH";} --></style>'
    body = f"<p class=MsoNormal>{in_tcvn3('Cộng hòa xã hội')}</p>"
    assert _text(tmp_path, body, head) == "CỘNG HÒA XÃ HỘI"


WORDS = "Kế hoạch của Ủy ban nhân dân thị xã"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"<meta charset=utf-8><p>{WORDS}</p>".encode(), id="utf-8"),
        pytest.param(f"<html><p>{WORDS}</p>".encode(), id="nothing declared"),
        pytest.param(f"<meta charset=iso-8859-1><p>{WORDS}".encode(), id="a wrong declaration"),
        pytest.param(b"<meta charset=windows-1258><p>" + in_windows_1258(WORDS), id="windows-1258"),
        pytest.param(codecs.BOM_UTF8 + f"<html><p>{WORDS}</p>".encode(), id="a mark"),
        pytest.param(f"<html><p>{WORDS}</p></html>".encode("utf-16"), id="utf-16"),
        pytest.param(
            b"<meta charset=windows-1252><p>"
            + WORDS.encode("ascii", "xmlcharrefreplace"), id="entities in windows-1252",
        ),
        pytest.param(f"<?xml version='1.0' encoding='utf-8'?><html><p>{WORDS}</p></html>".encode(),
                     id="XHTML"),
    ],
)  # fmt: skip
def test_encodings(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.htm"
    path.write_bytes(content)
    assert read_raw(path, Settings()).text == WORDS


def test_windows_1258_that_says_windows_1252(tmp_path: Path) -> None:
    path = tmp_path / "a.htm"
    path.write_bytes(b"<meta charset=iso-8859-1><p>" + in_windows_1258(WORDS * 3))
    raw = read_raw(path, Settings())
    assert (raw.text, len(raw.quality)) == (WORDS * 3, 1)


def test_words_notes_behind_the_documents_part(tmp_path: Path) -> None:
    body = (
        "<div class=Section1><p>UBND XÃ AN HÒA</p><p>Số: 12/KH-UBND</p><p>KẾ HOẠCH</p><p>Giảm 20%"
        "<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'>[1]</a> thiệt hại</p>"
        "<p>Nơi nhận:</p></div><div style='mso-element:footnote-list'><hr>"
        "<div style='mso-element:footnote' id=ftn1><p><a style='mso-footnote-id:ftn1' "
        "href='#_ftnref1' name='_ftn1'>[1]</a> Theo Báo cáo số 30.</p></div></div>"
    )
    text = _text(tmp_path, body)
    assert "Giảm 20%<sup>1</sup> thiệt hại" in text
    assert text.endswith("<sup>1</sup> Theo Báo cáo số 30.")


@pytest.mark.parametrize("kind", PAGES)
def test_the_document_of_a_page(tmp_path: Path, kind: str) -> None:
    source, document = page(kind)
    lines = _read(tmp_path, source.encode()).pages[0].text.split("\n")
    assert [line for line in lines if line] == document


def test_a_page_under_the_ending_of_word(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_text(f"<html><body><p>{WORDS}</p></body></html>", encoding="utf-8")
    raw = read_raw(path, Settings())
    assert (raw.form, raw.text) == ("html", WORDS)
    assert raw.quality == ("đuôi .doc nhưng là tệp HTML",)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<font><b><p>{}".format, id="inline tags"),
        pytest.param("<div><span>{}".format, id="blocks"),
    ],
)
def test_tags_that_are_never_closed(tmp_path: Path, body: Callable[[str], str]) -> None:
    path = tmp_path / "a.html"
    lines = ["CỘNG HÒA XÃ HỘI", *(f"{WORDS} số {number}" for number in range(500)), "Nơi nhận:"]
    path.write_text("<html><body>" + "".join(map(body, lines)), encoding="utf-8")
    assert [line for line in read_raw(path, Settings()).text.split("\n") if line] == lines


def test_parts_within_parts_do_not_each_leave_out_a_little(tmp_path: Path) -> None:
    lines = [f"{WORDS} số {number}" for number in range(60)]
    text = _text(tmp_path, "".join(f"<div><p>{line}</p>" for line in lines))
    assert len(text) > 0.8 * len("\n".join(lines))


def test_a_page_nested_too_deep_is_told_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><p>{WORDS}</p>" + "<div>" * 3_000 + WORDS, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="lồng quá sâu"):
        read_raw(path, Settings())
