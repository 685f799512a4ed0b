"""Who does it: by objective or indicator number, by numbered item, by subject."""

from __future__ import annotations

import re

from rag.answers.shape import (
    MAX_STATEMENTS,
    NEAR_BEST,
    NEAR_BEST_PLAN,
    NEAR_FLOOR,
    NEAR_HITS,
    QUALIFIER_FLOOR,
    TOPIC_FLOOR,
    Asked,
    absent,
    brief,
    draft,
    near_slices,
    stated,
    tidy,
    without_marker,
)
from rag.citation import path_reference
from rag.references import find_items, find_references
from rag.schema import (
    Assignment,
    Draft,
    DraftClaim,
    Query,
    Reason,
    Reference,
    Section,
    Slice,
    Step,
    Target,
    path_id,
)
from rag.text import fold

_DOCUMENT_KIND = (
    r"(?:Nghị quyết|Quyết định|Kế hoạch|Chiến lược|Chương trình|Nghị định|Chỉ thị)(?:\s+số)?\s+"
)


def who(asked: Asked) -> Draft:
    """The agencies, plan by plan."""
    if asked.query.objectives or asked.query.indicators:
        return _by_number(asked)
    if asked.query.items:
        return _by_item(asked)
    return _by_subject(asked)


# -- by objective and indicator number


def _by_number(asked: Asked) -> Draft:
    query, book = asked.query, asked.book
    claims: list[DraftClaim] = []
    nearest: list[Slice] = []
    reasons: list[Reason] = []
    told_other = False
    for plan_id in query.plans:
        matching = _with_qualifier(
            asked, [a for a in book.assignments(plan_id) if _refers(a, query)]
        )
        if matching and _beyond_list(asked, plan_id, matching):
            matching = []
        if matching:
            mine = [a for a in matching if _by_asked_agency(asked, a)]
            told_other = told_other or (bool(query.agencies) and not mine)
            for one in mine or matching:
                claims += _number_claims(asked, one)
            continue
        text, reason, near = _lacking(asked, plan_id)
        claims.append(absent(text, plan_id))
        nearest += near
        reasons.append(reason)
    lead = None
    if told_other and any(c.kind == "stated" for c in claims):
        lead = asked.phrases.say("not_that_agency", agency=", ".join(query.agencies))
    order: tuple[Reason, ...] = ("not_assigned", "no_such_item", "not_stated")
    reason = next((r for r in order if r in reasons), "not_stated")
    return draft(asked, claims, reason=reason, lead=lead, nearest=nearest)


def _beyond_list(asked: Asked, plan_id: str, matching: list[Assignment]) -> bool:
    """An indicator that the plan's own list lacks, named only through its objective."""
    query = asked.query
    own = asked.book.own_objectives(plan_id)
    if not (own and query.indicators and query.objectives):
        return False
    listed = {s.indicator for number in query.objectives for s in own.get(number, ())}
    if not listed or set(query.indicators) & listed:
        return False
    exact = {n for a in matching for r in a.references if r.objective in query.objectives
             for n in r.indicators}  # fmt: skip
    return not set(query.indicators) & exact


def _with_qualifier(asked: Asked, matching: list[Assignment]) -> list[Assignment]:
    """Of agencies that share an indicator, the one whose bracketed share the question names."""
    scores = []
    for one in matching:
        qualifiers = [
            r.qualifier for r in one.references if matches(r, asked.query) and r.qualifier
        ]
        scores.append(max((asked.matcher.score(q) for q in qualifiers), default=0.0))
    best = max(scores, default=0.0)
    if best < QUALIFIER_FLOOR:
        return matching
    return [one for one, score in zip(matching, scores, strict=True) if score == best]


def _refers(assignment: Assignment, query: Query) -> bool:
    return any(matches(reference, query) for reference in assignment.references)


def matches(reference: Reference, query: Query) -> bool:
    """Whether a reference names what is asked; a whole objective holds its indicators."""
    if query.objectives and reference.objective not in query.objectives:
        return False
    if not query.indicators or not reference.indicators:
        return True
    return bool(set(reference.indicators) & set(query.indicators))


def _by_asked_agency(asked: Asked, assignment: Assignment) -> bool:
    if not asked.query.agencies:
        return True
    return any(is_agency(asked, name, assignment) for name in asked.query.agencies)


