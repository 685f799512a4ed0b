"""What the facts of an index were read with: a change of it makes them stale."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

_READERS = ("references", "lexicon", "agencies", "shapes", "phrases", "gazetteer", "text", "table")
_DATA = (
    "columns.toml", "agencies.toml", "places.tsv",
    "formulas.txt", "legacy_fonts.toml", "syllables.txt", "web_pages.toml",
)  # fmt: skip


@functools.cache
def pipeline_version() -> str:
    """A hash of the code and data that turn a file into facts: any change re-reads all files."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parents[2]
    sources = [
        *sorted((root / "ingest").rglob("*.py")),
        *(root / "rag" / f"{name}.py" for name in _READERS),
        *(root / "rag" / "schema" / f"{name}.py" for name in ("documents", "facts")),
        *(root / "prompts" / name for name in _DATA),
    ]
    for source in sources:
        if source.parent.name == "training":
            continue  # it makes the embedding, and reads no plan
        digest.update(source.name.encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
