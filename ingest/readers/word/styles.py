"""What a run's text looks like, through its styles, the theme and the file's defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from ingest.readers.legacy import Encoding, encoding_of_font
from ingest.readers.word.package import Element, W, child, children, each, value

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DEEPEST = 20
"""Styles based on one another; a ring of them ends there."""
_VALUE = f"{W}val"
_FONTS = f"{W}rFonts"
_FONT_ATTRIBUTES = (
    # letters beyond ASCII, where the old encodings have theirs, are set in the ``hAnsi`` font
    (f"{W}hAnsi", "high_font"),
    (f"{W}hAnsiTheme", "high_theme"),
    (f"{W}ascii", "low_font"),
    (f"{W}asciiTheme", "low_theme"),
)
_TOGGLES = {f"{W}caps": "capitals", f"{W}vanish": "hidden"}
_NAMED = {f"{W}vertAlign": "position", f"{W}rStyle": "style"}
T = TypeVar("T", str, bool)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a ``w:rPr`` says, theme fonts not looked up."""

    high_font: str | None = None
    high_theme: str | None = None
    low_font: str | None = None
    low_theme: str | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    position: str | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Properties of a run; None where nothing is said."""

    high_font: str | None = None
    low_font: str | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    position: str | None = None

    def over(self, below: Look) -> Look:
        """These properties, and where they say nothing those below."""
        return Look(
            _first(self.high_font, below.high_font),
            _first(self.low_font, below.low_font),
            _first(self.capitals, below.capitals),
            _first(self.hidden, below.hidden),
            _first(self.position, below.position),
        )

    @property
    def font(self) -> str:
        """The font of marked letters."""
        return self.high_font or self.low_font or ""

    @property
    def encoding(self) -> Encoding | None:
        """The old encoding of the font, if it has one."""
        return encoding_of_font(self.font)


@dataclass
class Styles:
    """Styles by id, resolved as they are asked for."""

    root: Element | None
    theme: Element | None
    _by_id: dict[str, Element] = field(default_factory=dict)
    _looks: dict[str, Look] = field(default_factory=dict)
    _runs: dict[tuple[_Said, Look], Look] = field(default_factory=dict)
    _theme_fonts: dict[str, str] = field(default_factory=dict)
    _default: str = ""

    def __post_init__(self) -> None:
        """Read the ids, the theme's fonts and the default paragraph style."""
        for style in children(self.root, "style") if self.root is not None else ():
            name = style.get(W + "styleId", "")
            self._by_id.setdefault(name, style)
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                self._default = name
        for kind in ("major", "minor"):
            latin = (
                None
                if self.theme is None
                else self.theme.find(f".//{_DRAWING}{kind}Font/{_DRAWING}latin")
            )
            if latin is not None:
                self._theme_fonts[kind] = latin.get("typeface", "")

    def of_paragraph(self, style: str | None) -> Look:
        """The look of a paragraph's text where its runs say nothing."""
        defaults = child(child(child(self.root, "docDefaults"), "rPrDefault"), "rPr")
        return self._styled(style or self._default).over(self.read(defaults))

    def of_run(self, properties: Element | None, paragraph: Look) -> Look:
        """The look of a run of a paragraph."""
        if properties is None:
            return paragraph
        said = _said(properties)
        key = said, paragraph
        if key not in self._runs:
            own = self._look(said)
            self._runs[key] = (own.over(self._styled(said.style)) if said.style else own).over(
                paragraph
            )
        return self._runs[key]

    def read(self, properties: Element | None) -> Look:
        """What one ``w:rPr`` says itself."""
        return Look() if properties is None else self._look(_said(properties))

    def _look(self, said: _Said) -> Look:
        return Look(
            self._font(said.high_theme, said.high_font),
            self._font(said.low_theme, said.low_font),
            said.capitals,
            said.hidden,
            said.position,
        )

    def chain(self, style: str | None) -> list[Element]:
        """A style and those it is based on."""
        found: list[Element] = []
        at = style or self._default
        while at in self._by_id and len(found) < _DEEPEST:
            found.append(self._by_id[at])
            at = value(found[-1], "basedOn") or ""
        return found

    def named(self, style: str | None) -> str:
        """A style's name, by which Word knows its own: "toc 1"."""
        return (value(self._by_id.get(style or ""), "name") or "").lower()

    def _styled(self, style: str) -> Look:
        if style not in self._looks:
            look = Look()
            for one in self.chain(style):
                look = look.over(self.read(child(one, "rPr")))
            self._looks[style] = look
        return self._looks[style]

    def _font(self, theme: str | None, name: str | None) -> str | None:
        return name if theme is None else self._theme_fonts.get(theme[:5]) or None


def _said(properties: Element) -> _Said:
    """One pass over the properties: a file may have a million runs."""
    found: dict[str, str | bool | None] = {}
    for one in properties:
        if one.tag == _FONTS:
            for attribute, name in _FONT_ATTRIBUTES:
                found[name] = one.get(attribute)
        elif (tag := _TOGGLES.get(one.tag)) is not None:
            found[tag] = one.get(_VALUE, "true").lower() not in ("0", "false", "off", "none")
        elif (tag := _NAMED.get(one.tag)) is not None:
            found[tag] = one.get(_VALUE)
    return _Said(**found)  # type: ignore[arg-type]


def _first(one: T | None, other: T | None) -> T | None:
    return other if one is None else one


def has_lines(borders: Element | None) -> bool | None:
    """Whether any border is drawn; None where nothing is said of borders."""
    if borders is None:
        return None
    return any(one.get(W + "val", "nil") not in ("nil", "none") for _, one in each(borders))