def is_agency(asked: Asked, name: str, assignment: Assignment) -> bool:
    """Whether an assignment is one of the named agency's."""
    same = asked.book.lexicon.same_agency
    return any(same(name, a.name) or same(name, a.written) for a in assignment.agencies)


def _number_claims(asked: Asked, one: Assignment) -> list[DraftClaim]:
    """The duty up to its reference and the references asked for, all in the plan's words."""
    text = one.task.text
    found = find_references(text)
    wanted = [f for f in found if matches(f.reference, asked.query)]
    spans = list(dict.fromkeys((f.start, f.end) for f in wanted))
    if spans and len(text.split()) > 30:
        first = min(f.start for f in found)
        duty = text[:first].rstrip(" ,;") + " " + "; ".join(text[a:b] for a, b in spans)
    else:
        duty = text
    agencies = ", ".join(a.written for a in one.agencies)
    claims = [
        stated(asked.phrases.say("who", agencies=agencies, task=duty), one.plan_id, one.sources)
    ]
    document = next((f.reference.of_document for f in wanted if f.reference.of_document), None)
    if document is not None:
        named = re.search(_DOCUMENT_KIND + re.escape(document), text)
        name = named.group() if named else document
        claims.append(
            stated(asked.phrases.say("of_document", document=name), one.plan_id, (one.task,))
        )
    return claims


def _lacking(asked: Asked, plan_id: str) -> tuple[str, Reason, list[Slice]]:
    """Why a plan names nobody: no such list, no such number, or given to nobody."""
    query, book = asked.query, asked.book
    own = book.own_objectives(plan_id)
    say = asked.phrases.say
    objective = query.objectives[0] if query.objectives else ""
    if not own:
        foreign = any(r.of_document for a in book.assignments(plan_id) for r in a.references)
        if foreign:
            return say("not_assigned", item=_item(query)), "no_such_item", []
        return say("no_objectives"), "no_such_item", []
    known = [number for number in query.objectives if number in own]
    if query.objectives and not known:
        return say("no_objective", objective=", ".join(query.objectives)), "no_such_item", []
    listed = {s.indicator for number in known for s in own[number]}
    unknown = [n for n in query.indicators if n not in listed]
    if unknown and query.objectives:
        text = say("no_indicator", indicator=", ".join(unknown), objective=objective)
        return text, "no_such_item", _own_indicators(asked, plan_id, known)
    around = [a.task for a in book.assignments(plan_id)
              if any(r.objective in known for r in a.references)]  # fmt: skip
    return say("not_assigned", item=_item(query)), "not_assigned", around


def _item(query: Query) -> str:
    english = query.lang == "en"
    parts = []
    if query.indicators:
        parts.append(("indicator " if english else "chỉ tiêu ") + ", ".join(query.indicators))
    if query.objectives:
        parts.append(("objective " if english else "mục tiêu ") + ", ".join(query.objectives))
    return (" of " if english else " của ").join(parts)


def _own_indicators(asked: Asked, plan_id: str, objectives: list[str]) -> list[Slice]:
    own = asked.book.own_objectives(plan_id)
    return [
        asked.book.slice(plan_id, section, section.start, section.end)
        for number in objectives
        for section in own[number]
    ]


# -- by numbered item of the outline


def _by_item(asked: Asked) -> Draft:
    query, book = asked.query, asked.book
    claims: list[DraftClaim] = []
    reason: Reason = "no_such_item"
    for plan_id in query.plans:
        ids = [s.id for s in book.sections(plan_id).values() if is_item(s, query)]
        found = [
            a for a in book.assignments(plan_id)
            if any(a.task.section == i or a.task.section.startswith(i + "/") for i in ids)
            or set(find_items(a.task.text)) & set(query.items)
        ]  # fmt: skip
        for one in found[:MAX_STATEMENTS]:
            claims.append(_item_claim(asked, one))
        if not ids:
            claims.append(absent(asked.phrases.say("no_item", item=item_label(query)), plan_id))
        elif not found:
            text = asked.phrases.say("not_assigned", item=item_label(query))
            claims.append(absent(text, plan_id))
            reason = "not_assigned"
    if any(c.kind == "stated" for c in claims) and not query.narrowed:
        claims = [c for c in claims if c.kind == "stated"]
    return draft(asked, claims, reason=reason, nearest=near_slices(asked))


