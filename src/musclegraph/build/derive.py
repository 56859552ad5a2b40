"""What follows from what was curated: labels, closures, verdicts, myths, consensus, rollups."""

from __future__ import annotations

import re
from pathlib import Path

from musclegraph.core.errors import QueryFileError
from musclegraph.core.files import QUERIES
from musclegraph.core.names import BASE
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.quads import Quad, Triple, in_graph
from musclegraph.store.text import Label


def derive(data: list[Quad], folder: Path) -> list[Quad]:
    """
    Return what the CONSTRUCT files in `folder` derive from `data`.

    Each file names its graph in its first lines: `#+ graph: consensus`. No file sees what
    another derives, so their order does not matter; what `data` already says is left out.

    Raises:
        QueryFileError: A file names no graph.
    """
    store = EmbeddedStore.from_quads(data)
    known = {quad.triple for quad in data}
    derived: dict[Triple, Quad] = {}
    for path in sorted(folder.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        graph = _graph(path, text)
        for triple in store.construct(text):
            if triple not in known:
                derived.setdefault(triple, in_graph(triple, graph))
    return list(derived.values())


def labels(store: EmbeddedStore) -> list[Label]:
    """Return everything that a node is called, for the text index."""
    text = (QUERIES / "build" / "labels.rq").read_text(encoding="utf-8")
    rows = store.select(text).records()
    return [Label(**{name: term.value for name, term in row.items()}) for row in rows]


def _graph(path: Path, text: str) -> str:
    named = re.search(r"^#\+ graph: ([a-z/-]+)$", text, re.MULTILINE)
    if not named:
        raise QueryFileError(
            "the file does not say where its triples go",
            hint="add a line `#+ graph: derived`",
            where=(path, 1),
        )
    return f"{BASE}graph/{named[1]}"
