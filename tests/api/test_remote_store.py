"""The service over a SPARQL server: the same answers, and what happens when that server dies."""

import re

import pytest
from fastapi.testclient import TestClient
from store import servers

from musclegraph.api.app import create_app
from musclegraph.core.settings import Settings
from musclegraph.store.client import Client
from musclegraph.store.opened import Where
from musclegraph.store.push import Server, push

PATHS = (
    "/v1/claims/pickle-juice-relieves-cramp/evidence",
    "/v1/claims/pickle-juice-relieves-cramp",
    "/claim/pickle-juice-relieves-cramp",
    "/v1/search?q=charley+horse",
    "/picture/claim/dehydration-causes-cramp.svg",
    "/v1/claims/pickle-juice-relieves-cramp?format=ris",
)
QUERY = "ASK { GRAPH <https://w3id.org/musclegraph/graph/consensus> { ?s ?p ?o } }"


@pytest.fixture(scope="module")
def loaded(snapshot, tmp_path_factory):
    """The port and folder of an Oxigraph server that was loaded and has ended."""
    port, folder = servers.free_port(), tmp_path_factory.mktemp("oxigraph")
    with servers.oxigraph(port, folder) as address:
        push(snapshot.store, _server(address), lambda line: None)
    return port, folder


def _words(reply):
    """Return the words in one order: servers join the parts of a cell in an order of their own."""
    return sorted(re.split(r"\W+", reply.text))


def _server(address):
    return Server(Client(address.queries, Settings()), Client(address.graphs, Settings()))


def _app(home, port):
    settings = Settings(query_seconds=5)
    return create_app(Where(home, f"http://{servers.HOST}:{port}/query").open(), settings)


def test_the_service_answers_alike(home, loaded, curated):
    """Questions, records, pages, search, pictures and exports say what the snapshot says."""
    port, folder = loaded
    with servers.oxigraph(port, folder), TestClient(_app(home, port)) as client:
        for path in PATHS:
            here, there = curated.get(path), client.get(path)
            assert (there.status_code, there.headers["etag"]) == (200, here.headers["etag"])
            assert _words(there) == _words(here), path
        assert client.get("/sparql", params={"query": QUERY}).json()["boolean"] is True
        assert client.get("/health/ready").json()["store"] is True


def test_a_server_that_dies_gives_503_and_comes_back(home, loaded):
    """While it is away answers are problems that say so; then the service goes on by itself."""
    port, folder = loaded
    ask = {"params": {"query": QUERY}, "headers": {"Cache-Control": "no-cache"}}
    with servers.oxigraph(port, folder) as address:
        client = TestClient(_app(home, port))
        client.__enter__()
        assert client.get(PATHS[0]).status_code == 200
        address.process.kill()
        for reply in (client.get("/v1/agents"), client.get("/sparql", **ask)):
            assert reply.status_code == 503
            assert reply.headers["content-type"] == "application/problem+json"
            assert str(port) not in reply.text
        assert client.get("/health/ready").status_code == 503
    with servers.oxigraph(port, folder):
        assert client.get("/v1/agents").status_code == 200
        assert client.get("/sparql", **ask).status_code == 200
        assert client.get("/health/ready").status_code == 200
    client.__exit__(None, None, None)
