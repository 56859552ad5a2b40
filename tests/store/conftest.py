"""The snapshot on each kind of store, loaded by `push` where it is a server."""

import pytest
from store import servers

from musclegraph.core.settings import Settings
from musclegraph.store.client import Client
from musclegraph.store.push import Server, push
from musclegraph.store.remote import RemoteStore


@pytest.fixture(scope="session")
def on_oxigraph(snapshot):
    """The address of an Oxigraph server that has the snapshot."""
    with servers.oxigraph() as address:
        push(snapshot.store, _server(address), lambda line: None)
        yield address


@pytest.fixture(scope="session")
def on_virtuoso(snapshot, tmp_path_factory):
    """The address of a Virtuoso server that has the snapshot."""
    if not servers.has_virtuoso():
        pytest.skip("Virtuoso is missing: apt-get install virtuoso-opensource")
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso"), most_rows=20_000) as address:
        push(snapshot.store, _server(address), lambda line: None)
        yield address


@pytest.fixture(params=["embedded", "oxigraph", "virtuoso"])
def store(request, snapshot):
    """The snapshot, asked in this process or on a server."""
    if request.param == "embedded":
        return snapshot.store
    address = request.getfixturevalue(f"on_{request.param}")
    return RemoteStore.open(Client(address.queries, Settings()), snapshot.store.snapshot_id)


def _server(address):
    settings = Settings(**address.settings)
    return Server(Client(address.queries, settings), Client(address.graphs, settings))
