"""A plan's own slips, found from its facts and words: what a drafter wants to see before signing.

One module a family of rules; ``RULES`` is the registry, in the order findings are shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from rag.book import Book
from rag.checks import documents, duties, header, indicators, marks, numbering, recipients, times
from rag.checks.finding import Rule, Severity
from rag.errors import UsageError
from rag.output import Json, citation_json
from rag.schema import Citation, Slice

RULES: tuple[Rule, ...] = (
    *header.RULES,
    *indicators.RULES,
    *duties.RULES,
    *times.RULES,
    *documents.RULES,
    *numbering.RULES,
    *recipients.RULES,
    *marks.RULES,
)
NAMES = {rule.name: rule.reason for rule in RULES}
"""What each rule finds; a rule is silenced by its name with ``--skip``."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One finding of a rule in a plan: see ``Finding``."""

    rule: str
    severity: Severity
    plan_id: str
    sentence: str
    slices: tuple[Slice, ...]
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence with its values."""
        return self.sentence.format_map(self.values)


def find_slips(book: Book, plan_id: str, skip: Collection[str] = ()) -> tuple[Slip, ...]:
    """All slips of a plan, in the order of the rules."""
    return tuple(
        Slip(rule.name, rule.severity, plan_id, found.sentence, found.slices, found.values)
        for rule in RULES
        if rule.name not in skip
        for found in rule.find(book, plan_id)
    )


def check_plans(book: Book, plan_id: str | None, skip: Collection[str] = ()) -> tuple[Slip, ...]:
    """The slips of one plan or of all, without the rules named in ``skip``.

    Raises:
        UsageError: the plan or a rule to skip does not exist.
    """
    if plan_id is not None and plan_id not in book.by_id:
        raise UsageError(f"không có kế hoạch “{plan_id}”; xem `hoi plans`")
    unknown = sorted(set(skip) - set(NAMES))
    if unknown:
        raise UsageError(f"không có quy tắc “{unknown[0]}”; các quy tắc: {', '.join(NAMES)}")
    wanted = (plan_id,) if plan_id is not None else tuple(book.by_id)
    return tuple(slip for one in wanted for slip in find_slips(book, one, skip))


def slip_json(book: Book, slip: Slip) -> dict[str, Json]:
    """A slip with its citations, as ``hoi check --json`` prints it."""
    return {
        "rule": slip.rule,
        "severity": slip.severity,
        "reason": NAMES[slip.rule],
        "plan_id": slip.plan_id,
        "text": slip.text,
        "citations": [citation_json(citation) for citation in _cited(book, slip)],
    }


def slip_lines(book: Book, slips: Collection[Slip]) -> Iterator[str]:
    """One line a slip, then its quotes with their places."""
    for slip in slips:
        yield f"{book.label(slip.plan_id)} [{slip.severity}: {slip.rule}] {slip.text}"
        for citation in _cited(book, slip):
            quote = " ".join(citation.quote.split())
            shown = quote if len(quote) <= 160 else quote[: quote.rfind(" ", 0, 160)] + "…"
            yield f"    “{shown}” ({citation.passage_id})"
    if not slips:
        yield "Không tìm thấy lỗi nào."


def _cited(book: Book, slip: Slip) -> list[Citation]:
    return [book.cite(piece, n) for n, piece in enumerate(slip.slices, start=1)]
