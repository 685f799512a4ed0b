"""Whether a plan gives an agency a role, or a task, that a question names."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from rag.answers.focal import FOCAL, focal
from rag.answers.numbers import is_agency
from rag.answers.plan_question import Condition, PlanTest, Told
from rag.answers.rows import in_asked_role
from rag.answers.shape import Asked, clauses_of
from rag.answers.subject import subject_claim
from rag.schema import Assignment
from rag.text import fold, lower

_ROLES = re.compile(
    r"\b(chu tri|phoi hop|huong dan|kiem tra|don doc|giam sat|theo doi|tham muu|tong hop|thanh tra|"
    r"tham dinh)\b"
)
_OF_GIVING = frozenset(
    "giao cho do phan cong yeu cau lam duoc co nhiem vu viec trach nhiem la phai thi dau moi co "
    "quan don vi bi thuc hien de nghi nhac den toi neu noi ve ghi cap assign assigns give gives "
    "task tasks duty duties to the any mention mentions name names work by lead as agency make "
    "makes put in charge of led is are".split()
)
_NAMES_ONLY = re.compile(r"^(?:co )?(?:nhac|noi|neu|de cap|ghi|mention)")


def given(asked: Asked, one: Condition, all_: Sequence[Condition]) -> PlanTest | None:
    lexicon = asked.book.lexicon
    named = set(asked.query.agencies)
    found = [m for m in lexicon.find_agencies_in_question(one.text) if m.name in named]
    at = list(all_).index(one)
    before = all_[at - 1] if at else None
    names = tuple(dict.fromkeys(mention.name for mention in found))
    if not names:
        return None
    text = one.text
    for mention in reversed(found):
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    rest = " ".join(fold(text).split())
    carried = before is not None and one.negated and not (set(rest.split()) - _OF_GIVING)
    as_focal = bool(FOCAL.search(rest)) or (
        carried and before is not None and bool(FOCAL.search(before.folded)))  # fmt: skip
    roles = tuple(dict.fromkeys(_ROLES.findall(rest)))
    if "lead" in rest.split() and asked.query.lang == "en":
        roles = ("chu tri", *roles)
    if carried and before is not None and not roles and "giao" not in rest:
        roles = tuple(dict.fromkeys(_ROLES.findall(before.folded)))
    done = _words_beside(asked, _ROLES.sub(" ", text if not roles else _blank_roles(text)))
    if len(all_) == 1 and not (one.negated or as_focal or roles):
        return None  # what it is given is told with its duties
    told = functools.partial(_holds, asked, names=names, roles=roles, done=done, focal_=as_focal)
    say, agency = asked.phrases.say, ", ".join(names)
    lacks = "" if roles or done or as_focal else say("no_agency", agency=agency)
    return PlanTest(told, lacks)


def _blank_roles(text: str) -> str:
    """A text without the words of its roles, whatever marks they bear."""
    for match in reversed(list(_ROLES.finditer(fold(text)))):
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return text


def _words_beside(asked: Asked, text: str) -> tuple[str, ...]:
    """What an agency is to do: the words beside its name and those of giving."""
    if asked.query.lang == "en":
        kept = " ".join(w for w in re.findall(r"[^\W_]+", text) if fold(w) not in _OF_GIVING)
        text = " ".join(asked.book.lexicon.from_english(kept))
    talk = asked.subject.sure if asked.query.unaccented else asked.subject.talk
    read = fold if asked.query.unaccented else lower
    words = re.findall(r"[^\W_]+", read(text))
    return tuple(w for w in words if w not in talk and fold(w) not in _OF_GIVING)


def _holds(
    asked: Asked, plan_id: str, *, names: tuple[str, ...], roles: tuple[str, ...],
    done: tuple[str, ...], focal_: bool,
) -> Told:  # fmt: skip
    """The duties by which every agency named holds the role, and does what is asked."""
    claims: Told = []
    for name in names:
        if focal_:
            leads = focal(asked, plan_id)
            mine = [leads] if leads is not None and is_agency(asked, name, leads) else []
        else:
            given = [a for a in asked.book.assignments(plan_id) if is_agency(asked, name, a)]
            mine = [a for a in given if _does(asked, a, roles, done)]
        if not mine:
            return []
        claims += [subject_claim(asked, a) for a in mine[:3]]
    return claims


def _does(asked: Asked, one: Assignment, roles: tuple[str, ...], done: tuple[str, ...]) -> bool:
    """Whether a clause of a duty says the roles and all that is to be done."""
    bare = asked.query.unaccented
    read = fold if bare else lower
    for clause in clauses_of(one.task.text):
        said = " ".join(re.findall(r"[^\W_]+", fold(clause)))
        first = clause == clauses_of(one.task.text)[0]
        leads = said.startswith("chu tri") or (first and in_asked_role(("chu tri",), one))
        if "chu tri" in roles and not leads:
            continue
        if any(role not in said for role in roles if role not in ("chu tri", "phoi hop")):
            continue
        if "phoi hop" in roles and "phoi hop" not in said and one.role != "phối hợp":
            continue
        words = " ".join(re.findall(r"[^\W_]+", read(clause)))
        if all(f" {word} " in f" {words} " for word in done):
            return True
    return False
