"""A statement as its item prints it, where the cut hides what is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answers.shape import clauses_of, tidy, without_marker
from rag.schema import DraftClaim
from rag.text import fold, lower

CUT = "…"
_LONGEST = 90
"""Words of a statement that is told whole."""
_LEAST = 12
"""Letters of what is told of a text from which it is known there."""


def as_printed(claim: DraftClaim, what: re.Pattern[str]) -> DraftClaim:
    """All of the item that a statement is taken from, where it tells that too."""
    for piece in claim.slices if claim.kind == "stated" else ():
        flat = tidy(without_marker(" ".join(piece.text.split())))
        if len(flat.split()) <= _LONGEST and tells(what, flat):
            return replace(claim, text=flat)
    return claim


def uncut(claim: DraftClaim, lacking: Sequence[re.Pattern[str]]) -> DraftClaim:
    """ "X: tổ chức … tại thôn…" as the text that it is cut from, where that tells more."""
    if claim.kind != "stated" or CUT not in claim.text or not lacking:
        return claim
    if claim.text.startswith(CUT):
        return claim  # the end of a text whose beginning is on other things
    for piece in claim.slices:
        flat = tidy(without_marker(" ".join(piece.text.split())))
        parts = [part for one in claim.text.split(CUT) if (part := one.strip(" ;,."))]
        if len(flat.split()) > _LONGEST:  # the clause alone that is told of
            clauses = clauses_of(flat)
            flat = next((tidy(one) for one in clauses if parts and _holds(one, parts[0])), flat)
        label = _label(parts[0], flat) if parts else None
        if label is None or len(flat.split()) > _LONGEST:
            continue
        whole = f"{label}{flat}"
        if any(tells(one, whole) for one in lacking):
            return replace(claim, text=whole)
    return claim


def whole_sentence(claim: DraftClaim, lacking: Sequence[re.Pattern[str]]) -> DraftClaim:
    """ "mỗi tháng: Xây dựng chuyên mục 01 số" as its sentence, which tells the language too."""
    if claim.kind != "stated" or not lacking or any(tells(one, claim.text) for one in lacking):
        return claim
    label, colon, _ = claim.text.partition(": ")
    for piece in claim.slices:
        flat = tidy(without_marker(" ".join(piece.text.split())))
        if len(flat.split()) > _LONGEST or not any(tells(one, flat) for one in lacking):
            continue
        other = colon and lower(label) not in lower(flat) and not label.startswith("Gửi ")
        return replace(claim, text=f"{label}: {flat}" if other else flat)
    return claim


def tells(what: re.Pattern[str], text: str) -> bool:
    """Whether a text tells it: a place or a time as printed, a figure by the word behind it."""
    return what.search(text) is not None or what.search(fold(text)) is not None


def _holds(text: str, told: str) -> bool:
    return _label(told, text) is not None


def _label(told: str, text: str) -> str | None:
    """What stands before the words of a text: "Hội Nông dân xã: "; None where it holds none."""
    if len(told) >= _LEAST and told in text:
        return ""
    for colon in re.finditer(r":\s+", told):
        rest = told[colon.end() :]
        if len(rest) >= _LEAST and rest in text:
            return told[: colon.end()]
    return None
