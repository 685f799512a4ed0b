"""File -> decoded text with pages, one parser a form, each in a child process of its own.

    read.py     the door: size and form looked at, the parser called, its text bounded
    sniff.py    which form the bytes have, whatever the file's name says
    child.py    the parent's side of a parser: limits on time and output, progress, how it ended
    worker.py   the child's side: limits on memory, one parser, one reply
    raw.py      what a parser gives back, and what the door makes of it
    text.py     .txt and .md, read where the rest is: no parser is needed
    pdf.py      PDF; draws the modules that its text layer goes through
    recognise.py  scanned pages: render.py draws them, straighten.py turns them upright,
                tesseract.py finds the words, page_layout.py their lines, page_grids.py tables,
                page_noise.py dirt, page_words.py sure slips, romans.py the strokes of "III";
                recognised.py keeps them
    table_shares.py  a table over a page break, of a layer or a scan
    letterhead.py number and date of a scan; stamps.py those stamped on a page with a layer;
                figures.py reads figures again
    draw.py     a page with a quote boxed, or the number as it stands
    docx.py     Word files (word/); office.py makes one of DOC, ODT and RTF
    html.py     web pages (web/); blocks.py holds what both find, markup.py writes it as lines
    legacy.py   letters of TCVN3 and VNI fonts; syllables.py tells whether words are Vietnamese

A new form is one entry in ``sniff.ENDINGS`` and one in ``worker.PARSERS``.
"""

from ingest.readers.child import PageProgress
from ingest.readers.raw import GOES_ON, FileText, Form, PageText, RawText
from ingest.readers.read import content_of, read_raw, shown_name
from ingest.readers.sniff import ENDINGS

__all__ = [
    "ENDINGS",
    "GOES_ON",
    "FileText",
    "Form",
    "PageProgress",
    "PageText",
    "RawText",
    "content_of",
    "read_raw",
    "shown_name",
]
