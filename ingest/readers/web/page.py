"""A page's document as paragraphs and tables.

Line ends of the source are spaces, "<br>" is a line's end, and block elements are paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.readers.blocks import Block, Cell, Grid, Piece, Row, Text
from ingest.readers.legacy import Encoding, encoding_of_font
from ingest.readers.web.elements import Css, Declarations, Element, children, tag_of, words_of
from ingest.readers.word.numbering import written
from ingest.readers.word.signs import signs

_BLOCKS = frozenset(
    {
        "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "li", "main", "ol", "p", "pre", "section", "summary", "table", "ul", "caption",
    }
)  # fmt: skip
_DROPPED = frozenset({"script", "style", "head", "title", "del", "template", "noscript"})
_SPACE = re.compile(r"[ \t\r\n\f]+")
_NOTE_LINK = re.compile(r"#_?(?:ftn|edn|footnote|fn)\w{0,8}", re.IGNORECASE)
_NOTE_LABEL = re.compile(r"[\[(]?\s*(\d{1,3})\s*[\])]?")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LABELLED = re.compile(r"\s*(?:[-+–•*]|\(?(?:\d{1,2}|[a-zđ]|[IVX]{1,5})[.)/])")
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MARKUP = re.compile(r"[*|]")
_MOST_SPAN = 60
_LAYOUT_CELL = 3_000
"""Letters of a cell from which a table only sets the page, and its cells hold the document."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What an element's text looks like, from it and those around it."""

    font: str = ""
    encoding: Encoding | None = None
    capitals: bool = False
    kept: bool = False
    """White space as in the source ("<pre>")."""

    def within(self, style: Declarations) -> _Look:
        look = self
        if family := style.get("font-family"):
            font = family.split(",")[0].strip("\"' ")
            look = replace(look, font=font, encoding=encoding_of_font(font))
        if transform := style.get("text-transform"):
            look = replace(look, capitals=transform.lower() == "uppercase")
        if style.get("white-space", "").startswith("pre"):
            look = replace(look, kept=True)
        return look


