"""The index folder: generations, the pointer to the one that serves, and the writer's lock.

    index/
      lock                     held by the one writer
      reading/                 what parsers write while they read; nothing outlives its file
      current                  the name of the generation that serves
      g-000004-1f3a9c/         catalog.sqlite, words/, chroma/; never changed once it serves
        files/5b…e0.pdf        the PDFs as they came, to draw their pages; linked, not copied
      recognised/3f…e1.json.gz what was recognised of a page's picture; outlives a rebuild

A writer works on a copy and replaces ``current`` last, since chromadb cannot be written in place:
it saves its HNSW files one after another without a rename, and six of ten kills during such a
save left a collection that no longer opens (chromadb 1.5.9). A reader that opens the folder
during a save would meet the same torn files.

The generation before is deleted at the swap, so that nothing of a removed plan stays on disk. A
reader at work in it keeps the files that it has open; it fails on those that it has not, and opens
the new generation. (Windows deletes no open file: such a one goes when the next writer starts.)
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import IndexBusy, IndexMissing

POINTER = "current"
LOCK = "lock"
PREFIX = "g-"
GONE = "old-"
CATALOG = "catalog.sqlite"
WORDS = "words"
CHROMA = "chroma"
FILES = "files"
RECOGNISED = "recognised"
READING = "reading"


def current(index: Path) -> Path:
    """The generation that serves.

    Raises:
        IndexMissing: Nothing was published at this folder yet.
    """
    try:
        name = (index / POINTER).read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise missing(index) from error
    return index / name


def missing(index: Path) -> IndexMissing:
    """The error for a folder without a usable index."""
    return IndexMissing(f"Chưa có chỉ mục ở {index}: hãy chạy `hoi ingest`.")


def acquire(index: Path) -> FileLock:
    """The writer's lock; the system lets go of it when its process dies.

    Raises:
        IndexBusy: Another writer holds it.
    """
    index.mkdir(parents=True, exist_ok=True)
    lock = FileLock(index / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise IndexBusy(
            f"Chỉ mục ở {index} đang được một tiến trình khác ghi: hãy đợi xong rồi chạy lại."
        ) from error
    return lock


def begin(index: Path, version: int, source: Path | None) -> Path:
    """A new generation folder with the catalog and the originals of ``source``, or empty.

    The name is never used twice: chromadb keeps a client per path for the life of a process.
    """
    folder = index / f"{PREFIX}{version:06d}-{secrets.token_hex(3)}"
    folder.mkdir()
    if source is not None:
        shutil.copy2(source / CATALOG, folder)
        if (source / FILES).is_dir():
            shutil.copytree(source / FILES, folder / FILES, copy_function=_link)
    return folder


def _link(source: str, target: str) -> None:
    """Originals are never written to: one file may stand in two generations."""
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without links
        shutil.copy2(source, target)


def original(folder: Path, sha256: str) -> Path:
    """Where a generation keeps the PDF of these bytes, if it does."""
    return folder / FILES / f"{sha256}.pdf"


def forget_pictures(index: Path, used: frozenset[str]) -> None:
    """Drop what was recognised of pages that no plan has any more."""
    for file in sorted((index / RECOGNISED).glob("*")):
        if file.name.partition(".")[0] not in used:
            file.unlink(missing_ok=True)


def publish(index: Path, folder: Path) -> None:
    """Let ``folder`` serve; readers see the old name or the new one, nothing between."""
    fresh = index / f"{POINTER}.new"
    with fresh.open("w", encoding="ascii") as stream:
        stream.write(folder.name)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(index / POINTER)


def sweep(index: Path) -> None:
    """Remove all but the generation that serves: the last one, and what killed writers left.

    For the writer alone, when it starts and once it has published. Renamed first, so that a reader
    meets a generation whole or not at all.
    """
    try:
        kept = current(index)
    except IndexMissing:
        kept = None
    for folder in sorted(index.glob(f"{PREFIX}*")):
        if folder != kept:
            with suppress(OSError):  # Windows: a reader has it open
                folder.rename(index / f"{GONE}{folder.name}")
    for folder in (index / READING, *index.glob(f"{PREFIX}*"), *index.glob(f"{GONE}*")):
        if folder != kept:
            shutil.rmtree(folder, ignore_errors=True)
