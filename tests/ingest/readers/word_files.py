"""Word files made by hand, part by part, for what no writer offers."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = ("styles", "numbering", "footnotes", "endnotes", "theme")


@dataclass
class WordFile:
    """The parts of a DOCX as XML, without their root elements."""

    body: str
    parts: dict[str, str] = field(default_factory=dict)
    others: dict[str, bytes] = field(default_factory=dict)
    main_type: str = f"{_TYPE}.document.main+xml"
    relations: str = ""

    def write(self, path: Path) -> Path:
        """Write the file."""
        kinds = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{name}+xml"/>'
            for name in self.parts
        )
        relations = "".join(
            f'<Relationship Id="r{n}" Type="{_RELATION}/{name}" Target="{name}.xml"/>'
            for n, name in enumerate(self.parts)
        )
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        package = "http://schemas.openxmlformats.org/package/2006"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(
                "[Content_Types].xml",
                f'{head}<Types xmlns="{package}/content-types"><Default Extension="rels" '
                f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Default Extension="bin" ContentType="application/octet-stream"/>'
                f'<Default Extension="png" ContentType="image/png"/>'
                f'<Override PartName="/word/document.xml" ContentType="{self.main_type}"/>'
                f"{kinds}</Types>",
            )
            archive.writestr(
                "_rels/.rels",
                f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
                f'Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
            )
            archive.writestr(
                "word/_rels/document.xml.rels",
                f'{head}<Relationships xmlns="{package}/relationships">{relations}'
                f"{self.relations}</Relationships>",
            )
            body = f"{head}<w:document {_NAMES}><w:body>{self.body}</w:body></w:document>"
            archive.writestr("word/document.xml", body)
            for name, content in self.parts.items():
                archive.writestr(
                    f"word/{name}.xml", f"{head}<w:{name} {_NAMES}>{content}</w:{name}>"
                )
            for name, blob in self.others.items():
                archive.writestr(name, blob)
        return path


def run(text: str, properties: str = "") -> str:
    """One run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; plain text becomes one."""
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def item(number: int, level: int, text: str) -> str:
    """A paragraph of an automatic list."""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=numbered)


def levels(*kinds: tuple[str, str], start: int = 1) -> str:
    """Levels of an abstract list: ("decimal", "%1.")."""
    return "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{escape(text)}"/></w:lvl>'
        for n, (form, text) in enumerate(kinds)
    )


def abstract(number: int, *kinds: tuple[str, str], start: int = 1) -> str:
    """An abstract list."""
    own = levels(*kinds, start=start)
    return f'<w:abstractNum w:abstractNumId="{number}">{own}</w:abstractNum>'


def listed(number: int, of: int, *, start: dict[int, int] | None = None) -> str:
    """A list of an abstract one, begun anew at some levels."""
    anew = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{count}"/></w:lvlOverride>'
        for level, count in (start or {}).items()
    )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{anew}</w:num>'


def table(*rows: tuple[str, ...], borders: bool = True, properties: str = "") -> str:
    """A table; a cell that begins with "<" is XML of its own, properties and all."""
    lines = (
        "<w:tblBorders>"
        + "".join(f'<w:{side} w:val="single"/>' for side in ("top", "left", "insideH", "insideV"))
        + "</w:tblBorders>"
        if borders
        else ""
    )
    made = "".join(
        "<w:tr>"
        + "".join(
            cell if cell.startswith("<w:tc>") else f"<w:tc>{_paragraphs(cell)}</w:tc>"
            for cell in row
        )
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr>{lines}{properties}</w:tblPr>{made}</w:tbl>"


def cell(text: str, properties: str) -> str:
    """A cell with properties: ``<w:vMerge w:val="restart"/>``."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraphs(text)}</w:tc>"


def note(name: str, number: int, text: str) -> str:
    """A footnote or an endnote."""
    return f'<w:{name} w:id="{number}">{paragraph(text)}</w:{name}>'


def note_mark(name: str, number: int) -> str:
    """The run that marks a note."""
    return f'<w:r><w:{name}Reference w:id="{number}"/></w:r>'


def _paragraphs(text: str) -> str:
    if text.startswith("<w:"):
        return text
    return "".join(paragraph(line) for line in text.split("\n"))
