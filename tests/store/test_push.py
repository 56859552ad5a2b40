"""A push that is killed, at any request or moment, leaves the snapshots that were there whole."""

import http.client
import http.server
import random
import subprocess
import sys
import threading
import time

import pyoxigraph as ox
import pytest
from store import servers

from musclegraph.core.errors import SnapshotError, StoreError
from musclegraph.core.names import BASE
from musclegraph.core.settings import Settings
from musclegraph.store.client import Client
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.push import Server, prune, push
from musclegraph.store.remote import RemoteStore

OLD = "0123456789ab"
JSON = "application/sparql-results+json"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


class Forward(http.server.BaseHTTPRequestHandler):
    """Hands each request on to the real server, and tells `server.before` of it first."""

    protocol_version = "HTTP/1.1"

    def _pass(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.before()
        there = http.client.HTTPConnection(servers.HOST, self.server.target)
        kept = {k: v for k, v in self.headers.items() if k not in ("Host", "Connection")}
        there.request(self.command, self.path, body, kept)
        reply = there.getresponse()
        content = reply.read()
        there.close()
        try:
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.headers.get("Content-Type", "text/plain"))
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except OSError:
            self.close_connection = True  # who asked is dead

    do_POST = do_PUT = do_DELETE = _pass  # noqa: N815

    def log_message(self, *words):
        """Say nothing."""


@pytest.fixture
def proxy():
    """An Oxigraph server that has a small old snapshot, behind a proxy that counts."""
    with servers.oxigraph() as address:
        server = http.server.ThreadingHTTPServer((servers.HOST, 0), Forward)
        server.daemon_threads = True
        server.target, server.before = int(address.queries.split(":")[2].split("/")[0]), lambda: 0
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        push(_old(), _server(server), lambda line: None)
        yield server
        server.shutdown()
        thread.join()
        server.server_close()


def _old():
    node, graph = ox.NamedNode(f"{BASE}claim/a"), ox.NamedNode(f"{BASE}graph/claims")
    quads = [ox.Quad(node, node, ox.Literal(str(n)), graph) for n in range(50)]
    return EmbeddedStore.from_quads(quads, OLD)


def _urls(proxy):
    base = f"http://{servers.HOST}:{proxy.server_port}"
    return f"{base}/query", f"{base}/store"


def _server(proxy):
    queries, graphs = _urls(proxy)
    return Server(Client(queries, Settings()), Client(graphs, Settings()))


def _start(proxy, home):
    queries, graphs = _urls(proxy)
    words = ["push", graphs, "--store", queries, "--home", str(home)]
    command = [sys.executable, "-m", "musclegraph.cli.__main__", *words]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _check(proxy, snapshot):
    """The old snapshot is whole; the new one is whole or not there."""
    client = _server(proxy).queries
    assert RemoteStore.open(client, OLD).select(COUNT).rows[0][0].value == "50"
    try:
        new = RemoteStore.open(client, snapshot.store.snapshot_id)
    except SnapshotError:
        return False
    assert new.select(COUNT).rows[0][0].value == str(len(snapshot.store))
    return True


@pytest.mark.parametrize(
    "requests",
    [
        # 16 counts, the mark away, 16 graphs, 16 counts, the mark.
        pytest.param([1, 17, 25, 49, 50], id="sample"),
        pytest.param([*range(1, 51), *range(1, 51)], id="all", marks=pytest.mark.soak),
    ],
)
def test_killed_at_a_request(proxy, home, snapshot, requests):
    """The process is killed as its n-th request reaches the server, which still answers it."""
    for number in requests:
        prune(_server(proxy), OLD)
        left, process = [number], _start(proxy, home)

        def before(left=left, process=process):
            left[0] -= 1
            if left[0] == 0:
                process.kill()

        proxy.before = before
        process.wait(60)
        proxy.before = lambda: 0
        time.sleep(0.1)  # the last request may be on its way still
        _check(proxy, snapshot)
    assert _start(proxy, home).wait(60) == 0
    assert _check(proxy, snapshot)


@pytest.mark.parametrize(
    "kills", [pytest.param(2, id="sample"), pytest.param(100, id="all", marks=pytest.mark.soak)]
)
def test_killed_at_any_moment(proxy, home, snapshot, kills):
    """The same at random moments; each push goes on where the one before was killed."""
    for _ in range(kills):
        process = _start(proxy, home)
        time.sleep(random.uniform(0.1, 2.5))
        process.kill()
        process.wait(60)
        time.sleep(0.1)
        _check(proxy, snapshot)
    assert _start(proxy, home).wait(60) == 0
    assert _check(proxy, snapshot)


def test_server_that_loses_triples_is_found_out(proxy, snapshot):
    """What has not arrived whole is not offered."""
    server = _server(proxy)
    lossy = Client(server.graphs.url, Settings())
    lossy.put = lambda graph, triples, seconds: server.graphs.put(graph, b"", seconds)
    with pytest.raises(StoreError, match="were sent"):
        push(snapshot.store, Server(server.queries, lossy), lambda line: None)
    assert not _check(proxy, snapshot)


def test_prune_keeps_what_is_asked(proxy, snapshot):
    """Other snapshots go, this one stays; what is not ours is left alone."""
    server = _server(proxy)
    server.graphs.put("urn:other", b"<urn:a> <urn:b> <urn:c> .\n", 10)
    push(snapshot.store, server, lambda line: None)
    removed = prune(server, snapshot.store.snapshot_id)
    assert f"{BASE}snapshot/{OLD}" in removed
    assert RemoteStore.open(server.queries, snapshot.store.snapshot_id)
    with pytest.raises(SnapshotError):
        RemoteStore.open(server.queries, OLD)
    left = server.queries.query("ASK { GRAPH <urn:other> { ?s ?p ?o } }", JSON)
    assert b"true" in left.body
