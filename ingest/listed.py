"""A list of names -> agencies, also those that no lexicon knows.

"Công an phường, Ban Giám hiệu các trường, các trạm y tế xã, thị trấn" is three.
"""

from __future__ import annotations

import re

from ingest.clauses import VERB
from ingest.reading import Reading
from rag.schema import Agency

_PART = re.compile(r"[,;]\s+|\s+và\s+")
_OWN = re.compile(
    r"(?:các|những|mỗi|từng|toàn thể|một số)\s|(?:cơ quan|đơn vị|địa phương|ngành) (?:có )?liên quan|"
    r"[A-ZĐÀ-Ỹ]"
)
_MOST_WORDS = 12


def listed(reading: Reading, start: int, end: int) -> tuple[Agency, ...]:
    """The agencies of a list that holds nothing else, in its order."""
    text = reading.document.text
    mentions = reading.mentions(start, end)
    known = reading.agencies(start, end)
    at = [(start + m.start, start + m.end) for m in mentions]
    found: list[Agency] = []
    for a, b in _parts(text, start, end, at):
        inside = [name for name, (one, _) in zip(known, at, strict=True) if a <= one < b]
        if inside:
            found += inside
        else:
            name = _without_duty(text[a:b].strip(" .;,\n"))
            if _OWN.match(name) and len(name.split()) <= _MOST_WORDS:
                found.append(Agency(name, name))
    return tuple(dict.fromkeys(found))


def _without_duty(name: str) -> str:
    """ "các trường học mở lớp" without what they do."""
    verb = re.search(rf"\s{VERB.pattern}", name)
    return name[: verb.start()] if verb else name


def _parts(text: str, start: int, end: int, known: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans between the commas that part names: "xã, thị trấn" goes on with the name before."""
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _PART.finditer(text, start, end):
        at = match.end()
        if any(a < at <= b and a <= match.start() for a, b in known) or text[begin:at].count(
            "("
        ) > text[begin:at].count(")"):
            continue
        if not _OWN.match(text, at) and not any(a == at for a, _ in known):
            continue
        spans.append((begin, match.start()))
        begin = at
    return [*spans, (begin, end)]
