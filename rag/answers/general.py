"""Everything else: the passages that cover the question best, or a plain refusal."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.agencies.rows import row_in_words
from rag.answers.agencies.who import items_themselves
from rag.answers.as_asked import as_asked, asks_where, may_tell
from rag.answers.contents.numbered_names import of_another_number
from rag.answers.contents.outlines import headed_so, of_periods, top
from rag.answers.contents.table_rows import table_sections
from rag.answers.events.event_years import of_other_years
from rag.answers.shape import (
    GENERAL_FLOOR,
    MAX_STATEMENTS,
    NEAR_BEST_PLAN,
    SAID_WHOLE,
    Asked,
    absent,
    brief,
    clauses_of,
    draft,
    stated,
    without_marker,
)
from rag.schema import OUTSIDE, Draft, DraftClaim, Hit, Section, Slice
from rag.table import is_row_id, split_cells
from rag.text import fold

_CANDIDATES = 30
NEAR_BEST_PASSAGE = 0.97
NEAR_GENERAL = 0.38
BELOW_SHARE = 0.5
"""Share of a heading's own score from which an item below it tells more."""
BARE_HEADING = 12
LONG_HEADING = 24
_HEADING_WORDS = frozenset(
    "i ii iii iv v vi vii viii ix x to chuc thuc hien va chu yeu cac nhung nam cua".split()
)


_ALIKE = 0.85
"""Share of a table row's task that another statement holds, from which it tells nothing new."""


def _told(asked: Asked, piece: Slice) -> DraftClaim:
    """A passage in its own words; a row of a table as a sentence."""
    plan_id = piece.plan_id
    if is_row_id(piece.section):
        given = [a for a in asked.book.assignments(plan_id) if a.task.section == piece.section]
        if given:
            slices = [piece for one in given for piece in one.sources]
            return stated(row_in_words(asked.phrases, given), plan_id, (piece, *slices))
        told = [
            cell
            for cell in split_cells(piece.text)
            if cell and not re.fullmatch(r"\d+(?:\.\d+)*\.?", cell)
        ]
        return stated(brief("; ".join(told), asked.matcher, 150), plan_id, (piece,))
    return stated(brief(without_marker(piece.text), asked.matcher, 150), plan_id, (piece,))


def _each_once(claims: list[DraftClaim]) -> list[DraftClaim]:
    """Of a table's row and a sentence on one task only what tells more."""
    dropped: set[int] = set()
    for n, row in enumerate(claims):
        if not any(is_row_id(piece.section) for piece in row.slices):
            continue
        task = _words(row.text.partition(": ")[2].partition(" (")[0])
        for m, other in enumerate(claims):
            if m == n or other.plan_id != row.plan_id or not task:
                continue
            if len(_words(other.text) - _words(row.text)) <= (1 - _ALIKE) * len(task):
                dropped.add(m)
            elif len(task & _words(other.text)) >= _ALIKE * len(task):
                dropped.add(n)
    return [claim for n, claim in enumerate(claims) if n not in dropped]


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", fold(text)))


_PARTS = re.compile(
    r"(?:may|bao nhieu|nhung|cac) (?:phan(?! tram)|muc(?! (?:tieu|dich|do|luc)\b)|"
    r"chuong(?! trinh))\b|"
    r"bo cuc|cau truc|structure"
)
_LIST = re.compile(r"\b(?:nhung|cac|may|bao nhieu|liet ke|ke ra|gom|list|what are)\b")


def _listed(asked: Asked) -> list[DraftClaim]:
    """ "Có mấy nhóm giải pháp?": the items below the Mục whose heading the question names."""
    query, _book = asked.query, asked.book
    if not query.narrowed:
        return []
    claims: list[DraftClaim] = []
    if _PARTS.search(fold(query.question)):
        return [claim for plan_id in query.plans for claim in _top_headings(asked, plan_id)]
    for plan_id in query.plans:
        named = named_sections(asked, plan_id)
        if not named:
            continue
        telling = _LIST.search(fold(query.question)) is not None
        for section in named:
            periods = of_periods(asked, plan_id, section)
            if periods:
                claims += periods
                continue
            claims += told_of(asked, plan_id, section, headings_only=telling)
    return claims[:20]


