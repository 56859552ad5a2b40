"""
Every term of another vocabulary exists in the file of that vocabulary and is not deprecated.

ontology/vocabularies/foreign-terms.tsv records where each was seen. For the vocabularies that
rdflib ships as closed lists, the lists are asked too.
"""

import csv

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, XSD, Graph, Namespace, URIRef

MG = Namespace("https://w3id.org/musclegraph/ns#")
OURS = ("https://w3id.org/musclegraph", str(OWL), str(RDF), str(RDFS), str(XSD))
# Addresses of pages are data, which the build checks, and not terms.
ADDRESSES = {MG.url, MG.confirmedBy, RDFS.seeAlso}
CLOSED = [
    rdflib.DCAT, rdflib.DCTERMS, rdflib.FOAF, rdflib.ORG, rdflib.PROV, rdflib.SKOS, rdflib.VANN,
    rdflib.VOID,
]  # fmt: skip
NO_TERMS = {"ontology", "page", "code system"}


def is_foreign(term):
    """Return whether `term` belongs to another vocabulary than ours, OWL, RDF, RDFS and XSD."""
    return not str(term).startswith(OURS)


@pytest.fixture(scope="module")
def table(ontology_folder):
    """The rows of foreign-terms.tsv by IRI, or by code."""
    text = (ontology_folder / "vocabularies/foreign-terms.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t"))
    assert len({row["iri"] for row in rows}) == len(rows), "an IRI stands twice in the table"
    return {row["iri"]: row for row in rows}


@pytest.fixture(scope="module")
def used(ontology_folder):
    """Every IRI of others in ontology/*.ttl, addresses of pages aside."""
    graph = Graph()
    for path in ontology_folder.glob("*.ttl"):
        graph.parse(path)
    terms = {
        term
        for triple in graph
        if triple[1] not in ADDRESSES
        for term in triple
        if isinstance(term, URIRef)
    }
    return {str(term) for term in terms if is_foreign(term)}


def test_every_foreign_term_was_seen(used, table):
    """A term that nobody looked up in its vocabulary's file is refused: add a row with where."""
    assert used - table.keys() == set()


def test_no_foreign_term_is_deprecated(used, table):
    """A term that its vocabulary has given up is not used."""
    assert [iri for iri in sorted(used) if table[iri]["deprecated"] != "no"] == []


def test_rows_are_complete(table):
    """Each row says what the term is, and in which version of which file it was seen."""
    empty = [(iri, key) for iri, row in table.items() for key in row if not row[key].strip()]

    assert empty == []


def test_kinds_agree_with_our_declarations(terminology, table):
    """What we declare as a class or a property is one in its own vocabulary."""
    kinds = {
        OWL.Class: "class",
        OWL.ObjectProperty: "property",
        OWL.DatatypeProperty: "property",
        OWL.AnnotationProperty: "property",
    }
    wrong = [
        str(term)
        for type_, kind in kinds.items()
        for term in terminology.subjects(RDF.type, type_)
        if isinstance(term, URIRef) and is_foreign(term) and table[str(term)]["kind"] != kind
    ]
    assert wrong == []


@pytest.mark.parametrize("namespace", CLOSED, ids=str)
def test_closed_lists_of_rdflib_agree(namespace, table):
    """A term in a namespace that rdflib lists is on the list."""
    terms = [
        URIRef(iri)
        for iri, row in table.items()
        if iri.startswith(str(namespace)) and row["kind"] not in NO_TERMS
    ]
    assert terms, "the table has no term of this vocabulary"
    assert [term for term in terms if term not in namespace] == []


def test_closed_lists_refuse_a_wrong_term():
    """The test above can fail: the lists do not hold what their vocabularies do not define."""
    assert [space for space in CLOSED if URIRef(f"{space}noSuchTerm") in space] == []


def test_codes_of_designs_were_seen(terminology, table):
    """Each SEVCO code of a design is in the table, with its meaning."""
    codes = {str(code) for code in terminology.objects(None, MG.sevcoCode)}

    assert codes == {iri for iri, row in table.items() if row["kind"] == "code"}
