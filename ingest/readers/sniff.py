"""Which form a file's bytes have, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from ingest.readers.raw import Form

ENDINGS: dict[str, Form] = {
    ".txt": "txt",
    ".md": "md",
    ".pdf": "pdf",
    ".docx": "docx",
    ".doc": "doc",
    ".odt": "odt",
    ".rtf": "rtf",
    ".html": "html",
    ".htm": "html",
}
"""Endings that are read, and the form each promises."""

ALSO: dict[Form, tuple[Form, ...]] = {"doc": ("rtf", "html", "docx")}
"""Forms that other programs save under Word's old ending, and that Word opens so."""

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
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins the container of Word 97-2003, of Excel, and of files that Office locked."""
_PAGE = re.compile(
    rb"\A[^<]{0,8}<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|!--|\?xml)"
    rb"[\s>/-]",
    re.IGNORECASE,
)
_PAGE_BEGINNING = 4096
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
    if head.startswith(_OLE):
        return "doc" if _utf16("WordDocument") in content else None
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if _is_page(content[:_PAGE_BEGINNING]):
        return "html"
    return None


def _is_page(head: bytes) -> bool:
    """Whether a tag of a page opens among the first letters, in any encoding."""
    if b"\x00" in head[:_BEGINNING] and not head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return False
    return _PAGE.search(head.replace(b"\x00", b"")) is not None


def is_locked(content: bytes) -> bool:
    """Whether Office locked the file with a password: it then lies in a container of its own."""
    return content.startswith(_OLE) and _utf16("EncryptedPackage") in content


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _archive(content: bytes) -> Form | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        return None
    # Office writes "word/document2.xml" at times
    if any(name.startswith("word/document") for name in names):
        return "docx"
    return "odt" if "content.xml" in names else None
