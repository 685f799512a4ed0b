"""How the commands speak: UTF-8 on any terminal, errors in one line, exit codes as agreed."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, NoReturn

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from rag.errors import HoiError

if TYPE_CHECKING:
    from rag.output import Line

_MESSAGES: tuple[tuple[re.Pattern[str], str], ...] = (
    # Missing argument 'TỪ KHÓA'.
    (re.compile(r"^Missing (?:argument|option) (.+?)\.?$"), r"thiếu \1"),
    # No such option: --indx (Possible options: --index)
    (re.compile(r"^No such option: (\S+).*$"), r"không có tùy chọn \1"),
    # No such command 'aks'. Did you mean 'ask'?
    (re.compile(r"^No such command '(.+?)'.*$"), r"không có lệnh “\1”"),
    # Got unexpected extra argument(s) (mục tiêu)
    (
        re.compile(r"^Got unexpected extra argument\(?s?\)? \((.+)\)$"),
        r"thừa “\1”, hãy đặt cả câu trong ngoặc kép",
    ),
    # Option '-k' requires an argument.
    (re.compile(r"^Option '(.+?)' requires an argument\.?$"), r"tùy chọn \1 cần một giá trị"),
    # Invalid value for '--lang': Value error, 'fr' is not one of 'vi', 'en'.
    (
        re.compile(r"^Invalid value for (.+?): (?:Value error, )?(.+?)\.?$"),
        r"giá trị của \1 không dùng được (\2)",
    ),
)
"""What typer says, line by line, and how an officer reads it; the rest stays as it is."""

LOG_SIZE = (100, 24)
"""Columns and lines where there is no terminal to ask."""

_CONTROLS = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}


def visible(text: str) -> str:
    """The text with control characters shown as one mark each: none may steer a terminal."""
    return text.translate(_CONTROLS)


def say(text: str) -> None:
    """A line of output, safe on a terminal."""
    typer.echo(visible(text))


def complain(text: str) -> None:
    """One line to standard error."""
    typer.echo(visible(" ".join(text.split())), err=True)


def show_lines(lines: Iterable[Line]) -> None:
    """On a terminal with styles, elsewhere as plain text."""
    from rag.output import Line, plain, rich_text

    clean = [Line(line.style, visible(line.text)) for line in lines]
    if not sys.stdout.isatty():
        typer.echo(plain(clean))
        return
    from rich.console import Console

    Console(highlight=False).print(rich_text(clean))


def speak_utf8() -> None:
    """Write UTF-8 whatever the terminal's own encoding; what cannot be encoded becomes "?"."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def readable(argument: str) -> str:
    """An argument without the lone surrogates that stand for bytes which were not UTF-8."""
    return argument.encode("utf-8", "replace").decode("utf-8")


@contextmanager
def short_lived() -> Iterator[None]:
    """No garbage collection: it takes an eighth of a cold start, and one answer leaves little."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class OneLineErrors(TyperGroup):
    """Commands whose errors are one line on standard error, without a traceback."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: object,
    ) -> NoReturn:
        """Run a command and end the process with its exit code."""
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except HoiError as error:
            complain(f"{error}")
            sys.exit(error.exit_code)
        except TyperException as error:
            _complain_of_use(error)
            sys.exit(error.exit_code)
        except typer.Abort:
            complain("Đã dừng.")
            sys.exit(130)
        sys.exit(code if isinstance(code, int) else 0)


def _complain_of_use(error: TyperException) -> None:
    message = error.format_message()
    context = getattr(error, "ctx", None)
    if context is not None and message == context.get_help():
        typer.echo(message, err=True)  # no command at all: the help itself
        return
    message = " ".join(message.split())
    for pattern, words in _MESSAGES:
        if pattern.match(message):
            message = pattern.sub(words, message)
            break
    command = context.command_path if context is not None else "hoi"
    complain(f"Dùng sai lệnh: {message}; xem `{command} --help`.")
