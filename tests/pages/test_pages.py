"""The pages over the curated graph: what each says, where it leads, and that it is data too."""

import re
from html import unescape

import pytest

from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.core.names import BASE, KINDS
from musclegraph.pages.lists import LISTINGS
from musclegraph.pages.site import PLACES
from musclegraph.pages.words import capital, count

CLAIM = "/claim/dehydration-causes-cramp"


def test_every_place_is_a_page(reader):
    """Every page with a path of its own answers, with one heading of the first level."""
    for path in [*[path for path in PLACES if "{" not in path], "/check", "/query", "/ns"]:
        page = reader.get(path)
        assert page.status_code == 200, path
        assert page.text.count("<h1") == 1, path


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "*/*", ""])
def test_same_address_is_data(reader, accept):
    """Who does not ask for HTML gets RDF at the same address."""
    answer = reader.get(CLAIM, headers={"Accept": accept})
    assert answer.status_code == 200
    assert "html" not in answer.headers["content-type"]
    assert reader.get(f"{CLAIM}?format=ttl").headers["content-type"].startswith("text/turtle")
    assert answer.headers["vary"]


def test_every_named_graph_has_a_page(reader, snapshot):
    """It says what the graph holds and whence; at the same address is the graph itself."""
    for graph in snapshot.store.graphs():
        address = f"/{graph.removeprefix(BASE)}"
        page = reader.get(address)
        assert page.status_code == 200, address
        assert re.search(r'<p class="lead">[^<]{20,}', page.text), address
        size = snapshot.store.count(graph)
        assert f"<dd>{count(size, 'triple')}</dd>" in page.text
        assert f"{address}?format=ttl" in page.text
        data = reader.get(address, headers={"Accept": "application/n-triples"})
        assert len(data.text.splitlines()) >= size, address
    verdicts = unescape(reader.get("/graph/verdicts").text)
    assert "Graph of claims</a>" in verdicts.partition("Derived from")[2]
    assert reader.get("/graph/nothing").status_code == 404


def test_every_claim_has_its_verdict_and_harms(reader, snapshot):
    """Each claim's page says its verdict in words, and the harms that its record has."""
    for row in reader.get("/v1/claims", headers={"Accept": "application/json"}).json()["rows"]:
        page = reader.get(f"/claim/{row['claim'].partition(':')[2]}")
        assert page.status_code == 200, row["claim"]
        result = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", row["result"].removeprefix("mg:")).lower()
        words = "no verdict" if result == "not applicable" else result
        assert words in re.search(r'id="verdict">([^<]*)', page.text)[1].lower(), row["claim"]
        has_harms = row.get("harms", "") not in ("", "none recorded here")
        assert ("Harms on record" in page.text) == has_harms, row["claim"]


def test_what_if_moves_the_verdict(reader):
    """Leaving out the one study for it turns conflicting into contradicted, and says so."""
    page = reader.get(f"{CLAIM}?without=study:johnson-connolly").text
    assert "<strong>What if</strong> there were no Johnson and Connolly?" in page
    assert "<s>Johnson and Connolly</s>" in page
    assert re.search(r'id="verdict">\s*Contradicted', page)
    assert re.search(r'id="verdict">\s*Contradicted', reader.get(f"{CLAIM}?layer=articles").text)
    assert "As of 2012-01-01" in reader.get(f"{CLAIM}?as_of=2012-01-01").text


@pytest.mark.parametrize(
    "query", ["layer=mine", "as_of=soon", "as_of=2999-01-01", "without=x", "without=claim:x"]
)
def test_wrong_switch_is_explained(reader, query):
    """A malformed switch is a page that says what to do."""
    page = reader.get(f"{CLAIM}?{query}")
    assert page.status_code == 400
    assert "What to do" in page.text


@pytest.mark.parametrize(
    ("typed", "to"),
    [
        ("charley horse", "/symptom/muscle-cramp"),
        ("G25.3", "/condition/myoclonus"),
        ("HP:0003394", "/symptom/muscle-cramp"),  # close to it; wider than night cramps
        ("21148567", "/publication/pmid-21148567"),
        ("PMID: 21148567", "/publication/pmid-21148567"),
        ("https://doi.org/10.1136/bjsm.2010.078535", "/publication/pmid-21148567"),
        ("claim:pickle-juice-relieves-cramp", "/claim/pickle-juice-relieves-cramp"),
        ("Athletes cramp because they drink too little.", CLAIM),
        ("Does dehydration cause exercise cramps?", CLAIM),
        ("Dehydration causes cramps", CLAIM),  # words that only the name of another claim has
        ("", "/"),
    ],
)
def test_box_leads_to_the_page(reader, typed, to):
    """A lay name, a code, a PMID, a DOI, a claim and a question lead to one page."""
    answer = reader.get("/find", params={"q": typed}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, to)


