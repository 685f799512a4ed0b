"""The app: makes the index when there is none, builds the pages and serves them.

``python app.py`` or ``hoi serve``; HOI_HOST and HOI_PORT give the defaults of its options.
"""

from __future__ import annotations

import functools
import hashlib
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from rag.asking import Asking, Searching
from rag.errors import HoiError, IndexMissing, IndexStale
from rag.schema import Citation, Lang, Plan, Section
from rag.settings import ROOT, Settings

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from rag.admin import Admin
    from rag.matrix.assignment_tables import AssignmentTables
    from rag.pages.section import SectionView
    from rag.uploads import Result, Uploads
    from rag.uploads import Step as UploadStep

NAMED: Lang = "vi"
"""The page with the endpoints for programs: the one at the root."""

GOODBYE_S = 5
"""Seconds that pages still open may take to end; each holds a connection."""
ANSWERS_AT_ONCE = 4
"""Files of answers made at the same time, as of answers on the page."""
WORDED_AT_ONCE = 24
"""Answers on the page where a model words them: most of them wait for it."""


class Reader(Protocol):
    """What the pages read of the index (``rag.stores.index.IndexReader``)."""

    def plans(self) -> tuple[Plan, ...]: ...
    def text(self, plan_id: str) -> str: ...
    def sections(self, plan_id: str) -> tuple[Section, ...]: ...
    def refresh(self) -> bool: ...


class Answering(Searching, Protocol):
    """What the pages ask, and where they read (``rag.ask.Asker``)."""

    @property
    def reader(self) -> Reader: ...


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


def held_files(settings: Settings, former: tuple[Plan, ...] = ()) -> tuple[Path, ...]:
    """The corpus files of the plans that the index holds, or held as it was laid out formerly."""
    from rag.stores.index import open_index

    plans = former
    if not former:
        reader = open_index(settings)
        plans = reader.plans()
        reader.close()
    named: dict[str, list[Path]] = {}
    for file in settings.corpus.rglob("*"):
        named.setdefault(file.name, []).append(file)
    found = []
    for plan in plans:
        # several uploads may have one name: then it is the one with these bytes
        alike = sorted(file for file in named.get(Path(plan.file).name, ()) if file.is_file())
        same = [f for f in alike if hashlib.sha256(f.read_bytes()).hexdigest() == plan.sha256]
        found += (same or alike)[:1]
    return tuple(found)


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


def open_uploads(settings: Settings, asker: Answering) -> Uploads:
    """What adds files to the index that the asker reads, and takes plans out of it."""
    from rag.uploads import Uploads

    def read(
        files: tuple[Path, ...], replaced: str | None, tell: Callable[[UploadStep], None]
    ) -> Sequence[Result]:
        from ingest.pipeline import ingest_corpus

        return ingest_corpus(settings, files, replace=replaced, progress=tell).files

    def slug(file: Path) -> str:
        from ingest.identity import plan_id_of

        return plan_id_of(file)

    return Uploads(settings, read, slug, asker.reader.refresh)


def build(
    settings: Settings,
    asker: Answering,
    worded: Asking,
    uploads: Uploads,
    admin: Admin,
    lang: Lang = "vi",
    other_page: str = "/en/",
) -> gr.Blocks:
    """The page in one language, joined to the core; ``worded`` is the asker, by a model or not."""
    from ingest.page_image import page_image
    from rag.feedback import Rating, keep
    from rag.lexicon import Lexicon
    from rag.library import held, part_slice, parts, slips
    from rag.llm.asker import answers
    from rag.llm.door import model_shown
    from rag.lookup import Lookup
    from rag.matrix.assignment_tables import AssignmentTables
    from rag.names.named_agencies import NamedAgencies
    from rag.names.now import today
    from rag.pages.assignments import AssignmentTab, Exports, MatrixTexts
    from rag.pages.chat import ChatTab
    from rag.pages.deadline_rows import DeadlineTexts
    from rag.pages.deadlines import DeadlineTab
    from rag.pages.frame import Page
    from rag.pages.library import LibraryTab
    from rag.pages.library_html import LibraryTexts
    from rag.pages.lookup import LookupTab, LookupTexts
    from rag.pages.opening import Words
    from rag.pages.quality import QualityTab, QualityTexts
    from rag.pages.quiz import QuizTab, QuizTexts
    from rag.pages.section import section_view
    from rag.pages.targets import TargetTab, TargetTexts
    from rag.pages.texts import load_examples, load_section, load_texts
    from rag.pages.thread import TurnTexts
    from rag.quality import read_records
    from rag.quiz import chosen, questions

    def section_in(reader: Reader, citation: Citation) -> SectionView:
        plan_id = citation.plan_id
        return section_view(reader.text(plan_id), reader.sections(plan_id), citation)

    def page_of(citation: Citation) -> Callable[[], bytes] | None:
        if (page := citation.page) is None:
            return None  # before the index is opened: most plans have no pages
        reader = tables.book().reader
        if reader.original(citation.plan_id) is None:
            return None
        return lambda: page_image(reader, citation.plan_id, page, citation.quote, settings).png

    def keep_rating(rating: Rating, row: int | None) -> int:
        return keep(settings.feedback_file, rating, today(), row)

    texts, plans, tables = load_texts(lang), asker.reader.plans, AssignmentTables(settings)
    words = Words(
        texts, tables.cite, lambda citation: section_in(tables.book().reader, citation), page_of
    )
    chat = ChatTab(
        texts=texts,
        words=load_section(lang, "turn", TurnTexts),
        examples=load_examples(settings.prompts / "examples.toml"),
        plans=plans,
        ask=functools.partial(answers, worded),
        section_of=lambda citation: section_in(asker.reader, citation),
        page_of=page_of,
        keep=keep_rating,
        max_question_chars=settings.max_question_chars,
        at_once=ANSWERS_AT_ONCE if worded is asker else WORDED_AT_ONCE,
    )
    assignments = AssignmentTab(
        texts,
        load_section(lang, "matrix", MatrixTexts),
        tables.wording,
        plans,
        tables.matrix,
        tables.label,
        Exports(tables.write_xlsx, tables.write_png),
        words,
    )
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
        Lookup(asker.search, plans, tables.cite_hit, settings.prompts, NamedAgencies(tables.book)),
        tables.slice_of,
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
    library = LibraryTab(
        load_section(lang, "library", LibraryTexts),
        settings,
        plans,
        lambda plan_ids: held(tables.book(), plan_ids, today()),
        lambda plan_id: parts(tables.book(), plan_id),
        lambda plan_id: slips(tables.book(), plan_id),
        lambda plan_id, number: part_slice(tables.book(), plan_id, number),
        uploads,
        admin,
        words,
    )
    tabs = (chat, lookup, assignments, deadlines, targets, quiz, library, quality)
    shown = model_shown(settings, texts.model_used)
    page = Page(texts, plans, tabs, other_page, settings.users is not None, shown).build()
    return page if lang != NAMED else named(page, settings, worded, tables)


