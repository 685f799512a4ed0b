"""A table of money with a column for each year: what a source gives, or the whole, in a year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.answers.contents.cells import TableRow, table_rows
from rag.answers.money.money import without_money
from rag.answers.money.money_source import asks_how_much, per_unit, source_words, sources_asked
from rag.answers.money.sum_years import OPEN, of_other_time, of_own_time
from rag.answers.money.sums import amounts, whole_sum
from rag.answers.shape import Asked, absent, draft, stated
from rag.schema import Draft, DraftClaim, Slice
from rag.table import split_cells
from rag.text import fold
from rag.understanding.years_asked import years_in
from rag.understanding.yes_no import confirms

_YEAR_COLUMN = re.compile(r"(?:nam )?(20\d\d)")
_SPAN_COLUMN = re.compile(r"(?:giai doan )?(20\d\d)\s*[-–]\s*(20\d\d)")
_SPAN = re.compile(r"\b(20\d\d)\s*(?:-|–|den|toi|to)\s*(?:(?:het|cuoi|nam) )*(20\d\d)\b")
""" "Giai đoạn 2023 - 2025": all of its years together, not the two."""
_WITH_PART = re.compile(r"\btong (?:cong |so |muc )?(?:kinh phi|von|nhu cau|du toan)\b.*[,;]| va ")
""" "Tổng kinh phí là bao nhiêu, phần ngân sách tỉnh bao nhiêu": the whole beside the part."""
_EACH_YEAR = re.compile(r"\b(?:moi|tung|hang|theo|cac) nam\b|\b(?:each|every|per) year\b")
_TOTAL = re.compile(r"(?:tong(?: cong| so)?|cong)(?: (?:kinh phi|von|so))?")
_UNIT = re.compile(r"(?:nghìn|ngàn|triệu|tỷ|tỉ) đồng|(?<=\()đồng(?=\))|^đồng$", re.IGNORECASE)
_OF_INDICATORS = re.compile(r"don vi(?: tinh)?|dvt")
_MONEY = re.compile(r"\b(?:kinh phi|ngan sach|du toan|tai chinh|von)\b")
_SUM = re.compile(r"\d[\d.,]*")
_SMALL = frozenset("cua cac nguon von kinh phi tu cho du an".split())
_FEWEST_WORDS = 2
_OF_PLANS = re.compile(r"\b(?:bao nhieu|may) (?:ban )?(?:ke hoach|van ban)\b")
""" "Có bao nhiêu kế hoạch cấp huyện": no money."""
_DAY_ASKED = re.compile(r"\b(?:bao gio|khi nao|chung nao|luc nao|ngay nao)\b|\bwhen\b")
""" "Bao giờ tổng kết": no sum of the row "tổng kết"."""
_NONE = re.compile(r"[-–—]|0")
"""How a table prints that nothing is set aside for a year."""
_OF_ASKING = frozenset(
    "hai ba nam can la ca giai doan gop dong bo ra rot cap ho tro toan tat nhu the vay tien muc "
    "kinh phi chi trong thi gom duoc huyen tinh xa theo phu luc bang bieu".split()
)
"""Words that ask after a sum and name nothing that it is spent on."""


def money_by_year(asked: Asked) -> Draft | None:
    """The cells of the year asked, or of all years; None where the question names more than that.

    "Chương trình mục tiêu quốc gia góp bao nhiêu cả giai đoạn?" is the row's total, "Năm 2024 cần
    bao nhiêu kinh phí?" the total row's cell of that year.
    """
    query = asked.query
    if (
        not query.narrowed
        or (
            not (asks_how_much(query.question) or _asks_whether(asked) or of_other_time(asked))
            and not _names_year(asked)
        )
        or query.objectives
        or query.indicators
        or per_unit(query.question)
        or _OF_PLANS.search(fold(query.question))
        or _DAY_ASKED.search(fold(query.question))
    ):
        return None
    beside = of_other_time(asked)
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        claims += plan_sums(asked, plan_id, beside.get(plan_id, []))
    return draft(asked, claims, reason="not_stated") if claims else None


def _years_down(asked: Asked, plan_id: str) -> Iterator[DraftClaim]:
    """A table with a row for each year: the cells of the columns named, or of the total."""
    rows = [row for row in table_rows(asked, plan_id) if _is_of_years(asked, row)]
    question = fold(asked.query.question)
    years = years_in(question)
    title = {*fold(asked.book.by_id[plan_id].title).split()}
    purpose = without_money(asked).query
    left = {
        word for one in (purpose.search_text.split() if purpose.lang == "en" else purpose.terms)
        for word in fold(one).split() if not word.isdigit() and word not in _OF_ASKING | title
    }  # fmt: skip
    columns = {_telling(_bare(column)) for row in rows for column in row.columns}
    if not rows or left - {word for column in columns for word in column.split()}:
        return
    for row in rows:
        if (_year(row.cells[0]) not in years) if years else not _is_total(row):
            continue
        named = [
            n for n, column in enumerate(row.columns[1:], 1)
            if (source := _telling(_bare(column))) and f" {source} " in f" {_telling(question)} "
        ]  # fmt: skip
        if sources := sources_asked(asked.query.question):
            # "tỉnh hỗ trợ tổng cộng bao nhiêu": of the province's column, not of "Cộng"
            named = [
                n for n, column in enumerate(row.columns[1:], 1)
                if any(one.told.search(source_words(column)) for one in sources)
            ]  # fmt: skip
            if not named:
                return  # of a source that the table has not
        total = [n for n, column in enumerate(row.columns) if _TOTAL.fullmatch(_bare(column))]
        wanted = [*total, *named] if not named or _WITH_PART.search(question) else named
        printed = split_cells(row.header.text)
        told = [f"{printed[n]}: {row.cells[n]}" for n in wanted if _SUM.fullmatch(row.cells[n])]
        unit = _unit(asked, row)
        shown = unit is None or any(_UNIT.search(printed[n]) for n in wanted)
        words = "" if shown or unit is None else f" ({_UNIT.findall(unit.text)[0].lower()})"
        label = row.cells[0] if _is_total(row) else f"{printed[0]} {row.cells[0]}"
        pieces = (row.row, row.header, *((unit,) if unit is not None else ()))
        if told:
            yield stated(f"{label}{words} – {'; '.join(told)}", plan_id, pieces)


def _bare(column: str) -> str:
    """ "cong (trieu dong)" without its unit."""
    return re.sub(r"\s*\([^()]*\)$", "", column)


def _is_of_years(asked: Asked, row: TableRow) -> bool:
    """Whether a row is of a year, or the total of such rows, with sums of money."""
    above = (row.header.text, *asked.book.headings(row.row))
    sums = all(not cell or _SUM.match(cell) or _NONE.fullmatch(cell) for cell in row.cells[1:])
    of_year = row.columns[:1] == ("nam",) and (_year(row.cells[0]) or _is_total(row))
    return bool(of_year) and sums and any(_MONEY.search(fold(text)) for text in above)


def _names_year(asked: Asked) -> bool:
    """ "Ngân sách huyện năm 2024?": the sum of a year, with no word of asking."""
    query = asked.query
    bare = query.intent == "funding" and OPEN.search(fold(query.question)) is None
    return bare and bool(years_in(query.question))


def _asks_whether(asked: Asked) -> bool:
    """ "Năm 2024 có kinh phí cho cuộc thi không": a cell tells it too, "-" that there is none."""
    query = asked.query
    on_money = query.intent == "funding" or "amount" in query.header_fields
    return on_money and bool(query.years) and confirms(query.question)


_PAID_FROM = re.compile(r"nguon(?: (?:von|kinh phi|tien))*")


def _paid_from(row: TableRow) -> str:
    """The source of a row, which a column of its own tells; "" where none does."""
    at = [n for n, column in enumerate(row.columns) if _PAID_FROM.fullmatch(column)]
    return row.cells[at[0]] if len(at) == 1 else ""


def _of_plan(asked: Asked, plan_id: str) -> Iterator[DraftClaim]:
    rows = [one for one in table_rows(asked, plan_id) if _on_money(asked, one)]
    spans = _SPAN.findall(fold(asked.query.question))
    years = set(years_in(asked.query.question)) - {year for span in spans for year in span}
    printed_years = {year for row in rows for column in row.columns if (year := _year(column))}
    for first, last in spans:
        of_span = {str(year) for year in range(int(first), int(last) + 1)}
        years |= of_span & printed_years if printed_years - of_span else set()
    query, purpose = asked.query, without_money(asked).query
    english = query.lang == "en"
    question = _telling(fold(query.search_text if english else query.question))
    left = [
        word for one in (purpose.search_text.split() if english else purpose.terms)
        for word in fold(one).split() if not word.isdigit() and word not in _OF_ASKING
    ]  # fmt: skip
    within = [
        row for row in rows
        if not _is_total(row) and not {*left} - {*re.findall(r"\w+", fold(row.label))}
        and all(fold(agency) in fold(row.label) for agency in query.agencies)
    ]  # fmt: skip
    named = [row for row in within if _says(question, _telling(_bare(fold(row.label))))]
    if not named and len({*left}) >= _FEWEST_WORDS and len(within) == 1:
        # "kinh phí tập huấn phóng viên": of "Tập huấn phóng viên, biên tập viên" no other row
        named = [row for row in within if "ngan sach" not in fold(row.label)]
    whole = not (named or left or query.agencies or sources_asked(query.question))
    each = _EACH_YEAR.search(fold(query.question)) is not None
    if whole and (years or each or spans):
        named = [row for row in rows if _is_total(row)]
    elif named and not years and _WITH_PART.search(fold(asked.book.lexicon.expand(query.question))):
        named = [*(row for row in rows if _is_total(row)), *named]
    for row in named:
        wanted = [n for n, column in enumerate(row.columns) if _year(column) in years]
        if each:
            wanted = [n for n, column in enumerate(row.columns) if _year(column)]
        elif columns := [n for n, column in enumerate(row.columns) if _span(column) in spans]:
            wanted = columns
        elif not years:
            wanted = [n for n, column in enumerate(row.columns) if _TOTAL.match(column)]
        if wanted and all(_NONE.fullmatch(row.cells[n]) for n in wanted):
            # nothing in the year asked: told beside the years that have something
            wanted = [n for n, column in enumerate(row.columns) if _year(column)]
        found = _cells_told(asked, row, wanted)
        if found is None:
            continue
        payer = _paid_from(row)
        apart = payer and payer != row.label and not _is_total(row)
        yield stated(f"{found[0]} ({payer})" if apart else found[0], plan_id, found[1])
        sources = sources_asked(query.question)
        of_it = source_words(f"{row.label} {payer}")
        if sources and not (_is_total(row) or any(one.told.search(of_it) for one in sources)):
            yield absent(asked.phrases.say("no_amount_of_source"), plan_id)


def plan_sums(asked: Asked, plan_id: str, beside: list[DraftClaim]) -> list[DraftClaim]:
    """What a plan says of the money of the time asked for; [] where no time is asked for.

    ``beside``: what it says of the times that are not its own.
    """
    own = of_own_time(asked, plan_id)
    of_span = bool(beside) and not own and _SPAN.search(fold(asked.query.question)) is not None
    cells = [] if of_span else [*_of_plan(asked, plan_id), *_years_down(asked, plan_id)]
    if not beside:
        return cells
    printed = {year for claim in cells for year in years_in(claim.text)}
    # a column may be of a year beyond the plan
    lacking = [one for one in beside if one.kind == "absent" and printed & {*years_in(one.text)}]
    told = [one for one in beside if one not in lacking]
    if own and not cells:
        of_source = sources_asked(asked.query.question)
        cells = amounts(asked, plan_id) if of_source else [whole_sum(asked, plan_id)]
    return [*told, *cells]


def year_sums(
    asked: Asked, plan_id: str, on: frozenset[str] = frozenset()
) -> list[tuple[float, str, tuple[Slice, ...]]]:
    """The sum of each year in the total row, or in the row that says ``on``; [] without one row."""
    rows = [
        one for one in table_rows(asked, plan_id)
        if _on_money(asked, one) and _is_total(one) is not bool(on)
        and on <= {*re.findall(r"\w+", fold(one.label))}
    ]  # fmt: skip
    found = []
    for row in rows if len(rows) == 1 else []:
        printed = split_cells(row.header.text)
        for n, column in enumerate(row.columns):
            told = _cells_told(asked, row, [n]) if _year(column) else None
            if told is not None:
                found.append((_number(row.cells[n]), *told))
            elif _year(column) and _NONE.fullmatch(row.cells[n]):
                found.append((0.0, f"{printed[n]}: {row.cells[n]}", (row.row, row.header)))
    return found or ([] if on else _sums_down(asked, plan_id))


def _sums_down(asked: Asked, plan_id: str) -> list[tuple[float, str, tuple[Slice, ...]]]:
    """The total of each year in a table with a row for each."""
    found = []
    for row in table_rows(asked, plan_id):
        total = [n for n, column in enumerate(row.columns) if _TOTAL.fullmatch(_bare(column))]
        if _is_total(row) or len(total) != 1 or not _is_of_years(asked, row):
            continue
        cell, printed, unit = row.cells[total[0]], split_cells(row.header.text), _unit(asked, row)
        if _SUM.fullmatch(cell):
            pieces = (row.row, row.header, *((unit,) if unit is not None else ()))
            label = f"{printed[0]} {row.cells[0]} – {printed[total[0]]}: {cell}"
            found.append((_number(cell), label, pieces))
    return found


def source_totals(asked: Asked, plan_id: str) -> list[tuple[float, str, tuple[Slice, ...]]]:
    """The total of each row of the table, with its words and what it rests on; [] without one."""
    found = []
    for row in table_rows(asked, plan_id):
        spans = _SPAN.findall(fold(asked.query.question))
        wanted = [n for n, column in enumerate(row.columns) if _span(column) in spans]
        wanted = wanted or [n for n, column in enumerate(row.columns) if _TOTAL.match(column)]
        if _is_total(row) or not _on_money(asked, row) or len(wanted) != 1:
            continue
        told = _cells_told(asked, row, wanted)
        if told is not None and _SUM.fullmatch(row.cells[wanted[0]]):
            found.append((_number(row.cells[wanted[0]]), *told))
    return found


def _number(cell: str) -> float:
    return float(cell.replace(".", "").replace(",", "."))


def _cells_told(
    asked: Asked, row: TableRow, wanted: list[int]
) -> tuple[str, tuple[Slice, ...]] | None:
    """ "Ngân sách huyện (triệu đồng) – Cộng: 4.800", with the slices that say it."""
    printed = split_cells(row.header.text)
    unit = _unit(asked, row)
    told = [
        f"{printed[n]}: {row.cells[n]}" for n in wanted
        if _SUM.fullmatch(row.cells[n]) or _NONE.fullmatch(row.cells[n])
    ]  # fmt: skip
    if not any(_SUM.fullmatch(row.cells[n]) for n in wanted):
        return None
    words = f" ({_UNIT.findall(unit.text)[0].lower()})" if unit is not None else ""
    pieces = (row.row, row.header, *((unit,) if unit is not None else ()))
    return f"{row.label}{words} – {'; '.join(told)}", pieces


def _says(question: str, name: str) -> bool:
    """Whether a question says a row's name, other than of a budget in any order of its words.

    "Ngân sách tỉnh chi cho huyện" is no "ngân sách huyện".
    """
    free = name and "ngan sach" not in name and {*name.split()} <= {*question.split()}
    return bool(free) or (bool(name) and f" {name} " in f" {question} ")


def _is_total(row: TableRow) -> bool:
    return _TOTAL.fullmatch(fold(row.label)) is not None


def _on_money(asked: Asked, row: TableRow) -> bool:
    """Whether a row has a sum for each of several years, and stands in a part on money."""
    years = [n for n, column in enumerate(row.columns) if _year(column) or _span(column)]
    sums = all(not (c := row.cells[n]) or _SUM.match(c) or _NONE.fullmatch(c) for n in years)
    above = (row.header.text, *asked.book.headings(row.row))
    told = _unit_printed(row) or any(_MONEY.search(fold(text)) for text in above)
    measured = any(_OF_INDICATORS.fullmatch(column) for column in row.columns)
    return len(years) > 1 and sums and bool(told) and not measured


def _unit(asked: Asked, row: TableRow) -> Slice | None:
    """What prints the unit: the header, or what stands above with it or with the table's total."""
    printed = _unit_printed(row)
    if printed is not None:
        return printed
    table = row.header.section
    part = table.rpartition("/")[0]
    text = asked.book.text(row.row.plan_id)
    for one in asked.book.statements(row.row.plan_id, "funding"):
        above = one.task.section.startswith(part) and one.task.end <= row.header.start
        if above and _UNIT.search(one.task.text) and any(
            total in text[row.header.end :].partition("\n\n")[0]
            for total in _SUM.findall(one.task.text) if len(total) > 1
        ):  # fmt: skip
            return one.task
    return None


def _unit_printed(row: TableRow) -> Slice | None:
    if _UNIT.search(row.header.text):
        return row.header
    return row.unit if row.unit is not None and _UNIT.search(row.unit.text) else None


def _span(column: str) -> tuple[str, str] | None:
    """ "Giai đoạn 2026 - 2030" as the two years."""
    found = _SPAN_COLUMN.fullmatch(column)
    return (found[1], found[2]) if found else None


def _year(column: str) -> str | None:
    found = _YEAR_COLUMN.fullmatch(column)
    return found[1] if found else None


def _telling(folded: str) -> str:
    return " ".join(w for w in re.findall(r"[^\W_]+", folded) if w not in _SMALL)
