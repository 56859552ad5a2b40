"""A new snapshot is taken up while requests run, and a bad one is not."""

import asyncio
import json
import shutil
import threading
import time

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from musclegraph.api.app import open_app
from musclegraph.api.switch import Switch
from musclegraph.build.snapshot import switch as switch_snapshot
from musclegraph.core.errors import SnapshotError
from musclegraph.core.settings import Settings
from musclegraph.store.opened import Where


class Home:
    """Stands in for a folder of snapshots: a name, and an app that says it."""

    def __init__(self):
        self.name, self.hold, self.ended = "one", None, []
        self.error = None  # what opening a snapshot fails with

    def create(self):
        """Return an app of the newest snapshot; its end is noted."""
        if self.error:
            raise self.error
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


@pytest.mark.parametrize("kind", [SnapshotError, KeyError])
def test_broken_snapshot_is_left_out(kind, caplog):
    """The old one goes on, and the log says why, also if nobody foresaw it."""
    home = Home()

    async def work(switch):
        home.name, home.error = "two", kind("broken")
        await switch.look()
        assert await ask(switch) == "one"

    living(home, work)
    assert "broken" in caplog.text


def test_server_does_not_start_without_a_snapshot():
    """Nothing to serve is an error at the start."""
    home = Home()
    home.error = SnapshotError("broken")
    assert living(home, None).endswith("failed")


PATHS = (
    "/v1/claims/dehydration-causes-cramp",
    "/v1/myths?limit=3",
    "/claim/dehydration-causes-cramp",
    "/sparql?query=SELECT%20%2A%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%205",
    "/.well-known/void",
)


def successor(home):
    """Put a second snapshot beside the first: the same data under another id."""
    first = (home / "current").resolve()
    second = home / "0123456789ab"
    shutil.copytree(first, second)
    manifest = json.loads((second / "MANIFEST.json").read_text())
    (second / "MANIFEST.json").write_text(json.dumps({**manifest, "id": second.name}))
    return first.name, second.name


def test_a_damaged_snapshot_is_not_served(home, tmp_path):
    """One byte that is not as it was published is enough to leave it out."""
    shutil.copytree(home, tmp_path / "home", symlinks=True)
    store = tmp_path / "home" / "current" / "store"
    path = max(store.glob("*.sst"), key=lambda one: one.stat().st_size)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 255
    path.write_bytes(raw)
    with pytest.raises(SnapshotError, match="not as it was published"):
        open_app(Where(tmp_path / "home"), Settings(workers=1))


class Load(threading.Thread):
    """One client that asks until it is told to stop, and notes statuses and snapshots."""

    def __init__(self, address):
        super().__init__(daemon=True)
        self.address, self.answers, self.stopped = address, [], threading.Event()

    def run(self):
        """Ask."""
        with httpx.Client(base_url=self.address, timeout=30) as client:
            while not self.stopped.is_set():
                for path in PATHS:
                    answer = client.get(path)
                    self.answers.append((answer.status_code, answer.headers["etag"][3:15]))


def test_no_request_fails_while_snapshots_are_switched(home, serving, tmp_path):
    """Four clients ask a running server while it moves to another snapshot and back."""
    shutil.copytree(home, tmp_path / "home", symlinks=True)
    first, second = successor(tmp_path / "home")
    with serving(tmp_path / "home", workers=2, switch_seconds=1, drain_seconds=5) as address:
        clients = [Load(address) for _ in range(4)]
        for client in clients:
            client.start()
        for name in (second, first):
            switch_snapshot(tmp_path / "home", name)
            deadline = time.monotonic() + 30
            while not all(c.answers and c.answers[-1][1] == name for c in clients):
                assert time.monotonic() < deadline, "the new snapshot is not served"
                time.sleep(0.1)
        for client in clients:
            client.stopped.set()
            client.join(30)
    answers = [answer for client in clients for answer in client.answers]
    assert {status for status, _ in answers} == {200}
    assert {name for _, name in answers} == {first, second}