def named_sections(asked: Asked, plan_id: str) -> list[Section]:
    """The sections whose heading stands in the question: the longest heading, the highest first."""
    found: list[tuple[int, Section]] = []
    text = asked.book.text(plan_id)
    query = asked.query
    question = query.search_text if query.lang == "en" else query.question
    for section in asked.book.sections(plan_id).values():
        if section.path[-1].level not in ("muc", "khoan", "phan", "dieu", "de_muc"):
            continue
        heading = without_marker(text[section.start : section.heading_end].strip())
        if heading and _named(heading, question):
            found.append((len(heading.split()), section))
    if not found:
        found = [(1, one) for one in headed_so(asked, plan_id)]
    longest = max((length for length, _ in found), default=0)
    best = [section for length, section in found if length == longest]
    return best[:2]


def told_of(
    asked: Asked, plan_id: str, section: Section, *, headings_only: bool
) -> list[DraftClaim]:
    """What a section says: its own text, or the items below it."""
    book = asked.book
    below = [s for s in book.sections(plan_id).values() if s.path[:-1] == section.path]
    if below and all(one.path[-1].level == "bang" for one in below):
        # a part that is a table: its rows, not the names of its columns
        rows = [row for one in below for row in table_sections(asked, plan_id, one.id)]
        pieces = [book.slice(plan_id, row, row.start, row.end) for row in rows]
        return [_told(asked, piece) for piece in pieces if _on_asked(asked, section, piece)]
    pieces = [book.slice(plan_id, one, one.start, one.end) for one in below]
    if not below:
        pieces = [book.slice(plan_id, section, section.start, section.end)]
    elif not headings_only:
        # a bare heading tells nothing beside what stands below it
        pieces = [p for p in pieces if not _is_bare_heading(asked, p)] or pieces
    lone = len(below) == 1 and below[0].path[-1].level == "doan"  # no list, its one paragraph
    limit = 40 if headings_only and below and not lone else 130
    return [
        stated(brief(without_marker(piece.text), asked.matcher, limit), plan_id, (piece,))
        for piece in pieces
    ]


def _on_asked(asked: Asked, section: Section, piece: Slice) -> bool:
    """Whether a row says what is asked beside the name of its part: "nhiệm vụ về y tế"."""
    heading = _words(asked.book.text(piece.plan_id)[section.start : section.heading_end])
    more = tuple(word for word in asked.query.subject if fold(word) not in heading)
    query = replace(asked.query, subject=more)
    named = bool(more) and asked.subject.names_one(query)
    return not named or asked.subject.share_said(query, piece.text) >= SAID_WHOLE


def _is_bare_heading(asked: Asked, piece: Slice) -> bool:
    section = asked.book.sections(piece.plan_id)[piece.section]
    return len(piece.text.split()) <= BARE_HEADING and section.tree_end != section.end


def _told_below(asked: Asked, piece: Slice) -> list[DraftClaim]:
    """A bare heading tells nothing: what stands below it does."""
    words = len(piece.text.split())
    section = asked.book.sections(piece.plan_id)[piece.section]
    if section.tree_end == section.end or words > LONG_HEADING:
        return []
    if words > BARE_HEADING:
        return _best_below(asked, piece.plan_id, section)
    return told_of(asked, piece.plan_id, section, headings_only=False)[:MAX_STATEMENTS]


def _best_below(asked: Asked, plan_id: str, section: Section) -> list[DraftClaim]:
    """Under a heading that says something itself, the one item that covers the question best.

    "3. Tiếp tục duy trì, nhân rộng … các mô hình": which models, an item below it tells.
    """
    below = told_of(asked, plan_id, section, headings_only=False)
    scores = [max(asked.matcher.score(piece.text) for piece in one.slices) for one in below]
    own = asked.book.slice(plan_id, section, section.start, section.heading_end)
    best = max(scores, default=0.0)
    if not below or best < BELOW_SHARE * asked.matcher.score(own.text):
        return []
    return [below[scores.index(best)]]


