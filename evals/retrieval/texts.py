"""Benchmark documents cut as the project cuts a plan: a paragraph a passage, under its heading."""

from __future__ import annotations

import re

from evals.retrieval.benches import Article
from ingest.passages import MAX_CHARACTERS, split_sentences
from rag.schema import Passage, Step

HEADING = 30
"""Words up to which a document's first line, with others below it, is a heading."""
_ITEM = re.compile(r"(?:[a-zđ]{1,2}\)|[-+•])\s")


def passages(article: Article) -> tuple[Passage, ...]:
    """The passages of a document, in order; ``plan_id`` is the document's id."""
    spans = [match.span() for match in re.finditer(r"\S[^\n]*", article.text)]
    headings = [article.title] if article.title else []
    if len(spans) > 1 and len(article.text[slice(*spans[0])].split()) <= HEADING:
        headings.append(article.text[slice(*spans.pop(0))].strip())
    found: list[Passage] = []
    lead: str | None = None
    for start, end in spans:
        line = article.text[start:end].rstrip()
        if not _ITEM.match(line):
            lead = line if line.endswith(":") and len(line) <= MAX_CHARACTERS else None
        for piece, last in split_sentences(article.text, start, start + len(line), MAX_CHARACTERS):
            text = article.text[piece:last]
            above = lead if lead is not None and not lead.startswith(text) else None
            step = Step("doan", str(len(found) + 1))
            found.append(Passage(article.id, (step,), piece, text, tuple(headings), above))
    return tuple(found)


def whole(article: Article) -> Passage:
    """The document as one passage: its title, then all of its text."""
    headings = (article.title,) if article.title else ()
    return Passage(article.id, (Step("doan", "0"),), 0, article.text, headings)
