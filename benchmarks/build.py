"""
A whole build of the curated graph, validation included: seconds, memory, and the peer.

The peer is pyshacl doing the validation alone, on the same graph with the same shapes.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

BUILD = [str(Path(sys.executable).with_name("musclegraph")), "build", "--home"]
PEER = """
import time
import pyshacl
from rdflib import Graph
from musclegraph.build import collect
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.store import quads
data = quads.to_ntriples(collect.collect(collect.input_files(ONTOLOGY, QUERIES)).quads)
graph, shapes = Graph().parse(data=data, format="nt"), Graph()
for path in sorted((ONTOLOGY / "shapes").glob("*.ttl")):
    shapes.parse(path)
started = time.perf_counter()
conforms, _, _ = pyshacl.validate(graph, shacl_graph=shapes)
print(conforms, time.perf_counter() - started)
"""


def run(command: list[str]) -> tuple[float, float, str]:
    """Return seconds, peak memory in MB, and the last line printed."""
    started, peak = time.perf_counter(), 0
    process = psutil.Popen(command, stdout=-1, text=True, stderr=-3)
    lines: list[str] = []
    reader = threading.Thread(target=lambda: lines.extend(process.stdout))
    reader.start()
    while process.poll() is None:
        try:
            peak = max(peak, process.memory_info().rss)
        except psutil.Error:
            break
        time.sleep(0.01)
    reader.join()
    return time.perf_counter() - started, peak / 1e6, lines[-1].strip() if lines else "failed"


def main() -> None:
    """Print what a build takes, and what the peer takes for its validation."""
    with tempfile.TemporaryDirectory() as home:
        seconds, memory, line = run([*BUILD, home])
    print(line)
    print(f"build: {seconds:.1f} s, {memory:.0f} MB at most (wanted: 20 s, 500 MB)")
    _, _, line = run([sys.executable, "-c", PEER])
    conforms, validation = line.split()
    print(f"pyshacl, validation alone: {float(validation):.1f} s (conforms: {conforms})")
    print(f"the whole build takes {seconds / float(validation):.2f} times pyshacl's validation")


if __name__ == "__main__":
    main()
