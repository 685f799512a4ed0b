"""The one door to pypdf: the text layer of a PDF, page by page; runs in the child."""

from __future__ import annotations

from pathlib import Path

from ingest.readers.layer import vietnamese_share
from ingest.readers.raw import FileText, PageText
from ingest.readers.recognise import recognise
from ingest.readers.stamps import stamped
from ingest.readers.worker import Tell
from rag.errors import UnreadableFile
from rag.settings import Settings

_MIN_LETTERS_PER_PAGE = 20
_MIN_VIETNAMESE_SHARE = 0.6


def parse(path: Path, settings: Settings, tell: Tell) -> FileText:
    """The text of each page.

    Raises:
        UnreadableFile: encrypted, broken, too long, no text layer, or a layer whose words are
            not Vietnamese (wrong glyphs, missing marks).
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile("tệp PDF có mật khẩu; hãy lưu bản không mật khẩu")
        count = len(reader.pages)
        if count > settings.max_pages:
            raise UnreadableFile(
                f"{count:,} trang, quá giới hạn {settings.max_pages:,}; hãy tách nhỏ tệp"
            )
        pages: list[PageText] = []
        for number, page in enumerate(reader.pages, start=1):
            tell("page", number, count)
            pages.append(PageText(page.extract_text()))
    except PyPdfError as error:
        raise UnreadableFile(f"tệp PDF hỏng ({type(error).__name__}); hãy lưu lại tệp") from error
    bare = [
        n for n, page in enumerate(pages, start=1) if _letters(page.text) < _MIN_LETTERS_PER_PAGE
    ]
    if bare and len(bare) == len(pages):
        found = recognise(path, bare, settings, tell)
        return FileText(tuple(found[number] for number in bare), paged=True)
    _check_layer([page.text for page in pages])
    return FileText(tuple(pages), paged=True, letterhead=stamped(path, settings))


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in text)


def _check_layer(pages: list[str]) -> None:
    """Refuse a layer that cannot be quoted: none at all, or words that are not Vietnamese."""
    if not pages:
        raise UnreadableFile("tệp PDF không có trang nào; hãy kiểm tra tệp")
    text = "\n".join(pages)
    letters = sum(character.isalpha() for character in text)
    if letters < _MIN_LETTERS_PER_PAGE * len(pages):
        raise UnreadableFile("không có lớp chữ (bản quét); cần nhận dạng chữ trước")
    share = vietnamese_share(text)
    if share < _MIN_VIETNAMESE_SHARE:
        raise UnreadableFile(
            f"lớp chữ hỏng, chỉ {share:.0%} âm tiết là tiếng Việt có dấu; cần bản có lớp chữ tốt"
        )
