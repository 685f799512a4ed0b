"""The door to a language model: any OpenAI-compatible endpoint, or Ollama, through langchain.

Nothing is sent anywhere but the endpoint of the settings: no proxy of the environment, no redirect,
no tracing, no key of another service.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol
from urllib.parse import urlsplit

from rag.errors import UsageError
from rag.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_LOG = logging.getLogger(__name__)

Kind = Literal["openai", "ollama"]
Why = Literal["timeout", "unreachable", "failed"]
Schema = Mapping[str, object]

OLLAMA_PORT = 11434
CONNECT_S = 3.0
MOST_CHARS = 20_000
"""Of one reply; a model that goes on longer is cut off."""
CONTEXT_TOKENS = 8_192
"""Ollama's own default is less than what is sent, and it drops the beginning without a word."""
_NOT_TAKEN = (400, 422)
"""What a server answers that knows no schemas of replies."""


class ModelFailed(Exception):
    """The endpoint gave no reply; ``why`` in a word, the rest for the log."""

    def __init__(self, why: Why, told: str) -> None:
        super().__init__(f"{why}: {told}")
        self.why: Why = why


class Model(Protocol):
    """What the asker needs of a model."""

    @property
    def name(self) -> str: ...

    def close(self) -> None: ...
    def stream(self, prompt: str, schema: Schema, until: float) -> Iterator[str]:
        """The pieces of the reply; ``until`` is on the clock of ``time.monotonic``.

        Raises:
            ModelFailed: nothing came, or not in time.
        """


def endpoint(url: str) -> tuple[Kind, str]:
    """How an address is spoken to, and the address itself.

    Ollama's own port without a path is Ollama; all else speaks like OpenAI, under ``/v1`` where no
    path is given.

    Raises:
        UsageError: it is no address.
    """
    try:
        parts = urlsplit(url)
        port, known = parts.port, parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        known = False
    # a name, a key or a query would be shown wherever the address is, and reach no path
    if not known or "@" in parts.netloc or set("?#") & set(url):
        raise UsageError(
            f"HOI_LLM_URL: “{url}” không phải địa chỉ; ví dụ http://127.0.0.1:8000/v1 hoặc "
            f"http://127.0.0.1:{OLLAMA_PORT} (Ollama); khóa ghi ở HOI_LLM_API_KEY."
        )
    plain = url.rstrip("/")
    if parts.path.strip("/"):
        return "openai", plain
    return ("ollama", plain) if port == OLLAMA_PORT else ("openai", f"{plain}/v1")


def model_shown(settings: Settings, words: str) -> str | None:
    """These words with the model in use and the machine it runs on; None where none is."""
    if not settings.llm_url or not settings.llm_model:
        return None
    host = urlsplit(settings.llm_url).hostname or settings.llm_url
    return words.format(model=settings.llm_model, host=host)


@dataclass(slots=True)
class ChatModel:
    """A model at an endpoint. ``schemas`` turns false once the endpoint has refused one."""

    name: str
    kind: Kind
    _chat: BaseChatModel
    _hang_up: Callable[[], None]
    _most_tokens: int
    schemas: bool = True

    def close(self) -> None:
        """Give up the connections that are kept for the next question."""
        self._hang_up()

    def stream(self, prompt: str, schema: Schema, until: float) -> Generator[str]:
        """See ``Model``; the connection is closed when the caller stops listening."""
        given = self.schemas
        try:
            yield from self._streamed(prompt, schema if given and schema else None, until)
        except _Refused:
            self.schemas = False
            yield from self._streamed(prompt, None, until)

    def _streamed(self, prompt: str, schema: Schema | None, until: float) -> Iterator[str]:
        pieces: queue.SimpleQueue[str | BaseException | None] = queue.SimpleQueue()
        left = threading.Event()
        pump = threading.Thread(
            target=self._pump, args=(prompt, schema, pieces, left), daemon=True, name="model"
        )
        pump.start()
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(until - time.monotonic(), 0.001))
                except queue.Empty:
                    raise ModelFailed("timeout", f"{self.name} took too long") from None
                if piece is None:
                    return
                if isinstance(piece, BaseException):
                    raise self._failed(piece, schema) from piece
                yield piece
        finally:
            left.set()

    def _pump(
        self,
        prompt: str,
        schema: Schema | None,
        pieces: queue.SimpleQueue[str | BaseException | None],
        left: threading.Event,
    ) -> None:
        """Listen in a thread: a read that hangs must not hold the one who asked."""
        from langsmith import tracing_context

        size = 0
        try:
            with tracing_context(enabled=False):
                bound = self._chat.bind(**self._bound(schema))
                coming = bound.stream(prompt, {"callbacks": []})
                try:
                    for chunk in coming:
                        text = chunk.text
                        size += len(text)
                        if left.is_set() or size > MOST_CHARS:
                            break
                        if text:
                            pieces.put(text)
                finally:
                    close = getattr(coming, "close", None)
                    if close is not None:
                        close()  # hangs up, and the server stops writing
        except BaseException as error:  # noqa: BLE001 - a client library's, told to who listens
            pieces.put(error)
        else:
            pieces.put(None)

    def _bound(self, schema: Schema | None) -> dict[str, object]:
        if schema is None:
            return {}
        if self.kind == "ollama":
            return {"format": dict(schema)}
        form = {"name": "reply", "schema": dict(schema), "strict": True}
        # in the body, past the client: it would read the whole reply itself, and fail at a long one
        asked = {"type": "json_schema", "json_schema": form}
        return {"extra_body": {"max_tokens": self._most_tokens, "response_format": asked}}

    def _failed(self, error: BaseException, schema: Schema | None) -> Exception:
        status = getattr(error, "status_code", None)
        if schema is not None and status in _NOT_TAKEN:
            return _Refused()
        names = {one.__name__ for one in type(error).__mro__}
        told = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        if names & {"APITimeoutError", "TimeoutException", "TimeoutError"}:
            return ModelFailed("timeout", told)
        if names & {"APIConnectionError", "ConnectError", "ConnectionError"}:
            return ModelFailed("unreachable", told)
        return ModelFailed("failed", told)


