"""What is asked for beside the answer itself: its very words, its place, its reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rag.answers.shape import Asked, absent, brief, clauses_of, draft, stated, tidy, without_marker
from rag.schema import Draft, DraftClaim, Slice
from rag.text import fold

_PLACED = 30
"""Words of what is told beside its place."""
_QUOTED = 150
_WHICH_SENTENCE = re.compile(
    r"(?<!\byeu )(?<!\bnhu )(?<!\btoan )\bcau (?:van )?nao\b|\b(?:which|what) sentence\b"
)
""" "Câu nào nói về …"; no "yêu cầu nào", "nhu cầu nào"."""


def shown_as_asked(asked: Asked, told: Draft) -> Draft:
    """The statements with their place, or in the plan's own words, where that is asked."""
    ways: dict[str, Callable[[Asked, DraftClaim], DraftClaim]] = {
        "where": _with_place,
        "quote": _in_its_words,
    }
    way = ways.get(asked.query.form or "")
    if way is None and _WHICH_SENTENCE.search(fold(asked.query.question)):
        way = _the_sentence
    if way is None:
        return told
    claims = [way(asked, c) if c.kind == "stated" else c for c in told.claims]
    return replace(told, claims=tuple(dict.fromkeys(claims)))


def no_reason(asked: Asked, told: Draft) -> Draft:
    """ "Vì sao?": a plan says what is to be done; what was told before is shown as near."""
    plan_ids = asked.query.plans if asked.query.narrowed else (None,)
    lacking = [absent(asked.phrases.say("no_reason"), plan_id) for plan_id in plan_ids]
    near = [piece for claim in told.claims for piece in claim.slices]
    return draft(asked, lacking, reason="not_stated", nearest=near)


def _with_place(asked: Asked, claim: DraftClaim) -> DraftClaim:
    """ "IV. TỔ CHỨC THỰC HIỆN > 2. Văn phòng UBND tỉnh: Tham gia vận động viện trợ…"."""
    piece = max(claim.slices, key=lambda one: one.section.count("/"))
    above = _headings(asked, piece)
    if not above:
        return claim
    place = " > ".join(" ".join(one.text.split()).rstrip(" :") for one in above)
    shown = brief(without_marker(piece.text), asked.matcher, _PLACED)
    text = place if piece in above else f"{place}: {shown}"
    return stated(text, piece.plan_id, (*above, *claim.slices))


def _the_sentence(asked: Asked, claim: DraftClaim) -> DraftClaim:
    """ "Câu nào nói về …": that clause of the passage, not all of it."""
    clauses = [c for piece in claim.slices for c in clauses_of(" ".join(piece.text.split()))]
    if asked.matcher.empty or len(clauses) < _SEVERAL:
        return claim
    best = max(clauses, key=asked.matcher.score)
    return replace(claim, text=tidy(without_marker(best)))


_SEVERAL = 2


def _headings(asked: Asked, piece: Slice) -> list[Slice]:
    """The headings above a slice, the outermost first."""
    sections = asked.book.sections(piece.plan_id)
    steps = piece.section.split("/")
    ids = ["/".join(steps[: n + 1]) for n in range(len(steps) - 1)]
    own = [sections[one] for one in ids if one in sections]
    return [asked.book.slice(piece.plan_id, s, s.start, s.heading_end) for s in own
            if s.heading_end > s.start]  # fmt: skip


def _in_its_words(asked: Asked, claim: DraftClaim) -> DraftClaim:
    """All that a statement rests on, uncut."""
    pieces = sorted(claim.slices, key=lambda piece: piece.start)
    text = " | ".join(" ".join(brief(piece.text, None, _QUOTED).split()) for piece in pieces)
    return replace(claim, text=text)
