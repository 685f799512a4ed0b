"""``python -m ingest``: the same as ``hoi ingest``."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from ingest.command import run
from rag.errors import HoiError
from rag.settings import Settings


def main(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Tệp hoặc thư mục; bỏ trống: corpus/.")
    ] = None,
    index: Annotated[Path | None, typer.Option(help="Thư mục chỉ mục.")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Lập lại từ đầu.")] = False,
    model: Annotated[str | None, typer.Option(help="Mô hình nhúng: thư mục, tên trên hub.")] = None,
    replace: Annotated[str | None, typer.Option(help="Kế hoạch mà tệp này thay cho.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In JSON.")] = False,
) -> None:
    """Đọc các kế hoạch vào chỉ mục."""
    settings = Settings()
    if index is not None:
        settings = settings.model_copy(update={"index": index})
    if model is not None:
        settings = settings.model_copy(update={"embedding_model": model})
    try:
        code = run(settings, tuple(paths or ()), rebuild=rebuild, replace=replace, as_json=as_json)
    except HoiError as error:
        typer.echo(str(error), err=True)
        code = error.exit_code
    raise typer.Exit(code)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command()(main)
    app()
