"""Who leads a plan as a whole: "cơ quan nào chủ trì triển khai kế hoạch?"."""

from __future__ import annotations

import re

from rag.answers.agencies.rows import SUPPORTS, all_generic
from rag.answers.shape import Asked, narrows
from rag.schema import Assignment
from rag.text import fold

_WHOLE_PLAN = re.compile(
    r"\b(?:chu tri|dau moi|thuong truc|chiu trach nhiem|phu trach|dung ra|lead\w*|coordinat\w*)\b"
    r"(?: [\w']+){0,6}? (?:ke hoach|plan)\b"
)
_ITSELF = re.compile(
    r"\b(?:trien khai|thuc hien|xay dung|ban hanh|tham muu)(?: \w+){0,8}? ke hoach\b"
    r"(?! \d| so| hoa| phat trien| cua| hang)"
)
_ITS_LEADING = frozenset(
    "chu tri dau moi thuong truc chiu trach nhiem phu trach dung ra trien khai thuc hien ke hoach "
    "to chuc chung chinh viec co quan don vi so phong lanh dao".split()
)


def leads_the_plan(asked: Asked) -> list[Assignment]:
    """ "Cơ quan nào chủ trì triển khai kế hoạch?": the first that is given the plan itself."""
    query = asked.query
    if not (query.narrowed and _WHOLE_PLAN.search(fold(query.question))):
        return []
    if narrows(asked, _ITS_LEADING):
        return []
    found = []
    for plan_id in query.plans:
        given = [
            one for one in asked.book.assignments(plan_id)
            if one.role != SUPPORTS and not all_generic(one) and _ITSELF.search(fold(one.task.text))
        ]  # fmt: skip
        leads = [one for one in given if one.role == "chủ trì"] or given
        found += leads[:1]
    return found
