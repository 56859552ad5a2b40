"""
What runs in the process of a nursery and of its workers, whatever they are asked.

A nursery forks a worker for each channel it is sent on standard input. A worker gives up all it
does not need, says it is ready, and answers one job after another until its channel closes. The
server kills it when a job takes too long.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any, NoReturn

from musclegraph.core.errors import MuscleGraphError
from musclegraph.core.refusals import QueryFailed
from musclegraph.store import sandbox
from musclegraph.store.jobs import Answer, Mistake, error_line

# Engines parse and plan by recursion: 8 MB, the usual, end at 2,240 nested braces. This outlasts
# any nesting that fits into the longest query. Pages that are not used cost nothing.
_STACK_BYTES = 512 * 1024 * 1024

Answerer = Callable[[bytes], Answer]


def setup() -> dict[str, Any]:
    """Begin as a nursery: return what the server says in the first argument."""
    os.setpgid(0, 0)  # Ctrl-C is for the server, which ends its workers when they are done
    sandbox.end_with_parent()
    found: dict[str, Any] = json.loads(sys.argv[1])
    return found


def fork_workers(opened: Callable[[], Answerer], memory_mb: int, niceness: int) -> None:
    """
    Fork a worker for each channel that comes in, until no more can.

    Args:
        opened: Called in the worker; returns what answers a line, one job, in it.
        memory_mb: Most memory a worker takes beside what it has then.
        niceness: How much it stands behind the server, which must stay quick.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel clears up after workers
    orders = socket.socket(fileno=0)
    sandbox.tidy_memory()
    while True:
        _, channels, _, _ = socket.recv_fds(orders, 1, 1)
        if not channels:
            return
        if os.fork() == 0:
            orders.close()
            _be_worker(opened, channels[0], memory_mb, niceness)
        os.close(channels[0])


def _be_worker(
    opened: Callable[[], Answerer], channel: int, memory_mb: int, niceness: int
) -> NoReturn:
    try:
        is_locked = sandbox.lock()
        threading.stack_size(_STACK_BYTES)
        given = opened, channel, memory_mb, niceness, is_locked
        thread = threading.Thread(target=_serve, args=given)
        thread.start()
        thread.join()
    finally:
        os._exit(0)


def _serve(
    opened: Callable[[], Answerer], channel: int, memory_mb: int, niceness: int, is_locked: bool
) -> None:
    answer = opened()
    sandbox.limit_memory(memory_mb)
    os.nice(niceness)  # only now, so that it is ready soon even beside many that compute
    ready = {"pid": os.getpid(), "thread": threading.get_native_id(), "is_locked": is_locked}
    _send(channel, json.dumps(ready).encode() + b"\n")
    with os.fdopen(os.dup(channel), "rb") as jobs:
        for line in jobs:
            _answer(answer, line, channel)


def _answer(answer: Answerer, line: bytes, channel: int) -> None:
    try:
        found = answer(line)
    except MuscleGraphError as error:
        _send(channel, error_line(error))
    except MemoryError:
        _send(channel, error_line(QueryFailed("the query took too much memory")))
    except Mistake as error:
        _send(channel, error.to_line())
    else:
        _send(channel, found.to_head() + found.body)  # one write wakes the server once


def _send(channel: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        # Not `send`, which the sandbox refuses.
        left = left[os.write(channel, left) :]
