"""Figures to reach: by objective and indicator number, or by subject."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rag.amounts import AMOUNT
from rag.answers.agencies.numbers import lacks_indicator, pairs_asked
from rag.answers.figures.counted_things import counted_things
from rag.answers.figures.every_target import beyond, each_part, every_target
from rag.answers.figures.figures_asked import asks_share, counts_things, of_its_units
from rag.answers.figures.indicators import asks_its_number, indicator_claim, whole_number
from rag.answers.figures.neighbours import PER, in_english, lacks_word, named_once, of_neighbour
from rag.answers.figures.no_targets import about_indicators, none_of_its_own
from rag.answers.figures.other_time import of_its_time
from rag.answers.figures.target_years import of_asked_year
from rag.answers.premises.asserted import figure_alone
from rag.answers.shape import (
    MAX_STATEMENTS,
    NEAR_BEST,
    NEAR_BEST_PLAN,
    TOPIC_FLOOR,
    Asked,
    absent,
    brief,
    draft,
    narrows,
    near_slices,
    stated,
)  # fmt: skip
from rag.coverage import Matcher
from rag.references import find_references, same_indicator
from rag.schema import Draft, DraftClaim, Query, Reason, Slice, Target
from rag.table import split_cells
from rag.text import fold, lower
from rag.values import Value, values

# "bao nhiêu mục tiêu cụ thể", "những mục tiêu nào"
_LIST = re.compile(
    r"(?:bao nhieu|may|nhung|cac|how many|list|which|what are the) (?:muc tieu|objectives|"
    r"goals)|muc tieu nao"
)


def targets(asked: Asked) -> Draft:
    """The indicators asked for with their figures, and whether they are of the time asked about."""
    told = of_its_units(asked, of_its_time(asked, _targets(asked)))
    # a clause of a table's row is told without the bars between its cells
    claims = [replace(c, text="; ".join(split_cells(c.text))) if " | " in c.text else c
              for c in told.claims]  # fmt: skip
    return replace(told, claims=tuple(claims))


def _targets(asked: Asked) -> Draft:
    """The indicators asked for with their figures, plan by plan."""
    if asks_result(asked):
        plan_ids = asked.query.plans if asked.query.narrowed else (None,)
        lacking = [absent(asked.phrases.say("no_result"), plan_id) for plan_id in plan_ids]
        return draft(asked, lacking, reason="not_stated", nearest=near_slices(asked))
    shares = figure_alone(asked)
    if shares:
        return _by_figure(asked, shares)
    if asked.query.objectives or asked.query.indicators:
        return by_number(asked)
    if _LIST.search(fold(asked.query.question)) and not about_indicators(asked):
        listed = _all_objectives(asked)
        on_subject = [c for c in listed if asked.matcher.score(c.text) >= TOPIC_FLOOR]
        listed = (narrows(asked, _OBJECTIVE_WORDS) and on_subject) or listed
        if listed:
            return draft(asked, listed)
    told = beyond(asked) or counted_things(asked)
    if told:
        return draft(asked, told)
    every = every_target(asked)
    if every is not None:
        return every
    return none_of_its_own(asked) or _by_subject(asked)


def _by_figure(asked: Asked, shares: tuple[Value, ...]) -> Draft:
    """The indicators with the figures that are all the question names."""
    wanted = {key for one in shares for key in one.keys}
    claims = [
        indicator_claim(asked, one)
        for plan_id in asked.query.plans
        for one in asked.book.targets(plan_id)
        if wanted
        <= {
            key
            for value in values(" ".join(f for f in one.figures if "%" in f))
            for key in value.keys
        }
    ]
    if not claims:
        text = asked.phrases.say("no_figure", value=", ".join(one.written for one in shares))
        plan_ids = asked.query.plans if asked.query.narrowed else (None,)
        claims = [absent(text, plan_id) for plan_id in plan_ids]
    return draft(asked, claims, reason="not_stated")


_OBJECTIVE_WORDS = frozenset("muc tieu chi co nhung cac ve gom ke hoach cu the".split())
_RESULT = re.compile(
    r"\b(?:da|thuc te) dat\b|\bdat duoc\b|\bket qua (?:thuc hien|dat)\b|"
    r"\b(?:den|cho den|tinh den) nay\b|"
    r"\b(?:so far|has (?:it |been )?(?:reached|achieved)|actual)\b"
)
RESULT_PART = re.compile(r"\b(?:ket qua|danh gia tinh hinh|tinh hinh thuc hien|thuc trang)\b")


def asks_result(asked: Asked) -> bool:
    """Whether what was reached is asked, and no plan has a part on it: most say what is to be."""
    if not _RESULT.search(fold(asked.query.question)):
        return False
    return not any(
        RESULT_PART.search(fold(asked.book.text(plan_id)[one.start : one.heading_end]))
        for plan_id in asked.query.plans
        for one in asked.book.sections(plan_id).values()
        if len(one.path) <= _HIGH
    )


_HIGH = 2
"""Levels of the outline on which a part on results is looked for."""


def _all_objectives(asked: Asked) -> list[DraftClaim]:
    """Every numbered objective of the plans that list them."""
    claims: list[DraftClaim] = []
    for plan_id in asked.query.plans:
        own = asked.book.own_objectives(plan_id)
        for number in own:
            claims += _objective_itself(asked, plan_id, number)
        if not own and asked.query.narrowed:
            claims.append(absent(asked.phrases.say("no_objectives"), plan_id))
    return claims


def by_number(asked: Asked) -> Draft:
    query, book, say = asked.query, asked.book, asked.phrases.say
    claims: list[DraftClaim] = []
    nearest: list[Slice] = []
    reason: Reason = "no_such_item"
    for plan_id in query.plans:
        own = book.own_objectives(plan_id)
        pairs = pairs_asked(query)
        found = [
            one for one in book.targets(plan_id)
            if (not query.objectives or one.objective in query.objectives or whole_number(one))
            and (not query.indicators or _is_one(one.indicator, query.indicators))
            and (not pairs or _is_one(one.indicator, (n for o, n in pairs if o == one.objective)))
        ]  # fmt: skip
        of_year = {one.task for one in found if one.year in query.years}
        found = [one for one in found if one.task not in of_year or one.year in query.years]
        if found:
            if not query.indicators and not asked.matcher.empty:
                found = [one for _, one in each_part(asked, [(0.0, t) for t in found])] or found
                if len(found) == _TWO:
                    claims += [indicator_claim(asked, one) for one in found]
                    continue
            heads = {one.objective: one for one in found}
            for number in heads:
                if not query.indicators:
                    claims += _objective_itself(asked, plan_id, number or "")
            claims += [indicator_claim(asked, one) for one in found]
            continue
        if not query.objectives:
            claims.append(absent(lacks_indicator(asked, plan_id), plan_id))
            continue
        foreign = _foreign_document(asked, plan_id)
        if not own and foreign is not None:
            claims.append(absent(say("no_target_of_document", document=foreign[0]), plan_id))
            nearest += foreign[1]
            reason = "not_stated"
        elif not own:
            claims.append(absent(say("no_objectives"), plan_id))
        elif not any(number in own for number in query.objectives):
            claims.append(
                absent(say("no_objective", objective=", ".join(query.objectives)), plan_id)
            )
        elif query.indicators:
            text = say(
                "no_indicator", indicator=", ".join(query.indicators), objective=query.objectives[0]
            )
            claims.append(absent(text, plan_id))
            nearest += [
                one.task for one in book.targets(plan_id) if one.objective in query.objectives
            ]
        else:
            for number in query.objectives:
                claims += _objective_itself(asked, plan_id, number)
    return draft(asked, claims, reason=reason, nearest=nearest)


def _is_one(label: str | None, wanted: Iterable[str]) -> bool:
    return any(label is not None and same_indicator(label, one) for one in wanted)


def _objective_itself(asked: Asked, plan_id: str, number: str) -> list[DraftClaim]:
    piece = asked.book.objective_heading(plan_id, number)
    return [] if piece is None else [stated(brief(piece.text, None, 60), plan_id, (piece,))]


def _foreign_document(asked: Asked, plan_id: str) -> tuple[str, list[Slice]] | None:
    """The other document whose objectives the plan's duties name, with those duties."""
    tasks = [
        (found.reference.of_document, one.task)
        for one in asked.book.assignments(plan_id)
        for found in find_references(one.task.text)
        if found.reference.of_document and found.reference.objective in asked.query.objectives
    ]
    if not tasks:
        return None
    return tasks[0][0] or "", [task for _, task in tasks]


