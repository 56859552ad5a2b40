"""IRIs, health, metrics, log, pages and problem types: what the service is beside queries."""

import json
import logging
import shutil

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from musclegraph.api import problems
from musclegraph.api.app import create_app
from musclegraph.core.names import BASE
from musclegraph.core.settings import Settings
from musclegraph.store.opened import open_current

FORMS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
}


@pytest.mark.parametrize("media_type", FORMS)
@pytest.mark.parametrize("path", ["claim/dehydration-causes-cramp", "graph/care", "ns"])
def test_iris_answer_themselves(curated, path, media_type):
    """What an IRI names is described there, in the form asked for."""
    answer = curated.get(f"/{path}", headers={"Accept": media_type})
    assert answer.headers["content-type"].startswith(media_type)
    assert len(list(ox.parse(answer.content, format=FORMS[media_type]))) >= 3


def test_iri_may_be_kept(curated):
    """An IRI's description has an ETag, and 304 in the same form."""
    first = curated.get("/claim/dehydration-causes-cramp")
    tag = {"If-None-Match": first.headers["etag"]}
    assert curated.get("/claim/dehydration-causes-cramp", headers=tag).status_code == 304
    assert curated.get("/claim/quinine-reduces-cramp", headers=tag).status_code == 200


@pytest.mark.parametrize("path", ["/claim/none", "/nothing/x", "/claim/", "/v1/x"])
def test_unknown_iris_are_not_found(curated, path):
    """A name of nothing is 404."""
    assert curated.get(path).status_code == 404


@pytest.mark.parametrize("accept", ["*/*", "text/html,*/*;q=0.8", "application/ld+json"])
@pytest.mark.parametrize("path", ["/claim", "/v1/claims"])
def test_merged_and_withdrawn_are_gone(files, path, accept):
    """What was merged is 410 and says where it went; what was withdrawn is 410."""
    merged, lost = (
        files.get(f"{path}/{slug}", headers={"Accept": accept}) for slug in ("old", "lost")
    )
    assert (merged.status_code, lost.status_code) == (410, 410)
    assert merged.headers["link"] == f'<{BASE}claim/new>; rel="successor-version"'
    assert "link" not in lost.headers


@pytest.mark.parametrize("slug", ["%3Cscript%3E", "a%20b", "..%2F..%2Fetc", "%00", "none"])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_names_of_nothing_are_not_found(curated, slug, accept):
    """Whatever is asked for in whatever form, what is not there is the caller's mistake."""
    assert curated.get(f"/claim/{slug}", headers={"Accept": accept}).status_code in (400, 404)


def test_pages_follow_each_other(curated):
    """Following `next` gives each row once, and Link says the same."""
    every = curated.get("/v1/claims").json()["rows"]
    found, url = [], "/v1/claims?limit=40"
    while url:
        answer = curated.get(url)
        found += answer.json()["rows"]
        assert answer.json()["total"] == len(every)
        url = answer.links.get("next", {}).get("url")
        assert (url is None) == (answer.json()["next"] is None)
    assert found == every


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "limit=1001", "cursor=%20"])
def test_bad_pages_are_refused(curated, query):
    """A limit out of range, and what is no cursor."""
    assert curated.get(f"/v1/claims?{query}").status_code == 400


@pytest.mark.parametrize("cursor", ["x", "b3RoZXIuMw", "____"])
def test_cursor_of_another_snapshot_is_not_found(curated, cursor):
    """The same place has another row there."""
    assert curated.get(f"/v1/claims?cursor={cursor}").status_code == 404


