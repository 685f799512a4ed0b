"""Agencies: the lexicon's names and, by their shape, those it does not list."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from rag.names.phrases import Match, Phrases, letters, words
from rag.names.shapes import shaped
from rag.names.shared_heads import headed
from rag.text import collapse, document_numbers, even_tones, fold, has_marks, nfc
from rag.understanding.english import name_forms

Level = Literal["trung_uong", "tinh", "huyen", "xa"]

LEVELS: dict[str, tuple[Level, ...]] = {
    "tỉnh": ("tinh",),
    "huyện": ("huyen",),
    "thị xã": ("huyen",),
    "quận": ("huyen",),
    "thành phố": ("huyen", "tinh"),
    "xã": ("xa",),
    "phường": ("xa",),
    "thị trấn": ("xa",),
    "các cấp": (),
}
_FULL = {"tx": "thị xã", "tp": "thành phố"} | {fold(word): word for word in LEVELS}
_ONE_OF = "|".join([*LEVELS, *_FULL])
LEVEL_WORD = re.compile(rf"\s+(?:(?:cấp|cap)\s+)?({_ONE_OF})(?![^\W_])")
_SYLLABLE = re.compile(r"[bcdđghklmnpqrstvx]{0,3}[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")
_SOFT = {False: r" \t\xa0,&/–-", True: r"\s.,&/'’–-"}
_LONG = 3
"""Syllables from which a name is known behind a slip of the keyboard."""
_BODY = re.compile(r"\s+-\s+|,\s+|\s+và\s+")


class AgencyName(BaseModel):
    """One row of ``agencies.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    levels: tuple[Level, ...]
    kind: str
    aliases: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    generic: bool = False
    cap: bool = False
    holds: tuple[str, ...] = ()


class _Names(BaseModel):
    agencies: tuple[AgencyName, ...]


