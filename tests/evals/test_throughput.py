"""How fast an embedding is."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from evals.throughput import main, speed
from rag.embedding import Vectors
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


def test_a_line_tells_it(capsys: pytest.CaptureFixture[str]) -> None:
    main(model=None, passages=300)
    assert re.search(r"^model-\w+: [\d,]+ passages/s on \d+ cores", capsys.readouterr().out)