class _Refused(Exception):
    """The endpoint takes no schema."""


def open_model(settings: Settings) -> ChatModel:
    """The model of the settings; nothing is sent yet.

    Raises:
        UsageError: the address is none, no model is named, or its client is not installed.
    """
    if not settings.llm_url or not settings.llm_model:
        raise UsageError("Cần cả HOI_LLM_URL và HOI_LLM_MODEL để dùng mô hình ngôn ngữ.")
    kind, address = endpoint(settings.llm_url)
    try:
        client = _client(settings)
        chat = (_ollama if kind == "ollama" else _openai)(settings, address, client)
    except ImportError as error:
        raise UsageError(
            f"Chưa cài phần gọi mô hình ngôn ngữ ({error.name}): "
            "pip install -e '.[llm]' -c constraints.txt"
        ) from error
    return ChatModel(
        settings.llm_model, kind, chat, client["transport"].close, settings.llm_max_tokens
    )


def reached(settings: Settings) -> None:
    """Ask the model of the settings for anything at all.

    Raises:
        UsageError: as ``open_model``, or it does not answer; what to look at is said.
    """
    try:
        with closing(open_model(settings)) as model:
            pieces = model.stream("OK?", {}, time.monotonic() + settings.llm_timeout_s)
            next(pieces, "")
            pieces.close()
    except ModelFailed as failed:
        raise UsageError(
            f"{settings.llm_model} ở {settings.llm_url} không trả lời ({failed}); "
            "xem máy chủ có chạy và tên mô hình có đúng không."
        ) from failed


def _client(settings: Settings) -> dict[str, Any]:
    """How a client of either kind connects: straight to the endpoint, and never for too long."""
    import httpx

    wait = httpx.Timeout(settings.llm_timeout_s, connect=CONNECT_S)

    class Ending(httpx.HTTPTransport):
        """Ends a reply that goes on, even one that only says that it is still there."""

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            response = super().handle_request(request)
            response.stream = _Ending(response.stream, time.monotonic() + settings.llm_timeout_s)
            return response

    class _Ending(httpx.SyncByteStream):
        def __init__(self, stream: Any, until: float) -> None:  # noqa: ANN401 - sync, as it is used
            self._stream, self._until = stream, until

        def __iter__(self) -> Iterator[bytes]:
            for piece in self._stream:
                if time.monotonic() > self._until:
                    raise httpx.ReadTimeout("the whole reply took too long")
                yield piece

        def close(self) -> None:
            self._stream.close()

    return {
        "trust_env": False, "follow_redirects": False, "timeout": wait, "transport": Ending(),
    }  # fmt: skip


def _openai(settings: Settings, address: str, client: dict[str, Any]) -> BaseChatModel:
    import httpx
    from langchain_openai import ChatOpenAI

    return ChatOpenAI(
        model=settings.llm_model,
        base_url=address,
        api_key=settings.llm_api_key or "none",
        organization=None,
        openai_proxy=None,
        temperature=0,
        timeout=client["timeout"],
        max_retries=0,
        stream_usage=False,
        use_responses_api=False,
        http_socket_options=(),
        http_client=httpx.Client(**client),
        http_async_client=httpx.AsyncClient(trust_env=False, follow_redirects=False),
        # not every server knows the newer name that the client sends
        extra_body={"max_tokens": settings.llm_max_tokens},
    )


def _ollama(settings: Settings, address: str, client: dict[str, Any]) -> BaseChatModel:
    from langchain_ollama import ChatOllama

    # without a header of its own the client would send OLLAMA_API_KEY
    header = {"authorization": f"Bearer {settings.llm_api_key or 'none'}"}
    return ChatOllama(
        model=settings.llm_model,
        base_url=address,
        temperature=0,
        num_predict=settings.llm_max_tokens,
        num_ctx=CONTEXT_TOKENS,
        client_kwargs={**client, "headers": header},
    )
