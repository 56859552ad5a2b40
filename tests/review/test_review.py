"""A candidate becomes evidence or is set aside, signed, and nothing of it is ever overwritten."""

import shutil

import pytest
from click.testing import CliRunner
from ingest.pubmed_xml import article, article_set

from musclegraph.build import collect
from musclegraph.build.pipeline import build
from musclegraph.cli._group import group
from musclegraph.core.errors import DataError
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.ingest.parts import map_file
from musclegraph.ingest.topic import Topic
from musclegraph.ingest.vocabulary import load_vocabulary
from musclegraph.queries.catalog import load_all
from musclegraph.review.history import settle
from musclegraph.store import quads
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.opened import open_current
from musclegraph.verdict import find
from musclegraph.verdict.assess import assess
from musclegraph.verdict.evidence import load_knowledge

CLAIM = "caffeine-causes-twitch"
DAY = "2026-11-25"
FIRST = f"{DAY}-pmid-99--{CLAIM}"
SIGNED = ["--name", "A. Curator", "--interest", "none", "--date", DAY]
READ = [
    *("--direction", "supports", "--directness", "direct", "--read-from", "fullText"),
    *("--design", "prospectiveCohort", "--study", "sampleSize=120"),
    *("--gist", "More coffee went with more twitches.", "--finding", "outcomeMeasure=Twitches"),
]
TEXT = (
    "<Abstract><AbstractText>Too much caffeine causes muscle twitching.</AbstractText></Abstract>"
)
QUESTIONS = load_all(QUERIES / "competency")


@pytest.fixture(scope="module")
def desk(tmp_path_factory, snapshot):
    """A copy of the curated data, and a way to build it with one record."""
    folder = tmp_path_factory.mktemp("review")
    shutil.copytree(ONTOLOGY, folder / "ontology")
    record = article(99, "Caffeine and twitching", abstract=TEXT)
    (folder / "pubmed26n0001.xml").write_bytes(article_set(record))
    map_file(
        folder / "pubmed26n0001.xml",
        folder / "parts",
        load_vocabulary(snapshot.store),
        Topic(),
    )
    return folder


def rebuild(desk):
    """Build, and return the snapshot."""
    home = desk / "home"
    build(desk / "ontology", QUERIES, home, None, lambda line: None, desk / "parts")
    return open_current(home)


def run(desk, *words, ontology=True):
    """Run a command on the copy; return its exit code and what it said."""
    where = ["--ontology", desk / "ontology"] if ontology else []
    done = CliRunner().invoke(group, [str(word) for word in (*words, *where)])
    return done.exit_code, done.output


def ask(snapshot, name, **values):
    """Return the rows of a named question, as values by column, without their namespaces."""
    rows = snapshot.store.select(QUESTIONS[name].bind(values)).records()
    return [{key: term.value.split("#")[-1] for key, term in row.items()} for row in rows]


def curated(folder):
    """Return the curated data as it stands, unbuilt."""
    found = collect.collect(collect.input_files(folder / "ontology", QUERIES)).quads
    return EmbeddedStore.from_quads(found)


def verdict(store):
    """Return the verdict on the claim over all evidence."""
    known = load_knowledge(store)
    found = assess(find.claim(CLAIM, known.claims), known).verdict
    return [str(one) for one in (*found.direction, found.certainty) if one]


