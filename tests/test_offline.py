"""After the installation nothing needs the network: reading, asking and the pages.

Run as a script, this file is the process that is cut off: from Python by an audit hook, and where
the system allows it also by an empty network of its own, so that compiled libraries are held too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from rag.settings import ROOT, Settings

QUESTION = "cơ quan nào báo cáo mục tiêu 4?"
REACHING_OUT = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")


def no_network() -> list[str]:
    """The start of a command line that runs the rest where no network is, if this may be done."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return []
    cut_off = [unshare, "--map-root-user", "--net"]
    tried = subprocess.run([*cut_off, "true"], capture_output=True, check=False)  # noqa: S603
    return cut_off if tried.returncode == 0 else []


def test_reads_asks_and_builds_its_pages_offline(tmp_path: Path) -> None:
    run = subprocess.run(  # noqa: S603 - our own module
        [*no_network(), sys.executable, "-m", "tests.test_offline", str(tmp_path / "index")],
        cwd=ROOT,
        env={**os.environ, "HF_HUB_OFFLINE": "1", "HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    answer, pages, reached_out = run.stdout.splitlines()
    assert answer.startswith("answered")
    assert pages == "pages built"
    assert reached_out == "reached out: nothing"


def main(index: Path) -> None:
    """Build an index, ask it, build the web app; say what tried to reach out."""
    tried: list[str] = []

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event in REACHING_OUT and not _stays_here(arguments):
            tried.append(f"{event} {arguments[1:]}")
            raise ConnectionRefusedError(event)

    sys.addaudithook(refuse)

    from app import web_app
    from ingest.pipeline import ingest_corpus
    from rag.ask import Asker

    settings = Settings(index=index)
    report = ingest_corpus(settings)
    assert not report.failed, report
    asker = Asker(settings)
    answer = asker.ask(QUESTION)
    print(f"answered, {len(answer.citations)} citations" if answer.citations else "no answer")
    web_app(settings, asker)
    print("pages built")
    print("reached out:", ", ".join(tried) or "nothing")


def _stays_here(arguments: tuple[object, ...]) -> bool:
    """A Unix socket's address is a path; only its processes' own loops use it."""
    return len(arguments) > 1 and isinstance(arguments[1], str | bytes) and "/" in str(arguments[1])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
