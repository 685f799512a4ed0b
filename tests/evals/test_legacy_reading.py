"""Files of old letters measured against their truths."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.legacy_reading import even, files_of, main, read
from rag.settings import Settings
from tests.ingest.readers.old_letters import in_tcvn3

TEXT = "Ủy ban nhân dân xã kiểm tra đê điều,\n báo cáo những chỗ sạt lở trước mùa mưa lũ hằng năm."


def _put(folder: Path, truth: str) -> Path:
    path = folder / "cu.txt"
    path.write_bytes(in_tcvn3(TEXT).encode("latin-1"))
    (folder / "cu.truth.txt").write_text(truth, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("truth", "wrong"),
    [
        pytest.param(TEXT, 0, id="alike"),
        pytest.param(TEXT.upper().replace("\n", "   "), 0, id="case and white space"),
        pytest.param(f"{TEXT}\n\x03\x04 PAGE  12", 0, id="codes of page numbers"),
        pytest.param(TEXT.replace("đê", "đệ"), 1, id="one letter"),
    ],
)
def test_letters_are_counted(tmp_path: Path, truth: str, wrong: int) -> None:
    found = read(_put(tmp_path, truth), Settings())
    assert found.wrong == wrong
    assert found.letters == len(even(TEXT))


def test_what_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _put(tmp_path, TEXT).write_bytes(b"")
    main(["--samples", str(tmp_path)])
    assert "tệp rỗng" in capsys.readouterr().out


def test_only_files_with_a_truth(tmp_path: Path) -> None:
    path = _put(tmp_path, TEXT)
    (tmp_path / "khac.txt").write_text("x", encoding="utf-8")
    assert files_of(tmp_path) == [path]
