"""Serve the newest snapshot without a restart: a new app beside the old one, then in its place."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from musclegraph.core.errors import MuscleGraphError
from musclegraph.core.settings import Settings

_LOG = logging.getLogger("musclegraph.switch")

Opener = Callable[[], FastAPI]


@dataclass(slots=True)
class _Served:
    """One app between its start and its end, and how many requests it still answers."""

    app: FastAPI
    name: str
    life: contextlib.AsyncExitStack
    requests: int = 0


class Switch:
    """
    An ASGI app that hands each request to the app of the newest snapshot.

    A request stays with the app that it began with; an old app ends when it has answered all of
    its own, or after `drain_seconds`. A snapshot that cannot be opened is logged and left out.

    Args:
        name: Says which snapshot is the newest, such as the target of `current`.
        create: Opens that snapshot and returns its app.
    """

    def __init__(self, name: Callable[[], str], create: Opener, settings: Settings) -> None:
        self._name, self._create, self._settings = name, create, settings
        self._served: _Served | None = None
        self._drains: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or live from the server's start to its end."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        served = self._served
        assert served, "the server sends requests after the start only"
        served.requests += 1
        try:
            await served.app(scope, receive, send)
        finally:
            served.requests -= 1

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            self._served = await self._start()
        except MuscleGraphError as error:
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            return
        await send({"type": "lifespan.startup.complete"})
        watch = asyncio.create_task(self._watch())
        await receive()
        watch.cancel()
        await asyncio.gather(watch, *self._drains, return_exceptions=True)
        await self._served.life.aclose()
        await send({"type": "lifespan.shutdown.complete"})

    async def _start(self) -> _Served:
        name = self._name()
        app = await asyncio.to_thread(self._create)
        async with contextlib.AsyncExitStack() as life:
            await life.enter_async_context(app.router.lifespan_context(app))
            return _Served(app, name, life.pop_all())
        raise AssertionError("the stack swallows no exception")

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._settings.switch_seconds)
            await self.look()

    async def look(self) -> None:
        """Switch to the newest snapshot if it is not the one served."""
        old = self._served
        assert old
        try:
            if self._name() == old.name:
                return
            self._served = await self._start()
        except Exception as error:  # whatever is wrong with it, the old one goes on
            unforeseen = not isinstance(error, MuscleGraphError)
            _LOG.warning("the newest snapshot cannot be served: %s", error, exc_info=unforeseen)
            return
        _LOG.info("snapshot %s is served in place of %s", self._served.name, old.name)
        self._later(self._drain(old))

    def _later(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._drains.add(task)
        task.add_done_callback(self._drains.discard)

    async def _drain(self, old: _Served) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._settings.drain_seconds):
                while old.requests:
                    await asyncio.sleep(0.05)
        await old.life.aclose()
