"""
Every competency question is answered by the graph we publish.

Adding a question is adding one .rq file: it is found here by itself, and `pytest --record`
writes the rows that its own examples give to tests/golden/. Adding data changes those rows, so
its diff shows which answers moved.
"""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from musclegraph.api.app import create_app
from musclegraph.cli._group import group as main
from musclegraph.core.errors import BadParameter
from musclegraph.core.files import QUERIES
from musclegraph.core.names import compact, iri
from musclegraph.core.settings import Settings
from musclegraph.queries.catalog import from_json, load_all
from musclegraph.queries.records import load_records
from musclegraph.store import quads
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.verdict.assess import assess
from musclegraph.verdict.evidence import load_knowledge

ROOT = Path(__file__).resolve().parent.parent
CATALOG = load_all(QUERIES / "competency")
RECORDS = load_records(QUERIES / "export")
EMPTY = {
    "record-differences": "a snapshot holds records only where they were ingested",
    "objections": "no reader has objected to a verdict yet",
    "overrides": "no reviewer has signed a judgement yet",
    "reviews": "no candidate has been decided on yet",
    "retracted-works": "no work in the graph was retracted, withdrawn or put in doubt",
}
# What says how a claim stands: with studies, with sources, or as an edge.
STANDING = re.compile(
    r"\b(?:mg:(?:result|leaning|direction|position|assertedBy|deniedBy|hedgedBy|sourcesSay"
    r"|articlesSay|studiesSay|restsOn|criticalStudy)|obo:RO_\d+)\b"
)
WARNING = "Serious: Quinine: life-threatening blood reactions"
ABOUT_QUININE = {
    "claim": "quinine-reduces-cramp",
    "treatment": "quinine",
    "concept": "treatment:quinine",
    "condition": "symptom:muscle-cramp",
    "predicate": "mg:prevents",
    "publication": "pmid-25842375",
    "question": "mg:treatmentQuestion",
    "result": "mg:supported",
    "study": "el-tawil-2015",
}
# Urgent, and no sign of a disease: instructions, people at risk, a wound to be cleaned.
NO_SIGN = {
    "quinine-overdose", "heat-cramps-heart-or-low-salt", "rhabdomyolysis-not-by-symptoms",
    "tetanus-risky-wound",
}  # fmt: skip
PLAIN_CLAIM = """
@prefix mg: <https://w3id.org/musclegraph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
mg:relieves rdfs:label "relieves"@en .
<urn:tens> skos:prefLabel "Nerve stimulation"@en ; skos:altLabel "TENS"@en .
<urn:pain> skos:prefLabel "Pain"@en .
<urn:claim> mg:subject <urn:tens> ; mg:predicate mg:relieves ; mg:object <urn:pain> ;
  mg:quantifier mg:unquantified ; skos:prefLabel "TENS relieves pain"@en .
<urn:verdict> a mg:Verdict ; mg:claim <urn:claim> ; mg:layer mg:all ; mg:result mg:supported ;
  mg:certainty mg:moderate .
"""
EXAMPLES = {
    "agent": "paul-ingraham",
    "body-part": "eyelids",
    "cause": "dehydration",
    "claim": "quinine-reduces-cramp",
    "condition": "exercise-cramp",
    "diagnostic-method": "palpation",
    "mechanism": "bracing",
    "publication": "pmid-21148567",
    "source": "relatyv-spasm-twitch",
    "study": "schwellnus-2011",
    "symptom": "muscle-twitch",
    "treatment": "quinine",
}


@pytest.fixture(params=CATALOG.values(), ids=lambda query: query.name)
def query(request):
    """Each competency question in turn."""
    return request.param


@pytest.fixture(scope="module")
def ask(snapshot):
    """Answer one question by name, as rows of text."""

    def answer(name, **values):
        table = snapshot.store.select(CATALOG[name].bind(values or CATALOG[name].examples))
        return [dict(zip(table.columns, map(_cell, row), strict=True)) for row in table.rows]

    return answer


def _cell(term):
    if term is None:
        return ""
    text = compact(term.value) if term.kind == "iri" else term.value
    # The order inside a list is the engine's own; the set is what the question asks for.
    return " | ".join(sorted(re.sub(r"\s+", " ", text).split(" | ")))


def test_question_is_answered(query, snapshot, golden):
    """The header's examples give at least one row, each once, and the rows last reviewed."""
    table = snapshot.store.select(query.bind(query.examples))

    rows = ["\t".join(map(_cell, row)) for row in table.rows]

    assert table.columns == tuple(query.columns)
    assert bool(rows) != (query.name in EMPTY), EMPTY.get(query.name, "nothing answers this")
    assert len(set(rows)) == len(rows)
    golden(f"{query.name}.tsv", ["\t".join(query.columns), *rows])


def test_no_golden_file_is_left_over(request):
    """Each file of tests/golden belongs to a question."""
    files = (request.path.parent / "golden").glob("*.tsv")
    assert {path.stem for path in files} <= CATALOG.keys()


