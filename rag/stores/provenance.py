"""What the facts of an index were read with: a change of it makes them stale."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

_READERS = (
    "references", "lexicon", "text", "table",
    *(f"names/{name}" for name in ("agencies", "shapes", "phrases", "gazetteer")),
)  # fmt: skip
_DATA = (
    "columns.toml", "agencies.toml", "places.tsv",
    "formulas.txt", "legacy_fonts.toml", "syllables.txt", "web_pages.toml",
)  # fmt: skip
_ROOT = Path(__file__).resolve().parents[2]


@functools.cache
def pipeline_version() -> str:
    """A hash of the code and data that turn a file into facts: any change re-reads all files."""
    return _version(
        # the training makes the embedding, and reads no plan
        *(f for f in sorted((_ROOT / "ingest").rglob("*.py")) if f.parent.name != "training"),
        *(_ROOT / "rag" / f"{name}.py" for name in _READERS),
        *(_ROOT / "rag" / "schema" / f"{name}.py" for name in ("documents", "facts")),
        *(_ROOT / "prompts" / name for name in _DATA),
    )


@functools.cache
def counting_version() -> str:
    """A hash of the code that counts words: what it counted in, another version cannot take out."""
    return _version(_ROOT / "rag" / "text.py", _ROOT / "rag" / "stores" / "archive.py")


def _version(*sources: Path) -> str:
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.name.encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
