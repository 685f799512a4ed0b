"""catalog.sqlite: plans, their text, sections, passages and facts; what is not here does not exist.

Read without chromadb or tantivy, so that listing plans and answering from facts stay quick.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from rag.schema import (
    Assignment,
    Deadline,
    Document,
    Fact,
    HeaderField,
    PageReading,
    Passage,
    Plan,
    Section,
    Statement,
    Target,
)
from rag.stores.codec import decode, encode

FactKind = Literal[
    "assignment", "target", "deadline", "header", "basis", "funding", "allotment", "event", "note"
]

_CLASSES: dict[str, type[Fact]] = {
    "assignment": Assignment,
    "target": Target,
    "deadline": Deadline,
    "header": HeaderField,
    "basis": Statement,
    "funding": Statement,
    "allotment": Statement,
    "event": Statement,
    "note": Statement,
}

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE plans (
    plan_id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, pipeline TEXT NOT NULL,
    payload TEXT NOT NULL, text TEXT NOT NULL, pages TEXT, quality TEXT NOT NULL
);
CREATE TABLE sections (
    plan_id TEXT NOT NULL, n INTEGER NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (plan_id, n)
);
CREATE TABLE passages (
    plan_id TEXT NOT NULL, n INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, payload TEXT NOT NULL,
    PRIMARY KEY (plan_id, n)
);
CREATE TABLE facts (
    plan_id TEXT NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
    PRIMARY KEY (plan_id, n)
);
"""
# not in the catalogs of earlier versions
_READINGS = "CREATE TABLE IF NOT EXISTS readings (plan_id TEXT PRIMARY KEY, payload TEXT NOT NULL)"
_TWINS = "CREATE TABLE IF NOT EXISTS twins (sha256 TEXT PRIMARY KEY, plan_id TEXT NOT NULL)"
_REMOVE = (
    "DELETE FROM twins WHERE plan_id = ?",
    "DELETE FROM readings WHERE plan_id = ?",
    "DELETE FROM plans WHERE plan_id = ?",
    "DELETE FROM sections WHERE plan_id = ?",
    "DELETE FROM passages WHERE plan_id = ?",
    "DELETE FROM facts WHERE plan_id = ?",
)


def fact_kind(fact: Fact) -> str:
    """The kind a fact is stored and asked for under."""
    if isinstance(fact, Statement):
        return fact.kind
    return next(kind for kind, cls in _CLASSES.items() if isinstance(fact, cls))


