"""Document -> outline: every character of the text belongs to exactly one node's own span.

The depth of a marker follows from the run it continues. What cannot be placed is kept under
the node that is open and noted, never dropped.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest import titles
from ingest.closing import closes, closes_always, heading_end, is_bare, leads
from ingest.headings import (
    Body,
    completes_heading,
    continues_title,
    heading_depth,
    name_depth,
    names_table,
)
from ingest.indicators import in_order
from ingest.markers import NUMBERED_ITEM, Marker, read_markers
from ingest.runs import Open, place, rank_of
from ingest.titles import is_annex, is_caps, is_plain_title, is_title, names_type, opens_annex
from rag.schema import Document, Paragraph, Section, Step

_ITEMS = frozenset({"khoan", "dieu", "diem", "gach", "muc_tieu", "de_muc"})
_TABLE = frozenset({"ten_bang", "bang", "hang"})
_FOOT = frozenset({"ky", "noi_nhan"})
_PARTS = frozenset({"dau", "tieu_de", "mo_dau", "dieu", "chu_thich", *_FOOT})
_BEGUN = frozenset({"tieu_de", "mo_dau", "dieu", "than"})


def outline(document: Document) -> tuple[Section, ...]:
    """The nodes in document order; their own spans cover the text without gap or overlap."""
    builder = _Builder(document)
    for index in range(len(document.paragraphs)):
        builder.add(index)
    return in_order(builder.finish(), document.text)


class _Builder:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._body = Body.of(document)
        self._done: list[Section] = []
        self._stack: list[Open] = []
        self._root: dict[str, int] = {}
        self._prefix: tuple[Step, ...] = ()
        self._state = ""
        self._seen: set[str] = set()
        self._annex = False
        self._attached = 0
        self._cut: dict[str, int] = {}
        self._taken: dict[tuple[Step, ...], int] = {}

    # -- walking the paragraphs

    def add(self, index: int) -> None:
        """Place one paragraph."""
        paragraph, text = self._document.paragraphs[index], self._body.texts[index]
        zone = paragraph.zone
        if zone == "than":
            self._add_body(index, paragraph, text)
        elif zone == "chu_thich":
            self._stack.clear()
            self._prefix = ()
            label = re.match(r"\[?(\d+)", text)
            self._top(Step("chu_thich", label[1] if label else self._count("chu_thich")), paragraph)
            self._state = "chu_thich"
        elif zone == "dau" and _FOOT & self._seen:
            self._attach(paragraph)
        elif zone == "noi_nhan" and self._state == "noi_nhan":
            self._add_recipient(paragraph, text)
        else:
            self._one_block(zone, paragraph)

    def _add_recipient(self, paragraph: Paragraph, text: str) -> None:
        marker = next((m for m in read_markers(text) if m.level == "gach"), None)
        if marker is None:
            self._extend(paragraph)
            return
        del self._stack[1:]
        self._push(Step("gach", self._next("gach")), paragraph, marker.style, 0)

    def _add_body(self, index: int, paragraph: Paragraph, text: str) -> None:
        row = self._body.rows[index]
        if row is not None:
            self._add_row(paragraph, row)
            return
        if self._done and self._done[-1].path[-1].level in ("bang", "hang"):
            self._close_table()
        if self._opens_document(text):
            self._begin(paragraph, text)
            return
        markers = self._body.markers[index]
        if (
            self._state == "tieu_de"
            and not markers
            and continues_title(self._body, index, self._text_of(self._done[-1]))
        ):
            self._extend(paragraph)
            return
        if self._annex and self._state == "tieu_de":
            self._stack.clear()
            self._state = "than"
        if not markers and self._names_table(index, text):
            self._place_name(paragraph, text)
            return
        if self._state in ("", "dau", "tieu_de", "mo_dau") and (
            not markers or (self._state == "mo_dau" and markers[0].level == "gach")
        ):
            self._add_preamble(index, paragraph, text, markers)
            return
        closing = self._state == "ket" and not markers and not self._body.more[index]
        if self._state != "than":
            self._stack.clear()
        self._state = "than"
        if markers:
            self._place_marker(paragraph, text, markers)
        elif self._completes_heading(text):
            self._extend(paragraph)
        elif closing or (not self._body.more[index] and self._closes(text)):
            self._stack.clear()
            self._top(Step("ket", self._count("ket")), paragraph)
            self._state = "ket"
        elif (depth := heading_depth(self._stack, self._body, index)) is not None:
            self._place_heading(paragraph, depth)
        else:
            self._place_text(paragraph)

    def _add_preamble(
        self, index: int, paragraph: Paragraph, text: str, markers: tuple[Marker, ...]
    ) -> None:
        if markers and self._stack:
            # bullets of a preamble stay with its paragraph
            del self._stack[1:]
            self._push(Step("gach", self._next("gach")), paragraph, markers[0].style, 0)
            return
        self._stack.clear()
        depth = (
            heading_depth(self._stack, self._body, index)
            if self._state in ("tieu_de", "mo_dau")
            else None
        )
        if depth is not None and not names_type(text):
            self._place_heading(paragraph, depth)
            self._state = "than"
        else:
            self._top(Step("mo_dau", self._count("mo_dau")), paragraph)
            self._state = "mo_dau"

    # -- where a document begins

    def _opens_document(self, text: str) -> bool:
        if is_annex(text) or (self._state in _FOOT and opens_annex(text)):
            return True
        begun = bool(self._seen & _BEGUN)
        if self._state == "mo_dau" and text.endswith(":"):
            # "QUYẾT ĐỊNH:" before Điều 1 is the enacting formula, not a new document
            return False
        if names_type(text):
            return not begun or (text.isupper() and bool(self._seen & (_FOOT | {"dieu"})))
        if is_title(text):
            return not begun or self._state in _FOOT
        return not begun and self._state in ("", "dau") and is_plain_title(text)

    def _begin(self, paragraph: Paragraph, text: str) -> None:
        """The title, or a document attached behind another's signature."""
        if self._state == "kem_theo":
            self._extend(paragraph)
        elif self._done and (is_annex(text) or self._seen & _BEGUN):
            self._attach(paragraph)
        else:
            self._stack.clear()
            self._top(Step("tieu_de", ""), paragraph)
        self._annex = is_annex(text) or opens_annex(text)
        self._state = "tieu_de"

    def _attach(self, paragraph: Paragraph) -> None:
        """An attached document: its letterhead and title are the own span of ``kem_theo.N``."""
        if self._state == "kem_theo":
            self._extend(paragraph)
            return
        self._prefix = ()
        self._attached += 1
        step = Step("kem_theo", str(self._attached))
        self._top(step, paragraph)
        self._prefix = (step,)
        self._root = {}
        self._stack.clear()
        self._state = "kem_theo"

    # -- tables

    def _add_row(self, paragraph: Paragraph, row: int) -> None:
        """A header opens ``bang.N`` where running text would stand, a row is ``hang.M`` in it."""
        if self._state != "than":
            self._stack.clear()
            self._state = "than"
        if row and self._done and self._done[-1].path[-1].level in ("bang", "hang"):
            while self._stack[-1].style != "bang":
                self._stack.pop()
            self._push(Step("hang", self._next("hang")), paragraph, "hang", 0)
            return
        if self._done and self._done[-1].path[-1].level in ("bang", "hang"):
            self._close_table()
        self._leave_text()
        if self._stack:
            self._stack[-1].runs.add("bang")
            self._stack[-1].bare = False
        self._push(Step("bang", self._next("bang")), paragraph, "bang", 0)

    def _close_table(self) -> None:
        while self._stack and self._stack[-1].style in _TABLE:
            self._stack.pop()

    def _names_table(self, index: int, text: str) -> bool:
        return names_table(self._body, index) and (
            opens_annex(text) or not self._completes_heading(text)
        )

    def _place_name(self, paragraph: Paragraph, text: str) -> None:
        if self._state != "than":
            self._stack.clear()
            self._state = "than"
        del self._stack[name_depth(self._stack, text) :]
        style = "de_muc.hoa" if is_caps(text) and not opens_annex(text) else "ten_bang"
        self._push(Step("de_muc", self._next("de_muc")), paragraph, style, 0)

    # -- placing

    def _place_marker(self, paragraph: Paragraph, text: str, markers: tuple[Marker, ...]) -> None:
        placed = place(self._stack, markers, self._cut, finished=not is_bare(text))
        marker = placed.marker
        if rank_of(marker.style) < rank_of("de_muc"):
            self._cut.clear()
        self._cut.pop(marker.style, None)
        del self._stack[placed.depth :]
        label = marker.label if marker.ordinal else self._next(marker.level)
        if self._stack:
            self._stack[-1].runs.add(marker.style)
        step = Step(marker.level, label)
        numbers = self._numbers(text, marker)
        self._push(step, paragraph, marker.style, marker.ordinal, placed.note, numbers)

    def _completes_heading(self, text: str) -> bool:
        if not self._stack or self._stack[-1].section.path != self._done[-1].path:
            return False
        node = self._stack[-1]
        return completes_heading(self._text_of(node.section), node.style, text)

    def _place_heading(self, paragraph: Paragraph, depth: int) -> None:
        self._cut |= {node.style: node.ordinal for node in self._stack[depth:] if node.ordinal}
        del self._stack[depth:]
        caps = is_caps(self._document.text[paragraph.start : paragraph.end])
        style = "de_muc.hoa" if caps else "de_muc"
        self._push(Step("de_muc", self._next("de_muc")), paragraph, style, 0)

    def _place_text(self, paragraph: Paragraph) -> None:
        """Running text: the body of the item that is open."""
        self._leave_text(leading=leads(self._document.text[paragraph.start : paragraph.end]))
        if self._stack:
            self._stack[-1].runs.add("doan")
        self._push(Step("doan", self._next("doan")), paragraph, "doan", 0)

    def _leave_text(self, *, leading: bool = False) -> None:
        """Close what holds no further paragraph; a list is announced beside another, not in it."""
        while self._stack and self._stack[-1].style == "doan":
            self._stack.pop()
        if self._stack and self._stack[-1].style.startswith("gach") and not self._stack[-1].bare:
            # a paragraph behind a finished bullet belongs to what holds the bullets
            while self._stack and self._stack[-1].style.startswith("gach"):
                self._stack.pop()
            if leading and self._stack and self._stack[-1].style == "doan":
                self._stack.pop()

    def _closes(self, text: str) -> bool:
        if self._stack and closes_always(text):
            return True
        if not any(
            node.section.path[-1].level in _ITEMS or "bang" in node.runs for node in self._stack
        ):
            return False
        return closes(text, item_waits=self._stack[-1].bare)

    # -- nodes

    def _push(
        self,
        step: Step,
        paragraph: Paragraph,
        style: str,
        ordinal: int,
        note: str | None = None,
        numbers: tuple[str | None, str | None] = (None, None),
    ) -> None:
        parent = self._stack[-1].section.path if self._stack else self._prefix
        section = Section(
            (*parent, self._free(parent, step)), paragraph.start, paragraph.end, paragraph.end,
            paragraph.start, objective=numbers[0], indicator=numbers[1], note=note,
        )  # fmt: skip
        text = self._text_of(section)
        self._done.append(section)
        self._stack.append(Open(section, style, ordinal, leads(text), is_bare(text)))
        self._seen.add(step.level if step.level in _PARTS else "than")

    def _free(self, parent: tuple[Step, ...], step: Step) -> Step:
        """A label that stands twice under one parent gets a suffix: ids stay unique."""
        candidate = step
        while (*parent, candidate) in self._taken:
            self._taken[(*parent, step)] += 1
            candidate = Step(step.level, f"{step.label}~{self._taken[(*parent, step)]}")
        self._taken[(*parent, candidate)] = 1
        return candidate

    def _top(self, step: Step, paragraph: Paragraph) -> None:
        self._stack.clear()
        self._push(step, paragraph, step.level, 0)

    def _one_block(self, zone: str, paragraph: Paragraph) -> None:
        """Letterhead, recipients' heading, signature: one node for the paragraphs in a row."""
        if self._state == zone and self._stack:
            self._extend(paragraph)
            return
        self._top(Step(zone, ""), paragraph)
        self._state = zone

    def _extend(self, paragraph: Paragraph) -> None:
        """Let the last node's own span reach over one more paragraph."""
        last = replace(self._done[-1], end=paragraph.end, tree_end=paragraph.end)
        self._done[-1] = last
        if self._stack:
            self._stack[-1].section = last
            self._stack[-1].bare = is_bare(self._document.text[paragraph.start : paragraph.end])

    def _next(self, level: str) -> str:
        counts = self._stack[-1].counts if self._stack else self._root
        counts[level] = counts.get(level, 0) + 1
        return str(counts[level])

    def _count(self, level: str) -> str:
        self._root[level] = self._root.get(level, 0) + 1
        return str(self._root[level])

    def _text_of(self, section: Section) -> str:
        return self._document.text[section.start : section.end]

    def _numbers(self, text: str, marker: Marker) -> tuple[str | None, str | None]:
        """Objective and indicator number of "b) Mục tiêu 2: …", "- Chỉ tiêu 1: …"."""
        if marker.level == "muc_tieu":
            return marker.label, None
        if marker.level == "chi_tieu":
            return self._objective(), marker.label
        match = NUMBERED_ITEM.match(text[marker.length : marker.length + 60])
        if match is None:
            above = self._text_of(self._stack[-1].section) if self._stack else ""
            listed = marker.ordinal and marker.level in ("khoan", "diem")
            indicator = marker.label if listed and titles.lists_indicators(above) else None
            return (self._objective() if indicator else None), indicator
        if match.group(1) == "Mục tiêu":
            return match.group(2), None
        return self._objective(), match.group(2) or ("1" if self._objective() else None)

    def _objective(self) -> str | None:
        for node in reversed(self._stack):
            if node.section.objective is not None:
                return node.section.objective
        return None

    def finish(self) -> tuple[Section, ...]:
        """Close the gaps between own spans, then find each node's heading and subtree end."""
        text = self._document.text
        starts = [0, *(section.start for section in self._done[1:])]
        ends = [*starts[1:], len(text)]
        own = [
            replace(s, start=a, end=b) for s, a, b in zip(self._done, starts, ends, strict=False)
        ]
        tree_ends = [section.end for section in own]
        open_nodes: list[int] = []
        for position, section in enumerate(own):
            while open_nodes and not _holds(own[open_nodes[-1]], section):
                open_nodes.pop()
            for ancestor in open_nodes:
                tree_ends[ancestor] = section.end
            open_nodes.append(position)
        return tuple(
            replace(
                section,
                tree_end=tree_end,
                heading_end=heading_end(text, section, has_children=tree_end > section.end),
            )
            for section, tree_end in zip(own, tree_ends, strict=True)
        )


def _holds(one: Section, other: Section) -> bool:
    return other.path[: len(one.path)] == one.path
