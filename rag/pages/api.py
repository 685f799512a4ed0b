"""Named endpoints for programs (``gradio_client``), which are MCP tools for assistants as well.

No ``from __future__ import annotations``: Gradio reads the types off the signatures themselves.
"""

import logging
from collections.abc import Callable
from typing import Literal, TypeVar

import gradio as gr
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from gradio.components.api_component import Api as Argument
from gradio.events import api as endpoint
from gradio.utils import get_function_description

from rag.api import Answered, Api, Found, Listed, Told
from rag.errors import HoiError
from rag.output import Json, dumps
from rag.stores.catalog import FactKind

AT_ONCE = 4
"""Calls worked on at the same time, in threads of their own: the page's never wait for them."""

T = TypeVar("T")
_log = logging.getLogger(__name__)


class CallFailed(gr.Error):
    """One line for whoever called; as a plain text where MCP asks for it."""

    def __init__(self, line: str) -> None:
        """Take the line."""
        super().__init__(line, print_exception=False)

    def __str__(self) -> str:
        return str(self.message)


def add_endpoints(page: gr.Blocks, api: Api) -> None:
    """Name the endpoints of a built page; nothing else of it has a name."""
    turn = CapacityLimiter(AT_ONCE)

    async def answered(work: Callable[[], T]) -> T:
        try:
            return await run_sync(work, limiter=turn)
        except HoiError as error:
            raise CallFailed(str(error)) from error
        except Exception as error:
            _log.exception("a call failed")
            raise CallFailed("Lỗi của chương trình; hãy xem nhật ký của máy chủ.") from error

    async def ask(
        question: str,
        plans: list[str] | None = None,
        turns: list[str] | None = None,
        lang: Literal["vi", "en"] | None = None,
    ) -> Answered:
        """Hỏi các kế hoạch của Ủy ban nhân dân: trả lời kèm trích dẫn nguyên văn, hoặc nói rõ là
        kế hoạch không nêu (abstained). Answers a question about Vietnamese administrative plans
        (who does what, when, how much) with verbatim citations; says so where the plans do not
        state it. Ask in Vietnamese where possible, and quote `reference` when citing.

        Args:
            question: Câu hỏi, tiếng Việt hoặc tiếng Anh. The question, one line.
            plans: Chỉ trong các kế hoạch có mã này (xem plans). Ids of the plans to ask; all if none.
            turns: Các câu đã hỏi trước đó trong cùng cuộc trao đổi. Earlier questions, oldest first.
            lang: Ngôn ngữ của câu trả lời; mặc định theo câu hỏi. Language of the answer.
        """  # noqa: D205, E501
        return await answered(lambda: api.ask(question, plans, turns, lang))

    async def search(words: str, k: int = 10, plans: list[str] | None = None) -> list[Found]:
        """Tìm các đoạn của kế hoạch gần nhất với những từ này, kèm dẫn chiếu để chép vào văn bản.
        Finds the passages of the plans nearest to some words, each verbatim with an official
        reference; what is found is near, and need not be an answer.

        Args:
            words: Từ ngữ cần tìm. What to look for.
            k: Số đoạn, từ 1 đến 100. How many passages.
            plans: Chỉ trong các kế hoạch có mã này (xem plans). Ids of the plans to search.
        """  # noqa: D205
        return await answered(lambda: api.search(words, k, plans))

    async def facts(
        kind: FactKind | None = None,
        plan: str | None = None,
        limit: int = 1000,
        offset: int = 0,
    ) -> list[Told]:
        """Liệt kê dữ kiện rút từ kế hoạch (phân công, chỉ tiêu, thời hạn, căn cứ, kinh phí, sự
        kiện …), mỗi dữ kiện kèm nguyên văn. Lists typed facts taken from the plans, each with the
        slices it rests on: for complete lists, where ask answers single questions.

        Args:
            kind: Loại dữ kiện; mặc định mọi loại. Kind of fact; all kinds if none.
            plan: Mã của một kế hoạch (xem plans). Id of one plan; all plans if none.
            limit: Nhiều nhất bấy nhiêu dữ kiện, từ 1 đến 5000. At most so many.
            offset: Bỏ qua bấy nhiêu dữ kiện đầu. So many are passed over first.
        """  # noqa: D205
        return await answered(lambda: api.facts(kind, plan, limit, offset))

    async def plans(words: str = "", limit: int = 100, offset: int = 0) -> list[Listed]:
        """Liệt kê các kế hoạch đang có: mã, số, ngày, cơ quan ban hành, nơi, thời kỳ.
        Lists the plans that are held, with the id that the other tools take.

        Args:
            words: Chỉ kế hoạch mà mã, nơi, số, trích yếu có các từ này. Words of place or title.
            limit: Nhiều nhất bấy nhiêu kế hoạch, từ 1 đến 5000. At most so many.
            offset: Bỏ qua bấy nhiêu kế hoạch đầu. So many are passed over first.
        """  # noqa: D205
        return await answered(lambda: api.plans(words, limit, offset))

    with page:
        for function in (ask, search, facts, plans):
            # not queued: what waits, waits for its turn above, and an MCP call need not come back
            # over HTTP to an address that its own headers name
            made = endpoint(function, queue=False)
            _describe(page, made["id"], function)


def _describe(page: gr.Blocks, number: int, function: Callable[..., object]) -> None:
    """Put the words of the docstring where ``view_api`` looks for a parameter's."""
    _, words, _ = get_function_description(function)
    for component, said in zip(page.fns[number].inputs, words.values(), strict=True):
        assert isinstance(component, Argument)  # noqa: S101 - what an endpoint takes
        component._api_info["additional_description"] = said


def answer_in_json(page: gr.Blocks) -> None:
    """Let the MCP tools of a mounted page answer in JSON: Gradio would print Python's own form."""
    server = page.mcp_server_obj
    if server is None:
        return

    def shown(data: list[Json], _: str) -> list[object]:
        return [server.types.TextContent(type="text", text=dumps(one)) for one in data]

    server.postprocess_output_data = shown  # type: ignore[method-assign, assignment]
