"""What a body does whose own plan it is: "Sở Nội vụ Tây Lĩnh làm gì?", "UBND xã … có nhiệm vụ gì?".

Such a plan gives tasks to the body's divisions and names it as the one that issues the plan.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answers.agencies.numbers import is_agency, issues
from rag.answers.plans.overview import work_alone
from rag.answers.shape import Asked, brief, draft, stated, without_marker
from rag.schema import Assignment, Draft, DraftClaim, Lead
from rag.text import fold, lower, words_of

_WORK_ASKED = re.compile(
    r"\b(?:lam|thuc hien|trien khai|chu tri|phu trach|lo) (?:(?:nhung|cac) )?"
    r"(?:(?:viec|nhiem vu|cong viec|noi dung) )*(?:gi|nao)\b|"
    r"\b(?:nhiem vu|trach nhiem|viec|cong viec)(?: chinh)? (?:gi|nao|la gi)\b|"
    r"^(?:cac |nhung )?nhiem vu(?: chinh)? (?:cua|trong) |"
    r"\bwhat (?:does|do|must|should|will) .*\bdo\b|\b(?:duties|tasks)\b"
)
_ASKING = frozenset(
    "làm thực hiện triển khai chủ trì phụ trách lo những các việc nhiệm vụ công nội dung gì nào "
    "trách chính phải có cần của trong theo kế hoạch này mình giao nêu ra ở là gồm thì vậy ubnd "
    "cấp uỷ ủy ban nhân dân kh tasks duties what does do must should will the of in plan its "
    "department".split()
)
"""Words of a question on all that a body does; with one more, something of it is asked."""
_HEAD_OF_BODY = re.compile(
    r"\bchủ tịch (?:ubnd|(?:uỷ|ủy) ban nhân dân)\b(?! (?:các|cấp)\b)\s*"
    r"(?P<level>thị xã|thị trấn|thành phố|xã|phường|huyện|tỉnh)?"
)
_MOST_PLANS = 3


def own_work(asked: Asked) -> Draft | None:
    """The main work of the plans of those asked about; None where more or another is asked."""
    query = asked.query
    if not query.narrowed or len(query.plans) > _MOST_PLANS or query.missing:
        return None
    claims = [one for plan_id in query.plans for one in its_whole_work(asked, plan_id)]
    if not claims or {one.plan_id for one in claims} != set(query.plans):
        return None
    if any(_of_its_head(asked, plan_id) for plan_id in query.plans):
        return draft(asked, claims)
    return replace(draft(asked, claims), lead=Lead(asked.phrases.say("own_work")))


def its_whole_work(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """The main work of a plan where nothing but the work of its issuer or place is asked.

    [] also where the plan gives its issuer tasks of its own; those of who heads it, if any.
    """
    query, question = asked.query, fold(asked.query.question)
    if query.objectives or query.indicators or query.items or query.documents:
        return []
    if not _WORK_ASKED.search(question) or _says_more(asked, plan_id):
        return []
    given = asked.book.assignments(plan_id)
    for name in query.agencies:
        if not issues(asked, plan_id, name) or any(is_agency(asked, name, one) for one in given):
            return []
    return _of_its_head(asked, plan_id) or work_alone(asked, plan_id)


def _of_its_head(asked: Asked, plan_id: str) -> list[DraftClaim]:
    return [
        stated(f"{name.written}: {brief(without_marker(one.task.text))}", plan_id, one.sources)
        for one in asked.book.assignments(plan_id)
        for name in one.agencies if _heads(asked, plan_id, name.written)
    ]  # fmt: skip


def _heads(asked: Asked, plan_id: str, written: str) -> bool:
    """Whether who is named heads the plan's issuer: no chairman of the communes below it."""
    found = _HEAD_OF_BODY.search(lower(written))
    issuer = lower(asked.book.by_id[plan_id].issuer or "")
    return found is not None and (found["level"] or "") in issuer


def _says_more(asked: Asked, plan_id: str) -> bool:
    """Whether the question has a word that neither asks for work nor names the plan."""
    plan = asked.book.by_id[plan_id]
    query = asked.query
    names = f"{plan.issuer or ''} {plan.place or ''}"
    if plan.year_start == plan.year_end and plan.year_start is not None:
        names += f" năm {plan.year_start}"
    text = query.question
    for one in asked.book.lexicon.find_agencies_in_question(text):
        if issues(asked, plan_id, one.name):
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    bare = query.unaccented or query.lang == "en"
    read = fold if bare else lower
    known = set(words_of(read(" ".join((*_ASKING, names)))))
    return any(word not in known for word in words_of(read(text)))


_ROLE_WORDS = frozenset("chu tri phoi hop nhung cac viec gi lam cung voi tham gia".split())


def on_the_plan_alone(asked: Asked, mine: Sequence[Assignment]) -> bool:
    """Whether no subject is named: "… việc gì trong Tháng hành động", which the plan is on.

    Not where some of the duties name it, and others do not.
    """
    words = [word for word in map(fold, asked.query.subject) if word not in _ROLE_WORDS]
    subject = " ".join(words)
    titles = [f" {fold(asked.book.by_id[plan_id].title)} " for plan_id in asked.query.plans]
    texts = [fold(" ".join(one.task.text.split())) for one in mine]
    if not words:
        return True
    return all(f" {subject} " in title for title in titles) and not any(subject in t for t in texts)
