"""
A synthetic graph of our shape at any size, built into a real snapshot.

The curated files are copied over and over, each copy under slugs of its own, so that predicates,
fan-out and lengths of text are those of the real graph. A fixed seed then moves evidence lines to
the same claim of other copies, few claims getting many, turns some around, and draws years and
numbers of people anew. What follows from that - closures, verdicts, myths, rollups - is derived by
the same queries and the same engine as in a build; only the validation is left out.

    python benchmarks/graph.py --quads 1000000
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from musclegraph.build import collect, pipeline, snapshot
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.core.names import BASE, KINDS
from musclegraph.queries import catalog, describe
from musclegraph.store import quads
from musclegraph.store.opened import CURRENT

SEED = 20261128
HOME = Path(__file__).resolve().parent / ".data"
# What all copies share: vocabularies, rules, questions.
_SHARED = {"scheme", "rule", "query", "shape", "release", "graph", "scope", "verdict", "myth"}
_OWN = "|".join(kind for kind in KINDS if kind not in _SHARED)
_IRI = re.compile(rf"<({re.escape(BASE)}(?:{_OWN}|graph/source)/[^>]*)>")
_NODE = re.compile(rf"<{re.escape(BASE)}(?:{_OWN})/")
_NS = f"{BASE}ns#"
_NAMES = (
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2004/02/skos/core#altLabel",
    f"{_NS}layLabel",
    "http://purl.org/dc/terms/title",
)
_IDENTIFIERS = ("http://purl.org/spar/fabio/hasPubMedId",)
_TURNED = {f"{_NS}supports": f"{_NS}disputes", f"{_NS}disputes": f"{_NS}supports"}


def generate(size: int, seed: int = SEED) -> Iterator[ox.Quad]:
    """Yield about `size` quads in the end: fewer now, the rest follows when they are derived."""
    files = collect.input_files(ONTOLOGY, QUERIES)
    curated = collect.collect(files).quads
    questions = describe.as_quads(catalog.load_all(QUERIES / "competency"))
    lines = [f"{quad} .\n" for quad in curated]
    own = [line for line in lines if _NODE.match(line)]
    shared = [line for line in lines if not _NODE.match(line)]
    yield from questions
    yield from ox.parse("".join(shared).encode(), format=ox.RdfFormat.N_QUADS)
    yield from ox.parse("".join(own).encode(), format=ox.RdfFormat.N_QUADS)
    # Verdicts, closures, rollups and questions come on top: measured at several sizes.
    copies = max(0, round((size - 1.29 * len(lines)) / (1.19 * len(own))))
    rng = random.Random(seed)
    text = "".join(own)
    for number in range(1, copies + 1):
        yield from _copy(text, number, copies, rng)


def _copy(text: str, number: int, copies: int, rng: random.Random) -> Iterator[ox.Quad]:
    renamed = _IRI.sub(rf"<\1-{number}>", text)
    for quad in ox.parse(renamed.encode(), format=ox.RdfFormat.N_QUADS):
        predicate = quad.predicate.value
        value = quad.object
        if predicate in _NAMES or predicate in _IDENTIFIERS:
            mark = f"{value.value} {number}" if predicate in _NAMES else f"{number}{value.value}"
            value = _like(value, mark)
        elif predicate == f"{_NS}sampleSize":
            value = ox.Literal(max(5, int(rng.lognormvariate(4, 1.2))))
        elif predicate == f"{_NS}year":
            value = _like(value, str(rng.randint(1975, 2026)))
        elif predicate == f"{_NS}direction" and rng.random() < 0.15:
            value = ox.NamedNode(_TURNED.get(value.value, value.value))
        elif predicate == f"{_NS}claim" and "/evidence-line/" in quad.subject.value:
            value = _elsewhere(value, number, copies, rng)
        yield ox.Quad(quad.subject, quad.predicate, value, quad.graph_name)


def _like(old: ox.Literal, text: str) -> ox.Literal:
    if old.language:
        return ox.Literal(text, language=old.language)
    return ox.Literal(text, datatype=old.datatype)


def _elsewhere(claim: ox.NamedNode, number: int, copies: int, rng: random.Random) -> ox.NamedNode:
    """Return, for one line in five, the same claim of another copy; low numbers more often."""
    if rng.random() > 0.2:
        return claim
    other = min(copies, int(copies * rng.random() ** 2) + 1)
    return ox.NamedNode(f"{claim.value.removesuffix(f'-{number}')}-{other}")


def build(size: int, home: Path = HOME, seed: int = SEED) -> Path:
    """
    Build a snapshot of about `size` quads and return its home folder.

    It is kept, and used again while the curated files, the queries and this generator stay as
    they are.
    """
    inputs = _inputs(size, seed)
    name = snapshot.snapshot_id(inputs)
    own = home / name
    if (own / CURRENT).exists():
        return own
    questions = catalog.load_all(QUERIES / "competency")
    given = list(generate(size, seed))
    notes = pipeline.notes(given)
    data = pipeline.derive_all(given, QUERIES, notes["as_of"])
    with snapshot.writing(own, name) as folder:
        pipeline.write(folder, data, questions)
        quads.dump(data, folder / "graph.nq")
        counts = {"quads": len(data), "questions": len(questions)}
        snapshot.write_manifest(folder, name, inputs, counts, notes)
    return own


def _inputs(size: int, seed: int) -> dict[str, str]:
    files = collect.input_files(ONTOLOGY, QUERIES)
    own = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    return {file.name: file.sha256 for file in files} | {
        "generator": own,
        "size": str(size),
        "seed": str(seed),
    }


def main() -> None:
    """Build one and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=1_000_000)
    print(build(parser.parse_args().quads))


if __name__ == "__main__":
    main()
