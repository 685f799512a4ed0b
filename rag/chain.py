"""The door for the LangChain world: the search as a retriever, the whole answer as a Runnable.

Import this module only where langchain-core is wanted; nothing else here needs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol, runtime_checkable

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import ConfigDict

from rag.ask import Asker
from rag.asking import Asking
from rag.output import hit_citation
from rag.schema import Answer, Hit, Lang, path_id
from rag.settings import Settings


class PlanRetriever(BaseRetriever):
    """Passages of the plans, best first, as documents of their verbatim text.

    ``metadata``: plan_id, path (the id that ``hoi show --path`` takes), page (None where the file
    has none), reference (to be pasted into a document), start and end (offsets of the text in the
    plan's clean text), headings, file and score.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    asker: Asker
    k: int = 10
    plans: tuple[str, ...] = ()

    @classmethod
    def open(
        cls, settings: Settings | None = None, *, k: int = 10, plans: Sequence[str] = ()
    ) -> PlanRetriever:
        """A retriever over the index of the settings.

        Raises:
            IndexMissing: there is none yet.
        """
        return cls(asker=Asker(settings or Settings()), k=k, plans=tuple(plans))

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
    ) -> list[Document]:
        return [self._document(hit) for hit in self.asker.search(query, self.k, self.plans)]

    def _document(self, hit: Hit) -> Document:
        citation = hit_citation(self.asker.reader, hit, 1)
        return Document(
            id=hit.passage.id,
            page_content=hit.passage.text,
            metadata={
                "plan_id": citation.plan_id,
                "path": path_id(hit.passage.path),
                "page": citation.page,
                "reference": citation.reference,
                "start": citation.start,
                "end": citation.end,
                "headings": list(citation.path),
                "file": citation.file,
                "score": hit.score,
            },
        )


@runtime_checkable
class Streams(Protocol):
    """What gives an answer several times, each with one more sentence phrased."""

    def stream(
        self, question: str, plans: tuple[str, ...] = (), lang: Lang | None = None
    ) -> Iterator[Answer]: ...


def answer_runnable(
    asker: Asking, plans: Sequence[str] = (), lang: Lang | None = None
) -> Runnable[str, Answer]:
    """The verified answer to a question, to be composed into other chains.

    The asker is ``rag.ask.Asker``, or it ``rag.llm.asker.with_model``. Streamed, it gives the answer
    at once and again with each sentence that a language model has phrased and that stands; each is
    whole, the last is what ``invoke`` gives.
    """
    return _Answers(asker, tuple(plans), lang)


class _Answers(Runnable[str, Answer]):
    def __init__(self, asker: Asking, plans: tuple[str, ...], lang: Lang | None) -> None:
        self.name = "hoi_ke_hoach"
        self._asker, self._plans, self._lang = asker, plans, lang

    def invoke(
        self,
        input: str,  # noqa: A002 - as Runnable names it
        config: RunnableConfig | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> Answer:
        return self._call_with_config(
            lambda question: self._asker.ask(question, self._plans, self._lang), input, config
        )

    def stream(
        self,
        input: str,  # noqa: A002
        config: RunnableConfig | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> Iterator[Answer]:
        if isinstance(self._asker, Streams):
            yield from self._asker.stream(input, self._plans, self._lang)
        else:
            yield self.invoke(input, config)