class Shape(BaseModel):
    """Words that open an agency's name, and words that cannot stand in one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    heads: dict[str, Level | Literal[""]]
    stops: frozenset[str]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    short: dict[str, tuple[str, ...]]
    guard: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]
    shape: Shape
    names: _Names


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """An agency in a text: ``written`` is text[start:end], with the level word behind it.

    ``name`` is the lexicon's, with the level word where the body exists at several levels
    ("Công an thị xã"); for an agency found by its shape, the written form without that word.
    ``generic`` marks collective names ("các sở, ban, ngành"), ``headed`` one whose head stands
    before the list it is in ("Các Sở: Y tế, Tư pháp").
    """

    start: int
    end: int
    written: str
    name: str
    level: Level | None
    generic: bool
    kind: str
    headed: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """What a phrase stands for; an abbreviation that reads as a syllable needs capitals."""

    entry: AgencyName
    capitals: bool = False


@dataclass(frozen=True)
class AgencyNames:
    """The agencies of ``agencies.toml`` and the search for them."""

    names: tuple[AgencyName, ...]
    short: tuple[tuple[str, tuple[str, ...]], ...]
    abbreviations: tuple[tuple[str, str], ...]
    """The short forms that are letters alone, as the file writes them, with what each is of."""
    guard: dict[str, frozenset[str]]
    after: dict[str, frozenset[str]]
    shape: Shape

    @classmethod
    def load(cls, path: Path) -> AgencyNames:
        """Read ``agencies.toml``."""
        file = _File.model_validate(tomllib.loads(nfc(path.read_text(encoding="utf-8"))))
        by_length = sorted(file.short.items(), key=lambda item: -len(item[0]))
        return cls(
            file.names.agencies,
            tuple((even_tones(long), tuple(map(even_tones, s))) for long, s in by_length),
            tuple((s, long) for long, shorts in file.short.items() for s in shorts if s.isupper()),
            _both(file.guard),
            _both(file.after),
            file.shape,
        )

    def with_names(self, own: Iterable[str]) -> AgencyNames:
        """These and names that plans give to offices of theirs."""
        rows = [AgencyName(name=name, levels=(), kind="khac") for name in own]
        return replace(self, names=(*self.names, *rows)) if rows else self

    # ------------------------------------------------------------------ tables

    @functools.cached_property
    def in_plans(self) -> Phrases[_Row]:
        """Names and their abbreviations, as plans write them."""
        return Phrases(self._rows(), evened=True)

    @functools.cached_property
    def in_questions(self) -> Phrases[_Row]:
        """The same, with English names and bare fields ("ngành y tế", "LĐTBXH")."""
        return Phrases(self._question_rows(), evened=True)

    @functools.cached_property
    def by_head(self) -> dict[str, list[tuple[int, str, AgencyName]]]:
        """The long names by their first syllable, with the number of theirs and their letters."""
        table: dict[str, list[tuple[int, str, AgencyName]]] = {}
        for entry in self.names:
            syllables = fold(entry.name).replace("-", " ").replace(",", " ").split()
            bare = syllables[-1] in ("tinh", "huyen")
            if len(syllables) >= _LONG and not (entry.generic or entry.cap or bare):
                row = (len(syllables), letters(fold(entry.name)), entry)
                table.setdefault(syllables[0], []).append(row)
        return table

    @functools.cached_property
    def heads(self) -> dict[str, list[tuple[str, ...]]]:
        """Words that open a name known by its shape, longest first, by the first of them."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for head in sorted({tuple(even_tones(h).split()) for h in self.shape.heads}, key=len)[::-1]:
            found.setdefault(head[0], []).append(head)
        return found

    @functools.cached_property
    def fields(self) -> frozenset[str]:
        """Words that name a field of work, from the listed names ("y tế", "môi trường")."""
        heads = "|".join(sorted(self.shape.heads, key=len, reverse=True))
        found: set[str] = set()
        for entry in self.names:
            body = re.match(rf"(?:{heads})\s+(.+)", entry.name)
            if body and not entry.generic:
                found.update(even_tones(part) for part in _BODY.split(body[1]))
        return frozenset(found)

    def _variants(self, plain: str) -> set[str]:
        """The phrase, and with each of its parts shortened."""
        found = {plain}
        for long, shorts in self.short:
            if long in plain:
                found.update(one.replace(long, s) for one in tuple(found) for s in shorts)
        return found

    def _rows(self) -> Iterator[tuple[str, _Row]]:
        rows = [
            (_Row(entry), even_tones(entry.name), [(even_tones(a), a) for a in entry.aliases])
            for entry in self.names
        ]
        for row, name, _ in rows:
            yield name, row
        for row, _, aliases in rows:
            for plain, alias in aliases:
                yield plain, _Row(row.entry, capitals=True) if _needs_capitals(alias) else row
        for row, name, aliases in rows:
            for plain in (name, *(plain for plain, _ in aliases)):
                for variant in self._variants(plain):
                    if variant != plain:
                        yield variant, row

    def _question_rows(self) -> Iterator[tuple[str, _Row]]:
        yield from self._rows()
        for entry in self.names:
            if " và " in entry.name and not entry.generic:
                yield even_tones(entry.name).replace(" và ", " "), _Row(entry)
            for english in entry.english:
                yield even_tones(english), _Row(entry)
        for short, entry in self._initials():
            yield even_tones(short), _Row(entry, capitals=True)
        for entry in self.names:
            for english in entry.english:
                for form in name_forms(english):
                    yield even_tones(form), _Row(entry)
        for entry in self.names:
            if entry.kind != "so":
                continue
            row = _Row(AgencyName(name=f"Ngành {entry.name[3:]}", levels=(), kind="nganh"))
            plain = even_tones(entry.name[3:])
            variants = self._variants(plain)
            # "Sở Giáo dục", "Sở Y"; "TP" of "Sở TP" means other things too
            spoken = [a[3:] for a in entry.aliases if re.match(r"Sở (?:\w$|\w[^\WA-ZĐ])", a)]
            # "bên văn hóa" is the Sở Văn hóa, Thể thao và Du lịch, the Phòng Văn hóa và Thông tin
            rows = [(variant, row) for variant in variants]
            rows += [(even_tones(short), self._of_field(short) or row) for short in spoken]
            for variant, named in rows:
                for head in ("ngành", "cơ quan", "bên"):
                    yield f"{head} {variant}", named
            for variant in variants:
                if variant != plain and not re.search(r"\s", variant):
                    yield variant, row

    def _initials(self) -> Iterator[tuple[str, AgencyName]]:
        """ "Phòng TP", "Sở YT": the two letters of a name or its short form; none of two names."""
        found: dict[str, dict[str, AgencyName]] = {}
        for entry in self.names:
            for name in (entry.name, *entry.aliases):
                parts = _OF_TWO.fullmatch(name)
                if parts and entry.kind in ("so", "phong"):
                    initials = (parts[2][0] + parts[3][0]).upper()
                    found.setdefault(f"{parts[1]} {initials}", {})[entry.name] = entry
        for short, entries in found.items():
            if len(entries) == 1:
                yield short, next(iter(entries.values()))

    def _of_field(self, short: str) -> _Row | None:
        """The field that a Sở's short name tells, where it is more than one syllable."""
        if len(short.split()) < 2:
            return None
        return _Row(AgencyName(name=f"Ngành {short}", levels=(), kind="nganh"))

    # ------------------------------------------------------------------ finding

    def find(self, text: str) -> tuple[AgencyMention, ...]:
        """Agencies of plan text (NFC)."""
        found = self._find(text, question=False)
        lists = tuple(headed(text, functools.partial(self._find, question=False)))
        apart = (m for m in found if all(m.end <= one.start or one.end <= m.start for one in lists))
        return tuple(sorted((*apart, *lists), key=lambda m: m.start)) if lists else found

    def find_in_question(self, text: str) -> tuple[AgencyMention, ...]:
        """Agencies of a question (NFC): also without marks, abbreviated, misspelt, in English."""
        from rag.understanding.misspelt import misspelt  # rapidfuzz is needed for questions alone

        found = self._find(text, question=True)
        known = {(m.start, m.name) for m in found if fold(m.name) == fold(m.written)}
        slips = [m for m in misspelt(self, text, found) if (m.start, m.name) not in known]
        # A slip near the end leaves the sound beginning of a name found: the longer one counts.
        kept = [m for m in found if not any(s.start == m.start for s in slips)]
        return tuple(sorted((*kept, *slips), key=lambda m: m.start))

    def _find(self, text: str, *, question: bool) -> tuple[AgencyMention, ...]:
        numbers = document_numbers(text)
        plain = even_tones(text)

        def accept(match: Match[_Row]) -> bool:
            return (
                not any(a <= match.start < b for a, b in numbers)
                and not _TWO_NAMES.search(plain, match.start, match.end)
                and not self.is_part(plain, match.start, match.end)
                and _well_written(text[match.start : match.end], match, question=question)
            )

        table = self.in_questions if question else self.in_plans
        listed = {
            m.start: m
            for m in table.find(text, soft=_SOFT[question], loose=question, accept=accept)
        }
        by_shape = shaped(self, text, plain, question=question)
        spans = [(m.start, m.end) for m in listed.values()]
        for start, end, joined in by_shape:
            known = listed.get(start)
            if known is None or (joined and end > known.end):
                spans.append((start, end))
        found: list[AgencyMention] = []
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
            if found and start < found[-1].end:
                continue
            known = listed.get(start)
            row = known.value.entry if known and known.end == end else None
            found.append(self.mention(text, start, end, row))
        return tuple(found)

    def is_part(self, plain: str, start: int, end: int) -> bool:
        """Whether the words are part of another word group ("cơ sở y tế", "thi công an toàn")."""
        spans = words(plain[start:end])
        first = plain[start:end][: spans[0][1]]
        pair = " ".join(plain[start + a : start + b] for a, b in spans[:2])
        before = re.search(r"([^\W_]+)[\s-]*$", plain[max(0, start - 16) : start])
        given = _GIVEN_TO.search(plain[max(0, start - 16) : start]) is not None
        if before and not given and any(
            before[1] in self.guard.get(head, ()) for head in (first, pair)
        ):  # fmt: skip
            return True
        behind = re.match(r"[\s,]*([^\W_]+)", plain[end : end + 16])
        whole = " ".join(plain[start:end].split())
        return behind is not None and behind[1] in self.after.get(whole, ())

    def mention(self, text: str, start: int, end: int, entry: AgencyName | None) -> AgencyMention:
        """The mention of an entry, or of an agency known by its shape, at [start, end)."""
        tail = LEVEL_WORD.match(even_tones(text[end : end + 24]))
        word = _FULL.get(tail[1], tail[1]) if tail else None
        name = entry.name if entry else collapse(text[start:end])
        levels: tuple[Level, ...] = entry.levels if entry else self._levels(name)
        if tail and word and word != "các cấp" and levels and not set(LEVELS[word]) & set(levels):
            tail = word = None
        written_end = end + tail.end() if tail else end
        everywhere = word == "các cấp"
        if entry and word and not everywhere and len(levels) > 1 and not entry.generic:
            name = f"{name} {word}"
        level = levels[0] if len(levels) == 1 else None
        if word and LEVELS[word]:
            level = LEVELS[word][0]
        generic = everywhere or (entry.generic if entry else False)
        kind = entry.kind if entry else "khac"
        return AgencyMention(
            start, written_end, text[start:written_end], name, level, generic, kind
        )

    def _levels(self, name: str) -> tuple[Level, ...]:
        for head, level in self.shape.heads.items():
            if level and even_tones(name).startswith(even_tones(head) + " "):
                return (level,)
        return ()


