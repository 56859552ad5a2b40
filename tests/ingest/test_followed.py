"""Records in a build: they come in, and where one tells of something graver it is followed."""

import json

import pytest
from click.testing import CliRunner

from musclegraph.build.pipeline import build
from musclegraph.cli._group import group
from musclegraph.core.errors import NotFound
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.ingest.parts import map_file
from musclegraph.ingest.topic import Topic
from musclegraph.queries.catalog import load_all
from musclegraph.store.abstracts import AbstractIndex
from musclegraph.store.opened import open_current

from .pubmed_xml import article, article_set

QUESTIONS = load_all(QUERIES / "competency")
IRONMAN = "https://w3id.org/musclegraph/publication/pmid-21148567"


def ask(snapshot, name, **values):
    """Return the rows of a named question, as values by column."""
    query = QUESTIONS[name]
    found = snapshot.store.select(query.bind(values)).records()
    return [{column: term.value for column, term in row.items()} for row in found]


@pytest.fixture(scope="module")
def rebuild(tmp_path_factory, words):
    """Build the real snapshot with records of our own."""

    def run(*records):
        folder = tmp_path_factory.mktemp("records")
        (folder / "pubmed26n0001.xml").write_bytes(article_set(*records))
        map_file(folder / "pubmed26n0001.xml", folder / "parts", words, Topic())
        build(ONTOLOGY, QUERIES, folder / "home", None, lambda line: None, folder / "parts")
        return open_current(folder / "home")

    return run


@pytest.fixture(scope="module")
def rebuilt(rebuild):
    """A snapshot in which PubMed says that the Ironman cohort was retracted."""
    notice = article(4, types=["Retraction of Publication"], links=[("RetractionOf", 21148567)])
    links = [("RetractionIn", 4), ("ErratumIn", 5)]
    return rebuild(article(21148567, "Ironman", links=links), notice)


def test_graver_status_is_followed_with_its_reason(rebuilt):
    """The publication is retracted, and it is said why and what curators wrote."""
    (row,) = ask(rebuilt, "retracted-works")
    assert row["publication"] == IRONMAN
    assert row["status"].endswith("#retracted")
    assert row["reason"] == "RetractionIn PMID 4 J Test. 2021;1:2"


def test_verdicts_are_made_without_it(rebuilt, snapshot):
    """The articles rest on this one study when they deny that dehydration causes cramp."""
    claim = "https://w3id.org/musclegraph/claim/dehydration-causes-cramp"
    results = [
        {row["layer"].split("#")[1]: row["result"].split("#")[1] for row in rows}
        for rows in (ask(one, "verdicts-of-claim", claim=claim) for one in (snapshot, rebuilt))
    ]
    assert results == [
        {"articles": "contradicted", "all": "conflicting"},
        {"articles": "notAssessed", "all": "conflicting"},
    ]


def test_record_and_notice_are_two(rebuilt):
    """The notice is current; both come out with the publication's own export."""
    assert rebuilt.manifest["counts"]["records"] == 2
    text = (QUERIES / "export" / "publication.rq").read_text().replace("UNDEF", f"<{IRONMAN}>")
    values = {
        triple.predicate.value.split("#")[-1]: triple.object.value
        for triple in rebuilt.store.construct(text)
        if triple.subject.value == IRONMAN
    }
    assert values["status"].endswith("#retracted")
    assert values["curatedStatus"].endswith("#current")
    assert values["record"] == "https://pubmed.ncbi.nlm.nih.gov/21148567/"


def test_record_that_knows_less_changes_nothing(rebuild, snapshot):
    """A current record moves no verdict, and the publication keeps what curators wrote."""
    again = rebuild(article(21148567, "Ironman"))
    assert ask(again, "retracted-works") == []
    assert ask(again, "verdicts") == ask(snapshot, "verdicts")


def test_what_differs_from_the_record_is_listed(rebuilt):
    """Ours is listed beside theirs; how a title or pages are spelt is no difference."""
    rows = ask(rebuilt, "record-differences")
    assert {row["publication"] for row in rows} == {IRONMAN}
    told = {row["fact"]: (row["curated"], row["recorded"]) for row in rows}
    assert told["first author"] == ("Schwellnus MP, Drew N, Collins M", "Doe JA")
    assert told.keys() == {"title", "first author"}


