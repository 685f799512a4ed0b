"""Questions that ask for plans: those that do something, or those that do not."""

from __future__ import annotations

import re

WHICH_PLANS = re.compile(r"(?:nhung |cac )?ke hoach (?:\w+ )?nao\b|which plans?\b")
"""Matched at the start of the folded question."""
WITHOUT = re.compile(
    r"(?:nhung |cac )?ke hoach nao "
    r"(?:(?:con|dang|hien|van|bi) )*(?:(?:khong|chua) (?:duoc )?"
    r"(?:co|in|neu|ghi|giao|dat|de|nhac|noi|quy|danh|mang)|"
    r"(?:de|bo) trong|thieu)\b|"
    r"which plans? (?:do not|don't|does not|doesn't|have no|has no|lack\w*|say nothing|"
    r"(?:is|are) undated)\b"
)
""" "Kế hoạch nào không nhắc tới …": those that are silent on it are asked for."""
