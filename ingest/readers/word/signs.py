"""Signs of the symbol fonts, which keep bullets and boxes under codes of their own."""

from __future__ import annotations

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
    """A text with the signs of symbol fonts as Unicode has them; what is not known goes."""
    name = next((one for one in _SIGNS if font.lower().startswith(one)), None)
    table = _SYMBOLS.get(name or "", {})
    if name is not None:
        return "".join(_sign(letter, table) for letter in text)
    known = _SYMBOLS["symbol"] | _SYMBOLS["wingdings"]
    return _PRIVATE.sub(lambda match: _sign(match.group(), known), text)


def _sign(letter: str, table: dict[int, str]) -> str:
    code = ord(letter)
    if letter.isspace() or letter == "\u2022":
        return letter
    return table.get(code - 0xF000 if 0xF020 <= code <= 0xF0FF else code, "")
