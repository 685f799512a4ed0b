"""Where a marker hangs: the run that it continues decides, and rank only where a run starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.markers import Marker, missing_between
from rag.schema import Section

RANK = {
    "kem_theo": 0, "phan": 1, "phan.chu": 1.5, "chuong": 2, "muc_so": 2.5, "dieu": 3, "dieu.pd": 3,
    "muc": 4, "de_muc.hoa": 4.4, "de_muc": 4.5, "de_muc.1": 4.52, "de_muc.2": 4.54,
    "khoan.1": 5, "khoan.2": 6, "khoan.3": 7, "khoan.4": 7.5,
    "khoan.5": 7.6, "khoan.2.chu": 4.6, "khoan.3.chu": 4.7, "khoan.4.chu": 4.8, "khoan.1)": 7.8,
    "muc_tieu": 8, "diem.": 8.9, "diem": 9, "diem.so": 9.4, "diem.la": 9.5, "chi_tieu": 10,
    "ngoac.so": 11, "ngoac.chu": 11.2, "ngoac.la": 11.4, "doan": 12, "gach.*": 12.5, "gach.-": 13,
    "gach.+": 14, "gach.◦": 14.5, "gach.○": 14.5,
    "ten_bang": 20, "bang": 21, "hang": 22,
}  # fmt: skip
"""The usual order of levels; it settles only where a run that starts anew may hang."""

_BULLET_RANK = 13.5
_ITEM_RANK = 5
"""From khoản down a marker may hang under any lead-in; what stands above opens a part."""
_MAX_SKIP = 3
_DEEPEST = 16
"""No document nests deeper; a list of lead-ins would."""


@dataclass(slots=True)
class Open:
    """A node while it is being built; ``counts`` number its unmarked children by level.

    ``leads``: its text announces a list; ``bare``: it is a heading that waits for its text.
    """

    section: Section
    style: str
    ordinal: int
    leads: bool = False
    bare: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    runs: set[str] = field(default_factory=set)

    @property
    def label(self) -> str:
        """The printed label of its last step."""
        return self.section.path[-1].label


@dataclass(frozen=True, slots=True)
class Placement:
    """Which reading of the marker holds, under how many open nodes, and what is in doubt."""

    marker: Marker
    depth: int
    note: str | None = None


def rank_of(style: str) -> float:
    """The usual height of a style, 0 outermost."""
    return RANK.get(style, _BULLET_RANK)


def place(
    stack: Sequence[Open], markers: Sequence[Marker], cut: Mapping[str, int], *, finished: bool
) -> Placement:
    """Where the first line of an item belongs.

    A run that goes on beats a run that starts: "h)" then "i)" is a letter, "H." then "I." a
    Roman number only where no run of capital letters is open. ``cut`` holds the last ordinal of
    each run that an unnumbered heading cut: "3." may go on below that heading. A doubt is noted,
    never raised. ``finished``: the item is a sentence, no heading.
    """
    own = _below_its_like(stack, markers[0], finished=finished)
    if own is not None:
        return Placement(markers[0], own)
    if markers[0].quoted and stack and stack[-1].leads:
        return Placement(markers[0], len(stack))
    for skip in range(_MAX_SKIP + 1):
        for marker in markers:
            depth = _continued(stack, marker, skip)
            if depth is not None:
                return Placement(marker, depth)
    for marker in markers:
        depth = _same_level(stack, marker)
        if depth is not None:
            return Placement(marker, depth)
    for marker in markers:
        goes_on = 0 < marker.ordinal - cut.get(marker.style, marker.ordinal) <= _MAX_SKIP
        if marker.ordinal <= 1 or marker.quoted or goes_on:
            return Placement(marker, _start(stack, marker))
    marker = markers[0]
    if marker.named or _announced(stack, marker):
        return Placement(marker, _start(stack, marker))
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].style == marker.style and stack[depth].ordinal < marker.ordinal:
            missing = missing_between(marker.style, stack[depth].ordinal, marker.ordinal)
            return Placement(marker, depth, f"thiếu {missing} nhãn trước {marker.label}")
    return Placement(marker, _start(stack, marker), f"nhãn {marker.label} không nối tiếp nhãn nào")


def _below_its_like(stack: Sequence[Open], marker: Marker, *, finished: bool) -> int | None:
    """ "3. Khẩu hiệu" / "1. Hãy lên tiếng.": a list numbered as the headings are, and its end."""
    alike = [n for n, one in enumerate(stack) if one.style == marker.style and one.ordinal]
    if not alike or "." in marker.label or not marker.ordinal:
        return None
    last = stack[-1]
    if finished and marker.ordinal == 1 and alike[-1] == len(stack) - 1:
        return len(stack) if last.bare and not last.leads and not last.runs else None
    if finished or len(alike) == 1:
        return None
    heading = stack[alike[0]]
    return alike[0] if heading.bare and heading.ordinal + 1 == marker.ordinal else None


def _announced(stack: Sequence[Open], marker: Marker) -> bool:
    """A list that starts late but in a sure place.

    Below "… được sửa đổi như sau:" stand the quoted labels; a "2." straight under a Điều or Mục
    follows a first item that lost its printed number.
    """
    depth = _start(stack, marker)
    if depth and stack[depth - 1].leads and not stack[depth - 1].runs:
        return True
    return (
        marker.ordinal == 2
        and depth > 0
        and rank_of(stack[depth - 1].style) < _ITEM_RANK
        and marker.style not in stack[depth - 1].runs
    )


def _continued(stack: Sequence[Open], marker: Marker, skip: int) -> int | None:
    """The depth of the innermost node whose run goes on with the marker, ``skip`` labels later."""
    if marker.ordinal == 0:
        return _bullet(stack, marker) if skip == 0 else None
    suffixed = marker.level in ("khoan", "dieu") and not marker.label[-1].isdigit()
    for depth in range(len(stack) - 1, -1, -1):
        node = stack[depth]
        if node.style != marker.style or not _same_stem(node.label, marker.label):
            continue
        # "1a." comes behind "1." and has its number
        if suffixed and skip == 0 and node.ordinal == marker.ordinal:
            return depth
        if node.ordinal < marker.ordinal and (
            missing_between(marker.style, node.ordinal, marker.ordinal) == skip
        ):
            return depth
    return None


def _bullet(stack: Sequence[Open], marker: Marker) -> int | None:
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].style == marker.style:
            return depth
    # bullets that go on after an unmarked paragraph between them
    if stack and stack[-1].style == "doan" and not stack[-1].leads:
        for depth in range(len(stack), 0, -1):
            if marker.style in stack[depth - 1].runs:
                return depth
    return None


def _same_level(stack: Sequence[Open], marker: Marker) -> int | None:
    """A slip of the pen: the label printed twice, or "3)" in a run of "1.", "2."."""
    if marker.ordinal <= 1:
        return None
    for depth in range(len(stack) - 1, -1, -1):
        node = stack[depth]
        same = node.style == marker.style and node.ordinal == marker.ordinal
        if same and _same_stem(node.label, marker.label):
            return depth
        if (
            node.style.rstrip(").") == marker.style.rstrip(").")
            and node.style != marker.style
            and missing_between(marker.style, node.ordinal, marker.ordinal) == 0
        ):
            return depth
    return None


def _start(stack: Sequence[Open], marker: Marker) -> int:
    """Depth for a run that starts: below the deepest open node that may hold it."""
    stem = _stem(marker.label)
    if stem:
        for depth in range(len(stack), 0, -1):
            if stack[depth - 1].label == stem:
                return depth
    rank = rank_of(marker.style)
    for depth in range(min(len(stack), _DEEPEST), 0, -1):
        node = stack[depth - 1]
        same = node.style == marker.style
        unused = not node.runs or marker.style in node.runs
        if node.leads and unused and rank >= _ITEM_RANK and not same:
            return depth
        if node.style == "doan":
            continue
        if rank_of(node.style) < rank:
            return depth
        if node.style == "muc" and not node.runs and marker.style == "phan.chu":
            return depth  # "III. NỘI DUNG" / "A. …": letters under a Roman number just opened
        if node.bare and not node.runs and marker.level == "de_muc" and not same:
            return depth  # "2. Các dự án" / "Dự án 1: …"
        if node.bare and not same and marker.level in ("gach", "ngoac") and marker.label != "*":
            return depth
    return 0


def _stem(label: str) -> str:
    """ "2" of "2.1", "I" of "I.1", "a" of "a1", "" of "2"."""
    head, dot, _ = label.rpartition(".")
    if dot:
        return head
    return label[0] if len(label) > 1 and label[0].islower() and label[1:].isdigit() else ""


def _same_stem(one: str, two: str) -> bool:
    return _stem(one.partition("~")[0]) == _stem(two.partition("~")[0])
