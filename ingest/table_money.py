"""What a row of a table costs: the whole first, then what each source gives."""

from __future__ import annotations

import re
from typing import Literal

from ingest.reading import Reading
from ingest.table_rows import Filled, ReadRow
from rag.amounts import AMOUNT, UNIT_OF_MONEY
from rag.schema import Slice, Statement
from rag.text import collapse, fold

_SUM = re.compile(r"\d[\d.,]*")
_DONG = re.compile(r"(?<=[^\W\d])\s+đồng$")
""" "4,5 tỷ đồng" is the sum "4,5 tỷ"."""


def row_money(reading: Reading, row: ReadRow) -> list[Statement]:
    """What a row costs, with the unit that its header gives: "2.700" below "Kinh phí (triệu đồng)".

    The subject is the sum and where it comes from; a part on money tells it, any other allots it.
    """
    columns = row.of("money")
    told: dict[int, str] = {}
    sums: list[int] = []
    printed = row.unit if row.unit and UNIT_OF_MONEY.search(row.unit.text) else None
    borrowed = False
    for number, column in enumerate(columns):
        unit = next(
            (
                m.group() for h in column.header
                if "%" not in h.text and (m := UNIT_OF_MONEY.search(h.text))
            ),
            None,
        )  # fmt: skip
        text = column.text.strip("* ")
        alone = _SUM.fullmatch(text) is not None
        priced = alone or AMOUNT.fullmatch(_DONG.sub("", text)) is not None
        if alone and unit is None and printed and not any("%" in h.text for h in column.header):
            unit, borrowed = shown_unit(printed), True
        told[number] = f"{text} {unit}" if alone and unit else column.text
        sums += [number] if priced and (unit or not alone) else []
    name = row.name.cells[0]
    if not any(UNIT_OF_MONEY.search(one) and _SUM.search(one) for one in told.values()):
        return []
    above = [p for p in reading.parents(reading.by_id[name.section]) if p.path[-1].level != "bang"]
    inside = any("kinh phi" in fold(h.text) for p in above if (h := reading.heading(p)))
    cells = [piece for one in columns for piece in (*one.header, *one.cells)]
    cells += [printed] if borrowed and printed is not None else []
    sources = tuple(dict.fromkeys((name, *cells)))
    kind: Literal["funding", "allotment"] = "funding" if inside else "allotment"
    subject = _parted(columns, told, sums)
    return [Statement(reading.plan_id, kind, subject, name, sources)]


def _parted(columns: list[Filled], told: dict[int, str], sums: list[int]) -> str:
    """ "15 triệu đồng (Ngân sách xã: 10 triệu đồng; Xã hội hóa: 5 triệu đồng)", the whole first.

    Without a column of the whole each sum stands behind its header.
    """
    whole = [n for n in sums if columns[n].meaning.part == "total"]
    whole = whole or [n for n in sums if columns[n].meaning.part is None]
    if len(sums) > 1:
        labelled = [n for n in sums if n not in whole or len(whole) > 1]
        told = told | {n: f"{_head(columns[n])}: {told[n]}" for n in labelled}
        first = whole[0] if len(whole) == 1 else sums[0]
    else:
        first = next(iter(told))
    others = [text for n, text in told.items() if n != first]
    if len(sums) > 1 and len(whole) != 1:
        return "; ".join((told[first], *others))
    return f"{told[first]} ({'; '.join(others)})" if others else told[first]


def _head(column: Filled) -> str:
    """ "Ngân sách" above "Tỉnh (triệu đồng)" as "Ngân sách Tỉnh"."""
    words = [_UNIT_BEHIND.sub("", collapse(one.text)).strip("* ") for one in column.header]
    top = "" if _AMONG.match(words[0]) else words[0]
    return " ".join(filter(None, (top, words[-1]))) if _LEVEL.fullmatch(words[-1]) else words[-1]


_LEVEL = re.compile(
    r"(?:cấp )?(?:trung ương|tw|tỉnh|huyện|xã|phường|địa phương|khác)", re.IGNORECASE
)
_AMONG = re.compile(r"(?:trong đó|chia ra|bao gồm|gồm)\b", re.IGNORECASE)
_UNIT_BEHIND = re.compile(r"\s*\([^()]*\)\s*$")


def shown_unit(unit: Slice | None) -> str:
    """ "Triệu đồng" above a table is "triệu đồng" behind a figure, "1.000 đồng" stands apart."""
    text = collapse(unit.text) if unit is not None else ""
    text = text[:1].lower() + text[1:] if text[1:].islower() else text
    return f"({text})" if text[:1].isdigit() else text
