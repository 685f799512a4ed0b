"""What is installed, which model and index are in use, and whether every passage can be found."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TypeVar

from rag.embedding import load_embedding
from rag.errors import HoiError
from rag.llm.door import reached
from rag.reranker import Reranker
from rag.settings import Settings
from rag.stores.index import IndexReader, open_index

PACKAGES = (
    "chromadb", "tantivy", "sentence-transformers", "tokenizers", "torch", "numpy",
    "langchain-core", "langchain-openai", "langchain-ollama", "gradio", "pypdf",
)  # fmt: skip
_SHOWN = 3
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Health:
    """State of one installation; ``problems`` are one line each, () where all is well."""

    versions: dict[str, str | None]
    model: str | None
    dimension: int | None
    reranker: str | None
    phrasing: str | None
    index: str
    index_version: int | None
    index_model: str | None
    plans: int
    passages: int
    facts: int
    problems: tuple[str, ...]


def examine(settings: Settings) -> Health:
    """Look at everything that answering needs; nothing is changed."""
    problems: list[str] = []
    model, prompts = settings.embedding_model, settings.prompts
    embedding = _tried(lambda: load_embedding(model, prompts), "Mô hình nhúng", problems)
    reranker = settings.reranker or None
    if reranker is not None:
        _tried(lambda: Reranker(reranker, prompts), "Mô hình xếp lại", problems)
    phrasing = None
    if settings.llm_url or settings.llm_model:
        phrasing = f"{settings.llm_model or '?'} ({settings.llm_url or '?'})"
        _tried(lambda: reached(settings), "Mô hình ngôn ngữ", problems)
    reader = _tried(lambda: open_index(settings), f"Chỉ mục ở {settings.index}", problems)
    counts: dict[str, int] = {}
    facts = 0
    if reader is not None:
        where = f"Chỉ mục ở {settings.index}"
        if embedding is not None:
            _tried(lambda: reader.check_model(embedding), where, problems)
        _tried(reader.check_current, where, problems)
        counts = _tried(reader.passage_counts, where, problems) or {}
        facts = _tried(lambda: _facts(reader), where, problems) or 0
        _reach(reader, where, problems)
        for plan in reader.plans():
            if plan.plan_id not in counts:
                problems.append(
                    f"{plan.plan_id}: không có đoạn nào; hãy chạy `hoi ingest --rebuild`."
                )
    return Health(
        versions=installed(),
        model=embedding.id if embedding is not None else None,
        dimension=embedding.dimension if embedding is not None else None,
        reranker=reranker,
        phrasing=phrasing,
        index=str(settings.index),
        index_version=reader.version if reader is not None else None,
        index_model=reader.model[0] if reader is not None and reader.model else None,
        plans=len(reader.plans()) if reader is not None else 0,
        passages=sum(counts.values()),
        facts=facts,
        problems=tuple(problems),
    )


def installed() -> dict[str, str | None]:
    """Versions by package; None where one is not installed."""
    found: dict[str, str | None] = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = None
    return found


def _facts(reader: IndexReader) -> int:
    """Number of facts, read plan by plan: those of an archive are not held at once."""
    return sum(len(reader.facts(plan.plan_id)) for plan in reader.plans())


def _reach(reader: IndexReader, where: str, problems: list[str]) -> None:
    lost = _tried(reader.unreachable, where, problems)
    if lost:
        named = ", ".join(lost[:_SHOWN]) + ("…" if len(lost) > _SHOWN else "")
        problems.append(
            f"{where}: {len(lost)} đoạn không tra được ({named}); hãy chạy `hoi ingest --rebuild`."
        )


def _tried(step: Callable[[], T], where: str, problems: list[str]) -> T | None:
    try:
        return step()
    except HoiError as error:
        problems.append(str(error))
    # A damaged store fails in chromadb, tantivy or sqlite with a dozen unrelated classes.
    except Exception as error:  # noqa: BLE001
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        problems.append(f"{where}: không đọc được ({reason}); hãy chạy `hoi ingest --rebuild`.")
    return None
