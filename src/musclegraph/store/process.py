"""
Worker processes as the server sees them.

A worker starts as a fork of one process that has imported what a worker needs (the nursery), so
that a new one is ready in a fifth of the time that an interpreter takes to start. That process
has opened no store and has one thread, so a fork of it is safe.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Protocol, cast

from musclegraph.core.errors import StoreError
from musclegraph.core.refusals import QueryFailed
from musclegraph.store.jobs import Answer, answer_of

_PACKAGES = Path(__file__).resolve().parent.parent.parent
_START_SECONDS = 30
# Nothing of the server's environment, which may hold secrets. A fork has one thread, whatever
# libraries would like: no process is to take more of the machine than one.
_ENVIRONMENT = {
    "PYTHONPATH": str(_PACKAGES),
    "PATH": os.defpath,
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}

Room = Callable[[int], Awaitable[object]]


class Work(Protocol):
    """What a worker can be asked."""

    def to_line(self) -> bytes:
        """Return it as one line."""


class Worker:
    """
    One process. Used by one job at a time.

    `is_free` is false while it has a job, and after one that it did not finish.
    """

    def __init__(self, channel: socket.socket) -> None:
        self._loop = asyncio.get_running_loop()
        self._answers = asyncio.StreamReader(loop=self._loop)
        self._channel = channel
        self._pid = self._thread = self._handle = -1
        self.ended = asyncio.Event()
        self.is_free, self.is_locked = True, False

    async def open(self, seconds: float) -> None:
        """
        Wait until the process can answer, at most so many seconds.

        Raises:
            StoreError: It ended before, as when the store is gone.
        """
        _, self._wire = await self._loop.create_unix_connection(
            lambda: _Wire(self._answers, self.ended), sock=self._channel
        )
        try:
            async with asyncio.timeout(seconds):
                line = await self._answers.readline()
            if not line:
                raise StoreError("a worker cannot open the store")
        except BaseException:
            self.kill()
            await self.ended.wait()
            raise
        ready = json.loads(line)
        self._pid, self._thread, self.is_locked = (
            ready[name] for name in ("pid", "thread", "is_locked")
        )
        if hasattr(os, "pidfd_open"):  # a number could be another process's by then
            with contextlib.suppress(OSError):
                self._handle = os.pidfd_open(self._pid)

    async def ask(self, job: Work, room: Room) -> Answer:
        """
        Give it a job and return its answer, for which `room` is asked before it is read.

        Raises:
            QueryFailed: The process ended.
            MuscleGraphError: What the worker found wrong with the query, or `room` has none.
        """
        self.is_free = False
        try:
            await self._wire.send(job.to_line())
            head = json.loads(await self._answers.readuntil(b"\n"))
            held = await room(head["size"])
            body = await self._answers.readexactly(head["size"])
        except (asyncio.IncompleteReadError, ConnectionError):
            raise QueryFailed(
                "the query ended the process that answered it, most likely by its memory",
                hint="ask for less at once; long CONCATs and large products are the usual reason",
            ) from None
        self.is_free = True
        return answer_of(head, body, held)

    def cpu_seconds(self) -> float:
        """Return the time on a processor that it has taken so far; 0 where nothing tells."""
        try:
            # The kernel's number for the clock of another process (clock_getcpuclockid(3)).
            return time.clock_gettime(~self._pid << 3 | 2)
        except OSError:
            return 0

    def demote(self) -> None:
        """Let it run only where nobody else wants to; there is no way back."""
        if hasattr(os, "SCHED_IDLE"):
            with contextlib.suppress(OSError):
                os.sched_setscheduler(self._thread, os.SCHED_IDLE, os.sched_param(0))

    def kill(self) -> None:
        """End the process at once. It is its parent, the nursery, that clears up after it."""
        with contextlib.suppress(OSError):
            if self._handle >= 0:
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
                os.close(self._handle)
            elif self._pid > 0:
                os.kill(self._pid, signal.SIGKILL)
        self._handle = self._pid = -1
        self._wire.end()


class _Wire(asyncio.StreamReaderProtocol):
    """The server's end of the channel to a worker. `ended` is set when the other end is gone."""

    def __init__(self, reader: asyncio.StreamReader, ended: asyncio.Event) -> None:
        super().__init__(reader)
        self._ended = ended

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._way = cast(asyncio.Transport, transport)  # uvloop's is one without saying so

    def eof_received(self) -> bool:
        super().eof_received()
        return False  # a worker that closes its end is gone

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._ended.set()

    async def send(self, data: bytes) -> None:
        if self._way.is_closing():
            raise ConnectionResetError
        self._way.write(data)

    def end(self) -> None:
        self._way.abort()


class Nursery:
    """
    Makes workers, as `module` says, which reads `setup` as its first argument.

    Its process is started when the first worker is asked for, and again if it is gone.
    """

    def __init__(self, module: str, setup: Mapping[str, Any]) -> None:
        self._module, self._setup = module, setup
        self._starting, self._has_made_one = asyncio.Lock(), False
        self._process: asyncio.subprocess.Process | None = None
        self._orders: socket.socket | None = None

    async def worker(self, seconds: float = _START_SECONDS) -> Worker:
        """
        Return a new worker when it can answer, which may take so many seconds.

        Raises:
            StoreError: It cannot.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            ours.setblocking(False)
            try:
                await self._order(theirs)
            except OSError as error:
                ours.close()
                raise StoreError(f"cannot start a worker: {error}") from error
        worker = Worker(ours)
        await worker.open(seconds)
        self._has_made_one = True
        return worker

    async def close(self) -> None:
        """End it. Workers that live end when their channels do."""
        if self._orders:
            self._orders.close()
        if self._process:
            if not self._has_made_one:
                self._process.kill()  # it may be busy with its copy
            await self._process.wait()

    async def _order(self, channel: socket.socket) -> None:
        async with self._starting:
            if self._process is None or self._process.returncode is not None:
                await self._start()
        assert self._orders
        socket.send_fds(self._orders, [b"+"], [channel.fileno()])

    async def _start(self) -> None:
        if self._orders:
            self._orders.close()
        self._orders, theirs = socket.socketpair()
        with theirs:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", self._module, json.dumps(self._setup)),
                stdin=theirs.fileno(),
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
                env=_ENVIRONMENT,
            )
