"""Colours and fonts of every page, and how a page is mounted."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

import gradio as gr
from fastapi import FastAPI

from rag.pages.api import answer_in_json
from rag.pages.sessions import keep_little
from rag.pages.texts import asset, load_section
from rag.schema import Lang

_FONTS = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif"]
_MONO = ["ui-monospace", "Consolas", "DejaVu Sans Mono", "monospace"]

_SESSIONS = 300
"""Readers whose talk is remembered; who asked longest ago goes first. A turn takes 28 kB, a talk of
30 turns 0.8 MB."""


@dataclass(frozen=True, slots=True)
class ToastTexts:
    """In the place of Gradio's own messages and names: section ``[toasts]`` of the texts."""

    error: str
    warning: str
    close: str
    busy: str
    lost: str
    uploading: str
    too_large: str
    more_tabs: str
    remove: str
    remove_all: str


def theme() -> gr.themes.Base:
    """Only fonts that the computer has: the bundled ones lack Vietnamese letters."""
    # The .set() values name the variables of style.css, so that each colour stands there once.
    return gr.themes.Default(
        primary_hue="cyan", neutral_hue="slate", font=_FONTS, font_mono=_MONO
    ).set(
        body_background_fill="var(--ground)",
        body_background_fill_dark="var(--ground)",
        body_text_color="var(--ink)",
        body_text_color_dark="var(--ink)",
        body_text_color_subdued="var(--quiet)",
        body_text_color_subdued_dark="var(--quiet)",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_border_width_dark="0px",
        block_title_text_color="var(--quiet)",
        block_title_text_color_dark="var(--quiet)",
        block_label_text_color="var(--quiet)",
        block_label_text_color_dark="var(--quiet)",
        block_info_text_color="var(--quiet)",
        block_info_text_color_dark="var(--quiet)",
        input_background_fill="var(--surface)",
        input_background_fill_dark="var(--surface)",
        input_border_color="var(--edge)",
        input_border_color_dark="var(--edge)",
        input_border_color_focus="var(--accent)",
        input_border_color_focus_dark="var(--accent)",
        input_placeholder_color="var(--quiet)",
        input_placeholder_color_dark="var(--quiet)",
        checkbox_background_color_dark="var(--ground)",
        checkbox_label_background_fill_dark="var(--surface)",
        checkbox_label_background_fill_hover_dark="var(--surface)",
        checkbox_label_background_fill_selected_dark="var(--surface)",
        checkbox_background_color_selected="var(--accent)",
        checkbox_background_color_selected_dark="var(--accent)",
        checkbox_border_color_selected="var(--accent)",
        checkbox_border_color_selected_dark="var(--accent)",
        button_primary_background_fill="var(--accent)",
        button_primary_background_fill_dark="var(--accent)",
        button_primary_background_fill_hover="var(--accent-strong)",
        button_primary_background_fill_hover_dark="var(--accent-strong)",
        button_primary_text_color="var(--on-accent)",
        button_primary_text_color_dark="var(--on-accent)",
    )


def _first(lang: Lang) -> str:
    """What runs when a page arrives."""
    words = json.dumps(asdict(load_section(lang, "toasts", ToastTexts)), ensure_ascii=False)
    toasts = f"const HOI_TOASTS = {words};\n{asset('toasts.js')}"
    parts = (f"document.documentElement.lang = '{lang}';", asset("address.js"), f"{{ {toasts} }}")
    return "\n".join(("() => {", *parts, "}"))


def mount(
    app: FastAPI, page: gr.Blocks, path: str, lang: Lang, max_bytes: int, *, tools: bool
) -> FastAPI:
    """Serve ``page`` under ``path`` with the project's look, and nothing kept in the browser.

    ``max_bytes`` is the most that a file may have that is uploaded; ``tools`` serves what is named
    of the page to assistants, at ``/gradio_api/mcp`` below its address.
    """
    # Gradio 6.31 looks whether a path that a browser names is one of an upload only where
    # launch() set this; a mounted page would read any file of the server.
    page.has_launched = True
    page.state_session_capacity = _SESSIONS
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        page,
        path=path,
        theme=theme(),
        css=asset("style.css"),
        js=_first(lang),
        footer_links=[],
        max_file_size=max_bytes,
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=tools,
        enable_monitoring=False,
    )
    answer_in_json(page)
    keep_little(page, mounted.routes[-1].app)  # type: ignore[attr-defined]  # the last mounted
    return mounted
