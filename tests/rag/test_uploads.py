"""Files that come through the page: under which names they are kept, and what becomes of them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app import held_files, open_asker, open_uploads
from rag.ask import Asker
from rag.errors import UsageError
from rag.settings import ROOT, Settings
from rag.uploads import Job, Step, Uploads

PLAN = (ROOT / "corpus" / "lam-thao-2024.md").read_text(encoding="utf-8")
OTHER = (ROOT / "corpus" / "kon-tum-2021.md").read_text(encoding="utf-8")
SHA = "ab" * 32


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "co-san.md").write_text(OTHER, encoding="utf-8")
    return Settings(corpus=tmp_path / "corpus", index=tmp_path / "index", max_uploaded_files=3)


@pytest.fixture
def asker(settings: Settings) -> Asker:
    found = open_asker(settings)
    assert isinstance(found, Asker)
    return found


@pytest.fixture
def uploads(settings: Settings, asker: Asker) -> Uploads:
    return open_uploads(settings, asker)


def given(tmp_path: Path, name: str, content: str | bytes) -> Path:
    """A file as the server took it in, outside the corpus."""
    folder = tmp_path / "given" / hashlib.sha256(name.encode()).hexdigest()[:8]
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def ended(job: Job) -> Job:
    assert job.wait(120)
    return job


def plans(asker: Asker) -> set[str]:
    return {plan.plan_id for plan in asker.reader.plans()}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        pytest.param("Kế hoạch Lào Cai 2026.PDF", "ke-hoach-lao-cai-2026.pdf", id="as named"),
        pytest.param("../../../etc/passwd", "passwd", id="a path"),
        pytest.param("..\\..\\boot.ini", "boot.ini", id="a path of Windows"),
        pytest.param("/etc/cron.d/x.txt", "x.txt", id="a whole path"),
        pytest.param("..", "van-ban", id="the folder above"),
        pytest.param("", "van-ban", id="nothing"),
        pytest.param("a\x00b\n.txt", "a-b.txt", id="bytes that are no letters"),
        pytest.param("con.txt", "con-.txt", id="a device"),
        pytest.param("x" * 500 + ".txt", "x" * 80 + ".txt", id="a long one"),
        pytest.param("a.tx t;rm -rf", "a", id="an ending that is none"),
        pytest.param("$(touch x) `y`.docx", "touch-x-y.docx", id="a command"),
        pytest.param("\u202efdp.txt", "fdp.txt", id="one that steers"),
    ],
)
def test_a_name_is_no_path(uploads: Uploads, name: str, kept: str) -> None:
    path = uploads.kept(name, SHA)
    assert path == uploads.folder / SHA[:16] / kept


def test_a_broken_file_beside_a_good_one(tmp_path: Path, uploads: Uploads, asker: Asker) -> None:
    files = (
        given(tmp_path, "hỏng <b>.pdf", b"%PDF-1.7 no more"),
        given(tmp_path, "Kế hoạch Lâm Thao.md", PLAN),
        given(tmp_path, "trống.txt", b""),
    )
    job = ended(uploads.begin(files))
    assert (job.problem, job.left) == (None, ())
    broken, good, empty = job.outcomes
    assert (good.file, good.plan_id, good.problem) == (
        "Kế hoạch Lâm Thao.md", "ke-hoach-lam-thao", None,
    )  # fmt: skip
    assert broken.file == "hỏng <b>.pdf"
    assert broken.problem is not None
    assert "\n" not in broken.problem
    assert "0 byte" in (empty.problem or "")
    assert plans(asker) == {"co-san", "ke-hoach-lam-thao"}
    # what could not be read is not kept, what was given is not touched
    assert [file.name for file in uploads.folder.rglob("*.*")] == ["ke-hoach-lam-thao.md"]
    assert all(file.exists() for file in files)


def test_the_same_plan_replaces_and_its_file_too(
    tmp_path: Path, settings: Settings, uploads: Uploads, asker: Asker
) -> None:
    ended(uploads.begin([given(tmp_path, "a.md", PLAN)]))
    changed = PLAN.replace("bình đẳng giới", "bình đẳng giới thực chất")
    (outcome,) = ended(uploads.begin([given(tmp_path, "a.md", changed)])).outcomes
    assert (outcome.plan_id, outcome.status) in {("a", "thay"), ("a-2", "mới")}
    held = {plan.sha256 for plan in asker.reader.plans()}
    kept = [file for file in uploads.folder.rglob("*") if file.is_file()]
    assert {hashlib.sha256(file.read_bytes()).hexdigest() for file in kept} <= held
    assert set(kept) <= set(held_files(settings))


def test_a_plan_is_replaced_when_asked(tmp_path: Path, uploads: Uploads, asker: Asker) -> None:
    (outcome,) = ended(uploads.begin([given(tmp_path, "b.md", PLAN)], "co-san")).outcomes
    assert (outcome.plan_id, outcome.status) == ("co-san", "thay")
    assert plans(asker) == {"co-san"}


def test_a_plan_goes_with_its_upload_and_a_file_of_the_corpus_stays(
    tmp_path: Path, settings: Settings, uploads: Uploads, asker: Asker
) -> None:
    ended(uploads.begin([given(tmp_path, "a.md", PLAN)]))
    assert not uploads.stays("a.md")
    assert uploads.remove("a") == "a.md"
    assert plans(asker) == {"co-san"}
    assert not list(uploads.folder.rglob("*.md"))
    assert not asker.search("Lâm Thao", 5, ()) or all(
        hit.passage.plan_id == "co-san" for hit in asker.search("Lâm Thao", 5, ())
    )
    with pytest.raises(UsageError):
        uploads.remove("a")
    with pytest.raises(UsageError):
        uploads.remove("../../x")
    uploads.remove("co-san")
    assert (settings.corpus / "co-san.md").is_file()
    assert uploads.stays("co-san.md")


def test_what_is_asked_wrongly_is_one_line(tmp_path: Path, uploads: Uploads) -> None:
    one = given(tmp_path, "a.md", PLAN)
    for files in ([], [one] * 4):
        with pytest.raises(UsageError) as raised:
            uploads.begin(files)
        assert "\n" not in str(raised.value)
    job = ended(uploads.begin([one], "không có"))
    assert "không có kế hoạch" in (job.problem or "")


def held_up(uploads: Uploads, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Makes a job wait at its first step."""
    go = threading.Event()
    tell = Job.tell

    def waiting(self: Job, step: object) -> None:
        self.step = step  # type: ignore[assignment]
        go.wait(60)
        tell(self, step)  # type: ignore[arg-type]

    monkeypatch.setattr(Job, "tell", waiting)
    return go


