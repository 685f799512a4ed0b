"""A page of a plan's PDF as a picture, with the words of a quote boxed."""

from __future__ import annotations

import json
import subprocess
import sys
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

from rag.errors import InputError, UsageError
from rag.schema import PageReading
from rag.settings import ROOT, Settings
from rag.stores.codec import encode
from rag.stores.index import IndexReader


@dataclass(frozen=True, slots=True)
class PageImage:
    """PNG bytes, and whether the quote was found on the page (None: no quote was given)."""

    page: int
    png: bytes
    boxed: bool | None


def page_of(reader: IndexReader, plan_id: str, start: int) -> int:
    """The page on which the clean text's character ``start`` stands.

    Raises:
        UsageError: the plan's file has no pages.
    """
    pages = reader.pages(plan_id)
    if pages is None:
        raise UsageError(f"Tệp của {plan_id} không chia trang; chỉ vẽ được trang của tệp PDF.")
    return max(1, bisect_right(pages, start))


def write_page(
    reader: IndexReader,
    plan_id: str,
    where: int | tuple[int, int],
    quote: str | None,
    file: Path,
    settings: Settings,
) -> str:
    """Draw a page, or the one on which a span of the text begins, and say what was done.

    Raises:
        UsageError, InputError: as ``page_image``; the file cannot be written.
    """
    if isinstance(where, tuple):
        page = page_of(reader, plan_id, where[0])
        pages = reader.pages(plan_id) or ()
        # what stands on the pages behind is not on this picture
        quote = quote or reader.text(plan_id)[where[0] : min([where[1], *pages[page : page + 1]])]
    else:
        page = where
    drawn = page_image(reader, plan_id, page, quote, settings)
    try:
        file.write_bytes(drawn.png)
    except OSError as error:
        raise UsageError(f"{file}: không ghi được ({error.strerror}).") from error
    missed = "; không tìm thấy đoạn trích trên trang" if drawn.boxed is False else ""
    return f"Đã vẽ trang {drawn.page} vào {file}{missed}."


def page_image(
    reader: IndexReader, plan_id: str, page: int, quote: str | None, settings: Settings
) -> PageImage:
    """Draw a page in a child process.

    Raises:
        UsageError: no such plan or page, or its PDF was not kept.
        InputError: the page cannot be drawn.
    """
    pages = reader.pages(plan_id)
    path = reader.original(plan_id)
    if pages is None or path is None:
        raise UsageError(
            f"Chỉ mục không giữ tệp PDF của {plan_id}; chỉ vẽ được trang của tệp PDF: hãy chạy "
            "lại `hoi ingest` với tệp đó."
        )
    if page > len(pages):
        raise UsageError(f"{plan_id} có {len(pages)} trang, không có trang {page}.")
    readings = reader.readings(plan_id)
    reading = readings[page - 1] if page <= len(readings) else PageReading("layer")
    settings = settings.model_copy(update={"index": settings.index.absolute()})
    command = [sys.executable, "-m", "ingest.readers.draw", str(path.absolute()), str(page),
               settings.model_dump_json(), encode(reading)]  # fmt: skip
    try:
        ended = subprocess.run(  # noqa: S603 - our own module
            command,
            input=(quote or "").encode("utf-8"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            timeout=settings.max_seconds_per_file,
            check=False,
        )
        told, _, png = ended.stdout.partition(b"\n")
        reply = json.loads(told)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise InputError(f"{plan_id}: không vẽ được trang {page}; hãy mở tệp gốc") from error
    if "problem" in reply:
        raise InputError(f"{plan_id}: trang {page}: {reply['problem']}")
    return PageImage(page, png, reply["boxed"] if quote else None)
