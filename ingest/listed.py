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
    r"(?:các|những|mỗi|từng|toàn thể|một số)\s|[A-ZĐÀ-Ỹ]|"
    r"(?:cơ quan|đơn vị|địa phương|ngành) (?:có )?liên quan"
)
_SEVERAL = re.compile(r"(?:các|những|mỗi|từng)\s", re.IGNORECASE)
_OF_NAME = re.compile(rf"(?:Ban|Tổ|Đội|Bộ phận)\s+{VERB.pattern}", re.IGNORECASE)
_MOST_WORDS = 12


def listed(reading: Reading, start: int, end: int) -> tuple[Agency, ...]:
    """The agencies of a list that holds nothing else, in its order."""
    text = reading.document.text
    end = start + len(text[start:end].rstrip(" .;,\n"))
    known = reading.named(start, end)
    at = [(start + m.start, start + m.end) for _, m in known]
    found: list[Agency] = []
    for a, b in _parts(text, start, end, at):
        inside = [
            (name, mention)
            for (name, mention), (one, _) in zip(known, at, strict=True)
            if a <= one < b
        ]
        name = _without_duty(text[a:b].strip(" .;,\n"))
        if len(inside) == 1 and not inside[0][1].generic and _SEVERAL.match(name):
            # "các trạm y tế xã, thị trấn" are more than the one the lexicon finds
            found.append(Agency(name, inside[0][0].name))
        elif inside:
            found += [one for one, _ in inside]
        elif (
            _OWN.match(name)
            and len(name.split()) <= _MOST_WORDS
            and not (found and _SEVERAL.match(name) and name in found[-1].written)
        ):
            found.append(Agency(name, name))
    return tuple(dict.fromkeys(found))


def _without_duty(name: str) -> str:
    """ "các trường học mở lớp" without what they do."""
    # "Ban quản lý chợ", "Đội quản lý trật tự": the verb is of the name
    begin = head.end() if (head := _OF_NAME.match(name)) else 0
    verb = re.search(rf"\s{VERB.pattern}", name[begin:])
    return name[: begin + verb.start()] if verb else name


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
