"""What this process computes itself is dealt out in turns, so that nobody has every thread."""

import asyncio

from musclegraph.api.fair import Fair
from musclegraph.core.settings import Settings


class App:
    """Computes until it is let go; then begins its answer, and ends it when that is read."""

    def __init__(self):
        self.running, self.most, self.go, self.read = 0, 0, asyncio.Event(), asyncio.Event()

    async def __call__(self, scope, receive, send):
        """Answer one request."""
        self.running += 1
        self.most = max(self.most, self.running)
        await self.go.wait()
        self.running -= 1
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await self.read.wait()
        await send({"type": "http.response.body", "body": b""})


async def ask(fair, host, path="/v1/claims", method="GET"):
    """Send one request; return the status of its answer."""
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": [], "query_string": b""}
    scope |= {"client": (host, 1), "state": {}}
    await fair(scope, None, send)
    return sent[0]["status"]


def run(clients, work, **limits):
    """Send a request for each of `clients`, then `work(app)`; return statuses."""

    async def inside():
        app = App()
        fair = Fair(app, Settings(**limits))
        asked = [asyncio.create_task(ask(fair, *one)) for one in clients]
        await asyncio.sleep(0)
        await work(app)
        app.go.set()
        app.read.set()
        return await asyncio.gather(*asked)

    return asyncio.run(inside())


async def settle():
    """Let all go as far as they can."""
    for _ in range(20):
        await asyncio.sleep(0)


def test_one_client_has_two_threads_and_all_have_eight():
    """Another client does not wait for the one who sends a hundred."""

    async def work(app):
        await settle()
        assert app.running == 3

    assert run([("a",)] * 100 + [("b",)], work) == [200] * 101

    async def full(app):
        await settle()
        assert app.running == 8

    run([(str(number),) for number in range(20)], full)


def test_place_is_given_back_when_the_answer_begins():
    """Slow readers compute nothing."""

    async def work(app):
        app.go.set()
        await settle()
        assert (app.running, app.most) == (0, 2)

    assert run([("a",)] * 9, work) == [200] * 9


def test_long_wait_is_a_problem():
    """503 with what to do, not a broken connection."""

    async def work(app):
        await asyncio.sleep(1.2)

    found = run([("a",)] * 3, work, waiting_seconds=1)
    assert found == [200, 200, 503]


def test_health_and_what_has_turns_of_its_own_do_not_wait():
    """A balancer asks while all threads are taken; free SPARQL has places of its own."""

    async def work(app):
        await settle()
        assert app.running == 5

    others = [("a", "/health/ready"), ("a", "/sparql"), ("a", "/v1/objections", "POST")]
    run([("a",)] * 5 + others, work)
