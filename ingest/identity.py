"""Which plan a file is: its id, and whether the index holds the same document already."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rag.schema import Plan
from rag.settings import Settings
from rag.text import collapse, fold, letters_of


def plan_id_of(path: Path) -> str:
    """The ASCII slug of the file's stem: "Kế hoạch Lào Cai 2026.pdf" is ke-hoach-lao-cai-2026."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(path.stem)).strip("-")
    return slug[:80].strip("-") or "van-ban"


def same_header(one: Plan, two: Plan) -> bool:
    """Whether two files print the header of one document."""
    if one.sha256 == two.sha256:
        return True
    if (one.number, one.place) != (two.number, two.place):
        return False
    if one.number is not None:
        return one.date == two.date or None in (one.date, two.date)
    return fold(collapse(one.title)) == fold(collapse(two.title))


@dataclass(slots=True)
class Replacing:
    """The plan that a run takes the place of: its single file does, whatever that is.

    Of several (a plan and its appendices) the one under the plan's name, else the first that
    prints its header; the others are documents of their own.
    """

    plan: Plan
    by: Path | None
    """The file that is known to before it is read."""
    taken: bool = False

    @classmethod
    def of(cls, plan: Plan, files: tuple[Path, ...]) -> Replacing:
        """The plan and the files that are to be read."""
        named = (file for file in files if plan_id_of(file) == plan.plan_id)
        return cls(plan, files[0] if len(files) == 1 else next(named, None))

    def is_by(self, path: Path) -> bool:
        """Whether this file is known to take the plan's place."""
        return path == self.by

    def is_unchanged(self, plan_id: str) -> None:
        """A file holds what is held already; where that is the plan, nothing takes its place."""
        self.taken |= plan_id == self.plan.plan_id

    def place_of(self, path: Path, plan: Plan) -> str | None:
        """The id of the plan whose place a file takes that was read; None where it takes none."""
        like = self.plan.type == plan.type and same_header(self.plan, plan)
        if self.is_by(path) or (self.by is None and not self.taken and like):
            self.taken = True
            return self.plan.plan_id
        return None


Header = tuple[str | None, str | None, str | None]
"""Number, date and place."""


@dataclass(slots=True)
class Held:
    """The plans of the index as it will be.

    ``plans`` by id; ``twins`` are hashes of files that say the same as one of them, with its id;
    ``letters`` what each text says (``rag.text.letters_of``), with its plan's id; ``paged`` the
    plans whose files have pages.
    """

    plans: dict[str, Plan] = field(default_factory=dict)
    twins: dict[str, str] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    paged: set[str] = field(default_factory=set)
    _by_sha256: dict[str, dict[str, Plan]] = field(default_factory=dict)
    _by_header: dict[Header, dict[str, Plan]] = field(default_factory=dict)
    _letters_of: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the plans by what they are looked up by: each file of a large archive asks."""
        for plan in self.plans.values():
            self._sort_in(plan)
        self._letters_of = {plan_id: letters for letters, plan_id in self.letters.items()}

    @classmethod
    def of(cls, settings: Settings) -> Held:
        """What the index serves; nothing where there is none yet."""
        from rag.errors import IndexMissing
        from rag.stores.index import open_index

        try:
            reader = open_index(settings)
        except IndexMissing:
            return cls()
        try:
            listed = tuple(reader.entries())
            return cls(
                {one.plan.plan_id: one.plan for one in listed},
                reader.twins(),
                {one.letters: one.plan.plan_id for one in listed},
                {one.plan.plan_id for one in listed if one.paged},
            )
        finally:
            reader.close()

    def of_file(self, sha256: str) -> Plan | None:
        """The plan that was read from the same bytes, or that they are known to be a twin of."""
        own = next(iter(self._by_sha256.get(sha256, {}).values()), None)
        return own or self.plans.get(self.twins.get(sha256, ""))

    def of_text(self, text: str, plan: Plan) -> Plan | None:
        """The plan that says the same as a text, read as ``plan``, letter by letter."""
        same = self.plans.get(self.letters.get(letters_of(text), ""))
        if same is None or (same.number, same.date) != (plan.number, plan.date):
            return None
        return same

    def has_pages(self, plan_id: str) -> bool:
        """Whether a plan's file has pages."""
        return plan_id in self.paged

    def twins_of(self, plan_id: str) -> list[str]:
        """Hashes of the files that say the same as a plan."""
        return [sha256 for sha256, twin in self.twins.items() if twin == plan_id]

    def put(self, plan: Plan, text: str, paged: bool, twins: Iterable[str]) -> None:
        """A plan that was just read."""
        self.drop(plan.plan_id)
        letters = letters_of(text)
        self.letters[letters] = plan.plan_id
        self._letters_of[plan.plan_id] = letters
        self.plans[plan.plan_id] = plan
        self._sort_in(plan)
        self.twins.update(dict.fromkeys(twins, plan.plan_id))
        if paged:
            self.paged.add(plan.plan_id)

    def drop(self, plan_id: str) -> None:
        """A plan that is no more."""
        letters = self._letters_of.pop(plan_id, "")
        if self.letters.get(letters) == plan_id:
            del self.letters[letters]
        for twin in self.twins_of(plan_id):
            del self.twins[twin]
        self.paged.discard(plan_id)
        plan = self.plans.pop(plan_id, None)
        if plan is not None:
            del self._by_sha256[plan.sha256][plan_id]
            del self._by_header[_header(plan)][plan_id]

    def _sort_in(self, plan: Plan) -> None:
        self._by_sha256.setdefault(plan.sha256, {})[plan.plan_id] = plan
        self._by_header.setdefault(_header(plan), {})[plan.plan_id] = plan

    def place(self, plan: Plan, replace: str | None) -> tuple[str, str]:
        """The id a plan gets and what that is called: another document takes a suffix.

        It replaces the older one under its name only where both print the same header, or when
        asked to.
        """
        if replace is not None:
            return replace, "thay"
        older = self.plans.get(plan.plan_id)
        if older is None:
            return plan.plan_id, "mới"
        if same_header(older, plan):
            return plan.plan_id, "thay" if older.sha256 != plan.sha256 else "đọc lại"
        number = 2
        while (candidate := self.plans.get(f"{plan.plan_id}-{number}")) is not None:
            if same_header(candidate, plan):
                return candidate.plan_id, "thay"
            number += 1
        return f"{plan.plan_id}-{number}", "mới"

    def like(self, plan: Plan) -> tuple[str, ...]:
        """Other plans with the same printed number, date and place: perhaps older versions."""
        if plan.number is None or plan.date is None:
            return ()
        alike = self._by_header.get(_header(plan), {})
        return tuple(plan_id for plan_id in alike if plan_id != plan.plan_id)


def _header(plan: Plan) -> Header:
    return plan.number, plan.date, plan.place
