"""Who signs a document, and as what: the name and the office of its foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.offices import office_of
from ingest.places import natural_case
from ingest.zones import OFFICE, SIGNED_BESIDE, signed_beside
from rag.lexicon import Lexicon
from rag.text import SMALL

_NAME = re.compile(rf"[A-ZĐÀ-Ỹ][{SMALL}']*(?:\s+[A-ZĐÀ-Ỹ][{SMALL}'\-]*){{1,5}}")
# "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Nguyễn Văn An": the lines of a table's cell read as one;
# "PHÓ CHỦ TỊCHNguyễn Văn An": a web copy's, without the break
_OFFICE_AND_NAME = re.compile(
    rf"{OFFICE}\s*(?:\((?i:đã ký)\)\s*)?(?P<name>{_NAME.pattern})[ ]*$", re.MULTILINE
)
_OFFICE = re.compile(rf"{OFFICE}|^[ ]*(?i:{OFFICE})[ ]*$", re.MULTILINE)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Signature:
    """Name and office, each with where it stands; None where none is printed."""

    name: str | None = None
    name_at: Span | None = None
    office: str | None = None
    office_at: Span | None = None


def signature(
    text: str, foot: Sequence[Span], recipients: Sequence[Span], lexicon: Lexicon
) -> Signature:
    """Read the first signature; the office may stand among recipients read across."""
    if foot and signed_beside(text[slice(*foot[0])].strip()):
        return _together(text, *foot[0])
    named = _named(text, *foot[0]) if foot else None
    at = _office_above(text, *foot[0], named) if foot else None
    if at is None:
        # "- Sở LĐ-TB&XH; PHÓ CHỦ TỊCH": a two-column foot read across
        found = (_OFFICE.search(text, start, end) for start, end in recipients)
        at = next((match.span() for match in found if match), None)
    if at is None and foot:
        at = _office_above(text, *foot[0], None)
    name = text[slice(*named)] if named else None
    if at is None:
        return Signature(name, named)
    office, end = office_of(text, *at, lexicon)
    return Signature(name, named, office, (at[0], end))


def _together(text: str, start: int, end: int) -> Signature:
    """The names and offices of those who sign together, in their order."""
    signed = list(SIGNED_BESIDE.finditer(text, start, end))
    names = "; ".join(one["name"] for one in signed)
    offices = "; ".join(_as_said(one["office"], text) for one in signed)
    whole = signed[0].start(), signed[-1].end("name")
    return Signature(names, whole, offices, whole)


_HEADS = re.compile(
    r"(?P<body>.+?)\s+(?P<office>(?:PHÓ\s+)?(?:TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|BÍ THƯ)\b.*)"
)


def _as_said(printed: str, text: str) -> str:
    """ "CÔNG AN XÃ PHÓ TRƯỞNG CÔNG AN" as "Phó Trưởng Công an (Công an xã)"."""
    parted = _HEADS.fullmatch(printed)
    if parted is None:
        return natural_case(printed, text)
    body, office = natural_case(parted["body"], text), natural_case(parted["office"], text)
    return f"{office[0].upper()}{office[1:]} ({body[0].upper()}{body[1:]})"


def _named(text: str, start: int, end: int) -> Span | None:
    block = text[start:end]
    for match in re.finditer(r"[^\n]+", block):
        line = match.group().strip()
        if _NAME.fullmatch(line) and not line.isupper():
            begun = start + match.start() + match.group().index(line)
            return begun, begun + len(line)
    joined = _OFFICE_AND_NAME.search(block)
    return (start + joined.start("name"), start + joined.end("name")) if joined else None


def _office_above(text: str, start: int, end: int, named: Span | None) -> Span | None:
    """The last office, of those above the name: of two who sign each has its own."""
    offices = [match.span() for match in _OFFICE.finditer(text, start, end)]
    above = [span for span in offices if named is None or span[1] <= named[0]]
    return above[-1] if above else None
