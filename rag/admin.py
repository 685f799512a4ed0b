"""Who may add and remove plans: on the machine itself anyone, else whoever knows the password."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import ipaddress
import secrets
import threading
import time

from rag.errors import UsageError
from rag.keys import Keys

COST = (2**15, 8, 1)
"""scrypt's n, r and p: 32 MiB and about a tenth of a second a try."""
SHORTEST = 8
"""Characters of a password."""
_MEMORY = 2**26
_LONGEST = 1_000
_LASTS = 8 * 3600
"""Seconds for which a browser is not asked again: a working day."""
_PAUSE = 1.0
"""Seconds that a wrong password costs whoever tries many."""


def hashed(password: str, salt: bytes | None = None) -> str:
    """What is kept of a password: ``scrypt:n:r:p:salt:key``, the last two in base64."""
    salt = salt or secrets.token_bytes(16)
    parts = (_text(salt), _text(_key(password, salt, COST)))
    return ":".join(("scrypt", *map(str, COST), *parts))


Hash = tuple[tuple[int, int, int], bytes, bytes]
"""scrypt's cost, salt and key."""


def matches(password: str, kept: Hash) -> bool:
    """Whether this is the password that was hashed; as long for one that is not."""
    cost, salt, key = kept
    return hmac.compare_digest(_key(password[:_LONGEST], salt, cost), key)


def is_local(host: str) -> bool:
    """Whether a server bound to this address is reached from its own machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class Admin:
    """The door to what changes the library. Safe between threads."""

    def __init__(self, password_hash: str | None, *, local: bool) -> None:
        """Take the hash that ``hashed`` gave; None where no password is set.

        Raises:
            UsageError: it is no such hash.
        """
        self._wanted = None if password_hash is None else read_hash(password_hash)
        if password_hash is not None and self._wanted is None:
            raise UsageError(
                "HOI_ADMIN_PASSWORD_HASH: không phải chuỗi do `hoi password` in ra; hãy lập lại"
            )
        self._local = local
        self._lock = threading.Lock()
        self._keys = Keys()

    @property
    def off(self) -> bool:
        """Whether nobody may: served to others, and no password set."""
        return self._wanted is None and not self._local

    def enter(self, password: str) -> str | None:
        """A key for a while where the password is right; None where it is not or there is none."""
        with self._lock:  # one try at a time
            if self._wanted is None:
                return None
            if not matches(password, self._wanted):
                time.sleep(_PAUSE)
                return None
            return self._keys.give(_LASTS)

    def admits(self, key: str | None) -> bool:
        """Whether whoever shows this key may change the library."""
        if self._wanted is None:
            return self._local
        return self._keys.hold(key)


def _key(password: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)


def read_hash(password_hash: str) -> Hash | None:
    """What ``hashed`` wrote; None where it is no such thing."""
    name, *costs = password_hash.strip().split(":")[:4]
    try:
        salt, key = (
            base64.b64decode(one, validate=True) for one in password_hash.strip().split(":")[4:]
        )
    except (ValueError, binascii.Error):
        return None
    if (name, costs) != ("scrypt", list(map(str, COST))) or not (salt and key):
        return None
    return COST, salt, key


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
