"""Connections that end when the other side is too slow, and of which no client has too many."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import json
from collections import Counter
from http import HTTPStatus
from socket import SO_SNDBUF, SOL_SOCKET
from typing import TYPE_CHECKING

from musclegraph.api.problems import MEDIA_TYPE, TYPES
from musclegraph.core.settings import Settings

if TYPE_CHECKING:
    from uvicorn.protocols.http.h11_impl import H11Protocol as _Base
else:
    _Base = object

_KERNEL_BYTES = 128 * 1024  # Linux doubles it


class Flow(_Base):
    """
    Mixed into one of uvicorn's protocols: bounds what a slow client costs.

    The head of a request has to arrive within `body_seconds`. A buffer of 64 kB that is not read
    down to 16 kB within `send_seconds` ends the connection. A proxy that is trusted to name its
    clients may have all connections there are.
    """

    limits: Settings
    counts: Counter[str]
    _host = ""
    _stall: asyncio.TimerHandle | None = None
    _wait: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count the connection, and refuse one too many."""
        super().connection_made(transport)
        # Else the kernel takes up to 4 MB off our hands, for each reader who does not read.
        transport.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_SNDBUF, _KERNEL_BYTES)
        self._host = self.client[0] if self.client else ""
        self.counts[self._host] += 1
        self._expect_head()
        if self._is_too_many():
            self._refuse(_TOO_MANY)

    def data_received(self, data: bytes) -> None:
        """Read on, and begin or end the wait for the head of a request."""
        super().data_received(data)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self.counts[self._host] -= 1
        if not self.counts[self._host]:
            del self.counts[self._host]
        self._move_on()
        if self._wait:
            self._wait.cancel()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Begin to lose patience."""
        super().pause_writing()
        self._move_on()
        self._stall = self.loop.call_later(self.limits.send_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on."""
        self._move_on()
        super().resume_writing()

    def _expect_head(self) -> None:
        is_at_work = self.cycle is not None and not self.cycle.response_complete
        if self._wait and is_at_work:
            self._wait.cancel()
            self._wait = None
        elif not self._wait and not is_at_work:
            self._wait = self.loop.call_later(self.limits.body_seconds, self._refuse, _TOO_SLOW)

    def _refuse(self, answer: bytes) -> None:
        self._wait = None
        if not self.transport.is_closing():
            self.transport.write(answer)
            self.transport.close()

    def _move_on(self) -> None:
        if self._stall:
            self._stall.cancel()
            self._stall = None

    def _is_too_many(self) -> bool:
        if self.counts.total() > self.limits.max_connections:
            return True
        is_many = self.counts[self._host] > self.limits.connections_per_client
        return is_many and not is_trusted(self._host, self.limits)


def is_trusted(host: str, limits: Settings) -> bool:
    """Tell whether `host` is one of `trusted_proxies`, which are addresses or networks."""
    with contextlib.suppress(ValueError):
        address = ipaddress.ip_address(host)
        for proxy in limits.trusted_proxies.split(","):
            with contextlib.suppress(ValueError):
                if address in ipaddress.ip_network(proxy.strip()):
                    return True
    return False


def written(status: HTTPStatus, kind: str, title: str, detail: str) -> bytes:
    """Return a whole answer that says what is wrong, and that the connection ends."""
    about = {"type": f"{TYPES}{kind}", "status": status, "title": title, "detail": detail}
    body = json.dumps(about)
    head = (
        f"HTTP/1.1 {status} {status.phrase}",
        f"Content-Type: {MEDIA_TYPE}",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *(["Retry-After: 5"] if status >= HTTPStatus.INTERNAL_SERVER_ERROR else ()),
    )
    return "\r\n".join((*head, "", body)).encode()


_TOO_MANY = written(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "busy",
    "there are too many connections",
    "close some of yours, or come back later",
)
_TOO_SLOW = written(
    HTTPStatus.REQUEST_TIMEOUT, "too-slow", "the request took too long", "send it again"
)
