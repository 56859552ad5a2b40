"""
Every shape takes its good files and refuses its bad ones, in the words it promises.

tests/shapes/<shape file>/ holds them. The first lines of a bad file say what it must be told:
`# expects: <message>`, compared exactly, no more and no fewer. Adding a file is enough.
"""

import dataclasses
import re
from pathlib import Path
from typing import NamedTuple

import pyshacl
import pytest
import shifty
from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH

from musclegraph.build import collect
from musclegraph.build.places import Places
from musclegraph.build.validate import validate
from musclegraph.core import model
from musclegraph.core.errors import DataError
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.core.names import PREFIXES, compact
from musclegraph.store import quads

MG = PREFIXES["mg"]
SHAPE_FILES = Path(__file__).resolve().parent.parent / "shapes"
FILES = sorted(SHAPE_FILES.rglob("*.ttl"))
FOLDERS = sorted(SHAPE_FILES.iterdir())
TURTLE = b"\n".join(path.read_bytes() for path in sorted((ONTOLOGY / "shapes").glob("*.ttl")))
SHAPES = Graph().parse(data=TURTLE, format="turtle")
TARGETED = sorted(set(SHAPES.subjects(SH.targetClass)))
PROPERTY_SHAPES = sorted({p for shape in TARGETED for p in SHAPES.objects(shape, SH.property)})
# What a shape can say itself, apart from its properties.
OWN = {SH.closed, SH.pattern, SH["or"]}
SPEAKING = [shape for shape in TARGETED if OWN & set(SHAPES.predicates(shape))]
# The members of closed sets: what sh:class looks up.
VOCABULARY = [
    quad
    for path in sorted(ONTOLOGY.glob("*.ttl"))
    for quad in quads.read(path, None)
    if quad.predicate == quads.RDF_TYPE and str(quad.subject).startswith(f"<{MG}")
]


class Result(NamedTuple):
    """One result of a SHACL report, without what differs from run to run."""

    node: str
    path: str
    value: str
    message: str
    component: str
    shape: str


def _results(report):
    return {
        Result(
            *(
                "" if isinstance(term := report.value(found, part), BNode) else str(term)
                for part in (
                    SH.focusNode, SH.resultPath, SH.value, SH.resultMessage,
                    SH.sourceConstraintComponent, SH.sourceShape,
                )
            )
        )
        for found in report.subjects(RDF.type, SH.ValidationResult)
    }  # fmt: skip


def by_shifty(turtle):
    """Return what the fast engine finds."""
    data = turtle + quads.to_ntriples(VOCABULARY)
    return _results(shifty.validate(data, TURTLE, infer=False, graph_mode="data")[1])


def by_pyshacl(turtle):
    """Return what the engine that counts as right finds."""
    data = Graph().parse(data=turtle + quads.to_ntriples(VOCABULARY), format="turtle")
    return _results(pyshacl.validate(data, shacl_graph=SHAPES)[1])


def _id(path):
    return f"{path.parent.name}/{path.stem}"


def _expected(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line.removeprefix("# expects: ") for line in lines if line.startswith("# expects: ")}


@pytest.mark.parametrize("path", FILES, ids=_id)
def test_file_is_told_what_it_expects(path, tmp_path):
    """A good file is told nothing; a bad one each of its messages and no other."""
    report = validate(
        [*quads.read(path, None), *VOCABULARY], Places(), ONTOLOGY / "shapes", tmp_path
    )

    assert {problem.message for problem in report.problems} == _expected(path)
    assert bool(_expected(path)) == path.stem.startswith("bad-")


@pytest.mark.parametrize("path", sorted((ONTOLOGY / "shapes").glob("*.ttl")), ids=lambda p: p.stem)
def test_shape_file_has_good_and_bad_examples(path):
    """A shape that nothing has been held against is not known to work."""
    examples = {file.stem for file in (SHAPE_FILES / path.stem).glob("*.ttl")}
    assert "good" in examples
    assert any(name.startswith("bad-") for name in examples)


def test_every_shape_refuses_something():
    """The bad files together make every shape speak, and every shape of a property."""
    spoken = {row.shape for path in FILES for row in by_shifty(path.read_bytes())}
    assert {str(shape) for shape in (*SPEAKING, *PROPERTY_SHAPES)} <= spoken


