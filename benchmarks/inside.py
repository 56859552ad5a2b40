"""
One engine inside a process of its own, asked through standard input.

    python benchmarks/inside.py (memory|disk|rdflib) QUADS STORE [PORT]

Loads, says in one line of JSON how long that took and what memory it needs, and then answers each
`{"query", "most_seconds"}` with the times of up to 30 runs within so many seconds, in ms, at least
three, and the number of rows. rdflib also serves itself with rdflib-endpoint on PORT.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil

Ask = Callable[[str], int]


def memory(quads: Path, store: Path) -> Ask:
    """Return how to ask a copy in memory."""
    from musclegraph.store.embedded import EmbeddedStore

    held = EmbeddedStore.from_files(quads)
    return lambda query: len(held.select(query).rows)


def disk(quads: Path, store: Path) -> Ask:
    """Return how to ask the store where it lies."""
    from musclegraph.store.embedded import EmbeddedStore

    opened = EmbeddedStore.open(store, "benchmark")
    return lambda query: len(opened.select(query).rows)


def rdflib(quads: Path, store: Path, port: int = 0) -> Ask:
    """Return how to ask rdflib, and serve it at `port`, if any."""
    from rdflib import Dataset

    graph = Dataset(default_union=True)
    graph.parse(quads, format="nquads")
    if port:
        import uvicorn
        from rdflib_endpoint import SparqlEndpoint

        app = SparqlEndpoint(graph=graph)
        options = {"host": "127.0.0.1", "port": port, "log_level": "critical"}
        threading.Thread(target=uvicorn.run, args=(app,), kwargs=options, daemon=True).start()
    return lambda query: len(list(graph.query(query)))


def main() -> None:
    """Load, then answer until the input ends."""
    engine, quads, store, *port = sys.argv[1:]
    process, started = psutil.Process(), time.perf_counter()
    before = process.memory_info().rss
    arguments = [Path(quads), Path(store), *map(int, port)]
    ask: Ask = {"memory": memory, "disk": disk, "rdflib": rdflib}[engine](*arguments)
    loaded = {
        "seconds": time.perf_counter() - started,
        "megabytes": (process.memory_info().rss - before) / 1e6,
    }
    print(json.dumps(loaded), flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        times: list[float] = []
        rows = 0
        while len(times) < 3 or (len(times) < 30 and sum(times) < 1000 * order["most_seconds"]):
            started = time.perf_counter()
            rows = ask(order["query"])
            times.append(1000 * (time.perf_counter() - started))
        print(json.dumps({"times_ms": times, "rows": rows}), flush=True)


if __name__ == "__main__":
    main()
