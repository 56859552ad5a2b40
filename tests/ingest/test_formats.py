"""Bibliographies: what is read, and what is said of what cannot be."""

import dataclasses
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musclegraph.core.errors import DataError, RequestError
from musclegraph.ingest.formats import read_bibliography
from musclegraph.ingest.reading import read_records
from musclegraph.ingest.record import Record, Skipped

from .test_pubmed import SAMPLES

WANTED = Record(
    key="a",
    title="A study of cramps",
    pmid="21148567",
    doi="10.1136/bjsm.2010.078535",
    pmcid="PMC12",
    year="2011",
    issued="2011-06",
    authors=("Schwellnus Martin",),
    journal="Br J Sports Med",
    issn="0306-3674",
    volume="45",
    issue="8",
    pages="650-656",
    language="en",
    abstract="We watched people run.",
)
FILES = {
    "a.json": json.dumps(
        [{"id": "a", "title": "A study of cramps", "PMID": "21148567", "type": "article-journal",
          "DOI": "10.1136/BJSM.2010.078535", "issued": {"date-parts": [[2011, 6]]},
          "PMCID": "PMC12",
          "author": [{"family": "Schwellnus", "given": "Martin"}], "volume": "45", "issue": "8",
          "container-title": "British journal of sports medicine", "page": "650-656",
          "container-title-short": "Br J Sports Med", "ISSN": "0306-3674", "language": "en",
          "abstract": "We watched people run."}]
    ),
    "a.ris": "TY  - JOUR\nID  - a\nAU  - Schwellnus, Martin\nTI  - A study of cramps\nPY  - 2011\n"
    "DA  - 2011/06\nJO  - Br J Sports Med\nSN  - 0306-3674\nVL  - 45\nIS  - 8\nSP  - 650\n"
    "EP  - 656\nLA  - en\nC2  - PMC12\nAB  - We watched people run.\n"
    "DO  - 10.1136/bjsm.2010.078535\nAN  - 21148567\nER  - \n",
    "a.bib": "@article{a, author={Schwellnus, Martin}, title={A {study} of cramps}, year=2011,\n"
    "month=jun, journal={Br J Sports Med}, issn={0306-3674}, volume=45, number=8,\n"
    "pages={650--656}, language={en}, pmcid={PMC12}, abstract={We watched people run.},\n"
    "pmid={21148567}, doi={10.1136/bjsm.2010.078535}}\n",
}  # fmt: skip
NBIB = """
PMID- 21148567
OWN - NLM
IS  - 0306-3674 (Linking)
VI  - 45
IP  - 8
DP  - 2011 Jun
TI  - A study of cramps
PG  - 650-656
LID - 10.1136/bjsm.2010.078535 [doi]
AB  - We watched people run.
FAU - Schwellnus, Martin
AU  - Schwellnus M
LA  - eng
PT  - Journal Article
PT  - Randomized Controlled Trial
TA  - Br J Sports Med
MH  - *Muscle Cramp
PMC - PMC12
AID - 10.1136/bjsm.2010.078535 [doi]
SO  - Br J Sports Med. 2011 Jun;45(8):650-656.
"""


@pytest.mark.parametrize("name", FILES)
def test_record_is_the_same_from_each_format(name, tmp_path):
    """Key, title, identifiers, year and authors."""
    (tmp_path / name).write_text(FILES[name])
    assert read_bibliography(tmp_path / name) == [WANTED]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", "{", "not JSON"),
        ("a.json", '{"id": 1}', "a list of works"),
        ("a.json", "[" * 100_000, "not JSON"),
        ("a.ris", "hello", "no record"),
        ("a.bib", "@article{a, title={x", "does not parse: Unexpectedly reached end of file\n"),
        ("a.bib", "@article{a, title={x}}\n@article{a, title={y}}", "Duplicate entry key 'a'\n"),
        ("a.bib", "@article{a, title={x}, title={y}}", "Duplicate field keys on entry: 'title'"),
        ("a.bib", "", "no record"),
    ],
)
def test_broken_file_is_named(name, text, said, tmp_path):
    """The message names the file and the line."""
    (tmp_path / name).write_text(text)
    with pytest.raises(DataError, match=said) as caught:
        read_bibliography(tmp_path / name)
    assert f"{name}:" in str(caught.value)


_JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "title", "author", "issued", "date-parts"]), inner)
    ),
)
_PIECES = ["@article{a,", "title={", "}", "=", '"', "#", "\n", " ", "- ", "0", "é", "\0",
           "\nER  - ", "\nTY  - ", "\nAU  - ", "\nPMID- ", "\nDP  - ", "\nMH  - "]  # fmt: skip
_MARKS = st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)


@pytest.mark.parametrize("suffix", [".bib", ".ris", ".nbib", ".json"])
@given(_MARKS | st.text(max_size=40) | _JSON.map(json.dumps))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_file_is_read_or_refused(suffix, tmp_path, text):
    """Whatever stands in a bibliography: records, or an error that names the file."""
    path = tmp_path / f"any{suffix}"
    path.write_text(text, encoding="utf-8", errors="replace")
    try:
        said = str(len(read_bibliography(path)))
    except DataError as error:
        said = str(error).partition("\n")[0]
        said = said.partition(f"{path.name}:1:")[2] or said.partition(path.name)[2]
    assert said.strip(": 0")


