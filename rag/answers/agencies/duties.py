"""What an agency has to do, plan by plan."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from rag.answers.agencies.not_given import asks_which_number, gives_none, names_number
from rag.answers.agencies.numbers import directs, is_agency, matches
from rag.answers.agencies.own_work import its_whole_work, on_the_plan_alone
from rag.answers.agencies.rows import (
    SUPPORTS,
    in_asked_role,
    of_everybody,
    roles_told,
    said,
    task_words,
)
from rag.answers.agencies.scoring import either_order, moving, subject_score, without_where
from rag.answers.agencies.who import has_item, items_themselves
from rag.answers.contents.table_rows import in_annex, in_table
from rag.answers.dates.doers import asks_all
from rag.answers.shape import (
    MAX_STATEMENTS,
    NEAR_DUTY,
    TOPIC_FLOOR,
    Asked,
    absent,
    answers,
    brief,
    draft,
    near_slices,
    stated,
)
from rag.names.phrases import letters
from rag.schema import Assignment, Draft, DraftClaim, Lead, Reason, Slice
from rag.text import fold
from rag.turns.known_already import besides
from rag.understanding.yes_no import confirms


def duties(asked: Asked) -> Draft:
    """The agency's duties; only those on the subject where the question names one."""
    query, book = asked.query, asked.book
    if query.items and not (query.agencies and all(map(_PART.match, query.items))):
        return items_themselves(asked)
    claims: list[DraftClaim] = []
    lacking: list[str] = []
    without: list[str] = []
    near: list[Slice] = []
    led_by_others = query.roles == ("chu tri",) and not confirms(query.question)
    in_role = False
    if query.items and not any(has_item(asked, plan_id) for plan_id in query.plans):
        return items_themselves(asked)  # "Mục IX giao Sở … làm gì": there is none
    for plan_id in query.plans:
        given = in_table(asked, _in_named_part(asked, plan_id, book.assignments(plan_id)))
        mine = [one for one in given if any(is_agency(asked, name, one) for name in query.agencies)]
        mine = _jointly(asked, _asked_to(asked, mine))
        mine = [one for one in _of_all(asked, mine) if _below_item(asked, one)]
        helped = {one.task for one in mine if one.role == SUPPORTS}
        joined = [one for one in _as_partner(asked, given) if one.task not in helped]
        theirs = [*joined, *(one for one in given if joined and directs(asked, one))]
        mine = [*mine, *joined] if "phoi hop" in query.roles else mine or theirs
        mine = _its_own(asked, mine) or [one for one in given if _named_within(asked, one)]
        if not mine:
            whole = its_whole_work(asked, plan_id)
            claims += whole
            lacking += [] if whole else [plan_id]
            continue
        idle = [n for n in query.agencies if not any(is_agency(asked, n, one) for one in given)]
        held = {_field(n) for n in query.agencies if n not in idle}
        # "Sở Y tế Đắk Nông và Phòng Y tế Hương Trà": each level has its own
        idle = [n for n in idle if _field(n) not in held]
        if query.narrowed and len(query.agencies) > len(idle) > 0:
            # "Sở Xây dựng và Công an tỉnh làm gì": of the first it is said that it has no duty
            text = asked.phrases.say("no_agency", agency=", ".join(idle))
            claims.append(absent(text, plan_id))
        if gives_none(asked, mine) or not in_annex(asked, plan_id, mine):
            without.append(plan_id)
            near.append(max(mine, key=functools.partial(subject_score, asked)).task)
            continue
        mine = _besides(asked, _on_numbers(asked, in_annex(asked, plan_id, mine)))
        led_by_others = led_by_others and all(map(_joins_in, mine))
        for one in _on_subject(asked, mine)[:MAX_STATEMENTS]:
            in_role = in_role or in_asked_role(query.roles, one)
            text = said(asked.phrases, one, brief(task_words(one), asked.matcher, 130))
            claims.append(stated(text, plan_id, one.sources))
    role_alone = (
        len(query.roles) == 1 and roles_told(query.roles) and query.narrowed and not in_role
    )
    # "Công an tỉnh chủ trì việc nào": it leads none, and what it takes part in is told
    other = led_by_others if query.roles == ("chu tri",) else role_alone
    lead = Lead(asked.phrases.say("other_role")) if other else None
    if without and (query.narrowed or not claims):
        key = "no_number_given" if asks_which_number(query) else "not_given"
        text = asked.phrases.say(key, agency=", ".join(query.agencies))
        claims += [absent(text, plan_id) for plan_id in without]
    for plan_id in _of_its_level(asked, lacking) if claims else lacking:
        text = asked.phrases.say("no_agency", agency=", ".join(query.agencies))
        claims.append(absent(text, plan_id))
    reason: Reason = "not_stated" if without else "not_assigned"
    told = draft(asked, claims, reason=reason, nearest=near or near_slices(asked))
    return replace(told, lead=lead) if lead is not None and answers(told) else told


