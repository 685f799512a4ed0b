"""The agencies that plans name, each once however it is written, and the passages of each.

A passage is an agency's where its words or its headings name it, or where it states what the
agency is given: the duty below "6. Sở Y tế" says neither.
"""

from __future__ import annotations

import functools
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rag.book import Book
from rag.names.agencies import LEVEL_WORD, Level
from rag.names.identities import Identities, Identity
from rag.schema import Assignment, Deadline, Plan
from rag.text import even_tones, fold, nfc

MOST_READ = 200
"""Plans up to which the agencies are read out: of more one chooses first (25 ms each, once)."""
_LONGEST = 200
_LEVELS: dict[Level, str] = {"tinh": "tỉnh", "huyen": "huyện", "xa": "xã"}
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class _Named:
    """Of one plan: the passages by the agency's name; ``collective`` are given nothing."""

    passages: dict[str, frozenset[str]]
    collective: frozenset[str]


class NamedAgencies:
    """Agencies by the plans that name them; what was read is kept. Safe between threads."""

    def __init__(self, book: Callable[[], Book]) -> None:
        """``book`` is the index as it is now; nothing is read yet."""
        self._book = book
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, str], _Named] = {}
        self._of: tuple[Book, Identities] | None = None

    def choices(self, plan_ids: tuple[str, ...]) -> tuple[str, ...]:
        """The names of these plans' agencies; () of more plans than are read."""
        return tuple(sorted(self._by_identity(plan_ids).values(), key=fold))

    def meant(self, written: str, plan_ids: tuple[str, ...]) -> str | None:
        """The choice that a name stands for, written in full, shortened or without marks."""
        written = nfc(written).strip()[:_LONGEST]
        offered = self._by_identity(plan_ids)
        if not written or not offered:
            return None
        book, identities = self._current()
        mentions = book.lexicon.find_agencies_in_question(written)
        names = [*(one.name for one in mentions if one.written == written), written]
        found = [identities.read(name) for name in names]
        same = [one for one in found if one in offered]
        same += [one for own in found for one in offered if identities.alike(own, one)]
        words = _WORD.findall(fold(written))
        said = (
            name for name in sorted(offered.values(), key=lambda name: (len(name), fold(name)))
            if words and all(any(_begins(word, own) for own in _WORD.findall(fold(name)))
                             for word in words)
        )  # fmt: skip
        return offered[same[0]] if same else next(said, None)

    def passages(self, agency: str, plan_ids: tuple[str, ...]) -> frozenset[str]:
        """The ids of an agency's passages in these plans; none of more plans than are read.

        A name without its level ("Công an") is there the body of the plan's own level.
        """
        found: set[str] = set()
        _, identities = self._current()
        wanted = identities.read(nfc(agency))
        for plan, named in self._read(plan_ids):
            for name, passages in named.passages.items():
                one = identities.read(name)
                other_level = wanted.levels and not one.levels and plan.place_level is not None
                if identities.alike(wanted, one) and not (
                    other_level and plan.place_level not in wanted.levels
                ):
                    found |= passages
        return frozenset(found)

    # ------------------------------------------------------------------ reading

    def _current(self) -> tuple[Book, Identities]:
        with self._lock:
            book = self._book()
            if self._of is None or self._of[0] is not book:
                if self._of is not None and self._of[0].lexicon.own != book.lexicon.own:
                    self._kept.clear()  # a plan has named offices, which others may name too
                lexicon = book.lexicon
                find = functools.partial(lexicon.find_places, question=False)
                self._of = book, Identities(lexicon.agencies, find)
                held = {(one.plan_id, one.sha256) for one in book.register.plans}
                self._kept = {key: of for key, of in [*self._kept.items()] if key in held}
            return self._of

    def _read(self, plan_ids: tuple[str, ...]) -> Iterator[tuple[Plan, _Named]]:
        if len(plan_ids) > MOST_READ:
            return
        book, _ = self._current()
        for plan in filter(None, map(book.by_id.get, plan_ids)):
            key = (plan.plan_id, plan.sha256)
            named = self._kept.get(key)
            if named is None:
                self._kept[key] = named = _named(book, plan.plan_id)
            yield plan, named

    def _by_identity(self, plan_ids: tuple[str, ...]) -> dict[Identity, str]:
        """How each agency is called. One that is only meant together with others is left out."""
        _, identities = self._current()
        count: dict[Identity, Counter[str]] = {}
        for _, named in self._read(plan_ids):
            for name, passages in named.passages.items():
                # "đơn vị có liên quan" is nobody's name
                if name[0].isupper() and name not in named.collective:
                    count.setdefault(identities.read(name), Counter())[name] += len(passages)
        return {one: _called(one, names) for one, names in count.items()}


def _begins(typed: str, word: str) -> bool:
    """ "phu n" is on the way to "phụ nữ"; a letter alone is a word or none."""
    return word.startswith(typed) if len(typed) > 1 else word == typed


def _called(agency: Identity, names: Counter[str]) -> str:
    """ "Công an cấp huyện" for "Công an huyện" and "Công an thị xã"; else what is written most."""
    bare = {_without_level(name) for name in names}
    level = next((word for level, word in _LEVELS.items() if agency.levels == {level}), None)
    if len(names) > 1 and len(bare) == 1 and level is not None:
        return f"{bare.pop()} cấp {level}"
    return min(names, key=lambda name: (-names[name], fold(name)))


def _without_level(name: str) -> str:
    ends = (one for one in LEVEL_WORD.finditer(even_tones(name)) if one.end() == len(name))
    tail = next(ends, None)
    return name if tail is None else name[: tail.start()]


def _named(book: Book, plan_id: str) -> _Named:
    find = book.lexicon.find_agencies
    found: dict[str, set[str]] = {}
    given: set[str] = set()
    collective: set[str] = set()
    passages = book.reader.passages(plan_id)
    for passage in passages:
        for part in (*passage.headings, passage.lead_in or "", passage.text):
            for mention in find(part):
                found.setdefault(mention.name, set()).add(passage.id)
                if mention.generic:
                    collective.add(mention.name)
    facts: list[Assignment | Deadline] = [*book.assignments(plan_id), *book.deadlines(plan_id)]
    for fact in facts:
        partners = fact.partners if isinstance(fact, Assignment) else ()
        names = {one.name for one in (*fact.agencies, *partners)}
        given |= names
        for piece in (fact.task, *fact.sources):
            own = {one.id for one in passages if one.start < piece.end and piece.start < one.end}
            for name in names:
                found.setdefault(name, set()).update(own)
    return _Named(
        {name: frozenset(ids) for name, ids in found.items()}, frozenset(collective - given)
    )
