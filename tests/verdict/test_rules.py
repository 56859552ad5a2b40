"""The rule table: complete, and refused if it is not."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from musclegraph.core.errors import DataError
from musclegraph.core.terms import (
    Certainty,
    Concern,
    Design,
    Direction,
    Question,
    ReadFrom,
    Result,
    Severity,
    Upgrade,
)
from musclegraph.verdict.rules import parse_rules

VERDICT = Path(__file__).parents[2] / "src/musclegraph/verdict"


def test_there_is_a_rule_for_each_step(rules):
    """Ten numbered rules, and those for the result, harm, fragility and position."""
    numbered = {f"r{number}" for number in range(1, 11)}

    assert rules.templates.keys() == numbered | {"result", "harm", "fragility", "position"}


@pytest.mark.parametrize(
    "phrase",
    [
        *(f"r4.{concern}" for concern in Concern),
        *(f"r5.{upgrade}" for upgrade in Upgrade),
        *(f"r6.{depth}" for depth in list(ReadFrom)[1:]),
        *(f"result.{result}" for result in Result),
        *(f"harm.{severity}" for severity in Severity),
        *(
            f"result.found.{question.topic}.{direction}"
            for question in (*list(Question)[:5], Question.KNOWLEDGE)
            for direction in Direction
        ),
    ],
)
def test_every_member_of_a_closed_set_has_its_words(rules, phrase):
    """So that no verdict is left without an explanation."""
    assert phrase in rules.phrases


def test_every_cap_and_step_has_its_words(rules):
    """What lowers a line can be told."""
    caps = {f"r6.{kind}" for kind in rules.members("cap")}
    steps = {f"r4.{concern}" for concern in rules.members("stepDown")}

    assert caps | steps <= rules.phrases.keys()


def test_every_phrase_that_the_code_says_is_in_the_table(rules):
    """Phrases written out in Python are looked up here, not when a verdict needs them."""
    text = "".join(path.read_text(encoding="utf-8") for path in VERDICT.glob("*.py"))
    said = set(re.findall(r'"((?:r\d+|result|fragility|position)\.[A-Za-z.]+[A-Za-z])"', text))

    assert said <= rules.phrases.keys()


def test_levels_have_names(rules):
    """Four certainties, and no weight below them."""
    assert [rules.certainty(level) for level in (4, 3, 2, 1, 0)] == [*Certainty, None]
    assert rules.words_for(0) == "without weight"


def test_a_design_is_called_what_the_ontology_calls_it(rules):
    """One word per thing."""
    assert rules.design(Design.RECORDS_COHORT) == "cohort from records"


def test_a_missing_number_is_an_error_that_says_what_to_do(rules):
    """Nothing is guessed."""
    with pytest.raises(DataError, match="lack the number threshold") as error:
        replace(rules, numbers={}).number("threshold")

    assert "RuleParameter" in error.value.hint


def test_a_missing_phrase_is_an_error(rules):
    """An explanation has no holes."""
    with pytest.raises(DataError, match="cannot say"):
        rules.say("r9.unknown")
    with pytest.raises(DataError, match="cannot say"):
        rules.say("result.supported")


@pytest.mark.parametrize("rows", [[], [{"part": "version", "text": "1"}] * 2])
def test_there_is_one_rule_table(rows):
    """Neither none nor two."""
    with pytest.raises(DataError, match="no one rule table"):
        parse_rules(rows)


def test_a_starting_level_for_an_unknown_design_is_refused():
    """A typing mistake is no level."""
    start = {"part": "start", "name": "causeQuestion", "applies_to": "x#dream", "number": "4"}

    with pytest.raises(DataError, match="dream"):
        parse_rules([{"part": "version", "text": "1.0.0"}, start])
