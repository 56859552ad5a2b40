"""What is answered without the framework's routing is answered as the framework's routes do."""

import pytest

from musclegraph.api.lanes import Lanes
from musclegraph.store.sparql import rows_at_most

EVIDENCE = "/v1/claims/dehydration-causes-cramp/evidence"
CASES = (
    (EVIDENCE, {}, 200),
    (EVIDENCE, {"format": "srj"}, 200),
    (EVIDENCE, {"format": "srx"}, 200),
    (EVIDENCE, {"format": "tsv"}, 200),
    (EVIDENCE, {"format": "csv"}, 200),
    (EVIDENCE, {"format": "jsonld"}, 200),
    (EVIDENCE, {"format": "pdf"}, 406),
    (EVIDENCE, {"format": ["srj", "tsv"]}, 400),
    (EVIDENCE, {"layr": "articles"}, 400),
    (EVIDENCE, {"claim": "other"}, 400),
    ("/v1/claims/nothing-of-that-name/evidence", {}, 404),
    ("/v1/claims/nothing-of-that-name/evidence", {"format": "srj"}, 404),
    ("/v1/claims/a>b/evidence", {}, 400),
    ("/v1/claims/contested", {}, 200),
    ("/v1/changes/1900-01-32", {}, 400),
    ("/sparql", {"query": "ASK {}"}, 200),
    ("/sparql", {"query": "ASK {"}, 400),
    ("/sparql", {}, 200),
)


@pytest.mark.parametrize(("path", "parameters", "status"), CASES)
def test_the_short_way_answers_as_the_long_one(curated, monkeypatch, path, parameters, status):
    """Status, body and headers are the same; only the request's id differs."""
    own = {"X-Request-ID": "same", "Range": "rows=1"}  # what has a Range passes by the cache
    short = curated.get(path, params=parameters, headers=own)
    monkeypatch.setattr(Lanes, "_answering", lambda self, scope: None)
    long = curated.get(path, params={**parameters}, headers=own)
    assert short.status_code == long.status_code == status
    assert short.content == long.content
    assert dict(short.headers) == dict(long.headers)


@pytest.mark.parametrize(
    ("form", "none", "two"),
    [
        ("json", b'{"head":{"vars":["a"]},"results":{"bindings":[]}}', b"[{a},{b}]"),
        ("xml", b"<sparql><results></results></sparql>", b"<result></result><result></result>"),
    ],
)
def test_no_row_is_told_from_some(form, none, two):
    """An empty table is known as one without reading it."""
    media_type = f"application/sparql-results+{form}"
    assert rows_at_most(none, media_type) == 0
    assert rows_at_most(two, media_type) == 2
