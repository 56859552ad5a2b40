"""R3 to R6 and R8: where a line starts, what moves it, what caps it."""

from __future__ import annotations

import pytest

from musclegraph.core.terms import (
    Concern,
    Design,
    Directness,
    InterestKind,
    Layer,
    PublicationType,
    Question,
    ReadFrom,
    Status,
    Upgrade,
)

from .build import (
    AGAINST,
    CAUSE,
    COHORT,
    FOR,
    TREATMENT,
    TRIAL,
    answer,
    claim,
    found,
    told,
)

RCT = told("one", TRIAL, FOR)


def level(rules, about, *studies, **asked):
    """The level of the one line that is weighed."""
    (line,) = found(about, rules, *studies, **asked).weighed
    return line.level


@pytest.mark.parametrize(
    ("question", "design", "expected"),
    [
        (Question.CAUSE, Design.RANDOMISED_TRIAL, 4),
        (Question.CAUSE, Design.SYSTEMATIC_REVIEW_OF_COHORTS, 3),
        (Question.CAUSE, Design.PROSPECTIVE_COHORT, 2),
        (Question.CAUSE, Design.RECORDS_COHORT, 2),
        (Question.CAUSE, Design.CASE_CONTROL, 2),
        (Question.CAUSE, Design.CROSS_SECTIONAL, 1),
        (Question.CAUSE, Design.CONTROLLED_LABORATORY_STUDY, 1),
        (Question.TREATMENT, Design.SYSTEMATIC_REVIEW_OF_TRIALS, 4),
        (Question.TREATMENT, Design.RANDOMISED_CROSSOVER, 4),
        (Question.TREATMENT, Design.NON_RANDOMISED_COMPARISON, 2),
        (Question.TREATMENT, Design.CASE_SERIES, 1),
        (Question.PROGNOSIS, Design.PROSPECTIVE_COHORT, 4),
        (Question.PROGNOSIS, Design.RETROSPECTIVE_FOLLOW_UP, 3),
        (Question.PROGNOSIS, Design.CASE_SERIES, 1),
        (Question.DIAGNOSIS, Design.DIAGNOSTIC_ACCURACY_STUDY, 4),
        (Question.DIAGNOSIS, Design.SYSTEMATIC_REVIEW_OF_RELIABILITY_STUDIES, 4),
        (Question.MECHANISM, Design.CONTROLLED_LABORATORY_STUDY, 3),
        (Question.MECHANISM, Design.UNCONTROLLED_LABORATORY_STUDY, 1),
        (Question.KNOWLEDGE, Design.RANDOMISED_TRIAL, 0),
    ],
)
def test_a_line_starts_where_the_table_says(rules, question, design, expected):
    """By the design of the study and the kind of question."""
    assert level(rules, claim(question), told("one", design, FOR)) == expected


@pytest.mark.parametrize(
    "design",
    [
        Design.NARRATIVE_REVIEW,
        Design.EDITORIAL,
        Design.TEXTBOOK,
        Design.LETTER,
        Design.PRESS_RELEASE_REPORT,
        Design.NEWS_REPORT,
        Design.OPINION,
        Design.GUIDELINE,
        Design.REGULATORY_REVIEW,
    ],
)
@pytest.mark.parametrize("question", list(Question)[:5])
def test_an_opinion_weighs_nothing_on_any_question(rules, question, design):
    """It is shown, and that is all."""
    assert answer(claim(question), rules, told("one", design, FOR)) == "not-assessed"


@pytest.mark.parametrize("concern", Concern)
def test_each_concern_takes_one_level(rules, concern):
    """R4."""
    assert level(rules, TREATMENT, RCT.with_line(concerns=frozenset({concern}))) == 3


def test_indirectness_and_an_expression_of_concern_take_one_level_each(rules):
    """R4, beside the concerns of the curator."""
    line = RCT.with_line(directness=Directness.INDIRECT)

    assert level(rules, TREATMENT, line) == 3
    assert level(rules, TREATMENT, line.with_publication(status=Status.EXPRESSION_OF_CONCERN)) == 2


def test_no_level_falls_below_nothing(rules):
    """Five concerns about a cohort leave it at 0."""
    line = told("one", COHORT, FOR, concerns=frozenset(Concern), directness=Directness.INDIRECT)

    assert level(rules, CAUSE, line) == 0


LARGE = {"upgrades": frozenset(Upgrade)}


