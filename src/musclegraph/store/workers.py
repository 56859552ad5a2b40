"""
The pool of killable processes that answer queries from strangers.

The engine cannot be interrupted, so a query that runs too long ends with its process. Each query
begins among the quick ones. One that takes longer needs one of few long places: with one it goes
on, at the lowest priority; without one it ends, and begins anew when it is its turn. So a query
that is quick is never behind one that is not, whoever asks.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable
from functools import partial
from pathlib import Path

from musclegraph.core.errors import StoreError
from musclegraph.core.refusals import Busy, QueryFailed, QueryTimeout
from musclegraph.core.settings import Settings
from musclegraph.store.jobs import Answer, Job
from musclegraph.store.process import Nursery, Worker
from musclegraph.store.room import Room
from musclegraph.store.slow import SlowClients
from musclegraph.store.turns import Places, Turns

_RETRY_SECONDS = 1
# A query that computes has so much time before it gives its place to one that waits.
_SHORTEST = 0.02
_LOOK_SECONDS = 0.02
# What a query of a few triples never takes.
_LEAST = 0.005
# On a busy machine a query computes only some of the time; one that is there so many times as long
# as a quick one computes is not waited for.
_MOST_SPREAD = 20
# With less than this of a processor, it is not the query that was too slow.
_LEAST_SHARE = 0.1
# A million quads take ten to twenty.
_COPY_SECONDS = 300
_LOG = logging.getLogger("musclegraph.workers")


class Pool:
    """
    All workers over one store. `async with Pool(...)` starts and ends them.

    `endings` counts why processes were ended early: `timeout`, `failed`, `cancelled`, or `anew`
    for a query that has to wait for a long place. `replaced` counts the processes started in
    place of others, and `replacing_seconds` how long that took in all.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder, self._settings = folder, settings
        self._nursery = _nursery(folder, settings, in_memory=False)
        self._warm: set[Worker] = set()
        self._living: set[Worker] = set()
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._chores: set[asyncio.Task[None]] = set()
        self._slow = SlowClients()
        self.quick, self.turns = Turns(_quick(settings), self._slow), Turns(_long(settings))
        self.room = Room(settings)
        self.endings: Counter[str] = Counter()
        self.replaced, self.replacing_seconds = 0, 0.0
        self.is_open = self.is_locked = False

    async def __aenter__(self) -> Pool:
        self.is_open = True
        try:
            # One more than can be at work, so that the next one never waits for a start.
            for _ in range(self._settings.quick_workers + 1):
                await self._start()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *reason: object) -> None:
        self.is_open = False
        for worker in list(self._living):
            worker.kill()
        # Awaited, not cancelled: a start cut short would leave its process behind.
        await asyncio.gather(*self._chores)
        await self._nursery.close()

    async def hold(self) -> None:
        """Copy the store into memory, once for all workers; then put new ones in their place."""
        nursery = _nursery(self._folder, self._settings, in_memory=True)
        try:
            first = await nursery.worker(_COPY_SECONDS)
        except (StoreError, TimeoutError) as error:
            _LOG.warning("free SPARQL goes on from disk: %s", error)
            await nursery.close()
            return
        except asyncio.CancelledError:
            await nursery.close()
            raise
        first.kill()
        old, self._nursery = self._nursery, nursery
        idle = [self._idle.get_nowait() for _ in range(self._idle.qsize())]
        before = list(self._warm)
        for worker in before:
            self._leave(worker)
        for worker in idle:
            worker.kill()
        # Its workers end with it, and some may have a query still.
        await asyncio.gather(*(worker.ended.wait() for worker in before))
        await old.close()

    async def ask(self, job: Job, client: str) -> Answer:
        """
        Answer one query of `client` when it is its turn.

        Raises:
            Busy: The queue is full, or the wait too long.
            QueryTimeout: It ran longer than `query_seconds`.
            QueryFailed: It ended its process.
            MuscleGraphError: What is wrong with the query.
        """
        self._refuse_if_hopeless(client)
        quick_s, most_s = self._settings.quick_ms / 1000, self._settings.query_seconds
        async with contextlib.AsyncExitStack() as place:
            await place.enter_async_context(self.quick.turn(client))
            self._refuse_if_hopeless(client)
            async with self._query(job, client) as query:
                while not query.is_slow(
                    _SHORTEST if self.quick.waiting else quick_s, _MOST_SPREAD * quick_s
                ):
                    if await query.is_done_within(_LOOK_SECONDS):
                        return query.result()
                if query.cpu_seconds >= _LEAST:  # else it was the machine that had no time
                    self._slow.note(client)
                if self.turns.has_place(client):
                    async with self.turns.turn(client):
                        self._move(query.worker)
                        await place.aclose()
                        return await query.within(most_s)
                query.end = "anew"
        return await self._in_long_place(job, client)

    def _refuse_if_hopeless(self, client: str) -> None:
        """Spare a flood's next query the trial: most likely it is slow, and could not even wait."""
        if self._slow.has(client):
            self.turns.refuse_full(client)

    async def _in_long_place(self, job: Job, client: str) -> Answer:
        async with self.turns.turn(client), self._query(job, client) as query:
            self._move(query.worker)
            return await query.within(self._settings.query_seconds)

    @contextlib.asynccontextmanager
    async def _query(self, job: Job, client: str) -> AsyncIterator[_Query]:
        worker = await self._take()
        query = _Query(worker, worker.ask(job, partial(self.room.take, client)))
        try:
            yield query
        finally:
            try:
                await query.close()
            finally:  # a caller may leave again meanwhile, and the process must not stay behind
                self._end(query)

    def _end(self, query: _Query) -> None:
        worker = query.worker
        if not worker.is_free:
            self.endings[query.end] += 1
        if worker.is_free and worker in self._warm:
            self._idle.put_nowait(worker)
        else:
            self._leave(worker)
            worker.kill()

    async def _take(self) -> Worker:
        try:
            async with asyncio.timeout(self._settings.waiting_seconds):
                while True:
                    worker = await self._idle.get()
                    if worker in self._warm:
                        return worker
        except TimeoutError:
            raise Busy("no worker could be started", hint="see /health/ready") from None

    def _move(self, worker: Worker) -> None:
        """Make a quick worker a slow one, for this query only; another takes its place."""
        worker.demote()
        self._leave(worker)

    def _leave(self, worker: Worker) -> None:
        if worker in self._warm:
            self._warm.discard(worker)
            if self.is_open:
                self._do(self._replace())

    async def _start(self) -> None:
        worker = await self._nursery.worker()
        if not self.is_open:
            worker.kill()
            await worker.ended.wait()
            return
        self.is_locked = worker.is_locked
        self._living.add(worker)
        self._do(self._watch(worker))
        self._warm.add(worker)
        self._idle.put_nowait(worker)

    async def _watch(self, worker: Worker) -> None:
        await worker.ended.wait()
        self._living.discard(worker)
        self._leave(worker)

    async def _replace(self) -> None:
        started = time.perf_counter()
        while self.is_open:
            try:
                await self._start()
            except StoreError:
                # The store may come back; until then the workers that live go on.
                await asyncio.sleep(_RETRY_SECONDS)
                continue
            self.replaced += 1
            self.replacing_seconds += time.perf_counter() - started
            return

    def _do(self, work: Awaitable[None]) -> None:
        # A task of its own, because the request that causes it may be cancelled.
        chore = asyncio.ensure_future(work)
        self._chores.add(chore)
        chore.add_done_callback(self._chores.discard)


