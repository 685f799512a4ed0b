"""One answer against its question row, and the figures of many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evals.measures import (
    CitationCounts,
    Place,
    citation_counts,
    percentile,
    refusal_precision,
    refusal_recall,
    related,
    share,
    slices_found,
)
from evals.questions import Question
from evals.verbatim import RawText, is_verbatim
from rag.matching import AgencyFinder, Verdict, grade
from rag.quality import Share
from rag.schema import Answer, Citation, Plan
from rag.text import fold


@dataclass(frozen=True, slots=True)
class Result:
    """One question asked: the answer and every count the measures are made of."""

    id: str
    kind: str
    split: str
    question: str
    answer: str
    abstained: bool
    reason: str | None
    wanted_reason: str | None
    correct: bool
    verdict: Verdict
    cited: tuple[str, ...]
    wrong_citations: tuple[str, ...]
    uncited: tuple[str, ...]
    citations: CitationCounts
    slices_found: int
    slices_wanted: int
    quotes_verbatim: int
    quotes: int
    milliseconds: float

    @property
    def must_refuse(self) -> bool:
        return self.kind == "refuse"

    @property
    def faults(self) -> tuple[str, ...]:
        """Every reason why the row is not perfect, in words."""
        found = []
        if self.must_refuse and not self.abstained:
            found.append(f"wrong refusal: answered, should refuse ({self.wanted_reason})")
        if self.must_refuse and self.abstained and self.reason != self.wanted_reason:
            found.append(f"wrong reason: {self.reason}, should be {self.wanted_reason}")
        if not self.must_refuse and self.abstained:
            found.append(f"wrong refusal: refused ({self.reason}), should answer")
        found += [f"missing: {' | '.join(group)}" for group in self.verdict.missing]
        found += [f"forbidden: {phrase}" for phrase in self.verdict.forbidden]
        found += [f"extra {one}" for one in self.verdict.extra]
        found += [f"wrong citation: {place}" for place in self.wrong_citations]
        found += [f"not cited: {place}" for place in self.uncited]
        if self.quotes_verbatim < self.quotes:
            found.append(f"not verbatim: {self.quotes - self.quotes_verbatim} quotes")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Figures:
    """The answer measures over some rows.

    ``correctness``, ``citation_precision``, ``citation_recall`` and ``slice_recall`` count the
    questions that have an answer; a refused one has no fact and no citation. ``correctness`` of
    a question to refuse counts apart, as ``refused_well``: abstained, with the words a good
    refusal says and nothing forbidden.
    """

    questions: int
    correctness: Share
    citation_precision: Share
    citation_recall: Share
    slice_recall: Share
    verbatim: Share
    refusal_precision: Share
    refusal_recall: Share
    reason_accuracy: Share
    refused_well: Share
    p50_ms: float | None
    p95_ms: float | None


def names_of(plan: Plan) -> tuple[str, ...]:
    """What names a plan: an answer may say these of any plan it speaks of."""
    years = [str(year) for year in (plan.year_start, plan.year_end) if year is not None]
    parts = (plan.type, plan.title, plan.number, plan.date, plan.date_text, plan.issuer)
    return tuple(part for part in (*parts, plan.place, plan.province, *years) if part)


def place_of(citation: Citation) -> Place:
    """The cited section: the passage id without its plan."""
    return citation.plan_id, citation.passage_id.removeprefix(f"{citation.plan_id}/")


HEADING = 200
"""Characters up to which a quote above an item is its heading, and not the whole section."""


def _is_heading(citation: Citation, item: Place) -> bool:
    """Whether a citation is the heading of the section that an item stands in."""
    place = place_of(citation)
    above = place[0] == item[0] and item[1].startswith(f"{place[1]}/")
    return above and related(place, item) and len(citation.quote) <= HEADING


def judge(
    question: Question,
    answer: Answer,
    *,
    plans: Mapping[str, Plan],
    agencies: AgencyFinder,
    raw: Mapping[str, RawText],
    milliseconds: float,
) -> Result:
    """Grade an answer. Extras are looked for in answers only: a refusal may show what is near."""
    refuse = question.kind == "refuse"
    quotes = [evidence.quote for evidence in question.evidence]
    # An answer may give the whole item that the evidence points at, and the headings above it
    # (they name whose it is); other items are extras.
    items = {(evidence.plan, evidence.path) for evidence in question.evidence}
    quotes += [
        one.quote for one in answer.citations
        if place_of(one) in items or any(_is_heading(one, item) for item in items)
    ]  # fmt: skip
    spoken_of = {claim.plan_id for claim in answer.claims if claim.plan_id}
    spoken_of |= {citation.plan_id for citation in answer.citations} | set(question.plans)
    names = [name for plan in sorted(spoken_of) if plan in plans for name in names_of(plans[plan])]
    verdict = grade(
        answer.answer,
        expected=question.expected,
        forbidden=question.forbidden,
        allowed=question.allowed,
        context=(question.question, *question.turns, *quotes, *names),
        agencies=None if refuse else agencies,
    )
    # an agency that the question names stays its own where it is typed without its marks
    asked = fold(" ".join((question.question, *question.turns)))
    verdict = replace(
        verdict,
        extra=tuple(
            one for one in verdict.extra if one.kind != "agency" or fold(one.written) not in asked
        ),
    )
    evidence = [((one.plan, one.path), one.quote) for one in question.evidence]
    cited = [(place_of(citation), citation.quote) for citation in answer.citations]
    wanted = tuple(dict.fromkeys(place for place, _ in evidence))
    places = [place for place, _ in cited]
    shown = (*answer.citations, *answer.nearest)
    return Result(
        id=question.id,
        kind=question.kind,
        split=question.split,
        question=question.question,
        answer=answer.answer,
        abstained=answer.abstained,
        reason=answer.reason,
        wanted_reason=question.reason,
        correct=verdict.correct and answer.abstained == refuse,
        verdict=verdict,
        cited=tuple("/".join(place) for place in places),
        wrong_citations=()
        if refuse
        else tuple(
            "/".join(place) for place in places if not any(related(place, one) for one in wanted)
        ),
        uncited=()
        if refuse
        else tuple(
            "/".join(one) for one in wanted if not any(related(place, one) for place in places)
        ),
        citations=CitationCounts(0, 0, 0, 0) if refuse else citation_counts(places, wanted),
        slices_found=0 if refuse else slices_found(cited, evidence),
        slices_wanted=0 if refuse else len(evidence),
        quotes_verbatim=sum(
            one.file in raw and is_verbatim(one.quote, raw[one.file]) for one in shown
        ),
        quotes=len(shown),
        milliseconds=milliseconds,
    )


def figures_of(results: Sequence[Result]) -> Figures:
    """All answer measures over ``results``."""
    answerable = [one for one in results if not one.must_refuse]
    refusals = [one for one in results if one.must_refuse]
    outcomes = [(one.must_refuse, one.abstained) for one in results]
    times = [one.milliseconds for one in results]
    return Figures(
        questions=len(results),
        correctness=share([(int(one.correct), 1) for one in answerable]),
        citation_precision=share(
            [(one.citations.right, one.citations.given) for one in answerable]
        ),
        citation_recall=share([(one.citations.found, one.citations.wanted) for one in answerable]),
        slice_recall=share([(one.slices_found, one.slices_wanted) for one in answerable]),
        verbatim=share([(one.quotes_verbatim, one.quotes) for one in results]),
        refusal_precision=refusal_precision(outcomes),
        refusal_recall=refusal_recall(outcomes),
        reason_accuracy=share(
            [(int(one.reason == one.wanted_reason), 1) for one in refusals if one.abstained]
        ),
        refused_well=share([(int(one.correct), 1) for one in refusals]),
        p50_ms=percentile(times, 50),
        p95_ms=percentile(times, 95),
    )
