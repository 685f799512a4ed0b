"""Sums of money as plans print them."""

from __future__ import annotations

import re

from rag.text import fold

AMOUNT = re.compile(r"\d[\d.,]*\s*(?:đồng|đ|nghìn|ngàn|triệu|tỷ|tỉ)\b", re.IGNORECASE)
""" "90 triệu đồng", "500.000đ", "1,2 tỷ"."""
_MILLIONS = {"nghin": 1e-3, "ngan": 1e-3, "trieu": 1.0, "ty": 1e3, "ti": 1e3}


def millions(amount: str) -> float:
    """ "2.100 triệu đồng" → 2100.0; "9,2 tỷ đồng", as "9.2 tỷ đồng" → 9200.0."""
    number, unit = re.match(r"([\d.,]*\d)\s*(\S+)", amount).groups()  # type: ignore[union-attr]
    written = re.sub(r"\.(?=\d{3}(?!\d))", "", number).replace(",", ".")
    return round(float(written) * _MILLIONS.get(fold(unit), 1e-6), 6)  # to the đồng


UNIT_OF_MONEY = re.compile(
    r"(?:nghìn|ngàn|triệu|t[ỷỉ](?!\s+(?:lệ|trọng|suất|số))|trăm)(?:\s+(?:đồng|đ))?\b"
    r"|(?<!hội )\bđồng\b|\btrđ\b",
    re.IGNORECASE,
)
""" "Kinh phí (triệu đồng)", and no "hội đồng"."""


_UNIT_OF_COLUMN = re.compile(
    r"\((?P<unit>%|(?:nghìn|triệu|tỷ) đồng)\)(?P<between>:| – [^:;]{1,20}:) (?P<cell>\d[\d.,]*)"
)


def with_unit(text: str) -> str:
    """ "Tỷ lệ … (%): 18" as "…: 18%": the unit of a cell stands in the head of its column."""

    def joined(found: re.Match[str]) -> str:
        space = "" if found["unit"] == "%" else " "
        return f"{found['between']} {found['cell']}{space}{found['unit']}"

    return _UNIT_OF_COLUMN.sub(joined, text)
