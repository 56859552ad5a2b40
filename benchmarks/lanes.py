"""
What neighbours notice of monsters, and how soon a killed worker is replaced.

Starts the server on the snapshot, asks point queries in both lanes and has a sentence checked,
while nothing else runs, while ten clients send queries that never end, and while six send texts of
the greatest length, in turns. Then kills workers, one after another, while the monsters run. Prints
the figures as JSON and writes them into README.md. The load comes from this process, on the same
machine; the monsters only wait in it.

    python benchmarks/lanes.py [ROUNDS]
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import platform
import re
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from processes import free_port, tied

ROOT = Path(__file__).resolve().parent.parent
README = Path(__file__).with_name("README.md")
_BEGIN, _END = "<!-- made by lanes.py: begin -->", "<!-- made by lanes.py: end -->"
SECONDS = 3  # of each quiet and each loud part of a round
PAUSE = 0.01  # between two point queries
MONSTERS = 10
KILLS = 20
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SENTENCE = "Cramps come from drinking too little. "
POINT = "SELECT ?p ?o {{ <https://w3id.org/musclegraph/claim/{}> ?p ?o }} LIMIT {}"


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    load = os.getloadavg()[0]  # over 1, somebody else computes, and the ratios say little
    with server() as (port, pid):
        slugs = claims(port)
        check(http.client.HTTPConnection("127.0.0.1", port), SENTENCE)  # opens the checker
        times: dict[str, dict[str, list[float]]] = {}
        for _ in range(rounds):
            for name, (sent, clients) in LOADS.items():
                with monsters(port, sent, clients):
                    for lane, found in probe(port, slugs).items():
                        times.setdefault(lane, {}).setdefault(name, []).extend(found)
        with monsters(port, *LOADS["ten endless queries"]):
            replaced = kills(port, pid)
    found = {"load_before": round(load, 1), **report(times, replaced)}
    print(json.dumps(found, indent=2))
    record(found)


def endless(number: int, client: str) -> bytes:
    """Return a request whose query never ends."""
    query = urllib.parse.quote(ENDLESS + f"#{number}")
    head = f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n"
    return f"{head}X-Forwarded-For: {client}\r\n\r\n".encode()


def long_text(number: int, client: str) -> bytes:
    """Return a request with a text of the greatest length."""
    body = json.dumps({"text": (SENTENCE * 6000)[:199_000] + str(number)})
    head = f"POST /v1/check HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {client}\r\n"
    kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return f"{head}{kind}{body}".encode()


# What is sent beside, and by whom; the point queries come from 192.0.2.1.
LOADS: dict[str, tuple[Callable[[int, str], bytes], list[str]]] = {
    "quiet": (endless, []),
    "ten endless queries": (endless, [f"198.51.100.{number}" for number in range(MONSTERS)]),
    "ten endless queries of the same client": (endless, ["192.0.2.1"] * MONSTERS),
    "six long texts": (long_text, [f"198.51.100.{number}" for number in range(6)]),
}


@contextlib.contextmanager
def server() -> Iterator[tuple[int, int]]:
    """Serve the snapshot on a free port; give the port and the process."""
    port = free_port()
    command = [sys.executable, "-m", "musclegraph.cli.__main__", "serve", "--port", str(port)]
    with subprocess.Popen(
        tied(command), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            while True:
                with contextlib.suppress(OSError):
                    get(http.client.HTTPConnection("127.0.0.1", port), "/health/ready")
                    break
                time.sleep(0.05)
            yield port, process.pid
        finally:
            process.terminate()


def get(connection: http.client.HTTPConnection, path: str, client: str = "192.0.2.1") -> bytes:
    """GET `path` as `client`, as a reverse proxy on this machine would say it."""
    connection.request("GET", path, headers={"X-Forwarded-For": client})
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"{path[:100]}: {response.status} {body[:300]!r}")
    return body


def claims(port: int) -> list[str]:
    """Return the slugs of all claims."""
    found = json.loads(get(http.client.HTTPConnection("127.0.0.1", port), "/v1/claims"))
    return [row["claim"].partition(":")[2] for row in found["rows"]]


@contextlib.contextmanager
def monsters(port: int, sent: Callable[[int, str], bytes], clients: list[str]) -> Iterator[None]:
    """Keep one monster of each client at work."""
    stop = threading.Event()
    sockets = [socket.create_connection(("127.0.0.1", port)) for _ in clients]

    def send(number: int) -> None:
        while not stop.is_set():
            with contextlib.suppress(ConnectionError):
                sockets[number].sendall(sent(number, clients[number]))
                whole(sockets[number])

    threads = [threading.Thread(target=send, args=(n,)) for n in range(len(clients))]
    for thread in threads:
        thread.start()
    time.sleep(1)  # the first moments, in which they begin, are not what is asked
    try:
        yield
    finally:
        stop.set()
        for connection in sockets:
            with contextlib.suppress(OSError):  # the server may have closed it
                connection.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join()
    time.sleep(0.5)


def whole(connection: socket.socket) -> None:
    """Read one answer to its end, as far as it comes."""
    answer = http.client.HTTPResponse(connection)
    with contextlib.suppress(http.client.HTTPException, OSError):
        answer.begin()
        answer.read()


def probe(port: int, slugs: list[str]) -> dict[str, list[float]]:
    """Ask in all lanes, alternately, each time something else; return milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    times: dict[str, list[float]] = {"named": [], "free": [], "sentence": []}
    until = time.perf_counter() + SECONDS
    number = 0
    while time.perf_counter() < until:
        slug = slugs[number % len(slugs)]
        number += 1
        query = POINT.format(slug, number + int(time.time()))
        paths = {
            "named": f"/v1/claims/{slug}",
            "free": "/sparql?query=" + urllib.parse.quote(query),
        }
        for lane, path in paths.items():
            started = time.perf_counter()
            get(connection, path)
            times[lane].append(1000 * (time.perf_counter() - started))
            time.sleep(PAUSE)
        started = time.perf_counter()
        check(connection, SENTENCE + " " * (number % 50))
        times["sentence"].append(1000 * (time.perf_counter() - started))
    return times


