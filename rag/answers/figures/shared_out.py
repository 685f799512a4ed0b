"""A figure that a table shares out: the row of a place or a unit, under the column asked for.

"Huyện Đồng Mít phải củng cố bao nhiêu hợp tác xã", "địa phương nào phải củng cố nhiều hợp tác xã
nhất": no target of the whole province tells it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answers.contents.cells import TableRow, table_rows
from rag.answers.figures.past_results import past_years
from rag.answers.shape import SAID_WHOLE, Asked, absent, draft, stated
from rag.schema import Draft, DraftClaim, Plan
from rag.text import fold, lower
from rag.understanding.years_asked import YEAR, years_of_figure_asked
from rag.understanding.yes_no import confirms

_HOW_MANY = re.compile(r"\b(?:bao nhieu|may)\b|\bhow many\b|\bwhat (?:number|figure)\b")
_MOST = re.compile(
    r"\b(?P<most>nhieu|cao|lon|dong)\b(?: \w+){0,6}? nhat\b|\b(?P<least>it|thap|nho)\b"
    r"(?: \w+){0,6}? nhat\b|\b(?P<top>most|highest|largest)\b|\b(?P<low>fewest|lowest|least)\b"
)
_WHICH = re.compile(
    r"\b(?:dia phuong|huyen|xa|phuong|thi xa|thanh pho|don vi|noi|cho|ap|thon|ban|truong)"
    r"(?: \w+)? nao\b|\bwhich (?:district|commune|ward|place|locality|unit)s?\b"
)
_MONEY = re.compile(
    # "tiên phong", "tiến độ" are no money
    r"\b(?:kinh phi|tien(?! (?:phong|do|bo|trinh|hanh|si)\b)|ngan sach|von|du toan)\b|"
    r"\b(?:bao nhieu|may) (?:trieu |ty |nghin )?dong\b|"
    r"\bmoney\b|\bcost"
)
_ANOTHER = re.compile(r"\b(?:to|lien|chi|phan|tieu|nhom) [a-z]+ [a-z]+\b")
""" "Mấy tổ hợp tác" is not told by a column on "hợp tác xã"."""
_FIGURE = re.compile(r"\d[\d.,]*\s*%?")
_TOTAL = re.compile(r"(?:toan (?:tinh|huyen|xa|phuong|thanh pho|thi xa)|tong(?: cong| so)?|cong)\b")
_OF_THEM_ALL = re.compile(
    r"\btong (?:so|cong)?\b.*\b(?:cac|toan|tat ca) (?:xa|phuong|huyen|don vi|dia phuong|tinh)\b"
)
""" "Tổng số … giao cho các xã": the last row."""
_NUMBERED = re.compile(r"stt|tt|so tt")
_KIND = re.compile(r"^(?:tinh|huyen|thi xa|thanh pho|quan|xa|phuong|thi tran|dac khu) ")
_PLACES = re.compile(
    r"(?:ten )?(?:dia (?:phuong|ban)|don vi|(?:cac )?(?:xa|huyen|phuong)[^|]*|thon[^|]*|ban|ap|"
    r"to dan pho|truong|co quan)"
)
_ROWS = 3
"""Rows from which a table shares a figure out."""
_OF_SUBJECT = 0.7
"""Share of the question that the column with the table's title must say."""
_OF_ENGLISH = 0.4
"""The same of an English question, some of whose words no list translates."""
_OF_COLUMN = 0.6
"""The same of one column, where several are asked for."""
_OF_COUNTING = frozenset({"so", "tong", "luong"})
_SIDES = 2
_MORE = re.compile(r"\b(?:nhieu|cao|lon|it|thap)\b(?: \w+){0,6}? hon\b(?! \d)")
_BOUND = re.compile(
    r"\b(?P<than>tren|cao hon|hon|vuot|duoi|thap hon|it hon|chua den|khong qua|khong vuot qua|"
    r"it nhat|toi thieu|tu) (?P<limit>\d{1,3}(?:,\d+)?)(?! ?/)\b|"
    r"\b(?P<none>khong con|het han|cham dut)\b"
)
""" "Những xã nào có tỷ lệ … trên 23%": the rows within it."""
_OF_MOST = frozenset("hon nhieu cao lon dong it thap nho nhat".split())
_RATE = re.compile(r"\b(?:ty (?:le|so|suat)|so (?:luong|vu|nguoi|lop|mo hinh))\b")
_OF_FIGURE = re.compile(
    r"\bchi tieu\b|\bty (?:le|so|suat)\b|"
    r"\bso (?:cap|vu|luong|nguoi|lop|buoi|mo hinh|cau lac bo|thon|ho)\b"
)
_OTHER_ASKED = re.compile(
    r"\b(?:ai|gi|nao|dau|the nao|ra sao|vi sao|tai sao|bao gio|khong|chua|who|what|which|when)\b"
)
_HITS = 20


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of one table, with the columns that hold figures."""

    rows: tuple[TableRow, ...]
    columns: tuple[int, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The header's cells as they are printed."""
        return tuple(cell.strip() for cell in self.rows[0].header.text.split("|"))


