"""Which plan or agency has the most of something, counted from the facts with all it counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rag.answers.agencies.counted_agencies import KINDS, given_agencies
from rag.answers.agencies.counted_duties import clauses_given, duties_given, holders
from rag.answers.agencies.numbers import numbered
from rag.answers.figures.counted_goals import as_most, indicator_count, objective_count
from rag.answers.plans.plan_list import of_level_asked
from rag.answers.plans.plan_order import in_order
from rag.answers.shape import MAX_PLANS, Asked, absent, counted, draft, narrows
from rag.book import unique
from rag.schema import Agency, Assignment, Draft, DraftClaim, Lead, Reference, Section, Slice
from rag.text import fold

Counted = Literal["agencies", "indicators", "objectives", "duties", "bases"]

_NOUNS: dict[Counted, str] = {
    "agencies": r"co quan|don vi|dau moi|so nganh|so, nganh|phong ban|ban nganh|to chuc|"
    r"(?:so|phong)(?= (?:nhat|hon))|agencies|departments|bodies|offices|units|organi[sz]ations",
    "indicators": "chi tieu|indicators?|targets?",
    "objectives": "muc tieu|objectives?|goals?",
    "duties": "(?:dau |cong |phan )?viec|nhiem vu|duties|tasks|assignments|responsibilities|work",
    "bases": "can cu(?: phap ly)?|legal bas[ei]s",
}
_END = {"nhieu": True, "most": True, "more": True}
""" "Ít", "fewest", "fewer", "least" ask for the other end."""
_NOUN = "|".join(f"(?P<{kind}>{words})" for kind, words in _NOUNS.items())
_LAST = r"\b(?=\W*$|,| (?:o|trong|cua|cho|vay|the|la|thi|tai|theo|nhi|a)\b)"
"""What may follow "nhất": the end, or words on where."""
_ASKED: tuple[re.Pattern[str], ...] = (
    # "giao nhiều cơ quan hơn", "giao nhiều việc cho Sở Y tế nhất"
    re.compile(
        rf"\b(?P<end>nhieu|it) (?:{_NOUN})(?: \w+){{0,6}}? "
        rf"(?<!thong )(?<!duy )(?<!it )(?:nhat|hon){_LAST}"
    ),
    # "giao việc nhiều nhất cho ai"; "chỉ tiêu ít nhất 30%" asks for a figure
    re.compile(rf"\b(?:{_NOUN})(?:,? \w+){{0,12}}?,? (?P<end>nhieu|it) (?:nhat|hon){_LAST}"),
    # "Hương Trà có nhiều chỉ tiêu hơn Kon Tum không"
    re.compile(rf"\b(?P<end>nhieu|it) (?:{_NOUN}) hon\b(?! \d)"),
    # "the most targets"
    re.compile(
        rf"\b(?P<end>most|more|fewest|fewer|least) (?:numbered |different )?(?:{_NOUN})\b(?! than)"
    ),
)
_AGENCIES = re.compile(
    r"\b(?:co quan|don vi|so|phong|phong ban|ban nganh|nganh|chi cuc|hoi|doan the|to chuc|cap) "
    r"(?:nao|gi)\b|\bai\b|\bwho\b|"
    r"\bwhich (?:\w+ )?(?:agency|agencies|departments?|offices?|body|bodies|units?|divisions?|"
    r"organi[sz]ations?)\b"
)
_PLANS = re.compile(
    r"\b(?:ke hoach|van ban|noi|ben|cai|cho|dia phuong|tinh|huyen|xa|phuong|thi xa|thanh pho)"
    r"(?: cap \w+)? nao\b|"
    r"\b(?:which|what) (?:\w+ ){0,2}(?:plans?|places?|provinces?|districts?|towns?)\b|\bwhose\b"
)
_OBJECTIVES = re.compile(r"\bmuc tieu (?:nao|gi)\b|\bwhich (?:objective|goal)s?\b")
_KNOWN = KINDS | frozenset(
    "nhieu it hon nhat dat ra duoc bi phai viec dau cong co giao dua nhan lam de cai ben noi dia "
    "phuong ai can cu phap ly theo so nganh hoi xa doan the phoi hop hay voi va sanh duoi luong "
    "tren".split()
)
""" "Most" is looked up as "dưới", for "at most"."""
_RUNNERS = 3
"""Agencies told of one plan: the first, with those as high, and the next."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A plan or an agency of a plan, with what is counted of it."""

    plan_id: str
    name: str
    words: str
    claim: DraftClaim

    @property
    def count(self) -> int:
        return len(self.claim.counted)


