"""A cell of a table: the row that says the subject, under the column that is asked for.

A calendar, a list of schemes or a table of money need no rule of their own: "Nâng cấp … tốn bao
nhiêu" is told by the cell below "Kinh phí (triệu đồng)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rag.answers.events.month_of_action import names_month
from rag.answers.events.paired_events import names_other
from rag.answers.money.money import without_money
from rag.answers.money.money_source import per_unit
from rag.answers.money.other_money import of_another_activity
from rag.answers.shape import Asked, draft, stated, tidy
from rag.schema import Draft, DraftClaim, Section, Slice
from rag.table import is_row_id, split_cells, unit_above
from rag.text import fold


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is asked for, the header of a column that tells it, and what its cell looks like."""

    asked: re.Pattern[str]
    header: re.Pattern[str]
    cell: re.Pattern[str]


_ASKED: tuple[_Kind, ...] = tuple(
    _Kind(re.compile(asked), re.compile(header), re.compile(cell))
    for asked, header, cell in (
        (
            r"\b(?:khi|luc|hoi) nao\b|\bbao gio\b|\b(?:ngay|thang|nam|quy|hom|buoi) (?:nao|may)\b|"
            r"(?:\bluc |\bvao )?\b(?:may gio|gio nao)\b|\bthoi (?:gian|han|diem)\b|"
            r"\bhan (?:chot|cuoi|hoan|den|nop|la)\b|"
            r"\bwhen\b|\bdate\b|\bby what\b",
            r"\bthoi (?:gian|han|diem)\b|\bngay\b|^gio\b|\bthang\b|\btien do\b|\bhoan thanh\b|"
            r"\bhan\b|\blo trinh\b",
            r"\d|\bquy\b|\bthang\b|\b(?:hang|ca|trong) nam\b|\bthuong xuyen\b|\bkhi\b",
        ),
        (
            r"\bo dau\b|\btai dau\b|\bdia (?:diem|ban)\b|\b(?:cho|noi) nao\b|\bwhere\b|\bvenue\b|"
            r"\b(?:o|tai) (?:truong|hoi truong|nha van hoa|thon|ban|ap|buon|xom|to|khu pho|xa|"
            r"phuong|san)(?: \w+)? nao\b",
            r"\bdia (?:diem|ban)\b|^noi\b(?! dung)",
            r"^(?!.*\d{1,2}/\d)(?!(?:thang|quy|nam) [\divx]+).*[a-z]",
        ),
        (
            r"\b(?:bao nhieu|may) (?:tien|dong|trieu|ty)\b|\bkinh phi\b|"
            r"\bton (?:bao|may|kem|het|khoang)\b|\bhow much\b|\bcost\b|\bbudget\b",
            r"^(?!.*(?:%|\bty le\b)).*\b(?:kinh phi|du toan|(?:so|thanh) tien|trieu dong|"
            r"ngan sach|von)\b",
            r"\d",
        ),
        (
            r"\bsan pham\b|\bket qua\b|\bproducts?\b|\bdeliverables?\b",
            r"\bsan pham\b|\bket qua\b",
            r"[a-z]",
        ),
        (
            r"\bthanh phan\b|\b(?:ai|nhung ai) (?:du|tham du|tham gia)\b|"
            r"\b(?:du|tham du|tham gia) (?:la |gom )?(?:nhung )?ai\b",
            r"\bthanh phan\b|\bdoi tuong\b",
            r"[a-z]",
        ),
    )
)
_HOUR = re.compile(r"\b(?:may gio|gio nao)\b")
_IN_HOURS = re.compile(r"\btrong (?:vong |bao )?(?:may|bao nhieu|bao lau) (?:gio|tieng|ngay)\b")
_TOLD_ALONE = (_ASKED[1], *_ASKED[3:])
# who is asked beside it: a question on nothing else is answered from the assignments
_WHO_ASKED: tuple[_Kind, ...] = (
    _Kind(
        re.compile(
            r"\bai\b|\b(?:co quan|don vi|so|phong|(?<!van )ban|hoi|nganh|cap) nao\b|\bwho\b|"
            r"\bwhich (?:\w+ )?(?:agenc|unit|office|department|bod)"
        ),
        re.compile(
            r"^(?!thoi gian).*\b(?:chu tri|phu trach|thuc hien|trach nhiem|dau moi)\b|"
            r"^(?:co quan|don vi)$"
        ),
        re.compile(r"[a-z]"),
    ),
    _Kind(
        re.compile(r"\b(?:phoi hop|ph)\b|\bho tro\b|\bsupports?\b|\bcoordinat"),
        re.compile(r"\bphoi hop\b|\btham gia\b"),
        re.compile(r"[a-z]"),
    ),
)
_BODY = re.compile(r"\bhội nào\b", re.IGNORECASE)
""" "Giao cho hội nào" asks who; without its marks it reads as "hồi nào"."""
_PLACE = _ASKED[1]
_AT = re.compile(r"\b[Tt]ại [^;.]*[A-ZĐ]|\b[Đđ]ịa điểm\b")
_NUMBER = re.compile(r"^(?:stt|tt|so tt|so thu tu)$")
_WHO = re.compile(r"\b(?:co quan|don vi|chu tri|phoi hop|phu trach|thuc hien|trach nhiem)\b")
_OF_ASKING = frozenset({"tiền", "tien", "tốn", "buổi", "buoi"})
""" "Tốn bao nhiêu tiền": no word of what is asked about."""
_ALSO_NAMES = frozenset("ngay thang nam quy hom buoi dia noi cho ban".split())
"""Words of asking that a name may hold too: "Ngày hội", "bản", "địa chỉ"."""
_WHOLE = 0.95
"""Share of the subject that a row must say."""
_PLANS, _FEWEST_WORDS = 12, 3
"""Plans that are looked through, and words that name a row, where no plan is named."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with the header above it: as many cells as columns; the unit above the table."""

    header: Slice
    columns: tuple[str, ...]
    row: Slice
    cells: tuple[str, ...]
    unit: Slice | None = None

    @property
    def name(self) -> str:
        """What the row is about: its cells that are no number, time, place, money or agency."""
        telling = [
            cell for column, cell in zip(self.columns, self.cells, strict=True)
            if cell and not _NUMBER.match(column) and not _WHO.search(column)
            and not any(kind.header.search(column) for kind in _ASKED)
        ]  # fmt: skip
        return telling[0] if telling else ""

    @property
    def label(self) -> str:
        """Whose row it is or what for: its first cell that is no number."""
        return next((cell for cell in self.cells if re.search(r"[^\W\d_]{2}", cell)), "")

    @property
    def place(self) -> str:
        """What stands below the column of places; "" where there is none."""
        at = [n for n, column in enumerate(self.columns) if _ASKED[1].header.search(column)]
        return self.cells[at[0]] if at else ""


