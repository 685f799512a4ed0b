"""What was recognised of a page's picture, kept beside the index: the same picture is read once.

    index/recognised/3f…e1.json.gz     named by the picture and by what recognised it

Written under another name and then renamed, so that no half file is ever read. A commit of the
index drops what no plan of it has, so a file that failed or a reading that was broken off leaves
nothing behind once the next one is done.
"""

from __future__ import annotations

import gzip
import hashlib
import secrets
import zlib
from dataclasses import dataclass
from pathlib import Path

from ingest.readers.tesseract import Word
from rag.stores.codec import decode, encode
from rag.stores.generations import RECOGNISED

_ENDING = ".json.gz"
_MOST_PAGES = 20_000
"""Kept at once (some 200 MB); further pages are recognised whenever they are asked for."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page's words, on its picture turned by ``quarters`` (90°), then back by ``angle``."""

    quarters: int
    angle: float
    words: tuple[Word, ...]


def key_of(pixels: bytes, size: tuple[int, int], version: str) -> str:
    """The name of a page's entry."""
    return hashlib.sha256(b"%d %d %s " % (*size, version.encode()) + pixels).hexdigest()


def kept(index: Path, key: str) -> Recognised | None:
    """What was recognised before; None where nothing was, or it cannot be read."""
    try:
        packed = (index / RECOGNISED / f"{key}{_ENDING}").read_bytes()
        return decode(Recognised, gzip.decompress(packed).decode("utf-8"))
    except (OSError, EOFError, ValueError, TypeError, zlib.error):
        return None


def keep(index: Path, key: str, found: Recognised) -> None:
    """Remember a page; a full disk only costs the next reading its time."""
    folder = index / RECOGNISED
    fresh = folder / f"{key}.{secrets.token_hex(3)}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if sum(1 for _ in folder.iterdir()) >= _MOST_PAGES:
            return
        fresh.write_bytes(gzip.compress(encode(found).encode("utf-8"), mtime=0))
        fresh.replace(folder / f"{key}{_ENDING}")
    except OSError:
        fresh.unlink(missing_ok=True)
