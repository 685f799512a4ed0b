"""A volume being made: its catalog first, then the words and the collection that are made of it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import IndexProblem
from rag.schema import Document, Fact, Passage, Plan, Section
from rag.settings import Settings
from rag.stores import generations
from rag.stores.catalog import Catalog
from rag.stores.generations import CHROMA, WORDS

if TYPE_CHECKING:
    from rag.stores.vectors import VectorStore
    from rag.stores.words import WordStore

SAMPLE = 64
"""Unchanged passages looked up after each change."""
REPAIRS = 8
"""Times an unreachable passage is added again before the commit is given up. HNSW links a row at
random, so each time is a new chance; 3 of 180 commits of near duplicates needed one."""


class Making:
    """A volume that no generation names yet."""

    words: WordStore
    vectors: VectorStore

    def __init__(self, settings: Settings, version: int, source: Path | None) -> None:
        """Begin it with the plans of ``source``, a volume that serves, or empty."""
        self._settings = settings
        self._source = source
        self._stored = False
        self._changed: dict[str, None] = {}
        self._removed = False
        self.folder = generations.begin_volume(settings.index, version)
        if source is not None:
            shutil.copyfile(source / generations.CATALOG, self.folder / generations.CATALOG)
            generations.link_tree(source / generations.FILES, self.folder / generations.FILES)
        self.catalog = Catalog(self.folder / generations.CATALOG, write=True)
        self.passages = self.catalog.passage_total()

    @property
    def name(self) -> str:
        """What a manifest calls it."""
        return self.folder.name

    def put(
        self,
        plan: Plan,
        document: Document,
        sections: Sequence[Section],
        passages: Sequence[Passage],
        facts: Sequence[Fact],
        vectors: bytes,
        pipeline_version: str,
        original: bytes | None,
    ) -> None:
        """Write one plan in place of what was there under its id, whole or not at all."""
        older = self.catalog.sha256(plan.plan_id)
        self.catalog.put(plan, document, sections, passages, facts, vectors, pipeline_version)
        self.passages = self.catalog.passage_total()
        self._removed |= older is not None
        self._changed[plan.plan_id] = None
        self._forget_original(older)
        if original is not None:
            kept = generations.original(self.folder, plan.sha256)
            kept.parent.mkdir(exist_ok=True)
            kept.unlink(missing_ok=True)  # never written in place: another volume may link it
            kept.write_bytes(original)

    def remove(self, plan_id: str) -> None:
        """Take a plan out, with its original where no other plan was read from it."""
        sha256 = self.catalog.sha256(plan_id)
        self.catalog.remove(plan_id)
        self.passages = self.catalog.passage_total()
        self._removed |= sha256 is not None
        self._changed.pop(plan_id, None)
        self._forget_original(sha256)

    def _forget_original(self, sha256: str | None) -> None:
        if sha256 is not None and not self.catalog.read_with(sha256):
            generations.original(self.folder, sha256).unlink(missing_ok=True)

    def store(self) -> None:
        """Write words and vectors to disk; the catalog waits."""
        # All are dear to import and needed only once something is written.
        import numpy as np

        from rag.stores.vectors import VectorStore
        from rag.stores.words import WordStore

        server = self._settings.chroma_host is not None
        # tantivy and HNSW only mark what is removed and keep it in their files
        source = None if self._removed else self._source
        if source is not None:
            shutil.copytree(source / WORDS, self.folder / WORDS)
            if not server:
                shutil.copytree(source / CHROMA, self.folder / CHROMA)
        self.words = WordStore(self.folder / WORDS, write=True)
        self.vectors = VectorStore(self._settings, self.folder, write=True)
        self._stored = True
        if source is None:
            self._changed = dict.fromkeys(self.catalog.plan_ids())
        for plan_id in self._changed:
            self.words.put(self.catalog.passages(plan_id))
        for plan_id in self.catalog.plan_ids() if server else self._changed:
            keys = [key for _, key in self.catalog.rows(plan_id)]
            rows = np.frombuffer(self.catalog.vectors(plan_id), np.float32)
            self.vectors.put(keys, rows.reshape(len(keys), -1) if keys else rows)
        self.flush()

    def flush(self) -> None:
        """Let the words and vectors put so far be found."""
        self.vectors.flush()
        self.words.commit()

    def verify(self, seed: int) -> None:
        """Look every changed passage and a sample of the rest up in both stores.

        Raises:
            IndexProblem: One cannot be looked up even after repair.
        """
        kept = [one for one in self.catalog.plan_ids() if one not in self._changed]
        drawn = random.Random(seed).sample(kept, min(SAMPLE, len(kept)))
        asked = dict(row for plan_id in self._changed for row in self.catalog.rows(plan_id))
        asked |= dict(row for plan_id in drawn for row in self.catalog.rows(plan_id)[:1])
        missing = self._missing(asked)
        for _ in range(REPAIRS):
            if not missing:
                break
            self._add_again(missing)
            missing = self._missing(missing)
        rows = (self.vectors.count(), self.catalog.vector_total())
        counts = (self.words.count(), self.passages)
        if missing or len(set(rows)) > 1 or len(set(counts)) > 1:
            raise IndexProblem(
                f"Chỉ mục ở {self._settings.index}: {len(missing)} đoạn không tra được"
                f"{' (' + min(missing) + ')' if missing else ''}, số vectơ trong kho và trong danh "
                f"mục là {rows}, số đoạn theo từ và trong danh mục là {counts}: hãy chạy "
                "`hoi ingest --rebuild`."
            )

    def _missing(self, asked: Mapping[str, int]) -> dict[str, int]:
        """Those passages of some that a look-up in either store does not find."""
        lost = frozenset(self.vectors.missing(sorted(set(asked.values()))))
        unsaid = frozenset(self.words.missing(sorted(asked)))
        return {one: key for one, key in asked.items() if key in lost or one in unsaid}

    def _add_again(self, missing: Mapping[str, int]) -> None:
        import numpy as np

        self.vectors.remove(sorted(set(missing.values())))
        for passage_id, key in sorted(missing.items()):
            passage = self.catalog.passage(passage_id)
            if passage is None:
                continue
            keys = [key for _, key in self.catalog.rows(passage.plan_id)]
            rows = np.frombuffer(self.catalog.vectors(passage.plan_id), np.float32)
            at = keys.index(key)
            self.vectors.put([key], rows.reshape(len(keys), -1)[at : at + 1])
            self.words.remove(passage_id)
            self.words.put([passage])
        self.flush()

    def commit(self) -> None:
        """Let the catalog hold what was put, and nothing of what was removed."""
        self.catalog.commit(compact=self._removed)

    def close(self) -> None:
        """Let go of the files; what was not committed is lost."""
        self.catalog.close()
        if self._stored:
            self.words.close()
            self.vectors.close()

    def discard(self) -> None:
        """Leave nothing of it."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)
