"""An answer as a Word file, asked by an address or, however long the question, by what is posted.

It is asked again and nothing of it is kept.
"""

from __future__ import annotations

import threading
from typing import Protocol

from anyio.to_thread import run_sync
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from rag.answer_files import answer_docx
from rag.asking import Asking
from rag.errors import HoiError
from rag.pages import address
from rag.schema import Plan
from rag.understanding.plan_names import PlaceWords, PlanNames

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST_POSTED = 256_000
"""Bytes: seven questions of 2,000 letters take half of it, a letter with its marks being nine."""


class Reader(Protocol):
    """What is read of the index."""

    def plans(self) -> tuple[Plan, ...]: ...


class Answering(Asking, Protocol):
    """What answers, and where it reads."""

    @property
    def reader(self) -> Reader: ...


def add_answer_file(app: FastAPI, asker: Answering, at_once: int) -> None:
    """Serve ``/answer.docx``, ``at_once`` of them made at the same time."""
    turn = threading.BoundedSemaphore(at_once)

    def made(asked: address.Asked | None) -> Response:
        if asked is None:
            return PlainTextResponse("Liên kết không có câu hỏi (?q=…).", 400)
        try:
            with turn:
                among = _among(asker.reader, asked)
                answer = asker.ask(asked.question, plans=among, turns=asked.before)
        except HoiError as error:
            return PlainTextResponse(str(error), 400)
        headers = {"Content-Disposition": 'attachment; filename="tra-loi.docx"'}
        return Response(answer_docx(asked.question, answer), media_type=DOCX, headers=headers)

    @app.get("/answer.docx", response_model=None)
    def linked(request: Request) -> Response:
        return made(address.asked_by(request.query_params.multi_items()))

    @app.post("/answer.docx", response_model=None)
    async def posted(request: Request) -> Response:
        body = bytearray()
        async for piece in request.stream():
            body.extend(piece)
            if len(body) > LONGEST_POSTED:
                return PlainTextResponse("Câu hỏi quá dài.", 413)
        asked = address.read(body.decode("utf-8", "replace"), sent=True)
        return await run_sync(made, asked)


def _among(reader: Reader, asked: address.Asked) -> tuple[str, ...]:
    """The plans that plans and places stand for.

    Raises:
        HoiError: none of them, or no more what was chosen: among all it would be another question.
    """
    chosen = (*asked.plans, *asked.places)
    if not chosen:
        return ()
    names = PlanNames(reader.plans(), PlaceWords("{place}", "{place}"))
    plans, places = names.apart(asked.plans, asked.places)
    unknown = [one for one in asked.plans if not names.meant((one,))]
    unknown += [one for one in asked.places if not names.linked_places((one,))]
    if unknown or (outside := names.outside(plans, places)):
        told = ", ".join(f"“{one}”" for one in unknown or outside)
        raise HoiError(f"Không có trong kho, hoặc không thuộc nơi đã chọn: {told}.")
    return names.among(plans, places)
