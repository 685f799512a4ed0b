"""Sums of money as plans print them."""

from __future__ import annotations

import re

AMOUNT = re.compile(r"\d[\d.,]*\s*(?:đồng|đ|nghìn|ngàn|triệu|tỷ|tỉ)\b", re.IGNORECASE)
""" "90 triệu đồng", "500.000đ", "1,2 tỷ"."""
UNIT_OF_MONEY = re.compile(
    r"(?:nghìn|ngàn|triệu|t[ỷỉ](?!\s+(?:lệ|trọng|suất|số))|trăm)(?:\s+(?:đồng|đ))?\b"
    r"|(?<!hội )\bđồng\b|\btrđ\b",
    re.IGNORECASE,
)
""" "Kinh phí (triệu đồng)", and no "hội đồng"."""
