"""What the address of the page holds: a question, those it goes on from, the plans chosen.

``?q=…&q=…&plan=…``: the last ``q`` is asked, the others were asked before it in the same talk.
``plan`` is chosen in every tab, and a place may stand there for its plans; where another tab than
the talk is shown, the question's own plans may stand under ``of``. The tab (``?tab=``) is the
browser's own affair (``address.js``); a look-up's words, type, year and agency stand under
``look``, ``type``, ``year`` and ``agency``, how deadlines are shown under ``by``, ``whose`` and
``reports``. All of it is a stranger's data: bounded here,
escaped where it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from rag.text import nfc

Fields = Sequence[tuple[str, str]]
"""An address's fields, as they stand in it."""
MOST_BEFORE = 6
"""Questions before that a question may go on from."""
_MOST_FIELDS = 64
_LONGEST = 6_000
"""Characters of a link; mail programs and proxies cut longer ones."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as an address holds it."""

    question: str
    plans: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


def link(asked: Asked) -> str | None:
    """ "?q=…&plan=…"; None where it would be too long to be sent."""
    fields = [("q", one) for one in (*asked.before[-MOST_BEFORE:], asked.question)]
    fields += [("plan", plan_id) for plan_id in asked.plans]
    made = f"?{urlencode(fields)}"
    return made if len(made) <= _LONGEST else None


def asked_by(fields: Fields) -> Asked | None:
    """The question of an address's fields, None where it has none."""
    questions = _values(fields, "q")
    if not questions:
        return None
    *before, question = questions
    return Asked(question, plans_of(fields, talk=True), tuple(before[-MOST_BEFORE:]))


def plans_of(fields: Fields, *, talk: bool = False) -> tuple[str, ...]:
    """The plans and places that an address chooses, each once; those for the talk on their own."""
    own = talk and any(name == "of" for name, _ in fields[:_MOST_FIELDS])
    return tuple(dict.fromkeys(_values(fields, "of" if own else "plan")))


def field_of(fields: Fields, name: str) -> str | None:
    """What an address says under a name of a tab's own, None where it says nothing."""
    return next(iter(_values(fields, name)), None)


def _values(fields: Fields, wanted: str) -> tuple[str, ...]:
    held = ((name, nfc(value).strip()) for name, value in fields[:_MOST_FIELDS])
    return tuple(value for name, value in held if name == wanted and value)


def read(query: str) -> Asked | None:
    """The question of "q=…&plan=…" (with or without the leading "?")."""
    try:
        fields = parse_qsl(
            query.removeprefix("?"), keep_blank_values=True, max_num_fields=_MOST_FIELDS
        )
    except ValueError:  # more fields than any link of ours
        return None
    return asked_by(fields)
