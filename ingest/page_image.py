"""A page of a plan's PDF as a picture, with the words of a quote boxed."""

from __future__ import annotations

import json
import subprocess
import sys
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rag.errors import InputError, UsageError
from rag.schema import PageReading, Shares
from rag.settings import ROOT, Settings
from rag.stores.codec import encode
from rag.stores.index import IndexReader

Field = Literal["so", "ngay"]
_NAMES: dict[Field, str] = {"so": "số văn bản", "ngay": "ngày ban hành"}


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


def write_image(
    reader: IndexReader,
    plan_id: str,
    where: int | tuple[int, int] | None,
    quote: str | None,
    field: Field | None,
    file: Path,
    settings: Settings,
) -> str:
    """Draw a page, that of a span, or a field of the letterhead, and say what was done.

    Raises:
        UsageError, InputError: as ``write_page`` and ``write_field``; nothing to draw is named.
    """
    if field is not None:
        return write_field(reader, plan_id, field, file, settings)
    if where is None:
        raise UsageError("--image cần --page N, --path ID hoặc --crop so, --crop ngay.")
    return write_page(reader, plan_id, where, quote, file, settings)


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
    _write(drawn, file)
    missed = "; không tìm thấy đoạn trích trên trang" if drawn.boxed is False else ""
    return f"Đã vẽ trang {drawn.page} vào {file}{missed}."


def write_field(
    reader: IndexReader, plan_id: str, field: Field, file: Path, settings: Settings
) -> str:
    """Draw the number or the date as it stands on the first page, and say what was done.

    Raises:
        UsageError, InputError: as ``write_page``; the text prints the field.
    """
    reader.text(plan_id)  # an unknown plan says so
    plan = next(plan for plan in reader.plans() if plan.plan_id == plan_id)
    box = plan.number_box if field == "so" else plan.date_box
    if box is None:
        raise UsageError(f"{plan_id}: {_NAMES[field]} không phải ảnh; xem `hoi show {plan_id}`.")
    _write(page_image(reader, plan_id, 1, None, settings, box), file)
    return f"Đã cắt phần {_NAMES[field]} ở trang 1 vào {file}."


def _write(drawn: PageImage, file: Path) -> None:
    try:
        file.write_bytes(drawn.png)
    except OSError as error:
        raise UsageError(f"{file}: không ghi được ({error.strerror}).") from error


def page_image(
    reader: IndexReader,
    plan_id: str,
    page: int,
    quote: str | None,
    settings: Settings,
    field: Shares | None = None,
) -> PageImage:
    """Draw a page, or a field of it, in a child process.

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
               settings.model_dump_json(), encode(reading), json.dumps(field)]  # fmt: skip
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
