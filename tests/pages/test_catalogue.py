"""The query catalogue, the SPARQL page and what can be taken away."""

import pyoxigraph as ox

from musclegraph.queries.catalog import from_json


def test_every_question_has_a_page(reader, snapshot):
    """Each question's page shows its SPARQL, its route and the rows of its example."""
    for query in from_json(snapshot.catalog_json).values():
        page = reader.get(f"/questions/{query.name}")
        assert page.status_code == 200, query.name
        assert "SELECT" in page.text
        assert f"musclegraph ask {query.name}" in page.text
    assert reader.get("/questions/no-such").status_code == 404


def test_wrong_value_is_explained(reader):
    """A value that is malformed is 400, one that names nothing 404, both as a page."""
    address = "/questions/evidence-for-claim?claim="
    assert reader.get(f"{address}%3E").status_code == 400
    assert reader.get(f"{address}claim:nothing").status_code == 404


def test_plain_form_answers_sparql(reader):
    """Without scripts a query runs and is answered as a table; an error says what to do."""
    ask = "SELECT ?claim { ?claim a <https://w3id.org/musclegraph/ns#Claim> } LIMIT 2"
    page = reader.get("/query", params={"query": ask}).text
    assert page.count('<td><a href="/claim/') == 2
    assert "yes" in reader.get("/query", params={"query": "ASK { ?s ?p ?o }"}).text
    wrong = reader.get("/query", params={"query": "SELECT <script>"})
    assert 'role="alert"' in wrong.text
    assert "<script>\n" not in wrong.text
    assert "LOAD" not in reader.get("/query", params={"query": "LOAD <http://x/>"}).headers


def test_dumps_hold_every_quad(reader, snapshot):
    """TriG, N-Quads and JSON-LD of the whole graph parse to the quads of the store."""
    forms = {"trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD}
    for suffix, form in forms.items():
        answer = reader.get(f"/downloads/musclegraph.{suffix}")
        store = ox.Store()
        store.load(answer.content, format=form)
        assert len(store) == len(snapshot.store), suffix
    assert reader.get("/downloads/musclegraph.zip").status_code == 404
