"""A reply read while it comes, whatever stands around it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from rag.llm.reply import claims_of, question_of

ONE = {"text": "Một", "facts": ["f1"], "passages": ["p1"], "quotes": ["một"]}
TWO = {"text": 'Hai {"a": [1]}', "facts": ["f2"], "passages": ["p1"], "quotes": ["]}"]}
BOTH = json.dumps({"claims": [ONE, TWO]}, ensure_ascii=False)


def texts(reply: str, size: int = 3) -> list[str | None]:
    pieces = [reply[i : i + size] for i in range(0, len(reply), size)]
    return [None if one is None else one.text for one in claims_of(pieces)]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (BOTH, ["Một", TWO["text"]]),
        (f"```json\n{BOTH}\n```", ["Một", TWO["text"]]),
        (f"<think>{BOTH}</think>\n{json.dumps({'claims': [ONE]})}", ["Một"]),
        (f"<think>{BOTH}", []),
        (f"Đây là kết quả: {BOTH} Chúc vui!", ["Một", TWO["text"]]),
        (BOTH[:-20], ["Một"]),  # cut off
        ('{"claims": [{"text": "x"}, ' + json.dumps(ONE) + "]}", [None, "Một"]),
        ('{"claims": [7, null, "a"]}', [None, None, None]),
        ('{"claims": []}', []),
        ('{"claims": "x"}', []),
        ("Xin chào", []),
        ("", []),
        ('{"claims": [' + "[" * 5_000, []),
        ('{"claims": [' + json.dumps(ONE) + ", " + '{"a":' * 5_000, ["Một"]),
        ('{"claims": [{"text": "\\ud800", "facts": [], "passages": [], "quotes": []}]}', [None]),
    ],
)
def test_sentences_of_a_reply(reply: str, said: list[str | None]) -> None:
    assert texts(reply) == texts(reply, 1_000) == said


def test_a_sentence_is_given_on_before_the_next_is_written() -> None:
    written = []

    def coming() -> Iterator[str]:
        end = BOTH.index("}") + 1
        for piece in (BOTH[:10], BOTH[10:end], BOTH[end:]):
            written.append(piece)
            yield piece

    first = next(claims_of(coming()))
    assert first is not None
    assert first.text == "Một"
    assert len(written) == 2


@pytest.mark.parametrize(
    ("reply", "question"),
    [
        ('{"question": "Cơ quan nào  chủ trì?"}', "Cơ quan nào chủ trì?"),
        ('<think>{"question": "a"}</think> {"question": "b"}', "b"),
        ('{"question": " "}', None),
        ('{"question": 7}', None),
        ('{"question": "a', None),
        ("Cơ quan nào?", None),
    ],
)
def test_a_question_said_otherwise(reply: str, question: str | None) -> None:
    assert question_of(reply) == question
