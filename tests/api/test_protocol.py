"""The SPARQL 1.1 Protocol, read side, over the files of `--data`."""

import gzip

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from musclegraph.api.app import create_app
from musclegraph.core.settings import Settings
from musclegraph.store.loaded import from_files

ALL = "SELECT ?s { ?s <urn:p> ?o } ORDER BY ?o"
BUILD = "CONSTRUCT { ?s <urn:q> ?o } WHERE { GRAPH <urn:g> { ?s ?p ?o } }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY = {"Content-Type": "application/sparql-query"}
TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}


def subjects(answer):
    """Return the values of ?s."""
    assert answer.status_code == 200, answer.text
    return {row["s"]["value"] for row in answer.json()["results"]["bindings"]}


def ask(client, query, **params):
    """GET a query."""
    return client.get("/sparql", params={"query": query, **params})


@pytest.mark.parametrize("media_type", TRIPLES)
def test_triples_come_in_every_form(files, media_type):
    """CONSTRUCT is written as what is accepted, and reads back as what it says."""
    answer = files.get("/sparql", params={"query": BUILD}, headers={"Accept": media_type})
    assert answer.headers["content-type"].startswith(media_type)
    (quad,) = ox.parse(answer.content, format=TRIPLES[media_type])
    assert quad.subject.value == "urn:b"


@pytest.mark.parametrize(
    ("accept", "got"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/xml", "application/sparql-results+xml"),
        ("text/csv;q=0.2, text/tab-separated-values;q=0.9", "text/tab-separated-values"),
        ("text/html, text/*;q=0.1", "text/csv"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
    ],
)
def test_best_liked_form_is_sent(files, accept, got):
    """q-values and wildcards decide; an alias of a form is taken for it."""
    answer = files.get("/sparql", params={"query": ALL}, headers={"Accept": accept})
    assert answer.headers["content-type"].split(";")[0] == got


@pytest.mark.parametrize(
    ("query", "name", "start"),
    [
        (ALL, "csv", b"s\r\n"),
        (ALL, "xml", b"<?xml"),
        (BUILD, "nt", b"<urn:b>"),
        (BUILD, "xml", b"<?x"),
    ],
)
def test_format_is_short_for_accept(files, query, name, start):
    """`format=` wins over Accept."""
    assert ask(files, query, format=name).content.startswith(start)


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, {"urn:a"}),
        ({"default-graph-uri": "urn:g"}, {"urn:b"}),
        ({"default-graph-uri": ["urn:g", "urn:h"]}, {"urn:b", "urn:c"}),
        ({"named-graph-uri": "urn:g"}, set()),
    ],
)
def test_dataset_of_the_request(files, params, found):
    """The request's graphs make the dataset; without them it is the files' own default graph."""
    assert subjects(ask(files, ALL, **params)) == found
    assert subjects(files.post("/sparql", data={"query": ALL, **params})) == found
    direct = files.post("/sparql", content=ALL, params=params, headers=QUERY)
    assert subjects(direct) == found


def test_dataset_of_the_request_wins_over_the_query(files):
    """Protocol, section 2.1.4: the request's dataset is the one used."""
    text = "SELECT ?s FROM <urn:h> { ?s <urn:p> ?o }"
    assert subjects(ask(files, text)) == {"urn:c"}
    assert subjects(ask(files, text, **{"default-graph-uri": "urn:g"})) == {"urn:b"}
    named = "SELECT ?s { GRAPH ?g { ?s <urn:p> ?o } }"
    assert subjects(ask(files, named, **{"named-graph-uri": "urn:g"})) == {"urn:b"}


def test_from_narrows_the_union(curated):
    """On a snapshot the default graph is the union, unless the query says otherwise."""
    graph = "FROM <https://w3id.org/musclegraph/graph/consensus>"
    texts = (f"SELECT (COUNT(*) AS ?s) {source} {{ ?a ?b ?c }}" for source in ("", graph))
    every, some = (subjects(ask(curated, text)) for text in texts)
    assert int(max(every)) > 10_000 > int(max(some)) > 0


