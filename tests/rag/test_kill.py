"""A writer killed at any instant leaves the last good state serving, whole.

Run as a script, this file is the writer that is killed: it says which step it has reached.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from rag.search import search
from rag.settings import ROOT, Settings
from rag.stores import generations
from rag.stores.index import IndexWriter, open_index
from rag.stores.words import WordStore
from rag.stores.work import Work
from tests.rag.tiny import load, put

LINES = 250
OLD = [f"Sở Y tế báo cáo nhiệm vụ {n} theo quyết định {n * 7}" for n in range(LINES)]
NEW = [f"Công an tỉnh kiểm tra việc {n} theo công văn {n * 3}" for n in range(LINES)]
OTHER = [f"Hội Phụ nữ tuyên truyền nội dung {n} tại xã {n * 5}" for n in range(LINES)]
BEFORE = {"a-plan": OLD, "b-plan": OTHER}
AFTER = {"a-plan": NEW, "b-plan": OTHER, "c-plan": OLD}

STEPS = ("stored", "looked-up", "catalog", "serving")
"""Said after the last store write, the look-ups, the catalog's commit and the swap.

Before "serving" nothing of the change may be seen.
"""
SPREAD = 6
PAUSE = 0.05


class Announcing(IndexWriter):
    """Says each step it has done and waits, so that a kill can fall right there."""

    def _begin(self) -> Work:
        fresh = self._work is None
        work = super()._begin()
        if fresh:
            announce("copied")
        return work

    def _commit_stores(self, work: Work) -> None:
        super()._commit_stores(work)
        announce("stored")

    def _verify(self, work: Work) -> None:
        super()._verify(work)
        announce("looked-up")

    def _commit_catalogs(self, work: Work) -> None:
        super()._commit_catalogs(work)
        announce("catalog")

    def _publish(self, work: Work) -> None:
        super()._publish(work)
        announce("serving")


def announce(step: str) -> None:
    sys.stdout.write(f"{step}\n")
    sys.stdout.flush()
    time.sleep(PAUSE)


def write(settings: Settings, writer_class: type[IndexWriter]) -> None:
    with writer_class(settings, load) as writer:
        put(writer, "a-plan", NEW)
        put(writer, "c-plan", OLD)
        writer.commit()


@dataclass(frozen=True)
class Killed:
    """What the writer said, and the seconds between its first word and the one waited for."""

    steps: tuple[str, ...]
    window: float


@dataclass(frozen=True)
class Base:
    """The last good state, and how long the writer takes from its first announcement."""

    index: Path
    window: float


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    index = tmp_path_factory.mktemp("base") / "index"
    with IndexWriter(Settings(index=index), load) as writer:
        for plan_id, lines in BEFORE.items():
            put(writer, plan_id, lines)
        writer.commit()
    whole = tmp_path_factory.mktemp("whole") / "index"
    shutil.copytree(index, whole)
    run = spawn(whole, until="serving")
    assert run.steps == ("copied", *STEPS)
    return Base(index, run.window)


def spawn(index: Path, until: str, after: float = 0.0) -> Killed:
    """Start the writer and kill it ``after`` seconds from when it says ``until``."""
    steps: list[str] = []
    begun = 0.0
    with subprocess.Popen(  # noqa: S603 (this file)
        [sys.executable, "-m", "tests.rag.test_kill", str(index)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            begun = begun or time.monotonic()
            steps.append(line.strip())
            if steps[-1] == until:
                break
        window = time.monotonic() - begun
        time.sleep(after)
        process.kill()
        steps += process.stdout.read().split()
    return Killed(tuple(steps), window)


def check(settings: Settings, plans: dict[str, list[str]]) -> None:
    """Every passage is there through each store, none else is, and a question is answered."""
    reader = open_index(settings)
    folder = generations.current(settings.index)
    words = WordStore(folder / "words")
    assert [plan.plan_id for plan in reader.plans()] == list(plans)
    ids = []
    for plan_id, lines in plans.items():
        passages = reader.passages(plan_id)
        assert [passage.text for passage in passages] == lines
        assert len(reader.facts(plan_id)) == 7
        ids += [passage.id for passage in passages]
    assert all(reader.passage(one) is not None for one in ids)
    assert words.count() == len(ids)
    (volume,) = reader._open.volumes
    assert volume.vectors.count() == volume.catalog.vector_total()
    assert reader.unreachable() == ()
    for plan_id in plans:
        asked = reader.passages(plan_id)[3]
        (hit,) = search(reader, load, asked.indexed_text, plan_ids=[plan_id], k=1)
        assert hit.passage == asked
        assert hit.words is not None
        assert hit.meaning == pytest.approx(1.0, abs=1e-5)
    reader.close()


@pytest.mark.parametrize("instant", [*range(SPREAD), "copied", "amid-look-ups", *STEPS])
def test_killed_writer(base: Base, tmp_path: Path, instant: int | str) -> None:
    settings = Settings(index=tmp_path / "index")
    shutil.copytree(base.index, settings.index)
    if instant == "amid-look-ups":
        killed = spawn(settings.index, until="stored", after=PAUSE * 1.3)
        assert "catalog" not in killed.steps
    elif isinstance(instant, str):
        killed = spawn(settings.index, until=instant)
        assert killed.steps[-1] == instant
    else:
        part = base.window * (instant + 0.5) / SPREAD
        killed = spawn(settings.index, until="copied", after=part)
    state = AFTER if "serving" in killed.steps else BEFORE
    check(settings, state)
    with IndexWriter(settings, load) as writer:
        served = generations.current(settings.index)
        assert list(settings.index.glob("g-*")) == [served]
        named = generations.manifest(served).volumes
        assert [one.name for one in (settings.index / "volumes").iterdir()] == [*named]
        put(writer, "d-plan", NEW[:5])
        writer.commit()
    check(settings, {**state, "d-plan": NEW[:5]})


if __name__ == "__main__":
    write(Settings(index=Path(sys.argv[1])), Announcing)
