"""What a clinician reads."""

from __future__ import annotations

from datetime import date

from musclegraph.core.model import Harm
from musclegraph.core.terms import Design, ReadFrom, Severity, Status
from musclegraph.verdict.case import Case
from musclegraph.verdict.engine import judge
from musclegraph.verdict.explain import explain, reasons
from musclegraph.verdict.fragility import find_fragility

from .build import AGAINST, CAUSE, COHORT, FOR, TREATMENT, TRIAL, evidence, told

IRONMAN = told("Schwellnus 2011", COHORT, AGAINST, read_from=ReadFrom.SECONDARY_REPORT)
IRONMAN = IRONMAN.with_study(sample_size=210, population="Triathletes (in one race)")
SCOPE = (
    "Drawn from a curated selection of studies, not a systematic search; "
    "information, not medical advice."
)


def explained(rules, about, *studies, harms=(), **asked):
    """The explanation of the verdict on these studies."""
    case = Case.open(about, evidence(*studies), rules, **asked)
    found = judge(case)
    return explain(case, found, find_fragility(case, found), harms)


def test_an_explanation_reads_like_a_paragraph(rules):
    """The answer, the study with what speaks against it, the other side, what it rests on."""
    assert explained(rules, CAUSE, IRONMAN) == (
        "Studies contradict this; certainty low (automatic, GRADE-informed). "
        "One prospective cohort (Schwellnus 2011, 210 triathletes) did not find this association; "
        "it was read second-hand, so it counts as low. "
        "No study that carries weight points the other way. "
        f"Rests on one study: Schwellnus 2011. {SCOPE}"
    )


def test_a_conflict_tells_both_sides(rules):
    """And what it hangs on."""
    assert explained(rules, CAUSE, IRONMAN, told("Tent 2019", Design.CROSS_SECTIONAL, FOR)) == (
        "Studies conflict on this. "
        "One cross-sectional study (Tent 2019) found an association; it counts as very low. "
        "One prospective cohort (Schwellnus 2011, 210 triathletes) did not find this association; "
        "it was read second-hand, so it counts as low. "
        "The best evidence for it is very low and the best against it low: too close to decide. "
        "The loss of any one of these studies would change it: Schwellnus 2011 or Tent 2019. "
        f"{SCOPE}"
    )


def test_what_is_left_out_is_told_with_the_reason(rules):
    """Retracted, and an opinion."""
    retracted = told("Gone 2012", COHORT, FOR).with_publication(status=Status.RETRACTED)
    text = explained(rules, CAUSE, IRONMAN, retracted, told("Letter 2001", Design.LETTER, FOR))

    assert "Left out (retracted): Gone 2012." in text
    assert "Shown, but without weight: Letter 2001 (letter), supports." in text


def test_a_report_without_a_vote_is_told(rules):
    """With the study that speaks for it."""
    again = told("Again 2012", COHORT, AGAINST).with_study(
        shares_data_with=frozenset({IRONMAN.study.iri})
    )
    text = explained(rules, CAUSE, IRONMAN, again)

    assert "has no vote of its own: it reports the same data as" in text
    assert text.count("did not find this association") == 1


def test_harm_comes_right_after_the_answer(rules):
    """Nobody should read that quinine works without it."""
    serious = Severity.SERIOUS_HARM
    harm = Harm(
        iri="h", label="FDA", treatment="t", severity=serious, gist="It can kill platelets."
    )
    text = explained(rules, TREATMENT, told("one", TRIAL, FOR), harms=[harm])

    assert "(automatic, GRADE-informed). Serious harm on record: It can kill platelets. One" in text


def test_view_and_date_are_told(rules):
    """An answer for another day or from part of the evidence says so."""
    text = explained(rules, CAUSE, IRONMAN, view="articles", as_of=date(2012, 1, 1))

    assert "This counts only the studies that the articles cite." in text
    assert "This is how things stood on 2012-01-01." in text


def test_each_rule_that_fired_has_its_sentence(rules):
    """In the order of the rules."""
    case = Case.open(CAUSE, evidence(IRONMAN), rules)

    assert reasons(case, judge(case)) == [
        "R3: Schwellnus 2011 starts as low: a prospective cohort.",
        "R6: Schwellnus 2011 counts as low at most because it was read second-hand.",
        "R9: No study that carries weight points the other way.",
    ]