def test_named_questions_honour_accept(curated):
    """CSV by Accept, 406 for what there is not."""
    assert curated.get("/v1/myths", headers={"Accept": "text/csv"}).text.startswith("myth,")
    assert curated.get("/v1/myths", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("form", ["json", "csv", "jsonld", "tsv", "srx", "srj"])
def test_pages_come_in_every_form(curated, form):
    """Each form has the page asked for, and Link leads on."""
    answer = curated.get("/v1/claims", params={"limit": 2, "format": form})
    assert answer.status_code == 200, answer.text
    every = curated.get("/v1/claims", params={"format": form})
    assert len(answer.content) < len(every.content) / 10
    following = curated.get(answer.links["next"]["url"])
    assert following.headers["content-type"] == answer.headers["content-type"]
    assert following.content != answer.content


def test_list_is_json_ld(curated):
    """Read as JSON-LD, each row has its columns as properties that the catalogue describes."""
    answer = curated.get("/v1/myths", headers={"Accept": "application/ld+json"})
    found = list(ox.parse(answer.content, format=ox.RdfFormat.JSON_LD))
    rows = curated.get("/v1/myths").json()["rows"]
    column = f"{BASE}query/myths/column/myth"
    assert len({q.subject for q in found}) == len(rows)
    assert len([q for q in found if q.predicate.value == column]) == len(rows)
    catalogue = curated.get("/graph/queries", headers={"Accept": "application/n-triples"}).text
    assert f"<{column}>" in catalogue


@pytest.mark.parametrize("form", ["csv", "ttl", "nt", "rdf", "trig", "nq", "json", "jsonld"])
def test_records_come_in_every_form(curated, form):
    """A record is JSON, JSON-LD, CSV or any RDF, and says which snapshot it is of."""
    answer = curated.get("/v1/claims/dehydration-causes-cramp", params={"format": form})
    assert answer.status_code == 200
    assert "Exercise cramps" in answer.text
    named = answer.headers.get("musclegraph-snapshot") or answer.json()["snapshot"]
    assert named in answer.headers["etag"]


@pytest.mark.parametrize("path", ["claims?", "claims/dehydration-causes-cramp?", "search?q=x&"])
@pytest.mark.parametrize("form", ["pdf", ""])
def test_unknown_form_is_not_acceptable(curated, path, form):
    """A form that there is not, also an empty one."""
    assert curated.get(f"/v1/{path}format={form}").status_code == 406


def test_route_of_another_method_is_not_allowed(curated):
    """/v1/check takes POST; a GET is 405 and says so, not 404."""
    answer = curated.get("/v1/check")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "OPTIONS, POST"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("a" * 200_001, 413),
        ("a " * 400_000 * 2, 413),
        (" ", 400),
        ("", 400),
        ("\ud800 cramps", 400),
    ],
)
def test_texts_have_limits(curated, text, status):
    """Too long a text, too long a body, no text, what is no Unicode text."""
    body = json.dumps({"text": text})
    answer = curated.post("/v1/check", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status, answer.text[:300]


def test_compressed_bodies_are_refused(curated):
    """A small body may be huge inside."""
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert curated.post("/v1/check", content=b"x", headers=headers).status_code == 415


def test_checked_text_is_not_logged(curated, caplog):
    """The log has the request, not what was sent."""
    with caplog.at_level(logging.DEBUG):
        curated.post("/v1/check", json={"text": "My secret cramps come from dehydration."})
    assert "secret" not in caplog.text


def test_health_fails_when_the_store_is_gone(home, tmp_path):
    """Live says that the process runs, ready that it can answer."""
    shutil.copytree(home, tmp_path / "home", symlinks=True)
    app = create_app(open_current(tmp_path / "home"), Settings(workers=1))
    with TestClient(app) as client:
        assert client.get("/health/ready").json()["ready"] is True
        shutil.rmtree(tmp_path / "home")
        assert client.get("/health/ready").status_code == 503
        assert client.get("/health/live").status_code == 200


def test_metrics_have_few_labels(files):
    """Requests are counted by route, not by path."""
    for slug in ("a", "b", "new"):
        files.get(f"/claim/{slug}")
    files.request("BREW", "/coffee/pot")
    text = files.get("/metrics").text
    assert 'route="/{kind:kind}/{slug:path}"' in text
    assert 'method="other"' in text
    assert "/claim/" not in text
    assert "musclegraph_worker_endings" in text


def test_log_has_no_query(files, caplog):
    """A line in the log is JSON: id, method, route, status, time; no text, no address."""
    with caplog.at_level(logging.INFO, "musclegraph.access"):
        answer = files.get("/sparql", params={"query": "ASK { <urn:private> ?p ?o }"})
    line = json.loads(caplog.messages[-1])
    assert line["request"] == answer.headers["x-request-id"]
    assert (line["route"], line["status"]) == ("/sparql", 200)
    assert "private" not in caplog.text


def test_problem_types_are_explained(files):
    """Each type's IRI has an answer and a place in the documentation."""
    for slug, meaning in problems.kinds().items():
        assert files.get(f"/problem/{slug}").json()["meaning"] == meaning
    assert files.get("/problem/none").status_code == 404


def test_mistakes_of_ours_are_problems(snapshot, monkeypatch, caplog):
    """An error that nobody foresaw says nothing of our inside."""
    app = create_app(snapshot, Settings(workers=1))
    monkeypatch.setattr(type(snapshot.store), "describe", lambda *_: 1 / 0)
    answer = TestClient(app, raise_server_exceptions=False).get("/claim/x")
    assert answer.status_code == 500
    assert answer.json()["type"].endswith("/internal-error")
    assert "division" not in answer.text + caplog.text
    assert "mistake" in caplog.text
    assert answer.headers["x-request-id"] == answer.json()["request"]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/ns", "/.well-known/void", "/claim/new", "/sparql"])
@pytest.mark.parametrize("name", ["", "pdf"])
def test_form_of_no_known_name_is_not_acceptable(files, path, name):
    """Nor is one without a name, which the document does not list."""
    assert files.get(path, params={"format": name}).status_code == 406
