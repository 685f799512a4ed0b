"""What the columns of a table hold, told from their header cells by ``prompts/columns.toml``."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from rag.amounts import UNIT_OF_MONEY
from rag.table import Cell, Table, unit_of
from rag.text import nfc

Kind = Literal[
    "number", "task", "objective", "indicator", "leader", "partner", "time", "figure", "unit",
    "product", "money", "sum", "held", "place", "hour", "other",
]  # fmt: skip

_LONGEST_HEADER = 100
_FIRST_WORDS = 3
"""A header's telling word is among its first ones ("Tên các chỉ tiêu"), a text's anywhere."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_LABEL = re.compile(r"\(?(?:\d{1,2}|[A-ZĐ])\)?")
"""The number of a column, printed below its header: "(1)", "A"."""
_BEHIND = r"(?:\s*\([^()]*\))?"
"""The unit behind a header."""
_OF_SOURCE = re.compile(r"\bngân sách\b|\bnguồn\b|\bvốn\b")
_SUM_CELL = re.compile(
    r"\d[\d.,]*(?:\s*(?:nghìn|ngàn|triệu|tỷ|tỉ))?(?:\s*(?:đồng|đ))?|[-–—…./x]+|", re.IGNORECASE
)
_MAY_BE_FIGURES = frozenset({"objective", "indicator", "product", "agency"})
"""With a year in the header these are figures ("Chỉ tiêu 2025", "Thực hiện năm 2024")."""


