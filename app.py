"""The app: makes the index when there is none, builds the pages and serves them.

``python app.py`` or ``hoi serve``; HOI_HOST and HOI_PORT give the defaults of its options.
"""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from rag.errors import HoiError, IndexMissing, IndexStale, UsageError
from rag.schema import Answer, Citation, Hit, Lang, Plan, Section, Slice
from rag.settings import ROOT, Settings

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from rag.pages.section import SectionView

PAGES: tuple[tuple[Lang, str, str], ...] = (("en", "/en", "/"), ("vi", "/", "/en/"))
"""Language, address, address of the other language. The root is mounted last: it takes all."""


class Reader(Protocol):
    """What the pages read of the index (``rag.stores.index.IndexReader``)."""

    def plans(self) -> tuple[Plan, ...]: ...
    def text(self, plan_id: str) -> str: ...
    def sections(self, plan_id: str) -> tuple[Section, ...]: ...


class Answering(Protocol):
    """What the pages ask (``rag.ask.Asker``)."""

    @property
    def reader(self) -> Reader: ...
    def ask(
        self, question: str, plans: tuple[str, ...] = (), *, turns: tuple[str, ...] = ()
    ) -> Answer: ...
    def search(self, text: str, k: int = 10, plans: tuple[str, ...] = ()) -> tuple[Hit, ...]: ...


def open_asker(settings: Settings) -> Answering:
    """Something that answers; the index is built when missing, read again when stale."""
    from rag.ask import Asker
    from rag.stores.former import former_plans

    try:
        return Asker(settings)
    except IndexMissing:
        make_index(settings)
    except IndexStale:
        # only what it holds: a plan that was removed does not come back
        former = former_plans(settings.index)
        files = held_files(settings, former)
        if former and len(files) < len(former):
            raise  # to lay it out anew would lose those whose files lie elsewhere
        if files:
            make_index(settings, files, rebuild=bool(former))
    return Asker(settings)


def held_files(settings: Settings, former: tuple[Plan, ...]) -> tuple[Path, ...]:
    """The corpus files of the plans that the index holds, or held as it was laid out formerly."""
    from rag.stores.index import open_index

    plans = former
    if not former:
        reader = open_index(settings)
        plans = reader.plans()
        reader.close()
    files = [settings.corpus / plan.file for plan in plans]
    return tuple(file for file in files if file.is_file())


def make_index(settings: Settings, files: tuple[Path, ...] = (), *, rebuild: bool = False) -> None:
    """Read these files or the corpus, with a bar; a file that fails is named and left out."""
    from rich.progress import Progress

    from ingest.pipeline import ingest_corpus
    from ingest.report import Step

    with Progress(transient=True) as bar:
        task = bar.add_task("Lập chỉ mục", total=None)

        def step(at: Step) -> None:
            bar.update(task, completed=at.share, total=at.files,
                       description=f"Lập chỉ mục {at.file}")  # fmt: skip

        report = ingest_corpus(settings, files, rebuild=rebuild, progress=step)
    for result in report.files:
        if result.problem is not None:
            typer.echo(result.problem, err=True)


