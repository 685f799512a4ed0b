"""Which source gives most, and which work costs most: the sums of a list or a table compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.amounts import AMOUNT, millions
from rag.answers.agencies.rows import SUPPORTS
from rag.answers.money.each_sum import PARTED
from rag.answers.money.money_by_year import source_totals, year_sums
from rag.answers.money.money_source import is_row, money_text, row_parts
from rag.answers.shape import Asked, absent, draft, narrows, stated, tidy
from rag.schema import Draft, DraftClaim, Slice
from rag.text import fold
from rag.understanding.yes_no import confirms

_MOST = r"\b(?P<how>nhieu|lon|cao|ton|it|nho|thap)(?: (?:tien|kem|kinh phi(?: hon)?|von))? nhat\b"
_SOURCE_ASKED = re.compile(rf"\bnguon\b.*{_MOST}|\bwhich source\b.*\b(?P<en>most|least)\b")
_COST_ASKED = re.compile(
    r"\b(?P<what>viec|khoang?(?: chi)?|hang muc|noi dung|de an|du an|mo hinh|hoat dong|phan|"
    r"muc(?= chi\b)) (?:chi )?nao\b"
    rf"(?:(?<=\bchi nao)|(?=.*\b(?:ton|chi|kinh phi|tien|von|kem)\b)).*{_MOST}"
)
_COST_TOLD = re.compile(
    r"\b(?P<what>khoan(?: chi)?|(?:viec|hang muc|noi dung|hoat dong)(?= (?:\w+ ){0,3}?"
    rf"(?:ton|chi|kinh phi|tien|kem)\b))(?: nao)?(?: (?!nhat\b)\w+){{0,4}}? {_MOST}"
    r"(?! \d)(?=\W*$|.*\b(?:la|gi|nao)\b)"
)
""" "Khoản chi thấp nhất là khoản nào": what is asked for stands first."""
_YEAR_ASKED = re.compile(
    r"^(?=.*\b(?:du toan|kinh phi|ngan sach|chi(?! tieu)|tien(?! hanh| do)|von)\b)"
    rf"(?=.*\bnam nao\b).*{_MOST}|"
    r"\b(?:which|what) year\b(?=.*\b(?:budget|money|funds?|funding|cost|spen[dt]\w*)\b).*"
    r"\b(?P<en>most|highest|largest|least|lowest|smallest)\b"
)
""" "Dự toán năm nào cao nhất, bao nhiêu triệu": the years of the table compared."""
_BUDGET = re.compile(r"\bngan sach (?:trung uong|tinh|huyen|xa)\b")
""" "Năm nào ngân sách tỉnh cao nhất": of that row, not of the total."""
_YEAR_SUM = re.compile(
    rf"năm 20\d\d\s*(?::|là|khoảng)?\s*(?P<sum>{AMOUNT.pattern})(?: đồng)?\W*$", re.IGNORECASE
)
_OPENS = re.compile(r"^[^:]*: (?=năm 20)", re.IGNORECASE)
_LEAST = frozenset({"it", "nho", "thap", "least", "lowest", "smallest"})
_NAMED_SO = frozenset({"de an", "du an", "mo hinh"})
_SOURCE = re.compile(
    r"\b(?:ngan sach|nguon|von|chuong trinh (?:muc tieu|quoc gia)|du an \d|tai tro|vien tro|"
    r"xa hoi hoa|dong gop|van dong|huy dong|quy|to chuc quoc te)\b"
)
_WHOLE = re.compile(r"^\W*(?:tong|cong)\b|\b(?:tong|du toan nam|kinh phi thuc hien)\b")
_LIST_OPENS = re.compile(r"\b(?:gồm|từ|trong đó|cơ cấu|chi tiết)\s*:\s*", re.IGNORECASE)
_CLAUSE = re.compile(r";\s+|\.\s+(?=[A-ZĐÀ-Ỹ])")
_LINE = re.compile(r"[^.;:]{3,80}: *(?:la |khoang |du kien )?")
""" "Hội thi: ": one thing, and straight behind it what it costs."""
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum in millions of đồng (of a table: in its own unit), in the plan's words."""

    value: float
    text: str
    slices: tuple[Slice, ...]


