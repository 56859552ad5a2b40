"""
The verdicts that a reader of the two articles and of the wider evidence has to see.

Each is built by hand from what the studies report; the curated graph has to give the same.
"""

from __future__ import annotations

from musclegraph.core.terms import (
    Concern,
    Design,
    Directness,
    EvidenceRole,
    InterestKind,
    Layer,
    PublicationType,
    Question,
    ReadFrom,
)

from .build import (
    AGAINST,
    CAUSE,
    COHORT,
    FOR,
    NEUTRAL,
    PROGNOSIS,
    REVIEW,
    TREATMENT,
    answer,
    claim,
    found,
    told,
)

BEYOND = {"layer": Layer.BEYOND, "read_from": ReadFrom.ABSTRACT}
BIASED, VAGUE = frozenset({Concern.RISK_OF_BIAS}), frozenset({Concern.IMPRECISION})
INDIRECT = Directness.INDIRECT

IRONMAN = told("Schwellnus 2011", COHORT, AGAINST, read_from=ReadFrom.SECONDARY_REPORT)
REMARK = told(
    "Minetto 2013",
    Design.NARRATIVE_REVIEW,
    AGAINST,
    evidence_role=EvidenceRole.BACKGROUND_REMARK,
)
RUNNERS = told("Schwellnus 2004", COHORT, AGAINST, **BEYOND)
ULTRA = told("Hoffman 2015", COHORT, AGAINST, **BEYOND)
TENT = told("Johnson 2019", Design.RECORDS_COHORT, FOR, concerns=BIASED, **BEYOND)
TENT = TENT.with_publication(publication_type=PublicationType.CONFERENCE_ABSTRACT)
RELEASE = told("WSU 2024", Design.PRESS_RELEASE_REPORT, FOR, layer=Layer.BEYOND)
RELEASE = RELEASE.with_study(shares_data_with=frozenset({TENT.study.iri}))


def test_dehydration_is_contradicted_by_the_one_study_that_the_articles_cite(rules):
    """Articles: contradicted, low, one study; what a review says in passing weighs nothing."""
    result = found(CAUSE, rules, IRONMAN, REMARK, RUNNERS, ULTRA, TENT, RELEASE, layer="articles")

    assert (result.result.slug, result.certainty) == ("contradicted", "low")
    assert result.rests_on == (IRONMAN.study.iri,)


def test_dehydration_conflicts_on_all_evidence(rules):
    """All: cohorts against, race-tent records for, which are one dataset with its release."""
    assert answer(CAUSE, rules, IRONMAN, REMARK, RUNNERS, ULTRA, TENT, RELEASE) == "conflicting"


def test_electrolyte_loss_is_contradicted_on_all_evidence(rules):
    """All: sponsored comparisons weigh nothing, and what was drunk is not what was lost."""
    sweat = told("Stofan 2005", Design.CASE_CONTROL, FOR, concerns=VAGUE, **BEYOND)
    drink = told(
        "Lau 2019", Design.RANDOMISED_CROSSOVER, FOR, directness=INDIRECT, concerns=VAGUE, **BEYOND
    )
    tent = TENT.with_line(direction=AGAINST)
    studies = (IRONMAN, RUNNERS, ULTRA, tent, sweat.with_interest(InterestKind.EMPLOYMENT), drink)

    assert answer(CAUSE, rules, *studies) == "contradicted low"


def test_protective_spasm_leans_to_contradicted(rules):
    """Articles: one cohort after whiplash, indirect for injury in general."""
    whiplash = told(
        "Nederhand 2006",
        COHORT,
        AGAINST,
        directness=INDIRECT,
        read_from=ReadFrom.SECONDARY_REPORT,
    )

    assert answer(CAUSE, rules, whiplash) == "insufficient contradicted"


MILLER = told(
    "Miller 2010",
    Design.RANDOMISED_CROSSOVER,
    FOR,
    directness=INDIRECT,
    concerns=VAGUE,
    **BEYOND,
)
GEORGIEVA = told("Georgieva 2021", Design.RANDOMISED_CROSSOVER, NEUTRAL, directness=INDIRECT)
GEORGIEVA = (
    GEORGIEVA.with_line(layer=Layer.BEYOND)
    .with_publication(publication_type=PublicationType.PREPRINT)
    .with_finding(is_null=True)
)


def test_pickle_juice_is_not_assessed_in_the_articles(rules):
    """Articles: a critic's aside, no study."""
    assert answer(TREATMENT, rules, MILLER, GEORGIEVA, layer="articles") == "not-assessed"


def test_pickle_juice_conflicts_on_all_evidence(rules):
    """All: one small benefit faces a null result of about the same level."""
    assert answer(TREATMENT, rules, MILLER, GEORGIEVA) == "conflicting"


def test_odd_contractions_are_usually_harmless(rules):
    """All: a review and three follow-ups of benign fasciculation, which is not all contractions."""
    review = told("Mattiuzzi 2024", Design.SYSTEMATIC_REVIEW_OF_COHORTS, FOR, **BEYOND)
    review = review.with_study(trial_count=3).with_line(directness=INDIRECT, concerns=VAGUE)
    mayo = told("Blexrud 1993", Design.RETROSPECTIVE_FOLLOW_UP, FOR, layer=Layer.BEYOND)
    mayo = mayo.with_line(directness=INDIRECT, read_from=ReadFrom.SECONDARY_REPORT)

    assert answer(PROGNOSIS, rules, review, mayo) == "supported low"
    assert answer(PROGNOSIS, rules, review, mayo, layer="articles") == "not-assessed"


def test_magnesium_is_contradicted_for_older_adults(rules):
    """All: the interval rules out a quarter fewer cramps."""
    review = told("Garrison 2020", REVIEW, AGAINST, **BEYOND).with_study(trial_count=11)
    review = review.with_finding(
        is_null=True,
        effect_measure="mean difference",
        ci_low="-23.14",
        ci_high="3.97",
        lower_is_better=True,
        worthwhile_difference="25",
        worthwhile_difference_basis="a quarter fewer cramps",
    )

    assert answer(TREATMENT, rules, review) == "contradicted moderate"


def test_quinine_is_supported(rules):
    """All: a review of 23 trials, many of them unpublished; the harm stands beside it."""
    review = told("El-Tawil 2015", REVIEW, FOR, concerns=BIASED, **BEYOND)

    assert answer(TREATMENT, rules, review.with_study(trial_count=23)) == "supported moderate"


def test_a_word_gets_no_verdict(rules):
    """What fasciculation means is no question for a study."""
    naming = claim(Question.DEFINITION)

    assert answer(naming, rules, told("any", COHORT, FOR)) == "not-applicable"