def build(
    settings: Settings, asker: Answering, lang: Lang = "vi", other_page: str = "/en/"
) -> gr.Blocks:
    """The page in one language, joined to the core."""
    from rag.assignment_tables import AssignmentTables
    from rag.lexicon import Lexicon
    from rag.lookup import Lookup
    from rag.pages.assignments import AssignmentTab
    from rag.pages.chat import ChatTab
    from rag.pages.deadline_list import DeadlineTexts
    from rag.pages.deadlines import DeadlineTab
    from rag.pages.frame import Page
    from rag.pages.lookup import LookupTab, LookupTexts
    from rag.pages.opening import Words
    from rag.pages.quality import QualityTab, QualityTexts
    from rag.pages.quiz import QuizTab, QuizTexts
    from rag.pages.section import section_view
    from rag.pages.targets import TargetTab, TargetTexts
    from rag.pages.texts import load_examples, load_section, load_texts
    from rag.quality import read_records
    from rag.quiz import chosen, questions

    def ask(question: str, plans: tuple[str, ...], turns: tuple[str, ...]) -> Answer:
        return asker.ask(question, plans=plans, turns=turns)

    def section_in(reader: Reader, citation: Citation) -> SectionView:
        return section_view(
            reader.text(citation.plan_id), reader.sections(citation.plan_id), citation
        )

    def slice_of(passage_id: str) -> Slice | None:
        passage = tables.book().reader.passage(passage_id)
        return None if passage is None else tables.book().passage_slice(passage)

    def cite_hit(hit: Hit, n: int) -> Citation:
        return tables.cite(tables.book().passage_slice(hit.passage), n)

    texts, plans, tables = load_texts(lang), asker.reader.plans, AssignmentTables(settings)
    words = Words(texts, tables.cite, lambda citation: section_in(tables.book().reader, citation))
    chat = ChatTab(
        texts=texts,
        examples=load_examples(settings.prompts / "examples.toml"),
        plans=plans,
        ask=ask,
        section_of=lambda citation: section_in(asker.reader, citation),
        max_question_chars=settings.max_question_chars,
    )
    assignments = AssignmentTab(texts, tables.wording, plans, tables.matrix, words)
    deadlines = DeadlineTab(
        lang,
        load_section(lang, "deadlines", DeadlineTexts),
        plans,
        lambda plan_id: tuple(tables.book().deadlines(plan_id)),
        lambda plan_id: tables.book().label(plan_id),
        words,
    )
    lookup = LookupTab(
        load_section(lang, "lookup", LookupTexts),
        plans,
        Lookup(asker.search, plans, cite_hit, settings.prompts),
        slice_of,
        words,
        settings.max_question_chars,
    )
    targets = TargetTab(
        load_section(lang, "targets", TargetTexts),
        plans,
        lambda plan_id: tuple(tables.book().targets(plan_id)),
        lambda plan_id, number: tables.book().objective_heading(plan_id, number),
        lambda plan_id: tables.book().label(plan_id),
        words,
    )
    quiz = QuizTab(
        load_section(lang, "quiz", QuizTexts),
        plans,
        lambda plan_id, seed, topics, count: chosen(
            questions(tables.book(), (plan_id,), seed), topics, count
        ),
        Lexicon.load(settings.prompts),
        words,
    )
    quality = QualityTab(
        lang,
        load_section(lang, "quality", QualityTexts),
        lambda: read_records(ROOT / "evals" / "results"),
    )
    tabs = (chat, lookup, assignments, deadlines, targets, quiz, quality)
    return Page(texts, plans, tabs, other_page).build()


def web_app(settings: Settings, asker: Answering) -> FastAPI:
    """Every page under its address, and ``/health`` for whoever watches over the service."""
    from fastapi import FastAPI
    from fastapi.responses import RedirectResponse

    from rag.pages.theme import mount

    app = FastAPI(title="Hỏi Kế hoạch", docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/health")
    def health() -> dict[str, str | int]:
        return {"status": "ok", "plans": len(asker.reader.plans())}

    @app.get("/en")
    def english() -> RedirectResponse:
        return RedirectResponse("/en/")  # a mount answers only below its slash

    for lang, path, other in PAGES:
        mount(app, build(settings, asker, lang, other), path, lang)
    return app


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until stopped.

    Raises:
        UsageError: where another program listens at that address.
    """
    import uvicorn

    _require_free(host, port)
    app = web_app(settings, open_asker(settings))
    typer.echo(f"Hỏi Kế hoạch: http://{host}:{port} (Ctrl + C để dừng)")
    uvicorn.run(app, host=host, port=port, log_level="warning")


def _require_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"Không mở được {host}:{port} ({error.strerror}): chọn cổng khác bằng --port"
            ) from error


def main(
    host: Annotated[str, typer.Option(envvar="HOI_HOST", help="Địa chỉ nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="HOI_PORT", help="Cổng nghe.")] = 7860,
) -> None:
    """Mở trang hỏi đáp trong trình duyệt."""
    try:
        serve(Settings(), host, port)
    except HoiError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(error.exit_code) from error


if __name__ == "__main__":
    typer.run(main)
