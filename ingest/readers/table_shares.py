"""Shares of a table on pages that follow each other: one table, a row that a break cuts one row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ingest.markers import read_markers
from ingest.readers.pages.paragraphs import joined
from rag.text import fold

_SAME_EDGES = 0.012
"""Of the table's width: between the columns of its shares; a scan is never as wide as the next."""
_SAME_HEAD = 88.0
"""Likeness, of 100, of a header that is printed again and recognised a little otherwise."""
_ENDED = re.compile(r"[.;:!?…](?:[”\"’')\]]|\s)*$")


@dataclass(frozen=True, slots=True)
class Share:
    """A table's rows on one page, its first ``heads`` the header; ``xs`` part its columns."""

    xs: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: int


_S = TypeVar("_S", bound=Share)
_T = TypeVar("_T", bound=Share)


def same_columns(one: Share, two: Share) -> bool:
    """Whether both are parted at the same places, wherever they begin on their pages."""
    (a, *_, b), (c, *_, d) = one.xs, two.xs
    return len(one.xs) == len(two.xs) and all(
        abs((x - a) / (b - a) - (y - c) / (d - c)) <= _SAME_EDGES
        for x, y in zip(one.xs, two.xs, strict=True)
    )


def head_again(one: Share, two: Share) -> int:
    """How many rows of the second share are the header of the first, printed again."""
    from rapidfuzz import fuzz

    head = one.rows[: one.heads]
    if not head or len(two.rows) < len(head):
        return 0
    pairs = zip(head, two.rows, strict=False)
    alike = (fuzz.ratio(fold(" ".join(a)), fold(" ".join(b))) for a, b in pairs)
    return len(head) if all(likeness >= _SAME_HEAD for likeness in alike) else 0


def row_whole(one: _S, two: _T) -> tuple[_S, _T]:
    """The shares, a row that the break between them cuts whole in the first."""
    again = head_again(one, two)
    if not same_columns(one, two) or len(two.rows) <= again or len(one.rows) <= one.heads:
        return one, two
    last, rest = one.rows[-1], two.rows[again]
    if not _is_rest(last, rest):
        return one, two
    whole = tuple(joined([a, b]) if a and b else a or b for a, b in zip(last, rest, strict=True))
    return (
        replace(one, rows=(*one.rows[:-1], whole)),
        replace(two, rows=(*two.rows[:again], *two.rows[again + 1 :])),
    )


def _is_rest(last: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether a row goes on with the one above: nothing of its own, and words in mid-sentence.

    Without a number to tell them apart its first words must be the middle of a sentence.
    """
    filled = [(a, b) for a, b in zip(last, rest, strict=True) if b]
    if not filled or not all(a for a, _ in filled):
        return False
    if rest[0] or not last[0]:
        return filled[0][1][0].islower() and not read_markers(filled[0][1])
    return any(b[0].islower() or not _ENDED.search(a) for a, b in filled)


def rows_text(share: Share, first: Share | None) -> str:
    """Markdown rows; a share of a table that began before (``first``) has no header of its own."""
    rows = [f"| {' | '.join(map(_markdown, cells))} |" for cells in share.rows]
    if first is not None:
        return "\n".join(rows[head_again(first, share) :])
    if share.heads:
        rows[1:1] = ["|" + "---|" * (len(share.xs) - 1)]
    return "\n".join(rows)


def _markdown(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\n", "<br>")
