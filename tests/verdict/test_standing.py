"""R1: what is left out, what links, and what counts when."""

from __future__ import annotations

from datetime import date

import pytest

from musclegraph.core.terms import PublicationType, Status
from musclegraph.verdict.dates import last_day

from .build import AGAINST, CAUSE, COHORT, FOR, REVIEW, TREATMENT, TRIAL, answer, found, told

STUDY = told("one", COHORT, FOR)


@pytest.mark.parametrize("status", [Status.RETRACTED, Status.WITHDRAWN])
def test_what_was_taken_back_counts_for_nothing(rules, status):
    """A retracted or withdrawn publication leaves its study without weight."""
    assert answer(CAUSE, rules, STUDY.with_publication(status=status)) == "not-assessed"


def test_what_is_left_out_is_said(rules):
    """It stays visible with the reason."""
    result = found(CAUSE, rules, STUDY.with_publication(status=Status.RETRACTED))

    assert [(rule.phrase, rule.about) for rule in result.fired] == [("r1.retracted", "study:one")]


@pytest.mark.parametrize("status", [Status.CORRECTED, Status.CURRENT])
def test_a_corrected_publication_counts(rules, status):
    """A correction takes nothing away."""
    assert answer(CAUSE, rules, STUDY.with_publication(status=status)) == "supported low"


def test_one_retracted_report_takes_the_study_out(rules):
    """A preprint does not rescue a study whose article was retracted."""
    both = STUDY.with_study(reported_in=frozenset({"publication:one", "publication:preprint"}))
    other = told("preprint", COHORT).with_publication(publication_type=PublicationType.PREPRINT)

    retracted = both.with_publication(status=Status.RETRACTED)
    assert answer(CAUSE, rules, retracted, other) == "not-assessed"


def test_one_withdrawn_report_leaves_the_others(rules):
    """A preprint that was withdrawn when the article came out takes nothing with it."""
    both = STUDY.with_study(reported_in=frozenset({"publication:one", "publication:preprint"}))
    other = told("preprint", COHORT).with_publication(status=Status.WITHDRAWN)

    assert answer(CAUSE, rules, both, other) == "supported low"


OLD = told("old", REVIEW, FOR).with_publication(superseded_by="publication:new", issued="2012")
NEW = told("new", REVIEW, AGAINST).with_publication(issued="2020").with_finding(is_null=False)


def test_a_newer_version_takes_the_place_of_an_older(rules):
    """Only the newer counts."""
    assert found(TREATMENT, rules, OLD, NEW).rests_on == ("study:new",)


def test_a_version_is_superseded_only_by_one_that_counts(rules):
    """Retract the newer version, or ask for a day before it, and the older counts."""
    retracted = NEW.with_publication(status=Status.RETRACTED)

    assert found(TREATMENT, rules, OLD, retracted).rests_on == ("study:old",)
    assert found(TREATMENT, rules, OLD, NEW, as_of=date(2015, 1, 1)).rests_on == ("study:old",)


def test_the_newest_of_three_versions_supersedes_the_first(rules):
    """A version that is itself superseded passes it on."""
    newest = told("newest", REVIEW, FOR)
    middle = NEW.with_publication(superseded_by="publication:newest")

    assert found(TREATMENT, rules, OLD, middle, newest).rests_on == ("study:newest",)


def test_versions_that_supersede_each_other_do_not_hang_the_engine(rules):
    """A mistake of the curator ends in two versions left out."""
    loop = NEW.with_publication(superseded_by="publication:old")

    assert answer(TREATMENT, rules, OLD, loop) == "not-assessed"


def test_a_retracted_study_links_nothing(rules):
    """Two trials that share data only with a retracted one are two."""
    link = frozenset({"study:bridge"})
    one = told("one", TRIAL, FOR).with_study(shares_data_with=link)
    two = told("two", TRIAL, FOR).with_study(shares_data_with=link)
    bridge = told("bridge", TRIAL)

    assert answer(TREATMENT, rules, one, two, bridge) == "supported moderate"
    retracted = bridge.with_publication(status=Status.RETRACTED)
    assert answer(TREATMENT, rules, one, two, retracted) == "supported high"


def test_a_review_with_a_retracted_trial_gains_a_concern(rules):
    """One, however many of its trials were retracted."""
    trials = [
        told(name, TRIAL).with_publication(status=Status.RETRACTED) for name in ("one", "two")
    ]
    review = told("review", REVIEW, FOR).with_study(
        trial_count=9, includes=frozenset(trial.study.iri for trial in trials)
    )

    assert answer(TREATMENT, rules, review) == "supported high"
    assert answer(TREATMENT, rules, review, *trials) == "supported moderate"


@pytest.mark.parametrize(
    ("issued", "counts_from"),
    [
        ("2011", date(2011, 12, 31)),
        ("2012-02", date(2012, 2, 29)),
        ("2011-06-03", date(2011, 6, 3)),
        ("", None),
        ("June 2011", None),
        ("2011-13", None),
    ],
)
def test_a_publication_counts_from_the_last_day_it_states(issued, counts_from):
    """A year counts from its end; what is no date counts from no day."""
    assert last_day(issued) == counts_from


@pytest.mark.parametrize(("day", "expected"), [(30, "supported low"), (29, "not-assessed")])
def test_a_verdict_can_be_asked_for_any_day(rules, day, expected):
    """A publication of June 2011 is known on the 30th and not before."""
    june = STUDY.with_publication(issued="2011-06")

    assert answer(CAUSE, rules, june, as_of=date(2011, 6, day)) == expected


def test_an_undated_publication_counts_only_for_today_and_says_so(rules):
    """Asked for today it counts with a note; asked for a day it is left out with a reason."""
    undated = STUDY.with_publication(issued="")

    today = found(CAUSE, rules, undated)
    then = found(CAUSE, rules, undated, as_of=date(2030, 1, 1))

    assert (today.result.slug, then.result.slug) == ("supported", "not-assessed")
    assert "r1.undatedToday" in {rule.phrase for rule in today.fired}
    assert "r1.undated" in {rule.phrase for rule in then.fired}


def test_a_study_can_be_set_aside(rules):
    """As if it did not exist."""
    assert answer(CAUSE, rules, STUDY, without={"study:one"}) == "not-assessed"
