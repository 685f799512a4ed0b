"""Document -> outline: every character of the text belongs to exactly one node's own span.

The depth of a marker follows from the run it continues. What cannot be placed is kept under
the node that is open and noted, never dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.lines import TYPE_NAMES
from ingest.markers import NUMBERED_ITEM, Marker, read_markers
from rag.schema import Document, Paragraph, Section, Step

_RANK = {
    "kem_theo": 0, "phan": 1, "phan.chu": 1, "chuong": 2, "dieu": 3, "muc": 4, "de_muc": 4,
    "khoan.1": 5, "khoan.2": 6, "khoan.3": 7, "khoan.4": 8, "muc_tieu": 8, "diem": 9,
    "chi_tieu": 10, "ngoac.so": 11, "ngoac.chu": 11, "doan": 12,
    "gach.-": 13, "gach.•": 13, "gach.●": 13, "gach.▪": 13, "gach.■": 13, "gach.◦": 14,
    "gach.*": 13, "gach.+": 14,
}  # fmt: skip
"""The usual order of levels; it settles only where a run that starts anew may hang."""

_MAX_SKIP = 3
_HEADING_WORDS = 14
_BODY_END = re.compile(r"[.;:!?…”](?:\s*/\.?)?$")
_LAST = re.compile(r"\./\.?$")
# "Trên đây là Kế hoạch …", "Trong quá trình thực hiện, nếu có vướng mắc …", "Căn cứ nhiệm vụ …,
# yêu cầu các đơn vị …": paragraphs that close a document
_CLOSING = re.compile(
    r"(?:Trên đây là|Trong quá trình|Quá trình (?:triển khai|thực hiện)|Yêu cầu (?:các|Thủ trưởng)|"
    r"Đề nghị các|Căn cứ [^.]{0,80}yêu cầu|(?:Ủy ban nhân dân|UBND) [^.]{0,60}yêu cầu|"
    r"Nhận được|Kế hoạch này (?:có hiệu lực|thay thế))"
)


@dataclass(slots=True)
class _Open:
    """A node while it is being built; ``children`` counts by level for unmarked labels."""

    section: Section
    style: str
    ordinal: int
    counts: dict[str, int]
    runs: set[str]


def outline(document: Document) -> tuple[Section, ...]:
    """The nodes in document order; their own spans cover the text without gap or overlap."""
    builder = _Builder(document)
    for index in range(len(document.paragraphs)):
        builder.add(index)
    return builder.finish()


class _Builder:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._done: list[Section] = []
        self._stack: list[_Open] = []
        self._root: dict[str, int] = {}
        self._prefix: tuple[Step, ...] = ()
        self._state = "dau"
        self._taken: set[tuple[Step, ...]] = set()

    # -- walking the paragraphs

    def add(self, index: int) -> None:
        """Place one paragraph."""
        paragraph = self._document.paragraphs[index]
        text = self._text(paragraph)
        zone = paragraph.zone
        if zone == "than":
            self._add_body(index, paragraph, text)
            return
        if zone == "chu_thich":
            label = re.match(r"\d+", text)
            self._close_all()
            self._top(Step("chu_thich", label.group() if label else self._count("chu_thich")), paragraph)
        elif zone == "noi_nhan":
            marker = next((m for m in read_markers(text) if m.level == "gach"), None)
            if self._state != "noi_nhan" or marker is None:
                self._one_block("noi_nhan", paragraph)
            else:
                self._bullet(paragraph, marker.style)
        else:
            self._one_block(zone, paragraph)

    def _add_body(self, index: int, paragraph: Paragraph, text: str) -> None:
        if TYPE_NAMES.fullmatch(text) and not (self._state == "tieu_de" and not self._stack):
            self._begin_part(index, paragraph)
            return
        if self._state in ("dau", "noi_nhan", "ky"):
            # a body without a type line
            self._close_all()
            self._state = "than"
        markers = read_markers(text)
        if self._state == "tieu_de":
            if not markers and (not _BODY_END.search(text) or text.startswith("(")):
                self._extend(paragraph)
                return
            self._close_all()
            self._state = "mo_dau"
        if self._state == "mo_dau" and not markers:
            self._close_all()
            if self._is_heading(text) and self._opens_run(index):
                self._place_heading(paragraph)
                self._state = "than"
            else:
                self._top(Step("mo_dau", self._count("mo_dau")), paragraph)
            return
        if self._state == "mo_dau" and markers and markers[0].level == "gach":
            # bullets of a preamble stay with its paragraph
            self._bullet(paragraph, markers[0].style)
            return
        if self._state in ("mo_dau", "ket"):
            self._close_all()
        self._state = "than"
        if markers:
            self._place_marker(paragraph, text, markers)
        elif self._closes(index, text):
            self._close_all()
            self._top(Step("ket", self._count("ket")), paragraph)
            self._state = "ket"
        elif self._is_heading(text) and self._opens_run(index):
            self._place_heading(paragraph)
        else:
            self._place_text(paragraph, text)

    def _begin_part(self, index: int, paragraph: Paragraph) -> None:
        """A type line: the title, or a document attached behind another's signature."""
        self._close_all()
        if any(section.path[0].level in ("ky", "dieu", "noi_nhan") for section in self._done):
            text = self._text(paragraph)
            if self._state == "mo_dau" and text.endswith(":"):
                # "QUYẾT ĐỊNH:" before Điều 1 is the enacting formula, not a new document
                self._top(Step("mo_dau", self._count("mo_dau")), paragraph)
                return
            number = sum(s.path == (Step("kem_theo", s.path[0].label),) for s in self._done) + 1
            self._prefix = ()
            step = Step("kem_theo", str(number))
            self._open_root(step, paragraph, "kem_theo")
            self._prefix = (step,)
            self._root = {}
            self._stack.clear()
        elif any(section.path[0].level == "tieu_de" for section in self._done):
            self._top(Step("mo_dau", self._count("mo_dau")), paragraph)
            self._state = "mo_dau"
            return
        else:
            self._top(Step("tieu_de", ""), paragraph)
        self._state = "tieu_de"

    # -- placing

    def _place_marker(self, paragraph: Paragraph, text: str, markers: tuple[Marker, ...]) -> None:
        marker, depth, note = self._choose(markers)
        del self._stack[depth:]
        label = marker.label
        if marker.ordinal == 0:
            label = self._next(marker.level)
        if self._stack:
            self._stack[-1].runs.add(marker.style)
        step = Step(marker.level, label)
        self._push(step, paragraph, marker.style, marker.ordinal, note, self._numbers(text, marker))

    def _choose(self, markers: tuple[Marker, ...]) -> tuple[Marker, int, str | None]:
        """Which reading of the marker, at which depth of the stack, with what doubt.

        A run that goes on beats a run that starts: "h)" then "i)" is a letter, "H." then "I." a
        Roman number only where no run of capital letters is open.
        """
        for skip in range(_MAX_SKIP + 1):
            for marker in markers:
                depth = self._continued(marker, skip)
                if depth is not None:
                    note = None if skip == 0 else f"thiếu {skip} nhãn trước {marker.label}"
                    return marker, depth, note
        for marker in markers:
            if marker.ordinal <= 1:
                return marker, self._start_depth(marker), None
        marker = markers[0]
        if marker.level == "khoan" and "." in marker.label:
            return marker, self._dotted_depth(marker), None
        return marker, self._start_depth(marker), f"nhãn {marker.label} không nối tiếp nhãn nào"

    def _continued(self, marker: Marker, skip: int) -> int | None:
        for depth in range(len(self._stack) - 1, -1, -1):
            node = self._stack[depth]
            if marker.ordinal == 0:
                if skip == 0 and node.style == marker.style:
                    return depth
            elif node.style == marker.style and node.ordinal + 1 + skip == marker.ordinal:
                if marker.level != "khoan" or _same_stem(node.section.path[-1].label, marker.label):
                    return depth
        if marker.ordinal == 0 and skip == 0 and self._stack:
            # bullets that go on after an unmarked paragraph between them
            for depth in range(len(self._stack), 0, -1):
                if marker.style in self._stack[depth - 1].runs and self._stack[-1].style == "doan":
                    return depth
        return None

    def _start_depth(self, marker: Marker) -> int:
        """Depth for a run that starts: below the deepest open node that may hold it."""
        if marker.level == "khoan" and "." in marker.label:
            return self._dotted_depth(marker)
        rank = _RANK.get(marker.style, 13)
        for depth in range(len(self._stack), 0, -1):
            node = self._stack[depth - 1]
            if node.style == "doan" and not self._leads(node):
                continue
            node_rank = _RANK.get(node.style, 13)
            if node.style == "doan" or node_rank < rank:
                return depth
            if node.style != marker.style and marker.level in ("gach", "ngoac"):
                return depth
        return 0

    def _dotted_depth(self, marker: Marker) -> int:
        stem = marker.label.rpartition(".")[0]
        for depth in range(len(self._stack), 0, -1):
            if self._stack[depth - 1].section.path[-1].label == stem:
                return depth
        for depth in range(len(self._stack), 0, -1):
            if _RANK.get(self._stack[depth - 1].style, 13) < _RANK.get(marker.style, 13):
                return depth
        return 0

    def _place_heading(self, paragraph: Paragraph) -> None:
        """An unnumbered heading above a run that starts anew."""
        depth = 0
        if not _is_caps(self._text(paragraph)):
            depth = min(len(self._stack), 1 if self._stack else 0)
            for position, node in enumerate(self._stack):
                if node.style.startswith(("khoan", "de_muc")):
                    depth = position
                    break
        del self._stack[depth:]
        self._push(Step("de_muc", self._next("de_muc")), paragraph, "de_muc", 0)

    def _place_text(self, paragraph: Paragraph, text: str) -> None:
        """Running text: the body of the item that is open."""
        while self._stack and self._stack[-1].style == "doan":
            self._stack.pop()
        if self._stack and self._stack[-1].style.startswith("gach") and not self._bare(self._stack[-1]):
            # a paragraph behind a finished bullet belongs to what holds the bullets
            while self._stack and self._stack[-1].style.startswith("gach"):
                self._stack.pop()
        if not self._stack:
            self._push(Step("doan", self._next("doan")), paragraph, "doan", 0)
            return
        self._push(Step("doan", self._next("doan")), paragraph, "doan", 0)

    def _leads(self, node: _Open) -> bool:
        text = self._document.text[node.section.start : node.section.end].rstrip()
        return text.endswith(":") or re.search(r"\bsau(?: đây)?[:.]?$", text) is not None

    def _bare(self, node: _Open) -> bool:
        """A heading that still waits for its text."""
        text = self._document.text[node.section.start : node.section.end].rstrip()
        return not _BODY_END.search(text) or text.endswith(":")

    def _closes(self, index: int, text: str) -> bool:
        """Whether an unmarked paragraph closes the document rather than the item that is open."""
        if not self._stack or not any(n.section.path[-1].level in ("khoan", "dieu", "diem", "gach")
                                      for n in self._stack):
            return False
        rest = self._document.paragraphs[index + 1 :]
        if any(read_markers(self._text(p)) for p in rest if p.zone == "than"):
            return False
        if self._bare(self._stack[-1]) and not _CLOSING.match(text):
            return False
        return _CLOSING.match(text) is not None or _LAST.search(text) is not None

    def _is_heading(self, text: str) -> bool:
        return len(text) <= 160 and not _BODY_END.search(text) and not text[0].islower()

    def _opens_run(self, index: int) -> bool:
        """Whether the next paragraph starts a run anew that is already open above."""
        following = self._document.paragraphs[index + 1 : index + 2]
        if not following or following[0].zone != "than":
            return False
        markers = read_markers(self._text(following[0]))
        if not markers:
            return _is_caps(self._text(self._document.paragraphs[index]))
        marker = markers[0]
        open_styles = {node.style for node in self._stack}
        return marker.ordinal == 1 and (marker.style in open_styles or not self._stack)

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
        path = (*parent, self._free(parent, step))
        section = Section(
            path, paragraph.start, paragraph.end, paragraph.end, paragraph.start,
            objective=numbers[0], indicator=numbers[1], note=note,
        )  # fmt: skip
        self._done.append(section)
        self._stack.append(_Open(section, style, ordinal, {}, set()))

    def _free(self, parent: tuple[Step, ...], step: Step) -> Step:
        """A label that stands twice under one parent gets a suffix: ids stay unique."""
        candidate, number = step, 2
        while (*parent, candidate) in self._taken:
            candidate = Step(step.level, f"{step.label}~{number}")
            number += 1
        self._taken.add((*parent, candidate))
        return candidate

    def _bullet(self, paragraph: Paragraph, style: str) -> None:
        """A bullet outside the body: under the block's first paragraph."""
        del self._stack[1:]
        self._push(Step("gach", self._next("gach")), paragraph, style, 0)

    def _top(self, step: Step, paragraph: Paragraph) -> None:
        self._open_root(step, paragraph, step.level)

    def _open_root(self, step: Step, paragraph: Paragraph, style: str) -> None:
        self._stack.clear()
        self._push(step, paragraph, style, 0)

    def _one_block(self, zone: str, paragraph: Paragraph) -> None:
        """Letterhead, recipients' heading, signature: one node for the paragraphs in a row."""
        if self._state == zone and self._stack:
            self._extend(paragraph)
            return
        self._close_all()
        self._top(Step(zone, ""), paragraph)
        self._state = zone

    def _extend(self, paragraph: Paragraph) -> None:
        """Let the last node's own span reach over one more paragraph."""
        last = self._done[-1]
        self._done[-1] = replace(last, end=paragraph.end, tree_end=paragraph.end)
        if self._stack:
            self._stack[-1].section = self._done[-1]

    def _close_all(self) -> None:
        self._stack.clear()

    def _next(self, level: str) -> str:
        counts = self._stack[-1].counts if self._stack else self._root
        counts[level] = counts.get(level, 0) + 1
        return str(counts[level])

    def _count(self, level: str) -> str:
        self._root[level] = self._root.get(level, 0) + 1
        return str(self._root[level])

    def _text(self, paragraph: Paragraph) -> str:
        return self._document.text[paragraph.start : paragraph.end]

    def _numbers(self, text: str, marker: Marker) -> tuple[str | None, str | None]:
        """Objective and indicator number of "b) Mục tiêu 2: …", "- Chỉ tiêu 1: …"."""
        if marker.level in ("muc_tieu", "chi_tieu"):
            label = marker.label
            return (label, None) if marker.level == "muc_tieu" else (self._objective(), label)
        match = NUMBERED_ITEM.match(text[marker.length :])
        if match is None:
            return None, None
        if match.group(1) == "Mục tiêu":
            return match.group(2), None
        return self._objective(), match.group(2) or ("1" if self._objective() else None)

    def _objective(self) -> str | None:
        for node in reversed(self._stack):
            if node.section.objective is not None:
                return node.section.objective
        return None

    def finish(self) -> tuple[Section, ...]:
        """Close the gaps between own spans, then find each node's headings and subtree ends."""
        text = self._document.text
        starts = [section.start for section in self._done]
        ends = [*starts[1:], len(text)]
        own = [replace(s, end=e, start=b) for s, b, e in zip(self._done, [0, *starts[1:]], ends, strict=True)]
        result: list[Section] = []
        for position, section in enumerate(own):
            tree_end = section.end
            for later in own[position + 1 :]:
                if later.path[: len(section.path)] != section.path:
                    break
                tree_end = later.end
            has_children = tree_end > section.end
            result.append(
                replace(section, tree_end=tree_end, heading_end=_heading_end(text, section, has_children))
            )
        return tuple(result)


def _same_stem(one: str, two: str) -> bool:
    return one.rpartition(".")[0] == two.rpartition(".")[0]


def _is_caps(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 2 and all(map(str.isupper, letters))


def _heading_end(text: str, section: Section, has_children: bool) -> int:
    """Where the part that names the node ends.

    "3. Sở Tài chính: Chủ trì …" ends at the colon; a node with children is a heading as a whole
    unless a colon parts it; running text has none.
    """
    own = text[section.start : section.end].rstrip()
    level = section.path[-1].level
    if level in ("mo_dau", "ket", "doan", "chu_thich", "ky", "dau", "noi_nhan"):
        return section.start
    colon = re.search(r":(?=\s|$)", own)
    if colon and len(own[: colon.start()].split()) <= (_HEADING_WORDS if level != "khoan" else 45):
        if not re.search(r"[.;](?=\s+[A-ZĐ])", re.sub(r"^\S+\s", "", own[: colon.start()])):
            return section.start + colon.start()
    if has_children and len(own) <= 400:
        return section.start + len(own)
    return section.start