def test_clean_observational_evidence_goes_up_once(rules):
    """R5: a large effect and a dose-response together are one level."""
    assert level(rules, CAUSE, told("one", COHORT, FOR, **LARGE)) == 3


def test_evidence_with_a_concern_does_not_go_up(rules):
    """R5."""
    concerns = frozenset({Concern.IMPRECISION})

    assert level(rules, CAUSE, told("one", COHORT, FOR, concerns=concerns, **LARGE)) == 1


def test_a_trial_does_not_go_up(rules):
    """R5 is for observational evidence."""
    line = told("one", Design.CONTROLLED_LABORATORY_STUDY, FOR, **LARGE)

    assert level(rules, CAUSE, line) == 1


@pytest.mark.parametrize(
    ("read_from", "kind", "expected"),
    [
        (ReadFrom.FULL_TEXT, PublicationType.JOURNAL_ARTICLE, 4),
        (ReadFrom.ABSTRACT, PublicationType.JOURNAL_ARTICLE, 3),
        (ReadFrom.SECONDARY_REPORT, PublicationType.JOURNAL_ARTICLE, 2),
        (ReadFrom.FULL_TEXT, PublicationType.PREPRINT, 2),
        (ReadFrom.ABSTRACT, PublicationType.CONFERENCE_ABSTRACT, 2),
    ],
)
def test_what_was_read_caps_the_level(rules, read_from, kind, expected):
    """R6."""
    line = RCT.with_line(read_from=read_from).with_publication(publication_type=kind)

    assert level(rules, TREATMENT, line) == expected


def test_caps_come_after_concerns(rules):
    """R6: a trial with one concern, read second-hand, is low and not very low."""
    line = RCT.with_line(
        read_from=ReadFrom.SECONDARY_REPORT, concerns=frozenset({Concern.IMPRECISION})
    )

    assert level(rules, TREATMENT, line) == 2


def test_the_best_report_of_a_study_sets_its_cap(rules):
    """R6: once the article is out, the preprint caps nothing."""
    both = RCT.with_study(reported_in=frozenset({"publication:one", "publication:preprint"}))
    preprint = told("preprint", TRIAL).with_publication(publication_type=PublicationType.PREPRINT)

    assert level(rules, TREATMENT, both, preprint) == 4


def test_the_best_line_of_a_study_counts(rules):
    """R6: two readings of one study are one vote at the better level."""
    abstract = RCT.with_line(iri="line:abstract", read_from=ReadFrom.ABSTRACT)

    assert found(TREATMENT, rules, abstract, RCT).rests_on == ("study:one",)
    assert answer(TREATMENT, rules, abstract, RCT) == answer(TREATMENT, rules, RCT)


REREAD = told("one", TRIAL, AGAINST).with_finding(is_null=False)
REREAD = REREAD.with_line(iri="line:again", replaces=frozenset({"line:one"}))


def test_a_re_reading_replaces_the_older_line(rules):
    """R6: explicitly, and whatever it says."""
    assert answer(TREATMENT, rules, RCT, REREAD) == "contradicted moderate"


def test_a_re_reading_out_of_view_replaces_nothing(rules):
    """What lies beyond the articles does not change what they cite."""
    beyond = REREAD.with_line(layer=Layer.BEYOND)

    assert answer(TREATMENT, rules, RCT, beyond, layer="articles") == "supported moderate"


def test_a_line_of_another_study_replaces_nothing(rules):
    """A study cannot write off another."""
    other = told("two", TRIAL, AGAINST, replaces=frozenset({"line:one"}))

    assert answer(TREATMENT, rules, RCT, other.with_finding(is_null=False)) == "conflicting"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (InterestKind.FUNDING, 3),
        (InterestKind.EMPLOYMENT, 3),
        (InterestKind.SELLS_TREATMENT, 3),
        (InterestKind.SELLS_BOOK, 4),
        (InterestKind.REPUTATION, 4),
    ],
)
def test_a_competing_interest_of_the_study_takes_one_level(rules, kind, expected):
    """R8, and only for what touches the treatment."""
    assert level(rules, TREATMENT, RCT.with_interest(kind)) == expected


def test_a_competing_interest_comes_after_the_caps(rules):
    """R8: before anything is compared, after everything else."""
    line = RCT.with_interest().with_line(read_from=ReadFrom.SECONDARY_REPORT)

    assert level(rules, TREATMENT, line) == 1
