"""What a store answers, and how it refuses."""

import shutil

import pytest

from musclegraph.core.errors import BadQuery, DataError, NotAcceptable, StoreError
from musclegraph.core.names import BASE
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.sparql import Term

DATA = '<urn:a> <urn:p> "x"@en , 3 . GRAPH <urn:g> { <urn:b> <urn:p> true }'


@pytest.fixture
def store(tmp_path):
    """Three triples in two graphs."""
    path = tmp_path / "data.trig"
    path.write_text(DATA)
    return EmbeddedStore.from_files(path)


def test_select_sees_all_graphs(store):
    """The default graph is the union, and numbers come back as numbers."""
    table = store.select("SELECT ?o WHERE { ?s <urn:p> ?o } ORDER BY ?s ?o")
    assert {row[0].python for row in table.rows} == {"x", 3, True}
    assert "en" in {row[0].language for row in table.rows}


def test_unbound_is_left_out_of_records(store):
    """A column without a value is not in its record."""
    table = store.select("SELECT ?s ?none WHERE { ?s <urn:p> 3 OPTIONAL { ?s <urn:q> ?none } }")
    assert table.records() == [{"s": Term("iri", "urn:a")}]


@pytest.mark.parametrize("text", ["SELECT", "ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_select_takes_only_select(store, text):
    """Another form, or no SPARQL, is the caller's mistake."""
    with pytest.raises(BadQuery):
        store.select(text)


def test_rows_are_not_turtle(store):
    """An answer is written only in a form it has."""
    with pytest.raises(NotAcceptable):
        store.serialize("SELECT * WHERE { ?s ?p ?o }", "text/turtle")


@pytest.mark.parametrize(
    ("name", "text"), [("a.ttl", "<urn:a> x"), ("a.pdf", ""), ("none.ttl", None)]
)
def test_bad_file_is_named(tmp_path, name, text):
    """Broken, unknown and missing files name the file."""
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(DataError, match=name):
        EmbeddedStore.from_files(tmp_path / name)


def test_missing_store_says_build(tmp_path):
    """A folder without a store says how to make one."""
    with pytest.raises(StoreError) as caught:
        EmbeddedStore.open(tmp_path / "none", "x")
    assert "musclegraph build" in caught.value.hint


@pytest.fixture(scope="module")
def damaged(snapshot, tmp_path_factory):
    """The snapshot's store with a quarter of each large file gone."""
    folder = tmp_path_factory.mktemp("damaged") / "store"
    shutil.copytree(snapshot.store_folder, folder)
    for path in folder.glob("*.sst"):
        raw = bytearray(path.read_bytes())
        if len(raw) > 100_000:
            raw[len(raw) // 4 : len(raw) // 2] = bytes(len(raw) // 2 - len(raw) // 4)
            path.write_bytes(raw)
    return EmbeddedStore.open(folder, "damaged")


@pytest.mark.parametrize(
    "read",
    [
        lambda store: store.select("SELECT * WHERE { ?s ?p ?o }"),
        lambda store: store.construct("CONSTRUCT WHERE { ?s ?p ?o }"),
        lambda store: store.serialize("SELECT * WHERE { ?s ?p ?o }", "text/csv"),
        lambda store: store.count(f"{BASE}graph/claims"),
        lambda store: store.graph(f"{BASE}graph/claims", 10_000),
        lambda store: store.graphs(),
    ],
    ids=["select", "construct", "serialize", "count", "graph", "graphs"],
)
def test_a_damaged_store_says_so(damaged, read):
    """Whatever is read of it, the error is the store's, with a way to look for more."""
    with pytest.raises(StoreError, match="Corruption") as caught:
        read(damaged)
    assert "snapshot verify" in caught.value.hint
