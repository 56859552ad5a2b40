"""
What strangers send, against a running server: it is refused or ended, and nothing else notices.

After each test the same process still answers. How it takes what is slow or large on the wire is
in test_wire.py.
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx2 as httpx
import pytest
from hostile import POINT

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?q . "
ENDLESS += "?r ?t ?u . ?v ?w ?x . ?y ?z ?0 . ?1 ?2 ?3 . ?4 ?5 ?6 . ?7 ?8 ?9 . ?aa ?ab ?ac }"


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


@pytest.fixture
def secret(tmp_path):
    """A file that nobody may read; whoever does shows it."""
    path = tmp_path / "secret.ttl"
    path.write_text("<urn:secret> <urn:p> 1 .")
    return path


def escaped(text):
    r"""Return `text` with each character as \uXXXX."""
    return "".join(f"\\u{ord(character):04x}" for character in text)


CALLS = [
    "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ sErViCe<{0}>{{}} }}",
    "SELECT * {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\U00000053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ " + escaped("SERVICE") + " <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE # <x>\n<{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p '#' . SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p '''\n' # ''' . SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?x {{ <{0}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(IRI('{0}') AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
    "PREFIX service: <{0}> SELECT * {{ SERVICE service:x {{ ?s ?p ?o }} }}",
    "PREFIX : <{0}> SELECT * {{ ?s ?p 1SERVICE:x{{ ?s ?p ?o }} }}",
    "BASE <{0}> SELECT * {{ SERVICE <x> {{ ?s ?p ?o }} }}",
    "SELECT * {{ FILTER EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ {{ SELECT * {{ OPTIONAL {{ SERVICE <{0}> {{}} }} }} }} }}",
    "SELECT * FROM <{0}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{0}> {{ ?s ?p ?o }}",
    "BASE <{0}> SELECT * FROM <x> {{ ?s ?p ?o }}",
    "PREFIX p: <{0}> SELECT * FROM p:x {{ ?s ?p ?o }}",
    "LOAD <{0}>",
    "\\u004cOAD <{0}>",
    "ASK {{ }} ; LOAD <{0}>",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
]


@pytest.mark.parametrize("pattern", CALLS)
@pytest.mark.parametrize("victim", ["server", "file"])
def test_no_query_reaches_a_server_or_a_file(stranger, canary, secret, pattern, victim):
    """SERVICE, FROM and LOAD in every dress are refused, and nobody calls the canary."""
    address, visits = canary
    answer = stranger.get(pattern.format(address if victim == "server" else secret.as_uri()))
    assert answer.status_code in (400, 403)
    assert "urn:secret" not in answer.text
    assert visits == []


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_no_parameter_reaches_a_server_or_a_file(stranger, canary, secret, name):
    """A graph of a request is one of the store, never something to fetch."""
    for target in (canary[0], secret.as_uri(), str(secret), "file:///etc/passwd"):
        answer = stranger.ask({"query": POINT, name: target})
        assert answer.status_code == 400
        assert "urn:secret" not in answer.text
    assert canary[1] == []


def test_relative_graph_is_no_file(stranger):
    """A path in FROM is resolved against the endpoint and then is no graph."""
    for path in ("../../../../etc/passwd", "//127.0.0.1/x", "/etc/passwd", "file:x"):
        assert stranger.get(f"SELECT * FROM <{path}> {{ ?s ?p ?o }}").status_code == 400


# Ten times the sizes that end the process of Oxigraph's own server, where such are known.
NESTED = {
    "braces": "SELECT * WHERE " + "{" * 22_400 + "}" * 22_400,
    "parentheses": "SELECT * { FILTER(" + "(" * 47_000 + "1" + ")" * 47_000 + ") }",
    "brackets": "SELECT * { ?s ?p " + "[<:p> " * 20_000 + "1" + "]" * 20_000 + " }",
    "collections": "SELECT * { ?s ?p " + "(" * 47_000 + "1" + ")" * 47_000 + " }",
    "quoted triples": "SELECT * { ?s ?p " + "<<( ?a ?b " * 20_000 + "1" + ")>>" * 20_000 + " }",
    "optional": "SELECT * { " + "OPTIONAL{" * 29_000 + "}" * 29_000 + "}",
    "optionals": "SELECT * { " + "OPTIONAL{} " * 29_000 + "}",
    "unions": "SELECT * { {}" + "UNION{}" * 67_000 + "}",
    "minus": "SELECT * { " + "MINUS{?a ?b ?c}" * 29_000 + "}",
    "or": "SELECT * { FILTER(1" + "||1" * 95_000 + ") }",
    "and": "SELECT * { FILTER(1" + "&&1" * 95_000 + ") }",
    "not": "SELECT * { FILTER(" + "!" * 95_000 + "1) }",
    "sums": "SELECT (1" + "+1" * 95_000 + " AS ?x) {}",
    "path sequence": "SELECT * { ?s <:p>" + "/<:p>" * 95_000 + " ?o }",
    "path alternative": "SELECT * { ?s <:p>" + "|<:p>" * 95_000 + " ?o }",
    "path groups": "SELECT * { ?s " + "(" * 47_000 + "<:p>" + ")*" * 47_000 + " ?o }",
    "functions": "SELECT * { FILTER(" + "STR(" * 47_000 + "1" + ")" * 47_000 + ") }",
    "if": "SELECT (" + "IF(1,1," * 20_000 + "1" + ")" * 20_000 + " AS ?x) {}",
    "exists": "SELECT * " + "{FILTER EXISTS" * 20_000 + "{}" + "}" * 20_000,
    "sub-selects": "SELECT * " + "{SELECT * " * 22_400 + "{}" + "}" * 22_400,
    "groups": "SELECT * {" + "{}" * 95_000 + "}",
    "triples": "SELECT * {" + "?a ?b ?c." * 95_000 + "}",
}


@pytest.mark.parametrize("name", NESTED)
def test_nested_and_chained_monsters_are_refused(stranger, name):
    """At ten times the size that ends other servers, and in a body that is too large for one."""
    answer = stranger.post(NESTED[name].encode())
    assert answer.status_code == 413
    assert answer.json()["detail"]


@pytest.mark.parametrize("name", NESTED)
def test_monsters_of_the_longest_length_do_no_harm(stranger, name):
    """Cut to what a query may have, each is answered, refused or ended."""
    text = NESTED[name]
    answer = stranger.post((text[:19_000] + "1" * (len(text) > 19_000)).encode())
    assert answer.status_code in (400, 503, 504)
    assert answer.headers["content-type"] == "application/problem+json"


def doubling(times, head, rest=""):
    """Return a query in which a string of 16 characters doubles: ?x0, ?x1 ..."""
    steps = "".join(f"BIND(CONCAT(?x{i},?x{i}) AS ?x{i + 1}) " for i in range(times))
    return f"{head} {{ BIND('aaaaaaaaaaaaaaaa' AS ?x0) {steps} {rest} }}"


PATHS = "".join(f"?a{i} (!<urn:x>|^!<urn:x>)* ?b{i} . " for i in range(9))
MANY = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
HUNGRY = {
    "cartesian product": ENDLESS,
    "endless path": f"SELECT (COUNT(*) AS ?n) {{ {PATHS} }}",
    "doubling": doubling(40, "SELECT (STRLEN(?x40) AS ?n)"),
    "doubling in a group": doubling(20, "SELECT (GROUP_CONCAT(?x20) AS ?n)", MANY),
    "doubling by replace": doubling(12, "SELECT (REPLACE(?x12, 'a', ?x12) AS ?y)"),
    "wide row": doubling(20, "SELECT ?x20"),
    "explosion": f"CONSTRUCT {{ ?a ?b ?c . ?d ?e ?f }} WHERE {{ {MANY} }}",
    "wide explosion": doubling(18, "CONSTRUCT { ?a ?b ?x18 } WHERE", MANY),
    "blank explosion": f"CONSTRUCT {{ [] ?b [] }} WHERE {{ {MANY} }}",
    "sorting": ENDLESS.replace("(COUNT(*) AS ?n)", "*") + " ORDER BY ?a",
    "distinct": ENDLESS.replace("(COUNT(*) AS ?n)", "DISTINCT *") + " ORDER BY ?b",
    "planning": "SELECT * { ?a ?b (" + "1 " * 9000 + ") }",
}
# The engine's regular expressions take linear time, and refuse what is large when compiled.
REGEXES = {
    "backtracking": doubling(10, "ASK", "FILTER(REGEX(?x10, '^(a+)+$|(a*)*(a|aa)+(a?){99}b'))"),
    "repetition": doubling(10, "ASK", "FILTER(REGEX(?x10, '((a{99}){99}){99}'))"),
    "alternation": doubling(10, "ASK", f"FILTER(REGEX(?x10, '({'(a|a)?' * 2000})*b'))"),
}


@pytest.mark.parametrize("name", REGEXES)
def test_catastrophic_regex_is_harmless(stranger, name):
    """No regular expression takes long."""
    answer = stranger.get(REGEXES[name])
    assert (answer.status_code, answer.json().get("boolean")) in ((200, True), (200, False))


@pytest.mark.parametrize("name", HUNGRY)
def test_hungry_queries_end_as_problems_or_cut_and_said_so(stranger, name):
    """What takes too much ends as 503 or 504; what is cut says so; there is no broken 200."""
    answer = stranger.get(HUNGRY[name])
    if answer.status_code == 200:
        assert answer.headers["result-cap"] == "5"
        assert answer.text
    else:
        assert answer.status_code in (503, 504), answer.text
        assert answer.json()["detail"]


def test_neighbours_do_not_wait_for_monsters(stranger):
    """While monsters run and wait, quick queries of the same client are answered."""
    with ThreadPoolExecutor(5) as pool:
        monsters = [pool.submit(stranger.get, ENDLESS) for _ in range(5)]
        time.sleep(0.3)
        assert stranger.get().status_code == 200
        assert stranger.get_path("/claim/new").status_code == 200
        assert not all(monster.done() for monster in monsters)
        assert {monster.result().status_code for monster in monsters} <= {503, 504}


@pytest.mark.parametrize(
    "path",
    [
        "/claim/../../../../etc/passwd",
        "/claim/..%2f..%2fetc%2fpasswd",
        "/graph/%2e%2e/%2e%2e/secret",
        "/graph/file:///etc/passwd",
        "/claim/%00",
        "/claim/a%0d%0aSet-Cookie:%20x=1",
        "/claim/%3Cscript%3E",
        "/claim/" + "a" * 20_000,
        "/claim/" + "%2e%2e%2f" * 3000,
        "/ns/../../x",
        "/%ff%fe/x",
        "//127.0.0.1/claim",
    ],
)
def test_odd_paths_are_not_found(stranger, path):
    """Traversal, control characters and markup in an IRI lead nowhere."""
    answer = stranger.raw(
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
    )
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.split()[1] == b"404"
    assert b"set-cookie" not in head.lower()
    assert b"application/problem+json" in head
    assert b"root:" not in body


@pytest.mark.parametrize("name", ["format", "default-graph-uri", "query", "x"])
def test_parameters_make_no_headers(stranger, name):
    """A line end in a parameter stays in the body of the problem."""
    value = "x\r\nSet-Cookie: a=b\r\n\r\n<script>"
    answer = stranger.ask({"query": POINT, name: value} if name != "x" else {"x": value})
    assert answer.status_code in (400, 406)
    assert "set-cookie" not in answer.headers
    assert "<script>" not in "".join(answer.headers.values())


@pytest.mark.parametrize("host", ["a<>b", "a b", "x/../y", "[::1]:x", "evil\u00e9", "a\tb"])
def test_odd_hosts_are_refused(stranger, host):
    """Base IRIs are made of the host, so it has to be one."""
    answer = stranger.raw(
        f"GET /sparql HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode("latin-1")
    )
    assert answer.split()[1] == b"400"


@pytest.mark.parametrize("path", ["/v1/search/?q=a%20b", "/sparql/", "//127.0.0.1/claim/"])
def test_no_host_of_a_stranger_is_redirected_to(stranger, path):
    """A slash too many leads to the address without it, on whatever host the reader is."""
    answer = httpx.get(stranger.address + path, headers={"Host": "evil.example"})
    assert "evil.example" not in str(answer.headers)
    right = path.replace("/?", "?").rstrip("/") if answer.status_code == 307 else None
    assert answer.headers.get("location") == right
    assert answer.status_code == (404 if path.startswith("//") else 307)


def test_request_id_is_ours_unless_plain(stranger):
    """An id from outside is kept only if it is letters, digits and dashes."""
    kept, other = (stranger.get(**{"X-Request-ID": name}) for name in ("abc-1", "a b<script>"))
    assert kept.headers["x-request-id"] == "abc-1"
    assert len(other.headers["x-request-id"]) == 32


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "text/csv", "*/*"])
def test_stored_markup_is_never_html(stranger, accept):
    """A label with markup is text in each form, and no form is sniffed as HTML."""
    answer = stranger.get("SELECT ?o { <urn:a> <urn:p> ?o }", Accept=f"{accept}, */*;q=0.1")
    assert "html" not in answer.headers["content-type"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    if "xml" in answer.headers["content-type"]:
        assert "<script>" not in answer.text


def test_long_message_of_the_parser_is_cut(stranger):
    """A problem does not send a long query back."""
    answer = stranger.post(("SELECT * { ?s ?p <" + "\\u00e9" * 3000 + "\\u003e> }").encode())
    assert answer.status_code == 400
    assert len(answer.content) < 5000
