"""Draft -> Answer: claims verified, quotes numbered, the text laid out plan by plan."""

from __future__ import annotations

import logging
import re
from collections import Counter
from dataclasses import replace
from datetime import date

from rag.book import Book
from rag.names.notes import notes
from rag.phrasing import Phrases
from rag.schema import Answer, Claim, Draft, DraftClaim, Slice, Timing
from rag.told_in_english import english_label, in_english
from rag.verify import gloss_unborne, lead_unborne, supported

_LOG = logging.getLogger(__name__)
MAX_NEAREST = 3
_SEVERAL = 2
_ROW = re.compile(r"/(?:hang|bang)\.\d+$")
_WORD = re.compile(r"[^\W_]+")
_NAMED = 3
"""Of the plans nearest to a question so many are named that lack what is asked."""


def compose(draft: Draft, book: Book, phrases: Phrases, day: date) -> Answer:
    """The verified answer; with no statement left it abstains. ``day`` is when it is read."""
    query = draft.query
    told = (in_english(part, book) for part in (draft, *draft.halves))
    parts = [_verified(part, book) for part in told]
    kept = [claim for part in parts for claim in part.claims]
    stated = [claim for claim in kept if claim.kind == "stated"]
    numbering: dict[Slice, int] = {}
    claims: list[Claim] = []
    for claim in kept:
        pieces = _telling_first(_whole_rows(claim, book))
        numbers = tuple(numbering.setdefault(piece, len(numbering) + 1) for piece in pieces)
        english = claim.english.text if claim.english else None
        claims.append(Claim(claim.kind, claim.text, claim.plan_id, numbers, claim.counted, english))
    laid = iter(claims)
    texts = [_layout(part, [next(laid) for _ in part.claims], book, phrases) for part in parts]
    if not any(text.strip() for text in texts):
        texts = [phrases.say("nothing_found")]  # whatever led there: no answer is a blank
    among = next((part.query for part in parts if part.query.among is not None), None)
    if among is not None:
        few, count = str(len(among.plans)), str(among.among)
        texts.append(phrases.say("nearest_of", few=few, count=count))
    abstained = not stated
    nearest = draft.nearest[:MAX_NEAREST] if abstained else ()
    citations = tuple(book.cite(piece, n) for piece, n in numbering.items())
    near = tuple(book.cite(piece, len(numbering) + i) for i, piece in enumerate(nearest, start=1))
    reason = (draft.reason or "not_stated") if abstained else None
    return Answer(
        question=query.question,
        answer="\n".join(text for text in texts if text),
        abstained=abstained,
        reason=reason,
        mode="extractive",
        claims=tuple(claims),
        citations=citations,
        nearest=near,
        suggestions=draft.suggestions,
        understood=query,
        timing_ms=Timing(),
        notes=notes(kept, query, book, phrases, day),
    )


def _whole_rows(claim: DraftClaim, book: Book) -> tuple[Slice, ...]:
    """What a claim rests on, several cells of one row of a table as that row."""
    cells = Counter(piece.section for piece in claim.slices if _ROW.search(piece.section))
    pieces: list[Slice] = []
    for piece in claim.slices:
        if cells[piece.section] < _SEVERAL:
            pieces.append(piece)
            continue
        section = book.sections(piece.plan_id)[piece.section]
        pieces.append(book.slice(piece.plan_id, section, section.start, section.end))
    whole = tuple(dict.fromkeys(pieces))
    # "43" below "%" is 43 % by its cells, and a number beside others in the row
    if whole == claim.slices or supported(replace(claim, slices=whole), book.text, book.lexicon):
        return claim.slices
    return whole


def _telling_first(pieces: tuple[Slice, ...]) -> tuple[Slice, ...]:
    """What a claim says before the headings that it stands below: the first is what one opens."""

    def heads(piece: Slice) -> bool:
        return any(
            other.plan_id == piece.plan_id and other.section.startswith(f"{piece.section}/")
            for other in pieces
        )

    return tuple(sorted(pieces, key=heads))


def _verified(part: Draft, book: Book) -> Draft:
    """Only the statements that stand, and the lead where all do and bear it out."""
    kept = tuple(_with_gloss(claim, book) for claim in part.claims if _stands(claim, book))
    if part.lead is None:
        return replace(part, claims=kept)
    why: str | None = "a statement fell"
    if len(kept) == len(part.claims):
        stated = [claim for claim in kept if claim.kind == "stated"]
        # in a talk the agency denied was named in the turn before
        labels = (book.label(claim.plan_id) for claim in stated if claim.plan_id is not None)
        asked = " ".join((part.query.question, *part.query.agencies, *labels))
        why = lead_unborne(part.lead, asked, stated, book.lexicon)
    if why is not None:
        _LOG.warning("lead refused (%s): %s", why, part.lead.text)
    return replace(part, claims=kept, lead=part.lead if why is None else None)


def _stands(claim: DraftClaim, book: Book) -> bool:
    why = supported(claim, book.text, book.lexicon)
    if why is not None:
        _LOG.warning("claim refused (%s): %s", why, claim.text)
    return why is None


def _with_gloss(claim: DraftClaim, book: Book) -> DraftClaim:
    """The statement with its English line, where that stands too."""
    if claim.english is None:
        return claim
    quotes = "\n".join(piece.text for piece in claim.slices)
    why = gloss_unborne(claim.english, quotes, book.lexicon)
    if why is None:
        return claim
    _LOG.warning("English refused (%s): %s", why, claim.english.text)
    return replace(claim, english=None)


def _layout(draft: Draft, claims: list[Claim], book: Book, phrases: Phrases) -> str:
    """A heading a plan, its statements below; what other plans lack in one line each."""
    lines: list[str] = [draft.lead.text] if draft.lead else []
    groups: dict[str | None, list[Claim]] = {}
    for claim in claims:
        if claim.kind == "stated":
            groups.setdefault(claim.plan_id, []).append(claim)
    for plan_id, group in groups.items():
        label = _label(plan_id, draft, book) if plan_id else ""
        head = phrases.say("group_head", label=label) if plan_id else ""
        if len(group) == 1:
            first, *rest = (one.marked for one in _told(group[0]))
            lines += [f"{head}: {first}" if head else first, *rest]
            continue
        lines.append(f"{head}:")
        for claim in group:
            *english, words = _told(claim)
            lines.append("- " + "".join(f"{one.text} — " for one in english) + words.marked)
    lacking: dict[str, list[str]] = {}
    for claim in claims:
        if claim.kind == "absent":
            label = _label(claim.plan_id, draft, book) if claim.plan_id else ""
            lacking.setdefault(claim.text, []).append(label)
    for text, labels in lacking.items():
        shown = "; ".join(label for label in labels if label)
        if draft.query.among is not None and len(labels) > _NAMED:
            shown = phrases.say("few_nearest", few=str(len(labels)))
        lines.append(phrases.say("absent_head", labels=shown, what=text) if shown else text)
    if draft.tail:
        lines.append(draft.tail)
    return "\n".join(lines)


def _label(plan_id: str, draft: Draft, book: Book) -> str:
    label = book.label(plan_id)
    return english_label(label, book.lexicon.prompts) if draft.query.lang == "en" else label


def _told(claim: Claim) -> tuple[Claim, ...]:
    """The English line, and behind it the plan's words, where the line does not hold them all."""
    if claim.english is None:
        return (claim,)
    english = replace(claim, text=claim.english)
    said = set(_WORD.findall(claim.english))
    return (english,) if said.issuperset(_WORD.findall(claim.text)) else (english, claim)
