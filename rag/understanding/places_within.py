"""Places that have no plan of their own, named in one: "xã Vĩnh Hưng" in its district's."""

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
