"""The one door to the program Tesseract: a picture in, words with boxes and confidence out."""

from __future__ import annotations

import csv
import functools
import io
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import UnreadableFile

if TYPE_CHECKING:
    from PIL.Image import Image

_LANGUAGE = "vie"
_INSTALL = (
    "hãy cài Tesseract có tiếng Việt (Debian, Ubuntu: apt install tesseract-ocr "
    "tesseract-ocr-vie; Windows: bộ cài Tesseract, chọn Vietnamese)"
)
_WINDOWS = Path(r"C:\Program Files\Tesseract-OCR\tesseract.exe")
"""Where its installer puts it, without putting it on the path."""
_WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word: its box in the picture's pixels, and Tesseract's confidence (0-100).

    ``block``, ``paragraph`` and ``line`` are Tesseract's own counts within the page.
    """

    text: str
    confidence: float
    left: int
    top: int
    right: int
    bottom: int
    block: int
    paragraph: int
    line: int

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom."""
        return self.left, self.top, self.right, self.bottom


@functools.cache
def program() -> tuple[str, str]:
    """Tesseract's path and version.

    Raises:
        UnreadableFile: it is not installed, or knows no Vietnamese.
    """
    path = shutil.which("tesseract") or (str(_WINDOWS) if _WINDOWS.is_file() else None)
    if path is None:
        raise UnreadableFile(f"bản quét, máy chưa có Tesseract để nhận dạng; {_INSTALL}")
    try:
        listed = _run([path, "--list-langs"], b"", 60).decode("utf-8", "replace")
        version = _run([path, "--version"], b"", 60).decode("utf-8", "replace")
    except (OSError, subprocess.SubprocessError) as error:
        raise UnreadableFile(f"bản quét, Tesseract không chạy được; {_INSTALL}") from error
    if _LANGUAGE not in listed.split():
        raise UnreadableFile(f"bản quét, Tesseract chưa có tiếng Việt (vie); {_INSTALL}")
    number = re.search(r"tesseract\s+v?([\d.]+\d)", version)
    return path, number.group(1) if number else "?"


def words_of(image: Image, mode: int, dpi: int, seconds: int) -> tuple[Word, ...]:
    """The words of a picture in Tesseract's order; ``mode`` is its page segmentation mode.

    Raises:
        UnreadableFile: it ran out of time or memory.
    """
    path, _ = program()
    picture = io.BytesIO()
    image.save(picture, "PPM")
    command = [path, "stdin", "stdout", "-l", _LANGUAGE, "--oem", "1", "--psm", str(mode),
               "--dpi", str(dpi), "tsv"]  # fmt: skip
    try:
        output = _run(command, picture.getvalue(), seconds)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(f"nhận dạng quá {seconds} giây") from error
    except (OSError, subprocess.SubprocessError) as error:
        raise UnreadableFile("Tesseract dừng giữa chừng") from error
    rows = csv.DictReader(
        io.StringIO(output.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return tuple(
        _word(row) for row in rows if row["level"] == _WORD_LEVEL and (row["text"] or "").strip()
    )


def _word(row: dict[str, str]) -> Word:
    left, top = int(row["left"]), int(row["top"])
    return Word(
        row["text"].strip(),
        float(row["conf"]),
        left,
        top,
        left + int(row["width"]),
        top + int(row["height"]),
        int(row["block_num"]),
        int(row["par_num"]),
        int(row["line_num"]),
    )


def _run(command: list[str], given: bytes, seconds: int) -> bytes:
    """One process a core is started beside us: each is held to one thread."""
    ended = subprocess.run(  # noqa: S603 - a program of a fixed name, its arguments are our own
        command,
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        timeout=seconds,
        check=True,
    )
    return ended.stdout
