"""Turns at what this process computes itself: questions, records, pages, pictures."""

from __future__ import annotations

import contextlib

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from musclegraph.api import problems
from musclegraph.api.client import client_of
from musclegraph.core.refusals import Busy
from musclegraph.core.settings import Settings
from musclegraph.store.turns import Places, Turns

# These compute in processes with turns of their own, or nothing.
_OTHERS = frozenset(
    {"/sparql", "/query", "/check", "/v1/export", "/metrics", "/health/live", "/health/ready"}
)


class Fair:
    """
    Middleware: few requests at a time, clients in turn, so that nobody has every thread.

    A place is given back when the answer begins, for a slow reader computes nothing.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        places = Places.open_to_all(settings.threads, settings.threads_per_client, settings)
        self._app, self._turns = app, Turns(places)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request when it is its turn."""
        # A body may be long in coming, so what has one waits for no place with it.
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] in _OTHERS:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        async with contextlib.AsyncExitStack() as place:
            try:
                await place.enter_async_context(self._turns.turn(client_of(request)))
            except Busy as error:
                await problems.refused(request, error)(scope, receive, send)
                return

            async def begun(message: Message) -> None:
                if message["type"] == "http.response.start":
                    await place.aclose()
                await send(message)

            await self._app(scope, receive, begun)
