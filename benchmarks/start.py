"""
A question from the command line, against a bare interpreter and against rdflib.

Runs the three interleaved, so that a busy machine slows all of them, and prints medians and
ratios. The peer loads the same curated files into an rdflib Dataset and asks the same query.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUESTION, VALUE = "evidence-for-claim", "claim=dehydration-causes-cramp"
PEER = """
import sys
from pathlib import Path
from rdflib import Dataset
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.queries.catalog import load
graph = Dataset(default_union=True)
for path in sorted(ONTOLOGY.rglob("*.t[tr]*")):
    if "shapes" not in path.parts and path.suffix in (".ttl", ".trig"):
        graph.parse(path, format={".ttl": "turtle", ".trig": "trig"}[path.suffix])
name, value = sys.argv[1], dict([sys.argv[2].split("=")])
query = load(QUERIES / "competency" / f"{name}.rq").bind(value)
print(len(list(graph.query(query))))
"""


def commands() -> dict[str, list[str]]:
    """Return what is timed: a name and its command line."""
    return {
        "bare interpreter": [sys.executable, "-c", "pass"],
        "musclegraph ask": [
            str(Path(sys.executable).with_name("musclegraph")),
            "ask",
            QUESTION,
            VALUE,
        ],
        "rdflib": [sys.executable, "-c", PEER, QUESTION, VALUE],
    }


def measure(rounds: int) -> dict[str, float]:
    """Return the median wall-clock seconds of each command."""
    times: dict[str, list[float]] = {name: [] for name in commands()}
    for number in range(rounds):
        for name, command in commands().items():
            if name == "rdflib" and number % 5:
                continue
            started = time.perf_counter()
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            times[name].append(time.perf_counter() - started)
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> None:
    """Print the table."""
    found = measure(rounds=25)
    bare, ours = found["bare interpreter"], found["musclegraph ask"]
    for name, seconds in found.items():
        print(f"{name:20} {1000 * seconds:8.1f} ms")
    print(f"musclegraph is {ours / bare:.1f} times a bare interpreter (wanted: at most 6)")
    print(f"rdflib takes {found['rdflib'] / ours:.1f} times as long (wanted: at least 15)")


if __name__ == "__main__":
    main()
