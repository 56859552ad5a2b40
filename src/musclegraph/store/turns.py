"""Turns at a limited number of places, dealt out to clients one after another."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator
from dataclasses import dataclass

from musclegraph.core.refusals import Busy
from musclegraph.core.settings import Settings
from musclegraph.store.slow import SlowClients

_Waiting = asyncio.Future[None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """How many places there are, how many may wait for one, and how long."""

    places: int
    per_client: int
    waiting: int
    waiting_per_client: int
    seconds: float

    @classmethod
    def open_to_all(cls, places: int, per_client: int, settings: Settings) -> Places:
        """Return places for which everyone with a connection may wait."""
        return cls(
            places=places,
            per_client=per_client,
            waiting=settings.max_connections,
            waiting_per_client=settings.max_connections,
            seconds=settings.waiting_seconds,
        )


class Turns:
    """
    Admits as many as there are places, and lets the others wait.

    Clients that wait are served in turn, so that one who sends a hundred queries delays the next
    one by a single query. No client has more than `per_client` places.

    Where it is known who is `slow`, those are served after the others, at a quarter of the places;
    and of the others who came last is first. In a crowd that comes at once most would turn out to
    be slow, and who comes after it is not to wait until each of it was tried.
    """

    def __init__(self, limits: Places, slow: SlowClients | None = None) -> None:
        self._limits, self._slow = limits, slow
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

    def has_place(self, client: str) -> bool:
        """Tell whether `client` would get a place without waiting."""
        return not self._waiting and self._fits(client)

    def refuse_full(self, client: str) -> None:
        """
        Do nothing if `client` may wait.

        Raises:
            Busy: Enough of its requests wait already, or of all.
        """
        own = len(self._waiting.get(client, ()))
        if own >= self._limits.waiting_per_client:
            raise Busy(
                f"{own} requests of yours wait already", hint="ask again when they are answered"
            )
        if self.waiting >= self._limits.waiting:
            raise Busy(f"{self.waiting} queries wait already", hint="ask again later")

    @contextlib.asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """
        Hold a place while the block runs; wait for it first.

        Raises:
            Busy: Too many wait already, or the wait takes too long.
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
        if self.has_place(client):
            self._running[client] += 1
            return
        place = self._queue(client)
        self._deal()
        try:
            await asyncio.wait_for(asyncio.shield(place), self._limits.seconds)
        except TimeoutError:
            self._leave(client, place)
            raise Busy(
                f"no place was free for {self._limits.seconds} s",
                hint="ask again later, or ask a question under /v1, which does not wait",
            ) from None
        except asyncio.CancelledError:
            self._leave(client, place)
            raise

    def _queue(self, client: str) -> _Waiting:
        self.refuse_full(client)
        place: _Waiting = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(place)
        return place

    def _fits(self, client: str) -> bool:
        limits = self._limits
        if self.running >= limits.places or self._running[client] >= limits.per_client:
            return False
        if not self._is_slow(client):
            return True
        slow = sum(count for one, count in self._running.items() if self._is_slow(one))
        return slow < max(1, limits.places // 4)

    def _is_slow(self, client: str) -> bool:
        return self._slow is not None and self._slow.has(client)

    def _goes_first(self, client: str) -> bool:
        return self._slow is not None and not self._slow.has(client)

    def _deal(self) -> None:
        """Give the free places to clients that wait; one who got a place is behind the others."""
        for client in self._in_order():
            if self.running >= self._limits.places:
                return
            if self._fits(client):
                place = self._waiting[client].popleft()
                self._running[client] += 1
                place.set_result(None)
                self._waiting.move_to_end(client, last=not self._goes_first(client))
                if not self._waiting[client]:
                    del self._waiting[client]

    def _in_order(self) -> list[str]:
        """Return the clients that wait, the next one first."""
        first = [client for client in reversed(self._waiting) if self._goes_first(client)]
        return first + [client for client in self._waiting if not self._goes_first(client)]

    def _leave(self, client: str, place: _Waiting) -> None:
        if place.done():  # it got its place in the same moment
            self._running[client] -= 1
            self._deal()
            return
        self._waiting[client].remove(place)
        if not self._waiting[client]:
            del self._waiting[client]