def _joins_in(one: Assignment) -> bool:
    """Whether a duty is to take part alone: "Phối hợp với các cơ quan …"."""
    text = fold(one.task.text)
    return one.role == SUPPORTS or (text.startswith("phoi hop") and "chu tri" not in text)


_HEAD = re.compile(r"^(?:Sở|Phòng)\s+")


def _field(agency: str) -> str:
    """The field of a Sở or a Phòng; another agency's whole name."""
    return fold(_HEAD.sub("", agency)) if _HEAD.match(agency) else agency


_OF_LEVEL = {
    "tỉnh": "tinh", "huyện": "huyen", "thị xã": "huyen", "xã": "xa", "phường": "xa",
    "thị trấn": "xa",
}  # fmt: skip


def _of_its_level(asked: Asked, plan_ids: list[str]) -> list[str]:
    """ "Trung tâm … phường" where none is named: a district's plan is not asked about it."""
    query = asked.query
    levels = {"tinh" for name in query.agencies if name.startswith("Sở ")} | {
        level for name in query.agencies for word, level in _OF_LEVEL.items()
        if f" {name}".endswith(f" {word}") and not (word == "xã" and name.endswith("thị xã"))
    }  # fmt: skip
    if query.narrowed or len(levels) != 1:
        return plan_ids
    return [one for one in plan_ids if asked.book.by_id[one].place_level in levels]


def _as_partner(asked: Asked, given: list[Assignment]) -> list[Assignment]:
    """What others lead with an agency, as that agency's: "Phòng A chủ trì, phối hợp với B"."""
    same = asked.book.lexicon.same_agency
    found = []
    for one in (one for one in given if _below_item(asked, one)):
        mine = tuple(
            a for a in one.partners for name in asked.query.agencies
            if same(name, a.name) or same(name, a.written)
        )  # fmt: skip
        if mine and _TELLS_PARTNERS.match(fold(one.task.text)):
            found.append(one)  # "Sở A: Phối hợp với B …" is A's duty, in words that are A's
        elif mine:
            found.append(replace(one, agencies=mine, role=SUPPORTS, partners=()))
    return found


_TELLS_PARTNERS = re.compile(r"(?!\W*chu tri,? phoi hop\b).*\bphoi hop\b", re.DOTALL)
_ALL_OF_LEVEL = re.compile(r"\b(?:các|cấp|mỗi|từng)\b", re.IGNORECASE)


def _of_all(asked: Asked, mine: list[Assignment]) -> list[Assignment]:
    """ "Các xã phải làm gì": what all are given, not what one of them takes part in."""
    if not all(map(_ALL_OF_LEVEL.search, asked.query.agencies)):
        return mine
    same = asked.book.lexicon.same_agency
    of_all = [
        one for one in mine
        if any(_ALL_OF_LEVEL.search(agency.written) and same(name, agency.name)
               for agency in one.agencies for name in asked.query.agencies)
    ]  # fmt: skip
    return of_all or mine


_ASKED_TO = re.compile(r"\bduoc de nghi\b")
_ASKS = re.compile(r"\W*(?:[\dIVXa-z]{1,4}[.)]\s*)?de nghi\b")


def _asked_to(asked: Asked, mine: list[Assignment]) -> list[Assignment]:
    """ "Hội … được đề nghị làm gì": what it is asked to do, where the plan asks it anything."""
    if not _ASKED_TO.search(fold(asked.query.question)):
        return mine
    asks = [one for one in mine if one.role == "đề nghị"
            or any(_ASKS.match(fold(head)) for head in asked.book.headings(one.task))]  # fmt: skip
    return asks or mine


_TOGETHER = re.compile(
    r"\bcung (?:nhau )?(?:lam|thuc hien|phu trach|phoi hop|chu tri|lo|tham gia|trien khai)\b|"
    r"\b(?:jointly|together|joint)\b"
)


def _jointly(asked: Asked, mine: list[Assignment]) -> list[Assignment]:
    """ "Việc nào do A và B cùng làm": what both take part in, where the plan gives any such."""
    names, same = asked.query.agencies, asked.book.lexicon.same_agency
    if len(names) < _BOTH or not _TOGETHER.search(fold(asked.query.question)):
        return mine
    both = [
        one for one in mine
        if all(any(same(name, a.name) for a in (*one.agencies, *one.partners)) for name in names)
    ]  # fmt: skip
    return both or mine


