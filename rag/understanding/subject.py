"""What a question is about: its content words, and how much of them a text leaves unsaid.

"Ai xây dựng nhà vệ sinh công cộng?": a duty that shares "xây dựng" and the syllables "sinh" and
"công" says nothing of "vệ sinh" and "công cộng", and is no answer.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from rag.embedding import Word, WordTable
from rag.lexicon import Lexicon
from rag.schema import Query
from rag.text import fold, lower, nfc

LEAST_WEIGHT = 12.0
"""Weight from which a word has content: "nào" has 6, "thực hiện" 8, "công cộng" 24."""
NEAR = 0.5
"""Cosine from which another word says the same ("tuyên truyền" for "truyền thông")."""
SAME = 0.55
"""The same for a figure, which must not be a neighbour's: "giáo viên" is .51 from "giáo dục"."""
MISSING_SHARE = 0.5
MISSING_WEIGHT = 8.0
"""A text leaves the subject unsaid where this share, and this much, of the words' weight over
``_FLOOR`` is in none of its words. Fitted on dev answers and sixty questions on other subjects:
docs/decisions.md."""
_FLOOR = 8.0
_TELLING = 18.0
"""Weight from which a word of one syllable tells what is asked about."""
_FEW = 3
"""Words of a subject of which one may not be missing."""
_MOST = 0.7
"""Share of the subject that is said without such a word: "người có bằng tiến sĩ"."""
_KEPT = 512
"""Questions and wordings whose content words are kept: many texts are held against each."""
_KEPT_TEXTS = 128
_UNKNOWN = 10.0
"""Weight of an English word that no row translates."""
_TWO, _THIRD = 2, 3
_NEITHER = 0.5
"""Share taken as said of an everyday word's meaning without content, beside the others."""
Rows = npt.NDArray[np.floating]
_AND_THOSE = re.compile(r"^con\s+(?=\w+\s)", re.IGNORECASE)
""" "con nguoi gay bao luc?": without its marks "còn người" reads as "con người"."""
_RATE = re.compile(
    r"\b(?:một|mỗi|mot|moi) (?:tuần|tháng|quý|năm|tuan|thang|quy|nam)$", re.IGNORECASE
)
""" "Mấy lần một tuần": words of asking how often."""
_VOWEL = re.compile(r"[aeiouy]")

_CHANGES = frozenset("giảm tăng nâng hạ giam tang nang ha".split())
_MEASURES = frozenset("số tỷ tỉ mức so ty ti muc".split())
""" "Giảm số vụ" stands as "số vụ … giảm" too: no word of two syllables."""


