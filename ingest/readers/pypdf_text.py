"""The one door to pypdf: the second opinion where pdfium fails or reads a page badly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rag.errors import UnreadableFile


def page_texts(path: Path, most: int, numbers: Sequence[int] | None = None) -> dict[int, str]:
    """Page number, counted from 1, to its plain text; all pages where none are named.

    Raises:
        UnreadableFile: the file has a password, is broken or has more than ``most`` pages.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile("tệp PDF có mật khẩu; hãy lưu bản không mật khẩu")
        count = len(reader.pages)
        if count > most:
            raise UnreadableFile(f"{count:,} trang, quá giới hạn {most:,}; hãy tách nhỏ tệp")
        wanted = numbers if numbers is not None else range(1, count + 1)
        return {number: reader.pages[number - 1].extract_text() for number in wanted}
    except PyPdfError as error:
        raise UnreadableFile("tệp PDF hỏng; hãy lưu lại tệp") from error
