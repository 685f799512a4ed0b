"""The one door to python-docx: opens the archive within limits and gives its parts as XML.

Nothing is unpacked to disk, nothing outside the archive is read, and entities stay unresolved.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from rag.errors import UnreadableFile

Element = BaseOxmlElement

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/officeDocument"
_MOST_UNPACKED = 300_000_000
"""Bytes of all parts together, pictures with them: six times the largest file."""
_MOST_XML = 100_000_000
"""Of one XML part; its tree takes several times as much memory."""
_MOST_PARTS = 5_000


@dataclass(frozen=True, slots=True)
class WordFile:
    """The parts that are read; None where the file has none."""

    body: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    theme: Element | None
    pictures: int


class StrictFile(Exception):
    """A file in the strict form of the standard, which python-docx does not read."""


def open_word(path: Path) -> WordFile:
    """The parts of a DOCX file.

    Raises:
        UnreadableFile: too large once unpacked, with macros, or no document within.
        StrictFile: see there.
    """
    with zipfile.ZipFile(path) as archive:
        _check_sizes(archive)
        if _STRICT in archive.read("_rels/.rels"):
            raise StrictFile
    package = OpcPackage.open(str(path))
    document = package.main_document_part
    if "macroEnabled" in document.content_type:
        raise UnreadableFile("tệp Word có macro; hãy lưu lại dạng .docx không macro")
    if document.content_type not in (
        CONTENT_TYPE.WML_DOCUMENT_MAIN,
        CONTENT_TYPE.WML_DOCUMENT_MAIN.replace("document.main", "template.main"),
    ):
        raise UnreadableFile("tệp không phải văn bản Word; hãy lưu lại dạng .docx")
    root = parse_xml(document.blob)
    body = child(root, "body")
    if body is None:
        raise UnreadableFile("tệp Word không có nội dung; hãy kiểm tra tệp")
    return WordFile(
        body,
        _related(document, RELATIONSHIP_TYPE.STYLES),
        _related(document, RELATIONSHIP_TYPE.NUMBERING),
        _related(document, RELATIONSHIP_TYPE.FOOTNOTES),
        _related(document, RELATIONSHIP_TYPE.ENDNOTES),
        _related(document, RELATIONSHIP_TYPE.THEME),
        sum(rel.reltype == RELATIONSHIP_TYPE.IMAGE for rel in document.rels.values()),
    )


def _check_sizes(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    largest = max((p.file_size for p in parts if p.filename.endswith((".xml", ".rels"))), default=0)
    if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED or largest > _MOST_XML:
        raise UnreadableFile(
            f"tệp nén bung ra {len(parts):,} phần, {unpacked:,} byte, quá giới hạn; "
            "hãy tách nhỏ tệp"
        )


def _related(document: Part, relationship: str) -> Element | None:
    """The XML of a part; a broken one counts as missing, the text is read without it."""
    for found in document.rels.values():
        if found.reltype == relationship and not found.is_external:
            return parse_xml(found.target_part.blob)
    return None


def child(element: Element | None, tag: str) -> Element | None:
    """The first child of that name in Word's namespace."""
    return None if element is None else element.find(W + tag)


def children(element: Element, tag: str) -> list[Element]:
    """All children of that name in Word's namespace."""
    return list(element.findall(W + tag))


def each(element: Element) -> Iterator[tuple[str, Element]]:
    """The children in order with their local names; comments and entities are left out."""
    for one in element:
        if isinstance(one.tag, str):
            yield one.tag.rpartition("}")[2], one


def value(element: Element | None, tag: str, attribute: str = "val") -> str | None:
    """An attribute of a child in Word's namespace: ``value(rPr, "vertAlign")``."""
    found = child(element, tag)
    return None if found is None else attribute_of(found, attribute)


def attribute_of(element: Element, name: str) -> str | None:
    """An attribute in Word's namespace."""
    text = element.get(W + name)
    return None if text is None else str(text)


def switched(element: Element | None, tag: str) -> bool | None:
    """A property that is on or off; None where it is not set."""
    found = child(element, tag)
    if found is None:
        return None
    return found.get(W + "val", "true").lower() not in ("0", "false", "off", "none")


def whole(text: str | None) -> int | None:
    """A whole number; None for anything else."""
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None
