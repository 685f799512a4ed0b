"""A talk on the page: what a question goes on from, and that an old index is read again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, cast

import gradio as gr
import pytest

from app import open_asker
from rag.feedback import Rating, keep
from rag.names.now import today
from rag.pages.chat import ChatTab, Keep
from rag.pages.chooser import names_of
from rag.pages.frame import Frame
from rag.pages.talk import Edited, Sent
from rag.pages.texts import load_section, load_texts
from rag.pages.thread import Thread, TurnTexts
from rag.schema import Answer, Query
from rag.settings import Settings
from rag.stores.index import open_index
from tests.rag.tiny import plan


class Asked:
    """Keeps what the page asks; every answer is about plan "a", from the talk where it goes on."""

    def __init__(self) -> None:
        self.turns: list[tuple[str, ...]] = []
        self.among: list[tuple[str, ...]] = []

    def __call__(
        self, question: str, plans: tuple[str, ...], turns: tuple[str, ...]
    ) -> Iterator[Answer]:
        self.turns.append(turns)
        self.among.append(plans)
        query = Query(
            question, "vi", "who", ("a",), narrowed=True, from_talk=bool(turns),
            objectives=("4",) if "mục tiêu 4" in question else (), roles=("bao cao",),
        )  # fmt: skip
        said = ("gợi ý",)
        yield Answer(question, "…", False, None, "extractive", (), (), (), said, query)


def page(asked: Asked, keep: Keep | None = None) -> ChatTab:
    def unused(*_: object) -> NoReturn:
        raise AssertionError("no citation is opened, nothing is kept")

    words = load_section("vi", "turn", TurnTexts)
    plans = (plan("a"), replace(plan("b"), place="Bắc"), replace(plan("c"), place="Bắc"))
    return ChatTab(
        load_texts("vi"), words, (), lambda: plans, asked, unused, unused, keep or unused, 500, 4
    )


def asking(
    chat: ChatTab,
    question: str,
    thread: Thread = (),
    plans: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    edited: Edited | None = None,
) -> Any:  # noqa: ANN401 - what the page shows is of many types
    """The page's outputs once the question is answered: talk first, thread last."""
    *_, last = chat._asked(Sent(question, plans, places, edited), thread)
    return last


def pressed(ref: str, **told: object) -> gr.EventData:
    return gr.EventData(None, {"ref": ref, **told})


def test_a_typed_question_goes_on_from_the_talk() -> None:
    asked = Asked()
    chat = page(asked)
    thread: Thread = ()
    for number in range(9):
        last = asking(chat, f"câu {number}", thread)
        thread = last[-1]
    assert asked.turns[0] == ()
    assert asked.turns[2] == ("câu 0", "câu 1")
    assert asked.turns[8] == tuple(f"câu {n}" for n in range(2, 8))
    assert str(last[0]).count("Hiểu theo mạch hỏi") == 8


def test_a_suggestion_goes_on_from_nothing() -> None:
    asked = Asked()
    chat = page(asked)
    thread = asking(chat, "câu 0")[-1]
    *_, last = chat._chosen([], [], thread, pressed("s.0.0"))
    assert cast("Thread", last[-1])[-1].question == "gợi ý"
    assert asked.turns == [(), ()]


def test_a_place_stands_for_all_its_plans() -> None:
    asked = Asked()
    chat = page(asked)
    names = names_of(chat.plans(), "vi")
    assert names.offered_places() == [("Bắc: cả 2 kế hoạch", "place:Bắc")]
    turn = asking(chat, "câu 0", places=("place:Bắc",))[-1][0]
    assert (turn.plans, turn.places, asked.among) == ((), ("place:Bắc",), [("b", "c")])
    asking(chat, "câu 1", plans=("c",), places=("place:Bắc",))
    assert asked.among[-1] == ("c",)


@pytest.mark.parametrize(
    ("plans", "places", "told"),
    [
        pytest.param(("a",), ("place:Bắc",), "không thuộc nơi đã chọn: “", id="outside"),
        pytest.param(("b", "z"), (), "“z” không có trong kho", id="a plan that is gone"),
        pytest.param((), ("place:Nam",), "“place:Nam” không có trong kho", id="a place that is"),
    ],
)
def test_what_is_nowhere_is_said_and_not_asked(
    plans: tuple[str, ...], places: tuple[str, ...], told: str
) -> None:
    asked = Asked()
    shown = asking(page(asked), "câu 0", plans=plans, places=places)
    assert told in str(shown[2])
    assert asked.turns == []


def test_places_let_a_plan_go_and_say_so() -> None:
    chat = page(Asked())
    listed, status = cast("Any", chat._narrowed(["a", "b"], ["place:Bắc"]))
    assert (listed["value"], [value for _, value in listed["choices"]]) == (["b"], ["b", "c"])
    assert "Đã bỏ khỏi danh sách" in str(status)
    assert chat._narrowed(["b"], ["place:Bắc"])[1] == gr.skip()


