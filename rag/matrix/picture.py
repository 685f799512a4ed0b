"""A plan's heat map as a picture for a report: A4 or A3 across, longer where the rows are many."""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.console import visible
from rag.errors import InputError
from rag.matrix.duty_roles import SHADES, Shade, Wording
from rag.matrix.matrix import Group, Matrix, Row
from rag.matrix.words import (
    cell_letters,
    content,
    group_name,
    notes,
    row_name,
    row_note,
)
from rag.phrasing import Phrases
from rag.schema import Lang

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_FONT = "DejaVu Sans"
"""Comes with matplotlib, so that the marks of Vietnamese are there on every machine."""
_A4, _A3 = (11.69, 8.27), (16.54, 11.69)
_MARGIN = 0.45
_DPI = 150
_SIZE, _SMALL, _TITLE = 8.0, 7.0, 12.0
_LINE = 1.3
"""Height of a line in its font's size."""
_GLYPH, _BOLD = 0.56, 0.68
"""Width of a letter in its font's size, on average, for where lines break."""
_PAD = 0.05
_NARROWEST = 0.72
"""Inches of a column below which an agency's name breaks within its words."""
_WORDS = (2.6, 4.2)
"""Least and most inches of the first column."""
_INK, _QUIET, _EDGE, _GROUND = "#1b2730", "#55636e", "#b9c4cb", "#eef2f4"
_COLOURS: dict[Shade | str, tuple[str, str]] = {
    "lead": ("#0e5872", "#ffffff"),
    "do": ("#b5dbe8", _INK),
    "report": ("#ffd98a", _INK),
    "watch": ("#cde7c4", _INK),
    "help": ("#dcd6ee", _INK),
    "gap": ("#fbeae8", "#9c2b1e"),
    "named": ("#fdf3e3", "#8a4b08"),
}
"""Ground and letters, as the page has them by day."""


@dataclass(frozen=True, slots=True)
class Titled:
    """A table under its title."""

    matrix: Matrix
    title: str


@dataclass(slots=True)
class _Line:
    """A row of the picture: its words broken into lines, and how high it is in inches."""

    words: str
    height: float
    row: Row | None = None
    note: str | None = None