_WHOSE_SUM = re.compile(
    r"\b(?:ai|(?:don vi|co quan|phong|hoi|ban|so|viec|khoan|hoat dong|noi dung|muc) (?:chi )?"
    r"(?:nao|gi))\b"
)
_WITHIN_SUM = re.compile(r"\b(?P<than>tren|hon|duoi|it hon|khong qua|tu)\W*$")


def of_sum(asked: Asked) -> Draft | None:
    """ "Ai được giao 4,7 triệu đồng", "hoạt động nào dưới 5 triệu": the rows of that sum."""
    query = asked.query
    question = " ".join(query.question.split())
    sums = [*AMOUNT.finditer(question)]
    if len(sums) != 1 or not query.narrowed or query.agencies or confirms(question):
        return None
    if not _WHOSE_SUM.search(fold(question)) or {*map(fold, query.subject)} - _OF_SUM:
        return None
    wanted = millions(sums[0].group())
    bound = _WITHIN_SUM.search(fold(question[: sums[0].start()]))
    claims = [
        _with_body(asked, plan_id, one)
        for plan_id in query.plans
        for one in _costs(asked, plan_id, "khoan")
        if _fits(one.value, wanted, bound["than"] if bound else "")
    ]
    return draft(asked, claims) if claims else None


def _with_body(asked: Asked, plan_id: str, one: _Sum) -> DraftClaim:
    """The sum behind the body of its row, which a column of its own names."""
    rows = {piece.section for piece in one.slices}
    given = [
        duty for duty in asked.book.assignments(plan_id)
        if duty.task.section in rows and duty.role != SUPPORTS and duty.agencies
    ]  # fmt: skip
    name = given[0].agencies[0].name if given else ""
    if not name or name in one.text:
        return stated(one.text, plan_id, one.slices)
    slices = dict.fromkeys((*one.slices, *given[0].sources))
    return stated(f"{name}: {one.text}", plan_id, tuple(slices))


def _fits(value: float, wanted: float, than: str) -> bool:
    if than in ("tren", "hon"):
        return value > wanted
    if than in ("duoi", "it hon"):
        return value < wanted
    return value <= wanted if than == "khong qua" else value >= wanted if than else value == wanted


_OF_SUM = frozenset(
    "trieu ty dong nghin duoc giao cap chi ton het hon tren duoi it khong qua tu tro len kinh phi "
    "tien bo tri khoan viec hoat dong noi dung muc su dung dung nhan".split()
) | frozenset(map(str, range(1000)))


def most_money(asked: Asked) -> Draft | None:
    """The largest or least sum of each plan asked about; None where it lists no two of them."""
    question = fold(asked.query.question)
    source = _SOURCE_ASKED.search(question)
    cost = _COST_ASKED.search(question) or _COST_TOLD.search(question)
    year = None if source or cost else _YEAR_ASKED.search(question)
    found = source or cost or year
    if found is None or not asked.query.narrowed or asked.query.agencies:
        return None
    how = found["how"] or (found.groupdict().get("en") or "")
    claims: list[DraftClaim] = []
    for plan_id in asked.query.plans:
        if source:
            sums = [*_sources(asked, plan_id)]
        else:
            sums = [*_costs(asked, plan_id, cost["what"])] if cost else _years(asked, plan_id)
        if len(sums) < _FEWEST:
            known = _OF_YEARS | (_OF_SOURCES if source else _OF_COSTS)
            bare = year is not None or not narrows(asked, known)
            return _no_sums(asked) if bare and not claims else None
        both = _BOTH.search(question)
        lesser = [how in _LEAST]
        if both is not None:
            lesser = [both["first"] in _LEAST, both["how"] in _LEAST]
        values = [one.value for one in sums]
        bests = [min(values) if least else max(values) for least in lesser]
        claims += [
            stated(one.text, plan_id, one.slices)
            for best in dict.fromkeys(bests)
            for one in sums
            if one.value == best
        ]
    return draft(asked, claims)


def _no_sums(asked: Asked) -> Draft:
    """ "Năm nào chi cho tập huấn nhiều nhất": a year told of the work would be no answer."""
    say = asked.phrases.say
    lacking = [absent(say("no_amount_each"), plan_id) for plan_id in asked.query.plans]
    return draft(asked, lacking, reason="not_stated")


