"""``python -m evals.asked_back``: every fact is asked for in plain words and must be told.

From each duty, date, indicator and event that is read from a plan a plain question is made with the
plan's own words: who does it, when it is due, how many per cent, whether the agency that has it is
given it, and whether another one is, which must not be confirmed. Nobody writes expected answers:
an answer must hold the agency, the figure or a number of the date. What falls out is where an
answerer does not find what the reading has found; a sentence that was cut may fall out too, so the
share is a lower bound. The plans of ``evals/unseen`` but set 5, which is not read, are asked
together, so that each question must also find its plan.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from evals.questions import SETS
from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.book import Book, facts_book
from rag.schema import Answer, Assignment, Deadline, Target
from rag.settings import Settings
from rag.text import fold

_NOT_READ = "5"
_WORDS = 13
"""Words of a fact that its question repeats, at most."""
_LEAST = 5
"""And at least: fewer are no question anybody would understand."""
_LABEL = re.compile(r"^\W*(?:[a-zđ]\)|\d+[.)]|\d+\.\d+\.?|[-+*•])\s*")
_LEADS = re.compile(
    r"^(?:(?:chủ trì|phối hợp|tham mưu|chịu trách nhiệm|có trách nhiệm|và|,|chủ động)[ ,]*)+"
    r"(?:với (?:các )?[^,;]{3,90}?(?:liên quan|tổ chức|địa phương|đơn vị)"
    r"(?: có liên quan| liên quan)?[ ,]+)?",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[;(\n]|\.(?=\s|$)")
_NO_WORK = ("ủy ban", "ubnd", "sở ", "nội dung", "phòng ", "trên cơ sở", "là ")
"""Beginnings of a clause that is no work by itself."""
_SHARE = re.compile(r"%")
_DENIED = "khong"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made of a fact; ``told`` are what a right answer holds one of, without marks.

    None where the agency named is not given it: the answer must deny, correct or refuse.
    """

    kind: str
    plan_id: str
    question: str
    told: tuple[str, ...] | None


def clause(text: str) -> str | None:
    """The work of a fact in a few words, without its label and who leads it; None if too short."""
    bare = _LEADS.sub("", _LABEL.sub("", text.strip()))
    words = _ENDS.split(bare)[0].split()[:_WORDS]
    short = len(words) < _LEAST
    if short or fold(" ".join(words)).startswith(tuple(fold(one) for one in _NO_WORK)):
        return None
    first, *rest = words
    return " ".join((first.lower(), *rest)).strip(" ,:")


def of_plan(book: Book, plan_id: str, chance: random.Random) -> Iterator[Asked]:
    """The questions of one plan's facts."""
    label = book.label(plan_id)
    place = label[:1].lower() + label[1:]
    given = [one for one in book.assignments(plan_id) if "phoi" not in fold(one.role)]
    for duty in given:
        yield from of_duty(book, plan_id, place, duty, chance)
    for due in book.deadlines(plan_id):
        yield from of_date(plan_id, place, due)
    for target in book.targets(plan_id):
        yield from of_target(plan_id, place, target)


def of_duty(
    book: Book, plan_id: str, place: str, one: Assignment, chance: random.Random
) -> Iterator[Asked]:
    """Who does it, asked in four ways, and whether another agency of the plan does."""
    work = clause(one.task.text)
    if work is None or not 0 < len(one.agencies) <= 2:
        return
    names = tuple(fold(name) for a in one.agencies for name in (a.name, a.written))
    yield Asked("who", plan_id, f"Ở {place}, ai {work}?", names)
    yield Asked("who leads", plan_id, f"Cơ quan nào chủ trì {work} ở {place}?", names)
    yield Asked("given to whom", plan_id, f"Việc {work} ở {place} giao cho ai?", names)
    yield Asked(
        "is it given", plan_id, f"{one.agencies[0].written} {place} có được giao {work} không?",
        names,
    )  # fmt: skip
    begun = fold(work)[:30]
    others = sorted({
        a.name for other in book.assignments(plan_id) for a in other.agencies
        if fold(a.name) not in names and a.name[:1].isupper() and len(a.name.split()) > 2
        and not a.name.startswith(("Các", "Mỗi", "Ủy ban")) and fold(a.name) not in fold(work)
    })  # fmt: skip
    held = {
        a.name for other in book.assignments(plan_id) if begun in fold(other.task.text)
        for a in (*other.agencies, *other.partners)
    }  # fmt: skip
    free = [name for name in others if name not in held]
    if free:
        name = chance.choice(free)
        yield Asked("not given", plan_id, f"{name} {place} có được giao {work} không?", None)


