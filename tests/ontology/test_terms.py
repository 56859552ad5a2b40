"""Every term of ours is defined, documented and used as what it is."""

import re

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Literal, Namespace, URIRef
from rdflib.collection import Collection

MG = Namespace("https://w3id.org/musclegraph/ns#")
ONTOLOGY = URIRef("https://w3id.org/musclegraph/ns")
FORMATS = {".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG}
IN_QUERY = re.compile(r"\bmg:([A-Za-z]\w*)")
COMMENT_OR_STRING = re.compile(r'^\s*#[^+].*$|"""(?s:.*?)"""|"[^"\n]*"', re.MULTILINE)
DEFINING = {
    OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty,
    OWL.NamedIndividual,
}  # fmt: skip


@pytest.fixture(scope="module")
def defined(terminology):
    """The terms in mg: that have a definition."""
    return {term for term in terminology.subjects(SKOS.definition) if term.startswith(MG)}


def used_in_data(folder):
    """Yield each term in mg: with the file that uses it, from all Turtle and TriG files."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in FORMATS:
            for quad in parse(path=path, format=FORMATS[path.suffix]):
                for term in (quad.subject, quad.predicate, quad.object):
                    if isinstance(term, NamedNode) and term.value.startswith(MG):
                        yield URIRef(term.value), path.relative_to(folder)


def used_in_queries(folder):
    """Yield each term in mg: with the query file that names it, outside comments and strings."""
    for path in sorted(folder.rglob("*.rq")):
        for name in IN_QUERY.findall(COMMENT_OR_STRING.sub("", path.read_text(encoding="utf-8"))):
            yield MG[name], path.relative_to(folder)


def test_terms_in_data_are_defined(ontology_folder, defined):
    """No file under ontology/ uses a term that nobody has defined."""
    unknown = {(term, str(path)) for term, path in used_in_data(ontology_folder)}

    assert {pair for pair in unknown if pair[0] not in defined} == set()


def test_terms_in_queries_are_defined(ontology_folder, defined):
    """No query asks for a term that nobody has defined."""
    named = {
        (term, str(path)) for term, path in used_in_queries(ontology_folder.parent / "queries")
    }

    assert {pair for pair in named if pair[0] not in defined} == set()


def test_typed_terms_are_defined(terminology, defined):
    """What is declared as a class, property or value has a definition, and the reverse."""
    declared = {
        term
        for kind in DEFINING
        for term in terminology.subjects(RDF.type, kind)
        if isinstance(term, URIRef) and term.startswith(MG)
    }
    assert declared == defined


@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition, SKOS.example])
def test_terms_have_one_english_text(predicate, terminology, defined):
    """Each term has one label, one definition and one example, in English."""
    for term in sorted(defined):
        texts = list(terminology.objects(term, predicate))

        assert len(texts) == 1, f"{term} has {len(texts)} values of {predicate}"
        assert isinstance(texts[0], Literal)
        assert texts[0].language == "en", f"{predicate} of {term} is not in English"


def test_terms_say_where_they_come_from(terminology, defined):
    """Each term names the source of its definition, and this ontology."""
    for term in sorted(defined):
        sources = list(terminology.objects(term, DCTERMS.source))

        assert sources, f"{term} has no dcterms:source"
        assert all(isinstance(source, URIRef) for source in sources), term
        assert list(terminology.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY], term


def test_definitions_differ(terminology, defined):
    """No two terms share a definition: one word per thing, and one thing per word."""
    texts = [str(terminology.value(term, SKOS.definition)) for term in defined]

    assert sorted(text for text in set(texts) if texts.count(text) > 1) == []


def members(graph, class_):
    """Return the values listed for a closed set, or nothing for another class."""
    for expression in graph.objects(class_, OWL.equivalentClass):
        for values in graph.objects(expression, OWL.oneOf):
            yield from Collection(graph, values)


def test_closed_sets_list_their_values(terminology, defined):
    """A value is on the list of each of its classes, and a list holds just those values."""
    for class_ in sorted(set(terminology.subjects(RDF.type, OWL.Class)) & defined):
        listed = list(members(terminology, class_))
        if listed:
            typed = set(terminology.subjects(RDF.type, class_))
            assert set(listed) == typed, class_
            assert len(listed) == len(typed), f"{class_} lists a value twice"


def test_every_value_is_in_a_closed_set(terminology):
    """No individual of the vocabulary stands outside the closed sets, and all are different."""
    listed = {v for c in terminology.subjects(OWL.equivalentClass) for v in members(terminology, c)}
    (different,) = terminology.subjects(RDF.type, OWL.AllDifferent)
    distinct = list(Collection(terminology, terminology.value(different, OWL.distinctMembers)))

    assert listed == set(terminology.subjects(RDF.type, OWL.NamedIndividual))
    assert sorted(distinct) == sorted(listed)


def test_every_predicate_answers_one_question(terminology):
    """The question picks the row of starting levels, so each predicate has exactly one."""
    for predicate in terminology.subjects(RDF.type, MG.Predicate):
        (question,) = terminology.objects(predicate, MG.answersQuestion)
        assert (question, RDF.type, MG.Question) in terminology
