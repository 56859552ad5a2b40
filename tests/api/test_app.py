"""The service over the real snapshot: routes, records, search, SPARQL, problems."""

import hashlib
import json
import shutil

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from musclegraph.api.app import create_app, open_app
from musclegraph.core.files import QUERIES
from musclegraph.core.manifest import MANIFEST
from musclegraph.core.names import iri
from musclegraph.core.settings import Settings
from musclegraph.queries import catalog
from musclegraph.queries.records import load_records
from musclegraph.store import loaded
from musclegraph.store.opened import Where

CLAIM = "/v1/claims/dehydration-causes-cramp"


@pytest.fixture(scope="module")
def client(snapshot):
    """A client of the app over the curated graph."""
    with TestClient(
        create_app(snapshot, Settings(max_query_characters=500, workers=1, max_rows=100))
    ) as client:
        yield client


@pytest.fixture(scope="module")
def questions(snapshot):
    """The questions compiled into the snapshot."""
    return catalog.from_json(snapshot.catalog_json)


def test_every_question_is_a_route(client, questions):
    """Each question answers its own example with date, note, columns and rows."""
    for query in questions.values():
        values = {name: p.example for name, p in query.params.items() if not p.optional}
        inside = {name: value for name, value in values.items() if f"{{{name}}}" in query.path}
        rest = {name: value for name, value in values.items() if name not in inside}
        answer = client.get("/v1" + query.path.format(**inside), params=rest)
        assert answer.status_code == 200, query.name
        assert answer.json()["columns"] == list(query.columns), query.name
        assert "not medical advice" in answer.json()["notice"]


def test_openapi_lists_every_question(client, questions):
    """OpenAPI 3.1 has one operation a question, named after it."""
    document = client.get("/openapi.json").json()
    names = {op["operationId"] for path in document["paths"].values() for op in path.values()}
    assert document["openapi"].startswith("3.1")
    assert set(questions) <= names


def test_claim_record_is_nested(client):
    """A claim carries its verdicts, statements and evidence, each with its label."""
    claim = client.get(CLAIM).json()
    assert claim["id"] == "https://w3id.org" + CLAIM.replace("/v1/claims", "/musclegraph/claim")
    assert {verdict["layer"] for verdict in claim["verdicts"]} == {"mg:articles", "mg:all"}
    assert all(statement["position"] for statement in claim["statements"])
    assert any("Schwellnus" in line["study"]["label"] for line in claim["evidence"])


def _triples(client, path):
    answer = client.get(path, headers={"Accept": "application/ld+json"})
    assert answer.headers["content-type"].startswith("application/ld+json")
    document = answer.json()
    document["@context"] = client.get(document["@context"]).json()["@context"]
    found = ox.parse(json.dumps(document).encode(), format=ox.RdfFormat.JSON_LD)
    return {quad.triple for quad in found}


@pytest.mark.parametrize("path", [CLAIM, "/v1/studies/schwellnus-2011", "/v1/conditions/tetany"])
def test_record_is_json_ld(client, snapshot, path):
    """Read as JSON-LD, a record says what the store says, and nothing else."""
    _, kind, slug = path.rsplit("/", 2)
    record = next(r for r in load_records(QUERIES / "export").values() if r.plural == kind)
    stored = set(snapshot.store.construct(record.bind(iri(record.kind, slug))))
    read = _triples(client, path)
    assert len(read) > 20
    assert {t for t in read - stored if not t.predicate.value.endswith("#asOf")} == set()


def test_treatment_claim_shows_harms(client):
    """A benefit is never shown without its warning."""
    claim = client.get("/v1/claims/quinine-reduces-cramp").json()
    assert any("FDA" in json.dumps(harm) for harm in claim["harms"])


@pytest.mark.parametrize("words", ["charley horse", "21148567", "Dehydr", "lockjaw"])
def test_search_finds(client, words):
    """Lay names, PMIDs and beginnings of words lead somewhere."""
    assert client.get("/v1/search", params={"q": words}).json()["results"]


