"""The Linux bundle installs and answers where no network is; ``make bundle-test``.

Several minutes and some hundred megabytes, loaded once: not a part of ``make test``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rag.settings import ROOT
from tests.test_offline import QUESTION, no_network

pytestmark = pytest.mark.skipif(
    not os.environ.get("HOI_BUNDLE_TEST"), reason="slow: make bundle-test"
)
PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"
# asks the page inside the empty network, where this process is not
FETCH = """
import sys, time, urllib.request
here = urllib.request.build_opener(urllib.request.ProxyHandler({}))
for _ in range(240):
    try:
        health = here.open("http://127.0.0.1:7860/health", timeout=5).read().decode()
        break
    except OSError:
        time.sleep(0.5)
page = here.open("http://127.0.0.1:7860/", timeout=30).read().decode()
print(health, "window.gradio_config" in page)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle, moved away from where it was made."""
    cut_off = no_network()
    if not cut_off:
        pytest.skip("no network of its own may be made here (unshare --map-root-user --net)")
    to = tmp_path_factory.mktemp("bundle")
    # wheels already loaded are taken from build/
    (to / "wheels").symlink_to(_kept(), target_is_directory=True)
    command = [sys.executable, "-m", "bundle", "--platform", "linux", "--python", PYTHON]
    subprocess.run([*command, "--to", str(to)], cwd=ROOT, check=True)  # noqa: S603 - ours
    moved = to / "máy cơ quan"
    (to / "hoi-ke-hoach-linux").rename(moved)
    return moved


def _kept() -> Path:
    kept = ROOT / "build" / "wheels"
    kept.mkdir(parents=True, exist_ok=True)
    return kept


def run(folder: Path, *arguments: str, then: str = "") -> str:
    """``./run.sh`` without network, with ``then`` (a script) beside it where one is given."""
    environment = {"HOME": str(folder), "PATH": os.environ["PATH"], "HOI_NO_BROWSER": "1"}
    command = [*no_network(), "sh", "run.sh", *arguments]
    if then:
        inside = 'ip link set lo up; sh run.sh & "$0" -c "$1"; got=$?; kill $!; exit $got'
        command = [*no_network(), "sh", "-c", inside, sys.executable, then]
    ran = subprocess.run(  # noqa: S603 - ours
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-3_000:]
    return ran.stdout


def test_every_file_is_summed(folder: Path) -> None:
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS.txt"], cwd=folder, check=True)  # noqa: S607


def test_it_installs_and_answers_without_network(folder: Path) -> None:
    answer = json.loads(run(folder, "ask", QUESTION, "--json"))
    assert answer["citations"]
    assert not answer["abstained"]
    assert "torch" not in {p.name for p in folder.glob(".venv/lib/*/site-packages/*")}
    began = time.monotonic()
    assert "5 kế hoạch" in run(folder, "doctor") or run(folder, "plans").count("\n") == 5
    assert time.monotonic() - began < 60  # not installed again


def test_it_serves_its_page_without_network(folder: Path) -> None:
    told = run(folder, then=FETCH)
    assert '"status":"ok","plans":5' in told
    assert told.strip().endswith("True")
