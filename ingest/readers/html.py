"""HTML: the document that a web page shows, or that Word saved as one; runs in the child."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from ingest.readers.blocks import Block
from ingest.readers.legacy import from_old_letters
from ingest.readers.markup import Renderer
from ingest.readers.raw import FileText, PageText
from ingest.readers.syllables import judge
from ingest.readers.text import decode
from ingest.readers.web.elements import load
from ingest.readers.web.main_part import main_part
from ingest.readers.web.page import Page
from ingest.readers.worker import Tell
from rag.errors import UnreadableFile
from rag.settings import Settings

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_XML = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]{2,30})""")
_HEAD = 8_192
_WIDER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
          "unicode": "utf-16", "utf-16": "utf-16", "x-sjis": "utf-8"}  # fmt: skip
"""What browsers take these names for."""


def parse(path: Path, settings: Settings, tell: Tell) -> FileText:
    """The text of a web page's document, which has no pages.

    Raises:
        UnreadableFile: no text in it, or bytes of no encoding that is known.
    """
    tell("page", 1, 1)
    source, notes = _decoded(path.read_bytes())
    root = load(source)
    if root is None:
        raise UnreadableFile("tệp HTML rỗng; hãy kiểm tra tệp")
    blocks: tuple[Block, ...] = Page.of(root).blocks(main_part(root))
    renderer = Renderer.of(blocks)
    text = "\n".join(renderer.lines(blocks))
    text, found = from_old_letters(text)
    quality = (*notes, *renderer.notes(blocks), *found)
    return FileText((PageText(text),), paged=False, quality=quality)


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """By the byte-order mark, else as declared, else as a text file; the bytes decide."""
    if not content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        declared = _XML.match(content) or _CHARSET.search(content[:_HEAD])
        name = declared.group(1).decode("ascii").lower() if declared else "utf-8"
        for encoding in dict.fromkeys(("utf-8", _WIDER.get(name, name))):
            # UTF-8 first: what decodes so is hardly ever anything else, whatever it says
            text = _in_encoding(content, encoding)
            if text is not None:
                return _as_1258(content, encoding) or (text, ())
    return decode(content)


def _as_1258(content: bytes, declared: str) -> tuple[str, tuple[str, ...]] | None:
    """Bytes of windows-1258 on a page that says windows-1252, as old editors wrote it."""
    if declared not in ("cp1252", "windows-1252"):
        return None
    text = _in_encoding(content, "cp1258")
    if text is None or not judge(text).rightly_decoded:
        return None
    return text, ("đã chuyển từ bảng mã windows-1258 sang Unicode",)


def _in_encoding(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
