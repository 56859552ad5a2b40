"""The curated graph gives the verdicts that were worked out by hand in `test_golden.py`."""

from __future__ import annotations

import pytest

from musclegraph.core.files import ONTOLOGY
from musclegraph.core.names import iri
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.verdict.assess import assess
from musclegraph.verdict.evidence import load_knowledge


@pytest.fixture(scope="module")
def knowledge():
    """Everything that verdicts are made from, as curated."""
    files = (*ONTOLOGY.glob("*.ttl"), *ONTOLOGY.glob("claims/*.ttl"), *ONTOLOGY.rglob("*.trig"))
    return load_knowledge(EmbeddedStore.from_files(*sorted(files)))


@pytest.fixture
def ask(knowledge):
    """The assessment of a claim, named by its slug."""
    return lambda slug, layer: assess(knowledge.claims[iri("claim", slug)], knowledge, layer)


@pytest.mark.parametrize(
    ("slug", "layer", "expected"),
    [
        ("dehydration-causes-cramp", "articles", "contradicted low"),
        ("dehydration-causes-cramp", "all", "conflicting"),
        ("electrolyte-loss-causes-cramp", "all", "contradicted low"),
        ("injury-causes-protective-spasm", "articles", "insufficient contradicted"),
        ("pickle-juice-relieves-cramp", "articles", "not-assessed"),
        ("pickle-juice-relieves-cramp", "all", "conflicting"),
        ("contractions-usually-harmless", "articles", "not-assessed"),
        ("contractions-usually-harmless", "all", "supported low"),
        ("magnesium-prevents-cramp-older-adults", "all", "contradicted moderate"),
        ("quinine-reduces-cramp", "all", "supported moderate"),
        ("spasm-differs-from-twitch", "all", "not-applicable"),
    ],
)
def test_verdict_of_the_curated_graph(ask, slug, layer, expected):
    """What must come out, from the data as it stands."""
    found = ask(slug, layer).verdict
    more = found.leaning or found.certainty

    assert " ".join(filter(None, [found.result.slug, more.words if more else ""])) == expected


def test_dehydration_rests_on_one_study_in_the_articles(ask):
    """And it is named."""
    assert ask("dehydration-causes-cramp", "articles").fragility.sentence == (
        "Rests on one study: Schwellnus 2011."
    )


def test_quinine_is_never_told_without_its_harm(ask):
    """Serious harm first."""
    assert "Serious harm on record" in ask("quinine-reduces-cramp", "all").explanation


def test_a_seller_without_a_citation_is_called_that(ask):
    """The clinic on the drip that it sells."""
    assert ask("iv-therapy-treats-spasm", "articles").positions.sentence == (
        "Asserted by one source (Relatyv), which sells the treatment, without a citation."
    )


def test_every_claim_can_be_assessed_and_explained(knowledge):
    """In both layers; every sentence is filled in."""
    for claim in knowledge.claims.values():
        for layer in ("articles", "all"):
            result = assess(claim, knowledge, layer)
            text = " ".join((result.explanation, *result.reasons, result.positions.sentence))
            assert "{" not in text
            assert result.explanation.endswith(".")