@pytest.mark.parametrize(
    ("method", "options", "status"),
    [
        ("GET", {"params": {"query": "SELECT"}}, 400),
        ("GET", {"params": {"query": [ALL, ALL]}}, 400),
        ("GET", {"params": {"other": "x"}}, 400),
        ("GET", {"params": {"query": "SELECT * FROM <file:///etc/passwd> {}"}}, 400),
        ("GET", {"params": {"query": ALL, "default-graph-uri": "http://127.0.0.1/"}}, 400),
        ("GET", {"params": {"query": ALL, "format": "pdf"}}, 406),
        ("GET", {"params": {"query": ALL, "format": ""}}, 406),
        ("GET", {"params": {"query": ALL}, "headers": {"Accept": "text/turtle"}}, 406),
        ("GET", {"params": {"query": ALL}, "headers": {"Accept": "image/png"}}, 406),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 403),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 403),
        ("POST", {"data": {"query": "INSERT DATA { <urn:a> <urn:b> 1 }"}}, 403),
        ("POST", {"content": "x", "headers": {"Content-Type": "application/sparql-update"}}, 403),
        ("POST", {"content": b"query=%FF%FE", "headers": FORM}, 400),
        ("POST", {"content": ALL.encode("utf-16"), "headers": QUERY}, 400),
        ("POST", {"content": "x", "headers": {"Content-Type": "text/plain"}}, 415),
        (
            "POST",
            {"content": gzip.compress(b"x"), "headers": {**QUERY, "Content-Encoding": "gzip"}},
            415,
        ),
        ("POST", {"content": "x" * 100_001, "headers": QUERY}, 413),
        ("POST", {"content": "x" * 20_001, "headers": QUERY}, 413),
        ("PUT", {}, 405),
        ("DELETE", {}, 405),
    ],
)
def test_refusals_are_problems(files, method, options, status):
    """Each refusal has its status and says in a problem document what is wrong."""
    answer = files.request(method, "/sparql", **options)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"].startswith("https://w3id.org/musclegraph/problem/")
    assert answer.json()["request"] == answer.headers["x-request-id"]


def test_head_and_options(files):
    """HEAD is GET without the body; OPTIONS says what there is, also to other origins."""
    head, get = (files.request(m, "/sparql", params={"query": ALL}) for m in ("HEAD", "GET"))
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == get.headers["content-type"]
    assert "POST" in files.options("/sparql").headers["allow"]
    origin = {"Origin": "https://x.example", "Access-Control-Request-Method": "POST"}
    asked = {**origin, "Access-Control-Request-Headers": "content-type"}
    assert files.options("/sparql", headers=asked).headers["access-control-allow-origin"] == "*"


def test_answers_may_be_kept(files):
    """An answer has an ETag and 304, differs by Accept, and is not to be sniffed."""
    first = ask(files, ALL)
    assert "Accept" in first.headers["vary"]
    assert first.headers["x-content-type-options"] == "nosniff"
    assert "max-age" in first.headers["cache-control"]
    tag = {"If-None-Match": f'"other", {first.headers["etag"]}'}
    assert files.get("/sparql", params={"query": ALL}, headers=tag).status_code == 304
    csv = {**tag, "Accept": "text/csv"}
    assert files.get("/sparql", params={"query": ALL}, headers=csv).status_code == 200


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 303),
        ("text/html", 303),
        ("text/html;q=0.5, text/turtle", 200),
        ("*/*", 200),
    ],
)
def test_browser_that_opens_the_endpoint_gets_the_page_to_ask_on(files, accept, status):
    """A person would else be sent a file of Turtle."""
    answer = files.get("/sparql", headers={"Accept": accept}, follow_redirects=False)
    assert (answer.status_code, "Accept" in answer.headers["vary"]) == (status, True)
    assert status == 200 or answer.headers["location"] == "/query"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sparql?query=ASK%7B%7D", 304),
        ("/.well-known/void", 304),
        ("/", 304),
        ("/v1/nothing", 404),
        ("/claim/none", 404),
    ],
)
def test_any_etag_is_that_of_what_is_there(files, method, path, status):
    """`If-None-Match: *` asks for what is not there yet (RFC 9110, section 13.1.2)."""
    answer = files.request(method, path, headers={"If-None-Match": "*"})
    assert answer.status_code == status
    assert status != 304 or answer.content == b""


