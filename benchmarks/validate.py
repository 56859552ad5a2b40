"""
One changed study with its publications, findings and lines: all shapes, by us and by pyshacl.

Each study of the curated graph in turn, both engines with the shapes read before. We start from
quads and so pay for writing them out and reading them in; pyshacl starts from its own graph.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyshacl
from rdflib import Graph

from musclegraph.build import collect
from musclegraph.build.shapes import Members, Shapes, around
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.store import quads

STUDIES = 40


def timed(run: Callable[[Any], bool], data: object) -> tuple[float, bool]:
    """Return milliseconds of CPU time and the answer."""
    started = time.process_time()
    answer = run(data)
    return (time.process_time() - started) * 1000, answer


def main() -> None:
    """Print the milliseconds of each, side by side, and the ratio."""
    curated = collect.collect(collect.input_files(ONTOLOGY, QUERIES)).quads
    shapes = Shapes.of(ONTOLOGY / "shapes")
    members = Members(ONTOLOGY, shapes)
    theirs = Graph()
    for path in sorted(Path(ONTOLOGY / "shapes").glob("*.ttl")):
        theirs.parse(path)

    def ours_on(changed: list[quads.Quad]) -> bool:
        return shapes.conforms(members.beside(changed))

    def theirs_on(graph: Graph) -> bool:
        return bool(pyshacl.validate(graph, shacl_graph=theirs)[0])

    studies = sorted({node for node in quads.described(curated) if "/study/" in node})
    ours_ms, theirs_ms, sizes = [], [], []
    for study in random.Random(7).sample(studies, STUDIES):
        changed = around(study, curated)
        graph = Graph().parse(data=quads.to_ntriples(members.beside(changed)), format="nt")
        ours = min(timed(ours_on, changed) for _ in range(3))
        peer = min(timed(theirs_on, graph) for _ in range(3))
        assert ours[1], study
        assert peer[1], study
        ours_ms.append(ours[0])
        theirs_ms.append(peer[0])
        sizes.append(len(changed))
    ratios = [theirs / ours for ours, theirs in zip(ours_ms, theirs_ms, strict=True)]
    print(
        f"{STUDIES} studies of {len(studies)}, {statistics.median(sizes):.0f} quads each (median)"
    )
    print(f"ours: {statistics.median(ours_ms):.2f} ms, at most {max(ours_ms):.2f} (wanted: 3)")
    print(f"pyshacl: {statistics.median(theirs_ms):.0f} ms")
    print(
        f"times as fast: {statistics.median(ratios):.0f}, at least {min(ratios):.0f} (wanted: 40)"
    )


if __name__ == "__main__":
    main()
