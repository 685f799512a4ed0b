"""What answers questions: ``rag.ask.Asker``, or it in the words of a language model."""

from __future__ import annotations

from typing import Protocol

from rag.schema import Answer, Hit, Lang


class Asking(Protocol):
    """Answers and searches; see ``rag.ask.Asker``."""

    def ask(
        self,
        question: str,
        plans: tuple[str, ...] = (),
        lang: Lang | None = None,
        turns: tuple[str, ...] = (),
    ) -> Answer: ...
    def search(self, text: str, k: int = 10, plans: tuple[str, ...] = ()) -> tuple[Hit, ...]: ...


class Searching(Asking, Protocol):
    """Which also searches for some passages alone."""

    def search(
        self,
        text: str,
        k: int = 10,
        plans: tuple[str, ...] = (),
        among: frozenset[str] | None = None,
    ) -> tuple[Hit, ...]: ...
