"""
Queries from strangers, answered by a SPARQL server elsewhere.

That server has its own ways to end a query; here a query has a turn, a deadline and a cap on what
is read of its answer.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from musclegraph.core.refusals import QueryTimeout
from musclegraph.core.settings import Settings
from musclegraph.store.answering import answer
from musclegraph.store.client import Limits
from musclegraph.store.jobs import Answer, Job
from musclegraph.store.remote import RemoteStore
from musclegraph.store.room import Room
from musclegraph.store.turns import Places, Turns


class RemotePool:
    """
    Stands where `workers.Pool` does; there are no processes here, so none is replaced.

    A caller that leaves does not end its query: that goes on to its deadline.
    """

    is_locked = False
    replaced, replacing_seconds = 0, 0.0

    def __init__(self, store: RemoteStore, settings: Settings) -> None:
        places = settings.workers + settings.quick_workers
        self._settings = settings
        limits = Limits(settings.query_seconds, settings.max_answer_bytes)
        self._engine = store.engine.within(limits)
        self._threads = ThreadPoolExecutor(places, "remote")
        self.turns = Turns(
            Places(
                places=places,
                per_client=max(1, places // 2),
                waiting=settings.waiting,
                waiting_per_client=settings.waiting_per_client,
                seconds=settings.waiting_seconds,
            )
        )
        self.quick = self.turns  # one lane: that server does not say which query is slow
        self.room = Room(settings)
        self.endings: Counter[str] = Counter()
        self.is_open = False

    async def __aenter__(self) -> RemotePool:
        self.is_open = True
        return self

    async def __aexit__(self, *reason: object) -> None:
        self.is_open = False
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def hold(self) -> None:
        """Do nothing: the server has its own memory."""

    async def ask(self, job: Job, client: str) -> Answer:
        """Answer one query of `client` when it is its turn; errors as for `workers.Pool.ask`."""
        self.turns.refuse_full(client)
        async with self.turns.turn(client):
            work = partial(answer, self._engine, job)
            try:
                found = await asyncio.get_running_loop().run_in_executor(self._threads, work)
            except QueryTimeout:
                self.endings["timeout"] += 1
                raise
        held = await self.room.take(client, len(found.body))
        return Answer(found.media_type, found.body, found.is_cut, held)
