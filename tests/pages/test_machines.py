"""What machines read of the pages: schema.org, reference managers, sitemap; and hostile labels."""

import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import extruct
import pytest
from fastapi.testclient import TestClient

from musclegraph.api.app import create_app
from musclegraph.core.settings import Settings
from musclegraph.store.embedded import EmbeddedStore

from .conftest import BROWSER

HOSTILE = '</script><script>alert(1)</script><img src=x onerror=alert(2)>" onmouseover=x {{7*7}}'


TYPED = (
    "/claim/electrolyte-loss-causes-cramp", "/claim/lactic-acid-causes-fatigue",
    "/condition/exercise-cramp", "/symptom/muscle-cramp", "/cause/dehydration",
    "/treatment/quinine", "/body-part/back-muscles", "/mechanism/muscle-contraction",
    "/diagnostic-method/physical-examination", "/publication/pmid-21148567",
)  # fmt: skip


def _said(page):
    return json.loads(re.search(r'application/ld\+json">(.*?)</script>', page.text)[1])


class _Handlers(HTMLParser):
    """Collects attributes that would run a script."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [(tag, name) for name, _ in attrs if name.startswith("on")]

    @classmethod
    def of(cls, text):
        parser = cls()
        parser.feed(text)
        return parser.found


def test_claims_say_their_rating_to_machines(reader):
    """A verdict that studies decide is a ClaimReview with it, another claim is not rated."""
    review = _said(reader.get("/claim/electrolyte-loss-causes-cramp"))
    assert review["@type"] == "ClaimReview"
    assert review["reviewRating"]["alternateName"] == "Contradicted by studies (certainty low)"
    assert "ratingValue" not in review["reviewRating"]
    assert "Harm on record" in _said(reader.get("/claim/quinine-reduces-cramp"))["reviewBody"]
    assert _said(reader.get("/claim/lactic-acid-causes-fatigue"))["@type"] == "Claim"
    assert _said(reader.get("/condition/exercise-cramp"))["@type"] == "MedicalCondition"


def test_structured_data_is_of_schema_org(reader, compiled):
    """Crawlers find one thing a page; schema-dts has its type, and sees a fault put in by hand."""
    found = []
    for path in TYPED:
        said = extruct.extract(reader.get(path).text, syntaxes=["json-ld", "opengraph"])
        assert len(said["json-ld"]) == 1, path
        assert {"og:title", "og:description"} <= dict(said["opengraph"][0]["properties"]).keys()
        assert said["json-ld"][0].pop("@context") == "https://schema.org"
        found += said["json-ld"]
    told = compiled([*found, {**found[-1], "ratingOfStars": 5}])
    errors = [line for line in told.splitlines() if "error" in line]
    assert len(errors) == 1, told
    assert "ratingOfStars" in told


def test_reference_managers_find_the_record(reader):
    """A publication's page has the elements that reference managers read."""
    page = reader.get("/publication/pmid-21148567").text
    found = dict(re.findall(r'<meta name="(citation_\w+)" content="([^"]*)"', page))
    assert found["citation_pmid"] == "21148567"
    assert found["citation_doi"] == "10.1136/bjsm.2010.078535"
    assert found["citation_publication_date"] == "2011"
    assert 'property="og:title"' in page
    assert _said(reader.get("/publication/pmid-21148567"))["@type"] == "ScholarlyArticle"


def test_sitemap_lists_pages_that_answer(reader):
    """The sitemap parses; robots.txt names it; a sample of its addresses answers."""
    site = ET.fromstring(reader.get("/sitemap.xml").text)
    found = [one.text for one in site.iter() if one.tag.endswith("loc")]
    assert len(found) > 300
    assert "/sitemap.xml" in reader.get("/robots.txt").text
    assert {reader.get(address).status_code for address in found[::40]} == {200}


@pytest.fixture(scope="module")
def hostile(snapshot):
    """A client over the curated graph with markup put into labels, definitions and gists."""
    from pyoxigraph import Literal, NamedNode, Quad, Store

    engine = Store()
    engine.bulk_extend(quad for quad in snapshot.store.engine)
    names = ("http://www.w3.org/2000/01/rdf-schema#label", "https://w3id.org/musclegraph/ns#gist")
    for quad in list(engine):
        literal = quad.object
        if quad.predicate.value in names and isinstance(literal, Literal):
            engine.remove(quad)
            marked = Literal(literal.value + HOSTILE, language=literal.language)
            engine.add(Quad(quad.subject, NamedNode(quad.predicate.value), marked, quad.graph_name))
    store = EmbeddedStore(engine, "hostile")
    app = create_app(snapshot._replace(store=store), Settings(workers=1))
    with TestClient(app, headers={"Accept": BROWSER}) as client:
        yield client


@pytest.mark.parametrize(
    "path",
    ["/claim/quinine-reduces-cramp", "/condition/exercise-cramp", "/treatment/quinine", "/myths",
     "/publication/pmid-21148567", "/study/schwellnus-2011", "/source/relatyv-spasm-twitch",
     "/questions/evidence-for-claim", "/compare", "/passage/ps-7070-7095", "/ns"],
)  # fmt: skip
def test_markup_in_labels_stays_text(hostile, path):
    """Labels with markup are shown as they are and never become elements or attributes."""
    page = hostile.get(path)
    assert page.status_code == 200
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in page.text
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert not _Handlers.of(page.text)
    assert "onmouseover=x 49" not in page.text
    for data in re.findall(r'type="application/(?:ld\+)?json"[^>]*>(.*?)</script>', page.text):
        json.loads(data)


def test_passages_are_quoted_only_from_the_curated_text(snapshot, tmp_path):
    """With a text at hand that is not the curated one, pages quote nothing of it."""
    (tmp_path / "painscience-cramps-spasms.txt").write_text("x" * 30_000)
    app = create_app(snapshot, Settings(workers=1, texts=tmp_path))
    with TestClient(app, headers={"Accept": BROWSER}) as client:
        assert "<q>" not in client.get("/claim/dehydration-causes-cramp").text
