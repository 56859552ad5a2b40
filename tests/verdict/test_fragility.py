"""How easily a verdict would change."""

from __future__ import annotations

from musclegraph.verdict.case import Case
from musclegraph.verdict.engine import judge
from musclegraph.verdict.fragility import find_fragility

from .build import (
    AGAINST,
    CASE_SERIES,
    CAUSE,
    COHORT,
    FOR,
    NEUTRAL,
    REVIEW,
    TREATMENT,
    TRIAL,
    evidence,
    told,
)


def fragility(rules, about, *studies):
    """How fragile the verdict on these studies is."""
    case = Case.open(about, evidence(*studies), rules)
    return find_fragility(case, judge(case))


def cohorts(*names):
    """That many cohorts on the side of the claim."""
    return [told(name, COHORT, FOR) for name in names]


def test_a_verdict_can_rest_on_one_study(rules):
    """Its loss leaves nothing."""
    result = fragility(rules, CAUSE, *cohorts("Opar 2012"))

    assert result.sentence == "Rests on one study: Opar 2012."
    assert result.critical_studies == ("study:Opar 2012",)


def test_a_weak_second_study_does_not_carry_it(rules):
    """Without the trial, a case series would be too little."""
    result = fragility(rules, TREATMENT, told("trial", TRIAL, FOR), told("s", CASE_SERIES, FOR))

    assert result.sentence == "Rests on one study: trial."


def test_two_equal_studies_have_to_be_lost_together(rules):
    """One is enough to carry it."""
    result = fragility(rules, CAUSE, *cohorts("one", "two"))

    assert result.sentence == "It would take the loss of two studies to change it: one and two."
    assert (result.votes, result.sets) == (2, (("study:one", "study:two"),))


def test_four_equal_studies_are_robust(rules):
    """We look no further than three."""
    result = fragility(rules, CAUSE, *cohorts("a", "b", "c", "d"))

    assert result.sentence == "No loss of up to three studies would change it."
    assert result.sets == ()


def test_a_conflict_can_hang_on_one_study(rules):
    """Without it the other side has won."""
    against = [told(name, COHORT, AGAINST) for name in ("a", "b")]
    result = fragility(rules, CAUSE, *against, *cohorts("one"))

    assert result.sentence == "The loss of one study would settle it: one."


def test_two_studies_can_each_be_the_one_it_hangs_on(rules):
    """A benefit on two studies that faces a null result needs both."""
    null = told("null", TRIAL, NEUTRAL).with_finding(is_null=True)
    benefits = [told(name, TRIAL, FOR) for name in ("one", "two")]
    result = fragility(rules, TREATMENT, *benefits, null)

    assert result.sentence == "The loss of any one of these studies would change it: one or two."


def test_reports_of_the_same_data_are_lost_together(rules):
    """A press release does not make a study robust."""
    article, release = cohorts("article", "release")
    release = release.with_study(shares_data_with=frozenset({"study:article"}))

    assert fragility(rules, CAUSE, article, release).votes == 1


def test_a_superseded_version_is_lost_with_the_newer(rules):
    """It does not come back to carry the verdict."""
    old = told("old", REVIEW, FOR).with_publication(superseded_by="publication:new")

    assert fragility(rules, TREATMENT, old, told("new", REVIEW, FOR)).votes == 1


def test_a_study_that_was_set_aside_stays_away(rules):
    """Fragility is that of the verdict asked for."""
    case = Case.open(CAUSE, evidence(*cohorts("one", "two")), rules, without={"study:two"})

    assert find_fragility(case, judge(case)).sentence == "Rests on one study: one."


def test_only_neutral_evidence_is_not_settled_by_its_loss(rules):
    """Losing it leaves even less."""
    assert fragility(rules, CAUSE, told("one", COHORT, NEUTRAL)).sentence == (
        "Rests on one study: one."
    )


def test_nothing_can_be_lost_where_there_is_nothing(rules):
    """Not assessed."""
    assert fragility(rules, CAUSE).sentence == "There is no study to lose."
