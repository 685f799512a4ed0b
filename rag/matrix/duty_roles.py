"""What an agency does about an indicator, in the words of ``prompts/matrix.toml``.

"Chịu trách nhiệm tổ chức thực hiện, theo dõi và báo cáo kết quả triển khai chỉ tiêu 1, 2 của mục
tiêu 2": thực hiện, theo dõi, báo cáo.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from rag.phrasing import Phrases
from rag.references import find_references
from rag.schema import Assignment, Lang, Reference
from rag.text import lower, nfc

PARTNER = "phối hợp"
Shade = Literal["lead", "do", "report", "watch", "help"]
"""The colour of a role on the heat map, the weightiest first."""
SHADES: tuple[Shade, ...] = get_args(Shade)
_BREAK = re.compile(r"[.;:\n]")


class RoleName(BaseModel):
    """One row of ``matrix.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    letters: str
    english: str
    shade: Shade = "do"
    words: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    silent: bool = False

    @functools.cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """The role's words; None where only the verb of the whole duty tells it."""
        if not self.words:
            return None
        before = "".join(rf"(?<!\b{re.escape(one)} )" for one in self.not_after)
        return re.compile(rf"{before}\b(?:{'|'.join(map(re.escape, self.words))})\b")


class Wording(BaseModel):
    """The roles and the table's own words in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: tuple[RoleName, ...]
    vi: dict[str, str]
    en: dict[str, str]

    @staticmethod
    def load(prompts: Path) -> Wording:
        """Read ``matrix.toml``, once for each folder."""
        return _load(prompts.resolve())

    def phrases(self, lang: Lang) -> Phrases:
        return Phrases(self.vi if lang == "vi" else self.en)

    def shown(self, role: str, lang: Lang = "vi") -> str:
        """The role's word; an unlisted one stays as it is."""
        known = self._known.get(role)
        return known.english if known and lang == "en" else role

    def letters(self, role: str) -> str:
        """ "BC" for "báo cáo"; the initials of a role that is not listed."""
        known = self._known.get(role)
        return known.letters if known else "".join(word[0] for word in role.split()).upper()

    def shade(self, roles: Iterable[str]) -> Shade:
        """The colour of a cell that holds these roles: that of the weightiest."""
        found = {self._known[role].shade if role in self._known else "do" for role in roles}
        return next((shade for shade in SHADES if shade in found), "do")

    def in_order(self, roles: Iterable[str]) -> tuple[str, ...]:
        """Roles each once, in the order of the file; those that are not listed come last."""
        order = {row.name: number for number, row in enumerate(self.role)}
        return tuple(sorted(set(roles), key=lambda role: (order.get(role, len(order)), role)))

    def roles(self, one: Assignment, reference: Reference) -> tuple[str, ...]:
        """The role of the duty, then what its clause on this reference says is done."""
        doing = self._doing(one.task.text, reference)
        told = (*doing, one.role)
        loud = [role for role in told if not self._silent(role)] or [one.role]
        order = {row.name: number for number, row in enumerate(self.role)}
        return tuple(sorted(dict.fromkeys(loud), key=lambda role: order.get(role, len(order))))

    def _doing(self, task: str, reference: Reference) -> tuple[str, ...]:
        """The words of the clause before the reference; a clause without any takes the last's."""
        told: tuple[str, ...] = ()
        text = lower(task)
        for found in find_references(task):
            breaks = [match.end() for match in _BREAK.finditer(text, 0, found.start)]
            clause = text[breaks[-1] if breaks else 0 : found.start]
            told = (
                tuple(r.name for r in self.role if r.pattern and r.pattern.search(clause)) or told
            )
            if _same(found.reference, reference):
                break
        return told

    def _silent(self, role: str) -> bool:
        known = self._known.get(role)
        return known is not None and known.silent

    @functools.cached_property
    def _known(self) -> dict[str, RoleName]:
        return {row.name: row for row in self.role}


def _same(one: Reference, other: Reference) -> bool:
    return (one.objective, one.indicators, one.qualifier) == (
        other.objective, other.indicators, other.qualifier,
    )  # fmt: skip


@functools.lru_cache(maxsize=8)
def _load(prompts: Path) -> Wording:
    text = nfc((prompts / "matrix.toml").read_text(encoding="utf-8"))
    return Wording.model_validate(tomllib.loads(text))