def write_png(tables: Sequence[Titled], wording: Wording, lang: Lang, file: Path) -> None:
    """The tables one below the other.

    Raises:
        InputError: the file cannot be written.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    drawing = _Drawing(tuple(tables), wording, wording.phrases(lang), lang)
    width, height = drawing.size()
    figure = Figure(figsize=(width, height), dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)
    drawing.draw(figure)
    with warnings.catch_warnings():
        # a letter that the font lacks is drawn as a box
        warnings.simplefilter("ignore", UserWarning)
        try:
            figure.savefig(file, format="png", dpi=_DPI)
        except OSError as error:
            raise InputError(
                f"Không ghi được {file} ({error.strerror}): hãy chọn nơi khác."
            ) from error


@dataclass(frozen=True, slots=True)
class _Drawing:
    tables: tuple[Titled, ...]
    wording: Wording
    phrases: Phrases
    lang: Lang

    def size(self) -> tuple[float, float]:
        """A4 where all fits on it, else A3; wider or higher only where that does not hold it."""
        most = max((len(one.matrix.columns) for one in self.tables), default=0)
        needed = _WORDS[0] + most * _NARROWEST + 2 * _MARGIN
        for width, height in (_A4, _A3):
            if needed <= width and self._height(width) <= height:
                return width, height
        width = max(_A3[0], needed)
        return width, max(_A3[1], self._height(width))

    def draw(self, figure: Figure) -> None:
        """Fill the figure from the top."""
        width, height = figure.get_size_inches()
        page = _Page(figure, float(width), float(height))
        at = _MARGIN
        for table in self.tables:
            at = self._table(page, table, at)

    # ----------------------------------------------------------------- layout

    def _height(self, width: float) -> float:
        return 2 * _MARGIN + sum(
            sum(self._tops(one, width)) + sum(line.height for line in self._lines(one, width))
            for one in self.tables
        )

    def _widths(self, table: Titled, width: float) -> tuple[float, float]:
        """Inches of the first column and of each other."""
        room, count = width - 2 * _MARGIN, len(table.matrix.columns)
        if not count:
            return room, 0.0
        first = min(_WORDS[1], max(_WORDS[0], room - count * 1.15))
        return first, min(1.6, (room - first) / count)

    def _tops(self, table: Titled, width: float) -> tuple[float, float, float]:
        """Inches of the title, of the lines and the key below it, and of the agencies' names."""
        room = width - 2 * _MARGIN
        title = _high(_wrapped(table.title, room, _TITLE, letter=_BOLD), _TITLE) + 0.1
        said = _high(self._notes(table, room), _SMALL) + 0.1 + 0.28 * len(self._keys(table, room))
        column = self._widths(table, width)[1]
        names = [_bold(name, column) for name in table.matrix.columns]
        return title, said, max((_high(name, _SMALL) for name in names), default=0) + 3 * _PAD

    def _notes(self, table: Titled, room: float) -> str:
        lines = notes(table.matrix, self.phrases)
        return "\n".join(_wrapped(line, room, _SMALL) for line in lines)

    def _lines(self, table: Titled, width: float) -> Iterator[_Line]:
        first = self._widths(table, width)[0]
        room = width - 2 * _MARGIN
        for group in table.matrix.groups:
            name = group_name(group, table.matrix, self.phrases)
            words = _wrapped(_named(name, content(group.words)), room, _SIZE, letter=_BOLD)
            yield _Line(words, _high(words, _SIZE) + 2 * _PAD)
            for row in group.rows:
                yield self._line(row, group, first)

    def _line(self, row: Row, group: Group, first: float) -> _Line:
        note = row_note(row, group, self.phrases)
        told = _named(row_name(row, self.phrases), content(row.words))
        if note and not (row.gap or row.named):
            told = f"{told} ({note})"
        words = _wrapped(told, first - 2 * _PAD, _SIZE, most=5)
        return _Line(words, max(0.27, _high(words, _SIZE) + 2 * _PAD), row, note)

    def _keys(self, table: Titled, room: float) -> list[list[tuple[str, str, str]]]:
        """Letters, shade and words of the key, in lines that fit."""
        cells = [cell for row in table.matrix.rows for cell in row.cells]
        used = self.wording.in_order(
            r for cell in cells for duty in cell.duties for r in duty.roles
        )
        shades = {role: self.wording.shade((role,)) for role in used}
        keys = [
            (self.wording.letters(role), str(shades[role]), self.wording.shown(role, self.lang))
            for role in sorted(used, key=lambda role: SHADES.index(shades[role]))
        ]
        if table.matrix.gaps:
            keys.append(("∅", "gap", self.phrases.say("shade_gap")))
        if any(duty.qualifier for cell in cells for duty in cell.duties):
            keys.append(("*", "none", self.phrases.say("part_only")))
        lines: list[list[tuple[str, str, str]]] = []
        left = 0.0
        for key in keys:
            if (wide := _key_width(key)) > left:
                lines.append([])
                left = room
            lines[-1].append(key)
            left -= wide
        return lines

    # ----------------------------------------------------------------- drawing

    def _table(self, page: _Page, table: Titled, at: float) -> float:
        """Draw from ``at`` inches below the top; where it ends."""
        width = page.width
        room = width - 2 * _MARGIN
        title, _, names = self._tops(table, width)
        heading = _wrapped(table.title, room, _TITLE, letter=_BOLD)
        page.text(_MARGIN, at, heading, _TITLE, weight="bold")
        at += title
        told = self._notes(table, room)
        page.text(_MARGIN, at, told, _SMALL, colour=_QUIET)
        at += _high(told, _SMALL) + 0.1
        for keys in self._keys(table, room):
            left = _MARGIN
            for key in keys:
                self._key(page, left, at, key)
                left += _key_width(key)
            at += 0.28
        if not table.matrix.rows:
            return at
        first, column = self._widths(table, width)
        across = first + column * len(table.matrix.columns)
        page.box(_MARGIN, at, first, names, _GROUND)
        head = self.phrases.say("table_row")
        page.text(_MARGIN + _PAD, at + 1.5 * _PAD, head, _SIZE, weight="bold")
        for number, name in enumerate(table.matrix.columns):
            left = _MARGIN + first + number * column
            page.box(left, at, column, names, _GROUND)
            page.text(left + _PAD, at + 1.5 * _PAD, _bold(name, column), _SMALL, weight="bold")
        at += names
        for line in self._lines(table, width):
            if line.row is None:
                page.box(_MARGIN, at, across if column else first, line.height, _GROUND)
                page.text(_MARGIN + _PAD, at + _PAD, line.words, _SIZE, weight="bold")
            else:
                self._draw_row(page, table.matrix, line, line.row, at, first, column)
            at += line.height
        return at + 0.35

    def _draw_row(
        self, page: _Page, matrix: Matrix, line: _Line, row: Row, at: float, first: float,
        column: float,
    ) -> None:  # fmt: skip
        page.box(_MARGIN, at, first, line.height, "white")
        page.text(_MARGIN + _PAD, at + _PAD, line.words, _SIZE)
        across = column * len(matrix.columns)
        if row.gap or row.named:
            ground, ink = _COLOURS["gap" if row.gap else "named"]
            page.box(_MARGIN + first, at, across, line.height, ground, hatched=row.gap)
            sign = "∅ " if row.gap else ""
            page.centred(
                _MARGIN + first + across / 2, at + line.height / 2, f"{sign}{line.note}", ink
            )
            return
        for number in range(len(matrix.columns)):
            left = _MARGIN + first + number * column
            cell = row.cell(number)
            if cell is None:
                page.box(left, at, column, line.height, "white")
                continue
            shade = self.wording.shade(role for duty in cell.duties for role in duty.roles)
            ground, ink = _COLOURS[shade]
            page.box(left, at, column, line.height, ground)
            letters = _wrapped(cell_letters(cell, self.wording), column - _PAD, _SIZE)
            page.centred(left + column / 2, at + line.height / 2, letters, ink)

    def _key(self, page: _Page, left: float, at: float, key: tuple[str, str, str]) -> None:
        letters, shade, words = key
        ground, ink = _COLOURS.get(shade, ("white", _INK))
        page.box(left, at, 0.38, 0.2, ground, hatched=shade == "gap")
        page.centred(left + 0.19, at + 0.1, letters, ink)
        page.text(left + 0.44, at + 0.03, words, _SMALL)