@dataclass
class Page:
    """Reads elements to blocks; ``_line`` is the paragraph that is being read."""

    css: Css
    _line: list[Piece] = field(default_factory=list)

    @classmethod
    def of(cls, root: Element) -> Page:
        """A reader of the page with its own style sheet."""
        return cls(Css.of(root))

    def blocks(self, part: Element) -> tuple[Block, ...]:
        """The paragraphs and tables of a part of the page."""
        look = _Look()
        for around in reversed([part, *part.iterancestors()]):
            look = look.within(self.css.style(around))
            look = replace(look, kept=look.kept or tag_of(around) == "pre")
        return self._inside(part, look)

    def _inside(self, element: Element, look: _Look) -> tuple[Block, ...]:
        """The blocks of an element that stands for itself: a part or a cell."""
        outer, self._line = self._line, []
        found: list[Block] = []
        self._content(element, look, found)
        self._flush(found)
        self._line = outer
        return tuple(found)

    def _content(self, element: Element, look: _Look, found: list[Block]) -> None:
        self._add(element.text, look)
        for one in element:
            if isinstance(one.tag, str):
                self._element(one, look, found)
            self._add(one.tail, look)

    def _element(self, element: Element, around: _Look, found: list[Block]) -> None:
        tag = tag_of(element)
        if tag in _DROPPED:
            return
        look = around.within(self.css.style(element))
        if tag == "br":
            self._append(Piece("\n"))
        elif tag == "table":
            self._flush(found)
            found += self._table(element, look)
        elif tag == "a" and (mark := _note_mark(element)) is not None:
            self._append(Piece(mark))
        elif tag == "sup" and (label := _NOTE_LABEL.fullmatch(words_of(element))) is not None:
            linked = next((m for a in element.iter("a") if (m := _note_mark(a))), None)
            self._append(Piece(linked or label.group(1).translate(_RAISED)))
        elif "mso-list:" in (element.get("style") or "").replace(" ", "").lower() and tag == "span":
            self._label(element, look)
        elif tag in _BLOCKS:
            self._flush(found)
            if tag == "li":
                self._item(element)
            self._content(element, replace(look, kept=look.kept or tag == "pre"), found)
            self._flush(found)
        else:
            self._content(element, look, found)

    def _label(self, element: Element, look: _Look) -> None:
        """Word's own label of a list: "1.", "a)" or a sign, blanks behind it."""
        font = look.font
        for one in element.iter("span"):
            font = self.css.style(one).get("font-family", font)
        label = words_of(element)
        sign = signs(label, font.split(",")[0].strip("\"' ")) if label else ""
        if sign or label:
            self._append(Piece(f"{_escaped(sign or label)} "))

    def _item(self, item: Element) -> None:
        """The label of a list's item, where it does not print its own."""
        above = item.getparent()
        if above is None or _LABELLED.match(words_of(item)[:20]):
            return
        if "none" in (above.get("style") or ""):
            return
        if tag_of(above) != "ol":
            self._append(Piece("• "))
            return
        items = [one for one in children(above) if tag_of(one) == "li"]
        start = above.get("start") or "1"
        count = int(start) if start.isdecimal() else 1
        for one in items:
            own = one.get("value") or ""
            count = int(own) if own.isdecimal() else count
            if one is item:
                break
            count += 1
        self._append(Piece(f"{written(count, _FORMS.get(above.get('type') or '', 'decimal'))}. "))

    def _table(self, table: Element, look: _Look) -> list[Block]:
        rows = [one for one in table.iter("tr") if _table_of(one) is table]
        cells = [[c for c in children(row) if tag_of(c) in ("td", "th")] for row in rows]
        if any(len(words_of(cell)) > _LAYOUT_CELL for row in cells for cell in row):
            flat: list[Block] = []
            for row in cells:
                for cell in row:
                    flat += self._inside(cell, look.within(self.css.style(cell)))
            return flat
        width = max((len(row) for row in cells), default=0)
        drawn = self._is_drawn(table) or any(
            tag_of(cell) == "th" or self._is_drawn(cell) for row in cells for cell in row
        )
        return [Grid(self._rows(cells, look), drawn or (width > 1 and len(rows) > _FEW_ROWS))]

    def _rows(self, cells: list[list[Element]], look: _Look) -> tuple[Row, ...]:
        """The rows, with cells that reach down put into each row they reach."""
        found: list[Row] = []
        reaching: dict[int, tuple[int, int]] = {}
        for row in cells:
            made: list[Cell] = []
            column = 0
            waiting = list(row)
            while waiting or column in reaching:
                if column in reaching:
                    rows_left, span = reaching.pop(column)
                    made.append(Cell((), span, goes_on=True))
                    if rows_left > 1:
                        reaching[column] = rows_left - 1, span
                    column += span
                    if not waiting and all(one < column for one in reaching):
                        break
                    continue
                cell = waiting.pop(0)
                span = _number(cell.get("colspan"), _MOST_SPAN)
                down = _number(cell.get("rowspan"), 1_000)
                made.append(Cell(self._inside(cell, look.within(self.css.style(cell))), span))
                if down > 1:
                    reaching[column] = down - 1, span
                column += span
            header = bool(row) and all(tag_of(cell) == "th" for cell in row)
            found.append(Row(tuple(made), header))
        return tuple(found)

    def _is_drawn(self, element: Element) -> bool:
        """Whether a table or a cell says that lines are drawn around it."""
        border = element.get("border")
        if border is not None and border.strip() not in ("", "0"):
            return True
        style = self.css.style(element)
        said = [text for name, text in style.items() if name.startswith("border")]
        return any(not re.search(r"\bnone\b|\b0(?:px|pt)?\b", text) for text in said)

    def _add(self, text: str | None, look: _Look) -> None:
        if not text:
            return
        if not look.kept:
            text = _SPACE.sub(" ", text)
        if look.encoding is not None:
            encoding = replace(look.encoding, capitals=look.encoding.capitals or look.capitals)
            self._append(Piece(text, encoding))
            return
        text = signs(text, look.font)
        self._append(Piece(_escaped(text.upper() if look.capitals else text)))

    def _append(self, piece: Piece) -> None:
        """Add to the paragraph, one space where two meet."""
        text = piece.text
        if self._line and self._line[-1].text[-1:] in (" ", "\n"):
            text = text.lstrip(" ")
        if text == "\n" and self._line:
            self._line[-1] = replace(self._line[-1], text=self._line[-1].text.rstrip(" "))
        if not text:
            return
        if self._line and self._line[-1].encoding == piece.encoding:
            self._line[-1] = replace(self._line[-1], text=self._line[-1].text + text)
        else:
            self._line.append(replace(piece, text=text))

    def _flush(self, found: list[Block]) -> None:
        if any(piece.text.strip() for piece in self._line):
            first = replace(self._line[0], text=self._line[0].text.lstrip(" "))
            found.append(Text((first, *self._line[1:])))
        self._line = []


_FEW_ROWS = 2


def _note_mark(link: Element) -> str | None:
    """A link from mark to note or back: "<a href=#_ftn1>[1]</a>"."""
    if _NOTE_LINK.fullmatch((link.get("href") or "").rpartition("/")[2]) is None:
        back = (link.get("href") or "").lower().startswith("#_ftnref")
        if not back:
            return None
    label = _NOTE_LABEL.fullmatch(words_of(link))
    return f"<sup>{label.group(1)}</sup>" if label else None


def _table_of(row: Element) -> Element | None:
    for around in row.iterancestors():
        if tag_of(around) == "table":
            return around
    return None


def _number(text: str | None, most: int) -> int:
    return min(max(int(text), 1), most) if text and text.strip().isdecimal() else 1


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)
