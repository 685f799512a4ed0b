"""The legal bases of a plan: the documents that its preamble names."""

from __future__ import annotations

import re

from ingest.cited_documents import cited_document
from ingest.reading import Reading
from rag.schema import Section, Statement

_DOCUMENT = re.compile(
    r"(?P<kind>Nghị quyết|Nghị Quyết|Quyết định|Nghị định|Chỉ thị|Thông tư|Kế hoạch|Công văn|"
    r"Văn bản|Tờ trình|"
    r"Chương trình|Hướng dẫn|Kết luận|Thông báo|Luật)\s+(?:số\s+)?"
    r"(?P<number>\d{1,5}(?:/\d{4})?\s*[-/][A-ZĐ][\w&/\-]*(?:-\s?[A-ZĐ][\w&]*)*)"
)
_BASIS_START = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|Thực hiện|Theo)\s+")


def bases(reading: Reading) -> tuple[Statement, ...]:
    """The documents a plan rests on: those its preamble names."""
    found: list[Statement] = []
    for section in reading.sections:
        if section.path[0].level != "mo_dau":
            continue
        matches = list(_DOCUMENT.finditer(reading.document.text, section.start, section.end))
        whole = _one_basis(reading, section, matches)
        if whole is not None:
            found.append(whole)
            continue
        for match, following in zip(matches, [*matches[1:], None], strict=False):
            stop = following.start() if following else section.end
            tail = reading.document.text[match.start() : stop]
            cut = re.search(r";|[.:](?:\s|$)", tail)
            end = match.start() + (cut.start() if cut else len(tail))
            tail = reading.document.text[match.start() : end]
            if tail.count("(") > tail.count(")"):  # "… 2021-2030 (" before "Nghị quyết số 28)"
                tail = tail[: tail.rfind("(")]
            tail = re.sub(r"\s+(?:và|của|tại|căn cứ|theo đề nghị)$", "", tail.rstrip(" ,\n"))
            asked = re.search(
                r"theo đề nghị của [^;,]{3,80}? tại\s+$",
                reading.document.text[section.start : match.start()],
                re.IGNORECASE,
            )
            start = section.start + asked.start() if asked else match.start()
            task = reading.slice(start, match.start() + len(tail))
            number = re.sub(r"\s", "", match.group("number"))
            if any(number in statement.subject for statement in found):
                continue  # "(sau đây gọi là Nghị quyết số 28/NQ-CP)"
            found.append(
                Statement(
                    reading.plan_id,
                    "basis",
                    f"{match.group('kind')} {number}",
                    task,
                    (task,),
                    cited_document(task.text),
                )
            )
    return tuple(found)


def _one_basis(
    reading: Reading, section: Section, matches: list[re.Match[str]]
) -> Statement | None:
    """ "Căn cứ Luật Trẻ em số 102/2016/QH13 ngày …;": a paragraph that is one basis."""
    task = reading.slice(section.start, section.end)
    if not _BASIS_START.match(task.text) or len(task.text) > 500 or len(matches) > 1:
        return None
    words = re.sub(r"[;,.]+$", "", task.text)
    named = matches[0].group() if matches else _BASIS_START.sub("", words)[:120]
    return Statement(
        reading.plan_id, "basis", " ".join(named.split()),
        reading.slice(task.start, task.start + len(words)), (task,), cited_document(words),
    )  # fmt: skip
