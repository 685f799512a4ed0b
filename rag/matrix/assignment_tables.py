"""The tables of an index for the page: kept until the index changes."""

from __future__ import annotations

import threading
from pathlib import Path

from rag.book import Book, facts_book
from rag.matrix.duty_roles import Wording
from rag.matrix.matrix import Matrix, make_matrix
from rag.matrix.output import matrix_sheet
from rag.matrix.picture import Titled, write_png
from rag.schema import Citation, Hit, Lang, Slice
from rag.settings import Settings
from rag.sheets import sheet_name, write_xlsx
from rag.stores.index import IndexReader, open_index
from rag.understanding.plan_names import plan_name


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

    def label(self, plan_id: str) -> str:
        return self.book().label(plan_id)

    def write_xlsx(self, plan_ids: tuple[str, ...], file: Path) -> None:
        """One sheet a plan, with the words of every cell in its comment.

        Raises:
            InputError: the file cannot be written.
            UsageError: no plan has such an id.
        """
        book = self.book()
        made = [
            matrix_sheet(book, self.matrix(plan_id), self.wording,
                         sheet_name(book.label(plan_id), number))
            for number, plan_id in enumerate(plan_ids, 1)
        ]  # fmt: skip
        write_xlsx(made[0], file, *made[1:])

    def write_png(self, plan_ids: tuple[str, ...], lang: Lang, file: Path) -> None:
        """The heat maps of the plans, one below the other.

        Raises:
            InputError: the file cannot be written.
            UsageError: no plan has such an id.
        """
        held = [
            Titled(self.matrix(plan_id), plan_name(self.book().by_id[plan_id]))
            for plan_id in plan_ids
        ]
        write_png(held, self.wording, lang, file)

    def cite(self, piece: Slice, n: int) -> Citation:
        return self.book().cite(piece, n)

    def cite_hit(self, hit: Hit, n: int) -> Citation:
        return self.cite(self.book().passage_slice(hit.passage), n)

    def slice_of(self, passage_id: str) -> Slice | None:
        """The slice of a passage by its id; None where no plan has it."""
        passage = self.book().reader.passage(passage_id)
        return None if passage is None else self.book().passage_slice(passage)

    def _current(self) -> tuple[Book, dict[str, Matrix]]:
        with self._lock:
            if self._reader is None:
                self._reader = open_index(self._settings)
            self._reader.refresh()
            if self._state is None or self._state[0] != self._reader.version:
                book = facts_book(self._reader, self._settings.prompts)
                self._state = (self._reader.version, book, {})
            return self._state[1:]
