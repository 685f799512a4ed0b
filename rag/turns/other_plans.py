""" "Các nơi khác thì sao?": the plans besides those talked of."""

from __future__ import annotations

import re

from rag.schema import Query
from rag.text import fold
from rag.understanding.context import Context

_SOME = r"(?:cac|may|nhung|tat ca cac|tat ca|bon|ba|hai|\d)"
_ONES = r"(?:ban ke hoach|ke hoach|tinh|noi|cho|dia phuong|huyen|tinh huyen)"
_REST = r"(?:khac|kia|con lai)"
_OTHERS = re.compile(
    rf"^(?:va |the |con |vay |o |tai |cua |thi |ma |so voi )*{_SOME} {_ONES} {_REST}\b(?: thi\b)?"
    r"(?: sao\b)?|"
    rf"\b(?:o|tai|cua|con) {_SOME} {_ONES} {_REST}(?: thi sao)?(?= (?:a|nhi|vay|the|nhe)\b|\W*$)|"
    r"^(?:and |what about |how about |in |for )*(?:all )?(?:the )?(?:other|remaining) (?:\w+ )?"
    r"(?:plans|provinces|districts|places|localities|ones)\b|"
    r"\b(?:in|for|of) (?:all )?(?:the )?(?:other|remaining) "
    r"(?:plans|provinces|districts|places|localities)"
    r"(?=\W*$)"
)
_LEVELS = {"tinh": "tinh", "huyen": "huyen", "provinces": "tinh", "districts": "huyen"}


def other_plans(text: str, previous: Query | None, context: Context) -> tuple[str, tuple[str, ...]]:
    """The question without the words for the other plans, and these; () where none are meant."""
    if previous is None or not previous.narrowed:
        return text, ()
    found = _OTHERS.search(fold(text))
    words = found.group().split() if found else []
    level = next((_LEVELS[word] for word in words if word in _LEVELS), None)
    if found is None:
        return text, ()
    told = frozenset(previous.plans)
    others = tuple(
        p.plan_id for p in context.register.plans
        if p.plan_id not in told and (level is None or p.place_level == level)
    )  # fmt: skip
    if not others:
        return text, ()
    left = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,")
    asks = re.search(r"\w{2}", left) is not None
    alone = "what about those" if found.group().startswith(("and", "what", "how")) else "thì sao"
    return (left if asks else alone), others
