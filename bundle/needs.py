"""Which wheels the app needs on another system: the closure of its requirements, as pinned.

pip itself asks the markers of the system it runs on (``uvloop; sys_platform != "win32"``), so that
for Windows it would look on Linux for what Windows has not, and leave out what it needs.
"""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from rag.settings import ROOT

LEFT_OUT = frozenset({"sentence-transformers", "torch"})
"""Other models alone need them (the shipped one is read without), and they are half a gigabyte on
Windows and several on Linux, where pip takes torch with CUDA."""
SYSTEMS = {
    "linux": {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux",
              "platform_machine": "x86_64"},
    "windows": {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows",
                "platform_machine": "AMD64"},
}  # fmt: skip


def pins(file: Path = ROOT / "constraints.txt") -> dict[str, str]:
    """Versions by canonical name."""
    lines = (line.partition("#")[0].strip() for line in file.read_text("utf-8").splitlines())
    named = (line.split("==") for line in lines if line)
    return {canonicalize_name(name): version for name, version in named}


def needed(system: str, python: str) -> dict[str, str]:
    """Names and versions of all that the app needs there, ordered by name.

    Args:
        system: A key of ``SYSTEMS``.
        python: "3.11".

    Raises:
        KeyError: something that is needed there has no pin.
    """
    environment = {name: str(value) for name, value in default_environment().items()}
    environment |= {
        **SYSTEMS[system],
        "python_version": python,
        "python_full_version": f"{python}.0",
    }
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    waiting = [Requirement(line) for line in told]
    seen: set[tuple[str, str]] = set()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name in LEFT_OUT:
            continue
        for extra in ("", *wanted.extras):
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            there = {**environment, "extra": extra}
            for line in _requires(name):
                below = Requirement(line)
                if below.marker is None or below.marker.evaluate(there):
                    waiting.append(below)
    pinned = pins()
    return {name: pinned[name] for name in sorted({name for name, _ in seen})}


def _requires(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:  # of the other system alone; those have no needs of their own
        return []
