"""What has changed alone is told the same as in the whole, by both engines."""

import pyshacl
import pytest
from click.testing import CliRunner
from rdflib import Graph

from musclegraph.build import collect
from musclegraph.build.places import Places
from musclegraph.build.shapes import Members, Shapes, around
from musclegraph.cli._group import group
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.core.names import compact
from musclegraph.store import quads
from musclegraph.store.embedded import EmbeddedStore

MG = "https://w3id.org/musclegraph/ns#"
SPOILT = (
    "design", "reportedIn", "status", "gist", "direction", "reason", "study", "layer", "readFrom",
    "publicationType",
)  # fmt: skip


@pytest.fixture(scope="module")
def evidence():
    """The evidence beyond the articles, as collected."""
    curated = collect.collect(collect.input_files(ONTOLOGY, QUERIES)).quads
    return [quad for quad in curated if "graph/evidence/beyond" in quad.graph_name.value]


@pytest.fixture(scope="module")
def spoilt(evidence):
    """The same with a property of one study, or of what is of it, left out ten times."""
    studies = sorted({node for node in quads.described(evidence) if "/study/" in node})
    gone = set()
    for study, name in zip(studies[::4], SPOILT, strict=False):
        near = around(study, evidence)
        gone.add(next(quad for quad in near if quad.predicate.value == MG + name))
    assert len(gone) == len(SPOILT)
    return [quad for quad in evidence if quad not in gone], studies


def told(problems):
    """Return node and message of each problem."""
    return {(problem.node, problem.message) for problem in problems}


def test_changed_studies_are_told_what_the_whole_is_told(spoilt):
    """Every study alone, with the classes it names: together what the whole and pyshacl say."""
    data, studies = spoilt
    shapes = Shapes.of(ONTOLOGY / "shapes")
    members = Members(ONTOLOGY, shapes)
    whole = told(shapes.problems(members.beside(data), Places()))
    near = [around(study, data) for study in studies]
    single = [shapes.problems(members.beside(one), Places()) for one in near]
    assert len(whole) == len(SPOILT)
    # Without its mg:study a line or a finding is near no study; it is a change of its own.
    lost = {node for node, message in whole if "exactly one study" in message}
    alone = set().union(*map(told, single))
    assert alone == {pair for pair in whole if pair[0] not in lost}
    assert whole == by_pyshacl(members.beside(data))


def by_pyshacl(data):
    """Return node and message of each result of the engine that counts as right."""
    shapes = Graph()
    for path in sorted((ONTOLOGY / "shapes").glob("*.ttl")):
        shapes.parse(path)
    graph = Graph().parse(data=quads.to_ntriples(data), format="nt")
    report = pyshacl.validate(graph, shacl_graph=shapes)[1]
    text = (QUERIES / "build" / "shacl-results.rq").read_text(encoding="utf-8")
    rows = EmbeddedStore.from_quads(quads.parse(report.serialize(format="turtle"))).select(text)
    return {(compact(row["entity"].value), row["problem"].value) for row in rows.records()}


def test_command_says_file_and_line(tmp_path):
    """A file that is being written is told what is wrong before any build."""
    good = ONTOLOGY / "evidence" / "beyond" / "vitamin-k2.trig"
    bad = tmp_path / "bad.trig"
    bad.write_text(good.read_text().replace("mg:direction mg:supports", "mg:direction mg:for"))
    done = CliRunner().invoke(group, ["validate", str(good), str(bad)])
    assert done.exit_code == 1
    assert f"{good}: 0 problems" in done.output
    line = next(
        n for n, text in enumerate(bad.read_text().splitlines(), 1) if "a mg:EvidenceLine" in text
    )
    assert f"{bad}:{line}: evidence-line:" in done.output
    assert "Say which way the study points" in done.output