@dataclass(frozen=True, slots=True)
class _Superlative:
    """What is counted, and whether the most or the fewest are asked for."""

    what: Counted
    most: bool


def superlative(asked: Asked) -> Draft | None:
    """Who has the most or the fewest; None where no such thing is asked."""
    query = asked.query
    question = as_most(query)
    wanted = _wanted(question)
    if wanted is None or query.objectives or query.indicators or query.items or query.documents:
        return None
    if wanted.what == "indicators" and _OBJECTIVES.search(question) and not query.agencies:
        return _of_objectives(asked, wanted)
    # "Sở Y tế hay Sở Nội vụ được giao nhiều việc hơn?"
    of_agencies = _AGENCIES.search(question) is not None or len(query.agencies) > 1
    several = query.narrowed and len(query.plans) > 1
    if not (of_agencies or _PLANS.search(question) or several):
        return None
    if of_agencies and (len(query.agencies) == 1 or wanted.what in ("agencies", "bases")):
        return None
    if query.agencies and wanted.what in ("agencies", "bases"):
        return None
    if narrows(asked, _KNOWN):
        # on one subject alone: what is on it is not counted by the facts
        plan_ids = query.plans if query.narrowed else (None,)
        lacking = [absent(asked.phrases.say("no_answer"), plan_id) for plan_id in plan_ids]
        return draft(asked, lacking, reason="not_stated")
    if query.among is not None and not of_agencies:
        return draft(asked, [absent(asked.phrases.say("too_many"), None)], reason="not_stated")
    return _of_agencies(asked, wanted) if of_agencies else _of_plans(asked, wanted)


def asks_most(asked: Asked) -> bool:
    """Whether who has the most or the fewest of something is asked."""
    return _wanted(fold(asked.query.question)) is not None


def _wanted(question: str) -> _Superlative | None:
    for pattern in _ASKED:
        found = pattern.search(question)
        if found is not None:
            what = next(kind for kind in _NOUNS if found[kind])
            return _Superlative(what, _END.get(found["end"], False))
    return None


# ------------------------------------------------------------------ plans


def _of_plans(asked: Asked, wanted: _Superlative) -> Draft:
    rows: list[_Row] = []
    lacking: list[DraftClaim] = []
    for plan_id in in_order(asked.book.by_id, of_level_asked(asked)):
        if asked.query.agencies:
            claim, words = _of_named(asked, plan_id, wanted)
        else:
            claim = _COUNTS[wanted.what](asked, plan_id)
            words = claim.text.partition(":")[0]
        if claim.kind == "absent":
            lacking.append(claim)
        else:
            rows.append(_Row(plan_id, asked.book.label(plan_id), words, claim))
    rows = _ranked(rows, wanted)
    shown = rows[:MAX_PLANS]
    # a plan that has none has fewer than any; of one that rests on another's list it is not known
    none = wanted.most and not any(_foreign(asked, c.plan_id) for c in lacking if c.plan_id)
    lead = _lead(asked, rows, shown, wanted, whole=not lacking or none) if rows else None
    if rows and lacking and len(rows) < _SIDES and not wanted.most:
        lead = Lead(asked.phrases.say("order_unknown"))
    return draft(asked, [*(row.claim for row in shown), *lacking], reason="not_stated", lead=lead)


def _agencies_of(asked: Asked, plan_id: str) -> DraftClaim:
    names, slices = given_agencies(asked, plan_id)
    if not names:
        return absent(asked.phrases.say("no_answer"), plan_id)
    text = asked.phrases.say("count_agencies", count=str(len(names)), names="")
    return counted(text, plan_id, names, slices)


def _of_named(asked: Asked, plan_id: str, wanted: _Superlative) -> tuple[DraftClaim, str]:
    """What a plan gives the agency that the question names, with the words that count it."""
    why = _uncountable(asked, plan_id) if wanted.what != "duties" else None
    rows = _agency_rows(asked, plan_id, wanted) if why is None else []
    if rows:
        return rows[0].claim, rows[0].words
    no_agency = asked.phrases.say("no_agency", agency=", ".join(asked.query.agencies))
    return absent(why or no_agency, plan_id), ""


def _duties_of(asked: Asked, plan_id: str) -> DraftClaim:
    tasks = unique(one.task for one in duties_given(asked, plan_id))
    what = [clause for piece in tasks for clause in clauses_given(piece.text)]
    return _count(asked, plan_id, "count_duties", tasks, what)


def _indicators_of(asked: Asked, plan_id: str) -> DraftClaim:
    """The numbered indicators; of a plan that numbers none, the figures it sets."""
    by_number = indicator_count(asked, plan_id)
    tasks = unique(one.task for one in asked.book.targets(plan_id))
    if by_number.kind == "stated" or not tasks:
        return by_number
    return _count(asked, plan_id, "count_indicators", tasks)


