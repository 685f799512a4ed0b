"""The box below the talk: a question, its plans, and what waits while another is answered.

Gradio drops an event that comes while the one before it runs. What is sent from the box, or asked
by a press in the talk, is therefore first the browser's (``asking.js``), which tells one after
another and holds the text of each on the page until the talk shows it.
"""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from rag.pages.chooser import Chooser
from rag.pages.frame import Frame
from rag.pages.html import element, joined
from rag.pages.texts import Texts, asset

_ASK = "(question) => window.hoiSend(question)"
"""Where ``asking.js`` does not take the key itself, as while a letter is composed."""
ANSWERED, ARRIVED = "hoiAnswered", "hoiAsked"
"""Hear in the browser that an answer has ended, or that of the link."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The box's components.

    ``waiting`` tells each question, and each press, as its ``submit``, and a new talk as its
    ``clear``; with the talk's number. ``among`` are the lists of what is searched.
    """

    question: gr.Textbox
    among: Chooser
    status: gr.HTML
    waiting: gr.HTML


def make_asking(frame: Frame, status: str) -> Asking:
    """The components, in a column of their own; ``status`` is the line below them at first."""
    texts = frame.texts
    with gr.Column(elem_id="asking"):
        waiting = gr.HTML(
            _waiting(texts),
            apply_default_css=False,
            js_on_load=asset("asking.js"),
            elem_id="waiting",
        )
        question = gr.Textbox(
            label=texts.question,
            placeholder=texts.placeholder,
            lines=1,
            max_lines=6,
            submit_btn=texts.send,
            elem_id="question",
            show_label=False,
            container=False,
            autofocus=True,
            html_attributes=gr.InputHTMLAttributes(
                spellcheck=False, autocomplete="off", enterkeyhint="send"
            ),
        )
        with gr.Row(elem_id="below"):
            among = frame.chooser(texts.filter, many=True, elem_id="plans", linked="talk")
            gr.Button(texts.new_conversation, size="sm", elem_id="again", scale=0)
        line = gr.HTML(status, apply_default_css=False, elem_id="status", js_on_load=None)
    question.submit(None, question, question, js=_ASK, api_visibility="private")
    return Asking(question, among, line, waiting)


def _waiting(texts: Texts) -> str:
    """What waits, and which question the box holds to be asked in another wording."""
    return joined(
        element(
            "div",
            element("p", texts.waiting, class_="quiet"),
            element("ul", data_back=texts.waiting_back),
            hidden="hidden",
            role="status",
        ),
        element(
            "div",
            element("span", role="status", data_last=texts.editing, data_more=texts.editing_more),
            element("button", texts.editing_not, type="button", class_="act"),
            class_="editing",
            hidden="hidden",
        ),
    )
