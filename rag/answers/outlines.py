"""Parts of a plan's outline: the highest, those below one, and those that hold its main work."""

from __future__ import annotations

import re

from rag.answers.shape import Asked
from rag.answers.table_rows import table_sections
from rag.schema import Section
from rag.text import fold

_HIGHEST = ("muc", "phan", "chuong", "dieu")
_ARTICLES = re.compile(r"\b(?:may|bao nhieu|nhung|cac|so) dieu\b|\bdieu khoan\b|\barticles?\b")
_WORK = re.compile(r"\b(?:nhiem vu|giai phap|noi dung|hoat dong)\b")


def top(asked: Asked, plan_id: str) -> list[Section]:
    """The parts of the highest level; of a plan that a decision encloses, the plan's own."""
    sections = asked.book.sections(plan_id).values()
    own = [s for s in sections if len(s.path) == 1 and s.path[0].level in _HIGHEST]
    if any(s.path[0].level != "dieu" for s in own) or _ARTICLES.search(fold(asked.query.question)):
        return own
    parts = [s for s in sections if len(s.path) == 2 and s.path[0].level == "kem_theo"]
    parts = [s for s in parts if s.path[1].level in _HIGHEST]
    first = [s for s in parts if s.path[0] == parts[0].path[0]]
    return first if len(first) > 1 else own


def below(asked: Asked, plan_id: str, section_id: str) -> list[Section]:
    """What stands right below a node."""
    sections = asked.book.sections(plan_id)
    path = sections[section_id].path
    return [s for s in sections.values() if s.path[:-1] == path]


def main_work(asked: Asked, plan_id: str) -> list[Section]:
    """The items right below the parts on work, measures or content; () where none is so named."""
    text = asked.book.text(plan_id)
    parts = [s for s in top(asked, plan_id) if _WORK.search(fold(text[s.start : s.heading_end]))]
    found = [one for part in parts for one in below(asked, plan_id, part.id)]
    found = [s for s in found if text[s.start : s.end].strip()]
    items = [s for s in found if s.path[-1].level != "bang"]
    return items or [row for one in found for row in table_sections(asked, plan_id, one.id)]
