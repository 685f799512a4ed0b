"""A text plan laid out as a PDF by the writers that officers' files come from.

LibreOffice (a flat ODT with its own footnotes), Chromium (a web page) and reportlab: letterhead
and foot in two columns, centred title, indented justified paragraphs, ruled tables, page numbers.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from ingest.pipeline import ParsedPlan

_RIGHT_OF_HEAD = re.compile(r"CỘNG H|Độc lập|.{1,40}, ngày\b")
_BEHIND_ISSUER = re.compile(r"(?<=^ỦY BAN NHÂN DÂN)\s+(?=[A-ZĐ])")
"""The issuer's place stands on a line of its own (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Beside:
    """Lines of two columns side by side, without ruling lines."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    centred: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; its notes' labels stand in it as "[[3]]"."""

    text: str
    centred: bool


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table's rows, the header first; every row has as many cells."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A plan's parts in order, and its notes by label."""

    parts: tuple[Beside | Words | Ruled, ...]
    notes: dict[str, str]


_MARK = re.compile(r"\[\[(\d+)\]\]")
_NOTE = re.compile(r"(\d{1,3}) ")


def sheet_of(parsed: ParsedPlan) -> Sheet:
    """The parts of a plan as read from text."""
    document = parsed.document
    zones: dict[str, list[str]] = {}
    notes: dict[str, str] = {}
    words: list[Words | Ruled] = []
    rows = {row.start: table for table in document.tables for row in table.rows}
    title = next((s.tree_end for s in parsed.sections if str(s.path[0]) == "tieu_de"), 0)
    for paragraph in document.paragraphs:
        text = document.text[paragraph.start : paragraph.end]
        if paragraph.zone == "chu_thich" and (match := _NOTE.match(text)):
            notes[match.group(1)] = text[match.end() :]
        elif paragraph.start in rows:
            table = rows[paragraph.start]
            if paragraph.start == table.rows[0].start:
                words.append(_ruled(document.text, table.rows))
        elif paragraph.zone == "than":
            words.append(Words(_marked(parsed, paragraph.start, text), paragraph.end <= title))
        else:
            lines = zones.setdefault(paragraph.zone, [])
            lines += _BEHIND_ISSUER.split(_marked(parsed, paragraph.start, text))
    return Sheet(tuple(_parts(zones, words)), notes)


def _parts(
    zones: dict[str, list[str]], words: list[Words | Ruled]
) -> Iterator[Beside | Words | Ruled]:
    head = zones.get("dau", [])
    if head:
        right = tuple(line for line in head if _RIGHT_OF_HEAD.match(line))
        yield Beside(tuple(line for line in head if line not in right), right, centred=True)
    yield from words
    if "noi_nhan" in zones:
        yield Beside(tuple(zones["noi_nhan"]), tuple(zones.get("ky", ())), centred=False)


def _marked(parsed: ParsedPlan, start: int, text: str) -> str:
    for mark in sorted(parsed.document.note_marks, key=lambda one: -one.offset):
        at = mark.offset - start
        if 0 < at <= len(text):
            text = f"{text[:at]}[[{mark.label}]]{text[at:]}"
    return text


def _ruled(text: str, rows: Sequence[object]) -> Ruled:
    width = 1 + max(cell.column for row in rows for cell in row.cells)  # type: ignore[attr-defined]
    found = []
    for row in rows:
        cells = [""] * width
        for cell in row.cells:  # type: ignore[attr-defined]
            cells[cell.column] = f"{cells[cell.column]} {text[cell.start : cell.end]}".strip()
        found.append(tuple(cells))
    return Ruled(tuple(found))


def by_chromium(sheet: Sheet, target: Path) -> None:
    """A web page, printed with the browser's own running heads."""
    page = target.with_suffix(".html")
    page.write_text(_html(sheet), encoding="utf-8")
    _run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}",
         page.as_uri()]
    )  # fmt: skip