def test_what_differs_each_time_is_not_kept(files):
    """NOW, RAND, UUID: no ETag."""
    answer = ask(files, "SELECT (RAND() AS ?x) {}")
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_answers_are_compressed(curated, coding):
    """gzip and br, if the caller takes them and it is worth it."""
    query = "SELECT * { ?s ?p ?o } LIMIT 100"
    headers = {"Accept-Encoding": coding}
    answer = curated.get("/sparql", params={"query": query}, headers=headers)
    assert answer.headers["content-encoding"] == coding
    assert "Accept-Encoding" in answer.headers["vary"]


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_cap_on_rows_is_announced(files, form):
    """A cut answer says so in a header, and in the body where the format has a place."""
    answer = ask(files, "SELECT * { GRAPH ?g { ?s ?p ?o } }", format=form)
    assert answer.headers["result-cap"] == "5"
    assert ("result-cap" in answer.text) == (form in ("json", "xml"))
    assert "result-cap" not in ask(files, f"{ALL} LIMIT 5", format=form).headers


@pytest.mark.parametrize("media_type", TRIPLES)
def test_cut_triples_are_still_well_formed(files, media_type):
    """The note at the end of cut triples is a comment."""
    text = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <urn:h> { ?s ?p ?o } }"
    answer = files.get("/sparql", params={"query": text}, headers={"Accept": media_type})
    assert answer.headers["result-cap"] == "5"
    assert len(list(ox.parse(answer.content, format=TRIPLES[media_type]))) == 5


def test_relative_iris_have_the_address_as_base(files):
    """A relative IRI is resolved against the endpoint."""
    answer = ask(files, "SELECT (STR(<x>) AS ?s) {}")
    assert subjects(answer) == {"http://testserver/x"}


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
@pytest.mark.parametrize("media_type", TRIPLES)
def test_service_and_data_describe_themselves(curated, path, media_type):
    """A bare GET is the service description, and VoID is at its place, in every form."""
    answer = curated.get(path, headers={"Accept": media_type})
    found = {quad.predicate.value for quad in ox.parse(answer.content, format=TRIPLES[media_type])}
    wanted = {"/sparql": "service-description#resultFormat", "/.well-known/void": "dcat#version"}
    assert any(name.endswith(wanted[path]) for name in found)
    assert curated.get(path, headers={"Accept": "image/png"}).status_code == 406


def test_default_graph_is_described(curated, files):
    """The description says what the default graph is: the union, or the files' own."""
    assert "UnionDefaultGraph" in curated.get("/sparql").text
    assert "UnionDefaultGraph" not in files.get("/sparql").text


ASK = "ASK { ?s ?p ?o }"


@pytest.mark.parametrize(
    ("form", "body"), [("json", b'"boolean":true'), ("xml", b"<boolean>true</boolean>")]
)
def test_yes_or_no_as_the_standard_has_it(files, form, body):
    """ASK is JSON or XML; the standard has no CSV or TSV for it, so the bare word is sent."""
    assert body in ask(files, ASK, format=form).content
    assert ask(files, ASK, format="csv").text.strip() == "true"
    assert ask(files, ASK, format="tsv").text.strip() == "true"


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        (ALL, "application/sparql-results+json"),
        (ASK, "application/sparql-results+json"),
        (BUILD, "text/turtle"),
        ("DESCRIBE <urn:a>", "text/turtle"),
    ],
)
def test_every_form_of_query_each_way(files, query, kind):
    """GET, a form and the query as the body give the same, whatever its form."""
    answers = [
        ask(files, query),
        files.post("/sparql", data={"query": query}),
        files.post("/sparql", content=query, headers=QUERY),
        files.post(
            "/sparql",
            content=query,
            headers={"Content-Type": f"{QUERY['Content-Type']};charset=UTF-8"},
        ),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.headers["content-type"].split(";")[0] for answer in answers} == {kind}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize(
    "request_of",
    [
        {"params": {"query": ALL}, "content": ALL, "headers": QUERY},
        {"params": {"query": ALL}, "data": {"query": ALL}},
        {"content": "query=a&query=b", "headers": FORM},
        {"content": "", "headers": FORM},
    ],
    ids=["address and body", "address and form", "twice", "none"],
)
def test_one_query_a_request(files, request_of):
    """Protocol, section 2.1: exactly one."""
    assert files.post("/sparql", **request_of).status_code == 400


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_bare_head_is_the_description_without_its_body(files, method):
    """A HEAD of the endpoint says what a GET would be."""
    answer = files.request(method, "/sparql")
    assert answer.headers["content-type"].startswith("text/turtle")
    assert bool(answer.content) == (method == "GET")


