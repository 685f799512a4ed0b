"""DOCX: what a reader sees of it, as lines; runs in the child."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ingest.readers.blocks import Block, texts_of
from ingest.readers.legacy import from_old_letters
from ingest.readers.markup import Renderer
from ingest.readers.raw import FileText, PageText
from ingest.readers.word.body import Body, notes_of
from ingest.readers.word.package import StrictFile, WordFile, open_word
from ingest.readers.worker import Tell
from rag.errors import UnreadableFile
from rag.settings import Settings


def parse(path: Path, settings: Settings, tell: Tell) -> FileText:
    """The text of a DOCX file, which has no pages until it is printed.

    Raises:
        UnreadableFile: broken, too large once unpacked, with macros, or pictures alone.
    """
    tell("page", 1, 1)
    try:
        file = open_word(path)
    except zipfile.BadZipFile as error:
        raise UnreadableFile("tệp Word hỏng hoặc bị cắt cụt; hãy lấy lại tệp") from error
    except (StrictFile, KeyError) as error:
        # python-docx opens neither the strict form nor a file that names parts it has not
        from ingest.readers import office  # which reads through this module

        kind = "dạng Strict" if isinstance(error, StrictFile) else "thiếu phần"
        return office.instead(path, settings, tell, f"tệp Word {kind}, đọc qua LibreOffice")
    return text_of(file)


def text_of(file: WordFile) -> FileText:
    """A Word file's body and, behind it, its notes."""
    body = Body.of(file)
    blocks = body.blocks(file.body)
    notes = notes_of(body, file)
    everything: tuple[Block, ...] = (*blocks, *(block for _, note in notes for block in note))
    renderer = Renderer.of(everything)
    lines = list(renderer.lines(blocks))
    for number, note in notes:
        words = " ".join(" ".join(renderer.text(text) for text in texts_of(note)).split())
        if words:
            lines += ["", words if number is None else f"<sup>{number}</sup> {words}"]
    text = "\n".join(lines)
    if file.pictures and not any(map(str.isalpha, text)):
        raise UnreadableFile("tệp Word chỉ có ảnh, không có chữ; hãy xuất ra PDF để nhận dạng")
    quality = renderer.notes(everything)
    text, found = from_old_letters(text)
    return FileText((PageText(text),), paged=False, quality=(*quality, *found))
