"""
Whether a sentence asserts or denies a claim.

The claim's own wordings, of both polarities, are the measure: a sentence goes the way of those
that have the same scales turned the same way. "Harmless" and "not dangerous" are one thing on
the scale of harm, and which end of a scale speaks for a claim is learned from its wordings.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from musclegraph.claims.index import Index, Shelf
from musclegraph.claims.reading import Reading

# What the kinds of terms count for when the signs of a sentence are summed up.
_KINDS = {"~": 1.0, "@": 0.5, "%": 0.6}
_CUES = (
    "reject", "neg", "void", "nomyth", "contrary", "hedge", "local", "idea", "report", "endorse",
    "equal",
)  # fmt: skip
SCALES = (
    "~harm", "~more", "~often", "~some", "~help", "~cause", "~know", "~easy", "~sure", "~same",
    "~long", "~tense", "~pain", "~weak", "~real", "~one", "~side", "~see", "~will", "~where",
    "~central", "~graded", "~tested", "~need",
)  # fmt: skip
FEATURES = (
    "scales", "parity_as_usual", "lean", "parity", "rejects", "rejects_as_usual", "learned",
    "subject_turned", "object_turned", "equals", *SCALES,
)  # fmt: skip


def polarity_features(reading: Reading, shelf: Shelf, index: Index) -> list[float]:
    """Return what speaks for (above 0) and against (below 0) the sentence asserting the claim."""
    terms = reading.terms
    leans = [terms[name] * shelf.lean.get(name, 0.0) if name in terms else 0.0 for name in SCALES]
    present = sum(1 for name in SCALES if terms.get(name))
    rejects = 1.0 if "reject" in reading.cues else 0.0
    return [
        sum(leans) / sqrt(present) if present else 0.0,
        reading.parity * shelf.base["parity"],
        _lean(terms, shelf, index),
        float(reading.parity),
        -rejects,
        rejects * shelf.base["reject"],
        speech(signed_terms(reading), shelf.speaks, index.speaks),
        *(_turned(facet, terms) for facet in shelf.facets),
        -1.0 if "equal" in reading.cues else 0.0,
        *leans,
    ]


def signed_terms(reading: Reading) -> dict[str, float]:
    """Return the signed terms and the cues of a sentence as a unit vector."""
    found = {"#parity": 1.5 * reading.parity}
    found |= {f"#{cue}": 0.5 for cue in _CUES if reading.cues.get(cue)}
    for term, sign in reading.terms.items():
        if sign and not (term[0] == "~" and term[-1] in "+-"):
            weight = 0.4 if term[:2] == "c:" else _KINDS.get(term[0], 0.6)
            found[term] = sign * weight
    length = sqrt(sum(value * value for value in found.values()))
    return {term: value / length for term, value in found.items()}


def speech(
    signed: Mapping[str, float], own: Mapping[str, float], common: Mapping[str, float]
) -> float:
    """Return what the learned weights of a claim, and those of all, make of signed terms."""
    return sum(
        value * (own.get(term, 0.0) + common.get(term, 0.0)) for term, value in signed.items()
    )


def _turned(facet: Mapping[str, float], terms: Mapping[str, float]) -> float:
    """Return the sign of what names one side of the claim, 0 if nothing does."""
    named = terms.keys() & facet.keys()
    return min((terms[term] for term in named if facet[term] >= 0.5), default=0.0)


def _lean(terms: Mapping[str, float], shelf: Shelf, index: Index) -> float:
    """Return which way the words, classes and concepts go, scales apart."""
    weights, lean = index.weights, shelf.lean
    total = square = 0.0
    for term, sign in terms.items():
        if term[0] != "~" and term in weights:
            square += weights[term] ** 2
            if term in lean:
                total += sign * weights[term] * lean[term]
    return total / sqrt(square) if square else 0.0
