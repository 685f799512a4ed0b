"""The measures, as pure functions; each says exactly what it counts.

A place is a section of a plan, as (plan id, path id). Shares carry their counts and a 95 %
bootstrap interval over questions, so a question with many citations does not count as many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import ir_measures
import numpy as np
from ir_measures import Success, nDCG

from rag.matching import tokens
from rag.quality import Share

Place = tuple[str, str]

CONTAINERS = frozenset({"phan", "chuong", "muc"})
"""Levels that hold items; a citation of one is not a citation of an item in it."""
BODY = frozenset({"doan", "cau"})
"""Levels that are the text of the section above them, not items of their own."""

RESAMPLES = 1000
HIT_AT = (1, 4, 10)


@dataclass(frozen=True, slots=True)
class CitationCounts:
    """Of one answer: citations given and right; evidence sections wanted and found."""

    right: int
    given: int
    found: int
    wanted: int


def share(counts: Sequence[tuple[int, int]], seed: int = 0) -> Share:
    """Sum of parts over sum of wholes; questions are resampled whole, percentiles 2.5 and 97.5."""
    pairs = np.array([pair for pair in counts if pair[1]], dtype=np.int64).reshape(-1, 2)
    if not len(pairs):
        return Share(0, 0, None, None)
    picks = np.random.default_rng(seed).integers(0, len(pairs), (RESAMPLES, len(pairs)))
    sums = pairs[picks].sum(axis=1)
    low, high = np.percentile(sums[:, 0] / sums[:, 1], [2.5, 97.5])
    part, whole = pairs.sum(axis=0)
    return Share(int(part), int(whole), float(low), float(high))


def related(one: Place, other: Place) -> bool:
    """Whether two places are the same section, or one lies in the other and that one is an item.

    "muc.IV/khoan.6" and "muc.IV/khoan.6/gach.1" are related, either way round. A Phần, Chương
    or Mục is related to what it holds only where that is its own text ("muc.V/doan.1"): citing
    the whole Mục does not cite one of its items.
    """
    if one[0] != other[0]:
        return False
    shorter, longer = sorted((one[1].split("/"), other[1].split("/")), key=len)
    if longer[: len(shorter)] != shorter:
        return False
    rest = [step.partition(".")[0] for step in longer[len(shorter) :]]
    is_container = shorter[-1].partition(".")[0] in CONTAINERS
    return not is_container or all(level in BODY for level in rest)


def citation_counts(cited: Sequence[Place], evidence: Iterable[Place]) -> CitationCounts:
    """Citation precision and recall of one answer at section level.

    Precision: citations whose section is related to an evidence section, of all citations.
    Recall: distinct evidence sections related to a cited section, of all.
    """
    wanted = tuple(dict.fromkeys(evidence))
    right = sum(any(related(place, want) for want in wanted) for place in cited)
    found = sum(any(related(place, want) for place in cited) for want in wanted)
    return CitationCounts(right, len(cited), found, len(wanted))


def slices_found(cited: Sequence[tuple[Place, str]], evidence: Sequence[tuple[Place, str]]) -> int:
    """Evidence slices of which a related citation's quote holds the words, or the other way round.

    Stricter than section recall: a bullet's citation does not stand for its heading's.
    """
    keys = [(place, _words(quote)) for place, quote in cited]
    count = 0
    for place, quote in evidence:
        words = _words(quote)
        count += any(
            related(place, other) and (words in said or said in words) for other, said in keys
        )
    return count


def _words(quote: str) -> str:
    return " ".join(token.key for token in tokens(quote))


def refusal_precision(outcomes: Sequence[tuple[bool, bool]], seed: int = 0) -> Share:
    """Of the answers that abstained, those whose question must be refused.

    An outcome is (must be refused, abstained).
    """
    return share([(int(must), 1) for must, abstained in outcomes if abstained], seed)


def refusal_recall(outcomes: Sequence[tuple[bool, bool]], seed: int = 0) -> Share:
    """Of the questions that must be refused, those that were."""
    return share([(int(abstained), 1) for must, abstained in outcomes if must], seed)


def percentile(values: Sequence[float], rank: float) -> float | None:
    """The value below which ``rank`` percent lie; None of nothing."""
    return float(np.percentile(values, rank)) if values else None


def leaves(evidence: Iterable[Place]) -> tuple[Place, ...]:
    """Evidence sections for search: a section above another one of the row is left out.

    The heading that names an agency comes with its bullet; it need not be found by itself.
    """
    places = tuple(dict.fromkeys(evidence))
    return tuple(
        place
        for place in places
        if not any(plan == place[0] and path.startswith(place[1] + "/") for plan, path in places)
    )


def search_figures(
    rankings: Mapping[str, Sequence[frozenset[Place]]], wanted: Mapping[str, Sequence[Place]]
) -> dict[str, float]:
    """hit@1, @4, @10 and nDCG@10 of ranked results, mean over questions with evidence.

    A ranking lists, best first, the evidence sections that each result covers (none: it is
    wrong). Each section counts at the first result that covers it; a result that covers several
    is read as that many results in a row, so long chunks are not held back. hit@k: a covered
    section among the first k. Ideal for nDCG: one section per rank.
    """
    qrels = [
        ir_measures.Qrel(question, _place_id(place), 1)
        for question, places in wanted.items()
        for place in places
    ]
    run = []
    for question, places in wanted.items():
        names = _first_covers(rankings.get(question, ()), places)
        run += [
            ir_measures.ScoredDoc(question, name, float(-rank)) for rank, name in enumerate(names)
        ]
    if not qrels:
        return {}
    asked = {f"hit@{k}": Success @ k for k in HIT_AT} | {"nDCG@10": nDCG @ 10}
    figures = ir_measures.calc_aggregate(list(asked.values()), qrels, run)
    return {name: float(figures[measure]) for name, measure in asked.items()}


def _first_covers(ranking: Sequence[frozenset[Place]], places: Sequence[Place]) -> list[str]:
    names: list[str] = []
    left = dict.fromkeys(places)
    for rank, covered in enumerate(ranking):
        fresh = [place for place in left if place in covered]
        for place in fresh:
            del left[place]
        names += [_place_id(place) for place in fresh] or [f"other {rank}"]
    return names


def _place_id(place: Place) -> str:
    return "/".join(place)
