"""What strangers try: each thing of it ends in a refusal, and nothing else notices."""

import asyncio
import gzip
import socket
import threading
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?q . ?r ?t ?u"
)
ENDLESS += " . ?v ?w ?x . ?y ?z ?0 . ?1 ?2 ?3 . ?4 ?5 ?6 . ?7 ?8 ?9 . ?aa ?ab ?ac }"
POINT = "SELECT * { <urn:a> ?p ?o }"


def get(client, query, **headers):
    """GET a query."""
    return client.get("/sparql", params={"query": query}, headers=headers)


def well(client):
    """Tell whether a point query is still answered."""
    return get(client, POINT).status_code == 200


@pytest.fixture(scope="module")
def canary():
    """A server on loopback that notes who came, and redirects on."""
    visits = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            visits.append(self.path)
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/")
            self.end_headers()

        def do_POST(self):
            self.do_GET()

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", visits
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "pattern",
    [
        "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE # <x>\n<{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ VALUES ?x {{ <{0}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
        "PREFIX service: <{0}> SELECT * {{ SERVICE service:x {{ ?s ?p ?o }} }}",
        "PREFIX : <{0}> SELECT * {{ ?s ?p 1SERVICE:x{{ ?s ?p ?o }} }}",
        "SELECT * FROM <{0}> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{0}> {{ ?s ?p ?o }}",
        "LOAD <{0}>",
        "ASK {{ }} ; LOAD <{0}>",
    ],
)
def test_no_query_reaches_a_server(files, canary, pattern):
    """SERVICE, FROM and LOAD in every dress are refused, and nobody calls the canary."""
    address, visits = canary
    assert get(files, pattern.format(address)).status_code in (400, 403)
    assert visits == []


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_no_parameter_reaches_a_server_or_file(files, canary, tmp_path, name):
    """A graph of a request is one of the store, never something to fetch."""
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:secret> <urn:p> 1 .")
    for target in (canary[0], secret.as_uri(), str(secret)):
        answer = files.get("/sparql", params={"query": POINT, name: target})
        assert answer.status_code == 400
        assert "urn:secret" not in answer.text
    assert canary[1] == []


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_no_query_reads_a_file(files, tmp_path, clause):
    """FROM <file:...> is no graph of the store."""
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:secret> <urn:p> 1 .")
    answer = get(files, f"SELECT * {clause} <{secret.as_uri()}> {{ ?s ?p ?o }}")
    assert (answer.status_code, "urn:secret" in answer.text) == (400, False)


MONSTERS = {
    "cartesian product": ENDLESS,
    "endless path": "SELECT (COUNT(*) AS ?n) { "
    + "".join(f"?a{i} (!<urn:x>|^!<urn:x>)* ?b{i} . " for i in range(5))
    + "}",
    "doubling": "SELECT (STRLEN(?x40) AS ?n) { BIND('aaaaaaaaaaaaaaaa' AS ?x0) "
    + "".join(f"BIND(CONCAT(?x{i},?x{i}) AS ?x{i + 1}) " for i in range(40))
    + "}",
    "explosion": "CONSTRUCT { ?a ?b ?c . ?d ?e ?f } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "wide rows": "SELECT (REPLACE(?x10, 'a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaa') AS ?y) "
    "{ BIND('aaaaaaaaaaaaaaaa' AS ?x0) "
    + "".join(f"BIND(CONCAT(?x{i},?x{i}) AS ?x{i + 1}) " for i in range(10))
    + "}",
}


@pytest.mark.parametrize("name", MONSTERS)
def test_monsters_get_a_problem_and_neighbours_an_answer(files, name):
    """A query that takes too much ends as 503 or 504, or cut and said so; never as a broken 200."""
    answer = get(files, MONSTERS[name])
    if answer.status_code == 200:
        assert answer.headers["result-cap"]
    else:
        assert answer.status_code in (503, 504), answer.text
        assert answer.json()["detail"]
    assert well(files)


def test_catastrophic_regex_is_harmless(files):
    """The engine's regular expressions take linear time."""
    query = f"ASK {{ FILTER(REGEX('{'a' * 5000}!', '^(a+)+$')) }}"
    assert get(files, query).json() == {"head": {}, "boolean": False}


