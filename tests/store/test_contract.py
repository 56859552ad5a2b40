"""What every store does: the embedded one, Oxigraph's server and Virtuoso, over one snapshot."""

import re

import pyoxigraph as ox
import pytest

from musclegraph.core.errors import BadQuery, NotAcceptable
from musclegraph.core.names import BASE
from musclegraph.queries import catalog
from musclegraph.store.answering import answer
from musclegraph.store.jobs import Job
from musclegraph.store.sparql import MEDIA_TYPES, ROW_TYPES, Term

CLAIM = f"{BASE}claim/pickle-juice-relieves-cramp"
AGENTS = f"{BASE}graph/agents"
LABELS = (
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    f"SELECT ?s ?o ?none WHERE {{ GRAPH <{AGENTS}> {{ ?s rdfs:label ?o }} }} ORDER BY ?s"
)
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"


def _alike(term):
    """Return a term with the parts of a joined list in one order: SPARQL gives them none."""
    if term is None:
        return None
    return (*term[:1], tuple(sorted(re.split(r" \| |; ", term.value))), *term[2:])


def _rows(store, text):
    return [tuple(map(_alike, row)) for row in store.select(text).rows]


@pytest.fixture(scope="session")
def expected(snapshot):
    """The rows of each question's example, as the golden files have them, and its text."""
    questions = catalog.from_json(snapshot.catalog_json)
    texts = [query.bind(query.examples) for query in questions.values()]
    return {text: _rows(snapshot.store, text) for text in texts}


@pytest.mark.parametrize("store", ["oxigraph", "virtuoso"], indirect=True)
def test_every_question_has_the_same_rows(store, expected):
    """Each named question gives its example's rows, in the same order, on every server."""
    assert [text for text, rows in expected.items() if _rows(store, text) != rows] == []
    assert len(expected) > 100


def test_columns_terms_and_unbound(store):
    """A table has the columns asked for, terms whole, and None where nothing is bound."""
    found = store.select(LABELS)
    assert found.columns == ("s", "o", "none")
    assert len(found.rows) > 10
    label = Term("literal", "Columbia (university)", f"{RDF}langString", "en")
    assert (Term("iri", f"{BASE}agent/columbia-university"), label, None) in found.rows


def test_typed_values(store):
    """Booleans, dates and whole numbers keep type and spelling."""
    text = f"SELECT DISTINCT ?o WHERE {{ ?s ?p ?o FILTER(DATATYPE(?o) = <{XSD}%s>) }}"
    assert {row[0].value for row in store.select(text % "boolean").rows} == {"true", "false"}
    dates = {row[0].value for row in store.select(text % "date").rows}
    assert dates
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in dates)
    assert all(row[0].python >= 0 for row in store.select(text % "integer").rows)


def test_ask(store):
    """ASK is a truth, whatever way the server writes it."""
    assert store.ask(f"ASK {{ <{CLAIM}> ?p ?o }}") is True
    assert store.ask("ASK { <urn:nothing> ?p ?o }") is False


@pytest.mark.parametrize("method", ["select", "ask", "construct", "triples"])
def test_another_form_or_no_query_is_refused(store, method):
    """A method takes its own form of query, and no text that does not parse."""
    wrong = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1" if method == "ask" else "ASK { ?s ?p ?o }"
    for text in (wrong, "SELECT ?s WHERE { ?s ?p", "ASK { ?s ?p", "CONSTRUCT { ?s", ""):
        with pytest.raises(BadQuery):
            getattr(store, method)(text)


def test_describe_and_construct(store, snapshot):
    """What is said of a node, and its labels, is the same everywhere."""
    assert set(store.describe(CLAIM)) == set(snapshot.store.describe(CLAIM))
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{AGENTS}> {{ ?s ?p ?o }} }}"
    assert set(store.construct(text)) == set(snapshot.store.construct(text))
    assert len(store.triples(text)) == len(store.construct(text)) > 100


def test_graphs(store, snapshot):
    """Named graphs have the names that they have here, in texts and in answers."""
    assert store.graphs() == snapshot.store.graphs()
    text = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    assert store.select(text) == snapshot.store.select(text)
    assert set(store.graph(AGENTS, 100_000)) == set(snapshot.store.graph(AGENTS, 100_000))
    assert len(store.graph(AGENTS, 7)) == 7


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_serialize(store, snapshot, media_type):
    """An answer is written alike in each form; rows are the same bytes."""
    if media_type in ROW_TYPES:
        assert store.serialize(LABELS, media_type) == snapshot.store.serialize(LABELS, media_type)
        return
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{AGENTS}> {{ ?s ?p ?o }} }}"
    form = ox.RdfFormat.from_media_type(media_type)
    ours, theirs = (one.serialize(text, media_type) for one in (store, snapshot.store))
    assert set(ox.parse(ours, form)) == set(ox.parse(theirs, form))
    with pytest.raises(NotAcceptable):
        store.serialize(LABELS, media_type)


