"""Questions for new staff, drawn from the facts of the plans: who leads, when due, how many.

A question is asked only where the stored facts leave one answer: a duty that several share is one
question with several right answers, and one that two facts tell alike in other words is not asked.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.book import Book
from rag.matching import AgencyFinder, grade
from rag.schema import Agency, Assignment, Slice
from rag.text import fold, has_marks

Topic = Literal["who", "when", "figure"]
TOPICS: tuple[Topic, ...] = ("who", "when", "figure")
OPTIONS = 4
"""Answers that a question offers; more where more of them are right."""
_LEAST, _MOST = 40, 420
"""Characters of a duty that is asked about: a shorter one tells too little, a longer too much."""
_ALIKE = 0.6
"""Share of words from which two duties of a plan may be the same one told twice."""
_VAGUE = re.compile(r"(?:cac|tung|moi|nhung|thu truong|thanh vien|co quan|don vi|to chuc)\b")
"""Beginnings of names that are no agency's own ("các cơ quan, đơn vị liên quan")."""
_LABEL = re.compile(r"^\s*(?:[-+*•]|\d+(?:\.\d+)*[.)]|\w\))\s+")
_BESIDE = 40
"""Plans that wrong answers are taken from: an archive holds thousands."""
_YEAR = re.compile(r"\b20\d\d\b")
_BLANK = "…………"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``right`` are places in ``options``, several where all must be chosen."""

    topic: Topic
    plan_id: str
    text: str
    options: tuple[str, ...]
    right: frozenset[int]
    sources: tuple[Slice, ...]

    @property
    def answers(self) -> tuple[str, ...]:
        return tuple(self.options[place] for place in sorted(self.right))

    def chosen_right(self, chosen: Iterable[str]) -> bool:
        """Whether exactly the right options were chosen."""
        return set(chosen) == set(self.answers)

    def said_right(self, text: str, agencies: AgencyFinder) -> bool:
        """Whether a typed answer holds every right answer, and no other agency, date or figure.

        Graded by the matcher that grades the program's own answers; typed without marks, by the
        options alone.
        """
        if has_marks(text):
            verdict = grade(
                text, expected=[(one,) for one in self.answers], context=(self.text,),
                agencies=agencies,
            )  # fmt: skip
        else:
            wrong = [one for one in self.options if one not in self.answers]
            verdict = grade(
                fold(text), expected=[(fold(one),) for one in self.answers],
                forbidden=[fold(one) for one in wrong],
            )  # fmt: skip
        return verdict.correct


def questions(book: Book, plan_ids: Sequence[str], seed: int) -> tuple[Question, ...]:
    """All questions that the plans' facts answer, in an order that the seed gives."""
    chance = random.Random(seed)
    found = [
        one for plan_id in plan_ids for draw in (_who, _when, _figures)
        for one in draw(book, plan_id, chance)
    ]  # fmt: skip
    chance.shuffle(found)
    return tuple(found)


def chosen(found: Sequence[Question], topics: Iterable[Topic], count: int) -> tuple[Question, ...]:
    """The first of each topic in turn, ``count`` in all or as many as there are."""
    queues = [[one for one in found if one.topic == topic] for topic in topics]
    taken: list[Question] = []
    while len(taken) < count and any(queues):
        for queue in queues:
            if queue and len(taken) < count:
                taken.append(queue.pop(0))
    return tuple(taken)


# --------------------------------------------------------------------- who


def _who(book: Book, plan_id: str, chance: random.Random) -> Iterator[Question]:
    given = book.assignments(plan_id)
    everyone = _own_names(agency for one in given for agency in (*one.agencies, *one.partners))
    told: dict[str, list[Assignment]] = {}
    for one in given:
        told.setdefault(fold(_line(one.task)), []).append(one)
    kept = {key: _words(key) for key in told}
    for key, facts in told.items():
        right = _own_names(agency for one in facts for agency in one.agencies)
        whole = sum(len(one.agencies) for one in facts)
        text = _line(facts[0].task)
        if not right or len(right) < whole or not _LEAST <= len(text) <= _MOST:
            continue
        # "Sở Y tế" in the words asked about gives itself away; a partner may be taken for it
        named = [one for one in everyone if fold(one) in key]
        like = (_share(kept[key], other) for at, other in kept.items() if at != key)
        if named or any(share >= _ALIKE for share in like):
            continue
        partners = {agency.written for one in facts for agency in one.partners}
        others = [one for one in everyone if one not in right and one not in partners]
        sources = tuple(dict.fromkeys(piece for one in facts for piece in one.sources))
        yield from _asked("who", plan_id, text, right, others, sources, chance)