class _Roles(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    leader: tuple[str, ...]
    partner: tuple[str, ...]
    held: tuple[str, ...]


class _Marks(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    ditto: tuple[str, ...]


class _Sums(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    total: tuple[str, ...]
    source: tuple[str, ...]
    level: tuple[str, ...]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    columns: dict[Kind | Literal["agency"], tuple[str, ...]]
    roles: _Roles
    marks: _Marks
    sums: _Sums


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds; ``role`` is an agency's ("chủ trì"), None where no word gives it.

    ``year`` is the year that a header of figures names; ``word`` is what its first word alone
    would say ("Chỉ tiêu năm 2025"). ``part`` tells a column of money that sums up the others from
    one of a single source.
    """

    kind: Kind
    role: str | None = None
    year: str | None = None
    word: str | None = None
    part: Literal["total", "source"] | None = None


@dataclass(frozen=True)
class Columns:
    """The words of the data file, ready to be looked for in header cells."""

    file: _File

    @functools.cached_property
    def _kind_of(self) -> dict[str, Kind | Literal["agency"]]:
        return {word.lower(): kind for kind, words in self.file.columns.items() for word in words}

    @functools.cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _any_of(self._kind_of)

    @functools.cached_property
    def _roles(self) -> re.Pattern[str]:
        return _any_of((*self.file.roles.leader, *self.file.roles.partner))

    @functools.cached_property
    def _sums(self) -> re.Pattern[str]:
        """ "Xã hội hóa", "NSTW (triệu đồng)"; "Cộng" and "Tỉnh" as a whole header alone."""
        whole = _any_of((*self.file.sums.total, *self.file.sums.level)).pattern
        return re.compile(rf"{_any_of(self.file.sums.source).pattern}|{whole}{_BEHIND}$")

    @functools.cached_property
    def _level(self) -> re.Pattern[str]:
        return re.compile(rf"{_any_of(self.file.sums.level).pattern}{_BEHIND}$")

    @functools.cached_property
    def _total(self) -> re.Pattern[str]:
        return re.compile(rf"{_any_of(self.file.sums.total).pattern}{_BEHIND}$")

    def may_be_sums(self, header: str) -> bool:
        """Whether a header may be that of a source or a total, in a table of money."""
        unit = re.search(r"\(([^()]*)\)$", header.strip())
        if unit is not None and UNIT_OF_MONEY.search(unit[1]) is None:
            return False  # "Tổng số (người)"
        return self._sums.match(" ".join(header.lower().split())) is not None

    def of_money(self, header: str) -> Column:
        """A column of money: of the whole ("Cộng", "Tổng số (triệu đồng)"), or of a source."""
        text = " ".join(header.lower().split())
        if self._total.match(text):
            return Column("money", part="total")
        source = self.may_be_sums(text) or _OF_SOURCE.search(text) is not None
        level = "level" if self._level.match(text) else None
        return Column("money", part="source" if source else None, word=level)

    def read(self, header: str) -> Column | None:
        """The meaning of a header cell; None for a text that heads no known column."""
        text = " ".join(header.lower().split())
        if not text or len(text) > _LONGEST_HEADER:
            return None
        year = YEAR.search(text)
        found = self._pattern.search(text)
        if found is None or len(text[: found.start()].split()) >= _FIRST_WORDS:
            # "2025", "Đầu năm 2025": nothing but a year
            lone = year is not None and len(text.split()) <= _FIRST_WORDS
            return Column("figure", year=year.group()) if lone and year is not None else None
        kind = self._kind_of[found.group()]
        if year is not None and (kind in _MAY_BE_FIGURES or kind == "figure"):
            return Column("figure", year=year.group(), word=kind)
        if kind == "agency":
            return self._agency(text, found.start())
        return Column(kind)

    @functools.cached_property
    def _held(self) -> re.Pattern[str]:
        return _any_of(self.file.roles.held)

    def held_in(self, header: str) -> str | None:
        """ "Chỉ tiêu chủ trì" in a table of agencies: the role in which they hold what it lists."""
        role = self._held.search(" ".join(header.lower().split()))
        if role is None:
            return None
        return "phối hợp" if role.group() in self.file.roles.partner else role.group()

    def _agency(self, text: str, start: int) -> Column:
        role = self._roles.search(text, start)
        if role is None:
            return Column("leader")
        partner = role.group() in self.file.roles.partner
        return Column("partner" if partner else "leader", role.group())

    def is_ditto(self, text: str) -> bool:
        """Whether a cell repeats the one above it: "nt", "như trên"."""
        return " ".join(text.lower().split()).strip(".") in self.file.marks.ditto


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """One column of a table with the header cells that give its meaning."""

    meaning: Column
    cells: tuple[Cell, ...]


def known_columns(text: str, table: Table, columns: Columns) -> dict[int, HeaderColumn]:
    """The columns whose headers say what they hold; {} where a table gives no facts by them."""
    found: dict[int, HeaderColumn] = {}
    first, below = _header_lines(table)
    for number in sorted({*first, *below}):
        cells = [first[number]] if number in first else []
        if number in below and not _LABEL.fullmatch(text[below[number].start : below[number].end]):
            # "Cơ quan" stands once above "Chủ trì" and "Phối hợp"
            left = max((n for n in first if n <= number), default=None)
            cells = [*([first[left]] if left is not None else []), below[number]]
        words = " ".join(text[cell.start : cell.end] for cell in cells)
        meaning = columns.read(words)
        last = text[cells[-1].start : cells[-1].end]
        if meaning is None and len(cells) > 1:
            meaning = columns.read(last)
        if meaning is not None and meaning.kind == "money":
            meaning = columns.of_money(words if columns.of_money(last).part is None else last)
        elif columns.may_be_sums(last) and _has_sums(text, table, number):
            meaning = replace(columns.of_money(last), kind="sum")
        if meaning is not None:
            found[number] = HeaderColumn(meaning, tuple(cells))
    found = _settled(_priced(found, text, table), _measures(text, table))
    return _by_agency(found, text, columns)


def _by_agency(
    found: dict[int, HeaderColumn], text: str, columns: Columns
) -> dict[int, HeaderColumn]:
    """ "Cơ quan | Chỉ tiêu chủ trì | Chỉ tiêu phối hợp": what each agency holds, by its role.

    "Cơ quan | Nội dung phối hợp" is a table of tasks.
    """
    leaders = [one.meaning.role for one in found.values() if one.meaning.kind == "leader"]
    if leaders != [None] or any(one.meaning.kind == "partner" for one in found.values()):
        return found
    held = {
        n: replace(one, meaning=Column("held", role, word=one.meaning.kind))
        for n, one in found.items() if one.meaning.kind in ("task", "indicator", "objective")
        and (role := columns.held_in(" ".join(text[c.start : c.end] for c in one.cells)))
    }  # fmt: skip
    listed = any(one.meaning.word != "task" for one in held.values())
    return found | held if listed or len(held) > 1 else found


def _priced(found: dict[int, HeaderColumn], text: str, table: Table) -> dict[int, HeaderColumn]:
    """With the columns of sources and totals as money, in a table that has sums of money.

    "Nội dung | Ngân sách phường | Xã hội hóa | Cộng". "Tổng số | Nam | Nữ" counts people, and
    "Năm 2026 | Năm 2027 | Cộng" is read by its years.
    """
    unit = unit_of(text, table.header.start, table.rows[-1].end)
    of_money = unit is not None and UNIT_OF_MONEY.search(text[slice(*unit)]) is not None
    heads = [text[cell.start : cell.end] for one in found.values() for cell in one.cells]
    of_money = of_money or any(UNIT_OF_MONEY.search(head) for head in heads)
    others = {n: one for n, one in found.items() if one.meaning.kind != "sum"}
    known = [
        n for n, one in others.items() if one.meaning.kind == "money" and _has_sums(text, table, n)
    ]
    of_years = sum(one.meaning.year is not None for one in others.values()) > 1
    if of_years or not (of_money or known):
        return others
    maybe = [n for n in found if n not in others]
    sources = [n for n in (*known, *maybe) if found[n].meaning.part == "source"]
    whole = [n for n in (*known, *maybe) if n not in sources]
    add_up = len(whole) == 1 and _add_up(text, table, sources, whole[0])
    if not add_up:
        # "Tỉnh | Huyện | Kinh phí": lessons of each level, and what they cost
        sources = [n for n in sources if found[n].meaning.word != "level"]
    kept = {n for n in maybe if n in sources or (n in whole and (sources or not known))}
    return {
        n: replace(one, meaning=replace(one.meaning, kind="money")) if n in kept else one
        for n, one in found.items() if n in others or n in kept
    }  # fmt: skip


def _add_up(text: str, table: Table, parts: list[int], whole: int) -> bool:
    """Whether the sums of the parts are the whole's, in most rows of bare sums."""
    told = []
    for row in table.rows[1:]:
        cells = {cell.column: text[cell.start : cell.end].strip("* ") for cell in row.cells}
        values = [cells.get(n, "").replace(".", "").replace(",", ".") for n in (*parts, whole)]
        sums = [float(one) if re.fullmatch(r"\d+(?:\.\d+)?", one) else 0.0 for one in values]
        if sums[-1]:
            told.append(abs(sum(sums[:-1]) - sums[-1]) < 0.01 * sums[-1])
    return len(parts) > 1 and 2 * sum(told) > len(told)


def _has_sums(text: str, table: Table, column: int) -> bool:
    """Whether the cells of a column are bare sums, one of them at least no nought."""
    cells = [
        text[cell.start : cell.end].strip("* ")
        for row in table.rows[1:] for cell in row.cells if cell.column == column
    ]  # fmt: skip
    return all(map(_SUM_CELL.fullmatch, cells)) and any(re.search("[1-9]", one) for one in cells)


def _measures(text: str, table: Table) -> frozenset[int]:
    """The columns whose cells are no names: "%", "người", "bé trai/100 bé gái".

    "Câu lạc bộ" below "%" is no name either.
    """
    cells = [cell for row in table.rows[1:] for cell in row.cells if text[cell.start : cell.end]]
    named = {cell.column for cell in cells if text[cell.start].isupper()}
    shares = {cell.column for cell in cells if text[cell.start : cell.end] == "%"}
    return frozenset(cell.column for cell in cells) - (named - shares)


def _header_lines(table: Table) -> tuple[dict[int, Cell], dict[int, Cell]]:
    """The cells of the header's first line and of the one below it."""
    first: dict[int, Cell] = {}
    below: dict[int, Cell] = {}
    last = -1
    for cell in table.header.cells:
        target = below if below or cell.column <= last else first
        target.setdefault(cell.column, cell)
        last = cell.column
    return first, below


def _settled(found: dict[int, HeaderColumn], measures: frozenset[int]) -> dict[int, HeaderColumn]:
    """Meanings that depend on the other columns, or on what stands below the header."""

    def have(*kinds: Kind) -> list[int]:
        return [number for number, column in found.items() if column.meaning.kind in kinds]

    def turn(number: int, kind: Kind) -> None:
        found[number] = replace(found[number], meaning=replace(found[number].meaning, kind=kind))

    if have("figure"):
        # "Đơn vị" above "%"
        for number in measures.intersection(have("leader")):
            if found[number].meaning.role is None:
                turn(number, "unit")
    if have("unit") and have("task"):
        # "Nội dung | Đơn vị tính | Chỉ tiêu": the figures themselves
        for number in have("indicator", "objective"):
            turn(number, "figure")
    if not have("task", "objective", "indicator"):
        for number in have("figure")[:1]:
            word = found[number].meaning.word
            if word in ("objective", "indicator"):
                turn(number, "indicator")
    if any(found[number].meaning.role for number in have("leader")):
        for number in have("leader"):
            if found[number].meaning.role is None:
                turn(number, "other")
    if have("figure") and not have("task", "objective", "indicator"):
        # "Đơn vị | Năm 2025": the figures are the units'
        for number in have("leader"):
            turn(number, "indicator")
    named = have("task", "objective", "indicator")
    told = have("leader", "partner", "time", "figure", "indicator", "money", "product")
    return found if named and told else {}


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """One of the words, the longest that fits."""
    listed = sorted(map(str.lower, words), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)")


@functools.lru_cache(maxsize=8)
def load_columns(prompts: Path) -> Columns:
    """The words of ``columns.toml``, one object for each folder."""
    content = (prompts / "columns.toml").read_text(encoding="utf-8")
    return Columns(_File.model_validate(tomllib.loads(nfc(content))))
