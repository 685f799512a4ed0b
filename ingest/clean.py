"""Decoded text -> Document: residue out, lines joined to paragraphs, notes behind the body.

The text is fixed here once; every later stage keeps offsets into it.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from ingest.columns import by_column
from ingest.lines import Layout, Line, continues, deciding, is_separator, measure
from ingest.markers import read_markers
from ingest.notes import CLOSE, NOTE_BODY, NOTE_MARK, OPEN, mark_notes, split_notes, tied
from ingest.page_numbers import PAGE_TURN, without_page_numbers
from ingest.readers import GOES_ON, RawText
from ingest.table_columns import Columns, load_columns
from ingest.tables import Row, find_rows, row_of, tables_of
from ingest.traced import Traced, join
from ingest.zones import Zone, zones_of
from rag.lexicon import AgencyNames
from rag.schema import Document, NoteMark, Paragraph
from rag.settings import ROOT
from rag.table import TableRow

_STAR = "\ue002"
# "\\|" is a printed bar, and a tab between two cells is kept
_BAR, _TAB = "\ue005", "\ue006"

_RESIDUE: tuple[tuple[re.Pattern[str], str], ...] = (
    # "Căn cứ Quyết định số 12/QĐ-TTg\\r\\nngày …": a page's line ends, written out
    (re.compile(r"(?:\\r\\n)+"), " "),
    # "[bookmark: _GoBack]1. Mục tiêu chung": Word's bookmarks
    (re.compile(r"\[bookmark:[^\]\n]{0,200}\]"), ""),
    # control characters: Word's field codes and anchors
    (re.compile("[\x01-\x08\x0e-\x1f\x7f]"), ""),
    # "186/KH\ufffeUBND": copied out of a PDF, the hyphen of a code at a line's end
    (re.compile("(?<=[A-ZĐ\\d])[\u00ad\ufffe](?=[A-ZĐ\\d])"), "-"),
    # soft hyphens, zero-width characters, byte-order marks, and U+FFFE where PDFs break words
    (re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe]"), ""),
    # a note mark of any shape: "<sup>3</sup>", "<sup>(3)</sup>"
    (re.compile(r"<sup>\s*\(?(?=\d{1,3}\)?\s*</sup>)"), OPEN),
    (re.compile(r"(?<=\d)\)?\s*</sup>"), CLOSE),
    (
        re.compile(r"</?(?:sup|sub|u|b|i|em|strong|span|div|p|center|font)(?:\s[^<>\n]{0,200})?>"),
        "",
    ),
    (re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)"), ""),
    # "[[1]](#_ftn1)": Word's link from mark to note
    (re.compile(r"\[(?=\[\d{1,3}\]\]\(#)"), ""),
    (re.compile(r"(?<=\d\])\]\(#[^)\n]{0,40}\)"), ""),
    # "\* Đơn vị thực hiện": an escaped star is a printed one
    (re.compile(r"(?<=\\)\*"), _STAR),
    (re.compile(r"(?<=\\)\|"), _BAR),
    (re.compile(rf"\\(?=[-_.()\[\]#+!|>~`{_STAR}{_BAR}])"), ""),
    (re.compile(r"\*{2,3}"), ""),
)
_LINE_RESIDUE: tuple[tuple[re.Pattern[str], str], ...] = (
    # "### **III. TỔ CHỨC"
    (re.compile(r"^\s{0,3}#{1,6}\s+"), ""),
    (re.compile(r"^\s{0,3}>\s+"), ""),
    (re.compile(r"\||<br\s*/?>", re.IGNORECASE), " "),
)
_ROW_RESIDUE = ((re.compile(r"<br\s*/?>", re.IGNORECASE), " "),)
"""Of a table's row: the bars between its cells stay, so that it can be read."""
_CELL_TAB = re.compile(r"[ \u00a0]*\t[ \u00a0]*")
_STARS_AND_SPACES: tuple[tuple[re.Pattern[str], str], ...] = (
    # single stars of emphasis; one at the line's start with a space behind is a bullet
    (re.compile(r"(?<!^)\*|^\*(?=\S)"), ""),
    (re.compile(_STAR), "*"),
    (re.compile(_BAR), "|"),
    (re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+"), " "),
    (re.compile(_TAB), "\t"),
)
_TYPE_LINES = 2
_LEFTOVER = re.compile(f"[{OPEN}{CLOSE}{_STAR}{PAGE_TURN}{_BAR}{_TAB}]")
_ASKED = re.compile(r"(?:Đề nghị|Đối với)\s+")
_PAGE_NUMBER = re.compile(r"[-–\s]*(?:Trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–\s]*")


@dataclass(frozen=True, slots=True)
class _Piece:
    text: Traced
    zone: Zone
    rows: tuple[Row, ...] = ()


def clean(raw: RawText, columns: Columns | None = None) -> Document:
    """Build the Document of a file as read; ``columns`` tell the header of a table."""
    columns = columns or load_columns(ROOT / "prompts")
    traced = Traced.of(_one_to_one(raw.text))
    for pattern, replacement in _RESIDUE:
        traced = traced.sub(pattern, replacement)
    body, notes = split_notes(_lines(traced, raw, columns))
    layout = measure([line for line in body if line.row is None], _agency_names())
    paragraphs = _join_lines(body, layout)
    tabled = frozenset(number for number, (_, rows) in enumerate(paragraphs) if rows)
    zones = zones_of([text.text for text, _ in paragraphs], tabled)
    pieces = _untangle(
        [_Piece(text, zone, rows) for (text, rows), zone in zip(paragraphs, zones, strict=True)]
    )
    pieces += [_Piece(note, "chu_thich") for note in notes]
    return _fix(raw, pieces)


@functools.cache
def _agencies() -> AgencyNames:
    return AgencyNames.load(ROOT / "prompts" / "agencies.toml")


@functools.cache
def _agency_names() -> str:
    return (ROOT / "prompts" / "agencies.toml").read_text(encoding="utf-8")


def _one_to_one(text: str) -> str:
    """Private-use characters of the file itself are blanked so that ours are unambiguous."""
    return _LEFTOVER.sub(" ", text)


def _lines(traced: Traced, raw: RawText, columns: Columns) -> list[Line]:
    lines = traced.lines()
    if raw.pages is None:
        lines = without_page_numbers(lines)
    else:
        repeated = _running_heads(lines, raw.pages)
        lines = [line for number, line in enumerate(lines) if number not in repeated]
    rows = find_rows(
        [line.cut(0, 0) if line.text == PAGE_TURN else line for line in lines], columns
    )
    found: list[Line] = []
    plain: list[Traced] = []
    for number, line in enumerate(lines):
        if number not in rows:
            plain.append(line)
            continue
        _add_plain(found, plain)
        plain = []
        row = rows[number]
        if row is not None and (whole := _plain(row.text.sub(_CELL_TAB, _TAB), _ROW_RESIDUE)).text:
            found.append(Line(whole, blank_before=False, row=row))
    _add_plain(found, plain)
    return mark_notes(found)


def _add_plain(found: list[Line], lines: list[Traced]) -> None:
    """The lines of running text, letterheads and feet column by column."""
    blank = turned = False
    for part in by_column(lines):
        if part.text == PAGE_TURN:
            turned = True
            continue
        goes_on = part.text.startswith(GOES_ON)
        line = _plain(part.cut(1, len(part)) if goes_on else part)
        if line.text:
            turned = turned or goes_on
            found.append(Line(line, blank, is_separator(line.text), turned, goes_on=goes_on))
            turned = False
        blank = not line.text


def _plain(line: Traced, residue: tuple[tuple[re.Pattern[str], str], ...] | None = None) -> Traced:
    """One line without what is left of markdown and tables."""
    for pattern, replacement in residue or _LINE_RESIDUE:
        line = line.sub(pattern, replacement)
    line = line.strip()
    for pattern, replacement in _STARS_AND_SPACES:
        line = line.sub(pattern, replacement)
    return line.strip()


def _running_heads(lines: list[Traced], pages: tuple[int, ...]) -> frozenset[int]:
    """Line numbers of page numbers and of heads or feet that three or more pages repeat."""
    first_of: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        if not line.text.strip():
            continue
        page = bisect_right(pages, line.origins[0])
        first_of.setdefault(page, []).append(number)
    edges = [numbers[i] for numbers in first_of.values() for i in {0, len(numbers) - 1}]
    texts = [lines[number].text.strip() for number in edges]
    return frozenset(
        number
        for number, text in zip(edges, texts, strict=True)
        if _PAGE_NUMBER.fullmatch(text) or (texts.count(text) >= 3 and len(text) > 3)
    )


def _join_lines(lines: list[Line], layout: Layout) -> list[tuple[Traced, tuple[Row, ...]]]:
    """The paragraphs; a row of a table is one, with its lines."""
    paragraphs: list[list[Traced]] = []
    rows: list[list[Row]] = []
    previous: Line | None = None
    begun = deciding(lines)
    for number, line in enumerate(lines):
        if line.separator:
            previous = None
            continue
        if previous and number not in begun and _goes_on(paragraphs[-1], previous, line, layout):
            paragraphs[-1].append(line.text)
        else:
            paragraphs.append([line.text])
            rows.append([])
        if line.row is not None:
            rows[-1].append(line.row)
        previous = line
    return [(join(parts, " "), tuple(of)) for parts, of in zip(paragraphs, rows, strict=True)]


def _goes_on(parts: list[Traced], previous: Line, line: Line, layout: Layout) -> bool:
    one, two = previous.row, line.row
    if one is not None and two is not None:
        return (one.table, one.row) == (two.table, two.row)
    if line.goes_on and one is two:
        return True
    if (
        len(parts) == 1
        and not layout.first_line
        and _heads_duties(previous.text.text, line.text.text)
    ):
        return False
    return one is two and continues(_opening(parts), previous, line, layout)


def _heads_duties(before: str, text: str) -> bool:
    """ "6. Đề nghị Hội Liên hiệp Phụ nữ thành phố" / "Kết nối 100 nữ doanh nhân làm người …".

    An agency's whole name, into whose line the next word would have gone as the next line shows.
    """
    numbered = read_markers(before)
    room = len(before) + 1 + len(text.split(maxsplit=1)[0]) < len(text)
    if not (numbered and room and text[0].isupper()):
        return False
    name = _ASKED.sub("", before[numbered[0].length :].lstrip())
    found = _agencies().find(f"{name} {text}")[:1]
    return [(one.start, one.end) for one in found] == [(0, len(name))]


def _opening(parts: list[Traced]) -> str:
    """A paragraph of one or two lines ("KẾ" / "HOẠCH"); a longer one names no type."""
    return " ".join(part.text for part in parts) if len(parts) <= _TYPE_LINES else ""


def _untangle(pieces: list[_Piece]) -> list[_Piece]:
    """Recipients first, then the signature, where a two-column foot was read across."""
    found: list[_Piece] = []
    foot: list[_Piece] = []
    for piece in [*pieces, None]:
        if piece is not None and piece.zone in ("noi_nhan", "ky"):
            foot.append(piece)
            continue
        changes = [one.zone for one, two in pairwise(foot) if one.zone != two.zone]
        if "noi_nhan" in changes and "ky" in changes:
            foot.sort(key=lambda one: one.zone == "ky")
        found += foot
        foot = []
        if piece is not None:
            found.append(piece)
    return found


def _fix(raw: RawText, pieces: list[_Piece]) -> Document:
    """Join the paragraphs, take the note marks out, and keep what they were tied to."""
    marks: list[NoteMark] = []
    stood: list[int] = []
    notes: list[tuple[str, int]] = []
    paragraphs: list[Paragraph] = []
    parts: list[Traced] = []
    rows: list[tuple[int, TableRow]] = []
    offset = 0
    for piece in pieces:
        text = piece.text
        if piece.zone == "chu_thich":
            # "<sup>3</sup> Chủ trì …": the note's own label stays, as a reader sees it
            match = NOTE_BODY.match(text.text)
            if match is not None:
                notes.append((match.group(1), text.origins[0]))
                label = text.cut(match.start(1), match.end(1))
                text = join((label, text.cut(match.end(), len(text))), " ")
        found = [
            (m.start(), m.end(), m.group(1), text.origins[m.start()])
            for m in NOTE_MARK.finditer(text.text)
        ]
        bare = text.sub(NOTE_MARK, "").sub(_LEFTOVER, "")
        # what residue stood between may compose once it is gone
        text = bare.strip().composed()
        if not text.text:
            continue
        removed = len(bare.text) - len(bare.text.lstrip())
        for start, end, label_text, origin in found:
            at = min(max(0, start - removed), len(text))
            marks.append(NoteMark(offset + at, label_text))
            stood.append(origin)
            removed += end - start
        paragraphs.append(Paragraph(offset, offset + len(text), piece.zone))
        if piece.rows:
            rows.append((piece.rows[0].table, row_of(text, offset, piece.rows)))
        parts.append(text)
        offset += len(text) + 1
    whole = join(parts, "\n")
    return Document(
        file=raw.file,
        sha256=raw.sha256,
        source_form=raw.form,
        text=whole.text,
        spans=whole.spans(),
        paragraphs=tuple(paragraphs),
        note_marks=tied(marks, stood, notes),
        pages=_page_starts(whole, raw.pages),
        quality=raw.quality,
        tables=tables_of(rows),
        readings=raw.readings,
        letterhead=raw.letterhead,
    )


def _page_starts(whole: Traced, raw_pages: tuple[int, ...] | None) -> tuple[int, ...] | None:
    """Clean offset of the first character of each page (an empty page starts with the next)."""
    if raw_pages is None:
        return None
    starts: list[int] = []
    cursor = 0
    for raw_start in raw_pages:
        while cursor < len(whole) and whole.origins[cursor] < raw_start:
            cursor += 1
        starts.append(cursor)
    return tuple(starts)
