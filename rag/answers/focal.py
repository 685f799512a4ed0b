"""The focal agency of a plan: "đầu mối", its standing body, or whoever leads the whole plan."""

from __future__ import annotations

import re

from rag.answers.rows import all_generic, said
from rag.answers.shape import Asked, absent, brief, clauses_of, draft, stated
from rag.answers.subject import subject_claim
from rag.schema import Assignment, Draft, DraftClaim
from rag.text import fold

FOCAL = re.compile(
    r"\bdau moi\b|\bthuong truc\b|\bfocal (?:point|body|agency)\b|\blead(?:ing)? (?:agency|body)\b"
)
_ASKED = re.compile(r"\b(?:co quan|don vi|noi) (?:(?:lam|la|nao) )?(?:dau moi|chu tri)\b|\bfocal\b")
_ALL_OF_IT = re.compile(
    r"\bchu tri (?:(?:viec|trien khai|thuc hien|to chuc) )*"
    r"(?:ban |toan bo )?(?:ke hoach|cong tac)\b"
)
_SAYS = re.compile(
    r"\b(?:co quan|don vi|bo phan|la|lam) (?:la )?dau moi\b|"
    r"(?<!\bban )(?<!\btich )(?<!\bvien )\bthuong truc\b"
    r"(?! (?:(?:tinh|huyen|thi|thanh|dang|quan) uy|hdnd|hoi dong|uy ban|ubnd|24)\b)"
)
""" "Phó Trưởng Ban Thường trực", "Thường trực Hội đồng nhân dân": persons and other bodies."""
_GAP = r"(?:(?!\b(?:kinh phi|ngan sach|du toan)\b)[^.;])*?"
_LEADS_PLAN = (
    re.compile(rf"\bchu tri\b{_GAP}\b(?:trien khai|thuc hien)\b{_GAP}\bke hoach(?: nay|[.;]|$)"),
    re.compile(rf"\b(?:chu tri|tham muu)\b{_GAP}\b(?:ban hanh|xay dung|thuc hien)\b{_GAP}ke hoach"
               r"(?: thuc hien| cong tac)"),
)  # fmt: skip
"""Of a plan that names no focal agency the one that leads it, or that draws its plans up."""
_MOST = 40
_WORDS = frozenset(
    "co quan don vi dau moi chu tri thuong truc trien khai thuc hien to chuc ke hoach cua o tai la "
    "giua so sanh va voi cac nao cho lam noi trong nhau khac the ra sao nhu".split()
)


def focal(asked: Asked, plan_id: str, *, in_words: bool = False) -> Assignment | None:
    """What names the focal agency of a plan, where ``in_words`` as that; None where none is."""
    given = [one for one in asked.book.assignments(plan_id) if not all_generic(one)]
    named = [one for one in given if any(_SAYS.search(fold(p.text)) for p in one.sources)]
    if named:
        return named[0]
    if in_words:
        return None
    for leads in _LEADS_PLAN:
        for one in given:
            if leads.search(" ".join(fold(f"{one.role} {one.task.text}").split())):
                return one
    return None


def focal_claim(asked: Asked, one: Assignment) -> DraftClaim:
    """The agency with the words that show what it is, not with the rest of its duty."""
    for clause in clauses_of(one.task.text):
        words = " ".join(fold(f"{one.role} {clause}").split())
        if _SAYS.search(words) or any(leads.search(words) for leads in _LEADS_PLAN):
            text = said(asked.phrases, one, brief(clause, None, _MOST))
            return stated(text, one.plan_id, one.sources)
    return subject_claim(asked, one)


def focal_body(asked: Asked) -> Draft | None:
    """ "Cơ quan đầu mối của Kon Tum?": of each plan named; None where a task is asked for."""
    query = asked.query
    if query.agencies or query.objectives or query.items or query.among is not None:
        return None
    named = query.narrowed or "dau moi" in fold(query.question)
    more = {fold(word) for word in query.subject if not word.isdigit()} - _WORDS
    if not named or query.intent != "who" or not _ASKED.search(fold(query.question)) or more:
        return None
    if query.roles == ("chu tri",) and not _ALL_OF_IT.search(fold(query.question)):
        return None  # who leads any work is asked
    found = {plan_id: focal(asked, plan_id) for plan_id in query.plans}
    if not any(found.values()):
        return None
    claims = [
        focal_claim(asked, one) if one is not None
        else absent(asked.phrases.say("no_answer"), plan_id)
        for plan_id, one in found.items() if one is not None or query.narrowed
    ]  # fmt: skip
    return draft(asked, claims, reason="not_stated")
