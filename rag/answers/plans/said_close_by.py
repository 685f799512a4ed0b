"""Whether a text says all words of a question, in their order and close by."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.answers.plans.mentions import spoken_of
from rag.answers.shape import Asked, clauses_of
from rag.schema import Passage
from rag.text import fold, lower, spaced, words_of

_LINKS = frozenset(
    "các những một mọi nhiều về cho của ở tại trong với và có được là bằng cac nhung mot moi nhieu "
    "ve cua o tai trong voi va co duoc la bang".split()
)
APART, IN_A_CLAUSE = 6, 14
"""Words that may stand between two words of what is asked: "trao 80 suất quà và 35 suất …"."""
_JOINED = rf"(?: \d+(?: \w+)?| (?:{'|'.join(sorted(_LINKS))})){{0,2}}"
"""What may stand between two words of one syllable: "xây cầu" is not said by "xây … yêu cầu"."""
_APART_OF_NUMBER = 10
""" "Tổng đài điện thoại quốc gia bảo vệ trẻ em 111"."""
_HEAD = 2
"""Words of which the first may stand in the heading alone."""
_READ = 12
"""Plans whose words for a term are looked up; of more the first will do."""
_OUTSIDE = ("dau", "noi_nhan", "ky", "tieu_de")


def written_so(asked: Asked, text: str, apart: int = APART) -> Callable[[Passage], str | None]:
    """Reads the clause of a passage that says all words of a text, in their order and close by.

    What stands above a passage may open it: "kỷ nguyên số" below "1. Chủ đề".
    """
    read = fold if asked.query.unaccented else lower
    units = _units(asked, text)
    pattern, rest = _close_by(units, apart), _close_by(units[1:])

    def clause(one: Passage) -> str | None:
        if not units or one.path[0].level in _OUTSIDE:
            return None
        found = [c for c in clauses_of(one.text) if pattern.search(spaced(read(c)))]
        above = read(one.headings[-1]) if one.headings else ""
        if not found and f" {units[0]} " in spaced(above) and len(units) > _HEAD:
            found = [c for c in clauses_of(one.text) if rest.search(spaced(read(c)))]
        return min(found, key=len) if found else None

    return clause


def words_close_by(asked: Asked, text: str, apart: int = APART) -> re.Pattern[str]:
    """The words of a text in their order, a word of two syllables as it is."""
    return _close_by(_units(asked, text), apart)


def from_english(asked: Asked, text: str) -> tuple[tuple[str, ...], ...]:
    """The terms of English words, as each plan has them: "phòng tạm lánh" and "nhà tạm lánh"."""
    lexicon = asked.book.lexicon
    found: list[tuple[str, ...]] = []
    for plan_id in asked.query.plans[:_READ] or (None,):
        texts = [] if plan_id is None else [
            spaced(lower(one.text))
            for parts in asked.book.passages(plan_id).values() for one in parts
        ]  # fmt: skip
        said = _said_in(texts)
        terms = lexicon.from_english(text, said)
        query = replace(asked.query, search_text=" ".join(terms), subject=tuple(terms))
        if asked.subject.names_one(query):
            found += map(spoken_of, asked.subject.whole_phrases(query))
    return tuple(dict.fromkeys(filter(None, found)))


def _said_in(texts: Sequence[str]) -> Callable[[str], bool]:
    return lambda words: any(spaced(lower(words)) in one for one in texts)


def _units(asked: Asked, text: str) -> list[str]:
    read = fold if asked.query.unaccented else lower
    typed = words_of(read(text))
    pairs = {w.written for w in asked.subject.table().words(" ".join(typed)) if " " in w.written}
    units: list[str] = []
    at = 0
    while at < len(typed):
        both = " ".join(typed[at : at + 2])
        units.append(both if both in pairs else typed[at])
        at += 2 if both in pairs else 1
    return [unit for unit in units if unit not in _LINKS]


def _close_by(units: list[str], apart: int = APART) -> re.Pattern[str]:
    said = []
    for before, unit in zip(("", *units), units, strict=False):
        gap = rf"(?: \w+){{0,{_APART_OF_NUMBER if unit.isdigit() else apart}}}?"
        if not unit.isdigit() and before and " " not in before + unit:
            gap = _JOINED
        written = re.escape(unit).replace(r"\ ", r"(?: \d+(?: \w+)?)? ")
        said.append(rf"{gap} {written}(?= )")
    return re.compile("".join(said))
