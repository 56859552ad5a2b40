"""`?format=` answers what the command writes, with the notice in the headers."""

import pytest
from fastapi.testclient import TestClient

from musclegraph.api.app import create_app
from musclegraph.core.settings import Settings
from musclegraph.export import formats
from musclegraph.export.selection import select
from musclegraph.store.opened import about

CLAIM = "/v1/claims/quinine-reduces-cramp"


@pytest.mark.parametrize("form", formats.names())
def test_route_answers_what_the_command_writes(form, curated, snapshot):
    """The same bytes, its media type, a name to save it by, the notice."""
    chosen = formats.of(form)
    answer = curated.get(CLAIM, params={"format": form})
    selection = select(
        snapshot.store, about(snapshot.manifest), "quinine-reduces-cramp", chosen.KINDS
    )
    assert answer.content == chosen.render(selection)
    assert answer.headers["content-type"].partition(";")[0] == chosen.MEDIA_TYPE
    assert answer.headers["content-disposition"].endswith(f'-{form}{chosen.SUFFIX}"')
    assert "not medical advice" in answer.headers["musclegraph-notice"]


def test_accept_names_a_format_too(curated):
    """Where its media type belongs to one format alone."""
    answer = curated.get(CLAIM, headers={"accept": "application/x-bibtex"})
    assert answer.text == curated.get(CLAIM, params={"format": "bibtex"}).text


@pytest.mark.parametrize("path", ["/v1/claims/no-such-claim", "/v1/claims/a%20b"])
def test_export_of_nothing_is_not_found(path, curated):
    """404, as for the record itself."""
    assert curated.get(path, params={"format": "ris"}).status_code == 404


def test_export_is_cached(curated):
    """The same again is 304; each format has a tag of its own."""
    first = curated.get(CLAIM, params={"format": "ris"})
    tag = first.headers["etag"]
    asked = {"if-none-match": tag}
    assert curated.get(CLAIM, params={"format": "ris"}, headers=asked).status_code == 304
    assert curated.get(CLAIM, params={"format": "csl"}, headers=asked).status_code == 200


@pytest.mark.parametrize("form", ["json", "jsonld"])
def test_json_has_a_name_too(form, curated):
    """The document of a record, as it is without `format`."""
    answer = curated.get(CLAIM, params={"format": form})
    assert answer.json()["id"] == curated.get(CLAIM).json()["id"]
    assert answer.headers["content-type"] == (
        "application/ld+json" if form == "jsonld" else "application/json"
    )


@pytest.mark.parametrize("path", [CLAIM, "/v1/treatments/quinine", "/v1/export"])
def test_unknown_format_is_refused(path, curated):
    """406, and which there are."""
    answer = curated.get(path, params={"format": "docx"})
    assert answer.status_code == 406
    assert "accept one of" in answer.json()["detail"]


def test_everything_is_exported(curated):
    """`/v1/export` has more works than a claim."""
    everything = curated.get("/v1/export", params={"format": "csl"}).json()
    assert len(everything) > len(curated.get(CLAIM, params={"format": "csl"}).json())


def test_graph_too_large_is_not_exported_at_once(snapshot):
    """A graph above what is held in memory is refused as a whole, with what to do instead."""
    with TestClient(create_app(snapshot, Settings(workers=1, memory_quads=1000))) as client:
        answer = client.get("/v1/export?format=csl")
        assert answer.status_code == 413
        assert "musclegraph export csl" in answer.json()["detail"]
        assert client.get("/v1/claims/quinine-reduces-cramp?format=csl").status_code == 200