def _bases_of(asked: Asked, plan_id: str) -> DraftClaim:
    tasks = unique(one.task for one in asked.book.statements(plan_id, "basis"))
    return _count(asked, plan_id, "count_bases", tasks)


def _count(
    asked: Asked, plan_id: str, phrase: str, pieces: Sequence[Slice], what: Sequence[str] = ()
) -> DraftClaim:
    """How many of ``what`` there are, or of the pieces themselves."""
    if not pieces:
        return absent(asked.phrases.say("no_answer"), plan_id)
    what = what or [piece.text for piece in pieces]
    return counted(asked.phrases.say(phrase, count=str(len(what))), plan_id, what, pieces)


_COUNTS: dict[Counted, Callable[[Asked, str], DraftClaim]] = {
    "agencies": _agencies_of,
    "indicators": _indicators_of,
    "objectives": objective_count,
    "duties": _duties_of,
    "bases": _bases_of,
}

# ------------------------------------------------------------------ objectives of a plan


def _of_objectives(asked: Asked, wanted: _Superlative) -> Draft:
    """The objectives of each plan by the indicators that stand below them."""
    found: list[_Row] = []
    lacking: list[DraftClaim] = []
    leads: list[Lead] = []
    for plan_id in asked.query.plans:
        rows = _ranked(_objective_rows(asked, plan_id), wanted)
        if not rows:
            why = indicator_count(asked, plan_id)
            text = asked.phrases.say("no_objectives") if why.kind == "stated" else why.text
            lacking.append(absent(text, plan_id))
            continue
        shown = [row for row in rows if row.count == rows[0].count]
        found += shown
        leads.append(_lead(asked, rows, shown, wanted, whole=True))
    if not asked.query.narrowed and found:
        lacking = []
    lead = leads[0] if len(asked.query.plans) == 1 and leads else None
    claims = [*(row.claim for row in found), *lacking]
    return draft(asked, claims, reason="not_stated", lead=lead)


def _objective_rows(asked: Asked, plan_id: str) -> list[_Row]:
    rows: list[_Row] = []
    for number, listed in asked.book.own_objectives(plan_id).items():
        heading = asked.book.objective_heading(plan_id, number)
        pieces = [asked.book.slice(plan_id, one, one.start, one.end) for one in listed]
        if heading is None or not pieces:
            continue
        name = numbered(replace(asked.query, indicators=(), objectives=(number,)))
        name = name[0].upper() + name[1:]
        words = asked.phrases.say("count_indicators", count=str(len(pieces)))
        text = asked.phrases.say("who", agencies=name, task=words)
        claim = counted(text, plan_id, [piece.text for piece in pieces], (heading, *pieces))
        rows.append(_Row(plan_id, name, words, claim))
    return rows


# ------------------------------------------------------------------ agencies of a plan


def _of_agencies(asked: Asked, wanted: _Superlative) -> Draft:
    """The agencies of each plan on their own: no agency of one stands before another's."""
    found: list[_Row] = []
    lacking: list[DraftClaim] = []
    leads: list[Lead] = []
    for plan_id in asked.query.plans:
        why = _uncountable(asked, plan_id) if wanted.what != "duties" else None
        rows = _ranked(_agency_rows(asked, plan_id, wanted), wanted) if why is None else []
        if not rows:
            lacking.append(absent(why or asked.phrases.say("no_answer"), plan_id))
            continue
        first = [row for row in rows if row.count == rows[0].count]
        shown = rows[: max(len(first), _RUNNERS)] if len(asked.query.plans) == 1 else first
        found += shown
        leads.append(_lead(asked, rows, shown, wanted, whole=True))
    lead = leads[0] if len(asked.query.plans) == 1 and leads else None
    if not asked.query.narrowed and found:
        lacking = []
    claims = [*(row.claim for row in found), *lacking]
    return draft(asked, claims, reason="not_stated", lead=lead)


def _uncountable(asked: Asked, plan_id: str) -> str | None:
    """Why indicators given by number are not counted; None where they are the plan's own."""
    document = _foreign(asked, plan_id)
    if document is not None:
        return asked.phrases.say("gaps_of_document", document=document)
    given = any(one.references or _in_table(asked, one) for one in asked.book.assignments(plan_id))
    return None if given else asked.phrases.say("none_by_number")


def _foreign(asked: Asked, plan_id: str) -> str | None:
    """The document, not the plan itself, whose indicators it gives by their numbers."""
    given = (r for one in asked.book.assignments(plan_id) for r in one.references)
    return next((r.of_document for r in given if r.of_document is not None), None)