def _by_subject(asked: Asked) -> Draft:
    query, book, own = asked.query, asked.book, _without(asked, frozenset())
    # "năm 2026 đặt bao nhiêu % trẻ biết bơi": only where nothing says "năm 2026 đặt" too
    scored = _speaking(asked, _scored(asked, own)) or _speaking(
        asked, _scored(asked, _without(asked, _of_asking(query)))
    )
    best_of_all = max((s for rows in scored.values() for s, _ in rows), default=0.0)
    claims: list[DraftClaim] = []
    near: list[Slice] = []
    neighbours: dict[str, str] = {}
    for plan_id, rows in scored.items():
        best = max(score for score, _ in rows)
        if not query.narrowed and best < NEAR_BEST_PLAN * best_of_all:
            continue
        kept = each_part(asked, [(0.0, one) for one in book.targets(plan_id)]) or [
            (s, t) for s, t in rows if s >= NEAR_BEST * best
        ]
        kept = [row for row in kept if asked.matcher.tells(row[1].task.text)] or kept
        kept = of_asked_year(asked, plan_id, rows, kept) or []
        kept.sort(key=lambda row: (-row[0], row[1].task.start))
        lacking = _of_neighbour(asked, kept) if kept else ()
        if lacking:
            # another that has fewer of the words, and these, may be the one meant
            rest = [row for row in rows if all(fold(w) in fold(row[1].task.text) for w in lacking)]
            rest = [row for row in rest if not _of_neighbour(asked, [row])]
            kept = [row for row in rest if row[0] >= max(score for score, _ in rest)]
        if not kept:
            near += [one.task for _, one in rows]
            neighbours |= {plan_id: named_once(lacking)} if lacking else {}
            continue
        numbered = len(kept) > 1 or asks_its_number(query)
        claims += [
            indicator_claim(asked, one, numbered=numbered) for _, one in kept[:MAX_STATEMENTS]
        ]
    if query.narrowed:
        told = {claim.plan_id for claim in claims}
        claims += [_no_figure(asked, p, neighbours.get(p)) for p in query.plans if p not in told]
    return draft(asked, claims, reason="not_stated", nearest=near or near_slices(asked))


