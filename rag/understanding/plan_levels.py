"""Plans named by their level: "kế hoạch của các huyện", "the provincial plans"."""

from __future__ import annotations

import re

from rag.register import Register
from rag.text import fold

_LEVEL = re.compile(
    r"\bke hoach (?:cua |o |do |thuoc )?(?:cac|nhung|may|hai|ba|cap|tung) (?:cap )?"
    r"(?P<of>tinh|huyen|thi xa|xa)\b"
    r"(?!(?:(?:,| va| hay| hoac)+ (?:tinh|huyen|thi xa|thanh pho|quan|xa|phuong))*(?: \w+)? nao\b)|"
    r"\b(?:o|tai|khap) (?:cac|nhung|may|ba|hai) (?P<at>tinh)\b(?!(?:,| va) (?:thanh|huyen)| nao)|"
    r"\b(?P<en>provinc|district|commune)\w*(?: level)?(?:'s)? plans\b"
)
_LEVELS_ASKED = {"provinc": "tinh", "district": "huyen", "commune": "xa", "thi xa": "huyen"}


def of_level(text: str, pool: Register) -> tuple[str, ...]:
    """ "Ai ký kế hoạch của các huyện?": the plans of that level, where some are of another."""
    match = _LEVEL.search(fold(text))
    if match is None or fold(text).startswith("which"):
        return ()
    named = match["of"] or match["at"] or match["en"]
    level = _LEVELS_ASKED.get(named, named)
    fitting = tuple(plan.plan_id for plan in pool.of_level.get(level, ()))
    return fitting if len(fitting) < len(pool.plans) else ()
