"""``python -m evals.premises``: questions that ask to confirm, built from the plans' typed facts.

No question is written by hand. Each fact gives one that is true and one that is false (another
agency, day, year, figure, source), in three wordings; the answer has to begin with "Đúng.", "Có.",
or with a denial. An answer that tells the plan's words without either is counted apart.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from ingest.pipeline import ingest_corpus
from rag.amounts import AMOUNT
from rag.answers.agencies.rows import SUPPORTS
from rag.answers.money.money_source import is_row, row_parts
from rag.answers.shape import clauses_of
from rag.ask import Asker
from rag.book import Book, facts_book
from rag.schema import Answer
from rag.settings import Settings
from rag.text import collapse, fold
from rag.values import figures, values

WORDINGS = (
    "{place}: {said} phải không?",
    "Có phải {said} ở {place} không?",
    "{said} trong kế hoạch của {place} đúng không?",
)
_FEWEST, _MOST = 4, 18
_MARKER = re.compile(r"^\W*(?:[a-zđ]\)|[\d.]+[.)]?|[IVX]+\.)?\s+")
_ENDS_OPEN = re.compile(r" (?:và|các|của|với|về|thực|trên|cho|là|đạt|gồm|trong đó)$")
_REPORTED = re.compile(r"^\W*(?:\w\) )?(?:[Tt]ổng hợp,? )?[Bb]áo cáo (?!6|0|quý|năm|tháng)[^;]*$")
_YEAR = re.compile(r"\b20\d\d\b")
_NUMBER = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Premise:
    """What is said of a plan: so, and with one thing changed that makes it false."""

    kind: str
    plan_id: str
    so: str
    false: str


def premises(book: Book, chance: random.Random) -> Iterator[Premise]:
    """All that can be asked of the facts of each plan."""
    for plan_id in sorted(book.by_id):
        yield from _agencies(book, plan_id, chance)
        yield from _days(book, plan_id, chance)
        yield from _figures(book, plan_id, chance)
        yield from _sums(book, plan_id, chance)
        yield from _documents(book, plan_id, chance)
        yield from _letterhead(book, plan_id, chance)


def _agencies(book: Book, plan_id: str, chance: random.Random) -> Iterator[Premise]:
    given = book.assignments(plan_id)
    for one in given:
        work, hers = _short(one.task.text), [agency.written for agency in one.agencies]
        if not work or not hers or one.role == SUPPORTS:
            continue
        same = book.lexicon.same_agency
        others = sorted({
            agency.written for other in given for agency in other.agencies
            if not any(same(agency.name, mine.name) for mine in (*one.agencies, *one.partners))
            and agency.written not in one.task.text
            and not fold(agency.written).startswith(("cac ", "uy ban nhan dan cac", "ubnd cac"))
        })  # fmt: skip
        alone = {fold(work)[:40]}
        others = [
            name for name in others
            if not any(fold(_short(row.task.text))[:40] in alone and
                       any(agency.written == name for agency in (*row.agencies, *row.partners))
                       for row in given)
        ]  # fmt: skip
        if others:
            false = f"{chance.choice(others)} {work}"
            yield Premise("agency", plan_id, f"{hers[0]} {work}", false)


def _days(book: Book, plan_id: str, chance: random.Random) -> Iterator[Premise]:
    for due in book.deadlines(plan_id):
        for when in due.when[:1]:
            if moved := _moved(when, chance):
                one_day = fold(when).startswith(("truoc", "cham nhat"))
                if one_day and due.agencies and _REPORTED.search(due.task.text):
                    who = due.agencies[0].written
                    yield Premise("report", plan_id, f"{who} báo cáo {when}",
                                  f"{who} báo cáo {moved}")  # fmt: skip
                text = _short(due.task.text)
                if when in text:
                    yield Premise("deadline", plan_id, text, text.replace(when, moved))
    for event in book.statements(plan_id, "event"):
        text = _short(event.task.text)
        dates = [one for one in values(text) if one.kind == "date"]
        if len(dates) == 1 and (moved := _moved(dates[0].written, chance)):
            yield Premise("event", plan_id, text, text.replace(dates[0].written, moved))


def _figures(book: Book, plan_id: str, chance: random.Random) -> Iterator[Premise]:
    for target in book.targets(plan_id):
        text = _short(target.task.text)
        found = [one for one in figures(text) if not AMOUNT.search(text[one.start : one.end + 8])]
        if len(found) == 1 and found[0].written in text:
            start, end = found[0].start, found[0].end
            false = f"{text[:start]}{_other(text[start:end], chance)}{text[end:]}"
            yield Premise("target", plan_id, text, false)
        years = _YEAR.findall(text)
        if len(years) == 1 and found:
            year = str(int(years[0]) + chance.choice((-2, -1, 1)))
            yield Premise("target year", plan_id, text, text.replace(years[0], year))


def _sums(book: Book, plan_id: str, chance: random.Random) -> Iterator[Premise]:
    for one in (*book.statements(plan_id, "funding"), *book.statements(plan_id, "allotment")):
        if is_row(one):
            name = _short(one.task.text)
            parts = [(part.label, part.amount) for part in row_parts(one)]
            whole = AMOUNT.match(one.subject)
            if whole and name:
                other = _other(whole.group(), chance)
                yield Premise("row", plan_id, f"{name} là {whole.group()}", f"{name} là {other}")
            for (label, amount), (_, other) in zip(parts, parts[1:] + parts[:1], strict=True):
                if name and amount != other:
                    yield Premise("row source", plan_id, f"{name} từ {label} là {amount}",
                                  f"{name} từ {label} là {other}")  # fmt: skip
            continue
        said = [(clause, sums) for clause in clauses_of(collapse(one.task.text))
                if len(sums := [*AMOUNT.finditer(clause)]) == 1]  # fmt: skip
        for n, (clause, sums) in enumerate(said):
            text = _short(clause)
            amount = sums[0].group()
            others = [other[0].group() for m, (_, other) in enumerate(said) if m != n]
            others = [other for other in others if other != amount]
            if not text or amount not in text:
                continue
            kind = "source" if others else "sum"
            other = chance.choice(others) if others else _other(amount, chance)
            yield Premise(kind, plan_id, text, text.replace(amount, other))


def _documents(book: Book, plan_id: str, chance: random.Random) -> Iterator[Premise]:
    basis = book.statements(plan_id, "basis")
    cited = [one.document for one in basis if one.document and one.document.number]
    for one in cited:
        number = (one.number or "").partition("/")[0]
        name = f"{one.type} {number}"
        if one.date and (moved := _moved(one.date, chance)):
            so = f"{name} ký {one.date if one.date.startswith('ngày') else 'ngày ' + one.date}"
            yield Premise("document day", plan_id, so, so.replace(one.date, moved))
            year = _YEAR.search(one.date)
            if year:
                other = str(int(year[0]) + chance.choice((-1, 1)))
                yield Premise("document year", plan_id, f"{name} ký năm {year[0]}",
                              f"{name} ký năm {other}")  # fmt: skip
        issuers = sorted({two.issuer for two in cited if two.issuer} - {one.issuer})
        if one.issuer and issuers:
            yield Premise("document issuer", plan_id, f"{name} của {one.issuer}",
                          f"{name} của {chance.choice(issuers)}")  # fmt: skip


def _letterhead(book: Book, plan_id: str, chance: random.Random) -> Iterator[Premise]:
    number, day = book.header(plan_id, "number"), book.header(plan_id, "date")
    if number and number.value and (own := number.value.partition("/")[0]).isdigit():
        yield Premise("header", plan_id, f"kế hoạch số {own}", f"kế hoạch số {int(own) + 3}")
    if day and day.value and (moved := _moved(day.value, chance)):
        yield Premise("header", plan_id, f"kế hoạch ban hành {day.value}",
                      f"kế hoạch ban hành {moved}")  # fmt: skip


def _short(text: str) -> str:
    """The first clause of a fact's words, without marker and end; "" where it makes no question."""
    first = next(iter(clauses_of(_MARKER.sub("", collapse(text)))), "").rstrip(" ;.,:")
    few = _FEWEST <= len(first.split()) <= _MOST
    if not few or _ENDS_OPEN.search(first) or first.count("(") != first.count(")"):
        return ""
    return first[:1].lower() + first[1:] if first[1:2].islower() else first