def check(connection: http.client.HTTPConnection, text: str) -> None:
    """Have a text checked."""
    headers = {"Content-Type": "application/json", "X-Forwarded-For": "192.0.2.1"}
    connection.request("POST", "/v1/check", json.dumps({"text": text}), headers)
    response = connection.getresponse()
    if response.status != 200:
        raise RuntimeError(f"/v1/check: {response.status} {response.read()[:300]!r}")
    response.read()


def kills(port: int, pid: int) -> list[float]:
    """Kill workers, one after another; return how many milliseconds each replacement took."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    found = []
    while len(found) < KILLS:
        before, spent = numbers(connection)
        os.kill(workers(pid)[-1], signal.SIGKILL)
        time.sleep(0.3)
        after, total = numbers(connection)
        if after == before + 1:  # else a monster ended at the same time
            found.append(1000 * (total - spent))
    return found


def numbers(connection: http.client.HTTPConnection) -> tuple[float, float]:
    """Return how many workers were replaced so far, and the seconds that took."""
    text = get(connection, "/metrics").decode()
    names = ("workers_replaced", "workers_replacing_seconds")
    count, seconds = (
        float(re.search(rf"^musclegraph_{name} (\S+)", text, re.M)[1]) for name in names
    )
    return count, seconds


def workers(pid: int) -> list[int]:
    """Return the worker processes of the server, oldest first."""

    def children(parent: int) -> list[int]:
        return list(map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split()))

    named = b"musclegraph.store.worker"
    nurseries = [c for c in children(pid) if named in Path(f"/proc/{c}/cmdline").read_bytes()]
    return sorted(child for nursery in nurseries for child in children(nursery))


def report(times: dict[str, dict[str, list[float]]], replaced: list[float]) -> dict[str, Any]:
    """Return the figures: milliseconds, and ratios of loud to quiet."""

    def p99(found: list[float]) -> float:
        return statistics.quantiles(found, n=100)[98]

    lanes = {
        lane: {
            load: {
                "asked": len(found),
                "median_ms": round(statistics.median(found), 2),
                "p99_ms": round(p99(found), 2),
                "p99_ratio_to_quiet": round(p99(found) / p99(loads["quiet"]), 2),
            }
            for load, found in loads.items()
        }
        for lane, loads in times.items()
    }
    return {
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "monsters": MONSTERS,
        "point_queries": lanes,
        "replacement_ms": {
            "kills": len(replaced),
            "median": round(statistics.median(replaced), 1),
            "max": round(max(replaced), 1),
        },
        "wanted": {"p99_ratio_to_quiet": 2, "replacement_ms": 150},
    }


def record(found: dict[str, Any]) -> None:
    """Write the figures into README.md."""
    lines = [
        f"{datetime.now(UTC):%Y-%m-%dT%H:%M+00:00}, the curated graph; {found['machine']}, Python "
        f"{found['python']}; load average before: {found['load_before']}.",
        "",
        "| lane | beside | asked | median, ms | p99, ms | p99, times quiet |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for lane, loads in found["point_queries"].items():
        for load, one in loads.items():
            figures = (one["asked"], one["median_ms"], one["p99_ms"], one["p99_ratio_to_quiet"])
            lines.append(f"| {lane} | {load} | {' | '.join(map(str, figures))} |")
    new, wanted = found["replacement_ms"], found["wanted"]
    lines += [
        "",
        f"Of {new['kills']} workers killed, one after another, the replacement was ready after "
        f"{new['median']} ms (median), {new['max']} ms (longest). Wanted: at most "
        f"{wanted['replacement_ms']} ms, and a p99 of at most {wanted['p99_ratio_to_quiet']} times "
        "quiet beside ten endless queries.",
    ]
    head, _, rest = README.read_text(encoding="utf-8").partition(_BEGIN)
    _, _, tail = rest.partition(_END)
    text = "\n".join(lines)
    README.write_text(f"{head}{_BEGIN}\n{text}\n{_END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
