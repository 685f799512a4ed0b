"""The signer's office as a signature prints it: "TRƯỞNG PHÒNG VĂN HÓA / VÀ THÔNG TIN"."""

from __future__ import annotations

import re

from rag.lexicon import Lexicon

_LINE = r"[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ ,–-]+"
_CAPITALS = re.compile(rf"{_LINE}(?:\n[ ]*(?!TM\.|KT\.|TL\.|TUQ\.){_LINE}(?=\n|$))?")
"""The office with the body it is of, on one line or two."""


def office_of(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[str, int]:
    """The office as it is written in a sentence, "Phó Chủ tịch", and where it ends.

    ``start`` and ``end`` are of the office alone; behind it may stand the body that it heads.
    """
    head, *rest = text[start:end].lower().split()
    words = [head.capitalize(), *rest]
    if head == "phó" and rest:
        words[1] = rest[0].capitalize()
    office = " ".join(words)
    body = _headed(text, start, end, lexicon)
    if body is None:
        return office, end
    name, behind = body
    if rest and name.lower().startswith(rest[-1]):
        # "Trưởng phòng" of "Phòng Văn hóa và Thông tin": the word is there once
        return f"{' '.join(words[:-1])} {name[0].lower()}{name[1:]}", behind
    return f"{office} {name}", behind


def _headed(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """The body whose head signs; a committee's chairman needs none."""
    lines = _CAPITALS.match(text, start)
    if lines is None or "CHỦ TỊCH" in text[start:end]:
        return None
    written = re.sub(r"\s", " ", lines.group())
    for mention in lexicon.find_agencies(written):
        if mention.start <= end - start + 1 < mention.end:
            return mention.name, start + mention.end
    return None
