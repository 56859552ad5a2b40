"""
The nursery and the workers of free SPARQL: `python -m musclegraph.store.worker '{"folder": ...}'`.

A worker opens the store, or has it from the nursery's memory, and answers queries.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from musclegraph.store import answering, forking
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.jobs import Answer, Job

_NICE = 5


def main() -> None:
    """Fork a worker for each channel that comes in, until no more can."""
    setup = forking.setup()
    folder = Path(setup["folder"])
    held = _copy(folder) if setup["in_memory"] else None

    def opened() -> forking.Answerer:
        store = held if held is not None else EmbeddedStore.open(folder, "worker")

        def answer(line: bytes) -> Answer:
            return answering.answer(store.engine, Job.from_line(line))

        return answer

    forking.fork_workers(opened, setup["memory_mb"], _NICE)


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


if __name__ == "__main__":
    main()
