"""The pages' own words, one file a language, and the example questions."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from rag.schema import Lang

_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Texts:
    """Every word of the page that is not a plan's; ``{}`` fields are named in the file."""

    lang: Lang
    title: str
    lead: str
    skip: str
    other_language: str
    other_language_label: str
    sign_out: str
    plans_held: str
    model_used: str
    from_talk: str
    question: str
    placeholder: str
    send: str
    waiting: str
    waiting_back: str
    editing: str
    editing_more: str
    editing_not: str
    hint: str
    filter: str
    new_conversation: str
    welcome: str
    welcome_lead: str
    user_officer: str
    user_trainer: str
    user_drafter: str
    asked: str
    answered: str
    searching: str
    done: str
    done_refused: str
    empty: str
    too_long: str
    internal_error: str
    unknown_plan: str
    unknown_choice: str
    fault_title: str
    fault: str
    not_written: str
    refused: str
    evidence: str
    notes: str
    nearest: str
    nearest_note: str
    suggestions: str
    open_citation: str
    panel: str
    panel_empty: str
    panel_plans: str
    panel_more: str
    source: str
    position: str
    previous: str
    next: str
    number: str
    no_number: str
    number_blank: str
    number_unsure: str
    period: str
    period_over: str
    page: str
    recognised: str
    show_page: str
    page_shown: str
    section: str
    reference: str
    copy_reference: str
    copy_quote: str
    copied: str
    copy_failed: str
    back: str
    tab_chat: str
    tab_table: str
    table_plan: str
    table_error: str
    table_right: str
    table_right_of: str
    open_words: str
    back_to_table: str


@dataclass(frozen=True, slots=True)
class Example:
    """A question shown before the first one is asked; ``user`` is who would ask it."""

    user: str
    vi: str
    en: str

    def question(self, lang: Lang) -> str:
        return self.vi if lang == "vi" else self.en


W = TypeVar("W")


def load_texts(lang: Lang) -> Texts:
    """The words above the sections of a language's file; another name there is a TypeError."""
    named = _words(lang).items()
    return Texts(lang=lang, **{key: words for key, words in named if isinstance(words, str)})


def load_section(lang: Lang, name: str, words: type[W]) -> W:
    """The words of one tab: section ``[name]`` of ``texts_<lang>.toml``, as the tab names them."""
    return words(**_words(lang)[name])


@functools.cache
def _words(lang: Lang) -> dict[str, Any]:
    return tomllib.loads(_read(_FOLDER / f"texts_{lang}.toml"))


def load_examples(file: Path) -> tuple[Example, ...]:
    """The questions of ``prompts/examples.toml`` in the file's order."""
    return tuple(Example(**row) for row in tomllib.loads(_read(file))["example"])


def asset(name: str) -> str:
    """A style sheet or script that lies beside the pages."""
    return _read(_FOLDER / name)


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")
