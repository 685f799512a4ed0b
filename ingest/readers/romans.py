"""Roman figures counted on the picture, stroke by stroke: "Quý III" is often read "Quý II".

    Quý II, quý H   three or two strokes stand there: III, II
    QuýIH           in a narrow cell, its space lost
    IL MỤC TIÊU     a heading's label whose dot was taken for an L's foot: "II."
    1. MỤC TIÊU     a one has a flag to the left, an I has none or two: "I."

A stroke runs straight through the middle of a capital's height; those of an H are joined there,
those of a V lean. Figures that were read are never made fewer: print may be broken.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.readers.tesseract import Word
from rag.text import fold

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray
    from PIL.Image import Image

    Ink = NDArray[numpy.bool_]

_FIGURE = re.compile(r"(?P<before>[\"'“(]*)(?P<strokes>[IlL1|!H]{1,4})(?P<after>[.,;:)]*)")
_GLUED = re.compile(r"(?P<before>[Qq]uý|QUÝ)(?P<strokes>[IlL1|!HiíïÌ]{1,4})(?P<after>[.,;:)]*)")
_BEHIND = 0.55
"""Of the width of "QuýII": where what is counted begins, at the latest."""
_MOST = 3
_COUNTED = frozenset("quy phan chuong muc luc cap hang loai nhom doan ky khoa bac dot bieu".split())
"""Words without marks that a Roman figure follows: "Phụ lục II", "giai đoạn II"."""
_CAPITALS = 0.9
"""Share of a heading's letters."""
_DARK = 150
# of a capital's height
_MIDDLE = (0.15, 0.75)
"""What a stroke runs through, and a serif, a small letter and a speck do not."""
_WHOLE = 0.85
_REACH = 0.9
"""How far beside its box a stroke that was overlooked may stand."""
_APART = 0.6
_LEAN = 0.07
_OVER = 0.4
"""How far a table's rule runs on above or below, and no stroke."""
_END = 0.15
"""Above and below: where serifs, flags and feet are."""
_FLAG = 0.07
_DOT = 0.2
_FOOT = 0.45
"""An L's foot reaches farther, a serif with the dot behind it does not."""