@dataclass(frozen=True, slots=True)
class _Page:
    """A figure drawn in inches from its upper left corner."""

    figure: Figure
    width: float
    height: float

    def box(
        self, left: float, at: float, wide: float, high: float, ground: str, *,
        hatched: bool = False,
    ) -> None:  # fmt: skip
        from matplotlib.patches import Rectangle

        self.figure.add_artist(
            Rectangle(
                (left / self.width, 1 - (at + high) / self.height),
                wide / self.width,
                high / self.height,
                facecolor=ground,
                edgecolor="#e3b4ae" if hatched else _EDGE,
                hatch="///" if hatched else None,
                linewidth=0.6,
                transform=self.figure.transFigure,
            )
        )

    def text(
        self, left: float, at: float, words: str, size: float, *, weight: str = "normal",
        colour: str = _INK,
    ) -> None:  # fmt: skip
        self.figure.text(
            left / self.width, 1 - at / self.height, words, fontsize=size, color=colour,
            fontweight=weight, family=_FONT, va="top", ha="left", linespacing=_LINE * 0.86,
            parse_math=False,
        )  # fmt: skip

    def centred(self, across: float, down: float, words: str, colour: str) -> None:
        self.figure.text(
            across / self.width, 1 - down / self.height, words, fontsize=_SIZE, color=colour,
            fontweight="bold", family=_FONT, va="center", ha="center",
            linespacing=_LINE * 0.86, parse_math=False,
        )  # fmt: skip


def _named(name: str, words: str) -> str:
    return f"{name}: {words}" if words else name


def _bold(name: str, column: float) -> str:
    """An agency's name as it heads a column."""
    return _wrapped(name, column - 2 * _PAD, _SMALL, letter=_BOLD)


def _wrapped(
    words: str, room: float, size: float, most: int | None = None, letter: float = _GLYPH
) -> str:
    """Words broken into lines that fit into ``room`` inches."""
    wide = max(4, int(room * 72 / (size * letter)))
    return textwrap.fill(visible(words), wide, max_lines=most, placeholder=" …")


def _high(words: str, size: float) -> float:
    """Inches of broken text."""
    return (words.count("\n") + 1) * size * _LINE / 72 if words else 0.0


def _key_width(key: tuple[str, str, str]) -> float:
    return 0.44 + len(key[2]) * _SMALL * _GLYPH / 72 + 0.2
