"""By when an objective is to be reached: the year in a heading above it, or in its own words."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.figures.targets import by_number
from rag.answers.shape import Asked, absent, draft, stated, tidy, without_marker
from rag.schema import Draft

_YEAR = re.compile(r"\bnăm \d{4}\b")


def reached_by(asked: Asked) -> Draft | None:
    """ "Mục tiêu 4 bao giờ phải đạt?": by the year in a heading above it.

    None where no plan asked lists objectives of its own.
    """
    query = asked.query
    own = {plan_id: asked.book.own_objectives(plan_id) for plan_id in query.plans}
    listing = [plan_id for plan_id in query.plans if own[plan_id]]
    if not listing:
        return None
    told = by_number(replace(asked, query=replace(query, plans=tuple(listing))))
    dated = with_year(asked, told)
    lacking = {c.plan_id for c in told.claims if c.kind == "stated"}
    lacking -= {c.plan_id for c in dated.claims if c.kind == "stated"}
    claims = list(dated.claims)
    claims += [absent(asked.phrases.say("no_deadline"), p) for p in listing if p in lacking]
    return draft(asked, claims, reason=dated.reason, nearest=dated.nearest)


def with_year(asked: Asked, told: Draft) -> Draft:
    """Only the statements below a heading that says by which year, each with that heading."""
    claims = []
    for claim in told.claims:
        if claim.kind != "stated":
            claims.append(claim)
            continue
        piece = claim.slices[-1]
        sections = asked.book.sections(piece.plan_id)
        steps = piece.section.split("/")
        above = (sections.get("/".join(steps[:n])) for n in range(len(steps) - 1, 0, -1))
        heads = [asked.book.slice(piece.plan_id, s, s.start, s.heading_end) for s in above
                 if s and s.path[-1].level != "kem_theo"]  # fmt: skip
        head = next((one for one in heads if _YEAR.search(one.text)), None)
        if head is not None:
            text = f"{tidy(without_marker(head.text))}: {claim.text}"
            claims.append(stated(text, piece.plan_id, (head, *claim.slices)))
        elif _YEAR.search(claim.text):
            claims.append(claim)
    return replace(told, claims=tuple(claims))
