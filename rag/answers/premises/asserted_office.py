"""The office or name that a question gives the signer: "Do Phó Chủ tịch ký à?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rag.answers.shape import Asked
from rag.text import fold, nfc
from rag.understanding.office_holders import OFFICE


@dataclass(frozen=True, slots=True)
class Asserted:
    """What is to be confirmed: as asked, and what a text says of its sort.

    ``keys`` is the value, ``said`` gives those of a text; ``phrase`` is the wording that denies it.
    """

    phrase: str
    written: str
    keys: frozenset[str]
    said: Callable[[str], frozenset[str]]


_SIGNS = re.compile(
    r"\b(?:ong|ba|dong chi|mr|mrs|ms|do(?! (?:ai|ong|ba)\b)) ((?:\w+ ){1,4}?)(?:da )?(?:ky|sign)"
)
_ENGLISH_OFFICES = re.compile(r"chair(?:man|woman|person)?")


def asserted_office(asked: Asked) -> Iterator[Asserted]:
    """The office or the name that the question gives the signer; the two are held together."""
    query = asked.query
    question = fold(nfc(query.question))
    office, told = OFFICE.search(question), _SIGNS.search(question)
    names = [question[a:b] for a, b, _ in asked.book.register.signers_in(question)]
    if not names and office is None and told is not None:
        names = [told[1].strip()]
    if office is None and not names:
        return
    offices = {_office(office.group())} if office is not None else set()
    written = query.question[office.start() : office.end()] if office is not None else names[0]

    def said(text: str) -> frozenset[str]:
        held = _offices(text) if offices else frozenset()
        if offices and not held:
            return held
        folded = fold(text)
        return held | {name if name in folded else folded for name in names[:1]}

    yield Asserted("not_that_signer", written, frozenset({*offices, *names[:1]}), said)


def _offices(text: str) -> frozenset[str]:
    """The offices of a text, not that of the one in whose stead it is signed ("KT. Chủ tịch")."""
    return frozenset(map(_office, OFFICE.findall(_IN_STEAD.sub(" ", fold(text)))))


_IN_STEAD = re.compile(rf"\bkt\.\W*(?:{OFFICE.pattern})")


def _office(written: str) -> str:
    """ "deputy chairwoman" as "pho chu tich"."""
    deputy = re.match(r"(?:vice|deputy|pho)\b", written) is not None
    plain = re.sub(r"^(?:vice[ -]|deputy |pho )", "", written)
    return ("pho " if deputy else "") + _ENGLISH_OFFICES.sub("chu tich", plain)
