"""One paragraph's runs as a reader sees them: changes accepted, fields by their results."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.readers.blocks import Piece
from ingest.readers.word.package import Element, W, child, each, value
from ingest.readers.word.signs import signs
from ingest.readers.word.styles import Look, Styles

_DROPPED = frozenset(
    {
        "del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "sdtPr",
        "sdtEndPr", "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "Fallback",
        "rt", "fldData", "separator", "continuationSeparator", "object", "tblPr", "pgNum",
    }
)  # fmt: skip
"""Deleted text, field codes, properties, and the second form of what another program draws."""
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_MARKUP = re.compile(r"[*|]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CONTENTS = re.compile(r"\s*TOC\b")


@dataclass
class _Field:
    """A field that is open: its code is read until the separator, its result behind it."""

    code: list[str] = field(default_factory=list)
    result: bool = False

    @property
    def hidden(self) -> bool:
        """Whether what stands in it now is not printed, or repeats the headings."""
        return not self.result or _CONTENTS.match("".join(self.code)) is not None


@dataclass
class Runs:
    """Reads runs; fields stay open from one paragraph to the next."""

    styles: Styles
    footnotes: int = 0
    """Marked in the whole file: endnotes are numbered behind them, so that no two are alike."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind and id of each note marked so far, in order; its number is its place among its kind."""
    boxes: list[Element] = field(default_factory=list)
    """Text boxes met and not yet taken."""
    _open: list[_Field] = field(default_factory=list)

    def pieces(self, paragraph: Element, look: Look) -> list[Piece]:
        """The text of a paragraph, pieces of one encoding put together."""
        found: list[Piece] = []
        self._within(paragraph, look, found)
        return found

    def take_boxes(self) -> list[Element]:
        """The text boxes anchored since the last call."""
        taken, self.boxes = self.boxes, []
        return taken

    def _within(self, element: Element, look: Look, found: list[Piece]) -> None:
        for tag, one in each(element):
            if tag == "r" and one.tag.startswith(W):
                self._run(one, self.styles.of_run(child(one, "rPr"), look), found)
            elif tag == "t":
                # the text of a formula
                self._add(found, one.text or "", look)
            elif tag in ("drawing", "pict"):
                self.boxes += _outermost_boxes(one)
            elif tag not in _DROPPED:
                self._within(one, look, found)

    def _run(self, run: Element, look: Look, found: list[Piece]) -> None:
        for tag, one in each(run):
            if tag == "fldChar":
                self._field(one.get(W + "fldCharType"))
            elif tag == "instrText" and self._open:
                self._open[-1].code.append(one.text or "")
            elif tag in ("drawing", "pict"):
                self.boxes += _outermost_boxes(one)
            elif look.hidden or any(open_field.hidden for open_field in self._open):
                continue
            elif tag == "t":
                self._add(found, one.text or "", look)
            elif tag in _BREAKS:
                self._add(found, _BREAKS[tag], look)
            elif tag == "softHyphen" and look.encoding is not None:
                self._add(found, "\u00ad", look)  # ư of TCVN3
            elif tag == "sym":
                self._symbol(one, look, found)
            elif tag in ("footnoteReference", "endnoteReference"):
                self._note(tag, one, found)
            elif tag == "AlternateContent":
                self._alternate(one, look, found)
            elif tag == "ruby":
                self._within(one, look, found)

    def _alternate(self, element: Element, look: Look, found: list[Piece]) -> None:
        """The first choice alone: the others draw the same once more."""
        for tag, one in each(element):
            if tag == "Choice" or (tag == "Fallback" and len(element) == 1):
                # a choice holds what a run holds, or runs
                self._run(one, look, found)
                self._within_runs(one, look, found)
                return

    def _within_runs(self, element: Element, look: Look, found: list[Piece]) -> None:
        for tag, one in each(element):
            if tag == "r" and one.tag.startswith(W):
                self._run(one, self.styles.of_run(child(one, "rPr"), look), found)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._open.append(_Field())
        elif self._open and kind == "separate":
            self._open[-1].result = True
        elif self._open and kind == "end":
            self._open.pop()

    def _symbol(self, symbol: Element, look: Look, found: list[Piece]) -> None:
        try:
            code = int(symbol.get(W + "char", ""), 16)
        except ValueError:
            return
        font = symbol.get(W + "font") or look.font
        self._add(found, chr(code) if code < 0xD800 or 0xE000 <= code < 0x10FFFF else "",
                  replace(look, high_font=font, low_font=font))  # fmt: skip

    def _note(self, tag: str, mark: Element, found: list[Piece]) -> None:
        if mark.get(W + "customMarkFollows") in ("1", "true", "on"):
            return
        kind = tag.removesuffix("Reference")
        self.notes.append((kind, mark.get(W + "id", "")))
        number = sum(one == kind for one, _ in self.notes)
        _append(found, Piece(f"<sup>{number + self.notes_before(kind)}</sup>"))

    def notes_before(self, kind: str) -> int:
        """How many notes are numbered before the first of a kind."""
        return self.footnotes if kind == "endnote" else 0

    def _add(self, found: list[Piece], text: str, look: Look) -> None:
        if not text:
            return
        encoding = look.encoding
        if encoding is not None:
            encoding = replace(encoding, capitals=encoding.capitals or bool(look.capitals))
            _append(found, Piece(text, encoding))
            return
        text = signs(text, look.font)
        if look.capitals:
            text = text.upper()
        if look.position == "superscript" and text.strip().isdigit() and text.isascii():
            text = text.translate(_RAISED)  # "m²", and marks of notes that were set by hand
        _append(found, Piece(_MARKUP.sub(r"\\\g<0>", text)))


def _append(found: list[Piece], piece: Piece) -> None:
    if found and found[-1].encoding == piece.encoding:
        found[-1] = replace(found[-1], text=found[-1].text + piece.text)
    else:
        found.append(piece)


def _outermost_boxes(element: Element) -> list[Element]:
    """The text boxes of a drawing, not those within another."""
    found: list[Element] = []
    waiting = [element]
    while waiting:
        one = waiting.pop(0)
        for tag, inner in each(one):
            if tag == "txbxContent":
                found.append(inner)
            elif tag != "Fallback":
                waiting.append(inner)
    return found


def mark_deleted(properties: Element | None) -> bool:
    """Whether a paragraph's end was deleted: its text goes on in the next one."""
    mark = child(properties, "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def style_of(properties: Element | None) -> str | None:
    """The style that a paragraph names."""
    return value(properties, "pStyle")
