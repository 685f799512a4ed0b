"""Who holds an office: "Ông Nguyễn Văn An là ai?", "Nguyễn Văn An là Chủ tịch phải không?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.lexicon import AgencyMention
from rag.register import Register
from rag.text import fold, lower
from rag.understanding.yes_no import confirms

OFFICE = re.compile(
    r"\b(?:(?:quyen|pho) )?(?:chu tich|bi thu|giam doc|truong ban|truong phong|chanh van phong)\b|"
    r"\b(?:vice[ -]|deputy )?chair(?:man|woman|person)?\b"
)
_NAME = r"(?:(?:Ông|Bà|Đồng chí|ông|bà|đồng chí)\s+)?(?:[A-ZĐÀ-Ỹ][^\W\d_]*\s+){2,4}"
_WHO_IS = re.compile(rf"^{_NAME}(?:là ai|là người nào|giữ chức|làm chức|chức vụ)")
_WHO_IS_ENGLISH = re.compile(
    r"^[Ww]ho (?:is|was) (?:(?:Mr|Mrs|Ms)\.? )?(?:[A-ZĐÀ-Ỹ][^\W\d_]*\W*){2,5}$"
)
_NAMED_FIRST = re.compile(
    rf"^(?:Có phải\s+)?{_NAME}(?:(?:có|có phải|phải)\s+)*(?:là|làm|giữ chức(?: vụ)?)\s"
)
_HOLDS = re.compile(
    rf"\b(?:la|lam|giu chuc(?: vu)?|is|was) (?:(?:mot|the|a|dang|vi) )*(?:{OFFICE.pattern})|"
    rf"(?:{OFFICE.pattern})[^,?.]{{0,60}}? (?:co phai )?(?:la|is) (?!ai\b)|"
    rf"\bphai (?:la )?(?:{OFFICE.pattern})|"
    rf"^(?:is|was) [^,?.]{{3,40}}? (?:the )?(?:{OFFICE.pattern})|\bky\b"
)

_SIGNS = (
    r"(?<!dang )(?<!dinh )(?<!thoi )(?<!nhiem )(?<!hoc )(?<!chu )(?<!giua )(?<!cuoi )(?<!dau )"
    r"(?P<ky>\bky\b)(?! (?:nang|thi|nguyen|ket|cam ket|hop dong|giao uoc|hieu)\b)"
)
_OFFICE_SIGNS = re.compile(rf"(?:{OFFICE.pattern})(?: [^\W\d_]+){{0,8}}? {_SIGNS}")
_WHAT_IS_SIGNED = re.compile(
    r" (?:(?:da|co|la nguoi) )*ky (?:(?:ban hanh|nhung|cac|ban|may) )*(?:ke hoach|van ban)"
    r" (?:nao|gi|cua ai|cua noi nao)\b"
)
""" "… ký kế hoạch nào?", behind a name."""
OFFICE_SIGNED = re.compile(rf"(?:{OFFICE.pattern})(?: [^\W\d_]+){{0,6}}?{_WHAT_IS_SIGNED.pattern}")
""" "Phó Chủ tịch ký kế hoạch nào?"."""
_SIGNER_FIRST = re.compile(rf"^{_NAME}(?=(?:(?:đã|có|là người)\s+)*ký\s)")

_BY_NAME = re.compile(rf"\bdo\s+{_NAME}ký\b")


def of_person(text: str, register: Register, agencies: Sequence[AgencyMention]) -> str | None:
    """The header field that tells of the person a question names; None where it names none.

    ``signer`` where an office is to be confirmed of one who signed a plan, or what such a one
    signed is asked, else ``person``.
    """
    folded = fold(text)
    signers = list(register.signers_in(folded))
    signs = _OFFICE_SIGNS.search(folded)
    if signs and lower(text)[slice(*signs.span("ky"))] in ("ký", "ky") and confirms(text):
        return "signer"
    if OFFICE_SIGNED.search(folded):
        return "signer"
    if confirms(text) and _HOLDS.search(folded):
        named = _NAMED_FIRST.match(text)
        if signers:
            return "signer"
        return "person" if named and all(a.start >= named.end() for a in agencies) else None
    if not signers and _BY_NAME.search(text) and not confirms(text):
        return "person"  # "kế hoạch nào do ông … ký?", of one who signed none
    named = _SIGNER_FIRST.match(text)
    if named and not agencies and not signers and not OFFICE.search(named.group().lower()):
        asks = _WHAT_IS_SIGNED.match(f" {folded[named.end() :]}") is not None
        return "person" if asks else None
    if any(_WHAT_IS_SIGNED.match(folded, end) for _, end, _ in signers):
        return "signer"
    asks = any(folded.startswith((" la ai", " giu chuc"), end) for _, end, _ in signers)
    asks = asks or _WHO_IS.match(text) is not None or _WHO_IS_ENGLISH.match(text) is not None
    return "person" if asks and not agencies else None
