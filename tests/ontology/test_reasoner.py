"""The ontology is consistent and every class can have members, says HermiT."""

import io
import subprocess
from pathlib import Path

import owlready2
import pytest
from pyoxigraph import Literal as DataLiteral
from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Literal, Namespace, URIRef

MG = Namespace("https://w3id.org/musclegraph/ns#")
EX = Namespace("https://example.org/")
# HermiT knows no dates; see test_profile.py, which keeps them out of the axioms.
NO_DATATYPE_OF_HERMIT = {XSD.date, XSD.gYear}
HERMIT = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
FORMATS = {".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG}

SOUND = [
    (EX.claim, RDF.type, MG.Claim),
    (EX.claim, MG.subject, EX.dehydration),
    (EX.dehydration, RDF.type, MG.Cause),
    (EX.claim, MG.predicate, MG.causes),
    (EX.claim, MG.quantifier, MG.unquantified),
    (EX.line, RDF.type, MG.EvidenceLine),
    (EX.line, MG.claim, EX.claim),
    (EX.line, MG.study, EX.study),
    (EX.line, MG.direction, MG.disputes),
    (EX.study, MG.design, MG.textbook),
    (EX.study, MG.reportedIn, EX.book),
    (EX.book, MG.publicationType, MG.textbook),
    (EX.book, MG.year, Literal(2011)),
]
CONTRADICTIONS = {
    "a claim that is a study": [(EX.claim, RDF.type, MG.Study)],
    "a concept that is a publication": [(EX.dehydration, RDF.type, MG.Publication)],
    "a body part that is a cause": [(EX.dehydration, RDF.type, MG.BodyPart)],
    "a direction from another closed set": [(EX.line, MG.direction, MG.supported)],
    "two directions": [(EX.line, MG.direction, MG.supports)],
    "a year in words": [(EX.book, MG.year, Literal("MMXI"))],
    "a study that includes itself": [(EX.study, MG.includes, EX.study)],
}


def unsatisfiable_classes(graph, extra):
    """Return the classes that can have no member; raise if `graph` contradicts itself."""
    whole = graph + type(graph)()
    for triple in extra:
        whole.add(triple)
    for triple in list(whole):
        if getattr(triple[2], "datatype", None) in NO_DATATYPE_OF_HERMIT:
            whole.remove(triple)
    world = owlready2.World()
    text = io.BytesIO(whole.serialize(format="nt", encoding="utf-8"))
    with world.get_ontology(f"{EX}ontology").load(fileobj=text):
        owlready2.sync_reasoner_hermit(world, debug=0)
    return {entity.iri for entity in world.inconsistent_classes()} - {str(OWL.Nothing)}


def test_every_class_can_have_members(terminology, java):
    """The terms are consistent, also with sound data, and no class is empty by definition."""
    assert unsatisfiable_classes(terminology, SOUND) == set()


def test_empty_class_is_found(terminology, java):
    """The test above can fail: a claim that is also a study is found to be impossible."""
    extra = [
        (EX.Both, RDF.type, OWL.Class),
        (EX.Both, RDFS.subClassOf, MG.Claim),
        (EX.Both, RDFS.subClassOf, MG.Study),
    ]

    assert unsatisfiable_classes(terminology, extra) == {str(EX.Both)}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_contradiction_is_found(name, terminology, java):
    """One wrong triple added to the sound data makes it inconsistent."""
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        unsatisfiable_classes(terminology, [*SOUND, *CONTRADICTIONS[name]])


@pytest.fixture(scope="module")
def curated(ontology_folder):
    """Everything that curators wrote, shapes aside, without the dates: a set of triples."""
    triples = set()
    for path in sorted(ontology_folder.rglob("*")):
        if path.suffix in FORMATS and "shapes" not in path.parts:
            for quad in parse(path=path, format=FORMATS[path.suffix], rename_blank_nodes=True):
                kind = quad.object.datatype if isinstance(quad.object, DataLiteral) else None
                if kind is None or URIRef(kind.value) not in NO_DATATYPE_OF_HERMIT:
                    triples.add(Triple(quad.subject, quad.predicate, quad.object))
    return triples


def is_consistent(triples, java, folder):
    """Return whether HermiT finds a model of `triples`."""
    path = folder / "data.owl"
    path.write_bytes(serialize(triples, format=RdfFormat.RDF_XML))
    command = [java, "-cp", str(HERMIT), "org.semanticweb.HermiT.cli.CommandLine", "-k", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "is satisfiable" in done.stdout or "Inconsistent ontology" in done.stderr, done.stderr
    return done.returncode == 0


def test_curated_data_is_consistent(curated, java, tmp_path):
    """What the files under ontology/ say fits what the ontology says of its terms."""
    assert is_consistent(curated, java, tmp_path)


def test_contradiction_in_curated_data_is_found(curated, java, tmp_path):
    """The test above can fail: one claim that is also called a study, and nothing fits."""
    type_, claim, study = (NamedNode(str(term)) for term in (RDF.type, MG.Claim, MG.Study))
    some = next(t.subject for t in curated if t.predicate == type_ and t.object == claim)

    assert not is_consistent(curated | {Triple(some, type_, study)}, java, tmp_path)


def test_mapping_relations_are_those_of_skos(terminology):
    """SKOS declares its mapping relations as object properties, and so do we."""
    for relation in (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch):
        assert (relation, RDF.type, OWL.ObjectProperty) in terminology
