"""The file of users: what is taken, what is refused in one line, and how a line is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rag.admin import hashed
from rag.cli import app
from rag.errors import UsageError
from rag.web import users
from rag.web.users import read_users, write_user

HASH = hashed("mật khẩu đúng")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "users.txt"


def kept(file: Path, text: str, mode: int = 0o600) -> Path:
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def test_who_knows_both_comes_in(file: Path) -> None:
    known = read_users(kept(file, f"\ufeff# văn thư\n\nAn:{HASH}\nbình:{hashed('khác hẳn')}\n"))
    assert known.know("an", "mật khẩu đúng")
    assert known.know(" AN ", "mật khẩu đúng")
    assert known.know("BÌNH", "khác hẳn")
    for name, password in (("an", "khác hẳn"), ("ai", "mật khẩu đúng"), ("", ""), ("an", HASH)):
        assert not known.know(name, password)


@pytest.mark.parametrize(
    ("text", "mode", "told"),
    [
        pytest.param("", 0o600, "chưa có người nào", id="empty"),
        pytest.param("# không ai\n", 0o600, "chưa có người nào", id="comments alone"),
        pytest.param(f"an:{HASH}\nbình\n", 0o600, "dòng 2", id="no hash"),
        pytest.param("an:mật khẩu\n", 0o600, "dòng 1", id="a plain password"),
        pytest.param(f":{HASH}\n", 0o600, "dòng 1", id="no name"),
        pytest.param(f"an:{HASH}\nAN:{HASH}\n", 0o600, "dòng 2", id="a name twice"),
        pytest.param(f"an:{HASH}\n", 0o644, "chmod 600", id="others may read"),
        pytest.param(f"an:{HASH}\n", 0o620, "chmod 600", id="the group may write"),
    ],
)
def test_a_bad_file_is_one_line(file: Path, text: str, mode: int, told: str) -> None:
    with pytest.raises(UsageError, match=told) as raised:
        read_users(kept(file, text, mode))
    assert "\n" not in str(raised.value)
    assert "mật khẩu:" not in str(raised.value)


def test_a_missing_file_is_one_line(file: Path) -> None:
    with pytest.raises(UsageError, match="không đọc được"):
        read_users(file)


def test_a_wrong_name_costs_one_hash_as_a_wrong_password_does(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = read_users(kept(file, f"an:{HASH}\n"))
    compared: list[str] = []

    def matches(typed: str, _: str) -> bool:
        compared.append(typed)
        return True

    monkeypatch.setattr(users, "matches", matches)
    assert known.know("an", "một")
    assert not known.know("không ai", "hai")
    assert compared == ["một", "hai"]


def test_a_line_is_written_and_replaced_for_its_owner_alone(file: Path) -> None:
    assert not write_user(file, "an", "mật khẩu một")
    assert not write_user(file, "bình", "mật khẩu hai")
    assert write_user(file, "AN", "mật khẩu ba")
    known = read_users(file)
    assert known.know("an", "mật khẩu ba")
    assert not known.know("an", "mật khẩu một")
    assert known.know("bình", "mật khẩu hai")
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "typed", "named", "told"),
    [
        pytest.param("an", "mật khẩu dài", True, "Đã thêm an", id="written"),
        pytest.param("an", "ba từ", True, "quá ngắn", id="short"),
        pytest.param("a:n", "mật khẩu dài", True, "dấu hai chấm", id="a colon"),
        pytest.param("an", "mật khẩu dài", False, "HOI_USERS", id="no file named"),
        pytest.param(None, "mật khẩu dài", False, "HOI_ADMIN_PASSWORD_HASH=scrypt:", id="admin"),
    ],
)
def test_the_command(
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str | None,
    typed: str,
    named: bool,
    told: str,
) -> None:
    monkeypatch.delenv("HOI_USERS", raising=False)
    if named:
        monkeypatch.setenv("HOI_USERS", str(file))
    arguments = ["password"] + (["--user", name] if name else [])
    result = CliRunner().invoke(app, arguments, input=f"{typed}\n{typed}\n")
    assert told in result.output + str(result.exception)
    assert typed not in result.output
