"""Small pure functions on Vietnamese text: composing, mark-folding, syllables.

Folding and lower-casing never leave search and matching: what is quoted is the slice itself.
"""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata

SMALL = "a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
"""The small letters, for a class of a pattern: a range à-ỹ would hold capitals as well."""
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(
    r"(?<![^\W_])\d+(?:/\d+)?(?:/[^\W\d_][^\W_]*(?:\s?[-&/]\s?[^\W\d_][^\W_]*)*"
    r"|-[^\W\d_]+/[^\W\d_]+)"
    r"|(?<![^\s:])/[^\W\d_]+(?:-[^\W\d_]+)+"
)
"""A document number: 28/NQ-CP, 10/2019/TT-BKHĐT, 60-KH/TU, 1719/QĐ- TTg, blank /KH-UBND."""
_END = r"(?![^\W_]|[\u0300-\u036f])"
_OPEN_TONE = re.compile(rf"o[àáảãạèéẻẽẹ]{_END}|(?<!q)u[ỳýỷỹỵ]{_END}")
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def _base(character: str) -> str:
    """The character without marks and in lower case; always exactly one character."""
    if character in "đĐ":
        return "d"
    if unicodedata.combining(character):
        return "\u200b"  # a stray mark, which would compose once the letter before it is bare
    parts = unicodedata.normalize("NFD", character)
    kept = parts[0] if all(unicodedata.combining(mark) for mark in parts[1:]) else character
    lowered = kept.lower()
    return lowered if len(lowered) == 1 else kept


class _Folding(dict[int, str]):
    """A table for ``str.translate`` that is filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = _base(chr(code))
        return self[code]


class _Lowering(dict[int, str]):
    """Lower case one character for one, unlike ``str.lower`` ("İ" would become two)."""

    def __missing__(self, code: int) -> str:
        lowered = chr(code).lower()
        self[code] = lowered if len(lowered) == 1 else chr(code)
        return self[code]


_FOLDING = _Folding()
_LOWERING = _Lowering()
# Both tables cost a look-up a letter, and a question folds some 100,000 of them: what Vietnamese
# is written with goes by two passes of C over tables of 256 letters, in a third of the time.
_USUAL = "".join(map(chr, range(128))) + SMALL.removeprefix("a-z") + "–—“”‘’…•≥≤°²³½×\xa0"
_LETTERS = _USUAL + "".join(map(chr, range(0xE000, 0xE100 - len(_USUAL))))
_PLACES = codecs.charmap_build(_LETTERS)
_FOLDED = _LETTERS.translate(_FOLDING)


def nfc(s: str) -> str:
    """The text with letters and marks composed."""
    return s if unicodedata.is_normalized("NFC", s) else unicodedata.normalize("NFC", s)


def lower(s: str) -> str:
    """Lower case with as many characters as ``nfc(s)``."""
    text = nfc(s)
    lowered = text.lower()
    # a sigma's lower case depends on where it stands
    same = len(lowered) == len(text) and "Σ" not in text
    return lowered if same else text.translate(_LOWERING)


def fold(s: str) -> str:
    """Lower case without marks, đ as d; ``len(fold(s)) == len(nfc(s))``, so offsets map."""
    text = nfc(s)
    try:
        places, _ = codecs.charmap_encode(text.lower(), "strict", _PLACES)
    except UnicodeEncodeError:
        return text.translate(_FOLDING)
    return codecs.charmap_decode(places, "strict", _FOLDED)[0]


def has_marks(s: str) -> bool:
    """Whether any letter carries a Vietnamese mark (tone, hat, horn, breve, đ)."""
    return fold(s) != lower(s)


def even_tones(s: str) -> str:
    """Lower case with the tone of open oa, oe, uy on the first vowel: hoà and hòa are one.

    As long as ``nfc(s)``.
    """
    lowered = lower(s)
    if not _OPEN_TONE.search(lowered):
        return lowered
    return _OPEN_TONE.sub(_move_tone, lowered)


def _move_tone(pair: re.Match[str]) -> str:
    first, second = pair[0][0], pair[0][1]
    marks = unicodedata.normalize("NFD", second)
    tone = next(mark for mark in marks if mark in _TONES)
    return unicodedata.normalize("NFC", first + tone) + marks[0]


def syllables(s: str) -> tuple[str, ...]:
    """Lower-case word tokens, digits included; a document number whole and in its parts.

    ``"Nghị quyết 28/NQ-CP"`` gives ``nghị quyết 28/nq-cp 28 nq cp``.
    """
    text = lower(s)
    whole = {m.start(): re.sub(r"\s", "", m.group()) for m in _NUMBER.finditer(text)}
    found: list[str] = []
    for word in _WORD.finditer(text):
        if word.start() in whole:
            found.append(whole[word.start()])
        found.append(word.group())
    return tuple(found)


def document_numbers(s: str) -> tuple[tuple[int, int], ...]:
    """The spans of document numbers ("175/KH-UBND") in ``nfc(s)``."""
    return tuple(m.span() for m in _NUMBER.finditer(lower(s)))


def words_of(s: str) -> list[str]:
    """Its runs of letters and digits, in order: "28/NQ-CP" gives 28, NQ, CP."""
    return _WORD.findall(s)


def spaced(s: str) -> str:
    """Its words with one space around each, for whole words to be looked for in it."""
    return f" {' '.join(_WORD.findall(s))} "


def collapse(s: str) -> str:
    """Runs of white space as one space, none at the ends."""
    return " ".join(s.split())


def letters_of(text: str) -> str:
    """A digest of a text's letters and digits: the same in every form that says the same.

    Those of the letterhead are taken out of order: its columns are read in one or another.
    """
    letters = "".join(filter(str.isalnum, text))
    head = "".join(sorted(letters[:_LETTERHEAD]))
    return hashlib.sha256(f"{head} {letters[_LETTERHEAD:]}".encode()).hexdigest()


_LETTERHEAD = 400
"""Letters in which a letterhead ends."""


def printable(text: str) -> str:
    """One line that cannot steer a terminal: whatever does not print is shown as U+FFFD."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