@pytest.mark.parametrize(
    ("edited", "stay", "before"),
    [
        pytest.param(Edited(1, "câu 1"), ["câu 0"], ("câu 0",), id="what followed is gone"),
        pytest.param(Edited(0, "câu 0"), [], (), id="the first"),
        pytest.param(Edited(12, "câu 2"), ["câu 0", "câu 1"], ("câu 0", "câu 1"), id="moved up"),
    ],
)
def test_an_edited_question_takes_the_place_of_its_turn(
    edited: Edited, stay: list[str], before: tuple[str, ...]
) -> None:
    asked = Asked()
    chat = page(asked)
    thread: Thread = ()
    for number in range(3):
        thread = asking(chat, f"câu {number}", thread)[-1]
    after = cast("Thread", asking(chat, "câu mới", thread, edited=edited)[-1])
    assert [turn.question for turn in after] == [*stay, "câu mới"]
    assert asked.turns[-1] == before


def test_an_edit_of_what_has_left_loses_nothing() -> None:
    chat = page(Asked())
    thread = asking(chat, "câu 0")[-1]
    shown = asking(chat, "câu mới", thread, edited=Edited(3, "câu 9"))
    assert shown[-1] == gr.skip()
    assert chat.words.edit_gone in str(shown[2])


@pytest.mark.parametrize(
    ("ref", "question", "plans"),
    [
        pytest.param("w.0.0", "ai báo cáo mục tiêu 4?", ("c",), id="a chosen plan"),
        pytest.param("w.0.2", "ai báo cáo?", ("b", "c"), id="an objective"),
        pytest.param("w.0.3", None, None, id="a role cannot be left out"),
        pytest.param("w.0.9", None, None, id="no such part"),
        pytest.param("w.7.0", None, None, id="no such turn"),
        pytest.param("w.<b>.0", None, None, id="no reference at all"),
    ],
)
def test_a_part_is_left_out(ref: str, question: str | None, plans: tuple[str, ...] | None) -> None:
    chat = page(Asked())
    thread = asking(chat, "ai báo cáo mục tiêu 4?", plans=("b", "c"))[-1]
    shown = list(chat._chosen([], [], thread, pressed(ref)))
    if question is None:
        assert shown == []
        return
    last = cast("Thread", shown[-1][-1])[-1]
    assert (last.question, last.plans) == (question, plans)


def test_what_a_reader_thinks_is_kept_once_for_an_answer() -> None:
    held: list[tuple[Rating, int | None]] = []

    def keep_rating(rating: Rating, row: int | None) -> int:
        held.append((rating, row))
        return 5

    chat = page(Asked(), keep_rating)
    thread = asking(chat, "câu 0", plans=("b",))[-1]
    _, thread = chat._rated(thread, pressed("0", good=True))
    told = {"good": False, "fault": "lacking", "note": "thiếu Sở B"}
    _, again = chat._rated(cast("Thread", thread), pressed("0", **told))
    assert [(one.good, one.fault, one.note, row) for one, row in held] == [
        (True, None, None, None),
        (False, "lacking", "thiếu Sở B", 5),
    ]
    assert cast("Thread", again)[0].good is False
    for ref, fault in (("9", ""), ("x", ""), ("0", "<b>")):
        chat._rated(cast("Thread", again), pressed(ref, good=False, fault=fault))
    assert len(held) == 2


def test_a_rating_that_cannot_be_written_is_one_line_without_a_path(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    def keep_rating(rating: Rating, row: int | None) -> int:
        return keep(tmp_path / "file" / "feedback.sqlite", rating, today(), row)

    chat = page(Asked(), keep_rating)
    status, kept = chat._rated(asking(chat, "mục tiêu 4?")[-1], pressed("0", good=True))
    assert chat.words.not_kept in str(status)
    assert str(tmp_path) not in str(status)
    assert kept == gr.skip()


@pytest.mark.parametrize(
    ("fails", "told"),
    [
        (OSError("disk full"), "not_written"),
        (ZeroDivisionError(), "fault"),
    ],
)
def test_what_no_tab_foresaw_is_one_line(fails: Exception, told: str) -> None:
    texts = load_texts("vi")
    absent = cast("Any", None)
    frame = Frame(absent, absent, absent, (), texts, tuple)

    def at_once() -> NoReturn:
        raise fails

    def later() -> Iterator[str]:
        yield "begun"
        raise fails

    for work in (at_once, lambda: list(frame._told(later)())):
        with pytest.raises(gr.Error) as error:
            frame._told(work)()
        assert error.value.message == getattr(texts, told)


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
