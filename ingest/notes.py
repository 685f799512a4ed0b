"""Footnotes: marks and notes of every print brought to one, notes moved out of the body.

"… Chiến lược quốc gia[1] …" / "[1] Quyết định số …"       square brackets
"… Chiến lược quốc gia(1) …" / "_____" / "(1) Quyết định …" below a rule or an empty line
"… Chiến lược quốc gia¹ …"   / "¹ Quyết định số …"          raised
"… Chiến lược quốc gia1 …"   / "_____" / "1 Quyết định …"   raised once
"… Chiến lược quốc gia[^1]"  / "[^1]: Quyết định số …"      markdown
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.lines import Line
from ingest.markers import read_markers
from ingest.traced import Traced, join
from rag.schema import NoteMark

# Footnote marks are carried through cleaning between two private-use characters and taken out
# at the end, so that what is joined around them keeps its place.
OPEN, CLOSE = "\ue000", "\ue001"
NOTE_BODY = re.compile(rf"{OPEN}(\d{{1,3}}){CLOSE}\s*(?=\S)")
# a mark between two spaces goes with one of them
NOTE_MARK = re.compile(rf"(?: (?=(?:{OPEN}\d{{1,3}}{CLOSE})+(?:\s|$)))?{OPEN}(\d{{1,3}}){CLOSE}")

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LEVEL = str.maketrans(_RAISED, "0123456789")
_BODIES = (
    ("caret", re.compile(r"\[\^(\d{1,3})\]:\s*(?=\S)")),
    ("square", re.compile(r"\[(\d{1,3})\]\s*(?=[^\W_]|[“\"(])")),
    ("round", re.compile(r"\((\d{1,2})\)\s*(?=[^\W_]|[“\"(])")),
    ("raised", re.compile(rf"([{_RAISED}]{{1,3}})\s*(?=[^\W_]|[“\"(])")),
    ("plain", re.compile(r"(\d{1,2})\s+(?=[A-ZĐÀ-Ỹ“\"(])")),
)
_MARKS = (
    ("caret", re.compile(r"\[\^(\d{1,3})\](?!:)")),
    ("square", re.compile(r"(?<=[\w”\"’).,;:]) ?\[(\d{1,3})\]")),
    # "gồm: (1) …; (2) …" is a list: a mark stands straight behind its word
    ("round", re.compile(r"(?<=[\w”\"’).,;:])\((\d{1,2})\)")),
    # "120 m²", "5 km²" are no marks
    ("raised", re.compile(rf"(?<=[^\s\d])(?<!\bm)(?<!\b[kcdm]m) ?([{_RAISED}]{{1,3}})")),
    ("plain", re.compile(r"(?<=[^\W\d_]|[)”\"])(\d{1,2})(?=[\s,;.:)]|$)")),
)
_ALONE = frozenset({"caret", "square", "raised"})
"""Prints that need no rule or empty line above the note: nothing else begins a line so."""
_RULE = re.compile(r"[_\-–—⎯─\s]{3,}")
_SENTENCE_END = re.compile(r"[.;!?…](?:[”\"’)]|\s)*$|\./\.?$")

_Place = tuple[int, re.Match[str]]


def mark_notes(lines: list[Line]) -> list[Line]:
    """Marks and notes of every print between ``OPEN`` and ``CLOSE``.

    A note counts only with a mark of its number somewhere before it.
    """
    marks: dict[str, list[tuple[str, _Place]]] = {}
    tagged: list[_Place] = []
    below_rule = False
    for number, line in enumerate(lines):
        text = line.text.text
        if line.separator:
            below_rule = _RULE.fullmatch(text) is not None
            continue
        apart = below_rule or line.blank_before
        body = None if line.row else _note_start(text, marks, apart=apart)
        if body is not None:
            label = body[1].group(1).translate(_LEVEL)
            own = marks.get(label, [])
            tagged += [place for style, place in own if _fits(style, body[0])]
            marks[label] = [(style, place) for style, place in own if not _fits(style, body[0])]
            tagged.append((number, body[1]))
        elif line.blank_before and below_rule and not lines[number - 1].separator:
            below_rule = False
        for style, pattern in _MARKS:
            for match in pattern.finditer(text, body[1].end() if body else 0):
                label = match.group(1).translate(_LEVEL)
                marks.setdefault(label, []).append((style, (number, match)))
    return _tag(lines, tagged)


def _note_start(
    text: str, marks: dict[str, list[tuple[str, _Place]]], *, apart: bool
) -> tuple[str, re.Match[str]] | None:
    for style, pattern in _BODIES:
        match = pattern.match(text)
        if match is None or not (apart or style in _ALONE):
            continue
        found = marks.get(match.group(1).translate(_LEVEL), [])
        if any(_fits(mark, style) for mark, _ in found):
            return style, match
    return None


def _fits(mark: str, body: str) -> bool:
    """A foot may print "1 Quyết định" for a mark in brackets or raised; else both are alike."""
    return mark == body or (body == "plain" and mark != "caret")


def _tag(lines: Sequence[Line], places: Iterable[_Place]) -> list[Line]:
    by_line: dict[int, dict[int, re.Match[str]]] = {}
    for number, match in places:
        by_line.setdefault(number, {})[match.start(1)] = match
    return [
        replace(line, text=_with_tags(line.text, list(by_line[number].values())))
        if number in by_line
        else line
        for number, line in enumerate(lines)
    ]


def _with_tags(line: Traced, matches: list[re.Match[str]]) -> Traced:
    pieces: list[str] = []
    origins = array("l")
    last = 0
    for match in sorted(matches, key=lambda one: one.start()):
        if match.start() < last:
            continue
        start, end = match.span(1)
        space = " " if match.group().startswith(" ") else ""
        label = match.group(1).translate(_LEVEL)
        pieces += [line.text[last : match.start()], space, OPEN, label, CLOSE]
        origins.extend(line.origins[last : match.start()])
        origins.extend([line.origins[match.start()]] * (len(space) + 1))
        origins.extend(line.origins[start:end])
        origins.append(line.origins[match.end() - 1])
        last = match.end()
    pieces.append(line.text[last:])
    origins.extend(line.origins[last:])
    return Traced("".join(pieces), origins)


def split_notes(lines: list[Line]) -> tuple[list[Line], list[Traced]]:
    """Page-foot notes out of the body: they cut its sentences in two.

    The line behind the last note of a page foot goes on where the body stopped; the rule above
    the notes goes with them.
    """
    body: list[Line] = []
    notes: list[list[Traced]] = []
    inside = False
    for line in lines:
        if NOTE_BODY.match(line.text.text):
            while body and body[-1].separator:
                body.pop()
            notes.append([line.text])
            inside = True
        elif inside and _goes_on(notes[-1], line):
            notes[-1].append(line.text)
        else:
            turned = line.turned or inside
            body.append(replace(line, blank_before=line.blank_before or inside, turned=turned))
            inside = False
    return body, [join(parts, " ") for parts in notes]


def _goes_on(note: list[Traced], line: Line) -> bool:
    """Whether a line is still the note's: nothing parts it, and it does not go on with the body."""
    if line.blank_before or line.turned or line.separator or line.row is not None:
        return False
    text = line.text.text
    if _SENTENCE_END.search(note[-1].text) and (text[0].islower() or read_markers(text)):
        return False
    # a note's last line is short: a fuller one under it is the body's
    full = len(note[-1]) >= 0.6 * max(len(note[0]), len(line.text))
    return full or not (text[0].islower() or _SENTENCE_END.search(note[-1].text))


def tied(
    marks: Sequence[NoteMark], at: Sequence[int], notes: Sequence[tuple[str, int]]
) -> tuple[NoteMark, ...]:
    """The marks with the label of the note's own node, where pages count their notes anew.

    ``at`` holds the marks' offsets in the file, ``notes`` the notes' labels with theirs: a mark
    belongs to the first note of its label behind it; the second note "1" is "1~2".
    """
    places: dict[str, list[int]] = {}
    for label, place in notes:
        places.setdefault(label, []).append(place)
    found: list[NoteMark] = []
    for mark, origin in zip(marks, at, strict=True):
        own = places.get(mark.label, [])
        nth = min(bisect_right(own, origin), len(own) - 1) + 1
        found.append(replace(mark, label=f"{mark.label}~{nth}") if nth > 1 else mark)
    return tuple(found)
