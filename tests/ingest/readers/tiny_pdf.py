"""A small PDF writer: text layers in any letters, and no font file is needed for them.

The font is named and not embedded; its ToUnicode table says which letters the codes stand for,
and that is all that reading the layer needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_TOP, _LINE = 800, 16
_HEIGHT = 842


@dataclass(frozen=True, slots=True)
class Put:
    """Text with its left end and baseline, ``y`` counted from the page's top.

    Every letter is half as wide as ``size``, all in points. ``look`` is put before it: "3 Tr"
    draws nothing, "1 g" draws white.
    """

    x: float
    y: float
    text: str
    size: float = 14
    font: str = "Thu"
    look: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, ``y0`` and ``y1`` counted from the page's top."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A grey picture over the whole page."""


Item = Put | Rule | Picture
OLD_FONT = "VNI-Times"
"""Fonts of this beginning or of ".Vn" are simple ones of cp1252, without a ToUnicode table."""


def pdf_bytes(pages: Sequence[Sequence[str]]) -> bytes:
    """One page a list of lines, from the top down."""
    return placed_pdf(
        [
            [Put(60, _HEIGHT - _TOP + number * _LINE, line, 11) for number, line in enumerate(page)]
            for page in pages
        ]
    )


def placed_pdf(pages: Sequence[Sequence[Item]]) -> bytes:
    """Pages with texts and lines where they are put."""
    puts = [put for page in pages for put in page if isinstance(put, Put)]
    letters = sorted({letter for put in puts for letter in put.text} or {" "})
    codes = {letter: number for number, letter in enumerate(letters, start=1)}
    names = sorted({put.font for put in puts} or {"Thu"})
    objects: list[bytes] = [b"", b""]  # catalogue and page tree come first, once sizes are known
    table = _add(objects, _stream(_to_unicode(codes)))
    fonts = b" ".join(
        b"/F%d %d 0 R" % (number, _font(objects, name, table)) for number, name in enumerate(names)
    )
    kids = []
    for page in pages:
        content = _add(objects, _stream(_drawn(page, codes, names)))
        kids.append(
            _add(
                objects,
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 %d] /Contents %d 0 R"
                b" /Resources << /Font << %s >> >> >>" % (_HEIGHT, content, fonts),
            )
        )
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    return _file(objects)


def _font(objects: list[bytes], name: str, table: int) -> int:
    if _is_old(name):
        return _add(
            objects,
            b"<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+%s /Encoding /WinAnsiEncoding"
            b" /FirstChar 0 /LastChar 255 /Widths [%s] >>" % (name.encode(), b"500 " * 256),
        )
    inner = _add(
        objects,
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /DW 500"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        % name.encode(),
    )
    return _add(
        objects,
        b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H"
        b" /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (name.encode(), inner, table),
    )


def _is_old(font: str) -> bool:
    return font.startswith((OLD_FONT, ".Vn"))


def _add(objects: list[bytes], content: bytes) -> int:
    objects.append(content)
    return len(objects)


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _drawn(page: Sequence[Item], codes: dict[str, int], names: Sequence[str]) -> bytes:
    shown = []
    for item in page:
        if isinstance(item, Rule):
            shown.append(f"{item.x0} {_HEIGHT - item.y0} m {item.x1} {_HEIGHT - item.y1} l S")
            continue
        if isinstance(item, Picture):
            shown.append(f"q 595 0 0 {_HEIGHT} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID z EI Q")
            continue
        text = (
            item.text.encode("cp1252").hex() if _is_old(item.font)
            else "".join(f"{codes[letter]:04x}" for letter in item.text)
        )  # fmt: skip
        font, y = names.index(item.font), _HEIGHT - item.y
        shown.append(f"q BT /F{font} {item.size} Tf {item.look} {item.x} {y} Td <{text}> Tj ET Q")
    return "\n".join(shown).encode("ascii")


def _to_unicode(codes: dict[str, int]) -> bytes:
    rows = [f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items()]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    mapped = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Thu def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{mapped}\nendcmap end end"
    ).encode("ascii")


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)