def of_date(plan_id: str, place: str, one: Deadline) -> Iterator[Asked]:
    """When it is due, asked in two ways."""
    numbers = tuple(re.findall(r"\d+", " ".join(one.when)))
    work = clause(one.task.text.replace(one.when[0], "")) if one.when else None
    if work is None or not numbers:
        return
    yield Asked("when", plan_id, f"Khi nào phải {work} ở {place}?", numbers)
    yield Asked("before which day", plan_id, f"{work} ở {place} xong trước ngày nào?", numbers)


def of_target(plan_id: str, place: str, one: Target) -> Iterator[Asked]:
    """How many per cent of whom, in two ways."""
    figure = one.figures[0] if one.figures else ""
    number = re.search(r"\d[\d.,/]*", figure)
    at = one.task.text.find(figure)
    rest = _ENDS.split(one.task.text[at + len(figure) :].strip(" ,;."))[0]
    if number is None or at < 0 or not _SHARE.search(figure) or _SHARE.search(rest):
        return
    if "|" in one.task.text or len(rest.split()) < _LEAST or rest.startswith("so với"):
        return
    told = (number[0].rstrip(".,"),)
    yield Asked("how many", plan_id, f"Bao nhiêu {rest} theo kế hoạch của {place}?", told)
    yield Asked("which share", plan_id, f"Tỷ lệ {rest} ở {place}?", told)


def holds(answer: Answer, told: tuple[str, ...] | None) -> bool:
    """Whether an answer tells one of these; where none is right, whether it denies or refuses."""
    said = fold(answer.answer)
    if told is None:
        return answer.abstained or _DENIED in said[:120]
    return any(one in said for one in told)


def main(
    sample: Annotated[int, typer.Option(help="Questions a kind, by a fixed seed; 0: all.")] = 200,
    failures: Annotated[bool, typer.Option(help="Also each question that falls.")] = False,
) -> None:
    """Ask every fact of the unseen plans back."""
    console = Console()
    with TemporaryDirectory(prefix="hoi-asked-back-") as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for file in sorted(SETS.glob("unseen/*/*.*")):
            if file.parent.name != _NOT_READ and file.suffix in (".md", ".txt"):
                shutil.copy(file, corpus)
        settings = Settings(corpus=corpus, index=Path(folder) / "index")
        ingest_corpus(settings)
        asker = Asker(settings)
        book, chance = facts_book(asker.reader, settings.prompts), random.Random(0)
        plans = asker.reader.plans()
        places = Counter(plan.place for plan in plans)
        asked = [
            one for plan in plans if places[plan.place] == 1
            for one in of_plan(book, plan.plan_id, chance)
        ]  # fmt: skip
        chance.shuffle(asked)
        table = Table("asked", "made", "asked", "told", title=f"Facts of {len(plans)} plans")
        for kind in dict.fromkeys(sorted(one.kind for one in asked)):
            of_kind = [one for one in asked if one.kind == kind]
            taken = of_kind[: sample or None]
            told = [(one, asker.ask(one.question)) for one in taken]
            fallen = [(one, answer) for one, answer in told if not holds(answer, one.told)]
            right = len(taken) - len(fallen)
            table.add_row(kind, str(len(of_kind)), str(len(taken)), f"{right / len(taken):.3f}")
            if failures:
                for one, answer in fallen:
                    console.print(
                        f"{kind}: {one.plan_id} {one.question}\n   {answer.answer}", markup=False
                    )
        console.print(table)
        asker.reader.close()


if __name__ == "__main__":
    typer.run(main)
