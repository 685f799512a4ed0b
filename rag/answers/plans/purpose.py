"""Why a plan is issued: its part on the purpose, else its general aim, else how it opens."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.answers.general import told_of
from rag.answers.shape import Asked, absent, brief, draft, stated, without_marker
from rag.schema import Draft, DraftClaim, Section
from rag.text import fold

_ASKED = re.compile(
    r"\b(?:vi|tai) sao\b|\bsao (?:lai|phai)\b|\bly do\b|\bde lam (?:gi|chi)\b|\bwhy\b|\bpurpose\b|"
    r"\bnham (?:muc dich )?(?:gi|lam gi|nao)\b|\bmuc dich (?:gi|nao)\b|"
    r"\bmuc dich cua (?:ban |cai )?(?:ke hoach|chuong trinh)\b.*\b(?:gi|nao)\b|\bwhat for\b"
)
_BASED = re.compile(r"\bdua (?:vao|tren)\b|\bcan cu\b|\bbased on\b")
_OF_ASKING = frozenset(
    "vi sao tai ly do gi chi ban hanh nham muc dich lap ra xay dung soan lai phai can co de lam "
    "ke hoach chuong trinh de an quyet dinh nay do ban cai van so nam giai doan cua duoc khi "
    "tom tat noi chung la trien khai moi "
    "why did does issue issued adopt adopted make made draw drawn up purpose plan programme".split()
)
""" "Vì sao … ban hành kế hoạch": of the plan as a whole, where no other word is left."""
_PARTS = (
    re.compile(r"^muc dich(?!.*\byeu cau\b)"),
    re.compile(r"^muc dich\b"),
    re.compile(r"^su can thiet\b"),
    re.compile(r"^muc tieu (?:chung|tong quat)\b"),
)
_LEVELS = ("muc", "khoan", "diem", "phan", "dieu", "de_muc", "chuong")
_ISSUES = re.compile(r"\b(?:ban hành|xây dựng)\b", re.IGNORECASE)
_MOST = 6


def purpose(asked: Asked) -> Draft | None:
    """What each plan asked about says it is for; None where something else is asked why."""
    query = asked.query
    if (demanded := _demanded(asked)) is not None:
        return demanded
    if not query.narrowed or query.agencies or not _ASKED.search(fold(query.question)):
        return None
    if query.intent == "basis" and _BASED.search(fold(query.question)):
        return None  # "vì sao ban hành, dựa vào đâu": the documents it rests on
    if query.intent == "header" and {"number", "date", "signer"} & set(query.header_fields):
        return None  # "vì sao kế hoạch không có số": of the line that is blank
    if any(fold(word) not in _OF_ASKING and not word.isdigit() for word in query.subject):
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        told = _told(asked, plan_id)
        claims += told or [absent(asked.phrases.say("no_answer"), plan_id)]
    return draft(asked, claims, reason="not_stated")


_DEMANDS = re.compile(
    r"^(?:(?:cac|nhung|phan|muc) )*yeu cau(?: (?:dat ra|chung))* "
    r"(?:cua|doi voi|trong|khi|la|dat ra)\b|"
    r"\b(?:cac|nhung|may|bao nhieu|phan|muc) yeu cau (?:nao|gi|la|dat ra)\b|"
    r"\b(?:dap ung|dat ra|dam bao|bao dam|neu)(?: (?:cac|nhung))? yeu cau (?:nao|gi)\b|"
    r"\b(?:cac|nhung|co) yeu cau\W*$"
)
_OF_DEMANDS = _OF_ASKING | frozenset(
    "yeu cau nhung cac nao dat ra phan muc may bao nhieu dap ung dam bao neu moi tung doi voi "
    "trong thuc hien viec cong tac nhu the cu".split()
)
_DEMAND_PARTS = (re.compile(r"^yeu cau\b"), re.compile(r"^muc dich\b.*\byeu cau\b"))


def _demanded(asked: Asked) -> Draft | None:
    """ "Kế hoạch đặt ra những yêu cầu nào?": its part on them, or that it has none."""
    query = asked.query
    if query.lang != "vi" or query.agencies or query.items or query.documents:
        return None
    if not _DEMANDS.search(fold(query.question)) or "muc dich" in fold(query.question):
        return None
    titles = " ".join(asked.book.by_id[plan_id].title for plan_id in query.plans)
    known = _OF_DEMANDS | set(re.findall(r"[^\W_]+", fold(titles)))
    if any(fold(word) not in known and not word.isdigit() for word in query.subject):
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        told = _headed(asked, plan_id, _DEMAND_PARTS)
        claims += told
        if not told and query.narrowed:
            claims.append(absent(asked.phrases.say("no_answer"), plan_id))
    return draft(asked, claims, reason="not_stated")


def _told(asked: Asked, plan_id: str) -> list[DraftClaim]:
    sections = asked.book.sections(plan_id).values()
    return _headed(asked, plan_id, _PARTS) or _opening(asked, plan_id, sections)


def _headed(
    asked: Asked, plan_id: str, parts: Iterable[re.Pattern[str]]
) -> list[DraftClaim]:  # fmt: skip
    """What stands below the first heading that is one of the parts."""
    text, sections = asked.book.text(plan_id), asked.book.sections(plan_id).values()
    headed = [
        (fold(without_marker(text[one.start : one.heading_end].strip())), one)
        for one in sections if one.path[-1].level in _LEVELS
    ]  # fmt: skip
    for part in parts:
        for heading, section in headed:
            if part.search(heading):
                return told_of(asked, plan_id, section, headings_only=False)[:_MOST]
    return []


def _opening(asked: Asked, plan_id: str, sections: Iterable[Section]) -> list[DraftClaim]:
    """ "Thực hiện Công văn …, UBND tỉnh ban hành Kế hoạch …"."""
    for section in sections:
        if section.path[0].level == "mo_dau":
            piece = asked.book.slice(plan_id, section, section.start, section.end)
            if _ISSUES.search(piece.text):
                return [stated(brief(piece.text, None, 130), plan_id, (piece,))]
    return []
