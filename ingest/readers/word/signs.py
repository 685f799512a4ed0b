"""Signs of the symbol fonts, which keep bullets and boxes under codes of their own."""

from __future__ import annotations

import functools
import re

_SIGNS = ("symbol", "wingdings", "webdings")
_SYMBOLS = {
    "symbol": {0xB7: "•", 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB0: "°", 0xAE: "→", 0xB4: "×",
               0xB8: "÷", 0x2D: "-", 0x2B: "+"},
    "wingdings": {0xA7: "▪", 0xD8: "➢", 0xFC: "✓", 0xFE: "☑", 0xA8: "□", 0x6F: "□", 0x71: "□",
                  0x6E: "■", 0x6C: "●", 0xE0: "→", 0xE8: "→", 0xF0: "→", 0x76: "•", 0x9F: "•"},
}  # fmt: skip
"""Codes of the fonts of signs that plans use as bullets, boxes and relations."""
_PRIVATE = re.compile("[\uf020-\uf0ff]")


def signs(text: str, font: str) -> str:
    """A text with the signs of symbol fonts as Unicode has them; a code that is not known goes."""
    name = _font_of_signs(font)
    if name is None:
        return text if text.isascii() else _PRIVATE.sub(lambda found: _sign(found.group()), text)
    return "".join(_sign(letter, name) for letter in text)


@functools.lru_cache(maxsize=1_000)
def _font_of_signs(font: str) -> str | None:
    return next((one for one in _SIGNS if font.lower().startswith(one)), None)


def _sign(letter: str, font: str | None = None) -> str:
    """One letter of a font of signs; without a font, of any: where programs lost its name."""
    code = ord(letter)
    private = 0xF020 <= code <= 0xF0FF
    if not private and (font is None or code > 0xFF or letter.isspace()):
        return letter  # Word takes another font for what the font of signs has not
    code = code - 0xF000 if private else code
    for name, table in _SYMBOLS.items():
        if font in (None, name) and code in table:
            return table[code]
    # figures and brackets of Symbol are those of any font
    return chr(code) if font == "symbol" and code < 0x80 else ""
