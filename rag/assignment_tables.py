"""The tables of an index for the page: kept until the index changes."""

from __future__ import annotations

import threading

from rag.book import Book, facts_book
from rag.duty_roles import Wording
from rag.matrix import Matrix, make_matrix
from rag.schema import Citation, Slice
from rag.settings import Settings
from rag.stores.index import IndexReader, open_index


class AssignmentTables:
    """Tables by plan; the index is opened when the first is asked for. Safe between threads."""

    def __init__(self, settings: Settings) -> None:
        """Keep the settings; nothing is read yet."""
        self._settings = settings
        self._lock = threading.Lock()
        self._reader: IndexReader | None = None
        self._state: tuple[int, Book, dict[str, Matrix]] | None = None

    @property
    def wording(self) -> Wording:
        return Wording.load(self._settings.prompts)

    def book(self) -> Book:
        """The index as it is now.

        Raises:
            IndexMissing: there is none.
        """
        return self._current()[0]

    def matrix(self, plan_id: str) -> Matrix:
        """The table of a plan.

        Raises:
            UsageError: no plan has this id.
        """
        book, made = self._current()
        if plan_id not in made:
            made[plan_id] = make_matrix(book, plan_id, self.wording)
        return made[plan_id]

    def cite(self, piece: Slice, n: int) -> Citation:
        return self.book().cite(piece, n)

    def _current(self) -> tuple[Book, dict[str, Matrix]]:
        with self._lock:
            if self._reader is None:
                self._reader = open_index(self._settings)
            self._reader.refresh()
            if self._state is None or self._state[0] != self._reader.version:
                book = facts_book(self._reader, self._settings.prompts)
                self._state = (self._reader.version, book, {})
            return self._state[1:]