def row_told(row: TableRow) -> DraftClaim | None:
    """When, where and by whom a row says that its thing is done; None where a cell is another's."""
    return next(_told(row, [*_ASKED[:2], _WHO_ASKED[0]]), None) if row.name else None


def cells(asked: Asked, *, sums: bool = False) -> Draft | None:
    """The cells asked for, of the rows that say the whole subject; None where there is no such.

    Money alone is told so only with ``sums``: the facts tell it with its source.

    A number keeps the header's words, which may hold its unit.
    """
    question = fold(_BODY.sub("cơ quan nào", asked.query.question))
    wanted = [
        kind for kind in _ASKED
        # "mỗi đội được bao nhiêu tiền": a cell tells what all of them cost
        if kind.asked.search(question) and not (kind.cell.pattern == r"\d" and per_unit(question))
    ]  # fmt: skip
    asking = {"hoan", "thanh"} if "hoan thanh" in question and _ASKED[0] in wanted else set()
    for kind in wanted:
        asking |= set(" ".join(kind.asked.findall(question)).split()) - _ALSO_NAMES
    on = tuple(
        word for word in asked.query.subject
        if word.lower() not in _OF_ASKING and fold(word) not in asking
    )  # fmt: skip
    query = replace(asked.query, subject=on)
    purpose = without_money(asked)
    asked = replace(asked, query=query)
    if query.objectives or query.indicators:
        return None
    if not wanted:
        return _product_counted(asked, question)
    # "Tọa đàm Lắng nghe phụ nữ diễn ra ở đâu": of whatever plan holds such a row
    told_alone = len(query.plans) <= _PLANS and (
        any(kind in _TOLD_ALONE for kind in wanted) or _HOUR.search(question) is not None
    )
    if _IN_HOURS.search(question):
        return None  # "xử lý trong mấy giờ": how long it may take, no time in a calendar
    if not query.narrowed and not (told_alone and len(on) >= _FEWEST_WORDS):
        return None
    if query.intent == "header" and {"date", "number"} & set(query.header_fields):
        return None  # "kế hoạch hợp tác xã ban hành ngày nào": the plan's own date
    if not sums and [kind.cell.pattern for kind in wanted] == [r"\d"]:
        return None
    wanted += [kind for kind in _WHO_ASKED if kind.asked.search(question)]
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        found = [row for row in table_rows(asked, plan_id) if _is_meant(asked, row)]
        # "Phiên tòa giả định ở đâu": no row of the table that shares out the money
        found = [row for row in found if _tells_any(row, wanted)] or found
        found = [r for r in found if not (sums and of_another_activity(purpose, r.name))]
        if found and _PLACE in wanted and not _has_place(found[0]) and _held(asked, plan_id):
            return None
        # two rows that both say it: the question does not tell them apart, where they are not one
        if len({fold(row.name) for row in found}) == 1:
            claims += [claim for row in found for claim in _told(row, wanted)]
    with_row = {claim.plan_id for claim in claims}
    if len(with_row) < (len(query.plans) if query.narrowed else 1):
        return None  # what another plan says stands in a sentence
    return draft(asked, claims)


