"""Plans whose text, headings, title and file name try to break the page, and the app over them."""

from __future__ import annotations

import re
from pathlib import Path

from rag.settings import ROOT

MARKUP = (
    ' <img src=x onerror="window.broken=1"><script>window.broken=1</script>'
    "[xem](javascript:window.broken=1)![](http://example.invalid/a.png)${window.broken=1}\u202eabc"
)
SHOWN = '<img src=x onerror="window.broken=1">'
"""How a page shows the beginning of it: as it was written."""
FILES = {
    "huong-tra-2021-2025.txt": '"><img src=x onerror=window.broken=1>.txt',
    "dak-nong-2021-2030.txt": "[a](javascript:window.broken=1).txt",
}


def write_corpus(folder: Path) -> None:
    """Two plans as issued, with ``MARKUP`` in title, headings and before the end of sentences."""
    folder.mkdir(parents=True)
    for source, name in FILES.items():
        lines = (ROOT / "corpus" / source).read_text(encoding="utf-8").split("\n")
        (folder / name).write_text("\n".join(map(_spoilt, lines)), encoding="utf-8")


def _spoilt(line: str) -> str:
    line = line.rstrip()
    if line.endswith((".", ";")) and len(line) > 30:
        return line[:-1] + MARKUP + line[-1]
    # "IV. TỔ CHỨC THỰC HIỆN", "Thực hiện Chiến lược quốc gia … 2025"
    if re.match(r"[IVX]+\. ", line) or line.startswith("Thực hiện Chiến lược"):
        return line + MARKUP
    return line
