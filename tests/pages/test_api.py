"""The endpoints for programs, over the five plans: names, words, shapes, errors, the README."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import typing
from collections.abc import Mapping

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent, Tool

from rag.api import Answered, Found, Listed, Told
from rag.ask import Asker
from rag.facts import fact_json
from rag.listing import plan_json
from rag.names.now import today
from rag.output import answer_json, dumps, hit_citation, hit_json
from rag.settings import ROOT, Settings
from rag.uploads import take_out

NAMES = {"/ask", "/search", "/facts", "/plans"}
WHO = "cơ quan nào báo cáo mục tiêu 4?"
WRONG: tuple[tuple[str, dict[str, object], str], ...] = (
    ("ask", {"question": "  "}, "question: đang để trống"),
    ("ask", {"question": "x" * 2001}, "question: dài 2,001 ký tự"),
    ("ask", {"question": WHO, "plans": ["chang-co"]}, "plan: không có kế hoạch “chang-co”"),
    ("ask", {"question": WHO, "turns": ["ai?"] * 31}, "turns: có 31 câu"),
    ("search", {"words": ""}, "words: đang để trống"),
    ("search", {"words": "báo cáo", "k": 0}, "k: cần số từ 1 đến 100, nhận 0"),
    ("facts", {"plan": "chang-co"}, "plan: không có kế hoạch “chang-co”"),
    ("facts", {"limit": 5001}, "limit: cần số từ 1 đến 5,000"),
    ("plans", {"offset": -1}, "offset: cần số từ 0 trở lên"),
)
WRONG_TYPES: tuple[tuple[str, dict[str, object], str], ...] = (
    ("ask", {"question": 5}, "question: cần một chuỗi chữ, nhận số"),
    ("ask", {"question": WHO, "plans": "kon-tum-2021"}, "plan: cần một danh sách chuỗi chữ"),
    ("ask", {"question": WHO, "lang": "fr"}, "lang: không có loại “fr”; có: vi, en"),
    ("search", {"words": "báo cáo", "k": True}, "k: cần một số nguyên, nhận đúng/sai"),
    ("facts", {"kind": "duty"}, "kind: không có loại “duty”; có: assignment, target"),
)
"""An MCP client is told these by the schema, before the tool is called."""


@pytest.fixture(scope="module")
def client(served: str) -> Client:
    return reached(f"{served}/")


def reached(address: str) -> Client:
    """A client that waits: the first answer of a server loads what it needs."""
    patient = {"timeout": 120}
    return Client(address, verbose=False, analytics_enabled=False, httpx_kwargs=patient)


@pytest.fixture(scope="module")
def asker(corpus_index: Settings) -> Asker:
    return Asker(corpus_index)


def test_only_these_have_names_and_each_parameter_is_told_in_words(client: Client) -> None:
    told = client.view_api(return_format="dict")
    assert set(told["named_endpoints"]) == NAMES
    assert told["unnamed_endpoints"] == {}
    for endpoint in told["named_endpoints"].values():
        assert endpoint["description"]
        assert endpoint["returns"][0]["python_type"]["type"].startswith(("dict(", "list[dict("))
        for parameter in endpoint["parameters"]:
            assert parameter["python_type"]["description"], parameter["parameter_name"]


def test_the_english_page_names_nothing(served: str) -> None:
    english = reached(f"{served}/en/")
    assert english.view_api(return_format="dict")["named_endpoints"] == {}


def test_answers_are_those_of_the_commands(client: Client, asker: Asker) -> None:
    reader = asker.reader
    answer = plain(answer_json(asker.ask(WHO, ("kon-tum-2021",), None, ("kế hoạch nào?",))))
    told = client.predict(WHO, ["kon-tum-2021"], ["kế hoạch nào?"], api_name="/ask")
    assert {**told, "timing_ms": None} == {**answer, "timing_ms": None}
    hits = asker.search("mua bán người", 3)
    assert client.predict("mua bán người", 3, api_name="/search") == [
        plain(hit_json(hit, hit_citation(reader, hit, 1))) for hit in hits
    ]
    facts = json.loads(dumps([fact_json(fact) for fact in reader.facts("kon-tum-2021", "target")]))
    listed = client.predict("target", "kon-tum-2021", api_name="/facts")
    assert listed == json.loads(json.dumps(facts).replace('"path":', '"section":'))
    counts = reader.passage_counts()
    assert client.predict(api_name="/plans") == [
        plain(plan_json(plan, counts[plan.plan_id], today())) for plan in reader.plans()
    ]


def plain(told: Mapping[str, object]) -> dict[str, object]:
    """As it is after a way through JSON."""
    read: dict[str, object] = json.loads(json.dumps(told))
    return read


def test_the_declared_shapes_have_the_fields_that_are_given(client: Client) -> None:
    assert set(client.predict(WHO, api_name="/ask")) == fields(Answered)
    assert set(client.predict("báo cáo", 1, api_name="/search")[0]) == fields(Found)
    for kind in ("assignment", "target", "deadline", "header"):
        assert fields(Told) <= set(client.predict(kind, limit=1, api_name="/facts")[0])
    assert fields(Listed) <= set(client.predict(api_name="/plans")[0])


def fields(shape: type) -> set[str]:
    return set(typing.get_type_hints(shape))


def test_lists_are_read_on_from_an_offset_and_plans_found_by_words(client: Client) -> None:
    whole = client.predict(kind="deadline", api_name="/facts")
    parts = [client.predict("deadline", None, 20, start, api_name="/facts") for start in (0, 20)]
    assert [*parts[0], *parts[1]] == whole[:40]
    found = client.predict("tinh kon TUM", api_name="/plans")
    assert [plan["plan_id"] for plan in found] == ["kon-tum-2021"]


@pytest.mark.parametrize(("name", "given", "line"), [*WRONG, *WRONG_TYPES])
def test_a_wrong_call_gets_one_line(
    client: Client, name: str, given: dict[str, object], line: str
) -> None:
    with pytest.raises(AppError) as told:
        client.predict(**given, api_name=f"/{name}")
    assert str(told.value).startswith(line)
    assert "\n" not in str(told.value)


def test_the_tools_are_the_endpoints(served: str, client: Client) -> None:
    tools, results = asyncio.run(called(served, [("plans", {}), ("ask", {"question": WHO})]))
    assert {f"/{tool.name}" for tool in tools} == NAMES
    for tool in tools:
        assert tool.description
        assert all(one["description"] for one in tool.inputSchema["properties"].values())
    plans, answer = map(text_of, results)
    assert json.loads(plans) == client.predict(api_name="/plans")
    same = {"timing_ms": None}
    assert {**json.loads(answer), **same} == {**client.predict(WHO, api_name="/ask"), **same}


def test_a_wrong_call_of_a_tool_gets_one_line(served: str) -> None:
    _, results = asyncio.run(called(served, [(name, given) for name, given, _ in WRONG]))
    for (_, _, line), result in zip(WRONG, results, strict=True):
        assert result.isError
        assert text_of(result).startswith(line)
        assert "\n" not in text_of(result)


async def called(
    address: str, calls: list[tuple[str, dict[str, object]]]
) -> tuple[list[Tool], list[CallToolResult]]:
    """The tools, and what these calls were told."""
    async with (
        streamable_http_client(f"{address}/gradio_api/mcp/") as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        tools = (await session.list_tools()).tools
        return tools, [await session.call_tool(*call) for call in calls]


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_the_examples_of_the_readme_run(readme: str, served: str) -> None:
    written = (ROOT / readme).read_text(encoding="utf-8")
    blocks = re.findall(r"```(python|json)\n(.*?)```", written, re.DOTALL)
    ours = [(kind, code.replace("http://127.0.0.1:7860", served)) for kind, code in blocks
            if "127.0.0.1:7860" in code]  # fmt: skip
    assert [kind for kind, _ in ours] == ["python", "json", "python"]
    (address,) = (one["url"] for one in json.loads(ours[1][1])["mcpServers"].values())
    assert address == f"{served}/gradio_api/mcp/"
    for (_, code), shown in zip(ours[::2], ("khoản 6 Mục IV", "Kon Tum"), strict=True):
        run = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False
        )
        assert run.returncode == 0, run.stderr
        assert shown in run.stdout


def test_health_counts_the_plans_that_are_there_now(changing: tuple[str, Settings]) -> None:
    address, settings = changing

    def health() -> object:
        return httpx.get(f"{address}/health", timeout=60, trust_env=False).json()

    assert health() == {"status": "ok", "plans": 5}
    take_out(settings, "kon-tum-2021")
    assert health() == {"status": "ok", "plans": 4}
