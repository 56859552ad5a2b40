"""Room for answers: it is bounded, shared, and never lost."""

import asyncio

import pytest

from musclegraph.core.refusals import Busy
from musclegraph.core.settings import Settings
from musclegraph.store.room import Room

MB = 1_000_000


def run(work, **limits):
    """Run `work(room)` with room for 8 MB, 2 MB of it for one client."""

    async def inside():
        return await work(Room(Settings(held_answer_bytes=8 * MB, waiting_seconds=1, **limits)))

    return asyncio.run(inside())


def test_small_answers_need_no_room():
    """What a connection may hold anyway is not counted."""
    assert run(lambda room: room.take("a", 1000)) is None


def test_room_comes_back_with_the_object():
    """Nothing has to be called, so nothing is forgotten when a request is cut off."""

    async def work(room):
        held = await room.take("a", MB)
        taken = room.bytes_held
        del held
        return taken, room.bytes_held

    assert run(work) == (MB, 0)


@pytest.mark.parametrize(("clients", "size"), [("aaa", MB), ("abcdefghi", MB), ("ab", 8 * MB)])
def test_full_room_is_busy(clients, size):
    """Neither one client nor all together hold more than their share."""

    async def work(room):
        held = [await room.take(client, size) for client in clients[:-1]]
        with pytest.raises(Busy):
            await room.take(clients[-1], size)
        return len(held)

    run(work)


def test_who_waits_gets_what_comes_back():
    """Room that is given back goes to the next one that fits."""

    async def work(room):
        held = [await room.take("a", MB) for _ in range(2)]
        waiting = asyncio.create_task(room.take("a", MB))
        await asyncio.sleep(0)
        held.pop()
        return await waiting

    assert run(work)


def test_answer_of_any_size_fits_into_empty_room():
    """A small setting makes answers wait, it never makes one impossible."""
    assert run(lambda room: room.take("a", 100 * MB))
