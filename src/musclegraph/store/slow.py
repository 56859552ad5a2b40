"""Whose queries took long a moment ago; those who ask what is quick go before them."""

from __future__ import annotations

import time
from collections import OrderedDict

_SECONDS = 30.0
# A stranger may have many addresses; the oldest are forgotten.
_MOST = 10_000


class SlowClients:
    """Clients with a query that was not quick in the last half minute."""

    def __init__(self) -> None:
        self._until: OrderedDict[str, float] = OrderedDict()

    def note(self, client: str) -> None:
        """Note that a query of `client` was not quick."""
        self._until.pop(client, None)
        self._until[client] = time.monotonic() + _SECONDS
        if len(self._until) > _MOST:
            self._until.popitem(last=False)

    def has(self, client: str) -> bool:
        """Tell whether `client` is one of them."""
        return self._until.get(client, 0) > time.monotonic()

    def __len__(self) -> int:
        now = time.monotonic()
        while self._until and next(iter(self._until.values())) <= now:
            self._until.popitem(last=False)
        return len(self._until)
