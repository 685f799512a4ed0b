"""How truly files in the letters of TCVN3 and VNI fonts are read.

    python -m evals.legacy_reading --samples DIR

DIR holds files, each with its Unicode text beside it in ``NAME.truth.txt``. Letters are compared
without case, as one truth keeps the small letters of .VnTimeH, and white space as one space. Of
the truths control characters and the field codes of page numbers are no text.
"""

from __future__ import annotations

import argparse
import re
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from ingest.readers import read_raw
from rag.console import say
from rag.errors import InputError
from rag.settings import Settings

TRUTH = ".truth.txt"
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]|\bPAGE\b(?:\s+\d+\b)?")
_MARKUP = re.compile(r"\\(?=[*|])|<br>|(?<!\\)\||</?sup>|^\|[-|]+\|$", re.MULTILINE)
"""What the readers write beside the words (see ``ingest.readers.raw``)."""


@dataclass(frozen=True, slots=True)
class Read:
    """One file: ``wrong`` letters of ``letters``, or why it was not read."""

    file: str
    letters: int
    wrong: int | None
    seconds: float
    notes: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def accuracy(self) -> float | None:
        """Share of letters that are right."""
        return None if self.wrong is None else 1 - self.wrong / max(1, self.letters)


def even(text: str) -> str:
    """A text for comparing: composed, without case, each white space one space."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def read(path: Path, settings: Settings) -> Read:
    """Read one file and compare it with its truth."""
    truth = even(_NO_TEXT.sub(" ", _truth_of(path).read_text(encoding="utf-8")))
    started = time.monotonic()
    try:
        raw = read_raw(path, settings)
    except InputError as error:
        return Read(path.name, len(truth), None, time.monotonic() - started, (), str(error))
    seconds = time.monotonic() - started
    wrong = Levenshtein.distance(truth, even(_MARKUP.sub(" ", raw.text)))
    return Read(path.name, len(truth), wrong, seconds, raw.quality)


def files_of(folder: Path) -> list[Path]:
    """The files of a folder and those below it that have a truth, by name."""
    files = [path for path in folder.rglob("*") if not path.name.endswith(TRUTH)]
    return sorted(path for path in files if _truth_of(path).is_file())


def _truth_of(path: Path) -> Path:
    return path.with_name(path.stem + TRUTH)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m evals.legacy_reading")
    parser.add_argument("--samples", type=Path, required=True, help="folder of files and truths")
    for path in files_of(parser.parse_args(arguments).samples):
        found = read(path, Settings())
        if found.accuracy is None:
            say(found.problem or "")
        else:
            say(
                f"{found.file:50} {found.accuracy:.4f}  {found.wrong}/{found.letters}  "
                f"{found.seconds:.1f} s  {'; '.join(found.notes)}"
            )


if __name__ == "__main__":
    main()