def _top_headings(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """ "Kế hoạch gồm mấy phần?": the headings of the highest level."""
    found = []
    for section in top(asked, plan_id):
        piece = asked.book.slice(plan_id, section, section.start, section.end)
        found.append(stated(brief(piece.text, None, 40), plan_id, (piece,)))
    return found


_AIM_OF_WORK = re.compile(
    r"(?!.*\b(?:ke hoach|chuong trinh|quyet dinh|van ban|kh|de an)\b).*\b(?:nham|vi|voi) muc dich\b"
)
_AIM_OF_SOMETHING = re.compile(
    r"\bmuc tieu (?!cua\b|la\b|chung\b|cu the\b|tong quat\b|gom\b|nao\b|gi\b|o\b|tai\b|trong\b|"
    r"ke hoach\b|chuong trinh\b|nam\b|den\b|giai doan\b|the nao\b|ra sao\b|chinh\b|ma\b|do\b)\w"
)
_DEMANDS = re.compile(
    r"^yeu cau|\b(?:phan|muc|cac|nhung|dich|dich va|may|co) yeu cau\b|\byeu cau (?:gi|nao|cua|la)\b"
)


def _named(heading: str, question: str) -> bool:
    """Whether the telling words of a heading all stand in the question, in its order.

    A heading of common words ("Tổ chức thực hiện") counts only whole.
    """
    whole = re.findall(r"[^\W_]+", fold(heading))
    words = [word for word in whole if word not in _HEADING_WORDS]
    sought = words if len(words) >= 2 else whole
    asked_words = " ".join(re.findall(r"[^\W_]+", fold(question)))
    if whole == ["yeu", "cau"] and not _DEMANDS.search(asked_words):
        return False  # "kế hoạch yêu cầu duy trì …": the verb
    if whole == ["muc", "tieu"] and _AIM_OF_SOMETHING.search(asked_words):
        return False  # "mục tiêu giảm bạo lực gia đình được đưa vào đâu": one of them
    if whole == ["muc", "dich"] and _AIM_OF_WORK.match(asked_words):
        return False  # "tập huấn nhằm mục đích gì": of the work, not of the plan
    return len(sought) >= 2 and f" {' '.join(sought)} " in f" {asked_words} "


def _both(hit: Hit) -> bool:
    return hit.words is not None and hit.meaning is not None


def passage_score(asked: Asked, hit: Hit) -> float:
    """A clause that holds the words together beats a long text that holds them apart."""
    text = hit.passage.text
    best_clause = max((asked.matcher.score(clause) for clause in clauses_of(text)), default=0.0)
    whole = asked.matcher.score(text)
    under = asked.matcher.score(hit.passage.indexed_text)
    return max(best_clause, 0.9 * whole, 0.8 * under)


def _speaking(
    asked: Asked, scored: dict[str, list[tuple[float, Hit]]]
) -> dict[str, list[tuple[float, Hit]]]:
    """Only the passages that speak of the subject, not of words like it; all where none does."""
    found = {
        plan_id: [row for row in rows if not asked.unsaid(row[1].passage.indexed_text)]
        for plan_id, rows in scored.items()
    }
    return {plan_id: rows for plan_id, rows in found.items() if rows} or scored


_OF_NUMBER = re.compile(
    r"(?:nhiem vu|giai phap|noi dung|hoat dong|viec)(?: thu| so)? \d+ "
    r"(?:la gi|la nhung gi|gom gi)\W*"
)


def general(asked: Asked, *, listing: bool = True) -> Draft:
    """At most two statements a plan, each the best clauses of a passage.

    ``listing``: a part that the question names by its heading is listed.
    """
    query, book = asked.query, asked.book
    if query.items:
        return items_themselves(asked)
    if query.narrowed and _OF_NUMBER.fullmatch(fold(query.question)):
        # told by its number where the plan numbers any
        none = [absent(asked.phrases.say("no_answer"), p) for p in query.plans]
        return draft(asked, none, reason="not_stated")
    listed = _listed(asked) if listing else []
    if listed:
        return draft(asked, listed)
    hits = book.hits(query, _CANDIDATES)
    scored: dict[str, list[tuple[float, Hit]]] = {}
    for hit in hits:
        if hit.passage.path[0].level in OUTSIDE or hit.passage.path[-1].level == "bang":
            continue  # the names of a table's columns tell nothing
        if not may_tell(asked, hit.passage.text):
            continue
        score = passage_score(asked, hit)
        named = query.narrowed and not query.implied
        if hit is hits[0] and named and _both(hit) and score >= NEAR_GENERAL:
            score = max(score, GENERAL_FLOOR)
        if score >= GENERAL_FLOOR:
            scored.setdefault(hit.passage.plan_id, []).append((score, hit))
    # of "Dự án 9" nothing is told by a plan that names only Dự án 8
    scored = {
        plan_id: rows for plan_id, rows in _speaking(asked, scored).items()
        if not of_another_number(asked, (book.text(plan_id),), plan_id)
    }  # fmt: skip
    near = [book.passage_slice(hit.passage) for hit in hits[:3]]
    best_of_all = max((s for rows in scored.values() for s, _ in rows), default=0.0)
    claims: list[DraftClaim] = []
    for plan_id, rows in scored.items():
        best = max(score for score, _ in rows)
        if not query.narrowed and best < NEAR_BEST_PLAN * best_of_all:
            continue
        kept = sorted(
            (row for row in rows if row[0] >= NEAR_BEST_PASSAGE * best),
            key=lambda row: (-row[0], -row[1].score, row[1].passage.id),
        )
        for _, hit in kept[:2]:
            piece = book.passage_slice(hit.passage)
            if any(s.section.startswith(f"{piece.section}/") for c in claims for s in c.slices
                   if c.plan_id == plan_id):  # fmt: skip
                continue  # the heading above what is told
            below = _told_below(asked, piece)
            if below:
                claims += below
                continue
            claims.append(_told(asked, piece))
    told = _each_once(claims)
    claims = as_asked(asked, told)
    if not claims and query.narrowed:
        lacking = asked.phrases.say("no_event" if told and asks_where(asked) else "no_answer")
        claims = [absent(lacking, p) for p in query.plans]
    return draft(asked, claims, reason="not_stated", nearest=near)


_OF_MONTH = re.compile(
    r"\b(?:hoat dong|noi dung|viec|lam|gom|to chuc)\b.*\bthang hanh dong\b|"
    r"\bthang hanh dong\b.*\b(?:lam|gom|co|to chuc) (?:nhung |cac )?"
    r"(?:viec |hoat dong |noi dung )?(?:gi|nao)\b"
)
_MONTH_WORDS = frozenset(
    "hoat dong noi dung viec lam gom to chuc trong thang hanh nhung cac gi nao co o ve vi binh "
    "dang gioi va phong chong ngua ung pho voi bao luc tren co so bdg ra sao the liet ke "
    "nam".split()
)


def of_the_month(asked: Asked) -> Draft | None:
    """ "Các hoạt động trong Tháng hành động?": what stands below a heading that names it.

    None where a plan has no such heading, or more than that is asked.
    """
    query = asked.query
    if not query.narrowed or query.agencies or query.intent not in ("general", "duties", "event"):
        return None
    words = {fold(word) for word in query.terms} - set(query.years)
    if not _OF_MONTH.search(fold(query.question)) or not words <= _MONTH_WORDS:
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        text, sections = asked.book.text(plan_id), asked.book.sections(plan_id).values()
        headed = [
            one for one in sections
            if one.path[0].level in ("muc", "phan")
            and "thang hanh dong" in fold(text[one.start : one.heading_end])
            and any(other.path[:-1] == one.path for other in sections)
        ]  # fmt: skip
        heading = text[headed[0].start : headed[0].heading_end] if headed else ""
        if not headed or of_other_years(query, heading):
            return None
        claims += told_of(asked, plan_id, headed[0], headings_only=False)
    return draft(asked, claims) if claims else None


_WORK_OF = re.compile(r"\b(?:hoat dong|vai tro|trach nhiem|nhiem vu) cua\b")


def work_of_body(asked: Asked) -> Draft | None:
    """ "3. Tăng cường hoạt động của Ban …": what stands below, where it is given no duty."""
    query, book = asked.query, asked.book
    if len(query.agencies) != 1 or query.roles or query.subject or not query.narrowed:
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        text = book.text(plan_id)
        for one in book.sections(plan_id).values():
            heading = text[one.start : one.heading_end]
            named = book.lexicon.find_agencies(heading)
            if not _WORK_OF.search(fold(heading)) or not any(
                book.lexicon.same_agency(query.agencies[0], m.name)
                or fold(m.name).startswith(fold(query.agencies[0])) for m in named
            ):  # fmt: skip
                continue
            piece = book.slice(plan_id, one, one.start, one.heading_end)
            claims.append(stated(brief(without_marker(piece.text), None, 40), plan_id, (piece,)))
            claims += told_of(asked, plan_id, one, headings_only=False)
    return draft(asked, claims) if claims else None
