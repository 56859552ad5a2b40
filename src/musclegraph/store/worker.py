"""
A worker process: `python -m musclegraph.store.worker '{"folder": ...}'`.

It opens a store, gives up all it does not need, says it is ready, and answers one job after
another until its input ends. Its parent kills it when a query takes too long.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

from musclegraph.core.errors import MuscleGraphError, StoreError
from musclegraph.store import sandbox
from musclegraph.store.answering import answer
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.jobs import Job, error_line

# The engine parses and plans by recursion: 8 MB, the usual, end at 2,240 nested braces. This
# outlasts any nesting that fits into the longest query. Pages that are not used cost nothing.
_STACK_BYTES = 512 * 1024 * 1024


def main() -> None:
    """Answer the jobs of standard input on standard output."""
    setup = json.loads(sys.argv[1])
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what else is printed must not get between the answers
    threading.stack_size(_STACK_BYTES)
    thread = threading.Thread(target=_serve, args=(setup, sys.stdin.buffer, answers))
    thread.start()
    thread.join()


def _serve(setup: dict[str, Any], jobs: BinaryIO, answers: Any) -> None:
    is_locked = sandbox.lock()
    os.nice(setup["nice"])
    store = EmbeddedStore.open(Path(setup["folder"]), "worker")
    sandbox.limit_memory(setup["memory_mb"])
    _send(answers, json.dumps({"ready": True, "is_locked": is_locked}).encode() + b"\n")
    for line in jobs:
        try:
            found = answer(store.engine, Job.from_line(line))
        except MuscleGraphError as error:
            _send(answers, error_line(error))
        except MemoryError:
            _send(answers, error_line(StoreError("the query took too much memory")))
        else:
            _send(answers, found.to_head())
            _send(answers, found.body)


def _send(answers: Any, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[answers.write(left) :]


if __name__ == "__main__":
    main()
