"""
How fast we are, as ratios to peers measured in the same run.

    make bench                          one million quads, eight to twelve minutes
    python benchmarks/speed.py --quads 100000 --rounds 3

Every peer is up during the whole run and asked in turn, in many short rounds, so that whatever
else the machine does hits all of them. The load comes from a process of its own. A figure is the
median over the rounds; a ratio is the median of the ratios within a round.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import graph
import peers
import processes
from cases import Asked, Cases, route
from peers import Peer

from musclegraph.core.files import SNAPSHOTS
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.opened import CURRENT, STORE, Snapshot, open_current

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
_QUADS = "graph.nq"
_CLIENTS = (1, 8, 32)
_PACKAGES = ("musclegraph", "pyoxigraph", "oxigraph", "rdflib", "rdflib-endpoint", "uvicorn")
# All the load comes from one address, which a server on the open internet would not let do this.
_OPEN = {
    "workers_per_client": 64,
    "threads_per_client": 64,
    "threads": 64,
    "waiting_per_client": 64,
    "connections_per_client": 1000,
    "switch_seconds": 60,
}
_WORDS = ("night leg cramp", "dehydration", "quinine", "magnesium", "eyelid", "back spasm")


class Child:
    """A process that answers one line of JSON with another."""

    def __init__(self, *command: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *error: object) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(60)
        assert self._process.stdout
        self._process.stdout.close()

    def read(self) -> dict[str, Any]:
        """Return the next line."""
        assert self._process.stdout
        return dict(json.loads(self._process.stdout.readline()))

    def ask(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer to `order`."""
        assert self._process.stdin
        self._process.stdin.write(f"{json.dumps(order)}\n")
        self._process.stdin.flush()
        return self.read()


class Bench:
    """One run: the peers that are up, and what has been measured."""

    def __init__(self, snapshot: Snapshot, seconds: float) -> None:
        self._snapshot, self._seconds = snapshot, seconds
        self._cases = Cases(snapshot, HERE / "queries")
        self.mix = self._cases.mix
        self.http: list[dict[str, Any]] = []
        self.inside: list[dict[str, Any]] = []

    def plan(self, up: Mapping[str, Peer]) -> Iterator[tuple[str, str, list[dict[str, Any]], int]]:
        """Yield what is measured in a round: case, peer, its requests, number of clients."""
        look_ups, points, lists = self._cases.look_ups, self._cases.points, self._cases.lists()
        for clients in _CLIENTS:
            for name in ("computed", "kept", "virtuoso"):
                yield "look-ups", name, _requests(up.get(name), look_ups), clients
            for name in ("computed", "kept", "oxigraph"):
                yield "point queries", name, _sparql(up.get(name), look_ups), clients
            for name in ("computed", "kept", "oxigraph", "virtuoso", "rdflib-endpoint"):
                yield "small queries", name, _sparql(up.get(name), points), clients
        for title, asked in lists.items():
            for name in ("computed", "kept", "virtuoso"):
                yield title, name, _requests(up.get(name), [asked]), 1

    def http_round(self, number: int, up: Mapping[str, Peer], load: Child) -> None:
        """Ask every server everything once."""
        plan = [step for step in self.plan(up) if step[2]]
        if number % 2:
            plan.reverse()  # nobody is always the one who comes after the same other
        for case, name, requests, clients in plan:
            peer = up[name]
            order = {"host": processes.HOST, "port": peer.port, "requests": requests}
            found = load.ask({**order, "clients": clients, "seconds": self._seconds})
            rate = found["requests"] / found["seconds"]
            about = {"round": number, "case": case, "peer": name, "clients": clients}
            self.http.append({**about, "per_second": rate, **found})

    def warm(self, kept: Peer, load: Child) -> None:
        """Ask the server with a cache everything before, so that what it keeps is measured."""
        for _, _, requests, clients in self.plan({"kept": kept}):
            sent, order = 0, {"host": processes.HOST, "port": kept.port, "requests": requests}
            # The same clients as in the rounds, for what they send is part of what is kept.
            while clients == 1 and sent < 2 * len(requests):
                sent += load.ask({**order, "clients": 4, "seconds": 1})["requests"]

    def inside_round(self, number: int, engines: Mapping[str, Child]) -> None:
        """Ask every engine the typical questions once."""
        for question, text in self._cases.typical().items():
            for name, child in engines.items():
                found = child.ask({"query": text, "most_seconds": 0.1})
                about = {"round": number, "question": question, "engine": name}
                median = statistics.median(found["times_ms"])
                self.inside.append({**about, "ms": median, "rows": found["rows"]})

    def agreement(self, up: Mapping[str, Peer]) -> list[str]:
        """Return where two peers give another number of rows to the same query."""
        asked = self._cases.points[:40]
        differing = []
        for one in asked:
            rows = {name: _rows(peer, one) for name, peer in up.items()}
            if len(set(rows.values())) > 1:
                differing.append(f"{one.sparql}: {rows}")
        return differing


def _requests(peer: Peer | None, asked: Sequence[Asked]) -> list[dict[str, Any]]:
    """Return how a question is asked: ours by its route, a peer's as SPARQL."""
    if peer is not None and peer.name == "virtuoso":
        return _sparql(peer, asked)
    return [route(one) for one in asked] if peer else []


def _sparql(peer: Peer | None, asked: Sequence[Asked]) -> list[dict[str, Any]]:
    return [peer.request(one.sparql) for one in asked] if peer else []


