"""Whether a plan costs so much, lists so many targets, or says where its money comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.amounts import AMOUNT, millions
from rag.answers.figures.counted_goals import indicator_count, objective_count
from rag.answers.money.money_source import money_text
from rag.answers.money.sums import amounts, whole_sum
from rag.answers.plans.plan_question import HAS, Condition, PlanTest, Told
from rag.answers.shape import Asked, brief, clauses_of, counted, stated, without_marker
from rag.book import unique
from rag.schema import DraftClaim
from rag.table import split_cells
from rag.text import fold
from rag.understanding.spelt import Spelt

_BOUNDS = (
    ("over", r"tren|hon|qua|vuot|nhieu hon|cao hon|lon hon|over|above|more than|exceeding"),
    ("under", r"duoi|it hon|thap hon|nho hon|chua den|chua toi|under|below|less than"),
    ("least", r"it nhat|toi thieu|tu|at least"),
    ("most", r"khong qua|toi da|nhieu nhat|khong vuot qua|at most|up to"),
    ("equal", r"dung|bang|la|exactly"),
)
_ANY_BOUND = "|".join(rf"(?P<{name}>{words})" for name, words in _BOUNDS)
_SUM_BOUND = re.compile(
    rf"(?:\b(?:{_ANY_BOUND}) )?\b(?P<number>\d[\d.,]*) ?"
    r"(?P<unit>(?:nghin|ngan|trieu|ty|ti|million|billion)(?: dong| vnd| d)?|dong|d|vnd)\b"
    r"(?P<up> (?:tro len|or more))?(?P<down> tro xuong)?"
)
_FROM_TO = re.compile(
    r"\b(?P<first>(?:tu|khoang|from|between) (?P<low>\d[\d.,]*) (?:den|toi|to|and)) \d"
)
""" "Từ 90 đến 100 triệu đồng"."""
_UNITS = {"million": "triệu", "billion": "tỷ", "vnd": "đồng"}


def _meets(value: float, limit: float, bound: re.Match[str]) -> bool:
    """Whether a number is over, under or as much as the one that a question names."""
    if bound["over"]:
        return value > limit
    if bound["under"]:
        return value < limit
    if bound["least"] or bound["up"]:
        return value >= limit
    if bound["most"] or bound["down"]:
        return value <= limit
    return value == limit


def costing(asked: Asked, one: Condition, _: Sequence[Condition]) -> PlanTest | None:
    """ "Kế hoạch nào có kinh phí trên 100 triệu đồng?": by what each states that it costs."""
    bound = _SUM_BOUND.search(one.folded)
    if bound is None or one.negated or asked.query.agencies:
        return None
    rest = f"{one.folded[: bound.start()]} {one.folded[bound.end() :]}"
    span = _FROM_TO.search(one.folded)
    rest = rest.replace(span.group("first"), " ") if span is not None else rest
    known = OF_MONEY | _OF_SUMS | _OF_COSTS
    work = " ".join(
        word for word in re.findall(r"[^\W_]+", one.text)
        if fold(word) in set(re.findall(r"[^\W_]+", rest)) - known
    )  # fmt: skip
    if work and (len(work.split()) == 1 or not _SPENT.match(one.folded)):
        return None
    unit = bound["unit"].split()[0]
    limit = millions(f"{bound['number'].rstrip('.,')} {_UNITS.get(unit, unit)}")

    def of_work(plan_id: str) -> Told:
        return [
            one for one in _costs(asked, plan_id, work)
            if any(_meets(millions(sums[0]), limit, bound)
                   for clause in clauses_of(one.text)
                   # of a line with several sums it is not known which is the one of the work
                   if len(sums := AMOUNT.findall(clause)) == 1
                   and set(fold(work).split()) <= set(re.findall(r"[^\W_]+", fold(clause))))
        ]  # fmt: skip

    if work:
        return PlanTest(of_work) if asked.query.lang == "vi" else None

    def whole(plan_id: str) -> DraftClaim:
        found = []
        for question in ("Tổng kinh phí là bao nhiêu?", "Kinh phí là bao nhiêu?"):
            query = replace(asked.query, question=question, agencies=(), years=())
            found.append(whole_sum(replace(asked, query=query), plan_id))
        # "Ngân sách xã: 90 triệu đồng" is no whole
        return found[1] if _WHOLE.match(fold(found[1].text)) else found[0]

    def told(plan_id: str) -> Told:
        total = whole(plan_id)
        amount = AMOUNT.search(total.text)
        sum_ = millions(amount.group()) if amount is not None else None
        if span is not None and sum_ is not None:
            least = millions(f"{span['low']} {_UNITS.get(unit, unit)}")
            return [total] if least <= sum_ <= limit else []
        return [total] if sum_ is not None and _meets(sum_, limit, bound) else []

    def unknown(plan_id: str) -> str | None:
        stated_at_all = AMOUNT.search(whole(plan_id).text)
        return None if stated_at_all else asked.phrases.say("no_total")

    return PlanTest(told, unknown=unknown)


_WHOLE = re.compile(
    r"\W*(?:\w{1,3}\W+)?(?:tong )?(?:du toan )?kinh phi(?: thuc hien)?(?: ke hoach)?(?: du kien)?"
    r"(?: nam \d{4})?(?: la|:| du kien| khoang)* \d"
)
""" "Kinh phí thực hiện năm 2026 là 640 triệu đồng": it is not called a total."""
_SPENT = re.compile(r"(?:co )?(?:chi|danh|bo tri|het|ton|cap|kinh phi|so tien|tien|muc chi)\b")
_OF_COSTS = frozenset(
    "trieu dong chi het ton can duoc cap danh dat hon khoang ke hoach tong the la voi ca total "
    "whole overall cost costs costing that than dong is are have has with".split()
)
_COUNTED = re.compile(
    rf"(?:(?:co|dat|de ra|neu|gom|liet ke|has|have|with|sets?|lists?|contains?) )*"
    rf"(?:(?:{_ANY_BOUND}) )?(?P<number>\d{{1,2}})"
    r" (?:(?P<goals>muc tieu|objectives?|goals?)|(?P<figures>chi tieu|targets?|indicators?))"
    r"(?P<up> (?:tro len|or more))?(?P<down> tro xuong)?(?: (?:cu the|danh so))?"
)


def counting(asked: Asked, one: Condition, _: Sequence[Condition]) -> PlanTest | None:
    """ "Kế hoạch nào có hơn 6 chỉ tiêu?": by the number of those that each lists."""
    bound = _COUNTED.fullmatch(one.folded)
    if bound is None or one.negated:
        return None

    def told(plan_id: str) -> Told:
        total = objective_count(asked, plan_id) if bound["goals"] else _figure_count(asked, plan_id)
        fits = total.kind == "stated" and _meets(len(total.counted), int(bound["number"]), bound)
        return [total] if fits else []

    return PlanTest(told)


def _figure_count(asked: Asked, plan_id: str) -> DraftClaim:
    """The numbered indicators; of a plan that numbers none, the figures it sets."""
    by_number = indicator_count(asked, plan_id)
    tasks = unique(one.task for one in asked.book.targets(plan_id))
    if by_number.kind == "stated" or not tasks:
        return by_number
    text = asked.phrases.say("count_indicators", count=str(len(tasks)))
    return counted(text, plan_id, [piece.text for piece in tasks], tasks)


OF_MONEY = frozenset(
    "kinh phi nguon von tien ngan sach thuc hien co noi neu nhac ghi de cap quy dinh den toi ve "
    "bo tri cho funding funds money budget source sources any mention the a provide".split()
)
_OF_SUMS = frozenset(
    "tong cong so muc con cu the ro rang bao nhieu du toan total amount amounts sum sums figure "
    "state states give gives name names of".split()
)
_PAID_FOR = Spelt(
    rf"(?:(?:{HAS}|ghi|nêu|bố trí|dành|để|cấp|dự trù|chi) )*"
    r"(?:(?:số|khoản) )?(?:tiền|kinh phí|ngân sách|nguồn kinh phí|vốn|dự toán) (?:riêng )?"
    r"(?:dành )?(?:cho|để)(?: (?:việc|làm|tổ chức|hoạt động))? (?P<work>.+)"
)
_MONEY_FIRST = Spelt(
    rf"(?:(?:{HAS}|ghi|nêu|bố trí|dành|cấp|dự trù|chi) )*(?:(?:số|khoản) )?"
    r"(?:tiền|kinh phí|ngân sách|vốn)\b"
)
_OF_SOURCE = Spelt(
    rf"(?:(?:{HAS}|ghi|nêu|nhắc đến|dùng|lấy|huy động) )*(?:từ )?"
    r"(?:(?:kinh phí|tiền|vốn) (?:được )?(?:lấy |cấp |bảo đảm )?(?:từ|do) )?"
    r"(?:nguồn (?:vốn |kinh phí |tiền )?)?"
    r"(?P<on>xã hội h(?:óa|oá)|tài trợ|viện trợ|ngân sách (?:trung ương|nhà nước|tỉnh|huyện|thị xã|"
    r"thành phố|cấp xã|cấp huyện|cấp tỉnh|xã|phường))"
)


def funded(asked: Asked, one: Condition, _: Sequence[Condition]) -> PlanTest | None:
    """Whether a plan tells its money, a sum, one source of it, or what a work of it costs."""
    words = set(re.findall(r"[^\W_]+", one.folded))
    paid, source = _PAID_FOR.fullmatch(one.text), _OF_SOURCE.fullmatch(one.text)
    if source is not None and one.text.strip().lower() != "ngân sách nhà nước":
        return PlanTest(lambda plan_id: _of_source(asked, plan_id, fold(source["on"])))
    work = one.text[slice(*paid.span("work"))] if paid is not None else ""
    if len(work.split()) > 1 and asked.query.lang == "vi" and not asked.query.agencies:
        return PlanTest(lambda plan_id: _costs(asked, plan_id, work))
    money = {"kinh", "von", "tien", "ngan", "funding", "funds", "money", "budget"} & words
    summed = _OF_SUMS & words
    if not (money or {"amount", "amounts", "sums"} & words) or words - OF_MONEY - _OF_SUMS:
        # "không có kinh phí của Hội Nông dân": no words to be looked for, whose lack tells nothing
        other = one.negated and _MONEY_FIRST.match(one.text) is not None
        return PlanTest(lambda plan_id: [], refused=True) if other else None
    if summed:
        return PlanTest(lambda plan_id: _sums(asked, plan_id, whole={"tong", "total"} & words),
                        asked.phrases.say("no_amount"))  # fmt: skip

    def told(plan_id: str) -> Told:
        found = asked.book.statements(plan_id, "funding")
        return [stated(brief(s.task.text, None, 45), plan_id, s.sources) for s in found[:1]]

    return PlanTest(told, asked.phrases.say("no_funding"))


def _sums(asked: Asked, plan_id: str, *, whole: set[str]) -> Told:
    """What a plan costs as a whole, or the first sum that it states of anything."""
    total = whole_sum(asked, plan_id)
    if total.kind == "stated":
        return [total]
    found = asked.book.statements(plan_id, "funding") + asked.book.statements(plan_id, "allotment")
    summed = [one for one in found if AMOUNT.search(money_text(one)) and not whole]
    return [stated(brief(money_text(s), None, 45), plan_id, s.sources) for s in summed[:1]]


def _of_source(asked: Asked, plan_id: str, source: str) -> Told:
    """The text of a plan that names the source: with a sum, where it has one."""
    says = re.compile(rf"\b{source}\b")
    found = [
        one for parts in asked.book.passages(plan_id).values() for one in parts
        if says.search(" ".join(fold(one.text).split()))
    ]  # fmt: skip
    found.sort(key=lambda one: AMOUNT.search(one.text) is None)
    return [
        stated(
            brief("; ".join(split_cells(without_marker(one.text))), None, 45), plan_id,
            (asked.book.passage_slice(one),),
        )
        for one in found[:1]
    ]  # fmt: skip


def _costs(asked: Asked, plan_id: str, work: str) -> Told:
    """What a plan states that a work costs."""
    words = tuple(re.findall(r"[^\W_]+", work))
    query = replace(
        asked.query, question=f"{work} hết bao nhiêu tiền", terms=words, subject=words,
        search_text=work, intent="header", header_fields=("amount",), plans=(plan_id,),
        narrowed=True,
    )  # fmt: skip
    own = replace(asked, query=query, matcher=asked.book.matcher(query))
    told = [claim for claim in amounts(own, plan_id) if claim.kind == "stated"]
    title = asked.book.by_id[plan_id].title

    def on_it(claim: DraftClaim) -> bool:
        # the whole of a plan on other things tells nothing of one work
        texts = (claim.text, *(piece.text for piece in claim.slices), title)
        said = " ".join(re.findall(r"[^\W_]+", " ".join(map(fold, texts))))
        whole = f" {' '.join(map(fold, words))} " in f" {said} "
        return whole or own.subject.share_said(query, *texts) >= _ON_WORK

    return [claim for claim in told if on_it(claim)]


_ON_WORK = 0.95
