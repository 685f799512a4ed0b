"""What several folders of tests need."""

from __future__ import annotations

import pytest

from ingest.pipeline import ingest_corpus
from rag.settings import Settings


@pytest.fixture(scope="session")
def corpus_index(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with an index of the plans in ``corpus/``; tests that write must use their own."""
    settings = Settings(index=tmp_path_factory.mktemp("corpus") / "index")
    report = ingest_corpus(settings)
    assert not report.failed
    return settings


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on a machine with other work to do sometimes presses what is still being made."""
    for item in items:
        if "watched" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=2))