def by_libreoffice(sheet: Sheet, target: Path) -> None:
    """A text document in Times New Roman, whose letters LibreOffice takes from what there is."""
    source = target.with_suffix(".fodt")
    source.write_text(_fodt(sheet), encoding="utf-8")
    profile = (target.parent / "profile").as_uri()
    _run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(target.parent), str(source)]
    )  # fmt: skip


def _run(command: list[str]) -> None:
    subprocess.run(  # noqa: S603 - fixed programs, the files are our own
        command, check=True, capture_output=True, timeout=_SECONDS
    )


def by_reportlab(sheet: Sheet, target: Path) -> None:
    """A page at a time by reportlab, in a font that has all letters; notes stand at the end."""
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(TTFont("Serif", str(_font())))
    base = ParagraphStyle("than", fontName="Serif", fontSize=13, leading=17, spaceAfter=6)
    body = ParagraphStyle("thut", base, alignment=TA_JUSTIFY, firstLineIndent=28)
    middle = ParagraphStyle("giua", base, alignment=TA_CENTER)
    small = ParagraphStyle("nho", base, fontSize=10, leading=13)
    story: list[object] = []

    def raised(text: str) -> str:
        return _MARK.sub(r"<super size=8>\1</super>", escape(text, quote=False))

    for part in sheet.parts:
        match part:
            case Words():
                story.append(Paragraph(raised(part.text), middle if part.centred else body))
            case Beside():
                style = middle if part.centred else small
                cells = [
                    [Paragraph(raised(line), style if side == 0 else middle) for line in column]
                    for side, column in enumerate((part.left, part.right))
                ]
                top = [("VALIGN", (0, 0), (-1, -1), "TOP")]
                story.append(Table([cells], colWidths=[180, 300], style=top))
            case Ruled():
                rows = [[Paragraph(escape(cell), small) for cell in row] for row in part.rows]
                story.append(Table(rows, repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, 0)]))
    story += [
        Paragraph(f"<super size=7>{label}</super> {escape(note)}", small)
        for label, note in sheet.notes.items()
    ]

    def number(canvas: object, document: object) -> None:
        canvas.setFont("Serif", 13)  # type: ignore[attr-defined]
        page = str(document.page)  # type: ignore[attr-defined]
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, page)  # type: ignore[attr-defined]

    SimpleDocTemplate(str(target), pagesize=A4).build(
        story, onFirstPage=lambda *_: None, onLaterPages=number
    )


_FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/TTF/DejaVuSerif.ttf",
    "C:/Windows/Fonts/times.ttf",
)


def _font() -> Path:
    return next((Path(font) for font in _FONTS if Path(font).exists()), Path(_FONTS[0]))


def writers() -> dict[str, Callable[[Sheet, Path], None]]:
    """The writers that are installed, by name."""
    found: dict[str, Callable[[Sheet, Path], None]] = {}
    if _font().exists():
        found["reportlab"] = by_reportlab
    if shutil.which("chromium"):
        found["chromium"] = by_chromium
    if shutil.which("soffice"):
        found["libreoffice"] = by_libreoffice
    return found


def _html(sheet: Sheet) -> str:
    def raised(text: str) -> str:
        return _MARK.sub(r"<sup>\1</sup>", escape(text))

    parts: list[str] = []
    for part in sheet.parts:
        match part:
            case Words():
                style = "giua" if part.centred else "than"
                parts.append(f"<p class={style}>{raised(part.text)}</p>")
            case Beside():
                cells = "".join(
                    f"<td class={'giua' if part.centred or side else 'nho'}>"
                    + "<br>".join(map(raised, column))
                    for side, column in enumerate((part.left, part.right))
                )
                parts.append(f"<table class=doi><tr>{cells}</table>")
            case Ruled():
                rows = ["<tr><td>" + "<td>".join(map(escape, row)) for row in part.rows]
                head = rows[0].replace("td>", "th>")
                parts.append(f"<table class=ke><thead>{head}</thead>{''.join(rows[1:])}</table>")
    notes = "".join(
        f"<p class=nho><sup>{label}</sup> {escape(note)}</p>" for label, note in sheet.notes.items()
    )
    return (
        "<meta charset=utf-8><style>@page{margin:2cm} body{font:14pt 'Times New Roman'}"
        ".than{text-align:justify;text-indent:1.27cm;margin:6pt 0}.giua{text-align:center}"
        ".doi{width:100%}.doi td{vertical-align:top}.doi td+td{width:60%}.nho{font-size:11pt}"
        ".ke{border-collapse:collapse}.ke td,.ke th{border:1px solid;padding:3pt}"
        f"</style>{''.join(parts)}{notes}"
    )


