"""What the answer before named, for a follow-up that points at it: "mục tiêu đó", "việc này".

A question says what it is about; what it is answered with ("mục tiêu 4", "28/NQ-CP", the item that
gives the work) is talked of too, and is taken into the query before, where it is one thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.lexicon import Lexicon
from rag.references import UNIT_LINE, find_references
from rag.schema import DraftClaim, Query
from rag.text import document_numbers, fold, has_marks, lower

_POINTS = "(?:đó|ấy|này|trên|kia|nọ)"
_AGENCY = (
    rf"\b(?:sở|cơ quan|đơn vị|phòng|ban|hội|ngành) {_POINTS}\b|^(?:thế |vậy |còn )*họ\b|"
    r"\b(?:they|them|that (?:agency|department|office|body))\b"
)
_NUMBERED = (
    rf"\b(?:chỉ tiêu|mục tiêu) {_POINTS}\b|"
    r"^(?:đó|đấy|ấy) là (?:những |các )?(?:chỉ tiêu|mục tiêu)\b|"
    r"\b(?:that|this|those|these) (?:objective|indicator|target|goal)s?\b"
)
_ITEM = (
    rf"\b(?:việc|mục|khoản|điểm|nội dung|hoạt động|nhiệm vụ|phần việc) {_POINTS}\b|"
    r"\b(?:that|this) (?:task|item|work|activity|duty|point)\b"
)
_DOCUMENT = (
    rf"\b(?:văn bản|quyết định|nghị quyết|công văn|chương trình|thông tư|chỉ thị|nghị định) "
    rf"{_POINTS}\b|"
    r"\b(?:that|this) (?:document|decision|resolution|circular|directive|programme)\b"
)
_AT_FIRST = 6
"""Characters within which a statement names its agency."""
_FEW = 3
"""Plans up to which those that were told are the ones talked of."""

Tell = Callable[[Query], Sequence[DraftClaim]]


def points_at_item(text: str) -> bool:
    """ "Ai chủ trì mục đó?": some item or work talked of is meant."""
    return _found(_ITEM, text)


def points_at_document(text: str) -> bool:
    """ "Văn bản đó ban hành ngày nào?": a document talked of, not the plan."""
    return _found(_DOCUMENT, text)


def with_told(previous: Query, text: str, tell: Tell, lexicon: Lexicon) -> Query:
    """The query before, with what its answer told of that ``text`` points at.

    ``tell`` gives the statements of the answer; it is asked only where something is pointed at.
    """
    agency = not previous.agencies and _found(_AGENCY, text)
    number = not previous.objectives and _found(_NUMBERED, text)
    item = not previous.items and points_at_item(text)
    document = not previous.documents and points_at_document(text)
    which = previous.intent == "plans"
    if not (agency or number or item or document or which):
        return previous
    told = [claim for claim in tell(previous) if claim.kind == "stated"]
    if which:
        previous = _with_plans(previous, told)
    if agency:
        previous = _with_agency(previous, told, lexicon)
    if number:
        previous = _with_numbers(previous, told)
    if item:
        previous = _with_item(previous, told)
    if document:
        numbers = (found for claim in told for found in _numbers(claim.text))
        previous = replace(previous, documents=tuple(dict.fromkeys(numbers)))
    return previous


def _found(marked: str, text: str) -> bool:
    """Marks are kept where there are any: "mức độ" is no "mục đó"."""
    if has_marks(text):
        return re.search(marked, lower(text)) is not None
    return re.search(fold(marked), fold(text)) is not None


def _with_agency(previous: Query, told: Sequence[DraftClaim], lexicon: Lexicon) -> Query:
    """The agency that the first statement begins with."""
    named = lexicon.find_agencies(told[0].text) if told else ()
    if not named or named[0].start > _AT_FIRST:
        return previous
    return replace(previous, agencies=(named[0].name,))


def _with_numbers(previous: Query, told: Sequence[DraftClaim]) -> Query:
    """The objectives of the statements, with the indicators where it is one objective.

    Of several statements only those that name one: an agency has other duties beside.
    """
    found = [f.reference for claim in told for f in find_references(claim.text)]
    objectives = tuple(dict.fromkeys(one.objective for one in found if one.objective))
    indicators = {number for one in found for number in one.indicators}
    if len(objectives) != 1:
        return replace(previous, objectives=objectives)
    return replace(previous, objectives=objectives, indicators=tuple(sorted(indicators)))


def _with_item(previous: Query, told: Sequence[DraftClaim]) -> Query:
    """The one item that all statements rest on, beside headings above it and notes."""
    pieces = [piece for claim in told for piece in claim.slices]
    pieces = [piece for piece in pieces if not UNIT_LINE.match(piece.text)] or pieces
    sections = {piece.section for piece in pieces}
    inner = [
        one for one in sections
        if one.startswith(("muc.", "phan.", "chuong.", "dieu.")) and "/" in one
        and not any(other.startswith(f"{one}/") for other in sections)
    ]  # fmt: skip
    return replace(previous, items=tuple(inner)) if len(inner) == 1 else previous


def _with_plans(previous: Query, told: Sequence[DraftClaim]) -> Query:
    """ "Kế hoạch nào còn hiệu lực? Ai ký?": the plans that were told."""
    plans = tuple(dict.fromkeys(claim.plan_id for claim in told if claim.plan_id))
    if not 0 < len(plans) <= _FEW or len(plans) == len(previous.plans):
        return previous
    return replace(previous, plans=plans, narrowed=True)


def _numbers(text: str) -> list[str]:
    return [re.sub(r"\s", "", text[a:b]) for a, b in document_numbers(text)]
