"""The index folder: volumes, the generations that name them, the pointer and the writer's lock.

    index/
      lock                     held by the one writer
      id                       what this index and its copies are called on a server of Chroma
      reading/                 what parsers write while they read; nothing outlives its file
      current                  the name of the generation that serves
      g-000004-1f3a9c/         one state of the archive; never changed once it serves
        manifest.json          its version, its model and the names of its volumes
        archive.sqlite         what is known over the whole archive: counts of words, twins
        words/                 the words of all volumes as one tantivy index: linked, not copied
      volumes/
        v-000002-5b07e1/       some plans; never changed once a generation that serves names it
          catalog.sqlite, words/, chroma/
          files/5b…e0.pdf      the PDFs as they came, to draw their pages
      recognised/3f…e1.json.gz what was recognised of a page's picture; outlives a rebuild

A writer makes new volumes in place of those that it changes and replaces ``current`` last, since
chromadb cannot be written in place: it saves its HNSW files one after another without a rename, and
six of ten kills during such a save left a collection that no longer opens (chromadb 1.5.9). A
reader that opens the folder during a save would meet the same torn files.

What the new generation does not name is deleted at the swap, so that nothing of a removed plan
stays on disk. A reader at work keeps the files that it has open; it fails on those that it has not,
and opens the new generation. (Windows deletes no open file: such a one goes when the next writer
starts.)
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import IndexBusy, IndexMissing, IndexStale
from rag.stores.codec import decode, encode

POINTER = "current"
LOCK = "lock"
ID = "id"
PREFIX = "g-"
GONE = "old-"
VOLUMES = "volumes"
VOLUME = "v-"
MANIFEST = "manifest.json"
ARCHIVE = "archive.sqlite"
CATALOG = "catalog.sqlite"
WORDS = "words"
CHROMA = "chroma"
FILES = "files"
RECOGNISED = "recognised"
READING = "reading"
LAYOUT = 2
"""Of this folder; 1 kept the whole archive in every generation."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of; ``model`` is None before the first plan."""

    layout: int
    version: int
    model: tuple[str, int] | None
    volumes: tuple[str, ...]

    @property
    def next_version(self) -> int:
        """Versions count commits from 1."""
        return self.version + 1


NOTHING = Manifest(LAYOUT, 0, None, ())
"""Before the first commit."""


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


def manifest(folder: Path) -> Manifest:
    """What a generation names.

    Raises:
        FileNotFoundError: The generation is gone.
        IndexStale: It was written by a version of the program that laid the folder out otherwise.
    """
    try:
        found = decode(Manifest, (folder / MANIFEST).read_text(encoding="ascii"))
    except FileNotFoundError as error:
        if (folder / CATALOG).is_file():
            raise _other_layout(folder.parent) from error
        raise
    except (TypeError, ValueError) as error:
        raise _other_layout(folder.parent) from error
    if found.layout != LAYOUT:
        raise _other_layout(folder.parent)
    return found


def _other_layout(index: Path) -> IndexStale:
    return IndexStale(
        f"Chỉ mục ở {index} do bản khác của chương trình lập: hãy chạy `hoi ingest --rebuild`, "
        "thêm tên các tệp nằm ngoài corpus/."
    )


def served(index: Path) -> tuple[Path, Manifest] | None:
    """The generation that serves, for the writer; None before the first.

    Raises:
        IndexStale: As ``manifest``.
    """
    try:
        folder = current(index)
    except IndexMissing:
        return None
    return folder, manifest(folder)


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


def identity(index: Path) -> str:
    """Sixteen letters that an index keeps wherever it is copied to; made when first asked for."""
    kept = index / ID
    if not kept.is_file():
        kept.write_text(secrets.token_hex(8), encoding="ascii")
    return kept.read_text(encoding="ascii")


def begin(index: Path, version: int) -> Path:
    """An empty folder for a new generation."""
    return _fresh(index, PREFIX, version)


def begin_volume(index: Path, version: int) -> Path:
    """An empty folder for a new volume."""
    (index / VOLUMES).mkdir(exist_ok=True)
    return _fresh(index / VOLUMES, VOLUME, version)


def _fresh(parent: Path, prefix: str, version: int) -> Path:
    """The name is never used twice: chromadb keeps a client per path for the life of a process."""
    folder = parent / f"{prefix}{version:06d}-{secrets.token_hex(3)}"
    folder.mkdir()
    return folder


def volume(index: Path, name: str) -> Path:
    """Where a volume lies."""
    return index / VOLUMES / name


def link_tree(source: Path, target: Path) -> None:
    """A folder of files that nobody writes to any more, in a second place."""
    if source.is_dir():
        shutil.copytree(source, target, copy_function=link)


def link(source: str | Path, target: str | Path) -> None:
    """One file in two places; its second copy where the file system has no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def original(volume: Path, sha256: str) -> Path:
    """Where a volume keeps the PDF of these bytes, if it does."""
    return volume / FILES / f"{sha256}.pdf"


def forget_pictures(index: Path, used: frozenset[str]) -> None:
    """Drop what was recognised of pages that no plan has any more."""
    for file in sorted((index / RECOGNISED).glob("*")):
        if file.name.partition(".")[0] not in used:
            file.unlink(missing_ok=True)


def publish(index: Path, folder: Path, found: Manifest) -> None:
    """Let ``folder`` serve; readers see the old name or the new one, nothing between."""
    (folder / MANIFEST).write_text(encode(found), encoding="ascii")
    fresh = index / f"{POINTER}.new"
    with fresh.open("w", encoding="ascii") as stream:
        stream.write(folder.name)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(index / POINTER)


def sweep(index: Path) -> None:
    """Remove all but what serves: the last generation, and what killed writers left.

    For the writer alone, when it starts and once it has published. Renamed first, so that a reader
    meets a generation or a volume whole or not at all.
    """
    kept = _kept(index)
    _sweep(index, PREFIX, kept)
    _sweep(index / VOLUMES, VOLUME, kept)
    shutil.rmtree(index / READING, ignore_errors=True)


def _kept(index: Path) -> frozenset[Path]:
    try:
        folder = current(index)
    except IndexMissing:
        return frozenset()
    with suppress(IndexStale, FileNotFoundError):
        names = manifest(folder).volumes
        return frozenset({folder, *(volume(index, name) for name in names)})
    return frozenset({folder})


def _sweep(parent: Path, prefix: str, kept: Iterable[Path]) -> None:
    for folder in sorted(parent.glob(f"{prefix}*")):
        if folder not in kept:
            with suppress(OSError):  # Windows: a reader has it open
                folder.rename(parent / f"{GONE}{folder.name}")
    for folder in (*parent.glob(f"{prefix}*"), *parent.glob(f"{GONE}*")):
        if folder not in kept:
            shutil.rmtree(folder, ignore_errors=True)
