"""The client of E-utilities, against a server here that speaks their answers."""

import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from musclegraph.core.errors import RequestError
from musclegraph.ingest.current import Records
from musclegraph.ingest.eutils import EUtils, Unavailable
from musclegraph.ingest.fetched import curated_pmids, fetch

from .pubmed_xml import article, article_set

EMAIL = "curator@example.org"
UNKNOWN = "999"


class Server(ThreadingHTTPServer):
    """Answers efetch; first with what `moods` says, a status or a broken body for each request."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.moods, self.asked = [], []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/entrez/eutils/"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers["Content-Length"])
        values = dict(urllib.parse.parse_qsl(self.rfile.read(length).decode()))
        self.server.asked.append((self.path, values))
        mood = self.server.moods.pop(0) if self.server.moods else None
        status, body = mood if mood else (200, self._records(values["id"].split(",")))
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "7")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _records(self, pmids):
        return article_set(*(article(pmid) for pmid in pmids if pmid != UNKNOWN))

    def log_message(self, *words):
        """Say nothing."""


@pytest.fixture
def server():
    """A running server, and what it was asked."""
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self):
        self.now, self.slept = 100.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def client(server, clock):
    return EUtils(EMAIL, server.url, clock=clock, sleep=clock.sleep)


def test_request_says_who_asks(server, clock):
    """Tool, email and key go with every request."""
    keyed = EUtils(EMAIL, server.url, "secret", clock=clock, sleep=clock.sleep)
    assert b"<PubmedArticleSet>" in next(keyed.fetch(["1", "2"]))
    assert server.asked == [
        ("/entrez/eutils/efetch.fcgi", {
            "db": "pubmed", "retmode": "xml", "tool": "musclegraph", "email": EMAIL,
            "api_key": "secret", "id": "1,2",
        })
    ]  # fmt: skip


@pytest.mark.parametrize(("key", "per_second"), [("", 3), ("secret", 10)])
def test_rate_is_kept(server, clock, key, per_second):
    """Long lists go in batches of 200, and never too fast."""
    client = EUtils(EMAIL, server.url, key, clock=clock, sleep=clock.sleep)
    pmids = [str(n) for n in range(1, 1001)]
    assert len(list(client.fetch([*pmids, "1"]))) == 5
    assert [len(values["id"].split(",")) for _, values in server.asked] == [200] * 5
    assert 4 / (clock.now - 100) <= per_second


@pytest.mark.parametrize(
    "mood",
    [
        (429, b'{"error":"API rate limit exceeded"}'),
        (503, b"busy"),
        (200, b"<eFetchResult><ERROR>Unable to obtain query #1</ERROR></eFetchResult>"),
        (200, b"<html>Service Unavailable</html>"),
        (200, article_set(article(1))[:-30]),
    ],
)
def test_passing_trouble_is_waited_out(server, client, clock, mood):
    """Twice wrong, then right: the pauses grow, and a Retry-After is heeded."""
    server.moods = [mood, mood]
    assert b"<PMID" in next(client.fetch(["1"]))
    pauses = [pause for pause in clock.slept if pause >= 1]
    assert pauses == ([7, 7] if mood[0] == 429 else [1, 2])


def test_lasting_trouble_is_told(server, client):
    """After five attempts it is over, with the last thing that was said."""
    server.moods = [(502, b"Bad Gateway")] * 9
    with pytest.raises(Unavailable, match="HTTP 502: Bad Gateway"):
        next(client.fetch(["1"]))
    assert len(server.asked) == 5


def test_refusal_is_not_repeated(server, client):
    """A wrong key is wrong every time."""
    server.moods = [(400, b'{"error":"API key invalid"}')]
    with pytest.raises(RequestError, match="API key invalid"):
        next(client.fetch(["1"]))
    assert len(server.asked) == 1


def test_nobody_there_is_told(clock):
    """A closed port is trouble like any other."""
    client = EUtils(EMAIL, "http://127.0.0.1:9/", clock=clock, sleep=clock.sleep)
    with pytest.raises(Unavailable, match="do not answer"):
        next(client.fetch(["1"]))


@pytest.mark.parametrize("email", ["", "nobody", "a b@c"])
def test_email_is_asked_for(email):
    """The NCBI wants to know whom to write to."""
    with pytest.raises(RequestError, match="email"):
        EUtils(email, "http://127.0.0.1:9/")


def test_what_is_no_pmid_is_not_sent(server, client):
    """Nothing but numbers leaves the house."""
    with pytest.raises(RequestError, match="not a PMID"):
        next(client.fetch(["1", "2&db=gene"]))
    assert server.asked == []


def test_fetched_records_become_parts(server, client, tmp_path, words):
    """What PubMed does not have is named."""
    (part,) = fetch(client, ["1", UNKNOWN], tmp_path, words)
    assert part.skipped == [("PMID 999", "PubMed has no such record")]
    assert [text.iri for text in Records(tmp_path).texts()] == [
        "https://pubmed.ncbi.nlm.nih.gov/1/"
    ]


def test_curated_pmids_are_those_of_the_graph(snapshot):
    """All that curators describe can be asked for at once."""
    assert "21148567" in curated_pmids(snapshot.store)
