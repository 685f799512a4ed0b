"""The body of a Word file in order: paragraphs with their labels, tables with their cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.readers.blocks import Block, Cell, Grid, Piece, Row, Text
from ingest.readers.word.numbering import Label, Numbering
from ingest.readers.word.package import (
    Element,
    W,
    WordFile,
    child,
    children,
    each,
    switched,
    value,
    whole,
)
from ingest.readers.word.runs import Runs, mark_deleted, style_of
from ingest.readers.word.signs import signs
from ingest.readers.word.styles import Look, Styles, has_lines

_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "Choice"})
_CONTENTS = "Table of Contents"
_COLUMNS = 60
"""No table of a plan is wider; a span beyond it is a slip or an attack."""


@dataclass
class Body:
    """Reads blocks; numbering, fields and notes go on from one to the next."""

    styles: Styles
    numbering: Numbering
    runs: Runs

    @classmethod
    def of(cls, file: WordFile) -> Body:
        """A reader of the file, nothing read yet."""
        styles = Styles(file.styles, file.theme)
        footnotes = sum(1 for _ in file.body.iter(f"{W}footnoteReference"))
        return cls(styles, Numbering(file.numbering, styles), Runs(styles, footnotes))

    def blocks(self, container: Element) -> tuple[Block, ...]:
        """Everything in a body, a cell, a text box or a note."""
        found: list[Block] = []
        pending: list[Piece] = []
        for tag, one in _content(container):
            if tag == "tbl":
                found.append(self._grid(one))
                continue
            properties = child(one, "pPr")
            if mark_deleted(properties):
                pending += self._pieces(one, properties)
                continue
            label = self.numbering.label(properties, style_of(properties))
            text = [*pending, *self._pieces(one, properties)]
            pending = []
            found.append(Text((*self._label(label, properties, text), *text)))
            for box in self.runs.take_boxes():
                found += self.blocks(box)
        if pending:
            found.append(Text(tuple(pending)))
        return tuple(found)

    def _pieces(self, paragraph: Element, properties: Element | None) -> list[Piece]:
        style = style_of(properties)
        pieces = self.runs.pieces(paragraph, self.styles.of_paragraph(style))
        # a table of contents repeats the headings
        return [] if self.styles.named(style).startswith("toc ") else pieces

    def _label(
        self, label: Label | None, properties: Element | None, text: list[Piece]
    ) -> list[Piece]:
        """The label in the look of its level, else of the paragraph's end."""
        if label is None or not any(piece.text.strip() for piece in text):
            return []
        mark = self.styles.of_run(
            child(properties, "rPr"), self.styles.of_paragraph(style_of(properties))
        )
        look = label.look.over(replace(mark, hidden=None))
        if look.encoding is not None:
            return [Piece(label.text, look.encoding)]
        printed = signs(label.text, _label_font(label.text, look))
        return [Piece((printed.upper() if look.capitals else printed).replace("*", r"\*"))]

    def _grid(self, table: Element) -> Grid:
        properties = child(table, "tblPr")
        lined = has_lines(child(properties, "tblBorders"))
        for style in self.styles.chain(value(properties, "tblStyle")) if lined is None else ():
            if lined is None and style.get(W + "type") == "table":
                lined = has_lines(child(child(style, "tblPr"), "tblBorders"))
        rows = tuple(self._row(row) for row in _rows(table))
        cells = [cell.lined for row in rows for cell in row.cells]
        drawn = sum(bool(lined) if one is None else one for one in cells)
        return Grid(rows, 2 * drawn > len(cells))

    def _row(self, row: Element) -> Row:
        properties = child(row, "trPr")
        before = min(max(whole(value(properties, "gridBefore")) or 0, 0), _COLUMNS)
        cells = tuple(self._cell(one) for one in _cells(row))
        return Row(cells, bool(switched(properties, "tblHeader")), before)

    def _cell(self, cell: Element) -> Cell:
        properties = child(cell, "tcPr")
        span = whole(value(properties, "gridSpan")) or 1
        merged = child(properties, "vMerge")
        return Cell(
            self.blocks(cell),
            min(max(span, 1), _COLUMNS),
            merged is not None and merged.get(W + "val", "continue") == "continue",
            has_lines(child(properties, "tcBorders")),
        )


def notes_of(body: Body, file: WordFile) -> list[tuple[int, tuple[Block, ...]]]:
    """The notes that the body marks, footnotes and then endnotes, each with its number."""
    found: list[tuple[int, tuple[Block, ...]]] = []
    for kind, root in (("footnote", file.footnotes), ("endnote", file.endnotes)):
        by_id = {} if root is None else {one.get(W + "id"): one for one in children(root, kind)}
        marked = [name for other, name in body.runs.notes if other == kind]
        for number, name in enumerate(marked, start=1 + body.runs.notes_before(kind)):
            if name in by_id:
                found.append((number, body.blocks(by_id[name])))
    return found


def _content(container: Element) -> Iterator[tuple[str, Element]]:
    """Paragraphs and tables in order, out of content controls and accepted insertions."""
    for tag, one in each(container):
        if tag in ("p", "tbl") and one.tag.startswith(W):
            yield tag, one
        elif tag == "sdt":
            if not _is_contents(one):
                yield from _content(one)
        elif tag in _WRAPPERS:
            yield from _content(one)
        elif tag == "AlternateContent":
            for kind, choice in each(one):
                if kind == "Choice":
                    yield from _content(choice)
                    break


def _is_contents(control: Element) -> bool:
    part = child(child(control, "sdtPr"), "docPartObj")
    return value(part, "docPartGallery") == _CONTENTS


def _rows(table: Element) -> Iterator[Element]:
    for tag, one in each(table):
        if tag == "tr":
            if child(child(one, "trPr"), "del") is None:
                yield one
        elif tag in _WRAPPERS:
            yield from _rows(one)


def _cells(row: Element) -> Iterator[Element]:
    for tag, one in each(row):
        if tag == "tc":
            if child(child(one, "tcPr"), "cellDel") is None:
                yield one
        elif tag in _WRAPPERS:
            yield from _cells(one)


def _label_font(label: str, look: Look) -> str:
    """The font of a bullet: "o" of Courier New is a ring, letters of Symbol are signs."""
    font = look.low_font or look.font
    return font if not label.strip().isalnum() or font.lower().startswith("wing") else ""