@pytest.fixture(scope="module")
def walked(desk):
    """The whole path: accepted, built, edited, objected to, answered, rejected, built."""
    seen = {"before": rebuild(desk)}
    home = ["--home", desk / "home"]
    seen["offered"] = run(desk, "candidates", CLAIM, *home, ontology=False)
    reason = ["--reason", "Read in full."]
    seen["accept"] = run(desk, "review", "accept", CLAIM, "pmid:99", *home, *READ, *SIGNED, *reason)
    seen["accepted"] = curated(desk)
    changed = ["--concern", "imprecision", "--study", "sampleSize=12", "--reason", "Twelve people."]
    seen["edit"] = run(desk, "review", "edit", FIRST, *changed, *SIGNED)
    seen["edited"] = curated(desk)
    words = ["--name", "A reader", "--interest", "I sell tea", "--reason", "Tea does it as well.\n"]
    seen["object"] = run(desk, "review", "object", CLAIM, *words, "--date", DAY)
    answer = ["answer", f"objection:{DAY}-{CLAIM}", "rejected"]
    seen["answer"] = run(desk, "review", *answer, *SIGNED, "--reason", "Tea has caffeine.")
    seen["reject"] = run(
        desk, "review", "reject", CLAIM, "pmid:99", *SIGNED, "--reason", "It was no cohort."
    )
    seen["after"] = rebuild(desk)
    seen["offered again"] = run(desk, "candidates", CLAIM, *home, ontology=False)
    return seen


def test_every_step_is_written(walked):
    """Each says which file it wrote, and that a build is next."""
    for step in ("accept", "edit", "object", "answer", "reject"):
        code, said = walked[step]
        assert code == 0, said
        assert "musclegraph build" in said


def test_accepted_evidence_weighs(walked):
    """The verdict moves as the rules say of one direct cohort."""
    assert verdict(walked["before"].store) == ["notAssessed"]
    assert verdict(walked["accepted"]) == ["supported", "low"]


def test_edited_evidence_weighs_anew(walked):
    """A concern takes the line down one, and the study is as it was read the second time."""
    assert verdict(walked["edited"]) == ["insufficient", "supported", "veryLow"]
    study = "https://w3id.org/musclegraph/study/pmid-99"
    sizes = [t.object.value for t in walked["edited"].describe(study) if "ampleSize" in str(t)]
    assert sizes == ["12"]


def test_rejected_evidence_is_gone_and_on_record(walked):
    """The verdict is as before; all three decisions are listed, with what took their place."""
    assert verdict(walked["after"].store) == ["notAssessed"]
    rows = [one for one in ask(walked["after"], "reviews") if "pmid-99" in one["review"]]
    assert [one["decision"] for one in rows] == ["accepted", "accepted", "rejected"]
    assert [one.get("revised_by", "").rpartition("/")[2] for one in rows] == [
        f"{FIRST}-2", f"{FIRST}-3", ""
    ]  # fmt: skip
    assert not any("line" in one for one in rows)


def test_rejected_candidate_is_not_offered_again(walked):
    """It was offered with its sentence and the command to decide; now it is not."""
    assert "supports" in walked["offered"][1]
    assert "pubmed.ncbi.nlm.nih.gov/99/" in walked["offered"][1]
    assert f"musclegraph review accept|reject {CLAIM}" in walked["offered"][1]
    assert "pubmed.ncbi.nlm.nih.gov/99/" not in walked["offered again"][1]


def test_objection_is_answered(walked):
    """It is listed in the reader's words, with the answer, and weighs nothing."""
    (row,) = ask(walked["after"], "objections")
    assert (row["reason"], row["interest"]) == ("Tea does it as well.", "I sell tea")
    assert (row["decision"], row["answer_reason"]) == ("rejected", "Tea has caffeine.")


def test_curation_stands_at_the_newest_review(walked):
    """An answer as of that day knows what was decided on it."""
    assert walked["before"].manifest["notes"]["as_of"] < DAY
    assert walked["after"].manifest["notes"]["as_of"] == DAY


def test_unfit_evidence_is_not_written(desk, walked):
    """What the shapes do not take is said in their words, and no file is left."""
    before = sorted((desk / "ontology" / "reviews").iterdir())
    told = ["accept", "coffee", "pmid:99"], ["accept", "magnesium-prevents-cramp", "pmid:7"]
    home = ["--home", desk / "home", *SIGNED, "--reason", "x"]
    assert [run(desk, "review", *words, *home)[0] for words in told] == [2, 2]
    code, said = run(
        desk, "review", "accept", "dehydration-causes-cramp", "pmid:99", *home, "--gist", "No."
    )
    assert code == 1
    assert "Say which way the study points" in said
    code, said = run(desk, "review", "edit", f"{FIRST}-3", *SIGNED, "--reason", "x")
    assert (code, "has brought no evidence" in said) == (2, True)
    assert sorted((desk / "ontology" / "reviews").iterdir()) == before


