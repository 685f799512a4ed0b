"""Lines of a block -> paragraphs, by what print shows: indents, full lines, gaps, centring.

A broken line is joined to the next with a space, behind the hyphen of a code without one
("NĐ-" / "CP", "31/2024/" / "QH15").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.lines import TYPE_NAMES
from ingest.markers import read_markers
from ingest.readers.pages.blocks import Line

_INDENT = 0.7
"""Of the size: what is set in from the line above begins a paragraph."""
_GAP = 1.22
"""Of the usual distance between baselines: more begins a paragraph."""
_FULL = 0.3
"""Of the size: how much shorter than the next word's room a full line may be."""
_CODE = re.compile(r"(?:[\d/]|[A-ZĐ])[-–/]$")
"""A code or a range goes on: "27/2024/NĐ-", "2021-", "TTr-" (the word before it has capitals)."""
_JOINED = re.compile(r"\w")
_ENDED = re.compile(r"[.;:!?…](?:[”\"’')\]]|\s)*$")
_BULLET = re.compile(r"[-–+•*●▪◦]\s?\S")
_MARKED = re.compile(r"<sup>\d{1,3}</sup>\s*\S")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Its text in one line, the size of its letters and its first baseline.

    ``open_start``: its first line may go on with a page before; ``open_end``: its last is full.
    """

    text: str
    size: float
    y: float
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class _Frame:
    """A block's measure: its edges, and the usual distance of its baselines."""

    left: float
    right: float
    pitch: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def paragraphs_of(lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs of one block."""
    if not lines:
        return []
    frame = _frame(lines)
    groups: list[list[Line]] = [[lines[0]]]
    for one, two in pairwise(lines):
        if _continues(groups[-1], one, two, frame):
            groups[-1].append(two)
        else:
            groups.append([two])
    return [_paragraph(group, frame) for group in groups]


def _frame(lines: Sequence[Line]) -> _Frame:
    """Edges where several lines begin and end; an odd one outside them does not count."""
    starts = Counter(round(line.x0 / 2) for line in lines)
    common = [edge * 2.0 for edge, count in starts.items() if count >= max(2, len(lines) // 12)]
    left = min(common) if common else min(line.x0 for line in lines)
    ends = sorted(line.x1 for line in lines)
    right = ends[-1 - len(ends) // 20]
    pitches = [two.y - one.y for one, two in pairwise(lines) if two.y > one.y]
    return _Frame(left, right, _usual(pitches))


def _usual(pitches: Sequence[float]) -> float:
    """The commonest distance, of several as common the least."""
    if not pitches:
        return 0.0
    counts = Counter(round(pitch * 2) / 2 for pitch in pitches)
    most = max(counts.values())
    if most == 1:
        return median(pitches)
    return min(pitch for pitch, count in counts.items() if 2 * count >= most)


def _continues(group: Sequence[Line], one: Line, two: Line, frame: _Frame) -> bool:
    """Whether line ``two`` goes on with the paragraph of the lines before it."""
    pitch = two.y - one.y
    usual = max(frame.pitch, 1.05 * one.size) if one.size > 0.9 * two.size else frame.pitch
    if abs(one.size - two.size) > 0.12 * max(one.size, two.size):
        return False
    if _MARKED.match(two.text):
        return False
    if _centred(two, frame) and (_centred(one, frame) or _wide_title(one, frame)):
        return pitch <= 1.35 * usual and _one_title(group, one, two)
    if _all_caps(group) and not _is_caps(two.text):
        return False
    if _title_ends(group, two) or (one.text.endswith(";") and two.text.startswith("Căn cứ ")):
        return False
    if pitch > _GAP * usual or two.x0 - one.x0 > _INDENT * two.size:
        return False
    if not _full(one, two, frame):
        return False
    if two.x0 - frame.left <= _INDENT * two.size or len(group) > 1:
        return not (two.x0 >= one.x0 - 1 and starts(two.text) and _ENDED.search(one.text))
    if one.x0 - two.x0 > _INDENT * two.size:
        return True
    # lines set in alike: paragraphs of one full line, or the lines of a hanging one
    return not (starts(two.text) or _ENDED.search(one.text))


def _title_ends(group: Sequence[Line], two: Line) -> bool:
    """Whether bold lines without a label end before a plain one that begins anew.

    A heading that runs in ("1. Sở Y tế: ...") has a label.
    """
    bold = all("b" in line.style for line in group)
    return bold and "b" not in two.style and two.text[:1].isupper() and not starts(group[0].text)


def _full(one: Line, two: Line, frame: _Frame) -> bool:
    """Whether the next line's first word found no more room."""
    first = two.text.split(maxsplit=1)[0]
    width = (two.x1 - two.x0) * (len(first) + 1) / max(1, len(two.text))
    return one.x1 + width > frame.right - _FULL * one.size


def starts(text: str) -> bool:
    """Whether a line begins with a label or a bullet."""
    return bool(read_markers(text) or _BULLET.match(text))


def _centred(line: Line, frame: _Frame) -> bool:
    return (
        line.x0 - frame.left > 2 * line.size
        and frame.right - line.x1 > 0.5 * line.size
        and abs((line.x0 + line.x1) / 2 - frame.middle) < 0.03 * (frame.right - frame.left) + 3
    )


def _wide_title(line: Line, frame: _Frame) -> bool:
    """A title's first line that nearly fills the page: set in alike on both sides."""
    left, right = line.x0 - frame.left, frame.right - line.x1
    return min(left, right) > 0.15 * line.size and abs(left - right) < 0.2 * line.size + 1


def _one_title(group: Sequence[Line], one: Line, two: Line) -> bool:
    """Lines of one title: the same letters, and not the type's name alone above it."""
    return (
        one.style == two.style
        and _is_caps(one.text) == _is_caps(two.text)
        and TYPE_NAMES.fullmatch(" ".join(line.text for line in group)) is None
        and not starts(two.text)
        and not two.text.startswith("(")
        and not _ENDED.search(one.text)
    )


def _is_caps(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 1 and sum(map(str.isupper, letters)) > 0.9 * len(letters)


def _all_caps(group: Sequence[Line]) -> bool:
    return all(_is_caps(line.text) for line in group)


def _paragraph(group: Sequence[Line], frame: _Frame) -> Paragraph:
    last, first = group[-1], group[0]
    return Paragraph(
        joined([line.text for line in group]),
        first.size,
        first.y,
        open_start=first.x0 - frame.left <= _INDENT * first.size and not starts(first.text),
        open_end=frame.right - last.x1 < 3 * last.size and not _centred(last, frame),
    )


def joined(lines: Sequence[str]) -> str:
    """Broken lines as one."""
    text = lines[0]
    for line in lines[1:]:
        tight = _CODE.search(text) is not None and _JOINED.match(line) is not None
        text = f"{text}{line}" if tight and not text[-2:-1].isspace() else f"{text} {line}"
    return text