def shared_out(asked: Asked) -> Draft | None:
    """The cells asked for; None where no table shares out what is asked about."""
    query, question = asked.query, fold(asked.query.question)
    most = _MOST.search(question) if _WHICH.search(question) else None
    # "tỷ lệ … của xã Bắc Sơn là 18% đúng không"
    of_figure = _RATE.search(question) or _OF_FIGURE.search(question)
    tells = _HOW_MANY.search(question) or (of_figure and confirms(query.question))
    bound = _BOUND.search(question) if _WHICH.search(question) and not most else None
    # "xã A và xã B, xã nào được giao nhiều … hơn"; no "nhiều cặp tảo hôn nhất"
    which = most is None and _MORE.search(question) is not None
    # "chỉ tiêu tảo hôn ở xã A năm 2023": only of a row that is named
    bare = _OF_FIGURE.search(question) is not None and not _OTHER_ASKED.search(question)
    if not (most or tells or bound or which or bare) or _MONEY.search(question):
        return None
    if query.objectives or query.indicators or query.agencies or query.intent == "plans":
        return None
    claims: list[DraftClaim] = []
    silent: list[DraftClaim] = []
    for plan_id in query.plans:
        tables = _tables(asked, plan_id)
        if _of_other_time(asked.book.by_id[plan_id], question):
            tables = [one for one in (_in_years(one, question) for one in tables) if one.columns]
        for table in tables:
            named = (
                []
                if most or bound
                else [one for one in table.rows if _is_named(asked, plan_id, one)]
            )
            named = [one for one in named if not _TOTAL.match(fold(one.label))] or named
            if not (most or named or bound) or (which and not tells and len(named) < _SIDES):
                continue
            columns = _each_named(asked, table) if named else []
            if bare and not tells:
                if not _said_whole(asked, table, named):
                    continue
                columns = columns or _every_year(asked, table)
            column = columns[0] if columns else _column(asked, table, named)
            if column is None:
                if named and not _told_of(asked, named):
                    silent.append(absent(asked.phrases.say("no_target"), plan_id))
                continue
            within = _within(table, column, bound) if bound else []
            if bound and not within:
                silent.append(absent(asked.phrases.say("no_row_within"), plan_id))
                continue
            high = bool(most and (most["most"] or most["top"]))
            rows = named or within or _ends(table, column, most=high)
            for row in rows:
                cells = (f"{table.header[n]}: {row.cells[n]}" for n in columns or [column])
                text = f"{row.label} – {'; '.join(cells)}"
                claims.append(stated(text, plan_id, (row.header, row.row)))
    if claims:
        return draft(asked, claims)
    silent = silent if most or tells or bound or which else []
    return draft(asked, list(dict.fromkeys(silent)), reason="not_stated") if silent else None