def _scored(asked: Asked, own: Matcher | None) -> dict[str, list[tuple[float, Target]]]:
    """Each plan's targets on the subject, by the whole question or by its ``own`` words."""
    query, book = asked.query, asked.book
    shares = asks_share(query)
    things = counts_things(query.question)
    words = {*map(lower, query.subject)} - {*_OF_ASKING.split()}
    scored: dict[str, list[tuple[float, Target]]] = {}
    for plan_id in query.plans:
        for one in book.targets(plan_id):
            # "5. Lĩnh vực gia đình" above it says what it is on too
            fields = [text for text in book.headings(one.task) if _FIELD.search(fold(text))]
            context = [*(piece.text for piece in one.sources[:-1]), *fields]
            # "UBND cấp xã có lãnh đạo chủ chốt là nữ" in the cell of a table
            text = book.lexicon.expand(one.task.text) if query.agencies else one.task.text
            said = words.intersection(lower(text).split())
            if said and not said.intersection(lower(PER.sub(" ", text)).split()):
                continue  # "về trẻ em" is no "tử vong bà mẹ … /100.000 trẻ sinh sống"
            if shares and not any("%" in figure for figure in one.figures):
                continue
            if things and one.figures and all(map(AMOUNT.search, one.figures)):
                continue  # "bao nhiêu suất": a row of money tells what all of them cost
            score = max(
                asked.matcher.score(text),
                0.9 * asked.matcher.score(text, *context),
                own.score(text) if own is not None else 0.0,
            )
            if score >= TOPIC_FLOOR:
                scored.setdefault(plan_id, []).append((score, one))
    return scored


def _of_neighbour(asked: Asked, rows: list[tuple[float, Target]]) -> tuple[str, ...]:
    return of_neighbour(
        asked, [one.task for _, one in rows], [s for _, one in rows for s in one.sources]
    )