@pytest.mark.parametrize(
    "value",
    [
        "mg:x> } #",
        r"http://x/\u003E",
        "1 } #",
        "zz:x",
        "http://x/ y",
        'x"',
        "é",
        "{",
        "\n",
    ],
)
def test_hostile_value_is_refused(query, value):
    """No value can close its term and become part of the query."""
    for param in query.params.values():
        with pytest.raises(BadParameter):
            param.bound(value)


def test_markers_only_restrict(query):
    """Binding changes the markers of the parameters and nothing else of the text."""
    bound = query.bind(query.examples).splitlines()
    changed = [old for old, new in zip(query.text.splitlines(), bound, strict=True) if old != new]
    assert all(re.fullmatch(r"\s*VALUES \?\w+ \{ UNDEF \}", line) for line in changed)
    assert len(changed) == len(query.examples)


def test_paths_are_unique():
    """No question takes another's route, nor that of a record, of search or of the context."""
    shapes = [re.sub(r"\{\w+\}", "{}", query.path) for query in CATALOG.values()]
    taken = {f"/{record.plural}/{{}}" for record in RECORDS.values()}
    assert len(set(shapes)) == len(shapes)
    assert not taken & set(shapes)
    assert not {"/search", "/context.jsonld"} & set(shapes)


def test_every_place_lists_the_same_questions(snapshot, home, ask):
    """The folder, the snapshot, the command, the routes and the graph agree on the questions."""
    listed = CliRunner().invoke(main, ["ask", "--home", str(home)]).output
    app = create_app(snapshot, Settings())
    routed = {operation["operationId"] for entry in app.openapi()["paths"].values()
              for operation in entry.values()}  # fmt: skip

    assert from_json(snapshot.catalog_json).keys() == CATALOG.keys()
    assert CATALOG.keys() <= set(re.findall(r"^([a-z][a-z0-9-]*)  ", listed, re.MULTILINE))
    assert CATALOG.keys() <= routed
    assert {row["name"] for row in ask("questions")} == CATALOG.keys()


def test_refuted_claim_never_leaks(ask):
    """A plain edge stands in the graph only for a claim that studies support."""
    edges = {(row["subject"], row["object"]) for row in ask("consensus-links")}
    claims = {row["claim"]: (row["subject"], row["object"]) for row in ask("claims")}
    supported = {claims[row["claim"]] for row in ask("supported-claims")}
    refuted = [claims[row["claim"]] for row in ask("contradicted-claims")]
    refuted += [claims[row["claim"]] for row in ask("contested-claims")]

    assert edges <= supported
    assert ("cause:dehydration", "condition:exercise-cramp") in refuted
    assert ("cause:dehydration", "condition:exercise-cramp") not in edges


@pytest.mark.parametrize(
    ("plain", "narrowed"),
    [
        ("", ""),
        ("mg:unquantified ;", "mg:unquantified ; mg:scope <urn:older> ;"),
        ("mg:unquantified", "mg:sometimes"),
        ("mg:moderate", "mg:low"),
        ("mg:supported", "mg:conflicting"),
    ],
)
def test_edge_stands_for_a_plain_claim_only(plain, narrowed, tmp_path):
    """An edge cannot say when, for whom or how surely: a claim that does gives none."""
    (tmp_path / "claim.ttl").write_text(PLAIN_CLAIM.replace(plain, narrowed) or PLAIN_CLAIM)
    store = EmbeddedStore.from_quads(quads.read(tmp_path / "claim.ttl", None))
    rule = QUERIES / "derive/judgement/consensus.rq"

    edges = list(store.construct(rule.read_text(encoding="utf-8")))

    assert len(edges) == (plain == narrowed)


TELLING = [query for query in CATALOG.values() if STANDING.search(query.text)]


@pytest.mark.parametrize("query", TELLING, ids=lambda query: query.name)
def test_harms_stand_beside_benefits(query, ask):
    """Every question that says how claims stand says what harm their treatments do."""
    assert "harms" in query.columns
    notes = {row["claim"]: row["harms"] for row in ask("claims")}
    notes |= {row["treatment"]: row["harms"] for row in ask("treatments")}
    values = query.examples | {
        name: value for name, value in ABOUT_QUININE.items() if name in query.params
    }
    asked = next((f"{k}:{v}" for k, v in values.items() if f"{k}:{v}" in notes), "")

    for row in ask(query.name, **values):
        about = row.get("claim") or row.get("treatment") or row.get("subject") or asked
        assert row["harms"] == notes.get(about, ""), about


def test_warning_of_quinine_is_never_far(ask):
    """Wherever the claim that quinine reduces cramp is listed, its warning stands beside it."""
    listing = set()
    for query in TELLING:
        given = {name: value for name, value in ABOUT_QUININE.items() if name in query.params}
        for row in ask(query.name, **query.examples | given):
            asked = "quinine-reduces-cramp" if "claim" in query.params else ""
            if row.get("claim", f"claim:{asked}") == "claim:quinine-reduces-cramp":
                assert WARNING in row["harms"], query.name
                listing.add(query.name)
    assert len(listing) >= 20
    assert {"supported-claims", "verdict-table", "evidence-for-claim", "claims"} <= listing


