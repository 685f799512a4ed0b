"""How often one address may ask: a bucket of tokens each, filled again as time goes on."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

MOST_ADDRESSES = 10_000
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_DEAR = "/answer.docx"
"""Read, yet each is a question."""


class Buckets:
    """One bucket an address, full at first. Used on the event loop alone.

    What is forgotten beyond ``most`` addresses is the bucket that was not touched for longest.
    """

    def __init__(
        self,
        a_minute: float,
        full: float,
        most: int = MOST_ADDRESSES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Fill by ``a_minute`` tokens each minute, up to ``full``."""
        self._rate, self._full, self._most, self._clock = a_minute / 60, full, most, clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def wait(self, who: str) -> float:
        """Seconds until there is a token for this address; 0 where there is one."""
        return max(0.0, (1 - self._tokens(who, self._clock())) / self._rate)

    def take(self, who: str) -> float:
        """Take a token and return 0, or return the seconds until there is one."""
        now = self._clock()
        tokens = self._tokens(who, now)
        if tokens < 1:
            return (1 - tokens) / self._rate
        self._held[who] = (tokens - 1, now)
        self._held.move_to_end(who)
        if len(self._held) > self._most:
            self._held.popitem(last=False)
        return 0.0

    def give_back(self, who: str) -> None:
        """Undo one ``take``."""
        now = self._clock()
        self._held[who] = (min(self._full, self._tokens(who, now) + 1), now)

    def _tokens(self, who: str, now: float) -> float:
        tokens, since = self._held.get(who, (self._full, now))
        return min(self._full, tokens + (now - since) * self._rate)


def address_of(scope: Scope) -> str:
    """Who asks: the address of the connection, of IPv6 the network that one customer has.

    Behind a proxy named in ``HOI_PROXY`` uvicorn has put the client's own there.
    """
    host = str((scope.get("client") or ("",))[0])
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return host
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)


def too_many(seconds: float) -> JSONResponse:
    """429 in one line, which the page shows as it stands."""
    wait = math.ceil(seconds)
    words = f"Máy này vừa gửi quá nhiều yêu cầu. Xin thử lại sau {wait} giây."
    return JSONResponse({"detail": words}, 429, headers={"Retry-After": str(wait)})


class RateLimit:
    """Lets through what only reads; of all else as much as the address's bucket holds."""

    def __init__(self, app: ASGIApp, buckets: Buckets) -> None:
        """Take the app behind it."""
        self._app, self._buckets = app, buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what comes too often."""
        if scope["type"] == "http" and (
            scope["method"] not in _READING or scope["path"].endswith(_DEAR)
        ):
            seconds = self._buckets.take(address_of(scope))
            if seconds > 0:
                return await too_many(seconds)(scope, receive, send)
        return await self._app(scope, receive, send)
