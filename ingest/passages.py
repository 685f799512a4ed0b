"""Outline -> passages: one a node's own span; a long one is cut at sentence ends."""

from __future__ import annotations

import re
from bisect import bisect_right

from rag.schema import Document, Passage, Section, Step

MAX_CHARACTERS = 1_000
_SHORT = 60
_SENTENCE_END = re.compile(r"[.;!?…][”\")]?\s+(?=\S)")
_HEADING_SHOWN = 160
_LETTER = re.compile(r"[^\W\d_]")


def passages(
    plan_id: str, document: Document, sections: tuple[Section, ...]
) -> tuple[Passage, ...]:
    """The passages of one plan in document order."""
    by_path = {section.path: section for section in sections}
    found: list[Passage] = []
    for section in sections:
        start, end = own_bounds(document.text, section)
        if not _LETTER.search(document.text[start:end]):
            continue
        parents = [by_path[section.path[:depth]] for depth in range(1, len(section.path))
                   if section.path[:depth] in by_path]  # fmt: skip
        headings = tuple(shown_heading(document.text, parent) for parent in parents)
        cuts = split_sentences(document.text, start, end, MAX_CHARACTERS)
        for number, (cut_start, cut_end) in enumerate(cuts, start=1):
            path = section.path if len(cuts) == 1 else (*section.path, Step("cau", str(number)))
            found.append(
                Passage(
                    plan_id=plan_id,
                    path=path,
                    start=cut_start,
                    text=document.text[cut_start:cut_end],
                    headings=headings,
                    lead_in=None
                    if section.path[-1].level == "hang"
                    else _lead_in(document.text, parents, cut_end - cut_start),
                    pages=pages_of(document.pages, cut_start, cut_end),
                )
            )
    return tuple(found)


def own_bounds(text: str, section: Section) -> tuple[int, int]:
    """The own span without white space at its ends."""
    own = text[section.start : section.end]
    start = section.start + len(own) - len(own.lstrip())
    return start, max(start, section.start + len(own.rstrip()))


def shown_heading(text: str, section: Section) -> str:
    """What names a node in a path: its heading, or the first words of its text."""
    start, end = own_bounds(text, section)
    heading = text[start : section.heading_end].strip()
    if heading:
        return " ".join(heading.split())
    own = " ".join(text[start:end].split())
    if len(own) <= _HEADING_SHOWN:
        return own
    return own[: own.rfind(" ", 0, _HEADING_SHOWN)] + "…"


def _lead_in(text: str, parents: list[Section], length: int) -> str | None:
    """The sentence above a list: needed where it ends in a colon or the item is very short."""
    if not parents:
        return None
    start, end = own_bounds(text, parents[-1])
    lead = text[start:end]
    if not lead or len(lead) > MAX_CHARACTERS:
        return None
    return lead if lead.endswith(":") or length < _SHORT else None


def split_sentences(text: str, start: int, end: int, limit: int) -> tuple[tuple[int, int], ...]:
    """[start, end) in pieces of at most ``limit`` characters, cut behind sentence ends.

    A single sentence longer than the limit stays whole: half a sentence cannot be quoted.
    """
    if end - start <= limit:
        return ((start, end),)
    ends = [start + m.end() for m in _SENTENCE_END.finditer(text[start:end])] + [end]
    pieces: list[tuple[int, int]] = []
    begin = last = start
    for position in ends:
        if position - begin > limit and last > begin:
            pieces.append((begin, last))
            begin = last
        last = position
    pieces.append((begin, end))
    return tuple((a, a + len(text[a:b].rstrip())) for a, b in pieces)


def pages_of(pages: tuple[int, ...] | None, start: int, end: int) -> tuple[int, int] | None:
    """First and last page, from 1, of the clean span [start, end)."""
    if pages is None:
        return None
    return max(1, bisect_right(pages, start)), max(1, bisect_right(pages, max(start, end - 1)))
