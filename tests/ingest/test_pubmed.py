"""PubMed XML: what a record holds, of which form, and what becomes of what it says."""

import os
from pathlib import Path

import pytest

from musclegraph.ingest.nquads import to_nquads
from musclegraph.ingest.opening import read_blocks
from musclegraph.ingest.pubmed import read_pubmed
from musclegraph.ingest.record import Deleted, Record
from musclegraph.store import quads

from .pubmed_xml import article, article_set, deletion

SAMPLES = Path(os.environ.get("MUSCLEGRAPH_SHARED", Path(__file__).parents[3] / "shared")) / "data"
MG = "https://w3id.org/musclegraph/ns#"


def read(content, size=50):
    """Return what a file holds, given in blocks of a few bytes."""
    return list(read_pubmed(content[i : i + size] for i in range(0, len(content), size)))


def one(**parts):
    """Return the record of one article."""
    (found,) = read(article_set(article(7, **parts)))
    return found


def test_record_is_read():
    """Every plain value of an article."""
    doi, pmc = ("doi", "10.1136/BJSM.X"), ("pmc", "PMC12")
    ids = "".join(f'<ArticleId IdType="{kind}">{value}</ArticleId>' for kind, value in (doi, pmc))
    assert one(ids=ids, types=["Journal Article", "Review"]) == Record(
        key="7", pmid="7", title="A study of cramps.", doi="10.1136/bjsm.x", pmcid="PMC12",
        year="2011", issued="2011-06", authors=("Doe JA",), journal="J Test", issn="1234-5678",
        volume="45", issue="8", pages="650-6", language="eng", types=("Journal Article", "Review"),
        abstract="We watched people run.", version=1, revised="2020-01-02",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("pubdate", "issued"),
    [
        ("<PubDate><Year>2011</Year></PubDate>", "2011"),
        ("<PubDate><Year>2011</Year><Month>06</Month><Day>3</Day></PubDate>", "2011-06-03"),
        ("<PubDate><Year>2011</Year><Season>Spring</Season></PubDate>", "2011"),
        ("<PubDate><MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate>", "1998-12"),
        ("<PubDate><MedlineDate>2000 Spring-Summer</MedlineDate></PubDate>", "2000"),
        ("<PubDate><MedlineDate>1976-1977</MedlineDate></PubDate>", "1976"),
        ("<PubDate><Year>2011</Year><Month>Feb</Month><Day>31</Day></PubDate>", "2011-02"),
        ("<PubDate></PubDate>", ""),
    ],
)
def test_date_is_as_exact_as_it_is_printed(pubdate, issued):
    """Month names, numbers, seasons, stretches of time, and none at all."""
    assert one(pubdate=pubdate).issued == issued


def test_markup_and_sections_become_plain_text():
    """Sections keep their labels; a power does not become another number."""
    abstract = (
        '<Abstract><AbstractText Label="AIM">To <i>count</i> 10<sup>5</sup> cells</AbstractText>'
        '<AbstractText Label="RESULTS">H<sub>2</sub>O &lt; 3 &amp; more</AbstractText></Abstract>'
    )
    found = one(abstract=abstract, title="The <i>cramp</i> <!-- x -->and\n the run")
    assert found.abstract == "AIM: To count 10^5 cells\nRESULTS: H2O < 3 & more"
    assert found.title == "The cramp and the run"


def test_collective_and_invalid_authors():
    """A group is an author; a name that was found wrong is none."""
    authors = (
        "<Author><CollectiveName>The Cramp Group</CollectiveName></Author>"
        '<Author ValidYN="N"><LastName>Wrong</LastName></Author>'
        "<Author><LastName>Roe</LastName><Initials>R</Initials><Suffix>Jr</Suffix></Author>"
    )
    assert one(authors=authors).authors == ("The Cramp Group", "Roe R Jr")


def test_identifiers_of_references_are_not_the_records():
    """A record without a DOI does not take the one of a work it cites."""
    more = (
        "</MedlineCitation><PubmedData><ReferenceList><Reference><ArticleIdList>"
        '<ArticleId IdType="doi">10.1000/other</ArticleId></ArticleIdList></Reference>'
        "</ReferenceList></PubmedData><MedlineCitation>"
    )
    assert one(more=more).doi == ""


def test_book_chapter_is_read():
    """A chapter of a book has another form."""
    chapter = (
        "<PubmedBookArticle><BookDocument><PMID Version='1'>9</PMID><ArticleIdList>"
        "<ArticleId IdType='bookaccession'>NBK1</ArticleId></ArticleIdList><Book><BookTitle>"
        "StatPearls</BookTitle><PubDate><Year>2024</Year><Month>01</Month></PubDate></Book>"
        "<ArticleTitle>Muscle Cramps</ArticleTitle><AuthorList Type='authors'><Author><LastName>Doe"
        "</LastName><Initials>J</Initials></Author></AuthorList><PublicationType>Study Guide"
        "</PublicationType></BookDocument><PubmedBookData/></PubmedBookArticle>"
    )
    (found,) = read(article_set(chapter))
    assert (found.pmid, found.title, found.journal) == ("9", "Muscle Cramps", "StatPearls")
    assert (found.issued, found.authors, found.is_book) == ("2024-01", ("Doe J",), True)


