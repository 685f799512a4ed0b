"""The tab "Kho kế hoạch": the plans that are held, one to read, and how plans come and go."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import gradio as gr
from markupsafe import Markup

from rag.admin import Admin
from rag.checks import Slip
from rag.errors import HoiError
from rag.library import Held, Part
from rag.pages import conversation, library_html
from rag.pages.chooser import chooser_texts, names_of
from rag.pages.frame import Event, Frame, plan_name
from rag.pages.html import element, joined
from rag.pages.library_html import LISTED, LibraryTexts
from rag.pages.opening import PIECE, Words
from rag.pages.texts import asset
from rag.pages.upload_gate import COOKIE
from rag.schema import Plan, Slice
from rag.settings import Settings
from rag.text import nfc, printable
from rag.uploads import Job, Uploads

_WORDS = re.compile(rf"library\.([a-z0-9-]+)\.(h|s|t)\.([a-z_]{{1,20}}|\d{{1,6}}){PIECE}")
_PLAN = re.compile(r"library\.([a-z0-9-]+)")
_PAGE = re.compile(r"library-page\.(\d{1,4})")
_BEAT = 0.4
"""Seconds between two looks at how a job goes."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LibraryTab:
    """What the tab shows and calls; ``part_slice`` gives the words of a node by its number."""

    texts: LibraryTexts
    settings: Settings
    plans: Callable[[], tuple[Plan, ...]]
    held: Callable[[Sequence[str]], tuple[Held, ...]]
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

    def build(self, shown: Event, frame: Frame) -> None:
        """The tab's components and events."""
        place = gr.State(0)
        with gr.Column(elem_id="library"):
            page = _html("library-shown", render=False)
            texts = chooser_texts(self.words.texts.lang)
            find = gr.Textbox(
                label=texts.find,
                placeholder=self.texts.find_placeholder,
                max_lines=1,
                render=False,
                elem_id="library-find",
                html_attributes=gr.InputHTMLAttributes(spellcheck=False, autocomplete="off"),
            )
            if self.admin.off:
                gr.HTML(
                    element("p", self.texts.off, class_="quiet"),
                    apply_default_css=False,
                    js_on_load=None,
                    elem_id="library-off",
                )
            else:
                with gr.Accordion(self.texts.change, open=False, elem_id="library-change"):
                    self._changes(shown, frame, page, find, place)
            with gr.Row(elem_classes="filters"):
                find.render()  # type: ignore[no-untyped-call]
            page.render()  # type: ignore[no-untyped-call]
        frame.linked.append((place, lambda plan_id: gr.skip() if plan_id is None else plan_id))
        frame.on(shown, self._arrived, [place, find], [page, find])
        find.change(  # "input" does not tell of what is pasted
            self._found,
            find,
            [page, place],
            show_progress="hidden",
            api_visibility="private",
            trigger_mode="always_last",
        )
        frame.on(page.select, self._chosen, find, [page, place])
        frame.opens(page)

    def _changes(
        self, shown: Event, frame: Frame, page: gr.HTML, find: gr.Textbox, place: gr.State
    ) -> None:
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
            said = (element("p", one, class_="quiet") for one in (limits, texts.replacing))
            gr.HTML(joined(*said), apply_default_css=False, js_on_load=None)
            with gr.Row(elem_classes="filters"):
                replaced = frame.chooser(texts.replaced, first=False, linked="none").chosen
                begin = gr.Button(texts.begin, size="sm", scale=0, elem_id="library-begin")
                stop = gr.Button(texts.stop, size="sm", scale=0, visible=False)
        told = _html("library-told")
        with gr.Column(visible=False, elem_id="library-removal") as removal:
            with gr.Row(elem_classes="filters"):
                removed = frame.chooser(texts.removed_plan, first=False, linked="none").chosen
                remove = gr.Button(texts.remove, size="sm", scale=0, elem_id="library-remove")
            with gr.Row(visible=False, elem_classes="filters") as sure:
                question = _html("library-question")
                yes = gr.Button(texts.yes, size="sm", scale=0, elem_id="library-yes")
                no = gr.Button(texts.no, size="sm", scale=0)
        doors, run = (
            [locked, tools, removal],
            [told, begin, stop, files, page, find, place, replaced],
        )
        frame.on(shown, self._doors, None, doors)
        for event in (enter.click, password.submit):
            frame.on(event, self._entered, password, [told, password, *doors])
        read = frame.on(begin.click, self._read, [files, replaced], run, queue="library")
        frame.on(shown, self._watched, None, run, queue="library")
        frame.on(stop.click, self._stopped, None, None)
        frame.on(remove.click, self._questioned, removed, [told, question, sure])
        gone = frame.on(yes.click, self._removed, removed, [told, sure, page, find, place])
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
            (one,) = self.held((plan_id,)) or (None,)
            if one is None:
                return "", ()
            return str(getattr(self.texts, which, which)), one.words(which)
        if kind == "s":
            slips = self.slips(plan_id)
            n = int(which) if which.isdecimal() else len(slips)
            return (slips[n].severity, slips[n].slices) if n < len(slips) else ("", ())
        piece = self.part_slice(plan_id, int(which)) if which.isdecimal() else None
        return self.texts.outline, () if piece is None else (piece,)

    def _arrived(self, place: str | int, typed: str) -> tuple[str, object]:
        """What stood there, as it is now; the box where the plans are many."""
        return self._shown(place, typed), self._box()

    def _found(self, typed: str) -> tuple[str, int]:
        """The plans that typed words find."""
        return self._shown(0, typed), 0

    def _chosen(self, typed: str, event: gr.EventData) -> tuple[object, object]:
        """A plan to read, or a page of the list; nothing for what opens at the side."""
        reference = str(event.ref)
        plan, page = _PLAN.fullmatch(reference), _PAGE.fullmatch(reference)
        if plan is None and page is None:
            return gr.skip(), gr.skip()
        place = plan[1] if plan is not None else int(page[1] if page is not None else 0)
        return self._shown(place, typed, reached=True), place

    def _shown(self, place: str | int = 0, typed: str = "", *, reached: bool = False) -> str:
        """A plan or, for a number, that page of the list, or one line that says what failed."""
        try:
            return self._html(place, typed, reached=reached)
        except HoiError as error:
            return conversation.failure(str(error))
        except Exception:  # noqa: BLE001 - the page's outer edge: a user sees no traceback
            _log.exception("no library")
            return conversation.failure(self.texts.error)

    def _html(self, place: str | int, typed: str, *, reached: bool) -> Markup:
        names = names_of(self.plans(), self.words.texts.lang)
        found = [plan_id for _, plan_id in names.found(typed)]
        if isinstance(place, str) and (one := self.held((place,))):
            page = found.index(place) // LISTED if place in found else 0
            parts, slips = self.parts(place), self.slips(place)
            return library_html.plan_page(
                one[0], parts, slips, self.texts, page, reached=reached
            )  # fmt: skip
        if not found and typed.strip():
            told = self.texts.no_match.format(typed=typed.strip())
            return element("p", told, class_="quiet", role="status")
        first = place * LISTED if isinstance(place, int) else 0
        first = first if first < len(found) else 0
        held = self.held(found[first : first + LISTED])
        page = first // LISTED
        return library_html.plan_list(held, page, len(found), self.texts, reached=reached)

    def _box(self, **more: str) -> object:
        """The box that finds plans: there where they are many; after a change it is emptied."""
        return gr.update(visible=len(self.plans()) > LISTED, **more)

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
        yield from self._followed(job, paths)
        for path in _done_with(job, paths):
            path.unlink(missing_ok=True)  # the copy that the server took in

    def _watched(self, request: gr.Request) -> Iterator[tuple[object, ...]]:
        """The job that goes on while the tab is opened, if there is one."""
        job = self.uploads.job
        if job is None or job.over or not self._admitted(request):
            yield (gr.skip(),) * 8
        else:
            yield from self._followed(job)

    def _followed(self, job: Job, paths: Sequence[Path] = ()) -> Iterator[tuple[object, ...]]:
        last = ""
        while not job.wait(_BEAT):
            now = library_html.progress(job, self.texts)
            if now != last:
                last = now
                yield self._told(now, running=True)
        done = _done_with(job, paths)
        waiting = [str(path) for path in paths if path not in done]
        ended = library_html.ended(job, self.texts, self.plans(), waiting=bool(waiting))
        # what was replaced is not replaced again by what comes next
        kept = gr.skip() if waiting else None
        yield (*self._told(ended)[:3], waiting or None, *self._anew(), kept)

    def _told(self, told: str, *, running: bool = False) -> tuple[object, ...]:
        buttons = gr.update(interactive=not running), gr.update(visible=running)
        return told, *buttons, *(gr.skip(),) * 5

    def _stopped(self, request: gr.Request) -> None:
        job = self.uploads.job
        if job is not None and self._admitted(request):
            job.stop()

    def _questioned(self, plan_id: str | None) -> tuple[object, ...]:
        """Whether it is meant: what is taken out is named."""
        plan = self._plan(plan_id)
        if plan is None:
            return conversation.failure(self.texts.choose_plan), "", gr.update(visible=False)
        sure = element("p", self.texts.sure.format(plan=plan_name(plan)))
        return "", joined(sure, *self._stays(plan.file)), gr.update(visible=True)

    def _removed(self, plan_id: str | None, request: gr.Request) -> tuple[object, ...]:
        hidden = gr.update(visible=False)
        if not self._admitted(request):
            said = conversation.failure(self.texts.not_admitted)
            return said, hidden, *(gr.skip(),) * 3
        plan = self._plan(plan_id)
        try:
            file = self.uploads.remove(plan_id or "")
        except HoiError as error:
            return conversation.failure(str(error)), hidden, *(gr.skip(),) * 3
        except Exception:  # noqa: BLE001 - the page's outer edge: a user sees no traceback
            _log.exception("a plan was not taken out")
            return conversation.failure(self.texts.fault), hidden, *(gr.skip(),) * 3
        name = plan_name(plan) if plan else plan_id or ""
        gone = element("p", self.texts.removed.format(plan=name, file=file))
        told = element("div", gone, *self._stays(file), role="status")
        return told, hidden, *self._anew()

    def _plan(self, plan_id: str | None) -> Plan | None:
        return next((plan for plan in self.plans() if plan.plan_id == plan_id), None)

    def _anew(self) -> tuple[object, ...]:
        """The list from its beginning, the box and the place, once plans have come or gone."""
        return self._shown(), self._box(value=""), 0

    def _stays(self, file: str) -> Iterator[Markup]:
        """What brings a plan back once it is removed: its file is the office's, not the page's."""
        if self.uploads.stays(file):
            yield element("p", self.texts.stays.format(file=file), class_="library-over")


def _done_with(job: Job, paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files that need not be given again: those not read, or of a run that failed, do."""
    if job.problem is not None:
        return ()
    return tuple(path for path in paths if printable(nfc(path.name)) not in job.left)


def _html(name: str, *, render: bool = True) -> gr.HTML:
    return gr.HTML(
        "", apply_default_css=False, js_on_load=asset("library.js"), elem_id=name, render=render
    )
