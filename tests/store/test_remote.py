"""A server that misbehaves: what is only a part is an error, what may be asked again is."""

import http.server
import threading

import pytest
from store import servers

from musclegraph.core.errors import BadQuery, RequestError, StoreError
from musclegraph.core.refusals import AnswerTooLarge, QueryTimeout
from musclegraph.core.settings import Settings
from musclegraph.store.client import Client, Limits

JSON = "application/sparql-results+json"
WHOLE = b'{"head":{"vars":["s"]},"results":{"bindings":[]}}'
TEXT = "SELECT ?s WHERE { ?s ?p ?o }"


class Rogue(http.server.BaseHTTPRequestHandler):
    """Says what it is told to, one script a request; the last one again and again."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        """Answer by the next script: status, headers, the bytes of the body."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append(dict(self.headers))
        scripts = self.server.scripts
        status, headers, body = scripts.pop(0) if len(scripts) > 1 else scripts[0]
        if status == 0:  # go without a word
            self.close_connection = True
            return
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = "Content-Length" in headers

    def log_message(self, *words):
        """Say nothing."""


@pytest.fixture
def rogue():
    """A server that follows `scripts` and keeps the headers that it has `seen`."""
    server = http.server.ThreadingHTTPServer((servers.HOST, 0), Rogue)
    server.daemon_threads = True
    server.scripts, server.seen = [(200, {"Content-Type": JSON}, WHOLE)], []
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    server.url = f"http://{servers.HOST}:{server.server_port}/query"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def _ask(rogue, **settings):
    return Client(rogue.url, Settings(**settings)).query(TEXT, JSON)


def _good(rogue):
    return rogue.scripts[-1]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-SQL-State": "S1TAT", "X-SQL-Message": "Anytime query exceeded the limit"},
        {"X-SPARQL-MaxRows": "10000"},
        {"Content-Length": str(len(WHOLE) + 10)},
        {"Content-Length": ""},
    ],
    ids=["stopped by time", "stopped by rows", "broken off", "no end told"],
)
def test_part_of_an_answer_is_an_error(rogue, headers):
    """200 with words that say there is more, or less than announced, is no answer."""
    rogue.scripts = [(200, headers, WHOLE)]
    with pytest.raises(StoreError):
        _ask(rogue)
    assert len(rogue.seen) == 1


@pytest.mark.parametrize("bad", [(503, {"Retry-After": "0"}, b""), (502, {}, b""), (0, {}, b"")])
def test_a_query_without_an_answer_is_asked_again(rogue, bad):
    """502, 503 and a connection that ends without a byte are tried again, a few times only."""
    rogue.scripts = [bad, bad, _good(rogue)]
    assert _ask(rogue).body == WHOLE
    assert len(rogue.seen) == 3
    rogue.scripts, rogue.seen[:] = [bad], []
    with pytest.raises(StoreError):
        _ask(rogue)
    assert len(rogue.seen) == 4


def test_a_server_that_wants_too_long_a_pause_is_not_waited_for(rogue):
    """What is asked again fits into the time that the whole may take."""
    rogue.scripts = [(503, {"Retry-After": "3600"}, b"")]
    with pytest.raises(StoreError):
        _ask(rogue)
    assert len(rogue.seen) == 1


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ((400, {}, b"Parse error at line 1"), BadQuery),
        ((401, {}, b""), StoreError),
        ((404, {}, b""), StoreError),
        ((302, {"Location": "http://elsewhere.example/"}, b""), StoreError),
        ((500, {}, b"out of memory"), StoreError),
    ],
)
def test_refusals_are_not_asked_again(rogue, script, kind):
    """What the server refuses it refuses the second time too."""
    rogue.scripts = [script]
    with pytest.raises(kind):
        _ask(rogue, store_user="reader", store_password="secret")
    assert len(rogue.seen) == 1


def test_limits(rogue):
    """An answer is read no longer, and to no greater length, than is allowed."""
    client = Client(rogue.url, Settings())
    with pytest.raises(AnswerTooLarge):
        client.query(TEXT, JSON, limits=Limits(10, 10))
    rogue.scripts = [(200, {"Content-Length": "100"}, b"{")]
    rogue.RequestHandlerClass = type(
        "Slow", (Rogue,), {"finish": lambda self: threading.Event().wait(1)}
    )
    with pytest.raises(QueryTimeout):
        client.query(TEXT, JSON, limits=Limits(0.2, 1000))


def test_name_password_and_token_are_sent_and_never_told(rogue):
    """Basic and Bearer are in the header; no error and no repr of the settings has them."""
    _ask(rogue, store_user="reader", store_password="secret")
    _ask(rogue, store_token="opaque-token")
    assert [seen["Authorization"] for seen in rogue.seen] == [
        "Basic cmVhZGVyOnNlY3JldA==",
        "Bearer opaque-token",
    ]
    own = Settings(store_user="reader", store_password="secret", store_token="opaque-token")
    assert "secret" not in repr(own)
    assert "opaque-token" not in repr(own)


def test_digest(rogue):
    """A challenge is answered as RFC 7616 wants it, without the password."""
    challenge = 'Digest realm="store", nonce="abc", qop="auth", algorithm=MD5'
    rogue.scripts = [(401, {"WWW-Authenticate": challenge}, b""), _good(rogue)]
    _ask(rogue, store_user="reader", store_password="secret", store_auth="digest")
    sent = rogue.seen[-1]["Authorization"]
    assert sent.startswith("Digest ")
    assert 'username="reader"' in sent
    assert "secret" not in sent


@pytest.mark.parametrize("url", ["http://me:secret@store.example/q", "ftp://x/", "query", ""])
def test_an_address_is_plain_http_without_a_password(url):
    """What is typed can be read by others, so a password there is refused, unrepeated."""
    with pytest.raises(RequestError) as caught:
        Client(url, Settings())
    assert "secret" not in str(caught.value)


def test_nobody_there():
    """A port where nobody listens is said to be one."""
    client = Client(f"http://{servers.HOST}:{servers.free_port()}/query", Settings())
    with pytest.raises(StoreError, match="does not answer"):
        client.query(TEXT, JSON)


def test_virtuoso_says_that_it_stopped(on_virtuoso):
    """The real server's cap on rows is seen, and its Digest for writing is answered."""
    client = Client(on_virtuoso.queries, Settings())
    with pytest.raises(StoreError, match="part of the answer"):
        client.query("SELECT ?s ?p ?o WHERE { ?s ?p ?o }", JSON)
    writer = Client(on_virtuoso.graphs, Settings(**on_virtuoso.settings))
    writer.put("urn:test:own", b"<urn:a> <urn:b> <urn:c> .\n", 10)
    writer.delete("urn:test:own", 10)
    with pytest.raises(StoreError, match="refuses access"):
        Client(on_virtuoso.graphs, Settings()).put("urn:test:own", b"", 10)
