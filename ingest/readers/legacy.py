"""TCVN3 (ABC) and VNI, the font encodings from before Unicode, to Unicode.

    ".VnTime"    "KÕ ho¹ch phßng chèng"     -> "Kế hoạch phòng chống"
    ".VnTimeH"   "Céng hßa"                 -> "CỘNG HÒA": these fonts print capitals
    "VNI-Times"  "Keá hoaïch phoøng choáng" -> "Kế hoạch phòng chống"

Characters are taken as they come out of Word and PDF files: code points of Latin-1 or cp1252.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from ingest.readers.syllables import is_syllable, judge
from rag.settings import ROOT

_STYLE = re.compile(r"^[A-Z]{6}\+|[\s,_-]*(?:bold|italic|regular|oblique|mt)+$", re.IGNORECASE)
_PRIVATE = re.compile("[\uf020-\uf0ff]")
"""Where Word puts the letters of a font that it takes for a symbol font."""
_SOFT_HYPHEN = "\u00ad"
_HYPHENED = re.compile(r"(?<!\d)[^\s!-@\[-`{-~]*-[^\s!-@\[-`{-~]*")
_CODES = re.compile(r"[^\s!-@\[-`{-~]+")
_PHRASE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A font encoding; a font of ``capitals`` prints every letter as one."""

    name: str
    capitals: bool = False


