"""PDF: the text layer page by page, judged, mended or given up for the page's picture.

    pages/         letters with their places -> rows, tables, columns, paragraphs
    syllables.py   is it Vietnamese? mend.py: wrong letters with one right letter each
    legacy.py      letters of TCVN3 and VNI fonts
    pypdf_text.py  pypdf, where pdfium fails or reads a page badly
    recognise.py   the page's picture, where no layer can be quoted

Which was used is kept for each page and shown beside what is quoted from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from ingest.readers.legacy import Encoding, detect, encoding_of_font, reads_better, to_unicode
from ingest.readers.letterhead import UNSEEN
from ingest.readers.mend import Mender, plain
from ingest.readers.pages.drawn import PageGlyphs
from ingest.readers.pages.glyphs import BrokenFile, Layer, opened
from ingest.readers.pages.rows import Decode, Fonts
from ingest.readers.pages.sheets import Sheet, sheet_of, written
from ingest.readers.pypdf_text import page_texts
from ingest.readers.raw import LAYER, UNREAD, FileText, PageText
from ingest.readers.stamps import leaves_blanks, stamped
from ingest.readers.syllables import judge
from ingest.readers.worker import Tell
from rag.errors import UnreadableFile
from rag.schema import Letterhead, PageReading
from rag.settings import Settings

_MENDED = PageReading("mended")
_FEW_LETTERS = 40
"""On a page that is a picture: a stamp's or a signature's words, not the page's."""
_PICTURED = 0.5
_MANY_PATHS = 300
"""Of a page without letters: they are drawn as outlines."""
_SHOWN_WORDS = 3
_MOST_UNREAD = 0.25
"""Share of the pages that may be missing: of more than that answers would often be "not said"."""
_HOPELESS = 0.5
"""Share of real syllables below which a recognised file is no Vietnamese text."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as ``sheet``, or as ``text`` where pypdf read it, or lost to its picture.

    ``wrong`` are the words mended; ``share`` is that of real syllables where a layer is lost and
    another reader may find it; ``encoding`` is the old one that it was converted from;
    ``hidden`` tells of a scanner's own layer, ``blank`` of a number or date left out.
    """

    sheet: Sheet | None
    wrong: tuple[str, ...] = ()
    text: str | None = None
    share: float | None = None
    encoding: str | None = None
    hidden: bool = False
    blank: bool = False

    @property
    def lost(self) -> bool:
        """Whether nothing of it can be quoted."""
        return self.sheet is None and self.text is None


def parse(path: Path, settings: Settings, tell: Tell) -> FileText:
    """The text of each page.

    Raises:
        UnreadableFile: encrypted, broken, too long, or pages that cannot be read.
    """
    try:
        with opened(path) as layer:
            pages = _pages(layer, settings, tell)
    except BrokenFile:
        pages = _by_pypdf(path, settings)
    if not pages:
        raise UnreadableFile("tệp PDF không có trang nào; hãy kiểm tra tệp")
    pages = _second_opinion(path, pages, settings)
    bad = [number for number, page in enumerate(pages, start=1) if page.lost]
    recognised = _recognised(path, bad, settings, tell) if bad else {}
    _check_unread(recognised, len(pages))
    file = _file(pages, recognised)
    # what a pypdf page says in its head has no places: pdfium could not open the file
    if pages[0].sheet is None:
        return file
    if pages[0].hidden:
        return replace(file, letterhead=_seen_below(path, settings, tell))
    return replace(file, letterhead=stamped(path, settings)) if pages[0].blank else file


def _seen_below(path: Path, settings: Settings, tell: Tell) -> Letterhead:
    """Number and date of a page whose layer is another recogniser's: it may be handwriting.

    Where ours reads otherwise, or is not there, nothing is told of them.
    """
    try:
        seen = _recognised(path, [1], settings, tell)[1].letterhead
    except UnreadableFile:
        seen = None
    return seen or UNSEEN


def _recognised(
    path: Path, numbers: Sequence[int], settings: Settings, tell: Tell
) -> dict[int, PageText]:
    # few files need it, and it takes a tenth of a child's start to load
    from ingest.readers.recognise import recognise

    return recognise(path, numbers, settings, tell)


def _pages(layer: Layer, settings: Settings, tell: Tell) -> list[_Page]:
    count = len(layer)
    _check_count(count, settings)
    found: list[_Page] = []
    left = settings.max_text_chars
    for number in range(1, count + 1):
        tell("page", number, count)
        glyphs = layer.page(number, left)
        if glyphs is None:
            found.append(_Page(None, share=0.0))
            continue
        left -= len(glyphs.glyphs)
        page = _page(glyphs)
        if number == 1:
            plain_letters = not (glyphs.pictured or glyphs.drawn)
            page = replace(page, blank=not plain_letters and leaves_blanks(_letters(glyphs)))
        found.append(page)
    return found


def _letters(glyphs: PageGlyphs) -> str:
    return "".join(glyph.text for glyph in glyphs.glyphs if glyph.text != " ")


def _check_unread(recognised: Mapping[int, PageText], count: int) -> None:
    """A few pages may be missing, each told by a note; without the first no plan is known."""
    unread = [number for number, page in recognised.items() if page.reading == UNREAD]
    if unread and (1 in unread or len(unread) > _MOST_UNREAD * count):
        raise UnreadableFile(
            f"thiếu {len(unread)} trong {count} trang ({recognised[min(unread)].quality[0]}); "
            "hãy quét lại hay tách nhỏ tệp"
        )