class _Query:
    """One query at work in one process. `end` says why it ended early, if it did."""

    def __init__(self, worker: Worker, work: Awaitable[Answer]) -> None:
        self.worker, self.end = worker, "cancelled"
        self._work = asyncio.ensure_future(work)
        self._cpu_before, self._started = worker.cpu_seconds(), time.perf_counter()

    async def is_done_within(self, seconds: float) -> bool:
        return bool((await asyncio.wait([self._work], timeout=seconds))[0])

    def is_slow(self, seconds: float, longest: float) -> bool:
        """Tell whether it has computed for so many seconds, or is there the longest it may be."""
        return self.cpu_seconds >= seconds or time.perf_counter() - self._started >= longest

    @property
    def cpu_seconds(self) -> float:
        return self.worker.cpu_seconds() - self._cpu_before

    async def within(self, seconds: float) -> Answer:
        lasted = time.perf_counter() - self._started
        if not await self.is_done_within(seconds - lasted):
            self.end = "timeout"
            raise self._late(seconds)
        return self.result()

    def _late(self, seconds: float) -> StoreError:
        if 0 < self.cpu_seconds < _LEAST_SHARE * seconds:
            return Busy("the machine had no time for this query", hint="ask again later")
        return QueryTimeout(
            f"the query ran longer than {seconds} s",
            hint="anchor it by a constant, add a LIMIT, or take a question under /v1",
        )

    def result(self) -> Answer:
        try:
            return self._work.result()
        except QueryFailed:
            self.end = "failed"
            raise

    async def close(self) -> None:
        self._work.cancel()
        await asyncio.wait([self._work])
        if not self._work.cancelled():
            self._work.exception()  # seen, whether or not anyone asked for it


def _nursery(folder: Path, settings: Settings, in_memory: bool) -> Nursery:
    """
    Return what makes workers over the store in `folder`.

    With `in_memory` it copies the store into memory first, which takes seconds for a million
    quads, and all its workers share that copy.
    """
    setup = {"folder": str(folder), "memory_mb": settings.query_memory_mb, "in_memory": in_memory}
    return Nursery("musclegraph.store.worker", setup)


def _quick(settings: Settings) -> Places:
    count = settings.quick_workers
    # One less, so that nobody has them all.
    return Places.open_to_all(count, max(1, count - 1), settings)


def _long(settings: Settings) -> Places:
    return Places(
        places=settings.workers,
        per_client=settings.workers_per_client,
        waiting=settings.waiting,
        waiting_per_client=settings.waiting_per_client,
        seconds=settings.waiting_seconds,
    )
