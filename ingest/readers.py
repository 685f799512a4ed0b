"""File -> decoded text with pages. One reader a form; a new form is one entry in READERS."""

from __future__ import annotations

import codecs
import hashlib
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.pdf import read_pdf_pages
from rag.errors import NotAPlan, UnreadableFile
from rag.settings import Settings

_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_FOREIGN = re.compile("[\u0370-\u1dff\u2e80-\ud7ff]")
"""Letters of other scripts; Vietnamese needs none (U+1E00-1EFF is Latin)."""

Form = Literal["txt", "md", "pdf"]


@dataclass(frozen=True, slots=True)
class RawText:
    """A file's characters as decoded; ``pages`` are the offsets at which its pages start."""

    file: str
    sha256: str
    form: Form
    text: str
    pages: tuple[int, ...] | None
    quality: tuple[str, ...] = ()


def read_raw(path: Path, settings: Settings) -> RawText:
    """Read a file of a known form.

    Raises:
        UnreadableFile: missing, too large or long, of an unknown form, or not decodable.
        NotAPlan: decoded, but holds no letters.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(
            f"{path.name}: chưa đọc được dạng tệp “{path.suffix or 'không đuôi'}”; "
            f"hãy dùng {', '.join(sorted(READERS))}"
        )
    raw = reader(path, content_of(path, settings), settings)
    if not any(character.isalpha() for character in raw.text):
        raise NotAPlan(f"{path.name}: không có chữ nào; hãy kiểm tra lại tệp")
    if len(raw.text) > settings.max_text_chars:
        raise UnreadableFile(
            f"{path.name}: {len(raw.text):,} ký tự, quá giới hạn {settings.max_text_chars:,}; "
            "hãy tách nhỏ tệp"
        )
    return raw


def content_of(path: Path, settings: Settings) -> bytes:
    """A file's bytes, its size looked at first.

    Raises:
        UnreadableFile: missing, no plain file (a pipe would never end), or too large.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile(f"{path.name}: không phải tệp thường; hãy nêu tệp văn bản")
        if status.st_size > settings.max_file_bytes:
            raise UnreadableFile(
                f"{path.name}: {status.st_size:,} byte, quá giới hạn "
                f"{settings.max_file_bytes:,}; hãy tách nhỏ tệp"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(
            f"{path}: không có tệp hay thư mục này; hãy kiểm tra đường dẫn"
        ) from error
    except OSError as error:
        raise UnreadableFile(
            f"{path.name}: không mở được ({error.strerror}); hãy kiểm tra tệp"
        ) from error


def _read_text(path: Path, content: bytes, settings: Settings) -> RawText:
    del settings
    form: Form = "md" if path.suffix.lower() == ".md" else "txt"
    return RawText(path.name, _sha(content), form, decode(path.name, content), None)


def _read_pdf(path: Path, content: bytes, settings: Settings) -> RawText:
    if not content.lstrip()[:5].startswith(b"%PDF"):
        raise UnreadableFile(f"{path.name}: đuôi .pdf nhưng không phải tệp PDF; hãy kiểm tra tệp")
    pages = read_pdf_pages(path, settings)
    starts: list[int] = []
    offset = 0
    for page in pages:
        starts.append(offset)
        offset += len(page) + 1
    return RawText(path.name, _sha(content), "pdf", "\f".join(pages), tuple(starts))


def decode(name: str, content: bytes) -> str:
    """UTF-8 with or without BOM, UTF-16 with BOM or with the zero bytes of Latin letters.

    Raises:
        UnreadableFile: any other encoding; guessing would put wrong letters into quotes.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif len(content) >= 4 and content[1:200:2].count(0) > len(content[1:200:2]) // 3:
        encoding = "utf-16-le"
    elif len(content) >= 4 and content[0:200:2].count(0) > len(content[0:200:2]) // 3:
        encoding = "utf-16-be"
    else:
        encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{name}: không phải UTF-8 hay UTF-16 (byte {error.start}); "
            "hãy lưu lại tệp với bảng mã UTF-8"
        ) from error
    if "\x00" in text:
        raise UnreadableFile(f"{name}: có byte 0, không phải văn bản; hãy kiểm tra lại tệp")
    if not _reads_as_text(text):
        raise UnreadableFile(f"{name}: tệp nhị phân, không phải văn bản; hãy kiểm tra lại tệp")
    return text


def _reads_as_text(text: str) -> bool:
    """Few control characters and hardly a letter beyond Latin: zeros alone make no UTF-16."""
    controls = len(_CONTROL.findall(text))
    foreign = len(_FOREIGN.findall(text))
    return controls <= 0.01 * len(text) + 5 and foreign <= 0.2 * len(text)


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


READERS: dict[str, Callable[[Path, bytes, Settings], RawText]] = {
    ".txt": _read_text,
    ".md": _read_text,
    ".pdf": _read_pdf,
}
