"""How fast an embedding is."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from evals.throughput import main, shipped_passages, speed
from rag.embedding import Vectors, load_embedding
from rag.settings import SHIPPED_MODEL
from tests.rag.tiny import FakeEmbedding


def test_all_passages_are_embedded_and_timed() -> None:
    seen: list[int] = []

    class Counting(FakeEmbedding):
        def encode_passages(self, texts: Sequence[str]) -> Vectors:
            seen.append(len(texts))
            return super().encode_passages(texts)

    found = speed(Counting(), ["Sở Y tế báo cáo"] * 50)
    assert seen[:3] == [50, 50, 50]
    assert min(found.per_second, found.per_cpu_second, found.question_ms) > 0


def test_the_shipped_embedding_is_fast() -> None:
    """3,000 passages a second on two cores; CPU seconds, since the machine may have other work."""
    found = speed(load_embedding(str(SHIPPED_MODEL)), shipped_passages() * 5)
    assert 2 * found.per_cpu_second >= 3_000


def test_a_line_tells_it(capsys: pytest.CaptureFixture[str]) -> None:
    main(model=None, passages=300)
    assert re.search(r"^model-\w+: [\d,]+ passages/s on \d+ cores", capsys.readouterr().out)
