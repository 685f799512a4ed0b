"""Where a document begins in a file that holds what a web page sets above it.

Văn bản gốc | Lược đồ                     the page's own lines, or its name for the document
- Luật Bình đẳng giới 2006                documents it calls related
ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI …       <- the letterhead
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.issuers import names_body
from ingest.markers import read_markers
from ingest.titles import is_caps, is_title, names_type

_NATION = re.compile(r"(?:.{0,60}\s)?CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI")
_NUMBER = re.compile(r"S[ốỐ]\s*:")
_DATE = re.compile(r".{0,60}\bngày\b.{0,20}\btháng\b.{0,20}\bnăm\b")
_RECIPIENTS = re.compile(r"[\W_]*Nơi\s+nhận\b", re.IGNORECASE)
_COMMITTEE = re.compile(r"(?:[ỦU][ỶY]\s+BAN\s+NHÂN\s+DÂN|UBND|HĐND)\b", re.IGNORECASE)
# "II. NHIỆM VỤ ............ 4": a line of a table of contents
_CONTENTS = re.compile(r".*(?:\.{4,}|…{2,}|(?:\. ){4,})\s*\d{1,3}\s*$")
_SEARCHED, _BELOW, _LONG = 80, 7, 120
_BODY_LEVELS = frozenset({"phan", "chuong", "dieu", "muc"})


def letterhead_at(texts: Sequence[str]) -> int:
    """The number of the paragraph with which the letterhead begins; 0 where nothing is above it.

    No letterhead is looked for below a document's own type line, numbered parts or recipients:
    what stands there is the letterhead of one attached.
    """
    for number, text in enumerate(texts[:_SEARCHED]):
        nation = _NATION.match(text)  # its motto may follow on the same line
        if nation is not None and is_caps(nation.group()):
            first = _first_line(texts, number)
            below = texts[first : number + _BELOW]
            dated = any(_NUMBER.match(one) or _DATE.match(one) for one in below)
            return first if dated else 0
        if _begins_body(text):
            return 0
    return 0


def _begins_body(text: str) -> bool:
    if _RECIPIENTS.match(text) or (text.isupper() and names_type(text)):
        return True
    markers = () if _CONTENTS.match(text) else read_markers(text)
    return bool(markers) and markers[0].level in _BODY_LEVELS and markers[0].ordinal == 1


def _first_line(texts: Sequence[str], nation: int) -> int:
    """Up from the nation's name over the issuer's lines and the number, none of them a sentence."""
    first = nation
    while first and _heads(texts[first - 1]):
        first -= 1
    return first


def _heads(text: str) -> bool:
    if not any(map(str.isalnum, text)) or _NUMBER.search(text):
        return True
    if len(text) > _LONG or is_title(text) or _CONTENTS.match(text):
        return False
    return is_caps(text) or _COMMITTEE.match(text) is not None or names_body(text)
