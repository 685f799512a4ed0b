"""Agencies listed behind one head: "Các Sở: Y tế, Tư pháp" is Sở Y tế and Sở Tư pháp."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.names.agencies import AgencyMention

_HEAD = re.compile(r"\b[Cc]ác\s+(?P<head>[Ss]ở|[Pp]hòng)(?:\s*:\s*|\s+)(?=[A-ZĐÀ-Ỹ])")
_NEXT = re.compile(r"(?:,|;|\s+và)\s+(?=[A-ZĐÀ-Ỹ])")
_CUT = re.compile(r"[,;.:]\s|\svà\s|$")
_MOST_PARTS = 5
_LONGEST = 90
"""Characters within which a field's name and its level end."""


_EITHER = re.compile(
    r"\b(?P<one>Sở|Phòng|sở|phòng|So|Phong|so|phong)\s*(?:/|hoặc|hoac|hay)\s*"
    r"(?P<other>Sở|Phòng|sở|phòng|So|Phong|so|phong)\s+"
    r"(?P<field>\w+(?: \w+)??(?= (?:của|cua|ở|o|tại|tai|trong|làm|lam|khác|khac|được|duoc|có|co|"
    r"thì|thi|và|va|giữa|giua|phải|phai|như|nhu)\b|[,?;.]|$))"
)


def heads_written_out(text: str) -> str:
    """ "Sở/Phòng Y tế" as "Sở Y tế, Phòng Y tế": one field's agencies of two levels."""

    def both(match: re.Match[str]) -> str:
        if match["one"].lower() == match["other"].lower():
            return match.group()
        return f"{match['one']} {match['field']}, {match['other']} {match['field']}"

    return _EITHER.sub(both, text)


def headed(text: str, find: Callable[[str], tuple[AgencyMention, ...]]) -> Iterator[AgencyMention]:
    """The mentions of such lists; the first begins at "Các", each other at its field.

    ``find`` finds agencies in a text; each field is looked up behind the head.
    """
    for match in _HEAD.finditer(text):
        head = match["head"].capitalize()
        start, at = match.start(), match.end()
        while True:
            first = _named(head, text[at : at + _LONGEST], find)
            if first is None:
                break
            end = at + first.end - len(head) - 1
            yield replace(first, start=start, end=end, written=text[start:end], headed=True)
            behind = _NEXT.match(text, end)
            if behind is None:
                break
            start = at = behind.end()


def _named(
    head: str, field: str, find: Callable[[str], tuple[AgencyMention, ...]]
) -> AgencyMention | None:
    """The longest listed name that a field begins with: "Văn hóa, Thể thao và Du lịch"."""
    longest: AgencyMention | None = None
    for cut in list(_CUT.finditer(field))[:_MOST_PARTS]:
        one = next(iter(find(f"{head} {field[: cut.start()]}")), None)
        if one is None or one.start > 0 or one.generic or one.kind == "khac":
            continue
        if longest is None or one.end > longest.end:
            longest = one
    return longest
