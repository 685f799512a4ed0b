"""An answer for others to read: the JSON of ``hoi ask --json``, and text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from rag.citation import cite
from rag.register import MANY
from rag.schema import Answer, Citation, Hit, Lang, Query, Slice
from rag.side_by_side import Side, sides, table_lines
from rag.understanding.yes_no import confirms

if TYPE_CHECKING:
    from rich.text import Text

    from rag.stores.index import IndexReader

Json = str | int | float | bool | None | Sequence["Json"] | dict[str, "Json"]
Style = Literal["answer", "table", "label", "reference", "quote", "note", "suggestion"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer and what it is."""

    style: Style
    text: str


@dataclass(frozen=True, slots=True)
class _Labels:
    notes: str
    evidence: str
    nearest: str
    suggestions: str
    page: str
    recognised: str


_LABELS: dict[Lang, _Labels] = {
    "vi": _Labels(
        "Lưu ý:",
        "Căn cứ:",
        "Gần nhất (không phải câu trả lời):",
        "Có thể hỏi tiếp:",
        "trang",
        "văn bản nhận dạng",
    ),
    "en": _Labels(
        "Note:",
        "Evidence:",
        "Nearest (not an answer):",
        "You may also ask:",
        "page",
        "recognised text",
    ),
}
_RICH: dict[Style, str] = {
    "answer": "", "table": "", "label": "bold", "reference": "cyan", "quote": "dim",
    "note": "yellow", "suggestion": "italic",
}  # fmt: skip


def dumps(value: Json, *, one_line: bool = False) -> str:
    """JSON with Vietnamese letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=None if one_line else 2)


def answer_json(answer: Answer, identity: str | int | None = None) -> dict[str, Json]:
    """The answer as ``hoi ask --json`` gives it; ``identity`` is the id of a batch's line."""
    return {
        "id": answer.id if identity is None else identity,
        "question": answer.question,
        "answer": answer.answer,
        "abstained": answer.abstained,
        "reason": answer.reason,
        "mode": answer.mode,
        "claims": [
            {"kind": one.kind, "text": one.text, "plan_id": one.plan_id, "citations": one.citations}
            for one in answer.claims
        ],
        "citations": [citation_json(citation) for citation in answer.citations],
        "nearest": [citation_json(citation) for citation in answer.nearest],
        "suggestions": answer.suggestions,
        "understood": _understood(answer.understood),
        "notes": [asdict(note) for note in answer.notes],
        "phrased": None if answer.phrased is None else asdict(answer.phrased),
        "timing_ms": asdict(answer.timing_ms),
    }


def citation_json(citation: Citation) -> dict[str, Json]:
    """A citation with all its fields, in the order of the schema."""
    return asdict(citation)


def hit_json(hit: Hit, citation: Citation) -> dict[str, Json]:
    """A passage found by ``hoi search``: its citation without a number, and its scores."""
    fields = citation_json(citation)
    del fields["n"]
    scores: dict[str, Json] = {"score": hit.score, "words": hit.words, "meaning": hit.meaning}
    if hit.reranked is not None:
        scores["reranked"] = hit.reranked
    return {**fields, **scores}


def _understood(query: Query) -> dict[str, Json]:
    return {
        "intent": query.intent,
        "form": query.form,
        "yes_no": confirms(query.question),
        "lang": query.lang,
        "plans": query.plans[:MANY],
        "plan_count": len(query.plans) if query.among is None else query.among,
        "agencies": query.agencies,
        "objectives": query.objectives,
        "indicators": query.indicators,
        "items": query.items,
        "roles": query.roles,
        "documents": query.documents,
        "header_fields": query.header_fields,
        "dates": query.years,
        "terms": query.terms,
        "missing": query.missing,
        "from_talk": query.from_talk,
    }


def hit_citation(reader: IndexReader, hit: Hit, n: int) -> Citation:
    """The citation of a whole passage."""
    passage = hit.passage
    path = passage.path[:-1] if passage.path[-1].level == "cau" else passage.path
    section = "/".join(map(str, path))
    plan = reader.plan(passage.plan_id)
    assert plan is not None  # noqa: S101 - a passage of the index is a plan's
    return cite(
        n,
        Slice(passage.plan_id, section, passage.start, passage.end, passage.text),
        plan,
        {one.id: one for one in reader.sections(passage.plan_id)},
        passage.headings,
        passage,
        reader.pages(passage.plan_id),
        reader.readings(passage.plan_id),
    )


def answer_lines(answer: Answer, width: int | None = None) -> tuple[Line, ...]:
    """The answer, the quotes it rests on, then what is near and what else may be asked.

    ``width`` is the terminal's: a comparison is then a table.
    """
    labels = _LABELS[answer.understood.lang]
    columns = sides(answer) if width is not None else ()
    lines = (
        _with_table(answer.answer, columns, width)
        if columns and width
        else [Line("answer", line) for line in answer.answer.split("\n")]
    )
    if answer.notes:
        lines += [Line("answer", ""), Line("label", labels.notes)]
        lines += [Line("note", f"  {note.text}") for note in answer.notes]
    if answer.phrased is not None:
        lines += [Line("answer", ""), Line("note", answer.phrased.note)]
    for label, citations in ((labels.evidence, answer.citations), (labels.nearest, answer.nearest)):
        if citations:
            lines += [Line("answer", ""), Line("label", label)]
            lines += citation_lines(citations, labels)
    if answer.suggestions:
        lines += [Line("answer", ""), Line("label", labels.suggestions)]
        lines += [Line("suggestion", f"  {text}") for text in answer.suggestions]
    return tuple(lines)


def _with_table(text: str, columns: tuple[Side, ...], width: int) -> list[Line]:
    """The answer with its lines plan by plan as one table."""
    before: list[Line] = []
    after: list[Line] = []
    for line in text.split("\n"):
        if line.startswith(("**", "- ")):
            continue
        # what plans do not say begins behind what they say
        behind = text.find(f"\n{line}") > text.find("**")
        (after if behind else before).append(Line("answer", line))
    table = [Line("table", line) for line in table_lines(columns, width)]
    return [*before, *table, *after]


def citation_lines(citations: Iterable[Citation], labels: _Labels = _LABELS["vi"]) -> list[Line]:
    """Two lines a citation: what can be pasted into a document, and the words themselves."""
    lines = []
    for one in citations:
        where = f", {labels.page} {one.page}" if one.page is not None else ""
        if one.recognised is not None:
            where += f" ({labels.recognised}, {one.recognised}%)"
        lines.append(Line("reference", f"[{one.n}] {one.reference}{where}"))
        lines += [Line("quote", f"    {part}") for part in one.quote.split("\n")]
    return lines


def plain(lines: Iterable[Line]) -> str:
    """The lines for a file or a pipe; the answer's marks of emphasis are left out."""
    return "\n".join(_words(line) for line in lines)


def rich_text(lines: Iterable[Line]) -> Text:
    """The lines for a terminal. Words of a document are never read as rich's own marks."""
    from rich.text import Text

    shown = [_rich_line(line) for line in lines]
    return Text("\n").join(shown)


def _rich_line(line: Line) -> Text:
    from rich.text import Text

    if line.style != "answer":
        return Text(line.text, style=_RICH[line.style])
    text = Text()
    # "**Tỉnh Kon Tum**: Sở Y tế …": every second piece stands between two marks
    for number, piece in enumerate(line.text.split("**")):
        text.append(piece, style="bold" if number % 2 else "")
    return text


def _words(line: Line) -> str:
    return line.text.replace("**", "") if line.style == "answer" else line.text
