"""English questions: words to their stems, phrases to the plans' words, levels of agencies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rag.text import fold, has_marks, lower

_WORD = re.compile(r"[^\W_]+")
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"([bdfgklmnprt])\1$")
SYLLABLE = re.compile(
    r"(?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
"""A Vietnamese syllable without marks; "health" and "indicators" are none."""
_LEVELS = {
    "provincial": "tỉnh", "province": "tỉnh",
    "district": "huyện", "town": "thị xã", "city": "thành phố", "municipal": "thành phố",
    "commune": "xã", "communal": "xã", "ward": "phường", "township": "thị trấn",
}  # fmt: skip
_LEVEL = rf"({'|'.join(_LEVELS)})"
_LEVEL_BEFORE = re.compile(rf"(?<![^\W_]){_LEVEL}(?:[-\s]level)?(?:['’]s)?\s+$")
_LEVEL_BEHIND = re.compile(
    rf"\s+(?:of|at|in)\s+(?:(?:the|each|every)\s+)?{_LEVEL}(?:[-\s]level)?(?![^\W_])"
)
_SPELLINGS = (("Labour", "Labor"), ("Centre", "Center"), ("organisation", "organization"),
              ("Defence", "Defense"))  # fmt: skip
_HEAD = re.compile(r"(Department|Division|Center|Association|Committee|Board) (?:of|for) (?:the )?")
_HEADS = {
    "Department": (("Department", "Dept"), ("Department", "Dept")),
    "Division": (("Division", "Office", "Bureau"), ("Division", "Office", "Bureau")),
    "Center": (("Center",), ("Center",)),
}


def stem(word: str, same: Mapping[str, str]) -> str:
    """A lower-case English word without its ending: "mainstreamed" and "mainstreaming" are one.

    Args:
        word: one word.
        same: words that another word stands for ("women": "woman"), or that stay as they are.
    """
    if word in same:
        word = same[word]
        if same.get(word) == word:
            return word
    if len(word) <= 3 or not word.isascii():
        return word
    if word.endswith("ies"):
        word = f"{word[:-3]}y"
    elif re.search(r"(?:ss|x|ch|sh|zz)es$", word):
        word = word[:-2]
    elif word.endswith("s") and word[-2] not in "sui":
        word = word[:-1]
    word = same.get(word, word)
    if word.endswith("ied") and len(word) > 4:
        word = f"{word[:-3]}y"
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and _VOWEL.search(base):
            word = _DOUBLED.sub(r"\1", base)
            break
    word = re.sub(r"iz(e|ation|er)?$", r"is\1", word)
    return word[:-1] if word.endswith("e") and len(word) > 3 else _DOUBLED.sub(r"\1", word)


@dataclass(frozen=True)
class English:
    """A table of English phrases; small words and endings make no difference in it.

    The words of a phrase of ``rows`` are known also apart, those of ``more`` in their phrase alone:
    "assistive devices" says nothing about "devices".
    """

    rows: Iterable[tuple[str, tuple[str, ...]]]
    skip: frozenset[str]
    same: Mapping[str, str]
    more: Iterable[tuple[str, tuple[str, ...]]] = ()
    _table: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _stems: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Key the phrases by their stems; the first of two equal phrases wins."""
        for said, mean in self.rows:
            self._table.setdefault(self.key(said), mean)
            self._stems.update(stem(lower(word), self.same) for word in self._words(said))
        for said, mean in self.more:
            self._table.setdefault(self.key(said), mean)
        self._table.pop("", None)

    def key(self, phrase: str) -> str:
        """The stems of a phrase written together: "health care" is "healthcare"."""
        return "".join(stem(lower(word), self.same) for word in self._words(phrase))

    def _words(self, text: str) -> list[str]:
        """The words of a text without small ones; "IT" is none of those."""
        return [
            word for word in _WORD.findall(text)
            if lower(word) not in self.skip or (len(word) > 1 and word.isupper())
        ]  # fmt: skip

    def translate(self, text: str, said: Callable[[str], bool] | None = None) -> tuple[str, ...]:
        """The plans' words for a question, in its order, the longest phrases first.

        Vietnamese words, numbers and abbreviations in capitals stay; other unknown words go.
        Of "sổ tay | tài liệu" the first is meant that is ``said`` in the plans, else the last.
        """
        out: list[str] = []
        for words, mean in self._read(self._words(text)):
            if mean is not None:
                out += (_meant(one, said) for one in mean)
            elif _stays(words[0]):
                out += words
        return tuple(dict.fromkeys(out))

    def unknown(self, text: str) -> tuple[str, ...]:
        """The English words of a text that no row translates: its subject may be one of them."""
        written = self._words(text)
        if not any(map(self._foreign, written)):
            return ()
        read = [word for words, mean in self._read(written) if mean is None for word in words]
        return tuple(filter(self._foreign, read))

    def _foreign(self, word: str) -> bool:
        """Whether a word is of small letters, and of no phrase of ``rows``."""
        return (
            word.isascii() and word.islower() and len(word) > _SHORT_WORD
            and stem(word, self.same) not in self._stems
        )  # fmt: skip

    def _read(self, written: list[str]) -> Iterator[tuple[list[str], tuple[str, ...] | None]]:
        """Words in lots, in order, the longest phrases first, each with what it means.

        Vietnamese words mean themselves; a word that no row has stands alone, with None.
        """
        stems = [stem(lower(word), self.same) for word in written]
        vietnamese = self._vietnamese(written, stems)
        at = 0
        while at < len(written):
            last = at + 1
            mean: tuple[str, ...] | None = None
            if vietnamese[at]:
                last = next((i for i in range(at, len(written)) if not vietnamese[i]), len(written))
                mean = (" ".join(written[at:last]),)
            else:
                for end in range(min(at + _LONGEST, len(written)), at, -1):
                    mean = self._table.get("".join(stems[at:end]))
                    if mean is not None and not any(vietnamese[at:end]):
                        last = end
                        break
                    mean = None
            yield written[at:last], mean
            at = last

    def _vietnamese(self, written: list[str], stems: list[str]) -> list[bool]:
        """Which words are Vietnamese: those with marks, and syllables beside them."""
        shaped = [
            has_marks(word) or (key not in self._table and SYLLABLE.fullmatch(fold(word)))
            for word, key in zip(written, stems, strict=True)
        ]
        out = [False] * len(written)
        at = 0
        while at < len(written):
            last = at
            while last < len(written) and shaped[last]:
                last += 1
            if any(has_marks(word) for word in written[at:last]):
                out[at:last] = [True] * (last - at)
            at = max(last, at + 1)
        return out