def stopped_at(done: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes whoever reads press "Dừng" once so many files are read."""
    tell = Job.tell

    def pressed(self: Job, step: Step) -> None:
        if step.done == done:
            self.stop()
        tell(self, step)

    monkeypatch.setattr(Job, "tell", pressed)


@pytest.mark.parametrize("done", [0, 1, 2])
def test_stopped_what_was_read_is_kept_and_the_others_are_named(
    done: int, tmp_path: Path, uploads: Uploads, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("a.md", "b.md")
    files = [given(tmp_path, name, PLAN.replace("Lâm Thao", f"Tân {name}")) for name in names]
    with monkeypatch.context() as pressing:
        stopped_at(done, pressing)
        job = ended(uploads.begin(files))
    assert job.problem is None
    assert [(one.plan_id, one.status) for one in job.outcomes] == [
        (name[0], "mới") for name in names[:done]
    ]
    assert job.left == names[done:]
    assert plans(asker) == {"co-san", *(name[0] for name in names[:done])}
    assert sorted(file.name for file in uploads.folder.rglob("*.md")) == list(names[:done])
    ended(uploads.begin(files))  # the rest is read when it is given again
    assert plans(asker) == {"co-san", "a", "b"}


def test_what_took_no_place_and_what_was_given_twice_is_told(
    tmp_path: Path, uploads: Uploads
) -> None:
    annex = given(tmp_path, "Phụ lục.txt", "PHỤ LỤC\n\nDANH MỤC\n\n1. Sở Y tế\n- Tập huấn.")
    job = ended(uploads.begin([given(tmp_path, "co-san.md", PLAN), annex, annex]))
    other, _, twice = job.outcomes
    assert (other.plan_id, other.beside) == ("co-san-2", "co-san")
    assert (twice.file, twice.problem) == ("Phụ lục.txt", "được chọn hơn một lần, chỉ đọc một lần")
    new = given(tmp_path, "Bản mới.md", PLAN.replace("Lâm Thao", "Tân Hòa"))
    job = ended(uploads.begin([annex, new], "co-san"))
    assert [one.status for one in job.outcomes] == ["không đổi", "mới", "giữ nguyên"]
    assert job.outcomes[2].problem is not None
    newer = given(tmp_path, "Kon Tum sửa.md", f"{OTHER}\n- Tổ chức thêm một lớp tập huấn.\n")
    job = ended(uploads.begin([annex, newer], "co-san"))
    assert [one.status for one in job.outcomes] == ["không đổi", "thay"]
    assert job.outcomes[1].former == "co-san.md"  # which `hoi ingest` reads again
    newest = given(tmp_path, "co-san.md", f"{OTHER}\n- Tổ chức thêm hai lớp tập huấn.\n")
    (outcome,) = ended(uploads.begin([newest])).outcomes
    assert (outcome.status, outcome.former) == ("thay", "co-san.md")
    (outcome,) = ended(
        uploads.begin([given(tmp_path, "co-san-2.md", f"{PLAN}\n- Thêm.\n")])
    ).outcomes
    assert (outcome.status, outcome.former) == ("thay", None)  # that was an upload


def test_a_reading_that_is_killed_leaves_the_index_as_it_was(
    tmp_path: Path, settings: Settings, asker: Asker, uploads: Uploads
) -> None:
    file = given(tmp_path, "a.md", PLAN)
    program = (
        "import os, sys, pathlib; from app import open_asker, open_uploads; "
        "from rag.settings import Settings; from rag.uploads import Job; "
        "Job.tell = lambda self, step: step.done == 1 and os.kill(os.getpid(), 9); "
        "s = Settings(corpus=sys.argv[1], index=sys.argv[2]); "
        "j = open_uploads(s, open_asker(s)).begin([pathlib.Path(a) for a in sys.argv[3:]]); "
        "j.wait(60)"
    )
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, str(settings.corpus), str(settings.index), str(file),
         str(given(tmp_path, "b.md", OTHER.replace("Kon Tum", "Tân Hòa")))],
        cwd=ROOT, check=False,
    )  # fmt: skip
    assert run.returncode == -9
    asker.reader.refresh()
    assert plans(asker) == {"co-san"}
    assert asker.ask("kế hoạch ai ký?").answer
    ended(uploads.begin([file]))
    assert plans(asker) == {"co-san", "a"}


def test_questions_are_answered_while_files_are_read(
    tmp_path: Path, uploads: Uploads, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = held_up(uploads, monkeypatch)
    job = uploads.begin([given(tmp_path, "a.md", PLAN)])
    until = time.monotonic() + 30
    while job.step is None and time.monotonic() < until:
        time.sleep(0.05)
    with pytest.raises(UsageError, match="lượt khác"):
        uploads.begin([given(tmp_path, "b.md", PLAN)])
    with pytest.raises(UsageError, match="lượt khác"):
        uploads.remove("co-san")
    before = asker.ask("kế hoạch ai ký?")
    go.set()
    during = 0
    while not job.over:
        assert asker.ask("kế hoạch ai ký?").answer
        during += 1
    assert before.citations
    assert during
    assert any(one.plan_id == "a" for one in asker.ask("Lâm Thao ai ký?").citations)
