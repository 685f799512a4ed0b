"""Rankings to measures, each with its 95 % bootstrap interval, and one system against another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import ir_measures
import numpy as np
import numpy.typing as npt
from ir_measures import RR, R, nDCG

MEASURES = {"nDCG@10": nDCG @ 10, "MRR@10": RR @ 10, "recall@5": R @ 5, "recall@20": R @ 20}
RESAMPLES = 2_000
SEED = 0

Values = npt.NDArray[np.float64]
Run = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over questions and its 95 % interval."""

    value: float
    low: float
    high: float


def per_question(run: Run, relevant: Mapping[str, Mapping[str, int]]) -> dict[str, Values]:
    """Each measure's value for every question, in the order of ``relevant``."""
    rows = ir_measures.iter_calc(
        list(MEASURES.values()),
        relevant,
        {name: dict(found) or {"": 0.0} for name, found in run.items()},
    )
    found = {(row.query_id, str(row.measure)): float(row.value) for row in rows}
    return {
        name: np.array([found.get((question, str(measure)), 0.0) for question in relevant])
        for name, measure in MEASURES.items()
    }


def mean(values: Values) -> Mean:
    """Mean with percentiles 2.5 and 97.5 of resampled questions."""
    low, high = np.percentile(_resampled(values), [2.5, 97.5])
    return Mean(float(values.mean()), float(low), float(high))


def gain(values: Values, other: Values) -> Mean:
    """How far one system is above another on the same questions (paired bootstrap)."""
    return mean(values - other)


def _resampled(values: Values) -> Values:
    picks = np.random.default_rng(SEED).integers(0, len(values), (RESAMPLES, len(values)))
    means: Values = values[picks].mean(axis=1)
    return means
