"""Parts of a plan's outline: the highest, those below one, and those that hold its main work."""

from __future__ import annotations

import re

from rag.answers.contents.table_rows import table_sections
from rag.answers.shape import Asked, brief, stated, tidy, without_marker
from rag.schema import DraftClaim, Section
from rag.text import fold
from rag.understanding.years_asked import years_in

_HIGHEST = ("muc", "phan", "chuong", "dieu")
_ARTICLES = re.compile(r"\b(?:may|bao nhieu|nhung|cac|so) dieu\b|\bdieu khoan\b|\barticles?\b")
_WORK = re.compile(r"\b(?:nhiem vu|giai phap|noi dung|hoat dong)\b")
_NO_WORK = re.compile(
    r"^(?:(?:cac|nhung|mot so|bang|bieu|ve|dong chi) )*(?:muc tieu|chi tieu|quan diem|yeu cau|"
    r"muc dich|pham vi|doi tuong|kinh phi|nguon luc|lo trinh|lich(?! su\b(?! kien))|"
    r"bao cao|che do bao cao|so ket|"
    r"(?:phan cong|trach nhiem)(?= (?:nhiem vu|trach nhiem|thuc hien|to chuc|cua|cac)\b|\W*$)|"
    r"to chuc thuc hien(?= ke hoach\b|\W*$))"
)
"""A heading on what a plan is for, who does it, who pays and when: no work of it."""
_LONGEST_HEADING = 9
_PERIOD = re.compile(
    r"^(?:(?:trong|giai doan|nam|quy|thang|dot|tuan|ngay|tu|den|buoc|gio|[ivx]+|\d+|dau|cuoi|"
    r"6 thang)\b[\s\d()/.,–-]*)+(?:$|:)"
)
_GROUP = re.compile(
    r"^(?:cac |nhung |nhom )*(?:nhiem vu|giai phap|noi dung|hoat dong|hop phan)"
    r"(?:,? (?:va )?(?:nhiem vu|giai phap|noi dung|hoat dong|chung|cu the|chinh|chu yeu|"
    r"trong tam|thuc hien))*\W*$"
)
_FEWEST = 2


def top(asked: Asked, plan_id: str) -> list[Section]:
    """The parts of the highest level; of a plan that a decision encloses, the plan's own."""
    sections = asked.book.sections(plan_id).values()
    own = [s for s in sections if len(s.path) == 1 and s.path[0].level in _HIGHEST]
    if any(s.path[0].level != "dieu" for s in own) or _ARTICLES.search(fold(asked.query.question)):
        return own
    parts = [s for s in sections if len(s.path) == 2 and s.path[0].level == "kem_theo"]
    parts = [s for s in parts if s.path[1].level in _HIGHEST]
    first = [s for s in parts if s.path[0] == parts[0].path[0]]
    return first if len(first) > 1 else own


def below(asked: Asked, plan_id: str, section_id: str) -> list[Section]:
    """What stands right below a node."""
    sections = asked.book.sections(plan_id)
    path = sections[section_id].path
    return [s for s in sections.values() if s.path[:-1] == path]


def main_work(asked: Asked, plan_id: str) -> list[Section]:
    """The items right below the parts on work, measures or content; () where none is so named."""
    text = asked.book.text(plan_id)
    parts = [s for s in top(asked, plan_id) if _WORK.search(fold(text[s.start : s.heading_end]))]
    found = [one for part in parts for one in below(asked, plan_id, part.id)]
    found = [s for s in found if text[s.start : s.end].strip()]
    items = [s for s in found if s.path[-1].level != "bang"]
    return items or [row for one in found for row in table_sections(asked, plan_id, one.id)]


def works(asked: Asked, plan_id: str) -> list[Section]:
    """The items of a plan's main work alone; () where fewer than two are so told.

    One level down below a heading that is but a period ("Giai đoạn 1") or stands for the work.
    """
    text, sections = asked.book.text(plan_id), asked.book.sections(plan_id)
    above = {s.path: _heading(text, s) for s in sections.values()}
    found: list[Section] = []
    for one in main_work(asked, plan_id):
        head = above[one.path]
        if one.path[-1].level == "hang":
            found.append(one)
        elif _PERIOD.search(head) or _GROUP.search(head):
            found += [s for s in below(asked, plan_id, one.id) if s.path[-1].level != "bang"]
        elif not _is_no_work(above.get(one.path[:-1], "")) and not _is_no_work(head):
            found.append(one)
    heads = ((s, above[s.path]) for s in found)
    found = [s for s, head in heads if not _PERIOD.search(head) and not _is_no_work(head)]
    return found if len(found) >= _FEWEST else []