_QUARTER = re.compile(r"\bquy (?P<which>iv|i{1,3}|[1-4])\b")
_EACH_QUARTER = re.compile(r"\b(?:tung|moi|cac|hang|theo) quy\b|\bquy nao\b(?=.*\d)")
_EACH_YEAR = re.compile(r"\b(?:moi|tung|hang|cac) nam\b")
_YEAR_ALONE = re.compile(r"(?:Năm )?20\d\d", re.IGNORECASE)
_UNIT = re.compile(r"don vi(?: tinh)?|dvt")
_ROMAN = {"1": "i", "2": "ii", "3": "iii", "4": "iv"}
_OF_QUARTER = frozenset(
    "quy i ii iii iv het den cuoi dau trong phai co dat duoc toi thieu da khong qua vuot it nhat "
    "luy ke tang giam len xuong tu muc so la chi tieu nam thuc hien".split()
)


def in_quarter(asked: Asked) -> Draft | None:
    """ "Hết quý II phải có bao nhiêu địa chỉ": the cell of a row that a table has by quarters."""
    query, question = asked.query, fold(asked.query.question)
    wanted = [_ROMAN.get(one, one) for one in _QUARTER.findall(question)]
    each = _EACH_QUARTER.search(question) is not None
    asks = _HOW_MANY.search(question) or "quy nao" in question
    if not (wanted or each) or not query.narrowed or not asks:
        return None
    if query.agencies or query.objectives or query.indicators or _MONEY.search(question):
        return None
    on = tuple(word for word in query.subject if fold(word) not in _OF_QUARTER)
    about = replace(query, subject=on)
    if not on:
        return None
    thing = re.search(
        r"\b(?:bao nhieu|may) (?!(?:phan tram|tu|trong|vao|den|o|cua|tai|la|so voi)\b)([a-z]+)",
        question,
    )
    rich = asked.subject.names_one(about)  # of the plan's own title each word is in most rows
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        if set(query.years) - {str(asked.book.by_id[plan_id].year_start)}:
            return None
        rows = [
            (asked.subject.share_said(about, row.name), row)
            for row in table_rows(asked, plan_id)
            if sum(_QUARTER.fullmatch(column) is not None for column in row.columns) >= _SIDES
        ]  # fmt: skip
        best = max((share for share, _ in rows), default=0.0)
        meant = [row for share, row in rows if share == best]
        whole = [
            row for _, row in rows if {*map(fold, on)} <= {*re.findall(r"\w+", fold(row.name))}
        ]
        # "vụ bạo lực gia đình", and no "người bị bạo lực gia đình được tiếp cận dịch vụ"
        whole = [row for row in whole if fold(" ".join(on)) in fold(row.name)] or whole
        meant = whole or (meant if rich and best >= SAID_WHOLE else [])
        if len(meant) != 1 or not (thing is None or thing[1] in fold(" ".join(meant[0].cells))):
            continue
        row, printed = meant[0], [cell.strip() for cell in meant[0].header.text.split("|")]
        columns = [
            n for n, column in enumerate(row.columns)
            if (found := _QUARTER.fullmatch(column))
            and (each or _ROMAN.get(found["which"], found["which"]) in wanted)
        ]  # fmt: skip
        told = "; ".join(f"{printed[n]}: {row.cells[n]}" for n in columns if row.cells[n])
        if told and len(printed) == len(row.columns):
            units = [c for n, c in enumerate(row.cells) if _UNIT.fullmatch(row.columns[n]) and c]
            name = f"{row.name} ({units[0]})" if units else row.name
            claims.append(stated(f"{name} – {told}", plan_id, (row.header, row.row)))
    return draft(asked, claims) if claims else None


def _of_other_time(plan: Plan, question: str) -> bool:
    """ "Toàn huyện năm 2024 có bao nhiêu vụ" of a plan for 2025, whose table is of that year."""
    years = {*map(int, years_of_figure_asked(question))}
    within = {
        year for year in years if (plan.year_start or year) <= year <= (plan.year_end or year)
    }
    return bool(years and not within) or bool(past_years(plan, question))


def _in_years(table: _Table, question: str) -> _Table:
    """A table with the columns alone whose header names a year asked for: "Thực hiện 2020"."""
    years = set(years_of_figure_asked(question))
    of_them = (n for n in table.columns if years & set(YEAR.findall(table.header[n])))
    return replace(table, columns=tuple(of_them))


