"""Whether a plan gives an agency a role, or a task, that a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answers.agencies.focal import FOCAL, focal, focal_claim
from rag.answers.agencies.numbers import is_agency
from rag.answers.agencies.rows import SUPPORTS, in_asked_role, said
from rag.answers.agencies.subject import subject_claim
from rag.answers.plans.mentions import asks_mention
from rag.answers.plans.plan_question import Condition, PlanTest, Told, at_its_place
from rag.answers.shape import Asked, brief, clauses_of, stated, without_marker
from rag.schema import Assignment
from rag.text import fold, lower, spaced
from rag.understanding.spelt import Spelt

_ROLES = re.compile(
    r"\b(chu tri|phoi hop|huong dan|kiem tra|don doc|giam sat|theo doi|tham muu|tong hop|thanh tra|"
    r"tham dinh|bao cao)\b"
)
_OF_GIVING = frozenset(
    "giao cho do phan cong yeu cau lam duoc co nhiem vu viec trach nhiem la phai thi dau moi co "
    "quan don vi bi thuc hien de nghi nhac den toi neu noi ve ghi cap assign assigns give gives "
    "task tasks duty duties to the any mention mentions name names work by lead as agency make "
    "makes put in charge of led is are ca lan va cung hay hoac mot dung gi mang "
    "both and or neither nor either".split()
)


_GIVES_ROLE = re.compile(
    r"(?:(?:co|deu|cung) )*(?:giao|phan cong) (?:\w+ ){1,8}?(?:chu tri|phoi hop)\b"
)
""" "Giao trường học chủ trì …": whose role it is no words tell, only who holds it."""
_ISSUES = re.compile(r"\bdo\b.*\bban hanh\b|\bissued by\b")
""" "Do UBND cấp huyện ban hành": whose plan it is, no task of theirs."""
_SENT = Spelt(
    r"\b(?:gửi|(?<!tiếp )(?<!nạn )(?<!hôn )(?<!cá )nhận(?! (?:dân|rộng|lực|viên|diện|thức)\b)|"
    r"sent|copied|receive)\b"
)
""" "Ủy ban nhan dan", "tiep nhan": nothing that is sent."""


def sent(asked: Asked, one: Condition, _: Sequence[Condition]) -> PlanTest | None:
    """ "Kế hoạch nào không gửi Tỉnh ủy?": the lines of its recipients that name the agency."""
    if not one.negated or not _SENT.search(one.text) or not asked.query.agencies:
        return None
    names = asked.query.agencies

    def told(plan_id: str) -> Told:
        book = asked.book
        lines = [
            book.slice(plan_id, one, one.start, one.end)
            for one in book.sections(plan_id).values() if one.id.startswith("noi_nhan/")
        ]  # fmt: skip
        return [
            stated(line.text.lstrip("-+*• "), plan_id, (line,)) for line in lines
            for name in names
            if fold(name) in fold(line.text)
            or any(book.lexicon.same_agency(name, m.name)
                   for m in book.lexicon.find_agencies(line.text))
        ]  # fmt: skip

    return PlanTest(told)


def given(asked: Asked, one: Condition, all_: Sequence[Condition]) -> PlanTest | None:
    lexicon = asked.book.lexicon
    named = set(asked.query.agencies)
    found = [
        m for m in lexicon.find_agencies_in_question(one.text)
        if m.name in named and not at_its_place(one.text, m.start)
    ]  # fmt: skip
    at = list(all_).index(one)
    before = all_[at - 1] if at else None
    names = tuple(dict.fromkeys(mention.name for mention in found))
    if not names and one.negated and len(all_) == 1:
        names = asked.query.agencies  # "UBND các xã", "Ban nhân dân ấp": read in the whole question
    if not names and not named and _GIVES_ROLE.match(one.folded):
        return PlanTest(lambda plan_id: [], refused=True)
    if not names or "recipients" in asked.query.header_fields or _ISSUES.search(one.folded):
        return None
    text = one.text
    for mention in reversed(found):
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    if not found:
        called = {"ubnd", "cac", *(word for name in names for word in fold(name).split())}
        text = " ".join(word for word in text.split() if fold(word) not in called)
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

    anything = not (roles or done or as_focal)
    mentioned = anything and asks_mention(one.text)

    def told(plan_id: str) -> Told:
        found = [_holds(asked, plan_id, name, roles, done, rest if as_focal else "")
                 for name in names]  # fmt: skip
        if anything:
            found = [own or _as_partner(asked, plan_id, name)
                     for own, name in zip(found, names, strict=True)]  # fmt: skip
        if mentioned:
            found = [own or _named_in(asked, plan_id, name)
                     for own, name in zip(found, names, strict=True)]  # fmt: skip
        # "không giao cả Sở Y tế lẫn Phòng Y tế": neither
        whole = any(found) if one.negated else all(found)
        return [claim for claims in found for claim in claims] if whole else []

    plain = len(all_) == len(names) == 1 and not (one.negated or one.every or as_focal or roles)
    if plain and mentioned and any(_only_named(asked, p, names[0]) for p in asked.query.plans):
        return PlanTest(told)
    if plain and not (done and any(map(told, asked.query.plans))):
        return None  # what it is given is told with its duties
    key = "no_mention_of_agency" if mentioned else "no_agency"
    lacks = asked.phrases.say(key, agency=", ".join(names)) if anything else ""
    return PlanTest(told, lacks)


def _as_partner(asked: Asked, plan_id: str, name: str) -> Told:
    """What others do with the agency: such work too is given to it."""
    same = asked.book.lexicon.same_agency
    found = [
        replace(one, agencies=mine, role=SUPPORTS, partners=())
        for one in asked.book.assignments(plan_id)
        if (mine := tuple(a for a in one.partners if same(name, a.name) or same(name, a.written)))
    ]
    return [
        stated(said(asked.phrases, one, brief(one.task.text, None, _WORDS)), plan_id, one.sources)
        for one in found[:_MOST]
    ]


def _named_in(asked: Asked, plan_id: str, name: str) -> Told:
    """The first text of a plan that names the agency, its recipients with it."""
    book, lexicon = asked.book, asked.book.lexicon
    for section in book.sections(plan_id).values():
        piece = book.slice(plan_id, section, section.start, section.end)
        if any(lexicon.same_agency(name, m.name) for m in lexicon.find_agencies(piece.text)):
            clauses = [c for c in clauses_of(piece.text) if fold(name) in fold(c)]
            shown = brief(without_marker(clauses[0] if clauses else piece.text), None, _WORDS)
            return [stated(shown, plan_id, (piece,))]
    return []


def _only_named(asked: Asked, plan_id: str, name: str) -> bool:
    """Whether a plan names an agency that it gives nothing."""
    given_it = _holds(asked, plan_id, name, (), (), "") or _as_partner(asked, plan_id, name)
    return not given_it and bool(_named_in(asked, plan_id, name))


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
    asked: Asked, plan_id: str, name: str, roles: tuple[str, ...], done: tuple[str, ...],
    as_focal: str,
) -> Told:  # fmt: skip
    """The duties by which an agency holds the role, and does what is asked; at most three.

    ``as_focal``: the words that ask for the focal agency, "" where another role is asked for.
    """
    if as_focal:
        leads = focal(asked, plan_id, in_words="thuong truc" in as_focal)
        mine = leads is not None and is_agency(asked, name, leads)
        return [focal_claim(asked, leads)] if leads is not None and mine else []
    given_ones = [a for a in asked.book.assignments(plan_id) if is_agency(asked, name, a)]
    claims: Told = []
    for assignment in given_ones:
        clause = _clause(asked, assignment, roles, done)
        if clause is None:
            continue
        if roles or done:
            text = said(asked.phrases, assignment, brief(without_marker(clause), None, _WORDS))
            claims.append(stated(text, plan_id, assignment.sources))
        else:
            claims.append(subject_claim(asked, assignment))
    return claims[:_MOST]


_MOST, _WORDS = 3, 50


def _clause(
    asked: Asked, one: Assignment, roles: tuple[str, ...], done: tuple[str, ...]
) -> str | None:  # fmt: skip
    """The clause of a duty that says the roles and all that is to be done."""
    read = fold if asked.query.unaccented else lower
    clauses = clauses_of(one.task.text)
    for clause in clauses:
        words = spaced(fold(clause))
        leads = words.startswith(" chu tri ") or (
            clause == clauses[0] and in_asked_role(("chu tri",), one)
        )
        helps = " phoi hop " in words or one.role == SUPPORTS
        if ("chu tri" in roles and not leads) or ("phoi hop" in roles and not helps):
            continue
        if any(f" {role} " not in words for role in roles if role not in _HELD):
            continue
        written = spaced(read(clause))
        if all(f" {word} " in written for word in done):
            return clause
    return None


_HELD = ("chu tri", "phoi hop")
