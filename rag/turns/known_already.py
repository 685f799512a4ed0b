"""What a question says is known already: "ngoài Sở Y tế, còn ai …"."""

from __future__ import annotations

import re

from rag.text import fold, has_marks
from rag.understanding.context import Context

_BESIDES = (
    r"\b{besides} (?!ra\b).*?(?:,(?! ch[oố]ng\b)|\bth[iì]\b|\bra\b|\b(?={still} ))"
    r"(?=.*\b{still} (?:ph|l|đ|d|c|g|h|nh|vi{more}))|"
    # "Ngoài nội dung về …, các phòng phải làm gì": at the beginning it needs no "còn"
    # also behind the plan's name: "Hương Trà: ngoài …"
    r"^(?:[^:,?]{{2,40}}:)?\W*{besides} (?!ra\b|gi[oờ]\b).*?,(?! ch[oố]ng\b)"
    r"(?=.*\b(?:gì|gi|nào|nao|ai)\b)"
)
_BESIDES_MARKED = re.compile(
    _BESIDES.format(besides="(?:ngoài|bên cạnh)", still="còn", more="|sở|ban|ai|đơn|bên"),
    re.IGNORECASE,
)
_BESIDES_BARE = re.compile(
    _BESIDES.format(besides="(?:ngoai|ben canh)", still="con", more="|so|ban|ai|ben")
)


def besides(text: str) -> re.Match[str] | None:
    """ "Ngoài bố trí kinh phí, còn phải làm gì": the span of what is known already."""
    return _BESIDES_MARKED.search(text) if has_marks(text) else _BESIDES_BARE.search(fold(text))


def known_agencies(text: str, context: Context) -> tuple[str, ...]:
    """ "Ngoài Sở Y tế, còn ai …": the agencies that are known already."""
    known = besides(text)
    found = context.lexicon.find_agencies_in_question(known.group()) if known else ()
    return tuple(mention.name for mention in found)