def _agency_rows(asked: Asked, plan_id: str, wanted: _Superlative) -> list[_Row]:
    names: dict[str, Agency] = {}
    items: dict[str, list[Slice]] = {}
    sources: dict[str, list[Slice]] = {}
    same, named = asked.book.lexicon.same_agency, asked.query.agencies
    for one in duties_given(asked, plan_id):
        what = [one.task] if wanted.what == "duties" else _numbered(asked, one, wanted.what)
        for agency in holders(asked, one) if what else ():
            if named and not any(same(name, agency.name) for name in named):
                continue
            key = fold(agency.name)
            names.setdefault(key, agency)
            items.setdefault(key, []).extend(what)
            sources.setdefault(key, []).extend((*_naming(one, agency), one.task, *what))
    rows = []
    for key, agency in names.items():
        told = [piece.text for piece in unique(items[key])]
        if wanted.what == "duties":
            told = [clause for text in told for clause in clauses_given(text)]
        words = asked.phrases.say(f"count_{wanted.what}", count=str(len(told)))
        text = asked.phrases.say("who", agencies=agency.written, task=words)
        claim = counted(text, plan_id, told, sources[key])
        rows.append(_Row(plan_id, agency.written, words, claim))
    return rows


def _naming(one: Assignment, agency: Agency) -> tuple[Slice, ...]:
    """The slice that names an agency: a count need not show the heads of a table's columns."""
    naming = [p for p in one.sources if agency.written in " ".join(p.text.split())]
    return tuple(naming[:1]) or one.sources


def _numbered(asked: Asked, one: Assignment, what: Counted) -> list[Slice]:
    """The plan's own indicators, or objectives, that an assignment names by number."""
    sections = asked.book.sections(one.plan_id).values()
    listed = [s for s in sections if s.indicator is not None and s.id != one.task.section]
    found = _in_table(asked, one) if what == "indicators" else []
    for reference in one.references:
        if what == "objectives":
            heading = asked.book.objective_heading(one.plan_id, reference.objective)
            found += [heading] if heading is not None else []
            continue
        meant = [section for section in listed if _is_named(section, reference)]
        if reference.objective or len({section.objective for section in meant}) == 1:
            found += [asked.book.slice(one.plan_id, s, s.start, s.end) for s in meant]
    return found


def _in_table(asked: Asked, one: Assignment) -> list[Slice]:
    """The target in whose row of a table the plan names who follows it."""
    row = one.task.section
    return [t.task for t in asked.book.targets(one.plan_id)
            if t.task.section == row and "/bang." in row]  # fmt: skip


def _is_named(section: Section, reference: Reference) -> bool:
    """Whether a reference names an indicator; a whole objective names all of its own."""
    of_it = not reference.objective or section.objective == reference.objective
    return of_it and (not reference.indicators or section.indicator in reference.indicators)


# ------------------------------------------------------------------ which comes first


def _ranked(rows: list[_Row], wanted: _Superlative) -> list[_Row]:
    """The most, or the fewest, first; as many in the order they were found."""
    return sorted(rows, key=lambda row: -row.count if wanted.most else row.count)


def _lead(
    asked: Asked, rows: list[_Row], shown: list[_Row], wanted: _Superlative, *, whole: bool
) -> Lead:
    """Which of ``rows`` are first, where ``shown`` are told.

    ``whole``: all that were to be held against each other could be counted.
    """
    first = [row for row in shown if row.count == rows[0].count]
    order = tuple((row.plan_id, row.words) for row in (shown[::-1] if wanted.most else shown))
    if len(first) == len(rows) > 1 and whole:
        same = asked.phrases.say("order_same_counts")
        return Lead(_with_measure(asked, same, wanted), order=order)
    named = "; ".join(f"{row.name} ({row.words})" for row in first)
    end = "last" if wanted.most else "first"
    of_two = len(rows) == len(asked.query.agencies) == _SIDES
    many = "" if len(asked.query.plans) == _SIDES or of_two else "_of_many"
    text = asked.phrases.say(f"order_{end}_counts{many}", plans=named)
    if not whole:
        text = asked.phrases.say("order_of_counted", text=text[0].lower() + text[1:])
    return Lead(_with_measure(asked, text, wanted), order=order)


def _with_measure(asked: Asked, text: str, wanted: _Superlative) -> str:
    """What one duty is, where duties are counted: a paragraph may hold several."""
    return f"{text} {asked.phrases.say('duties_counted')}" if wanted.what == "duties" else text


_SIDES = 2
""" "Nhiều hơn" of two, "nhiều nhất" of more."""
