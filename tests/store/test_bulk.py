"""A snapshot that the server's own bulk loader has loaded is offered without being sent."""

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks import processes
from click.testing import CliRunner
from store import servers

from musclegraph.cli._group import group
from musclegraph.core.errors import SnapshotError
from musclegraph.core.settings import Settings
from musclegraph.store.bulk import write_bulk
from musclegraph.store.client import Client
from musclegraph.store.push import Server, push
from musclegraph.store.remote import RemoteStore

COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"


@contextlib.contextmanager
def oxigraph(file, folder):
    """Load by `oxigraph load`, then serve."""
    program = Path(sys.executable).with_name("oxigraph")
    load = [program, "load", "--location", folder / "store", "--file", file]
    subprocess.run(load, check=True, capture_output=True)
    with servers.oxigraph(folder=folder / "store") as address:
        yield address


@contextlib.contextmanager
def virtuoso(file, folder):
    """Load by ld_dir and rdf_loader_run in the running server."""
    if not servers.has_virtuoso():
        pytest.skip("Virtuoso is missing: apt-get install virtuoso-opensource")
    with processes.virtuoso(folder, processes.Size(), file.parent) as server:
        server.sql(
            f"ld_dir('{file.parent}', '{file.name}', 'urn:x'); rdf_loader_run(); checkpoint;"
        )
        yield servers.address_of(server)


@pytest.mark.parametrize("loaded", [oxigraph, virtuoso], ids=["oxigraph", "virtuoso"])
def test_loaded_in_bulk(loaded, home, snapshot, tmp_path):
    """Push finds all graphs whole and sends only the one that lists them; it answers as here."""
    run = CliRunner().invoke(group, ["push", "--bulk", str(tmp_path / "bulk"), "--home", str(home)])
    assert run.exit_code == 0, run.output
    (file,) = (tmp_path / "bulk").iterdir()
    assert str(file) in run.output
    (tmp_path / "own").mkdir()
    with loaded(file, tmp_path / "own") as address:
        settings, sent = Settings(**address.settings), []
        graphs = Client(address.graphs, settings)
        put, graphs.put = graphs.put, lambda graph, *more: (sent.append(graph), put(graph, *more))
        server = Server(Client(address.queries, settings), graphs)
        assert push(snapshot.store, server, lambda line: None) == len(snapshot.store)
        assert [name.rpartition("/")[2] for name in sent] == [snapshot.store.snapshot_id]
        store = RemoteStore.open(server.queries, snapshot.store.snapshot_id)
        assert store.select(COUNTS) == snapshot.store.select(COUNTS)


def test_a_place_that_cannot_be_written(snapshot, tmp_path):
    """It is named, and nothing is left there."""
    (tmp_path / "file").write_text("")
    with pytest.raises(SnapshotError, match="cannot write into"):
        write_bulk(snapshot.store, tmp_path / "file")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_neither_an_address_nor_a_folder(home):
    """Push says what it wants."""
    run = CliRunner().invoke(group, ["push", "--home", str(home)])
    assert run.exit_code == 2
    assert "--bulk" in run.output