def _fodt(sheet: Sheet) -> str:
    def noted(text: str) -> str:
        def note(match: re.Match[str]) -> str:
            words = escape(sheet.notes.get(match.group(1), ""))
            return (
                "<text:note text:note-class='footnote'><text:note-citation>"
                f"{match.group(1)}</text:note-citation><text:note-body>"
                f"<text:p text:style-name='nho'>{words}</text:p></text:note-body></text:note>"
            )

        return _MARK.sub(note, escape(text))

    def lines(style: str, texts: Sequence[str]) -> str:
        return "".join(f"<text:p text:style-name='{style}'>{noted(t)}</text:p>" for t in texts)

    parts: list[str] = []
    for part in sheet.parts:
        match part:
            case Words():
                style = "giua" if part.centred else "than"
                parts.append(f"<text:p text:style-name='{style}'>{noted(part.text)}</text:p>")
            case Beside():
                left = lines("giua" if part.centred else "nho", part.left)
                parts.append(
                    "<table:table><table:table-column table:number-columns-repeated='2'/>"
                    f"<table:table-row><table:table-cell>{left}</table:table-cell>"
                    f"<table:table-cell>{lines('giua', part.right)}</table:table-cell>"
                    "</table:table-row></table:table>"
                )
            case Ruled():
                rows = [
                    "<table:table-row>"
                    + "".join(
                        f"<table:table-cell table:style-name='o'>{lines('nho', [cell])}"
                        "</table:table-cell>"
                        for cell in row
                    )
                    + "</table:table-row>"
                    for row in part.rows
                ]
                parts.append(
                    f"<table:table><table:table-column table:number-columns-repeated='"
                    f"{len(part.rows[0])}'/><table:table-header-rows>{rows[0]}"
                    f"</table:table-header-rows>{''.join(rows[1:])}</table:table>"
                )
    return _FODT.replace("@@", "".join(parts))


_FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="T" svg:font-family="'Times New Roman'"/>
</office:font-face-decls><office:styles>
<style:default-style style:family="paragraph"><style:text-properties style:font-name="T"
 fo:font-size="14pt"/></style:default-style>
<style:style style:name="than" style:family="paragraph"><style:paragraph-properties
 fo:text-align="justify" fo:text-indent="1.27cm" fo:margin-top="0.1cm"/></style:style>
<style:style style:name="giua" style:family="paragraph"><style:paragraph-properties
 fo:text-align="center"/></style:style>
<style:style style:name="nho" style:family="paragraph"><style:text-properties
 fo:font-size="11pt"/></style:style>
</office:styles><office:automatic-styles>
<style:style style:name="o" style:family="table-cell"><style:table-cell-properties
 fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
<style:page-layout style:name="pl"><style:page-layout-properties fo:page-width="21cm"
 fo:page-height="29.7cm" fo:margin-top="1cm" fo:margin-bottom="2cm" fo:margin-left="3cm"
 fo:margin-right="2cm"/><style:header-style><style:header-footer-properties
 fo:min-height="1cm"/></style:header-style></style:page-layout>
</office:automatic-styles><office:master-styles><style:master-page style:name="Standard"
 style:page-layout-name="pl"><style:header><text:p text:style-name="giua"><text:page-number/>
</text:p></style:header></style:master-page></office:master-styles>
<office:body><office:text>@@</office:text></office:body></office:document>
"""
