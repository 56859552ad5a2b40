"""R7: one vote for each independent study and side."""

from __future__ import annotations

from musclegraph.core.terms import Concern, Design, Directness

from .build import (
    AGAINST,
    CAUSE,
    COHORT,
    FOR,
    NEUTRAL,
    REVIEW,
    TREATMENT,
    TRIAL,
    answer,
    found,
    told,
)

ONE, TWO = told("one", TRIAL, FOR), told("two", TRIAL, FOR)
OPPOSING = told("one", TRIAL, AGAINST).with_finding(is_null=False)


def phrases(rules, about, *studies):
    """The phrases of the rules that fired."""
    return {rule.phrase for rule in found(about, rules, *studies).fired}


def test_two_independent_trials_are_two(rules):
    """Together they can be of high certainty."""
    assert answer(TREATMENT, rules, ONE, TWO) == "supported high"


def test_studies_that_share_data_are_one(rules):
    """Whichever of them says so."""
    shared = TWO.with_study(shares_data_with=frozenset({"study:one"}))

    assert answer(TREATMENT, rules, ONE, shared) == "supported moderate"
    assert "r7.sameData" in phrases(rules, TREATMENT, ONE, shared)


def test_studies_in_one_publication_are_one(rules):
    """Two accounts in the same article."""
    same = TWO.with_study(reported_in=frozenset({"publication:one"}))

    assert answer(TREATMENT, rules, ONE, same) == "supported moderate"


def test_links_count_whether_or_not_a_line_uses_them(rules):
    """A study without a line on the claim still ties two others together."""
    tie = frozenset({"study:bridge"})
    studies = [study.with_study(shares_data_with=tie) for study in (ONE, TWO)]

    assert answer(TREATMENT, rules, *studies, told("bridge", TRIAL)) == "supported moderate"


def test_a_conference_version_and_its_article_are_one(rules):
    """A version that was superseded still ties its press release to the article."""
    article = told("article", COHORT, FOR)
    abstract = told("abstract", COHORT, FOR).with_publication(superseded_by="publication:article")
    release = told("release", COHORT, FOR).with_study(
        shares_data_with=frozenset({"study:abstract"})
    )
    result = found(CAUSE, rules, article, abstract, release)

    assert len({line.group for line in result.weighed}) == 1


def holding(*trials, **facts):
    """A review, on the side of the claim, that includes these trials."""
    review = told("review", REVIEW, FOR, **facts)
    return review.with_study(includes=frozenset(trial.study.iri for trial in trials))


def test_a_review_absorbs_its_trials_on_the_same_side(rules):
    """They are not counted again."""
    result = found(TREATMENT, rules, holding(ONE, TWO), ONE, TWO)

    assert result.rests_on == ("study:review",)
    assert {rule.phrase for rule in result.fired} >= {"r7.withinReview"}


def test_a_review_keeps_the_number_of_its_trials(rules):
    """Known by number or by name, they count as several."""
    assert answer(TREATMENT, rules, holding(ONE, TWO), told("one", TRIAL), told("two", TRIAL)) == (
        "supported high"
    )
    assert answer(TREATMENT, rules, told("r", REVIEW, FOR).with_study(trial_count=2)) == (
        "supported high"
    )
    assert answer(TREATMENT, rules, told("r", REVIEW, FOR)) == "supported moderate"


def test_a_report_lends_no_trials_to_the_other_side(rules):
    """A review that shares a trial's data and speaks for the claim adds no leg against it."""
    review = told("review", Design.NARRATIVE_REVIEW, FOR).with_study(
        trial_count=11, shares_data_with=frozenset({"study:one"})
    )

    assert answer(TREATMENT, rules, OPPOSING, review) == "contradicted moderate"


def test_a_review_and_its_only_trial_are_one_study(rules):
    """A review of one trial adds no second leg."""
    assert answer(TREATMENT, rules, holding(ONE), ONE) == "supported moderate"


def test_two_reviews_of_the_same_trial_are_one_study(rules):
    """Overlap is not independence."""
    other = told("other", REVIEW, FOR).with_study(includes=frozenset({"study:one"}))

    assert answer(TREATMENT, rules, holding(ONE), other, told("one", TRIAL)) == "supported moderate"


def test_a_review_absorbs_an_opposing_trial_that_does_not_outrank_it(rules):
    """The review has weighed it already."""
    review = holding(OPPOSING).with_study(trial_count=5)

    assert answer(TREATMENT, rules, review, OPPOSING) == "supported high"
    assert "r7.overruled" in phrases(rules, TREATMENT, review, OPPOSING)


def test_an_opposing_trial_that_outranks_its_review_stands(rules):
    """A weak review does not silence a strong trial."""
    review = holding(OPPOSING, concerns=frozenset({Concern.RISK_OF_BIAS}))

    assert answer(TREATMENT, rules, review, OPPOSING) == "conflicting"


def test_a_review_absorbs_through_a_review_that_it_includes(rules):
    """An overview holds the trials of its reviews."""
    inner = told("inner", REVIEW).with_study(includes=frozenset({"study:one"}))
    overview = holding(inner).with_study(trial_count=5)

    assert answer(TREATMENT, rules, overview, inner, OPPOSING) == "supported high"


def test_a_weak_review_does_not_lower_a_strong_trial(rules):
    """A vote is as high as its best line."""
    weak = holding(ONE, concerns=frozenset({Concern.RISK_OF_BIAS, Concern.INCONSISTENCY}))

    assert answer(TREATMENT, rules, weak, ONE) == answer(TREATMENT, rules, ONE)


def test_a_direct_line_counts_beside_a_better_indirect_one(rules):
    """A strong indirect line of the same study does not hide that it also has a direct one."""
    direct = told("one", Design.CASE_SERIES, FOR)
    indirect = told("same", TRIAL, FOR, directness=Directness.INDIRECT)
    indirect = indirect.with_study(shares_data_with=frozenset({"study:one"}))
    against = told("two", TRIAL, AGAINST, directness=Directness.INDIRECT)
    result = answer(TREATMENT, rules, direct, indirect, against.with_finding(is_null=False))

    assert result == "supported moderate"


def test_a_null_trial_in_a_supporting_review_does_not_face_it(rules):
    """It is not another study."""
    null = told("one", TRIAL, NEUTRAL).with_finding(is_null=True)

    assert answer(TREATMENT, rules, holding(null), null) == "supported moderate"
