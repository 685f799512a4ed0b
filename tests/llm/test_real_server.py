"""A server that is none of ours, and a model that says nothing: ``transformers serve``."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.phrasing.tiny import make_model, served_model
from rag.ask import Asker
from rag.llm.door import ModelFailed
from tests.llm.conftest import Voice

ASKED = (
    "cơ quan nào báo cáo mục tiêu 4?",
    "hạn báo cáo của Quảng Ngãi?",
    "kinh phí lấy ở đâu?",
    "Sở Y tế Đắk Nông làm gì?",
)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, Path]]:
    """Its address, the model's name, and the server's log."""
    folder = tmp_path_factory.mktemp("tiny")
    model, log = make_model(folder / "model"), folder / "log.txt"
    with served_model(model, log) as url:
        yield url, str(model), log


def asked_for(log: Path) -> int:
    return log.read_text(encoding="utf-8", errors="replace").count("POST /v1/chat/completions")


@pytest.mark.parametrize("question", ASKED)
def test_every_answer_is_the_one_without_it(
    plain: Asker, voice: Voice, tiny: tuple[str, str, Path], question: str
) -> None:
    url, model, log = tiny
    before = asked_for(log)
    told = list(voice(url, model, llm_timeout_s=120, llm_max_tokens=80).stream(question))
    assert told[-1].answer == plain.ask(question).answer
    assert told[-1].claims == told[0].claims
    assert told[-1].mode == "extractive"
    assert told[-1].phrased is not None
    assert told[-1].phrased.why == "invalid"
    assert asked_for(log) == before + 2  # one more try


def test_its_words_come_one_by_one_and_it_may_be_left(
    voice: Voice, tiny: tuple[str, str, Path]
) -> None:
    url, model, _ = tiny
    pieces = voice(url, model).model.stream("Xin chào", {}, time.monotonic() + 60)
    assert next(pieces)
    begun = time.monotonic()
    assert next(pieces)
    assert time.monotonic() - begun < 5
    pieces.close()  # type: ignore[attr-defined]  # a generator
    again = voice(url, model).model.stream("Xin chào", {}, time.monotonic() + 60)
    assert next(again)  # it serves the next one
    again.close()  # type: ignore[attr-defined]


def test_it_is_left_when_its_time_is_over(
    plain: Asker, voice: Voice, tiny: tuple[str, str, Path]
) -> None:
    url, model, _ = tiny
    begun = time.monotonic()
    answer = voice(url, model, llm_timeout_s=1).ask(ASKED[0])
    assert time.monotonic() - begun < 5
    assert answer.phrased is not None
    assert answer.phrased.why == "timeout"
    assert answer.answer == plain.ask(ASKED[0]).answer


def test_a_model_that_it_has_not_is_told(voice: Voice, tiny: tuple[str, str, Path]) -> None:
    url, _, _ = tiny
    with pytest.raises(ModelFailed, match=r"failed: .*400"):
        list(voice(url, "khac").model.stream("Xin chào", {"type": "object"}, time.monotonic() + 9))
    answer = voice(url, "khac").ask(ASKED[0])
    assert answer.phrased is not None
    assert answer.phrased.why == "failed"
