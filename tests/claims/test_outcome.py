"""Verdict first, then the sources; turned round for a denial."""

import json
from pathlib import Path

import pytest

from musclegraph.claims.check import Checker
from musclegraph.claims.outcome import find_outcome

DEVELOPMENT = Path(__file__).resolve().parents[3] / "shared/content/claim-check-dev.jsonl"


def _standing(result="not-assessed", together="silent", alone=False):
    return {
        "verdict": {"result": result},
        "positions": {"together": together, "rests_on_interest_alone": alone},
    }


@pytest.mark.parametrize(
    ("standing", "asserted", "denied", "basis"),
    [
        (_standing("supported", "all-deny"), "consistent", "contradicted", "studies"),
        (_standing("contradicted", "all-assert"), "contradicted", "consistent", "studies"),
        (_standing("conflicting", "all-assert"), "contested", "contested", "studies"),
        (_standing("insufficient", "all-deny"), "contradicted", "consistent", "sources"),
        (_standing("not-assessed", "all-assert"), "consistent", "contradicted", "sources"),
        (_standing("not-applicable", "disagree"), "contested", "contested", "sources"),
        (_standing(together="hedge"), "uncertain", "uncertain", "sources"),
        (_standing(together="all-assert", alone=True), "uncertain", "uncertain", "sources"),
        (_standing(), "uncertain", "uncertain", "sources"),
    ],
)
def test_outcome(standing, asserted, denied, basis):
    """A verdict decides; else the sources do; one interested source decides nothing."""
    assert find_outcome(standing, True) == (asserted, basis)
    assert find_outcome(standing, False) == (denied, basis)


@pytest.mark.skipif(not DEVELOPMENT.is_file(), reason="the development set is not at hand")
def test_outcomes_of_the_development_set_follow(snapshot):
    """Given the right claim and polarity, the outcome is the one the set was labelled with."""
    answers = Checker(snapshot.folder).answers
    golds = [json.loads(line) for line in DEVELOPMENT.read_text(encoding="utf-8").splitlines()]
    for gold in (gold for gold in golds if gold["claim"]):
        standing = answers[gold["claim"]]["layers"]["articles"]
        outcome, _ = find_outcome(standing, gold["polarity"] == "asserts")
        assert outcome in gold["accept"], gold["text"]
