"""Hard negatives: the articles that share most words with an article and are not its like."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from ingest.training.texts import Article, words
from rag.schema import Passage
from rag.stores.words import WordStore

ASKED = 24
"""Words of an article that are searched for: its heading, then its beginning."""
READ = 110
"""Words of an article that are indexed and compared."""
FOUND = 8
KEPT = 4
LIKE = 0.5
"""Share of word pairs from which two articles say the same: a law and the law it replaced."""


def look_alikes(articles: Sequence[Article]) -> tuple[tuple[int, ...], ...]:
    """For each article the numbers of up to ``KEPT`` others that BM25 takes for it."""
    with tempfile.TemporaryDirectory() as folder:
        store = WordStore(Path(folder), write=True)
        store.put(_passage(at, article) for at, article in enumerate(articles))
        store.commit()
        told = [frozenset(pairwise(_beginning(article, READ))) for article in articles]
        found = []
        for at, article in enumerate(articles):
            asked = " ".join(_beginning(article, ASKED))
            near = [int(name.partition("/")[0]) for name, _ in
                    store.search(asked, FOUND, None, folded=False)]  # fmt: skip
            found.append(tuple(n for n in near if n != at and not _like(told[n], told[at]))[:KEPT])
        store.close()
    return tuple(found)


def _passage(at: int, article: Article) -> Passage:
    return Passage(str(at), (), 0, " ".join(_beginning(article, READ)), ())


def _beginning(article: Article, count: int) -> list[str]:
    return words(" ".join((article.heading, *article.body[:12])))[:count]


def _like(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    return len(one & other) >= LIKE * max(1, min(len(one), len(other)))
