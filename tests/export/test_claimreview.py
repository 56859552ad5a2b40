"""ClaimReview: what fact checkers read says no more than the verdict, and harm is never lost."""

import json

import extruct
import pytest

from musclegraph.core.names import slug

FALSE_FRIENDS = ("true", "false", "fake", "debunked", "myth")


@pytest.fixture(scope="module")
def graph(export):
    """Everything, by slug of the claim."""
    made = json.loads(export("claimreview"))["@graph"]
    return {slug(one.get("itemReviewed", one)["@id"]): one for one in made}


@pytest.fixture(scope="module")
def results(snapshot):
    """What the verdict on all evidence is, by slug of the claim."""
    text = (
        "PREFIX mg: <https://w3id.org/musclegraph/ns#> SELECT ?c ?r ?s WHERE { ?v a mg:Verdict ;"
        " mg:layer mg:all ; mg:claim ?c ; mg:result ?r ."
        " OPTIONAL { ?c mg:hasHarm ?h . ?h mg:severity ?s } }"
    )
    found = {}
    for claim, result, severity in snapshot.store.select(text).rows:
        entry = found.setdefault(slug(claim.value), (slug(result.value), set()))
        entry[1].add(slug(severity.value) if severity else "")
    return found


SAID = {
    "supported": "Supported by studies",
    "contradicted": "Contradicted by studies",
    "conflicting": "Studies conflict",
    "insufficient": "Too little evidence to say",
}


def test_rating_says_what_the_verdict_says(graph, results):
    """Each claim once; the four answers in words of their own; no number that could mislead."""
    assert graph.keys() == results.keys()
    for claim, (result, _) in results.items():
        one = graph[claim]
        assert (one["@type"] == "ClaimReview") == (result in SAID), claim
        if one["@type"] == "ClaimReview":
            rating = one["reviewRating"]
            assert rating["alternateName"].startswith(SAID[result]), claim
            assert rating.keys() == {"@type", "alternateName", "ratingExplanation"}
            assert not set(rating["alternateName"].lower().split()) & set(FALSE_FRIENDS)


def test_harm_is_in_what_is_shown(graph, results):
    """Serious harm is in the few words of the rating, each harm in the body, and so the notice."""
    serious = [c for c, (_, severities) in results.items() if "seriousHarm" in severities]
    assert "quinine-reduces-cramp" in serious
    for claim in serious:
        if graph[claim]["@type"] == "ClaimReview":
            assert "serious harm on record" in graph[claim]["reviewRating"]["alternateName"]
    for one in graph.values():
        text = one.get("reviewBody", one.get("description"))
        assert "not medical advice" in text
        assert "curated selection" in text
    assert "38 reports" in graph["quinine-reduces-cramp"]["reviewBody"]


def test_unreviewed_claim_has_no_rating(graph):
    """What no study tests is a Claim, with what the sources say."""
    one = graph["anaesthesia-relaxes-muscle"]
    assert one["@type"] == "Claim"
    assert "Denied by one source" in one["description"]


def test_extruct_finds_it_in_a_page(export, graph):
    """As a crawler does; nothing in it can end the script element."""
    text = export("claimreview", "dehydration-causes-cramp")
    page = f'<html><body><script type="application/ld+json">{text}</script></body></html>'
    (found,) = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    assert found.pop("@context") == "https://schema.org"
    assert found == graph["dehydration-causes-cramp"]
    assert "<" not in text
    where = [one["publisher"]["name"] for one in found["itemReviewed"].get("appearance", [])]
    assert "PainScience.com" not in where  # it denies this


def test_schema_org_has_these_types(graph, compiled):
    """schema-dts under `tsc --strict`: all pass, and a fault put in by hand is found."""
    values = list(graph.values())
    wrong = {**graph["quinine-reduces-cramp"], "reviewRating": {"@type": "Rating", "stars": 5}}
    said = compiled([*values, wrong])
    lines = [line for line in said.splitlines() if "error" in line]
    assert len(lines) == 1, said
    assert "stars" in said
