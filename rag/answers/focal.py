"""The focal agency of a plan: "đầu mối", its standing body, or whoever leads the whole plan."""

from __future__ import annotations

import re

from rag.answers.rows import all_generic
from rag.answers.shape import Asked, absent, draft
from rag.answers.subject import subject_claim
from rag.schema import Assignment, Draft
from rag.text import fold

FOCAL = re.compile(
    r"\bdau moi\b|\bthuong truc\b|\bfocal (?:point|body|agency)\b|\blead(?:ing)? (?:agency|body)\b"
)
_ASKED = re.compile(r"\b(?:co quan|don vi|noi) (?:(?:lam|la|nao) )?(?:dau moi|chu tri)\b|\bfocal\b")
_SAYS = re.compile(r"\b(?:co quan|don vi|bo phan|la|lam) (?:la )?dau moi\b|\bthuong truc\b")
_GAP = r"(?:(?!\b(?:kinh phi|ngan sach|du toan)\b)[^.;])*?"
_LEADS_PLAN = (
    re.compile(rf"\bchu tri\b{_GAP}\b(?:trien khai|thuc hien)\b{_GAP}\bke hoach(?: nay|[.;]|$)"),
    re.compile(rf"\b(?:chu tri|tham muu)\b{_GAP}\b(?:ban hanh|xay dung|thuc hien)\b{_GAP}ke hoach"
               r"(?: thuc hien| cong tac)"),
)  # fmt: skip
"""Of a plan that names no focal agency the one that leads it, or that draws its plans up."""
_WORDS = frozenset(
    "co quan don vi dau moi chu tri thuong truc trien khai thuc hien to chuc ke hoach cua o tai la "
    "giua so sanh va voi cac nao cho lam noi trong nhau khac the ra sao nhu".split()
)


def focal(asked: Asked, plan_id: str) -> Assignment | None:
    """What names the focal agency of a plan; None where it names none."""
    given = [one for one in asked.book.assignments(plan_id) if not all_generic(one)]
    said = [one for one in given if any(_SAYS.search(fold(p.text)) for p in one.sources)]
    if said:
        return said[0]
    for leads in _LEADS_PLAN:
        for one in given:
            if leads.search(" ".join(fold(f"{one.role} {one.task.text}").split())):
                return one
    return None


def focal_body(asked: Asked) -> Draft | None:
    """ "Cơ quan đầu mối của Kon Tum?": of each plan named; None where a task is asked for."""
    query = asked.query
    if query.agencies or query.objectives or query.items or not query.narrowed:
        return None
    more = {fold(word) for word in query.subject if not word.isdigit()} - _WORDS
    if query.intent != "who" or not _ASKED.search(fold(query.question)) or more:
        return None
    found = {plan_id: focal(asked, plan_id) for plan_id in query.plans}
    if not any(found.values()):
        return None
    claims = [
        subject_claim(asked, one) if one is not None
        else absent(asked.phrases.say("no_answer"), plan_id)
        for plan_id, one in found.items()
    ]  # fmt: skip
    return draft(asked, claims, reason="not_stated")