def _tells_any(row: TableRow, wanted: list[_Kind]) -> bool:
    columns = [column for column, cell in zip(row.columns, row.cells, strict=True) if cell]
    own = [kind for kind in wanted if kind not in _WHO_ASKED]
    return any(kind.header.search(column) for kind in own for column in columns)


def _has_place(row: TableRow) -> bool:
    columns = zip(row.columns, row.cells, strict=True)
    return any(cell and _PLACE.header.search(column) for column, cell in columns)


def _held(asked: Asked, plan_id: str) -> bool:
    """Whether a sentence tells where it is held: the launch in a table of tasks has no place."""
    return any(
        _AT.search(one.task.text)
        and asked.subject.share_said(asked.query, one.task.text, *asked.book.headings(one.task))
        >= _WHOLE
        for one in asked.book.statements(plan_id, "event")
    )


_COUNTED = re.compile(
    r"\b(?:bao nhieu|may) (?P<thing>(?!tien|dong|trieu|ty|phan|ngay|thang|nam|nguon|gio)"
    r"(?P<first>[a-z]+)(?: [a-z]+)?)"
)


def _product_counted(asked: Asked, question: str) -> Draft | None:
    """ "Nhân rộng bao nhiêu mô hình": the figure in the cell of what the task comes to."""
    query, found = asked.query, _COUNTED.search(question)
    if found is None or not query.narrowed or query.lang == "en":
        return None
    periods = [(asked.book.by_id[p].year_start, asked.book.by_id[p].year_end) for p in query.plans]
    for year in map(int, query.years):
        if any(start and end and not start <= year <= end for start, end in periods):
            return None  # what is to be done tells nothing of a year gone by
    counts = re.compile(rf"\d (?:{found['thing']}|{found['first']})\b")
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        rows = [
            (row, cell) for row in table_rows(asked, plan_id)
            for column, cell in zip(row.columns, row.cells, strict=True)
            if _ASKED[3].header.search(column) and counts.search(fold(cell)) and row.name
            and asked.subject.names_one(query)
            and asked.subject.share_said(query, row.name, cell) >= _WHOLE
            and asked.subject.written_in(query, row.name, cell)
            and not asked.subject.unwritten(query, (row.name, cell), ())
        ]  # fmt: skip
        if len(rows) != 1:
            return None
        (row, cell), *_ = rows
        claims.append(stated(f"{cell}: {row.name}", plan_id, (row.header, row.row)))
    return draft(asked, claims)


