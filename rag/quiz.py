"""Questions for new staff, drawn from the facts of the plans: who leads, when due, how many.

A question is asked only where the stored facts leave one answer: a duty that several share is one
question with several right answers, and one that two facts tell alike in other words is not asked.
"""

from __future__ import annotations

import random
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.book import Book
from rag.lexicon import Lexicon
from rag.matching import Token, day_and_month, tokens
from rag.matrix.same_items import amount
from rag.schema import Agency, Assignment, Deadline, Slice, Target
from rag.text import collapse, fold, nfc
from rag.typed_answers import says_agencies, says_date, says_figure

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
_YEARS_BESIDE = (-2, -1, 1, 2)
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
    """The duty itself first, then the headings that it stands below."""
    year: str = ""
    """The plan's, where it is for one year: a date need not name it."""

    @property
    def answers(self) -> tuple[str, ...]:
        return tuple(self.options[place] for place in sorted(self.right))

    def chosen_right(self, chosen: Iterable[str]) -> bool:
        """Whether exactly the right options were chosen."""
        return set(chosen) == set(self.answers)

    def said_right(self, text: str, lexicon: Lexicon) -> bool:
        """Whether a typed answer says every right answer, and no other agency, date or figure."""
        if self.topic == "who":
            wrong = [one for one in self.options if one not in self.answers]
            return says_agencies(text, self.answers, wrong, lexicon)
        (right,) = self.answers
        if self.topic == "figure":
            return says_figure(text, right, self.text)
        return says_date(text, right, f"{self.text} {self.year}")


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
        yield from _asked("who", book, plan_id, text, right, others, facts, chance)


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
    days = list(dict.fromkeys(
        day for beside in _beside(book) for one in book.deadlines(beside) for due in one.due
        if due.kind == "date" and len(found := _dates(due.words)) == 1
        and (day := day_and_month(found[0])) is not None and day[0] is not None
    ))  # fmt: skip
    lines = [fold(_line(one.task)) for one in facts]
    for one in facts:
        text, words = _line(one.task), collapse(one.due[0].words) if one.due else ""
        alone = len(one.due) == 1 and lines.count(fold(text)) == 1
        if not alone or text.count(words) != 1 or not _LEAST <= len(text) <= _MOST:
            continue
        due = one.due[0]
        # "hằng quý trước ngày 15/3": another month of the same day is right as well
        if due.kind != "date" or due.last is None or due.every not in (None, "year"):
            continue
        blanked = text.replace(words, _BLANK)
        told = {date.key for date in _dates(blanked)}
        if words.count("(") != words.count(")") or any(d.key in told for d in _dates(words)):
            continue
        wrong = _other_dates(words, days)
        yield from _asked("when", book, plan_id, blanked, [words], wrong, [one], chance)


def _dates(words: str) -> list[Token]:
    return [one for one in tokens(nfc(words)) if one.kind == "date"]


def _other_dates(words: str, days: Sequence[tuple[int | None, int]]) -> list[str]:
    """The same words with other dates in the place of theirs, so that none tells by its form.

    ``days`` are day and month of other deadlines; beside them the date is moved by whole months
    ("từ 15/10 đến 15/11"), a quarter or a year alone by its like.
    """
    words, found = nfc(words), _dates(words)
    if not found:
        years = [int(one) for one in _YEAR.findall(words)]
        beside = _YEARS_BESIDE if len(years) == 1 else ()
        return [words.replace(str(years[0]), str(years[0] + by)) for by in beside]
    read = [day_and_month(one) for one in found]
    known = [one for one in read if one is not None]
    if len(known) < len(read):
        return _other_quarters(words, found)
    moves = [[(day, month + by) for day, month in known] for by in range(-11, 12)]
    if len(known) == 1 and known[0][0] is not None:
        moves += [[day] for day in days]
    return [
        _redated(words, found, dates) for dates in moves
        if dates != known and all(_is_day(*one) for one in dates)
    ]  # fmt: skip


