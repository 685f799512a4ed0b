"""The door: a file's size and form are looked at, its parser is called, its text is bounded."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from ingest.readers.child import PageProgress, parse
from ingest.readers.raw import FileText, Form, RawText
from ingest.readers.sniff import ENDINGS, NAMES, form_of
from ingest.readers.text import decode
from rag.errors import NotAPlan, UnreadableFile
from rag.settings import Settings


def read_raw(path: Path, settings: Settings, progress: PageProgress | None = None) -> RawText:
    """Read a file of a known form.

    Raises:
        UnreadableFile: missing, too large or long, of an unknown form, or not decodable.
        NotAPlan: decoded, but holds no letters.
    """
    form = ENDINGS.get(path.suffix.lower())
    if form is None:
        raise UnreadableFile(
            f"{path.name}: chưa đọc được dạng tệp “{path.suffix or 'không đuôi'}”; "
            f"hãy dùng {', '.join(sorted(ENDINGS))}"
        )
    content = content_of(path, settings)
    sha256 = hashlib.sha256(content).hexdigest()
    if form in ("txt", "md"):
        raw = RawText(path.name, sha256, form, decode(path.name, content), None)
    else:
        _check_form(path, form, content)
        raw = _joined(path.name, sha256, form, parse(form, path, settings, progress))
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


def _check_form(path: Path, promised: Form, content: bytes) -> None:
    """A file whose bytes are not what its ending says is refused, never guessed at."""
    if not content:
        raise UnreadableFile(f"{path.name}: tệp rỗng (0 byte); hãy lấy lại tệp")
    found = form_of(content)
    if found == promised:
        return
    known = f" mà là {NAMES[found]}; hãy đổi đuôi tệp" if found else "; hãy kiểm tra tệp"
    raise UnreadableFile(
        f"{path.name}: đuôi {path.suffix.lower()} nhưng không phải tệp {NAMES[promised]}{known}"
    )


def _joined(name: str, sha256: str, form: Form, file: FileText) -> RawText:
    """The pages one behind the other, a form feed between two."""
    starts: list[int] = []
    offset = 0
    for page in file.pages:
        starts.append(offset)
        offset += len(page.text) + 1
    text = "\f".join(page.text for page in file.pages)
    quality = (*file.quality, *(note for page in file.pages for note in page.quality))
    if not file.paged:
        return RawText(name, sha256, form, text, None, quality)
    readings = tuple(page.reading for page in file.pages)
    letterhead = file.letterhead or next((one.letterhead for one in file.pages[:1]), None)
    return RawText(name, sha256, form, text, tuple(starts), quality, readings, letterhead)
