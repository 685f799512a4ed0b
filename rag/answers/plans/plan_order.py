"""In which order plans are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rag.schema import Plan


def in_order(plans: Mapping[str, Plan], plan_ids: Iterable[str]) -> list[str]:
    """Those in force longest first, then the newest, then by id."""
    return [one.plan_id for one in sorted((plans[p] for p in plan_ids), key=newest_first)]


def newest_first(plan: Plan) -> tuple[int, int, str]:
    """What orders plans."""
    return -(plan.year_end or 0), -(plan.year_start or 0), plan.plan_id
