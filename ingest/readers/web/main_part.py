"""Which part of a page is its document: menus, forms, sidebars and related links are left out.

Word's own pages have none of these and are kept whole. Of a portal's page what is furniture by
its tag, its class or its words goes first; then the smallest element that still holds nearly all
text that is no link is the document.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from ingest.readers.web.elements import Css, Element, children, tag_of, words_of
from rag.settings import ROOT
from rag.text import nfc

_DROPPED = frozenset(
    {
        "script", "style", "noscript", "template", "head", "nav", "select", "button", "input",
        "textarea", "iframe", "svg", "canvas", "object", "embed", "audio", "video", "aside",
        "footer", "menu", "dialog", "map", "link", "meta", "xml", "o:p~", "label", "datalist",
    }
)  # fmt: skip
_DROPPED_ROLES = frozenset({"navigation", "search", "banner", "contentinfo", "complementary",
                            "menu", "menubar", "dialog"})  # fmt: skip
_ATTRIBUTE_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_BLOCKS = frozenset("div p li h1 h2 h3 h4 h5 h6 section span td a b strong".split())
_DOCUMENT = re.compile(
    r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI|Nơi\s+nhận\s*:|\bCăn\s+cứ\b|\bĐiều\s+1\.", re.IGNORECASE
)
"""Words of a document: a part with one of them is never furniture."""
_MOST = 0.85
_WITH_ALL_WORDS = 0.5
"""Shares of the text that a part must hold to stand for the whole, without and with its words."""
_TELLING = 6
_FRAME = {"cộng h", "nơi nh"}
"""What stands at the beginning and at the end of a document."""
_LINKS = 0.8
"""Share of a part's text in links from which it is a list of links."""
_SHORT = 60


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    furniture: frozenset[str]
    related: tuple[str, ...]
    controls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Furniture:
    """What tells that an element is the page's and not the document's."""

    words: frozenset[str]
    related: re.Pattern[str]
    controls: re.Pattern[str]

    @classmethod
    def load(cls, path: Path) -> _Furniture:
        words = _Words.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        return cls(words.furniture, _opening(words.related), _opening(words.controls))


def _opening(phrases: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(nfc(one)) for one in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"\W*(?:{alternatives})\b[\s:\d/.,()»>-]*", re.IGNORECASE)


def main_part(root: Element) -> Element:
    """The document's element; what is furniture is taken out of the tree."""
    body = root.find("body")
    if body is None:
        return root
    furniture = _Furniture.load(ROOT / "prompts" / "web_pages.toml")
    _take_out(body, furniture, Css.of(root))
    found = _narrowed(body)
    # Word writes its notes behind the part that holds the document
    for notes in [one for one in body.iter() if _holds_notes(one)]:
        if found not in (notes, *notes.iterancestors()) and notes not in found.iter():
            found.append(notes)
    return found


def _holds_notes(element: Element) -> bool:
    style = "".join((element.get("style") or "").lower().split())
    return "mso-element:footnote-list" in style or "mso-element:endnote-list" in style


def _take_out(body: Element, furniture: _Furniture, css: Css) -> None:
    """Drop what is furniture by tag, role, class, words, or by being links alone."""
    for element in list(body.iter()):
        if element is body or element.getparent() is None:
            continue
        tag = tag_of(element)
        named = _named_so(element, furniture) and not _is_document(element)
        if not tag or tag in _DROPPED or _is_hidden(element, css) or named:
            _drop(element)
    for element in list(body.iter("ul", "ol", "div", "table", "section")):
        if element.getparent() is not None and _is_link_list(element):
            _drop(element)
    for element in list(body.iter()):
        if element.getparent() is not None and tag_of(element) in _BLOCKS:
            _take_line(element, furniture)


def _take_line(element: Element, furniture: _Furniture) -> None:
    """A heading of related links goes with what follows it; a control's line goes alone."""
    if len(element.text_content()) > 4 * _SHORT:
        return
    words = nfc(words_of(element))
    if not words or len(words) > _SHORT:
        return
    if furniture.related.fullmatch(words):
        for follower in list(element.itersiblings()):
            if _is_document(follower):
                break
            _drop(follower)
        _drop(element)
    elif furniture.controls.fullmatch(words):
        _drop(element)


def _is_hidden(element: Element, css: Css) -> bool:
    style = css.style(element)
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or style.get("display", "").startswith("none")
        or style.get("visibility", "").startswith("hidden")
        or style.get("mso-hide", "").startswith("all")
    )


def _is_document(element: Element) -> bool:
    return _DOCUMENT.search(element.text_content()) is not None


def _named_so(element: Element, furniture: _Furniture) -> bool:
    if element.get("role") in _DROPPED_ROLES:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    return any(one.lower() in furniture.words for one in _ATTRIBUTE_WORD.findall(names))


def _is_link_list(element: Element) -> bool:
    links = list(element.iter("a"))
    if len(links) < 3 or any((one.get("href") or "").startswith("#_") for one in links):
        return False
    if _is_document(element):
        return False
    text = element.text_content()
    linked = sum(len(words_of(one)) for one in links if one.get("href"))
    return linked > _LINKS * len(" ".join(text.split()))


def _drop(element: Element) -> None:
    """Take an element out; the text behind it stays."""
    element.drop_tree()


def _narrowed(body: Element) -> Element:
    """The smallest element that holds nearly all text, or the document's words and half of it.

    With the letterhead and the recipients in it an element is the document, however much of the
    page is something else.
    """
    at = body
    page = len(words_of(body))
    while True:
        words = _document_words(at)
        # without its words a document is told by size alone: of the page, not of the part at
        # hand, or each of many parts within one another would leave out a little more
        least = _WITH_ALL_WORDS * len(words_of(at)) if len(words) > 1 else _MOST * page
        for one in children(at):
            own = _document_words(one)
            if tag_of(one) in ("p", "ol", "ul") or not own >= words:
                continue
            if own >= _FRAME or len(words_of(one)) >= max(1, least):
                at = one
                break
        else:
            return _whole_table(at)


def _document_words(element: Element) -> set[str]:
    """Which words of a document stand in an element, by their first letters."""
    return {match.lower()[:_TELLING] for match in _DOCUMENT.findall(words_of(element))}


def _whole_table(element: Element) -> Element:
    """What stands around a table, where the document is the table and no cell of it."""
    at = element
    while (
        tag_of(at) in ("table", "tbody", "thead", "tr") and (around := at.getparent()) is not None
    ):
        at = around
    return at
