"""The Word file of an answer: asked by an address or by what is posted, among what was chosen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import quote

import pytest
from fastapi import FastAPI

from rag.schema import Answer, Hit, Lang, Plan, Query
from rag.web.answer_file import DOCX, LONGEST_POSTED, add_answer_file
from tests.rag.tiny import plan
from tests.web.asking import ask


@dataclass
class Asker:
    """Keeps what it is asked; it is its own reader."""

    asked: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)

    @property
    def reader(self) -> Asker:
        return self

    def plans(self) -> tuple[Plan, ...]:
        return (plan("a"), replace(plan("b"), place="Bắc"), replace(plan("c"), place="Bắc"))

    def search(self, text: str, k: int = 10, plans: tuple[str, ...] = ()) -> tuple[Hit, ...]:
        return ()

    def ask(
        self,
        question: str,
        plans: tuple[str, ...] = (),
        lang: Lang | None = None,
        turns: tuple[str, ...] = (),
    ) -> Answer:
        self.asked.append((question, plans, turns))
        query = Query(question, "vi", "who", plans)
        return Answer(question, "…", False, None, "extractive", (), (), (), (), query)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("query", "asked"),
    [
        pytest.param("q=một&q=hai", ("hai", (), ("một",)), id="it goes on"),
        pytest.param("q=ai&plan=a&plan=b", ("ai", ("a", "b"), ()), id="plans"),
        pytest.param("q=ai&place=Bắc", ("ai", ("b", "c"), ()), id="a place"),
        pytest.param("q=ai&plan=c&place=place:Bắc", ("ai", ("c",), ()), id="both"),
        pytest.param("q=ai&plan=a&place=Bắc", None, id="a plan of none of the places"),
        pytest.param("q=ai&plan=gone", None, id="no such plan"),
        pytest.param("q=ai&place=Nam", None, id="no such place"),
        pytest.param("plan=a", None, id="no question"),
    ],
)
def test_it_is_asked_among_what_was_chosen(
    method: str, query: str, asked: tuple[str, tuple[str, ...], tuple[str, ...]] | None
) -> None:
    app, asker = FastAPI(), Asker()
    add_answer_file(app, asker, 1)
    sent = quote(query, safe="=&")
    if method == "GET":
        reply = ask(app, f"/answer.docx?{sent}")
    else:
        reply = ask(app, "/answer.docx", "POST", body=sent.encode())
    assert asker.asked == ([asked] if asked else [])
    assert (reply.status, reply.headers["content-type"] == DOCX) == (
        (200, True) if asked else (400, False)
    )


def test_what_is_posted_is_bounded() -> None:
    app, asker = FastAPI(), Asker()
    add_answer_file(app, asker, 1)
    assert ask(app, "/answer.docx", "POST", body=b"q=" + b"a" * LONGEST_POSTED).status == 413
    assert asker.asked == []
