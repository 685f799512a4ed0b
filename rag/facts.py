"""Facts as rows of a table: for the terminal, JSON, CSV and Excel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from rag import sheets
from rag.output import Json
from rag.schema import (
    Assignment,
    CitedDocument,
    Deadline,
    Fact,
    HeaderField,
    Slice,
    Statement,
    Target,
)
from rag.stores.catalog import fact_kind

_WIDTHS = (12, 26, 40, 100, 36)


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact: ``subject`` is the agency, figure, date or field it is about."""

    kind: str
    plan: str
    subject: str
    text: str
    path: str


def fact_row(fact: Fact) -> FactRow:
    """The row of a fact; a header field left blank in the document has no text."""
    task = _task(fact)
    text = fact.value or "" if isinstance(fact, HeaderField) else task.text if task else ""
    return FactRow(
        fact_kind(fact), fact.plan_id, _subject(fact), text, task.section if task else ""
    )


def fact_json(fact: Fact) -> dict[str, Json]:
    """The row's fields, and every slice the fact rests on."""
    row = fact_row(fact)
    return {
        "kind": row.kind,
        "plan_id": row.plan,
        "subject": row.subject,
        "text": row.text,
        "path": row.path,
        **_parts(fact),
        "sources": [
            {"path": one.section, "start": one.start, "end": one.end, "quote": one.text}
            for one in fact.sources
        ],
    }


def _parts(fact: Fact) -> dict[str, Json]:
    """What a fact holds beyond its row: roles, partners, references, dates, parts of a basis."""
    match fact:
        case Assignment():
            return {
                "role": fact.role,
                "agencies": [one.written for one in fact.agencies],
                "partners": [one.written for one in fact.partners],
                "references": [
                    {
                        "objective": one.objective,
                        "indicators": list(one.indicators),
                        "qualifier": one.qualifier,
                        "of_document": one.of_document,
                    }
                    for one in fact.references
                ],
                "deadline": fact.deadline,
            }
        case Target():
            return {
                "objective": fact.objective,
                "indicator": fact.indicator,
                "figures": list(fact.figures),
                "year": fact.year,
            }
        case Deadline():
            return {
                "agencies": [one.written for one in fact.agencies],
                "recipient": fact.recipient,
                "through": fact.through,
                "due": [
                    {
                        "words": one.words,
                        "kind": one.kind,
                        "every": one.every,
                        "first": one.first,
                        "last": one.last,
                        "until": one.until,
                    }
                    for one in fact.due
                ],
            }
        case Statement(document=CitedDocument() as document):
            return {
                "document": {
                    "type": document.type,
                    "number": document.number,
                    "date": document.date,
                    "issuer": document.issuer,
                    "subject": document.subject,
                }
            }
        case _:
            return {}


def _task(fact: Fact) -> Slice | None:
    if isinstance(fact, HeaderField):
        return fact.sources[0] if fact.sources else None
    return fact.task


def _subject(fact: Fact) -> str:
    match fact:
        case Assignment(agencies=agencies):
            return ", ".join(agency.name for agency in agencies)
        case Target(figures=figures):
            return "; ".join(figures)
        case Deadline(when=when):
            return "; ".join(when)
        case Statement(subject=subject):
            return subject
        case HeaderField(name=name):
            return name


def write_csv(rows: Sequence[FactRow], file: Path) -> None:
    """One line a fact.

    Raises:
        InputError: the file cannot be written.
    """
    sheets.write_csv(_titles(), [astuple(row) for row in rows], file)


def write_xlsx(rows: Sequence[FactRow], file: Path) -> None:
    """One row a fact.

    Raises:
        InputError: the file cannot be written.
    """
    cells = tuple(astuple(row) for row in rows)
    sheets.write_xlsx(sheets.Sheet("facts", _titles(), _WIDTHS, cells, {}), file)


def _titles() -> tuple[str, ...]:
    return tuple(field.name for field in fields(FactRow))