class _Letters(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    fonts: tuple[str, ...]
    capital_fonts: str | None = None
    letters: tuple[tuple[str, str], ...]
    pairs: tuple[tuple[str, str, str], ...] = ()


class _Aliases(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    of: str
    to: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    aliases: _Aliases
    encoding: tuple[_Letters, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """One encoding ready for use: ``units`` finds the longest codes, ``letter`` what each is."""

    encoding: Encoding
    fonts: re.Pattern[str]
    capital_fonts: re.Pattern[str] | None
    units: re.Pattern[str]
    letter: dict[str, str]


@functools.cache
def _tables() -> tuple[dict[int, int], tuple[_Table, ...]]:
    path: Path = ROOT / "prompts" / "legacy_fonts.toml"
    file = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    return str.maketrans(file.aliases.of, file.aliases.to), tuple(map(_table, file.encoding))


def _table(found: _Letters) -> _Table:
    letter = {
        code: made
        for codes, all_made in found.letters
        for code, made in zip(codes, all_made, strict=True)
    }
    for base, marks, all_made in found.pairs:
        for mark, made in zip(marks, all_made, strict=True):
            # a capital may carry the mark of either case: "UÛ", "Uû"
            letter |= {base + mark: made, base + mark.upper(): made}
            letter |= {base.upper() + m: made.upper() for m in (mark, mark.upper())}
    units = sorted(letter, key=len, reverse=True)
    return _Table(
        Encoding(found.name),
        re.compile("|".join(found.fonts), re.IGNORECASE),
        re.compile(found.capital_fonts, re.IGNORECASE) if found.capital_fonts else None,
        re.compile("|".join(map(re.escape, units))),
        letter,
    )


@functools.lru_cache(maxsize=1_000)
def encoding_of_font(name: str) -> Encoding | None:
    """The encoding that a font's name tells, None for a font of Unicode.

    A PDF's subset prefix and the words of a style count for nothing: "GDNPMF+VnTimeHBold".
    """
    bare = name
    while (shorter := _STYLE.sub("", bare.strip())) != bare:
        bare = shorter
    for table in _tables()[1]:
        if table.fonts.match(bare):
            capitals = table.capital_fonts is not None and table.capital_fonts.search(bare)
            return replace(table.encoding, capitals=bool(capitals))
    return None


def to_unicode(text: str, encoding: Encoding) -> str:
    """The text as the font prints it."""
    aliases, tables = _tables()
    table = next(one for one in tables if one.encoding.name == encoding.name)
    codes = _PRIVATE.sub(lambda match: chr(ord(match.group()) - 0xF000), text).translate(aliases)
    if _SOFT_HYPHEN in table.letter:
        if "-" in codes:
            codes = _HYPHENED.sub(lambda match: _hyphen_as_letter(match.group(), table), codes)
        if _SOFT_HYPHEN in codes:
            codes = _CODES.sub(lambda match: _hyphens_dropped(match.group(), table), codes)
    read = table.units.sub(lambda match: table.letter[match.group()], codes)
    return read.upper() if encoding.capitals else read


def _hyphen_as_letter(word: str, table: _Table) -> str:
    """ "ng-êi" is "người": a PDF without a table of its letters has ư and the hyphen under one."""
    codes = word.replace("-", _SOFT_HYPHEN)
    whole = table.units.sub(lambda match: table.letter[match.group()], codes)
    parts = table.units.sub(lambda match: table.letter[match.group()], word).split("-")
    torn = len(word) > 1 and not all(map(is_syllable, parts))
    return codes if torn and is_syllable(whole) else word


def _hyphens_dropped(word: str, table: _Table) -> str:
    """A word without soft hyphens where they are no letters.

    Word keeps ư of TCVN3 and its own places to hyphenate under one code: "­®iÒu" is "điều".
    """
    if _SOFT_HYPHEN not in word:
        return word
    whole, bare = (
        table.units.sub(lambda match: table.letter[match.group()], codes)
        for codes in (word, word.replace(_SOFT_HYPHEN, ""))
    )
    stray = not is_syllable(whole) and (is_syllable(bare) or len(bare) <= 1)
    return word.replace(_SOFT_HYPHEN, "") if stray else word


def detect(text: str) -> Encoding | None:
    """The encoding of a text whose fonts are not known, None where Unicode or not sure.

    Lines that read as Unicode say nothing: a document may be put together of both.
    """
    text = "\n".join(line for line in text.splitlines() if not _reads(line))
    best, most = None, 0
    for table in _tables()[1]:
        after = judge(to_unicode(text, table.encoding))
        if after.rightly_decoded and after.real_marked > most:
            best, most = table.encoding, after.real_marked
    return best


def _reads(line: str) -> bool:
    found = judge(line)
    return 2 * found.real_marked >= found.marked


def reads_better(text: str, encoding: Encoding) -> bool:
    """Whether more of a text's words are syllables once it is taken for the encoding's."""
    return judge(to_unicode(text, encoding)).real_marked > judge(text).real_marked


def convert_lines(text: str, encoding: Encoding) -> str:
    """A text without font names, line by line: a line that reads better as it is stays.

    What reads well in both ways goes with the line before it: "Sè: 12" is "Số: 12" among the old.
    """
    lines = text.splitlines(keepends=True)
    told = [_is_old(line, encoding) for line in lines]
    old = next((one for one in told if one is not None), False)
    found: list[str] = []
    for line, one in zip(lines, told, strict=True):
        old = old if one is None else one
        whole = line.isascii() or not old or not _of_old_letters(line)
        found.append(line if whole else with_capitals(to_unicode(line, encoding)))
    return "".join(found)


def from_old_letters(text: str) -> tuple[str, tuple[str, ...]]:
    """A text whose letters are those of TCVN3 or VNI fonts, in Unicode; any other as it is."""
    encoding = detect(text)
    if encoding is None:
        return text, ()
    return convert_lines(text, encoding), (f"đã chuyển từ bảng mã {encoding.name} sang Unicode",)


def _is_old(line: str, encoding: Encoding) -> bool | None:
    """Whether a line reads better once it is converted; None where it reads alike."""
    before, after = judge(line).real_marked, judge(to_unicode(line, encoding)).real_marked
    return None if after == before else after > before


def _of_old_letters(line: str) -> bool:
    """Whether all its letters are of cp1252, which the old encodings have at other places."""
    try:
        line.translate(_tables()[0]).encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def with_capitals(text: str) -> str:
    """Capitals that were typed as small letters because another font printed them so.

    "ñY BAN NH¢N D¢N THµNH PHè" is "ủY BAN NHÂN DÂN THàNH PHố" without its .VnTimeH; "Uỷ ban" and
    "Sở Y tế" are written as they are.
    """
    return _PHRASE.sub(_phrase_with_capitals, text)


def _phrase_with_capitals(phrase: re.Match[str]) -> str:
    words = phrase.group().split(" ")
    return " ".join(
        word.upper() if _printed_in_capitals(word, words[max(0, n - 1) : n] + words[n + 1 : n + 2])
        else word
        for n, word in enumerate(words)
    )  # fmt: skip


def _printed_in_capitals(word: str, beside: list[str]) -> bool:
    typed = [letter for letter in word if letter.isascii()]
    if word == word.upper() or not typed or any(map(str.islower, typed)):
        return False
    if len(typed) > 1 or not word[0].isascii():
        return True
    # "Tổ" in "Tổ CHứC", not in "Tổ trưởng" or "Xã ABC"
    return any(not one.isascii() for one in beside) and all(
        any(map(str.isupper, one)) and not any(c.islower() and c.isascii() for c in one)
        for one in beside
    )
