"""Assignment tables as HTML, in words or as a heat map; every text goes through ``rag.pages.html``.

A table is one plan's, or two plans' whose rows are the same; what its buttons open is told by
references (``rag.pages.table_words``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from rag.matrix.duty_roles import SHADES, Wording
from rag.matrix.matrix import Cell, Matrix, Row
from rag.matrix.pair import Block, GroupPlace, Line, Place, blocks
from rag.matrix.words import (
    cell_letters,
    cell_text,
    content,
    group_name,
    notes,
    row_name,
    row_note,
)
from rag.pages.html import element
from rag.pages.table_words import where
from rag.pages.texts import Texts
from rag.phrasing import Phrases


@dataclass(frozen=True, slots=True)
class Side:
    """A plan of the table under its title; ``label`` is short, for where two are told apart."""

    matrix: Matrix
    title: str
    label: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table to be shown: of one plan, or with ``pairs`` of two.

    ``heat``: letters on colours in place of words.
    """

    sides: tuple[Side, ...]
    wording: Wording
    texts: Texts
    heat: bool = False
    pairs: tuple[Block, ...] | None = None

    @property
    def phrases(self) -> Phrases:
        return self.wording.phrases(self.texts.lang)

    @property
    def two(self) -> bool:
        return len(self.sides) > 1

    def html(self) -> Markup:
        """The lines that say what the table holds, then the table in a box that scrolls."""
        said = element("div", *self._notes(), class_="table-notes")
        held = blocks(self.sides[0].matrix) if self.pairs is None else self.pairs
        if not any(block.lines for block in held):
            return element("div", said, class_="table-view")
        title = " · ".join(side.title for side in self.sides)
        kinds = ["heat"] * self.heat + ["two"] * self.two
        return element(
            "div",
            said,
            self._legend() if self.heat else "",
            element(
                "button",
                type="button",
                class_="table-right",
                hidden="hidden",
                data_words=self._further(),
            ),
            element(
                "div",
                element(
                    "table",
                    element("caption", title, class_="only-read-aloud"),
                    element("thead", *self._titles()),
                    *self._bodies(held),
                ),
                class_=" ".join(("table-box", *kinds)),
                tabindex="0",
                role="region",
                aria_label=f"{self.texts.tab_table}: {title}",
            ),
            class_="table-view",
        )

    # ----------------------------------------------------------------- above the table

    def _notes(self) -> Iterator[Markup]:
        for side in self.sides:
            lines = notes(side.matrix, self.phrases)
            if self.two:
                yield element("p", element("strong", f"{side.label}: "), " ".join(lines))
            else:
                yield from (element("p", line) for line in lines)

    def _legend(self) -> Markup:
        """The letters that are used, each on its role's colour; then the signs."""
        cells = [cell for side in self.sides for row in side.matrix.rows for cell in row.cells]
        used = self.wording.in_order(
            role for cell in cells for duty in cell.duties for role in duty.roles
        )
        used = tuple(sorted(used, key=lambda role: SHADES.index(self.wording.shade((role,)))))
        items = [
            _key(self.wording.letters(role), self.wording.shade((role,)),
                 self.wording.shown(role, self.texts.lang))
            for role in used
        ]  # fmt: skip
        if any(side.matrix.gaps for side in self.sides):
            items.append(_key("∅", "gap", self.phrases.say("shade_gap")))
        if any(duty.qualifier for cell in cells for duty in cell.duties):
            items.append(_key("*", "none", self.phrases.say("part_only")))
        return element("ul", *items, class_="heat-legend")

    def _further(self) -> str:
        """What says how many columns stand further right (``table.js`` counts them)."""
        if self.two:
            return self.texts.table_right_of.format(n="{n}", plan=self.sides[1].label)
        return self.texts.table_right

    # ----------------------------------------------------------------- the table

    def _titles(self) -> Iterator[Markup]:
        first = self.phrases.say("table_row")
        if not self.two:
            names = (first, *self.sides[0].matrix.columns)
            yield element("tr", *(element("th", name, scope="col") for name in names))
            return
        yield element(
            "tr",
            element("th", first, scope="col", rowspan="2"),
            *(
                element("th", side.title, scope="colgroup", colspan=_width(side), class_="side")
                for side in self.sides
            ),
        )
        yield element(
            "tr",
            *(
                element("th", name, scope="col", class_=None if n else "side")
                for side in self.sides
                for n, name in enumerate(side.matrix.columns or ("",))
            ),
        )

    def _bodies(self, held: Sequence[Block]) -> Iterator[Markup]:
        for block in held:
            yield element("tbody", self._heading(block), *map(self._row, block.lines))

    def _heading(self, block: Block) -> Markup:
        held = [
            (side, place)
            for side, place in zip(self.sides, block.sides, strict=True)
            if place is not None
        ]
        names = {self._label(side, place) for side, place in held}
        shared = len(held) > 1 and len(names) == 1
        shown = [self._objective(side, place, shared) for side, place in held[: 1 if shared else 2]]
        width = str(sum(int(_width(side)) for side in self.sides) + 1)
        return element(
            "tr",
            element("th", *shown, colspan=width, scope="rowgroup"),
            class_="objective",
        )

    def _label(self, side: Side, place: GroupPlace) -> tuple[str, str]:
        name = group_name(place.group, side.matrix, self.phrases)
        return name, content(place.group.words)

    def _objective(self, side: Side, place: GroupPlace, shared: bool) -> Markup:
        """An objective as a plan names it; the plan is not told where both name it so."""
        name, words = self._label(side, place)
        whose = "" if shared else self._of(side)
        label = (whose, element("strong", f"{name}: " if words else name), words)
        if place.group.words:
            return self._button(side, place.number, "g", *label, class_="row-words")
        return element("span", *label, class_="row-words")

    def _row(self, line: Line) -> Markup:
        cells = [
            cell
            for side, place in zip(self.sides, line.sides, strict=True)
            for cell in self._side(side, place)
        ]
        row = line.sides[0].row if not self.two and line.sides[0] else None
        return element("tr", self._first(line), *cells, class_=_kind(row))

    def _first(self, line: Line) -> Markup:
        """The row's name and words; of two plans the words of both where they differ."""
        parts: list[Markup] = []
        said: set[str] = set()
        for side, place in zip(self.sides, line.sides, strict=True):
            if place is None:
                continue
            words, name = content(place.row.words), row_name(place.row, self.phrases)
            if (told := f"{name}: {words}") not in said:
                said.add(told)
                label = (self._of(side), element("strong", f"{name}: " if words else name), words)
                parts.append(
                    self._button(side, place.number, "h", *label, class_="row-words")
                    if place.row.words
                    else element("span", *label, class_="row-words")
                )
            note = None if place.row.gap or place.row.named else self._note(side, place.row)
            if note:
                parts.append(element("span", self._of(side), note, class_="row-note"))
        return element("th", *parts, scope="row")

    def _side(self, side: Side, place: Place | None) -> Iterator[Markup]:
        """What one plan says on a line, as wide as its agencies."""
        edge = "side" if self.two else None
        if place is None:
            silent = element("span", self.phrases.say("silent"), class_="quiet")
            yield element("td", silent, colspan=_width(side), class_="side silent")
            return
        row = place.row
        if row.gap or row.named:
            note = self._note(side, row) or ""
            shown = (
                self._button(side, place.number, "n", note)
                if row.named
                else element("span", "∅ " if self.heat else "", note)
            )
            kind = " ".join(filter(None, (edge, _kind(row) if self.two else None)))
            yield element("td", shown, colspan=_width(side), class_=kind or None)
            return
        for column in range(len(side.matrix.columns)):
            yield self._cell(side, place, column, edge if column == 0 else None)
        if not side.matrix.columns:
            yield element("td", class_=edge)

    def _cell(self, side: Side, place: Place, column: int, edge: str | None) -> Markup:
        cell = place.row.cell(column)
        if cell is None:
            return element("td", class_=edge)
        told = cell_text(cell, self.wording, self.texts.lang)
        spoken = f"{told}. {side.matrix.columns[column]}, {where(place.row, self.phrases)}"
        if self.two:
            spoken = f"{spoken}, {side.label}"
        if not self.heat:
            lines = _cell_lines(cell, self.wording, self.texts)
            button = self._button(side, place.number, str(column), *lines, spoken=spoken)
            return element("td", button, class_=edge)
        shade = self.wording.shade(role for duty in cell.duties for role in duty.roles)
        letters = cell_letters(cell, self.wording)
        button = self._button(side, place.number, str(column), letters, spoken=spoken, hover=spoken)
        kinds = filter(None, (edge, f"heat-{shade}"))
        return element("td", button, class_=" ".join(kinds))

    # ----------------------------------------------------------------- pieces

    def _of(self, side: Side) -> Markup | str:
        return element("span", f"{side.label} ", class_="of-side") if self.two else ""

    def _note(self, side: Side, row: Row) -> str | None:
        group = next(group for group in side.matrix.groups if row in group.rows)
        return row_note(row, group, self.phrases)

    def _button(
        self,
        side: Side,
        place: int,
        what: str,
        *label: str,
        spoken: str | None = None,
        hover: str | None = None,
        class_: str = "cell",
    ) -> Markup:
        return element(
            "button",
            *label,
            type="button",
            class_=class_,
            data_open=f"table.{side.matrix.plan_id}.{place}.{what}.0",
            aria_label=spoken,
            aria_controls="panel",
            title=hover or self.texts.open_words,
        )


def _width(side: Side) -> str:
    return str(max(1, len(side.matrix.columns)))


def _kind(row: Row | None) -> str | None:
    if row is None:
        return None
    if row.gap or row.named:
        return "gap" if row.gap else "named"
    return None if row.listed else "unlisted"


def _key(letters: str, shade: str, words: str) -> Markup:
    swatch = element("span", letters, class_=f"swatch heat-{shade}")
    return element("li", swatch, words)


def _cell_lines(cell: Cell, wording: Wording, texts: Texts) -> Iterator[Markup]:
    """The roles, and the part that is given where it is not all."""
    told = dict.fromkeys((duty.roles, duty.qualifier) for duty in cell.duties)
    for roles, qualifier in told:
        yield element("span", ", ".join(wording.shown(role, texts.lang) for role in roles))
        if qualifier:
            yield element("span", f"({qualifier})", class_="qualifier")