def _moved(when: str, chance: random.Random) -> str | None:
    """Another day, month or year: "trước ngày 15/11" as "trước ngày 18/11"."""
    full = re.search(r"(\d{1,2})([/-]| tháng )(\d{1,2})\b", when)
    year = _YEAR.search(when)
    if full and not (year and chance.random() < 1 / 3):
        day, month = int(full[1]), int(full[3])
        if chance.random() < 1 / 2:
            day = day + 3 if day < 25 else day - 4
        else:
            month = month + 1 if month < 12 else month - 1
        return f"{when[: full.start()]}{day:02d}{full[2]}{month:02d}{when[full.end() :]}"
    if alone := re.search(r"(tháng )(\d{1,2})\b", when):
        month = int(alone[2])
        other = month + 1 if month < 12 else month - 1
        return f"{when[: alone.start(2)]}{other}{when[alone.end(2) :]}"
    if year:
        other = int(year[0]) + chance.choice((-1, 1))
        return f"{when[: year.start()]}{other}{when[year.end() :]}"
    return None


def _other(figure: str, chance: random.Random) -> str:
    """Another figure, written as the first: "85%" as "78%"."""

    def changed(found: re.Match[str]) -> str:
        first = found[0]
        digit = int(first[0])
        other = digit + 1 if digit < 9 and (digit < 2 or chance.random() < 1 / 2) else digit - 1
        return str(other or 2) + first[1:]

    return _NUMBER.sub(changed, figure, count=1)


