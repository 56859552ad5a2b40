"""From a store to an assessment."""

from __future__ import annotations

from datetime import date

import pytest

from musclegraph.core.errors import DataError
from musclegraph.core.files import ONTOLOGY
from musclegraph.core.terms import Certainty, Result, StudiesSay
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.verdict.assess import assess, find_harms
from musclegraph.verdict.evidence import load_knowledge

NS = "https://w3id.org/musclegraph"
RULES = [ONTOLOGY / f"{name}.ttl" for name in ("verdict-rules", "study-designs", "predicates")]
DATA = """
@prefix mg: <https://w3id.org/musclegraph/ns#> .
@prefix : <https://w3id.org/musclegraph/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:claim a mg:Claim ; skos:prefLabel "Quinine relieves cramp"@en ; mg:predicate mg:relieves ;
  mg:subject :quinine ; mg:object :cramp ; mg:popularBelief true .
:study a mg:Study ; rdfs:label "El-Tawil 2015: quinine"@en ; mg:design mg:randomisedTrial ;
  mg:sampleSize 1586 ; mg:reportedIn :paper .
:paper a mg:Publication ; dcterms:title "Quinine"@en ; mg:publicationType mg:journalArticle ;
  mg:status mg:current ; mg:year 2015 .
:line a mg:EvidenceLine ; mg:claim :claim ; mg:study :study ; mg:direction mg:supports ;
  mg:directness mg:direct ; mg:readFrom mg:abstract ; mg:evidenceRole mg:ownFinding ;
  mg:concern mg:riskOfBias ; mg:finding :finding ; mg:layer mg:beyond .
:finding a mg:Finding ; rdfs:label "fewer cramps"@en ; mg:isNull false .
:interest a mg:CompetingInterest ; rdfs:label "paid"@en ; mg:holder :study ;
  mg:interestKind mg:funding .
:harm a mg:Harm ; rdfs:label "blood"@en ; mg:treatment :quinine ; mg:severity mg:seriousHarm ;
  mg:gist "Deaths are on record."@en ; mg:reportedIn :warning .
:warning a mg:Publication ; dcterms:title "FDA"@en ; mg:publicationType mg:regulatoryNotice ;
  mg:status mg:current ; dcterms:issued "2010-07-08" .
:source a mg:Source ; dcterms:title "A page"@en ; dcterms:creator :writer ; mg:layer mg:articles .
:statement a mg:Statement ; mg:source :source ; mg:claim :claim ; mg:position mg:denies ;
  mg:statedOn "2017-07-11"^^xsd:date .
"""


def known(tmp_path, text=DATA):
    """The knowledge in a file beside the rules."""
    path = tmp_path / "data.ttl"
    path.write_text(text, encoding="utf-8")
    return load_knowledge(EmbeddedStore.from_files(path, *RULES))


@pytest.fixture
def knowledge(tmp_path):
    """A small graph with one of everything."""
    return known(tmp_path)


@pytest.fixture
def quinine(knowledge):
    """The one claim in it."""
    return knowledge.claims[f"{NS}/claim"]


def test_a_claim_is_assessed_from_the_graph(knowledge, quinine):
    """Design 4, a concern, the abstract, an interest: low."""
    result = assess(quinine, knowledge)

    assert (result.verdict.result, result.verdict.certainty) == (Result.SUPPORTED, Certainty.LOW)
    assert result.explanation.startswith("Studies support this; certainty low")
    assert "Serious harm on record: Deaths are on record." in result.explanation
    assert result.fragility.sentence == "Rests on one study: El-Tawil 2015."


def test_positions_and_myth_come_with_it(knowledge, quinine):
    """The second answer, beside the first."""
    result = assess(quinine, knowledge)

    assert result.positions.sentence == "Denied by one source (A page), without a citation."
    assert result.myth is not None
    assert result.myth.studies_say is StudiesSay.STUDIES_SUPPORT


def test_a_view_and_a_date_can_be_asked(knowledge, quinine):
    """The line lies beyond the articles; the paper counts from the end of 2015."""
    assert assess(quinine, knowledge, "articles").verdict.result is Result.NOT_ASSESSED
    before = assess(quinine, knowledge, as_of=date(2015, 12, 30)).verdict
    assert before.result is Result.NOT_ASSESSED


def test_a_harm_is_known_from_the_day_of_its_report(knowledge, quinine):
    """And then always."""
    assert find_harms(quinine, knowledge, date(2010, 7, 7)) == ()
    assert [harm.label for harm in find_harms(quinine, knowledge)] == ["blood"]


def test_a_value_out_of_a_closed_set_is_refused(tmp_path):
    """With the node and what to do."""
    with pytest.raises(DataError, match="astrology") as error:
        known(tmp_path, DATA.replace("mg:randomisedTrial", "mg:astrology"))

    assert "ontology/shapes" in error.value.hint
