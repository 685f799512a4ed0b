"""Retrieval benchmarks read from their folders: BEIR's layout, and ALQAC's."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.errors import UsageError
from rag.text import nfc


@dataclass(frozen=True, slots=True)
class Article:
    """A document of a benchmark; its text keeps its line breaks."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Bench:
    """Documents, questions by id, and per question the ids of what answers it with a grade."""

    name: str
    articles: tuple[Article, ...]
    questions: Mapping[str, str]
    relevant: Mapping[str, Mapping[str, int]]


def benches(folder: Path) -> tuple[Bench, ...]:
    """The benchmark in a folder, or those in its subfolders.

    Raises:
        UsageError: There is none, or one cannot be read.
    """
    found = [bench for one in (folder, *sorted(folder.glob("*/"))) if (bench := read(one))]
    if not found:
        raise UsageError(
            f"{folder}: không có bộ đo nào; cần corpus.jsonl, queries.jsonl, qrels/ (BEIR) "
            "hoặc law.json, train.json (ALQAC)."
        )
    return tuple(found)


def read(folder: Path) -> Bench | None:
    """The benchmark of one folder; None where it holds none.

    Raises:
        UsageError: A file of it is malformed.
    """
    try:
        if (folder / "law.json").is_file():
            return _alqac(folder)
        if (folder / "corpus.jsonl").is_file():
            return _beir(folder)
    except (ValueError, LookupError, TypeError, OSError) as error:
        raise UsageError(f"{folder}: bộ đo hỏng ({type(error).__name__}: {error})") from error
    return None


def _alqac(folder: Path) -> Bench:
    articles = [
        Article(_article_id(law["id"], article["id"]), nfc(law["id"]), nfc(article["text"]))
        for law in _json(folder / "law.json")
        for article in law["articles"]
    ]
    known = {article.id for article in articles}
    questions, relevant = {}, {}
    for row in _json(folder / "train.json"):
        wanted = {_article_id(r["law_id"], r["article_id"]) for r in row["relevant_articles"]}
        # One question of 2024 names an article that the laws given do not have.
        if wanted & known:
            questions[str(row["question_id"])] = nfc(row["text"])
            relevant[str(row["question_id"])] = dict.fromkeys(sorted(wanted & known), 1)
    return Bench(folder.name, tuple(articles), questions, relevant)


def _article_id(law: str, article: str) -> str:
    return f"{law}/{article}"


def _beir(folder: Path) -> Bench:
    articles = tuple(
        Article(str(row["_id"]), nfc(row.get("title") or ""), nfc(row["text"]))
        for row in _lines(folder / "corpus.jsonl")
    )
    texts = {str(row["_id"]): nfc(row["text"]) for row in _lines(folder / "queries.jsonl")}
    file = next((f for f in (folder / "qrels").glob("test.tsv")), None)
    file = file or next(iter(sorted((folder / "qrels").glob("*.tsv"))))
    relevant: dict[str, dict[str, int]] = {}
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if (grade := int(row["score"])) > 0:
                relevant.setdefault(row["query-id"], {})[row["corpus-id"]] = grade
    questions = {name: texts[name] for name in relevant}
    return Bench(folder.name, articles, questions, relevant)


def _json(file: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return rows


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())