def test_etag_spares_the_body(client):
    """A caller that has this snapshot's answer gets 304."""
    etag = client.get(CLAIM).headers["etag"]
    assert client.get(CLAIM, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/claims/no-such-claim", 404),
        ("/v1/claims/%3E%20%7D", 404),
        ("/v1/nothing", 404),
        ("/v1/search?q=", 400),
        ("/v1/search?q=x&limit=0", 400),
        ("/v1/claims/x%3A%3E/evidence", 400),
        ("/sparql?query=SELECT", 400),
        ("/sparql?query=SELECT%20*%20WHERE%20%7BSERVICE%20%3Cx:y%3E%20%7B%7D%7D", 400),
        ("/sparql?query=" + "x" * 501, 413),
    ],
)
def test_errors_are_problems(client, path, status):
    """Every error is problem+json with a title."""
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"]


@pytest.mark.parametrize(
    ("path", "method", "there_are"),
    [
        (f"{CLAIM}?layr=all", "GET", "format"),
        (f"{CLAIM}/evidence?lang=de", "GET", "limit, cursor, format"),
        ("/v1/claims?claim=x", "GET", "limit, cursor, format"),
        ("/v1/search?q=cramp&limt=3", "GET", "q, kind, limit, format"),
        ("/v1/export?format=csl&kind=claim", "GET", "format"),
        ("/v1/context.jsonld?x", "GET", "none"),
        ("/v1/check?text=x", "POST", "none"),
        ("/v1/lint?report=html", "POST", "none"),
    ],
)
def test_undeclared_parameters_are_refused(client, path, method, there_are):
    """The problem names the parameter and those there are; in silence it would answer otherwise."""
    answer = client.request(method, path, json={"text": "x"} if method == "POST" else None)
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/bad-parameter")
    name = path.partition("?")[2].rpartition("&")[2].partition("=")[0]
    assert f"'{name}'" in answer.json()["title"]
    assert answer.json()["detail"].endswith(there_are)


@pytest.mark.parametrize("path", ["/v1/check", "/v1/lint"])
@pytest.mark.parametrize("text", ["", " ", "\f", "\n\u00a0"])
def test_text_of_nothing_is_refused(client, path, text):
    """As the schema says."""
    assert client.post(path, json={"text": text}).status_code == 400


def test_record_as_another_ones_json_ld_keeps_to_the_document(client):
    """`claimreview` shares its media type with our own JSON-LD, and has none of our fields."""
    paths = client.get("/openapi.json").json()["paths"]
    content = paths["/v1/claims/{slug}"]["get"]["responses"]["200"]["content"]
    answer = client.get(CLAIM, params={"format": "claimreview"})
    assert answer.headers["content-type"].startswith("application/ld+json")
    alternatives = content["application/ld+json"]["schema"]["anyOf"]
    assert any(set(one["required"]) <= set(answer.json()) for one in alternatives)


@pytest.mark.parametrize("path", ["/v1/check", "/v1/lint"])
def test_undeclared_fields_are_refused(client, path):
    """In a body as in an address."""
    answer = client.post(path, json={"text": "Cramps hurt.", "layr": "articles"})
    assert (answer.status_code, answer.json()["title"]) == (400, "there is no field 'layr' here")
    assert "layer" in answer.json()["detail"]


def test_parameter_given_twice_is_refused(client):
    """Which of two limits is meant nobody knows."""
    answer = client.get("/v1/claims?limit=2&limit=3")
    assert (answer.status_code, answer.json()["title"]) == (400, "limit is given 2 times")