def _tables(asked: Asked, plan_id: str) -> list[_Table]:
    by_header: dict[str, list[TableRow]] = {}
    for row in table_rows(asked, plan_id):
        by_header.setdefault(row.header.section, []).append(row)
    found = []
    for rows in by_header.values():
        columns = tuple(
            n for n, column in enumerate(rows[0].columns)
            if not _NUMBERED.fullmatch(column)
            and sum(_FIGURE.fullmatch(row.cells[n]) is not None for row in rows) >= len(rows) - 1
        )  # fmt: skip
        if len(rows) >= _ROWS and columns and _of_places(rows):
            found.append(_Table(tuple(rows), columns))
    return found


def _of_places(rows: Sequence[TableRow]) -> bool:
    """Whether a table has a row for each place or unit, not for each indicator."""
    kinds = sum(_KIND.match(fold(row.label)) is not None for row in rows)
    names = rows[0].columns[rows[0].cells.index(rows[0].label)] if rows[0].label else ""
    return 2 * kinds >= len(rows) or _PLACES.fullmatch(names) is not None


def _core(name: str) -> str:
    """A place's name without its kind: "Huyện Đồng Mít"."""
    return _KIND.sub("", name)


def _is_named(asked: Asked, plan_id: str, row: TableRow) -> bool:
    """Whether the question names the row's place or unit; the plan's own only with its kind."""
    name = fold(row.label)
    core = _core(name)
    place = fold(asked.book.by_id[plan_id].place or "")
    question = " ".join(re.findall(r"[^\W_]+", fold(asked.query.question)))
    wanted = name if core == place or " " not in core else core
    if _TOTAL.match(name) is not None and _OF_THEM_ALL.search(question):
        return True
    total = _TOTAL.match(name) is not None and not name.startswith("toan ")
    return bool(wanted) and not total and f" {wanted} " in f" {question} "


def _column(asked: Asked, table: _Table, named: Sequence[TableRow]) -> int | None:
    """The one column whose own words the question says, with the rest of it in the title."""
    bare = asked.query.unaccented
    read = fold if bare else lower
    query = asked.query
    said = set(re.findall(r"[^\W_]+", read(f"{query.question} {query.search_text}")))
    for row in named:
        said -= set(re.findall(r"[^\W_]+", read(row.label)))
    words = {
        n: set(re.findall(r"[^\W_]+", read(asked.frames.without_stop_words(table.header[n]))))
        for n in table.columns
    }
    shared = set.intersection(*words.values()) if len(words) > 1 else set()
    own = {n: one - shared for n, one in words.items()}
    share = {n: len(one & said) / len(one) for n, one in own.items() if one}
    best = max(share.values(), default=0.0)
    meant = [n for n, one in share.items() if one == best]
    if not best or len(meant) != 1:
        return None
    header = fold(table.header[meant[0]])
    others = {one for one in _ANOTHER.findall(fold(query.question)) if one not in header}
    if any(one.partition(" ")[2] in header for one in others):
        return None
    names = {word for row in named for word in re.findall(r"[^\W_]+", fold(row.label))}
    names |= _OF_MOST
    left = tuple(word for word in query.subject if fold(word) not in names)
    labels = (cell for n, cell in enumerate(table.header) if n not in table.columns)
    texts = (table.header[meant[0]], *labels, *asked.book.headings(table.rows[0].header))
    if not left:
        # "nhiều nhiệm vụ nhất" says "vụ" of a column, and nothing of what is counted
        return meant[0] if named or best >= _OF_COLUMN else None
    said_whole = asked.subject.share_said(replace(query, subject=left), *texts)
    return meant[0] if said_whole >= (_OF_ENGLISH if query.lang == "en" else _OF_SUBJECT) else None


