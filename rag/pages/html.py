"""The one place where text becomes HTML: a plain ``str`` is escaped, only ``Markup`` is not.

Document text, file names, questions and headings are all untrusted. A view builds its page from
:func:`element` alone and never writes ``Markup(...)`` around a value itself.
"""

from __future__ import annotations

import base64
import re

from markupsafe import Markup, escape

# Characters that reorder or hide what is read (bidi controls, C0/C1 controls, zero-width marks).
# They are shown as U+FFFD: dropping them would hide that a document tried to.
_DECEPTIVE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_PNG = b"\x89PNG\r\n\x1a\n"
_VOID = frozenset({"br", "hr"})
# "#turn-1", "/en/", "/answer.docx?q=a+b%20c&plan=d"
_OWN_PLACE = re.compile(r"#[\w-]+|/(?!/)[\w/.-]*(?:\?[\w%&=+.~-]*)?", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9-]*")


def shown(text: str) -> Markup:
    """Text as it may stand in a page: escaped, its deceptive characters made visible."""
    if isinstance(text, Markup):
        return text
    return escape(_DECEPTIVE.sub("\ufffd", text))


def element(tag: str, *children: str, **attributes: str | None) -> Markup:
    """``<tag attributes>children</tag>``; plain children and all attribute values are escaped.

    ``class_`` stands for ``class`` and ``data_ref`` for ``data-ref``; an attribute that is None
    is left out. Attributes that run code or load a page (``on…``, ``href``, ``src``, ``style``)
    are refused save ``href`` to a place of the app itself.

    Raises:
        ValueError: on a name that is not plain, or an attribute that could run code.
    """
    name = tag.lower()
    if not _NAME.fullmatch(name) or name in {"script", "style", "iframe", "object", "embed"}:
        raise ValueError(f"element not allowed: {tag!r}")
    opening = [name]
    for key, value in attributes.items():
        if value is None:
            continue
        attribute = key.rstrip("_").replace("_", "-")
        if not _NAME.fullmatch(attribute) or attribute.startswith("on"):
            raise ValueError(f"attribute not allowed: {key!r}")
        if attribute in {"src", "srcdoc", "style", "action", "formaction"}:
            raise ValueError(f"attribute not allowed: {key!r}")
        if attribute == "href" and not _OWN_PLACE.fullmatch(value):
            raise ValueError(f"link out of the app: {value!r}")
        opening.append(f'{attribute}="{shown(str(value))}"')
    start = f"<{' '.join(opening)}>"
    if name in _VOID:
        return Markup(start)  # noqa: S704 - every part was checked or escaped above
    inner = "".join(shown(child) for child in children)
    return Markup(f"{start}{inner}</{name}>")  # noqa: S704 - every part was escaped above


def picture(png: bytes, words: str) -> Markup:
    """A drawing of our own as part of the page; ``words`` tell those who do not see it.

    Raises:
        ValueError: on what is no PNG.
    """
    if not png.startswith(_PNG):
        raise ValueError("not a PNG")
    held = base64.b64encode(png).decode("ascii")
    return Markup('<img src="data:image/png;base64,{}" alt="{}">').format(held, shown(words))


def joined(*parts: str) -> Markup:
    """The parts one after the other; plain ones are escaped."""
    return Markup("").join(shown(part) for part in parts)