def _no_figure(asked: Asked, plan_id: str, of: str | None) -> DraftClaim:
    """ "Kế hoạch không nêu con số về “giáo viên”", where only a neighbour's is there."""
    if of is None:
        return absent(asked.phrases.say("no_target"), plan_id)
    if asked.query.lang == "en":
        if any(of in lower(one.task.text) for one in asked.book.targets(plan_id)):
            return absent(asked.phrases.say("no_target"), plan_id)  # of another group
        of = in_english(asked, of) or of
    return absent(asked.phrases.say("no_target_of", subject=of), plan_id)


_FIELD = re.compile(r"^\W*(?:[\dA-Za-z.]+[.)]\s+)?(?:ve |trong )?(?:linh vuc|nhom)\b")
_TWO = 2


_OF_ASKING = "năm đến đạt đặt đề ra phấn đấu mục chỉ tiêu phần trăm"


def _of_asking(query: Query) -> frozenset[str]:
    words = fold(_OF_ASKING) if query.unaccented else _OF_ASKING
    return frozenset(words.split())


def _without(asked: Asked, asking: frozenset[str]) -> Matcher | None:
    """ "Tỷ lệ nữ lãnh đạo" is told by "60% … có lãnh đạo chủ chốt là nữ": without "tỷ lệ".

    None where nothing is left out, or too little is left.
    """
    query = asked.query
    words = tuple(w for w in query.subject if not asking or not (lower(w) in asking or w.isdigit()))
    if query.lang == "en" or len(words) < 2 or words == query.terms:
        return None
    return asked.book.matcher(replace(query, terms=words, search_text=" ".join(words)))


def _speaking(
    asked: Asked, scored: dict[str, list[tuple[float, Target]]]
) -> dict[str, list[tuple[float, Target]]]:
    """Only the targets that speak of the subject, not of words like it.

    "Tỷ lệ nữ đại biểu Quốc hội" is not told by "tỷ lệ nữ thạc sĩ", whatever else they share.
    """
    named = asked.subject.names_one(asked.query)

    def speaks(one: Target) -> bool:
        texts = (one.task.text, *asked.book.headings(one.task))
        if asked.unsaid(*texts) or lacks_word(asked, one.task) or _of_other_bodies(asked, one):
            return False
        return not named or asked.subject.share_said(asked.query, *texts) > 0

    def general(one: Target) -> bool:
        return any(_GENERAL.search(fold(text)) for text in asked.book.headings(one.task))

    found = {p: [row for row in rows if speaks(row[1])] for p, rows in scored.items()}
    # "Giảm số vụ …" of the general aim, before the indicator that says to how many
    found = {p: [r for r in rows if not general(r[1])] or rows for p, rows in found.items()}
    return {plan_id: rows for plan_id, rows in found.items() if rows}


def _of_other_bodies(asked: Asked, one: Target) -> bool:
    """ "UBND cấp huyện có lãnh đạo là nữ" is not told by the share of "UBND cấp xã"."""
    lexicon = asked.book.lexicon
    there = [mention.name for mention in lexicon.find_agencies(one.task.text)]
    asked_of, told = (
        [name for name in names if name.startswith(_COMMITTEE)]
        for names in (asked.query.agencies, there)
    )
    return bool(asked_of and told) and not any(
        lexicon.same_agency(name, other) for name in asked_of for other in told
    )


def others_alone(asked: Asked) -> bool:
    """Whether an indicator on the subject is that of other bodies than the one asked about."""
    return any(
        _of_other_bodies(asked, one) and asked.matcher.score(one.task.text) >= TOPIC_FLOOR
        for plan_id in asked.query.plans for one in asked.book.targets(plan_id)
    )  # fmt: skip


def of_other_levels(asked: Asked, draft: Draft) -> bool:
    """Whether nothing is told because all figures are those of other levels: "cấp huyện"."""
    lacking = re.compile(re.escape(asked.phrases.say("no_target_of", subject="|")).replace(
        re.escape("|"), r"(?:cấp|cap) \w+"))  # fmt: skip
    return bool(draft.claims) and all(lacking.fullmatch(claim.text) for claim in draft.claims)


_COMMITTEE = "Ủy ban nhân dân"
_GENERAL = re.compile(r"\bmuc tieu (?:chung|tong quat)\b")
