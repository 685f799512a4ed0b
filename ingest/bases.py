"""The legal bases of a plan: the documents that its preamble names."""

from __future__ import annotations

import re

from ingest.cited_documents import cited_document, named_documents
from ingest.reading import Reading
from rag.schema import Section, Statement

_BASIS_START = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|Thực hiện|Theo)\s+")
# "…, UBND tỉnh Hà Châu ban hành Kế hoạch …, cụ thể như sau:" issues the plan, it is no basis
_ISSUES = re.compile(
    r"[,;.]\s+(?:[ỦU][ỷy] ban nhân dân|UBND|Sở|Phòng|Bộ)\b(?:(?!về việc)[^,;.]){0,80}?"
    r"(?<!\bđã)\s(?:ban hành|xây dựng)\s+(?:[Kk]ế hoạch|Chương trình|Đề án)(?!\s+số\b)"
)
_A_LAW = re.compile(r"\s*(?:Căn cứ\s+)?(?:các\s+)?(?=(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp)\s)")


def bases(reading: Reading) -> tuple[Statement, ...]:
    """The documents a plan rests on: those its preamble names."""
    found: list[Statement] = []
    for section in reading.sections:
        if section.path[0].level != "mo_dau":
            continue
        matches = named_documents(reading.document.text, section.start, section.end)
        laws = _laws(reading, section, matches)
        found += laws
        apart = () if laws else _one_basis(reading, section, matches)
        if apart:
            found += apart
            continue
        for match, following in zip(matches, [*matches[1:], None], strict=False):
            stop = following.start() if following else section.end
            tail = reading.document.text[match.start() : stop]
            cuts = (re.search(r";|\.(?:\s|$)|:(?!\s+số\b)(?:\s|$)", tail), _ISSUES.search(tail))
            end = match.start() + min([cut.start() for cut in cuts if cut] or [len(tail)])
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
                    f"{match['law'] or match['type']} {number}",
                    task,
                    (task,),
                    cited_document(task.text),
                )
            )
    return tuple(found)


def _laws(
    reading: Reading, section: Section, matches: list[re.Match[str]]
) -> tuple[Statement, ...]:
    """ "Căn cứ Luật Trẻ em năm 2016; Kế hoạch số 33/KH-UBND …": a law without a number is one."""
    text = reading.slice(section.start, section.end).text
    pieces = list(re.finditer(r"[^;]+", text.rstrip(" ;,.\n")))
    laws = [_A_LAW.match(piece.group()) for piece in pieces]
    if len(pieces) < 2 or not _BASIS_START.match(text):
        return ()
    numbered = [match.start() - section.start for match in matches]
    if not all(laws):  # those with a number are read by it
        apart = [not any(p.start() <= at < p.end() for at in numbered) for p in pieces]
        laws = [law if alone else None for law, alone in zip(laws, apart, strict=True)]
    found: list[Statement] = []
    for piece, law in zip(pieces, laws, strict=True):
        if law is None or _ISSUES.search(piece.group()):
            continue
        begun = law.end() if piece.start() else 0  # the first keeps its "Căn cứ"
        task = reading.slice(section.start + piece.start() + begun, section.start + piece.end())
        words = _BASIS_START.sub("", " ".join(task.text.split()), count=1)
        found.append(
            Statement(
                reading.plan_id, "basis", words[:120], task, (task,), cited_document(task.text)
            )
        )
    return tuple(found)


def _one_basis(
    reading: Reading, section: Section, matches: list[re.Match[str]]
) -> tuple[Statement, ...]:
    """ "Căn cứ Luật Trẻ em số 102/2016/QH13 ngày …;": a paragraph that is one basis."""
    task = reading.slice(section.start, section.end)
    if not _BASIS_START.match(task.text) or len(task.text) > 500 or len(matches) > 1:
        return ()
    issues = _ISSUES.search(task.text)
    words = re.sub(r"[;,.]+$", "", task.text[: issues.start() if issues else None])
    named = matches[0].group() if matches else _BASIS_START.sub("", words)[:120]
    return (
        Statement(
            reading.plan_id, "basis", " ".join(named.split()),
            reading.slice(task.start, task.start + len(words)), (task,), cited_document(words),
        ),
    )  # fmt: skip
