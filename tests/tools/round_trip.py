"""A plan of text laid out in another form, for reading it back: same outline, same facts.

    python -m tests.tools.round_trip [PLAN…] [--forms docx,odt,rtf,doc,html,page]

prints, plan by plan and form by form, the share of outline nodes and facts that come back, and
with --show what differs. LibreOffice makes the forms that Word's is turned into.
"""

from __future__ import annotations

import argparse
import html
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ingest.pipeline import ParsedPlan, read_plan
from rag.schema import Document
from rag.settings import ROOT
from tests.ingest.readers import word_files as word
from tests.tools import web_pages

FORMS = ("docx", "odt", "rtf", "doc", "html", "page", "word-html")
_LABELS = (
    ("upperRoman", "%1.", re.compile(r"([IVX]+)\. ")),
    ("decimal", "%1.", re.compile(r"(\d{1,2})\. ")),
    ("lowerLetter", "%1)", re.compile(r"([a-e])\) ")),
    ("bullet", "-", re.compile(r"()- ")),
    ("bullet", "+", re.compile(r"()\+ ")),
)
_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV".split()


def as_docx(document: Document, path: Path, *, shared: bool = True) -> Path:
    """Paragraphs with automatic numbers where Word can count so, tables, and real footnotes.

    Lists of a kind share one abstract list and begin anew by override; LibreOffice loses the
    override when it writes a DOC, so for that each has an abstract list of its own.
    """
    lists = [word.abstract(n, (form, text)) for n, (form, text, _) in enumerate(_LABELS)]
    numbers: list[str] = []
    body: list[str] = []
    notes = dict(_notes(document))
    last: dict[int, int] = {}
    for text, marks, zone, row in _paragraphs(document):
        if zone == "chu_thich":
            continue
        if row is not None:
            body.append(row)
            continue
        found = _label(text)
        if found is None:
            body.append(word.paragraph(*_runs(text, marks, 0)))
            continue
        kind, count, at = found
        if kind < 3 and last.get(kind, -1) + 1 != count:
            if shared:
                numbers.append(word.listed(len(numbers) + 1, kind, start={0: count}))
            else:
                lists.append(word.abstract(len(lists), _LABELS[kind][:2], start=count))
                numbers.append(word.listed(len(numbers) + 1, len(lists) - 1))
            last[kind] = count
            last[100 + kind] = len(numbers)
        elif kind >= 3 and 100 + kind not in last:
            numbers.append(word.listed(len(numbers) + 1, kind))
            last[100 + kind] = len(numbers)
        else:
            last[kind] = count
        for deeper in range(kind + 1, 3):
            last.pop(deeper, None)
        properties = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{last[100 + kind]}"/></w:numPr>'
        body.append(word.paragraph(*_runs(text, marks, at), properties=properties))
    footnotes = "".join(word.note("footnote", n, text) for n, text in enumerate(notes.values(), 1))
    parts = {"numbering": "".join(lists) + "".join(numbers), "styles": ""}
    if notes:
        parts["footnotes"] = footnotes
    return word.WordFile("".join(body), parts).write(path)


def as_html(document: Document, path: Path, kind: str) -> Path:
    """A page of Word's own, a plain one, or a portal's with menus around it."""
    lines: list[str] = []
    notes: list[str] = []
    for text, marks, zone, row in _paragraphs(document):
        if zone == "chu_thich":
            number = len(notes) + 1
            body = re.sub(r"^\d+\s*", "", text)
            notes.append(
                f'<div id="ftn{number}"><p class=MsoFootnoteText><a href="#_ftnref{number}" '
                f'name="_ftn{number}">[{number}]</a> {_wrapped(html.escape(body))}</p></div>'
            )
            continue
        if row is not None:
            lines.append(_html_table(row))
            continue
        shown = _marked(text, marks)
        label = re.match(r"((?:[IVX]+|\d{1,2})\.|[a-zđ]\)|[-+])\s", text)
        if kind == "word-html" and label:
            shown = (
                "<span style='mso-list:Ignore'>" + html.escape(label.group(1))
                + "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span>"
                + shown[len(html.escape(label.group())) :]
            )  # fmt: skip
            lines.append(f"<p class=MsoListParagraph><![if !supportLists]>{_wrapped(shown)}"
                         "<![endif]></p>")  # fmt: skip
        else:
            lines.append(f"<p class=MsoNormal>{_wrapped(shown)}</p>")
    body = "\n".join(lines) + "\n" + "\n".join(notes)
    around = web_pages.AROUND["portal"] if kind == "page" else _WORD
    path.write_text(around.replace("@@", body), encoding="utf-8")
    return path


