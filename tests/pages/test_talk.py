"""A talk on the page: what a question goes on from, and that an old index is read again."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from app import open_asker
from rag.pages.chat import ChatTab, Thread
from rag.pages.texts import load_texts
from rag.schema import Answer, Query
from rag.settings import Settings
from rag.stores.index import open_index
from tests.rag.tiny import plan


class Asked:
    """Keeps what the page asks; every answer is about plan "a", from the talk where it goes on."""

    def __init__(self) -> None:
        self.turns: list[tuple[str, ...]] = []

    def __call__(self, question: str, plans: tuple[str, ...], turns: tuple[str, ...]) -> Answer:
        self.turns.append(turns)
        query = Query(question, "vi", "who", ("a",), narrowed=True, from_talk=bool(turns))
        said = ("gợi ý",)
        return Answer(question, "…", False, None, "extractive", (), (), (), said, query)


def page(asked: Asked) -> ChatTab:
    def unused(*_: object) -> NoReturn:
        raise AssertionError("no citation is opened")

    return ChatTab(load_texts("vi"), (), lambda: (plan("a"),), asked, unused, 500)


def test_a_typed_question_goes_on_from_the_talk() -> None:
    asked = Asked()
    chat = page(asked)
    thread: Thread = ()
    for number in range(9):
        *_, last = chat._asked(f"câu {number}", [], thread)
        thread = last[-1]  # type: ignore[assignment]
    assert asked.turns[0] == ()
    assert asked.turns[2] == ("câu 0", "câu 1")
    assert asked.turns[8] == tuple(f"câu {n}" for n in range(2, 8))
    html = str(last[0])
    assert html.count("Hiểu theo mạch hỏi") == 8


def test_a_suggestion_goes_on_from_nothing() -> None:
    asked = Asked()
    chat = page(asked)
    *_, last = chat._asked("câu 0", [], ())
    question = chat._question_of("s.0.0", last[-1])  # type: ignore[arg-type]
    assert question == "gợi ý"
    list(chat._asked(question, [], last[-1], goes_on=False))  # type: ignore[arg-type]
    assert asked.turns == [(), ()]


def test_an_index_of_another_version_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    source = next(Path("corpus").glob("lam-thao*"))
    (corpus / source.name).write_bytes(source.read_bytes())
    settings = Settings(corpus=corpus, index=tmp_path / "index")
    with monkeypatch.context() as patched:
        patched.setattr("ingest.pipeline.pipeline_version", lambda: "older")
        with pytest.raises(Exception, match="hoi ingest"):
            open_asker(settings)
    (corpus / "another.txt").write_text("Không phải của chỉ mục này.", encoding="utf-8")
    asker = open_asker(settings)
    assert [one.plan_id for one in asker.reader.plans()] == [source.stem]
    open_index(settings).check_current()
