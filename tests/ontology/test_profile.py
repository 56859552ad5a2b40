"""
The ontology is in OWL 2 DL.

The judge is the OWL API inside the HermiT that owlready2 ships (version 3.4). Two rules that it
does not know are checked here: the datatypes of the OWL 2 map, and anonymous individuals. Each
rule has a file that breaks it, so that a judge that sees nothing fails the test.
"""

import subprocess
from pathlib import Path

import owlready2
import pytest
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal

HERMIT = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
CHECKER = Path(__file__).with_name("ProfileCheck.java")
HEAD = """
@prefix ex: <https://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://example.org/> a owl:Ontology . ex:A a owl:Class .
ex:p a owl:ObjectProperty . ex:q a owl:ObjectProperty . ex:d a owl:DatatypeProperty .
"""
# What breaks a rule, and the violation that the OWL API reports for it.
BROKEN = {
    "ex:p rdfs:range ex:Missing .": "UseOfUndeclaredClass",
    "ex:A ex:note 'x' .": "UseOfUndeclaredAnnotationProperty",
    "ex:p a owl:DatatypeProperty .": "IllegalPunning",
    "ex:p a owl:AnnotationProperty .": "IllegalPunning",
    "ex:A a rdfs:Datatype .": "DatatypeIRIAlsoUsedAsClassIRI",
    "owl:Sort a owl:Class .": "UseOfReservedVocabularyForClassIRI",
    "ex:p a owl:TransitiveProperty , owl:FunctionalProperty .":
        "UseOfNonSimplePropertyInFunctionalPropertyAxiom",
    "ex:p a owl:TransitiveProperty , owl:AsymmetricProperty .":
        "UseOfNonSimplePropertyInAsymmetricObjectPropertyAxiom",
    "ex:p owl:propertyChainAxiom ( ex:q ex:q ) ; a owl:IrreflexiveProperty .":
        "UseOfNonSimplePropertyInIrreflexivePropertyAxiom",
    "ex:p a owl:TransitiveProperty ; owl:propertyDisjointWith ex:q .":
        "UseOfNonSimplePropertyInDisjointPropertiesAxiom",
    "ex:p a owl:TransitiveProperty . ex:A rdfs:subClassOf [ a owl:Restriction ;"
    " owl:onProperty ex:p ; owl:maxCardinality '1'^^xsd:nonNegativeInteger ] .":
        "UseOfNonSimplePropertyInCardinalityRestriction",
    "ex:p owl:propertyChainAxiom ( ex:q ex:p ex:q ) .": "UseOfPropertyInChainCausesCycle",
    "ex:A rdfs:subClassOf [ a owl:Class ; owl:unionOf ( ex:A ) ] .": "InsufficientOperands",
    "ex:A rdfs:subClassOf 'A' .": "UseOfReservedVocabularyForAnnotationPropertyIRI",
    "ex:i a owl:NamedIndividual ; ex:d '1.5'^^xsd:integer .": "LexicalNotInLexicalSpace",
}  # fmt: skip
# OWL 2 Structural Specification, section 4, https://www.w3.org/TR/owl2-syntax/#Datatype_Maps
DATATYPE_MAP = {
    *(OWL[name] for name in ("real", "rational")),
    *(RDF[name] for name in ("PlainLiteral", "XMLLiteral")), RDFS.Literal,
    *(XSD[name] for name in (
        "decimal", "integer", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger",
        "negativeInteger", "long", "int", "short", "byte", "unsignedLong", "unsignedInt",
        "unsignedShort", "unsignedByte", "double", "float", "string", "normalizedString", "token",
        "language", "Name", "NCName", "NMTOKEN", "boolean", "hexBinary", "base64Binary", "anyURI",
        "dateTime", "dateTimeStamp",
    )),
}  # fmt: skip
# A blank node of one of these types, or in a list, is a part of an axiom and no individual.
SYNTAX = {OWL.Class, OWL.Restriction, OWL.AllDisjointClasses, OWL.AllDifferent}


def violations(javac, files):
    """Return the violations, kind and detail, that the OWL API reports for each RDF/XML file."""
    java = Path(javac).with_name("java")  # compiles a source file in memory where a JDK is
    command = [str(java), "-cp", str(HERMIT), str(CHECKER), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = {str(path): [] for path in files}
    axioms = dict.fromkeys(found, 0)
    for line in done.stdout.splitlines():
        path, kind, detail = line.split("\t", 2)
        if kind == "axioms":
            axioms[path] = int(detail)
        else:
            found[path].append((kind, detail))
    assert all(axioms.values()), f"read no axiom from a file: {axioms}"
    return found


def foreign_datatypes(graph):
    """Return datatypes outside the map of OWL 2 that a range or a literal uses."""
    ranges = {kind for kind in graph.objects(None, RDFS.range) if str(kind).startswith(str(XSD))}
    literals = {term.datatype for term in graph.objects() if isinstance(term, Literal)}
    return (ranges | literals) - DATATYPE_MAP - {None}


def anonymous_individuals(graph):
    """Return the blank nodes that are no part of an axiom's syntax."""
    nodes = {node for triple in graph for node in triple if isinstance(node, BNode)}
    parts = {node for kind in SYNTAX for node in graph.subjects(RDF.type, kind)}
    return nodes - parts - set(graph.subjects(RDF.first)) - set(graph.subjects(OWL.inverseOf))


@pytest.fixture(scope="module")
def judged(terminology, javac, tmp_path_factory):
    """The violations of the ontology and of every broken file, from one run of Java."""
    folder = tmp_path_factory.mktemp("profile")
    files = [folder / "ontology.owl", *(folder / f"{i}.owl" for i in range(len(BROKEN) + 1))]
    terminology.serialize(files[0], format="xml")
    for path, text in zip(files[1:], ["", *BROKEN], strict=True):
        Graph().parse(data=HEAD + text).serialize(path, format="xml")
    found = list(violations(javac, files).values())
    return dict(zip(["ontology", "", *BROKEN], found, strict=True))


def test_ontology_is_in_owl_2_dl(judged):
    """The OWL API finds no violation in the files that define terms."""
    assert judged["ontology"] == []


def test_plain_file_is_in_owl_2_dl(judged):
    """The frame of the broken files is sound, so that each breaks one rule only."""
    assert judged[""] == []


@pytest.mark.parametrize("text", BROKEN)
def test_broken_rule_is_seen(text, judged):
    """For each rule, the file that breaks it is reported with the violation of that rule."""
    assert BROKEN[text] in {kind for kind, _ in judged[text]}


def test_datatypes_are_those_of_owl_2(terminology):
    """No axiom uses a datatype, such as xsd:date, that OWL 2 reasoners need not know."""
    assert foreign_datatypes(terminology) == set()


def test_foreign_datatype_is_seen():
    """The test above can fail, on a range and on a literal."""
    graph = Graph().parse(data=HEAD + "ex:d rdfs:range xsd:date . ex:A ex:d '2011'^^xsd:gYear .")

    assert foreign_datatypes(graph) == {XSD.date, XSD.gYear}


def test_no_anonymous_individuals(terminology):
    """Without them the forest rule of OWL 2 DL, section 11.2, cannot be broken."""
    assert anonymous_individuals(terminology) == set()


def test_anonymous_individual_is_seen():
    """The test above can fail: two nodes without a name that point to each other."""
    graph = Graph().parse(data=HEAD + "_:a a ex:A ; ex:p _:b . _:b a ex:A ; ex:p _:a .")

    assert len(anonymous_individuals(graph)) == 2
