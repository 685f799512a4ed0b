"""catalog.sqlite of a volume: its plans, their text, outline, passages, facts and vectors.

What is not here does not exist. Words and the Chroma collection are made of it. Read without
chromadb, tantivy or numpy, so that listing plans and answering from facts stay quick.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

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
from rag.text import letters_of

T = TypeVar("T", str, bytes)
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

# What a list of plans shows stands apart from their texts, so that opening reads little. Outline
# and facts are read whole and repeat themselves: packed, they take a tenth.
_TABLES = """
CREATE TABLE plans (
    plan_id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, pipeline TEXT NOT NULL, header TEXT NOT NULL,
    letters TEXT NOT NULL, paged INTEGER NOT NULL, passages INTEGER NOT NULL,
    facts INTEGER NOT NULL, pictures TEXT NOT NULL
);
CREATE TABLE contents (
    plan_id TEXT PRIMARY KEY, text TEXT NOT NULL, pages TEXT NOT NULL, quality TEXT NOT NULL,
    readings TEXT NOT NULL, sections BLOB NOT NULL, facts BLOB NOT NULL, vectors BLOB NOT NULL
);
CREATE TABLE passages (
    id TEXT PRIMARY KEY, n INTEGER NOT NULL, vector INTEGER NOT NULL, payload TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX alike ON passages (vector)
"""
_REMOVE = (
    "DELETE FROM plans WHERE plan_id = ?",
    "DELETE FROM contents WHERE plan_id = ?",
)
# The ids of a plan's passages begin with its own and a stroke; "0" is the sign behind that.
_OF_PLAN = "FROM passages WHERE id >= ?1 || '/' AND id < ?1 || '0'"
_OF_NODE = """
SELECT n, payload FROM passages WHERE id = ?1
UNION ALL SELECT n, payload FROM passages WHERE id > ?1 || '/cau.' AND id < ?1 || '/cau/'
ORDER BY 1
"""
# A list of kinds and JSON texts; inside a text a quote has a stroke before it.
_NEXT_FACT = b'"],["'
_PAGE_BYTES = 16_384
_KEY_BYTES = 8
_MAPPED = 1 << 30
"""Bytes of a served catalog read without a call to the system each: a third of the time."""


def fact_kind(fact: Fact) -> str:
    """The kind a fact is stored and asked for under."""
    if isinstance(fact, Statement):
        return fact.kind
    return next(kind for kind, cls in _CLASSES.items() if isinstance(fact, cls))


def unpack(facts: Iterable[bytes], kind: FactKind | None = None) -> tuple[Fact, ...]:
    """The facts of a catalog; of one kind only these are read."""
    apart = (fact.split(b'","', 1) for fact in facts)
    told = ((of.decode(), text) for of, text in apart)
    # JSON in a JSON text: of what is escaped in such a one it has quotes and strokes alone
    return tuple(
        decode(_CLASSES[of], text.replace(b'\\"', b'"').replace(b"\\\\", b"\\"))
        for of, text in told
        if kind is None or of == kind
    )


def vector_key(vector: bytes) -> int:
    """What stands for a vector: 64 bits, so that two of a million share one in no archive."""
    digest = hashlib.blake2b(vector, digest_size=_KEY_BYTES).digest()
    return int.from_bytes(digest, "big", signed=True)


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode(), 6)


def _unpacked(packed: bytes) -> str:
    return zlib.decompress(packed).decode()


@dataclass(frozen=True, slots=True)
class Entry:
    """A plan as the catalog lists it; ``letters`` digests what its text says (``letters_of``)."""

    plan: Plan
    letters: str
    paged: bool
    passages: int
    facts: int


class Catalog:
    """One catalog file, read-only or in the one transaction that its writer will commit."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        """Open the file; with ``write`` create it where needed and begin the transaction.

        Raises:
            sqlite3.Error: The file is missing or is no catalog.
        """
        # A served volume never changes, so its readers need no lock and no journal.
        query = "mode=rwc" if write else "mode=ro&immutable=1"
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{query}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        if write:
            self._connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            self._connection.execute("BEGIN IMMEDIATE")
            if not self._connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                # Not executescript: that would end the transaction.
                for table in _TABLES.split(";"):
                    self._connection.execute(table)
        else:
            self._connection.execute(f"PRAGMA mmap_size = {_MAPPED}")

    # ---- reading

    def entries(self) -> tuple[Entry, ...]:
        """All plans, ordered by id."""
        rows = self._connection.execute(
            "SELECT header, letters, paged, passages, facts FROM plans ORDER BY plan_id"
        )
        return tuple(
            Entry(decode(Plan, header), letters, bool(paged), passages, facts)
            for header, letters, paged, passages, facts in rows
        )

    def plan_ids(self) -> tuple[str, ...]:
        """The ids of all plans, sorted."""
        return self._ids("SELECT plan_id FROM plans ORDER BY plan_id")

    def passage_total(self) -> int:
        """Number of passages."""
        (total,) = self._connection.execute("SELECT total(passages) FROM plans").fetchone()
        return int(total)

    def sha256(self, plan_id: str) -> str | None:
        """The hash of the plan's file; None for an unknown plan."""
        query = "SELECT sha256 FROM plans WHERE plan_id = ?"
        row = self._connection.execute(query, (plan_id,)).fetchone()
        return None if row is None else str(row[0])

    def files(self) -> tuple[tuple[str, str], ...]:
        """Hash of each plan's file, and the pipeline version with which it was read."""
        return tuple(self._connection.execute("SELECT sha256, pipeline FROM plans"))

    def read_with(self, sha256: str) -> frozenset[str]:
        """The pipeline versions with which a file of these bytes was read."""
        return frozenset(self._ids("SELECT pipeline FROM plans WHERE sha256 = ?", sha256))

    def read_otherwise(self, pipeline: str) -> tuple[str, ...]:
        """Ids of the plans read with another pipeline version, sorted."""
        query = "SELECT plan_id FROM plans WHERE pipeline != ? ORDER BY plan_id"
        return self._ids(query, pipeline)

    def _ids(self, query: str, *given: str) -> tuple[str, ...]:
        return tuple(str(found) for (found,) in self._connection.execute(query, given))

    def text(self, plan_id: str) -> str:
        """The plan's clean text; KeyError for an unknown plan, as below."""
        return self._content("text", plan_id)

    def pages(self, plan_id: str) -> tuple[int, ...] | None:
        """Clean offset of each page's start."""
        value = self._content("pages", plan_id)
        return None if value == "null" else decode(tuple[int, ...], value)

    def quality(self, plan_id: str) -> tuple[str, ...]:
        """What the reader of the file noted about it."""
        return decode(tuple[str, ...], self._content("quality", plan_id))

    def readings(self, plan_id: str) -> tuple[PageReading, ...]:
        """How each page was read; () where that is not known."""
        return decode(tuple[PageReading, ...], self._content("readings", plan_id))

    def sections(self, plan_id: str) -> tuple[Section, ...]:
        """The outline in the order it was put."""
        return decode(tuple[Section, ...], _unpacked(self._blob("sections", plan_id)))

    def packed_facts(self, plan_id: str) -> tuple[bytes, ...]:
        """The facts in the order they were put, each as ``unpack`` reads it."""
        listed = zlib.decompress(self._blob("facts", plan_id))
        return tuple(listed[3:-3].split(_NEXT_FACT)) if listed != b"[]" else ()

    def vectors(self, plan_id: str) -> bytes:
        """The vectors of the plan's passages in their order, float32, one row behind the other."""
        return self._blob("vectors", plan_id)

    def _content(self, column: str, plan_id: str) -> str:
        return self._one(str, column, plan_id)

    def _blob(self, column: str, plan_id: str) -> bytes:
        return self._one(bytes, column, plan_id)

    def _one(self, kind: type[T], column: str, plan_id: str) -> T:
        query = f"SELECT {column} FROM contents WHERE plan_id = ?"
        row: tuple[T] | None = self._connection.execute(query, (plan_id,)).fetchone()
        if row is None:
            raise KeyError(plan_id)
        return row[0]

    def pictures(self) -> frozenset[str]:
        """The names of all pictures that were recognised."""
        rows = self._connection.execute("SELECT pictures FROM plans WHERE pictures != '[]'")
        return frozenset(one for (names,) in rows for one in decode(tuple[str, ...], names))

    def passages(self, plan_id: str) -> tuple[Passage, ...]:
        """The passages in the order they were put."""
        rows = self._connection.execute(f"SELECT payload {_OF_PLAN} ORDER BY n", (plan_id,))
        return tuple(decode(Passage, payload) for (payload,) in rows)

    def of_node(self, node_id: str) -> tuple[Passage, ...]:
        """The passages of one outline node in the order they were put: it itself, or its parts."""
        rows = self._connection.execute(_OF_NODE, (node_id,))
        return tuple(decode(Passage, payload) for _, payload in rows)

    def passage(self, passage_id: str) -> Passage | None:
        """One passage by id; None where no plan has it."""
        row = self._connection.execute(
            "SELECT payload FROM passages WHERE id = ?", (passage_id,)
        ).fetchone()
        return None if row is None else decode(Passage, row[0])

    def passage_ids(self, plan_id: str) -> tuple[str, ...]:
        """The ids of a plan's passages in the order they were put, which is their vectors'."""
        return self._ids(f"SELECT id {_OF_PLAN} ORDER BY n", plan_id)

    def rows(self, plan_id: str) -> tuple[tuple[str, int], ...]:
        """The same with what stands for the vector of each: equal ones have one key."""
        return tuple(
            self._connection.execute(f"SELECT id, vector {_OF_PLAN} ORDER BY n", (plan_id,))
        )

    def vector_total(self) -> int:
        """Number of different vectors."""
        query = "SELECT count(DISTINCT vector) FROM passages"
        return int(self._connection.execute(query).fetchone()[0])

    def alike(self, keys: Sequence[int], most: int) -> dict[int, list[str]]:
        """By key the passages whose vector has it, the first by id."""
        marks = ",".join("?" * len(keys))
        query = f"SELECT vector, id FROM passages WHERE vector IN ({marks}) ORDER BY vector, id"
        found: dict[int, list[str]] = {}
        for key, passage_id in self._connection.execute(query, keys):
            of_key = found.setdefault(key, [])
            if len(of_key) < most:
                of_key.append(passage_id)
        return found

    # ---- writing

    def put(
        self,
        plan: Plan,
        document: Document,
        sections: Sequence[Section],
        passages: Sequence[Passage],
        facts: Sequence[Fact],
        vectors: bytes,
        pipeline_version: str,
    ) -> None:
        """Write one plan in place of what was there under its id, whole or not at all.

        ``vectors`` are those of the passages, as ``vectors`` above gives them.
        """
        key, write = plan.plan_id, self._connection
        pictures = tuple(one.picture for one in document.readings if one.picture)
        with self._whole():
            self.remove(key)
            write.execute(
                "INSERT INTO plans VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    key, document.sha256, pipeline_version, encode(plan),
                    letters_of(document.text), document.pages is not None, len(passages),
                    len(facts), encode(pictures),
                ),
            )  # fmt: skip
            write.execute(
                "INSERT INTO contents VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    key, document.text, encode(document.pages), encode(document.quality),
                    encode(document.readings), _packed(encode(tuple(sections))),
                    _packed(encode(tuple((fact_kind(one), encode(one)) for one in facts))),
                    vectors,
                ),
            )  # fmt: skip
            size = len(vectors) // max(1, len(passages))
            write.executemany(
                "INSERT INTO passages VALUES (?, ?, ?, ?)",
                [
                    (one.id, n, vector_key(vectors[n * size : (n + 1) * size]), encode(one))
                    for n, one in enumerate(passages)
                ],
            )

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
        self._connection.execute(f"DELETE {_OF_PLAN}", (plan_id,))
        for statement in _REMOVE:
            self._connection.execute(statement, (plan_id,))

    def commit(self, *, compact: bool = False) -> None:
        """End the transaction.

        SQLite leaves what was deleted in the file's free pages: ``compact`` writes it without.
        """
        self._connection.execute("COMMIT")
        if compact:
            self._connection.execute("VACUUM")

    def close(self) -> None:
        """Close the file; what was not committed is lost."""
        self._connection.close()