def test_harms_agree_with_the_judgement(snapshot, ask):
    """The harms stored beside each claim are those that the engine finds, serious ones first."""
    known = load_knowledge(snapshot.store)
    notes = {row["claim"]: row["harms"] for row in ask("claims")}
    told = snapshot.store.select(CATALOG["claims"].text).records()
    for claim in known.claims.values():
        harms = assess(claim, known).harms
        rows = ask("harms-beside-claim", claim=compact(claim.iri))
        assert {row["harm"] for row in rows} == {compact(harm.iri) for harm in harms}
        wanted = {f"{harm.severity.removesuffix('Harm').title()}: {harm.label}" for harm in harms}
        note = notes[compact(claim.iri)]
        assert set(note.split(" | ")) - {"none recorded here"} - {""} == wanted
    for line in (row["harms"].value.split(" | ") for row in told if "harms" in row):
        assert sorted(line, key=lambda one: one.startswith("Minor")) == line


def test_nothing_recorded_is_not_blank(ask):
    """A blank means that a claim is about no treatment: one on the benefit of one has none."""
    on_benefit = ask("claims-by-question", question="mg:treatmentQuestion")
    claims = {row["claim"]: row for row in ask("claims")}
    subjects = [claims[row["claim"]]["subject"] for row in on_benefit if row["harms"]]
    blank = [claims[row["claim"]]["subject"] for row in on_benefit if not row["harms"]]
    assert sum(subject.startswith("treatment:") for subject in subjects) >= 20
    assert not any(subject.startswith("treatment:") for subject in blank)
    assert claims["claim:electrolyte-loss-causes-cramp"]["harms"] == ""


def test_red_flags_hold_more_than_haste(ask):
    """A sign of a grave disease is a red flag even where its page asks for no haste."""
    flags = {row["advice"].partition(":")[2]: row for row in ask("red-flags")}
    calm = {slug for slug, row in flags.items() if row["urgency"] == "mg:routine"}
    hurried = {row["advice"].partition(":")[2]: row for row in ask("care-advice")
               if row["urgency"] != "mg:routine"}  # fmt: skip

    assert {
        "fasciculation-refer-when", "mnd-early-signs", "twitch-persistent-or-wasting",
        "twitch-weak-or-stiff", "cramp-weak-or-wasting",
    } <= calm  # fmt: skip
    assert not any("quinine" in slug or slug == "baclofen-reduce-slowly" for slug in calm)
    assert hurried.keys() <= flags.keys()
    assert {slug for slug, row in flags.items() if row["is_red_flag"] == "false"} == NO_SIGN


def test_articles_positions(ask):
    """What the two articles say together is what their readers agreed on, claim by claim."""
    together = {"asserted": "allAssert", "denied": "allDeny", "hedged": "hedge"}
    lines = (ROOT / "tests/data/positions.tsv").read_text(encoding="utf-8").splitlines()[1:]
    wanted = {f"claim:{line.split()[0]}": line.split()[3] for line in lines}
    says = {row["claim"]: row["articles_say"] for row in ask("claims")}
    assert {claim: f"mg:{together.get(say, say)}" for claim, say in wanted.items()} == {
        claim: says[claim] for claim in wanted
    }


def test_sources_positions(ask):
    """The latest statements of a source count; if they differ, the source hedges."""
    says = {row["claim"]: row["sources_say"] for row in ask("claims")}
    assert says["claim:spasms-are-painful"] == "mg:disagree"
    assert says["claim:dehydration-causes-cramp"] == "mg:allDeny"
    assert says["claim:mild-dehydration-causes-cramp"] == "mg:hedge"
    assert says["claim:fatigue-causes-rippling"] == "mg:allAssert"
    assert says["claim:quinine-reduces-cramp"] == "mg:silent"


def test_positions_agree_with_the_judgement(snapshot, ask):
    """What the rollup says of the sources is what the judgement says of them."""
    known = load_knowledge(snapshot.store)
    judged = {
        compact(claim.iri): f"mg:{assess(claim, known).positions.together}"
        for claim in known.claims.values()
    }
    assert {row["claim"]: row["sources_say"] for row in ask("claims")} == judged


def test_seller_is_named(ask):
    """A claim made only by who sells the cure says so."""
    sold = {row["claim"]: row for row in ask("interested-claims")}
    assert sold["claim:electroanalgesia-relaxes-muscle"]["works_cited"] == "0"


def test_citation_is_not_evidence(ask):
    """Note 12 is cited where dehydration is denied; what it holds is a remark in passing."""
    rows = ask("evidence-for-claim", claim="dehydration-causes-cramp")
    roles = {row["evidence_role"] for row in rows if row["study"] == "study:minetto-2013"}
    assert roles <= {"mg:backgroundRemark"}


@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda record: record.kind)
def test_record_is_built(record, snapshot):
    """Each kind of record has an example whose own properties and label are told."""
    root = iri(record.kind, EXAMPLES[record.kind])
    triples = snapshot.store.triples(record.bind(root))
    told = {compact(predicate.value) for subject, predicate, _ in triples if subject.value == root}
    assert {"rdf:type", "rdfs:label"} <= told
    assert snapshot.store.triples(record.bind(iri(record.kind, "no-such-thing"))) == []