def romans_counted(words: Sequence[Word], image: Image) -> tuple[Word, ...]:
    """The words with as many Roman figures as there are strokes."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import numpy

    ink: Ink | None = None
    found = list(words)
    for at, word in enumerate(words):
        if glued := _GLUED.fullmatch(word.text):
            ink = numpy.asarray(image) < _DARK if ink is None else ink
            start = word.left + round(_BEHIND * (word.right - word.left))
            strokes = _Strokes.of(ink[:, start : _room(words, at)[1]], word.top, word.bottom)
            text = _counted(glued, strokes, heads=False)
            found[at] = replace(word, text=text)
            continue
        match = _FIGURE.fullmatch(word.text)
        heads = match is not None and _heads(words, at)
        if match is None or not (heads or _may_follow(words, at, match["strokes"])):
            continue
        ink = numpy.asarray(image) < _DARK if ink is None else ink
        left, right = _room(words, at)
        strokes = _Strokes.of(ink[:, left:right], word.top, word.bottom)
        text = _counted(match, strokes, heads=heads)
        found[at] = replace(word, text=text)
    return tuple(found)


def _heads(words: Sequence[Word], at: int) -> bool:
    """Whether the word labels a heading: nothing but dirt before it, capitals behind."""
    line = [word for word in words[max(0, at - 3) : at + 12] if _one_line(word, words[at])]
    before = [word for word in line if word.left < words[at].left]
    letters = [
        letter for word in line if word.left > words[at].left
        for letter in word.text if letter.isalpha()
    ]  # fmt: skip
    if any(character.isalnum() for word in before for character in word.text):
        return False
    return len(letters) > _MOST and sum(map(str.isupper, letters)) >= _CAPITALS * len(letters)


def _may_follow(words: Sequence[Word], at: int, strokes: str) -> bool:
    """Whether a Roman figure is expected here; "II" is one anywhere."""
    if set(strokes) == {"I"}:
        return True
    return at > 0 and len(strokes) + strokes.count("H") > 1 and (
        fold(words[at - 1].text) in _COUNTED and _one_line(words[at - 1], words[at])
    )  # fmt: skip


def _room(words: Sequence[Word], at: int) -> tuple[int, int]:
    """From where to where its strokes may stand: up to its neighbours."""
    word = words[at]
    reach = round(_REACH * (word.bottom - word.top))
    beside = [
        one for one in (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
        if _one_line(one, word)
    ]  # fmt: skip
    left = max([word.left - reach, 0, *(o.right for o in beside if o.left < word.left)])
    right = min([word.right + reach, *(o.left for o in beside if o.left > word.left)])
    return min(left, word.left), max(right, word.right)


def _one_line(one: Word, two: Word) -> bool:
    return (one.block, one.paragraph, one.line) == (two.block, two.paragraph, two.line)


def _counted(match: re.Match[str], strokes: _Strokes, *, heads: bool) -> str:
    """The word as the strokes tell it; as it was read where they tell nothing."""
    read, after = match["strokes"], match["after"]
    count = strokes.count
    if not len(read) + read.count("H") <= count <= _MOST:
        return match[0]
    if set(read) != {"I"} and heads:
        if read.isdigit() and (count > 1 or not strokes.even):
            return match[0]
        if "L" in read and strokes.foot:
            return match[0]
        after = after or ("." if strokes.dot else "")
    space = " " if match.re is _GLUED else ""
    return f"{match['before']}{space}{'I' * count}{after}"


@dataclass(frozen=True, slots=True)
class _Strokes:
    """Upright strokes side by side.

    ``even``: nothing reaches farther to one side of the first one's head than to the other;
    ``foot``: the last one's reaches far to the right; ``dot``: something stands there.
    """

    count: int = 0
    even: bool = False
    foot: bool = False
    dot: bool = False

    @classmethod
    def of(cls, ink: Ink, top: int, bottom: int) -> _Strokes:
        import numpy

        height = bottom - top
        start, end = (top + round(share * height) for share in _MIDDLE)
        middle = ink[start:end]
        if not middle.size:
            return cls()
        dark = numpy.flatnonzero(middle.mean(axis=0) >= _WHOLE)
        runs = [run for run in numpy.split(dark, numpy.flatnonzero(numpy.diff(dark) > 1) + 1)
                if run.size and _is_stroke(ink, run, (top, bottom))]  # fmt: skip
        if not runs or any(
            two[0] - one[-1] > _APART * height or middle[:, one[-1] + 1 : two[0]].any(axis=0).all()
            for one, two in pairwise(runs)
        ):
            return cls()
        first, last = int(runs[0][0]), int(runs[-1][-1])
        edge = max(1, round(_END * height))
        head = numpy.asarray(ink[top : top + edge].any(axis=0))
        foot = numpy.asarray(ink[bottom - edge : bottom].any(axis=0))
        uneven = _reach(head[:first][::-1]) - _reach(head[int(runs[0][-1]) + 1 :])
        behind = foot[last + 1 + round(_DOT * height) :]
        return cls(
            len(runs),
            abs(uneven) <= _FLAG * height,
            _reach(foot[last + 1 :]) > _FOOT * height,
            bool(behind.any()),
        )


def _is_stroke(ink: Ink, run: NDArray[numpy.intp], sides: tuple[int, int]) -> bool:
    """Straight, and no longer than a letter."""
    top, bottom = sides
    height = bottom - top
    over = round(_OVER * height)
    centre = int(run[len(run) // 2])
    above, below = ink[max(0, top - over) : top, centre], ink[bottom : bottom + over, centre]
    if any(side.size and side.all() for side in (above, below)):
        return False
    ends = [
        ink[at : at + max(1, height // 8), max(0, run[0] - height // 4) : run[-1] + height // 4]
        for at in (top + height // 5, bottom - height // 3)
    ]
    if not all(end.any() for end in ends):
        return False
    one, two = (float(end.nonzero()[1].mean()) for end in ends)
    return abs(one - two) <= _LEAN * height


def _reach(dark: NDArray[numpy.bool_]) -> int:
    """How many columns from here on are dark."""
    return int(dark.argmin()) if not dark.all() else int(dark.size)
