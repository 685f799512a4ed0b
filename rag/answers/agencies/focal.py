"""The focal agency of a plan: "đầu mối", its standing body, or whoever leads the whole plan."""

from __future__ import annotations

import re

from rag.answers.agencies.numbers import by_asked_agency, not_hers
from rag.answers.agencies.rows import all_generic, said
from rag.answers.agencies.sorts_asked import sort_asked
from rag.answers.agencies.subject import subject_claim
from rag.answers.shape import Asked, absent, brief, clauses_of, draft, stated
from rag.schema import Assignment, Draft, DraftClaim, Lead
from rag.text import fold
from rag.understanding.yes_no import confirms, denies

FOCAL = re.compile(
    r"\bdau moi\b|\bthuong truc\b|\bfocal (?:point|body|agency)\b|\blead(?:ing)? (?:agency|body)\b"
)
_ASKED = re.compile(
    r"\b(?:co quan|don vi|noi) (?:(?:lam|la|nao) )?chu tri\b|\bfocal\b|"
    r"(?<!may )(?<!bao nhieu )(?<!nhieu )\bdau moi\b"
)
_ALL_OF_IT = re.compile(
    r"\bchu tri (?:(?:viec|trien khai|thuc hien|to chuc) )*"
    r"(?:ban |toan bo )?(?:ke hoach|cong tac)\b"
)
_OF_ALL = re.compile(
    r"\b(?:co quan|don vi|bo phan|la) (?:la )?(?:dau moi|thuong truc)"
    r"(?=\s*[,;.]|\s*$| (?:giup|tham muu|trien khai|thuc hien|ban|chu tri))"
)
""" "Là cơ quan đầu mối, giúp …", no "đầu mối tiếp nhận tin báo", "giao Phòng … làm đầu mối"."""
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
    "giua so sanh va voi cac nao cho lam noi trong nhau khac the ra sao nhu giu vai tro chinh "
    "phong duoc giao phan cong".split()
)


def focal(asked: Asked, plan_id: str, *, in_words: bool = False) -> Assignment | None:
    """What names the focal agency of a plan, where ``in_words`` as that; None where none is."""
    named = _named(asked, plan_id)
    if named:
        return max(named, key=_of_all)
    if in_words:
        return None
    for leads in _LEADS_PLAN:
        for one in _given(asked, plan_id):
            if leads.search(" ".join(fold(f"{one.role} {one.task.text}").split())):
                return one
    return None


def _given(asked: Asked, plan_id: str) -> list[Assignment]:
    return [one for one in asked.book.assignments(plan_id) if not all_generic(one)]


def _named(asked: Asked, plan_id: str) -> list[Assignment]:
    """Who is called focal or standing, of the whole plan or of one work."""
    given = _given(asked, plan_id)
    return [one for one in given if any(_SAYS.search(fold(p.text)) for p in one.sources)]


def _of_all(one: Assignment) -> bool:
    return any(_OF_ALL.search(fold(piece.text)) for piece in one.sources)


def _in_those_words(one: Assignment) -> bool:
    return any("dau moi" in fold(piece.text) for piece in one.sources)


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
    whether = bool(query.agencies) and confirms(query.question)
    if (query.agencies and not whether) or query.objectives or query.items or query.documents:
        return None
    if query.among is not None:
        return None
    named = query.narrowed or "dau moi" in fold(query.question)
    more = {fold(word) for word in query.subject if not word.isdigit()} - _WORDS
    if not named or query.intent != "who" or not _ASKED.search(fold(query.question)) or more:
        return None
    if query.roles == ("chu tri",) and not _ALL_OF_IT.search(fold(query.question)):
        return None  # who leads any work is asked
    if whether:
        return _whether(asked)
    found = {plan_id: _focal_ones(asked, plan_id) for plan_id in query.plans}
    if not any(found.values()):
        return None
    claims: list[DraftClaim] = []
    for plan_id, ones in found.items():
        claims += [focal_claim(asked, one) for one in ones]
        if not ones and query.narrowed:
            claims.append(absent(asked.phrases.say("no_answer"), plan_id))
    return draft(asked, claims, reason="not_stated")


def _focal_ones(asked: Asked, plan_id: str) -> list[Assignment]:
    """The focal agency, of the kind asked for; with it who is called so, where it is not."""
    fits = sort_asked(asked.query)
    named = _named(asked, plan_id)
    mine = [one for one in named if fits is None or any(fits(a.name) for a in one.agencies)]
    best = max(mine, key=_of_all) if mine else focal(asked, plan_id)
    if best is None:
        return []
    others = [] if _in_those_words(best) else [one for one in mine if _in_those_words(one)]
    return [best, *others]


def _whether(asked: Asked) -> Draft | None:
    """ "Sở Nội vụ có phải là đầu mối không?": who is, where it is not.

    A plan that calls nobody so denies it of nobody: whoever leads it is told, as that.
    """
    leading = asked.query.roles == ("chu tri",)
    claims: list[DraftClaim] = []
    hers = others = False
    held_before: list[bool] = []
    for plan_id in asked.query.plans:
        held = _leaders(asked, plan_id) if leading else [
            one for one in _named(asked, plan_id) if _in_those_words(one)
        ]  # fmt: skip
        mine = [one for one in held if by_asked_agency(asked, one)]
        hers = hers or bool(mine)
        others = others or any(leading or _of_all(one) for one in held)
        told = (mine or held)[:1] if leading else mine
        told = told or [one for one in [focal(asked, plan_id)] if one is not None]
        others = others and not any(by_asked_agency(asked, one) for one in told)
        if mine and not any(held_before):
            claims = []  # who leads another plan is not said of hers
        held_before.append(bool(mine))
        if mine or not any(held_before):
            claims += [focal_claim(asked, one) for one in told]
    if not claims or (hers and denies(asked.query.question)):
        return None
    lead = Lead(asked.phrases.say("yes" if hers else "not_said"))
    return draft(asked, claims, lead=not_hers(asked) if others and not hers else lead)


_PART_OF_IT = re.compile(
    r"\bchu tri,? (?:viec )?(?:kiem tra|giam sat|thanh tra|danh gia|so ket|tong ket|tong hop|"
    r"tuyen truyen|truyen thong|bao cao|bo tri)\b"
)


def _leaders(asked: Asked, plan_id: str) -> list[Assignment]:
    """Who leads the carrying out of the plan; not who leads its checks or reports alone."""
    leads = _LEADS_PLAN[0]
    words = [(" ".join(fold(f"{one.role} {one.task.text}").split()), one)
             for one in _given(asked, plan_id)]  # fmt: skip
    found = [(leads.search(said), one) for said, one in words]
    return [one for m, one in found if m is not None and not _PART_OF_IT.match(m.group())]
