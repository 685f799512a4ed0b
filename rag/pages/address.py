"""What the address of the page holds: a question, those it goes on from, the plans chosen.

``?q=…&q=…&plan=…&place=…``: the last ``q`` is asked, the others were asked before it in the same
talk. ``plan`` is chosen in every tab, and a place may stand there for its plans; where another tab
than the talk is shown, the question's own plans may stand under ``of``. ``place`` is the talk's
other list, of the places whose plans are searched. The tab (``?tab=``) is the browser's own affair
(``address.js``); a look-up's words, type, year and agency stand under ``look``, ``type``, ``year``
and ``agency``, how deadlines are shown under ``by``, ``whose`` and ``reports``. All of it is a
stranger's data: bounded here, escaped where it is shown.
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
_MOST_POSTED = 1_000
_LONGEST = 6_000
"""Characters of a link; mail programs and proxies cut longer ones."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as an address holds it."""

    question: str
    plans: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def fields_of(asked: Asked) -> list[tuple[str, str]]:
    """The question as the fields of a link."""
    fields = [("q", one) for one in (*asked.before[-MOST_BEFORE:], asked.question)]
    fields += [("plan", plan_id) for plan_id in asked.plans]
    return fields + [("place", place) for place in asked.places]


def link(asked: Asked) -> str | None:
    """ "?q=…&plan=…"; None where it would be too long to be sent."""
    fields = fields_of(asked)
    made = f"?{urlencode(fields)}"
    return made if len(made) <= _LONGEST and len(fields) <= _MOST_FIELDS else None


def posted(asked: Asked) -> str:
    """The same without its "?", however long: what is posted has no limit of a link's."""
    return urlencode(fields_of(asked))


def asked_by(fields: Fields) -> Asked | None:
    """The question of an address's fields, None where it has none."""
    questions = _values(fields, "q")
    if not questions:
        return None
    *before, question = questions
    return Asked(
        question, plans_of(fields, talk=True), tuple(before[-MOST_BEFORE:]), places_of(fields)
    )


def plans_of(fields: Fields, *, talk: bool = False) -> tuple[str, ...]:
    """The plans and places that an address chooses, each once; those for the talk on their own."""
    own = talk and holds_talk(fields)
    return tuple(dict.fromkeys(_values(fields, "of" if own else "plan")))


def places_of(fields: Fields) -> tuple[str, ...]:
    """The places that an address chooses for the talk, each once."""
    return tuple(dict.fromkeys(_values(fields, "place")))


def holds_talk(fields: Fields) -> bool:
    """Whether the talk of an address stands behind another tab, with plans of its own."""
    return any(name == "of" for name, _ in fields[:_MOST_POSTED])


def field_of(fields: Fields, name: str) -> str | None:
    """What an address says under a name of a tab's own, None where it says nothing."""
    return next(iter(_values(fields, name)), None)


def _values(fields: Fields, wanted: str) -> tuple[str, ...]:
    held = ((name, nfc(value).strip()) for name, value in fields[:_MOST_POSTED])
    return tuple(value for name, value in held if name == wanted and value)


def read(query: str, *, sent: bool = False) -> Asked | None:
    """The question of "q=…&plan=…" (with or without the leading "?"), or what was posted."""
    most = _MOST_POSTED if sent else _MOST_FIELDS
    try:
        fields = parse_qsl(query.removeprefix("?"), keep_blank_values=True, max_num_fields=most)
    except ValueError:  # more fields than any of ours
        return None
    return asked_by(fields)
