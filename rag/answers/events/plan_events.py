"""Which plans hold something on a day, or in a month, that a question names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.answers.dates.plan_dates import DUE, REPORTS, day_fits, named_day
from rag.answers.plans.plan_question import Condition, PlanTest, Told
from rag.answers.plans.said_close_by import words_close_by
from rag.answers.shape import Asked, brief, clauses_of, stated, without_marker
from rag.schema import DraftClaim, Passage
from rag.table import is_row_id, split_cells
from rag.text import fold, lower, spaced
from rag.understanding.spelt import Spelt
from rag.values import day_in, values

_WHEN = Spelt(
    r"(?:,? (?:diễn ra|được tổ chức|tổ chức|thực hiện|làm|mở))?"
    r"(?: (?:vào|trong|ngày|hồi|lúc|từ|đúng|sáng|chiều|tối|on|in|from))+\s*$|,?\s*$"
)
_HELD_VERB = Spelt(
    r"^(?:(?:có|nêu|ghi|quy định|tổ chức|mở|diễn ra|làm|phát|bắt đầu|"
    r"hold|holds|have|has|the|a|an) )+"
)
_ANYTHING = Spelt(r"(?:(?:các|những|một) )?(?:hoạt động|việc|sự kiện|công việc)(?: (?:gì|nào))?")


def held_on(asked: Asked, one: Condition, _: Sequence[Condition]) -> PlanTest | None:
    """ "Kế hoạch nào có kiểm tra trong tháng 9?": what says the work and a day of that time."""
    if one.negated or asked.query.agencies or REPORTS.search(one.folded):
        return None
    days = [value for value in values(one.text) if value.kind == "date"]
    wanted = [day for value in days if (day := day_in(value.written)) is not None]
    if not days and (alone := named_day(one.text)) is not None and alone.month:
        wanted = [alone]
    if not wanted or len(wanted) > _SPAN_DAYS or DUE.search(one.folded.split(" den ")[0]):
        return None
    start = days[0].start if days else len(one.text)
    head = one.text[:start].rstrip()
    ends = _WHEN.search(head)
    head = f"{head[: ends.start()] if ends is not None else head} "
    opens = _HELD_VERB.match(head)
    head = head[opens.end() if opens is not None else 0 :].strip()
    behind = one.text[days[-1].end :].strip(" .,?") if days else ""
    reads = _reading(asked, head)
    if not head or behind or reads is None:
        return None
    anything = _ANYTHING.fullmatch(head) is not None
    on_day = all(want.day is not None for want in wanted)

    def told(plan_id: str) -> Told:
        found = [
            (not anything and not reads(passage.text), passage)
            for parts in asked.book.passages(plan_id).values() for passage in parts
            if passage.path[0].level not in _NO_TEXT and dated(passage.text)
            and (anything or reads(passage.text) or reads(_above(passage)) or titled(passage))
        ]  # fmt: skip
        found.sort(key=lambda pair: (pair[0], len(pair[1].text)))
        return [shown(passage, below=below)
                for below, passage in found[: _MOST if anything else 1]]  # fmt: skip

    def titled(passage: Passage) -> bool:
        # "Thời gian: từ ngày 15/11 …" of a plan that is on the month as a whole
        own = reads(asked.book.by_id[passage.plan_id].title)
        return own and any(_TIME.search(fold(t)) for t in (_above(passage), passage.text))

    def dated(text: str) -> bool:
        printed = [
            day for value in values(text)
            if value.kind == "date" and (day := day_in(value.written)) is not None
            and not (on_day and _UNTIL.search(fold(text[: value.start])))
        ]  # fmt: skip
        return all(any(day_fits("", want, day) for day in printed) for want in wanted)

    def shown(passage: Passage, *, below: bool) -> DraftClaim:
        book, plan_id = asked.book, passage.plan_id
        cells = split_cells(passage.text) if is_row_id(passage.id) else ()
        every = clauses_of(passage.text) if not cells else []
        clauses = [c for c in every if dated(c)]
        # of "Tháng hành động từ 15/11 …. Lễ phát động sáng 14/11" the ceremony's own clause
        own = [c for c in every if not anything and reads(c)]
        told = [c for c in clauses if c in own][:1] or [
            c.rstrip(" ;.") for c in every if c in (*clauses[:1], *own[:1])
        ]
        text = "; ".join(cells) or without_marker("; ".join(told) or passage.text)
        section = book.sections(plan_id).get("/".join(map(str, passage.path[:-1])))
        pieces = [book.passage_slice(passage)]
        if below and section is not None:
            head = book.slice(plan_id, section, section.start, section.heading_end)
            text = f"{without_marker(head.text)}: {text}"
            pieces.insert(0, head)
        return stated(brief(text, None, 45), plan_id, pieces)

    return PlanTest(told)


_SPAN_DAYS, _MOST = 2, 3
_IN_ROW = 14
"""Words between "tập huấn" and whom it is for, in one line that has its date."""
_NO_TEXT = ("dau", "noi_nhan", "ky", "tieu_de", "mo_dau")


_TIME = re.compile(r"^\W*(?:\w{1,4}\W+)?thoi gian\b")
_UNTIL = re.compile(r"\btruoc(?: ngay| thang)? *$")


def _above(passage: Passage) -> str:
    """ "Lễ phát động" as the heading above "Thời gian: … ngày 15 tháng 11"."""
    return passage.headings[-1] if passage.headings else ""


def _reading(asked: Asked, head: str) -> Callable[[str], bool] | None:
    """Whether a text says a work in its words; None of English words without a translation."""
    if asked.query.lang == "vi":
        pattern = words_close_by(asked, head, _IN_ROW)
        read = fold if asked.query.unaccented else lower
        return lambda text: pattern.search(spaced(read(text))) is not None
    lexicon = asked.book.lexicon
    terms = [lower(term) for term in lexicon.from_english(head)]
    if not terms or lexicon.unknown_english(head):
        return None
    return lambda text: all(f" {term} " in spaced(lower(text)) for term in terms)
