"""Whether a quote stands in a corpus file; shares no code with what reads the corpus.

The file is decoded, brought to NFC and freed of the residue listed in ``RESIDUE``; notes that
stand at a page's foot are set apart, so that a sentence they cut reads on. Nothing else is
repaired: a quote that needs more than that is not verbatim.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

RESIDUE = re.compile(
    r"""
      \[bookmark:[^\]]*\]      # [bookmark: _GoBack]1. Mục tiêu chung
    | <sup>\s*\w+\s*</sup>     # (hoàn thành trong tháng 3 năm 2021)<sup>1</sup>
    | -{3,}                    # -------
    | [*#|\\]                  # **KẾ HOẠCH**, ### 3., table bars, \* Đơn vị thực hiện
    """,
    re.VERBOSE,
)
# 1. Phát thanh;<br>2. Báo in: a new line inside a table's cell
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# <sup>3</sup> Chủ trì thực hiện nội dung tại các mục 2.1; 2.2 và 2.3;
FOOT_NOTE = re.compile(r"^\s*<sup>\s*(\w+)\s*</sup>")


@dataclass(frozen=True, slots=True)
class RawText:
    """One file's words: its body in one line, and each page-foot note in one."""

    body: str
    notes: tuple[str, ...]


def decode(content: bytes) -> str:
    """Text of a UTF-16 file with BOM or a UTF-8 one with or without."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    return content.decode("utf-8-sig")


def squeeze(text: str) -> str:
    """NFC, residue gone, every run of white space one space."""
    words = RESIDUE.sub("", BREAK.sub(" ", unicodedata.normalize("NFC", text)))
    return " ".join(words.split())


def read_raw(text: str) -> RawText:
    """Set the page-foot notes apart, each with its label; a paragraph ends at an empty line."""
    paragraphs = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
    notes = [part for part in paragraphs if FOOT_NOTE.match(part)]
    body = [part for part in paragraphs if not FOOT_NOTE.match(part)]
    return RawText(
        squeeze("\n".join(body)), tuple(squeeze(FOOT_NOTE.sub(r"\1 ", note)) for note in notes)
    )


def read_corpus(folder: Path) -> dict[str, RawText]:
    """Every .txt and .md of the folder, by file name."""
    files = sorted(file for file in folder.iterdir() if file.suffix in {".txt", ".md"})
    return {file.name: read_raw(decode(file.read_bytes())) for file in files}


def is_verbatim(quote: str, raw: RawText) -> bool:
    """Whether the quote's words stand in the body or within one note, in order and case."""
    words = squeeze(quote)
    return bool(words) and (words in raw.body or any(words in note for note in raw.notes))