COMMITTEES: dict[Level, str] = {
    "tinh": "Ủy ban nhân dân cấp tỉnh",
    "huyen": "Ủy ban nhân dân cấp huyện",
    "xa": "Ủy ban nhân dân cấp xã",
}
_GIVEN_TO = re.compile(r"\b(?:phân công|phan cong)\s*$")
""" "Phân công Đoàn Thanh niên …": no "công đoàn"."""
_TWO_NAMES = re.compile(r"\w,\s+[Ủủ]y\Z")
""" "Công an huyện, Ủy ban nhân dân các xã" holds no Huyện ủy."""


def _both(table: dict[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Keys and words with and without marks."""
    found: dict[str, frozenset[str]] = {}
    for key, listed in table.items():
        plain = frozenset(map(even_tones, listed))
        found[even_tones(key)] = plain
        unmarked = frozenset(map(fold, listed))
        found[fold(key)] = found.get(fold(key), frozenset()) | unmarked
    return found


_OF_TWO = re.compile(r"(Sở|Phòng) (\w+) (\w*[^\W\dA-ZĐ]\w*)")


def _needs_capitals(alias: str) -> bool:
    """An abbreviation that is a syllable too, or of two letters."""
    if not alias.isupper() or " " in alias:
        return False
    key = letters(alias)
    return len(key) <= 2 or _SYLLABLE.fullmatch(fold(key)) is not None


def _well_written(written: str, match: Match[_Row], *, question: bool) -> bool:
    if match.value.capitals and not written.rsplit(maxsplit=1)[-1].isupper():
        return False
    if question:
        return True
    if match.value.entry.cap:
        return written[0].isupper()
    return has_marks(written) or not has_marks(match.key) or written[0].isupper()
