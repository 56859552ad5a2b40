"""Every rule is broken by its own bad example, and not by its good one."""

import pytest

from musclegraph.lint.of_claims import put
from musclegraph.lint.rules import load_rules

RULES = load_rules().values()


@pytest.mark.parametrize("rule", [one for one in RULES if one.bad], ids=lambda rule: rule.id)
def test_bad_example_breaks_its_rule(rule, lint):
    """The rule fires on the example of its page."""
    assert rule.id in {one.rule for one in lint(rule.bad)[1]}


@pytest.mark.parametrize("rule", [one for one in RULES if one.good], ids=lambda rule: rule.id)
def test_good_example_keeps_its_rule(rule, lint):
    """The same thing put well does not break the rule."""
    assert rule.id not in {one.rule for one in lint(rule.good)[1]}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_is_explained(rule):
    """Each rule says why and what to do."""
    assert rule.why
    assert rule.remedy


@pytest.mark.parametrize("rule", [one for one in RULES if one.bad], ids=lambda rule: rule.id)
def test_diagnostic_points_at_its_words(rule, lint):
    """The stretch lies in the draft and begins and ends with a visible character."""
    draft, found = lint(rule.bad)
    for one in found:
        words = draft.text[one.start : one.end]
        assert words
        assert words == words.strip()


@pytest.mark.parametrize(
    "text",
    [
        "Whether pickle juice relieves cramps is uncertain.",
        "Studies disagree on whether pickle juice relieves cramps.",
        "Nor can anyone say yet whether magnesium prevents cramps in pregnancy.",
        "Nobody can say yet whether electrolyte loss causes exercise cramps.",
    ],
)
def test_what_is_left_open_breaks_no_rule_of_claims(text, lint):
    """A sentence that says it is not known tells nothing false, and nothing flatly."""
    assert {one.rule for one in lint(text)[1]} <= {"MG005", "MG010"}


@pytest.mark.parametrize(
    "text",
    [
        "Many people believe that back pain is caused by muscle spasm. The belief is disputed.",
        "Many people believe that pickle juice relieves cramps. Studies disagree about it.",
    ],
)
def test_belief_that_is_called_doubtful_is_left_alone(text, lint):
    """What others believe may be told, if a reader learns what to think of it."""
    told = {"MG001", "MG002", "MG003", "MG004"}
    assert not told & {one.rule for one in lint(text)[1]}
    alone = text.partition(". ")[0] + ". Many things have been tried."
    assert told & {one.rule for one in lint(alone)[1]}


@pytest.mark.parametrize(
    ("polarity", "sure", "told"),
    [("asserts", 0.99, "asserts"), ("asserts", 0.6, "seems to assert"),
     ("denies", 0.99, "denies"), ("denies", 0.6, "seems to deny")],
)  # fmt: skip
def test_way_that_is_not_certain_is_told_so(polarity, sure, told):
    """A writer can then see at once that the program may have misread the sentence."""
    assert put({"polarity": polarity, "trace": {"polarity_confidence": sure}}) == told