def _item_claim(asked: Asked, one: Assignment) -> DraftClaim:
    """The agency, and the footnote or the line that gives it the item."""
    support = [piece for piece in one.sources if piece != one.task]
    note = next((p for p in support if p.section.startswith("chu_thich")), None)
    if note is None:
        return _subject_claim(asked, one)
    agencies = ", ".join(a.written for a in one.agencies)
    duty = re.sub(r"^\d+\s+", "", note.text)
    return stated(asked.phrases.say("who", agencies=agencies, task=duty), one.plan_id, support)


def item_label(query: Query) -> str:
    """The items asked for as they are cited: "điểm c khoản 2 Mục II"."""
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


# -- by subject


def _by_subject(asked: Asked) -> Draft:
    """The assignments whose task covers the question's words best."""
    query = asked.query
    if not query.terms and not query.search_text and not query.agencies:
        return draft(asked, [], reason="not_stated")
    through = _through_indicator(asked)
    if through is not None:
        return through
    scored = _scored(asked, touching=True) or _scored(asked, touching=False) or _found_near(asked)
    best_of_all = max((s for rows in scored.values() for s, _ in rows), default=0.0)
    claims: list[DraftClaim] = []
    reached = []
    for plan_id, rows in scored.items():
        best = max(score for score, _ in rows)
        if query.narrowed or best >= NEAR_BEST_PLAN * best_of_all:
            reached.append(plan_id)
    for plan_id in reached:
        rows = scored[plan_id]
        best = max(score for score, _ in rows)
        kept = [(s, a) for s, a in rows if s >= NEAR_BEST * best]
        kept.sort(key=lambda row: (-row[0], row[1].task.start))
        kept = [row for row in kept if _in_role(asked, row[1])] or kept
        for _, one in kept[:3]:
            claims.append(_told_by_heading(asked, one) or _subject_claim(asked, one))
    if not claims:
        claims = (
            [absent(asked.phrases.say("no_answer"), p) for p in query.plans]
            if query.narrowed
            else []
        )
        return draft(asked, claims, reason="not_stated", nearest=near_slices(asked))
    return draft(asked, claims)


def _through_indicator(asked: Asked) -> Draft | None:
    """ "Ai báo cáo tỷ số giới tính khi sinh?": the indicator by subject, then who has it."""
    claims: list[DraftClaim] = []
    unassigned: list[tuple[str, Query, Target]] = []
    for plan_id in asked.query.plans:
        assignments = asked.book.assignments(plan_id)
        rows = [
            (asked.matcher.score(t.task.text), t)
            for t in asked.book.targets(plan_id)
            if t.indicator
        ]
        if not rows:
            continue
        score, target = max(rows, key=lambda row: row[0])
        direct = max((asked.matcher.score(a.task.text) for a in assignments), default=0.0)
        if score < TOPIC_FLOOR or score <= direct or target.objective is None:
            continue
        number = Query(
            asked.query.question, asked.query.lang, "who", (plan_id,),
            objectives=(target.objective,), indicators=(target.indicator or "",),
        )  # fmt: skip
        given = [a for a in assignments if any(matches(r, number) for r in a.references)]
        if not given:
            unassigned.append((plan_id, number, target))
        for one in _with_qualifier(asked, given):
            asked_number = Asked(number, asked.book, asked.phrases, asked.matcher)
            for claim in _number_claims(asked_number, one):
                claims.append(stated(claim.text, plan_id, (*claim.slices, *target.sources)))
    if not claims and not unassigned:
        return None
    if not claims:
        lacking = [
            absent(asked.phrases.say("not_assigned", item=_item(number)), plan_id)
            for plan_id, number, _ in unassigned
        ]
        shown = [target.task for _, _, target in unassigned]
        return draft(asked, lacking, reason="not_assigned", nearest=shown)
    told = "; ".join(claim.text for claim in claims)
    asked_for = asked.query.agencies
    mine = any(fold(name) in fold(told) for name in asked_for)
    lead = None
    if asked_for and not mine:
        lead = asked.phrases.say("not_that_agency", agency=", ".join(asked_for))
    return draft(asked, claims, lead=lead)


