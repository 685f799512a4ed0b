"""Agency names with a slip of the keyboard, in questions: compared with the listed names only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from rag.names.phrases import letters, words
from rag.text import even_tones, fold, has_marks, lower

if TYPE_CHECKING:
    from rag.names.agencies import AgencyMention, AgencyName, AgencyNames

_ONE_SLIP = 7
_TWO_SLIPS = 15
"""Letters a name must have for one slip, for two."""


def misspelt(
    names: AgencyNames, text: str, known: tuple[AgencyMention, ...]
) -> tuple[AgencyMention, ...]:
    """Mentions with one or two wrong letters, or wrong marks, outside the known ones."""
    plain, folded = even_tones(text), fold(text)
    spans = words(plain)
    found: list[AgencyMention] = []
    for at, (start, end) in enumerate(spans):
        taken = (*known, *found)
        over = [m for m in taken if m.start < end and start < m.end]
        if any(m.start != start or m in found for m in over):
            continue
        # "Chi cục Thông kê", known by its shape alone, may be a listed name misspelt
        shape_alone = all(names.in_questions.get(m.name) is None for m in over)
        least = start + 1 if shape_alone else max(m.end for m in over) + 1
        head = folded[start:end]
        room = min((m.start for m in taken if m.start >= end), default=len(text))
        best: tuple[int, int, AgencyName] | None = None
        for length, key, entry in names.by_head.get(head, ()):
            for last in range(at + length - 2, at + length + 1):
                if last <= at or last >= len(spans) or not least <= spans[last][1] <= room:
                    continue
                if not shape_alone and _another_word(folded[slice(*spans[last])], entry):
                    continue
                slips = _slips(letters(folded[start : spans[last][1]]), key)
                if (
                    slips
                    and has_marks(plain[start:end])
                    and not _same_head(plain[start:end], entry)
                ):
                    continue  # "sổ tay đúng không" is no "Sở Xây dựng"
                if slips is not None and (best is None or (slips, -last) < (best[0], -best[1])):
                    best = (slips, last, entry)
        if best and not names.is_part(plain, start, spans[best[1]][1]):
            found.append(names.mention(text, start, spans[best[1]][1], best[2]))
    return tuple(found)


_SHORT = 2


def _another_word(written: str, entry: AgencyName) -> bool:
    """ "Công đoàn có …" is no slip for "Công đoàn Sở": a word as short is another word."""
    last = fold(entry.name).split()[-1]
    return len(last) <= _SHORT and written != last


def _same_head(written: str, entry: AgencyName) -> bool:
    return lower(even_tones(entry.name)).startswith(lower(written))


def _slips(written: str, key: str) -> int | None:
    """How many letters differ, where so many may."""
    allowed = 2 if len(key) >= _TWO_SLIPS else 1 if len(key) >= _ONE_SLIP else 0
    slips = Levenshtein.distance(written, key, score_cutoff=allowed)
    return slips if slips <= allowed else None