_BOTH = re.compile(
    r"\b(?P<first>nhieu|lon|cao|ton|it|nho|thap) nhat\b[\s,;]+"
    r"(?:va |con )?(?:[a-z]+ nao )?(?:chi )?(?P<how>nhieu|lon|cao|ton|it|nho|thap) nhat\b"
)
""" "Năm nào chi nhiều nhất, năm nào ít nhất"."""

_OF_YEARS = frozenset(
    "du toan kinh phi ngan sach chi tien von cho cao nhieu lon it nho thap nhat bo tri danh cap "
    "phan can huy dong duoc giao".split()
)

_OF_COSTS = frozenset("khoan viec hang muc noi dung hoat dong ton kem trong nao het".split())
_OF_SOURCES = frozenset("nguon la nao trong cac bao nhieu het dong trieu ty giai doan".split())


def _years(asked: Asked, plan_id: str) -> list[_Sum]:
    """What each year is given as a whole, or for the one thing that the question names."""
    on = frozenset(map(fold, asked.query.subject)) - _OF_YEARS
    on = on if narrows(asked, _OF_YEARS) else frozenset()
    budget = _BUDGET.search(fold(asked.query.question))
    on |= frozenset(budget.group().split()) if budget else frozenset()
    sums = [_Sum(value, text, slices) for value, text, slices in year_sums(asked, plan_id, on)]
    return sums or ([] if on else _years_listed(asked, plan_id))


def _years_listed(asked: Asked, plan_id: str) -> list[_Sum]:
    """ "Năm 2026: 3.100 triệu đồng; năm 2027: 4.700 …": of the one statement that has it."""
    found = []
    for one in asked.book.statements(plan_id, "funding"):
        clauses = [] if is_row(one) else _CLAUSE.split(" ".join(one.task.text.split()))
        parts = [_OPENS.sub("", clause) for clause in clauses]
        sums = [
            _Sum(millions(sum_of["sum"]), tidy(part), one.sources)
            for part in parts if (sum_of := _YEAR_SUM.match(part))
        ]  # fmt: skip
        if len(sums) >= _FEWEST:
            found.append(sums)
    return found[0] if len(found) == 1 else []


def _sources(asked: Asked, plan_id: str) -> Iterator[_Sum]:
    """What each source gives: of a table with years its total, else of a list its sum."""
    totals = source_totals(asked, plan_id)
    if len([one for one in totals if _SOURCE.search(fold(one[1]))]) >= _FEWEST:
        yield from (_Sum(value, text, slices) for value, text, slices in totals)
        return
    for one in asked.book.statements(plan_id, "funding"):
        if is_row(one):
            parts = row_parts(one) if _WHOLE.search(fold(one.task.text)) else ()
            yield from (
                _Sum(millions(part.amount), f"{part.label}: {part.amount}", one.sources)
                for part in parts
            )
            continue
        line = _OF_LINE.match(" ".join(one.task.text.split()))
        if line and _SOURCE.search(fold(line[0])) and not _WHOLE.search(fold(line["label"])):
            if not _APART.search(fold(line[0])):
                yield _Sum(millions(line["sum"]), tidy(line[0]), one.sources)
            continue
        for clause in _parted(" ".join(one.task.text.split())):
            amount = AMOUNT.search(clause)
            label = fold(clause[: amount.start()]) if amount else ""
            apart = _WHOLE.search(label) or _APART.search(fold(clause))
            if amount and _SOURCE.search(label) and not apart:
                yield _Sum(millions(amount.group()), tidy(clause), one.sources)


_OF_LINE = re.compile(
    r"(?:[a-zđ]\)|[-+*]|\d+\.)?\s*(?P<label>[^;:.\d]{3,80}):? "
    rf"(?P<sum>{AMOUNT.pattern})(?: đồng)?",
    re.IGNORECASE,
)
""" "a) Ngân sách phường: 1.260 triệu đồng, trong đó …": a line of a list of sources."""
_APART = re.compile(
    r"^\W*(?:\d+\W+)?rieng\b|\b(?:toi thieu|it nhat|khong duoi|moi|/nam)\b|"
    r"\bkinh phi (?:hoat dong|ho tro)\b|\bbo sung them\b|\bnam 20\d\d,? ngan sach\b"
)
""" "Riêng năm 2026, ngân sách tỉnh …", "mỗi xã tối thiểu 30 triệu": no source of the whole."""
_OPENS_PARTS = re.compile(r"\b(?:trong đó|gồm|chia ra|từ|cụ thể)\b:?\s+", re.IGNORECASE)


