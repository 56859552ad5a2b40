"""Turns at a limited number of places, dealt out to clients one after another."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator

from musclegraph.core.refusals import Busy
from musclegraph.core.settings import Settings

_Waiting = asyncio.Future[None]


class Turns:
    """
    Admits as many as there are `workers`, and lets the others wait.

    Clients that wait are served in turn, so that one who sends a hundred queries delays the next
    one by a single query. No client has more than `workers_per_client` places.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._running: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[_Waiting]] = OrderedDict()

    @property
    def running(self) -> int:
        """How many have a place."""
        return self._running.total()

    @property
    def waiting(self) -> int:
        """How many wait for one."""
        return sum(map(len, self._waiting.values()))

    @contextlib.asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """
        Hold a place while the block runs; wait for it first.

        Raises:
            Busy: Too many wait already, or the wait takes longer than `waiting_seconds`.
        """
        await self._admit(client)
        try:
            yield
        finally:
            self._running[client] -= 1
            if not self._running[client]:
                del self._running[client]
            self._deal()

    async def _admit(self, client: str) -> None:
        if not self._waiting and self._has_place(client):
            self._running[client] += 1
            return
        place = self._queue(client)
        self._deal()
        try:
            await asyncio.wait_for(asyncio.shield(place), self._settings.waiting_seconds)
        except TimeoutError:
            self._leave(client, place)
            raise Busy(
                f"no worker was free for {self._settings.waiting_seconds} s",
                hint="ask again later, or ask a question under /v1, which does not wait",
            ) from None
        except asyncio.CancelledError:
            self._leave(client, place)
            raise

    def _queue(self, client: str) -> _Waiting:
        own = len(self._waiting.get(client, ()))
        limits = self._settings
        if own >= limits.waiting_per_client or self.waiting >= limits.waiting:
            raise Busy(
                f"{own} queries of yours and {self.waiting} in all wait already",
                hint="ask again when they are answered",
            )
        place: _Waiting = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(place)
        return place

    def _has_place(self, client: str) -> bool:
        limits = self._settings
        return self.running < limits.workers and self._running[client] < limits.workers_per_client

    def _deal(self) -> None:
        """Give the free places to clients that wait; one who got a place goes to the end."""
        for client in list(self._waiting):
            if self.running >= self._settings.workers:
                return
            if self._has_place(client):
                place = self._waiting[client].popleft()
                self._running[client] += 1
                place.set_result(None)
                self._waiting.move_to_end(client)
                if not self._waiting[client]:
                    del self._waiting[client]

    def _leave(self, client: str, place: _Waiting) -> None:
        if place.done():  # it got its place in the same moment
            self._running[client] -= 1
            self._deal()
            return
        self._waiting[client].remove(place)
        if not self._waiting[client]:
            del self._waiting[client]