def _own_names(agencies: Iterable[Agency]) -> list[str]:
    """Names of single agencies as written, each once."""
    names: dict[str, str] = {}
    for one in agencies:
        # a name of its own has a capital: "địa phương" and "các đơn vị" are nobody's
        if not _VAGUE.match(fold(one.written)) and one.written.lower() != one.written:
            names.setdefault(fold(one.name), one.written)
    return list(names.values())


# --------------------------------------------------------------------- when


def _when(book: Book, plan_id: str, chance: random.Random) -> Iterator[Question]:
    facts = book.deadlines(plan_id)
    dated = [(one, due) for one in facts for due in one.due if due.kind == "date" and due.last]
    own = [due.words for _, due in dated]
    # another plan's date of another year would tell by its year alone
    others = [
        due.words for beside in _beside(book) for one in book.deadlines(beside)
        for due in one.due
        if due.kind == "date" and set(_YEAR.findall(due.words)) <= _years(book, plan_id)
    ]  # fmt: skip
    lines = [fold(_line(one.task)) for one in facts]
    for one, due in dated:
        text = _line(one.task)
        words = " ".join(due.words.split())
        alone = len(one.due) == 1 and lines.count(fold(text)) == 1
        if not alone or text.count(words) != 1 or not _LEAST <= len(text) <= _MOST:
            continue
        wrong = [
            other for other in dict.fromkeys((*own, *others))
            if fold(other) != fold(due.words) and other.count("(") == other.count(")")
        ]  # fmt: skip
        blanked = text.replace(words, _BLANK)
        yield from _asked("when", plan_id, blanked, [due.words], wrong, one.sources, chance)


# --------------------------------------------------------------------- how many


def _figures(book: Book, plan_id: str, chance: random.Random) -> Iterator[Question]:
    facts = book.targets(plan_id)
    lines = [fold(_line(one.task)) for one in facts]
    everyone = [figure for beside in _beside(book) for one in book.targets(beside)
                for figure in one.figures]  # fmt: skip
    for one in facts:
        text = _line(one.task)
        if len(one.figures) != 1 or lines.count(fold(text)) != 1:
            continue
        figure = one.figures[0]
        if text.count(figure) != 1 or not _LEAST <= len(text) <= _MOST:
            continue
        number, unit = _number(figure), _unit(figure)
        # the comparator goes with the figure: "trên 99%" beside "dưới 30%" would tell by its sense
        others = dict.fromkeys(_number(other) for other in everyone if _unit(other) == unit)
        wrong = [
            figure.replace(number, other, 1) for other in others if other not in (number, "100")
        ]
        blanked = text.replace(figure, _BLANK)
        yield from _asked("figure", plan_id, blanked, [figure], wrong, one.sources, chance)


def _number(figure: str) -> str:
    match = re.search(r"\d[\d.,/]*", figure)
    return match.group().rstrip(".,/") if match else ""


def _unit(figure: str) -> str:
    """ "%" of "đạt trên 99%", "/100.000 …" of a rate: what figures must share to be compared."""
    return fold(figure[figure.find(number) + len(number) :]) if (number := _number(figure)) else ""


# --------------------------------------------------------------------- what all share


def _asked(
    topic: Topic,
    plan_id: str,
    text: str,
    right: Sequence[str],
    wrong: Sequence[str],
    sources: tuple[Slice, ...],
    chance: random.Random,
) -> Iterator[Question]:
    """A question with options in a drawn order; none where too few can be told from the right."""
    need = max(OPTIONS - len(right), 2)
    distinct = [one for one in dict.fromkeys(wrong) if _told_apart(one, right)]
    if len(distinct) < need:
        return
    options = [*right, *chance.sample(distinct, need)]
    chance.shuffle(options)
    places = frozenset(place for place, one in enumerate(options) if one in right)
    yield Question(topic, plan_id, text, tuple(options), places, sources)


def _told_apart(one: str, right: Sequence[str]) -> bool:
    """No option is another one in part: "Sở Y tế" beside "Sở Y tế tỉnh"."""
    own = fold(one)
    return all(own not in fold(other) and fold(other) not in own for other in right)


def _line(piece: Slice) -> str:
    """A duty's words in one line, without marker and closing signs."""
    flat = " ".join(_LABEL.sub("", piece.text).split()).rstrip(" ./;:,")
    return flat[:1].upper() + flat[1:]


def _beside(book: Book) -> list[str]:
    """Plans whose dates and figures may stand beside the right one."""
    return list(book.by_id)[:_BESIDE]


def _years(book: Book, plan_id: str) -> set[str]:
    plan = book.by_id[plan_id]
    first = plan.year_start or 0
    return {str(year) for year in range(first, (plan.year_end or first) + 1)}


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
