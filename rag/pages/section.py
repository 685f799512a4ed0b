"""What the side panel shows: the part of a plan around a quote, long enough to be understood."""

from __future__ import annotations

from dataclasses import dataclass

from rag.schema import Citation, Section

_NEVER_ALONE = frozenset({"diem", "ngoac", "gach", "doan", "cau", "hang"})
"""Levels that say little without the item they belong to."""

_COMFORTABLE = 2_500
"""Characters that are read at a glance: a parent up to this size is shown whole."""

_LONGEST = 8_000
"""A parent above this size is not shown even for the sake of a single bullet."""

_AROUND = 600
"""Characters shown on each side of a quote that no section holds."""


@dataclass(frozen=True, slots=True)
class SectionView:
    """The section a quote stands in. All offsets are relative to ``text``.

    ``headings`` run from the outermost down to the section itself; ``heading_end`` ends the
    part of ``text`` that names the section (0 where it has no heading).
    """

    headings: tuple[str, ...]
    text: str
    quote_start: int
    quote_end: int
    page: int | None
    heading_end: int = 0


def section_view(text: str, sections: tuple[Section, ...], citation: Citation) -> SectionView:
    """The smallest section that holds the quote and can be read alone, with its headings."""
    holding = sorted(
        (
            s
            for s in sections
            if s.path and s.start <= citation.start and citation.end <= s.tree_end
        ),
        key=lambda s: (len(s.path), s.start),
    )
    if not holding:
        start = max(0, citation.start - _AROUND)
        end = min(len(text), citation.end + _AROUND)
        return SectionView(
            citation.path,
            text[start:end],
            citation.start - start,
            citation.end - start,
            citation.page,
        )
    chosen = len(holding) - 1
    while chosen > 0:
        size = holding[chosen - 1].tree_end - holding[chosen - 1].start
        alone = holding[chosen].path[-1].level not in _NEVER_ALONE
        if size > (_COMFORTABLE if alone else _LONGEST):
            break
        chosen -= 1
    section = holding[chosen]
    shown = text[section.start : section.tree_end].rstrip()
    headings = tuple(
        heading
        for node in holding[: chosen + 1]
        if (heading := text[node.start : node.heading_end].strip())
    )
    return SectionView(
        headings=headings,
        text=shown,
        quote_start=citation.start - section.start,
        quote_end=min(citation.end - section.start, len(shown)),
        page=citation.page,
        heading_end=max(0, section.heading_end - section.start),
    )