def test_abstracts_can_be_searched(rebuilt, snapshot):
    """The words may be anywhere and end otherwise; years and hostile words are heeded."""
    index = AbstractIndex(rebuilt.folder)
    found = index.search(["runs", 'ironman" OR *'], 5)
    assert [one.title for one in found] == ["Ironman", "A study of cramps."]
    assert [one.year for one in index.search(["watched people"], 1)] == ["2011"]
    assert index.search(["run"], 5, since=2012) == []
    assert index.search(["*", "\0", "'"], 5) == []
    with pytest.raises(NotFound, match="no abstracts"):
        AbstractIndex(snapshot.folder)


def run(*words):
    """Run a command; return its exit code and what it said."""
    done = CliRunner().invoke(group, [str(word) for word in words])
    return done.exit_code, done.output


def test_changes_are_told_by_command(rebuilt, snapshot, home):
    """Two snapshots, by their folders or ids; one that is not there is an error of its own."""
    code, said = run("changes", snapshot.folder, rebuilt.folder)
    assert code == 0
    assert "contradicted, low -> not assessed" in said
    assert "is retracted, it was current (RetractionIn PMID 4 J Test. 2021;1:2)" in said
    assert run("changes", snapshot.folder.name, "--home", home) == (0, "no verdict moved\n")
    code, said = run("changes", "nothing", "--home", home)
    assert code == 3
    assert "no snapshot called nothing" in said


@pytest.mark.parametrize("name", ["pmid:21148567", "study:schwellnus-2011"])
def test_impact_foretells_it(name, home):
    """What would move is what did move."""
    code, said = run("impact", name, "--home", home)
    assert code == 0
    assert "contradicted, low -> not assessed" in said
    assert run("impact", "pmid:1", "--home", home)[0] == 2


def test_search_by_command(rebuilt):
    """Year, address and title, or a JSON object a line."""
    home = rebuilt.folder.parent
    assert "21148567/  Ironman" in run("search", "ironman", "--home", home)[1]
    _, said = run("search", "ironman", "--format", "jsonl", "--home", home)
    assert json.loads(said)["year"] == "2011"


@pytest.fixture(scope="module")
def literature(rebuild):
    """A snapshot with abstracts that say something of pickle juice, and of nothing."""
    text = "<Abstract><AbstractText>{}</AbstractText></Abstract>"
    helps = "We did ask. Pickle juice relieved muscle cramps. It was salty."
    fails = "Pickle juice does not relieve muscle cramps."
    return rebuild(
        article(1, "On juice", abstract=text.format(helps)),
        article(2, "On brine", abstract=text.format(fails)),
        article(3, "A cramp of the hand", abstract=text.format("Writers rest.")),
        article(4, "On galaxies", abstract=text.format("Stars are far away.")),
    )


def test_candidates_are_guesses_with_their_sentences(literature):
    """What makes the claim comes first, each way; the rest is unclear; nothing else is listed."""
    home = literature.folder.parent
    words = ("candidates", "pickle-juice-relieves-cramp", "--format", "jsonl", "--home", home)
    lines = [json.loads(line) for line in run(*words)[1].splitlines() if line[0] == "{"]
    assert {line["iri"].split("/")[3]: line["guess"] for line in lines} == {
        "1": "supports", "2": "disputes", "3": "unclear",
    }  # fmt: skip
    assert lines[2]["guess"] == "unclear"
    assert {line["status"] for line in lines} == {"unreviewed"}
    told = {one["sentence"] for line in lines[:2] for one in line["bearings"]}
    assert "Pickle juice relieved muscle cramps." in told
    assert run("candidates", "no-claim", "--home", home)[0] == 2


def test_candidates_weigh_nothing(literature, snapshot):
    """The verdicts are those of the graph without them."""
    assert ask(literature, "verdicts") == ask(snapshot, "verdicts")
