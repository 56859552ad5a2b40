"""Who sends a request, as far as turns go, and whether they are still there."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
from collections.abc import Coroutine

from fastapi import Request
from starlette.requests import ClientDisconnect

from musclegraph.store.jobs import Answer


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
    answer, absence = asyncio.create_task(work), asyncio.create_task(_absence(request))
    try:
        await asyncio.wait((answer, absence), return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            raise ClientDisconnect
        return answer.result()
    finally:
        for task in (answer, absence):
            task.cancel()
        await asyncio.gather(answer, absence, return_exceptions=True)


async def _absence(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