def _check_count(count: int, settings: Settings) -> None:
    if count > settings.max_pages:
        raise UnreadableFile(
            f"{count:,} trang, quá giới hạn {settings.max_pages:,}; hãy tách nhỏ tệp"
        )


def _page(glyphs: PageGlyphs) -> _Page:
    """One page judged, and mended where that makes it good."""
    encodings = _encodings(glyphs)
    page = _in(glyphs, encodings)
    if page.lost and page.share is not None and not any(encodings):
        # fonts without telling names: the letters themselves may tell
        text = "".join(glyph.text for glyph in glyphs.glyphs)
        if found := detect(text):
            other = _in(glyphs, [found] * len(glyphs.fonts))
            return page if other.lost else other
    return page


def _encodings(glyphs: PageGlyphs) -> list[Encoding | None]:
    """Each font's own encoding, where its name tells one and its letters are not Unicode yet."""
    named = [encoding_of_font(name) for name in glyphs.fonts]
    letters: dict[str, list[str]] = {}  # of all fonts of an encoding: one may hold two or three
    for glyph in glyphs.glyphs:
        if (encoding := named[glyph.font]) is not None:
            letters.setdefault(encoding.name, []).append(glyph.text)
    better = {
        one for one in {*named} if one and reads_better("".join(letters.get(one.name, ())), one)
    }
    return [one if one in better else None for one in named]


def _in(glyphs: PageGlyphs, encodings: Sequence[Encoding | None]) -> _Page:
    sheet = sheet_of(glyphs, Fonts(glyphs.fonts, [*map(_decoder, encodings)]))
    whole = "\n".join(sheet.texts())
    if plain(whole) != whole:
        sheet = sheet.mapped(plain)
        whole = "\n".join(sheet.texts())
    pictured = glyphs.pictured >= _PICTURED or glyphs.drawn >= _MANY_PATHS
    if pictured and sum(map(str.isalpha, whole)) < _FEW_LETTERS:
        return _Page(None)
    mender = Mender(sheet.texts())
    if not mender.sound:
        mended = sheet.mapped(mender.mend)
        if mender.wrong:
            sheet = mended
            whole = "\n".join(sheet.texts())
    judgement = judge(whole)
    hidden = glyphs.hidden and glyphs.pictured >= _PICTURED
    if not (judgement.surely_good if hidden else judgement.good):
        # another reader would find the same hidden letters
        return _Page(None, share=None if hidden else judgement.share)
    return _Page(
        sheet,
        tuple(mender.wrong),
        encoding=next((one.name for one in encodings if one is not None), None),
        hidden=hidden,
    )


@cache
def _decoder(encoding: Encoding | None) -> Decode | None:
    """One for each encoding, so that letters of fonts that share it are read together."""
    return None if encoding is None else partial(to_unicode, encoding=encoding)


def _by_pypdf(path: Path, settings: Settings) -> list[_Page]:
    """Every page by pypdf, where pdfium cannot open the file."""
    texts = page_texts(path, settings.max_pages)
    return [_judged(text) for text in texts.values()]


def _second_opinion(path: Path, pages: Sequence[_Page], settings: Settings) -> list[_Page]:
    """Pages that pdfium reads badly, read by pypdf where that is good."""
    bad = [
        number for number, page in enumerate(pages, start=1) if page.lost and page.share is not None
    ]
    if not bad:
        return list(pages)
    found = list(pages)
    try:
        texts = page_texts(path, settings.max_pages, bad)
    except UnreadableFile:
        return found
    for number, text in texts.items():
        other = _judged(text)
        if not other.lost:
            found[number - 1] = other
    return found


def _judged(text: str) -> _Page:
    text = plain(text)
    mender = Mender([text])
    mended = mender.mend(text)
    judgement = judge(mended)
    if not judgement.words:
        return _Page(None)
    if not judgement.good:
        return _Page(None, share=judgement.share)
    return _Page(None, tuple(mender.wrong), mended)


def _file(pages: Sequence[_Page], recognised: dict[int, PageText]) -> FileText:
    blank = Sheet((), (), 0.0)
    texts = written([page.sheet or blank for page in pages])
    found: list[PageText] = []
    for number, (page, text) in enumerate(zip(pages, texts, strict=True), start=1):
        if number in recognised:
            found.append(recognised[number])
            continue
        reading = _MENDED if page.wrong or page.encoding else LAYER
        own = text if page.text is None else f"\n{page.text}"
        found.append(PageText(own, reading, tuple(_notes(number, page))))
    whole = "\n".join(page.text for page in found)
    if not any(map(str.isalpha, whole)):
        raise UnreadableFile("không có lớp chữ (bản quét) và không nhận dạng ra chữ nào")
    judgement = judge(whole if recognised else "")
    if not judgement.good and judgement.share < _HOPELESS:
        raise UnreadableFile(
            "lớp chữ hỏng hay không có, nhận dạng cũng không ra tiếng Việt "
            f"({judgement.share:.0%} âm tiết có thật); cần bản rõ hơn"
        )
    return FileText(tuple(found), paged=True)


def _notes(number: int, page: _Page) -> Iterator[str]:
    """ "trang 2: đã sửa 14 chữ sai mã (THƢƠNG, HÕA)" ."""
    if page.hidden:
        yield f"trang {number}: bản quét, lớp chữ ẩn do phần mềm khác nhận dạng"
    if page.encoding:
        yield f"trang {number}: chữ {page.encoding} đã chuyển sang Unicode"
    if page.wrong:
        shown = [word for word, _ in Counter(page.wrong).most_common(_SHOWN_WORDS)]
        yield f"trang {number}: đã sửa {len(page.wrong)} chữ sai mã ({', '.join(shown)})"
