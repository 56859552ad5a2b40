"""
The nursery and the workers: `python -m musclegraph.store.worker '{"folder": ...}'`.

The nursery forks a worker for each channel it is sent on standard input. A worker opens the
store, or has it from the nursery's memory, gives up all it does not need, says it is ready, and
answers one job after another until its channel closes. The server kills it when a query takes too
long.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import Any, NoReturn

from musclegraph.core.errors import MuscleGraphError
from musclegraph.core.refusals import QueryFailed
from musclegraph.store import sandbox
from musclegraph.store.answering import answer
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.jobs import Job, error_line

# The engine parses and plans by recursion: 8 MB, the usual, end at 2,240 nested braces. This
# outlasts any nesting that fits into the longest query. Pages that are not used cost nothing.
_STACK_BYTES = 512 * 1024 * 1024
# Behind the server itself, which must stay quick while all workers are busy.
_NICE = 5


def main() -> None:
    """Fork a worker for each channel that comes in, until no more can."""
    setup = json.loads(sys.argv[1])
    os.setpgid(0, 0)  # Ctrl-C is for the server, which ends its workers when they are done
    sandbox.end_with_parent()
    held = _copy(Path(setup["folder"])) if setup["in_memory"] else None
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel clears up after workers
    orders = socket.socket(fileno=0)
    while True:
        _, channels, _, _ = socket.recv_fds(orders, 1, 1)
        if not channels:
            return
        if os.fork() == 0:
            orders.close()
            _be_worker(setup, held, channels[0])
        os.close(channels[0])


def _be_worker(setup: dict[str, Any], held: EmbeddedStore | None, channel: int) -> NoReturn:
    try:
        is_locked = sandbox.lock()
        threading.stack_size(_STACK_BYTES)
        thread = threading.Thread(target=_serve, args=(setup, held, channel, is_locked))
        thread.start()
        thread.join()
    finally:
        os._exit(0)


def _copy(folder: Path) -> EmbeddedStore:
    """Return a copy in memory, which the workers share with the nursery page by page."""
    read, write = os.pipe()
    # An open store has threads of its own, which a fork does not survive: another process reads.
    reader = os.fork()
    if reader == 0:
        os.close(read)
        with os.fdopen(write, "wb") as out:
            EmbeddedStore.open(folder, "copied").write_all(out)
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as quads:
        held = EmbeddedStore.read_all(quads, "worker")
    if os.waitpid(reader, 0)[1]:
        sys.exit(f"cannot read {folder}")
    return held


def _serve(
    setup: dict[str, Any], held: EmbeddedStore | None, channel: int, is_locked: bool
) -> None:
    store = held or EmbeddedStore.open(Path(setup["folder"]), "worker")
    sandbox.limit_memory(setup["memory_mb"])
    os.nice(_NICE)  # only now, so that it is ready soon even beside many that compute
    ready = {"pid": os.getpid(), "thread": threading.get_native_id(), "is_locked": is_locked}
    _send(channel, json.dumps(ready).encode() + b"\n")
    with os.fdopen(os.dup(channel), "rb") as jobs:
        for line in jobs:
            _answer(store, line, channel)


def _answer(store: EmbeddedStore, line: bytes, channel: int) -> None:
    try:
        found = answer(store.engine, Job.from_line(line))
    except MuscleGraphError as error:
        _send(channel, error_line(error))
    except MemoryError:
        _send(channel, error_line(QueryFailed("the query took too much memory")))
    else:
        _send(channel, found.to_head())
        _send(channel, found.body)


def _send(channel: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        # Not `send`, which the sandbox refuses.
        left = left[os.write(channel, left) :]


if __name__ == "__main__":
    main()