@dataclass(frozen=True)
class Subject:
    """Reads the content words of questions; ``table`` is loaded when first needed."""

    table: Callable[[], WordTable]
    lexicon: Lexicon
    talk: frozenset[str]
    small: frozenset[str]
    sure: frozenset[str]
    """Words of talk without their marks that are no other word without them."""

    @staticmethod
    def load(prompts: Path, lexicon: Lexicon, table: Callable[[], WordTable]) -> Subject:
        """With the words of talk that ``talk.txt`` and ``stopwords.txt`` list."""
        return Subject(table, lexicon, *_talk(prompts))

    def unsaid(self, query: Query, *texts: str, beside: tuple[str, ...] = ()) -> bool:
        """Whether texts together leave out most of what the question is about.

        Everyday words may be said by the plans' own words for them. ``beside`` are further texts,
        the same for many calls.
        """
        held = (beside, texts)
        left_out = (self._left_out(query, words, held) for words in self._readings_for(query, held))
        return all(
            missing >= MISSING_SHARE * total and missing >= MISSING_WEIGHT
            for missing, total in left_out
        )

    def lacks_word(self, query: Query, whole: str, *texts: str) -> bool:
        """Whether one word of the subject is in no text, near none, and nowhere in the ``whole``.

        "Phụ nữ biết bơi" is not told by a target on women in a plan that never says "bơi".
        """
        if query.lang == "en":
            return False
        spaced, said = self._written((whole,)), self._meant(texts)

        def lacking(word: Word) -> bool:
            if " " in word.written or word.weight < _TELLING:
                return False
            if _holds(spaced, word.written, bare=query.unaccented):
                return False
            return not (len(said) and float((said @ word.direction).max()) >= NEAR)

        readings = [words for words in self._readings_for(query, (texts,)) if len(words) > 1]
        if any(len(words) > _FEW for words in readings):
            return False
        found = [any(map(lacking, words)) for words in readings]
        return bool(found) and all(found) and self.share_said(query, *texts) < _MOST

    def is_small(self, syllable: str) -> bool:
        """Whether a marked syllable is a word of talk."""
        return syllable in self.talk or syllable in self.small

    def is_near(self, text: str, syllable: str, texts: Iterable[str]) -> bool:
        """Whether the word that a syllable of a text belongs to is near one of ``texts``."""
        said = self._meant(tuple(texts))
        near = [w for w in self.table().words(text) if syllable in w.written.split()]
        return bool(near and len(said) and float((said @ near[0].direction).max()) >= NEAR)

    def share_said(self, query: Query, *texts: str) -> float:
        """The share of the subject's weight that texts say, 0 to 1; 0 where it names none."""
        left_out = [
            self._left_out(query, words, (texts,)) for words in self._readings_for(query, (texts,))
        ]
        return max((1 - missing / total for missing, total in left_out if total), default=0.0)

    def written_in(self, query: Query, *texts: str) -> bool:
        """Whether texts hold any of the subject's words as it is written, none near it.

        "Giao thông" is not spoken of by "giao lưu" and "thông qua".
        """
        spaced = _spaced(" ".join(texts))
        readings = list(self._readings_for(query, (texts,)))
        named = [word.written for words in readings for word in words]
        return not named or any(_holds(spaced, one, bare=query.unaccented) for one in named)

    def unwritten(
        self, query: Query, texts: Iterable[str], above: Iterable[str]
    ) -> tuple[str, ...]:
        """The question's words of two syllables that texts, and what is ``above`` them, lack.

        An everyday word is written where one of its official terms is; a word near one of the
        texts' own ("sinh con" for "sinh sống") is taken as written.
        """
        english = query.lang == "en"
        own = query.search_text if english else " ".join(query.subject)
        texts = tuple(texts)
        own = _RATE.sub("", own)
        if query.unaccented:
            own = _AND_THOSE.sub("", own)
        read = fold if query.unaccented else lower
        # "nữ đại biểu" is short for "nữ đại biểu Hội đồng nhân dân": its words are the plans' own
        official = " | ".join((self.lexicon.without_everyday(own), *self.lexicon.everyday(own)))
        official = own if english else official
        phrases = {read(own[start:end]) for start, end, _ in self.lexicon.everyday_spans(own)}
        spaced = _spaced(" ".join((*texts, *above)))[query.unaccented]
        joined = spaced.replace(" ", "")
        talk = self.sure if query.unaccented else self.talk
        small = _folded(self.small) if query.unaccented else self.small
        said = self._meant(texts)
        found = []
        pairs = 0
        for word in self._content(query, own):
            written, parts = word.written, word.written.split()
            pairs += len(parts) == _TWO
            meanings = self.lexicon.everyday(written) if written in phrases else ()
            if (
                len(parts) != _TWO
                or any(part in small for part in parts)
                or (parts[0] in _CHANGES and parts[1] in _MEASURES)
                # without marks two words side by side are read as one: "thôn có"
                or (query.unaccented and not all(map(self._heavy, parts)))
                or (written not in phrases and all(part in talk for part in parts))
                or written.replace(" ", "") in joined
                or any(f" {read(one)} " in spaced for one in meanings)
                or (not meanings and f" {written} " not in f" {read(official)} ")
                or (len(said) and float((said @ word.direction).max()) >= SAME)
            ):
                continue
            found.append(written)
        # a word was looked up for an English one: the plan may say it in another
        return () if english and _THIRD * len(found) < pairs else tuple(found)

    def _heavy(self, syllable: str) -> bool:
        return all(word.weight >= _FLOOR for word in self.table().words(syllable))

    def is_rich(self, query: Query) -> bool:
        """Whether the question holds two words of content or more: "đề án" alone is little."""
        return any(len(words) > 1 for words in self._readings(query))

    def _left_out(
        self, query: Query, words: list[Word], held: Iterable[tuple[str, ...]]
    ) -> tuple[float, float]:
        """The weight of the words that all of some lots of texts leave unsaid, and of all."""
        foreign = _UNKNOWN * len(self._foreign(query))
        total = foreign + sum(word.weight - _FLOOR for word in words)
        if not total:
            return 0.0, 0.0
        for texts in filter(None, held):
            spaced = self._written(texts)
            words = [w for w in words if not _holds(spaced, w.written, bare=query.unaccented)]
            if words and len(said := self._meant(texts)):
                near = (np.array([word.direction for word in words]) @ said.T).max(axis=1)
                words = [word for word, cosine in zip(words, near, strict=True) if cosine < NEAR]
            if not words:
                break
        return foreign + sum(word.weight - _FLOOR for word in words), total

    @functools.cached_property
    def _written(self) -> Callable[[tuple[str, ...]], tuple[str, str]]:
        """Texts with a space around each word."""
        return functools.lru_cache(maxsize=_KEPT_TEXTS)(lambda texts: _spaced(" ".join(texts)))

    @functools.cached_property
    def _meant(self) -> Callable[[tuple[str, ...]], Rows]:
        """The directions of the words of texts, one a row."""

        def read(texts: tuple[str, ...]) -> Rows:
            rows = [rows for text in texts if len(rows := self.table().directions(text))]
            return np.concatenate(rows) if rows else np.zeros((0, 1), np.float32)

        return functools.lru_cache(maxsize=_KEPT_TEXTS)(read)

    def _foreign(self, query: Query) -> tuple[str, ...]:
        """English words that could not be looked up: no text can be seen to say them."""
        if query.lang != "en":
            return ()
        return tuple(
            word for word in self.lexicon.unknown_english(" ".join(query.subject))
            if word not in self.talk
        )  # fmt: skip

    def phrases(self, query: Query) -> tuple[tuple[str, ...], ...]:
        """The subject's syllables in order, as typed and in the plans' own words for them."""
        if query.lang == "en":
            texts: tuple[str, ...] = (query.search_text,)
        else:
            own = " ".join(query.subject)
            texts = (own, *self.lexicon.everyday(own))
        talk = self.sure if query.unaccented else self.talk
        read = fold if query.unaccented else lower
        found = (
            tuple(w for w in re.findall(r"[^\W_]+", read(text)) if w not in talk) for text in texts
        )
        return tuple(dict.fromkeys(words for words in found if words))

    def whole_phrases(self, query: Query) -> tuple[tuple[str, ...], ...]:
        """The same, each with all that is asked: the plans' word for one part stands for it alone.

        "Tập huấn cho phóng viên" is not said by "cơ quan báo chí".
        """
        own = " ".join(query.subject)
        spans = () if query.lang == "en" else self.lexicon.everyday_spans(own)
        if not spans:
            return self.phrases(query)
        talk = self.sure if query.unaccented else self.talk
        read = fold if query.unaccented else lower
        found = []
        for rank in range(-1, max(len(means) for _, _, means in spans)):
            words: list[str] = []
            at = 0
            for start, end, means in spans:
                words += re.findall(r"[^\W_]+", read(own[at:start]))
                meant = own[start:end] if rank < 0 else means[min(rank, len(means) - 1)]
                words += re.findall(r"[^\W_]+", read(meant))
                at = end
            rest = re.findall(r"[^\W_]+", read(own[at:]))
            # "tiếng dân tộc" stands for "tiếng dân tộc thiểu số", which "thiểu số" follows
            twice = next((n for n in range(len(rest), 0, -1) if words[-n:] == rest[:n]), 0)
            found.append(tuple(word for word in (*words, *rest[twice:]) if word not in talk))
        return tuple(dict.fromkeys(words for words in found if words))

    def narrowing(self, query: Query, known: frozenset[str]) -> tuple[str, ...]:
        """The content words without marks that hold a syllable beyond ``known``."""
        own = query.search_text if query.lang == "en" else " ".join(query.subject)
        words = (fold(word.written) for word in self._content(query, own))
        return tuple(word for word in words if not set(word.split()) <= known)

    def names_one(self, query: Query) -> bool:
        """Whether the question holds any word of content."""
        return any(self._readings(query))

    def _readings(self, query: Query) -> list[list[Word]]:
        """The content words as typed, and with the plans' words for the everyday ones."""
        # all that is read of a question: its plans, which may be many, are no part of it
        return self._read(replace(query, plans=(), question=""))

    @functools.cached_property
    def _read(self) -> Callable[[Query], list[list[Word]]]:
        return functools.lru_cache(maxsize=_KEPT)(self._readings_of)

    def _readings_of(self, query: Query) -> list[list[Word]]:
        if query.lang == "en":
            # "who receives the reports": words of asking alone, whatever they translate to
            return [self._content(query, query.search_text)] if query.subject else [[]]
        own = " ".join(query.subject)
        official = " ".join((self.lexicon.without_everyday(own), *self.lexicon.everyday(own)))
        texts = [own] if not self.lexicon.everyday(own) else [own, official]
        texts += self.lexicon.in_official_words(own)
        return [self._content(query, text) for text in texts]

    def _readings_for(self, query: Query, held: Iterable[tuple[str, ...]]) -> Iterator[list[Word]]:
        """The readings, and last the one whose everyday words are in the meanings texts say."""
        yield from self._readings(query)
        own = " ".join(query.subject)
        if query.lang == "en" or not self.lexicon.everyday(own):
            return

        def said(meaning: str) -> tuple[float, float]:
            missing, total = self._left_out(query, self._content(query, meaning), held)
            return (1 - missing / total if total else _NEITHER), total

        yield self._content(query, self.lexicon.read_as(own, lambda all_: max(all_, key=said)))

    def _content(self, query: Query, text: str) -> list[Word]:
        return self._words(text, query.unaccented)

    @functools.cached_property
    def _words(self) -> Callable[[str, bool], list[Word]]:
        return functools.lru_cache(maxsize=_KEPT)(self._words_of)

    def _words_of(self, text: str, unaccented: bool) -> list[Word]:
        table = self.table()
        talk = self.sure if unaccented else self.talk
        # "nộp trước" is told by "nộp" alone, "hạn hán" is one word
        small = _folded(self.small) if unaccented else self.small
        found: list[Word] = []
        for word in table.words(text):
            parts = [part for part in word.written.split() if part not in small]
            if word.written in talk or not parts:
                continue
            whole = len(parts) == len(word.written.split())
            rest = [part for part in parts if part not in talk]
            found += [word] if whole else [w for part in rest for w in table.words(part)]
        return [w for w in found if w.weight >= LEAST_WEIGHT and _is_word(w.written)]


