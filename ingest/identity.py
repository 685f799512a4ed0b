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
        own = next((plan for plan in self.plans.values() if plan.sha256 == sha256), None)
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
        self.letters[letters_of(text)] = plan.plan_id
        self.plans[plan.plan_id] = plan
        self.twins.update(dict.fromkeys(twins, plan.plan_id))
        if paged:
            self.paged.add(plan.plan_id)

    def drop(self, plan_id: str) -> None:
        """A plan that is no more."""
        for known in [key for key, one in self.letters.items() if one == plan_id]:
            del self.letters[known]
        for twin in self.twins_of(plan_id):
            del self.twins[twin]
        self.paged.discard(plan_id)
        self.plans.pop(plan_id, None)

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
        return tuple(
            other.plan_id
            for other in self.plans.values()
            if other.plan_id != plan.plan_id
            and (other.number, other.date, other.place) == (plan.number, plan.date, plan.place)
        )
