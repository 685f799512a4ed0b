"""The embedding's vocabulary: syllables, frequent pairs of them, and their unmarked forms."""

from __future__ import annotations

import collections
import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.training.texts import Article, words
from rag.text import fold

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SYLLABLES = 8_000
PAIRS = 27_000
UNMARKED_PAIRS = 17_000
MIN_PAIR = 20
"""A pair seen less often is learned worse than its two syllables."""
UNMARKED_SHARE = 0.2
"""Unmarked spelling is rare in the text itself; counting it as a fifth of the marked keeps the
order of its readings and does not let them outweigh real words without marks ("ban", "khi")."""

_OLD_PLACES = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_NEW_PLACES = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_NEW_TONES = dict(zip(_OLD_PLACES.split(), _NEW_PLACES.split(), strict=True))
_OLD_TONE = re.compile(rf"({'|'.join(_NEW_TONES)})(?!\w)")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Tokens with their log-probabilities, and how each one's vector is built.

    ``rows[i]`` is the row of token i (two spellings share one). ``parts`` are (row, part, share):
    in training a row's vector is its own plus these shares of others, so that a pair starts as
    its syllables and an unmarked form as the marked ones it may stand for.
    """

    tokens: tuple[tuple[str, float], ...]
    rows: tuple[int, ...]
    frequency: tuple[float, ...]
    parts: tuple[tuple[int, int, float], ...]


def _count_words(articles: Sequence[Article]) -> tuple[collections.Counter[str], ...]:
    """Counts of syllables and of pairs of syllables."""
    single: collections.Counter[str] = collections.Counter()
    double: collections.Counter[str] = collections.Counter()
    for article in articles:
        for text in (article.heading, *article.body):
            found = words(text)
            single.update(found)
            double.update(
                f"{a} {b}"
                for a, b in itertools.pairwise(found)
                if a[0].isalpha() and b[0].isalpha()
            )
    return single, double


def build_vocabulary(articles: Sequence[Article]) -> Vocabulary:
    """Choose syllables by frequency and pairs by how far they exceed chance."""
    single, double = _count_words(articles)
    total = sum(single.values())
    chosen = [w for w, n in single.most_common(SYLLABLES) if n >= 5]

    def gain(pair: str) -> float:
        a, b = pair.split()
        return double[pair] * math.log(double[pair] * total / (single[a] * single[b]))

    known = set(chosen)
    pairs = [p for p, n in double.items() if n >= MIN_PAIR and known.issuperset(p.split())]
    pairs = sorted(pairs, key=lambda p: (-gain(p), p))[:PAIRS]
    pairs = [p for p in pairs if gain(p) > 0]

    counts: dict[str, float] = {w: float(single[w]) for w in chosen}
    counts |= {p: float(double[p]) for p in pairs}
    sources: dict[str, list[str]] = {}
    for limit, marked in ((SYLLABLES, chosen), (UNMARKED_PAIRS, pairs)):
        folded: dict[str, list[str]] = {}
        for word in marked:
            if fold(word) != word:
                folded.setdefault(fold(word), []).append(word)
        ranked = sorted(folded, key=lambda f: (-sum(counts[w] for w in folded[f]), f))[:limit]
        sources |= {f: folded[f] for f in ranked}
    for form, marked in sources.items():
        counts[form] = counts.get(form, 0.0) + UNMARKED_SHARE * sum(counts[w] for w in marked)
    letters = sorted({c for w in single for c in w} | {c for w in single for c in fold(w)})
    return _assemble(counts, sources, letters, float(total))


def _assemble(
    counts: dict[str, float], sources: dict[str, list[str]], letters: list[str], total: float
) -> Vocabulary:
    """Number the tokens: unknown, single letters (for unseen words), syllables, pairs."""
    tokens: list[tuple[str, float]] = [("<unk>", -30.0), ("▁", -14.0)]
    rows, frequency = [0, 1], [1.0, 1.0]
    parts: list[tuple[int, int, float]] = []
    row_of: dict[str, int] = {}
    for letter in letters:
        rows.append(len(frequency))
        tokens.append((letter, -16.0))
        frequency.append(1e-4)
    for word, count in counts.items():
        row_of[word] = len(frequency)
        surface = "▁" + word.replace(" ", "▁")
        for spelling in sorted({surface, _OLD_TONE.sub(lambda m: _NEW_TONES[m[1]], surface)}):
            tokens.append((spelling, math.log(count / total)))
            rows.append(row_of[word])
        frequency.append(count / total)
    for word, row in row_of.items():
        if " " in word:
            parts += [(row, row_of[s], 0.6) for s in word.split() if s in row_of]
        marked = sources.get(word, ())
        parts += [(row, row_of[w], 0.8 * UNMARKED_SHARE * counts[w] / counts[word]) for w in marked]
    return Vocabulary(tuple(tokens), tuple(rows), tuple(frequency), tuple(parts))


def build_tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    """Best split into known tokens (Viterbi); punctuation is dropped, case is lowered."""
    from tokenizers import Regex, Tokenizer, models, normalizers

    tokenizer = Tokenizer(models.Unigram(list(vocabulary.tokens), unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFC(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex(r"[^\p{L}\p{N}%]+"), " "),
            normalizers.Strip(),
            normalizers.Prepend("▁"),
            normalizers.Replace(" ", "▁"),
        ]
    )
    return tokenizer
