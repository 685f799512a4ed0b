"""Parts that a plan counts under a word of its own: "Hợp phần 3", "Tiểu dự án 2", "Nhiệm vụ 4"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.answers.agencies.rows import said
from rag.answers.contents.table_rows import row_asked, rows_by_number, tables_of_rows
from rag.answers.shape import Asked, absent, brief, draft, stated, without_marker
from rag.schema import Assignment, Draft, DraftClaim, Section, Slice
from rag.text import fold, nfc

_WORDS = {
    "hop phan": "hop phan", "tieu hop phan": "tieu hop phan", "tieu du an": "tieu du an",
    "du an": "du an", "nhiem vu": "nhiem vu", "hoat dong": "hoat dong", "giai phap": "giai phap",
    "noi dung": "noi dung", "chu de": "chu de", "chuyen de": "chuyen de", "mo dun": "mo dun",
    "component": "hop phan", "task": "nhiem vu", "activity": "hoat dong", "content": "noi dung",
}  # fmt: skip
_NAMED = re.compile(
    rf"\b(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))}) (?:so |thu |no\. ?)?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2})?)"
    r"(?=\W*$|[,?;:]| (?:cua|o|tai|trong|thuoc|gom|la|co|do|giao|noi|ve|ten|thi|duoc|ai|khi|"
    r"phu luc|bieu|bang|of|in|is|has|about)\b)"
)
_CALLED = re.compile(
    rf"\b(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))}) (?:so |thu |no\. ?)?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2})?)(?![\d%/]|[.,]\d| ?(?:%|phan tram|trieu|ty|nghin)\b)"
)
_LONGEST = 130
_FEWEST = 2
"""Parts of a name from which a plan counts by it."""


def no_such_part(asked: Asked) -> Draft | None:
    """ "Hợp phần 5 gồm những gì?" of plans that count theirs from 1 to 4; None otherwise."""
    query = asked.query
    question = nfc(query.question)
    named = _NAMED.search(fold(question))
    if named is None or not query.narrowed or query.documents:
        return None
    word, number = _WORDS[named["word"]], named["number"]
    near: list[Slice] = []
    for plan_id in query.plans:
        counted = _counted(asked, plan_id, word, dotted="." in number)
        text = fold(asked.book.text(plan_id))
        written = re.search(rf"\b{word} (?:so )?0?{re.escape(number)}(?![\d%]|[./]\d)", text)
        if len(counted) < _FEWEST or number in counted or written:
            return None
        near += [asked.book.slice(plan_id, one, one.start, one.end) for one in counted.values()]
    label = question[slice(*named.span())].lower()
    text = asked.phrases.say("no_item", item=label)
    lacking = [absent(text, plan_id) for plan_id in query.plans]
    return draft(asked, lacking, reason="no_such_item", nearest=near)


def called_parts(asked: Asked, plan_id: str) -> list[Section]:
    """The parts called as the plan's own headings call them: "Hoạt động 2.4", "Nội dung 2"."""
    found = []
    for named in _CALLED.finditer(fold(nfc(asked.query.question))):
        number = named["number"]
        parts = _counted(asked, plan_id, _WORDS[named["word"]], dotted="." in number)
        if number in parts and len(parts) >= _FEWEST:
            found.append(parts[number])
    return found


_OF_ASKING = frozenset(
    "gom gi nao nhung cac lam co noi ve la viec hoat dong nhiem vu noi dung giai phap bao may ten "
    "ra sao bieu bang phu luc trong so phai thuc hien trien khai "
    "includes include contain does what about".split()
)


def numbered_part(asked: Asked) -> Draft | None:
    """ "Hợp phần 3 gồm gì?": its heading with what stands below it; None where more is asked."""
    query = asked.query
    named = _NAMED.search(fold(nfc(query.question)))
    if named is None or not query.narrowed or query.intent not in ("general", "duties"):
        return None
    if query.agencies or query.documents or query.lang == "en":
        return None
    label = {*named["word"].split(), *re.findall(r"\d+", named["number"])}
    if any(fold(word) not in _OF_ASKING | label for word in query.subject):
        return None
    word, number = _WORDS[named["word"]], named["number"]
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        counted = _counted(asked, plan_id, word, dotted="." in number)
        if len(counted) < _FEWEST or number not in counted:
            return None
        claims += _with_below(asked, plan_id, counted[number])
    return draft(asked, claims)


def _with_below(asked: Asked, plan_id: str, part: Section) -> Iterator[DraftClaim]:
    """A part and each that stands directly below it."""
    below = (s for s in asked.book.sections(plan_id).values() if s.path[:-1] == part.path)
    for one in (part, *below):
        piece = asked.book.slice(plan_id, one, one.start, one.end)
        yield stated(brief(without_marker(piece.text), None, _LONGEST), plan_id, (piece,))


