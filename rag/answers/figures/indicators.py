"""An indicator in the plan's own words: its number where it tells something, the clause asked."""

from __future__ import annotations

import itertools
import re

from rag.answers.shape import Asked, brief, clauses_of, stated, without_marker
from rag.schema import DraftClaim, Query, Target
from rag.text import fold
from rag.understanding.years_asked import YEAR

_WHICH_OBJECTIVE = re.compile(r"muc tieu (?:nao|may|so may)|which objective")
_WHICH_INDICATOR = re.compile(r"chi tieu (?:nao|may|so may)|which (?:indicator|target)|muc tieu")
_LABEL = re.compile(r"^(?:Chỉ tiêu|Mục tiêu)(?P<number> \d+(?:\.\d+)*)?\s*[:.]\s+")
_LONG = 90
_LEANS = 0.6
"""A clause shorter than this share of the one before it may lack its subject: "Tỷ lệ trẻ em …
hoàn thành tiểu học đạt 99%; tỷ lệ hoàn thành trung học cơ sở đạt 95%"."""


def indicator_claim(asked: Asked, one: Target, *, numbered: bool = True) -> DraftClaim:
    """The indicator, and its objective where that is asked.

    ``numbered``: with its number, where there are several to tell apart or it is asked for.
    """
    text = brief(_part_asked(asked, one, numbered=numbered), asked.matcher, _LONG)
    beside = [figure for figure in one.figures if figure not in one.task.text]
    if beside:
        # a table's figure stands in another cell than the indicator, its year in the header
        year = f" ({one.year})" if one.year and one.year not in text else ""
        text = f"{text}{year}: {', '.join(beside)}"
    if one.objective and _WHICH_OBJECTIVE.search(fold(asked.query.question)):
        text = asked.phrases.say("of_objective", objective=one.objective, text=text)
    return stated(text, one.plan_id, one.sources)


def whole_number(one: Target) -> bool:
    """ "2.7." of a list without objectives: its first figure is no objective's."""
    return one.objective is None and one.indicator is not None and "." in one.indicator


def asks_its_number(query: Query) -> bool:
    """ "Đó là chỉ tiêu mấy?", "thuộc mục tiêu nào?"."""
    return _WHICH_INDICATOR.search(fold(query.question)) is not None


def _part_asked(asked: Asked, one: Target, *, numbered: bool) -> str:
    """ "Chỉ tiêu:" without a number names nothing, and is left out."""
    text = " ".join(without_marker(one.task.text).split())
    label = _LABEL.match(text)
    words = text[label.end() :] if label else text
    head = text[: label.end()] if label and label["number"] and numbered else ""
    by_number = asked.query.indicators or asked.query.objectives
    part = None if by_number else _clause_on(asked, words)
    return head + (words if part is None else part)


def _clause_on(asked: Asked, words: str) -> str | None:
    """Of an indicator with a share in each clause, the one that the question is on.

    None where a clause is none without the other ("… tại mỗi xã; toàn huyện có 17 địa chỉ"), or
    the question names what the others say.
    """
    clauses = clauses_of(words)
    if len(clauses) == 1 or asked.matcher.empty or not all("%" in clause for clause in clauses):
        return None
    lengths = [len(clause.split()) for clause in clauses]
    if any(later < _LEANS * one for one, later in itertools.pairwise(lengths)):
        return None
    best = max(clauses, key=asked.matcher.score)
    others = words.replace(best, " ")
    query = asked.query
    asked_for = query.search_text if query.lang == "en" else " ".join(query.terms)
    left = (set(_words(others)) - set(_words(best))) & set(_words(f"{query.question} {asked_for}"))
    score = asked.matcher.own_score
    if left or score(best) < score(words):
        return None
    if not set(YEAR.findall(others)) <= set(YEAR.findall(best)):
        return None  # "Đến năm 2030, …" is said once for all
    return best if best == clauses[0] else f"… {best}"


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", fold(text))