_Scored = dict[str, list[tuple[float, Assignment]]]


def _scored(asked: Asked, *, touching: bool) -> _Scored:
    """Assignments on the subject; ``touching`` only those of an agency that is named.

    An agency in the question may also be its subject: "ứng cử viên đại biểu HĐND cấp xã".
    """
    query = asked.query
    if not touching and not query.agencies:
        return {}
    scored: _Scored = {}
    for plan_id in query.plans:
        for one in asked.book.assignments(plan_id):
            if touching and query.agencies and not _touches(asked, one):
                continue
            score = subject_score(asked, one)
            if score >= TOPIC_FLOOR:
                scored.setdefault(plan_id, []).append((score, one))
    return scored


def _found_near(asked: Asked) -> _Scored:
    """Where words alone fall short: an assignment that both searches put first.

    "chênh lệch giới tính khi sinh" for "mất cân bằng giới tính ở trẻ sơ sinh".
    """
    scored: _Scored = {}
    for hit in asked.book.hits(asked.query, NEAR_HITS):
        path = path_id(tuple(step for step in hit.passage.path if step.level != "cau"))
        for one in asked.book.assignments(hit.passage.plan_id):
            if one.task.section != path or hit.words is None or hit.meaning is None:
                continue
            score = subject_score(asked, one)
            if score >= NEAR_FLOOR:
                scored.setdefault(hit.passage.plan_id, []).append((score, one))
    return scored


def subject_score(asked: Asked, one: Assignment) -> float:
    """How well a task covers the question; the roles asked for weigh in a little."""
    score = asked.matcher.score(one.task.text)
    headings = asked.book.headings(one.task)
    score = max(score, 0.9 * asked.matcher.score(one.task.text, *headings))
    roles = asked.query.roles
    if roles and score > 0:
        task = fold(" ".join((one.role, one.task.text)))
        score += 0.05 * sum(role in task for role in roles) / len(roles)
    return score


def _told_by_heading(asked: Asked, one: Assignment) -> DraftClaim | None:
    """ "1. Phòng … (cơ quan thường trực Ban …)": the heading itself is the answer."""
    heading = one.sources[0]
    score = asked.matcher.score(heading.text)
    if heading == one.task or score < TOPIC_FLOOR or score < asked.matcher.score(one.task.text):
        return None
    return stated(without_marker(heading.text), one.plan_id, (heading,))


def given_there(asked: Asked, found: Draft) -> tuple[DraftClaim, ...]:
    """Who is given the work that the found passages name; () where nobody is."""
    claims: list[DraftClaim] = []
    for claim in found.claims:
        sections = {piece.section for piece in claim.slices}
        if claim.plan_id is None or not sections:
            continue
        given = [a for a in asked.book.assignments(claim.plan_id) if a.task.section in sections]
        claims += [_subject_claim(asked, one) for one in given[:2]]
    return tuple(dict.fromkeys(claims))


def _in_role(asked: Asked, one: Assignment) -> bool:
    """Whether the task begins with the role asked for: who leads is not who takes part."""
    start = fold(f"{one.role} {one.task.text[:60]}")
    return all(role in start for role in asked.query.roles if role in ("chu tri", "phoi hop"))


def _touches(asked: Asked, one: Assignment) -> bool:
    """The agency asked about leads, takes part, or stands in the task ("phối hợp với ai")."""
    same = asked.book.lexicon.same_agency
    names = (*one.agencies, *one.partners)
    for name in asked.query.agencies:
        if any(same(name, a.name) for a in names) or fold(name) in fold(one.task.text):
            return True
    return False


def _subject_claim(asked: Asked, one: Assignment) -> DraftClaim:
    agencies = ", ".join(a.written for a in one.agencies)
    text = asked.phrases.say("who", agencies=agencies, task=brief(one.task.text, asked.matcher))
    if "phoi hop" in asked.query.roles and one.partners and "phối hợp" not in text:
        partners = ", ".join(a.written for a in one.partners)
        text = asked.phrases.say("with_partners", text=tidy(text), partners=partners)
    return stated(text, one.plan_id, one.sources)