def named(
    page: gr.Blocks, settings: Settings, asker: Asking, tables: AssignmentTables
) -> gr.Blocks:
    """The page with the endpoints for programs, which are tools for assistants."""
    from rag.api import Api
    from rag.pages.api import add_endpoints

    add_endpoints(page, Api(asker, lambda: tables.book().reader, settings.max_question_chars))
    return page


def web_app(settings: Settings, asker: Answering, *, local: bool = False) -> FastAPI:
    """Every page under its address, and ``/health`` for whoever watches over the service.

    ``local`` where only the machine itself reaches it: plans may then come and go without a
    password.

    Raises:
        UsageError: the admin password's hash or the file of users in the settings is none.
    """
    from fastapi import FastAPI
    from fastapi.responses import RedirectResponse

    from rag.admin import Admin
    from rag.llm.asker import with_model
    from rag.pages.late import mount_late
    from rag.pages.theme import mount
    from rag.web.answer_file import add_answer_file
    from rag.web.guard import guard

    app = FastAPI(title="Hỏi Kế hoạch", docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/health")
    def health() -> dict[str, str | int]:
        asker.reader.refresh()  # or only a question would see what came and went
        return {"status": "ok", "plans": len(asker.reader.plans())}

    add_answer_file(app, asker, ANSWERS_AT_ONCE)
    app.get("/en")(lambda: RedirectResponse("/en/"))  # a mount answers only below its slash

    worded = with_model(asker, settings)  # one for both pages: they share the model's turns
    admin = Admin(settings.admin_password_hash, local=local)
    uploads = open_uploads(settings, asker)
    guard(app, settings, admin, local=local)

    def mounted(on: FastAPI, lang: Lang, path: str, other_page: str) -> FastAPI:
        page = build(settings, asker, worded, uploads, admin, lang, other_page)
        return mount(on, page, path, lang, settings.max_file_bytes, tools=lang == NAMED)

    mount_late(app, "/en", lambda on: mounted(on, "en", "/en", "/"))
    return mounted(app, "vi", "/", "/en/")  # last: the root takes all


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until stopped.

    Raises:
        UsageError: where another program listens at that address.
    """
    import uvicorn

    from rag.admin import is_local
    from rag.ask import spare_collections
    from rag.heap import kept, spare_heaps
    from rag.pages.texts import load_examples
    from rag.web.guard import warning
    from rag.web.port import require_free

    require_free(host, port)
    spare_collections()
    spare_heaps()
    # what a proxy on this machine passes on is not the machine's own
    local = is_local(host) and settings.proxy is None
    asker = open_asker(settings)
    with kept():
        app = web_app(settings, asker, local=local)
    first = load_examples(settings.prompts / "examples.toml")[0].vi
    if (told := warning(settings, local=local)) is not None:
        typer.echo(told, err=True)
    typer.echo(f"Hỏi Kế hoạch: http://{host}:{port} (Ctrl + C để dừng)")
    # a first answer reads word lists and files: while the browser still loads the page
    threading.Thread(target=asker.ask, args=(first,), daemon=True).start()
    proxied = settings.proxy is not None
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False,
                timeout_graceful_shutdown=GOODBYE_S, proxy_headers=proxied,
                forwarded_allow_ips=settings.proxy)  # fmt: skip


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
