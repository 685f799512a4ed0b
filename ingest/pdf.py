"""The one door to pypdf: the text layer of a PDF, page by page, read in a child process.

pypdf has had loops and memory faults on crafted files (29 advisories in 2025-26), so a file is
never parsed in the process that serves: the child has its own limits and may die alone.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from rag.errors import UnreadableFile
from rag.settings import Settings

_MEMORY_BYTES = 2_000_000_000
_MIN_LETTERS_PER_PAGE = 20
_MIN_VIETNAMESE_SHARE = 0.6

_SYLLABLE = re.compile(
    r"(?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
    r"[aăâeêioôơuưyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]{1,3}"
    r"(?:ch|ng|nh|[cmnpt])?"
)
"""A Vietnamese syllable by its shape: onset, one to three vowels, coda."""


def read_pdf_pages(path: Path, settings: Settings) -> tuple[str, ...]:
    """The text of each page.

    Raises:
        UnreadableFile: encrypted, broken, too long, out of time or memory, no text layer, or a
            layer whose words are not Vietnamese (wrong glyphs, missing marks).
    """
    command = [sys.executable, "-m", "ingest.pdf", str(path.resolve()), str(settings.max_pages)]
    try:
        child = subprocess.run(  # noqa: S603 - our own module, the path is one argument
            command,
            capture_output=True,
            timeout=settings.max_seconds_per_file,
            cwd=Path(__file__).resolve().parent.parent,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(
            f"{path.name}: đọc quá {settings.max_seconds_per_file} giây; hãy tách nhỏ tệp"
        ) from error
    try:
        reply = json.loads(child.stdout.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UnreadableFile(
            f"{path.name}: trình đọc PDF dừng giữa chừng (mã {child.returncode}); "
            "tệp có thể hỏng hoặc quá lớn"
        ) from error
    if "problem" in reply:
        raise UnreadableFile(f"{path.name}: {reply['problem']}")
    pages = tuple(str(page) for page in reply["pages"])
    _check_layer(path.name, pages)
    return pages


def _check_layer(name: str, pages: tuple[str, ...]) -> None:
    """Refuse a layer that cannot be quoted: none at all, or words that are not Vietnamese."""
    if not pages:
        raise UnreadableFile(f"{name}: tệp PDF không có trang nào; hãy kiểm tra tệp")
    text = "\n".join(pages)
    letters = sum(character.isalpha() for character in text)
    if letters < _MIN_LETTERS_PER_PAGE * len(pages):
        raise UnreadableFile(f"{name}: không có lớp chữ (bản quét); cần nhận dạng chữ trước")
    share = vietnamese_share(text)
    if share < _MIN_VIETNAMESE_SHARE:
        raise UnreadableFile(
            f"{name}: lớp chữ hỏng, chỉ {share:.0%} âm tiết là tiếng Việt có dấu; "
            "cần bản có lớp chữ tốt"
        )


def vietnamese_share(text: str) -> float:
    """Share of words that are well-formed Vietnamese syllables, 0 where hardly any has a mark."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if not words:
        return 0.0
    well_formed = sum(_SYLLABLE.fullmatch(word) is not None for word in words)
    marked = sum(not word.isascii() for word in words)
    return well_formed / len(words) if marked > 0.2 * len(words) else 0.0


def _child(path: str, max_pages: int) -> dict[str, object]:
    """Runs in the child: limits on itself first, then pypdf."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    except (ImportError, ValueError, OSError):
        pass  # Windows has no rlimits; the parent's time limit still holds
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"problem": "tệp PDF có mật khẩu; hãy lưu bản không mật khẩu"}
        count = len(reader.pages)
        if count > max_pages:
            return {"problem": f"{count:,} trang, quá giới hạn {max_pages:,}; hãy tách nhỏ tệp"}
        return {"pages": [page.extract_text() for page in reader.pages]}
    except PyPdfError as error:
        return {"problem": f"tệp PDF hỏng ({type(error).__name__}); hãy lưu lại tệp"}
    except MemoryError:
        return {"problem": "tệp PDF cần quá nhiều bộ nhớ; hãy tách nhỏ tệp"}
    except Exception as error:  # noqa: BLE001 - a crafted file may raise anything in pypdf
        return {"problem": f"tệp PDF hỏng ({type(error).__name__}); hãy lưu lại tệp"}


if __name__ == "__main__":
    sys.stdout.buffer.write(
        json.dumps(_child(sys.argv[1], int(sys.argv[2])), ensure_ascii=True).encode("ascii")
    )
