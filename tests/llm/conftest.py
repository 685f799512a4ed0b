"""The index of the five plans, asked without a model and with one that is told what to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from rag.ask import Asker
from rag.llm.asker import PhrasingAsker, with_model
from rag.settings import Settings

Voice = Callable[..., PhrasingAsker]


@pytest.fixture(scope="session")
def plain(corpus_index: Settings) -> Asker:
    return Asker(corpus_index)


@pytest.fixture
def voice(plain: Asker) -> Iterator[Voice]:
    """The asker of the five plans with the model at an address."""
    opened: list[PhrasingAsker] = []

    def made(url: str, model: str = "mẫu", **settings: object) -> PhrasingAsker:
        given = {"llm_url": url, "llm_model": model, "llm_timeout_s": 20.0, **settings}
        asker = with_model(plain, plain.settings.model_copy(update=given))
        assert isinstance(asker, PhrasingAsker)
        opened.append(asker)
        return asker

    yield made
    for one in opened:
        one.close()
