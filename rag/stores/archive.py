"""archive.sqlite of a generation: what is known over all its volumes, counts of words and twins.

Counted as plans are put and taken out, so that nothing is counted when an index is opened. The file
grows with the vocabulary, not with the plans: each commit can copy it.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from rag.schema import Passage
from rag.stores.provenance import counting_version
from rag.text import fold, lower

_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W_]+")
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE twins (sha256 TEXT PRIMARY KEY, plan_id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE syllables (
    id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, folded TEXT NOT NULL, times INTEGER NOT NULL
);
CREATE INDEX marked ON syllables (folded);
CREATE TABLE pairs (
    first INTEGER NOT NULL, second INTEGER NOT NULL, times INTEGER NOT NULL,
    PRIMARY KEY (first, second)
) WITHOUT ROWID;
CREATE TABLE words (word TEXT PRIMARY KEY, passages INTEGER NOT NULL) WITHOUT ROWID
"""
_COUNTED = ("syllables", "pairs", "words")
_AT_ONCE = 500
"""Keys a query: SQLite takes at most 999 on older builds."""
_HELD = 200_000
"""Pairs counted in memory before they are written."""
_ADD = (
    "INSERT INTO syllables (word, folded, times) VALUES (?, ?, ?) "
    "ON CONFLICT (word) DO UPDATE SET times = times + excluded.times",
    "INSERT INTO pairs VALUES (?, ?, ?) "
    "ON CONFLICT (first, second) DO UPDATE SET times = times + excluded.times",
    "INSERT INTO words VALUES (?, ?) "
    "ON CONFLICT (word) DO UPDATE SET passages = passages + excluded.passages",
)


class Archive:
    """One such file, read-only or in the one transaction that its writer will commit."""

    def __init__(self, path: Path, *, source: Path | None = None, write: bool = False) -> None:
        """Open the file; with ``write`` make it of ``source`` or empty, and begin the transaction.

        Raises:
            sqlite3.Error: The file is missing or is none of this kind.
        """
        if source is not None:
            shutil.copyfile(source, path)
        query = "mode=rwc" if write else "mode=ro&immutable=1"
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{query}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        self._syllables: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._words: Counter[str] = Counter()
        self._ids: dict[str, int] = {}
        self.taken = False
        """Whether something was taken out, so that its words may be left in the file."""
        if write:
            self._connection.execute("BEGIN IMMEDIATE")
            if source is None:
                for table in _TABLES.split(";"):
                    self._connection.execute(table)

    # ---- reading

    @property
    def counted_alike(self) -> bool:
        """Whether this version of the program counts as the counts were made."""
        query = "SELECT value FROM meta WHERE key = 'counting'"
        row = self._connection.execute(query).fetchone()
        return row is not None and row[0] == counting_version()

    def word_counts(self, words: Iterable[str]) -> dict[str, int]:
        """How often lower-case syllables stand in the plans' texts; 0 is left out."""
        return self._counts("SELECT word, times FROM syllables WHERE word", words)

    def pair_counts(self, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """The same for two neighbours of a plan's text."""
        asked = list(dict.fromkeys(pairs))
        numbers = self._numbers(word for pair in asked for word in pair)
        found = {}
        for first, second in asked:
            if first in numbers and second in numbers:
                row = self._connection.execute(
                    "SELECT times FROM pairs WHERE first = ? AND second = ?",
                    (numbers[first], numbers[second]),
                ).fetchone()
                if row is not None:
                    found[first, second] = int(row[0])
        return found

    def marked_forms(self, folded: str) -> tuple[str, ...]:
        """The syllables of the plans that are this one without marks, sorted."""
        query = "SELECT word FROM syllables WHERE folded = ? ORDER BY word"
        return tuple(word for (word,) in self._connection.execute(query, (folded,)))

    def passages_with(self, words: Iterable[str]) -> dict[str, int]:
        """Number of passages that hold each of some folded words; 0 is left out."""
        return self._counts("SELECT word, passages FROM words WHERE word", words)

    def twins(self) -> dict[str, str]:
        """Hashes of files that say the same as a plan, with that plan's id."""
        return dict(self._connection.execute("SELECT sha256, plan_id FROM twins"))

    def _numbers(self, words: Iterable[str]) -> dict[str, int]:
        return self._counts("SELECT word, id FROM syllables WHERE word", words)

    def _counts(self, query: str, keys: Iterable[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for some in _apart(list(dict.fromkeys(keys))):
            marks = ", ".join("?" * len(some))
            found.update(self._connection.execute(f"{query} IN ({marks})", some))
        return found

    # ---- writing

    def count(self, text: str, passages: Iterable[Passage]) -> None:
        """Count a plan's words in."""
        self._count(text, passages, 1)

    def discount(self, text: str, passages: Iterable[Passage]) -> None:
        """Take the words of a plan out that was counted in."""
        self.taken = True
        self._count(text, passages, -1)

    def _count(self, text: str, passages: Iterable[Passage], sign: int) -> None:
        tokens = _LETTERS.findall(lower(text))
        for word in tokens:
            self._syllables[word] += sign
        for pair in pairwise(tokens):
            self._pairs[pair] += sign
        for passage in passages:
            for word in set(_WORD.findall(fold(passage.text))):
                self._words[word] += sign
        if len(self._pairs) > _HELD:
            self._write()

    def _write(self) -> None:
        """Add what was counted to the file."""
        syllables, pairs, words = _ADD
        rows = [(word, fold(word), times) for word, times in self._syllables.items()]
        self._connection.executemany(syllables, rows)
        self._ids |= self._numbers(word for word in self._syllables if word not in self._ids)
        beside = ((self._ids[a], self._ids[b], times) for (a, b), times in self._pairs.items())
        self._connection.executemany(pairs, sorted(beside))
        self._connection.executemany(words, sorted(self._words.items()))
        for counted in (self._syllables, self._pairs, self._words):
            counted.clear()

    def forget_counts(self) -> None:
        """Count from nothing: a changed program may count otherwise."""
        for table in _COUNTED:
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 (our own names)
        self.taken = True

    def add_twin(self, sha256: str, plan_id: str) -> None:
        """Note that a file says the same as a plan."""
        self._connection.execute("INSERT OR REPLACE INTO twins VALUES (?, ?)", (sha256, plan_id))

    def put_twins(self, plan_id: str, own: str, twins: Iterable[str]) -> None:
        """Note the twins of a plan in place of those before; its own file is none."""
        self.forget_twins(plan_id)
        self._connection.execute("DELETE FROM twins WHERE sha256 = ?", (own,))
        for twin in twins:
            self.add_twin(twin, plan_id)

    def forget_twins(self, plan_id: str) -> None:
        """Forget which files say the same as a plan."""
        self._connection.execute("DELETE FROM twins WHERE plan_id = ?", (plan_id,))

    def commit(self) -> None:
        """End the transaction; nothing of what was taken out stays in the file."""
        self._write()
        write = self._connection
        write.execute("INSERT OR REPLACE INTO meta VALUES ('counting', ?)", (counting_version(),))
        if self.taken:
            write.execute("DELETE FROM pairs WHERE times <= 0")
            write.execute("DELETE FROM syllables WHERE times <= 0")
            write.execute("DELETE FROM words WHERE passages <= 0")
        write.execute("COMMIT")
        if self.taken:
            write.execute("VACUUM")

    def close(self) -> None:
        """Close the file; what was not committed is lost."""
        self._connection.close()


def _apart(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]
