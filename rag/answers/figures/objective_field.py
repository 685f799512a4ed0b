"""The objective that a question names by its field: "các chỉ tiêu trong lĩnh vực y tế".

Plans head an objective "Mục tiêu 4: Trong lĩnh vực y tế" and give it out by its number, so what is
asked of the field is what is asked of the number.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.agencies.who import who
from rag.answers.figures.counted_goals import indicators_counted
from rag.answers.figures.targets import targets
from rag.answers.shape import Asked, brief, stated, without_marker
from rag.answers.shape import draft as shaped
from rag.schema import Draft, DraftClaim, Slice
from rag.text import fold, spaced, words_of

_ASKED = re.compile(
    r"\b(?:chi tieu|muc tieu|con so)(?: (?:gi|nao|cu the|dat ra|dat|de ra|bang so))*"
    r"(?: (?:ve|trong|cua|thuoc|linh vuc|cong tac|mang|nhom|mat|nganh))* (?P<field>(?!\d)\w.*)"
)
""" "Những chỉ tiêu gì trong lĩnh vực lao động, việc làm", "các chỉ tiêu y tế"."""
_COUNTED = re.compile(r"\b(?:may|bao nhieu) chi tieu\b")
_FIELD_FIRST = re.compile(
    r"\b(?:linh vuc|mang|cong tac|nganh|ve) "
    r"(?P<field>.+?\b(?:nhung|cac|may|bao nhieu|dat|co|de ra) (?:chi tieu|muc tieu|con so)\b.*)"
)
""" "Mảng kinh tế với việc làm … đặt ra những con số gì"."""
_PLACE_FIRST = re.compile(
    r"\b(?:chi tieu|muc tieu) (?:\w+ ){1,9}?(?:ve|trong)"
    r"(?: (?:linh vuc|cong tac|mang|mat|nganh))* (?P<field>(?!\d)\w.*)"
)
""" "Mục tiêu của huyện Mường Tà đến năm 2025 về y tế"."""
_ENGLISH = (
    re.compile(r"(?P<field>(?:[a-z-]+ ){1,3}?)(?:indicators?|targets|goals|objectives)\b(?! \d)"),
    re.compile(
        r"\b(?:indicators?|targets|goals|objectives)(?: (?:are|were|set|there|for|on|in|of|about|"
        r"the|field|area|sector))+ (?P<field>[a-z-]+(?: (?:and )?[a-z-]+)?)"
    ),
)
""" "The health indicators", "indicators in the field of education"."""
_LISTS = frozenset(
    "liet ke neu ra cho biet toi xem nhung cac chi muc tieu linh vuc trong ve cua gom co thuoc dat "
    "cong tac mang nganh hay ke the nhom list name give what are indicators indicator targets "
    "goals show me all objectives field area sector tell tat ca day du toan bo ten bang so".split()
)
"""Words of a question that asks for a list and nothing of its own."""
_ENDS = (
    r"(?=\W*$|,|\?| (?:va|voi|hay|o|tai|cua|thuoc|trong|do|giao|thi|la|dat|den|nam|gom|co|cho|"
    r"theo|duoc|nao|gi|bao|ben|phai|can|se|ke hoach)\b)"
)
"""What may stand behind a field: "lao động nữ" is not the field of "lao động"."""
_OPENING = re.compile(r"^.*?\bmuc tieu \d+\b\W*|^\W*(?:\w{1,3}[.)])?\s*")
_IN_FIELD = re.compile(r"^(?:(?:trong|ve|thuoc) )?(?:(?:linh vuc|cong tac) )?")
_LONGEST_HEADING = 16


def of_field(asked: Asked) -> Draft | None:
    """Who has the objective of a field, or its figures; None where no plan asked has such a one."""
    query = asked.query
    known = query.objectives or query.indicators or query.items
    if query.intent not in ("who", "target", "general") or known:
        return None
    said, question = _fields_said(asked), fold(query.question)
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        aim = next(filter(None, (_meant(asked, plan_id, one) for one in said)), None)
        if aim is None and query.narrowed:
            return None
        if aim is None:
            continue
        number, name, head = aim
        if query.intent == "general" and not _lists(asked, name):
            return None
        one = replace(asked, query=replace(query, plans=(plan_id,), objectives=(number,)))
        if query.intent == "target" and _COUNTED.search(question):
            own = asked.book.own_objectives(plan_id)
            told = indicators_counted(one, plan_id, own)
        elif query.intent == "who" and not _ALL.search(question):
            told = list(who(one).claims)
        else:
            told = list(targets(one).claims)
        claims += [
            replace(claim, slices=tuple(dict.fromkeys((*claim.slices, head))))
            for claim in told if claim.kind == "stated"
        ]  # fmt: skip
    return shaped(asked, claims) if claims else None


_ALL = re.compile(r"\b(?:chi tieu|muc tieu|con so) (?:nao|gi)\b")


def _fields_said(asked: Asked) -> list[str]:
    """What may name a field in the question, without marks, to its end."""
    query, question = asked.query, fold(asked.query.question)
    if query.lang == "en":
        found = [one.search(question) for one in _ENGLISH]
        written = [one["field"] for one in found if one is not None]
        return [fold(term) for words in written for term in asked.book.lexicon.from_english(words)]
    for plan_id in query.plans if query.narrowed else ():
        # "lĩnh vực giáo dục Hương Trà": the place behind the field is no word of it
        place = fold(asked.book.by_id[plan_id].place or "")
        question = re.sub(rf"(?<! o)(?<! tai)(?<! cua) {re.escape(place)}\b", "", question)
    named = [one.search(question) for one in (_ASKED, _FIELD_FIRST, _PLACE_FIRST)]
    return [one["field"] for one in named if one is not None]


def _lists(asked: Asked, name: str) -> bool:
    """Whether the question asks for what a field holds, and names nothing beside the field."""
    query = asked.query
    if query.lang == "en":
        return True
    return {fold(word) for word in query.terms} <= _LISTS | set(name.split())


def _meant(asked: Asked, plan_id: str, field: str) -> tuple[str, str, Slice] | None:
    """The one objective of a plan whose heading has the field, with the name and that heading."""
    found = []
    for number in asked.book.own_objectives(plan_id):
        head = asked.book.objective_heading(plan_id, number)
        one_of = "|".join(map(re.escape, [] if head is None else _fields(head.text)))
        said = re.match(rf"(?:{one_of})\b(?:(?:,| va)? (?:{one_of})\b)*{_ENDS}", field)
        names = [said.group()] if one_of and said is not None else []
        if head is not None and names:
            found.append((number, names[0], head))
    return found[0] if len(found) == 1 else None


def _fields(heading: str) -> list[str]:
    """ "b) Mục tiêu 2: Trong lĩnh vực kinh tế, lao động" has "kinh te" and "lao dong"."""
    words = _IN_FIELD.sub("", _OPENING.sub("", fold(" ".join(heading.split()))).strip(" .:;"))
    if len(words.split()) > _LONGEST_HEADING:
        return []
    return [part.strip() for part in re.split(r",| va ", words) if " " in part.strip()]


_HITS, _SAID, _WORDS = 10, 0.75, 10
_BEGINS = 20
_OF_ASKING = frozenset("la gi nhu the nao ra sao vay a nhi cac nhung".split())


def aim_in_words(asked: Asked, *, whole: bool = False) -> Draft | None:
    """ "Mục tiêu của huyện … về vị thế của phụ nữ": an aim that says it, without a figure.

    Below a heading of aims, with most of the words behind "về" in it as they are written;
    ``whole``: all of them, one behind the other, where no figure's aim says them so.
    """
    match = _PLACE_FIRST.search(fold(asked.query.question))
    if match is None or asked.query.lang == "en":
        return None
    asks = words_of(match["field"])
    while asks and asks[-1] in _OF_ASKING:
        asks.pop()
    on = set(asks) - _OF_ASKING
    run = f" {' '.join(asks)} "
    claims = []
    for plan_id in asked.query.plans if len(on) > 1 else ():
        if whole and any(run in spaced(fold(one.task.text)) for one in asked.book.targets(plan_id)):
            return None
        for hit in asked.book.hits(replace(asked.query, plans=(plan_id,)), _HITS):
            piece = asked.book.passage_slice(hit.passage)
            folded = fold(piece.text)
            words = words_of(folded)
            heads = (fold(head) for head in (*asked.book.headings(piece), piece.text[:_BEGINS]))
            said = run in spaced(folded) if whole else len(on & set(words)) >= _SAID * len(on)
            if said and len(words) > _WORDS and any("muc tieu" in head for head in heads):
                told = brief(without_marker(piece.text), asked.matcher)
                claims.append(stated(told, plan_id, (piece,)))
                break
    return shaped(asked, claims) if claims else None