def _is_word(written: str) -> bool:
    """No abbreviation, no figure: "bn", "2025"."""
    return len(written) > 2 and written.replace(" ", "").isalpha() and bool(
        _VOWEL.search(fold(written))
    )  # fmt: skip


def _holds(spaced: tuple[str, str], written: str, *, bare: bool) -> bool:
    marked, unmarked = spaced
    return f" {fold(written)} " in unmarked if bare else f" {written} " in marked


@functools.lru_cache(maxsize=4096)
def _spaced(text: str) -> tuple[str, str]:
    words = " ".join(re.findall(r"[^\W_]+", lower(text)))
    return f" {words} ", f" {fold(words)} "


@functools.lru_cache(maxsize=8)
def _folded(talk: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, talk))


@functools.lru_cache(maxsize=8)
def _talk(prompts: Path) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words of talk; those cut off a word beside them ("+"); all but "=" without their marks."""
    lines = [
        nfc(line).strip() for name in ("talk.txt", "stopwords.txt")
        for line in (prompts / name).read_text(encoding="utf-8").splitlines()
    ]  # fmt: skip
    words = [line for line in lines if line and line[0] != "#"]
    small = frozenset(word[1:] for word in words if word[0] == "+")
    sure = frozenset(fold(word.lstrip("~+")) for word in words if word[0] != "=")
    return frozenset(word.lstrip("~+=") for word in words), small, sure