def _meant(mean: str, said: Callable[[str], bool] | None) -> str:
    *others, last = (one.strip() for one in mean.split("|"))
    return next((one for one in others if said is not None and said(one)), last)


_SHORT_WORD = 3
_LONGEST = 8
"""Words in the longest English phrase that is looked for."""


def _stays(word: str) -> bool:
    """A number or an abbreviation in capitals ("CEDAW")."""
    return word[0].isdigit() or (len(word) > 1 and word.isupper())


def name_forms(name: str) -> Iterator[str]:
    """How an agency's English name may be written.

    "Department of Labour" is also "Labor Department" and "Dept. of Labour".
    """
    forms = [name]
    head = _HEAD.match(name.replace("Centre", "Center"))
    if head and head[1] in _HEADS:
        body = name[head.end() :]
        before, behind = _HEADS[head[1]]
        joint = head[0].removeprefix(head[1])
        forms += [f"{word}{joint}{body}" for word in before]
        forms += [f"{body} {word}" for word in behind]
    for one, other in _SPELLINGS:
        forms += [form.replace(one, other) for form in forms if one in form]
        forms += [form.replace(other, one) for form in forms if other in form]
    forms += [form.replace(" and ", " ") for form in forms if " and " in form]
    yield from dict.fromkeys(forms)


def level_beside(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """The span of a name with its English level word, and that word in Vietnamese.

    "district Police", "Police of the district" and "Women's Union at commune level".
    """
    lowered = lower(text)
    before = _LEVEL_BEFORE.search(lowered, max(0, start - 24), start)
    if before:
        return before.start(), end, _LEVELS[before[1]]
    behind = _LEVEL_BEHIND.match(lowered, end)
    return (start, behind.end(), _LEVELS[behind[1]]) if behind else None