def test_point_queries_do_not_wait_for_monsters(files):
    """While one client's monsters run, IRIs and another part of the pool answer quickly."""
    with ThreadPoolExecutor(2) as pool:
        monsters = [pool.submit(get, files, ENDLESS) for _ in range(2)]
        time.sleep(0.1)
        started = time.perf_counter()
        assert files.get("/claim/new").status_code == 200
        assert time.perf_counter() - started < 0.5
        assert {monster.result().status_code for monster in monsters} == {504}


def test_gzip_bomb_is_not_opened(files):
    """A compressed body is refused by its header."""
    bomb = gzip.compress(b"query=" + b" " * 10_000_000)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Content-Encoding": "gzip"}
    assert files.post("/sparql", content=bomb, headers=headers).status_code == 415


@pytest.mark.parametrize(
    "path",
    [
        "/claim/../../../../etc/passwd",
        "/claim/..%2f..%2fetc%2fpasswd",
        "/graph/%2e%2e/%2e%2e/secret",
        "/claim/%00",
        "/claim/a%0d%0aSet-Cookie:%20x=1",
        "/claim/%3Cscript%3E",
        "/ns/../../x",
        "/%ff%fe/x",
    ],
)
def test_odd_paths_are_not_found(files, path):
    """Traversal, control characters and markup in an IRI lead nowhere."""
    answer = files.get(path)
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("name", ["format", "default-graph-uri", "query"])
def test_parameters_make_no_headers(files, name):
    """A line end in a parameter stays in the body of the problem."""
    value = "x\r\nSet-Cookie: a=b\r\n\r\n<script>"
    answer = files.get("/sparql", params={"query": POINT, name: value})
    assert answer.status_code in (400, 406)
    assert "set-cookie" not in answer.headers
    assert "<script>" not in "".join(answer.headers.values())


@pytest.mark.parametrize("host", ["a<>b", "a b", "x/../y", "[::1]:x", "evil\u00e9"])
def test_odd_hosts_are_refused(files, host):
    """Base IRIs are made of the host, so it has to be one."""
    answer = files.get("/sparql", headers={"Host": host.encode("latin-1")})
    assert answer.status_code == 400
    assert files.get("/sparql", headers={"Host": "[::1]:80"}).status_code == 200


def test_request_id_is_ours_unless_plain(files):
    """An id from outside is kept only if it is letters, digits and dashes."""
    kept = files.get("/health/live", headers={"X-Request-ID": "abc-1"})
    other = files.get("/health/live", headers={"X-Request-ID": "a b<script>"})
    assert kept.headers["x-request-id"] == "abc-1"
    assert len(other.headers["x-request-id"]) == 32


def test_stored_markup_is_escaped_in_xml_and_never_html(files):
    """A label with markup is text in each form, and no form is sniffed as HTML."""
    query = {"query": "SELECT ?o { <urn:a> <urn:p> ?o }"}
    answer = files.get("/sparql", params=query, headers={"Accept": "text/html, application/xml"})
    assert "<script>" not in answer.text
    assert answer.headers["content-type"].startswith("application/sparql-results+xml")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("body", [b"query=%ff", b"query=\xff\xfe", b"query=%", b"&&&=&", b""])
def test_bad_encodings_are_refused(files, body):
    """Bytes that are no UTF-8 are the caller's mistake."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert files.post("/sparql", content=body, headers=headers).status_code == 400


def test_many_parameters_are_refused(files):
    """A request has so many parameters and no more."""
    query = urllib.parse.urlencode([("query", POINT), *[("x", "y")] * 1000])
    assert files.get(f"/sparql?{query}").status_code == 400


def test_slow_body_is_given_up():
    """A body that does not arrive ends after `body_seconds`, on every route."""
    from starlette.exceptions import HTTPException

    from musclegraph.api.intake import Intake
    from musclegraph.core.settings import Settings

    async def never():
        await asyncio.sleep(60)

    async def wait():
        await Intake(never, Settings(body_seconds=0)).receive()

    with pytest.raises(HTTPException) as refusal:
        asyncio.run(wait())
    assert refusal.value.status_code == 408


def test_socket_is_out_of_reach_of_a_worker(tmp_path):
    """The kernel refuses a worker's sockets, so that no hole in the guard opens a network."""
    import subprocess
    import sys

    code = "from musclegraph.store import sandbox; import socket; print(sandbox.lock()); "
    code += f"socket.socket(socket.{socket.AF_INET.name})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    if done.stdout.strip() == "False":
        pytest.skip("no seccomp on this machine")
    assert "PermissionError" in done.stderr