def table_rows(asked: Asked, plan_id: str) -> Iterator[TableRow]:
    """The rows of a plan's tables that have as many cells as their header."""
    sections = asked.book.sections(plan_id)
    units: dict[str, Slice | None] = {}
    for section in sections.values():
        if not is_row_id(section.id):
            continue
        table = sections[section.id.rpartition("/")[0]]
        header = _cells(asked, plan_id, table)
        row = _cells(asked, plan_id, section)
        if table.id not in units:
            units[table.id] = _unit(asked, plan_id, table)
        if len(header[1]) == len(row[1]):
            columns = tuple(fold(one) for one in header[1])
            yield TableRow(header[0], columns, *row, units[table.id])


def _unit(asked: Asked, plan_id: str, table: Section) -> Slice | None:
    """What is printed above a table as the unit of its figures."""
    span = unit_above(asked.book.text(plan_id), table.start)
    held = asked.book.sections(plan_id).values()
    above = next((one for one in held if span and one.start <= span[0] < one.end), None)
    return asked.book.slice(plan_id, above, *span) if above is not None and span else None


def _cells(asked: Asked, plan_id: str, section: Section) -> tuple[Slice, tuple[str, ...]]:
    piece = asked.book.slice(plan_id, section, section.start, section.end)
    return piece, split_cells(piece.text)


def _is_meant(asked: Asked, one: TableRow) -> bool:
    subject, query = asked.subject, asked.query
    name = one.name
    numbers = set(re.findall(r"\d+", " ".join(query.subject)))
    if "bao cao" in query.roles and "bao cao" not in fold(one.row.text):
        return False  # "báo cáo về Tháng hành động": the row of its launch tells no report
    if names_month(query.question) and not any(
        map(names_month, (one.row.text, *asked.book.headings(one.row)))
    ):
        return False  # "tổng kết Tháng hành động": no summing-up of the year
    return (
        bool(name)
        and not names_other(query.question, name)
        and subject.names_one(query)
        and subject.share_said(query, name) >= _WHOLE
        and subject.written_in(query, name)
        and not subject.unwritten(query, (name,), ())
        and numbers <= set(re.findall(r"\d+", one.row.text))
    )


def _told(one: TableRow, wanted: list[_Kind]) -> Iterator[DraftClaim]:
    """ "28/6/2026; Công viên Bến Lụa: Ngày hội Gia đình"."""
    printed = split_cells(one.header.text)
    told = []
    pieces: tuple[Slice, ...] = (one.header, one.row)
    for kind in wanted:
        for column, words, cell in zip(one.columns, printed, one.cells, strict=True):
            measure = column == "don vi" and not cell[:1].isupper()  # "%", "vụ": what is counted
            if cell and kind.header.search(column) and not measure:
                if not kind.cell.search(fold(cell)):
                    return  # a cell that holds "|" has moved those behind it
                bare = re.fullmatch(r"[\d.,\s]+", cell) is not None
                if bare and kind.cell.pattern == r"\d" and one.unit and "(" not in words:
                    told.append(f"{words}: {cell} ({one.unit.text})")
                    pieces = (*pieces, one.unit)
                    continue
                told.append(f"{words}: {cell}" if bare else cell)
    if told:
        text = f"{'; '.join(dict.fromkeys(told))}: {one.name}"
        yield stated(tidy(text), one.row.plan_id, pieces)
