"""
The same files mapped here, on two processes, and on a Dask cluster of two worker processes.

    .venv/bin/python -m pip install '.[bench,cluster]'
    MUSCLEGRAPH_SHARED=../shared .venv/bin/python benchmarks/spread.py [RECORDS]

Eight files with RECORDS records each (2,000 unless told otherwise), made as ingest.py makes them.
The ways are timed by the clock in turn, in rounds; a ratio is the median of those of the rounds, so
what else the machine does hits all sides. CPU time is that of all processes together, and hardly
depends on what else there is. The cluster is up before, as a cluster is; the pool starts its
processes each time, as the command does. Workers have one thread each.
"""

from __future__ import annotations

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path

import distributed
import psutil
from ingest import generate, vocabulary

from musclegraph.ingest.parts import map_file
from musclegraph.ingest.spread import on_cluster, on_processes
from musclegraph.ingest.topic import Topic

FILES, ROUNDS = 8, 5


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Give the address of a Dask scheduler with two workers, all processes of their own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    module = [sys.executable, "-m"]
    scheduler = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port),
                 "--no-dashboard", "--no-jupyter"]  # fmt: skip
    worker = ["distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny",
              "--no-dashboard"]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        processes = [
            subprocess.Popen([*module, *one], cwd=folder, stderr=subprocess.DEVNULL)
            for one in (scheduler, worker, worker)
        ]
        try:
            with distributed.Client(address, timeout=60) as client:
                client.wait_for_workers(2, timeout=60)
            yield address
        finally:
            for process in reversed(processes):
                process.terminate()
            for process in processes:
                process.wait()


def main(records: int) -> None:
    """Generate, measure and print."""
    words = vocabulary()
    with tempfile.TemporaryDirectory() as temporary, cluster() as address:
        home = Path(temporary)
        paths = [home / f"pubmed99n{number:04}.xml.gz" for number in range(FILES)]
        generate(paths[0], records)
        for path in paths[1:]:
            path.write_bytes(paths[0].read_bytes())
        ways: dict[str, Callable[[Path], object]] = {
            "here": lambda out: [map_file(path, out, words, Topic()) for path in paths],
            "two processes": lambda out: on_processes(
                map_file, 2, paths, repeat(out), repeat(words), repeat(Topic())
            ),
            "Dask, two workers": lambda out: on_cluster(
                map_file, address, paths, repeat(out), repeat(words), repeat(Topic())
            ),
        }
        clock: dict[str, list[float]] = {name: [] for name in ways}
        cpu: dict[str, list[float]] = {name: [] for name in ways}
        for turn in range(ROUNDS):
            for name in list(ways)[:: -1 if turn % 2 else 1]:
                started, used = time.perf_counter(), cpu_seconds()
                ways[name](home / f"{turn}-{name}")
                clock[name].append(time.perf_counter() - started)
                cpu[name].append(cpu_seconds() - used)
    print(f"{FILES} files of {records:,} records, {ROUNDS} rounds, load {os.getloadavg()[0]:.1f}")
    for name in ways:
        medians = statistics.median(clock[name]), statistics.median(cpu[name])
        print(f"{name:>18}: {medians[0]:6.2f} s by the clock, {medians[1]:6.2f} s CPU")
    pool, dask = "two processes", "Dask, two workers"
    print(f"two processes: {ratio(clock['here'], clock[pool]):.2f} times as fast as one")
    print(f"CPU, two processes / one:  {ratio(cpu[pool], cpu['here']):.2f}")
    print(f"Dask / pool by the clock:  {ratio(clock[dask], clock[pool]):.2f}")
    print(f"Dask / pool in CPU:        {ratio(cpu[dask], cpu[pool]):.2f}")


def cpu_seconds() -> float:
    """Return what this process and all it started have used so far."""
    own = psutil.Process()
    ended = sum(own.cpu_times()[:4])  # own, and of those that ended
    return ended + sum(sum(child.cpu_times()[:4]) for child in own.children(recursive=True))


def ratio(one: list[float], other: list[float]) -> float:
    """Return the median of the ratios within the rounds."""
    return statistics.median(a / b for a, b in zip(one, other, strict=True))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 2_000)