def _other_quarters(words: str, found: Sequence[Token]) -> list[str]:
    if len(found) > 1:
        return []
    at = found[0]
    head, _, number = words[at.start : at.end].rpartition(" ")
    names = "1234" if number.isdigit() else ("I", "II", "III", "IV")
    return [
        f"{words[: at.start]}{head} {one}{words[at.end :]}" for one in names
        if one != number.upper()
    ]  # fmt: skip


def _redated(words: str, found: Sequence[Token], dates: Sequence[tuple[int | None, int]]) -> str:
    """``words`` with ``dates`` written as those that were found, with their zeros."""
    for one, (day, month) in reversed(list(zip(found, dates, strict=True))):
        new = iter([(month, 3)] if day is None else [(day, 10), (month, 3)])

        def number(old: re.Match[str], new: Iterator[tuple[int, int]] = new) -> str:
            value, below = next(new, (None, 0))
            if value is None:
                return old[0]
            if old[0].startswith("0"):
                below = 10
            elif int(old[0]) < below:
                below = 0
            return f"{value:02}" if value < below else str(value)

        written = re.sub(r"\d+", number, words[one.start : one.end])
        words = words[: one.start] + written + words[one.end :]
    return words


def _is_day(day: int | None, month: int) -> bool:
    return 1 <= month <= 12 and (day is None or day <= monthrange(2025, month)[1])


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
        read = amount(figure)
        # nobody takes "trên 100%" for right; "đạt 100%" is offered as any other
        whole = {"100"} if unit.startswith("%") and (read is None or read.comparator) else set()
        wrong = [
            figure.replace(number, other, 1) for other in others if other not in {number, *whole}
        ]
        blanked = text.replace(figure, _BLANK)
        yield from _asked("figure", book, plan_id, blanked, [figure], wrong, [one], chance)


def _number(figure: str) -> str:
    match = re.search(r"\d[\d.,/]*", figure)
    return match.group().rstrip(".,/") if match else ""


def _unit(figure: str) -> str:
    """ "%" of "đạt trên 99%", "/100.000 …" of a rate: what figures must share to be compared."""
    return fold(figure[figure.find(number) + len(number) :]) if (number := _number(figure)) else ""


# --------------------------------------------------------------------- what all share


def _asked(
    topic: Topic,
    book: Book,
    plan_id: str,
    text: str,
    right: Sequence[str],
    wrong: Sequence[str],
    facts: Sequence[Assignment | Deadline | Target],
    chance: random.Random,
) -> Iterator[Question]:
    """A question with options in a drawn order; none where too few can be told from the right."""
    need = max(OPTIONS - len(right), 2)
    chance.shuffle(wrong := list(wrong))
    options = list(right)
    for one in wrong:
        if len(options) < len(right) + need and _told_apart(one, options, book):
            options.append(one)
    if len(options) < len(right) + need:
        return
    chance.shuffle(options)
    places = frozenset(place for place, one in enumerate(options) if one in right)
    # the duty comes first: a heading alone ("6. Sở Y tế") proves nothing to who opens it
    pieces = (*(one.task for one in facts), *(piece for one in facts for piece in one.sources))
    years = _years(book, plan_id)
    year = next(iter(years)) if len(years) == 1 else ""
    sources = tuple(dict.fromkeys(pieces))
    yield Question(topic, plan_id, text, tuple(options), places, sources, year)


def _told_apart(one: str, options: Sequence[str], book: Book) -> bool:
    """No option is another one in part or in other words: "Sở Y tế" beside "Sở Y tế tỉnh"."""
    own, keys = fold(one), _keys(one)
    return not any(
        own in (like := fold(other)) or like in own or keys == _keys(other)
        or book.lexicon.same_agency(one, other)
        for other in options
    )  # fmt: skip


def _keys(text: str) -> str:
    return "".join(one.key for one in tokens(nfc(text)))


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
