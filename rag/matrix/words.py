"""A plan's table in words: what a row, a cell and the lines under the table say."""

from __future__ import annotations

import re

from rag.matrix.duty_roles import Wording
from rag.matrix.matrix import Cell, Group, Matrix, OtherDocument, Row
from rag.phrasing import Phrases
from rag.schema import Lang, Slice

# "b) Mục tiêu 2: Trong lĩnh vực …", "- Chỉ tiêu 1: …", "2.1. …": said beside it by number already
_LABEL = re.compile(
    r"^\s*(?:(?:[-–+*•]|\d{1,2}(?:\.\d{1,2})*[.)]|[IVX]+\.|\w\))\s+)?"
    r"(?:(?:Mục tiêu|Chỉ tiêu)(?:\s+\d{1,2})?\s*[:.]\s*)?",
    re.IGNORECASE,
)


def content(words: Slice | None) -> str:
    """An item's words in one line, without its marker and number."""
    if words is None:
        return ""
    flat = " ".join(words.text.split())
    return re.sub(r"[\s.;:,]+$", "", _LABEL.sub("", flat, count=1))


def group_name(group: Group, matrix: Matrix, phrases: Phrases) -> str:
    """ "Mục tiêu 4", or with the document it is of: "Mục tiêu 4 (Nghị quyết số 28/NQ-CP)"."""
    name = phrases.say("objective", n=group.objective)
    other = next((one for one in matrix.documents if one.number == group.document), None)
    if other is None:
        return name
    return phrases.say("of_document", objective=name, document=document_name(other, phrases))


def row_name(row: Row, phrases: Phrases) -> str:
    if row.indicator is None:
        return phrases.say("whole")
    return phrases.say("indicator", n=row.indicator)


def row_note(row: Row, group: Group, phrases: Phrases) -> str | None:
    """What is the matter with a row; None where nothing is."""
    if row.gap:
        return phrases.say("gap")
    if row.named:
        return phrases.say("named")
    if not row.listed:
        return phrases.say("unlisted_indicator" if group.listed else "unlisted_objective")
    return None


def cell_text(cell: Cell, wording: Wording, lang: Lang = "vi") -> str:
    """ "theo dõi, báo cáo (số liệu về bạo lực gia đình)"."""
    told = []
    for duty in cell.duties:
        roles = ", ".join(wording.shown(role, lang) for role in duty.roles)
        told.append(f"{roles} ({duty.qualifier})" if duty.qualifier else roles)
    return "; ".join(dict.fromkeys(told))


def cell_letters(cell: Cell, wording: Wording) -> str:
    """ "TD BC", with a star where only a part is given."""
    roles = wording.in_order(role for duty in cell.duties for role in duty.roles)
    star = "*" if any(duty.qualifier for duty in cell.duties) else ""
    return " ".join(map(wording.letters, roles)) + star


def document_name(other: OtherDocument, phrases: Phrases) -> str:
    return other.name or phrases.say("document", number=other.number)


def notes(matrix: Matrix, phrases: Phrases) -> tuple[str, ...]:
    """The table's size, and why no gaps were looked for where none were."""
    if not matrix.rows:
        return (phrases.say("nothing"),)
    sizes = {"rows": str(len(matrix.rows)), "agencies": str(len(matrix.columns))}
    looked = matrix.own and any(row.cells for row in matrix.rows)
    lines = [
        phrases.say(
            "count", **sizes, gaps=str(len(matrix.gaps)), unlisted=str(len(matrix.unlisted))
        )
        if looked
        else phrases.say("count_no_gaps", **sizes)
    ]
    if matrix.gaps:
        lines.append(phrases.say("gap_note"))
    for other in matrix.documents:
        key = "other_document_held" if other.held else "other_document"
        lines.append(phrases.say(key, document=document_name(other, phrases)))
    if not matrix.own and any(group.document is None for group in matrix.groups):
        lines.append(phrases.say("no_list"))
    if not matrix.columns:
        lines.append(phrases.say("not_by_number"))
    return tuple(lines)
