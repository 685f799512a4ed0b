"""Who does it: by objective or indicator number, by numbered item, by subject."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rag.answers.agencies.numbers import by_number, confirmed, is_agency, not_hers
from rag.answers.agencies.subject import by_subject, subject_claim
from rag.answers.agencies.through_item import through_item
from rag.answers.contents.numbered_parts import called_parts
from rag.answers.shape import (
    MAX_STATEMENTS,
    Asked,
    absent,
    brief,
    draft,
    near_slices,
    stated,
    without_marker,
)
from rag.citation import path_reference
from rag.names.phrases import letters
from rag.references import UNIT_LINE, find_items
from rag.schema import (
    Assignment,
    Draft,
    DraftClaim,
    Query,
    Reason,
    Section,
    Step,
)
from rag.text import fold
from rag.understanding.yes_no import confirms

_DASH = re.compile(r"^[-–+*•]\s+")
_YEARS = re.compile(r"\s*(?:năm|NĂM|giai đoạn|GIAI ĐOẠN)\s+\d{4}(?:\s*[-–]\s*\d{4})?")


def who(asked: Asked) -> Draft:
    """The agencies, plan by plan."""
    if asked.query.objectives or asked.query.indicators:
        return by_number(asked)
    if asked.query.items:
        return by_item(asked)
    asked = _whichever(asked)
    told = by_subject(asked)
    if any(claim.kind == "stated" for claim in told.claims) or told.reason == "not_assigned":
        return told
    claims = through_item(asked)
    return draft(asked, claims) if claims else told


_OR_WHICH = re.compile(
    r"\s*\b(?:hay|hoac) (?:la )?(?:so|phong|ban|hoi|co quan|don vi|ben|nganh) (?:nao|gi|khac)\b"
    r"(?: khac)?"
)
_OR = re.compile(r"\b(?:hay|hoặc|hoac|khác|khac)\b ?")


def _whichever(asked: Asked) -> Asked:
    """ "Hội Phụ nữ hay sở nào chủ trì": who leads, the body that is named or another."""
    query, question = asked.query, asked.query.question
    other = _OR_WHICH.search(fold(question))
    if other is None or len(fold(question)) != len(question) or "chu tri" not in query.roles:
        return asked
    named = [
        one for one in asked.book.lexicon.find_agencies_in_question(question)
        if one.end == other.start()
    ]  # fmt: skip
    if not named or query.agencies != (named[0].name,):
        return asked
    question = f"{question[: named[0].start]}cơ quan nào{question[other.end() :]}"
    query = replace(
        query, question=question, agencies=(), search_text=_OR.sub("", query.search_text),
        terms=tuple(one for one in query.terms if not _OR.fullmatch(one)),
        subject=tuple(one for one in query.subject if not _OR.fullmatch(one)),
    )  # fmt: skip
    return replace(asked, query=query, matcher=asked.book.matcher(query))


def providers(asked: Asked) -> Draft | None:
    """ "Ai trả tiền cho kế hoạch?", of a plan without a part on money: who is to provide it."""
    words = ("bố", "trí", "kinh", "phí")
    query = replace(
        asked.query, intent="who", terms=words, subject=words, search_text=" ".join(words),
        header_fields=(), unaccented=False,
    )  # fmt: skip
    told = who(replace(asked, query=query, matcher=asked.book.matcher(query)))
    stands = any(claim.kind == "stated" for claim in told.claims)
    return replace(told, query=asked.query) if stands else None


def by_item(asked: Asked) -> Draft:
    query = asked.query
    claims: list[DraftClaim] = []
    reason: Reason = "no_such_item"
    hers = False
    for plan_id in query.plans:
        ids = [section.id for section in items_of(asked, plan_id)]
        found = given_items(asked, plan_id)
        mine = [one for one in found if any(is_agency(asked, n, one) for n in query.agencies)]
        hers = hers or bool(mine)
        found = mine or found
        if "chu tri" in query.roles:
            found = [one for one in found if one.role == "chủ trì"] or found
        heads = {one.sources[0] for one in found}
        if len(heads) == 1 and found[0].sources[0].section in ids and len(found) > 1:
            # "khoản 5 giao cho ai?": its heading is the answer
            (head,) = heads
            names = ", ".join(agency.written for agency in found[0].agencies)
            claims.append(stated(names, plan_id, (head,)))
            continue
        for one in found[:MAX_STATEMENTS]:
            claims.append(_item_claim(asked, one))
        if not ids:
            claims.append(_lacks_item(asked, plan_id))
        elif not found:
            text = asked.phrases.say("not_assigned", item=item_label(query))
            claims.append(absent(text, plan_id))
            reason = "not_assigned"
    told = any(c.kind == "stated" for c in claims)
    if told and not query.narrowed:
        claims = [c for c in claims if c.kind == "stated"]
    lead = None
    if told and query.agencies:
        if not hers:
            lead = not_hers(asked)
        elif confirms(query.question):
            given = [one for plan_id in query.plans for one in given_items(asked, plan_id)]
            lead = confirmed(
                asked, [a for a in given if any(is_agency(asked, n, a) for n in query.agencies)]
            )
    return draft(asked, claims, reason=reason, lead=lead, nearest=near_slices(asked))


def given_items(asked: Asked, plan_id: str) -> list[Assignment]:
    """Who is given the numbered items asked for, or what stands below them."""
    ids = [section.id for section in items_of(asked, plan_id)]
    return [
        a for a in asked.book.assignments(plan_id)
        if any(a.task.section == i or a.task.section.startswith(i + "/") for i in ids)
        or _items_named(a.task.text) & set(asked.query.items)
    ]  # fmt: skip


_LISTED = re.compile(r"((?:\bkhoan \d[\d.]*(?:,| va)? )+)muc ([ivx]+)\b")


def _items_named(text: str) -> set[str]:
    """The items a text names; of "khoản 2.1, khoản 2.2 Mục II" the part of the first too."""
    found = set(find_items(text))
    for listed in _LISTED.finditer(" ".join(fold(text).split())):
        for number in re.findall(r"khoan (\d+(?:\.\d+)*)", listed[1]):
            found |= set(find_items(f"khoản {number} Mục {listed[2].upper()}"))
    return found


def _item_claim(asked: Asked, one: Assignment) -> DraftClaim:
    """The agency, and the footnote or the line that gives it the item."""
    support = [piece for piece in one.sources if piece != one.task]
    note = next((p for p in support if p.section.startswith("chu_thich")), None)
    if note is None:
        return subject_claim(asked, one)
    agencies = ", ".join(a.written for a in one.agencies)
    duty = re.sub(r"^\d+\s+", "", note.text)
    return stated(asked.phrases.say("who", agencies=agencies, task=duty), one.plan_id, support)


def items_themselves(asked: Asked) -> Draft:
    """The words of a numbered item, with the headings of what stands below it."""
    claims = []
    for plan_id in asked.query.plans:
        found = items_of(asked, plan_id)
        for section in found:
            below = [s for s in asked.book.sections(plan_id).values()
                     if s.path[:-1] == section.path][:MAX_STATEMENTS]  # fmt: skip
            told = [asked.book.slice(plan_id, one, one.start, one.end) for one in (section, *below)]
            told = [piece for piece in told if not UNIT_LINE.match(piece.text)]
            limit = 80 if len(told) > 1 else 150
            shown = [_DASH.sub("", one.text) for one in told]
            claims += [
                stated(brief(text, None, limit), plan_id, (one,))
                for text, one in zip(shown, told, strict=True)
            ]
        if not found:
            claims.append(_lacks_item(asked, plan_id))
    if not asked.query.narrowed and any(c.kind == "stated" for c in claims):
        claims = [c for c in claims if c.kind == "stated"]
    return draft(asked, claims, reason="no_such_item")


def _lacks_item(asked: Asked, plan_id: str) -> DraftClaim:
    """That a plan has no such item; no "Mục II" of the heading that its Mục III has."""
    say, label = asked.phrases.say, item_label(asked.query)
    held, text = asked.book.sections(plan_id), asked.book.text(plan_id)
    scopes = _scopes(asked, plan_id) if has_item(asked, plan_id) else []
    for one in map(held.__getitem__, scopes[:1]):
        part = without_marker(" ".join(text[one.start : one.heading_end].split()))
        called = re.fullmatch(r"(?:muc|phan)\.[IVX]+", asked.query.items[0]) is not None
        label = say("item_called" if called else "item_in", item=label, part=part)
    return absent(say("no_item", item=label), plan_id)


def item_label(query: Query) -> str:
    """The items asked for as they are cited, "điểm c khoản 2 Mục II"; one called Mục is so told."""
    lone = re.fullmatch(r"khoan\.(\d{1,2})", query.items[0]) if len(query.items) == 1 else None
    if lone and re.search(rf"\bmuc (?:so )?{lone[1]}\b", fold(query.question)):
        return f"mục {lone[1]}"
    paths = [[Step(*step.split(".", 1)) for step in item.split("/")] for item in query.items]
    return ", ".join(path_reference(path) for path in paths)


def is_item(section: Section, query: Query) -> bool:
    """Whether a node is a numbered item of the question ("muc.II/khoan.2/diem.c")."""
    steps = [str(step) for step in section.path]
    for item in query.items:
        wanted = item.split("/")
        if steps[-1] == wanted[-1] and [s for s in steps if s in wanted] == wanted:
            return True
    return False


def has_item(asked: Asked, plan_id: str) -> bool:
    """Whether the plan has any of the numbered items asked for, in whatever part."""
    if called_parts(asked, plan_id):
        return True
    sections = asked.book.sections(plan_id).values()
    query = replace(asked.query, items=_as_called_here(asked.query.items, sections))
    return any(is_item(section, query) for section in sections)


def items_of(asked: Asked, plan_id: str) -> list[Section]:
    """The numbered items asked for; only below the part or the agency that the question names."""
    called = called_parts(asked, plan_id)
    if called:
        return called
    sections = asked.book.sections(plan_id)
    query = replace(asked.query, items=_as_called_here(asked.query.items, sections.values()))
    found = [s for s in sections.values() if is_item(s, query)]
    scopes = _scopes(asked, plan_id)
    if not scopes:
        return found
    inside = [s for s in found if any(f"{s.id}/".startswith(f"{one}/") and s.id != one
                                      for one in scopes)]  # fmt: skip
    # "Phần III Tổ chức thực hiện": called by its number and its heading
    itself = [s for s in found if s.id in scopes]
    # "Sở … chủ trì mục 2.1": the number alone tells which item, the agency's own part does not
    return inside or itself or [s for s in found if _WHOLE_NUMBER.search(s.id)]


def _as_called_here(items: tuple[str, ...], sections: Iterable[Section]) -> tuple[str, ...]:
    """ "Phần IV" of a plan whose parts are called Mục is its Mục IV, and the other way round."""
    levels = {section.path[0].level for section in sections}
    called = next((level for level in ("muc", "phan") if level in levels), None)
    if called is None or {"muc", "phan"} <= levels:
        return items
    return tuple(re.sub(r"^(?:muc|phan)(?=\.[IVX]+(?:/|$))", called, item) for item in items)


_WHOLE_NUMBER = re.compile(r"/khoan\.\d+\.\d+$")


def _scopes(asked: Asked, plan_id: str) -> list[str]:
    """Ids of the parts named beside the item: "khoản 9 phần tổ chức thực hiện"."""
    question = letters(asked.query.question)
    text = asked.book.text(plan_id)
    named: list[str] = []
    for section in asked.book.sections(plan_id).values():
        heading = without_marker(text[section.start : section.heading_end].strip())
        words = letters(heading)
        if section.path[-1].level in ("muc", "phan", "chuong") and words:
            core = letters(_YEARS.sub("", heading))
            if len(core) > 8 and (words in question or core in question):
                named.append(section.id)
        elif asked.query.agencies and 0 < len(heading.split()) <= 20:
            mentioned = asked.book.lexicon.find_agencies(heading)
            same = asked.book.lexicon.same_agency
            if any(same(a, m.name) for a in asked.query.agencies for m in mentioned):
                named.append(section.id)
    return named
