"""Page numbers left in a file without pages: taken out where they run through it.

A list's own bare numbers ("2" in a table's cell, "1" above its item) stand on lines of their own
as well; a number is a page's where it cuts a sentence, is written as one ("- 3 -", "Trang 4",
"4/7"), or goes on with those that do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.markers import read_markers
from ingest.traced import Traced

PAGE_TURN = "\ue003"
"""Stands for a page number taken out, until lines are joined."""

_NUMBER = re.compile(
    r"(?P<open>[-–—]\s*|Trang\s+(?:số\s+)?)?(?P<number>\d{1,3})"
    r"(?:\s*/\s*(?P<of>\d{1,3}))?\s*(?P<close>[-–—])?",
    re.IGNORECASE,
)
_DECORATION = " \t\u00a0*_#"
_END = re.compile(r"[.;:!?…](?:[”\"’')\]]|\s)*$|/\.?\s*$")
_LONG_LINE = 30
"""A cell of a table is shorter than a line that a page break cuts."""
_PAGE = 600
"""Characters between two bare numbers that are pages'; a list's items are nearer."""
_FURTHEST_SKIP = 3
_UNMISTAKABLE = frozenset("-–—t")
"""Opening characters of "- 3 -" and "Trang 4": nothing else is printed so, alone on its line."""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number alone on its line; ``at`` counts the characters before it."""

    line: int
    value: int
    at: int
    style: str
    cuts: bool
    apart: bool


@dataclass(frozen=True, slots=True)
class _Run:
    length: int
    last: _Number
    before: _Run | None


def without_page_numbers(lines: list[Traced]) -> list[Traced]:
    """Each page number's line becomes ``PAGE_TURN``."""
    found = _page_lines([line.text.strip(_DECORATION) for line in lines])
    return [
        Traced(PAGE_TURN, line.origins[:1]) if number in found else line
        for number, line in enumerate(lines)
    ]


def _page_lines(texts: Sequence[str]) -> frozenset[int]:
    numbers = _numbers(texts)
    found: set[int] = set()
    for style in sorted({number.style for number in numbers}):
        own = [number for number in numbers if number.style == style]
        run = _bare_run(own) if style == "bare" else _longest(own)
        if style in _UNMISTAKABLE:
            run = own
        if len(run) >= 2 or style in _UNMISTAKABLE or any(number.cuts for number in run):
            found |= {number.line for number in run}
    return frozenset(found)


def _numbers(texts: Sequence[str]) -> list[_Number]:
    found: list[_Number] = []
    at = 0
    filled = [line for line, text in enumerate(texts) if text]
    for line, text in enumerate(texts):
        match = _NUMBER.fullmatch(text) if text else None
        if match is not None and _well_formed(match):
            own = bisect_left(filled, line)
            before = texts[filled[own - 1]] if own else ""
            after = texts[filled[own + 1]] if own + 1 < len(filled) else ""
            style = (match["open"] or "").strip().lower()[:1] or ("/" if match["of"] else "bare")
            apart = (line == 0 or not texts[line - 1]) and (
                line + 1 == len(texts) or not texts[line + 1]
            )
            found.append(
                _Number(line, int(match["number"]), at, style, _cuts(before, after, style), apart)
            )
        at += len(text) + 1
    return found


def _well_formed(match: re.Match[str]) -> bool:
    """ "- 3" is a list's item and "-3" a figure, "- 3 -" a page; "4/7" is the fourth of seven."""
    opened, closed = (match["open"] or "").strip(), match["close"] or ""
    if opened[:1] in ("-", "–", "—") or closed:
        return bool(opened) and bool(closed)
    return match["of"] is None or int(match["number"]) <= int(match["of"])


def _cuts(before: str, after: str, style: str) -> bool:
    """Whether the number stands between an unfinished line and its lower-case continuation."""
    if not before or not after or not after[0].islower() or read_markers(after):
        return False
    if _NUMBER.fullmatch(before) or _END.search(before):
        return False
    return len(before) >= _LONG_LINE or style != "bare"


def _longest(numbers: Sequence[_Number], page: int = 0) -> list[_Number]:
    """The longest increasing run, at most a few numbers skipped at each step."""
    # by the value it ends with, the longest run so far: its length, last number and beginning
    ending: dict[int, _Run] = {}
    best: _Run | None = None
    for number in numbers:
        runs = [ending[value] for value in range(number.value - _FURTHEST_SKIP, number.value)
                if value in ending]  # fmt: skip
        far = [run for run in runs
               if number.at - run.last.at >= page * (number.value - run.last.value)]  # fmt: skip
        before = max(far, key=lambda run: run.length, default=None)
        run = _Run((before.length if before else 0) + 1, number, before)
        known = ending.get(number.value)
        if known is None or run.length >= known.length:
            ending[number.value] = run
        if best is None or run.length > best.length:
            best = run
    found: list[_Number] = []
    while best is not None:
        found.append(best.last)
        best = best.before
    return found[::-1]


def _bare_run(numbers: Sequence[_Number]) -> list[_Number]:
    """Numbers that cut sentences, with those that go on with them a page away.

    Without one that cuts, only a run of numbers that stand apart, each a page from the next.
    """
    cutting = _longest([number for number in numbers if number.cuts])
    apart = [number for number in numbers if number.apart]
    if not cutting:
        return _longest(apart, _PAGE)
    run = list(cutting)
    step = _step(cutting)
    for number in numbers:
        # a number stands in the run where the pages before and after leave room for it
        if number.cuts or not (number.apart or len(cutting) > 1):
            continue
        place = bisect_left(run, number.line, key=lambda one: one.line)
        later = run[place : place + 1]
        if _fits(run[max(0, place - 1) : place], number, step=step) and _fits(
            [number], *later, step=step
        ):
            run.insert(place, number)
    return run


def _step(run: Sequence[_Number]) -> float:
    """Half a page in characters, as the run itself tells."""
    if len(run) < 2:
        return _PAGE / 2
    return (run[-1].at - run[0].at) / (run[-1].value - run[0].value) / 2


def _fits(before: Sequence[_Number], *after: _Number, step: float) -> bool:
    if not before or not after:
        return True
    pages = after[0].value - before[0].value
    return pages >= 1 and after[0].at - before[0].at >= step * pages
