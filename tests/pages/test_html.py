"""Nothing that a document says becomes markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from rag.pages.html import element, joined, picture, shown


class _Seen(HTMLParser):
    """The elements, attribute names and text a browser would find."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def read(markup: str) -> _Seen:
    seen = _Seen()
    seen.feed(markup)
    seen.close()
    return seen


@given(text=st.text(alphabet=st.characters(exclude_categories=("Cc", "Cf", "Cs"))))
def test_any_text_comes_out_as_that_text(text: str) -> None:
    seen = read(element("p", text, title=text))
    assert seen.tags == ["p"]
    assert seen.text == text
    assert seen.attributes == [("title", text)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<script>alert(1)</script>", id="script"),
        pytest.param('"><img src=x onerror=alert(1)>', id="breaks out of an attribute"),
        pytest.param("'; --> <!-- ", id="comment"),
        pytest.param("&lt;b&gt; &amp;", id="already escaped"),
    ],
)
def test_markup_in_text_is_shown_as_written(text: str) -> None:
    seen = read(joined(element("p", text, data_x=text)))
    assert (seen.tags, seen.text, seen.attributes) == (["p"], text, [("data-x", text)])


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\u0000", "\ufeff", "\x1b"])
def test_signs_that_hide_or_reorder_text_are_made_visible(sign: str) -> None:
    assert shown(f"a{sign}b") == "a\ufffdb"


def test_only_what_element_made_stays_markup() -> None:
    inner = element("strong", "a < b")
    assert element("p", inner, " < c") == "<p><strong>a &lt; b</strong> &lt; c</p>"
    assert isinstance(inner, Markup)


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [
        pytest.param("script", {}, id="script"),
        pytest.param("iframe", {}, id="iframe"),
        pytest.param("p onclick=x", {}, id="attribute in the name"),
        pytest.param("p", {"onclick": "x"}, id="handler"),
        pytest.param("p", {"style": "x"}, id="style"),
        pytest.param("img", {"src": "x"}, id="source"),
        pytest.param("a", {"href": "javascript:alert(1)"}, id="javascript link"),
        pytest.param("a", {"href": "https://example.invalid/"}, id="outside link"),
        pytest.param("a", {"href": "//example.invalid/"}, id="outside link without scheme"),
        pytest.param("a", {"href": "/a?q=<b>"}, id="a query that is not encoded"),
        pytest.param("a", {"href": "/a\\b"}, id="backslash"),
    ],
)
def test_what_could_run_or_load_is_refused(tag: str, attributes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"not allowed|out of the app"):
        element(tag, "x", **attributes)


def test_a_link_within_the_app_and_an_absent_attribute() -> None:
    assert element("a", "x", href="/en/", title=None) == '<a href="/en/">x</a>'
    assert element("a", "x", href="/f.docx?q=a+b%20c&plan=d") == (
        '<a href="/f.docx?q=a+b%20c&amp;plan=d">x</a>'
    )


def test_a_picture_is_a_png_and_its_words_are_text() -> None:
    assert picture(b"\x89PNG\r\n\x1a\n", '"><b>') == (
        '<img src="data:image/png;base64,iVBORw0KGgo=" alt="&#34;&gt;&lt;b&gt;">'
    )
    with pytest.raises(ValueError, match="PNG"):
        picture(b"<svg onload=x>", "")
