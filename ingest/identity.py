"""Which plan a file is: its id, and whether the index holds the same document already."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rag.schema import Plan
from rag.settings import Settings
from rag.text import collapse, fold


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


def letters_of(text: str) -> str:
    """A digest of a text's letters and digits: the same in every form that says the same.

    Those of the letterhead are taken out of order: its columns are read in one or another.
    """
    letters = "".join(filter(str.isalnum, text))
    head = "".join(sorted(letters[:_LETTERHEAD]))
    return hashlib.sha256(f"{head} {letters[_LETTERHEAD:]}".encode()).hexdigest()


_LETTERHEAD = 400
"""Letters in which a letterhead ends."""


Header = tuple[str | None, str | None]
"""Number and date."""


@dataclass(slots=True)
class Held:
    """The plans of the index as it will be; a text is looked at only where it may be asked for.

    ``plans`` by id; ``twins`` are hashes of files that say the same as one of them, with its id;
    ``texts`` reads, of plans that the index serves, the text and whether it has pages.
    """

    plans: dict[str, Plan]
    twins: dict[str, str]
    texts: Callable[[Sequence[str]], Iterable[tuple[str, str, bool]]]
    _by_letters: dict[str, str] = field(default_factory=dict)
    """Of the texts that were looked at, a digest by plan."""
    _paged: set[str] = field(default_factory=set)
    _by_header: dict[Header, dict[str, Plan]] = field(default_factory=dict)
    _by_sha256: dict[str, dict[str, Plan]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the plans by what they are looked up by."""
        for plan in self.plans.values():
            self._sort_in(plan)

    @classmethod
    def none(cls) -> Held:
        """Of an index that is built anew."""
        return cls({}, {}, lambda _: ())

    @classmethod
    def of(cls, settings: Settings) -> Held:
        """What the index serves; nothing where there is none yet."""
        from rag.errors import IndexMissing
        from rag.stores.index import open_index

        try:
            reader = open_index(settings)
        except IndexMissing:
            return cls.none()
        try:
            plans = {plan.plan_id: plan for plan in reader.plans()}
            twins = reader.twins()
        finally:
            reader.close()

        def texts(wanted: Sequence[str]) -> Iterable[tuple[str, str, bool]]:
            reader = open_index(settings)
            try:
                return [(one, reader.text(one), reader.pages(one) is not None) for one in wanted]
            finally:
                reader.close()

        return cls(plans, twins, texts)

    def of_file(self, sha256: str) -> Plan | None:
        """The plan that was read from the same bytes, or that they are known to be a twin of."""
        own = next(iter(self._by_sha256.get(sha256, {}).values()), None)
        return own or self.plans.get(self.twins.get(sha256, ""))

    def of_text(self, text: str, plan: Plan) -> Plan | None:
        """The plan that says the same as a text, read as ``plan``, letter by letter."""
        alike = self._by_header.get((plan.number, plan.date), {})
        unread = [plan_id for plan_id in alike if plan_id not in self._by_letters]
        for plan_id, held, paged in self.texts(unread) if unread else ():
            self._by_letters[plan_id] = letters_of(held)
            if paged:
                self._paged.add(plan_id)
        said = letters_of(text) if alike else ""
        last = (one for key, one in reversed(alike.items()) if self._by_letters[key] == said)
        return next(last, None)

    def has_pages(self, plan_id: str) -> bool:
        """Whether a plan's file has pages; asked of one that ``of_text`` gave."""
        return plan_id in self._paged

    def twins_of(self, plan_id: str) -> list[str]:
        """Hashes of the files that say the same as a plan."""
        return [sha256 for sha256, twin in self.twins.items() if twin == plan_id]

    def put(self, plan: Plan, text: str, paged: bool, twins: Iterable[str]) -> None:
        """A plan that was just read."""
        self.drop(plan.plan_id)
        self._by_letters[plan.plan_id] = letters_of(text)
        self.plans[plan.plan_id] = plan
        self._sort_in(plan)
        self.twins.update(dict.fromkeys(twins, plan.plan_id))
        if paged:
            self._paged.add(plan.plan_id)

    def drop(self, plan_id: str) -> None:
        """A plan that is no more."""
        self._by_letters.pop(plan_id, None)
        self._paged.discard(plan_id)
        plan = self.plans.pop(plan_id, None)
        if plan is not None:
            del self._by_header[plan.number, plan.date][plan_id]
            del self._by_sha256[plan.sha256][plan_id]
        for twin in self.twins_of(plan_id):
            del self.twins[twin]

    def _sort_in(self, plan: Plan) -> None:
        self._by_header.setdefault((plan.number, plan.date), {})[plan.plan_id] = plan
        self._by_sha256.setdefault(plan.sha256, {})[plan.plan_id] = plan

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
        alike = self._by_header.get((plan.number, plan.date), {})
        return tuple(
            other.plan_id
            for other in alike.values()
            if other.plan_id != plan.plan_id and other.place == plan.place
        )
