"""The small graph of tests/paths/data as an opened snapshot."""

from pathlib import Path

import pytest

from musclegraph.build.derive import derive, labels
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.paths.reading import Reader
from musclegraph.store import quads, text
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.opened import Snapshot

DATA = Path(__file__).parent / "data"
TERMS = ("predicates", "study-designs", "verdict-rules")
NOTES = {"as_of": "2026-11-22", "selection": "A selection.", "advice": "Not medical advice."}


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """The small graph with the terms it uses, and its labels, derived as the build does."""
    data = quads.read(DATA / "small.trig", None)
    for name in TERMS:
        data += quads.read(ONTOLOGY / f"{name}.ttl", "https://w3id.org/musclegraph/graph/ontology")
    store = EmbeddedStore.from_quads(data + derive(data, QUERIES / "derive" / "facts"), "small")
    index = tmp_path_factory.mktemp("small") / "text.sqlite"
    text.write(labels(store), index)
    return Snapshot(None, store, text.TextIndex(index), {"id": "small", "notes": NOTES})


@pytest.fixture
def reader(small):
    """A reader of the small graph, over all evidence."""
    return Reader(small.store)