def test_unknown_words_are_not_called_untrue(reader):
    """What is not found is said to be unknown here, never false."""
    page = reader.get("/find", params={"q": "zzyzx"})
    assert page.status_code == 404
    assert "does not say that it is untrue" in page.text


def test_links_lead_somewhere(reader, snapshot):
    """Every link on the front page, a claim and the lists is answered, or names a node of ours."""
    found = set()
    places = ("/", CLAIM, "/myths", "/publication/pmid-21148567", "/source/relatyv-spasm-twitch")
    places += ("/data", "/rules", "/cite?of=claim:quinine-reduces-cramp", "/treatment/quinine")
    for path in (*places, *list(LISTINGS)[:3]):
        found |= set(re.findall(r'href="(/[^"#]*)', reader.get(path).text))
    nodes = {path for path in found if re.fullmatch(rf"/({'|'.join(KINDS)})/[^?]+", path)}
    assert [path for path in nodes if not snapshot.store.describe(f"{BASE}{path[1:]}")] == []
    asked = (unescape(path) for path in sorted(found - nodes))
    assert [path for path in asked if reader.get(path).status_code != 200] == []


def test_pages_are_closed_to_the_outside(reader):
    """No script of others, no frame, no address of another host that a browser would fetch."""
    page = reader.get(CLAIM)
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not re.findall(r'(?:src|action|srcset)="(?:https?:)?//', page.text)
    assert not re.findall(r"<link[^>]+href=\"(?:https?:)?//(?!w3id)", page.text)
    assert " style=" not in page.text
    assert not re.findall(r" on[a-z]+=", page.text)


def test_known_page_is_not_sent_again(reader):
    """A page that the caller has is 304."""
    tag = reader.get(CLAIM).headers["etag"]
    assert reader.get(CLAIM, headers={"If-None-Match": tag}).status_code == 304


def test_unknown_path_is_a_page_for_readers(reader):
    """A browser gets a search box that holds what the path said, a program a problem."""
    page = reader.get("/zzz/leg-cramps")
    assert page.status_code == 404
    assert 'name="q" type="search"' in page.text
    assert 'value="leg cramps"' in page.text
    assert 'value="no such"' in reader.get("/claim/no-such").text
    told = reader.get("/zzz/leg-cramps", headers={"Accept": "application/json"})
    assert told.headers["content-type"] == "application/problem+json"
    assert reader.get("/v1/zzz").headers["content-type"] == "application/problem+json"


def test_history_ends_with_what_stands(reader):
    """Where undated studies moved the verdict, the years end with today's, and say which."""
    page = reader.get(CLAIM).text
    years = page.partition('class="years"')[2].partition("</ol>")[0]
    assert "Conflicting" in years.rpartition(f'<a href="{CLAIM}">today</a>')[2]
    assert "Johnson and Connolly" in years


def test_citations_come_in_the_usual_forms(reader):
    """A claim, its works and a publication are cited as APA, Vancouver and Harvard."""
    page = reader.get("/cite?of=claim:dehydration-causes-cramp&style=Vancouver").text
    assert "Exercise cramps are caused by dehydration: conflicting" in page
    assert page.count('class="citation"') == 3
    assert "Schwellnus MP, Drew N, Collins M. Increased running speed" in page
    one = reader.get("/cite?of=publication:pmid-21148567").text
    assert "Schwellnus, M. P., Drew, N., &amp; Collins, M. (2011)." in one
    assert "snapshot" in reader.get("/cite").text
    for wrong in ("of=claim:nothing", "of=condition:exercise-cramp", "of=claim:x&style=mine"):
        assert reader.get(f"/cite?{wrong}").status_code == 400


def test_answer_comes_first(reader):
    """A treatment says in short what it helps and that it harms, before names, flags and tables."""
    page = reader.get("/treatment/quinine").text
    short = page.partition('class="short"')[2].partition("</section>")[0]
    assert "Supported" in short
    assert "4 harms on record, 3 of them serious" in short
    assert page.index('class="short"') < page.index("Also called") < page.index('id="harms"')
    told = reader.get("/condition/exercise-cramp").text.partition('class="short"')[2]
    assert "red flags" in told.partition("</section>")[0]


def test_every_check_is_reported(reader):
    """The page about the data names each check that the snapshot passed."""
    page = reader.get("/data").text.partition("How it was checked")[2]
    for path in (*QUERIES.glob("checks/*.rq"), *ONTOLOGY.glob("shapes/*.ttl")):
        assert f"<li>{capital(path.stem.replace('-', ' '))}</li>" in page, path
