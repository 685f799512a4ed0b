"""What an annex holds, and annexes that a plan has not: "Phụ lục II quy định gì?"."""

from __future__ import annotations

import re

from rag.answers.shape import Asked, absent, brief, draft, stated
from rag.schema import Draft, DraftClaim, Section
from rag.table import split_cells
from rag.text import fold, lower, nfc

_NAMED = re.compile(
    r"\b(?:(?:phu luc|appendix|annex)(?: (?:so )?0?(?P<number>\d{1,2}|[ivx]{1,4})(?![\d./%-]))?|"
    r"bieu (?:so |mau )+0?(?P<form>\d{1,2})(?![\d./-]))\b"
)
_OTHER_WORDS = re.compile(r"(?!phụ lục|phu luc)ph\w l\w")
""" "Lễ phát động Đại Phú lúc mấy giờ": no annex."""
_HEADING = re.compile(r"phu luc(?: (?:so )?0?(?P<number>\d{1,2}|[ivx]{1,4}))?\s*(?:[:.(–-]|$)")
_ROMANS = dict(zip("i ii iii iv v vi vii viii ix x".split(), range(1, 11), strict=True))
_WRITTEN = {number: roman for roman, number in _ROMANS.items()}
_OF_ASKING = frozenset(
    "gom gi nao nhung cac co noi ve la noi dung bao may ten ra sao trong so quy dinh the kem theo "
    "bang phu luc chua liet ke ghi nhu includes include contain does what about say".split()
)
_MORE = re.compile(
    r"\b(?:khi|ngay|thang|nam|bao gio|bao nhieu|may|han|ai|co quan|don vi|tien|kinh phi|"
    r"who|when|how)\b"
)
""" "Phụ lục II ai ban hành, ngày nào": more than what it holds."""
_ROWS_TOLD = 12
_LONGEST = 60
_LABEL = 4
"""Characters of a cell that only counts: "12", "III", "2.1."."""


def on_annex(asked: Asked) -> Draft | None:
    """That no plan asked has the annex, or its title and rows; None where more is asked."""
    query, question = asked.query, fold(asked.query.question)
    named = _NAMED.search(question)
    if named is None or not query.narrowed:
        return None
    if _OTHER_WORDS.match(lower(nfc(query.question)), named.start()):
        return None
    number = _number(named["number"])
    if not any(_has(asked, plan_id, number, named["form"]) for plan_id in query.plans):
        text = asked.phrases.say("no_item", item=nfc(query.question)[slice(*named.span())])
        lacking = [absent(text, plan_id) for plan_id in query.plans]
        return draft(asked, lacking, reason="no_such_item")
    label = set(named[0].split())
    beside = any(fold(word) not in _OF_ASKING | label for word in query.subject)
    if beside or named["form"] or query.agencies or _MORE.search(question):
        return None
    claims = [claim for plan_id in query.plans for claim in _told(asked, plan_id, number)]
    return draft(asked, claims) if claims else None


def _number(written: str | None) -> int | None:
    if written is None:
        return None
    return _ROMANS.get(written) or (int(written) if written.isdigit() else None)


def _headings(asked: Asked, plan_id: str) -> list[tuple[int | None, Section]]:
    """The plan's annexes with the numbers they print."""
    text = asked.book.text(plan_id)
    found = []
    for section in asked.book.sections(plan_id).values():
        if section.path and section.path[-1].level == "kem_theo":
            first = text[section.start : section.end].lstrip(" *#\n").partition("\n")[0]
            heading = _HEADING.match(fold(first))
            if heading is not None:
                found.append((_number(heading["number"]), section))
    return found


def _has(asked: Asked, plan_id: str, number: int | None, form: str | None) -> bool:
    """Whether a plan has the annex or names it; of several that are not numbered, any may be it."""
    text = fold(asked.book.text(plan_id))
    if form:
        return re.search(rf"\bbieu (?:so |mau )+0?{int(form)}(?![\d./])", text) is not None
    if number is None:
        return re.search(r"\bphu luc\b", text) is not None
    written = rf"\bphu luc (?:so )?0?(?:{number}|{_WRITTEN.get(number, number)})\b(?![./]\d)"
    bare = [one for one, _ in _headings(asked, plan_id) if one is None]
    return re.search(written, text) is not None or number <= len(bare)


def _told(asked: Asked, plan_id: str, number: int | None) -> list[DraftClaim]:
    headings = _headings(asked, plan_id)
    bare = [section for one, section in headings if one is None]
    wanted = [section for one, section in headings if number is None or one == number]
    if not wanted and number is not None and number <= len(bare):
        wanted = [bare[number - 1]]
    claims = []
    for section in wanted:
        below = [
            one
            for one in asked.book.sections(plan_id).values()
            if one.id.startswith(section.id + "/")
        ]
        end = min((one.start for one in below), default=section.end)
        title = asked.book.slice(plan_id, section, section.start, end)
        named = " – ".join(
            line.strip(" *#") for line in title.text.partition("(")[0].split("\n") if line.strip()
        )
        claims.append(stated(named, plan_id, (title,)))
        if number is None and len(wanted) > 1:
            continue
        rows = [one for one in below if one.path[-1].level == "hang"]
        # of more the title alone: a list that breaks off would pass for the whole
        for row in rows if len(rows) <= _ROWS_TOLD else ():
            piece = asked.book.slice(plan_id, row, row.start, row.end)
            name = brief(_row_name(piece.text), None, _LONGEST)
            if name:
                claims.append(stated(name, plan_id, (piece,)))
    return claims


def _row_name(text: str) -> str:
    """What a row is about: its first cell that has words."""
    cells = (cell.strip() for cell in split_cells(text))
    return next((cell for cell in cells if len(cell) > _LABEL and any(map(str.isalpha, cell))), "")
