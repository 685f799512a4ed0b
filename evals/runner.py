"""Ask every question of a set, grade the answers, measure the search, make the record."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from evals.grading import Figures, Result, figures_of, judge
from evals.questions import SETS, OutlinedPlan, Plans, Question, load_questions
from evals.record import Record, files_in, sha_of
from evals.search import Ranker, bm25, hybrid, measure, plain_rag
from evals.verbatim import read_corpus
from rag.schema import Answer, Query
from rag.settings import ROOT, Settings

if TYPE_CHECKING:
    from rag.stores.index import IndexReader

WARM_UP = 3
"""Questions asked before the clock counts: the first one opens the stores and loads the model."""


class Asks(Protocol):
    """What the runner needs of ``rag.ask.Asker``."""

    def ask(self, question: str, /, *, turns: tuple[str, ...] = ()) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's answer and the milliseconds it took."""

    question: Question
    answer: Answer
    milliseconds: float


def question_file(name: str) -> Path:
    """The file of a set by its name, or a file given by its path.

    A set in a folder of its own ("unseen/1") brings the plans it asks about.
    """
    if name.endswith(".jsonl"):
        return Path(name)
    own = own_plans(name)
    return own / "questions.jsonl" if own else SETS / f"{name}.jsonl"


def own_plans(name: str) -> Path | None:
    """The folder with the plans of a set that does not ask about ``corpus/``."""
    folder = SETS / name
    return folder if folder.is_dir() and (folder / "questions.jsonl").is_file() else None


def ask_all(asker: Asks, questions: Sequence[Question]) -> tuple[Asked, ...]:
    """Every answer, in order, each timed alone after a short warm-up."""
    for question in questions[:WARM_UP]:
        asker.ask(question.question)
    asked = []
    for question in questions:
        start = time.perf_counter()
        answer = asker.ask(question.question, turns=question.turns)
        asked.append(Asked(question, answer, (time.perf_counter() - start) * 1000))
    return tuple(asked)


def outlined(reader: IndexReader) -> dict[str, OutlinedPlan]:
    """The plans of an index, for evidence to point into."""
    ids = [plan.plan_id for plan in reader.plans()]
    return {one: OutlinedPlan(reader.text(one), reader.sections(one)) for one in ids}


def figures_by_kind(results: Sequence[Result]) -> dict[str, Figures]:
    """Figures of each kind, in the order in which the kinds first come."""
    kinds = dict.fromkeys(result.kind for result in results)
    return {kind: figures_of([one for one in results if one.kind == kind]) for kind in kinds}


def figures_by_split(results: Sequence[Result], split: str) -> dict[str, Figures]:
    """Figures of the split asked for; of both and each where all were asked."""
    if split != "all":
        return {split: figures_of(results)}
    parts = {
        name: [one for one in results if one.split == name]
        for name in dict.fromkeys(sorted(one.split for one in results))
    }
    return {"all": figures_of(results)} | {name: figures_of(some) for name, some in parts.items()}


def rankers(
    reader: IndexReader, settings: Settings, understood: Mapping[str, Query]
) -> dict[str, Ranker]:
    """The project's search, what is left of it without a part, and two others."""
    from rag.embedding import load_embedding

    embedding = load_embedding(settings.embedding_model)
    return {
        "hybrid": hybrid(reader, embedding, understood),
        "words alone": hybrid(reader, embedding, understood, "words"),
        "meaning alone": hybrid(reader, embedding, understood, "meaning"),
        "nothing understood": hybrid(reader, embedding, None),
        "BM25 alone": bm25(reader),
        "plain LangChain RAG": plain_rag(outlined(reader), embedding),
    }


def graded(asked: Sequence[Asked], settings: Settings, reader: IndexReader) -> tuple[Result, ...]:
    """Each answer against its row."""
    from rag.lexicon import Lexicon

    raw, agencies = read_corpus(settings.corpus), Lexicon.load(settings.prompts)
    headers = {plan.plan_id: plan for plan in reader.plans()}
    return tuple(
        judge(
            one.question,
            one.answer,
            plans=headers,
            agencies=agencies,
            raw=raw,
            milliseconds=one.milliseconds,
        )
        for one in asked
    )


def evaluate(
    settings: Settings,
    *,
    name: str = "questions",
    split: str = "all",
    baselines: bool = True,
) -> Record:
    """One whole evaluation of an index that exists.

    Raises:
        QuestionFileError: The set is malformed or does not fit the corpus.
        IndexMissing: There is no index.
    """
    from rag.ask import Asker
    from rag.stores.index import open_index

    file = question_file(name)
    reader = open_index(settings)
    plans: Plans = outlined(reader)
    questions = load_questions(file, plans)
    chosen = [one for one in questions if split in ("all", one.split)]
    asked = ask_all(Asker(settings), chosen)
    results = graded(asked, settings, reader)
    # a question that only its talk makes whole is nothing to search for alone
    alone = [one for one in chosen if not one.turns]
    understood = {one.question.question: one.answer.understood for one in asked
                  if not one.question.turns}  # fmt: skip
    model = reader.model
    return Record(
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        set=name,
        settings=_portable(settings),
        shas={
            "corpus": sha_of(files_in(settings.corpus)),
            "questions": sha_of([file]),
            "prompts": sha_of(files_in(settings.prompts)),
            "model": sha_of(files_in(Path(settings.embedding_model))),
        },
        model="none" if model is None else f"{model[0]} ({model[1]})",
        figures=figures_by_split(results, split),
        kinds=figures_by_kind(results),
        search=measure(rankers(reader, settings, understood), alone, plans) if baselines else {},
        rows=results,
    )


def _portable(settings: Settings) -> dict[str, str]:
    """The settings that decide an answer, paths from the project folder on."""
    values = settings.model_dump(mode="json", exclude={"index", "llm_url"})
    return {name: str(value).removeprefix(f"{ROOT}/") for name, value in values.items()}
