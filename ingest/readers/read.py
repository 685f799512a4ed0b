"""The door: a file's size and form are looked at, its parser is called, its text is bounded."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import replace
from pathlib import Path

from ingest.readers.child import PageProgress, parse
from ingest.readers.raw import FileText, Form, RawText
from ingest.readers.sniff import ALSO, ENDINGS, NAMES, form_of, is_locked
from ingest.readers.text import decode
from rag.errors import NotAPlan, UnreadableFile
from rag.settings import Settings
from rag.text import printable


def read_raw(path: Path, settings: Settings, progress: PageProgress | None = None) -> RawText:
    """Read a file of a known form.

    Raises:
        UnreadableFile: missing, too large or long, of an unknown form, or not decodable.
        NotAPlan: decoded, but holds no letters.
    """
    name = shown_name(path)
    form = ENDINGS.get(path.suffix.lower())
    if form is None:
        raise UnreadableFile(
            f"{name}: chưa đọc được dạng tệp “{path.suffix or 'không đuôi'}”; "
            f"hãy dùng {', '.join(sorted(ENDINGS))}"
        )
    content = content_of(path, settings)
    sha256 = hashlib.sha256(content).hexdigest()
    found = _form(name, form, content)
    if found in ("txt", "md"):
        raw = _text(name, sha256, found, content)
    else:
        file = parse(found, path, name, settings, progress)
        if found != form:
            note = f"đuôi {path.suffix.lower()} nhưng là tệp {NAMES[found]}"
            file = replace(file, quality=(note, *file.quality))
        raw = _joined(name, sha256, found, file)
    if not any(character.isalpha() for character in raw.text):
        raise NotAPlan(f"{name}: không có chữ nào; hãy kiểm tra lại tệp")
    if len(raw.text) > settings.max_text_chars:
        raise UnreadableFile(
            f"{name}: {len(raw.text):,} ký tự, quá giới hạn {settings.max_text_chars:,}; "
            "hãy tách nhỏ tệp"
        )
    return raw


def shown_name(path: Path) -> str:
    """A file's name as it is shown and kept: one line, no byte that is no letter, no steering."""
    return printable(os.fsencode(path.name).decode("utf-8", "replace"))


def content_of(path: Path, settings: Settings) -> bytes:
    """A file's bytes, its size looked at first.

    Raises:
        UnreadableFile: missing, no plain file (a pipe would never end), or too large.
    """
    name = shown_name(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile(f"{name}: không phải tệp thường; hãy nêu tệp văn bản")
        if status.st_size > settings.max_file_bytes:
            raise UnreadableFile(
                f"{name}: {status.st_size:,} byte, quá giới hạn "
                f"{settings.max_file_bytes:,}; hãy tách nhỏ tệp"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(
            f"{name}: không có tệp hay thư mục này; hãy kiểm tra đường dẫn"
        ) from error
    except OSError as error:
        raise UnreadableFile(
            f"{name}: không mở được ({error.strerror}); hãy kiểm tra tệp"
        ) from error


def _text(name: str, sha256: str, form: Form, content: bytes) -> RawText:
    try:
        text, notes = decode(content)
    except UnreadableFile as error:
        raise UnreadableFile(f"{name}: {error}") from error
    return RawText(name, sha256, form, text, None, notes)


def _form(name: str, promised: Form, content: bytes) -> Form:
    """The form of the bytes: what the ending says, or what Word opens under it all the same.

    Raises:
        UnreadableFile: empty, locked, or of another form, which is never guessed at.
    """
    if not content:
        raise UnreadableFile(f"{name}: tệp rỗng (0 byte); hãy lấy lại tệp")
    if is_locked(content):
        raise UnreadableFile(f"{name}: tệp có mật khẩu; hãy lưu bản không mật khẩu")
    found = form_of(content)
    if promised in ("txt", "md") and (found is None or (promised, found) == ("md", "html")):
        return promised  # a Markdown file may begin with a tag
    if found == promised or (found is not None and found in ALSO.get(promised, ())):
        return found
    known = f" mà là {NAMES[found]}; hãy đổi đuôi tệp" if found else "; hãy kiểm tra tệp"
    raise UnreadableFile(
        f"{name}: đuôi {Path(name).suffix.lower()} nhưng không phải tệp {NAMES[promised]}{known}"
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