def test_deletions_are_told():
    """DeleteCitation names what PubMed has taken out."""
    assert read(article_set(article(1), deletion(2, 3)))[1:] == [Deleted("2"), Deleted("3")]


@pytest.mark.parametrize(
    ("parts", "status", "reason"),
    [
        ({}, "current", None),
        ({"types": ["Retracted Publication"]}, "retracted", "publication type Retracted"),
        ({"links": [("RetractionIn", 8)]}, "retracted", "RetractionIn PMID 8 J Test. 2021;1:2"),
        ({"links": [("RetractionIn", None)]}, "retracted", "RetractionIn J Test. 2021;1:2"),
        ({"links": [("RetractedandRepublishedIn", 8)]}, "retracted", "RetractedandRepublishedIn"),
        ({"links": [("ExpressionOfConcernIn", 8)]}, "expressionOfConcern", "ExpressionOfConcernIn"),
        ({"links": [("ErratumIn", 8)]}, "corrected", "ErratumIn"),
        ({"links": [("CorrectedandRepublishedIn", 8)]}, "corrected", "CorrectedandRepublishedIn"),
        ({"links": [("ErratumIn", 8), ("RetractionIn", 9)]}, "retracted", "RetractionIn PMID 9"),
        ({"links": [("RepublishedIn", 8)]}, "current", None),
        ({"links": [("RetractionOf", 8)]}, "current", None),
        ({"links": [("ErratumFor", 8)]}, "current", None),
        ({"title": "WITHDRAWN: Quinine for cramps."}, "withdrawn", "title begins with WITHDRAWN:"),
    ],
)  # fmt: skip
def test_status_and_its_reason(parts, status, reason, words):
    """What happened to a publication, kept apart from the notices of it."""
    found, signs = words.status(one(**parts))
    assert found == MG + status
    assert all(sign.startswith(reason) for sign in signs) if reason else signs == ()


def test_each_link_has_a_property_of_its_own(words):
    """A retraction, its notice, a correction and a republication are different links."""
    kinds = sorted(words.links)
    lines = to_nquads(one(links=[(kind, 8) for kind in kinds]), words).splitlines()
    properties = {line.split()[1] for line in lines if line.split()[2].endswith("/8/>")}
    assert len(kinds) == len(properties) == 16


@pytest.mark.parametrize(
    ("types", "wanted"),
    [
        (["Journal Article"], "journalArticle"),
        (["Comparative Study"], "journalArticle"),
        (["Journal Article", "Letter"], "letterArticle"),
        (["Retraction of Publication"], "retractionNotice"),
        (["Published Erratum"], "correctionNotice"),
        (["Editorial", "Expression of Concern"], "concernNotice"),
    ],
)
def test_publication_type(types, wanted, words):
    """The most telling type is taken; notices are types of their own."""
    assert words.publication_type(one(types=types)) == MG + wanted


@pytest.mark.parametrize(
    ("types", "headings", "design"),
    [
        (["Randomized Controlled Trial"], [], "randomisedTrial"),
        (["Randomized Controlled Trial"], ["Cross-Over Studies"], "randomisedCrossover"),
        (["Systematic Review"], ["Cohort Studies"], "systematicReviewOfCohorts"),
        (["Systematic Review"], [], ""),
        (["Journal Article"], ["Case-Control Studies"], "caseControl"),
        (["Case Reports"], [], "caseReport"),
        (["Journal Article"], ["Humans"], ""),
    ],
)  # fmt: skip
def test_design_is_suggested_only_by_all_its_words(types, headings, design, words):
    """A review of unknown studies suggests nothing."""
    found = words.design(one(types=types, headings=[("D000001", name) for name in headings]))
    assert found == (MG + design if design else "")


def test_headings_lead_to_concepts(words):
    """Muscle Cramp is a heading that is matched to a concept."""
    found = words.on(one(headings=[("D009120", "Muscle Cramp")]))
    assert "https://w3id.org/musclegraph/symptom/muscle-cramp" in found


def test_quads_parse_and_keep_every_character(words):
    """Quotes, backslashes, controls and characters beyond the first plane come back."""
    title = 'A "quoted" \\ back\u0085slash \U0001f600 \u200b end'
    lines = to_nquads(Record(key="1", pmid="1", title=title, version=1), words)
    found = quads.parse_nquads(lines.encode())
    assert title in {quad.object.value for quad in found}
    assert {quad.graph_name.value for quad in found} == {
        "https://w3id.org/musclegraph/graph/pubmed"
    }


@pytest.mark.parametrize(
    "name",
    ["pubmed1", "pubmed2", "pubmed4", "pubmed5", "pubmed6", "pubmed7"],
)
def test_real_samples(name, words):
    """Records of the NLM from five years' DTDs are read whole. Needs MUSCLEGRAPH_SHARED."""
    path = SAMPLES / "pubmed_xml" / f"biopython-{name}.xml"
    if not path.is_file():
        pytest.skip("the NLM's samples are not at hand; name their folder in MUSCLEGRAPH_SHARED")
    found = list(read_pubmed(read_blocks(path)))
    assert found
    for record in found:
        assert record.pmid
        assert record.title
        assert record.authors
        assert len(record.issued) >= 4
        assert quads.parse_nquads(to_nquads(record, words).encode())
