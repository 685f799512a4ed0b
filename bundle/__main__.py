"""``python -m bundle --platform windows``: writes ``build/hoi-ke-hoach-windows``.

```
HUONG-DAN.txt      what to do there, in Vietnamese
chay.bat | run.sh  installs on the first run, with no network, then opens the page
app/               the program with prompts/, corpus/ and the finished index/
wheels/            what pip installs, with requirements.txt (each wheel by its checksum)
SHA256SUMS.txt     of all files
```
The program is carried as its source rather than as a wheel: prompts/ and corpus/ belong where an
officer sees and edits them, beside it (``rag.settings.ROOT``).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.utils import parse_wheel_filename

from bundle.needs import SYSTEMS, needed
from rag.settings import ROOT

_CARRIED = ("app.py", "constraints.txt", "pyproject.toml", "CHANGELOG.md", "LICENSE", "README.md",
            "README.vi.md", "corpus", "docs", "evals/results", "ingest", "prompts",
            "rag")  # fmt: skip
_NOT_CARRIED = shutil.ignore_patterns("__pycache__", "*.pyc", "uploads")
_STARTERS = {"linux": "run.sh", "windows": "chay.bat"}
# from the oldest systems on: a wheel for one of them runs on all later ones
_LINUX = ("manylinux1", "manylinux_2_5", "manylinux2010", "manylinux_2_12", "manylinux2014",
          "manylinux_2_17", "manylinux_2_24", "manylinux_2_26", "manylinux_2_27",
          "manylinux_2_28")  # fmt: skip
_TAGS = {"linux": tuple(f"{one}_x86_64" for one in _LINUX), "windows": ("win_amd64",)}
_AT_ONCE = 12
"""Wheels that one call of pip loads: a line that breaks costs no more."""
_HERE = Path(__file__).resolve().parent


def make(system: str, python: str, folder: Path, wheels: Path) -> None:
    """Write the bundle into ``folder``, which is made anew; ``wheels`` keeps what was loaded.

    Raises:
        subprocess.CalledProcessError: pip found no wheel, or the index could not be made.
    """
    shutil.rmtree(folder, ignore_errors=True)
    app = folder / "app"
    app.mkdir(parents=True)
    for name in _CARRIED:
        there = ROOT / name
        if there.is_dir():
            shutil.copytree(there, app / name, ignore=_NOT_CARRIED)
        else:
            shutil.copyfile(there, app / name)
    _index(app)
    _take_wheels(needed(system, python), system, python, wheels, folder / "wheels")
    shutil.copyfile(_HERE / "open_page.py", app / "open_page.py")
    _write_texts(system, python, folder)
    lines = [f"{_sha256(file)}  {file.relative_to(folder).as_posix()}" for file in _files(folder)]
    (folder / "SHA256SUMS.txt").write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")


def _index(app: Path) -> None:
    """The index of corpus/, made by the very files that are carried: they are part of its name."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HOI_")}
    environment |= {"PYTHONPATH": str(app), "PYTHONDONTWRITEBYTECODE": "1", "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, "-m", "rag.cli", "ingest"]
    subprocess.run(command, cwd=app, env=environment, check=True)  # noqa: S603 - our own module


def _take_wheels(
    versions: dict[str, str], system: str, python: str, wheels: Path, into: Path
) -> None:
    """Load what ``wheels`` lacks, and copy what is needed; requirements.txt names each by sum."""
    wheels.mkdir(parents=True, exist_ok=True)
    lacking = [one for one in versions.items() if one not in _held(wheels)]
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    tags = [part for tag in _TAGS[system] for part in ("--platform", tag)]
    for first in range(0, len(lacking), _AT_ONCE):
        some = lacking[first : first + _AT_ONCE]
        subprocess.run(  # noqa: S603 - pip
            [*pip, "download", "-q", "--no-deps", "--only-binary=:all:", "--implementation", "cp",
             "--python-version", python, *tags, "--dest", str(wheels),
             *(f"{name}=={version}" for name, version in some)],
            check=True,
        )  # fmt: skip
    held = _held(wheels)
    into.mkdir()
    lines = []
    for name, version in versions.items():
        file = held[name, version]
        shutil.copyfile(file, into / file.name)
        lines.append(f"{name}=={version} --hash=sha256:{_sha256(file)}")
    (into / "requirements.txt").write_text("\n".join([*lines, ""]), encoding="ascii", newline="\n")


def _held(wheels: Path) -> dict[tuple[str, str], Path]:
    """Wheels by name and version."""
    files = sorted(wheels.glob("*.whl"))
    names = [parse_wheel_filename(file.name)[:2] for file in files]
    return {(str(n), str(v)): file for (n, v), file in zip(names, files, strict=True)}


def _write_texts(system: str, python: str, folder: Path) -> None:
    starter = _STARTERS[system]
    # Notepad of old Windows shows neither bare line feeds nor UTF-8 without its mark; cmd.exe
    # wants the former too and cannot read the latter
    ends = "\r\n" if system == "windows" else "\n"
    for name, encoding in (("HUONG-DAN.txt", "utf-8-sig"), (starter, "ascii")):
        source = f"HUONG-DAN.{system}.txt" if name == "HUONG-DAN.txt" else name
        text = (_HERE / source).read_text(encoding="utf-8").replace("{python}", python)
        (folder / name).write_bytes(text.replace("\n", ends).encode(encoding))
    (folder / starter).chmod(0o755)


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.is_file())


def _sha256(file: Path) -> str:
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def main() -> None:
    """Read the options, write the bundle, say where it is and how large."""
    options = argparse.ArgumentParser(prog="python -m bundle", description=__doc__)
    here = "windows" if os.name == "nt" else "linux"
    options.add_argument("--platform", choices=sorted(SYSTEMS), default=here)
    options.add_argument("--python", default="3.11", help="bản Python của máy sẽ cài")
    options.add_argument("--to", type=Path, default=ROOT / "build")
    given = options.parse_args()
    folder = given.to / f"hoi-ke-hoach-{given.platform}"
    wheels = given.to / "wheels" / f"{given.platform}-{given.python}"
    make(given.platform, given.python, folder, wheels)
    size = sum(file.stat().st_size for file in _files(folder))
    print(f"{folder}: {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
