"""The JSON-LD context covers every property and means what the ontology means."""

import json
import re

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import OWL, RDF, RDFS, XSD, Namespace, URIRef

from musclegraph.core.names import KINDS, PREFIXES

MG = Namespace("https://w3id.org/musclegraph/ns#")
BASE = "https://w3id.org/musclegraph/"
TURTLE = """
@prefix mg: <https://w3id.org/musclegraph/ns#> .
@prefix statement: <https://w3id.org/musclegraph/statement/> .
@prefix claim: <https://w3id.org/musclegraph/claim/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
statement:x a mg:Statement ; rdfs:label "PainScience denies it"@en ; mg:position mg:denies ;
  mg:claim claim:y ; mg:statedOn "2017-07-11"^^xsd:date .
claim:y mg:popularBelief true ; mg:wording "You cramp."@en .
"""


@pytest.fixture(scope="module")
def context(ontology_folder):
    """The `@context` object."""
    return json.loads((ontology_folder / "context.jsonld").read_text(encoding="utf-8"))["@context"]


@pytest.fixture(scope="module")
def keys(context):
    """The entries for properties, by their key; the others are prefixes and keywords."""
    entries = {key: value for key, value in context.items() if isinstance(value, dict)}
    return {key: value for key, value in entries.items() if not value.get("@prefix")}


def properties(graph, *kinds):
    """Return the properties of ours that are of one of these kinds."""
    found = {p for kind in kinds for p in graph.subjects(RDF.type, kind)}
    return {p for p in found if p.startswith(MG)}


def test_every_property_has_one_key(keys, terminology):
    """Each property of ours has exactly one key, and no key names something else."""
    named = [entry["@id"] for entry in keys.values() if entry["@id"].startswith("mg:")]
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    wanted = [f"mg:{p[len(MG) :]}" for p in properties(terminology, *kinds)]

    assert sorted(named) == sorted(wanted)


def test_keys_are_snake_case(keys):
    """A key is the JSON key of the answers and the name of the SPARQL variable."""
    assert [key for key in keys if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", key)] == []


def test_nodes_are_ids(keys, terminology):
    """The value of a relation is read as a node, and that of nothing else of ours."""
    nodes = {e["@id"] for e in keys.values() if e.get("@type") == "@id"}

    wanted = {f"mg:{p[len(MG) :]}" for p in properties(terminology, OWL.ObjectProperty)}
    assert {name for name in nodes if name.startswith("mg:")} == wanted


def test_text_is_english(keys, terminology):
    """Human text carries @en, and strings, numbers and truth values do not."""
    for entry in keys.values():
        term = URIRef(MG + entry["@id"].removeprefix("mg:"))
        if terminology.value(term, RDFS.range) in {XSD.string, XSD.integer, XSD.boolean}:
            assert "@language" not in entry, entry


def test_single_values_are_no_lists(keys, terminology):
    """What can occur once is a value; what can occur often is always a list."""
    single = properties(terminology, OWL.FunctionalProperty)
    for entry in keys.values():
        if URIRef(MG + entry["@id"].removeprefix("mg:")) in single:
            assert "@container" not in entry, entry


def test_prefixes_are_those_of_the_project(context):
    """A prefix means the same in answers as elsewhere; kinds of nodes are none, see below."""
    ours = {prefix: name for prefix, name in PREFIXES.items() if prefix not in KINDS}
    entries = {prefix: context.get(prefix) for prefix in ours}

    assert {p: e["@id"] if isinstance(e, dict) else e for p, e in entries.items()} == ours


def test_no_kind_is_a_prefix(context):
    """
    A node is named by its whole IRI in JSON-LD.

    A context has one entry for each key, so `claim` cannot be the property mg:claim and the
    prefix of claim:pickle-juice-relieves-cramp at once.
    """
    assert [kind for kind in KINDS if context.get(kind) == BASE + kind + "/"] == []


def test_answer_means_the_same_as_turtle(context):
    """A nested answer read as JSON-LD gives the triples that it was made from."""
    answer = {
        "@context": context,
        "id": f"{BASE}statement/x",
        "type": "mg:Statement",
        "label": "PainScience denies it",
        "position": "mg:denies",
        "claim": [{"id": f"{BASE}claim/y", "popular_belief": True, "wording": ["You cramp."]}],
        "stated_on": "2017-07-11",
    }
    triples = {
        (quad.subject, quad.predicate, quad.object)
        for quad in parse(json.dumps(answer), format=RdfFormat.JSON_LD)
    }
    assert triples == {
        (quad.subject, quad.predicate, quad.object)
        for quad in parse(TURTLE, format=RdfFormat.TURTLE)
    }
