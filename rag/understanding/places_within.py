"""Plans meant by a place inside theirs ("xã Vĩnh Hưng"), or by their level ("các huyện")."""

from __future__ import annotations

import re

from rag.register import Register
from rag.text import fold
from rag.understanding.context import Texts

_CAPITAL = "".join(filter(str.isupper, map(chr, range(ord("À"), ord("Ỹ")))))
"""Capitals with marks: a range of letters holds small ones too, "được" beside "Đ"."""
SHAPED = re.compile(
    r"(?<![^\W_])(?:[Tt]ỉnh|[Hh]uyện|[Tt]hị xã|[Tt]hành phố|[Qq]uận|[Xx]ã|[Pp]hường|[Tt]hị trấn|"
    r"[Đđ]ặc khu)\s+"
    rf"(?P<name>[A-Z{_CAPITAL}][a-zà-ỹ']+(?:[ -][A-Z{_CAPITAL}][a-zà-ỹ']+){{1,3}})(?![^\W_])"
)
_ANY_PLAN = re.compile(
    r"\b(?:ke hoach|tinh|huyen|dia phuong|noi) nao\b|\b(?:cac|nhung|moi|tung) ke hoach\b"
)


def naming_alone(text: str, pool: Register, texts: Texts) -> tuple[str, ...]:
    """ "Xã Vĩnh Hưng có bị kiểm tra không": the one plan that names the place, of its area.

    () where several do or which plans do is asked.
    """
    if pool.many or _ANY_PLAN.search(fold(text)):
        return ()
    names = [fold(found["name"]) for found in SHAPED.finditer(text) if found["name"][0].isupper()]
    naming = {
        one for name in names for one in pool.ids
        if re.search(rf"\b{re.escape(name)}\b", texts.folded(one))
    }  # fmt: skip
    return tuple(naming) if len(naming) == 1 else ()


_LEVEL = re.compile(
    r"\bke hoach (?:cua |o |do |thuoc )?(?:cac|nhung|may|hai|ba|cap|tung) (?:cap )?"
    r"(?P<of>tinh|huyen|thi xa|xa)\b"
    r"(?!(?:(?:,| va| hay| hoac)+ (?:tinh|huyen|thi xa|thanh pho|quan|xa|phuong))*(?: \w+)? nao\b)|"
    r"\b(?:o|tai|khap) (?:cac|nhung|may|ba|hai) (?P<at>tinh)\b(?!(?:,| va) (?:thanh|huyen)| nao)|"
    r"\b(?P<en>provinc|district|commune)\w*(?: level)?(?:'s)? plans\b"
)
_LEVELS_ASKED = {"provinc": "tinh", "district": "huyen", "commune": "xa", "thi xa": "huyen"}


def of_level(text: str, pool: Register) -> tuple[str, ...]:
    """ "Ai ký kế hoạch của các huyện?": the plans of that level, where some are of another."""
    match = _LEVEL.search(fold(text))
    if match is None or fold(text).startswith("which"):
        return ()
    named = match["of"] or match["at"] or match["en"]
    level = _LEVELS_ASKED.get(named, named)
    fitting = tuple(plan.plan_id for plan in pool.of_level.get(level, ()))
    return fitting if len(fitting) < len(pool.plans) else ()
