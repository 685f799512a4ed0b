"""Text files: UTF-8 or UTF-16; TCVN3, VNI and windows-1258 where their words leave no doubt."""

from __future__ import annotations

import codecs
import re

from ingest.readers.legacy import from_old_letters
from ingest.readers.syllables import judge
from rag.errors import UnreadableFile
from rag.text import nfc

_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_FOREIGN = re.compile("[\u0370-\u1dff\u2e80-\ud7ff]")
"""Letters of other scripts; Vietnamese needs none (U+1E00-1EFF is Latin)."""


def decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and notes on how it was come by.

    UTF-8 with or without BOM, UTF-16 with BOM or with the zero bytes of Latin letters; letters of
    TCVN3 or VNI fonts, saved as bytes or as Unicode, are converted.

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
    notes: tuple[str, ...] = ()
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        guessed = _vietnamese_code_page(content)
        if guessed is None:
            raise UnreadableFile(
                f"không phải UTF-8 hay UTF-16 (byte {error.start}); "
                "hãy lưu lại tệp với bảng mã UTF-8"
            ) from error
        text, notes = guessed
    if "\x00" in text:
        raise UnreadableFile("có byte 0, không phải văn bản; hãy kiểm tra lại tệp")
    if not _reads_as_text(text):
        raise UnreadableFile("tệp nhị phân, không phải văn bản; hãy kiểm tra lại tệp")
    return (text, notes) if notes else from_old_letters(text)


def _vietnamese_code_page(content: bytes) -> tuple[str, tuple[str, ...]] | None:
    """Bytes of windows-1258, or of TCVN3 or VNI fonts, where nearly all words are syllables."""
    try:
        text, notes = from_old_letters(content.decode("cp1252"))
    except UnicodeDecodeError:
        return None
    if notes:
        return text, notes
    try:
        text = nfc(content.decode("cp1258"))
    except UnicodeDecodeError:
        return None
    sure = judge(text).rightly_decoded
    return (text, ("đã chuyển từ bảng mã windows-1258 sang Unicode",)) if sure else None


def _reads_as_text(text: str) -> bool:
    """Few control characters and hardly a letter beyond Latin: zeros alone make no UTF-16."""
    controls = len(_CONTROL.findall(text))
    foreign = len(_FOREIGN.findall(text))
    return controls <= 0.01 * len(text) + 5 and foreign <= 0.2 * len(text)
