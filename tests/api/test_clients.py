"""Clients that others wrote ask a running server: Comunica (JavaScript) and rdflib (Python)."""

import json

import pytest
from node import CLIENTS, answer_of
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, SH, VOID
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from musclegraph.core.names import BASE, PREFIXES

VERSION = DCAT._NS["version"]  # of DCAT 3, which rdflib's list is older than
CLAIM = f"{BASE}claim/dehydration-causes-cramp"
COUNT = f"SELECT (COUNT(DISTINCT ?c) AS ?n) {{ ?c a <{PREFIXES['mg']}Claim> }}"


@pytest.fixture(scope="module")
def comunica(served):
    """Ask with Comunica; every job of the module in one start of Node.js."""
    if not (CLIENTS / "node_modules").is_dir():
        pytest.skip("no Comunica: .venv/bin/python tools/npm_ci.py tests/clients")
    text = f"<{PREFIXES['sh']}select>"
    jobs = {
        "select": (COUNT, "/sparql"),
        "ask": (f"ASK {{ <{CLAIM}> ?p ?o }}", "/sparql"),
        "construct": (f"CONSTRUCT WHERE {{ <{CLAIM}> ?p ?o }}", "/sparql"),
        "iri": (f"SELECT * {{ <{CLAIM}> ?p ?o }}", "/claim/dehydration-causes-cramp"),
        "void": (f"SELECT * {{ ?d <{VERSION}> ?v ; <{DCTERMS.license}> ?l }}", "/.well-known/void"),
        "catalogue": (f"SELECT * {{ ?q {text} ?t }}", "/graph/queries"),
        "refused": (f"SELECT * {{ SERVICE <{served}/sparql> {{ ?s ?p ?o }} }}", "/sparql"),
    }
    sent = [
        {"query": query, "sources": [{"type": "sparql", "value": served + path}]}
        if path == "/sparql"
        else {"query": query, "sources": [served + path]}
        for query, path in jobs.values()
    ]
    return dict(zip(jobs, answer_of("comunica.mjs", json.dumps(sent)), strict=True))


def test_comunica_reads_every_kind_of_answer(comunica):
    """SELECT, ASK and CONSTRUCT over the protocol."""
    assert int(comunica["select"]["rows"][0]["n"]) > 80
    assert comunica["ask"] == {"boolean": True}
    assert len(comunica["construct"]["triples"]) > 10


def test_comunica_follows_our_iris(comunica):
    """What an IRI answers, VoID with DCAT, and the catalogue are sources for it."""
    assert len(comunica["iri"]["rows"]) > 10
    assert [row["l"] for row in comunica["void"]["rows"]] == [
        "https://creativecommons.org/licenses/by/4.0/"
    ]
    assert len(comunica["catalogue"]["rows"]) > 100


def test_comunica_runs_a_query_of_the_catalogue(comunica, served):
    """A query found in the catalogue runs as it stands."""
    (text,) = [row["t"] for row in comunica["catalogue"]["rows"] if row["q"].endswith("/myths")]
    sent = [{"query": text, "sources": [{"type": "sparql", "value": f"{served}/sparql"}]}]
    (answer,) = answer_of("comunica.mjs", json.dumps(sent))
    assert len(answer["rows"]) > 5


def test_comunica_is_told_why(comunica):
    """The problem's title reaches the person behind the client."""
    assert "SERVICE is not answered here" in comunica["refused"]["error"]


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_asks_over_the_protocol(served, method):
    """rdflib's store of a remote endpoint, each way to send a query."""
    graph = Graph(SPARQLStore(f"{served}/sparql", method=method, returnFormat="xml"))
    ((count,),) = graph.query(COUNT)
    assert int(count) > 80
    assert len(list(graph.triples((URIRef(CLAIM), RDF.type, None)))) >= 1


def test_rdflib_reads_void_and_dcat(served):
    """The data set, its version, licence and endpoint, as a harvester reads them."""
    graph = Graph().parse(f"{served}/.well-known/void")
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    assert (dataset, RDF.type, VOID.Dataset) in graph
    assert graph.value(dataset, DCTERMS.license)
    assert graph.value(dataset, VERSION)
    endpoint = graph.value(dataset, VOID.sparqlEndpoint)
    assert graph.value(endpoint, DCAT.servesDataset) == dataset
    copies = list(graph.objects(dataset, DCAT.distribution))
    assert endpoint in [graph.value(copy, DCAT.accessURL) for copy in copies]


def test_every_query_of_the_catalogue_is_executable(served, snapshot):
    """Each has its text, its prefixes in it, and a name; the text parses."""
    graph = Graph().parse(f"{served}/graph/queries")
    found = list(graph.subjects(RDF.type, SH.SPARQLExecutable))
    texts = [graph.value(query, SH.select) for query in found]
    assert len(found) > 100
    assert all(texts)
    assert snapshot.store.select(str(texts[0])).columns
