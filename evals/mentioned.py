"""``python -m evals.mentioned``: which plans mention a phrase; the plans' own text tells.

Phrases of two to five syllables are cut from the plans at their commas, by a fixed seed. No answer
is written by hand: a plan mentions a phrase where its text holds it, marks and case aside. Asked is
"kế hoạch nào …" in several wordings, and of one plan whether it does.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from rag.answers.shape import clauses_of
from rag.ask import Asker
from rag.lexicon import Lexicon
from rag.settings import Settings
from rag.stores.index import IndexReader
from rag.text import collapse, fold

WORDINGS = (
    "Kế hoạch nào có nhắc đến {}?",
    "Những địa phương nào có nói tới {} trong kế hoạch?",
    "Kế hoạch của những tỉnh nào đề cập đến {}?",
    "Có kế hoạch nào nói đến {} không?",
    "Văn bản nào có đề cập tới cụm từ {}?",
)
_BREAK = re.compile(r"[,;:.()–\-+“”\"\n/…]| và | hoặc ")
_FEWEST, _MOST = 2, 5
_OPENS_NO_PHRASE = frozenset(
    "các của cho trong theo trên và để ở với tại do như là được từ đến về vào khi qua mà có một "
    "những bằng thông tiếp tăng thực tổ xây phối chủ triển tham hướng kiểm đẩy nâng".split()
)


def phrases(reader: IndexReader, lexicon: Lexicon) -> Iterator[str]:
    """Pieces between commas that name no agency, place or figure and begin with no small word."""
    for plan in reader.plans():
        for passage in reader.passages(plan.plan_id):
            for clause in clauses_of(passage.text):
                for piece in map(collapse, _BREAK.split(clause)):
                    words = piece.split()
                    plain = piece.islower() and not re.search(r"\d", piece)
                    if not plain or not _FEWEST <= len(words) <= _MOST:
                        continue
                    named = lexicon.find_agencies(piece) or lexicon.find_places(piece, False)
                    if words[0] not in _OPENS_NO_PHRASE and not named:
                        yield piece


def main(
    sample: Annotated[int, typer.Option(help="Phrases taken, by a fixed seed.")] = 100,
    failures: Annotated[bool, typer.Option(help="Also each question that falls.")] = False,
) -> None:
    """Ask which plans mention phrases of theirs, and whether one does."""
    settings = Settings()
    asker = Asker(settings)
    reader = asker.reader
    found = sorted(set(phrases(reader, Lexicon.load(settings.prompts))))
    chance = random.Random(0)
    taken = chance.sample(found, min(sample, len(found)))
    texts = {p.plan_id: collapse(fold(reader.text(p.plan_id))) for p in reader.plans()}
    table = Table("question", "right", title=f"{len(taken)} of {len(found)} phrases")
    fallen: list[str] = []
    for wording in WORDINGS:
        wrong = 0
        for phrase in taken:
            holding = {one for one, text in texts.items() if _holds(text, phrase)}
            answer = asker.ask(wording.format(phrase))
            told = {c.plan_id for c in answer.claims if c.kind == "stated" and c.plan_id}
            if told != holding:
                wrong += 1
                fallen.append(f"{wording.format(phrase)}\n   {sorted(holding)} {sorted(told)}")
        table.add_row(wording.format("…"), f"{1 - wrong / len(taken):.3f}")
    wrong = 0
    for phrase in taken:
        plan = chance.choice(reader.plans())
        question = f"Kế hoạch của {plan.place} có nhắc đến {phrase} không?"
        answer = asker.ask(question)
        if answer.answer.startswith("Có") != _holds(texts[plan.plan_id], phrase):
            wrong += 1
            fallen.append(f"{question}\n   {answer.answer}")
    table.add_row("Kế hoạch của … có nhắc đến … không?", f"{1 - wrong / len(taken):.3f}")
    console = Console()
    console.print(table)
    for one in fallen if failures else ():
        console.print(one, markup=False)


def _holds(text: str, phrase: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(collapse(fold(phrase)))}(?!\w)", text) is not None


if __name__ == "__main__":
    typer.run(main)
