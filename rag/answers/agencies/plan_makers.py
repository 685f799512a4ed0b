"""Who has to make a plan of its own: "sở nào phải ra kế hoạch", "các xã phải lập kế hoạch không".

By when is told by ``plan_made``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answers.agencies.numbers import issues
from rag.answers.agencies.rows import is_collective, said, task_words
from rag.answers.agencies.sorts_asked import SORT_WORDS, sort_asked
from rag.answers.shape import Asked, absent, brief, clauses_of, draft, near_slices, stated
from rag.schema import Agency, Draft, DraftClaim, Lead, Slice
from rag.text import fold
from rag.understanding.yes_no import confirms, denies

_ASKED = re.compile(
    r"\b(?:phai|can|duoc giao|co trach nhiem|must|has to|have to|should)\b(?: \w+){0,2}? "
    r"(?:ra|ban hanh|lap|xay dung|soan|co|issue|adopt|make|prepare|draft|develop|write|draw up)"
    r"(?: (?:ban|cac|rieng|its|their|own|a|the))* (?:ke hoach|plans?)\b"
)
_WHO = re.compile(
    r"\bai\b|\b(?:(?P<kind>co quan|don vi|so|phong|hoi|truong|tram|nganh|noi|ben|cap|dia phuong|xa|"
    r"phuong|thi tran|huyen|thon|ap)) nao\b|\b(?:who|which \w+)\b"
)
_WHETHER = re.compile(r"\b(?:khong|ko)\W*$")
_OPEN = re.compile(r"\b(?:nao|gi|ai|bao gio|may|dau|which|who|when|what)\b")
_KNOWN = frozenset(
    "ra ban hanh lap xay dung soan co phai can duoc giao trach nhiem rieng cua minh ke hoach "
    "trien khai thuc hien chi tiet cu the khong ko co quan don vi dia phuong cac nhung moi tung "
    "xa phuong thi tran huyen thon ap nganh noi ben cap o tai trong nay thi se issue adopt make "
    "prepare draft develop write own plan plans agencies agency bodies".split()
)
"""What the question may say besides who: nothing of what the plan is on."""
_PLACES = frozenset(("xa", "phuong", "thi tran", "huyen", "thon", "ap"))
_ANY = frozenset(("co quan", "don vi", "noi", "ben", "cap", "nganh", "dia phuong"))
_MADE = re.compile(
    r"\b(?:xay dung|lap|ban hanh|hoan thanh)\b(?:,? (?!theo\b|phan\b)\w+){0,5}? ke hoach\b"
    r"(?! (?:hoa|phat trien|dao tao|tap huan|kiem tra|truyen thong|tuyen truyen|ho tro|von|"
    r"to chuc|phoi hop|thang|nay[,.;])\b)|"
    r"\bcu the hoa (?:\w+ )?thanh (?:\w+ )?ke hoach cua\b"
)
_OF_ANOTHER = re.compile(
    r"\b(?:tham muu|trinh|de nghi|de xuat|huong dan|chi dao|don doc|phoi hop|gop y|can cu de|"
    r"khi|lay|dua|long ghep)\b"
)
""" "Tham mưu UBND thị xã ban hành Kế hoạch": who advises it makes none of its own."""
_LONG = 40

Row = tuple[tuple[Agency, ...], str, DraftClaim]


def plan_makers(asked: Asked) -> Draft | None:
    """Those whose duty it is, of the kind asked for; whether an agency is one of them.

    None where more is asked than that.
    """
    query, question = asked.query, fold(asked.query.question)
    asks_who = _WHO.search(question)
    whether = asks_who is None and _WHETHER.search(question) and not _OPEN.search(question)
    if query.intent not in ("who", "duties", "general") or not _ASKED.search(question):
        return None
    if query.documents or query.objectives or query.items or denies(query.question):
        return None
    if asks_who is not None and re.search(r"\b(?:khong|chua|not|no)\b", question):
        return None  # who need not make one is told by no plan
    words = {fold(word) for word in query.terms if not word.isdigit()} - SORT_WORDS - {"nam"}
    if words - _KNOWN or bool(query.agencies) == bool(asks_who):
        return None
    if not (asks_who or whether or confirms(query.question)):
        return None
    # the plan asked is its own: who else makes one is not asked
    rows = {
        plan_id: _rows(asked, plan_id) for plan_id in query.plans
        if not any(issues(asked, plan_id, name) for name in query.agencies)
    }  # fmt: skip
    mine = {
        plan_id: [row for row in told if _meant(asked, plan_id, asks_who, row)]
        for plan_id, told in rows.items()
    }
    some = any(mine.values())
    shown = mine if some else rows
    claims = [claim for told in shown.values() for _, _, claim in told]
    if query.narrowed:
        text = asked.phrases.say("no_answer")
        claims += [absent(text, plan_id) for plan_id, told in shown.items() if not told]
    if not claims:
        return None
    lead = None
    if any(shown.values()) and not (asks_who and some):
        lead = Lead(asked.phrases.say("yes" if some else "not_said"))
    near = () if any(shown.values()) else near_slices(asked)
    return draft(asked, claims, reason="not_stated", lead=lead, nearest=near)


def _meant(asked: Asked, plan_id: str, who: re.Match[str] | None, row: Row) -> bool:
    """Whether a row is of the kind of body, or of the agency, that is asked about.

    What all agencies together must do is the duty of each that the plan gives something.
    """
    agencies, _, _ = row
    given = [agency for one in asked.book.assignments(plan_id) for agency in one.agencies]
    of_all = any(is_collective(agency.written) for agency in agencies)
    if who is None:
        names = asked.query.agencies
        return _are(asked, names, agencies) or (of_all and _are(asked, names, given))
    kind = who["kind"]
    if kind is None or kind in _ANY:
        return True
    if kind in _PLACES:
        word = re.compile(rf"\b{kind}\b")
        return any(word.search(fold(agency.written)) for agency in agencies)
    fits = sort_asked(asked.query)
    return fits is not None and any(fits(agency.name) for agency in (given if of_all else agencies))


def _are(asked: Asked, names: Sequence[str], agencies: Sequence[Agency]) -> bool:
    same = asked.book.lexicon.same_agency
    return any(
        same(name, one.name)
        or same(name, one.written)
        # "Các xã, phường, thị trấn": their committees
        or (name.startswith("Các xã") and same("Ủy ban nhân dân cấp xã", one.name))
        for name in names for one in agencies
    )  # fmt: skip


def _rows(asked: Asked, plan_id: str) -> list[Row]:
    """Each duty to make a plan, then each date of one that stands outside the duties."""
    found: list[Row] = []
    taken: list[Slice] = []
    given = [(one.agencies, one.task, one.sources) for one in asked.book.assignments(plan_id)]
    due = [(one.agencies, one.task, one.sources) for one in asked.book.deadlines(plan_id)]
    for agencies, task, sources in (*given, *due):
        clause = next((c for c in clauses_of(task.text) if _is_made(c)), None)
        if clause is None or not agencies:
            continue
        if any(one.start < task.end and task.start < one.end for one in taken):
            continue
        taken.append(task)
        names = ", ".join(agency.written for agency in agencies)
        text = asked.phrases.say("who", agencies=names, task=brief(clause, None, _LONG))
        found.append((agencies, clause, stated(text.rstrip(" ;,"), plan_id, sources)))
    return found


def _is_made(clause: str) -> bool:
    words = " ".join(fold(clause).split())
    made = _MADE.search(words)
    return made is not None and _OF_ANOTHER.search(words[: made.start()]) is None


_OF_THOSE_BELOW = re.compile(
    r"\bke hoach (?:rieng )?(?:cua|o|tai) (?:cac|nhung|tung|moi) "
    r"(?P<unit>xa|phuong|huyen|thi xa|thi tran|thanh pho|so|phong|nganh|don vi|dia phuong)\b"
)


def of_those_below(question: str) -> bool:
    """Whether the plans of lower levels are meant; the question without marks."""
    return _OF_THOSE_BELOW.search(question) is not None


def those_below(asked: Asked) -> Draft:
    """ "Ai ban hành kế hoạch của các huyện?": who is to draw up plans of their own, or nobody."""
    unit = _OF_THOSE_BELOW.search(fold(asked.query.question))
    kind = unit["unit"] if unit is not None else ""
    claims: list[DraftClaim] = []
    for plan_id in asked.query.plans:
        told = [
            stated(said(asked.phrases, one, task_words(one)), plan_id, (*one.sources, one.task))
            for one in asked.book.assignments(plan_id)
            if _DRAWS_UP.match(one.task.text)
            and any(f" {kind}" in f" {fold(agency.written)}" for agency in one.agencies)
        ]
        claims += told or [absent(asked.phrases.say("no_answer"), plan_id)]
    return draft(asked, claims, reason="not_stated")


_DRAWS_UP = re.compile(
    r"(?:căn cứ [^;.]{0,160}?)?\s*(?:(?:khẩn trương|chủ động|kịp thời) )?(?:xây dựng|ban hành|lập)"
    r"(?:(?:,| và) [\w ]{3,30}?)?\s+(?:\w+ ){0,2}kế hoạch\b",
    re.IGNORECASE,
)
