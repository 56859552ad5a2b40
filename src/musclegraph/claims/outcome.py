"""What a writer is told: claim, polarity and standing of the claim to an outcome."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

Outcome = Literal["consistent", "contradicted", "contested", "uncertain"]
Basis = Literal["studies", "sources"]

_BY_STUDIES: Mapping[str, Outcome] = {
    "supported": "consistent",
    "contradicted": "contradicted",
    "conflicting": "contested",
}
_BY_SOURCES: Mapping[str, Outcome] = {
    "all-assert": "consistent",
    "all-deny": "contradicted",
    "disagree": "contested",
}
_TURNED: Mapping[Outcome, Outcome] = {"consistent": "contradicted", "contradicted": "consistent"}


def find_outcome(standing: Mapping[str, Any], asserts: bool) -> tuple[Outcome, Basis]:
    """
    Return the outcome of asserting or denying a claim, and what decides it.

    A verdict of supported, contradicted or conflicting decides; if there is none, the positions of
    the sources do, but a claim that only one interested source makes, uncited, stays uncertain.

    Args:
        standing: A claim in one layer, as `answers.py` compiles it.
        asserts: Whether the sentence asserts the claim; else it denies it.
    """
    found = _BY_STUDIES.get(standing["verdict"]["result"])
    basis: Basis = "studies" if found else "sources"
    if found is None:
        positions = standing["positions"]
        alone = positions["rests_on_interest_alone"]
        found = "uncertain" if alone else _BY_SOURCES.get(positions["together"], "uncertain")
    return (found if asserts else _TURNED.get(found, found)), basis
