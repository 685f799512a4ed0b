""" "So sánh số đầu mối của hai kế hoạch": which has more, asked without saying so."""

from __future__ import annotations

import re

from rag.schema import Query
from rag.text import fold

_NUMBER_OF = re.compile(
    r"\bso (?:luong )?(?:cac )?(co quan|don vi|dau moi|muc tieu|nhiem vu|dau viec|can cu)\b"
)


def as_most(query: Query) -> str:
    """The question without marks; one that compares how many there are asks for the most."""
    question = fold(query.question)
    if query.form != "compare":
        return question
    return _NUMBER_OF.sub(r"nhieu \1 hon", question)
