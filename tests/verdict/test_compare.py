"""R9, R10 and the result: two sides to an answer."""

from __future__ import annotations

import pytest

from musclegraph.core.terms import Concern, Design, Directness

from .build import AGAINST, CAUSE, FOR, NEUTRAL, TREATMENT, TRIAL, answer, found, told

# Designs that start at each level, on a cause question.
AT = {
    4: Design.RANDOMISED_TRIAL,
    3: Design.SYSTEMATIC_REVIEW_OF_COHORTS,
    2: Design.PROSPECTIVE_COHORT,
    1: Design.CROSS_SECTIONAL,
}
INDIRECT = Directness.INDIRECT


def at(level, direction, name="", **line):
    """A study whose line counts at this level on a cause question, if it is direct."""
    return told(name or f"{direction}{level}", AT[level], direction, **line)


@pytest.mark.parametrize(
    ("supports", "disputes", "expected"),
    [
        (4, 4, "conflicting"),
        (4, 3, "conflicting"),
        (2, 1, "conflicting"),
        (1, 2, "conflicting"),
        (1, 1, "insufficient"),
        (4, 2, "supported moderate"),
        (3, 1, "supported low"),
        (1, 3, "contradicted low"),
        (1, 4, "contradicted moderate"),
    ],
)
def test_two_direct_sides_are_compared(rules, supports, disputes, expected):
    """Within one level they conflict; otherwise the higher wins, down one."""
    studies = (at(supports, FOR), at(disputes, AGAINST))

    assert answer(CAUSE, rules, *studies) == expected


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (4, "supported moderate"),
        (3, "supported moderate"),
        (2, "supported low"),
        (1, "insufficient supported"),
    ],
)
def test_one_side_alone_gives_its_level(rules, level, expected):
    """A single study reaches moderate at most; level 1 only leans."""
    assert answer(CAUSE, rules, at(level, FOR)) == expected


def test_level_nothing_opposes_nothing(rules):
    """A line worn down to 0 is no other side."""
    worn = at(1, AGAINST, concerns=frozenset({Concern.IMPRECISION}))

    assert answer(CAUSE, rules, at(2, FOR), worn) == "supported low"


def test_a_side_is_as_good_as_its_best_vote(rules):
    """Many weak studies do not add up."""
    weak = [at(1, AGAINST, name) for name in "abcdef"]

    assert answer(CAUSE, rules, at(3, FOR), *weak) == "supported low"


def test_direct_lines_win_against_indirect_ones(rules):
    """If only one side has direct lines it wins, at its best level."""
    against = at(4, AGAINST, directness=INDIRECT)

    assert answer(CAUSE, rules, at(1, FOR), against) == "insufficient supported"
    better = at(4, FOR, directness=INDIRECT)
    assert answer(CAUSE, rules, at(1, FOR), better, against) == "supported moderate"


def test_where_both_sides_are_direct_indirect_lines_stand_back(rules):
    """They are not compared."""
    indirect = at(4, AGAINST, directness=INDIRECT)

    assert answer(CAUSE, rules, at(3, FOR), at(1, AGAINST), indirect) == "supported low"


def test_indirect_lines_are_compared_where_no_side_has_direct_ones(rules):
    """With what indirectness takes from each."""
    sides = (at(3, FOR, directness=INDIRECT), at(2, AGAINST, directness=INDIRECT))

    assert answer(CAUSE, rules, *sides) == "conflicting"


def test_neutral_evidence_alone_is_insufficient(rules):
    """Without a leaning, which is not the same as no study."""
    assert answer(CAUSE, rules, at(3, NEUTRAL)) == "insufficient"
    assert answer(CAUSE, rules) == "not-assessed"
    assert answer(CAUSE, rules, told("one", Design.EDITORIAL, NEUTRAL)) == "not-assessed"


def test_a_verdict_on_one_study_is_moderate_at_most(rules):
    """R10: a very low study beside a high one is no second leg, a low one is."""
    assert answer(CAUSE, rules, at(4, FOR), at(1, FOR)) == "supported moderate"
    assert answer(CAUSE, rules, at(4, FOR), at(2, FOR)) == "supported high"


# On a treatment question a trial starts at 4, a comparison at 2, a series at 1.
SERIES, COMPARISON = Design.CASE_SERIES, Design.NON_RANDOMISED_COMPARISON


def null(design, name="null", **line):
    """A null result on a benefit, without an interval."""
    return told(name, design, NEUTRAL, **line).with_finding(is_null=True)


@pytest.mark.parametrize(
    ("benefit", "faced", "expected"),
    [
        (TRIAL, TRIAL, "conflicting"),
        (TRIAL, COMPARISON, "supported moderate"),
        (COMPARISON, SERIES, "conflicting"),
        (COMPARISON, TRIAL, "conflicting"),
        (SERIES, SERIES, "insufficient"),
        (SERIES, COMPARISON, "conflicting"),
    ],
)
def test_a_benefit_on_one_study_faces_a_null_result(rules, benefit, faced, expected):
    """Within one level below it, or higher, the studies conflict."""
    assert answer(TREATMENT, rules, told("one", benefit, FOR), null(faced)) == expected


def test_a_benefit_on_two_studies_faces_no_null_result(rules):
    """One failure to show it does not undo two."""
    benefits = [told(name, COMPARISON, FOR) for name in ("one", "two")]

    assert answer(TREATMENT, rules, *benefits, null(COMPARISON)) == "supported low"


def test_a_null_result_of_the_same_study_does_not_face_it(rules):
    """It has to be another study."""
    same = null(TRIAL).with_study(shares_data_with=frozenset({"study:one"}))

    assert answer(TREATMENT, rules, told("one", TRIAL, FOR), same) == "supported moderate"


def test_a_mixed_result_is_no_null_result(rules):
    """A neutral line whose finding is a difference opposes nothing."""
    mixed = null(TRIAL).with_finding(is_null=False)

    assert answer(TREATMENT, rules, told("one", TRIAL, FOR), mixed) == "supported moderate"


def test_an_indirect_null_result_does_not_face_a_direct_benefit(rules):
    """As with opposing lines."""
    indirect = null(TRIAL, directness=INDIRECT)

    assert answer(TREATMENT, rules, told("one", TRIAL, FOR), indirect) == "supported moderate"


def test_a_null_result_does_not_face_a_cause(rules):
    """There it is no association, and disputes."""
    assert answer(CAUSE, rules, at(2, FOR), at(2, NEUTRAL)) == "supported low"


def test_a_verdict_names_what_it_rests_on(rules):
    """One study for each vote of the side that won, the best first; both sides in a conflict."""
    studies = (at(2, FOR, "a"), at(3, FOR, "b"), at(1, AGAINST, "c"))

    assert found(CAUSE, rules, *studies).rests_on == ("study:b", "study:a")
    assert found(CAUSE, rules, studies[0], studies[2]).rests_on == ("study:a", "study:c")


def test_a_verdict_carries_the_version_of_the_rules_and_a_digest(rules):
    """So that it can be told from another."""
    result = found(CAUSE, rules, at(2, FOR))

    assert result.rules_version == rules.version
    assert len(result.evidence_digest) == 64
    assert result.evidence_digest != found(CAUSE, rules, at(3, FOR)).evidence_digest