def test_other_methods_are_told_which_there_are(files):
    """405 has Allow, and the same list answers OPTIONS."""
    refused, asked = files.put("/sparql"), files.options("/sparql")
    assert refused.status_code == 405
    wanted = {"GET", "HEAD", "POST", "OPTIONS"}
    assert set(refused.headers["allow"].split(", ")) == wanted
    assert set(asked.headers["allow"].split(", ")) == wanted


@pytest.mark.parametrize("path", ["/sparql?query=nonsense", "/claim/lost", "/v1/none", "/sparql"])
def test_scripts_of_other_origins_may_read(files, path):
    """Answers and refusals alike, with the headers that say more."""
    answer = files.get(path, headers={"Origin": "https://x.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    shown = answer.headers["access-control-expose-headers"]
    assert {"ETag", "Link", "Result-Cap", "Retry-After", "X-Request-ID"} <= set(shown.split(", "))


@pytest.mark.parametrize("given", ["a-request.of-mine", "bad id\u00e9"])
def test_request_id_is_kept_or_made(files, given):
    """An id that is sent comes back; one with other characters is replaced."""
    answer = files.get("/sparql", headers={"X-Request-ID": given.encode()})
    assert (answer.headers["x-request-id"] == given) == given.isascii()


FACT = ("urn:s", "urn:p", "urn:o")
WRITTEN = {
    "ttl": "<{}> <{}> <{}> .",
    "nt": "<{}> <{}> <{}> .",
    "nq": "<{}> <{}> <{}> .",
    "trig": "<{}> <{}> <{}> .",
    "rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
    '<rdf:Description rdf:about="{0}"><u:p rdf:resource="{2}"/></rdf:Description></rdf:RDF>',
    "jsonld": '{{"@id": "{}", "{}": {{"@id": "{}"}}}}',
}


def test_files_of_every_format_are_served(tmp_path):
    """--data takes Turtle, N-Triples, N-Quads, TriG, RDF/XML and JSON-LD, together."""
    paths = []
    for suffix, text in WRITTEN.items():
        paths.append(tmp_path / f"data.{suffix}")
        paths[-1].write_text(text.format(f"{FACT[0]}-{suffix}", *FACT[1:]))
    with TestClient(create_app(from_files(tuple(paths)), Settings(workers=1))) as client:
        found = subjects(ask(client, "SELECT ?s { ?s <urn:p> <urn:o> }"))
    assert found == {f"urn:s-{suffix}" for suffix in WRITTEN}


@pytest.mark.parametrize(("graph", "count"), [("own", 2), ("union", 3), ("auto", 2)])
def test_default_graph_is_settable(tmp_path, graph, count):
    """What a query sees outside GRAPH follows the setting, and the description says so."""
    path = tmp_path / "data.trig"
    path.write_text("<urn:a> <urn:p> 1, 2 . <urn:g#1> { <urn:a> <urn:p> 3 }")
    settings = Settings(workers=1, default_graph=graph)
    with TestClient(create_app(from_files((path,)), settings)) as client:
        rows = ask(client, "SELECT ?o { ?s ?p ?o }").json()["results"]["bindings"]
        description = client.get("/sparql").text
    assert len(rows) == count
    assert ("UnionDefaultGraph" in description) == (graph == "union")
    assert "<urn:g#1>" in description
