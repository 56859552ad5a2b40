"""What the sources say, and which claims are myths."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from musclegraph.core.model import CompetingInterest, Source, Statement, Verdict
from musclegraph.core.terms import InterestKind, Layer, Position, Result, SourcesSay, StudiesSay
from musclegraph.verdict.positions import find_myth, find_positions

from .build import TREATMENT

CLAIM = replace(TREATMENT, subject="treatment:drip", popular_belief=True)
SOURCES = {
    "source:a": Source(iri="source:a", label="Alpha", agents=frozenset({"agent:a"})),
    "source:b": Source(iri="source:b", label="Beta", agents=frozenset({"agent:b"})),
    "source:c": Source(iri="source:c", label="Gamma", layer=Layer.BEYOND),
}
SELLS = CompetingInterest(
    iri="interest:a",
    holder="agent:a",
    interest_kind=InterestKind.SELLS_TREATMENT,
    interest_in=frozenset({"treatment:drip"}),
)
SAYS, DENIES, HEDGES = Position.ASSERTS, Position.DENIES, Position.HEDGES


def says(source, position, day=1, **more):
    """A statement of a day in January."""
    iri = f"statement:{source}-{position}-{day}"
    return Statement(
        iri=iri,
        source=f"source:{source}",
        claim="claim:c",
        position=position,
        stated_on=date(2017, 1, day),
        **more,
    )


def positions(rules, *statements, **asked):
    """What the sources say, the first of them selling the treatment."""
    return find_positions(CLAIM, statements, SOURCES, [SELLS], rules, **asked)


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ((), SourcesSay.SILENT),
        ((says("a", SAYS), says("b", SAYS)), SourcesSay.ALL_ASSERT),
        ((says("a", DENIES),), SourcesSay.ALL_DENY),
        ((says("a", SAYS), says("b", DENIES)), SourcesSay.DISAGREE),
        ((says("a", SAYS), says("b", HEDGES)), SourcesSay.HEDGE),
        ((says("a", HEDGES),), SourcesSay.HEDGE),
    ],
)
def test_positions_add_up(rules, statements, expected):
    """All assert, all deny, disagree, hedge, silent."""
    assert positions(rules, *statements).together is expected


def test_the_latest_statement_of_a_source_counts(rules):
    """Who changes his mind has changed it."""
    assert positions(rules, says("a", SAYS, 1), says("a", DENIES, 2)).together == "allDeny"


def test_an_undated_statement_counts_only_where_there_is_no_other(rules):
    """It cannot be the latest."""
    undated = replace(says("a", HEDGES), stated_on=None)

    assert positions(rules, undated).together == "hedge"
    assert positions(rules, undated, says("a", SAYS)).together == "allAssert"


@pytest.mark.parametrize("other", [SAYS, HEDGES])
def test_a_source_that_says_two_things_at_once_hedges(rules, other):
    """A footnote that softens what the text denies."""
    assert positions(rules, says("a", DENIES), says("a", other)).together == "hedge"


def test_sources_beyond_the_articles_count_in_the_view_of_all(rules):
    """And only there."""
    statements = (says("a", DENIES), says("c", HEDGES))

    assert positions(rules, *statements).together == "hedge"
    assert positions(rules, *statements, layer="articles").together == "allDeny"


def test_interest_and_missing_citation_are_said(rules):
    """Never a green tick."""
    result = positions(rules, says("a", SAYS))

    assert result.sentence == (
        "Asserted by one source (Alpha), which sells the treatment, without a citation."
    )
    assert result.rests_on_interest_alone


def test_one_seller_among_several_is_named(rules):
    """With a citation there is nothing to add about citations."""
    cited = says("b", SAYS, cites=frozenset({"publication:x"}))

    assert positions(rules, says("a", SAYS), cited).sentence == (
        "Asserted by two sources (Alpha and Beta), of which one sells the treatment (Alpha)."
    )


def test_disagreement_names_the_sides(rules):
    """Both, attributed."""
    assert positions(rules, says("a", SAYS), says("b", DENIES)).sentence == (
        "Sources disagree: asserted by Alpha, denied by Beta."
    )


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (Result.CONTRADICTED, StudiesSay.REFUTED_BY_STUDIES),
        (Result.SUPPORTED, StudiesSay.STUDIES_SUPPORT),
        (Result.CONFLICTING, StudiesSay.STUDIES_CONFLICT),
        (Result.INSUFFICIENT, StudiesSay.STUDIES_INSUFFICIENT),
        (Result.NOT_ASSESSED, StudiesSay.STUDIES_INSUFFICIENT),
        (Result.NOT_APPLICABLE, StudiesSay.STUDIES_INSUFFICIENT),
    ],
)
def test_a_myth_is_a_popular_belief_that_a_source_denies(rules, result, expected):
    """What the studies make of it is told apart."""
    found = Verdict(claim="claim:c", layer="all", result=result)
    myth = find_myth(CLAIM, positions(rules, says("a", DENIES)), found)

    assert myth is not None
    assert myth.studies_say is expected


def test_what_nobody_believes_or_nobody_denies_is_no_myth(rules):
    """Both are needed."""
    found = Verdict(claim="claim:c", layer="all", result=Result.CONTRADICTED)
    rare = replace(CLAIM, popular_belief=False)

    assert find_myth(CLAIM, positions(rules, says("a", SAYS)), found) is None
    assert find_myth(rare, positions(rules, says("a", DENIES)), found) is None