_BOTH = 2
_ON_REPORTS = re.compile(r"\bbao cao\b|\breport|\bhan\b|\bkhi nao\b")


_PART = re.compile(r"(?:muc|phan|chuong)\.[^/]+$")


def _below_item(asked: Asked, one: Assignment) -> bool:
    """ "Ở mục III Sở … làm gì": only what stands there; all where no item is named."""
    items = asked.query.items
    return not items or any(f"{one.task.section}/".startswith(f"{item}/") for item in items)


def _its_own(asked: Asked, mine: list[Assignment]) -> list[Assignment]:
    """Without what everybody must do, as to report, where the plan gives the agency its own part.

    All of it where the question asks on reporting.
    """
    if _ON_REPORTS.search(fold(asked.query.question)):
        return mine
    return [one for one in mine if not of_everybody(one)] or mine


def _named_within(asked: Asked, one: Assignment) -> bool:
    """ "Ban Vì sự tiến bộ của phụ nữ" is meant by "Các cơ quan thành viên Ban Vì sự tiến bộ …"."""
    names = [letters(a.name) for a in one.agencies]
    meant = any(letters(said) in name for said in asked.query.agencies for name in names)
    return meant or directs(asked, one)


def _in_named_part(asked: Asked, plan_id: str, given: list[Assignment]) -> list[Assignment]:
    """Only those below a Mục whose heading stands in the question ("phần tổ chức thực hiện")."""
    question = letters(asked.query.question)
    for section in asked.book.sections(plan_id).values():
        if section.path[-1].level != "muc" and len(section.path) > 1:
            continue
        heading = asked.book.text(plan_id)[section.start : section.heading_end]
        words = letters(heading.partition(" ")[2])
        if len(words) > 8 and words in question:
            inside = [one for one in given if one.task.section.startswith(section.id + "/")]
            if inside:
                return inside
    return given


_OPENS_KNOWN = re.compile(
    r"^\W*(?:ngoài|ngoai|bên cạnh|ben canh)"
    r"(?: (?:việc|viec|nội dung|noi dung|nhiệm vụ|nhiem vu|về|ve)\b)*|"
    r"(?:,|\b(?:thì|thi|ra)\b)\W*$",
    re.IGNORECASE,
)


def _besides(asked: Asked, mine: list[Assignment]) -> list[Assignment]:
    """Without what the asker knows already: "ngoài bố trí kinh phí, còn làm gì"?"""
    question = asked.query.question
    known = besides(question)
    if known is None:
        return mine
    said_already = _OPENS_KNOWN.sub("", question[known.start() : known.end()])
    words = (said_already, *asked.book.lexicon.everyday(said_already))
    terms = tuple(re.findall(r"[^\W_]+", " ".join(words)))
    alone = replace(asked.query, terms=terms, search_text=" ".join(terms), agencies=())
    about = asked.book.matcher(alone)
    left = [one for one in mine if about.score(one.task.text) < TOPIC_FLOOR]
    return left or mine


def _on_numbers(asked: Asked, mine: list[Assignment]) -> list[Assignment]:
    """Only duties on the objectives named, or on any where the question asks which."""
    query = asked.query
    if query.objectives or query.indicators:
        found = [one for one in mine if any(matches(r, query) for r in one.references)]
    elif asks_which_number(query):
        found = [one for one in mine if one.references]
        found = found or [one for one in mine if names_number(asked, one)]
    else:
        return mine
    return found or mine


def _holding_phrase(asked: Asked, mine: list[Assignment]) -> list[Assignment]:
    """ "làm gì về Tháng hành động": the duties that hold the subject's words together."""
    titles = fold(" ".join(asked.book.by_id[p].title for p in asked.query.plans)).split()
    phrases = [p for words in asked.subject.phrases(without_where(asked.query))
               for p in either_order(tuple(map(fold, words)))]  # fmt: skip
    wanted = [f" {' '.join(p)} " for p in phrases if len(p) > 1 and not set(p) <= set(titles)]
    texts = [" ".join(re.findall(r"[^\W_]+", fold(one.task.text))) for one in mine]
    return [
        one
        for one, text in zip(mine, texts, strict=True)
        if any(phrase in f" {text} " for phrase in wanted)
    ]


_WHICH = re.compile(
    r"\b(?:nhung|cac|may) (de an|du an|chuong trinh|mo hinh|cuoc van dong) (?:nao|gi)\b"
)
""" "tiếp tục những đề án nào": only duties that name one."""


