"""Names and words: agencies, places, abbreviations, everyday and English terms.

All of them are data files in ``prompts/``; each is read when it is first needed.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from rag.names.agencies import LEVEL_WORD, LEVELS, AgencyMention, AgencyNames, Level
from rag.names.gazetteer import Gazetteer, Place, PlaceMention
from rag.names.identities import Identities
from rag.names.phrases import Match, Phrases, letters
from rag.text import fold, has_marks, nfc
from rag.understanding.dialect import Dialect
from rag.understanding.english import English, level_beside
from rag.understanding.short_forms import ShortForms
from rag.understanding.terms import (
    AbbreviationFile,
    EnglishFile,
    Term,
    TermFile,
    folded_row,
    said_table,
)

__all__ = [
    "LEVEL_WORD", "AgencyMention", "AgencyNames", "Level", "Lexicon", "Place", "PlaceMention",
]  # fmt: skip

_MEMBERS = re.compile(
    r"\bmember(?:s| agencies| organi[sz]ations)? of (?:the )?(?:[^\W_][\w ]{0,24}['’]s )?$",
    re.IGNORECASE,
)
"""Before a committee: "member agencies of Kon Tum's …"; the committee's members are meant."""
_LETTERS_ALONE = re.compile(r"[A-ZĐ]{2}")
""" "CTTN&bình đẳng giới": a part that no list has is left."""


