"""The admin password, and who may change the library without one."""

from __future__ import annotations

import pytest

from rag import admin
from rag.admin import Admin, hashed, is_local
from rag.errors import UsageError
from rag.settings import Settings

HASH = hashed("đúng mật khẩu")


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admin, "_PAUSE", 0.0)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True), ("127.0.0.2", True), ("::1", True), ("localhost", True),
        (f"{0}.0.0.0", False), ("::", False), ("192.168.1.5", False), ("localhost.evil", False),
        ("", False),
    ],
)  # fmt: skip
def test_an_address_is_of_the_machine_itself(host: str, local: bool) -> None:
    assert is_local(host) is local


@pytest.mark.parametrize(
    ("password_hash", "local", "off", "stranger"),
    [
        pytest.param(None, True, False, True, id="on the machine itself"),
        pytest.param(None, False, True, False, id="over a network, no password"),
        pytest.param(HASH, True, False, False, id="on the machine, a password"),
        pytest.param(HASH, False, False, False, id="over a network, a password"),
    ],
)
def test_who_may(password_hash: str | None, local: bool, off: bool, stranger: bool) -> None:
    door = Admin(password_hash, local=local)
    assert door.off is off
    for key in (None, "", "đoán"):
        assert door.admits(key) is stranger


def test_the_right_password_gives_a_key_and_a_wrong_one_does_not() -> None:
    door = Admin(HASH, local=False)
    for wrong in ("", "sai", "đúng mật khẩu ", HASH, "x" * 100_000):
        assert door.enter(wrong) is None
    key = door.enter("đúng mật khẩu")
    assert door.admits(key)
    assert not door.admits(f"{key}x")
    assert not Admin(HASH, local=False).admits(key)


def test_a_key_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admin, "_LASTS", -1)
    door = Admin(HASH, local=False)
    assert not door.admits(door.enter("đúng mật khẩu"))


def test_the_same_password_is_never_kept_alike() -> None:
    assert hashed("đúng mật khẩu") != HASH
    assert "mật khẩu" not in HASH


@pytest.mark.parametrize(
    "wrong",
    ["", "matkhau", "scrypt:1:1:1:AA==:AA==", f"{HASH}*", HASH.rpartition(":")[0]],
    ids=["empty", "plain", "short", "longer", "cut"],
)
def test_what_is_no_hash_is_said_to_be_none(wrong: str) -> None:
    with pytest.raises(UsageError, match="hoi password"):
        Admin(wrong, local=True)


def test_the_hash_is_in_no_command_line() -> None:
    settings = Settings(admin_password_hash=HASH)
    assert settings.admin_password_hash == HASH
    assert HASH not in settings.model_dump_json()
    assert HASH not in repr(settings)