def _rows(peer: Peer, asked: Asked) -> int:
    return len(json.loads(peer.fetch(peer.request(asked.sparql)))["results"]["bindings"])


def cold_open(stores: Mapping[str, Path], rounds: int) -> list[dict[str, Any]]:
    """Return how long it takes to open each store, in ms."""
    found = []
    for name, folder in stores.items():
        times = []
        for _ in range(max(rounds, 5)):
            started = time.perf_counter()
            EmbeddedStore.open(folder, "benchmark")
            times.append(1000 * (time.perf_counter() - started))
        quads = json.loads((folder.parent / "MANIFEST.json").read_text())["counts"]["quads"]
        found.append({"store": name, "quads": quads, "ms": statistics.median(times)})
    return found


def text_search(snapshot: Snapshot, rounds: int) -> list[dict[str, Any]]:
    """Return what a search of the labels takes, and the same by CONTAINS in memory, in ms."""
    template = (HERE / "queries" / "label-contains.rq").read_text(encoding="utf-8")
    snapshot.store.hold()
    found = []
    for words in _WORDS * max(1, rounds // 2):
        started = time.perf_counter()
        snapshot.text.search(words, 10)
        searched = time.perf_counter()
        snapshot.store.select(template.replace("WORDS", words))
        ended = time.perf_counter()
        ms = {"index_ms": 1000 * (searched - started), "contains_ms": 1000 * (ended - searched)}
        found.append({"words": words, **ms})
    return found


def machine() -> dict[str, Any]:
    """Return what all this ran on."""
    model = [
        line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    ]
    memory = Path("/proc/meminfo").read_text().split()[1]
    virtuoso = "none"
    if processes.has_virtuoso():
        done = subprocess.run(["virtuoso-t", "-?"], capture_output=True, text=True, check=False)
        lines = (done.stdout + done.stderr).splitlines()
        virtuoso = next((line.strip() for line in lines if "Version" in line), "unknown")
    return {
        "cpu": model[0].partition(":")[2].strip() if model else platform.machine(),
        "cores": len([*Path("/sys/devices/system/cpu").glob("cpu[0-9]*")]),
        "memory_gb": round(int(memory) / 1e6),
        "system": platform.platform(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in _PACKAGES} | {"virtuoso": virtuoso},
    }


def run(home: Path, rounds: int, seconds: float) -> Iterator[dict[str, Any]]:
    """Measure everything over the snapshot in `home`; yield the results after each round."""
    folder, load_average = (home / CURRENT).resolve(), os.getloadavg()[0]
    snapshot = open_current(home)
    bench = Bench(snapshot, seconds)
    results = {
        "when": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": machine(),
        "load_average": load_average,
        "quads": snapshot.manifest["counts"]["quads"],
        "seconds": seconds,
        "mix": bench.mix,
        "cold_open": cold_open(_stores(folder), rounds),
        "text_search": text_search(open_current(home), rounds),
        "http": bench.http,
        "inside": bench.inside,
    }
    with contextlib.ExitStack() as up:
        servers, engines = _started(up, home, folder)
        results["loading"] = {name: child.read() for name, child in engines.items()}
        results["starts"] = {peer.name: peer.facts for peer in servers}
        load = up.enter_context(Child(str(HERE / "load.py")))
        started = {peer.name: peer for peer in servers}
        results["differing"] = bench.agreement(started)
        bench.warm(started["kept"], load)
        for number in range(rounds):
            print(f"round {number + 1} of {rounds}", file=sys.stderr)
            bench.http_round(number, started, load)
            bench.inside_round(number, engines)
            yield {**results, "rounds": number + 1}


def _started(
    up: contextlib.ExitStack, home: Path, folder: Path
) -> tuple[list[Peer], dict[str, Child]]:
    """Start every server, and every engine in a process of its own."""
    port = processes.free_port()
    inside = [str(HERE / "inside.py"), str(folder / _QUADS), str(folder / STORE)]
    # rdflib takes longest to load, so it begins first and the others start meanwhile.
    engines = {"rdflib": up.enter_context(Child(inside[0], "rdflib", *inside[1:], str(port)))}
    servers = [
        up.enter_context(peers.musclegraph("computed", home, cache_bytes=1, **_OPEN)),
        up.enter_context(peers.musclegraph("kept", home, **_OPEN)),
        up.enter_context(peers.oxigraph(folder / STORE)),
    ]
    if processes.has_virtuoso():
        servers.append(up.enter_context(peers.virtuoso(folder / _QUADS)))
    for name in ("memory", "disk"):
        engines[name] = up.enter_context(Child(inside[0], name, *inside[1:]))
    return [*servers, Peer("rdflib-endpoint", port, "/")], engines


def _stores(folder: Path) -> dict[str, Path]:
    stores = {"this graph": folder / STORE}
    if (SNAPSHOTS / CURRENT).exists():
        stores["the curated graph"] = (SNAPSHOTS / CURRENT).resolve() / STORE
    return stores


def main() -> None:
    """Run, and keep the results; a run that is cut short keeps its whole rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0, help="of load in one measurement")
    parser.add_argument("--out", type=Path, default=RESULTS / "speed.json")
    given = parser.parse_args()
    given.out.parent.mkdir(exist_ok=True)
    for results in run(graph.build(given.quads), given.rounds, given.seconds):
        given.out.write_text(f"{json.dumps(results, indent=1)}\n", encoding="utf-8")
    print(given.out)


if __name__ == "__main__":
    main()