class Catalog:
    """One catalog file, read-only or in the one transaction that its writer will commit."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        """Open the file; with ``write`` create it where needed and begin the transaction.

        Raises:
            sqlite3.Error: The file is missing or is no catalog.
        """
        # A served generation never changes, so its readers need no lock and no journal.
        query = "mode=rwc" if write else "mode=ro&immutable=1"
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{query}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        if write:
            self._connection.execute("BEGIN IMMEDIATE")
            if not self._connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                # Not executescript: that would end the transaction.
                for table in _TABLES.split(";"):
                    self._connection.execute(table)
            self._connection.execute(_READINGS)
            self._connection.execute(_TWINS)
        self._meta: dict[str, str] = dict(self._connection.execute("SELECT key, value FROM meta"))

    # ---- reading

    @property
    def version(self) -> int:
        """Counts commits from 1; 0 before the first."""
        return int(self._meta.get("version", "0"))

    @property
    def model(self) -> tuple[str, int] | None:
        """Id and dimension of the embedding the vectors came from; None before the first plan."""
        if "model_id" not in self._meta:
            return None
        return self._meta["model_id"], int(self._meta["dimension"])

    def plans(self) -> tuple[Plan, ...]:
        """All plans, ordered by id."""
        rows = self._connection.execute("SELECT payload FROM plans ORDER BY plan_id")
        return tuple(decode(Plan, payload) for (payload,) in rows)

    def sha256(self, plan_id: str) -> str | None:
        """The hash of the plan's file; None for an unknown plan."""
        query = "SELECT sha256 FROM plans WHERE plan_id = ?"
        row = self._connection.execute(query, (plan_id,)).fetchone()
        return None if row is None else str(row[0])

    def read_with(self, sha256: str) -> frozenset[str]:
        """The pipeline versions with which a file of these bytes was read."""
        rows = self._connection.execute("SELECT pipeline FROM plans WHERE sha256 = ?", (sha256,))
        return frozenset(pipeline for (pipeline,) in rows)

    def read_otherwise(self, pipeline: str) -> tuple[str, ...]:
        """Ids of the plans read with another pipeline version."""
        rows = self._connection.execute(
            "SELECT plan_id FROM plans WHERE pipeline != ? ORDER BY plan_id", (pipeline,)
        )
        return tuple(plan_id for (plan_id,) in rows)

    def text(self, plan_id: str) -> str:
        """The plan's clean text; KeyError for an unknown plan, as below."""
        return self._one("SELECT text FROM plans WHERE plan_id = ?", plan_id) or ""

    def pages(self, plan_id: str) -> tuple[int, ...] | None:
        """Clean offset of each page's start."""
        value = self._one("SELECT pages FROM plans WHERE plan_id = ?", plan_id)
        return None if value is None else decode(tuple[int, ...], value)

    def quality(self, plan_id: str) -> tuple[str, ...]:
        """What the reader of the file noted about it."""
        value = self._one("SELECT quality FROM plans WHERE plan_id = ?", plan_id)
        return decode(tuple[str, ...], value or "[]")

    def readings(self, plan_id: str) -> tuple[PageReading, ...]:
        """How each page was read; () where that is not known."""
        self._one("SELECT plan_id FROM plans WHERE plan_id = ?", plan_id)
        return dict(self._all_readings()).get(plan_id, ())

    def pictures(self) -> frozenset[str]:
        """The names of all pictures that were recognised."""
        return frozenset(
            one.picture for _, found in self._all_readings() for one in found if one.picture
        )

    def _all_readings(self) -> Iterator[tuple[str, tuple[PageReading, ...]]]:
        if self._has("readings"):
            rows = self._connection.execute("SELECT plan_id, payload FROM readings")
            for plan_id, payload in rows.fetchall():
                yield plan_id, decode(tuple[PageReading, ...], payload)

    def twins(self) -> dict[str, str]:
        """Hashes of files that say the same as a plan, with that plan's id."""
        query = "SELECT sha256, plan_id FROM twins"
        return dict(self._connection.execute(query)) if self._has("twins") else {}

    def _has(self, table: str) -> bool:
        query = "SELECT 1 FROM sqlite_master WHERE name = ?"
        return self._connection.execute(query, (table,)).fetchone() is not None

    def _one(self, query: str, plan_id: str) -> str | None:
        row: tuple[str | None] | None = self._connection.execute(query, (plan_id,)).fetchone()
        if row is None:
            raise KeyError(plan_id)
        return row[0]

    def sections(self, plan_id: str) -> tuple[Section, ...]:
        """The outline in the order it was put."""
        rows = self._connection.execute(
            "SELECT payload FROM sections WHERE plan_id = ? ORDER BY n", (plan_id,)
        )
        return tuple(decode(Section, payload) for (payload,) in rows)

    def passages(self, plan_id: str) -> tuple[Passage, ...]:
        """The passages in the order they were put."""
        rows = self._connection.execute(
            "SELECT payload FROM passages WHERE plan_id = ? ORDER BY n", (plan_id,)
        )
        return tuple(decode(Passage, payload) for (payload,) in rows)

    def passage(self, passage_id: str) -> Passage | None:
        """One passage by id; None where no plan has it."""
        row = self._connection.execute(
            "SELECT payload FROM passages WHERE id = ?", (passage_id,)
        ).fetchone()
        return None if row is None else decode(Passage, row[0])

    def passage_ids(self) -> tuple[str, ...]:
        """The ids of all passages, sorted."""
        return tuple(
            found for (found,) in self._connection.execute("SELECT id FROM passages ORDER BY id")
        )

    def passage_counts(self) -> dict[str, int]:
        """Number of passages of each plan that has any, by id."""
        return dict(
            self._connection.execute(
                "SELECT plan_id, count(*) FROM passages GROUP BY plan_id ORDER BY plan_id"
            )
        )

    def facts(self, plan_id: str) -> tuple[tuple[str, Fact], ...]:
        """Kind and fact, in the order they were put."""
        rows = self._connection.execute(
            "SELECT kind, payload FROM facts WHERE plan_id = ? ORDER BY n", (plan_id,)
        )
        return tuple((kind, decode(_CLASSES[kind], payload)) for kind, payload in rows)

    # ---- writing

    def put(
        self,
        plan: Plan,
        document: Document,
        sections: Sequence[Section],
        passages: Sequence[Passage],
        facts: Sequence[Fact],
        pipeline_version: str,
        twins: Iterable[str] = (),
    ) -> None:
        """Write one plan in place of what was there under its id, whole or not at all.

        ``twins`` are the hashes of other files that say the same.
        """
        with self._whole():
            self.remove(plan.plan_id)
            key, write = plan.plan_id, self._connection
            pages = None if document.pages is None else encode(document.pages)
            quality = encode(document.quality)
            write.execute(
                "INSERT INTO plans VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    key,
                    document.sha256,
                    pipeline_version,
                    encode(plan),
                    document.text,
                    pages,
                    quality,
                ),
            )
            write.execute("INSERT INTO readings VALUES (?, ?)", (key, encode(document.readings)))
            write.executemany(
                "INSERT INTO sections VALUES (?, ?, ?)",
                [(key, n, encode(one)) for n, one in enumerate(sections)],
            )
            write.executemany(
                "INSERT INTO passages VALUES (?, ?, ?, ?)",
                [(key, n, one.id, encode(one)) for n, one in enumerate(passages)],
            )
            write.executemany(
                "INSERT INTO facts VALUES (?, ?, ?, ?)",
                [(key, n, fact_kind(one), encode(one)) for n, one in enumerate(facts)],
            )
            write.execute("DELETE FROM twins WHERE sha256 = ?", (document.sha256,))
            for twin in twins:
                self.add_twin(twin, key)

    def add_twin(self, sha256: str, plan_id: str) -> None:
        """Note that a file says the same as a plan."""
        self._connection.execute("INSERT OR REPLACE INTO twins VALUES (?, ?)", (sha256, plan_id))

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """What is written inside is undone together where any of it fails."""
        self._connection.execute("SAVEPOINT plan")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK TO plan")
            raise
        finally:
            self._connection.execute("RELEASE plan")

    def remove(self, plan_id: str) -> None:
        """Forget a plan and all that was read from it."""
        for statement in _REMOVE:
            self._connection.execute(statement, (plan_id,))

    def set_model(self, model_id: str, dimension: int) -> None:
        """Note the embedding whose vectors are stored."""
        self._set("model_id", model_id)
        self._set("dimension", str(dimension))

    def _set(self, key: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
        self._meta[key] = value

    def commit(self, version: int, *, compact: bool = False) -> None:
        """End the transaction; the catalog is then ``version``.

        SQLite leaves what was deleted in the file's free pages: ``compact`` writes it without.
        """
        self._set("version", str(version))
        self._connection.execute("COMMIT")
        if compact:
            self._connection.execute("VACUUM")

    def close(self) -> None:
        """Close the file; what was not committed is lost."""
        self._connection.close()
