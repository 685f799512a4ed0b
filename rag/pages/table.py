"""A plan's table as HTML; every text goes through ``rag.pages.html``.

A reference such as ``table.kon-tum-2021.4.2.1`` names what a button opens: row 4, column 2, slice
1 of that plan's table. In place of the column stand ``h`` (the row's own words), ``n`` (where it is
named beside an agency) and ``g`` (the words of an objective; the row's number is then the
objective's).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from markupsafe import Markup

from rag.duty_roles import Wording
from rag.matrix import Cell, Group, Matrix, Row
from rag.matrix_words import cell_text, content, group_name, notes, row_name, row_note
from rag.pages.html import element
from rag.pages.texts import Texts
from rag.phrasing import Phrases
from rag.schema import Slice


@dataclass(frozen=True, slots=True)
class Opening:
    """What a button of the table opens, under the name that the panel shows."""

    name: str
    pieces: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A plan's table to be shown."""

    matrix: Matrix
    title: str
    wording: Wording
    texts: Texts

    @property
    def phrases(self) -> Phrases:
        return self.wording.phrases(self.texts.lang)

    # ----------------------------------------------------------------- what is opened

    def opening(self, row: int, what: str) -> Opening | None:
        """What ``table.plan.row.what`` opens; None for a reference this table does not hold."""
        if what == "g":
            if row >= len(self.matrix.groups):
                return None
            group = self.matrix.groups[row]
            name = group_name(group, self.matrix, self.phrases)
            return _opening(name, (group.words,) if group.words else ())
        if row >= len(self.matrix.rows):
            return None
        held = self.matrix.rows[row]
        name = self._where(held)
        if what == "h":
            return _opening(name, (held.words,) if held.words else ())
        if what == "n":
            return _opening(name, held.named)
        cell = held.cell(int(what))
        if cell is None:
            return None
        return _opening(f"{self.matrix.columns[cell.column]} · {name}", cell.sources)

    def _where(self, row: Row) -> str:
        objective = self.phrases.say("objective", n=row.objective)
        return (
            objective if row.indicator is None else f"{objective} · {row_name(row, self.phrases)}"
        )

    # ----------------------------------------------------------------- HTML

    def html(self) -> Markup:
        """The lines that say what the table holds, then the table in a box that scrolls."""
        lines = (element("p", line) for line in notes(self.matrix, self.phrases))
        said = element("div", *lines, class_="table-notes")
        if not self.matrix.rows:
            return element("div", said, class_="table-view")
        return element(
            "div",
            said,
            element(
                "div",
                element(
                    "table",
                    element("caption", self.title, class_="only-read-aloud"),
                    element("thead", self._titles()),
                    *self._groups(),
                ),
                class_="table-box",
                tabindex="0",
                role="region",
                aria_label=self.texts.tab_table,
            ),
            class_="table-view",
        )

    def _titles(self) -> Markup:
        first = self.phrases.say("table_row")
        return element(
            "tr",
            *(element("th", name, scope="col") for name in (first, *self.matrix.columns)),
        )

    def _groups(self) -> Iterator[Markup]:
        sizes = (len(group.rows) for group in self.matrix.groups)
        starts = accumulate(sizes, initial=0)
        for number, (group, start) in enumerate(zip(self.matrix.groups, starts, strict=False)):
            rows = (self._row(place, row, group) for place, row in enumerate(group.rows, start))
            yield element("tbody", self._heading(number, group), *rows)

    def _heading(self, number: int, group: Group) -> Markup:
        name = group_name(group, self.matrix, self.phrases)
        words = content(group.words)
        label = (element("strong", f"{name}: " if words else name), words)
        shown = (
            self._button(number, "g", *label, class_="row-words") if group.words
            else element("span", *label, class_="row-words")
        )  # fmt: skip
        width = str(len(self.matrix.columns) + 1)
        return element(
            "tr",
            element("th", shown, colspan=width, scope="rowgroup"),
            class_="objective",
        )

    def _row(self, place: int, row: Row, group: Group) -> Markup:
        note = row_note(row, group, self.phrases)
        if row.gap or row.named:
            kind = "gap" if row.gap else "named"
            shown = (
                self._button(place, "n", note or "") if row.named
                else element("span", note or "")
            )  # fmt: skip
            cells = [element("td", shown, colspan=str(max(1, len(self.matrix.columns))))]
            return element("tr", self._first(place, row, None), *cells, class_=kind)
        cells = [self._cell(place, row, column) for column in range(len(self.matrix.columns))]
        unlisted = None if row.listed else "unlisted"
        return element("tr", self._first(place, row, note), *cells, class_=unlisted)

    def _first(self, place: int, row: Row, note: str | None) -> Markup:
        words = content(row.words)
        name = row_name(row, self.phrases)
        label = (element("strong", f"{name}: " if words else name), words)
        shown = (
            self._button(place, "h", *label, class_="row-words") if row.words
            else element("span", *label, class_="row-words")
        )  # fmt: skip
        said = element("span", note, class_="row-note") if note else ""
        return element("th", shown, said, scope="row")

    def _cell(self, place: int, row: Row, column: int) -> Markup:
        cell = row.cell(column)
        if cell is None:
            return element("td")
        told = cell_text(cell, self.wording, self.texts.lang)
        spoken = f"{told}. {self.matrix.columns[column]}, {self._where(row)}"
        return element(
            "td",
            self._button(
                place, str(column), *_cell_lines(cell, self.wording, self.texts), spoken=spoken
            ),
        )

    def _button(
        self, place: int, what: str, *label: str, spoken: str | None = None, class_: str = "cell"
    ) -> Markup:
        return element(
            "button",
            *label,
            type="button",
            class_=class_,
            data_open=f"table.{self.matrix.plan_id}.{place}.{what}.0",
            aria_label=spoken,
            aria_controls="panel",
            title=self.texts.open_words,
        )


def _cell_lines(cell: Cell, wording: Wording, texts: Texts) -> Iterator[Markup]:
    """The roles, and the part that is given where it is not all."""
    told = dict.fromkeys((duty.roles, duty.qualifier) for duty in cell.duties)
    for roles, qualifier in told:
        yield element("span", ", ".join(wording.shown(role, texts.lang) for role in roles))
        if qualifier:
            yield element("span", f"({qualifier})", class_="qualifier")


def _opening(name: str, pieces: tuple[Slice, ...]) -> Opening | None:
    return Opening(name, pieces) if pieces else None
