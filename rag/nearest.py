"""Of many plans those nearest to a question: the search finds them, the answerers read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rag.book import Book
from rag.names.now import is_over
from rag.schema import Plan, Query

NEAREST = 6
"""Plans read for a question that fits many: answers tell five at most."""
_DEPTH = 200
"""Hits looked at: plans made from one another say the same, and fill many of the first."""
_ALIKE = 0.05
"""Share of the best score within which passages are as near: the newer plan then goes first."""


def among_nearest(query: Query, book: Book, day: date) -> Query:
    """The query of the plans nearest to it, of the many that it fits.

    They are ranked by their best passage; of equals those in force on ``day`` go before the
    others, then the newest.
    """
    text = _sought(query)
    scores = book.nearness(query, text, _DEPTH) if text else {}
    best = max(scores.values(), default=0.0)

    def rank(plan: Plan) -> tuple[int, bool, int, int, str]:
        apart = best - scores.get(plan.plan_id, 0.0)
        steps = int(apart / (_ALIKE * best)) if best else 0
        end, start = plan.year_end or 0, plan.year_start or 0
        return steps, is_over(plan, day), -end, -start, plan.plan_id

    pool = [book.by_id[one] for one in scores] if len(scores) >= NEAREST else [
        book.by_id[one] for one in query.plans
    ]  # fmt: skip
    chosen = sorted(pool, key=rank)[:NEAREST]
    ids = tuple(sorted(plan.plan_id for plan in chosen))
    return replace(query, plans=ids, among=len(query.plans))


def _sought(query: Query) -> str:
    """What tells one plan from another: the subject, and what is named by name or number."""
    named = (
        *query.agencies,
        *(f"mục tiêu {number}" for number in query.objectives),
        *(f"chỉ tiêu {number}" for number in query.indicators),
        *query.documents,
    )
    return " ".join((query.search_text, *named)).strip()