_DOES_WHICH = re.compile(
    r"(?P<verb>\w+ \w+) (?:ra )?(?:(?:nhung|cac|may|loai) )*"
    r"(?P<thing>so lieu|ke hoach|van ban|bao cao|lop|hoi thi|cuoc thi|chuyen muc|du an|de an) "
    r"(?:nao|gi)\b"
)
_MADE = frozenset({"xay dung", "phai lap", "lap ra", "phai soan", "can lap", "ban hanh"})
_MAKES = r"(?:xay dung|ban hanh|lap|tham muu)"


def _doing_so(asked: Asked, mine: list[Assignment]) -> list[Assignment]:
    """ "Phải xây dựng những kế hoạch nào": the duties to do that with such a thing; [] if none."""
    found = _DOES_WHICH.search(fold(asked.book.lexicon.expand(asked.query.question)))
    if found is None:
        return []
    verb = _MAKES if found["verb"] in _MADE else re.escape(found["verb"])
    does = re.compile(rf"\b{verb}\b(?: \w+){{0,3}}? {found['thing']}\b")
    return [one for one in mine if does.search(" ".join(fold(one.task.text).split()))]


_WHOLE = 0.99
_SHARE_ALONE = 0.4
"""Share of the subject's weight from which a duty is on it, where others say less."""
_NEAR_SHARE = 0.75
"""Of the best share: duties that say less are on something else."""


def _saying_most(asked: Asked, mine: list[Assignment]) -> list[Assignment]:
    """ "Vận động bà con thiểu số": those that say it, not those that share a word with it.

    All of them where the subject is the plan itself ("trong kế hoạch bình đẳng giới").
    """
    share = functools.partial(asked.subject.share_said, asked.query)
    titles = [asked.book.by_id[plan_id].title for plan_id in asked.query.plans]
    shares = [share(one.task.text) for one in mine]
    best = max(shares)
    if best < _SHARE_ALONE or share(*titles) >= best:
        return mine
    return [one for one, said in zip(mine, shares, strict=True) if said >= _NEAR_SHARE * best]


def _in_role_alone(asked: Asked, mine: list[Assignment]) -> list[Assignment]:
    """ "Phối hợp những việc gì": what it takes part in, whoever leads; [] if more is asked."""
    roles = asked.query.roles
    if len(roles) != 1 or roles[0] not in ("chu tri", "phoi hop"):
        return []
    if not on_the_plan_alone(asked, mine):
        return []
    return [one for one in mine if roles[0] in fold(f"{one.role}: {one.task.text}")]


_AGAINST = re.compile(r"\bphong (?:chong|tranh|ngua) (\w+ \w+.*)")


def _against(asked: Asked, one: Assignment) -> bool:
    """ "Phòng chống xâm hại" is what "phòng tránh xâm hại" is on too."""
    found = _AGAINST.match(fold(" ".join(asked.query.subject)))
    said = " ".join(re.findall(r"[^\W_]+", fold(one.task.text)))
    return found is not None and f" {found[1]} " in f" {said} "


def _on_subject(asked: Asked, mine: list[Assignment]) -> list[Assignment]:
    """The duties on the question's subject; all of them where it names none or none fits."""
    if asks_all(asked):
        return mine
    in_role = _in_role_alone(asked, mine)
    if in_role:
        return in_role
    if asked.query.subject and not asked.query.roles and on_the_plan_alone(asked, mine):
        return mine
    if asked.query.roles == ("chu tri",):
        # what another leads is no answer to "chủ trì việc gì", where there is more
        mine = [one for one in mine if one.role != SUPPORTS] or mine
    which = _WHICH.search(fold(asked.query.question))
    if which is not None:
        mine = [one for one in mine if f"{which[1]}" in fold(one.task.text)] or mine
    mine = _doing_so(asked, mine) or moving(asked, mine) or mine
    named = _holding_phrase(asked, mine)
    if named and asked.query.lang == "en":
        # "female officials": "nữ cán bộ" as well as "cán bộ nữ"
        whole = [o for o in mine if asked.subject.share_said(asked.query, o.task.text) >= _WHOLE]
        named = [one for one in mine if one in named or one in whole]
    if named:
        return named
    if not asked.subject.names_one(asked.query):
        # "còn phải hướng dẫn cái gì": no subject, but what sort of work
        roles = asked.query.roles
        return [one for one in mine if any(r in fold(one.task.text[:60]) for r in roles)] or mine
    mine = _saying_most(asked, mine)
    on_it = [one for one in mine if not asked.unsaid(one.task.text)]
    mine = on_it or mine
    if asked.matcher.empty:
        return mine
    scores = [subject_score(asked, one) for one in mine]
    best = max(scores)
    least = NEAR_DUTY * best if best >= TOPIC_FLOOR else 0.0
    return [o for o, s in zip(mine, scores, strict=True) if s >= least or _against(asked, o)]
