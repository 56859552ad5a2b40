"""Room in the server's memory for the answers that are on their way to a reader."""

from __future__ import annotations

import asyncio
from collections import Counter

from musclegraph.core.refusals import Busy
from musclegraph.core.settings import Settings

# Answers up to this size take no room; there are only as many as connections.
_SMALL = 100_000


class Held:
    """Room for one answer; it is given back when this object goes, so that none is ever lost."""

    __slots__ = ("_client", "_room", "_size")

    def __init__(self, room: Room, client: str, size: int) -> None:
        self._room, self._client, self._size = room, client, size

    def __del__(self) -> None:
        self._room.give_back(self._client, self._size)


class Room:
    """
    At most `held_answer_bytes` of answers at a time, a quarter of it for one client.

    What a slow reader has not taken yet stays in memory; this bounds it.
    """

    def __init__(self, settings: Settings) -> None:
        self._most, self._seconds = settings.held_answer_bytes, settings.waiting_seconds
        self._held: Counter[str] = Counter()
        self._waiting: list[tuple[str, int, asyncio.Future[None]]] = []

    @property
    def bytes_held(self) -> int:
        """How much is held now."""
        return self._held.total()

    async def take(self, client: str, size: int) -> Held | None:
        """
        Wait for room for `size` bytes and return it; None if so few need none.

        Raises:
            Busy: There is none within `waiting_seconds`.
        """
        if size <= _SMALL:
            return None
        while not self._has(client, size):
            await self._change(client, size)
        self._held[client] += size
        return Held(self, client, size)

    async def _change(self, client: str, size: int) -> None:
        place = (client, size, asyncio.get_running_loop().create_future())
        self._waiting.append(place)
        try:
            async with asyncio.timeout(self._seconds):
                await place[2]
        except TimeoutError:
            raise Busy(
                "too many large answers are on their way to slow readers",
                hint="read your other answers first, ask again later, or ask for less",
            ) from None
        finally:
            self._waiting.remove(place)

    def give_back(self, client: str, size: int) -> None:
        """Free the room of one answer."""
        self._held[client] -= size
        if not self._held[client]:
            del self._held[client]
        for waiting, wanted, place in self._waiting:
            if not place.done() and self._has(waiting, wanted):
                place.set_result(None)

    def _has(self, client: str, size: int) -> bool:
        # One answer fits into empty room, whatever the settings.
        own = self._held[client]
        in_all = not self._held.total() or self._held.total() + size <= self._most
        return in_all and (not own or own + size <= self._most // 4)
