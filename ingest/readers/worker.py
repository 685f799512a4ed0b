"""The child's side of a parser: limits on itself first, then one parser, then one reply.

python -m ingest.readers.worker FORM PATH SETTINGS
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TextIO, cast

from ingest.readers.raw import FileText, Form
from rag.errors import InputError
from rag.settings import Settings
from rag.stores.codec import encode

Tell = Callable[[str, int, int], None]
"""Told of progress: ("page", 3, 12), or ("recognise", 4, 4) before pages are recognised."""

Parser = Callable[[Path, Settings, Tell], FileText]

PARSERS: dict[Form, str] = {
    "pdf": "ingest.readers.pdf",
    "docx": "ingest.readers.docx",
    "doc": "ingest.readers.office",
    "odt": "ingest.readers.office",
    "rtf": "ingest.readers.office",
    "html": "ingest.readers.html",
}
"""Form to the module whose ``parse`` reads it, imported only where it is needed."""

DEEPEST_PAGE = 10_000
"""Calls within one another for a web page: two for each of the 2,048 elements that lxml nests."""


def main(form: Form, path: Path, settings: Settings, out: TextIO) -> None:
    """Read one file and write the reply; a parser's failure of any kind is one line."""

    def tell(what: str, number: int, of: int) -> None:
        message = {"page": number, "of": of} if what == "page" else {what: number}
        out.write(json.dumps(message) + "\n")
        out.flush()

    try:
        parser = cast("Parser", importlib.import_module(PARSERS[form]).parse)
        reply = f'{{"file": {encode(parser(path, settings, tell))}}}'
    except InputError as error:
        reply = json.dumps({"problem": str(error)})
    except MemoryError:
        reply = json.dumps({"problem": "tệp cần quá nhiều bộ nhớ; hãy tách nhỏ tệp"})
    except RecursionError:
        reply = json.dumps({"problem": "tệp lồng quá sâu; hãy lưu lại tệp"})
    except Exception:  # noqa: BLE001 - a crafted file may raise anything in a parser
        reply = json.dumps({"problem": "tệp hỏng; hãy lưu lại tệp"})
    out.write(reply + "\n")
    out.flush()


def limit_memory(size: int) -> None:
    """Hold this process, and each that it starts, to so many bytes."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (ImportError, ValueError, OSError):
        pass  # Windows has no rlimits; the parent's limits on time and output still hold


def serve(form: Form, path: Path, settings: Settings) -> None:
    """All that the child does; its standard output carries the replies."""
    # what a library prints must not be taken for a reply
    # half a letter (a lone surrogate of a broken character map) is no letter
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")
    os.dup2(2, 1)
    limit_memory(settings.max_memory_bytes)
    if form == "html":
        sys.setrecursionlimit(DEEPEST_PAGE)
    logging.disable(logging.CRITICAL)
    main(form, path, settings, replies)


def end_with_the_parent() -> None:
    """End this process, and each that it started, once the parent is gone: it held the limits.

    The parent never writes to our standard input; it closes when the parent ends, however it did.
    """

    def wait() -> None:
        os.read(0, 1)
        if hasattr(os, "killpg"):
            os.killpg(0, signal.SIGKILL)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    end_with_the_parent()
    serve(cast("Form", sys.argv[1]), Path(sys.argv[2]), Settings.model_validate_json(sys.argv[3]))
