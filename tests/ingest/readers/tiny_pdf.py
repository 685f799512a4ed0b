"""A PDF writer of forty lines: text layers in any letters, and no font file is needed for them.

The font is named and not embedded; its ToUnicode table says which letters the codes stand for,
and that is all that reading the layer needs.
"""

from __future__ import annotations

from collections.abc import Sequence

_TOP, _LINE = 800, 16


def pdf_bytes(pages: Sequence[Sequence[str]]) -> bytes:
    """One page a list of lines, from the top down."""
    letters = sorted({letter for page in pages for line in page for letter in line} or {" "})
    codes = {letter: number for number, letter in enumerate(letters, start=1)}
    objects: list[bytes] = [b"", b""]  # catalogue and page tree come first, once sizes are known
    font = _add(objects, b"")
    table = _add(objects, _stream(_to_unicode(codes)))
    inner = _add(
        objects,
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Thu /DW 500"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
    )
    objects[font - 1] = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Thu /Encoding /Identity-H"
        b" /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (inner, table)
    )
    kids = []
    for page in pages:
        content = _add(objects, _stream(_lines(page, codes)))
        kids.append(
            _add(
                objects,
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
                b" /Resources << /Font << /F %d 0 R >> >> >>" % (content, font),
            )
        )
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    return _file(objects)


def _add(objects: list[bytes], content: bytes) -> int:
    objects.append(content)
    return len(objects)


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _lines(page: Sequence[str], codes: dict[str, int]) -> bytes:
    shown = []
    for number, line in enumerate(page):
        text = "".join(f"{codes[letter]:04x}" for letter in line)
        shown.append(f"BT /F 11 Tf 60 {_TOP - number * _LINE} Td <{text}> Tj ET")
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
