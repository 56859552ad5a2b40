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

SCALES = (
    "~harm", "~more", "~often", "~some", "~help", "~cause", "~know", "~easy", "~sure", "~same",
    "~long", "~tense", "~pain", "~weak", "~real", "~one", "~side", "~see", "~will", "~where",
    "~central", "~graded", "~tested", "~need",
)  # fmt: skip
FEATURES = (
    "scales", "parity_as_usual", "lean", "parity", "rejects", "rejects_as_usual", "subject_turned",
    "object_turned", "equals", "first", "last", "first_plain", "last_plain", "plain", *SCALES,
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
        *(_turned(facet, terms) for facet in shelf.facets),
        -1.0 if "equal" in reading.cues else 0.0,
        *_in_order(reading, shelf.lean),
        *leans,
    ]


def _in_order(reading: Reading, lean: Mapping[str, float]) -> tuple[float, ...]:
    """Return which way the first and the last scale go, with and without their signs; and all."""
    plain = [
        (lean.get(tag[:-1], 0.0) * (1 if tag[-1] == "+" else -1), sign)
        for tag, sign in reading.marks
        if tag[0] == "~"
    ]
    if not plain:
        return 0.0, 0.0, 0.0, 0.0, 0.0
    (first, turned), (last, last_turned) = plain[0], plain[-1]
    whole = sum([way for way, _ in plain])
    return first * turned, last * last_turned, first, last, whole


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
