"""
What a graph costs as it grows, in CPU time, measured from 10,000 quads on, and reckoned beyond.

Each size is a graph of our shape (benchmarks/graph.py, the curated facts without what is derived
from them), loaded into a store on disk by a process of its own and asked by another. `--paper`
reckons with what was measured, up to all of PubMed and to a thousand readers.

    python benchmarks/scale.py --quads 10000 100000 1000000 10000000
    python benchmarks/scale.py --paper
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import graph
import pyoxigraph as ox

RESULTS = Path(__file__).resolve().parent / "results" / "scale.json"
PICTURE = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "scale.svg"
_LOOK_UPS = 40
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"

# What the literature weighs, in records and in quads a record as `ingest pubmed` writes them.
PUBMED_RECORDS = 38_000_000
QUADS_A_RECORD = 38


def rate(peer: str) -> float:
    """Return how many look-ups a second 8 clients were answered by one process: speed.py."""
    rows = json.loads(RESULTS.with_name("speed.json").read_text())["http"]
    asked = ("look-ups", peer, 8)
    found = [r["per_second"] for r in rows if (r["case"], r["peer"], r["clients"]) == asked]
    return statistics.median(found)


def generate(quads: int, out: Path) -> dict[str, float]:
    """Write about `quads` quads to `out`."""
    started, count = time.process_time(), 0
    with out.open("wb") as file:
        for quad in graph.generate(quads):
            file.write(f"{quad} .\n".encode())
            count += 1
            if count == quads:
                break
    return {"quads": count, "generate_seconds": time.process_time() - started}


def load(nquads: Path, folder: Path) -> dict[str, float]:
    """Load a file into a store on disk."""
    started = time.process_time()
    store = ox.Store(str(folder))
    store.bulk_load(path=str(nquads))
    store.flush()
    store.optimize()
    seconds = time.process_time() - started
    del store
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"load_seconds": seconds, "load_peak_mb": _peak_mb(), "disk_mb": disk / 1e6}


def ask(folder: Path) -> dict[str, float]:
    """Open a store read-only, look claims up, and count everything once."""
    started = time.process_time()
    store = ox.Store.read_only(str(folder))
    opened = time.process_time() - started
    found = store.quads_for_pattern(None, _TYPE, None, None)
    nodes = [quad.subject for quad, _ in zip(found, range(_LOOK_UPS), strict=False)]
    times = []
    for node in nodes:
        started = time.process_time()
        list(store.query(f"SELECT * WHERE {{ GRAPH ?g {{ {node} ?p ?o }} }}"))
        times.append(time.process_time() - started)
    started = time.process_time()
    list(store.query(_COUNT))
    counted = time.process_time() - started
    look = statistics.median(times) * 1000
    return {"open_ms": opened * 1000, "look_up_ms": look, "count_seconds": counted,
            "ask_peak_mb": _peak_mb()}  # fmt: skip


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(quads: int) -> dict[str, float]:
    """Return what one size costs, each step in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = _apart("generate", str(quads), str(folder / "all.nq"))
        found |= _apart("load", str(folder / "all.nq"), str(folder / "store"))
        (folder / "all.nq").unlink()
        return found | _apart("ask", str(folder / "store"))


def _apart(step: str, *words: str) -> dict[str, float]:
    command = [sys.executable, __file__, "--step", step, *words]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=os.environ)
    return dict(json.loads(done.stdout))


def reckon(rows: list[dict[str, float]]) -> list[str]:
    """Return the lines of what all of PubMed and a thousand readers would cost, with the sums."""
    last = rows[-1]
    quads = PUBMED_RECORDS * QUADS_A_RECORD
    times = quads / last["quads"]
    speed = last["quads"] / last["load_seconds"]
    hours = last["load_seconds"] * times / 3600
    topic = 250_000 * QUADS_A_RECORD
    readers, clicks = 1000, 1 / 20
    wanted = readers * clicks
    computed, kept = rate("computed"), rate("kept")
    return [
        f"all of PubMed: {PUBMED_RECORDS:,} records x {QUADS_A_RECORD} quads = {quads:,} quads, "
        f"{times:,.0f} times the largest measured",
        f"on disk: {last['disk_mb'] * 1e6 / last['quads']:.0f} bytes a quad x {quads:,} = "
        f"{last['disk_mb'] / 1e6 * times:.2f} TB",
        f"to load at {speed:,.0f} quads a CPU second: {hours:,.1f} hours",
        f"to count all, as fast as the largest: {last['count_seconds'] * times / 60:,.0f} minutes",
        f"a topic of 250,000 records: {topic:,} quads, {topic / last['quads']:.1f} times the "
        f"largest measured, {last['disk_mb'] / 1e3 * topic / last['quads']:.1f} GB",
        f"{readers:,} readers, each a page in 20 s: {wanted:.0f} requests a second; one process "
        f"computes {computed:,.0f} look-ups and has {kept:,.0f} kept answers: "
        f"{wanted / computed:.0%} of the one, {wanted / kept:.0%} of the other",
    ]


def table(rows: list[dict[str, float]]) -> list[str]:
    """Return what was measured as lines of Markdown."""
    columns = {
        "quads": ",.0f", "load_seconds": ".1f", "load_peak_mb": ",.0f", "disk_mb": ",.0f",
        "open_ms": ".0f", "look_up_ms": ".2f", "count_seconds": ".2f", "ask_peak_mb": ",.0f",
    }  # fmt: skip
    head = [name.replace("_", " ") for name in columns]
    lines = [f"| {' | '.join(head)} |", f"|{'---:|' * len(head)}"]
    for row in rows:
        cells = (format(row[name], form) for name, form in columns.items())
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def draw(rows: list[dict[str, float]], path: Path) -> None:
    """Draw the costs over the number of quads, both on logarithmic scales."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    matplotlib.rcParams["svg.hashsalt"] = "musclegraph"
    figure, axes = pyplot.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    sizes = [row["quads"] for row in rows]
    panels = (
        ("what grows with the graph", {"load_seconds": "load, s", "count_seconds": "count all, s",
                                       "disk_mb": "on disk, MB"}),
        ("what does not", {"look_up_ms": "look one thing up, ms", "open_ms": "open, ms"}),
    )  # fmt: skip
    for axis, (title, lines) in zip(axes, panels, strict=True):
        for name, label in lines.items():
            axis.loglog(sizes, [row[name] for row in rows], marker="o", label=label)
        axis.set(title=title, xlabel="quads")
        axis.grid(visible=True, alpha=0.3)
        axis.legend()
    figure.savefig(path, metadata={"Date": None})


STEPS: dict[str, Callable[..., dict[str, float]]] = {
    "generate": lambda quads, out: generate(int(quads), Path(out)),
    "load": lambda nquads, folder: load(Path(nquads), Path(folder)),
    "ask": lambda folder: ask(Path(folder)),
}


def main() -> None:
    """Measure the sizes asked for, or reckon with those measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--paper", action="store_true")
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        step, *words = asked.step
        print(json.dumps(STEPS[step](*words)))
        return
    rows = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
    if not asked.paper:
        for quads in asked.quads:
            found = measure(quads)
            rows = [row for row in rows if row["quads"] != found["quads"]] + [found]
            rows.sort(key=lambda row: row["quads"])
            RESULTS.write_text(json.dumps(rows, indent=1) + "\n")
        draw(rows, PICTURE)
    print("\n".join([*table(rows), "", *(f"* {line}" for line in reckon(rows))]))


if __name__ == "__main__":
    main()
