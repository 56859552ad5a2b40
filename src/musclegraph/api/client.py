"""Who sends a request, as far as turns go, and whether they are still there."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
from collections.abc import Coroutine
from typing import Any

from fastapi import Request
from starlette.requests import ClientDisconnect

from musclegraph.store.jobs import Answer

_MOMENT_SECONDS = 0.05


def client_of(request: Request) -> str:
    """Return who asks: an IPv4 address, or the network that one household has in IPv6."""
    host = request.client.host if request.client else "local"
    with contextlib.suppress(ValueError):
        address = ipaddress.ip_address(host)
        if address.version == 6:
            return str(ipaddress.ip_network((address, 64), strict=False))
    return host


async def unless_gone(request: Request, work: Coroutine[None, None, Answer]) -> Answer:
    """
    Return what `work` gives, and end it if the caller goes away before.

    Raises:
        ClientDisconnect: They did.
    """
    answer = asyncio.create_task(work)
    tasks: list[asyncio.Task[Any]] = [answer]
    try:
        # Most are done in a moment, which costs less than to watch the caller.
        await asyncio.wait(tasks, timeout=_MOMENT_SECONDS)
        if not answer.done():
            tasks.append(asyncio.create_task(_absence(request)))
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            raise ClientDisconnect
        return answer.result()
    finally:
        unfinished = [task for task in tasks if task.cancel()]
        if unfinished:
            # Gathered, so that what one still says to nobody is no unseen error.
            await asyncio.gather(*unfinished, return_exceptions=True)


async def _absence(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