def test_every_class_has_a_shape():
    """A class of the ontology is the target of a shape, unless its members are a closed set."""
    ontology = Graph()
    for path in ONTOLOGY.glob("*.ttl"):
        ontology.parse(path)
    classes = {str(c) for c in ontology.subjects(RDF.type, OWL.Class) if str(c).startswith(MG)}
    closed = {str(c) for s, c in ontology.subject_objects(RDF.type) if str(s).startswith(MG)}
    assert classes - closed <= {str(target) for target in SHAPES.objects(None, SH.targetClass)}


@pytest.mark.parametrize("shape", [*SPEAKING, *PROPERTY_SHAPES], ids=compact)
def test_shape_speaks_to_the_curator(shape):
    """Every shape has one English message of whole sentences, and an IRI of ours."""
    (message,) = SHAPES.objects(shape, SH.message)
    assert message.language == "en"
    assert re.fullmatch(r"(?:[A-Z]|mg:).*[.]", message)
    assert str(shape).startswith(PREFIXES["shape"])


def test_shape_says_what_its_class_is_for():
    """The main shape of a class carries a comment on it."""
    main = [shape for shape in TARGETED if (shape, SH.closed, None) in SHAPES]
    assert len(main) > 20
    assert not [shape for shape in main if not SHAPES.value(shape, RDFS.comment)]


def test_shapes_are_shacl():
    """The shapes conform to the shapes for shapes that come with the SHACL recommendation."""
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=SHAPES, meta_shacl=True)
    assert conforms, text


def test_lists_of_values_are_those_of_the_ontology():
    """A closed set that a shape spells out is the one that the ontology defines."""
    kinds = {}
    for quad in VOCABULARY:
        kinds.setdefault(quad.object.value, set()).add(quad.subject.value)
    for head in SHAPES.objects(None, SH["in"]):
        listed = {str(item) for item in Collection(SHAPES, head) if str(item).startswith(MG)}
        if listed and listed != {f"{MG}articles", f"{MG}beyond"}:
            assert listed in kinds.values(), sorted(map(compact, listed))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_engines_agree_on_the_examples(folder):
    """The fast engine finds what the one that counts as right finds, result by result."""
    data = b"\n".join(path.read_bytes() for path in sorted(folder.glob("*.ttl")))
    assert by_shifty(data) == by_pyshacl(data)


def _curated():
    return quads.to_ntriples(collect.collect(collect.input_files(ONTOLOGY, QUERIES)).quads)


def test_engines_agree_on_the_curated_data():
    """Both engines take the whole curated graph, and find the same in it once it is spoilt."""
    data = _curated().decode()
    assert by_shifty(data.encode()) == by_pyshacl(data.encode()) == set()
    spoilt = data.replace("ns#asserts>", "ns#affirms>").replace("ns#direct>", "ns#straight>")
    assert len(found := by_shifty(spoilt.encode())) > 100
    assert found == by_pyshacl(spoilt.encode())


# Made from several properties, or from one of another vocabulary.
DERIVED = {"iri", "label", "question", "agents", "issued"}


@pytest.mark.parametrize(
    "kind",
    [
        model.Claim, model.Publication, model.Study, model.Finding, model.EvidenceLine,
        model.CompetingInterest, model.Harm, model.Source, model.Statement,
    ],
)  # fmt: skip
def test_record_and_shape_do_not_drift(kind):
    """Each field of a record in Python is a property of the shape of its class."""
    shapes = SHAPES.subjects(SH.targetClass, URIRef(f"{MG}{kind.__name__}"))
    held = [p for shape in shapes for p in SHAPES.objects(shape, SH.property)]
    paths = {str(SHAPES.value(p, SH.path)) for p in held}
    for field in dataclasses.fields(kind):
        first, *rest = field.name.split("_")
        name = MG + first + "".join(map(str.capitalize, rest))
        assert field.name in DERIVED or {name, name.removesuffix("s")} & paths, field.name


def test_shape_that_is_not_shacl_is_an_error(tmp_path):
    """A shape without a path would be passed over in silence; here it is an error."""
    (tmp_path / "broken.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "<http://e/s> a sh:NodeShape ; sh:targetClass <http://e/C> ; sh:property <http://e/p> .\n"
        "<http://e/p> a sh:PropertyShape ; sh:minCount 1 .\n"
    )
    with pytest.raises(DataError, match="a shape is not SHACL"):
        validate([], Places(), tmp_path, tmp_path)
