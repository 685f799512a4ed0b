"""Who holds a role at all: "Huyện A giao ai chủ trì?", with no work named."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answers.rows import said, task_words
from rag.answers.shape import GIST, Asked, draft, gist, stated
from rag.schema import Assignment, Draft, DraftClaim
from rag.text import fold

_GIVING = {"nam", "giao", "phan", "cong", "duoc", "viec", "nhiem", "vu"}


def role_alone(asked: Asked) -> Draft | None:
    """Every body that a plan gives the role, each with its first task; None for other questions.

    With no work to go by, one task taken from the many would pass for the only one.
    """
    query = asked.query
    if query.intent != "who" or not query.narrowed or len(query.roles) != 1:
        return None
    if query.roles == ("phoi hop",):  # whom each leader works with is told beside its task
        return None
    (role,) = query.roles
    named = query.agencies or query.objectives or query.indicators or query.items
    words = {fold(term) for term in (*query.terms, *query.subject) if not term.isdigit()}
    if named or query.documents or words - _GIVING - set(role.split()):
        return None
    claims = [claim for plan_id in query.plans for claim in _bodies(asked, plan_id, role)]
    return draft(asked, claims) if claims else None


def _bodies(asked: Asked, plan_id: str, role: str) -> list[DraftClaim]:
    by_body: dict[tuple[str, ...], list[Assignment]] = {}
    for one in asked.book.assignments(plan_id):
        # "Đề nghị Hội …: Chủ trì …" asks for what it leads
        if fold(one.role) == role or fold(task_words(one)).lstrip("-+* ").startswith(role):
            by_body.setdefault(tuple(agency.name for agency in one.agencies), []).append(one)
    # all of them: a list that breaks off passes for the whole
    return [_claim(asked, tasks) for tasks in by_body.values()]


def _claim(asked: Asked, tasks: Sequence[Assignment]) -> DraftClaim:
    first = tasks[0]
    text = said(asked.phrases, first, gist(task_words(first), asked.matcher, GIST))
    if len(tasks) > 1:
        text = asked.phrases.say("and_more_tasks", text=text.rstrip(" .;"))
    return stated(text, first.plan_id, first.sources)
