"""What was recognised of a page's picture, kept beside the index: the same picture is read once.

    index/recognised/3f…e1.json     named by the picture and by what recognised it

Written under another name and then renamed, so that no half file is ever read.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path

from ingest.readers.tesseract import Word
from rag.stores.codec import decode, encode

FOLDER = "recognised"


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
        return decode(Recognised, (index / FOLDER / f"{key}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError):
        return None


def keep(index: Path, key: str, found: Recognised) -> None:
    """Remember a page; a full disk only costs the next reading its time."""
    folder = index / FOLDER
    fresh = folder / f"{key}.{secrets.token_hex(3)}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh.write_text(encode(found), encoding="utf-8")
        fresh.replace(folder / f"{key}.json")
    except OSError:
        fresh.unlink(missing_ok=True)
