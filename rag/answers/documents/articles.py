"""What an article of a decision says (in force since when, carried out by whom); a footnote."""

from __future__ import annotations

import re

from rag.answers.agencies.rows import said, task_words
from rag.answers.documents.records import beside_force
from rag.answers.shape import Asked, absent, brief, draft, stated
from rag.answers.shape import draft as shaped
from rag.schema import Draft, DraftClaim
from rag.text import fold

_IN_FORCE = re.compile(
    r"\bhieu luc (?:tu|ke tu|khi|luc|vao|thi hanh|ngay)\b|"
    r"\b(?:comes?|enters?) into (?:force|effect)\b|\btakes? effect\b|\bbecomes? effective\b"
)
_KINDS = r"(?:quyet dinh|nghi quyet)"
_CARRIES_OUT = re.compile(
    rf"^(?:(?:nhung )?ai|(?:nhung |cac )?(?:co quan|don vi|nguoi) nao)\b(?: \w+){{0,5}}? "
    rf"thi hanh {_KINDS}\b(?: (?:so )?\d[\w/-]*| nay)?(?: (?:cua|o|tai) .*)?\W*$|"
    rf"^{_KINDS} .*\b(?:giao|do) (?:cho )?(?:ai|(?:co quan|don vi) nao)\b(?: \w+){{0,3}}? "
    r"thi hanh\W*$|"
    r"^(?:who|which (?:agenc|bod|offic)\w+)\b.* (?:responsible for|in charge of) "
    r"(?:implement|execut|enforc|carry)ing(?: out)? (?:the |this )?(?:decision|resolution)"
    r"(?: (?:no\.? ?)?\d[\w/-]*)?\W*$"
)
_ITSELF = re.compile(r"thi hành\s+(?:Quyết định|Nghị quyết)\s+này", re.IGNORECASE)


def articles(asked: Asked) -> Draft | None:
    """The article that tells it; None where another thing is asked, or no plan has one."""
    question = fold(asked.query.question)
    if _CARRIES_OUT.search(question):
        given = [
            one for plan_id in asked.query.plans for one in asked.book.assignments(plan_id)
            if _ITSELF.search(one.task.text)
        ]  # fmt: skip
        told = [
            stated(said(asked.phrases, one, task_words(one)), one.plan_id, (*one.sources, one.task))
            for one in given
        ]
        return draft(asked, told) if told else None
    if not _IN_FORCE.search(question):
        return None
    # "có hiệu lực từ ngày nào và thay thế văn bản nào": the article that says both
    told = [
        stated(brief(piece.text, None, 80), plan_id, (piece,))
        for plan_id in asked.query.plans
        for section in asked.book.sections(plan_id).values()
        if "có hiệu lực" in (
            piece := asked.book.slice(plan_id, section, section.start, section.end)
        ).text
    ]  # fmt: skip
    return draft(asked, [*beside_force(asked), *told]) if told else None


_BY_NUMBER = re.compile(
    r"\b(?:chu thich|ghi chu|footnote|note)(?: so| thu| number| no\.?)? (\d{1,2})\b"
)
_SAYS_WHAT = re.compile(
    r"\b(?:ghi|viet|noi|neu|quy dinh|la|co|noi dung)(?: \w+){0,3}? (?:gi|nao|sao)\b|\bnoi dung\b|"
    r"\bwhat\b.*\b(?:says?|states?|reads?|is|about|contains?)\b"
)


def numbered_note(asked: Asked) -> Draft | None:
    """The footnote of that number, or that the plan has none; None where no such one is asked."""
    query = asked.query
    question = fold(query.question)
    found = _BY_NUMBER.search(question)
    plain = query.intent in ("general", "header", "basis") and not query.agencies
    if found is None or not (plain and query.narrowed and _SAYS_WHAT.search(question)):
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        section = asked.book.sections(plan_id).get(f"chu_thich.{found[1]}")
        if section is None:
            item = query.question[found.start() : found.end()]
            claims.append(absent(asked.phrases.say("no_item", item=item), plan_id))
            continue
        note = asked.book.slice(plan_id, section, section.start, section.end)
        words = re.sub(r"^\d+\s+", "", note.text)
        claims.append(stated(brief(words, None, 60), plan_id, (note,)))
    return shaped(asked, claims, reason="no_such_item")
