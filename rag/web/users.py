"""The people who may sign in: a file of lines ``name:hash``, written by ``hoi password --user``."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import typer

from rag.admin import SHORTEST, Hash, hashed, matches, read_hash
from rag.errors import UsageError
from rag.text import nfc

_LONGEST_NAME = 64
_FILE = "HOI_USERS"


class Users:
    """Names and hashes, read once at the start; a name is the same in capitals."""

    def __init__(self, kept: dict[str, Hash]) -> None:
        """Take the hashes by name as ``folded`` writes it."""
        self._kept = kept
        nobody = read_hash(hashed(os.urandom(16).hex()))
        assert nobody is not None  # noqa: S101 - just made
        self._nobody = nobody

    def know(self, name: str, password: str) -> bool:
        """Whether both are right; a name that nobody has takes as long as one that somebody has."""
        kept = self._kept.get(folded(name))
        right = matches(password, kept or self._nobody)
        return right and kept is not None


def folded(name: str) -> str:
    """A name as it is compared."""
    return nfc(name).strip().casefold()


def read_users(file: Path) -> Users:
    """The users of a file; blank lines and those that begin in ``#`` are passed over.

    Raises:
        UsageError: the file cannot be read, others may read it, or a line is none of ours.
    """
    try:
        mode = file.stat().st_mode
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{_FILE}: không đọc được {file}; hãy lập bằng `hoi password --user TÊN`."
        ) from error
    # others, and the group for writing; Windows has no such bits
    if os.name == "posix" and mode & (stat.S_IRWXO | stat.S_IWGRP):
        raise UsageError(f"{_FILE}: người khác đọc hoặc sửa được {file}; hãy chạy chmod 600 {file}")
    kept: dict[str, Hash] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, password_hash = line.partition(":")
        found = read_hash(password_hash)
        if found is None or not _plain(name):
            raise UsageError(
                f"{_FILE}: {file}, dòng {number} không có dạng tên:mã băm; "
                "hãy lập lại bằng `hoi password --user TÊN`."
            )
        if folded(name) in kept:
            raise UsageError(f"{_FILE}: {file}, dòng {number}: tên đã có ở dòng trên; hãy bỏ bớt.")
        kept[folded(name)] = found
    if not kept:
        raise UsageError(
            f"{_FILE}: {file} chưa có người nào; hãy thêm bằng `hoi password --user TÊN`."
        )
    return Users(kept)


def ask_password(file: Path | None, name: str | None) -> None:
    """Ask for a password twice; print the administrator's line, or write that of ``name``.

    Raises:
        UsageError: the password is short, the name is not plain, or no file is set.
    """
    if name is not None and file is None:
        raise UsageError(
            f"Chưa biết ghi vào tệp nào; hãy đặt {_FILE}=đường dẫn tới tệp người dùng."
        )
    if name is not None and not _plain(name):
        raise UsageError(
            f"Tên không dùng được; hãy dùng từ 1 đến {_LONGEST_NAME} ký tự, không có dấu hai chấm."
        )
    whose = "Mật khẩu quản trị" if name is None else f"Mật khẩu của {name}"
    typed: str = typer.prompt(whose, hide_input=True, confirmation_prompt="Gõ lại")
    if len(typed) < SHORTEST:
        raise UsageError(f"Mật khẩu quá ngắn; hãy dùng từ {SHORTEST} ký tự.")
    if name is None or file is None:
        typer.echo(f"HOI_ADMIN_PASSWORD_HASH={hashed(typed)}")
        return
    replaced = write_user(file, name, typed)
    typer.echo(f"{'Đã đổi mật khẩu của' if replaced else 'Đã thêm'} {name} trong {file}; "
               "có hiệu lực từ lần khởi động sau.")  # fmt: skip


def write_user(file: Path, name: str, password: str) -> bool:
    """Add a user to the file, or give one another password; True where the name was there."""
    before = file.read_text(encoding="utf-8-sig").splitlines() if file.exists() else []
    kept = [line for line in before if folded(line.partition(":")[0]) != folded(name)]
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    # only the owner may read it, from the first byte on
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        written.write("\n".join([*kept, f"{nfc(name).strip()}:{hashed(password)}", ""]).encode())
    new.replace(file)
    return len(kept) < len(before)


def _plain(name: str) -> bool:
    name = name.strip()
    return 0 < len(name) <= _LONGEST_NAME and ":" not in name and name[0] != "#" and (
        name.isprintable()
    )  # fmt: skip
