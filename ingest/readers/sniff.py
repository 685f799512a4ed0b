"""Which form a file's bytes have, whatever its name says."""

from __future__ import annotations

import io
import zipfile

from ingest.readers.raw import Form

ENDINGS: dict[str, Form] = {
    ".txt": "txt",
    ".md": "md",
    ".pdf": "pdf",
    ".docx": "docx",
}
"""Endings that are read, and the form each promises."""

NAMES: dict[Form, str] = {
    "txt": "văn bản thuần",
    "md": "văn bản thuần",
    "pdf": "PDF",
    "docx": "Word (DOCX)",
    "doc": "Word 97-2003 (DOC)",
    "odt": "OpenDocument (ODT)",
    "rtf": "RTF",
    "html": "HTML",
}
_BEGINNING = 1024
"""Bytes within which a PDF may still announce itself."""


def form_of(content: bytes) -> Form | None:
    """The form by the first bytes; None for text and for whatever is not known.

    An archive is looked into, its parts are not unpacked.
    """
    head = content[:_BEGINNING].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in content[:_BEGINNING]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _archive(content)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "doc"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head[:200].lower().startswith((b"<!doctype html", b"<html", b"<?xml")) and (
        b"<html" in head.lower()
    ):
        return "html"
    return None


def _archive(content: bytes) -> Form | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        return None
    if "word/document.xml" in names:
        return "docx"
    return "odt" if "content.xml" in names else None