_IN_PART = frozenset({"nhiem vu", "giai phap", "noi dung", "hoat dong"})


def nth_of_part(asked: Asked) -> Draft | None:
    """ "Nhiệm vụ 3 nói gì?": item 3 of "II. NHIỆM VỤ VÀ GIẢI PHÁP", with what stands below it.

    None where a plan counts by the word itself, has no such part, or two, or more is asked.
    """
    query = asked.query
    named = _NAMED.search(fold(nfc(query.question)))
    if named is None or not query.narrowed or query.intent not in ("general", "duties"):
        return None
    word, number = _WORDS[named["word"]], named["number"]
    if word not in _IN_PART or query.agencies or query.documents or query.lang == "en":
        return None
    label = {*word.split(), number}
    if any(fold(word) not in _OF_ASKING | label for word in query.subject):
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        text, sections = asked.book.text(plan_id), asked.book.sections(plan_id).values()
        parts = [
            s for s in sections
            if s.path[-1].level in ("muc", "phan") and len(s.path) == 1
            and word in fold(text[s.start : s.heading_end])
        ]  # fmt: skip
        if len(_counted(asked, plan_id, word, dotted="." in number)) >= _FEWEST or len(parts) != 1:
            return None
        own = [s for s in sections if s.path[:-1] == parts[0].path and s.path[-1].label == number]
        for one in own[:1]:
            claims += _with_below(asked, plan_id, one)
    return draft(asked, claims) if claims else None


def row_of_annex(asked: Asked) -> Draft | None:
    """ "Công việc số 14 trong phụ lục do ai chủ trì?": that row, or that no table has it."""
    query, folded = asked.query, fold(nfc(asked.query.question))
    named = row_asked(folded)
    if named is None or not query.narrowed or query.agencies or query.documents:
        return None
    label, number, where = named
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        tables = tables_of_rows(asked, plan_id, where)
        rows = [rows[number] for rows in tables.values() if number in rows]
        # "nhiệm vụ số 3" is no indicator, where a table of each has that number
        aims = {one.task.section for one in asked.book.targets(plan_id)} if len(rows) > 1 else set()
        of_kind = [row for row in rows if (row.id in aims) == label.startswith("chi tieu")]
        rows = of_kind or rows
        if not tables or len(rows) > 1:
            return None
        if not rows:
            at = folded.index(label)
            item = nfc(query.question)[at : at + len(label)].lower()
            claims.append(absent(asked.phrases.say("no_item", item=item), plan_id))
        given = [one for one in asked.book.assignments(plan_id) if one.task.section == rows[0].id
                 ] if rows else []  # fmt: skip
        if rows and not given:
            return None
        claims += [_row_claim(asked, one) for one in given]
    return draft(asked, claims, reason="no_such_item")


def row_of_table(asked: Asked) -> Draft | None:
    """ "Nhiệm vụ số 12 trong Biểu 2 ai chủ trì, khi nào xong?": the whole row."""
    named = _CALLED.search(fold(nfc(asked.query.question)))
    if named is None or not asked.query.narrowed or asked.query.agencies:
        return None
    rows = {p: rows_by_number(asked, p).get(named["number"]) for p in asked.query.plans}
    claims = [
        _row_claim(asked, one)
        for plan_id, row in rows.items() if row is not None
        for one in asked.book.assignments(plan_id) if one.task.section == row.id
    ]  # fmt: skip
    return draft(asked, claims) if claims else None


def _row_claim(asked: Asked, one: Assignment) -> DraftClaim:
    """Who does what a row of a table says, with whom and when."""
    text = said(asked.phrases, one, one.task.text)
    if one.partners:
        names = ", ".join(agency.written for agency in one.partners)
        text = asked.phrases.say("with_partners", text=text, partners=names)
    return stated("; ".join(filter(None, (text, one.deadline))), one.plan_id, one.sources)


def _counted(asked: Asked, plan_id: str, word: str, *, dotted: bool) -> dict[str, Section]:
    """The plan's parts that begin with the word and a number, by their number."""
    begins = re.compile(rf"{word} (?:so )?0?(?P<number>\d{{1,2}}(?:\.\d{{1,2}})?)[.:]?(?=\s)")
    found: dict[str, Section] = dict(rows_by_number(asked, plan_id))
    if found:
        return found
    whole = asked.book.text(plan_id)
    for section in asked.book.sections(plan_id).values():
        match = begins.match(fold(whole[section.start : section.start + 40].lstrip()))
        if match is not None and ("." in match["number"]) == dotted:
            found.setdefault(match["number"], section)
    return found