def through_office(source: Path, form: str) -> Path:
    """A DOCX as LibreOffice writes it in another form."""
    subprocess.run(  # noqa: S603 - our own paths
        [
            shutil.which("soffice") or "soffice",
            f"-env:UserInstallation={(source.parent / 'profile').as_uri()}", "--headless",
            "--convert-to", form, "--outdir", str(source.parent / "out"), str(source),
        ],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return source.parent / "out" / f"{source.stem}.{form}"


def laid_out(plan: ParsedPlan, form: str, folder: Path) -> Path:
    """The plan in a form, in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    if form in ("html", "page", "word-html"):
        return as_html(plan.document, folder / f"{plan.plan.plan_id}.html", form)
    made = as_docx(plan.document, folder / f"{plan.plan.plan_id}.docx", shared=form != "doc")
    return made if form == "docx" else through_office(made, form)


def compared(one: ParsedPlan, two: ParsedPlan) -> dict[str, tuple[set[str], set[str]]]:
    """What stands in one alone, and in the other alone: outline nodes and facts."""
    return {
        "outline": _apart(_outline(one), _outline(two)),
        "facts": _apart(_facts(one), _facts(two)),
    }


def size(plan: ParsedPlan) -> dict[str, int]:
    """How many nodes and facts a plan has."""
    return {"outline": len(set(_outline(plan))), "facts": len(set(_facts(plan)))}


def _apart(one: list[str], two: list[str]) -> tuple[set[str], set[str]]:
    return set(one) - set(two), set(two) - set(one)


def _outline(plan: ParsedPlan) -> list[str]:
    text = plan.document.text
    return [f"{s.id} | {' '.join(text[s.start : s.heading_end].split())}" for s in plan.sections]


def _facts(plan: ParsedPlan) -> list[str]:
    return [
        f"{type(fact).__name__} {fact.sources[0].section} {' '.join(fact.sources[0].text.split())}"
        for fact in plan.facts
    ]


def _paragraphs(
    document: Document,
) -> list[tuple[str, list[tuple[int, str]], str, str | None]]:
    """Text, note marks by offset, zone, and a whole table where one begins."""
    tables = {t.rows[0].start: t for t in document.tables}
    inside = [(t.rows[0].start, t.rows[-1].end) for t in document.tables]
    found: list[tuple[str, list[tuple[int, str]], str, str | None]] = []
    for p in document.paragraphs:
        if p.start in tables:
            found.append(("", [], p.zone, _table(document, p.start)))
        elif not any(start <= p.start < end for start, end in inside):
            marks = [
                (m.offset - p.start, m.label)
                for m in document.note_marks
                if p.start < m.offset <= p.end
            ]
            found.append((document.text[p.start : p.end], marks, p.zone, None))
    return found


def _table(document: Document, start: int) -> str:
    own = next(t for t in document.tables if t.rows[0].start == start)
    width = 1 + max(c.column for row in own.rows for c in row.cells)
    rows: list[tuple[str, ...]] = []
    for row in own.rows:
        cells = [""] * width
        for one in row.cells:
            cells[one.column] = f"{cells[one.column]} {document.text[one.start : one.end]}".strip()
        rows.append(tuple(cells))
    return word.table(*rows)


def _html_table(row: str) -> str:
    """Word's XML of a table as HTML's."""
    cells = re.sub(r"<w:p>.*?<w:t[^>]*>(.*?)</w:t>.*?</w:p>", r"\1", row)
    shown = re.sub(r"<(/?)w:(tr|tc)>", lambda m: f"<{m[1]}{'tr' if m[2] == 'tr' else 'td'}>", cells)
    rows = re.sub(r"<w:tbl>.*?</w:tblPr>|</w:tbl>", "", shown)
    return f"<table border=1>{_wrapped(rows)}</table>"


def _notes(document: Document) -> list[tuple[str, str]]:
    return [
        (text.split()[0], re.sub(r"^\d+\s*", "", text))
        for text, _, zone, _ in _paragraphs(document)
        if zone == "chu_thich"
    ]


def _label(text: str) -> tuple[int, int, int] | None:
    for kind, (form, _, pattern) in enumerate(_LABELS):
        match = pattern.match(text)
        if match is not None and len(text) > match.end():
            return kind, _count(form, match.group(1)), match.end()
    return None


def _count(form: str, label: str) -> int:
    if form == "upperRoman":
        return _ROMAN.index(label) + 1
    if form == "lowerLetter":
        return ord(label) - ord("a") + 1
    return int(label) if form == "decimal" else 1


def _runs(text: str, marks: list[tuple[int, str]], start: int) -> list[str]:
    runs: list[str] = []
    for at, label in marks:
        if at > start:
            runs.append(word.run(text[start:at]))
        runs.append(word.note_mark("footnote", int(label.split("~")[0])))
        start = max(start, at)
    return [*runs, word.run(text[start:])] if text[start:] else runs


def _marked(text: str, marks: list[tuple[int, str]]) -> str:
    pieces: list[str] = []
    start = 0
    for at, label in marks:
        n = label.split("~")[0]
        pieces += [html.escape(text[start:at]),
                   f'<a href="#_ftn{n}" name="_ftnref{n}"><sup>[{n}]</sup></a>']  # fmt: skip
        start = at
    return "".join((*pieces, html.escape(text[start:])))


def _wrapped(text: str) -> str:
    """Source lines of about 80 characters, as Word saves pages."""
    lines: list[str] = [""]
    for one in re.split(r"(?<!<a)(?<!<p)(?<!<div)(?<!<span) (?![^<]*>)", text):
        if len(lines[-1]) > 80:
            lines.append(one)
        else:
            lines[-1] = f"{lines[-1]} {one}" if lines[-1] else one
    return "\n".join(lines)


_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15"><title>Ke hoach</title>
<style><!-- p.MsoNormal {margin:0in; font-family:"Times New Roman",serif;} --></style></head>
<body lang=EN-US><div class=WordSection1>
@@
</div></body></html>"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plans", nargs="*", type=Path)
    parser.add_argument("--forms", default=",".join(FORMS))
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args(arguments)
    plans = asked.plans or sorted(p for p in (ROOT / "corpus").iterdir() if p.suffix != ".toml")
    for path in plans:
        one = read_plan(path, path.stem)
        for form in asked.forms.split(","):
            with tempfile.TemporaryDirectory() as folder:
                two = read_plan(laid_out(one, form, Path(folder)), path.stem)
            cells = []
            for name, (lost, new) in compared(one, two).items():
                cells.append(f"{name} {size(one)[name]} -{len(lost)} +{len(new)}")
                if asked.show:
                    cells += [f"\n  - {line}" for line in sorted(lost)]
                    cells += [f"\n  + {line}" for line in sorted(new)]
            print(path.stem, form, *cells)


if __name__ == "__main__":
    main()
