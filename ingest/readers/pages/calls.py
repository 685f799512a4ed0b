"""pdfium's functions without what checks their arguments: those that are asked for every letter."""

from __future__ import annotations

import ctypes

from ingest.readers.pages.drawn import Handle


def plain_call(function: Handle, result: Handle = ctypes.c_int) -> Handle:
    """The function as one that takes numbers as they are, and pointers as ctypes makes them.

    A call takes half the time that it takes with the types of its arguments told.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value
    plain = ctypes.PYFUNCTYPE(result)(address or 0)
    plain.argtypes = None  # type: ignore[assignment]
    return plain
