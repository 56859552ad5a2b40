"""A new snapshot is taken up while requests run, and a bad one is not."""

import asyncio

import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from musclegraph.api.switch import Switch
from musclegraph.core.errors import SnapshotError
from musclegraph.core.settings import Settings


class Home:
    """Stands in for a folder of snapshots: a name, and an app that says it."""

    def __init__(self):
        self.name, self.is_broken, self.hold, self.ended = "one", False, None, []

    def create(self):
        """Return an app of the newest snapshot; its end is noted."""
        if self.is_broken:
            raise SnapshotError("broken")
        name = self.name

        async def answer(request):
            if self.hold:
                await self.hold.wait()
            return PlainTextResponse(name)

        app = FastAPI(routes=[Route("/", answer)])
        app.router.lifespan_context = lambda _: self._life(name)
        return app

    def _life(self, name):
        from contextlib import asynccontextmanager

        @asynccontextmanager
        async def life():
            yield
            self.ended.append(name)

        return life()


async def ask(switch):
    """Send one request and return the body of its answer."""
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b""}

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
    await switch(scope, receive, send)
    return sent[-1]["body"].decode()


def living(home, work):
    """Run `work(switch)` between the start and the end of a server."""

    async def inside():
        switch = Switch(lambda: home.name, home.create, Settings())
        steps, sent = asyncio.Queue(), asyncio.Queue()
        life = asyncio.create_task(switch({"type": "lifespan"}, steps.get, sent.put))
        await steps.put({"type": "lifespan.startup"})
        started = await sent.get()
        if started["type"] == "lifespan.startup.complete":
            await work(switch)
            await steps.put({"type": "lifespan.shutdown"})
        await life
        return started["type"]

    return asyncio.run(inside())


def test_request_stays_with_its_snapshot_while_the_next_is_served():
    """A long request is answered from the old snapshot, which ends after it."""
    home = Home()

    async def work(switch):
        home.hold = asyncio.Event()
        long = asyncio.create_task(ask(switch))
        await asyncio.sleep(0)
        home.name = "two"
        await switch.look()
        assert home.ended == []
        home.hold.set()
        assert await ask(switch) == "two"
        assert await long == "one"

    assert living(home, work).endswith("complete")
    assert home.ended == ["one", "two"]


def test_broken_snapshot_is_left_out(caplog):
    """The old one goes on, and the log says why."""
    home = Home()

    async def work(switch):
        home.name, home.is_broken = "two", True
        await switch.look()
        assert await ask(switch) == "one"

    living(home, work)
    assert "broken" in caplog.text


@pytest.mark.parametrize("is_broken", [True])
def test_server_does_not_start_without_a_snapshot(is_broken):
    """Nothing to serve is an error at the start."""
    home = Home()
    home.is_broken = is_broken
    assert living(home, None).endswith("failed")
