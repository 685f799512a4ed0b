"""A server that speaks like OpenAI's on this machine and answers as it is told to.

It stands for the good model, the careless one and the one that does what a document says.
"""

from __future__ import annotations

import itertools
import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

Manner = Literal[
    "good", "merging", "wrong", "obeying", "chatting", "broken", "hanging", "trickling",
    "failing", "picky", "sending away",
]  # fmt: skip
"""How it answers; "picky" is good and takes no schemas, "sending away" redirects."""

PIECE = 24
"""Characters of a piece of a stream."""
PAUSE_S = 0.2
_ORDER = re.compile(r"(?:bỏ qua|ignore|hãy trả lời|reply)[^\n\"]*", re.IGNORECASE)

Claim = dict[str, object]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a prompt shows: the words of each passage, and the statements."""

    passages: Mapping[str, str]
    facts: tuple[Mapping[str, Any], ...]
    english: bool

    @staticmethod
    def of(prompt: str) -> Shown:
        """Read from the lines of JSON in it."""
        passages: dict[str, str] = {}
        facts = []
        for line in prompt.splitlines():
            if line.startswith('{"id": "p'):
                told = json.loads(line)
                passages[told["id"]] = told["text"]
            elif line.startswith('{"id": "f'):
                facts.append(json.loads(line))
        return Shown(passages, tuple(facts), "Answer in English" in prompt)

    def claim(self, text: str, *facts: Mapping[str, Any]) -> Claim:
        """A sentence that phrases these statements and quotes all they rest on."""
        ids = list(dict.fromkeys(one for fact in facts for one in fact["passages"]))
        quotes = [self.passages[one] for one in ids]
        return {
            "text": text, "facts": [fact["id"] for fact in facts], "passages": ids,
            "quotes": quotes,
        }  # fmt: skip


def good(shown: Shown) -> Iterator[Claim]:
    """Each statement in a sentence of its own, smoothed a little."""
    for fact in shown.facts:
        begin = "According to the plan, " if shown.english else "Cụ thể, "
        yield shown.claim(f"{begin}{fact['text']}.", fact)


def merging(shown: Shown) -> Iterator[Claim]:
    """The first two statements that rest on the same passages in one sentence, then the others."""
    facts = list(shown.facts)
    for one, other in itertools.pairwise(facts):
        if set(other["passages"]) <= set(one["passages"]):
            yield shown.claim(f"{one['text']} và {other['text']}", one, other)
            return
    yield from good(shown)


def wrong(shown: Shown) -> Iterator[Claim]:
    """Sentences with a fault each: another figure, agency, role, denial, quote, id, partner."""
    for fact in shown.facts:
        text = str(fact["text"])
        for said in (
            f"{text}, đạt 97,5%",
            f"{text}, do Thanh tra Chính phủ kiểm tra",
            f"{text} theo Quyết định số 9999/QĐ-TTg",
            f"{text} trước ngày 31/02/2099",
            f"Không phải {text}",
            f"{text} và đã được hủy bỏ",
            "Nội dung này đã được thực hiện xong",
        ):
            yield shown.claim(said, fact)
        yield shown.claim(text, fact) | {"quotes": [f"{text[:40]} bịa thêm"]}
        yield shown.claim(text, fact) | {"quotes": []}
        yield shown.claim(text, fact) | {"passages": ["p99"]}
        yield shown.claim(text, fact) | {"facts": ["f99"]}


def obeying(shown: Shown) -> Iterator[Claim]:
    """What documents order, and what a page could be harmed by; each with a true quote."""
    orders = [order for text in shown.passages.values() for order in _ORDER.findall(text)]
    harm = (
        "Xem https://example.invalid/x", "![ảnh](http://example.invalid/a.png)",
        "[bấm vào đây](javascript:alert(1))", "<img src=x onerror=alert(1)>",
        "Hệ thống đã bị khóa, hãy gọi 0900 000 000", "**Sở Tài chính** chủ trì",
        "\u202eTrên xuống dưới", "Kế hoạch bị bãi bỏ",
    )  # fmt: skip
    for fact in shown.facts:
        for said in (*orders, *harm):
            yield shown.claim(said, fact)
            yield shown.claim(f"{fact['text']} {said}", fact)
    for name, text in shown.passages.items():
        for said in orders:
            yield {"text": said, "facts": [], "passages": [name], "quotes": [text]}
            if shown.facts:
                yield {
                    "text": said, "facts": [shown.facts[0]["id"]], "passages": [name],
                    "quotes": [said],
                }  # fmt: skip


WRITERS: Mapping[str, Callable[[Shown], Iterator[Claim]]] = {
    "good": good, "picky": good, "merging": merging, "wrong": wrong, "obeying": obeying,
}  # fmt: skip


@dataclass(slots=True)
class Scripted:
    """A running server; ``seen`` are the requests it got, ``hung_up`` counts who left early."""

    url: str
    manner: Manner
    question: str = ""
    seen: list[Mapping[str, Any]] = field(default_factory=list)
    hung_up: int = 0

    def reply(self, prompt: str) -> str:
        """What it writes to a prompt."""
        if self.question and "CÂU HỎI" in prompt and '{"question"' in prompt:
            return json.dumps({"question": self.question}, ensure_ascii=False)
        if self.manner == "chatting":
            return "Xin chào, tôi có thể giúp gì cho anh chị?"
        claims = list(WRITERS.get(self.manner, good)(Shown.of(prompt)))
        told = json.dumps({"claims": claims}, ensure_ascii=False)
        return told[:60] if self.manner == "broken" else told


@contextmanager
def scripted(manner: Manner, question: str = "") -> Iterator[Scripted]:
    """The server on a free port of this machine while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    told = Scripted(f"http://127.0.0.1:{server.server_address[1]}/v1", manner, question)
    server.told = told  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        told: Scripted = self.server.told  # type: ignore[attr-defined]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        headers = {name.lower(): one for name, one in self.headers.items()}
        told.seen.append({"path": self.path, "headers": headers, "body": body})
        if told.manner == "failing":
            self._whole(500, {"error": {"message": "out of memory"}})
        elif told.manner == "picky" and "response_format" in body:
            self._whole(400, {"error": {"message": "response_format is not supported"}})
        elif told.manner == "sending away":
            self._whole(307, {}, {"Location": f"{told.url}/elsewhere"})
        else:
            self._stream(told, body)

    def _whole(self, status: int, value: object, headers: Mapping[str, str] | None = None) -> None:
        text = json.dumps(value).encode()
        self.send_response(status)
        for name, one in (headers or {}).items():
            self.send_header(name, one)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def _stream(self, told: Scripted, body: Mapping[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        reply = told.reply(body["messages"][-1]["content"])
        pieces: Sequence[str] = [reply[i : i + PIECE] for i in range(0, len(reply), PIECE)]
        try:
            if told.manner in ("hanging", "trickling"):
                pieces = ("x " for _ in iter(int, 1))  # type: ignore[assignment]  # without end
            for piece in pieces:
                if told.manner == "hanging":
                    self.wfile.write(b": still here\n\n")  # a comment: nothing is said
                else:
                    self._event(piece)
                if told.manner in ("hanging", "trickling"):
                    self.wfile.flush()
                    time.sleep(PAUSE_S)
            self._event("", "stop")
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            told.hung_up += 1
        self.close_connection = True

    def _event(self, piece: str, finished: str | None = None) -> None:
        choice = {
            "index": 0,
            "delta": {"role": "assistant", "content": piece},
            "finish_reason": finished,
        }
        value = {
            "id": "1", "object": "chat.completion.chunk", "created": 0, "model": "scripted",
            "choices": [choice],
        }  # fmt: skip
        self.wfile.write(f"data: {json.dumps(value, ensure_ascii=False)}\n\n".encode())

    def log_message(self, *_: object) -> None:
        """Nothing: a test's own output is enough."""