def test_everything_can_be_taken_away(store, snapshot, tmp_path):
    """A dump has the quads of the snapshot, blank nodes and all."""
    store.dump(tmp_path / "all.nq", "application/n-quads")
    found, held = set(ox.parse(path=tmp_path / "all.nq")), set(snapshot.store.engine)
    assert len(found) == len(held)
    assert set(filter(_is_ground, found)) == set(filter(_is_ground, held))


def _is_ground(quad):
    return not any(isinstance(node, ox.BlankNode) for node in quad)


def _job(text, **more):
    rows, triples = "application/sparql-results+json", "text/turtle"
    return Job(
        text=text, base=BASE, row_type=rows, triple_type=triples,
        most_rows=5, most_bytes=1_000_000, **more,
    )  # fmt: skip


def test_queries_of_strangers(store, snapshot):
    """Base, dataset and the union are those of the request."""
    here = "ASK { <claim/pickle-juice-relieves-cramp> ?p ?o }"
    cases = [
        (_job(here, is_union=True), b"true"),
        (_job(here), b"false"),
        (_job(here, default_graphs=(f"{BASE}graph/claims",)), b"true"),
        (_job(here, default_graphs=(AGENTS,)), b"false"),
        (_job(f"ASK {{ GRAPH <{AGENTS}> {{ ?s ?p ?o }} }}"), b"true"),
        (_job(f"ASK {{ GRAPH ?g {{ <{CLAIM}> ?p ?o }} }}", named_graphs=(AGENTS,)), b"false"),
    ]
    answers = [answer(store.engine, job).body for job, _ in cases]
    assert [expected in body for body, (_, expected) in zip(answers, cases, strict=True)] == [
        True
    ] * len(cases)


WRITTEN = {
    "BASE": (f"BASE <{BASE}>", "<graph/agents>"),
    "BASE of a folder": (f"BASE <{BASE}graph/x/y>", "<../agents>"),
    "BASE twice": (f"BASE <{BASE}x> BASE <graph/>", "<agents>"),
    "host alone": ("BASE <https://elsewhere.example/>", f"<{AGENTS.removeprefix('https:')}>"),
    "escapes": ("", f"<{BASE}gr\\u0061p\\U00000068/agents>"),
    "PREFIX": (f"PREFIX g: <{BASE}graph/>", "g:agents"),
    "PREFIX by BASE": (f"BASE <{BASE}> PREFIX g: <graph/>", "g:agents"),
    "PREFIX with escapes": (f"PREFIX g: <{BASE}gr\\u0061ph/>", "g:agents"),
    "slash in a local name": (f"PREFIX mgr: <{BASE}>", r"mgr:graph\/agents"),
    "half a word": (f"PREFIX mgr: <{BASE}gra>", r"mgr:ph\/agents"),
    "no prefix at all": (f"PREFIX : <{BASE}graph/>", ":agents"),
    "the whole": ("", f"<{AGENTS}>"),
}


@pytest.mark.parametrize(("prologue", "name"), WRITTEN.values(), ids=WRITTEN.keys())
def test_a_graph_however_it_is_written(store, snapshot, prologue, name):
    """GRAPH, FROM, VALUES and data find the same by every way that SPARQL has to write a name."""
    there = len(snapshot.store.graph(AGENTS, 100_000))
    for text in (
        f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }} # {name}",
        f"SELECT (COUNT(*) AS ?n) WHERE {{ VALUES ?g {{ {name} }} GRAPH ?g {{ ?s ?p ?o }} }}",
    ):
        assert store.select(f"{prologue} {text}").rows[0][0].value == str(there) != "0"
    told = f"{prologue} SELECT ?g WHERE {{ VALUES ?g {{ {name} }} }}"
    assert store.select(told).rows == [(Term("iri", AGENTS),)]


def test_base_of_the_request(store):
    """Relative names are relative to the base that the request has."""
    text = "ASK { GRAPH <graph/agents> { ?s ?p ?o } }"
    assert b"true" in answer(store.engine, _job(text)).body


def test_text_that_names_a_graph(store):
    """A name in a string is the same text here and there; one that is not declared is refused."""
    text = f'SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STR(?g) = "{AGENTS}") }}'
    assert store.select(text).rows == [(Term("iri", AGENTS),)]
    with pytest.raises(BadQuery):
        store.select("ASK { GRAPH nowhere:declared { ?s ?p ?o } }")
