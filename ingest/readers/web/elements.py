"""The one door to lxml: a page's tree, and what style an element has.

Nothing is fetched: the tree is made of the file's own bytes, scripts are not run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from lxml import html  # type: ignore[import-untyped]

from rag.errors import UnreadableFile

_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
_SELECTOR = re.compile(r"\s*([a-z][a-z0-9]*)?(?:\.([\w-]+))?\s*", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_KEPT = frozenset({"font-family", "display", "visibility", "text-transform", "mso-hide", "border",
                   "border-top", "border-left", "white-space"})  # fmt: skip
_MOST_CSS = 400_000
_CUT_OFF = "ERR_RESOURCE_LIMIT"
"""What lxml notes where it stopped reading a page at a limit of its own."""

Declarations = dict[str, str]


class Element(Protocol):
    """What is used of lxml's elements, which carry no types; a comment's ``tag`` is no string."""

    tag: object
    text: str | None
    tail: str | None

    def __iter__(self) -> Iterator[Element]: ...
    def get(self, name: str) -> str | None: ...
    def find(self, path: str) -> Element | None: ...
    def iter(self, *tags: str) -> Iterator[Element]: ...
    def iterancestors(self) -> Iterator[Element]: ...
    def itersiblings(self) -> Iterator[Element]: ...
    def getparent(self) -> Element | None: ...
    def text_content(self) -> str: ...
    def drop_tree(self) -> None: ...
    def append(self, element: Element) -> None: ...


def load(source: str) -> Element | None:
    """The tree of a page; None where nothing is in it.

    Raises:
        UnreadableFile: nested deeper than lxml goes, which leaves out the rest of such a page.
    """
    # without huge_tree it stops at 256, which tags that are never closed come to within a page
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True)
    content = source.replace("\x00", "").encode("utf-8", "replace")
    if not content.strip():
        return None
    root: Element | None = html.document_fromstring(content, parser=parser, ensure_head_body=True)
    if any(error.type_name == _CUT_OFF for error in parser.error_log):
        raise UnreadableFile("trang lồng quá sâu; hãy lưu lại tệp dạng .docx")
    return root


@dataclass
class Css:
    """The style sheet in a page, as far as it tells fonts, capitals and what is hidden."""

    rules: dict[tuple[str, str], Declarations] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element) -> Css:
        """All rules for a tag, a class, or a tag with a class."""
        found = cls()
        text = "\n".join(one.text_content() for one in root.iter("style"))[:_MOST_CSS]
        for selectors, body in _RULE.findall(_COMMENT.sub(" ", text)):
            said = declarations(body)
            for selector in selectors.split(",") if said else ():
                match = _SELECTOR.fullmatch(selector)
                if match is not None and match.group():
                    key = (match.group(1) or "").lower(), match.group(2) or ""
                    found.rules.setdefault(key, {}).update(said)
        return found

    def style(self, element: Element) -> Declarations:
        """What tag, class and the element itself say, the nearest last."""
        tag = str(element.tag).lower()
        found = dict(self.rules.get((tag, ""), {}))
        for name in (element.get("class") or "").split():
            found |= self.rules.get(("", name), {})
            found |= self.rules.get((tag, name), {})
        if face := element.get("face"):
            found["font-family"] = face
        return found | declarations(element.get("style") or "")


def declarations(text: str) -> Declarations:
    """The declarations that are of use: "font-family:.VnTime; color:red"."""
    found: Declarations = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        if colon and name.strip().lower() in _KEPT:
            found[name.strip().lower()] = value.strip()
    return found


def tag_of(element: Element) -> str:
    """The tag without its namespace ("o:p" stays); "" for a comment."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def children(element: Element) -> Iterator[Element]:
    """The child elements."""
    return (one for one in element if isinstance(one.tag, str))


def words_of(element: Element) -> str:
    """All text in an element, white space as one space."""
    return " ".join(element.text_content().split())