def _heading(text: str, section: Section) -> str:
    told = text[section.start : section.heading_end].strip() or text[section.start : section.end]
    return re.sub(r"^muc \d+\W+", "", fold(without_marker(told))).strip()


def _is_no_work(heading: str) -> bool:
    short = len(heading.split()) <= _LONGEST_HEADING or heading.startswith("lich ")
    return short and _NO_WORK.search(heading) is not None


_LIST = re.compile(r"\b(?:nhung|cac|gom|liet ke|ke ra|may) |\blam (?:nhung )?(?:viec )?gi\b")
_LISTING = frozenset("nhung cac gom co liet ke ra may lam viec noi dung".split())
_BRACKET = re.compile(r"\s*\([^()]*\d{4}[^()]*\)\W*$")
_MORE_WORDS = 2


def headed_so(asked: Asked, plan_id: str) -> list[Section]:
    """The one part that a question names by how its heading begins, where it asks for all of it.

    "Có những khẩu hiệu nào" is "3. Khẩu hiệu tuyên truyền"; "Giai đoạn II gồm những việc gì" is
    "2. Giai đoạn II (2026 - 2030)".
    """
    query, sections = asked.query, asked.book.sections(plan_id)
    question = fold(query.question)
    if not _LIST.search(question) or query.agencies or query.years or query.lang == "en":
        return []
    words = [one for one in map(fold, query.subject) if one not in _LISTING]
    said = " ".join(("", *re.findall(r"[^\W_]+", question), ""))
    text = asked.book.text(plan_id)
    above = {one.path[:-1] for one in sections.values()}
    found = []
    for one in (one for one in sections.values() if one.path in above):
        printed = fold(without_marker(text[one.start : one.heading_end].strip()))
        heading = re.findall(r"[^\W_]+", _BRACKET.sub("", printed))
        bracketed = _BRACKET.search(printed) and f" {' '.join(heading)} " in said
        begins = len(words) > 1 and heading[: len(words)] == words
        short = len(heading) <= len(words) + _MORE_WORDS
        if (bracketed and {*words} <= {*heading}) or (begins and short):
            found.append(one)
    return found if len(found) == 1 else []


_OF_PERIOD = re.compile(
    r"(?:(?:tu |den |trong )?nam|giai doan(?: \d)?:?|thoi ky) (?P<first>20\d\d)"
    r"(?:\s*[-–]\s*(?:nam )?(?P<last>20\d\d)| den (?:nam )?(?P<until>20\d\d))?\W*$"
)
_LONGEST_PERIOD = 90


def of_periods(asked: Asked, plan_id: str, section: Section) -> list[DraftClaim]:
    """What stands below headings that are periods; of those asked for where a year is named.

    Empty where the part is not told so.
    """
    book = asked.book
    every = list(book.sections(plan_id).values())
    found: list[tuple[Section, int, int]] = []
    for one in every:
        if one.path[:-1] != section.path:
            continue
        heading = book.slice(plan_id, one, one.start, one.heading_end).text
        period = _OF_PERIOD.match(fold(without_marker(heading)))
        if period is None:
            return []
        first = int(period["first"])
        found.append((one, first, int(period["last"] or period["until"] or first)))
    years = {int(year) for year in years_in(asked.query.question)}
    named = [row for row in found if any(row[1] <= year <= row[2] for year in years)]
    claims = []
    for one, _, _ in named or found:
        below = [s for s in every if s.path[:-1] == one.path]
        head = book.slice(plan_id, one, one.start, one.heading_end)
        pieces = [book.slice(plan_id, s, s.start, s.end) for s in below]
        text = "; ".join(tidy(without_marker(piece.text)) for piece in pieces)
        told = f"{tidy(without_marker(head.text))}: {text}" if text else head.text
        claims.append(stated(brief(told, asked.matcher, _LONGEST_PERIOD), plan_id, (head, *pieces)))
    return claims