def _said_whole(asked: Asked, table: _Table, named: Sequence[TableRow]) -> bool:
    """Whether the row, the header and the title say each word of a question that only names them.

    A rate is told by a column in per cent alone.
    """
    read = fold if asked.query.unaccented else lower
    texts = (table.rows[0].header.text, *asked.book.headings(table.rows[0].header))
    held = set(re.findall(r"[^\W_]+", read(" ".join((*texts, *(one.label for one in named))))))
    words = {read(word) for word in asked.query.subject if not asked.subject.is_small(word)}
    rate = re.search(r"\bty (?:le|suat)\b", fold(asked.query.question)) is not None
    left = words - {*map(read, "chỉ tiêu tỷ lệ số năm mức là ở".split())} - held
    return not left and not (rate and "%" not in " ".join(texts))


def _every_year(asked: Asked, table: _Table) -> list[int]:
    """The columns of a table by years, where no year is asked for."""
    by_year = all(YEAR.search(table.header[n]) for n in table.columns)
    return list(table.columns) if by_year and not YEAR.search(asked.query.question) else []


def _each_named(asked: Asked, table: _Table) -> list[int]:
    """The columns of "mấy câu lạc bộ với mấy cộng tác viên"; [] where not each half names one.

    A half names the one column whose words it says most of, and says most of that column.
    """
    if _EACH_YEAR.search(fold(asked.query.question)):
        return [n for n in table.columns if _YEAR_ALONE.fullmatch(table.header[n])]
    years = [*dict.fromkeys(years_of_figure_asked(fold(asked.query.question)))]
    of_years = [[n for n in table.columns if year in table.header[n]] for year in years]
    if len(years) > 1 and all(len(one) == 1 for one in of_years):
        return [n for one in of_years for n in one]  # "từ … năm 2020 xuống … năm 2025"
    halves = re.split(_HOW_MANY, fold(asked.query.question))[1:]
    words = {
        n: set(re.findall(r"[^\W_]+", fold(table.header[n]))) - _OF_COUNTING
        for n in table.columns
    }  # fmt: skip
    found = []
    for half in halves:
        said = set(re.findall(r"[^\W_]+", half))
        share = {n: len(one & said) / len(one) for n, one in words.items() if one}
        best = max(share.values(), default=0.0)
        meant = [n for n, one in share.items() if one == best]
        if best < _OF_COLUMN or len(meant) != 1:
            return []
        found += meant
    return found if len(set(found)) == len(found) > 1 else []


def _ends(table: _Table, column: int, *, most: bool) -> list[TableRow]:
    """The rows with the highest figure of a column, or the lowest."""
    rows = [
        (_figure(row.cells[column]), n, row)
        for n, row in enumerate(table.rows)
        if not _TOTAL.match(fold(row.label)) and _FIGURE.fullmatch(row.cells[column])
    ]
    if not rows:
        return []
    end = (max if most else min)(figure for figure, _, _ in rows)
    return [row for figure, _, row in rows if figure == end]


def _within(table: _Table, column: int, bound: re.Match[str]) -> list[TableRow]:
    """The rows whose figure lies within what is asked: "trên 23%"."""
    than, limit = bound["than"], float((bound["limit"] or "0").replace(",", "."))
    return [
        row for row in table.rows
        if not _TOTAL.match(fold(row.label)) and _FIGURE.fullmatch(row.cells[column])
        and _fits(_figure(row.cells[column]), than, limit)
    ]  # fmt: skip


def _fits(figure: float, than: str | None, limit: float) -> bool:
    if than is None:
        return figure == 0  # "xã nào không còn"
    if than in ("tren", "hon", "cao hon", "vuot"):
        return figure > limit
    if than in ("duoi", "thap hon", "it hon", "chua den"):
        return figure < limit
    return figure <= limit if than.startswith("khong") else figure >= limit


def _figure(cell: str) -> float:
    return float(cell.rstrip("% ").replace(".", "").replace(",", "."))


def _told_of(asked: Asked, named: Sequence[TableRow]) -> bool:
    """Whether a sentence with a figure speaks of the row's place or unit and of what is asked."""
    names = [_core(fold(row.label)) for row in named]
    return any(
        re.search(r"\d", text) is not None
        and "|" not in text
        and any(name in fold(text) for name in names)
        and asked.subject.share_said(asked.query, text) >= SAID_WHOLE
        for text in (hit.passage.text for hit in asked.book.hits(asked.query, _HITS))
    )
