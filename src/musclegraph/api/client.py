"""Who sends a request, as far as turns go."""

from __future__ import annotations

import contextlib
import ipaddress

from fastapi import Request


def client_of(request: Request) -> str:
    """Return who asks: an IPv4 address, or the network that one household has in IPv6."""
    host = request.client.host if request.client else "local"
    with contextlib.suppress(ValueError):
        address = ipaddress.ip_address(host)
        if address.version == 6:
            return str(ipaddress.ip_network((address, 64), strict=False))
    return host
