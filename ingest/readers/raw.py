r"""What a parser gives back of a file, and what the door makes of it.

Text is written with the little markup that cleaning knows, whatever the form:

    | Nhiệm vụ | Đơn vị |     a table's row, "|---|---|" below its header; a bar of the text is
    |---|---|                 "\|", a break inside a cell "<br>"
    … theo quy định<sup>3</sup>   a footnote's mark
    <sup>3</sup> Chủ trì …        the note itself, on a line of its own
    GOES_ON                       first on a page or column: its break stands in mid-paragraph
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rag.schema import Letterhead, PageReading

Form = Literal["txt", "md", "pdf", "docx", "doc", "odt", "rtf", "html"]


GOES_ON = "\ue007"
"""Begins a page or column whose first line goes on with the last paragraph before it."""

LAYER = PageReading("layer")
UNREAD = PageReading("unread")
"""A page that is missing from the text: it could not be drawn or recognised."""


@dataclass(frozen=True, slots=True)
class PageText:
    """One page's text, how it was come by, and what a reader should know of it, a line each.

    ``letterhead`` is what was seen of number and date where the page is a scan's first.
    """

    text: str
    reading: PageReading = LAYER
    quality: tuple[str, ...] = ()
    letterhead: Letterhead | None = None


@dataclass(frozen=True, slots=True)
class FileText:
    """A parser's whole reply; a form without pages gives one ``PageText`` and is not ``paged``.

    ``quality`` are notes for a reader, a line each: "trang 2: đã sửa chữ sai mã (THƢƠNG)".
    ``letterhead`` is what a stamp fills in where the text leaves it blank.
    """

    pages: tuple[PageText, ...]
    paged: bool
    quality: tuple[str, ...] = ()
    letterhead: Letterhead | None = None


@dataclass(frozen=True, slots=True)
class RawText:
    """A file's characters as decoded.

    ``pages`` are the offsets at which its pages start, ``readings`` how each was come by; both
    are empty or None where the form has no pages.
    """

    file: str
    sha256: str
    form: Form
    text: str
    pages: tuple[int, ...] | None
    quality: tuple[str, ...] = ()
    readings: tuple[PageReading, ...] = ()
    letterhead: Letterhead | None = None
