"""The indicators whose figure lies beyond one that is named: "chỉ tiêu nào trên 50%?"."""

from __future__ import annotations

import re

from rag.answers.figures.indicators import indicator_claim
from rag.answers.shape import Asked
from rag.schema import DraftClaim
from rag.text import fold

_THAN = re.compile(
    r"\b(khong duoi|khong it hon|khong thap hon|khong qua|khong vuot|toi da|"
    r"tren|hon|vuot|tu|duoi|it hon|thap hon|chua den|dat|la|bang|chi tieu) "
    r"(\d{1,3}(?:[.,]\d+)?) ?(?:%|phan tram)|"
    r"\b(not (?:less|lower|fewer) than|not (?:more|higher) than|at most|above|over|more than|"
    r"at least|below|under|less than) (\d{1,3}(?:[.,]\d+)?) ?(?:%|percent)"
)
_BELOW = frozenset({"duoi", "it hon", "thap hon", "chua den", "below", "under", "less than"})
_AT_LEAST = frozenset({
    "tu", "khong duoi", "khong it hon", "khong thap hon", "at least", "not less than",
    "not lower than", "not fewer than",
})  # fmt: skip
_AT_MOST = frozenset({
    "khong qua", "khong vuot", "toi da", "at most", "not more than", "not higher than",
})  # fmt: skip
_WHICH = re.compile(
    r"chi tieu nao|(?:nhung|cac|bao nhieu|may) chi tieu|which (?:indicators?|targets?)"
)
_PER_CENT = re.compile(r"(\d{1,3}(?:,\d+)?) ?%")


def beyond(asked: Asked) -> list[DraftClaim]:
    """ "Chỉ tiêu nào trên 50%?": every target with such a figure; [] where none is asked so."""
    question = fold(asked.query.question)
    found = _THAN.search(question)
    if found is None or not _WHICH.search(question) or not asked.query.narrowed:
        return []
    than, bound = found[1] or found[3], float((found[2] or found[4]).replace(",", "."))
    claims = []
    for plan_id in asked.query.plans:
        for one in asked.book.targets(plan_id):
            values = [float(v.replace(",", ".")) for f in one.figures for v in _PER_CENT.findall(f)]
            fits = [
                value < bound if than in _BELOW
                else value >= bound if than in _AT_LEAST
                else value <= bound if than in _AT_MOST
                else value == bound if than in ("dat", "la", "bang", "chi tieu")
                else value > bound
                for value in values
            ]  # fmt: skip
            if any(fits):
                claims.append(indicator_claim(asked, one))
    return claims