@pytest.mark.parametrize("name", ["a.doc", "missing.bib"])
def test_unreadable_file_is_refused(name, tmp_path):
    """An unknown suffix and a missing file."""
    with pytest.raises(RequestError, match=name):
        read_bibliography(tmp_path / name)


def test_wrong_encoding_is_refused(tmp_path):
    """Latin-1 is not taken for UTF-8."""
    (tmp_path / "a.bib").write_bytes("@article{a, title={Müller}}".encode("latin-1"))
    with pytest.raises(DataError, match="UTF-8"):
        read_bibliography(tmp_path / "a.bib")


def test_nbib_has_types_and_headings_too(tmp_path, words):
    """What PubMed's "Cite" button gives knows the index of the record."""
    (tmp_path / "a.nbib").write_text(NBIB)
    (found,) = read_bibliography(tmp_path / "a.nbib")
    plain = dataclasses.replace(found, types=(), headings=())
    same = {"key": "21148567", "authors": ("Schwellnus M",), "language": "eng"}
    assert plain == dataclasses.replace(WANTED, **same)
    assert words.design(found).endswith("#randomisedTrial")
    assert found.headings == (("", "Muscle Cramp"),)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_real_nbib(number):
    """Exports of the NLM's own. Needs MUSCLEGRAPH_SHARED."""
    path = SAMPLES / "pubmed_xml" / f"biopython-pubmed_result{number}.nbib"
    if not path.is_file():
        pytest.skip("the NLM's samples are not at hand; name their folder in MUSCLEGRAPH_SHARED")
    for record in read_bibliography(path):
        assert all((record.pmid, record.title, record.journal, record.issued, record.authors))


JATS = """<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><journal-meta>
<journal-id journal-id-type="nlm-ta">J Test</journal-id><issn>1234-5678</issn></journal-meta>
<article-meta><article-id pub-id-type="pmid">7</article-id>
<article-id pub-id-type="pmc">12</article-id><article-id pub-id-type="doi">10.1000/A</article-id>
<title-group><article-title>On <italic>cramp</italic></article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Doe</surname>
<given-names>Jane A.</given-names></name></contrib><contrib contrib-type="author">
<collab>The Cramp Group</collab></contrib><contrib contrib-type="editor"><name>
<surname>Ed</surname><given-names>I</given-names></name></contrib></contrib-group>
<pub-date pub-type="collection"><year>2020</year></pub-date><pub-date pub-type="epub"><day>3</day>
<month>2</month><year>2020</year></pub-date><volume>1</volume><fpage>2</fpage><lpage>9</lpage>
<permissions><license xlink:href="https://creativecommons.org/licenses/by/4.0/"><license-p>x
</license-p></license></permissions><funding-group><award-group><funding-source>A Fund
</funding-source></award-group></funding-group></article-meta></front><body><p>no</p></body><back>
<fn-group><fn fn-type="conflict"><p><bold>Competing interests:</bold> JD sells drinks.</p></fn>
</fn-group></back></article>"""


def test_jats_front_matter(tmp_path):
    """Licence, interests and funding beside what every record has."""
    (tmp_path / "a.nxml").write_text(JATS)
    assert list(read_records(tmp_path / "a.nxml")) == [
        Record(
            key="7", pmid="7", pmcid="PMC12", doi="10.1000/a", title="On cramp", journal="J Test",
            authors=("Doe JA", "The Cramp Group"), issn="1234-5678", volume="1", pages="2-9",
            issued="2020-02-03", year="2020", interests="JD sells drinks.", funders=("A Fund",),
            licence="https://creativecommons.org/licenses/by/4.0/",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<article>", "not well formed"),
        ("<html/>", "no article"),
        ('<!DOCTYPE article [<!ENTITY a "b">]><article/>', "entities"),
    ],
)
def test_broken_jats_is_refused(text, said, tmp_path):
    """The reason is said."""
    (tmp_path / "a.nxml").write_text(text)
    with pytest.raises(DataError, match=said):
        list(read_records(tmp_path / "a.nxml"))


@pytest.mark.parametrize("name", ["1472-6831-8-11", "pntd.0002065", "pone.0000217", "pone.0046493"])
def test_real_jats(name):
    """Articles of four open journals say licence and interests. Needs MUSCLEGRAPH_SHARED."""
    path = SAMPLES / "pmc_nxml" / f"{name}.nxml"
    if not path.is_file():
        pytest.skip("the articles are not at hand; name their folder in MUSCLEGRAPH_SHARED")
    (record,) = read_records(path)
    assert all(
        (record.pmid, record.pmcid, record.doi, record.title, record.authors, record.licence)
    )
    assert len(record.issued) == 10
    assert "interests" in record.interests or "1472" in name


def test_work_without_identifier_is_skipped(tmp_path):
    """A record must be findable: by PMID or by DOI."""
    (tmp_path / "a.bib").write_text("@article{lost, title={A lost work}}")
    assert list(read_records(tmp_path / "a.bib")) == [
        Skipped("lost", "it has neither a PMID nor a DOI")
    ]