_YES = re.compile(r"(?:Đúng|Có)\b(?! với)")
_NO = re.compile(r"(?:Không (?:đúng|phải|do)?|Chỉ|Kế hoạch (?:không|chưa)|Nơi nhận không)\b")
_SORTS = ("yes", "no", "told", "refused")


def _sort(answer: Answer) -> str:
    """How an answer begins; "told" where it only tells the plan's words."""
    if answer.abstained:
        return "refused"
    text = answer.answer
    return "yes" if _YES.match(text) else "no" if _NO.match(text) else "told"


def main(
    plans: Annotated[Path, typer.Argument(help="Folder of plans.")] = Path("corpus"),
    sample: Annotated[int, typer.Option(help="Facts taken of each kind.")] = 40,
    seed: Annotated[int, typer.Option(help="Which facts, and what is changed in them.")] = 0,
    failures: Annotated[bool, typer.Option(help="Also each question that falls.")] = False,
) -> None:
    """Ask true and false premises on the plans' facts, and count how the answers begin."""
    chance = random.Random(seed)
    fallen: list[str] = []
    table = Table("kind", "asked", *(f"{t}: {sort}" for t in ("true", "false") for sort in _SORTS))
    with TemporaryDirectory() as kept:
        settings = Settings(corpus=plans, index=Path(kept))
        ingest_corpus(settings)
        asker = Asker(settings)
        book = facts_book(asker.reader, settings.prompts)
        found: dict[str, dict[str, Premise]] = {}
        for one in premises(book, chance):
            if one.so != one.false:
                found.setdefault(one.kind, {}).setdefault(f"{one.plan_id} {one.so}", one)
        for kind, held in found.items():
            taken = chance.sample([*held.values()], min(sample, len(held)))
            count: Counter[str] = Counter()
            for one, wording, so in product(taken, WORDINGS, (True, False)):
                said = one.so if so else one.false
                place = book.by_id[one.plan_id].place or one.plan_id
                question = wording.format(place=place, said=said)
                answer = asker.ask(question[:1].upper() + question[1:])
                sort = _sort(answer)
                count[f"{so} {sort}"] += 1
                if sort != ("yes" if so else "no"):
                    told = " ".join(answer.answer.split())[:330]
                    fallen.append(f"{so} {sort} [{kind}] {question}\n   {one.so}\n   {told}")
            told_so = (str(count[f"{so} {sort}"]) for so in (True, False) for sort in _SORTS)
            table.add_row(kind, str(len(taken) * len(WORDINGS)), *told_so)
    console = Console(width=150)
    console.print(table)
    for one_fallen in fallen if failures else ():
        console.print(one_fallen, markup=False, highlight=False)


if __name__ == "__main__":
    typer.run(main)
