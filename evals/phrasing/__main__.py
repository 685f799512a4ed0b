"""``python -m evals.phrasing``: the questions asked without a model and with one, side by side."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

import typer
from rich.console import Console

from evals.__main__ import LOG_WIDTH, Split, ready
from evals.grading import Figures, figures_of
from evals.phrasing.scripted import Manner, scripted
from evals.phrasing.tiny import make_model, served_model
from evals.questions import load_questions
from evals.record import files_in, sha_of
from evals.report import by_split
from evals.runner import Asked, ask_all, graded, outlined, own_plans, question_file
from rag.errors import HoiError, UsageError
from rag.schema import Answer
from rag.settings import Settings

MEASURES = (
    "correctness", "citation_precision", "citation_recall", "slice_recall", "verbatim",
    "refusal_precision", "refusal_recall", "reason_accuracy", "refused_well",
)  # fmt: skip
Using = Literal["settings", "tiny", Manner]


@dataclass(frozen=True, slots=True)
class Phrasing:
    """What a model did over some questions; ``same`` answers are the extractive ones."""

    questions: int
    phrased: int
    same: int
    statements: int
    refused: int
    left: dict[str, int]


@dataclass(frozen=True, slots=True)
class PhrasingRecord:
    """One run of both modes; shas are of bytes."""

    date: str
    set: str
    split: str
    model: str
    prompts: str
    questions: str
    extractive: Figures
    with_model: Figures
    phrasing: Phrasing
    below: tuple[str, ...]


def main(
    name: Annotated[str, typer.Option("--set", help="A set in evals/.")] = "questions",
    split: Annotated[Split, typer.Option(help="Ask one split or all.")] = Split.dev,
    sample: Annotated[int, typer.Option(min=0, help="So many questions, drawn; 0: all.")] = 0,
    using: Annotated[
        Using,
        typer.Option(
            help="The endpoint of HOI_LLM_URL; a scripted one here; a tiny random model here."
        ),
    ] = "settings",
    tokens: Annotated[int, typer.Option(help="Of one reply.")] = 1_500,
    timeout: Annotated[float, typer.Option(help="Seconds for an answer.")] = 30.0,
    index: Annotated[Path | None, typer.Option(help="Use this index.")] = None,
    report: Annotated[Path | None, typer.Option(help="File the record is written to.")] = None,
) -> None:
    """Fail where a measure with the model is below the one without."""
    console = Console()
    if not console.is_terminal:
        console.width = LOG_WIDTH
    try:
        with TemporaryDirectory(prefix="hoi-phrasing-") as folder:
            settings = ready(index, Path(folder), own_plans(name))
            settings = settings.model_copy(
                update={"llm_timeout_s": timeout, "llm_max_tokens": tokens}
            )
            with endpoint(using, Path(folder), settings) as given:
                record = both(given, name, split.value, sample)
    except HoiError as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        raise typer.Exit(error.exit_code) from error
    console.print(by_split({"extractive": record.extractive, "with the model": record.with_model}))
    told = record.phrasing
    console.print(
        f"{told.phrased} of {told.questions} answers phrased ({told.statements} statements; "
        f"{told.refused} sentences refused), {told.same} the same as without; left as they were: "
        f"{told.left or 'none'}; model {record.model}",
        highlight=False,
    )
    if report is not None:
        text = json.dumps(asdict(record), ensure_ascii=False, indent=1)
        report.write_text(f"{text}\n", encoding="utf-8")
    for line in record.below:
        console.print(f"FAILED: {line}", style="bold red", highlight=False)
    raise typer.Exit(1 if record.below else 0)


@contextmanager
def endpoint(using: Using, folder: Path, settings: Settings) -> Iterator[Settings]:
    """The settings with the address of the model that is to be asked, while it runs."""
    if using == "settings":
        if not settings.llm_url or not settings.llm_model:
            raise UsageError("HOI_LLM_URL, HOI_LLM_MODEL: chưa đặt; hoặc dùng --using good.")
        yield settings
    elif using == "tiny":
        model = make_model(folder / "tiny")
        with served_model(model, folder / "serve.txt") as url:
            yield settings.model_copy(update={"llm_url": url, "llm_model": str(model)})
    else:
        with scripted(using) as server:
            yield settings.model_copy(update={"llm_url": server.url, "llm_model": using})


def both(settings: Settings, name: str, split: str, sample: int) -> PhrasingRecord:
    """The same questions without and with the model of the settings."""
    from rag.ask import Asker
    from rag.llm.asker import with_model

    file = question_file(name)
    plain = Asker(settings)
    questions = [
        one for one in load_questions(file, outlined(plain.reader)) if split in ("all", one.split)
    ]
    if sample and sample < len(questions):
        questions = random.Random(1).sample(questions, sample)
    without = ask_all(plain, questions)
    asked = ask_all(with_model(plain, settings), questions)
    one, other = (figures_of(graded(some, settings, plain.reader)) for some in (without, asked))
    return PhrasingRecord(
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        set=name,
        split=split,
        model=Path(settings.llm_model or "").name,
        prompts=sha_of(files_in(settings.prompts)),
        questions=hashlib.sha256(file.read_bytes()).hexdigest(),
        extractive=one,
        with_model=other,
        phrasing=_counted(without, asked),
        below=_below(one, other),
    )


def _counted(without: tuple[Asked, ...], asked: tuple[Asked, ...]) -> Phrasing:
    told = [one.answer.phrased for one in asked if one.answer.phrased is not None]
    why = [one.why for one in told if one.why is not None]
    pairs = zip(without, asked, strict=True)
    return Phrasing(
        questions=len(asked),
        phrased=sum(one.answer.mode == "model" for one in asked),
        same=sum(_said(one.answer) == _said(other.answer) for one, other in pairs),
        statements=sum(one.phrased for one in told),
        refused=sum(one.refused for one in told),
        left={name: why.count(name) for name in sorted(set(why))},
    )


def _said(answer: Answer) -> tuple[object, ...]:
    return answer.answer, answer.claims, answer.citations, answer.abstained, answer.reason


def _below(one: Figures, other: Figures) -> tuple[str, ...]:
    """The measures that the model makes worse."""
    found = []
    for name in MEASURES:
        before, after = getattr(one, name).value, getattr(other, name).value
        if before is not None and (after is None or after < before):
            found.append(f"{name} is {after} with the model, {before} without")
    return tuple(found)


if __name__ == "__main__":
    typer.run(main)