@pytest.mark.parametrize("form", ["json", "csv", "jsonld", "tsv", "srj", "srx"])
def test_whole_list_has_a_cap_and_says_so(client, form):
    """As free SPARQL has; the header says it in every form, with where to read on."""
    answer = client.get("/v1/claims", params={"format": form})
    assert answer.headers["result-cap"] == "100"
    assert 'rel="next"' in answer.headers["link"]
    assert "result-cap" not in client.get("/v1/myths", params={"format": form}).headers
    found = answer.text
    count = {"json": '{"claim"', "jsonld": '{"claim":{"@id', "srj": '"claim":{', "srx": "<result>"}
    assert (found.count(count[form]) if form in count else len(found.splitlines()) - 1) == 100


def test_rest_of_a_capped_list_is_read_page_by_page(client, snapshot):
    """`next` leads on from the cap to the last row."""
    first = client.get("/v1/claims")
    assert first.json()["total"] > len(first.json()["rows"]) == 100
    after = client.get(first.links["next"]["url"]).json()
    assert after["next"] is None
    named = [row["claim"] for row in first.json()["rows"] + after["rows"]]
    assert len(named) == len(set(named)) == first.json()["total"]


@pytest.mark.parametrize(
    ("media_type", "start"),
    [
        ("application/sparql-results+json", b"{"),
        ("application/sparql-results+xml", b"<?xml"),
        ("text/csv", b"n"),
        ("text/tab-separated-values", b"?n"),
    ],
)
def test_sparql_answers_in_the_form_asked_for(client, media_type, start):
    """GET and POST give rows in each media type."""
    query = {"query": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"}
    for answer in (
        client.get("/sparql", params=query, headers={"Accept": media_type}),
        client.post("/sparql", data=query, headers={"Accept": media_type}),
    ):
        assert answer.headers["content-type"].startswith(media_type)
        assert answer.content.startswith(start)


def test_sparql_body_and_construct(client):
    """A query as the body is taken; triples come as Turtle."""
    text = "CONSTRUCT WHERE { <https://w3id.org/musclegraph/claim/dehydration-causes-cramp> a ?c }"
    kind = {"Content-Type": "application/sparql-query"}
    assert b"mg:Claim" in client.post("/sparql", content=text, headers=kind).content


def test_sparql_refuses_other_bodies(client):
    """An unknown content type is 415, an update 403."""
    assert client.post("/sparql", content="{}").status_code == 415
    update = {"query": "DELETE WHERE { ?s ?p ?o }"}
    assert client.post("/sparql", data=update).status_code == 403


def test_files_are_served_without_a_snapshot(tmp_path):
    """`--data` answers SPARQL over the files and nothing else."""
    path = tmp_path / "data.ttl"
    path.write_text("<urn:a> <urn:p> <urn:b> .")
    with TestClient(create_app(loaded.from_files((path,)), Settings(workers=1))) as client:
        answer = client.get("/sparql", params={"query": "SELECT * WHERE { ?s ?p ?o }"})
        assert answer.json()["results"]["bindings"][0]["s"]["value"] == "urn:a"
        assert client.get("/").status_code == 200


@pytest.fixture
def older(home, tmp_path):
    """A client of the app over a snapshot from before there were most questions."""
    folder = tmp_path / "home"
    shutil.copytree(home, folder, symlinks=True)
    questions, about = (folder / "current" / name for name in ("catalog.jsonl", MANIFEST))
    lines = questions.read_bytes().splitlines(keepends=True)
    questions.write_bytes(b"".join(lines[:3]))
    manifest = json.loads(about.read_bytes())
    manifest["files"][questions.name] = hashlib.sha256(questions.read_bytes()).hexdigest()
    about.write_text(json.dumps(manifest))
    with TestClient(open_app(Where(folder), Settings(workers=1, quick_workers=1))) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/claim/dehydration-causes-cramp", "/docs", "/openapi.json"])
def test_snapshot_older_than_a_question_is_served(older, path):
    """What pages ask they ask as the program has it; the document has what the snapshot has."""
    answer = older.get(path, headers={"Accept": "text/html, */*;q=0.5"})
    assert answer.status_code == 200
    assert "contested-claims" not in answer.text
