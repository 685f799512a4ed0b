"""Many questions from a file, one JSON object a line, each answered or refused on its own."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from rag.ask import Asker
from rag.asking import Asking
from rag.errors import HoiError, UsageError
from rag.llm.asker import with_model
from rag.output import Json, answer_json, dumps
from rag.schema import Lang
from rag.settings import Settings


class Line(BaseModel):
    """``{"id": "a1", "q": "…"}`` or ``{"id": "a1", "turns": ["…", "…"]}``; other keys are free."""

    model_config = ConfigDict(frozen=True, strict=True)

    id: str | int | None = None
    q: str | None = None
    turns: list[str] | None = None

    @model_validator(mode="after")
    def _one_of(self) -> Line:
        if (self.q is None) == (not self.turns):
            raise ValueError("cần đúng một trong hai khóa “q” và “turns” (danh sách không rỗng)")
        return self

    @property
    def questions(self) -> list[str]:
        """All turns, the one to answer last."""
        return self.turns or [self.q or ""]


def answers(
    asker: Asking, lines: Iterable[bytes], plans: tuple[str, ...], lang: Lang | None
) -> Iterator[tuple[dict[str, Json], bool]]:
    """One JSON object a line, in order, and whether it is an answer; empty lines are passed over.

    A line that cannot be answered gives ``{"id", "line", "error"}`` and the rest goes on.
    """
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        identity: str | int | None = None
        try:
            line = Line.model_validate_json(raw.decode("utf-8-sig"))
            identity = line.id
            *before, question = line.questions
            answer = asker.ask(question, plans, lang, tuple(before))
        # One question may hit a defect; the others are still owed their answers.
        except Exception as error:  # noqa: BLE001
            yield {"id": identity, "line": number, "error": f"dòng {number}: {_why(error)}"}, False
        else:
            yield answer_json(answer, identity), True


def _why(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        found = f"{where}: {first['msg']}" if where else first["msg"]
        return f'{found}; mỗi dòng là {{"id": …, "q": "…"}} hoặc {{"id": …, "turns": ["…"]}}'
    if isinstance(error, HoiError):
        return str(error)
    if isinstance(error, UnicodeError):
        return "không phải UTF-8; hãy lưu tệp dạng UTF-8"
    return f"lỗi của chương trình ({type(error).__name__}: {error})"


def ask_batch(batch: Path, plans: tuple[str, ...], lang: Lang | None, settings: Settings) -> int:
    """Answer a file of questions ("-": standard input) line by line; 1 where any was none.

    Raises:
        UsageError: an unknown plan, or the file cannot be opened.
    """
    plain = Asker(settings)
    asker = with_model(plain, settings)
    for plan in plans:
        plain.reader.text(plan)  # an unknown plan is wrong use, not a bad line
    failed = False
    with _lines(batch) as lines:
        for record, answered in answers(asker, lines, plans, lang):
            typer.echo(dumps(record, one_line=True))
            failed = failed or not answered
    return 1 if failed else 0


@contextmanager
def _lines(batch: Path) -> Iterator[Iterable[bytes]]:
    if str(batch) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = batch.open("rb")
    except OSError as error:
        raise UsageError(
            f"{batch}: không mở được ({error.strerror}); hãy kiểm tra đường dẫn."
        ) from error
    with stream:
        yield stream
