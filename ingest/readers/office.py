"""DOC, ODT and RTF: LibreOffice makes a DOCX of them, in the child; antiword reads a DOC else.

LibreOffice runs with a profile folder of its own that goes with the call, without macros, without
following links, and where the system lets it, without a network. It stays in the child's process
group and under the child's limit on memory (it needs less than 800 MB of address space), so
whatever ends the child ends it as well.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from ingest.readers import docx
from ingest.readers.legacy import from_old_letters
from ingest.readers.raw import FileText, PageText
from ingest.readers.syllables import judge
from ingest.readers.worker import Tell
from rag.errors import UnreadableFile
from rag.settings import Settings

_INSTALL = (
    "cần LibreOffice để đọc tệp {ending}; hãy cài (Debian/Ubuntu: apt install "
    "libreoffice-writer-nogui) hoặc lưu lại tệp dạng .docx"
)
_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_OTHER_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" \
xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">\
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">\
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">\
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">\
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">\
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">\
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""
"""Settings of the profile: no macros, no links followed, and a proxy that answers nothing."""


_FEWEST_REAL = 0.3
"""Share of the words that are syllables: random bytes make next to none, plans 0.95 and more."""


def parse(path: Path, settings: Settings, tell: Tell) -> FileText:
    """The text of a file that LibreOffice opens.

    Raises:
        UnreadableFile: LibreOffice is missing or could not open it, or as ``docx.parse``.
    """
    tell("page", 1, 1)
    ending = path.suffix.lower()
    converter, antiword = _converter(), shutil.which("antiword")
    if converter is not None:
        # the parent gives the child a folder for temporary files, which goes with it
        with tempfile.TemporaryDirectory() as folder:
            made = _as_docx(converter, path, Path(folder))
            if made is not None:
                return _checked(docx.parse(made, settings, tell))
    if ending == ".doc" and antiword is not None:
        return _checked(_by_antiword(antiword, path))
    if converter is None:
        raise UnreadableFile(_INSTALL.format(ending=ending))
    raise UnreadableFile("LibreOffice không mở được tệp (hỏng hoặc có mật khẩu); hãy lưu lại tệp")


def _checked(file: FileText) -> FileText:
    """LibreOffice makes letters of any bytes: a text without Vietnamese words is none."""
    found = judge("\n".join(page.text for page in file.pages))
    if found.real < _FEWEST_REAL * found.words:
        raise UnreadableFile("tệp hỏng: không có chữ tiếng Việt nào đọc được; hãy lưu lại tệp")
    return file


def _converter() -> str | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((one for one in _ELSEWHERE if Path(one).is_file()), None)


def _as_docx(converter: str, path: Path, folder: Path) -> Path | None:
    """The file made into a DOCX; None where LibreOffice gave none."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_OTHER_PROFILE, encoding="utf-8")
    # under a plain name: what the file is called must not become an option or a filter
    source = folder / f"tep{path.suffix.lower()}"
    shutil.copyfile(path, source)
    subprocess.run(  # noqa: S603 - arguments are our own paths
        [
            *_without_network(), converter, f"-env:UserInstallation={profile.as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--convert-to", "docx",
            "--outdir", str(folder / "ra"), str(source),
        ],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        check=False,
    )  # fmt: skip
    made = folder / "ra" / "tep.docx"
    return made if made.is_file() else None


def _without_network() -> tuple[str, ...]:
    """A command before the converter that takes the network away, where the system has one."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    command = (unshare, "--map-root-user", "--net")
    tried = subprocess.run(  # noqa: S603 - see above
        [*command, "true"], stderr=subprocess.DEVNULL, check=False
    )
    return command if tried.returncode == 0 else ()


def _by_antiword(antiword: str, path: Path) -> FileText:
    """Old Word files without LibreOffice: the words in order, automatic numbers may be missing."""
    run = subprocess.run(  # noqa: S603 - see above
        [antiword, "-m", "UTF-8.txt", "-w", "0", str(path)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    text = run.stdout.decode("utf-8", "replace")
    if run.returncode != 0 or not text.strip():
        raise UnreadableFile("antiword không mở được tệp; hãy lưu lại tệp dạng .docx")
    text, found = from_old_letters(text)
    note = "đọc bằng antiword: số tự động, bảng và chú thích có thể thiếu; nên cài LibreOffice"
    return FileText((PageText(text),), paged=False, quality=(note, *found))


def instead(path: Path, settings: Settings, tell: Tell, note: str) -> FileText:
    """A DOCX that python-docx does not open, as LibreOffice writes it anew."""
    found = parse(path, settings, tell)
    return replace(found, quality=(*found.quality, note))