def _parted(text: str) -> list[str]:
    """ "…, trong đó ngân sách tỉnh 8.700 triệu đồng, xã hội hóa 800 triệu đồng": the parts."""
    if len(AMOUNT.findall(text)) == 1:
        return [_LIST_OPENS.split(text)[-1]]
    parts = [one for one in PARTED.split(_LIST_OPENS.split(text)[-1]) if one]
    cut = [piece for part in parts for piece in _NEXT_SOURCE.split(part)]
    return [_OPENS_PARTS.split(one)[-1] for one in cut if AMOUNT.search(one)]


_NEXT_SOURCE = re.compile(
    r"(?<=đồng),\s+(?=(?:ngân sách|nguồn|vốn|xã hội hóa|tài trợ|huy động|vận động)\b)",
    re.IGNORECASE,
)
""" "…, ngân sách xã, phường 6.500 triệu đồng": its name has a comma."""


def _listed(asked: Asked, plan_id: str) -> Iterator[_Sum]:
    """What each line of a list costs: "- Tập huấn (03 lớp): 84.000.000 đồng, mỗi lớp …"."""
    if {*map(fold, asked.query.subject)} - _OF_YEARS - _OF_COSTS:
        return  # "khoản nào cho trẻ em": of some of them alone
    for one in asked.book.statements(plan_id, "funding"):
        text = " ".join(one.task.text.split())
        amount = AMOUNT.search(text)
        label = fold(text[: amount.start()]) if amount and not is_row(one) else ""
        if (
            amount
            and _LINE.fullmatch(label)
            and not (_SOURCE.search(label) or _WHOLE.search(label))
        ):
            yield _Sum(millions(amount.group()), tidy(text), one.sources)


def _works_parted(asked: Asked, plan_id: str) -> list[_Sum]:
    """ "Kinh phí … 265 triệu đồng, trong đó: Lễ phát động 85 triệu đồng; tập huấn 70 …".

    [] where one of the parts is a source's or a body's: of the works not all are told.
    """
    if {*map(fold, asked.query.subject)} - _OF_YEARS - _OF_COSTS:
        return []
    for one in asked.book.statements(plan_id, "funding"):
        text = " ".join(one.task.text.split())
        opened = None if is_row(one) else _WORKS_OPEN.match(text)
        parts = PARTED.split(text[opened.end() :]) if opened else []
        sums = []
        for part in filter(None, parts):
            amount = AMOUNT.search(part)
            label = part[: amount.start()] if amount else ""
            if amount is None:
                continue
            if _SOURCE.search(fold(label)) or asked.book.lexicon.find_agencies(label):
                return []
            sums.append(_Sum(millions(amount.group()), tidy(part), one.sources))
        if len(sums) >= _FEWEST:
            return sums
    return []


_WORKS_OPEN = re.compile(
    rf"(?:\d+\W+)?(?:(?:Tổng|Kinh phí)\b[^;:]*?{AMOUNT.pattern}[^;:\d]*?,\s+)?trong đó:?\s+",
    re.IGNORECASE,
)


def _costs(asked: Asked, plan_id: str, what: str) -> Iterator[_Sum]:
    """What each row of a table of works costs; of models alone where such are asked after."""
    statements = (
        *asked.book.statements(plan_id, "funding"), *asked.book.statements(plan_id, "allotment")
    )  # fmt: skip
    rows = [one for one in statements if is_row(one) and AMOUNT.search(one.subject)]
    named = [one for one in rows if what in _NAMED_SO and fold(one.task.text).startswith(what)]
    if not rows:
        lines = list(_listed(asked, plan_id))
        yield from lines or _works_parted(asked, plan_id)
    for one in named if len(named) >= _FEWEST else rows:
        amount = AMOUNT.search(one.subject)
        if amount and not _WHOLE.search(fold(one.task.text)):
            yield _Sum(millions(amount.group()), money_text(one), one.sources)
