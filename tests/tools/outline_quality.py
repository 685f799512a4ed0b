"""How well texts are placed. Run as: python tests/tools/outline_quality.py [--show] FILE...

For each file: share of characters in nodes placed by guess, and leaves longer than 1,500
characters in which a marker stands at a line's start (of the clean text, or of the file where
cleaning joined that line to the one before). Exit 1 where a file misses its target.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from ingest.clean import clean  # noqa: E402 - run as a script, so the project's folder comes first
from ingest.outline import outline  # noqa: E402
from ingest.readers import read_raw  # noqa: E402
from rag.errors import HoiError  # noqa: E402
from rag.schema import Document, Section  # noqa: E402
from rag.settings import Settings  # noqa: E402

# Written apart from ingest/markers.py, so that a marker which that does not know is seen.
MARKER = re.compile(
    r"[“\"]?(?:[IVX]+[.)/]|[A-ZĐ][.)]|\d{1,3}(?:\.\d{1,2})*[.)/]|[a-zđ][.)/]|\((?:\d{1,2}|[a-zđ])\)|"
    r"[-–+*•]|(?:Điều|Chương|Phần|Mục)\s+[\dIVX]+[.:]?)\s+\S"
)
LONG = 1_500
MOST_UNPLACED = 0.01


@dataclass(frozen=True, slots=True)
class Quality:
    """Figures of one file; ``joined`` are leaves whose lines in the file begin with a marker."""

    name: str
    characters: int
    sections: int
    noted: tuple[Section, ...]
    long_leaves: tuple[Section, ...]
    joined: tuple[Section, ...]

    @property
    def unplaced(self) -> float:
        """Share of characters in the own spans of noted nodes."""
        return sum(s.end - s.start for s in self.noted) / max(1, self.characters)


def quality_of(path: Path) -> Quality:
    """Read one file and measure its outline."""
    raw = read_raw(path, Settings())
    document = clean(raw)
    sections = outline(document)
    starts = _line_starts(document, raw.text)
    long_leaves, joined = [], []
    for section in sections:
        if section.tree_end > section.end or section.end - section.start <= LONG:
            continue
        lines = document.text[section.start : section.end].split("\n")
        if any(MARKER.match(line) for line in lines[1:]):
            long_leaves.append(section)
        first, last = bisect_right(starts, section.start), bisect_right(starts, section.end - 1)
        if any(MARKER.match(document.text, start, section.end) for start in starts[first:last]):
            joined.append(section)
    return Quality(
        path.name,
        len(document.text),
        len(sections),
        tuple(s for s in sections if s.note is not None),
        tuple(long_leaves),
        tuple(joined),
    )


def _line_starts(document: Document, raw: str) -> list[int]:
    """Clean offsets of the characters that begin a line of the file."""
    begins = {0} | {m.end() for m in re.finditer(r"[\n\f]\s*(?:[|>#*]+\s*)*", raw)}
    found = []
    for span in document.spans:
        found += [span.start + begin - span.raw_start for begin in begins
                  if span.raw_start <= begin < span.raw_start + span.length]  # fmt: skip
    return sorted(found)


def main(arguments: list[str]) -> int:
    """Print one line a file and a sum; with --show each doubtful node as well."""
    show = "--show" in arguments
    missed = characters = unplaced = broken = joined = 0
    for name in arguments:
        if name.startswith("--"):
            continue
        try:
            quality = quality_of(Path(name))
        except HoiError as error:
            print(f"{name}: {error}")
            missed += 1
            continue
        bad = quality.unplaced > MOST_UNPLACED or bool(quality.long_leaves)
        missed += bad
        characters += quality.characters
        unplaced += sum(s.end - s.start for s in quality.noted)
        broken += len(quality.long_leaves)
        joined += len(quality.joined)
        print(
            f"{'!' if bad else ' '} {quality.name}: {quality.characters:,} chars, "
            f"{quality.sections} nodes, unplaced {quality.unplaced:.2%} "
            f"({len(quality.noted)} nodes), long leaves with a marker {len(quality.long_leaves)} "
            f"(in the file's own lines {len(quality.joined)})"
        )
        if show:
            for label, sections in (("noted", quality.noted), ("long", quality.long_leaves),
                                    ("joined", quality.joined)):  # fmt: skip
                for section in sections:
                    length = section.end - section.start
                    print(f"    {label}: {section.id} [{length}] {section.note or ''}")
    print(
        f"sum: {characters:,} chars, unplaced {unplaced / max(1, characters):.2%}, "
        f"long leaves {broken} ({joined}), files off target {missed}"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
