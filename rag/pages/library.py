"""The tab "Kho kế hoạch": the plans that are held, one to read, and how plans come and go."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import gradio as gr
from markupsafe import Markup

from rag.admin import Admin
from rag.checks import Slip
from rag.errors import HoiError
from rag.library import Held, Part
from rag.pages import conversation, library_html
from rag.pages.frame import Frame, plan_name
from rag.pages.html import element, joined
from rag.pages.library_html import LibraryTexts
from rag.pages.opening import PIECE, Words
from rag.pages.texts import asset
from rag.pages.upload_gate import COOKIE
from rag.schema import Plan, Slice
from rag.settings import Settings
from rag.uploads import Job, Uploads

_WORDS = re.compile(rf"library\.([a-z0-9-]+)\.(h|s|t)\.([a-z_]{{1,20}}|\d{{1,6}}){PIECE}")
_PLAN = re.compile(r"library\.([a-z0-9-]*)")
_BEAT = 0.4
"""Seconds between two looks at how a job goes."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LibraryTab:
    """What the tab shows and calls; ``part_slice`` gives the words of a node by its number."""

    texts: LibraryTexts
    settings: Settings
    plans: Callable[[], tuple[Plan, ...]]
    held: Callable[[], tuple[Held, ...]]
    parts: Callable[[str], tuple[Part, ...]]
    slips: Callable[[str], tuple[Slip, ...]]
    part_slice: Callable[[str, int], Slice | None]
    uploads: Uploads
    admin: Admin
    words: Words

    name = "library"

    @property
    def label(self) -> str:
        return self.texts.tab

    def build(self, tab: gr.Tab, frame: Frame) -> None:
        """The tab's components and events."""
        reading = gr.State(None)
        with gr.Column(elem_id="library"):
            shown = _html("library-shown", render=False)
            if self.admin.off:
                gr.HTML(
                    element("p", self.texts.off, class_="quiet"),
                    apply_default_css=False,
                    js_on_load=None,
                    elem_id="library-off",
                )
            else:
                with gr.Accordion(self.texts.change, open=False, elem_id="library-change"):
                    self._changes(tab, frame, shown, reading)
            shown.render()  # type: ignore[no-untyped-call]
        frame.on(tab.select, self._shown, reading, shown)
        frame.on(shown.select, self._chosen, None, [shown, reading])
        frame.opens(shown)

    def _changes(self, tab: gr.Tab, frame: Frame, shown: gr.HTML, reading: gr.State) -> None:
        """What adds and removes plans, behind the password where there is one."""
        texts, settings = self.texts, self.settings
        with gr.Row(visible=False, elem_classes="filters") as locked:
            password = gr.Textbox(label=texts.password, type="password", max_lines=1)
            enter = gr.Button(texts.enter, size="sm", scale=0)
        with gr.Column(visible=False, elem_id="library-tools") as tools:
            files = gr.File(
                file_count="multiple", label=texts.files, height=150, elem_id="library-files"
            )
            limits = texts.limits.format(
                files=settings.max_uploaded_files, megabytes=settings.max_file_bytes // 1_000_000,
                pages=settings.max_pages, seconds=settings.max_seconds_per_file,
            )  # fmt: skip
            gr.HTML(element("p", limits, class_="quiet"), apply_default_css=False, js_on_load=None)
            with gr.Row(elem_classes="filters"):
                replaced = frame.chooser(texts.replaced, first=False)
                begin = gr.Button(texts.begin, size="sm", scale=0, elem_id="library-begin")
                stop = gr.Button(texts.stop, size="sm", scale=0, visible=False)
        told = _html("library-told")
        with gr.Column(visible=False, elem_id="library-removal") as removal:
            with gr.Row(elem_classes="filters"):
                removed = frame.chooser(texts.removed_plan, first=False)
                remove = gr.Button(texts.remove, size="sm", scale=0, elem_id="library-remove")
            with gr.Row(visible=False, elem_classes="filters") as sure:
                question = _html("library-question")
                yes = gr.Button(texts.yes, size="sm", scale=0, elem_id="library-yes")
                no = gr.Button(texts.no, size="sm", scale=0)
        doors, run = [locked, tools, removal], [told, begin, stop, files, shown, reading]
        frame.on(tab.select, self._doors, None, doors)
        for event in (enter.click, password.submit):
            frame.on(event, self._entered, password, [told, password, *doors])
        read = frame.on(begin.click, self._read, [files, replaced], run, queue="library")
        frame.on(tab.select, self._watched, None, run, queue="library")
        frame.on(stop.click, self._stopped, None, None)
        frame.on(remove.click, self._questioned, removed, [told, question, sure])
        gone = frame.on(yes.click, self._removed, removed, [told, sure, shown, reading])
        frame.on(no.click, lambda: gr.update(visible=False), None, sure)
        frame.changes.extend((read, gone))

    # ----------------------------------------------------------------- what is shown

    def opened(self, reference: str, thread: object) -> str | None:
        """The panel with words of a header, a slip or a part; None for what is not here."""
        match = _WORDS.fullmatch(reference)
        if match is None or all(plan.plan_id != match[1] for plan in self.plans()):
            return None
        try:
            name, pieces = self._pieces(match[1], match[2], match[3])
        except HoiError as error:
            return conversation.failure(str(error))
        return self.words.opened(reference, pieces, name, self.texts.back)

    def _pieces(self, plan_id: str, kind: str, which: str) -> tuple[str, tuple[Slice, ...]]:
        """What a reference rests on, and the name that heads the panel."""
        if kind == "h":
            one = next(one for one in self.held() if one.plan.plan_id == plan_id)
            return str(getattr(self.texts, which, which)), one.words(which)
        if kind == "s":
            slips = self.slips(plan_id)
            n = int(which) if which.isdecimal() else len(slips)
            return (slips[n].severity, slips[n].slices) if n < len(slips) else ("", ())
        piece = self.part_slice(plan_id, int(which)) if which.isdecimal() else None
        return self.texts.outline, () if piece is None else (piece,)

    def _chosen(self, event: gr.EventData) -> tuple[object, object]:
        """A plan to read, or the table again; nothing for what opens at the side."""
        match = _PLAN.fullmatch(str(event.ref))
        if match is None:
            return gr.skip(), gr.skip()
        return self._shown(match[1] or None), match[1] or None

    def _shown(self, plan_id: str | None) -> str:
        """The plan, or the table where none is chosen, or one line that says what failed."""
        try:
            found = {one.plan.plan_id: one for one in self.held()}
            if plan_id not in found:
                return library_html.plan_table(tuple(found.values()), self.texts)
            parts, slips = self.parts(plan_id), self.slips(plan_id)
            return library_html.plan_page(found[plan_id], parts, slips, self.texts)
        except HoiError as error:
            return conversation.failure(str(error))
        except Exception:  # noqa: BLE001 - the page's outer edge: a user sees no traceback
            _log.exception("no library")
            return conversation.failure(self.texts.error)

    # ----------------------------------------------------------------- who may

    def _admitted(self, request: gr.Request) -> bool:
        return self.admin.admits(request.cookies.get(COOKIE))

    def _doors(self, request: gr.Request) -> tuple[object, ...]:
        return self._opened_to(self._admitted(request))

    def _opened_to(self, admitted: bool) -> tuple[object, ...]:
        return tuple(gr.update(visible=seen) for seen in (not admitted, admitted, admitted))

    def _entered(self, password: str) -> tuple[object, ...]:
        key = self.admin.enter(password)
        if key is None:
            told = conversation.failure(self.texts.wrong_password)
            return told, "", *self._opened_to(False)
        return element("span", data_key=key), "", *self._opened_to(True)

    # ----------------------------------------------------------------- coming and going

    def _read(
        self, files: list[str] | None, replaced: str | None, request: gr.Request
    ) -> Iterator[tuple[object, ...]]:
        """Read the files, telling each page; at the end a line for each."""
        if not self._admitted(request):
            yield self._told(conversation.failure(self.texts.not_admitted))
            return
        paths = [Path(file) for file in files or ()]
        try:
            job = self.uploads.begin(paths, replaced or None)
        except HoiError as error:
            yield self._told(conversation.failure(str(error)))
            return
        yield from self._followed(job)
        for path in paths:
            path.unlink(missing_ok=True)  # the copy that the server took in

    def _watched(self, request: gr.Request) -> Iterator[tuple[object, ...]]:
        """The job that goes on while the tab is opened, if there is one."""
        job = self.uploads.job
        if job is None or job.over or not self._admitted(request):
            yield (gr.skip(),) * 6
        else:
            yield from self._followed(job)

    def _followed(self, job: Job) -> Iterator[tuple[object, ...]]:
        last = ""
        while not job.wait(_BEAT):
            now = library_html.progress(job, self.texts)
            if now != last:
                last = now
                yield self._told(now, running=True)
        ended = library_html.ended(job, self.texts)
        yield (*self._told(ended)[:3], None, self._shown(None), None)

    def _told(self, told: str, *, running: bool = False) -> tuple[object, ...]:
        buttons = gr.update(interactive=not running), gr.update(visible=running)
        return told, *buttons, gr.skip(), gr.skip(), gr.skip()

    def _stopped(self, request: gr.Request) -> None:
        job = self.uploads.job
        if job is not None and self._admitted(request):
            job.stop()

    def _questioned(self, plan_id: str | None) -> tuple[object, ...]:
        """Whether it is meant: what is taken out is named."""
        plan = next((plan for plan in self.plans() if plan.plan_id == plan_id), None)
        if plan is None:
            return conversation.failure(self.texts.choose_plan), "", gr.update(visible=False)
        sure = element("p", self.texts.sure.format(plan=plan_name(plan)))
        return "", joined(sure, *self._stays(plan.file)), gr.update(visible=True)

    def _removed(self, plan_id: str | None, request: gr.Request) -> tuple[object, ...]:
        hidden = gr.update(visible=False)
        if not self._admitted(request):
            said = conversation.failure(self.texts.not_admitted)
            return said, hidden, gr.skip(), gr.skip()
        try:
            file = self.uploads.remove(plan_id or "")
        except HoiError as error:
            return conversation.failure(str(error)), hidden, gr.skip(), gr.skip()
        except Exception:  # noqa: BLE001 - the page's outer edge: a user sees no traceback
            _log.exception("a plan was not taken out")
            return conversation.failure(self.texts.fault), hidden, gr.skip(), gr.skip()
        said = self.texts.removed.format(plan=plan_id or "", file=file)
        told = element("div", element("p", said), *self._stays(file), role="status")
        return told, hidden, self._shown(None), None

    def _stays(self, file: str) -> Iterator[Markup]:
        """What brings a plan back once it is removed: its file is the office's, not the page's."""
        if self.uploads.stays(file):
            yield element("p", self.texts.stays.format(file=file), class_="library-over")


def _html(name: str, *, render: bool = True) -> gr.HTML:
    return gr.HTML(
        "", apply_default_css=False, js_on_load=asset("library.js"), elem_id=name, render=render
    )
