"""Labels: a number skipped, printed twice; a heading written unlike its neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from rag.book import Book
from rag.checks.finding import Finding, Rule, body
from rag.schema import Section, Slice

_NUMBERED = ("phan", "chuong", "dieu", "muc", "khoan", "diem")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"I": 1, "V": 5, "X": 10}
_FEWEST = 3
"""Headings in capitals from which one that is not stands out."""


def _ordinals(run: list[Section]) -> list[int | None]:
    """The numbers of a run; "I" is a letter where "H" or "K" stands beside it."""
    labels = [s.path[-1].label.partition("~")[0].rpartition(".")[2] for s in run]
    roman = all(label and set(label) <= set(_ROMAN) for label in labels)
    return [_ordinal(label, roman=roman) for label in labels]


def _ordinal(last: str, *, roman: bool) -> int | None:
    """ "VI" is 6, "3" is 3, "đ" is 5; None for a label that does not count."""
    if last.isdigit():
        return int(last)
    if roman:
        values = [_ROMAN[letter] for letter in last]
        return sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))
    if len(last) == 1 and last.lower() in _LETTERS:
        return _LETTERS.index(last.lower()) + 1
    return None


def _runs(book: Book, plan_id: str) -> Iterator[list[Section]]:
    """Numbered siblings in reading order."""
    runs: dict[tuple[str, str], list[Section]] = defaultdict(list)
    for section in book.sections(plan_id).values():
        step = section.path[-1]
        if step.level in _NUMBERED:
            parent = "/".join(map(str, section.path[:-1]))
            stem = step.label.partition("~")[0].rpartition(".")[0]
            runs[(parent, f"{step.level} {stem}")].append(section)
    yield from runs.values()


def _gaps(book: Book, plan_id: str) -> Iterator[Finding]:
    for run in _runs(book, plan_id):
        pairs = zip(pairwise(run), pairwise(_ordinals(run)), strict=True)
        for (before, behind), (one, other) in pairs:
            if one is None or other is None or other <= one + 1:
                continue
            # "c)", "d)", "e)": some offices leave đ out
            if before.path[-1].label == "d" and behind.path[-1].label == "e":
                continue
            first, second = (s.path[-1].label.partition("~")[0] for s in (before, behind))
            heads = (_head(book, plan_id, before), _head(book, plan_id, behind))
            values = {"first": first, "second": second}
            yield Finding("Đánh số nhảy từ {first} sang {second}", heads, values)


def _twice(book: Book, plan_id: str) -> Iterator[Finding]:
    """A label again under the same parent; "1" again is a list that starts anew."""
    for run in _runs(book, plan_id):
        pairs = zip(pairwise(run), pairwise(_ordinals(run)), strict=True)
        for (before, behind), (one, other) in pairs:
            if one is not None and one == other and one > 1:
                label = before.path[-1].label.partition("~")[0]
                heads = (_head(book, plan_id, before), _head(book, plan_id, behind))
                yield Finding("Số thứ tự {label} dùng hai lần", heads, {"label": label})


def _case(book: Book, plan_id: str) -> Iterator[Finding]:
    """One Mục's heading in small letters, all the others in capitals."""
    headings = [
        (s, book.slice(plan_id, s, s.start, s.heading_end))
        for s in body(book, plan_id)
        if s.path[-1].level in ("muc", "phan") and s.heading_end > s.start
    ]
    small = [one for one in headings if not _in_capitals(one[1])]
    if len(small) == 1 and len(headings) - 1 >= _FEWEST:
        yield Finding("Tiêu đề mục không viết hoa như các mục khác", (small[0][1],))


def _in_capitals(piece: Slice) -> bool:
    """Whether any word behind the label is: text may run on behind "III. CHỈ TIÊU"."""
    return any(len(word) > 1 and word.isupper() for word in piece.text.split()[1:])


def _head(book: Book, plan_id: str, section: Section) -> Slice:
    """The heading, or the first words where the item has none."""
    end = section.heading_end if section.heading_end > section.start else section.end
    piece = book.slice(plan_id, section, section.start, end)
    line = piece.text.split("\n", 1)[0]
    cut = line if len(line) <= 120 else line[: line.rfind(" ", 0, 120)]
    return book.slice(plan_id, section, piece.start, piece.start + len(cut))


RULES = (
    Rule("numbering-gap", "lỗi", "đánh số nhảy", _gaps),
    Rule("numbering-twice", "lỗi", "một số thứ tự dùng hai lần", _twice),
    Rule("heading-case", "lỗi", "một tiêu đề mục viết khác các tiêu đề cùng cấp", _case),
)
