"""
Killable processes that answer queries from strangers.

The engine cannot be interrupted, so a query that runs too long ends with its process. There is
always one process more than there are places, so that the next query does not wait for a start.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections import Counter
from pathlib import Path

from musclegraph.core.errors import StoreError
from musclegraph.core.refusals import Busy, QueryFailed, QueryTimeout
from musclegraph.core.settings import Settings
from musclegraph.store.jobs import Answer, Job, answer_of
from musclegraph.store.turns import Turns

_PACKAGES = Path(__file__).resolve().parent.parent.parent
# Behind the server itself, which must stay quick while all workers are busy.
_NICE = 10
_START_SECONDS = 30
_RETRY_SECONDS = 1


class Worker:
    """One process with the store open. Used by one query at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin
        assert process.stdout
        self._process, self._jobs, self._answers = process, process.stdin, process.stdout
        self.is_locked = False
        self.is_free = True

    @classmethod
    async def start(cls, folder: Path, memory_mb: int) -> Worker:
        """
        Start a process over the store in `folder` and wait until it can answer.

        Raises:
            StoreError: It ended before, as when the store is gone.
        """
        setup = {"folder": str(folder), "memory_mb": memory_mb, "nice": _NICE}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "musclegraph.store.worker", json.dumps(setup)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            # Nothing of the server's environment, which may hold secrets.
            env={"PYTHONPATH": str(_PACKAGES), "PATH": os.defpath},
        )
        worker = cls(process)
        try:
            async with asyncio.timeout(_START_SECONDS):
                line = await worker._answers.readline()
        except BaseException:
            await worker.kill()
            raise
        if not line:
            await worker.kill()
            raise StoreError(f"cannot open the store {folder} in a worker")
        worker.is_locked = json.loads(line)["is_locked"]
        return worker

    async def ask(self, job: Job) -> Answer:
        """
        Give it a job and return its answer. While `is_free` is false it is of no other use.

        Raises:
            QueryFailed: The process ended.
            MuscleGraphError: What the worker found wrong with the query.
        """
        self.is_free = False
        try:
            self._jobs.write(job.to_line())
            await self._jobs.drain()
            head = json.loads(await self._answers.readuntil(b"\n"))
            body = await self._answers.readexactly(head["size"])
        except (asyncio.IncompleteReadError, ConnectionError):
            raise QueryFailed(
                "the query ended the process that answered it, most likely by its memory",
                hint="ask for less at once; long CONCATs and large products are the usual reason",
            ) from None
        self.is_free = True
        return answer_of(head, body)

    async def kill(self) -> None:
        """End the process at once and clear up after it."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._jobs.close()
        with contextlib.suppress(ConnectionError):
            await self._jobs.wait_closed()
        # The transport closes when both the process and its output have ended.
        await self._answers.read()
        await self._process.wait()


class Pool:
    """
    All workers over one store. `async with Pool(...)` starts and ends them.

    `endings` counts why processes were ended early: `timeout`, `failed` or `cancelled`.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder, self._settings = folder, settings
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._chores: set[asyncio.Task[None]] = set()
        self.turns = Turns(settings)
        self.endings: Counter[str] = Counter()
        self.is_open = self.is_locked = False

    async def __aenter__(self) -> Pool:
        starts = [self._start() for _ in range(self._settings.workers + 1)]
        errors = []
        for found in await asyncio.gather(*starts, return_exceptions=True):
            if isinstance(found, Worker):
                self._idle.put_nowait(found)
            else:
                errors.append(found)
        if errors:
            await self.__aexit__()
            raise errors[0]
        self.is_open = True
        return self

    async def __aexit__(self, *reason: object) -> None:
        self.is_open = False
        # Awaited, not cancelled: a start cut short would leave its process behind.
        await asyncio.gather(*self._chores)
        while not self._idle.empty():
            await self._idle.get_nowait().kill()

    async def ask(self, job: Job, client: str) -> Answer:
        """
        Answer one query of `client` when it is its turn.

        Raises:
            Busy: The queue is full, or the wait too long.
            QueryTimeout: It ran longer than `query_seconds`.
            QueryFailed: It ended its process.
            MuscleGraphError: What is wrong with the query.
        """
        async with self.turns.turn(client):
            worker = await self._take()
            why = "cancelled"
            try:
                async with asyncio.timeout(self._settings.query_seconds):
                    return await worker.ask(job)
            except TimeoutError:
                why = "timeout"
                raise QueryTimeout(
                    f"the query ran longer than {self._settings.query_seconds} s",
                    hint="anchor it by a constant, add a LIMIT, or take a question under /v1",
                ) from None
            except QueryFailed:
                why = "failed"
                raise
            finally:
                if worker.is_free:
                    self._idle.put_nowait(worker)
                else:
                    self.endings[why] += 1
                    self._replace(worker)

    async def _take(self) -> Worker:
        try:
            async with asyncio.timeout(self._settings.waiting_seconds):
                return await self._idle.get()
        except TimeoutError:
            raise Busy("no worker could be started", hint="see /health/ready") from None

    async def _start(self) -> Worker:
        worker = await Worker.start(self._folder, self._settings.query_memory_mb)
        self.is_locked = worker.is_locked
        return worker

    def _replace(self, worker: Worker) -> None:
        # Tasks of their own, because the request that leaves them behind may be cancelled.
        for work in (worker.kill(), self._add()):
            chore = asyncio.create_task(work)
            self._chores.add(chore)
            chore.add_done_callback(self._chores.discard)

    async def _add(self) -> None:
        while self.is_open:
            try:
                self._idle.put_nowait(await self._start())
                return
            except StoreError:
                # The store may come back; until then the workers that live go on.
                await asyncio.sleep(_RETRY_SECONDS)
