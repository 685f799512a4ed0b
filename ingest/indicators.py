"""Indicators that a plan lists without numbers and still refers to by number.

"2.1. Mục tiêu 1: Trong lĩnh vực chính trị"
"- Phấn đấu đến năm 2025 đạt 55% …"        (chỉ tiêu 1 của mục tiêu 1)
"- Phấn đấu đến năm 2025 đạt từ 25% …"     (chỉ tiêu 2 của mục tiêu 1)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.schema import Path, Section

_LISTED = frozenset({"gach", "diem", "khoan"})
_FIGURE = re.compile(r"\d")


def in_order(sections: Sequence[Section], text: str) -> tuple[Section, ...]:
    """The nodes; items below an objective that numbers none get their place as number."""
    children: dict[Path, list[Section]] = {}
    for section in sections:
        children.setdefault(section.path[:-1], []).append(section)
    numbered: dict[Path, Section] = {}
    for section in sections:
        if section.objective is None or section.indicator is not None:
            continue
        items = [s for s in children.get(section.path, []) if s.path[-1].level in _LISTED]
        below = [s for s in sections if s.path[: len(section.path)] == section.path and s.indicator]
        told = any(_FIGURE.search(text[s.start : s.end]) for s in items)
        levels = {s.path[-1].level for s in items}
        if below or not told or len(levels) != 1 or any(s.objective for s in items):
            continue
        for number, item in enumerate(items, 1):
            numbered[item.path] = replace(item, objective=section.objective, indicator=str(number))
    return tuple(numbered.get(section.path, section) for section in sections)
