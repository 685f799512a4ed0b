"""Nothing is sent anywhere but the endpoint of the settings, and nothing but the question."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from evals.phrasing.scripted import scripted
from rag.llm import door
from rag.llm.door import Kind, endpoint
from tests.llm.conftest import Voice

WHO = "cơ quan nào báo cáo mục tiêu 4?"
SECRET = "khoa-" + "0" * 12


@pytest.mark.parametrize(
    ("url", "kind", "address"),
    [
        ("http://127.0.0.1:8000/v1", "openai", "http://127.0.0.1:8000/v1"),
        ("http://127.0.0.1:8000/v1/", "openai", "http://127.0.0.1:8000/v1"),
        ("http://may-chu:8000", "openai", "http://may-chu:8000/v1"),
        ("https://may-chu/llm/openai/v1", "openai", "https://may-chu/llm/openai/v1"),
        ("http://127.0.0.1:11434", "ollama", "http://127.0.0.1:11434"),
        ("http://127.0.0.1:11434/", "ollama", "http://127.0.0.1:11434"),
        ("http://127.0.0.1:11434/v1", "openai", "http://127.0.0.1:11434/v1"),
    ],
)
def test_how_an_address_is_spoken_to(url: str, kind: Kind, address: str) -> None:
    assert endpoint(url) == (kind, address)


def test_neither_proxy_nor_tracing_nor_a_foreign_key(
    voice: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scripted("failing") as elsewhere, scripted("good") as server:
        away = elsewhere.url.removesuffix("/v1")
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_PROXY", "OPENAI_BASE_URL"):
            monkeypatch.setenv(name, away)
        for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
            monkeypatch.setenv(name, "true")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", away)
        for name in ("OPENAI_API_KEY", "LANGSMITH_API_KEY", "OLLAMA_API_KEY"):
            monkeypatch.setenv(name, SECRET)
        assert voice(server.url).ask(WHO).mode == "model"
    assert elsewhere.seen == []
    assert SECRET not in str(server.seen)
    assert server.seen[0]["headers"]["authorization"] == "Bearer none"


def test_the_key_of_the_settings_goes_to_the_endpoint_and_nowhere_else(
    voice: Voice, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with scripted("failing") as server:
        asker = voice(server.url, llm_api_key=SECRET)
        answer = asker.ask(WHO)
    assert server.seen[0]["headers"]["authorization"] == f"Bearer {SECRET}"
    told = capsys.readouterr()
    settings = asker._settings
    assert SECRET not in repr(settings)
    assert SECRET not in settings.model_dump_json()
    assert SECRET not in f"{answer}{told.out}{told.err}{caplog.text}"


def test_ollama_speaks_its_own_way(voice: Voice, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address decides; its client asks under ``/api``, with a schema and room."""
    with scripted("good") as server:
        monkeypatch.setattr(door, "OLLAMA_PORT", urlsplit(server.url).port)
        voice(server.url.removesuffix("/v1")).ask(WHO)
    sent = server.seen[0]
    assert sent["path"] == "/api/chat"
    assert sent["body"]["format"]["required"] == ["claims"]
    assert sent["body"]["options"]["num_ctx"] >= 8_192
    assert sent["body"]["options"]["temperature"] == 0