def test_hand_written_fault_fails_the_build_with_file_and_line(desk, walked, tmp_path):
    """A file that somebody has changed is held against the shapes like any other."""
    shutil.copytree(desk / "ontology", tmp_path / "ontology")
    path = tmp_path / "ontology" / "reviews" / f"{FIRST}.ttl"
    text = path.read_text()
    path.write_text(text.replace('mg:signedBy "A. Curator" ;', ""))
    line = 1 + text[: text.index(f"review:{FIRST} a")].count("\n")
    with pytest.raises(DataError, match=rf"{path.name}:{line}: review:\S+: Say who decides"):
        build(tmp_path / "ontology", QUERIES, tmp_path / "home", None, lambda line: None)


def test_what_another_review_needs_stays(desk, walked):
    """A study that a standing line shares outlives the review that brought it, as read last."""
    reviews = desk / "ontology" / "reviews"
    files = {path: quads.read(path, None) for path in reviews.glob("*pmid*.ttl")}
    path = reviews / "other.ttl"
    files[path] = quads.parse(
        """@prefix mg: <https://w3id.org/musclegraph/ns#> .
        <urn:line> a mg:EvidenceLine ; mg:study <https://w3id.org/musclegraph/study/pmid-99> ."""
    )
    kept = settle(files)
    nodes = {node.rpartition("/")[2] for found in kept.values() for node in quads.described(found)}
    assert {"urn:line", "pmid-99", FIRST, f"{FIRST}-2", f"{FIRST}-3"} == nodes
    old = [str(q.object) for q in kept[reviews / f"{FIRST}-2.ttl"] if "sampleSize" in str(q)]
    assert len(old) == 1
    assert "12" in old[0]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["object", "no such claim"], 2, "no claim 'no such claim'"),
        (["object", "../../x"], 2, "no claim '../../x'"),
        (["object", CLAIM, "--page", "https://["], 2, "'https://[' is no address"),
        (["object", CLAIM, "--date", "2999-01-01"], 2, "--date is in the future"),
        (["edit", "../../x"], 2, "no review '../../x'"),
        (["answer", "x y", "accepted"], 2, "no objection 'x y'"),
        (["reject", CLAIM, 'doi:10.1/"> <x'], 2, "names no record"),
        (["reject", CLAIM, "pmid:\u0663"], 2, "names no record"),
    ],
)
def test_malformed_names_are_told(tmp_path, words, code, says):
    """A slip of the keyboard is a sentence with a hint, and nothing is written."""
    signed = ["--name", "A. Curator", "--interest", "none", "--reason", "It is long enough."]
    shutil.copytree(ONTOLOGY, tmp_path / "ontology")
    told = run(tmp_path, "review", *words, *signed)
    assert (told[0], says in told[1]) == (code, True), told
    assert not list((tmp_path / "ontology" / "reviews").glob("*.ttl"))


def test_only_an_objection_is_taken_over(tmp_path):
    """A file from a folder that strangers fill brings no evidence, whatever it holds."""
    shutil.copytree(ONTOLOGY, tmp_path / "ontology")
    prefix = "@prefix mg: <https://w3id.org/musclegraph/ns#> .\n"
    objection = "<https://w3id.org/musclegraph/objection/x> a mg:Objection ."
    for text in ("", prefix + objection + "<urn:x> mg:gist 'x' .", prefix + "<urn:x> a mg:Claim ."):
        (tmp_path / "sent.ttl").write_text(text)
        told = run(tmp_path, "review", "take", tmp_path / "sent.ttl")
        assert (told[0], "is not one objection" in told[1]) == (1, True), told
