"""Letterhead and signature: what is blank, missing or printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.book import Book
from rag.checks.finding import Finding, Rule, whole, zone
from rag.schema.facts import HeaderName
from rag.text import SMALL

_BLANK: tuple[tuple[HeaderName, str], ...] = (
    ("number", "Số văn bản để trống"),
    ("date", "Ngày ban hành in không đủ"),
)
# "(Kèm theo Quyết định số 12/QĐ-UBND …)": the plan goes out under another document's number
_ATTACHED = re.compile(r"kèm theo|dự thảo", re.IGNORECASE)
# "Lò Thị G", "Y Ngọc": two to six capitalised words that end a line
_NAME_AT_END = re.compile(
    rf"(?:^|[\s.])[^\W\d_{SMALL}][{SMALL}']*(?:[ \-][^\W\d_{SMALL}][{SMALL}']*){{1,5}}\s*$",
    re.MULTILINE,
)
_RECIPIENT = re.compile(r"^\s*(?:[-+*]|Nơi nhận)")
_LAST_RECIPIENT = re.compile(r"^\s*[-+*]\s*Lưu")


def _blank(book: Book, plan_id: str) -> Iterator[Finding]:
    for name, text in _BLANK:
        field = book.header(plan_id, name)
        # what a stamp fills or a hand wrote on a scan is not blank, however it was read
        seen = getattr(book.by_id[plan_id], f"{name}_recognised")
        if field is not None and field.value is None and seen is None:
            yield Finding(text, field.sources)


def _missing(book: Book, plan_id: str) -> Iterator[Finding]:
    """Neither number nor date is printed anywhere in the letterhead."""
    title = zone(book, plan_id, "tieu_de")
    printed = [book.header(plan_id, "number"), book.header(plan_id, "date")]
    head = "\n".join(book.text(plan_id)[s.start : s.end] for s in title)
    plan = book.by_id[plan_id]
    seen = plan.number_recognised is not None or plan.date_recognised is not None
    if title and not any(printed) and not seen and not _ATTACHED.search(head):
        text = "Văn bản không in số, ký hiệu và ngày ban hành"
        yield Finding(text, (whole(book, plan_id, title[0]),))


def _no_signer(book: Book, plan_id: str) -> Iterator[Finding]:
    """A signature block with an office and no name."""
    office = book.header(plan_id, "signer_title")
    if office is None or book.by_id[plan_id].signer is not None:
        return
    blocks = [whole(book, plan_id, s) for s in zone(book, plan_id, "ky")]
    if any(_NAME_AT_END.search(block.text) for block in blocks):
        return
    # two columns read across: the name stands behind the last recipient
    for section in zone(book, plan_id, "noi_nhan"):
        lines = whole(book, plan_id, section).text.split("\n")
        last = [x for x in lines if _LAST_RECIPIENT.match(x) or not _RECIPIENT.match(x)]
        if any(_NAME_AT_END.search(re.sub(r"^.*[.;:]", "", line)) for line in last):
            return
    yield Finding("Có chức danh người ký mà không có tên", tuple(blocks) or office.sources)


def _signer_twice(book: Book, plan_id: str) -> Iterator[Finding]:
    signer = book.by_id[plan_id].signer
    for section in zone(book, plan_id, "ky"):
        block = whole(book, plan_id, section)
        if signer is not None and block.text.count(signer) > 1:
            yield Finding("Tên người ký “{signer}” in hai lần", (block,), {"signer": signer})


RULES = (
    Rule("header-blank", "lỗi", "số hoặc ngày in sẵn mà để trống", _blank),
    Rule("header-missing", "hỏi lại", "văn bản không có số, ký hiệu và ngày ban hành", _missing),
    Rule("signer-missing", "hỏi lại", "phần ký không có tên người ký", _no_signer),
    Rule("signer-twice", "lỗi", "tên người ký in hai lần", _signer_twice),
)
