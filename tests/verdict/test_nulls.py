"""R2: background remarks and null results."""

from __future__ import annotations

import pytest

from musclegraph.core.model import Finding
from musclegraph.core.terms import EvidenceRole
from musclegraph.verdict.nulls import Judged, excludes

from .build import AGAINST, CAUSE, COHORT, FOR, NEUTRAL, TREATMENT, TRIAL, answer, found, told

RATIOS = frozenset({"odds ratio", "OR"})
NULL = {"is_null": True, "ci_low": "-23", "ci_high": "4", "lower_is_better": True}
WORTH = {"worthwhile_difference": "25", "worthwhile_difference_basis": "patients"}


def test_a_background_remark_weighs_nothing(rules):
    """It neither supports, nor disputes, nor is a neutral result."""
    remark = EvidenceRole.BACKGROUND_REMARK
    for direction in (FOR, AGAINST, NEUTRAL):
        told_so = told("one", TRIAL, direction, evidence_role=remark)
        assert answer(TREATMENT, rules, told_so) == "not-assessed"


def test_a_background_remark_displaces_nothing(rules):
    """It cannot replace a line that rests on a finding."""
    study = told("one", COHORT, FOR)
    remark = told("one", COHORT, AGAINST, evidence_role=EvidenceRole.BACKGROUND_REMARK)
    remark = remark.with_line(iri="line:remark", replaces=frozenset({"line:one"}))

    assert answer(CAUSE, rules, study, remark) == "supported low"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (NULL | WORTH, "contradicted moderate"),
        (NULL | WORTH | {"worthwhile_difference": "20"}, "insufficient"),
        (NULL | WORTH | {"worthwhile_difference_basis": ""}, "insufficient"),
        (NULL | WORTH | {"ci_low": ""}, "insufficient"),
        (NULL, "insufficient"),
        ({"is_null": False}, "contradicted moderate"),
    ],
)
def test_a_null_result_disputes_a_benefit_only_by_its_interval(rules, facts, expected):
    """It has to exclude a worthwhile difference that is stated, with its basis."""
    assert answer(TREATMENT, rules, told("one", TRIAL, AGAINST).with_finding(**facts)) == expected


def test_a_benefit_is_not_disputed_without_a_finding(rules):
    """Where no number is recorded, no interval excludes anything."""
    assert answer(TREATMENT, rules, told("one", TRIAL, AGAINST)) == "insufficient"


def test_no_association_disputes_a_cause(rules):
    """Without an interval nothing is held against it."""
    assert answer(CAUSE, rules, told("one", COHORT, AGAINST)) == "contradicted low"


def test_no_association_is_imprecise_where_one_that_matters_lies_inside(rules):
    """With an interval that leaves room, one level lower; once, if the curator said so too."""
    study = told("one", COHORT, AGAINST).with_finding(
        **NULL | WORTH | {"worthwhile_difference": "3"}
    )
    result = found(CAUSE, rules, study)

    assert result.leaning == "contradicted"
    assert [rule.phrase for rule in result.fired].count("r4.imprecision") == 1


@pytest.mark.parametrize(
    ("measure", "low", "high", "worthwhile", "lower_is_better", "expected"),
    [
        ("mean difference", "-23", "4", "25", True, Judged.EXCLUDED),
        ("mean difference", "-23", "4", "-25", True, Judged.EXCLUDED),
        ("mean difference", "−26", "4", "25", True, Judged.OPEN),
        ("mean difference", "-26", "4", "5", False, Judged.EXCLUDED),
        ("mean difference", "-4", "4", "5", None, Judged.EXCLUDED),
        ("mean difference", "-6", "4", "5", None, Judged.OPEN),
        ("mean difference", "-6 %", "4 %", "5 %", True, Judged.OPEN),
        ("odds ratio", "0.9", "1.2", "0.8", True, Judged.EXCLUDED),
        ("odds ratio", "0.7", "1.2", "0.8", True, Judged.OPEN),
        ("adjusted OR (95 %)", "0.9", "1.2", "1.5", None, Judged.EXCLUDED),
        ("adjusted OR (95 %)", "0.6", "1.2", "1.5", None, Judged.OPEN),
        ("mean difference", "about 3", "4", "5", None, Judged.UNKNOWN),
        ("mean difference", "-3", "4", "0", None, Judged.UNKNOWN),
    ],
)
def test_an_interval_is_compared_on_the_side_that_is_better(
    measure, low, high, worthwhile, lower_is_better, expected
):
    """Differences are measured from zero, ratios from one; both sides if none is better."""
    finding = Finding(
        iri="f",
        effect_measure=measure,
        ci_low=low,
        ci_high=high,
        worthwhile_difference=worthwhile,
        worthwhile_difference_basis="patients",
        lower_is_better=lower_is_better,
    )

    assert excludes(finding, RATIOS) is expected