@dataclass(frozen=True)
class Lexicon:
    """Everything known about names and words; texts given to it must be NFC."""

    prompts: Path
    own: tuple[str, ...] = ()
    """Names that plans give to offices of theirs (``Plan.units``)."""

    @staticmethod
    def load(prompts: Path) -> Lexicon:
        """The lexicon of a folder, one object for each folder."""
        return _load(prompts.resolve())

    def with_names(self, own: Iterable[str]) -> Lexicon:
        """The lexicon that knows these names too; what it has read is not read again."""
        names = tuple(dict.fromkeys(own))
        if names == self.own:
            return self
        other = replace(self, own=names)
        kept = {name: read for name, read in vars(self).items() if name in _OF_NO_AGENCY}
        vars(other).update(kept)
        return other

    # ------------------------------------------------------------------ data

    @functools.cached_property
    def agencies(self) -> AgencyNames:
        """The names of ``agencies.toml``."""
        return AgencyNames.load(self.prompts / "agencies.toml").with_names(self.own)

    @functools.cached_property
    def gazetteer(self) -> Gazetteer:
        """The places of ``places.tsv``."""
        return Gazetteer.load(self.prompts / "places.tsv")

    @functools.cached_property
    def abbreviations(self) -> dict[str, str]:
        """Abbreviation and what it stands for."""
        return AbbreviationFile.model_validate(
            _toml(self.prompts / "abbreviations.toml")
        ).abbreviations

    @functools.cached_property
    def dialect(self) -> Dialect:
        """The words of ``dialect.toml``."""
        return Dialect.load(self.prompts)

    @functools.cached_property
    def everyday_terms(self) -> tuple[Term, ...]:
        """The rows of ``glossary.toml``: what is said, what it means, an example."""
        return TermFile.model_validate(_toml(self.prompts / "glossary.toml")).terms

    @functools.cached_property
    def english_terms(self) -> tuple[Term, ...]:
        """The rows of ``english.toml``."""
        return self._english_file.terms

    @functools.cached_property
    def more_english_terms(self) -> tuple[Term, ...]:
        """The rows of ``english_words.toml``."""
        return TermFile.model_validate(_toml(self.prompts / "english_words.toml")).terms

    @functools.cached_property
    def _english_file(self) -> EnglishFile:
        return EnglishFile.model_validate(_toml(self.prompts / "english.toml"))

    @functools.cached_property
    def _everyday(self) -> Phrases[tuple[str, ...]]:
        return said_table(self.everyday_terms)

    @functools.cached_property
    def _english(self) -> English:
        file = self._english_file
        rows = [(said, term.mean) for term in file.terms for said in term.say]
        names = [(name, (a.name,)) for a in self.agencies.names for name in a.english]
        more = [(said, term.mean) for term in self.more_english_terms for said in term.say]
        return English((*rows, *names), file.skip, file.same, more)

    # ------------------------------------------------------------------ agencies

    def find_agencies(self, text: str) -> tuple[AgencyMention, ...]:
        """The agencies of plan text, longest first, none overlapping."""
        return self._found(text)

    def find_agencies_in_question(self, text: str) -> tuple[AgencyMention, ...]:
        """The same in a question: also without marks, abbreviated, misspelt or in English."""
        return self._found_in_question(text)

    # The same few texts of a plan are read again for each question and each of its deadlines.

    @functools.cached_property
    def _found(self) -> Callable[[str], tuple[AgencyMention, ...]]:
        return functools.lru_cache(maxsize=2048)(self.agencies.find)

    @functools.cached_property
    def _found_in_question(self) -> Callable[[str], tuple[AgencyMention, ...]]:
        def find(text: str) -> tuple[AgencyMention, ...]:
            mentions = self.agencies.find_in_question(text)
            return tuple(self._with_english_level(text, mention) for mention in mentions)

        return functools.lru_cache(maxsize=2048)(find)

    def _with_english_level(self, text: str, mention: AgencyMention) -> AgencyMention:
        """ "The district Police" is "Công an huyện"; its Department of Health is a Phòng."""
        row = self.agencies.in_questions.get(mention.name)
        if row is None or has_marks(mention.written):
            return mention
        beside = level_beside(text, mention.start, mention.end)
        start, end, word = beside or (mention.start, mention.end, "")
        opening = _MEMBERS.search(text, 0, start)
        members = opening and self.agencies.in_questions.get(f"thành viên {row.entry.name}")
        if opening and members:
            return self.agencies.mention(text, opening.start(), end, members.entry)
        if beside is None:
            return mention
        entry, levels = row.entry, LEVELS[word]
        if not set(levels) & set(entry.levels):
            head = {"so": "Phòng", "phong": "Sở"}.get(entry.kind)
            body = entry.name.partition(" ")[2]
            other = self.agencies.in_questions.get(f"{head} {body}") if head else None
            if other is None or not set(levels) & set(other.entry.levels):
                return mention
            entry = other.entry
        name = entry.name
        if len(entry.levels) > 1 and not entry.generic:
            name = f"{name} {word}"
        level = next(level for level in levels if level in entry.levels)
        return replace(
            mention, start=start, end=end, written=text[start:end], name=name, level=level,
            kind=entry.kind,
        )  # fmt: skip

    def same_agency(self, a: str, b: str) -> bool:
        """Whether two written names may mean one agency."""
        return self._identities.same(a, b)

    @functools.cached_property
    def _identities(self) -> Identities:
        return Identities(self.agencies, lambda name: self.find_places(name, question=False))

    # ------------------------------------------------------------------ places

    def find_places(self, text: str, question: bool) -> tuple[PlaceMention, ...]:
        """Places in a text; in plan text only those written with marks and capitals."""
        found = self.gazetteer.find(text, question=question)
        # "HN tập huấn": hội nghị, not Hà Nội
        found = tuple(
            p
            for p in found
            if not (p.written in self.abbreviations and _IS_MEETING.match(fold(text), p.end))
        )
        if not question or has_marks(text):
            return found
        terms = [match.span() for match in self._terms_of_the_field.finditer(fold(text))]
        return tuple(p for p in found if not any(_across(p, span) for span in terms))

    @functools.cached_property
    def _terms_of_the_field(self) -> re.Pattern[str]:
        """What abbreviations stand for: "tien lam binh dang gioi" names no Lâm Bình."""
        terms = {fold(full) for full in self.abbreviations.values() if " " in full}
        ordered = sorted(terms, key=lambda term: (-len(term), term))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")

    def is_term(self, words: str) -> bool:
        """Whether words without marks are a term of the field: what everyday words stand for."""
        return words in self._terms

    @functools.cached_property
    def _terms(self) -> frozenset[str]:
        means = [
            one.strip() for term in (*self.everyday_terms, *self.english_terms)
            for mean in term.mean for one in mean.split("|")
        ]  # fmt: skip
        return frozenset(fold(one) for one in (*means, *self.abbreviations.values()) if " " in one)

    # ------------------------------------------------------------------ words

    @functools.cached_property
    def _short(self) -> ShortForms:
        return ShortForms(self.abbreviations)

    def official(self, text: str) -> str:
        """The question with words of the office and abbreviations in their meaning.

        One that asks what an abbreviation stands for stays as typed, and so do names.
        """
        text = self.dialect.official(text)
        names = [(one.start, one.end) for one in self.find_agencies_in_question(text)]
        return self._short.words_written_out(text, names)

    def expand(self, text: str) -> str:
        """The text with abbreviations written out; document numbers stay as they are."""
        return self._short.written_out(text)

    @functools.cached_property
    def _shortened(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Abbreviations and what they stand for, then those of bodies; no shortcuts of chat."""
        own = tuple(row for row in self.abbreviations.items() if not row[0].islower())
        return own, self.agencies.abbreviations

    def written_out(self, short: str) -> tuple[str, ...]:
        """What an abbreviation stands for, "LĐ-TB&XH" as "LĐTBXH"; () where no list has it."""
        for rows in self._shortened:
            for read in (letters, lambda words: fold(letters(words))):
                found = {fold(full): full for one, full in rows if read(one) == read(short)}
                if found:
                    return tuple(found.values())
        named = self.find_agencies_in_question(short)
        if len(named) == 1 and named[0].written == short and fold(named[0].name) != fold(short):
            return (named[0].name,)  # "SNV", "Sở GDĐT"
        whole = self.expand(short)
        return (whole,) if whole != short and not _LETTERS_ALONE.search(whole) else ()

    def shortened(self, words: str) -> tuple[str, ...]:
        """How words are abbreviated, as the lists write it."""
        rows = (row for rows in self._shortened for row in rows)
        return tuple(dict.fromkeys(s for s, full in rows if fold(full) == fold(words)))

    def everyday(self, text: str) -> tuple[str, ...]:
        """The administrative terms for everyday words of a question."""
        return _distinct(self._everyday_in(text))

    def everyday_spans(self, text: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
        """Where everyday words stand, in order, with the administrative terms for them."""
        return tuple((match.start, match.end, match.value) for match in self._everyday_in(text))

    def apart_in(self, text: str) -> tuple[str, ...]:
        """The everyday words of a question whose terms are near them and not the same."""
        spans = ((match.start, match.end) for match in self._apart.find(text, soft=r"\s"))
        return tuple(text[start:end] for start, end in spans)

    @functools.cached_property
    def _apart(self) -> Phrases[tuple[str, ...]]:
        rows = tuple(term for term in self.everyday_terms if term.apart)
        return said_table((*rows, *(folded_row(term) for term in rows)))

    def without_everyday(self, text: str) -> str:
        """A question's words without the everyday ones that have an administrative term."""
        pieces = list(text)
        for match in self._everyday_in(text):
            pieces[match.start : match.end] = " " * (match.end - match.start)
        return "".join(pieces)

    def in_official_words(self, text: str) -> tuple[str, ...]:
        """Readings of a question, its everyday words replaced by their first, second, … meaning.

        "bị lừa bán" is "mua bán người" or "nạn nhân bị mua bán", not both at once.
        """
        found = sorted(self._everyday_in(text), key=lambda match: match.start, reverse=True)
        readings = []
        for rank in range(max((len(match.value) for match in found), default=0)):
            read = text
            for match in found:
                meaning = match.value[min(rank, len(match.value) - 1)]
                read = f"{read[: match.start]} {meaning} {read[match.end :]}"
            readings.append(read)
        return tuple(readings)

    def read_as(self, text: str, choose: Callable[[tuple[str, ...]], str]) -> str:
        """A question, each of its everyday words in the meaning that is chosen for it."""
        read = text
        for match in sorted(self._everyday_in(text), key=lambda match: match.start, reverse=True):
            written = text[match.start : match.end]
            read = f"{read[: match.start]} {choose((written, *match.value))} {read[match.end :]}"
        return read

    @functools.cached_property
    def _everyday_in(self) -> Callable[[str], list[Match[tuple[str, ...]]]]:
        return functools.lru_cache(maxsize=512)(self._find_everyday)

    def _find_everyday(self, text: str) -> list[Match[tuple[str, ...]]]:
        """ "đẻ con trai nhiều hơn con gái" is one everyday phrase, not "đẻ con" and a rest."""

        def accept(match: Match[tuple[str, ...]]) -> bool:
            return match.exact or " " in text[match.start : match.end]

        return self._everyday.find(
            text, soft=r"\s", loose=not has_marks(text), accept=accept, longest_first=True
        )

    def unknown_english(self, text: str) -> tuple[str, ...]:
        """English words of a question that no row of the English terms knows."""
        return self._english.unknown(text)

    def names_as_written(self, text: str) -> tuple[str, ...]:
        """The names of a text that plans write as they are: "Zalo", "COVID-19"."""
        words = re.findall(r"[^\W_]+", fold(text))
        return tuple(word for word in words if word in self._english_file.names)

    def from_english(self, text: str, said: Callable[[str], bool] | None = None) -> tuple[str, ...]:
        """The Vietnamese terms for English words of a question, of several one that is ``said``."""
        return self._english.translate(text, said)


_OF_NO_AGENCY = ("gazetteer", "abbreviations", "dialect", "everyday_terms", "_short", "_everyday")


@functools.lru_cache(maxsize=8)
def _load(prompts: Path) -> Lexicon:
    return Lexicon(prompts)


def _toml(path: Path) -> dict[str, object]:
    return tomllib.loads(nfc(path.read_text(encoding="utf-8")))


def _distinct(found: list[Match[tuple[str, ...]]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for match in found for term in match.value))


_IS_MEETING = re.compile(
    r" (?:tap huan|tong ket|so ket|trien khai|quan triet|giao ban|truc tuyen|chuyen de)\b"
)


def _across(place: PlaceMention, span: tuple[int, int]) -> bool:
    """Whether a term begins inside a place's name and ends behind it, or the other way round."""
    start, end = span
    return place.start < start < place.end < end or start < place.start < end < place.end
