"""Word files: what a reader sees of them, feature by feature, on files made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.readers import FileText, read_raw
from ingest.readers.docx import parse
from ingest.readers.word.numbering import written
from rag.settings import Settings
from tests.ingest.readers.old_letters import in_tcvn3, in_vni
from tests.ingest.readers.word_files import (
    WordFile,
    abstract,
    cell,
    item,
    listed,
    note,
    note_mark,
    paragraph,
    run,
    table,
)

DECIMAL = abstract(0, ("decimal", "%1."), ("decimal", "%1.%2."), ("lowerLetter", "%3)"))
PLAN_LIST = abstract(1, ("upperRoman", "%1."), ("decimal", "%2."), ("bullet", "-"))


def _read(folder: Path, body: str, **parts: str) -> FileText:
    path = WordFile(body, parts).write(folder / "ke-hoach.docx")
    return parse(path, Settings(), lambda *_: None)


def _text(folder: Path, body: str, **parts: str) -> str:
    return _read(folder, body, **parts).pages[0].text.strip("\n")


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>'
    "{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
    "<w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(paragraph("Kế ", "hoạch"), "Kế hoạch", id="runs"),
        pytest.param(paragraph("Một") + paragraph() + paragraph("Hai"), "Một\n\nHai", id="lines"),
        pytest.param(paragraph("Một", "<w:r><w:br/></w:r>", "hai"), "Một\nhai", id="a soft break"),
        pytest.param(paragraph("Một", "<w:r><w:tab/></w:r>", "hai"), "Một\thai", id="a tab"),
        pytest.param(
            paragraph("Sở ", f"<w:ins>{run('Tài chính')}</w:ins>",
                      "<w:del><w:r><w:delText>Y tế</w:delText></w:r></w:del>",
                      f"<w:moveFrom>{run('cũ')}</w:moveFrom>",
                      f"<w:moveTo>{run(' mới')}</w:moveTo>"),
            "Sở Tài chính mới", id="tracked changes",
        ),
        pytest.param(
            paragraph("Sở Tài", properties="<w:rPr><w:del/></w:rPr>") + paragraph(" chính"),
            "Sở Tài chính", id="a deleted paragraph end",
        ),
        pytest.param(
            paragraph("Kèm ", f'<w:hyperlink r:id="r9">{run("Phụ lục")}</w:hyperlink>'),
            "Kèm Phụ lục", id="a link",
        ),
        pytest.param(
            paragraph("trang ", FIELD.format(code=" REF _x ", result="12"), " nhé"),
            "trang 12 nhé", id="a field's result",
        ),
        pytest.param(
            paragraph(FIELD.format(code='TOC \\o "1-3"', result="I. MỤC TIÊU 3"), "Sau"),
            "Sau", id="a table of contents",
        ),
        pytest.param(
            paragraph(f'<w:fldSimple w:instr=" DATE ">{run("ngày 5")}</w:fldSimple>'),
            "ngày 5", id="a simple field",
        ),
        pytest.param(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('Trong khung')}</w:sdtContent></w:sdt>",
            "Trong khung", id="a content control",
        ),
        pytest.param(
            paragraph("Trước", BOX.format(paragraph("DỰ THẢO"))), "Trước\nDỰ THẢO",
            id="a text box, once",
        ),
        pytest.param(
            paragraph("Tờ ", run("kín", "<w:vanish/>"), "trình"), "Tờ trình", id="hidden text",
        ),
        pytest.param(
            paragraph(run("Ủy ban xã Đồng", "<w:caps/>"), run(" thường", '<w:caps w:val="0"/>')),
            "ỦY BAN XÃ ĐỒNG thường", id="capitals",
        ),
        pytest.param(
            paragraph('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', " 60%"), "≥ 60%",
            id="a sign",
        ),
        pytest.param(
            paragraph(run("(12) Điều lệ ", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')),
            "(12) Điều lệ", id="words in the Symbol font",
        ),
        pytest.param(paragraph("\uf0b7 Sở \uf0fe Y tế \uf099"), "• Sở ☑ Y tế", id="private use"),
        pytest.param(
            paragraph("100 m", run("2", '<w:vertAlign w:val="superscript"/>'), " đất"),
            "100 m² đất", id="a raised figure",
        ),
        pytest.param(paragraph("a*b | c"), r"a\*b \| c", id="signs of the markup"),
        pytest.param(
            paragraph("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/></w:r>"),
            "A-B", id="hyphens",
        ),
        pytest.param(
            paragraph('<w:commentRangeStart w:id="1"/>', "Lời",
                      '<w:r><w:commentReference w:id="1"/></w:r>'),
            "Lời", id="a comment",
        ),
        pytest.param(
            paragraph("<w:r><w:t>Ngày</w:t><w:cr/><w:t>sau</w:t></w:r>"), "Ngày\nsau", id="cr",
        ),
    ],
)  # fmt: skip
def test_what_a_reader_sees(tmp_path: Path, body: str, text: str) -> None:
    assert _text(tmp_path, body) == text


@pytest.mark.parametrize(
    ("body", "lists", "labels"),
    [
        pytest.param(
            item(1, 0, "a") + item(1, 1, "b") + item(1, 2, "c") + item(1, 1, "d") + item(1, 0, "e")
            + item(1, 1, "f"),
            DECIMAL + listed(1, 0), "1. 1.1. a) 1.2. 2. 2.1.", id="levels and restarts",
        ),
        pytest.param(
            item(1, 0, "a") + paragraph("giữa") + item(1, 0, "b"), DECIMAL + listed(1, 0),
            "1. giữa 2.", id="text between",
        ),
        pytest.param(
            item(1, 0, "a") + item(2, 0, "b"), DECIMAL + listed(1, 0) + listed(2, 0), "1. 2.",
            id="two lists count on together",
        ),
        pytest.param(
            item(1, 0, "a") + item(1, 0, "b") + item(2, 0, "c") + item(2, 0, "d"),
            DECIMAL + listed(1, 0) + listed(2, 0, start={0: 1}), "1. 2. 1. 2.",
            id="a list that begins anew",
        ),
        pytest.param(
            item(1, 0, "a") + item(2, 0, "b"),
            DECIMAL + listed(1, 0) + listed(2, 0, start={0: 7}), "1. 7.", id="begun at seven",
        ),
        pytest.param(
            item(1, 0, "a") + item(1, 1, "b") + item(1, 2, "c") + item(1, 0, "d") + item(1, 1, "e"),
            PLAN_LIST + listed(1, 1), "I. 1. - II. 1.", id="Roman, decimal, dash",
        ),
        pytest.param(
            item(1, 1, "a") + item(1, 1, "b"), DECIMAL + listed(1, 0), "1.1. 1.2.",
            id="an upper level never counted",
        ),
        pytest.param(item(0, 0, "a"), DECIMAL + listed(1, 0), "a", id="numId 0 is no list"),
        pytest.param(item(9, 0, "a"), DECIMAL + listed(1, 0), "a", id="a list that is not there"),
        pytest.param(
            item(1, 0, "a") + item(1, 0, "") + item(1, 0, "b"), DECIMAL + listed(1, 0),
            "1. 3.", id="an empty item counts",
        ),
        pytest.param(
            item(1, 0, "a") + item(1, 1, "b"),
            abstract(0, ("upperRoman", "%1."), ("decimal", "%1.%2"))
            .replace('<w:numFmt w:val="decimal"/>', '<w:numFmt w:val="decimal"/><w:isLgl/>')
            + listed(1, 0),
            "I. 1.1", id="digits alone in a legal label",
        ),
        pytest.param(
            item(1, 0, "a") + item(1, 1, "b") + item(1, 0, "c") + item(1, 1, "d"),
            abstract(0, ("upperRoman", "%1."), ("decimal", "%2."))
            .replace('<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:lvlRestart w:val="0"/>')
            + listed(1, 0),
            "I. 1. II. 2.", id="a level that never restarts",
        ),
        pytest.param(
            item(1, 0, "a"), abstract(0, ("decimal", "Điều %1.")) + listed(1, 0), "Điều 1.",
            id="words in a label",
        ),
        pytest.param(
            item(1, 0, "a"),
            abstract(0, ("bullet", "\uf0b7")).replace(
                "</w:lvl>", '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl>'
            ) + listed(1, 0), "•", id="a bullet of the Symbol font",
        ),
        pytest.param(item(1, 0, "a"), abstract(0, ("none", "")) + listed(1, 0), "a", id="none"),
    ],
)  # fmt: skip
def test_automatic_numbers(tmp_path: Path, body: str, lists: str, labels: str) -> None:
    lines = _text(tmp_path, body, numbering=lists).split("\n")
    shown = [line.rpartition(" ")[0] or line for line in lines if line]
    assert shown == (labels.split() if "Điều" not in labels else [labels])


def test_numbers_through_styles(tmp_path: Path) -> None:
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="H1">{numbered}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = "".join(
        paragraph(text, properties=f'<w:pStyle w:val="{style}"/>')
        for style, text in [("H1", "Một"), ("H2", "Hai"), ("H2", "Ba"), ("H1", "Bốn")]
    )
    text = _text(tmp_path, body, styles=styles, numbering=DECIMAL + listed(1, 0))
    assert text == "1. Một\n1.1. Hai\n1.2. Ba\n2. Bốn"


@pytest.mark.parametrize(
    ("count", "form", "label"),
    [
        (4, "upperRoman", "IV"), (19, "lowerRoman", "xix"), (5, "lowerLetter", "e"),
        (27, "upperLetter", "AA"), (3, "decimalZero", "03"), (3, "vietnameseCounting", "3"),
        (0, "upperRoman", "0"), (99_999, "lowerRoman", "99999"),
    ],
)  # fmt: skip
def test_forms_of_numbers(count: int, form: str, label: str) -> None:
    assert written(count, form) == label


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(
            table(("TT", "Nhiệm vụ", "Đơn vị"), ("1", "Rà soát\nhộ nghèo", "Sở Y tế")),
            "| TT | Nhiệm vụ | Đơn vị |\n|---|---|---|\n| 1 | Rà soát<br>hộ nghèo | Sở Y tế |",
            id="a table",
        ),
        pytest.param(
            table(("UBND TỈNH A\nSố: 1/KH-UBND", "CỘNG HÒA XÃ HỘI\nĐộc lập"), borders=False),
            "| UBND TỈNH A<br>Số: 1/KH-UBND | CỘNG HÒA XÃ HỘI<br>Độc lập |", id="a letterhead",
        ),
        pytest.param(
            table(("ỦY BAN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"), ("Số: 1", "An Hòa, ngày 1")),
            "| ỦY BAN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA |\n| Số: 1 | An Hòa, ngày 1 |",
            id="a letterhead with lines is no table",
        ),
        pytest.param(table(("Một khung",)), "Một khung", id="a box around text"),
        pytest.param(
            table(("", "Trong lòng"), borders=False), "Trong lòng", id="a table that sets a place",
        ),
        pytest.param(
            table(
                ("TT", cell("Phân công", '<w:gridSpan w:val="2"/>')),
                (cell("", "<w:vMerge/>"), "Chủ trì", "Phối hợp"),
                ("1", cell("Sở A", '<w:vMerge w:val="restart"/>'), "Sở B"),
                ("2", cell("", "<w:vMerge/>"), "Sở C"),
            ),
            "| TT | Phân công |  |\n|---|---|---|\n|  | Chủ trì | Phối hợp |\n"
            "| 1 | Sở A | Sở B |\n| 2 | Sở A | Sở C |", id="merged cells",
        ),
        pytest.param(
            table(
                ("TT", cell("Việc", '<w:gridSpan w:val="2"/>'), "Ai"),
                (cell("1", '<w:gridSpan w:val="2"/>'), "Rà soát", "Sở A"),
                (cell("Nhóm hai", '<w:gridSpan w:val="4"/>'),),
            ),
            "| TT | Việc | Ai |\n|---|---|---|\n| 1 | Rà soát | Sở A |\n| Nhóm hai |  |  |",
            id="edges that are not quite in line",
        ),
        pytest.param(
            table(("A | B", "C"), ("1", "2")), "| A \\| B | C |\n|---|---|\n| 1 | 2 |",
            id="a bar in a cell",
        ),
        pytest.param(
            table(("Việc", "Ai"), ("x", table(("a", "b"), ("c", "d")) + "<w:p/>")),
            "| Việc | Ai |\n|---|---|\n| x | a; b<br>c; d |", id="a table in a cell",
        ),
    ],
)  # fmt: skip
def test_tables(tmp_path: Path, body: str, text: str) -> None:
    lines = _text(tmp_path, paragraph("Đầu") + body + paragraph("Cuối")).split("\n")
    assert [line for line in lines if line][1:-1] == text.split("\n")


def test_notes_stand_behind_with_their_numbers(tmp_path: Path) -> None:
    body = (
        paragraph("Chiến lược", note_mark("footnote", 7), " và", note_mark("footnote", 3))
        + table(("Việc", "Ai"), ("x", paragraph("Sở", note_mark("footnote", 9))))
        + paragraph("Cuối", note_mark("endnote", 2))
    )
    text = _text(
        tmp_path,
        body,
        footnotes=note("footnote", 3, "ba") + note("footnote", 7, "bảy") + note("footnote", 9, "c"),
        endnotes=note("endnote", 2, "hậu chú"),
    )
    assert text.startswith("Chiến lược<sup>1</sup> và<sup>2</sup>")
    assert "| x | Sở<sup>3</sup> |" in text
    assert [line for line in text.split("\n") if line][-4:] == [
        "<sup>1</sup> bảy", "<sup>2</sup> ba", "<sup>3</sup> c", "<sup>4</sup> hậu chú",
    ]  # fmt: skip


def test_a_note_with_a_mark_of_its_own(tmp_path: Path) -> None:
    mark = '<w:r><w:footnoteReference w:id="1" w:customMarkFollows="1"/><w:t>(a)</w:t></w:r>'
    body = paragraph("Tỷ lệ", mark, " và", note_mark("footnote", 2))
    notes = note("footnote", 1, "(a) ước tính") + note("footnote", 2, "hai")
    lines = _text(tmp_path, body, footnotes=notes).split("\n")
    assert [line for line in lines if line] == [
        "Tỷ lệ(a) và<sup>1</sup>", "(a) ước tính", "<sup>1</sup> hai",
    ]  # fmt: skip


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(
            paragraph(run(in_tcvn3("Kế hoạch số"), _font(".VnTime")), run(" Độc lập")),
            "Kế hoạch số Độc lập", id="run by run",
        ),
        pytest.param(
            paragraph(run(in_tcvn3("Cộng hòa xã"), _font(".VnTimeH"))), "CỘNG HÒA XÃ",
            id="a font of capitals",
        ),
        pytest.param(
            paragraph(run(in_vni("Ủy ban nhân dân"), _font("VNI-Times"))), "Ủy ban nhân dân",
            id="VNI",
        ),
        pytest.param(
            paragraph(run("Ủy ban nhân dân thị xã", _font("VNI-Times"))), "Ủy ban nhân dân thị xã",
            id="Unicode in a font of old letters stays",
        ),
        pytest.param(
            paragraph(run(in_tcvn3("Quyết định"), _font(".VnTime") + "<w:caps/>")), "QUYẾT ĐỊNH",
            id="capitals of old letters",
        ),
    ],
)  # fmt: skip
def test_old_fonts(tmp_path: Path, body: str, text: str) -> None:
    assert _text(tmp_path, body) == text


def test_fonts_come_through_styles_and_defaults(tmp_path: Path) -> None:
    styles = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_font('.VnTime')}</w:rPr></w:rPrDefault>"
        "</w:docDefaults>"
        f'<w:style w:type="paragraph" w:styleId="M"><w:rPr>{_font("Times New Roman")}</w:rPr>'
        f'</w:style><w:style w:type="character" w:styleId="C"><w:rPr>{_font("VNI-Times")}</w:rPr>'
        "</w:style>"
    )
    body = (
        paragraph(in_tcvn3("đề nghị"))
        + paragraph("đề nghị", properties='<w:pStyle w:val="M"/>')
        + paragraph(run(in_vni("đề nghị"), '<w:rStyle w:val="C"/>'))
    )
    raw = _read(tmp_path, body, styles=styles)
    assert raw.pages[0].text.split() == ["đề", "nghị"] * 3
    assert raw.quality == (
        "đã chuyển chữ phông TCVN3 sang Unicode",
        "đã chuyển chữ phông VNI sang Unicode",
    )


def test_old_letters_whose_font_was_lost(tmp_path: Path) -> None:
    words = "Trưởng thôn thường xuyên kiểm tra những chỗ sạt lở, báo cáo trước mùa mưa lũ"
    raw = _read(tmp_path, paragraph(in_tcvn3(words)))
    assert raw.pages[0].text == words
    assert "TCVN3" in raw.quality[0]


def test_a_file_put_together_of_three(tmp_path: Path) -> None:
    """Unicode, letters of an old font, and such letters pasted into a font of Unicode."""
    words = "Trưởng thôn thường xuyên kiểm tra những chỗ sạt lở, báo cáo trước mùa mưa lũ"
    old = paragraph(run(in_vni(words), _font("VNI-Times")))
    raw = _read(tmp_path, paragraph(words) + old + paragraph(in_tcvn3(words)) + paragraph(words))
    assert raw.pages[0].text.split("\n") == [words] * 4
    assert [note.split("VNI")[0].split("TCVN3")[0] for note in raw.quality] == [
        "đã chuyển chữ phông ", "đã chuyển từ bảng mã "
    ]  # fmt: skip


def test_through_the_door(tmp_path: Path) -> None:
    path = WordFile(paragraph("Kế hoạch")).write(tmp_path / "Kế hoạch (1).DOCX")
    raw = read_raw(path, Settings())
    assert (raw.form, raw.text, raw.pages) == ("docx", "Kế hoạch", None)
