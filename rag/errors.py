"""Errors a user may meet. Each message is one line: what, where, what was found, what to do.

HoiError
├── InputError          a file or argument that cannot be used (exit 1)
│   ├── UnreadableFile
│   └── NotAPlan
├── UsageError          wrong use, unknown plan (exit 2)
└── IndexProblem
    ├── IndexMissing    no index yet: hoi ingest
    ├── IndexBusy       another writer holds the index
    ├── IndexStale      facts read by another version of the program: hoi ingest
    └── ModelMismatch   index made with another embedding: hoi ingest --rebuild
"""

from __future__ import annotations


class Stopped(BaseException):
    """Raised by whoever is told how the reading goes, to end it; what was read so far is kept.

    No ``Exception``, which one file would eat.
    """


class HoiError(Exception):
    """Base of all errors with a message fit for a user."""

    exit_code = 1


class InputError(HoiError):
    """Some input could not be used; the rest of the work goes on."""


class UnreadableFile(InputError):
    """The file's bytes or its text layer cannot be read."""


class NotAPlan(InputError):
    """The file was read, but holds no text to index."""


class UsageError(HoiError):
    """The command was given something that does not exist."""

    exit_code = 2


class IndexProblem(HoiError):
    """The index cannot serve."""


class IndexMissing(IndexProblem):
    """There is no index at the given folder."""


class IndexBusy(IndexProblem):
    """Another process is writing the index."""


class IndexStale(IndexProblem):
    """The index was read by another version of the program: its facts may lack some."""


class ModelMismatch(IndexProblem):
    """The index was built with another embedding model or dimension."""
