"""Automatic numbering: the labels that Word prints before a paragraph, counted as it counts.

A paragraph names a list (``numId``) and a level; the list takes its levels from an abstract list
that others may share, and all that share one count on together. The first use of a list that
says ``startOverride`` begins anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.readers.word.package import Element, W, child, children, switched, value, whole
from ingest.readers.word.styles import Look, Styles

_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LEVELS = 9
_MOST = 3_000
"""Beyond it a Roman number or a row of letters would grow without end."""


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label with what parts it from the text, and the look its level gives it."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    behind: str
    restart: int | None
    arabic: bool
    style: str | None
    properties: Element | None


@dataclass(frozen=True, slots=True)
class _List:
    """One ``w:num``: which abstract list, its levels, and at which it begins anew."""

    abstract: str
    levels: dict[int, _Level]
    anew: dict[int, int]


@dataclass
class Numbering:
    """The lists of a file and where each has counted to."""

    root: Element | None
    styles: Styles
    _abstract: dict[str, Element] = field(default_factory=dict)
    _lists: dict[str, _List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Read the lists."""
        if self.root is None:
            return
        for abstract in children(self.root, "abstractNum"):
            self._abstract[abstract.get(W + "abstractNumId", "")] = abstract
        for number in children(self.root, "num"):
            name = number.get(W + "numId", "")
            self._lists[name] = self._list(number)

    def label(self, properties: Element | None, style: str | None) -> Label | None:
        """Count a paragraph; its label, None where it has none."""
        name, level = self._place(properties, style)
        own = self._lists.get(name or "0")
        if own is None or name == "0":
            return None
        counts = self._counts.setdefault(own.abstract, {})
        self._count(name or "", own, level, counts)
        found = own.levels.get(level)
        if found is None:
            return None
        text = _PLACE.sub(lambda m: _number(own, found, counts, int(m.group(1)) - 1), found.text)
        text = "" if found.form == "none" and not _PLACE.sub("", found.text).strip() else text
        return Label(text + found.behind, self.styles.read(found.properties)) if text else None

    def _place(self, properties: Element | None, style: str | None) -> tuple[str | None, int]:
        """List and level of a paragraph, its own before its styles'."""
        own = child(properties, "numPr")
        name, level = value(own, "numId"), whole(value(own, "ilvl"))
        for one in self.styles.chain(style):
            theirs = child(child(one, "pPr"), "numPr")
            if theirs is None:
                continue
            if name is None:
                name = value(theirs, "numId")
            if level is None:
                level = whole(value(theirs, "ilvl"))
            if level is None and name in self._lists:
                levels = self._lists[name].levels.items()
                own_style = one.get(W + "styleId")
                level = next((n for n, found in levels if found.style == own_style), None)
            if name is not None:
                break
        return name, min(max(level or 0, 0), _LEVELS - 1)

    def _count(self, name: str, own: _List, level: int, counts: dict[int, int]) -> None:
        start = own.levels[level].start if level in own.levels else 1
        if level in own.anew and (name, level) not in self._begun:
            counts[level] = own.anew[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else start
        self._begun.add((name, level))
        for deeper in [one for one in counts if one > level]:
            restart = own.levels[deeper].restart if deeper in own.levels else None
            # "restart after level n" counts levels from 1; 0 is never
            if restart is None or (restart > 0 and level < restart):
                del counts[deeper]

    def _list(self, number: Element) -> _List:
        name = value(number, "abstractNumId") or ""
        abstract = self._followed(self._abstract.get(name))
        levels = {
            whole(one.get(W + "ilvl")) or 0: _level(one)
            for one in (children(abstract, "lvl") if abstract is not None else ())
        }
        anew: dict[int, int] = {}
        for override in children(number, "lvlOverride"):
            at = whole(override.get(W + "ilvl")) or 0
            own = child(override, "lvl")
            if own is not None:
                levels[at] = _level(own)
            start = whole(value(override, "startOverride"))
            if start is not None:
                anew[at] = start
        return _List(name, levels, anew)

    def _followed(self, abstract: Element | None) -> Element | None:
        """An abstract list may take its levels from a list style, that is from another list."""
        link = value(abstract, "numStyleLink")
        if link is None:
            return abstract
        for other in self._abstract.values():
            if value(other, "styleLink") == link:
                return other
        return abstract


def _level(level: Element) -> _Level:
    behind = {"nothing": "", "space": " "}.get(value(level, "suff") or "tab", " ")
    return _Level(
        _first_of(whole(value(level, "start")), 1),
        value(level, "numFmt") or "decimal",
        value(level, "lvlText") or "",
        behind,
        whole(value(level, "lvlRestart")),
        bool(switched(level, "isLgl")),
        value(level, "pStyle"),
        child(level, "rPr"),
    )


def _number(own: _List, level: _Level, counts: dict[int, int], at: int) -> str:
    """One number of a label; an upper level that was never counted stands at its start."""
    other = own.levels.get(at)
    count = counts.get(at, other.start if other is not None else 1)
    form = other.form if other is not None else "decimal"
    if level.arabic and form != "decimalZero":
        form = "decimal"
    return written(count, form)


def written(count: int, form: str) -> str:
    """A number in one of Word's forms; one that is not known is written in digits."""
    if form in ("none", "bullet"):
        return ""
    if form in ("upperLetter", "lowerLetter") and 0 < count < _MOST:
        # behind z stand aa, bb, …; Word's alphabet has no đ
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("upperRoman", "lowerRoman") and 0 < count < _MOST:
        letters = _roman(count)
        return letters.upper() if form == "upperRoman" else letters
    return f"{count:02}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    found: list[str] = []
    for size, letters in _ROMAN:
        times, count = divmod(count, size)
        found.append(letters * times)
    return "".join(found)


def _first_of(one: int | None, other: int) -> int:
    return other if one is None else one
